import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { letter } from '../../test/sample-letter.ts'
import type { Day } from '../calendar/day.ts'
import { analysis } from './analysis.ts'
import { standingAt } from './at-place.ts'
import { listColumns } from './columns.ts'
import { count, countsAt, list, type Query } from './list.ts'
import { dutiesAt, obligations } from './work.ts'

describe('something that concerns several establishments', () => {
  let house: TestHouse
  let reference = ''
  const share = async (answers: object = {}) =>
    house.done(house.begin('hmip.coordinator', 'information-hmip', { ...letter, ...answers }))
  const listed = (post: string, query: Query) =>
    house.as(post, async desk => (await list(desk, query)).rows.map(row => row.reference))

  before(async () => {
    house = await testHouse('also-at', { start: '2026-03-02T09:00:00Z' })
    // Somebody may name the first one again: it is there once.
    reference = await share({ alsoAt: ['ZBI', 'ZCI', 'ZAI'] })
  })

  it('is found under each of them, once, by whoever may see what it is about', async () => {
    for (const post of ['hmip.coordinator', 'imb.national-chair'])
      for (const place of ['ZAI', 'ZBI', 'ZCI']) {
        assert.deepEqual(await listed(post, { place }), [reference], `${post}, ${place}`)
        const counted = await house.as(post, desk => list(desk, { place, counted: 10 }))
        assert.deepEqual(counted.total, { count: 1, more: false })
        assert.deepEqual([...(await house.as(post, desk => countsAt(desk, place)))], [['information-hmip', 1]])
      }
    assert.deepEqual(await listed('hmip.coordinator', { place: 'ZDI' }), [])
  })

  it('is found by the name of any of them, by whoever may see what it is about and by nobody else', async () => {
    const { directory } = await house.as('hmip.coordinator', async desk => desk.world)
    const names = ['ZAI', 'ZBI', 'ZCI'].map(code => directory.place(code).name)
    for (const q of [...names, names.join(' ').toUpperCase()]) {
      for (const post of ['hmip.coordinator', 'imb.national-chair'])
        assert.deepEqual(await listed(post, { q }), [reference], `${post}, ${q}`)
      for (const post of ['imb.ashmoor.chair', 'hmpps.brackley-hill.governor', 'ppo.deputy'])
        assert.deepEqual(await listed(post, { q }), [], `${post}, ${q}`)
    }
    assert.deepEqual(await listed('hmip.coordinator', { q: directory.place('ZDI').name }), [])
  })

  it('stands on the page of each: among open concerns, with what is owed, and in the numbers', async () => {
    for (const place of ['ZAI', 'ZBI'])
      await house.as('imb.national-chair', async desk => {
        const concerns = (await standingAt(desk, place)).matters.get('concerns') ?? []
        assert.deepEqual(
          concerns.map(one => one.reference),
          [reference],
        )
        assert.deepEqual(
          (await dutiesAt(desk, place, 10)).map(duty => duty.reference),
          [reference],
        )
        assert.equal((await obligations(desk, { place })).rows.length, 1)
        const found = desk.house.library.findProcedure('information-hmip', '2026-03-02' as Day)
        assert.ok(found)
        assert.equal((await analysis(desk, found.procedure, { place })).total, 1)
      })
  })

  it('is on nobody’s list who may not see it: not at the places that it concerns too', async () => {
    for (const post of [
      'imb.ashmoor.chair',
      'imb.brackley-hill.chair',
      'hmpps.brackley-hill.governor',
      'hmpps.ashmoor.governor',
      'ppo.deputy',
    ])
      for (const place of ['ZAI', 'ZBI']) assert.deepEqual(await listed(post, { place }), [], `${post}, ${place}`)
  })

  it('goes to the board of the first alone, and to nobody at the others', async () => {
    const other = await share({ alsoAt: ['ZBI'] })
    await house.done(house.take('imb.national-chair', other, 'forward'))
    assert.ok((await listed('imb.ashmoor.chair', { place: 'ZBI' })).includes(other))
    assert.deepEqual(await listed('imb.brackley-hill.chair', {}), [])
    // Whoever had it keeps that it was shared, and nothing of what it was about.
    await house.done(house.take('hmip.coordinator', other, 'recall'))
    assert.deepEqual(await listed('imb.ashmoor.chair', { place: 'ZAI' }), [other])
    assert.deepEqual(await listed('imb.ashmoor.chair', { place: 'ZBI' }), [])
  })

  it('stands in its turn among what is about the place itself, page after page', async () => {
    const all: string[] = []
    for (let at = 0; at < 9; at++) {
      house.setNow(new Date(Date.parse('2026-03-03T09:00:00Z') + at * 60_000))
      const answers = at % 3 === 0 ? { alsoAt: ['ZEI'] } : at % 3 === 1 ? { place: 'ZEI' } : {}
      const shared = await share(answers)
      if (at % 3 < 2) all.unshift(shared)
    }
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await house.as('hmip.coordinator', desk => list(desk, { place: 'ZEI', most: 2, after }))
      paged.push(...page.rows.map(row => row.reference))
      after = page.after
    } while (after !== undefined)
    assert.deepEqual(paged, all)
    assert.deepEqual(await listed('hmip.coordinator', { place: 'ZEI', sort: 'oldest' }), all.toReversed())
    assert.deepEqual(await house.as('hmip.coordinator', desk => count(desk, { place: 'ZEI' }, 4)), {
      count: 4,
      more: true,
    })
  })

  it('is told with all of them, the first first', () =>
    house.as('hmip.coordinator', async desk => {
      const column = listColumns(desk.house.library).find(one => one.name === 'place')
      const { rows } = await list(desk, { q: reference })
      const names = ['ZAI', 'ZBI', 'ZCI'].map(code => desk.world.directory.place(code).name)
      assert.equal(rows[0] && column?.value(rows[0], desk.world), names.join('; '))
    }))

  it('names places that there are, and none that has closed', async () => {
    const taken = await house.begin('hmip.coordinator', 'information-hmip', { ...letter, alsoAt: ['ZBI; nowhere'] })
    assert.ok(taken.refused)
    assert.deepEqual(
      taken.problems.map(({ field, words }) => [field, words]),
      [['alsoAt', 'Choose a place from the list; “nowhere” is not in it']],
    )
  })
})
