import type { Day } from './day.ts'
import { compareDays, day, findDay, formatDay, yearNumber } from './day.ts'

export type Holiday = { readonly day: Day; readonly title: string }

/**
 * The bank holidays of England and Wales as published: whole years of them, in order.
 * Outside `knownFrom` to `knownUntil` nobody has said yet which days will be holidays.
 */
export type Holidays = {
  readonly knownFrom: Day
  readonly knownUntil: Day
  readonly days: readonly Holiday[]
}

/** A file of bank holidays that can't be relied on. `faults` tells all that is wrong with it, in plain words. */
export class HolidaysUnreadable extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The bank holidays can't be used:\n${faults.map(fault => `- ${fault}`).join('\n')}`)
    this.name = 'HolidaysUnreadable'
    this.faults = faults
  }
}

const division = 'england-and-wales'

/** New Year, Good Friday, Easter Monday, early May, spring, summer, Christmas and Boxing Day: no year has fewer. */
const leastInAYear = 8

/**
 * Reads the file that GOV.UK publishes at /bank-holidays.json and takes its England and Wales part.
 * Throws HolidaysUnreadable with every fault found: a date missed here would quietly move a duty.
 */
export const readHolidays = (json: unknown): Holidays => {
  const events = eventsOf(json)
  if (!events) throw new HolidaysUnreadable([`It has no list of events under '${division}'.`])

  const read = events.map(readEvent)
  const days = read.flatMap(event => event.holiday ?? []).toSorted((a, b) => compareDays(a.day, b.day))
  const faults = [...read.flatMap(event => event.faults), ...repeats(days)]
  // A year that looks short because one of its dates couldn't be read is told once, as the unreadable date.
  if (faults.length === 0) faults.push(...shortYears(days))
  const [first, last] = [days[0], days.at(-1)]
  if (faults.length > 0 || !first || !last) throw new HolidaysUnreadable(faults)

  return {
    knownFrom: day(`${yearNumber(first.day)}-01-01`),
    knownUntil: day(`${yearNumber(last.day)}-12-31`),
    days,
  }
}

const eventsOf = (json: unknown): unknown[] | undefined => {
  const part = field(json, division)
  const events = field(part, 'events')
  return Array.isArray(events) ? events : undefined
}

const readEvent = (event: unknown, index: number): { holiday?: Holiday; faults: string[] } => {
  const title = field(event, 'title')
  const date = field(event, 'date')
  const notes = field(event, 'notes')
  const named = typeof title === 'string' && title.trim() !== ''
  const found = typeof date === 'string' ? findDay(date) : undefined

  const which = named ? `'${title}'` : `Event ${index + 1}`
  const faults: string[] = []
  if (!named) faults.push(`Event ${index + 1} has no title.`)
  if (!found)
    faults.push(
      date === undefined
        ? `${which} has no date.`
        : `${which} has the date ${JSON.stringify(date)}, which is not a real date written as YYYY-MM-DD.`,
    )
  if (!named || !found) return { faults }

  const substitute = typeof notes === 'string' && /substitute/i.test(notes)
  return { holiday: { day: found, title: substitute ? `${title} (substitute day)` : title }, faults }
}

const repeats = (days: readonly Holiday[]) =>
  days.flatMap((holiday, index) =>
    days[index - 1]?.day === holiday.day
      ? [`${formatDay(holiday.day)} is there twice: '${days[index - 1]?.title}' and '${holiday.title}'.`]
      : [],
  )

const shortYears = (days: readonly Holiday[]): string[] => {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return ['It has no holidays in it.']

  const faults: string[] = []
  for (let year = yearNumber(first.day); year <= yearNumber(last.day); year++) {
    const count = days.filter(holiday => yearNumber(holiday.day) === year).length
    if (count < leastInAYear)
      faults.push(`${year} has ${count} of its holidays: a year is published whole and has at least ${leastInAYear}.`)
  }
  return faults
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
