import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { plannedAgreement } from '../../test/planned.ts'
import { findProgramme, narrowed, programmed, type PlaceProgrammed } from './programme.ts'

describe('what inspections are planned by', async () => {
  const home = await testHouse('programme', { agreements: [plannedAgreement], start: '2026-03-02T09:00:00Z' })
  const { as, begin, take, done, setNow } = home
  const post = 'hmip.coordinator'

  const read = (who = post) =>
    as(who, async desk => programmed(desk, findProgramme(desk) ?? assert.fail(`${who} has no programme`)))
  const at = async (code: string, who = post): Promise<PlaceProgrammed> =>
    (await read(who)).places.find(one => one.place.code === code) ?? assert.fail(`${code} is not on it`)
  const looked = (place: string, on: string, score?: number) =>
    done(begin(post, 'look', { place, on, ...(score && { score }) }))

  it('is there for those who plan, and for nobody else', async () => {
    for (const who of ['hmip.coordinator', 'hmip.team-leader', 'hmip.chief'])
      assert.ok(await as(who, async desk => findProgramme(desk)), who)
    for (const who of ['hmip.sanctions-officer', 'hmip.press', 'hmpps.siu', 'imb.ashmoor.chair', 'operator', 'clock'])
      assert.equal(await as(who, async desk => findProgramme(desk)), undefined, who)
  })

  it('holds every place of the register, and says nothing of an inspection that is not recorded', async () => {
    const { places, weights } = await read()
    assert.equal(places.length, home.house.directory().places.length)
    for (const one of places) {
      assert.equal(one.last, undefined)
      assert.equal(one.latest, undefined)
      assert.equal(one.overdue, false)
    }
    assert.deepEqual(weights, { letters: 10, score: 90 })
  })

  it('HH-6a: the latest date is five years on for adults and three for children; that day is in time, the next is not', async () => {
    await looked('ZAI', '2021-03-02')
    await looked('ZBI', '2021-03-01')
    await looked('ZEI', '2023-03-02')
    await looked('ZGI', '2023-03-01')
    const standing = async (code: string) => {
      const { latest, overdue } = await at(code)
      return [latest, overdue]
    }
    assert.deepEqual(await standing('ZAI'), ['2026-03-02', false])
    assert.deepEqual(await standing('ZBI'), ['2026-03-01', true])
    assert.deepEqual(await standing('ZEI'), ['2026-03-02', false])
    assert.deepEqual(await standing('ZGI'), ['2026-03-01', true])
  })

  it('a place without a date of its own is never overdue', async () => {
    await looked('ZFI', '2001-01-01')
    const { last, latest, overdue } = await at('ZFI')
    assert.deepEqual([last?.day, latest, overdue], ['2001-01-01', undefined, false])
  })

  it('the newest inspection counts, whenever it was written down; one that is still to end does not', async () => {
    await looked('ZCI', '2024-06-01', 2)
    await looked('ZCI', '2019-06-01', 1)
    await looked('ZCI', '2026-03-03', 4)
    const { last, risk } = await at('ZCI')
    assert.equal(last?.day, '2024-06-01')
    assert.equal(risk.reasons.find(one => one.factor === 'score')?.because, 'Score 2', 'newest by its day')
  })

  it('what its reader may not see is no reason: the same place has another risk for another reader', async () => {
    const reference = await looked('ZDI', '2025-01-10', 1)
    assert.equal((await at('ZDI')).risk.points, 90)
    assert.equal((await at('ZDI', 'hmip.chief')).last?.day, '2025-01-10')
    assert.equal((await at('ZDI', 'hmip.chief')).risk.points, 0)
    await done(take(post, reference, 'show-chief'))
    assert.equal((await at('ZDI', 'hmip.chief')).risk.points, 90)
  })

  it('counts each matter once, of the last year alone, without those that are left out', async () => {
    const letters = async (who = post) =>
      (await at('ZAI', who)).risk.reasons.find(one => one.factor === 'letters')?.because
    setNow('2025-03-02T00:00:00Z')
    await done(begin(post, 'letter', { place: 'ZAI' }))
    setNow('2025-03-01T23:30:00Z')
    await done(begin(post, 'letter', { place: 'ZAI' }))
    setNow('2026-03-02T09:00:00Z')
    assert.equal(await letters(), '1 came', 'from a year ago to the day')
    const dropped = await done(begin(post, 'letter', { place: 'ZAI' }))
    assert.equal(await letters(), '2 came')
    await done(take(post, dropped, 'drop'))
    assert.equal(await letters(), '1 came')
    await done(begin('hmip.press', 'letter', { place: 'ZAI' }))
    assert.equal(await letters(), '1 came', 'the press office keeps its own')
    const before = Number.parseInt((await letters('hmip.chief')) ?? '', 10)
    await done(begin('hmip.chief', 'letter', { place: 'ZAI' }))
    assert.equal(await letters('hmip.chief'), `${before + 1} came`, 'seen for their unit and for their post, it is one')
  })

  it('what is planned stands there until it is over, for whoever may see it', async () => {
    const reference = await done(begin(post, 'plan', { place: 'ZAI', on: '2026-05-04', until: '2026-05-08' }))
    assert.deepEqual((await at('ZAI')).plans, [
      { reference, what: 'a plan', inspects: true, from: '2026-05-04', until: '2026-05-08' },
    ])
    assert.deepEqual((await at('ZAI', 'hmip.chief')).plans, [], 'nobody disclosed it to them')
    await done(take(post, reference, 'end'))
    assert.deepEqual((await at('ZAI')).plans, [])
  })

  it('a weight holds until it is set again, each by itself', async () => {
    await done(begin(post, 'weighing', { letters: 20, score: 0 }))
    setNow('2026-03-03T09:00:00Z')
    const newest = await done(begin(post, 'weighing', { letters: 40 }))
    const made = await read()
    assert.deepEqual([made.weights, made.weightsIn], [{ letters: 40, score: 0 }, newest])
    assert.deepEqual((await read('hmip.chief')).weights, { letters: 10, score: 90 }, 'who does not see them has ours')
  })

  it('is narrowed and put in order', async () => {
    const made = await read()
    const codes = (narrowing: Parameters<typeof narrowed>[1]) => narrowed(made, narrowing).map(one => one.place.code)
    assert.deepEqual(codes({ sort: 'latest', date: 'overdue' }), ['ZBI', 'ZGI', 'ZAI', 'ZEI'])
    assert.deepEqual(codes({ sort: 'name', kind: 'prison', region: 'Southern practice group' }), ['ZDI'])
    assert.deepEqual(codes({ sort: 'name', date: 'unrecorded' }), [])
    assert.deepEqual(codes({ sort: 'risk' })[0], 'ZAI')
    assert.equal(codes({ sort: 'latest' }).at(-1), 'ZFI', 'what has no date comes last')
    assert.deepEqual(codes({ sort: 'name', planned: 'yes' }), [])
    assert.equal(codes({ sort: 'name', planned: 'no' }).length, made.places.length)
  })
})
