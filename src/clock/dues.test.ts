import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { dayOf } from '../calendar/day.ts'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'

describe('SP-23g: telling of what is due, and of what has not come', () => {
  let letters: TestHouse
  const tell = () =>
    asNobody(letters.house.pool, async transaction => {
      const now = letters.house.now()
      const soon = letters.house.calendar().addWorkingDays(dayOf(now), 2)
      return (await transaction.one<{ count: number }>(sql`select tell_of_dues(${now}, ${soon}) as count`)).count
    })
  const toldOf = (post: string, kind: string) =>
    letters.as(post, async desk => {
      const rows = await desk.transaction.all(sql`select id from notice where post = my_post() and kind = ${kind}`)
      return rows.length
    })

  before(async () => {
    letters = await testHouse('dues', { agreements: [lettersAgreement] })
    const reference = await letters.done(
      letters.begin('imb.ashmoor.chair', 'letter', {
        where: 'ZAI',
        about: 'The kitchen',
        words: 'The kitchen is cold',
      }),
    )
    // Ten working days from Monday 2 March 2026: due on Monday 16 March.
    await letters.done(letters.take('imb.ashmoor.chair', reference, 'pass'))
  })

  const onDay = (day: string) => letters.setNow(`${day}T09:00:00Z`)

  it('tells nobody three working days before', async () => {
    onDay('2026-03-11')
    assert.equal(await tell(), 0)
  })

  it('tells whoever owes it two working days before, once', async () => {
    onDay('2026-03-12')
    assert.equal(await tell(), 1)
    assert.equal(await tell(), 0)
    assert.equal(await toldOf('hmpps.ashmoor.governor', 'due'), 1)
  })

  it('says nothing more on the day itself', async () => {
    onDay('2026-03-16')
    assert.equal(await tell(), 0)
  })

  it('tells them and the unit that owns it on the first day it is overdue', async () => {
    onDay('2026-03-17')
    assert.equal(await tell(), 3)
    for (const post of ['hmpps.ashmoor.governor', 'imb.ashmoor.chair', 'imb.ashmoor.member'])
      assert.equal(await toldOf(post, 'overdue'), 1, post)
    for (const post of ['hmpps.ashmoor.safer-custody', 'imb.brackley-hill.chair', 'hmip.deputy'])
      assert.equal(await toldOf(post, 'overdue'), 0, post)
  })

  it('and again four days later, not three', async () => {
    onDay('2026-03-20')
    assert.equal(await tell(), 0)
    onDay('2026-03-21')
    assert.equal(await tell(), 3)
  })
})
