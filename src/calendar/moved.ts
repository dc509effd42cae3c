import { calendar } from './calendar.ts'
import type { Day } from './day.ts'
import { compareDays } from './day.ts'
import type { Pause, Working } from './due.ts'
import { due } from './due.ts'
import type { Holiday, Holidays } from './holidays.ts'
import type { Period } from './period.ts'

/** Something that falls due: enough to reckon it again. */
export type Reckoned = {
  readonly id: string
  readonly from: Day
  readonly period: Period
  readonly pauses?: readonly Pause[]
}

/** A due day that is no longer the same, and the holidays that moved it. */
export type Moved = {
  readonly id: string
  readonly was: Day
  readonly is: Day
  readonly because: readonly HolidayChange[]
}

export type HolidayChange = Holiday & { readonly change: 'proclaimed' | 'withdrawn' }

/**
 * Which due days a change of the bank holidays moves. A holiday can be proclaimed ten days ahead, as in September
 * 2022, so what is open is reckoned again and what moved is shown. A holiday moved within a year is one withdrawn
 * and one proclaimed; one that only changes its title moves nothing.
 */
export const moved = (before: Holidays, after: Holidays, open: Iterable<Reckoned>): Moved[] => {
  const [old, now] = [calendar(before), calendar(after)]
  const proclaimed = missingFrom(before, after)
  const withdrawn = missingFrom(after, before)

  return Array.from(open).flatMap(({ id, from, period, pauses }) => {
    const was = due(from, period, old, pauses)
    const is = due(from, period, now, pauses)
    if (was.day === is.day) return []

    const because = [
      ...changes(is.working, proclaimed, 'proclaimed'),
      ...changes(was.working, withdrawn, 'withdrawn'),
    ].toSorted((a, b) => compareDays(a.day, b.day))
    return [{ id, was: was.day, is: is.day, because }]
  })
}

/** The days that are holidays in the second set and not in the first. */
const missingFrom = (first: Holidays, second: Holidays): Set<Day> => {
  const had = new Set(first.days.map(holiday => holiday.day))
  return new Set(second.days.map(holiday => holiday.day).filter(day => !had.has(day)))
}

const changes = (working: Working, changed: Set<Day>, change: HolidayChange['change']): HolidayChange[] =>
  working.holidays.filter(holiday => changed.has(holiday.day)).map(holiday => ({ ...holiday, change }))
