import { dayOf, formatDay } from '../calendar/day.ts'
import type { Day } from '../calendar/day.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The time in London on the 24-hour clock, as prisons write it: 14:05. */
export const clockTime = (instant: Date): string =>
  known(times, Math.floor(instant.getTime() / 60_000), () => londonTime.format(instant))

/** The day and the time in London: 5 January 2026 at 14:05. */
export const formatInstant = (instant: Date): string => `${formatDay(dayOf(instant))} at ${clockTime(instant)}`

/** A day, readable by people and by programs. */
export const dayElement = (day: Day): Html =>
  known(days, day, () => html`<time datetime="${day}">${formatDay(day)}</time>`)

/** What was made of the same lately: a page of a list says the same days again and again, and every page what time it is. */
function known<K, V>(made: Map<K, V>, of: K, make: () => V): V {
  const found = made.get(of) ?? make()
  if (made.size >= mostKnown) made.clear()
  made.set(of, found)
  return found
}

const times = new Map<number, string>()
const days = new Map<Day, Html>()
const mostKnown = 2000

/** An instant, as the day and the time in London; only the day where the time isn't known or doesn't matter. */
export const instantElement = (instant: Date): Html =>
  html`<time datetime="${instant.toISOString()}">${formatInstant(instant)}</time>`
