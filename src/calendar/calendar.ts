import type { Day } from './day.ts'
import { addDays, compareDays, epochDay, fromEpochDay, isoWeekday, weekOf } from './day.ts'
import type { Holiday, Holidays } from './holidays.ts'

/**
 * Which days are worked in England and Wales: Monday to Friday, less the bank holidays.
 * It serves everyone, wherever the establishment is. Outside the years whose holidays are known it still counts
 * Monday to Friday; `knows` says whether a day is inside them.
 */
export type Calendar = {
  readonly knownFrom: Day
  readonly knownUntil: Day
  /** Whether the bank holidays about this day have been published. */
  knows(day: Day): boolean
  isWorkingDay(day: Day): boolean
  /** The title of the bank holiday on this day. */
  holidayOn(day: Day): string | undefined
  /** The bank holidays after one day, up to and including another, that fall on a Monday to Friday. */
  holidaysBetween(after: Day, until: Day): readonly Holiday[]
  /**
   * The nth working day after the day, which is day 0 whether worked or not; before it when n is below nought.
   * Nought gives the day itself.
   */
  addWorkingDays(day: Day, count: number): Day
  /** How many working days come after one day, up to and including another; below nought when that is before. */
  workingDaysBetween(from: Day, to: Day): number
  /** The day itself when it is worked, or the first worked after it. */
  workingDayFrom(day: Day): Day
  /**
   * The last day worked in the week (Monday to Sunday) that the day is in. Were every day of a week a holiday, it
   * is the first working day after: a duty never ends before its week began.
   */
  lastWorkingDayOfWeek(day: Day): Day
}

/** Builds the calendar once, so that each question afterwards takes microseconds. */
export const calendar = (holidays: Holidays): Calendar => {
  const titles = new Map<Day, string>(holidays.days.map(holiday => [holiday.day, holiday.title]))
  const onWeekdays = [...titles]
    .map(([day, title]): Holiday => ({ day, title }))
    .filter(holiday => isoWeekday(epochDay(holiday.day)) <= 5)
    .toSorted((a, b) => compareDays(a.day, b.day))
  const table = onWeekdays.map(holiday => epochDay(holiday.day))

  /** How many of the table's holidays are on or before this day. */
  const holidaysUntil = (epochDay: number) => {
    let low = 0
    let high = table.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((table[middle] ?? Infinity) <= epochDay) low = middle + 1
      else high = middle
    }
    return low
  }

  const workingDaysUntil = (epochDay: number) => weekdaysUntil(epochDay) - holidaysUntil(epochDay)

  const nthWorkingDayAfter = (start: number, count: number) => {
    // Each holiday passed over costs one more weekday, which may pass over another: go on until none is new.
    const [weekdays, passed] = [weekdaysUntil(start), holidaysUntil(start)]
    let found = nthWeekday(weekdays + count)
    for (;;) {
      const next = nthWeekday(weekdays + count + holidaysUntil(found) - passed)
      if (next === found) return found
      found = next
    }
  }

  const nthWorkingDayBefore = (start: number, count: number) => {
    const [weekdays, passed] = [weekdaysUntil(start - 1), holidaysUntil(start - 1)]
    let found = nthWeekday(weekdays - count + 1)
    for (;;) {
      const next = nthWeekday(weekdays - count + 1 - (passed - holidaysUntil(found - 1)))
      if (next === found) return found
      found = next
    }
  }

  const isWorkingDay = (day: Day) => isoWeekday(epochDay(day)) <= 5 && !titles.has(day)

  const addWorkingDays = (day: Day, count: number): Day => {
    if (!Number.isInteger(count)) throw new RangeError(`${count} is not a whole number of working days`)
    if (count === 0) return day
    const start = epochDay(day)
    return fromEpochDay(count > 0 ? nthWorkingDayAfter(start, count) : nthWorkingDayBefore(start, -count))
  }

  const workingDayFrom = (day: Day) => (isWorkingDay(day) ? day : addWorkingDays(day, 1))

  return {
    knownFrom: holidays.knownFrom,
    knownUntil: holidays.knownUntil,
    knows: day => day >= holidays.knownFrom && day <= holidays.knownUntil,
    isWorkingDay,
    holidayOn: day => titles.get(day),
    holidaysBetween: (after, until) => onWeekdays.slice(holidaysUntil(epochDay(after)), holidaysUntil(epochDay(until))),
    addWorkingDays,
    workingDaysBetween: (from, to) =>
      from <= to
        ? workingDaysUntil(epochDay(to)) - workingDaysUntil(epochDay(from))
        : workingDaysUntil(epochDay(to) - 1) - workingDaysUntil(epochDay(from) - 1),
    workingDayFrom,
    lastWorkingDayOfWeek: day => {
      const week = weekOf(day)
      const last = addWorkingDays(addDays(week.until, 1), -1)
      return last >= week.from ? last : workingDayFrom(week.until)
    },
  }
}

// Mondays to Fridays numbered from Monday 5 January 1970, which is 1.
const firstMonday = 4

/** The number of the last Monday to Friday on or before this day. */
const weekdaysUntil = (epochDay: number) => {
  const week = Math.floor((epochDay - firstMonday) / 7)
  return week * 5 + Math.min(epochDay - firstMonday - week * 7 + 1, 5)
}

/** The day that has this number. */
const nthWeekday = (number: number) => {
  const week = Math.floor((number - 1) / 5)
  return firstMonday + week * 7 + (number - 1 - week * 5)
}
