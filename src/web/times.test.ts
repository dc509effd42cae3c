import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day } from '../calendar/day.ts'
import { clockTime, dayElement, formatInstant, instantElement } from './times.ts'

it('writes the time in London on the 24-hour clock, in winter and in summer', () => {
  assert.equal(clockTime(new Date('2026-01-05T14:05:00Z')), '14:05')
  assert.equal(clockTime(new Date('2026-07-05T14:05:00Z')), '15:05')
  assert.equal(clockTime(new Date('2026-01-05T00:00:00Z')), '00:00')
})

it('takes the day from London too', () =>
  assert.equal(formatInstant(new Date('2026-07-04T23:30:00Z')), '5 July 2026 at 00:30'))

it('gives programs the same day and instant', () => {
  assert.equal(String(dayElement(day('2026-01-05'))), '<time datetime="2026-01-05">5 January 2026</time>')
  assert.equal(
    String(instantElement(new Date('2026-01-05T14:05:00Z'))),
    '<time datetime="2026-01-05T14:05Z">5 January 2026 at 14:05</time>',
  )
})
