import { addMonths, dayOfMonth, findDay, findDayOf, monthNumber, yearNumber, type Day } from '../../calendar/day.ts'
import { sorts, type Query, type Sort } from '../../desk/list.ts'
import type { Procedure } from '../../engine/procedure.ts'
import type { World } from '../../engine/world.ts'

/** What an address may carry: every field once or several times. */
export type Asked = Readonly<Record<string, string | readonly string[]>>

/** A list as its address says it: what it is narrowed by, its order and its columns. No words that may name a person. */
export interface Listing {
  readonly place?: string
  readonly region?: string
  readonly stages: readonly string[]
  readonly from?: Day
  readonly until?: Day
  readonly overdue: boolean
  /** By column: a row matches when it has any of these. */
  readonly facts: Readonly<Record<string, readonly string[]>>
  readonly sort: Sort
  /** The columns chosen; absent: the usual ones. */
  readonly shows?: readonly string[]
  /** Fields whose words could not be understood, with those words. */
  readonly wrong: Readonly<Record<string, string>>
}

const all = (asked: Asked, name: string): readonly string[] =>
  asked[name] === undefined ? [] : [asked[name]].flat().filter(value => value !== '')
const one = (asked: Asked, name: string): string | undefined => all(asked, name).at(-1)?.trim()

/** The field a column's filter goes by. */
export const fieldOf = (column: string): string => `is-${column}`

/** Reads an address. What is not known is left out: a saved view of last year still works. */
export function listingOf(
  asked: Asked,
  procedure: Procedure | undefined,
  { directory }: Pick<World, 'directory'>,
): Listing {
  const wrong: Record<string, string> = {}
  const day = (name: string) => {
    const typed = one(asked, name)
    const found = typed === undefined ? undefined : readDay(typed)
    if (typed && !found) wrong[name] = typed.slice(0, 40)
    return found
  }
  const place = one(asked, 'establishment')
  const sort = one(asked, 'sort')
  const narrows = Object.keys(asked).some(field => field.startsWith(fieldOf('')))
  const shows = all(asked, 'show').filter(name => procedure && Object.hasOwn(procedure.columns, name))
  return {
    place: place && directory.findPlace(place)?.code,
    region: one(asked, 'region')?.slice(0, 100),
    stages: all(asked, 'stage').filter(name => !procedure || Object.hasOwn(procedure.stages, name)),
    from: day('from'),
    until: day('until'),
    overdue: one(asked, 'overdue') === 'yes',
    facts: Object.fromEntries(
      Object.entries((narrows && procedure?.columns) || {}).flatMap(([name, { values = {} }]) => {
        const chosen = all(asked, fieldOf(name)).filter(value => Object.hasOwn(values, value))
        return chosen.length ? [[name, chosen]] : []
      }),
    ),
    sort: sorts.find(known => known === sort) ?? 'newest',
    shows: shows.length ? shows : undefined,
    wrong,
  }
}

/** 27/3/2026, 27 3 2026 or 2026-03-27. */
function readDay(typed: string): Day | undefined {
  const [, date, month, year] = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})$/.exec(typed) ?? []
  return findDay(typed) ?? findDayOf(Number(year), Number(month), Number(date))
}

const written = (day: Day) => `${dayOfMonth(day)}/${monthNumber(day)}/${yearNumber(day)}`

/** The same as an address says it. `procedure` and `after` are added by whoever needs them. */
export function queryString(listing: Listing, more: Readonly<Record<string, string | undefined>> = {}): string {
  const params = new URLSearchParams()
  const add = (name: string, value: string | undefined) => {
    if (value) params.append(name, value)
  }
  add('procedure', more.procedure)
  add('establishment', listing.place)
  add('region', listing.region)
  for (const stage of listing.stages) add('stage', stage)
  add('from', listing.from && written(listing.from))
  add('until', listing.until && written(listing.until))
  add('overdue', listing.overdue ? 'yes' : undefined)
  for (const [name, values] of Object.entries(listing.facts)) for (const value of values) add(fieldOf(name), value)
  add('sort', listing.sort === 'newest' ? undefined : listing.sort)
  for (const name of listing.shows ?? []) add('show', name)
  add('filters', more.filters)
  add('after', more.after)
  add('part', more.part)
  return params.toString()
}

/** What the desk is asked. */
export const deskQuery = (listing: Listing, procedure: Procedure | undefined): Query => ({
  procedure: procedure?.name,
  place: listing.place,
  region: listing.region,
  stage: listing.stages.length ? listing.stages : undefined,
  without: listing.stages.length ? undefined : procedure?.log?.leavesOut,
  from: listing.from,
  until: listing.until,
  overdue: listing.overdue,
  facts: listing.facts,
  sort: listing.sort,
})

/** Narrowed to nothing at all. */
export const unnarrowed = (listing: Listing): Listing => ({
  ...listing,
  place: undefined,
  region: undefined,
  stages: [],
  from: undefined,
  until: undefined,
  overdue: false,
  facts: {},
})

/** Narrowed to one month besides, for a chart's links. */
export function inMonth(listing: Listing, month: string): Listing {
  const first = `${month}-01` as Day
  const last = findDay(`${month}-31`) ?? findDay(`${month}-30`) ?? findDay(`${month}-29`) ?? (`${month}-28` as Day)
  return {
    ...listing,
    from: listing.from && listing.from > first ? listing.from : first,
    until: listing.until && listing.until < last ? listing.until : last,
  }
}

/** The beginning of the twelve months that end today, for the analysis. */
export const yearBefore = (today: Day): Day => addMonths(today, -12)
