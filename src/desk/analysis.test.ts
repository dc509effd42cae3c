import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { parcelProcedure, parcelsAgreement } from '../../test/parcels.ts'
import { analysis, type Analysis } from './analysis.ts'

describe('the analysis of a list', () => {
  let house: TestHouse
  const of = (post: string, query = {}): Promise<Analysis> =>
    house.as(post, desk => analysis(desk, parcelProcedure, query))
  const tally = (made: Analysis, name: string) => made.tallies.find(one => one.name === name)
  const counts = (made: Analysis, name: string) =>
    Object.fromEntries((tally(made, name)?.cells ?? []).map(cell => [cell.value, cell.count]))

  before(async () => {
    house = await testHouse('analysis', { agreements: [parcelsAgreement], start: '2026-01-05T09:00:00Z' })
    const take = (reference: string, step: string, answers = {}) =>
      house.done(house.take('hmip.deputy', reference, step, answers))
    const receive = (where: string, kinds: string[]) =>
      house.done(
        house.begin('hmip.deputy', 'parcel', {
          where,
          receivedOn: '2026-01-05',
          kinds,
          about: 'A parcel',
          sender: 'Morgan Vale',
        }),
      )
    const first = await receive('ZAI', ['food', 'books'])
    await receive('ZAI', ['books'])
    await receive('ZBI', [])
    house.setNow('2026-01-15T09:00:00Z')
    await take(first, 'pass')
    house.setNow('2026-02-14T09:00:00Z')
    await take(first, 'finish', { outcome: 'kept' })
    house.setNow('2026-03-10T09:00:00Z')
    const fourth = await receive('ZAI', ['clothes'])
    await take(fourth, 'open')
    await take(fourth, 'pass')
    await house.done(
      house.begin('imb.ashmoor.chair', 'parcel', {
        where: 'ZAI',
        receivedOn: '2026-03-01',
        about: 'Another',
        kinds: 'food',
      }),
    )
  })

  it('counts what its reader sees, by column, establishment, region, stage and month', async () => {
    const made = await of('hmip.deputy')
    assert.equal(made.total, 4)
    assert.equal(made.overdue, 2)
    assert.deepEqual(counts(made, 'kinds'), { food: 1, books: 2, clothes: 1 })
    assert.equal(tally(made, 'kinds')?.none, 1)
    assert.equal(tally(made, 'kinds')?.several, true)
    assert.deepEqual(counts(made, 'takenBy'), { HMIP: 4, IMB: 0, PPO: 0 })
    assert.deepEqual(counts(made, 'outcome'), { kept: 1, returned: 0, lost: 0 })
    assert.deepEqual(counts(made, 'opened'), { yes: 1, no: 0 })
    assert.deepEqual(counts(made, 'place'), { ZAI: 3, ZBI: 1 })
    assert.deepEqual(counts(made, 'region'), { 'Northern practice group': 4 })
    assert.deepEqual(counts(made, 'stage'), { here: 2, passed: 1, done: 1 })
    assert.deepEqual(made.months, [
      { month: '2026-01', count: 3 },
      { month: '2026-02', count: 0 },
      { month: '2026-03', count: 1 },
    ])
  })

  it('counts the days to each step, and the establishments that come again', async () => {
    const made = await of('hmip.deputy')
    const [passed, ended] = made.times
    assert.equal(passed?.label, 'To being passed on')
    assert.deepEqual(passed?.days, [
      { days: 0, count: 1 },
      { days: 10, count: 1 },
    ])
    assert.deepEqual([ended?.count, ended?.median, ended?.middle], [1, 40, [40, 40]])
    assert.deepEqual(
      made.repeats.map(({ place, count, mostInYear, last }) => ({ place, count, mostInYear, last })),
      [{ place: 'ZAI', count: 3, mostInYear: 3, last: '2026-03' }],
    )
  })

  it('is narrowed like the list', async () => {
    assert.equal((await of('hmip.deputy', { place: 'ZBI' })).total, 1)
    assert.equal((await of('hmip.deputy', { facts: { kinds: ['books'] } })).total, 2)
    assert.equal((await of('hmip.deputy', { from: '2026-03-01' })).total, 1)
    assert.equal((await of('hmip.deputy', { overdue: true })).total, 2)
  })

  it('counts for a reader who sees one part only what that part says', async () => {
    const governor = await of('hmpps.ashmoor.governor')
    assert.equal(governor.total, 2)
    assert.deepEqual(counts(governor, 'kinds'), { food: 1, books: 1, clothes: 1 })
    assert.equal(tally(governor, 'opened'), undefined, 'what is inside is not theirs to count')
  })

  it('is empty for whoever sees nothing', async () => {
    for (const stranger of ['hmpps.brackley-hill.governor', 'ppo.deputy', 'operator']) {
      const made = await of(stranger)
      assert.deepEqual([made.total, made.tallies, made.months, made.times, made.repeats], [0, [], [], [], []], stranger)
    }
  })

  it('leaves what was brought in from an earlier book out of the days', async () => {
    const made = await house.as('imb.ashmoor.chair', desk => analysis(desk, parcelProcedure, {}))
    assert.equal(made.brought, 0)
  })
})
