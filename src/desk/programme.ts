import { compareDays, findDay, startOfDay, type Day } from '../calendar/day.ts'
import { dueDay } from '../calendar/due.ts'
import { before } from '../calendar/period.ts'
import type { PlaceKind } from '../bodies.ts'
import { joined, nothing, plannedOnce, sql, type Sql } from '../database/sql.ts'
import { factInWords } from '../engine/column.ts'
import type { Place } from '../engine/directory.ts'
import { unopened } from '../engine/matter.ts'
import {
  holdsAt,
  type Counts,
  type Holds,
  type Inspected,
  type Known,
  type Programme,
  type Risk,
  type Seen,
  type Weights,
} from '../engine/programme.ts'
import { highest, official, type Marking } from '../letters/marking.ts'
import { procedureOf } from './columns.ts'
import type { Desk } from './desk.ts'
import { eachNamed, isTheirsOf } from './list.ts'

/** What inspections are planned by, read for one planner from the facts that they may see, in two statements however many places there are. */
export interface Programmed {
  readonly programme: Programme
  /** Every place that has not closed. */
  readonly places: readonly PlaceProgrammed[]
  readonly weights: Weights
  /** The newest matter in which weights are set. */
  readonly weightsIn?: string
}

/** One place: when it was last inspected, by when it must be again, what is planned there, and how great the risk is. */
export interface PlaceProgrammed {
  readonly place: Place
  readonly last?: Inspected
  readonly holds?: Holds
  /** The last day on which it can be inspected in time; absent where nothing is recorded, or no date is set. */
  readonly latest?: Day
  readonly overdue: boolean
  readonly plans: readonly Planned[]
  readonly risk: Risk
}

export interface Planned {
  readonly reference: string
  /** What it is, in words: 'Full inspection'. */
  readonly what: string
  readonly inspects: boolean
  readonly from: Day
  readonly until?: Day
}

/** The programme that this person plans by; nothing for everyone else, who is to know of none. */
export function findProgramme({ house, me, world }: Pick<Desk, 'house' | 'me' | 'world'>): Programme | undefined {
  const nowhere = { id: 0, reference: '', procedure: '', version: '', owner: me.unit, openedAt: world.now }
  return new Set(house.library.inForce(world.today).flatMap(({ version }) => version.programme ?? []))
    .values()
    .find(({ seenBy }) => seenBy.covers(me, unopened(nowhere), world))
}

/** Reads it all. */
export async function programmed(desk: Desk, programme: Programme): Promise<Programmed> {
  const { directory, today } = desk.world
  const [rows, counts] = await Promise.all([
    desk.transaction.all<Found>(plannedOnce('facts of places', factsOf(desk, programme))),
    desk.transaction.all<Counted>(plannedOnce('counts of places', countsOf(desk, programme))),
  ])
  const seen = rows.map(row => seenOf(programme, row))
  const { weights, weightsIn } = weightsFrom(programme, seen)
  const byPlace = Map.groupBy(
    seen.filter(row => row.place !== null),
    row => row.place,
  )
  const countsAt = Map.groupBy(counts, one => one.place)
  return {
    programme,
    weights,
    weightsIn,
    places: directory.places.flatMap(place => {
      if (place.closed) return []
      const here = byPlace.get(place.code) ?? []
      const known = knownOf(desk, programme, place, here, countsAt.get(place.code) ?? [])
      const { last, holds } = known
      const latest = holds?.onlyMeasured ? undefined : known.latest
      return {
        place,
        last,
        holds,
        latest,
        overdue: latest !== undefined && latest < today,
        plans: plansFrom(desk, programme, here),
        risk: programme.risk(known, weights, today),
      }
    }),
  }
}

// ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Found {
  procedure: string
  reference: string
  place: string | null
  stage: string | null
  facts: Record<string, unknown>
}

interface Counted {
  name: string
  place: string
  count: number
}

/** Matters whose facts are needed one by one: inspections and their reports, plans, weights. */
export const factsOf = (desk: Desk, { inspected, plans, reads, weights }: Programme): Sql => {
  const procedures = [
    ...new Set([
      ...inspected.map(one => one.procedure),
      ...plans.map(one => one.procedure),
      ...Object.values(reads).map(one => one.procedure),
      weights.procedure,
    ]),
  ]
  return sql`
    select d.procedure, d.reference, d.place, d.stage, d.facts
      from ${eachNamed(procedures)} cross join lateral (
             select d.procedure, d.reference, d.place, d.stage, d.facts, d.opened_at from docket d
              where ${isTheirsOf(desk, sql`each.name`)} and d.procedure = each.name) d
     order by d.opened_at desc, d.reference desc`
}

/** Matters of which no more is needed than how many there are at each place. */
export const countsOf = (desk: Desk, { counts }: Programme): Sql =>
  joined(
    Object.entries(counts).map(([name, counting]) => countOf(desk, name, counting)),
    sql` union all `,
  )

const countOf = (desk: Desk, name: string, { procedures, within, leavesOut = {} }: Counts): Sql => {
  const { today, calendar } = desk.world
  const { stages = [], facts = {} } = leavesOut
  return sql`
    select ${name}::text as name, d.place, count(*)::int as count
      from ${eachNamed(procedures)} cross join lateral (
             select d.place from docket d
              where ${isTheirsOf(desk, sql`each.name`)} and d.procedure = each.name and d.place is not null
                and d.opened_at >= ${startOfDay(dueDay(today, before(within), calendar))}
                ${stages.length > 0 ? sql`and (d.stage is null or d.stage <> all (${[...stages]}::text[]))` : nothing}
                ${joined(
                  Object.entries(facts).map(
                    ([column, values]) =>
                      sql`and coalesce(d.facts ->> ${column} <> all (${[...values]}::text[]), true)`,
                  ),
                  sql` `,
                )}) d
     group by d.place`
}

interface SeenAt extends Seen {
  readonly procedure: string
  readonly place: string | null
  /** The day on which an inspection ended, where it says so. */
  readonly inspected?: Day
}

const dayIn = (facts: Seen['facts'], column: string | undefined): Day | undefined => {
  const fact = column === undefined ? undefined : facts[column]
  return typeof fact === 'string' ? findDay(fact) : undefined
}

const seenOf = (
  { inspected }: Pick<Programme, 'inspected'>,
  { procedure, reference, place, stage, facts }: Found,
): SeenAt => ({
  procedure,
  reference,
  place,
  stage: stage ?? undefined,
  facts,
  inspected: inspectedOn(inspected, procedure, facts),
})

/** The day on which an inspection ended, by the first of its columns that says so. */
function inspectedOn(inspected: Programme['inspected'], procedure: string, facts: Seen['facts']): Day | undefined {
  for (const one of inspected) {
    const day = one.procedure === procedure ? dayIn(facts, one.day) : undefined
    if (day !== undefined) return day
  }
  return undefined
}

// ── What it comes to ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The newest that has come: what is said to have ended tomorrow has not. */
function newestInspection(rows: readonly SeenAt[], today: Day): Inspected | undefined {
  let last: Inspected | undefined
  for (const { inspected: day, reference } of rows)
    if (day !== undefined && day <= today && (last === undefined || day > last.day)) last = { day, reference }
  return last
}

/** By the day that was inspected, where a matter has one: what ended last is newer than what was only begun later. */
const newestFirst = ({ inspected: one = '' as Day }: SeenAt, { inspected: other = '' as Day }: SeenAt) =>
  -compareDays(one, other)

function knownOf(
  desk: Desk,
  programme: Programme,
  place: Place,
  rows: readonly SeenAt[],
  counts: readonly Counted[],
): Known {
  const { today, calendar } = desk.world
  const last = newestInspection(rows, today)
  const holds = holdsAt(programme, place.kind)
  const come = rows.filter(row => row.inspected === undefined || row.inspected <= today).sort(newestFirst)
  const newest = ({ procedure, columns }: Programme['reads'][string]): Seen[] =>
    come.flatMap(row =>
      row.procedure === procedure
        ? { reference: row.reference, stage: row.stage, facts: onlyOf(row.facts, columns) }
        : [],
    )
  return {
    place,
    last,
    holds,
    latest: last && holds && dueDay(last.day, holds.period, calendar),
    facts: Object.fromEntries(Object.entries(programme.reads).map(([name, read]) => [name, newest(read)])),
    counts: Object.fromEntries(counts.map(one => [one.name, one.count])),
  }
}

/** Those facts and no others: a risk is drawn from the columns that a programme says it reads. */
function onlyOf(facts: Seen['facts'], columns: readonly string[]): Seen['facts'] {
  const only: Record<string, unknown> = {}
  for (const column of columns) only[column] = facts[column]
  return only
}

function plansFrom({ house, world }: Desk, { plans }: Programme, rows: readonly SeenAt[]): readonly Planned[] {
  return rows
    .flatMap(({ procedure: name, reference, stage, facts }): Planned[] => {
      const plan = plans.find(one => one.procedure === name)
      const from = dayIn(facts, plan?.from)
      if (!plan || from === undefined || plan.over.includes(stage ?? '')) return []
      const procedure = procedureOf(house.library, name)
      const column = plan.kind === undefined ? undefined : procedure?.columns[plan.kind]
      const what = (column && factInWords(column, facts[plan.kind ?? ''], world)) || (procedure?.one ?? name)
      return [{ reference, what, inspects: plan.inspects, from, until: dayIn(facts, plan.until) }]
    })
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

/** A weight stands until it is set again, in whichever matter that was: what is nearest to now counts. */
function weightsFrom({ weights: { procedure, column }, factors }: Programme, rows: readonly SeenAt[]) {
  const set = rows.filter(row => row.procedure === procedure)
  const weights = Object.fromEntries(
    Object.entries(factors).map(([factor, { usual }]) => {
      const newest = set.map(row => row.facts[column(factor)]).find(weight => typeof weight === 'number' && weight >= 0)
      return [factor, newest === undefined ? usual : Number(newest)]
    }),
  )
  return { weights, weightsIn: set[0]?.reference }
}

/** The highest marking of all that a programme may show: of every part whose columns it reads. */
export function markingOfProgramme({ house }: Pick<Desk, 'house'>, programme: Programme): Marking {
  return highest([official, ...partsRead({ house }, programme).map(({ marking }) => marking)])
}

/** The parts of which columns are read, by name. */
export const namesOfPartsRead = ({ house }: Pick<Desk, 'house'>, programme: Programme): readonly string[] => [
  ...new Set(partsRead({ house }, programme).map(({ name }) => name)),
]

function partsRead({ house }: Pick<Desk, 'house'>, { inspected, plans, reads, weights, factors }: Programme) {
  const columns: readonly (readonly [string, string | undefined])[] = [
    ...inspected.map(({ procedure, day }) => [procedure, day] as const),
    ...plans.flatMap(({ procedure, from, until, kind }) =>
      [from, until, kind].map(column => [procedure, column] as const),
    ),
    ...Object.values(reads).flatMap(({ procedure, columns: names }) => names.map(name => [procedure, name] as const)),
    ...Object.keys(factors).map(factor => [weights.procedure, weights.column(factor)] as const),
  ]
  return columns.flatMap(([name, column]) => {
    const procedure = procedureOf(house.library, name)
    const part = procedure?.columns[column ?? '']?.part
    const marking = part === undefined ? undefined : procedure?.parts[part]?.marking
    return part === undefined || marking === undefined ? [] : [{ name: part, marking }]
  })
}

// ── Narrowed and in order ────────────────────────────────────────────────────────────────────────────────────────────

/** What a planner asks to see of it. */
export interface Narrowing {
  readonly kind?: PlaceKind
  readonly region?: string
  readonly band?: string
  /** Whether anything is planned there. */
  readonly planned?: 'yes' | 'no'
  /** Past the latest date, or of which no inspection is recorded. */
  readonly date?: 'overdue' | 'unrecorded'
  readonly sort: ProgrammeSort
}

export const programmeSorts = ['risk', 'latest', 'name'] as const
export type ProgrammeSort = (typeof programmeSorts)[number]

/** The places that are asked for, in order. */
export const narrowed = (
  { places }: Pick<Programmed, 'places'>,
  { kind, region, band, planned, date, sort }: Narrowing,
): readonly PlaceProgrammed[] =>
  places
    .filter(
      one =>
        (kind === undefined || one.place.kind === kind) &&
        (region === undefined || one.place.region === region) &&
        (band === undefined || one.risk.band === band) &&
        (planned === undefined || one.plans.some(plan => plan.inspects) === (planned === 'yes')) &&
        (date === undefined || (date === 'overdue' ? one.overdue : one.last === undefined)),
    )
    .toSorted((one, other) => orders[sort](one, other) || byName(one, other))

const names = new Intl.Collator('en-GB')
const byName = (one: PlaceProgrammed, other: PlaceProgrammed) => names.compare(one.place.name, other.place.name)

/** What has no latest date comes after what has one. */
const orders: Readonly<Record<ProgrammeSort, (one: PlaceProgrammed, other: PlaceProgrammed) => number>> = {
  risk: (one, other) => other.risk.points - one.risk.points,
  latest: (one, other) =>
    one.latest === other.latest
      ? 0
      : one.latest !== undefined && (other.latest === undefined || one.latest < other.latest)
        ? -1
        : 1,
  name: () => 0,
}
