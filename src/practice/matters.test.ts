import assert from 'node:assert/strict'
import { it } from 'node:test'
import { addDays, dayOf } from '../calendar/day.ts'
import { stories, toldAt } from './matters.ts'

/** At noon, soon after midnight, at midnight itself, and around both changes of the clock. */
const starts = [
  '2026-11-22T12:00:00Z',
  '2026-11-22T00:10:00Z',
  '2026-11-22T00:00:00Z',
  '2026-04-10T23:05:00Z',
  '2026-04-10T22:59:00Z',
  '2026-11-05T23:59:00Z',
]

it('what went on in the practice world was done on the day that it says, in its order, whenever the practice clock starts', () => {
  for (const given of starts) {
    const start = new Date(given)
    for (let daysAgo = 0; daysAgo < 400; daysAgo += 1) {
      const first = toldAt(start, daysAgo, { number: 0, left: 30 })
      const last = toldAt(start, daysAgo, { number: 30, left: 1 })
      assert.equal(dayOf(first), addDays(dayOf(start), -daysAgo), `${given}, ${daysAgo} days ago`)
      assert.equal(dayOf(last), addDays(dayOf(start), -daysAgo), `${given}, ${daysAgo} days ago`)
      assert.ok(first <= last && last <= start, `${given}, ${daysAgo} days ago`)
    }
  }
})

it('each was told in the order in which it was done, for a history tells it so', () => {
  for (const { of, acts } of stories)
    for (const [at, [daysAgo, , step]] of acts.entries())
      assert.ok(daysAgo <= (acts[at - 1]?.[0] ?? Infinity), `${of}: ${step}, ${daysAgo} days ago`)
})
