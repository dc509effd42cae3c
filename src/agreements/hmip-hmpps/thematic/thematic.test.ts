import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, type Taken } from '../../../../test/kit.ts'
import { thematic } from './thematic.ts'
import { thematicVisit } from './visit.ts'

const chief = holder('hmip.chief')
const leader = holder('hmip.team-leader')
const siu = holder('hmpps.siu')
const governor = holder('hmpps.ashmoor.governor')

const begun: Taken = [chief, 'start', { subject: 'Work', why: 'It was asked for', chief: 'chief' }]
const told: Taken = [leader, 'tell-service', { title: 'Work in prisons', scope: 'Workshops', lead: 'Work group' }]
const put: Taken = [leader, 'discuss-findings', { emerging: 'Half the workshops stand empty' }]
const talked: Taken = [leader, 'record-discussion', { on: '2026-01-05', who: 'The unit, which agreed' }]
const days = { draftBy: '2026-02-02', checkBy: '2026-02-20', publishBy: '2026-03-16', planBy: '2026-06-16' }
const staged: Taken = [leader, 'set-stages', days]
const draftId = '00000000-0000-4000-8000-000000000001'
const sent: Taken = [leader, 'send-draft', { papers: [draftId] }]
const report = {
  link: 'https://www.example.org/work',
  recommendations: [{ text: 'Fill the workshops' }, { text: 'Pay more' }],
}

describe('HH-42: a thematic review', () => {
  it('is the inspectorate’s own until the prison service is told', () => {
    const matter = given(thematic, begun)
    assert.equal(matter.existsFor(siu), false)
    assert.equal(matter.existsFor(holder('hmip.press')), false)
    const after = matter.and(told)
    assert.equal(after.factsFor(siu).title, 'Work in prisons')
    assert.equal(after.factsFor(siu).subject, undefined)
    assert.equal(after.existsFor(governor), false)
  })

  it('asks each governor in a matter of their own, with the days in order', () => {
    const visits = [
      { place: 'ZAI', first: '2026-02-02', last: '2026-02-03' },
      { place: 'ZBI', first: '2026-02-09', last: '2026-02-10' },
    ]
    const matter = given(thematic, begun, told)
    matter
      .when(leader, 'approach', { visits: [{ ...visits[0], last: '2026-02-01' }], wants: 'A room' })
      .refused('HH-42', /comes before the first/)
    const asked = matter.when(leader, 'approach', { visits, wants: 'A room' }).then({ stage: 'fieldwork' })
    assert.deepEqual(
      asked.last.opens.map(({ procedure, answers }) => [procedure, answers.place, answers.title]),
      [
        ['thematic-visit', 'ZAI', 'Work in prisons'],
        ['thematic-visit', 'ZBI', 'Work in prisons'],
      ],
    )
    assert.equal(asked.factsFor(chief).places, 2)
  })

  it('is talked over with the service before the report, which is refused until then', () => {
    const matter = given(thematic, begun, told, staged)
    matter.when(leader, 'send-draft', { papers: [draftId] }).refused('HH-42', /talked over/)
    assert.equal(matter.shown('findings').includes(siu.unit), false)
    const emerging = matter.and(put)
    assert.ok(emerging.shown('findings').includes(siu.unit))
    emerging.when(siu, 'answer-findings', { answer: 'Some were closed' }).then()
    emerging
      .and(talked)
      .when(leader, 'send-draft', { papers: [draftId] })
      .then({ stage: 'checking' })
  })

  it('has stages of its own, in order, which move when they are set anew', () => {
    const matter = given(thematic, begun, told)
    matter.when(leader, 'set-stages', { ...days, checkBy: '2026-02-01' }).refused('HH-42', /before the stage before/)
    const set = matter.and(staged)
    assert.deepEqual(
      set.owed.map(duty => [duty.rule, duty.due]),
      [
        ['send the draft', '2026-02-02'],
        ['publish', '2026-03-16'],
      ],
    )
    const later = { ...days, checkBy: '2026-03-02', because: 'The unit asked' }
    const moved = set.and(put, talked, sent, [leader, 'set-stages', later])
    assert.equal(moved.duty('check the facts')?.due, '2026-03-02')
    assert.equal(moved.duty('send the draft')?.state, 'met')
  })

  it('is published once its facts were checked, or the time for that is over and not on its last day', () => {
    const matter = given(thematic, begun, told, staged, put, talked, sent)
    matter
      .on('2026-02-20')
      .when(leader, 'publish', report)
      .refused('HH-42', /still being checked.* before the end of 20 February 2026$/)
    matter.on('2026-02-21').when(leader, 'publish', report).then({ stage: 'published' })
    matter.and([siu, 'check-facts', {}]).when(leader, 'publish', report).then({ stage: 'published' })
    const { link: _link, ...nowhere } = report
    matter.on('2026-02-21').when(leader, 'publish', nowhere).refused('HH-42', 'There is no report here yet')
  })

  it('with points of fact that have no answer pointed out', () => {
    const checked = given(thematic, begun, told, staged, put, talked, sent).and([
      siu,
      'check-facts',
      { points: [{ passage: 'Page 2', wrong: 'It was in May' }] },
    ])
    const warned = (one: typeof checked) =>
      thematic.steps.publish?.warn?.({ matter: one.seenBy(leader), me: leader, answers: {}, world: one.world })
    assert.match(warned(checked) ?? '', /points of fact that have no answer/)
    assert.equal(warned(checked.and([leader, 'answer-points', { answers: 'It is put right.' }])), undefined)
  })

  it('is seen by all whom a report is for once it is published, and its draft by the unit no more', () => {
    const out = given(
      thematic,
      begun,
      told,
      staged,
      put,
      talked,
      sent,
      [siu, 'check-facts', {}],
      [leader, 'publish', report],
    )
    for (const who of [
      'imb.national-chair',
      'ppo.deputy',
      'hmpps.director-general',
      'hmip.press',
      'moj.secretary-of-state',
    ])
      assert.deepEqual(out.partsOf(holder(who)), ['published'], who)
    for (const part of ['draft', 'check', 'findings']) assert.equal(out.shown(part).includes(siu.unit), false, part)
    assert.equal(out.shown('own').includes(siu.unit), false)
  })

  it('is answered with a plan, by number, with the reason where it is not agreed', () => {
    const out = given(
      thematic,
      begun,
      told,
      staged,
      put,
      talked,
      sent,
      [siu, 'check-facts', {}],
      [leader, 'publish', report],
    )
    out
      .when(siu, 'hand-in-plan', { items: [{ number: 3, response: 'agreed' }] })
      .refused('HH-42', /Choose the recommendation/)
    const twice = [1, 1].map(number => ({ number, response: 'agreed' }))
    out.when(siu, 'hand-in-plan', { items: twice }).refused('HH-42', 'Recommendation 1 is answered twice here')
    out.when(siu, 'hand-in-plan', { items: [{ number: 1, response: 'not' }] }).refused('HH-42', /why it is not/)
    const left = thematic.steps['hand-in-plan']?.warn?.({
      matter: out.seenBy(siu),
      me: siu,
      answers: { items: [{ number: '1', response: 'agreed' }] },
      world: out.world,
    })
    assert.equal(left, 'This recommendation has no response: 2.')
    const answered = out
      .when(siu, 'hand-in-plan', { items: [{ number: 1, response: 'part', reason: 'Not yet', action: 'Hire' }] })
      .then({ stage: 'answered' })
    assert.equal(answered.duty('hand in the plan')?.state, 'met')
    assert.deepEqual(
      thematic.tables?.plan
        ?.rows(answered.seenBy(chief), answered.world)
        .map(row => [row.number, row.response, row.reason, row.action]),
      [
        [1, 'part', 'Not yet', 'Hire'],
        [2, undefined, undefined, undefined],
      ],
    )
  })
})

describe('HH-42: access for a thematic review is agreed with each governor', () => {
  const asked: Taken = [
    leader,
    'ask',
    { place: 'ZAI', title: 'Work in prisons', first: '2026-02-02', last: '2026-02-03', wants: 'A room' },
  ]
  const ended = { ended: '2026-02-03' }

  it('and nobody is counted as having come before', () => {
    const matter = given(thematicVisit, asked)
    assert.deepEqual(
      matter.owed.map(duty => [duty.owedBy, duty.due]),
      [[governor.post, '2026-01-19']],
    )
    matter
      .on('2026-02-03')
      .when(leader, 'record-visit', ended)
      .refused('HH-42', /before access is agreed/)
    const agreed = matter.when(governor, 'answer', { access: 'agreed' }).then({ stage: 'agreed' })
    assert.deepEqual(agreed.owed, [])
    agreed
      .on('2026-02-03')
      .when(leader, 'record-visit', { ended: '2026-02-01' })
      .refused('HH-42', /can’t have ended/)
    agreed.on('2026-02-03').when(leader, 'record-visit', ended).then({ stage: 'visited' })
  })

  it('on other days too, or not at all with a reason', () => {
    const matter = given(thematicVisit, asked)
    matter.when(governor, 'answer', { access: 'not' }).refused('HH-42', /why not/)
    matter.when(leader, 'settle-days', { first: '2026-03-02', last: '2026-03-03' }).refused('HH-42', /has not proposed/)
    const other = matter.and([governor, 'answer', { access: 'others', from: '2026-03-02', until: '2026-03-03' }])
    other.when(leader, 'settle-days', { first: '2026-03-02', last: '2026-03-03' }).then({ stage: 'agreed' })
  })

  it('between the inspectorate and that governor', () => {
    const matter = given(thematicVisit, asked)
    for (const who of ['hmpps.brackley-hill.governor', 'hmpps.siu', 'imb.ashmoor.chair', 'hmip.press'])
      assert.equal(matter.existsFor(holder(who)), false, who)
  })
})

describe('HH-42, HH-8: a governor who refuses a thematic visit is not the end of it', () => {
  const clock = holder('clock')
  const director = holder('hmpps.director-general')
  const asked: Taken = [
    leader,
    'ask',
    {
      place: 'ZAI',
      title: 'Work in prisons',
      review: ['THM-2026-0001'],
      first: '2026-02-02',
      last: '2026-02-03',
      wants: 'A room',
    },
  ]
  const no: Taken = [governor, 'answer', { access: 'not', why: 'We are short of staff' }]
  const refused = given(thematicVisit, asked, no)
  const record: Taken = [leader, 'log-access', { to: 'visit', on: '2026-01-05', happened: 'He will not have us' }]

  it('the inspectorate owes what becomes of it', () => {
    assert.equal(refused.stageFor(leader), 'refused')
    assert.deepEqual(
      refused.owed.map(one => [one.rule, one.owedBy, one.due]),
      [['after a refusal', 'hmip.inspection', '2026-01-12']],
    )
    assert.deepEqual(refused.and([leader, 'give-up', { because: 'There is no time' }]).owed, [])
  })

  it('it asks again with a reason, and the governor owes an answer once more', () => {
    const again = { because: 'One morning, and no escort', first: '2026-03-02', last: '2026-03-02' }
    refused.when(leader, 'ask-again', { ...again, because: '' }).refused('HH-42', 'Say why you ask again')
    refused.when(leader, 'ask-again', { ...again, last: '2026-03-01' }).refused('HH-42', /before the first/)
    const matter = refused.when(leader, 'ask-again', again).then({ stage: 'asked', tells: [governor.post] })
    assert.deepEqual(
      matter.owed.map(one => [one.rule, one.owedBy, one.due]),
      [['answer', governor.post, '2026-01-19']],
    )
    assert.match(JSON.stringify(matter.seenBy(governor)), /One morning/)
    matter.when(leader, 'ask-again', again).refused('HH-42', /has not refused/)
    matter.and(no).when(leader, 'ask-again', again).then({ stage: 'asked' })
    const agreed = matter.when(governor, 'answer', { access: 'agreed' }).then({ stage: 'agreed' })
    for (const step of ['ask-again', 'choose-another']) agreed.when(leader, step).refused('HH-42', 'It has been agreed')
  })

  it('or the refusal is taken higher by the record of HH-8, which stands until it is answered', () => {
    given(thematicVisit, asked)
      .when(...record)
      .refused('HH-8', /neither refused nor agreed/)
    const taken = refused.when(...record).then({ tells: [governor.post] })
    assert.deepEqual(
      taken.owed.map(one => [one.rule, one.owedBy, one.due]),
      [['access', governor.post, '2026-01-05']],
    )
    // It can't be met by saying no again, nor be asked about until it is answered.
    taken.when(...no).refused('HH-8', /that is answered first/)
    taken.when(leader, 'ask-again', { because: 'x' }).refused('HH-8', /that is answered first/)
    taken.when(governor, 'answer-access', { given: false, answer: 'No' }).refused('HH-8', /can’t be refused/)
    const higher = taken.on('2026-01-06').and([clock, 'ask-for-access'])
    assert.deepEqual(higher.partsOf(siu), ['course'])
    assert.equal(higher.existsFor(director), false)
    const highest = higher.and([clock, 'ask-for-access'])
    assert.deepEqual(highest.partsOf(director), ['course'])
    assert.doesNotMatch(JSON.stringify([highest.seenBy(director), highest.seenBy(siu)]), /short of staff|He will not/)
    const open = highest.and([director, 'take-up'])
    assert.match(JSON.stringify(open.seenBy(director)), /He will not have us/)
    const answered = open.and([director, 'answer-access', { given: true, answer: 'They will open the gate.' }])
    assert.equal(answered.duty('access')?.state, 'met')
    const days = { first: '2026-03-02', last: '2026-03-03' }
    answered.when(leader, 'settle-days', days).then({ stage: 'agreed', tells: [governor.post] })
    refused.when(leader, 'settle-days', days).refused('HH-42', /nor has anybody given access/)
  })

  it('or another establishment is asked by way of its review, and this governor is not told which', () => {
    const another = { instead: 'ZBI', firstThere: '2026-03-02', lastThere: '2026-03-03', wanted: 'A room' }
    refused
      .when(leader, 'choose-another', { ...another, instead: 'ZAI' })
      .refused('HH-42', 'This is where you were refused')
    refused.when(leader, 'choose-another', { ...another, lastThere: '2026-03-01' }).refused('HH-42', /before the first/)
    const matter = refused.and(record).when(leader, 'choose-another', another).then({ stage: 'off' })
    const visits = [{ place: 'ZBI', first: '2026-03-02', last: '2026-03-03' }]
    assert.deepEqual(matter.last.also, [
      {
        reference: 'THM-2026-0001',
        step: 'approach',
        answers: { visits, wants: 'A room' },
        from: { 'visits-0-place': 'instead' },
      },
    ])
    assert.doesNotMatch(JSON.stringify(matter.seenBy(governor)), /ZBI|2026-03-02/)
    assert.match(JSON.stringify(matter.seenBy(leader)), /ZBI/)
    // What was written down is still to be answered for.
    assert.deepEqual(
      matter.owed.map(one => one.rule),
      ['access'],
    )
    matter.when(governor, 'answer-access', { given: true, answer: 'They may come after all.' }).then({ stage: 'off' })
    const alone = given(thematicVisit, [leader, 'ask', { ...asked[2], review: undefined }], no)
    const opened = alone.when(leader, 'choose-another', another).then({ stage: 'off' }).last
    assert.deepEqual([opened.also, opened.opens.map(one => one.answers.place)], [[], ['ZBI']])
  })

  it('nor is an establishment asked twice for the same review, and nobody is told which of them refused', () => {
    const visit = (place: string) => ({ place, first: '2026-02-02', last: '2026-02-03' })
    const asking = (...places: string[]) => ({ visits: places.map(visit), wants: 'A room' })
    const once = given(thematic, begun, told, [leader, 'approach', asking('ZAI')])
    once
      .when(leader, 'approach', asking('ZBI', 'ZAI'))
      .refused('HH-42', /^Ashmoor has been asked for this review already$/)
    const twice = once.and([chief, 'approach', asking('ZBI', 'ZCI')])
    assert.equal(twice.factsFor(chief).places, 3)
    for (const place of ['ZAI', 'ZBI', 'ZCI']) twice.when(leader, 'approach', asking(place)).refused('HH-42')
    twice.when(leader, 'approach', asking('ZDI')).then()
    given(thematic, begun, told).when(leader, 'approach', asking('ZAI')).then()
  })

  it('each visit is kept in its review as it begins, so that the place is not asked again from either', () => {
    const visit = { place: 'ZAI', first: '2026-02-02', last: '2026-02-03', title: 'Work', wants: 'A room' }
    const { also } = given(thematicVisit, [leader, 'ask', { ...visit, review: ['THM-2026-0001'] }]).last
    assert.deepEqual(
      also.map(one => [one.reference, one.step, one.answers.place, one.from]),
      [['THM-2026-0001', 'keep-visit', 'ZAI', { place: 'place' }]],
    )
    assert.deepEqual(given(thematicVisit, [leader, 'ask', visit]).last.also, [])
    const keeps = (place: string): Taken => [leader, 'keep-visit', { place, visit: ['THV-2026-0001'] }]
    given(thematic, begun)
      .when(...keeps('ZAI'))
      .refused('HH-42', 'Tell the prison service first')
    const review = given(thematic, begun, told, keeps('ZAI'))
    assert.deepEqual([review.stageFor(chief), review.factsFor(chief).places], ['fieldwork', 1])
    const already = /^Ashmoor has been asked for this review already$/
    review.when(...keeps('ZAI')).refused('HH-42', already)
    const { title: _title, wants, ...days } = visit
    review.when(leader, 'approach', { visits: [days], wants }).refused('HH-42', already)
    review.when(siu, 'keep-visit', { place: 'ZBI', visit: ['THV-2026-0001'] }).refused('HH-42')
    assert.equal(review.and(keeps('ZBI')).factsFor(chief).places, 2)
  })

  it('nor is an establishment asked twice in the same act', () => {
    const visit = { place: 'ZAI', first: '2026-02-02', last: '2026-02-03' }
    given(thematic, begun, told)
      .when(leader, 'approach', { visits: [visit, visit], wants: 'A room' })
      .refused('HH-42', 'Row 2: this establishment stands in a row above')
  })
})
