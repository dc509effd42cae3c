import type { Day } from '../calendar/day.ts'
import { startOfDay, addDays } from '../calendar/day.ts'
import { joined, nothing, sql, type Sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'

/** What is asked of a list. Every list, count, chart, export and search reads the same rows: this person's own docket. */
export interface Query {
  readonly procedure?: string
  readonly place?: string
  readonly region?: string
  readonly stage?: string
  readonly owner?: string
  /** Words to find, or a reference. */
  readonly q?: string
  /** First and last day on which a matter was opened. */
  readonly from?: Day
  readonly until?: Day
  readonly overdue?: boolean
  /** Facts by column: a row matches when its fact is one of these, or holds one of these. */
  readonly facts?: Readonly<Record<string, readonly string[]>>
  readonly sort?: Sort
  /** Where the last page ended: a row's `cursor`. */
  readonly after?: string
  /** Rows on a page; 25 unless said. */
  readonly most?: number
}

export type Sort = 'newest' | 'oldest'

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
  readonly facts: Readonly<Record<string, unknown>>
  readonly milestones: Readonly<Record<string, Day>>
  readonly cursor: string
}

export interface Page {
  readonly rows: readonly Row[]
  /** Where the next page begins; absent on the last one. */
  readonly after?: string
}

interface Found {
  reference: string
  procedure: string
  opened_at: Date
  touched_at: Date
  place: string | null
  region: string | null
  owner: number
  stage: string | null
  due_on: Day | null
  facts: Record<string, unknown>
  milestones: Record<string, Day>
}

/** A page of the matters this person may see, newest first unless asked otherwise. */
export async function list(desk: Desk, query: Query = {}): Promise<Page> {
  const most = Math.min(Math.max(query.most ?? 25, 1), 1000)
  const found = await desk.transaction.all<Found>(pageOf(desk, query, most + 1))
  const rows = merged(found, query.sort)
  const page = rows.slice(0, most)
  return { rows: page, after: rows.length > most ? page.at(-1)?.cursor : undefined }
}

/** How many there are, up to a limit past which it is only "more than". */
export async function count(desk: Desk, query: Query, most = 1000): Promise<{ count: number; more: boolean }> {
  const { rows, after } = await list(desk, { ...query, after: undefined, most })
  return { count: rows.length, more: after !== undefined }
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

const direction = (sort: Sort | undefined): Sql => (sort === 'oldest' ? sql`asc` : sql`desc`)

// One index scan for each unit or post the person reads for, each in the list's order, then merged: the index does the
// sorting however many matters there are.
export function pageOf(desk: Desk, query: Query, most: number): Sql {
  const order = sql`order by d.opened_at ${direction(query.sort)}, d.reference ${direction(query.sort)}`
  return sql`
    select d.* from unnest(${readersOf(desk)}::int[]) r(reader) cross join lateral (
      select d.reference, d.procedure, d.opened_at, d.touched_at, d.place, d.region, d.owner, d.stage, d.due_on, d.facts, d.milestones
        from docket d where d.reader = r.reader ${conditions(desk, query)} ${order} limit ${most}
    ) d ${order} limit ${most * 2}`
}

const readersOf = (desk: Desk): number[] => (desk.who.lapsed.length ? [] : [desk.who.unitId, desk.who.postId])

function conditions(desk: Desk, query: Query): Sql {
  const wanted: Sql[] = []
  if (query.procedure) wanted.push(sql`d.procedure = ${query.procedure}`)
  if (query.place) wanted.push(sql`d.place = ${query.place}`)
  if (query.region) wanted.push(sql`d.region = ${query.region}`)
  if (query.stage) wanted.push(sql`d.stage = ${query.stage}`)
  if (query.owner) wanted.push(sql`d.owner = ${desk.world.directory.findUnit(query.owner)?.id ?? 0}`)
  if (query.from) wanted.push(sql`d.opened_at >= ${startOfDay(query.from)}`)
  if (query.until) wanted.push(sql`d.opened_at < ${startOfDay(addDays(query.until, 1))}`)
  if (query.overdue) wanted.push(sql`d.due_on < ${desk.world.today}`)
  if (query.q?.trim()) wanted.push(found(query.q.trim()))
  for (const [column, values] of Object.entries(query.facts ?? {}))
    if (values.length)
      wanted.push(sql`(d.facts ->> ${column} = any (${values}::text[]) or d.facts -> ${column} ?| ${values}::text[])`)
  const cursor = query.after ? readCursor(query.after) : undefined
  if (cursor)
    wanted.push(
      query.sort === 'oldest'
        ? sql`(d.opened_at, d.reference) > (${cursor.openedAt}, ${cursor.reference})`
        : sql`(d.opened_at, d.reference) < (${cursor.openedAt}, ${cursor.reference})`,
    )
  return wanted.length ? sql`and ${joined(wanted, sql` and `)}` : nothing
}

const aReference = /^[a-z]{3}-\d{4}-\d{4,12}$/i

/** Words are found as they are and by their stems; a whole reference is looked up. */
export const found = (q: string): Sql =>
  aReference.test(q)
    ? sql`d.reference = ${q.toUpperCase()}`
    : sql`d.words @@ (websearch_to_tsquery('english', ${q}) || websearch_to_tsquery('simple', ${q}))`

/** A person may see one matter both for their unit and for their post: it is one row, with what either may see. */
function merged(found: readonly Found[], sort: Sort | undefined): Row[] {
  const rows = new Map<string, Found>()
  for (const row of found) {
    const other = rows.get(row.reference)
    if (!other) rows.set(row.reference, row)
    else {
      const [older, newer] = other.touched_at < row.touched_at ? [other, row] : [row, other]
      rows.set(row.reference, {
        ...newer,
        stage: newer.stage ?? older.stage,
        due_on: [newer.due_on, older.due_on].filter(day => day !== null).sort()[0] ?? null,
        facts: { ...older.facts, ...newer.facts },
        milestones: { ...older.milestones, ...newer.milestones },
      })
    }
  }
  const sign = sort === 'oldest' ? 1 : -1
  return [...rows.values()]
    .sort((a, b) => sign * (a.opened_at.getTime() - b.opened_at.getTime() || (a.reference < b.reference ? -1 : 1)))
    .map(row => ({
      reference: row.reference,
      procedure: row.procedure,
      openedAt: row.opened_at,
      place: row.place ?? undefined,
      region: row.region ?? undefined,
      owner: row.owner,
      stage: row.stage ?? undefined,
      due: row.due_on ?? undefined,
      facts: row.facts,
      milestones: row.milestones,
      cursor: writeCursor(row.opened_at, row.reference),
    }))
}

const writeCursor = (openedAt: Date, reference: string) =>
  Buffer.from(`${openedAt.toISOString()} ${reference}`).toString('base64url')

/** A cursor from elsewhere, or none at all, begins the list again rather than failing. */
function readCursor(cursor: string): { openedAt: Date; reference: string } | undefined {
  const [instant, reference] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const openedAt = new Date(instant ?? '')
  return Number.isNaN(openedAt.getTime()) || !reference ? undefined : { openedAt, reference }
}
