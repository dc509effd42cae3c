import type { Calendar } from './calendar.ts'
import type { Day, Span } from './day.ts'
import {
  addDays,
  addMonths,
  businessYearOf,
  compareDays,
  dayOfMonth,
  daysBetween,
  earlier,
  formatDay,
  formatDayAndMonth,
  later,
  monthOf,
  quarterOf,
  weekday,
  weekdayName,
  weekOf,
  yearNumber,
  yearOf,
} from './day.ts'
import type { Holiday } from './holidays.ts'
import type { End, EndOf, Length, Period, Window } from './period.ts'
import { isSameDay, lengthInWords } from './period.ts'

/** The clock stood still from the one day until it ran again on the other, which counts: from the 3rd until the 5th is two days. */
export type Pause = { readonly from: Day; readonly until: Day }

export type Due = { readonly day: Day; readonly working: Working }

/** How a due day was reached, so that it can be checked by hand. */
export type Working = {
  /** Day 0. */
  readonly from: Day
  readonly period: Period
  readonly day: Day
  /** Weekends passed over, whole or in part, where working days are counted. */
  readonly weekends: number
  /** Bank holidays passed over, where working days are counted. */
  readonly holidays: readonly Holiday[]
  /** Pauses that pushed the day on, and how far each did: in working days where those are counted, else in days. */
  readonly pauses: readonly (Pause & { readonly days: number })[]
  /** The month had no such day, so its last was taken. */
  readonly clamped: boolean
  /** The due day isn't worked: the bank holiday's title, or 'Saturday' or 'Sunday'. */
  readonly fallsOn?: string
  /** Whether the bank holidays that matter had all been published. If not, weekends alone were passed over there. */
  readonly known: boolean
  /** All of it in words. */
  readonly sentence: string
}

/**
 * The day on which a period from this day ends, and how that was reckoned. The day itself is day 0.
 * Working days pass over weekends and bank holidays; all other units are calendar days and may end on either.
 * Pauses push the day on by the days paused after day 0; they may overlap. A count backwards has no pauses.
 */
export const due = (from: Day, period: Period, calendar: Calendar, pauses: readonly Pause[] = []): Due => {
  const reckoning = { from, period, calendar }
  const { reached, costs } = reckoned(reckoning, pauses)
  const working = explained(reckoning, reached, costs)
  return { day: reached, working: { ...working, sentence: sentence(working, calendar) } }
}

/** The same day, for where nobody is told how it was reckoned: of hundreds on a page, that is most of the work. */
export const dueDay = (from: Day, period: Period, calendar: Calendar, pauses: readonly Pause[] = []): Day =>
  reckoned({ from, period, calendar }, pauses).reached

/** The first and the last day of a window. */
export const dueWindow = (from: Day, window: Window, calendar: Calendar, pauses: readonly Pause[] = []) => ({
  opens: due(from, window.opens, calendar, pauses),
  closes: due(from, window.closes, calendar, pauses),
})

type Reckoning = { from: Day; period: Period; calendar: Calendar }
type PauseCost = Pause & { days: number }

/** The day reached, and what each pause cost on the way. */
const reckoned = (reckoning: Reckoning, pauses: readonly Pause[]): { reached: Day; costs: PauseCost[] } => {
  const { period } = reckoning
  const forwards = 'endOf' in period || period.count > 0
  const stops = forwards ? merged(pauses) : []

  // Days paused push the day on, perhaps into another pause: go on until no more are added.
  let reached = reach(reckoning, 0)
  if (stops.length === 0) return { reached, costs: [] }
  let costs = pauseCosts(reckoning, stops, reached)
  for (;;) {
    const next = reach(reckoning, sum(costs))
    if (next === reached) return { reached, costs }
    reached = next
    costs = pauseCosts(reckoning, stops, reached)
  }
}

/** Where working days are counted, pauses cost working days too. */
const countsWorkingDays = (period: Period) =>
  'endOf' in period ? period.endOf === 'following week' : period.unit === 'WD'

/** The day reached, so many paused days later. */
const reach = ({ from, period, calendar }: Reckoning, paused: number): Day => {
  if ('endOf' in period) return reachEnd(from, period, calendar, paused)
  const { count, unit } = period
  if (unit === 'WD') return calendar.addWorkingDays(from, count + paused)
  const reached = addLength(from, count, unit)
  return paused === 0 ? reached : addDays(reached, paused)
}

const addLength = (from: Day, count: number, unit: 'D' | 'W' | 'M' | 'Q' | 'Y'): Day => {
  if (unit === 'D') return addDays(from, count)
  if (unit === 'W') return addDays(from, count * 7)
  return addMonths(from, count * monthsIn[unit])
}
const monthsIn = { M: 1, Q: 3, Y: 12 }

const reachEnd = (from: Day, { endOf }: End, calendar: Calendar, paused: number) =>
  endOf === 'following week'
    ? calendar.addWorkingDays(calendar.lastWorkingDayOfWeek(addDays(from, 7)), paused)
    : addDays(spans[endOf](from).until, paused)

const spans: Record<Exclude<EndOf, 'following week'>, (day: Day) => Span> = {
  month: monthOf,
  quarter: quarterOf,
  year: yearOf,
  'business year': businessYearOf,
}

// ---- pauses ----

/** In order, with those that touch or overlap made one, so that no day is counted twice. */
const merged = (pauses: readonly Pause[]): Pause[] => {
  const result: Pause[] = []
  for (const pause of pauses.toSorted((a, b) => compareDays(a.from, b.from))) {
    if (pause.until < pause.from)
      throw new RangeError(`A pause can't end (${pause.until}) before it begins (${pause.from})`)
    const last = result.at(-1)
    if (last && pause.from <= last.until)
      result[result.length - 1] = { from: last.from, until: later(last.until, pause.until) }
    else result.push({ from: pause.from, until: pause.until })
  }
  return result
}

/** What each pause costs of the days after day 0, up to and including the day reached. */
const pauseCosts = ({ from, period, calendar }: Reckoning, pauses: Pause[], reached: Day): PauseCost[] =>
  pauses.flatMap(pause => {
    const after = later(addDays(pause.from, -1), from)
    const last = earlier(addDays(pause.until, -1), reached)
    if (last <= after) return []
    const days = countsWorkingDays(period) ? calendar.workingDaysBetween(after, last) : daysBetween(after, last)
    return days > 0 ? [{ ...pause, days }] : []
  })

const sum = (costs: readonly PauseCost[]) => costs.reduce((total, cost) => total + cost.days, 0)

// ---- the working ----

const explained = ({ from, period, calendar }: Reckoning, reached: Day, pauses: PauseCost[]) => {
  const passed = passedOver(from, period, calendar, reached)
  const notWorked = calendar.holidayOn(reached) ?? (weekday(reached) > 5 ? weekdayName(reached) : undefined)
  return {
    from,
    period,
    day: reached,
    weekends: passed ? weekendsBetween(passed.after, passed.until) : 0,
    holidays: passed ? calendar.holidaysBetween(passed.after, passed.until) : [],
    pauses,
    clamped: isClamped(from, period),
    ...(notWorked !== undefined && { fallsOn: notWorked }),
    known: !passed || (addDays(passed.after, 1) >= calendar.knownFrom && passed.until <= calendar.knownUntil),
  }
}

/** The stretch in which days that aren't worked were passed over: after one day, up to and including another. */
const passedOver = (from: Day, period: Period, calendar: Calendar, reached: Day) => {
  if (!countsWorkingDays(period)) return undefined
  if (!('endOf' in period))
    return period.count < 0
      ? { after: addDays(reached, -1), until: addDays(from, -1) }
      : { after: from, until: reached }

  // Counted back from the Friday, and then on from the day that gives if the clock was paused.
  const friday = addDays(weekOf(from).until, 5)
  const unpaused = calendar.lastWorkingDayOfWeek(friday)
  return { after: earlier(unpaused, friday), until: later(reached, friday) }
}

const isClamped = (from: Day, period: Period) =>
  !('endOf' in period) &&
  (period.unit === 'M' || period.unit === 'Q' || period.unit === 'Y') &&
  dayOfMonth(addLength(from, period.count, period.unit)) !== dayOfMonth(from)

/** How many weekends lie, whole or in part, after one day and up to and including another. */
const weekendsBetween = (after: Day, until: Day) => {
  if (until <= after) return 0
  const first = addDays(after, 1)
  const weeks = daysBetween(weekOf(first).from, weekOf(until).from) / 7
  return weeks + (weekday(until) > 5 ? 1 : 0)
}

// ---- the sentence ----

const sentence = (working: Omit<Working, 'sentence'>, calendar: Calendar): string => {
  const { from, period, day } = working
  const near = (other: Day) => (yearNumber(other) === yearNumber(from) ? formatDayAndMonth(other) : formatDay(other))

  const passed = [
    ...(working.weekends > 0 ? [`${working.weekends} weekend${working.weekends === 1 ? '' : 's'}`] : []),
    ...working.holidays.map(holiday => `${near(holiday.day)} (${holiday.title})`),
  ]
  const kind = countsWorkingDays(period) ? 'working day' : 'day'
  const paused = working.pauses.map(
    pause => `the ${plural(pause.days, kind)} paused from ${near(pause.from)} until ${near(pause.until)}`,
  )
  const asides = [
    ...(passed.length > 0 ? [`passing over ${list(passed)}`] : []),
    ...(paused.length > 0 ? [`adding ${list(paused)}`] : []),
  ]
  const middle = asides.length > 0 ? `, ${asides.join(', ')},` : ''
  const verb = 'endOf' in period || isSameDay(period) ? 'is' : 'makes'
  const clamped = working.clamped && working.pauses.length === 0 ? ', the last day of that month' : ''

  return [
    `${beginning(from, period)}${middle} ${verb} ${formatDay(day)}${clamped}.`,
    ...(working.fallsOn ? [`That day is a ${fallsOnInWords(working.fallsOn, calendar.holidayOn(day))}.`] : []),
    ...(working.known
      ? []
      : [
          `Bank holidays are known from ${formatDay(calendar.knownFrom)} to ${formatDay(calendar.knownUntil)}: ` +
            'beyond that only weekends are passed over, so this day may move.',
        ]),
  ].join(' ')
}

const beginning = (from: Day, period: Period): string => {
  if ('endOf' in period)
    return period.endOf === 'following week'
      ? `The last working day of the week after ${formatDay(from)}`
      : `The end of the ${period.endOf} that ${formatDay(from)} is in`
  return isSameDay(period) ? `The same day as ${formatDay(from)} (day 0)` : startOfCount(from, period)
}

const startOfCount = (from: Day, length: Length) =>
  `${lengthInWords(length)} ${length.count < 0 ? 'before' : 'from'} ${formatDay(from)} (day 0)`

const fallsOnInWords = (fallsOn: string, holiday: string | undefined) =>
  holiday === undefined ? fallsOn : `bank holiday (${fallsOn})`

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

const list = (items: readonly string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
