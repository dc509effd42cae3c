import { dayOf, findDay, type Day } from '../calendar/day.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { AtPlace, Marks, PlaceHeading } from '../engine/at-place.ts'
import type { Column, Procedure, Table, TableRow } from '../engine/procedure.ts'
import { tablesOf, type Tabled } from '../engine/table.ts'
import type { Desk } from './desk.ts'
import { docketsOf, foundAt, isOnce } from './list.ts'
import { findMatter } from './matter.ts'
import { recordReading } from './reading.ts'

/**
 * How it stands with one establishment, for one reader: what is in force, its inspections and what they were marked with, what
 * the last of them asked for and how far that is, and which concerns are open. Made of this reader's own rows of the docket,
 * and of one table, which they see as they would on its matter's page.
 */
export interface Standing {
  readonly matters: ReadonlyMap<PlaceHeading, readonly Placed[]>
  /** Headings under which there is more than is given here. */
  readonly more: ReadonlySet<PlaceHeading>
  readonly marked: readonly Marked[]
  readonly asked?: Asked
}

/** A procedure of which the page of an establishment tells. */
export interface Shown extends Procedure {
  readonly atPlace: AtPlace
}

const isShown = (procedure: Procedure): procedure is Shown => procedure.atPlace !== undefined

/** One matter, under the day that says most of it. */
export interface Placed {
  readonly reference: string
  readonly procedure: Shown
  readonly on: Day
  /** Id of the unit that owns it. */
  readonly owner: number
  readonly stage?: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What was marked, the oldest first. */
export interface Marked {
  readonly marks: Marks
  /** Words for each mark, the lowest first. */
  readonly values: Readonly<Record<string, string>>
  readonly columns: readonly { readonly name: string; readonly label: string }[]
  readonly times: readonly { readonly on: Day; readonly reference: string; readonly given: Placed['facts'] }[]
}

/** What is asked of the place, as far as it is open. */
export interface Asked {
  readonly reference: string
  readonly procedure: Shown
  readonly on: Day
  readonly tabled: Tabled
  /** Items that are open, and how many there are in all. */
  readonly open: readonly TableRow[]
  readonly all: number
}

interface Found {
  procedure: string
  reference: string
  owner: number
  opened_at: Date
  stage: string | null
  facts: Record<string, unknown>
}

/** So many of each procedure are read, and so many are given under each heading. */
const mostRead = 100
const mostGiven = 12

/** Reads it, and records the matter whose table is shown as opened. */
export async function standingAt(desk: Desk, place: string): Promise<Standing> {
  const shown = desk.house.library.inForce(desk.world.today).flatMap(({ procedure }) => procedure)
  const procedures = new Map(shown.filter(isShown).map(one => [one.name, one]))
  const leftOut = [...procedures.values()].flatMap(({ name, atPlace }) =>
    (atPlace.leavesOut ?? []).map(stage => [name, stage] as const),
  )
  const isLeftOut = (stage: Sql) => sql`
    exists (select from unnest(${leftOut.map(([name]) => name)}::text[], ${leftOut.map(([, named]) => named)}::text[]) x(procedure, stage)
             where x.procedure = p.procedure and x.stage = ${stage})`
  const rows = await desk.transaction.all<Found>(sql`
    select d.procedure, d.reference, d.owner, d.opened_at, d.stage, d.facts
      from unnest(${docketsOf(desk)}::int[]) r(reader) cross join unnest(${[...procedures.keys()]}::text[]) p(procedure)
     cross join lateral (
       ${foundAt(
         place,
         at => sql`
       select d.procedure, d.reference, d.owner, d.opened_at, d.stage, d.facts from docket d
        where d.reader = r.reader ${isOnce(desk)} and d.procedure = p.procedure ${at}
          and not ${isLeftOut(sql`d.stage`)}
        order by d.opened_at desc, d.reference desc limit ${mostRead}`,
       )}) d`)
  const all = placedOf(rows, procedures).toSorted((one, other) =>
    one.on === other.on ? (one.reference < other.reference ? 1 : -1) : one.on < other.on ? 1 : -1,
  )
  const under = Map.groupBy(all, ({ procedure }) => procedure.atPlace.under)
  return {
    matters: new Map([...under].map(([heading, some]) => [heading, some.slice(0, mostGiven)])),
    more: new Set([...under].flatMap(([heading, some]) => (some.length > mostGiven ? [heading] : []))),
    marked: [...procedures.values()].flatMap(procedure => markedIn(procedure, all) ?? []),
    asked: await askedOf(desk, all),
  }
}

const placedOf = (rows: readonly Found[], procedures: ReadonlyMap<string, Shown>): readonly Placed[] =>
  rows.flatMap(({ procedure: name, reference, owner, opened_at: openedAt, stage, facts }) => {
    const procedure = procedures.get(name)
    if (!procedure) return []
    const on = (procedure.atPlace.on ?? []).map(column => dayIn(facts, column)).find(day => day !== undefined)
    return [{ reference, procedure, on: on ?? dayOf(openedAt), owner, stage: stage ?? undefined, facts }]
  })

const dayIn = (facts: Placed['facts'], column: string): Day | undefined => {
  const fact = facts[column]
  return typeof fact === 'string' ? findDay(fact) : undefined
}

// ── What was marked ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Nothing where nothing was. A mark that is none of those there are is left out. */
function markedIn(procedure: Shown, all: readonly Placed[]): Marked | undefined {
  const { marks } = procedure.atPlace
  if (!marks) return undefined
  const [first] = marks.columns
  const values = (procedure.columns[first] as Column).values ?? {}
  const times = all
    .filter(one => one.procedure === procedure)
    .map(({ on, reference, facts }) => ({
      on,
      reference,
      given: Object.fromEntries(
        marks.columns.flatMap(name =>
          Object.hasOwn(values, String(facts[name])) ? [[name, String(facts[name])] as const] : [],
        ),
      ),
    }))
    .filter(({ given }) => Object.keys(given).length > 0)
    .toReversed()
  const columns = marks.columns.map(name => ({ name, label: (procedure.columns[name] as Column).label }))
  return times.length > 0 ? { marks, values, columns, times } : undefined
}

// ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────

async function askedOf(desk: Desk, all: readonly Placed[]): Promise<Asked | undefined> {
  const asking = all.flatMap(one => {
    const { asks } = one.procedure.atPlace
    const on = asks && dayIn(one.facts, asks.on)
    return asks && on ? [{ ...one, asks, on }] : []
  })
  const newest = asking.reduce<(typeof asking)[number] | undefined>(
    (best, one) =>
      !best || one.on > best.on || (one.on === best.on && one.asks.follows === best.procedure.name) ? one : best,
    undefined,
  )
  const viewed = newest && (await findMatter(desk, newest.reference))
  const tabled =
    viewed && tablesOf(viewed.procedure, viewed.matter, desk.world).find(one => one.name === newest.asks.table)
  if (!tabled) return undefined
  await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: partsOf(tabled.table) })
  return {
    reference: newest.reference,
    procedure: newest.procedure,
    on: newest.on,
    tabled,
    open: tabled.rows.filter(row => !isMet(tabled.table, row)),
    all: tabled.rows.length,
  }
}

const partsOf = ({ part, columns }: Table): readonly string[] => [
  ...new Set([part, ...Object.values(columns).map(column => column.part ?? part)]),
]

/** Whether what was seen of an item, not what is told of it, is all that could be. */
function isMet({ compares, columns }: Table, row: TableRow): boolean {
  const seen = compares?.[1]
  const best = seen === undefined ? undefined : Object.keys(columns[seen]?.values ?? {}).at(-1)
  return seen !== undefined && best !== undefined && row[seen] === best
}
