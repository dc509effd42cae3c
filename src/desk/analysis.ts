import { addMonths, dayOf, daysBetween, monthNumber, yearNumber, type Day } from '../calendar/day.ts'
import { joined, sql, type Sql } from '../database/sql.ts'
import type { Column, Procedure } from '../engine/procedure.ts'
import { namesIn } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'
import { conditions, isTheirs, type Query, type Row } from './list.ts'

/**
 * What a person's own list of matters comes to (SP-21): how many of each kind, where, when, how it ended and how long it
 * took. Counted in the database from the very rows that the list shows, under the same security.
 */
export interface Analysis {
  readonly procedure: Procedure
  readonly total: number
  readonly overdue: number
  /** Brought in from an earlier log: not counted where days are. */
  readonly brought: number
  /** The columns of the definition, then the stage, the region and the establishment; one that nobody filled is left out. */
  readonly tallies: readonly Tally[]
  /** Every month from the first to the last, also those with none. */
  readonly months: readonly Month[]
  /** The months divided by the values of one column, where the definition names one. */
  readonly divided?: Divided
  /** Days from the beginning to each milestone, for those that reached it. */
  readonly times: readonly Times[]
  /** Establishments with more than one, those with most first. */
  readonly repeats: readonly Repeat[]
}

export interface Tally {
  /** A column's name, or 'stage', 'region' or 'place'. */
  readonly name: string
  readonly label: string
  readonly cells: readonly Cell[]
  /** How many have nothing there that this reader may see. */
  readonly none: number
  /** A matter may have several of these: the numbers then add up to more than there are matters. */
  readonly several: boolean
}

export interface Cell {
  readonly value: string
  readonly label: string
  readonly count: number
}

export interface Month {
  /** '2026-03'. */
  readonly month: string
  readonly count: number
}

export interface Divided {
  readonly label: string
  readonly into: readonly { readonly value: string; readonly label: string }[]
  /** By month, as many numbers as there are values, in their order; the last is of those with none. */
  readonly months: readonly { readonly month: string; readonly counts: readonly number[] }[]
}

export interface Times {
  readonly milestone: string
  readonly label: string
  readonly count: number
  /** How many took so many days, fewest days first. */
  readonly days: readonly { readonly days: number; readonly count: number }[]
  readonly median: number
  /** Half of them took between these two. */
  readonly middle: readonly [number, number]
}

export interface Repeat {
  readonly place: string
  readonly label: string
  readonly region?: string
  readonly count: number
  /** The most of them within any twelve months. */
  readonly mostInYear: number
  readonly last: string
}

/** So many with the same value, in one chart. */
interface Counted {
  chart: string
  a: string | null
  b: string | null
  count: number
}

/** Counts everything in one statement: 100,000 matters take about as long as a page of them takes to print. */
export async function analysis(desk: Desk, procedure: Procedure, query: Omit<Query, 'procedure'>): Promise<Analysis> {
  const columns = countedColumns(procedure)
  const milestones = Object.entries(timed(procedure))
  // The rows being counted are held in memory, not written to disk.
  await desk.transaction.all(sql`set local work_mem = '64MB'`)
  const rows = await desk.transaction.all<Counted>(
    counting(
      desk,
      { ...query, procedure: procedure.name },
      procedure,
      columns.map(([name]) => name),
      milestones.map(([name]) => name),
    ),
  )
  return assembled(desk, procedure, rows)
}

function assembled(desk: Pick<Desk, 'world'>, procedure: Procedure, rows: readonly Counted[]): Analysis {
  const columns = countedColumns(procedure)
  const milestones = Object.entries(timed(procedure))
  const of = (chart: string) => rows.filter(row => row.chart === chart)
  const single = (chart: string) => of(chart)[0]?.count ?? 0
  const places = of('place')
  return {
    procedure,
    total: single('total'),
    overdue: single('overdue'),
    brought: single('brought'),
    tallies: [
      ...columns.map(([name, column], at) => tallyOf(name, column, of(`fact ${at}`))),
      ordered('stage', 'Stage', procedure.stages, of('stage')),
      named('region', 'Prison group', of('region'), value => value),
      named('place', 'Establishment', summed(places), value => desk.world.directory.findPlace(value)?.name ?? value),
    ].filter(tally => tally.cells.some(cell => cell.count > 0)),
    months: everyMonth(of('month')),
    divided: dividedBy(procedure, of('divided')),
    times: milestones
      .map(([milestone, label], at) => timesOf(milestone, label, of(`time ${at}`)))
      .filter(times => times.count > 0),
    repeats: repeatsOf(desk, places),
  }
}

/** The columns the analysis counts: those the definition names, or all that have a fixed list of values. */
export const countedColumns = (procedure: Procedure): [string, Column][] =>
  (procedure.log?.counts ?? Object.keys(procedure.columns).filter(name => procedure.columns[name]?.values)).flatMap(
    name => {
      const column = procedure.columns[name]
      return column ? [[name, column] as [string, Column]] : []
    },
  )

/** The milestones it counts the days to: those the definition names, or all, in the order of the steps that mark them. */
const timed = (procedure: Procedure): Readonly<Record<string, string>> =>
  procedure.log?.times ??
  Object.fromEntries(
    Object.values(procedure.steps)
      .flatMap(step => namesIn(step.marks))
      .filter(milestone => milestone !== procedure.brings?.marks)
      .map(milestone => [milestone, `${milestone.charAt(0).toUpperCase()}${milestone.slice(1)}`]),
  )

/** The same, of rows at hand: for what is made for others out of what they may see. */
export function analysisOf(desk: Pick<Desk, 'world'>, procedure: Procedure, rows: readonly Row[]): Analysis {
  const counted = new Map<string, Counted>()
  const count = (chart: string, a: string | null = null, b: string | null = null) => {
    const name = JSON.stringify([chart, a, b])
    const known = counted.get(name)
    if (known) known.count += 1
    else counted.set(name, { chart, a, b, count: 1 })
  }
  for (const row of rows) {
    const day = dayOf(row.openedAt)
    const brought = procedure.brings !== undefined && row.milestones[procedure.brings.marks] !== undefined
    count('total')
    if (row.due !== undefined && row.due < desk.world.today) count('overdue')
    if (brought) count('brought')
    count('stage', row.stage ?? null)
    count('region', row.region ?? null)
    count('place', row.place ?? null, day.slice(0, 7))
    count('month', day.slice(0, 7))
    const by = procedure.log?.divides
    count(
      'divided',
      day.slice(0, 7),
      by === undefined || row.facts[by] === undefined ? null : JSON.stringify(row.facts[by]),
    )
    countedColumns(procedure).forEach(([name], at) =>
      count(`fact ${at}`, row.facts[name] === undefined ? null : JSON.stringify(row.facts[name])),
    )
    if (!brought)
      Object.keys(timed(procedure)).forEach((milestone, at) => {
        const reached = row.milestones[milestone]
        if (reached) count(`time ${at}`, String(daysBetween(day, reached)))
      })
  }
  return assembled(desk, procedure, [...counted.values()])
}

function counting(
  desk: Desk,
  query: Query,
  procedure: Procedure,
  columns: readonly string[],
  milestones: readonly string[],
): Sql {
  const facts = columns.length
    ? joined(
        columns.map(name => sql`facts -> ${name}`),
        sql`, `,
      )
    : sql`null`
  const days = milestones.length
    ? joined(
        milestones.map(name => sql`(milestones ->> ${name})::date - day`),
        sql`, `,
      )
    : sql`null`
  const brought = procedure.brings?.marks ?? ''
  return sql`
    with seen as (
      select (d.opened_at at time zone 'Europe/London')::date as day, d.place, d.region, d.stage, d.due_on, d.facts, d.milestones
        from docket d where ${isTheirs(desk)} ${conditions(desk, query)}
    ), flat as materialized (
      select place, region, stage, left(day::text, 7) as month, due_on < ${desk.world.today} as overdue,
             milestones ? ${brought} as brought, array[${facts}]::jsonb[] as facts,
             case when milestones ? ${brought} then null else array[${days}]::int[] end as days
        from seen
    )
    select 'total' as chart, null as a, null as b, count(*)::int as count from flat
    union all select 'overdue', null, null, count(*)::int from flat where overdue
    union all select 'brought', null, null, count(*)::int from flat where brought
    union all select 'stage', stage, null, count(*)::int from flat group by stage
    union all select 'region', region, null, count(*)::int from flat group by region
    union all select 'place', place, month, count(*)::int from flat group by place, month
    union all select 'month', month, null, count(*)::int from flat group by month
    union all select 'divided', month, facts[${columns.indexOf(procedure.log?.divides ?? '') + 1}]::text, count(*)::int from flat group by 2, 3
    ${joined(
      [...columns.keys()].map(at => each(`fact ${at}`, sql`facts[${at + 1}]`)),
      sql` `,
    )}
    ${joined(
      [...milestones.keys()].map(at => each(`time ${at}`, sql`days[${at + 1}]`)),
      sql` `,
    )}`
}

const each = (chart: string, value: Sql): Sql =>
  sql`union all select ${chart}, x.a, null, count(*)::int from (select ${value}::text as a from flat) x group by x.a`

/** A column's counts. A fact that is a list counts once for each of its values. */
function tallyOf(name: string, column: Column, rows: readonly Counted[]): Tally {
  const counts = new Map<string, number>()
  let none = 0
  let several = false
  for (const { a, count } of rows) {
    const fact = a === null ? null : (JSON.parse(a) as unknown)
    const values = [fact].flat().filter(value => value !== null && value !== '')
    if (Array.isArray(fact)) several = true
    if (!values.length) none += count
    for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + count)
  }
  const listed = {
    ...column.values,
    ...Object.fromEntries([...counts.keys()].map(value => [value, column.values?.[value] ?? value])),
  }
  const cells = Object.entries(listed).map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }))
  return { name, label: column.label, cells, none, several }
}

/** Counts in the definition's own order. */
function ordered(
  name: string,
  label: string,
  values: Readonly<Record<string, string>>,
  rows: readonly Counted[],
): Tally {
  const count = (value: string) => rows.find(row => row.a === value)?.count ?? 0
  return {
    name,
    label,
    cells: Object.entries(values).map(([value, text]) => ({ value, label: text, count: count(value) })),
    none: rows.find(row => row.a === null)?.count ?? 0,
    several: false,
  }
}

/** Counts with the most first. */
const named = (name: string, label: string, rows: readonly Counted[], words: (value: string) => string): Tally => ({
  name,
  label,
  cells: rows
    .flatMap(row => (row.a === null ? [] : [{ value: row.a, label: words(row.a), count: row.count }]))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en-GB')),
  none: rows.find(row => row.a === null)?.count ?? 0,
  several: false,
})

function summed(rows: readonly Counted[]): Counted[] {
  const sums = new Map<string | null, number>()
  for (const { a, count } of rows) sums.set(a, (sums.get(a) ?? 0) + count)
  return [...sums].map(([a, count]) => ({ chart: 'place', a, b: null, count }))
}

const monthAt = (month: string) => yearNumber(`${month}-01` as Day) * 12 + monthNumber(`${month}-01` as Day) - 1

function everyMonth(rows: readonly Counted[]): Month[] {
  const counts = new Map(rows.map(row => [row.a ?? '', row.count]))
  const known = [...counts.keys()].filter(Boolean).sort()
  const [first] = known
  const last = known.at(-1)
  if (first === undefined || last === undefined) return []
  return Array.from({ length: monthAt(last) - monthAt(first) + 1 }, (_, at) => {
    const month = addMonths(`${first}-01` as Day, at).slice(0, 7)
    return { month, count: counts.get(month) ?? 0 }
  })
}

function dividedBy(procedure: Procedure, rows: readonly Counted[]): Divided | undefined {
  const column = procedure.log?.divides === undefined ? undefined : procedure.columns[procedure.log.divides]
  if (!column?.values || rows.length === 0) return undefined
  const into = Object.entries(column.values).map(([value, label]) => ({ value, label }))
  const at = (b: string | null) => {
    const place = b === null ? -1 : into.findIndex(({ value }) => value === (JSON.parse(b) as unknown))
    return place < 0 ? into.length : place
  }
  const months = new Map(everyMonth(rows).map(({ month }) => [month, [...into, undefined].map(() => 0)]))
  for (const { a, b, count } of rows) {
    const counts = months.get(a ?? '')
    if (counts) counts[at(b)] = (counts[at(b)] ?? 0) + count
  }
  return { label: column.label, into, months: [...months].map(([month, counts]) => ({ month, counts })) }
}

function timesOf(milestone: string, label: string, rows: readonly Counted[]): Times {
  const days = rows
    .filter(row => row.a !== null)
    .map(row => ({ days: Math.max(0, Number(row.a)), count: row.count }))
    .sort((a, b) => a.days - b.days)
  const count = days.reduce((sum, one) => sum + one.count, 0)
  const at = (part: number) => {
    let passed = 0
    return days.find(one => (passed += one.count) >= Math.max(1, Math.ceil(part * count)))?.days ?? 0
  }
  return { milestone, label, count, days, median: at(0.5), middle: [at(0.25), at(0.75)] }
}

function repeatsOf({ world }: Pick<Desk, 'world'>, rows: readonly Counted[]): Repeat[] {
  const byPlace = Map.groupBy(
    rows.filter(row => row.a !== null),
    row => row.a as string,
  )
  return [...byPlace]
    .map(([code, months]) => {
      const place = world.directory.findPlace(code)
      const within = (first: number) =>
        months
          .filter(({ b }) => monthAt(b ?? '') >= first && monthAt(b ?? '') < first + 12)
          .reduce((sum, one) => sum + one.count, 0)
      return {
        place: code,
        label: place?.name ?? code,
        region: place?.region,
        count: months.reduce((sum, one) => sum + one.count, 0),
        mostInYear: Math.max(...months.map(({ b }) => within(monthAt(b ?? '')))),
        last:
          months
            .map(({ b }) => b ?? '')
            .sort()
            .at(-1) ?? '',
      }
    })
    .filter(one => one.count > 1)
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en-GB'))
}
