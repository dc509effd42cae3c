import { dayOf, formatDay } from '../calendar/day.ts'
import type { Day } from '../calendar/day.ts'
import { html } from './html.ts'
import { lately } from './lately.ts'

const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const minuteOf = (instant: Date): number => Math.floor(instant.getTime() / 60_000)

/** The time in London on the 24-hour clock, as prisons write it: 14:05. */
export const clockTime = lately(2000, minuteOf, instant => londonTime.format(instant))

/** The day and the time in London: 5 January 2026 at 14:05. */
export const formatInstant = (instant: Date): string => `${formatDay(dayOf(instant))} at ${clockTime(instant)}`

/** A day, readable by people and by programs. */
export const dayElement = lately(
  2000,
  (day: Day) => day,
  day => html`<time datetime="${day}">${formatDay(day)}</time>`,
)

/** An instant, as the day and the time in London, to the minute for people and for programs. */
export const instantElement = lately(
  2000,
  minuteOf,
  (instant: Date) => html`<time datetime="${instant.toISOString().slice(0, 16)}Z">${formatInstant(instant)}</time>`,
)
