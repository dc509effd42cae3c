import { given, holder, it, type Taken } from '../../../../test/kit.ts'
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { inspection } from './inspection.ts'
import {
  announced,
  arrived,
  coordinator,
  governor,
  groupDirector,
  leader,
  liaison,
  notified,
  planned,
  saferCustody,
  siu,
} from './kit.samples.ts'

describe('HH-18: instructions, a liaison officer and a room', () => {
  const instructions = { instructions: 'A room for twelve, with a door that locks.' }

  it('the instructions are owed on the day the place is told, where the inspection is unannounced', () => {
    const matter = notified()
    assert.equal(matter.duty('instructions')?.due, '2026-01-12')
    assert.equal(matter.and([coordinator, 'give-instructions', instructions]).duty('instructions')?.state, 'met')
  })

  it('and by the day before it begins where it is announced; when its days move, so does that', () => {
    const matter = given(inspection, [coordinator, 'plan', announced]).on('2026-03-06').and([coordinator, 'notify'])
    assert.equal(matter.duty('instructions')?.due, '2026-09-06')
    const moved = matter.and([leader, 'move', { first: '2026-09-14', last: '2026-09-18', because: 'Building works' }])
    assert.equal(moved.duty('instructions')?.due, '2026-09-13')
  })

  it('an unannounced one’s are not put off by moving its days', () =>
    assert.equal(
      notified()
        .on('2026-01-13')
        .and([leader, 'move', { first: '2026-01-13', last: '2026-01-19', because: 'Snow' }])
        .duty('instructions')?.due,
      '2026-01-12',
    ))

  it('nobody gives instructions before the place knows of the visit', () =>
    given(inspection, planned).when(coordinator, 'give-instructions', instructions).refused('HH-6b'))

  it('the governor or the liaison officer names who helps and which room; nobody else does', () => {
    const named = { liaison: 'Alan Birch, extension 214', room: 'Boardroom' }
    assert.equal(notified().duty('liaison')?.due, '2026-01-13')
    for (const who of [governor, liaison]) {
      const matter = notified()
        .when(who, 'name-liaison', named)
        .then({ tells: ['hmip.inspection'] })
      assert.equal(matter.duty('liaison')?.state, 'met')
    }
    for (const who of [siu, groupDirector, saferCustody, holder('hmpps.dunscar.governor')])
      notified().when(who, 'name-liaison', named).refused('HH-18')
  })
})

describe('HH-8: the team arrives, and has its keys at once', () => {
  it('not before its first day and not after its last', () => {
    const matter = notified().on('2026-01-14')
    const begin = (arrivedOn: string) => matter.when(coordinator, 'begin', { arrivedOn, keys: 'once' })
    begin('2026-01-11').refused('HH-8', 'The first day is 12 January 2026: it can’t have begun before')
    begin('2026-01-12').then({ stage: 'on-site' })
    begin('2026-01-15').refused('HH-8', /today or in the past/)
    const late = notified().on('2026-01-20')
    late
      .when(coordinator, 'begin', { arrivedOn: '2026-01-17', keys: 'once' })
      .refused('HH-8', 'The last day was to be 16 January 2026')
    late.when(coordinator, 'begin', { arrivedOn: '2026-01-16', keys: 'once' }).then()
  })

  it('keys that were late are owed an entry of their own on that day, so that the governor answers for them', () => {
    const late = { arrivedOn: '2026-01-12', keys: 'late' }
    const matter = notified().and([coordinator, 'begin', late])
    const due = matter.duty('keys late')
    assert.deepEqual([due?.due, due?.owedBy], ['2026-01-12', 'hmip.inspection'])
    assert.equal(inspection.rules['keys late']?.part, 'access')
    const log: Taken = [
      leader,
      'log-access',
      { to: 'keys', on: '2026-01-12', at: '08:40 to 09:25', happened: 'Three sets had not been drawn.' },
    ]
    assert.equal(matter.and(log).duty('keys late')?.state, 'met')
    assert.equal(
      notified().and(log, [coordinator, 'begin', late]).duty('keys late'),
      undefined,
      'it was recorded before',
    )
    assert.equal(arrived().duty('keys late'), undefined)
  })

  it('not before the place was told, and not twice', () => {
    const now = { arrivedOn: '2026-01-12', keys: 'once' }
    given(inspection, planned)
      .on('2026-01-12')
      .when(coordinator, 'begin', now)
      .refused('HH-6b', 'The establishment has not been told yet')
    arrived().when(coordinator, 'begin', now).refused('HH-8', 'The team has arrived')
  })
})

describe('HH-8: access that is refused or delayed is written down, answered, and taken further up', () => {
  const kept = {
    to: 'place',
    on: '2026-01-12',
    at: '09:10 to 10:00',
    happened: 'Nobody would open the separation unit.',
  }
  const clock = holder('clock')
  const matter = arrived().and([leader, 'log-access', kept])
  const answer = { given: true, answer: 'The key had been mislaid. It was opened at ten.' }
  const again = matter.on('2026-01-13').and([clock, 'ask-for-access'])
  const twice = again.and([clock, 'ask-for-access'])

  it('the governor is told, and answers on the very day', () => {
    assert.deepEqual(matter.told, ['hmpps.ashmoor.governor'])
    const due = matter.duty('access')
    assert.deepEqual([due?.due, due?.owedBy], ['2026-01-12', 'hmpps.ashmoor.governor'])
    assert.deepEqual(inspection.rules.access?.chase, { step: 'ask-for-access', every: { hours: 1 } })
    const answered = matter.and([governor, 'answer-access', answer])
    assert.equal(answered.duty('access')?.state, 'met')
    assert.deepEqual(answered.told, ['hmip.inspection'])
    answered.when(governor, 'answer-access', answer).refused('HH-8', 'It has been answered')
    answered.when(clock, 'ask-for-access').refused('HH-8', 'It has been answered')
  })

  it('nobody was refused before anybody could come, nor given access before it was refused', () => {
    const log = (on: string, one = notified().on('2026-01-13')) => one.when(leader, 'log-access', { ...kept, on })
    log('2026-01-11').refused('HH-8', /^Nobody was there before 12 January 2026/)
    log('2026-01-12').then()
    // Told six months ahead, the place is visited beforehand; told a day late, it had been come to on the first day.
    const ahead = given(inspection, [coordinator, 'plan', announced]).on('2026-03-06').and([coordinator, 'notify'])
    log('2026-03-06', ahead).then()
    log('2026-03-05', ahead).refused('HH-8', /^Nobody was there before 6 March 2026/)
    const late = given(inspection, planned).on('2026-01-13').and([coordinator, 'notify'])
    log('2026-01-12', late).then()
    const no = { given: false, answer: 'There is nobody to escort you.', promised: '2026-01-14' }
    const promised = matter.and([governor, 'answer-access', no]).on('2026-01-14')
    promised
      .when(leader, 'say-access-given', { since: '2026-01-11' })
      .refused('HH-8', /^It was refused or delayed on 12 January 2026/)
    promised.when(leader, 'say-access-given', { since: '2026-01-12' }).then()
  })

  it('access can’t be refused: an answer says when it is given', () => {
    const no = { given: false, answer: 'There is nobody to escort you.' }
    matter.when(governor, 'answer-access', no).refused('HH-8', /can’t be refused/)
    const promised = matter.and([governor, 'answer-access', { ...no, promised: '2026-01-14' }])
    assert.equal(promised.factsFor(governor).refused, 'promised')
    // A promise is no access: it is owed on its day, until somebody says that it was given.
    const owed = promised.duty('promised access')
    assert.deepEqual([owed?.due, owed?.owedBy], ['2026-01-14', governor.post])
    matter.when(leader, 'say-access-given', { since: '2026-01-12' }).refused('HH-8', /No access is promised/)
    promised.when(liaison, 'say-access-given', { since: '2026-01-12' }).refused('HH-8')
    const kept = promised.on('2026-01-14').and([leader, 'say-access-given', { since: '2026-01-14' }])
    assert.deepEqual([kept.duty('promised access')?.state, kept.factsFor(governor).refused], ['met', 'given'])
    kept.when(governor, 'say-access-given', { since: '2026-01-14' }).refused('HH-8', /No access is promised/)
  })

  it('each that was refused is answered by itself, and all of it is answered with the last', () => {
    const two = matter.and([leader, 'log-access', { ...kept, to: 'keys', happened: 'Three sets were missing.' }])
    assert.equal(
      two.when(governor, 'answer-access', answer).refused('HH-8', /^Choose which you answer for/).field,
      'which',
    )
    const [unit, keys] =
      inspection.steps['answer-access']?.asks.which?.options?.({
        matter: two.seenBy(governor),
        me: governor,
        answers: {},
        world: two.world,
      }) ?? []
    assert.deepEqual(
      [unit?.text, unit?.hint, keys?.text, keys?.hint],
      [
        'Into a place, 12 January 2026, 09:10 to 10:00',
        'Nobody would open the separation unit.',
        'Keys, 12 January 2026, 09:10 to 10:00',
        'Three sets were missing.',
      ],
    )
    const one = two.and([governor, 'answer-access', { ...answer, which: '2' }])
    assert.equal(one.duty('access')?.state, 'due')
    assert.equal(one.factsFor(leader).refused, 'waiting')
    // The levels go on where they were: one answer does not put off the other.
    const higher = one.on('2026-01-13').and([clock, 'ask-for-access'], [clock, 'ask-for-access'])
    assert.ok(higher.told.includes('hmpps.director-general'))
    one.when(governor, 'answer-access', { ...answer, which: '2' }).refused('HH-8', /Choose/)
    const all = one.and([governor, 'answer-access', answer])
    assert.deepEqual([all.duty('access')?.state, all.factsFor(leader).refused], ['met', 'given'])
    all.when(governor, 'answer-access', answer).refused('HH-8', 'It has been answered')
  })

  it('unanswered, the clock takes it to the centre, and then to the Director General', () => {
    assert.deepEqual(again.told, ['hmip.inspection', 'hmpps.ashmoor.governor', 'hmpps.scrutiny'])
    assert.equal(again.existsFor(holder('hmpps.director-general')), false)
    assert.deepEqual(twice.told, [
      'hmip.inspection',
      'hmpps.ashmoor.governor',
      'hmpps.director-general',
      'hmpps.scrutiny',
    ])
  })

  it('each opens what happened by taking it up, and may then answer', () => {
    assert.deepEqual(again.partsOf(siu), ['visit', 'course'])
    siuAnswers(again).refused('HH-8')
    const up = again.and([siu, 'take-up'])
    siuAnswers(up).then()
    again.when(holder('hmpps.director-general'), 'take-up').refused('HH-8')
    twice.when(holder('hmpps.director-general'), 'take-up').then()
    matter.when(siu, 'take-up').refused('HH-8')
  })
  const siuAnswers = (of: typeof matter) => of.when(siu, 'answer-access', answer)

  it('the clock holds its course and never what happened', () => {
    assert.deepEqual(twice.partsOf(clock), ['course'])
    assert.doesNotMatch(JSON.stringify(twice.seenBy(clock)), /separation/)
  })

  it('those above to whom it is taken owe taking it up, and then the answer, which is theirs as much as the governor’s', () => {
    const owing = (one: typeof matter) =>
      one.owed
        .filter(({ rule }) => ['take up access', 'answer for access above'].includes(rule))
        .map(({ rule, owedBy }) => `${rule}: ${owedBy}`)
    assert.deepEqual(owing(matter), [])
    assert.deepEqual(owing(again), ['take up access: hmpps.scrutiny'])
    assert.deepEqual(owing(twice), ['take up access: hmpps.scrutiny', 'take up access: hmpps.director-general'])
    const taken = twice.and([siu, 'take-up'])
    assert.deepEqual(owing(taken), ['answer for access above: hmpps.scrutiny'])
    for (const who of [siu, governor]) assert.deepEqual(owing(taken.and([who, 'answer-access', answer])), [])
    // What happened is open to whoever took it up: taken to them anew, it is the answer that they owe at once.
    const anew = taken.and([siu, 'answer-access', answer], [leader, 'log-access', { ...kept, on: '2026-01-13' }])
    assert.deepEqual(owing(anew.and([clock, 'ask-for-access'])), ['answer for access above: hmpps.scrutiny'])
  })

  it('once it is answered and refused anew, the levels begin anew', () => {
    const anew = twice.and([governor, 'answer-access', answer], [leader, 'log-access', { ...kept, on: '2026-01-13' }])
    assert.equal(anew.duty('access')?.due, '2026-01-13')
    assert.deepEqual(anew.and([clock, 'ask-for-access']).told, [
      'hmip.inspection',
      'hmpps.ashmoor.governor',
      'hmpps.scrutiny',
    ])
  })

  it('the liaison officer and the board see none of it', () => {
    assert.deepEqual(matter.partsOf(liaison), ['visit'])
    assert.equal(matter.existsFor(holder('imb.ashmoor.chair')), false)
  })
})

describe('HH-17: no more is asked of the establishment than must be, and nothing twice', () => {
  const ask = (what: string) => [coordinator, 'ask-for', { what }] as const
  const matter = notified().and(ask('Complaints log, January to June'))

  it('what is asked is a list that both see, with what was given', () => {
    const given = matter.and([liaison, 'provide', { which: '1', where: 'On the table in your room' }])
    assert.deepEqual(matter.last.tells, ['hmpps.ashmoor.governor', 'hmpps.ashmoor.liaison'])
    const table = inspection.tables?.asked
    for (const who of [coordinator, governor, liaison])
      assert.deepEqual(table?.rows(given.seenBy(who), given.world), [
        {
          what: 'Complaints log, January to June',
          asked: '2026-01-12',
          by: undefined,
          given: '2026-01-12',
        },
      ])
    given.when(liaison, 'provide', { which: '1', where: 'Again' }).refused('HH-17', /Nothing is asked for/)
  })

  for (const words of [
    'complaints log january to June',
    'The complaints log, for June to January',
    'COMPLAINTS  LOG January–June',
  ])
    it(`it is not asked twice: “${words}” is the same`, () =>
      matter
        .when(leader, 'ask-for', { what: words })
        .refused('HH-17', /asked for already: Complaints log, January to June/))

  it('what is wanted by a day is owed by the establishment, the soonest first, until all of that is given', () => {
    const by = (what: string, day: string) => [coordinator, 'ask-for', { what, by: day }] as const
    const give = (which: string) => [liaison, 'provide', { which, where: 'On the table' }] as const
    const owing = (one: typeof matter) =>
      one.owed.flatMap(({ rule, owedBy, due }) => (rule === 'what was asked for' ? [`${owedBy} ${due}`] : []))
    const both = (day: string) => ['governor', 'liaison'].map(post => `hmpps.ashmoor.${post} ${day}`)
    assert.deepEqual(owing(matter), [], 'no day was named')
    const two = matter.and(by('Menus', '2026-01-15'), by('Roll count', '2026-01-13'))
    assert.deepEqual(owing(two), both('2026-01-13'))
    assert.deepEqual(owing(two.and(give('3'))), both('2026-01-15'))
    assert.deepEqual(owing(two.and(give('1'))), both('2026-01-13'))
    assert.deepEqual(owing(two.and(give('3'), give('2'))), [])
    assert.deepEqual(owing(two.and([leader, 'call-off', { because: 'Flooding' }])), [])
  })

  it('another half-year is another thing, and is pointed out as much alike', () => {
    const what = 'Complaints log, July to December'
    matter.when(leader, 'ask-for', { what }).then()
    const taking = { matter: matter.seenBy(leader), me: leader, world: matter.world }
    assert.match(
      inspection.steps['ask-for']?.warn?.({ ...taking, answers: { what: 'Complaints log, June' } }) ?? '',
      /much like/,
    )
    assert.equal(inspection.steps['ask-for']?.warn?.({ ...taking, answers: { what: 'Menus' } }), undefined)
  })

  it('what the inspectorate holds already is not asked for, and the place does not see what it holds', () => {
    const held = given(inspection, planned)
      .and([leader, 'hold-already', { what: 'Use of force, monthly data' }])
      .on('2026-01-12')
      .and([coordinator, 'notify'])
    held
      .when(coordinator, 'ask-for', { what: 'Monthly data on use of force' })
      .refused('HH-17', 'The inspectorate has this already: Use of force, monthly data')
    assert.doesNotMatch(JSON.stringify(held.seenBy(governor)), /Use of force/)
  })

  it('what was given at an earlier inspection is held, with its day, and is used or asked for anew with a reason', () => {
    const rows = [
      { what: 'Complaints log, January to June', asked: '2024-07-01', given: '2024-07-02' },
      { what: 'Menus', asked: '2024-07-01', given: undefined },
    ]
    const next = notified().besides([{ reference: 'INS-2024-0007', rows }])
    const log = 'The complaints log, June to January'
    assert.deepEqual(inspection.tables?.held?.rows(next.seenBy(leader), next.world), [
      { what: 'Complaints log, January to June', given: '2024-07-02', from: 'INS-2024-0007' },
    ])
    next
      .when(coordinator, 'ask-for', { what: log })
      .refused('HH-17', 'The inspectorate has this: it was given on 2 July 2024, for INS-2024-0007')
    next.when(...ask('Menus')).then()
    const anew = next.and([coordinator, 'ask-for', { what: log, anew: 'It ends in June 2024' }])
    assert.match(JSON.stringify(anew.seenBy(governor)), /It ends in June 2024/)
    next.when(coordinator, 'use-earlier', { which: '2' }).refused('HH-17', 'Choose which')
    const used = next.and([coordinator, 'use-earlier', { which: '1' }])
    assert.equal(used.last.says, 'took over what was given for INS-2024-0007: Complaints log, January to June')
    used.when(coordinator, 'ask-for', { what: log, anew: 'Anyway' }).refused('HH-17', /has this already/)
    assert.equal(inspection.tables?.held?.rows(used.seenBy(leader), used.world).length, 1)
    assert.doesNotMatch(JSON.stringify(used.seenBy(governor).entries), /INS-2024-0007/)
    matter.when(coordinator, 'use-earlier', { which: '1' }).refused('HH-17', /Nothing was given/)
  })

  it('nothing is asked before the place knows of the visit, and the place alone gives it', () => {
    given(inspection, planned)
      .when(...ask('Menus'))
      .refused('HH-6b')
    matter.when(siu, 'provide', { which: '1', where: 'Here' }).refused('HH-17')
  })
})

describe('HH-13: a visitor comes along once they have signed and the establishment has been told', () => {
  const named = (media: boolean) =>
    arrived().and([
      leader,
      'name-visitor',
      { name: 'Pat Lee', from: 'The Evening Bell', media, purpose: 'To see how we work' },
    ])
  const bring = { visitor: '1', on: '2026-01-12' }
  const signed = { visitor: '1', signedOn: '2026-01-12' }

  it('not before they have signed', () =>
    named(false)
      .when(leader, 'bring-visitor', bring)
      .refused('HH-13', 'Pat Lee has not signed the agreement for visitors'))

  it('not before the press office was consulted, if they are from the media; others need not wait for it', () => {
    const matter = named(true).and([leader, 'clear-visitor', signed])
    matter.when(leader, 'bring-visitor', bring).refused('HH-13', /press office has not been consulted/)
    const consulted = matter.and([leader, 'clear-visitor', { visitor: '1', pressOn: '2026-01-12' }])
    consulted.when(leader, 'bring-visitor', bring).refused('HH-13', 'The establishment has not been told of Pat Lee')
    consulted.and([leader, 'tell-of-visitor', { visitor: '1' }], [leader, 'bring-visitor', bring])
    named(false).and(
      [leader, 'clear-visitor', signed],
      [leader, 'tell-of-visitor', { visitor: '1' }],
      [leader, 'bring-visitor', bring],
    )
  })

  it('the establishment learns who comes as it is told of them, and not before', () => {
    const matter = named(true).and([leader, 'clear-visitor', signed])
    assert.doesNotMatch(JSON.stringify(matter.seenBy(governor)), /Pat Lee/)
    const told = matter.and([leader, 'tell-of-visitor', { visitor: '1' }])
    assert.match(JSON.stringify(told.seenBy(governor)), /Pat Lee, The Evening Bell \(media\)/)
    assert.deepEqual(told.told, ['hmpps.ashmoor.governor', 'hmpps.ashmoor.liaison'])
    told.when(leader, 'tell-of-visitor', { visitor: '1' }).refused('HH-13', 'It has been told of all')
  })

  it('it is told of no visitor before it is told of the visit', () =>
    given(inspection, planned)
      .and([leader, 'name-visitor', { name: 'Pat Lee', from: 'A university', media: false, purpose: 'Research' }])
      .when(leader, 'tell-of-visitor', { visitor: '1' })
      .refused('HH-6b'))

  it('nobody came before they signed, or before the team did', () => {
    const matter = named(false)
      .on('2026-01-13')
      .and(
        [leader, 'clear-visitor', { visitor: '1', signedOn: '2026-01-13' }],
        [leader, 'tell-of-visitor', { visitor: '1' }],
      )
    matter
      .when(leader, 'bring-visitor', bring)
      .refused('HH-13', /had not signed by then: they signed on 13 January 2026/)
    matter.when(leader, 'bring-visitor', { ...bring, on: '2026-01-13' }).then()
    // That the place was told too late is pointed out, and what happened is recorded all the same.
    const late = named(false)
      .and([leader, 'clear-visitor', signed])
      .on('2026-01-13')
      .and([leader, 'tell-of-visitor', { visitor: '1' }])
    const came = late.and([leader, 'bring-visitor', bring])
    const [row] = inspection.tables?.visitors?.rows(came.seenBy(leader), came.world) ?? []
    assert.deepEqual([row?.came, row?.told], ['2026-01-12', '2026-01-13'])
  })
})

describe('HH-11: security information is for those named to view it', () => {
  const name = (who: string) => [leader, 'open-sources', { reader: who, because: 'Leads on security' }] as const
  const matter = arrived().and(name(leader.post))
  const viewed = { on: '2026-01-12', by: 'Tomasz Wilk', what: 'Reports 12 to 30', covert: false }

  it('not even the other planners see what was viewed', () => {
    const seen = matter.and([leader, 'view-sources', viewed])
    assert.deepEqual(seen.shown('sources'), ['hmip.team-leader'])
    seen.when(coordinator, 'view-sources', viewed).refused('HH-11')
    assert.doesNotMatch(JSON.stringify(seen.seenBy(coordinator)), /Reports 12/)
  })

  it('those named name any others, of the inspectorate alone', () => {
    matter
      .when(coordinator, 'open-sources', { reader: coordinator.post, because: 'Curious' })
      .refused('HH-11', /they name any others/)
    matter.when(leader, 'open-sources', { reader: governor.post, because: 'Asked' }).refused('HH-11', 'Choose who')
    const analyst = holder('hmip.intelligence')
    const two = matter.and(name(analyst.post))
    assert.deepEqual(two.told, [analyst.post])
    two.and([analyst, 'view-sources', viewed])
    assert.equal(two.partsOf(analyst).includes('visit'), false)
    const three = two.and([analyst, 'open-sources', { reader: coordinator.post, because: 'Knows the place' }])
    assert.deepEqual(three.told, [coordinator.post])
    three.and([coordinator, 'view-sources', viewed])
    three.and([coordinator, 'open-sources', { reader: 'hmip.deputy', because: 'Decides on it' }])
  })

  it('nobody is named before the place knows of the visit', () =>
    given(inspection, planned)
      .when(...name(leader.post))
      .refused('HH-6b'))

  it('where a covert source is concerned the governor is told before anything is viewed', () => {
    const covert = { ...viewed, covert: true }
    matter
      .when(leader, 'view-sources', covert)
      .refused('HH-11', 'The governor has not been told that covert sources are concerned')
    const told = matter.on('2026-01-13').and([leader, 'notice-to-governor', { on: '2026-01-13', how: 'In person' }])
    assert.deepEqual(told.told, ['hmpps.ashmoor.governor'])
    assert.deepEqual(told.shown('secure'), ['hmip.team-leader', 'hmpps.ashmoor.governor'])
    told.when(leader, 'view-sources', covert).refused('HH-11', /before the governor was told/)
    const seen = told.and([leader, 'view-sources', { ...covert, on: '2026-01-13' }])
    assert.equal(seen.partsOf(governor).includes('sources'), false)
    assert.equal(seen.partsOf(liaison).includes('secure'), false)
  })

  it('the governor may say how they are to be viewed', () => {
    const arrangement = { arrangement: 'In the security office, on paper.' }
    const told = matter.and([leader, 'notice-to-governor', { on: '2026-01-12', how: 'In person' }])
    assert.deepEqual(told.and([governor, 'arrange-viewing', arrangement]).told, ['hmip.team-leader'])
    matter.when(governor, 'arrange-viewing', arrangement).refused('HH-11')
    told.when(liaison, 'arrange-viewing', arrangement).refused('HH-11')
  })
})
