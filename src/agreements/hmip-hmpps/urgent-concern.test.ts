import assert from 'node:assert/strict'
import { before, describe, it as test } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { everyone, given, holder, it, places, wordsOf, type Taken } from '../../../test/kit.ts'
import type { Day } from '../../calendar/day.ts'
import { chase } from '../../clock/chase.ts'
import { list } from '../../desk/list.ts'
import { findMatter, matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { work } from '../../desk/work.ts'
import { urgentConcern } from './urgent-concern.ts'

const coordinator = holder('hmip.coordinator')
const governor = holder('hmpps.ashmoor.governor')
const saferCustody = holder('hmpps.ashmoor.safer-custody')
const siu = holder('hmpps.siu')
const groupDirector = holder('hmpps.group-director')
const directorGeneral = holder('hmpps.director-general')
const clock = holder('clock')
const unit = 'hmip.inspection'
const centre = 'hmpps.scrutiny'

const letter = {
  place: places.ashmoor,
  who: 'Jordan Canary, B wing',
  number: 'A1234BC',
  danger: ['self'],
  concern: 'He may harm himself tonight.',
  named: 'no',
  to: 'safer-custody',
  receivedOn: '2026-01-05',
  wrote: 'prisoner',
  writer: 'Wren Linnet',
  said: 'The nightingale in the next cell heard it too.',
}
const toCentre = { ...letter, to: 'centre', reason: 'He is a witness against staff there.' }
const done = { done: 'Moved to a safer cell, and seen every quarter of an hour.', safe: 'yes' }
const sent: Taken = [coordinator, 'send', letter]
const asked: Taken = [clock, 'ask-again']
const acted: Taken[] = [sent, [saferCustody, 'acknowledge'], [saferCustody, 'act', done]]

describe('HH-25: an urgent concern about someone’s safety is sent at once', () => {
  it('by anybody at the inspectorate who handles correspondence', () => {
    for (const post of ['hmip.sanctions-officer', 'hmip.team-leader', 'hmip.intelligence', 'hmip.deputy'])
      given(urgentConcern, [holder(post), 'send', letter])
    for (const post of ['hmip.press', 'hmip.chief', 'imb.ashmoor.chair', 'ppo.investigator', 'hmpps.siu'])
      given(urgentConcern).when(holder(post), 'send', letter).refused('HH-25')
  })

  it('to the head of safer custody there or to the governor: to the one who is chosen, and nobody beside them', () => {
    const to = (post: string) =>
      given(urgentConcern)
        .when(coordinator, 'send', { ...letter, to: post })
        .then({ stage: 'sent' })
    assert.deepEqual(to('safer-custody').shown('concern'), [unit, saferCustody.post])
    assert.deepEqual(to('governor').shown('concern'), [unit, governor.post])
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.ashmoor.liaison', 'hmpps.siu', 'hmpps.director-general'])
      assert.equal(to('safer-custody').existsFor(holder(post)), false)
    for (const post of ['hmpps.dunscar.safer-custody', 'imb.ashmoor.chair', 'hmip.deputy', 'ppo.deputy'])
      assert.equal(to('safer-custody').existsFor(holder(post)), false)
    assert.deepEqual(given(urgentConcern, sent).told, [saferCustody.post])
  })

  it('exceptionally straight to the centre, with the reason, which is asked only then', () => {
    given(urgentConcern)
      .when(coordinator, 'send', { ...toCentre, reason: '' })
      .refused('HH-25', 'Say why it goes straight to the centre')
    const matter = given(urgentConcern, [coordinator, 'send', toCentre])
    assert.deepEqual(matter.shown('concern'), [unit, centre])
    assert.match(JSON.stringify(matter.seenBy(siu)), /witness against staff/)
    for (const one of [governor, saferCustody]) assert.equal(matter.existsFor(one), false)
    const usual = given(urgentConcern, [coordinator, 'send', { ...letter, reason: 'Left over' }])
    assert.doesNotMatch(JSON.stringify(usual.seenBy(coordinator)), /Left over/)
  })

  it('never to the governor or safer custody when they are said to be the danger', () => {
    for (const to of ['governor', 'safer-custody']) {
      const refusal = given(urgentConcern)
        .when(coordinator, 'send', { ...letter, named: 'yes', to })
        .refused('HH-25', /said to be the danger/)
      assert.deepEqual([refusal.field, refusal.next?.includes('centre')], ['to', true])
    }
    const matter = given(urgentConcern, [coordinator, 'send', { ...toCentre, named: 'yes' }]).on('2026-01-06')
    const late = matter.and(asked, asked, asked)
    for (const one of [governor, saferCustody]) assert.equal(late.existsFor(one), false)
    assert.equal(
      late.offered('concern').some(key => key.startsWith('hmpps.ashmoor')),
      false,
    )
  })
})

describe('HH-25: who wrote, and what else they said, stays with the inspectorate', () => {
  const telling = /Linnet|nightingale|prisoner/

  it('whatever becomes of it', () => {
    const late = given(urgentConcern, sent).on('2026-01-06').and(asked, asked, asked, [directorGeneral, 'take-up'])
    assert.deepEqual(late.shown('source'), [unit])
    assert.deepEqual(late.offered('source'), [])
    for (const one of [saferCustody, governor, siu, groupDirector, directorGeneral, clock])
      assert.doesNotMatch(JSON.stringify([late.seenBy(one), late.factsFor(one)]), telling, one.post)
    assert.match(JSON.stringify(late.seenBy(coordinator)), telling)
  })

  const naming = { ...letter, concern: 'He may harm himself, as Wren  linnet says.' }

  it('what the prison reads does not name them', () => {
    const refusal = given(urgentConcern)
      .when(coordinator, 'send', naming)
      .refused('HH-25', /^This names Wren Linnet/)
    assert.equal(refusal.field, 'concern')
    given(urgentConcern)
      .when(coordinator, 'send', { ...toCentre, reason: 'Wren Linnet fears them.' })
      .refused('HH-25', /^This names/)
    const matter = given(urgentConcern, sent)
    matter.when(coordinator, 'add', { more: 'Ask Wren Linnet.' }).refused('HH-25', /^This names/)
    matter.when(coordinator, 'send-to-centre', { reason: 'Wren Linnet fears them.' }).refused('HH-25', /^This names/)
    given(urgentConcern, ...acted)
      .when(coordinator, 'close', { remark: 'Wren Linnet is glad.' })
      .refused('HH-25', /^This names/)
  })

  it('unless it is the very person who wrote', () => {
    given(urgentConcern)
      .when(coordinator, 'send', { ...naming, wrote: 'person' })
      .then()
    given(urgentConcern)
      .when(coordinator, 'send', { ...naming, who: 'Wren Linnet' })
      .then()
  })

  it('a part of their name is pointed out, unless it is the person’s own too', () => {
    const warned = (concern: string, writer = 'Wren Linnet') => {
      const matter = given(urgentConcern).seenBy(coordinator)
      const { warn } = urgentConcern.steps.send ?? {}
      const answers = { ...letter, writer, concern }
      return warn?.({ matter, me: coordinator, answers, world: given(urgentConcern).world })
    }
    assert.match(warned('The linnet has flown.') ?? '', /“linnet”/)
    assert.equal(warned('Jordan Canary is at risk.', 'Maria Canary'), undefined)
  })

  it('that how the one it goes to is reached has gone stale is said before it is sent', () => {
    const { world } = given(urgentConcern)
    const contact = { confirmedOn: '2024-06-03' as Day, knownTo: ['HMIP' as const] }
    const posts: typeof everyone.posts = wanted => everyone.posts(wanted).map(post => ({ ...post, contact }))
    const directory = { ...everyone, posts, findPost: (key: string) => posts({}).find(post => post.key === key) }
    const matter = given(urgentConcern, sent).seenBy(coordinator)
    const answers = { ...letter, to: 'governor', concern: 'He may harm himself.' } as never
    assert.match(
      urgentConcern.steps.send?.warn?.({ matter, me: coordinator, answers, world: { ...world, directory } }) ?? '',
      /^How the Governor, .*Ashmoor.* is reached was last confirmed on 3 June 2024/,
    )
  })
})

describe('HH-25: it is acknowledged within the day', () => {
  it('by whoever it was sent to, by name and time', () => {
    const { owed } = given(urgentConcern, sent)
    assert.deepEqual(
      owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [['acknowledge', saferCustody.post, '2026-01-05']],
    )
    const matter = given(urgentConcern, sent)
      .when(saferCustody, 'acknowledge', { first: 'Going to his cell.' })
      .then({ stage: 'acknowledged', tells: [unit] })
    assert.equal(matter.duty('acknowledge')?.state, 'met')
    const entry = matter.seenBy(coordinator).entries.at(-1)
    assert.deepEqual([entry?.by.name, entry?.at], [saferCustody.name, new Date('2026-01-05T09:00:00Z')])
    matter.when(saferCustody, 'acknowledge').refused('HH-25', 'Somebody has acknowledged it')
    for (const one of [coordinator, governor, siu]) given(urgentConcern, sent).when(one, 'acknowledge').refused('HH-25')
  })

  it('else the clock asks hour by hour: the governor, then the centre and the group, then the director general', () => {
    const late = given(urgentConcern, sent).on('2026-01-06')
    const reached = (times: number) =>
      late
        .and(...Array.from({ length: times }, () => asked))
        .shown('course')
        .filter(key => ![unit, 'timekeeping', saferCustody.post].includes(key))
    assert.deepEqual(reached(0), [])
    assert.deepEqual(reached(1), [governor.post])
    assert.deepEqual(reached(2), [governor.post, groupDirector.post, centre])
    const all = [governor.post, directorGeneral.post, groupDirector.post, centre].toSorted()
    assert.deepEqual([reached(3), reached(4)], [all, all])
    assert.deepEqual(late.and(asked).told, [unit, governor.post, saferCustody.post].toSorted())
  })

  it('what went to the governor or to the centre goes up from there', () => {
    const after = (to: object, times: number) =>
      given(urgentConcern, [coordinator, 'send', { ...letter, ...to }])
        .on('2026-01-06')
        .and(...Array.from({ length: times }, () => asked))
    const governors = (times: number) => after({ to: 'governor' }, times)
    assert.deepEqual(governors(1).shown('course').length, 3, 'the governor is asked once more before anyone above')
    assert.deepEqual(governors(2).existsFor(siu), true)
    const centres = (times: number) => after(toCentre, times)
    assert.deepEqual(
      [1, 2].map(times => [centres(times).existsFor(groupDirector), centres(times).existsFor(directorGeneral)]),
      [
        [true, false],
        [true, true],
      ],
    )
  })

  it('the clock sees no name, and those above see none until they take it up', () => {
    const late = given(urgentConcern, sent).on('2026-01-06').and(asked, asked)
    assert.deepEqual([late.partsOf(clock), late.partsOf(siu)], [['course'], ['course']])
    for (const one of [clock, siu, groupDirector])
      assert.doesNotMatch(JSON.stringify([late.seenBy(one).entries, late.factsFor(one)]), /Canary|A1234BC|harm/)
    late.when(directorGeneral, 'take-up').refused('HH-25')
    late.when(saferCustody, 'take-up').refused('HH-25')
    const taken = late.when(siu, 'take-up').then({ stage: 'acknowledged' })
    assert.deepEqual(taken.told, [unit, governor.post, groupDirector.post, saferCustody.post].toSorted())
    assert.match(JSON.stringify(taken.seenBy(siu)), /Canary/)
    assert.deepEqual(taken.partsOf(groupDirector), ['course'], 'what one takes up is open to them alone')
    assert.equal(taken.duty('acknowledge')?.state, 'met')
    taken.when(groupDirector, 'take-up').refused('HH-25', 'Somebody has acknowledged it')
    taken.when(clock, 'ask-again').refused('HH-25', 'Somebody has acknowledged it')
  })

  it('each to whom it is taken owes taking it up, on that day, until somebody acknowledges it', () => {
    const late = (times: number) =>
      given(urgentConcern, sent)
        .on('2026-01-06')
        .and(...Array.from({ length: times }, () => asked))
    const owing = (matter: typeof toGovernor) =>
      matter.owed.flatMap(({ rule, owedBy, due }) => (rule === 'take up' ? [[owedBy, due]] : []))
    const toGovernor = late(1)
    assert.deepEqual(owing(toGovernor), [[governor.post, '2026-01-06']])
    const further = [governor.post, centre, groupDirector.post].map(key => [key, '2026-01-06'])
    assert.deepEqual(owing(late(2)), further)
    assert.equal(owing(late(3)).length, 4)
    assert.equal(late(4).state.duties.length, late(3).state.duties.length, 'whom asking again reaches anew, nobody')
    for (const [who, step] of [
      [siu, 'take-up'],
      [saferCustody, 'acknowledge'],
    ] as const)
      assert.deepEqual(owing(late(3).and([who, step])), [])
    assert.deepEqual(owing(late(2).and([coordinator, 'withdraw', { reason: 'It was another Canary.' }])), [])
    assert.deepEqual(owing(late(2).and([coordinator, 'send-to-centre', { reason: 'It names the governor.' }])), [])
  })

  it('nobody but the clock takes it further up', () => {
    for (const one of [coordinator, saferCustody]) given(urgentConcern, sent).when(one, 'ask-again').refused('HH-25')
  })
})

describe('HH-25: the inspectorate sees what was done', () => {
  it('whoever acknowledged it owes that, by our default within a working day', () => {
    const matter = given(urgentConcern, sent, [saferCustody, 'acknowledge'])
    assert.deepEqual([matter.duty('act')?.owedBy, matter.duty('act')?.due], [saferCustody.post, '2026-01-06'])
    const after = matter.when(saferCustody, 'act', done).then({ stage: 'acted', tells: [unit] })
    assert.equal(after.duty('act')?.state, 'met')
    assert.equal(after.factsFor(coordinator).safe, 'yes')
    after.when(saferCustody, 'act', { ...done, safe: 'no' }).then()
    given(urgentConcern, sent).when(saferCustody, 'act', done).refused('HH-25', 'Acknowledge it first')
    matter.when(governor, 'act', done).refused('HH-25')
  })

  it('and closes it then', () => {
    given(urgentConcern, sent).when(coordinator, 'close').refused('HH-25', 'Nobody has acknowledged it yet')
    given(urgentConcern, ...acted.slice(0, 2))
      .when(coordinator, 'close')
      .refused('HH-25', /what was done/)
    const closed = given(urgentConcern, ...acted)
      .when(coordinator, 'close')
      .then({ stage: 'closed' })
    closed.when(saferCustody, 'act', done).refused('HH-25', 'It is closed')
  })

  it('can tell them more', () => {
    const matter = given(urgentConcern, sent).when(coordinator, 'add', { more: 'He has a razor.' }).then()
    assert.deepEqual(matter.told, [saferCustody.post])
    assert.match(JSON.stringify(matter.seenBy(saferCustody)), /razor/)
  })
})

describe('HH-25: it is taken back, or taken elsewhere', () => {
  it('withdrawn, those who had it keep only that there was something', () => {
    const matter = given(urgentConcern, sent)
      .on('2026-01-06')
      .and(asked, asked)
      .when(coordinator, 'withdraw', { reason: 'It was another Canary.' })
      .then({ stage: 'closed' })
    assert.deepEqual(
      [matter.shown('concern'), matter.shown('response'), matter.offered('concern')],
      [[unit], [unit], []],
    )
    assert.equal(matter.factsFor(saferCustody).ended, 'withdrawn')
    assert.doesNotMatch(JSON.stringify([matter.seenBy(saferCustody), matter.factsFor(saferCustody)]), /Canary/)
    assert.equal(matter.duty('acknowledge')?.state, 'fell away')
    matter.when(siu, 'take-up').refused('HH-25')
    matter.when(clock, 'ask-again').refused('HH-25', 'It was withdrawn')
  })

  it('is withdrawn after it was closed too', () => {
    const matter = given(urgentConcern, ...acted, [coordinator, 'close', {}])
    assert.equal(matter.shown('concern').length, 2)
    const gone = matter.when(coordinator, 'withdraw', { reason: 'It was another Canary.' }).then({ stage: 'closed' })
    assert.deepEqual(gone.shown('concern'), [unit])
    gone.when(coordinator, 'withdraw', { reason: 'Again.' }).refused('HH-25', 'It was withdrawn')
  })

  const elsewhere: Taken = [coordinator, 'send-to-centre', { reason: 'It names the governor after all.' }]

  it('sent to the centre instead, nobody at the prison sees anything of it', () => {
    const matter = given(urgentConcern, sent).on('2026-01-06').and(asked, asked, elsewhere)
    for (const one of [governor, saferCustody]) assert.equal(matter.existsFor(one), false)
    assert.equal(
      matter.offered('concern').some(key => key.startsWith('hmpps.ashmoor')),
      false,
    )
    assert.match(JSON.stringify(matter.seenBy(siu)), /names the governor/)
    assert.deepEqual([matter.duty('acknowledge')?.owedBy, matter.duty('acknowledge')?.due], [centre, '2026-01-06'])
    const later = matter.on('2026-01-07').and(asked)
    assert.deepEqual([later.existsFor(governor), later.existsFor(groupDirector)], [false, true])
    assert.equal(later.existsFor(directorGeneral), false, 'the hours are counted anew')
    matter.when(coordinator, 'send-to-centre', elsewhere[2]).refused('HH-25', 'It is with the centre')
    given(urgentConcern, [coordinator, 'send', toCentre])
      .when(coordinator, 'send-to-centre', elsewhere[2])
      .refused('HH-25', 'It is with the centre')
  })

  it('also when the prison had acknowledged it: the centre is to', () => {
    const matter = given(urgentConcern, ...acted, elsewhere)
    assert.deepEqual([matter.duty('acknowledge')?.owedBy, matter.duty('acknowledge')?.state], [centre, 'due'])
    matter.when(siu, 'acknowledge').then({ stage: 'acknowledged' })
  })
})

describe('HH-25: someone must be there to have it', () => {
  const without = (kind: string) => ({
    ...everyone,
    posts: (wanted: Parameters<typeof everyone.posts>[0]) =>
      everyone.posts(wanted).map(post => (post.kind === kind ? { ...post, held: false } : post)),
    findPost: (key: string) => {
      const post = everyone.findPost(key)
      return post?.kind === kind ? { ...post, held: false } : post
    },
  })
  const refusal = (typed: object, kind: string) =>
    urgentConcern.steps.send?.refuse?.({
      matter: given(urgentConcern).seenBy(coordinator),
      me: coordinator,
      answers: { ...letter, named: false, ...typed },
      world: { ...given(urgentConcern).world, directory: without(kind) },
    })

  test('a post that nobody holds is no place for it: another is named', () => {
    assert.match(refusal({}, 'safer-custody')?.words ?? '', /^Nobody can be reached here today/)
    assert.match(refusal({}, 'safer-custody')?.next ?? '', /the governor/)
    assert.match(refusal({ to: 'governor' }, 'governor')?.next ?? '', /the head of safer custody/)
    assert.match(refusal({ to: 'centre' }, 'siu')?.next ?? '', /^Telephone/)
    assert.equal(refusal({}, 'governor'), undefined)
  })
})

describe('HH-25, in the house', () => {
  let house: TestHouse
  let reference: string
  before(async () => {
    house = await testHouse('urgent')
    reference = await house.done(
      house.begin('hmip.coordinator', 'urgent-concern', { ...letter, receivedOn: '2026-03-02' }),
    )
  })
  const seen = async (post: string) =>
    JSON.stringify((await house.as(post, desk => findMatter(desk, reference))) ?? 'nothing')
  const found = async (post: string, q: string) =>
    (await house.as(post, desk => list(desk, { q }))).rows.map(row => row.reference)
  const at = (instant: string) => {
    house.setNow(instant)
    return chase(house.house)
  }

  test('what it is about reaches the one it is sent to, and not who wrote', async () => {
    assert.match(await seen('hmpps.ashmoor.safer-custody'), /Canary/)
    assert.doesNotMatch(await seen('hmpps.ashmoor.safer-custody'), /Linnet|nightingale/)
    assert.deepEqual(await found('hmpps.ashmoor.safer-custody', 'nightingale'), [])
    assert.deepEqual(await found('hmip.coordinator', 'nightingale'), [reference])
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.siu', 'hmpps.director-general', 'hmip.deputy'])
      assert.equal(await seen(post), '"nothing"', post)
  })

  test('the sender sees when it was opened, and by whom', async () => {
    house.setNow('2026-03-02T11:30:00Z')
    await house.as('hmpps.ashmoor.safer-custody', async desk => {
      const { matter: one } = await matter(desk, reference)
      await recordReading(desk, { kind: 'opened', matter: one.id, parts: [...one.parts] })
    })
    const opened = await house.as('hmip.coordinator', async desk =>
      receipts(desk, (await matter(desk, reference)).matter.id),
    )
    assert.deepEqual(
      opened.map(({ at: when, post }) => [post, when.toISOString()]),
      [['hmpps.ashmoor.safer-custody', '2026-03-02T11:30:00.000Z']],
    )
  })

  test('the clock waits for the whole day, then asks as it ends and every hour', async () => {
    assert.equal(await at('2026-03-02T23:59:59Z'), 0)
    assert.equal(await at('2026-03-03T00:00:00Z'), 1)
    assert.equal(await at('2026-03-03T00:59:59Z'), 0)
    assert.match(await seen('hmpps.ashmoor.governor'), /Ashmoor|ZAI/)
    assert.doesNotMatch(await seen('hmpps.ashmoor.governor'), /Canary/)
    assert.equal(await seen('hmpps.siu'), '"nothing"')
    assert.equal(await at('2026-03-03T01:00:00Z'), 1)
    assert.deepEqual(await found('hmpps.siu', 'Canary'), [])
    const { came } = await house.as('hmpps.siu', work)
    assert.deepEqual(
      came.map(one => one.reference),
      [reference],
    )
    assert.equal(await seen('hmpps.director-general'), '"nothing"')
  })

  test('the centre takes it up and reads it; the clock asks no more', async () => {
    await house.done(house.take('hmpps.siu', reference, 'take-up'))
    assert.match(await seen('hmpps.siu'), /Canary/)
    assert.doesNotMatch(await seen('hmpps.siu'), /Linnet/)
    assert.equal(await at('2026-03-03T05:00:00Z'), 0)
    await house.done(house.take('hmpps.siu', reference, 'act', done))
    assert.match(await seen('hmip.coordinator'), /a safer cell/)
    assert.doesNotMatch(await seen('hmpps.group-director'), /Canary|safer cell/)
  })

  test('withdrawn, it is gone from everyone’s sight but for its course', async () => {
    await house.done(house.take('hmip.coordinator', reference, 'withdraw', { reason: 'It was another.' }))
    for (const post of ['hmpps.siu', 'hmpps.ashmoor.safer-custody', 'hmpps.ashmoor.governor']) {
      assert.doesNotMatch(await seen(post), /Canary|safer cell/, post)
      assert.deepEqual(await found(post, 'Canary'), [])
    }
  })
})

describe('its words', () => {
  it('are plain: no body is named by its letters', () => {
    for (const { where, words } of wordsOf(urgentConcern)) assert.doesNotMatch(words, /\b(HMIP|HMPPS|SIU)\b/, where)
  })
})
