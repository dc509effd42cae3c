import type { Day } from '../calendar/day.ts'
import { endOfDay, startOfDay } from '../calendar/day.ts'
import { joined, nothing, plannedOnce, sql, type Sql } from '../database/sql.ts'
import { readersOf, type Desk } from './desk.ts'

/** What is asked of a list. Every list, count, chart, export and search reads the same rows: this person's own docket, once each. */
export interface Query {
  readonly procedure?: string
  /** Found under every place that they concern. */
  readonly place?: string
  readonly region?: string
  readonly stage?: string | readonly string[]
  /** Stages left out. */
  readonly without?: readonly string[]
  readonly owner?: string
  /** Only what this person's own unit owns. */
  readonly own?: boolean
  /** Words to find, or a reference. */
  readonly q?: string
  /** First and last day on which a matter began, as far as this person may know. */
  readonly from?: Day
  readonly until?: Day
  readonly overdue?: boolean
  /** The column of a day that is past. */
  readonly past?: string
  /** Those whose part any of these units and posts has, or is offered: where they are many. */
  readonly with?: { readonly part: string; readonly readers: readonly number[] }
  /** Those numbered so: where they are few. */
  readonly among?: readonly number[]
  /** Facts by column: a row matches when its fact is one of these, or holds one of these. */
  readonly facts?: Readonly<Record<string, readonly string[]>>
  readonly sort?: Sort
  /** Where the last page ended. */
  readonly after?: string
  /** Rows on a page; 25 unless said. */
  readonly most?: number
  /** Count them too, up to this many. */
  readonly counted?: number
  /** Bring the dates of the duty behind each row's `due`. */
  readonly duties?: boolean
  /** Leave each row's milestones out: no list shows one, and they are a third of what is read. */
  readonly brief?: boolean
}

/** `due`: what is due soonest first, and after it what owes nothing. `place` and `stage`: in their own order, newest first in each. */
export type Sort = (typeof sorts)[number]
export const sorts = ['newest', 'oldest', 'due', 'place', 'stage'] as const

/** The limit, the target and the aim of a duty, each with the period that it was counted in. */
export interface Dates {
  readonly limit?: Dated
  readonly target?: Dated
  readonly aim?: Dated
}
interface Dated {
  readonly day: Day
  readonly period?: string
}

/** One matter in a list, made only of what its reader may see. */
export interface Row {
  readonly reference: string
  readonly procedure: string
  readonly openedAt: Date
  readonly place?: string
  readonly region?: string
  readonly owner: number
  readonly stage?: string
  readonly due?: Day
  /** The dates of the duty that falls due then, where they were asked for. */
  readonly duty?: Dates
  readonly facts: Readonly<Record<string, unknown>>
  /** None where they were left out. */
  readonly milestones: Readonly<Record<string, Day>>
}

export interface Page {
  readonly rows: readonly Row[]
  /** Whether it is the first: also where it was asked to begin at a place that there is not. */
  readonly isFirst: boolean
  /** Where the next page begins; absent on the last one. */
  readonly after?: string
  /** How many there are, where that was asked: more than were counted, or that number exactly. */
  readonly total?: { readonly count: number; readonly more: boolean }
}

interface Found {
  n: number
  reference: string
  procedure: string
  opened_at: Date
  place: string | null
  region: string | null
  owner: number
  stage: string | null
  due_on: Day | null
  facts: Record<string, unknown>
  milestones: Record<string, Day>
  total?: number
  /** As `Dates`: a day and a period, three times. */
  duty?: readonly (string | null)[] | null
}

const mostOnPage = 1000

/** A page of the matters this person may see, newest first unless asked otherwise. */
export async function list(desk: Desk, query: Query = {}): Promise<Page> {
  const most = Math.min(Math.max(query.most ?? 25, 1), mostOnPage)
  const all = stretches(desk, query)
  const cursor = query.after === undefined ? undefined : readCursor(query.after)
  let at = Math.max(
    0,
    all.findIndex(stretch => stretch.values.includes(cursor?.stretch ?? '')),
  )
  let after = cursor && all[at]?.values.includes(cursor.stretch) ? cursor : undefined
  const isFirst = after === undefined
  let total: Page['total'] = query.counted === undefined ? undefined : { count: 0, more: false }
  const rows: Placed[] = []
  // One statement does for a list in one stretch. Where there are many, more are asked at a time the emptier they prove.
  for (let size = 1; at < all.length && rows.length <= most; size *= 4) {
    const first = all[at] as Stretch
    const more = all.slice(at, at + (after ? 1 : size)).filter(stretch => stretch.column === first.column)
    const together = { ...first, values: more.flatMap(stretch => stretch.values) }
    const counted = rows.length ? undefined : query.counted
    const found = await desk.transaction.all<Found>(pageOf(desk, query, most + 1, together, after, counted))
    if (counted !== undefined && found[0]?.total !== undefined)
      total = { count: Math.min(found[0].total, counted), more: found[0].total > counted }
    rows.push(...found.map(row => ({ row, stretch: together })))
    at += more.length
    after = undefined
  }
  const page = rows.slice(0, most)
  const last = rows.length > most ? page.at(-1) : undefined
  return { rows: page.map(({ row }) => rowOf(row)), isFirst, after: last && cursorOf(last), total }
}

/** How many there are, up to a limit past which it is only "more than". */
export async function count(desk: Desk, query: Query, most = 1000): Promise<{ count: number; more: boolean }> {
  const { total } = await list(desk, { ...query, after: undefined, most: 1, counted: most })
  return total ?? { count: 0, more: false }
}

/** How many matters of each procedure this person may see at a place: the rows of their own docket, and nobody else’s. */
export async function countsAt(desk: Desk, place: string): Promise<ReadonlyMap<string, number>> {
  const rows = await desk.transaction.all<{ procedure: string; count: number }>(sql`
    select d.procedure, count(*)::int as count
      from (${foundAt(place, at => sql`select d.procedure from docket d where ${isTheirs(desk)} ${at}`)}) d
     group by d.procedure`)
  return new Map(rows.map(row => [row.procedure, row.count]))
}

/** Every row of a query, page by page, for exports and charts: nothing is held but one page. */
export async function* every(desk: Desk, query: Query): AsyncGenerator<Row> {
  let after: string | undefined
  do {
    const page = await list(desk, { ...query, after, most: 1000 })
    yield* page.rows
    after = page.after
  } while (after !== undefined)
}

/** A list is read in stretches, in each of which an index holds the rows in the order they are wanted. */
interface Stretch {
  /** The rows of one stretch of a list by establishment or stage have one of these in that column; '' stands for none. */
  readonly values: readonly string[]
  readonly column?: 'place' | 'stage'
  readonly order: 'newest' | 'oldest' | 'due'
  readonly within: Sql
}

const whole = (order: Stretch['order'], name = '', within: Sql = nothing): Stretch => ({
  values: [name],
  order,
  within,
})

function stretches(desk: Desk, query: Query): readonly Stretch[] {
  switch (query.sort) {
    case 'due':
      return [
        whole('due', 'due', sql`and d.due_on is not null`),
        ...(query.overdue ? [] : [whole('newest', 'not due', sql`and d.due_on is null`)]),
      ]
    case 'place':
      return query.place ? [whole('newest')] : byValue('place', placesByName(desk), true)
    case 'stage':
      return typeof query.stage === 'string'
        ? [whole('newest')]
        : byValue(
            'stage',
            stagesInOrder(desk, query.procedure).filter(stage => query.stage?.includes(stage) ?? true),
            !query.stage,
          )
    default:
      return [whole(query.sort ?? 'newest')]
  }
}

const byValue = (column: 'place' | 'stage', values: readonly string[], none: boolean): Stretch[] => [
  ...values.map(value => ({
    values: [value],
    column,
    order: 'newest' as const,
    within: column === 'place' ? sql`and d.place = v.value` : sql`and d.stage = v.value`,
  })),
  ...(none ? [whole('newest', 'none', column === 'place' ? sql`and d.place is null` : sql`and d.stage is null`)] : []),
]

const placesByName = ({ world }: Desk) =>
  [...world.directory.places].sort((a, b) => a.name.localeCompare(b.name, 'en-GB')).map(place => place.code)

/** The stages of the procedure in its own order; of all procedures, one after another, when none is asked for. */
const stagesInOrder = ({ house }: Desk, procedure: string | undefined): string[] => [
  ...new Set(
    house.library.agreements
      .flatMap(agreement => agreement.versions.flatMap(version => version.procedures))
      .filter(one => procedure === undefined || one.name === procedure)
      .flatMap(one => Object.keys(one.stages)),
  ),
]

const orders: Readonly<Record<Stretch['order'], Sql>> = {
  newest: sql`d.opened_at desc, d.reference desc`,
  oldest: sql`d.opened_at, d.reference`,
  due: sql`d.due_on, d.reference`,
}

// One index scan for each unit or post the person reads for, each in the list's order, then merged: the index does the
// sorting however many matters there are. Each reader is named by itself, for a relay has a hundred times what others have: of
// readers told as a list, the planner takes each to have what is usual, and gathers and sorts all that a common word is found in.
export function pageOf(
  desk: Desk,
  query: Query,
  most: number,
  stretch: Stretch = whole('newest'),
  after?: Cursor,
  counted?: number,
): Sql {
  const order = orders[stretch.order]
  const start = after ? sql`and ${past(stretch.order, after)}` : nothing
  const total = counted === undefined ? nothing : sql`, (${countOf(desk, query, counted + 1)}) as total`
  const asked = conditions(desk, { ...query, place: undefined })
  const [value] = stretch.values
  const values =
    stretch.values.length === 1
      ? sql`(values (${value}::text, 1)) v(value, n)`
      : sql`unnest(${stretch.values}::text[]) with ordinality v(value, n)`
  const page = sql`
    select v.n, d.*${total}${query.duties ? duty : nothing} from ${values} cross join lateral (
        ${ofEachReader(
          desk,
          query.place,
          own => sql`
        select d.matter, d.reference, d.procedure, d.opened_at, d.place, d.region, d.owner, d.stage, d.due_on, d.facts, ${query.brief ? sql`'{}'::jsonb` : sql`d.milestones`} as milestones
          from docket d where ${own} ${stretch.within} ${asked} ${start} order by ${order} limit ${most}`,
        )}
      ) d order by v.n, ${order} limit ${most}`
  return stretch.column === undefined && isAlongAnIndex(query) ? plannedOnce('list', page) : page
}

// Who may see a duty is asked only of those that fall due on the day that the row says.
const duty = sql`,
  case when d.due_on is not null then
    (select array[o.limit_on::text, o.limit_period, o.target_on::text, o.target_period, o.aim_on::text, o.aim_period] from obligation o
      where o.matter = d.matter and o.state = 'due' and o.due_on is not distinct from d.due_on order by o.id limit 1) end as duty`

/**
 * What one plan is right for, whatever is asked: an index holds just these rows, in order. There are few such shapes. Stages are
 * not among them: of some there are many and of others none, and a plan that does not know which may read all that there is.
 */
const alongAnIndex: ReadonlySet<string> = new Set<keyof Query>([
  'procedure',
  'place',
  'without',
  'sort',
  'after',
  'most',
  'counted',
  'duties',
  'brief',
])
const isAlongAnIndex = (query: Query): boolean =>
  Object.entries(query).every(
    ([name, asked]) =>
      alongAnIndex.has(name) ||
      asked === undefined ||
      asked === false ||
      (name === 'facts' && Object.keys(query.facts ?? {}).length === 0),
  )

const past = (order: Stretch['order'], cursor: Cursor): Sql =>
  order === 'newest'
    ? sql`(d.opened_at, d.reference) < (${cursor.from}::timestamptz, ${cursor.reference})`
    : order === 'oldest'
      ? sql`(d.opened_at, d.reference) > (${cursor.from}::timestamptz, ${cursor.reference})`
      : sql`(d.due_on, d.reference) > (${cursor.from}::date, ${cursor.reference})`

function countOf(desk: Desk, query: Query, most: number): Sql {
  const asked = conditions(desk, { ...query, place: undefined })
  return sql`
  select count(*)::int from (
    select from (${ofEachReader(desk, query.place, own => sql`select from docket d where ${own} ${asked} order by ${orders.newest} limit ${most}`)}) each limit ${most}
  ) c`
}

/** Rows of a docket called `d` that somebody has, each once: those of their unit and those of their post, at a place or anywhere. */
function ofEachReader(desk: Desk, place: string | undefined, rows: (own: Sql) => Sql): Sql {
  const readers = docketsOf(desk)
  const each = readers.map(reader => foundAt(place, at => rows(sql`d.reader = ${reader} ${isOnce(desk)} ${at}`)))
  return readers.length ? joined(each, sql` union all `) : sql`(${rows(sql`false`)})`
}

/**
 * Rows of a docket called `d` at a place, or anywhere: those that are about it, and then those that are about another and
 * concern it. An index holds each of the two and none holds both; no row is among both.
 */
export const foundAt = (place: string | undefined, rows: (at: Sql) => Sql): Sql =>
  place
    ? sql`(${rows(sql`and d.place = ${place}`)}) union all (${rows(sql`and ${isAlsoAt(place)}`)})`
    : sql`(${rows(nothing)})`

const isAlsoAt = (place: string): Sql => sql`(d.facts ? 'alsoAt' and d.facts -> 'alsoAt' ? ${place})`

/**
 * Whose dockets somebody's lists are read from: their unit's, and their post's where it has one. Most have none, and what is
 * asked of theirs is half as long. Row security holds both, whatever is asked.
 */
export const docketsOf = ({ who }: Pick<Desk, 'who'>): readonly number[] =>
  who.seenByPost ? readersOf({ who }) : readersOf({ who }).filter(reader => reader !== who.postId)

/** Rows of a docket called `d` that somebody has, one for each matter. */
export const isTheirs = (desk: Pick<Desk, 'who'>): Sql => sql`${isAmong(desk)} ${isOnce(desk)}`

/**
 * What a person sees for their post stands for what they see for its unit as well, which is asked of each row as it is met:
 * without `offset 0` the planner might first read all that the post has.
 */
export const isOnce = ({ who }: Pick<Desk, 'who'>): Sql =>
  who.seenByPost
    ? sql`and (d.reader = ${who.postId}::int or not exists (select from docket p where p.reader = ${who.postId}::int and p.matter = d.matter offset 0))`
    : nothing

/**
 * The same rows where all that somebody has of one procedure is read: what their post has of it is read once beside them, where
 * asking of each row costs more than reading it.
 */
export const isTheirsOf = (desk: Pick<Desk, 'who'>, procedure: Sql): Sql => {
  const { postId, seenByPost } = desk.who
  return seenByPost
    ? sql`${isAmong(desk)} and not exists (select from docket p
               where p.reader = ${postId}::int and p.procedure = ${procedure} and p.matter = d.matter and d.reader <> ${postId}::int)`
    : isAmong(desk)
}

/**
 * The same, those seen both ways twice: where they only lead to something else. Each reader is told by itself, for of a list that
 * it does not know the planner takes each to have what is usual.
 */
export const isAmong = (desk: Pick<Desk, 'who'>): Sql => {
  const [only, ...others] = docketsOf(desk).map(reader => sql`${reader}::int`)
  if (only && others.length === 0) return sql`d.reader = ${only}`
  return sql`d.reader = any (array[${only ? joined([only, ...others], sql`, `) : nothing}]::int[])`
}

/**
 * Rows to join with, one for each of these procedures, where all that somebody has of them is read. Told as a list, the planner
 * takes an index in which procedures stand too far back, and plans the statement anew each time.
 */
export const eachNamed = (procedures: readonly string[]): Sql =>
  sql`(values ${joined(
    procedures.map(name => sql`(${name}::text)`),
    sql`, `,
  )}) each(name)`

/** What a query asks of the rows of a docket called `d`. */
export function conditions(desk: Desk, query: Query): Sql {
  const wanted: Sql[] = []
  if (query.procedure) wanted.push(sql`d.procedure = ${query.procedure}`)
  if (query.place) wanted.push(sql`(d.place = ${query.place} or ${isAlsoAt(query.place)})`)
  if (query.region) wanted.push(sql`d.region = ${query.region}`)
  // Of one stage an index holds the rows in order; of several, even where one is all of them, it does not.
  if (query.stage?.length)
    wanted.push(
      typeof query.stage === 'string'
        ? sql`d.stage = ${query.stage}`
        : sql`d.stage = any (${[...query.stage]}::text[])`,
    )
  if (query.without?.length) wanted.push(sql`(d.stage is null or d.stage <> all (${[...query.without]}::text[]))`)
  if (query.owner) wanted.push(sql`d.owner = ${desk.world.directory.findUnit(query.owner)?.id ?? 0}`)
  if (query.own) wanted.push(sql`d.owner = ${desk.who.unitId}`)
  if (query.among) wanted.push(sql`d.matter = any (${[...query.among]}::bigint[])`)
  if (query.from) wanted.push(sql`d.opened_at >= ${startOfDay(query.from)}`)
  if (query.until) wanted.push(sql`d.opened_at < ${new Date(endOfDay(query.until).getTime() + 1)}`)
  if (query.overdue) wanted.push(sql`d.due_on < ${desk.world.today}`)
  if (query.past) wanted.push(sql`d.facts ->> ${query.past} < ${desk.world.today}::text`)
  if (query.with) wanted.push(withOneOf(query.with))
  if (query.q?.trim()) wanted.push(found(query.q.trim()))
  for (const [column, values] of Object.entries(query.facts ?? {}))
    if (values.length)
      wanted.push(sql`(d.facts ->> ${column} = any (${values}::text[]) or d.facts -> ${column} ?| ${values}::text[])`)
  return wanted.length ? sql`and ${joined(wanted, sql` and `)}` : nothing
}

// Asked of each row in the order of the list until the page is full: `offset 0` keeps it from being asked of all of them first.
const withOneOf = ({ part, readers }: NonNullable<Query['with']>): Sql => sql`(
  exists (select from disclosure x where x.matter = d.matter and x.part = ${part} and x.reader = any (${[...readers]}::int[]) and x.ended_at is null offset 0)
  or exists (select from offer f where f.matter = d.matter and f.part = ${part} and f.reader = any (${[...readers]}::int[]) and f.ended_at is null and f.passed_at is null offset 0))`

const aReference = /^[a-z]{3}-\d{4}-\d{4,12}$/i

/** Words are found as they are and by their stems, in any order: what is kept to find by has no order. A whole reference is looked up. */
export const found = (q: string): Sql =>
  aReference.test(q)
    ? sql`d.reference = ${q.toUpperCase()}`
    : sql`d.words @@ (websearch_to_tsquery('english', ${unquoted(q)}) || websearch_to_tsquery('simple', ${unquoted(q)}))`

const unquoted = (q: string) => q.replaceAll('"', ' ')

/** A row as it was found, and the stretch that it stands in. */
interface Placed {
  readonly row: Found
  readonly stretch: Stretch
}

const rowOf = (row: Found): Row => ({
  reference: row.reference,
  procedure: row.procedure,
  openedAt: row.opened_at,
  place: row.place ?? undefined,
  region: row.region ?? undefined,
  owner: row.owner,
  stage: row.stage ?? undefined,
  due: row.due_on ?? undefined,
  duty: row.duty ? datesOf(row.duty) : undefined,
  facts: row.facts,
  milestones: row.milestones,
})

const datesOf = (duty: readonly (string | null)[]): Dates => {
  const dated = (at: number): Dated | undefined =>
    duty[at] ? { day: duty[at] as Day, period: duty[at + 1] ?? undefined } : undefined
  return { limit: dated(0), target: dated(2), aim: dated(4) }
}

/** Where a page ended: in which stretch, at which instant or day, with which reference. */
interface Cursor {
  readonly from: string
  readonly reference: string
  readonly stretch: string
}

const writeCursor = ({ from, reference, stretch }: Cursor) =>
  Buffer.from([from, reference, stretch].join(' ').trimEnd()).toString('base64url')

const cursorOf = ({ row, stretch: { order, values } }: Placed) =>
  writeCursor({
    from: order === 'due' ? (row.due_on ?? '') : row.opened_at.toISOString(),
    reference: row.reference,
    stretch: values[Number(row.n) - 1] ?? '',
  })

/** A cursor from elsewhere, or none at all, begins the list again rather than failing. */
function readCursor(cursor: string): Cursor | undefined {
  const [from = '', reference = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  return isRealInstant(from) && aReference.test(reference) ? { from, reference, stretch: rest.join(' ') } : undefined
}

/** A day or an instant that the database knows too: 30 February is one to JavaScript, and the year nought. */
const isRealInstant = (text: string): boolean =>
  /^[1-9]\d{3}-\d\d-\d\d(T[\d:.]{8,12}Z)?$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text.slice(0, 10))
