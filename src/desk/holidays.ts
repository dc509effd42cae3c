import { readFileSync } from 'node:fs'
import { calendar } from '../calendar/calendar.ts'
import { compareDays, formatDay, yearNumber, type Day } from '../calendar/day.ts'
import { due, type Pause } from '../calendar/due.ts'
import { readHolidays, type Holiday, type Holidays } from '../calendar/holidays.ts'
import { moved, type HolidayChange } from '../calendar/moved.ts'
import { findPeriod } from '../calendar/period.ts'
import { sql } from '../database/sql.ts'
import { at, type Desk, type House } from './desk.ts'

/** A newer file of bank holidays taken into use: which days it changed. */
export interface TakenIn {
  readonly proclaimed: readonly Holiday[]
  readonly withdrawn: readonly Holiday[]
  readonly before: Holidays
  readonly after: Holidays
}

/** Duties counted again: how many there were, and the days that moved, each with how many duties moved so. */
export interface Recounted {
  readonly counted: number
  readonly moved: readonly {
    readonly was: Day
    readonly is: Day
    readonly because: readonly string[]
    readonly count: number
  }[]
}

/** The holidays of England and Wales as GOV.UK publishes them. */
interface Published {
  readonly 'england-and-wales': { readonly division: string; readonly events: readonly PublishedEvent[] }
}

interface PublishedEvent {
  readonly title: string
  readonly date: string
  readonly notes?: string
  readonly bunting?: boolean
}

const shipped = new URL('../../data/bank-holidays.json', import.meta.url)

/**
 * Takes a newer file into use, unless it says what is known already. Its years take the place of the same years; others
 * stay, since GOV.UK publishes only a few at a time. Throws HolidaysUnreadable when it can't be relied on.
 */
export const takeInHolidays = (house: House, json: unknown): Promise<TakenIn> =>
  at(house, { post: 'clock' }, async desk => {
    const given = readHolidays(json)
    const current = await inUse(desk)
    const before = readHolidays(current)
    const together = withYearsOf(current, json as Published, given)
    const after = readHolidays(together)
    const proclaimed = missingFrom(before, after)
    const withdrawn = missingFrom(after, before)
    if (proclaimed.length || withdrawn.length || after.knownUntil !== before.knownUntil)
      await desk.transaction.all(sql`select load_holidays(${JSON.stringify(together)}::jsonb)`)
    return { proclaimed, withdrawn, before, after }
  })

async function inUse(desk: Desk): Promise<Published> {
  const loaded = await desk.transaction.find<{ published: Published }>(
    sql`select published from bank_holidays order by loaded_at desc limit 1`,
  )
  return loaded?.published ?? (JSON.parse(readFileSync(shipped, 'utf8')) as Published)
}

function withYearsOf(current: Published, newer: Published, { knownFrom, knownUntil }: Holidays): Published {
  const events = (published: Published) => published['england-and-wales'].events
  const [first, last] = [yearNumber(knownFrom), yearNumber(knownUntil)]
  const others = events(current).filter(
    ({ date }) => Number(date.slice(0, 4)) < first || Number(date.slice(0, 4)) > last,
  )
  const all = [...others, ...events(newer)].sort((a, b) => (a.date < b.date ? -1 : 1))
  return { 'england-and-wales': { division: 'england-and-wales', events: all } }
}

const missingFrom = (first: Holidays, second: Holidays): Holiday[] => {
  const had = new Set(first.days.map(holiday => holiday.day))
  return second.days.filter(holiday => !had.has(holiday.day))
}

interface Open {
  readonly id: number
  readonly matter: number
  readonly from_on: Day
  readonly target_on: Day | null
  readonly target_period: string | null
  readonly limit_on: Day | null
  readonly limit_period: string | null
  readonly aim_on: Day | null
  readonly aim_period: string | null
  readonly pauses: readonly Pause[]
}

/** A duty's dates. Where several moved, the first of these that did is told. */
const dates = ['limit', 'target', 'aim'] as const
type Dated = (typeof dates)[number]

/** Matters in one turn: few enough that whoever takes a step on one of them waits for less than a second. */
const batch = 500

/**
 * Counts every open duty again by these holidays, and writes what moved with the holidays that moved it. A batch at a time, so
 * that nobody who reads waits, and nobody who takes a step waits long. Done twice it moves nothing more.
 */
export async function recountDuties(house: House, taken: Pick<TakenIn, 'before' | 'after'>): Promise<Recounted> {
  const counting = reckoner(taken)
  const all = new Map<string, { was: Day; is: Day; because: readonly string[]; count: number }>()
  let counted = 0
  for (let last = 0; ;) {
    const { open, changed } = await at(house, { post: 'clock' }, desk => recountBatch(desk, last, counting))
    if (open.length === 0) break
    counted += open.filter(isCounted).length
    for (const one of changed) {
      const key = JSON.stringify([one.was, one.is, one.because])
      all.set(key, { ...one, count: (all.get(key)?.count ?? 0) + 1 })
    }
    last = open.at(-1)?.matter ?? last
  }
  const movedDays = [...all.values()].sort((a, b) => compareDays(a.was, b.was))
  return { counted, moved: movedDays }
}

const isCounted = (duty: Open): boolean => dates.some(name => duty[`${name}_period`] !== null)

async function recountBatch(desk: Desk, last: number, counting: Reckoner) {
  const open = await desk.transaction.all<Open>(sql`select * from duties_to_recount(${last}, ${batch})`)
  const changed = open.flatMap(duty => {
    const reckoned = dates.flatMap(name => {
      const again = counting(duty, name)
      return again ? [{ name, ...again }] : []
    })
    const now: Pick<Open, `${Dated}_on`> = {
      target_on: duty.target_on,
      limit_on: duty.limit_on,
      aim_on: duty.aim_on,
      ...Object.fromEntries(reckoned.map(({ name, day }) => [`${name}_on`, day])),
    }
    const first = dates.find(name => now[`${name}_on`] !== duty[`${name}_on`])
    if (first === undefined) return []
    const [was, is] = [duty, now].map(counted => counted[`${first}_on`]) as [Day, Day]
    const workings = Object.fromEntries(reckoned.map(({ name, sentence }) => [`${name}_working`, sentence]))
    const found = [...new Set(reckoned.flatMap(({ because }) => because))]
    const because = found.length > 0 ? found : ['The bank holidays were read again']
    return [{ written: { id: duty.id, ...now, ...workings, was, of: first, because }, was, is, because }]
  })
  if (changed.length)
    await desk.transaction.all(sql`select duties_recounted(${JSON.stringify(changed.map(one => one.written))}::jsonb)`)
  return { open, changed: changed.map(({ was, is, because }) => ({ was, is, because })) }
}

interface Reckoning {
  readonly day: Day
  readonly sentence: string
  /** The holidays that moved it, in words. */
  readonly because: readonly string[]
}

type Reckoner = (duty: Open, name: Dated) => Reckoning | undefined

/**
 * Counts one of a duty's dates again where it was counted; a date that was agreed stays as it is. Of the same day by the same
 * period there are many, and each is counted once.
 */
function reckoner({ before, after }: Pick<TakenIn, 'before' | 'after'>): Reckoner {
  const counting = calendar(after)
  const known = new Map<string, Reckoning | undefined>()
  return (duty, name) => {
    const code = duty[`${name}_period`]
    if (code === null) return undefined
    const { from_on: from, pauses } = duty
    const key = `${from} ${code} ${pauses.map(pause => `${pause.from}-${pause.until}`).join()}`
    if (!known.has(key)) {
      const period = findPeriod(code)
      const again = period && due(from, period, counting, pauses)
      const changes = period ? moved(before, after, [{ id: key, from, period, pauses }]) : []
      known.set(
        key,
        again && {
          day: again.day,
          sentence: again.working.sentence,
          because: changes.flatMap(one => one.because.map(changeInWords)),
        },
      )
    }
    return known.get(key)
  }
}

export const changeInWords = ({ title, day, change }: HolidayChange): string =>
  `${title}, ${formatDay(day)}, was ${change}`
