import assert from 'node:assert/strict'
import { before, describe, it as test } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { given, holder, it, places, worldOn, type Taken } from '../../../test/kit.ts'
import { chase } from '../../clock/chase.ts'
import { findMatter } from '../../desk/matter.ts'
import { seriousIssue } from './alert.ts'

const analyst = holder('hmip.intelligence')
const chair = holder('imb.ashmoor.chair')
const member = holder('imb.ashmoor.member')
const regional = holder('imb.regional')
const nationalChair = holder('imb.national-chair')
const clock = holder('clock')
const unit = 'hmip.intelligence-unit'
const board = 'imb.ashmoor'

const alert = {
  place: places.ashmoor,
  to: ['board'],
  line: 'Cell bells go unanswered at night',
  from: 'intelligence',
  issue: 'A canary was found unfed.',
}
const both = { ...alert, to: ['board', 'national-chair'] }
const raised: Taken = [analyst, 'raise', alert]
const bothRaised: Taken = [analyst, 'raise', both]
const asked: Taken = [clock, 'ask-board-again']
const late = given(seriousIssue, raised).on('2026-01-06')

describe('HI-8e: the inspectorate alerts the boards to something serious', () => {
  it('whoever handles correspondence or intelligence, or leads inspections', () => {
    for (const post of ['hmip.coordinator', 'hmip.team-leader', 'hmip.sanctions-officer', 'hmip.deputy'])
      given(seriousIssue, [holder(post), 'raise', alert])
    for (const post of ['hmip.press', 'imb.ashmoor.chair', 'hmpps.siu', 'ppo.deputy'])
      given(seriousIssue).when(holder(post), 'raise', alert).refused('HI-8e')
  })

  it('the board, the National Chair, or both, and nobody beside them', () => {
    const to = (...whom: string[]) => given(seriousIssue, [analyst, 'raise', { ...alert, to: whom }]).shown('alert')
    assert.deepEqual(to('board'), [unit, board])
    assert.deepEqual(to('national-chair'), [unit, nationalChair.post])
    assert.deepEqual(to('board', 'national-chair'), [unit, board, nationalChair.post])
    given(seriousIssue)
      .when(analyst, 'raise', { ...alert, to: [] })
      .refused('HI-8e', 'Choose whom you alert')
    const matter = given(seriousIssue, bothRaised)
    assert.deepEqual(matter.told, [board, nationalChair.post])
    for (const post of [
      'hmpps.ashmoor.governor',
      'imb.dunscar.chair',
      'imb.regional',
      'imb.secretariat',
      'hmip.deputy',
    ])
      assert.equal(matter.existsFor(holder(post)), false)
  })

  it('a place without a board: the National Chair alone, and it says why', () => {
    for (const to of [['board'], ['board', 'national-chair']]) {
      const matter = given(seriousIssue)
        .when(analyst, 'raise', { ...alert, place: places.greyfriars, to })
        .then({
          says: 'alerted the National Chair alone to something serious: Greyfriars has no monitoring board (secure training centre)',
        })
      assert.deepEqual(matter.shown('alert'), [unit, nationalChair.post])
      assert.deepEqual(matter.factsFor(nationalChair).to, ['national-chair'])
      assert.deepEqual(
        matter.owed.map(duty => duty.rule),
        ['National Chair acknowledges'],
      )
    }
    const warned = (place: string, to: string[]) =>
      seriousIssue.steps.raise?.warn?.({
        matter: given(seriousIssue).seenBy(analyst),
        me: analyst,
        answers: { ...alert, place, to },
        world: worldOn('2026-01-05'),
      })
    assert.match(warned(places.greyfriars, ['board']) ?? '', /goes to the National Chair alone/)
    assert.equal(warned(places.greyfriars, ['national-chair']), undefined)
    assert.match(warned(places.ashmoor, ['board']) ?? '', /^No contact has been given for the Board chair, Ashmoor/)
    assert.equal(warned(places.ashmoor, ['national-chair']), undefined)
  })
})

describe('HI-8e: each acknowledges it on its day, by name and time', () => {
  it('the board by any of its members, the National Chair apart from it', () => {
    const matter = given(seriousIssue, bothRaised)
    assert.deepEqual(
      matter.owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [
        ['board acknowledges', board, '2026-01-05'],
        ['National Chair acknowledges', nationalChair.post, '2026-01-05'],
      ],
    )
    const one = matter.when(member, 'acknowledge').then({ stage: 'acknowledged' })
    assert.deepEqual(
      one.owed.map(duty => duty.rule),
      ['National Chair acknowledges'],
    )
    assert.equal(one.seenBy(analyst).entries.at(-1)?.by.name, member.name)
    one.when(chair, 'acknowledge').refused('HI-8e', 'The board has acknowledged it')
    const two = one.when(nationalChair, 'acknowledge').then()
    assert.deepEqual(two.owed, [])
    two.when(nationalChair, 'acknowledge').refused('HI-8e', 'You have acknowledged it')
    matter.when(analyst, 'acknowledge').refused('HI-8e')
  })

  it('else the clock asks the board’s chair, then the regional representative, then the National Chair', () => {
    const after = (times: number) => late.and(...Array.from({ length: times }, () => asked))
    const sees = (times: number) =>
      [regional, nationalChair].filter(one => after(times).existsFor(one)).map(one => one.post)
    assert.deepEqual(after(1).told, [unit, chair.post].toSorted())
    assert.deepEqual([sees(0), sees(1)], [[], []])
    assert.deepEqual(sees(2), [regional.post])
    assert.deepEqual(sees(3), [regional.post, nationalChair.post])
    assert.deepEqual(after(3).told, [unit, chair.post, nationalChair.post, regional.post].toSorted())
  })

  it('those above whom it has been taken to owe taking it up, until somebody has', () => {
    const owing = (matter: typeof late) =>
      matter.owed.flatMap(({ rule, owedBy, due }) => (rule === 'take up' ? [[owedBy, due]] : []))
    assert.deepEqual(owing(late.and(asked)), [])
    const twice = late.and(asked, asked)
    const [due] = owing(twice)
    assert.deepEqual(due?.[0], regional.post)
    assert.deepEqual(owing(twice.and(asked)), [due, [nationalChair.post, due?.[1]]])
    for (const one of [
      [regional, 'take-up'],
      [member, 'acknowledge'],
      [analyst, 'withdraw'],
    ] as const)
      assert.deepEqual(owing(twice.and([...one])), [])
  })

  it('those above read it when they take it up, and not before; the clock never does', () => {
    const twice = late.and(asked, asked)
    for (const one of [clock, regional])
      assert.doesNotMatch(JSON.stringify([twice.seenBy(one).entries, twice.factsFor(one)]), /canary|bells/)
    twice.when(nationalChair, 'take-up').refused('HI-8e')
    const taken = twice.when(regional, 'take-up').then({ stage: 'acknowledged' })
    assert.match(JSON.stringify(taken.seenBy(regional)), /canary/)
    assert.equal(taken.duty('board acknowledges')?.state, 'met')
    taken.when(clock, 'ask-board-again').refused('HI-8e', 'Somebody above the board has taken it up')
    taken.when(member, 'acknowledge').then()
  })

  it('the National Chair is asked apart from the board', () => {
    const matter = given(seriousIssue, bothRaised).on('2026-01-06')
    assert.deepEqual(matter.and([clock, 'ask-national-chair-again']).told, [unit, nationalChair.post])
    const once = matter.and([nationalChair, 'acknowledge'])
    once.when(clock, 'ask-national-chair-again').refused('HI-8e', 'The National Chair has acknowledged it')
    assert.equal(once.duty('board acknowledges')?.state, 'due')
  })
})

describe('HI-8e: what comes of an alert', () => {
  it('those who have it say what they are doing, and the inspectorate reads it', () => {
    const matter = given(seriousIssue, bothRaised, [member, 'acknowledge'])
    const told = matter.when(chair, 'reply', { doing: 'Two of us go tonight.' }).then()
    assert.deepEqual(told.told, [unit, nationalChair.post])
    assert.match(JSON.stringify(told.seenBy(analyst)), /go tonight/)
    given(seriousIssue, raised).when(nationalChair, 'reply', { doing: 'x' }).refused('HI-8e')
  })

  it('the inspectorate closes it once it has been acknowledged', () => {
    given(seriousIssue, raised).when(analyst, 'close').refused('HI-8e', 'Nobody has acknowledged it yet')
    given(seriousIssue, raised, [chair, 'acknowledge']).when(analyst, 'close').then({ stage: 'closed' })
  })

  it('withdrawn, those who had it keep only that there was something', () => {
    const matter = late.and(asked, asked).when(analyst, 'withdraw').then({ stage: 'closed' })
    assert.deepEqual([matter.shown('alert'), matter.offered('alert')], [[unit], []])
    for (const one of [chair, regional])
      assert.doesNotMatch(JSON.stringify([matter.seenBy(one), matter.factsFor(one)]), /canary|bells/)
    assert.equal(matter.factsFor(regional).ended, 'withdrawn')
    assert.deepEqual(matter.owed, [])
    matter.when(clock, 'ask-board-again').refused('HI-8e', 'It was withdrawn')
  })
})

describe('HI-8e, in the house', () => {
  let house: TestHouse
  let reference: string
  before(async () => {
    house = await testHouse('alert')
    reference = await house.done(house.begin('hmip.intelligence', 'serious-issue', both))
  })
  const seen = async (post: string) =>
    JSON.stringify((await house.as(post, desk => findMatter(desk, reference))) ?? 'nothing')
  const at = (instant: string) => {
    house.setNow(instant)
    return chase(house.house)
  }

  test('both are asked as the day ends and each hour after, and the regional representative from the second time', async () => {
    assert.equal(await at('2026-03-02T23:59:59Z'), 0)
    assert.equal(await at('2026-03-03T00:00:00Z'), 2)
    assert.equal(await seen('imb.regional'), '"nothing"')
    assert.equal(await at('2026-03-03T01:00:00Z'), 2)
    assert.notEqual(await seen('imb.regional'), '"nothing"')
    assert.doesNotMatch(await seen('imb.regional'), /canary/)
    await house.done(house.take('imb.regional', reference, 'take-up'))
    assert.match(await seen('imb.regional'), /canary/)
    assert.equal(await at('2026-03-03T02:00:00Z'), 1, 'the National Chair alone')
    await house.done(house.take('imb.national-chair', reference, 'acknowledge'))
    assert.equal(await at('2026-03-03T12:00:00Z'), 0)
  })
})
