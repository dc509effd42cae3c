/**
 * A day on the wall calendar of England and Wales, with no time and no zone: 'YYYY-MM-DD'.
 *
 * Days are plain text underneath, so they compare with < and >, sort, and travel in JSON and SQL unchanged.
 * The only doors from an instant to a day and back are `dayOf`, `startOfDay` and `endOfDay`, which use London time.
 */
declare const realDay: unique symbol
export type Day = string & { readonly [realDay]: true }

/** A run of days with a name, both ends included. */
export type Span = { readonly name: string; readonly from: Day; readonly until: Day }

const msInDay = 86_400_000
const shape = /^\d{4}-\d{2}-\d{2}$/
const firstYear = 1000
const lastYear = 9999

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

// ---- reading and writing ----

/** The day that the text names as YYYY-MM-DD, or undefined when there is no such day (2026-02-30, 5/1/2026). */
export const findDay = (text: string): Day | undefined => {
  if (!shape.test(text)) return undefined
  const named = text as Day
  return isReal(yearNumber(named), monthNumber(named), dayOfMonth(named)) ? named : undefined
}

/** Whether the text is a real date written as YYYY-MM-DD. */
export const isDay = (text: unknown): text is Day => typeof text === 'string' && findDay(text) !== undefined

/** The day that the text names as YYYY-MM-DD. Throws a RangeError when there is no such day. */
export const day = (text: string): Day => {
  const found = findDay(text)
  if (!found) throw new RangeError(`'${text}' is not a real date written as YYYY-MM-DD`)
  return found
}

/** The day with this year, month (1 to 12) and day of the month, as three boxes on a form give it, or undefined. */
export const findDayOf = (year: number, month: number, dayOfMonth: number): Day | undefined => {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(dayOfMonth)
  return whole && isReal(year, month, dayOfMonth) ? written(year, month, dayOfMonth) : undefined
}

const isReal = (year: number, month: number, dayOfMonth: number): boolean =>
  year >= firstYear &&
  year <= lastYear &&
  month >= 1 &&
  month <= 12 &&
  dayOfMonth >= 1 &&
  dayOfMonth <= daysInMonth(year, month)

/** As GOV.UK writes a date: 5 January 2026. */
export const formatDay = (day: Day) => `${formatDayAndMonth(day)} ${yearNumber(day)}`

/** Where the year goes without saying: 5 January. */
export const formatDayAndMonth = (day: Day) => `${dayOfMonth(day)} ${monthNames[monthNumber(day) - 1]}`

/** Monday to Sunday. */
export const weekdayName = (day: Day): string => weekdayNames[weekday(day) - 1] ?? ''

export const yearNumber = (day: Day) => 100 * twoDigits(day, 0) + twoDigits(day, 2)
/** 1 to 12. */
export const monthNumber = (day: Day) => twoDigits(day, 5)
/** 1 to 31. */
export const dayOfMonth = (day: Day) => twoDigits(day, 8)

// Read where they stand: a page of a list counts from hundreds of days.
const zero = 48
const twoDigits = (day: Day, at: number) => 10 * (day.charCodeAt(at) - zero) + day.charCodeAt(at + 1) - zero

// ---- arithmetic ----

/** Days since 1 January 1970, which is 0. */
export const epochDay = (day: Day) => Date.UTC(yearNumber(day), monthNumber(day) - 1, dayOfMonth(day)) / msInDay

/** The day that is so many days after 1 January 1970. Throws a RangeError outside the years 1000 to 9999. */
export const fromEpochDay = (count: number): Day => {
  const date = new Date(count * msInDay)
  const year = date.getUTCFullYear()
  if (!Number.isInteger(count) || !(year >= firstYear && year <= lastYear))
    throw new RangeError(`There is no day ${count} days from 1 January 1970 in the years ${firstYear} to ${lastYear}`)
  return written(year, date.getUTCMonth() + 1, date.getUTCDate())
}

/** For sorting: below nought when `a` comes first. */
export const compareDays = (a: Day, b: Day) => (a < b ? -1 : a > b ? 1 : 0)
export const earlier = (a: Day, b: Day) => (b < a ? b : a)
export const later = (a: Day, b: Day) => (b > a ? b : a)

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day) => isoWeekday(epochDay(day))

/** As `weekday`, for a day counted from 1 January 1970 (a Thursday). */
export const isoWeekday = (epochDay: number) => ((((epochDay + 3) % 7) + 7) % 7) + 1

export const addDays = (day: Day, count: number) => fromEpochDay(epochDay(day) + count)

/** How many days `to` is after `from`: nought for the same day, below nought when it is before. */
export const daysBetween = (from: Day, to: Day) => epochDay(to) - epochDay(from)

/** The same day of the month so many months on, or the month's last day where it has no such day. */
export const addMonths = (day: Day, count: number): Day => {
  const months = yearNumber(day) * 12 + monthNumber(day) - 1 + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  const found = findDayOf(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)))
  if (!found) throw new RangeError(`${count} months from ${day} is not in the years ${firstYear} to ${lastYear}`)
  return found
}

/** How many days this month (1 to 12) has. */
export const daysInMonth = (year: number, month: number) => {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

// ---- the week, month, quarter and year that a day is in ----

/** Monday to Sunday. */
export const weekOf = (day: Day): Span => {
  const from = addDays(day, 1 - weekday(day))
  return { name: `week of ${formatDay(from)}`, from, until: addDays(from, 6) }
}

export const monthOf = (day: Day): Span => {
  const year = yearNumber(day)
  const month = monthNumber(day)
  return months(year, month, 1, `${monthNames[month - 1]} ${year}`)
}

/** Quarters of the calendar year: they begin in January, April, July and October. */
export const quarterOf = (day: Day): Span => {
  const year = yearNumber(day)
  const first = Math.floor((monthNumber(day) - 1) / 3) * 3 + 1
  return months(year, first, 3, `${monthNames[first - 1]} to ${monthNames[first + 1]} ${year}`)
}

export const yearOf = (day: Day): Span => months(yearNumber(day), 1, 12, `${yearNumber(day)}`)

/** April to March, as the service and the inspectorate plan their years. */
export const businessYearOf = (day: Day): Span => {
  const begins = monthNumber(day) >= 4 ? yearNumber(day) : yearNumber(day) - 1
  return months(begins, 4, 12, `April ${begins} to March ${begins + 1}`)
}

/** The run of so many whole months that begins with this one. */
const months = (year: number, month: number, count: number, name: string): Span => {
  const from = written(year, month, 1)
  const lastMonth = addMonths(from, count - 1)
  const until = written(
    yearNumber(lastMonth),
    monthNumber(lastMonth),
    daysInMonth(yearNumber(lastMonth), monthNumber(lastMonth)),
  )
  return { name, from, until }
}

// ---- instants ----

const londonDate = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const inLondon = (instant: Date): string => {
  const parts = { year: '', month: '', day: '' }
  for (const { type, value } of londonDate.formatToParts(instant))
    if (type === 'year' || type === 'month' || type === 'day') parts[type] = value
  return `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}`
}

const msInHour = 3_600_000
const daysOfHours = new Map<number, Day>()
const mostHours = 20_000

/** The day it is in London at this instant. Throws a RangeError for an invalid date. */
export function dayOf(instant: Date): Day {
  // Since 1900 London has been whole hours from UTC, so an hour is all on one day; a page of a list asks of the same hours.
  const hour = Math.floor(instant.getTime() / msInHour)
  if (!(hour > hourOf1900)) return day(inLondon(instant))
  const known = daysOfHours.get(hour)
  if (known !== undefined) return known
  const found = day(inLondon(instant))
  if (daysOfHours.size >= mostHours) daysOfHours.clear()
  daysOfHours.set(hour, found)
  return found
}

const hourOf1900 = Date.UTC(1900, 0, 1) / msInHour

/** The first instant of the day in London. Right from the year 1900 on, clock changes and double summer time included. */
export const startOfDay = (day: Day): Date => {
  const midnightUtc = epochDay(day) * msInDay
  // London has been on UTC, an hour ahead of it, or (in the 1940s) two: the first of those that is already this day.
  const ahead = [2, 1].find(hours => inLondon(new Date(midnightUtc - hours * msInHour)) === day) ?? 0
  return new Date(midnightUtc - ahead * msInHour)
}

/** The last instant of the day in London, to the millisecond: what is due on a day is in time until then. */
export const endOfDay = (day: Day): Date => {
  const nextUtc = (epochDay(day) + 1) * msInDay
  const ahead = [2, 1].find(hours => inLondon(new Date(nextUtc - hours * msInHour)) !== day) ?? 0
  return new Date(nextUtc - ahead * msInHour - 1)
}

const written = (year: number, month: number, dayOfMonth: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}` as Day
