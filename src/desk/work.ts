import type { Day } from '../calendar/day.ts'
import { joined, prepared, sql, type Sql } from '../database/sql.ts'
import { readersOf, type Desk } from './desk.ts'
import { foundAt, isAmong, isTheirs } from './list.ts'
import { obligationColumns, obligationOf, type FoundObligation, type Obligation } from './matter.ts'

/** What waits for a person: what they owe, what came to them unread, and what they are waiting for. */
export interface Work {
  /** Duties of this person's unit or post, soonest first, so that what is overdue stands at the top. */
  readonly owed: readonly Duty[]
  /** Matters with something this person has not read, newest first. */
  readonly came: readonly Arrival[]
  /** Duties others owe on matters of this person's unit. */
  readonly awaited: readonly Duty[]
}

/** What a matter is, as far as a line of a list tells it. */
export interface About {
  readonly procedure: string
  readonly version: string
  readonly place?: string
  /** What its list row says of it: only what this person may see. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** A duty, and what the matter is that it belongs to. */
export interface Duty extends Obligation {
  readonly about: About
}

export interface Arrival extends About {
  readonly reference: string
  readonly at: Date
  readonly isNew: boolean
  readonly count: number
}

/** Each list of somebody's work holds so many, and what waits is counted no further. */
export const mostOfEach = 20
/** The same in a statement’s own words: the planner has to know it. */
export const upToMost = sql`limit 20`

export async function work(desk: Desk): Promise<Work> {
  const [mine, arrived, others] = await Promise.all([owed(desk), came(desk), awaited(desk)])
  return { owed: mine, came: arrived, awaited: others }
}

interface FoundAbout {
  procedure: string
  version: string
  place: string | null
  facts: Record<string, unknown> | null
}

/** What the matter called `m` is: only what this person's own rows of the docket hold of it. */
const aboutColumns = sql`m.procedure, m.version, m.place,
  (select jsonb_object_agg(f.key, f.value) from docket k, jsonb_each(k.facts) f where k.matter = m.id and k.reader = any (my_readers())) as facts`

const aboutOf = ({ procedure, version, place, facts }: FoundAbout): About => ({
  procedure,
  version,
  place: place ?? undefined,
  facts: facts ?? {},
})

const dutyOf = (row: FoundObligation & FoundAbout, desk: Desk): Duty => ({
  ...obligationOf(row, desk.world.today),
  about: aboutOf(row),
})

/** Duties this person's unit or post owes now. */
export async function owed(desk: Desk): Promise<Duty[]> {
  const rows = await desk.transaction.all<FoundObligation & FoundAbout>(sql`
    select ${obligationColumns}, ${aboutColumns} from obligation o join matter m on m.id = o.matter
     where o.state = 'due' and o.owed_by = any (my_readers()) order by o.due_on, o.id limit ${mostOfEach}`)
  return rows.map(row => dutyOf(row, desk))
}

/** What \`obligationColumns\` are made of: not all of its columns may be read. */
const awaitedColumns = sql`o.id, o.matter, o.rule, o.clause, o.label, o.basis, o.by_step, o.owed_by, o.from_on, o.target_on, o.target_period,
  o.target_working, o.limit_on, o.limit_period, o.limit_working, o.aim_on, o.aim_period, o.aim_working, o.due_on, o.state, o.settled_at, o.moved`

async function awaited(desk: Desk): Promise<Duty[]> {
  // Matter by matter, those with something due soonest first, until there are enough: not of all that anybody owes.
  const rows = await desk.transaction.all<FoundObligation & FoundAbout>(sql`
    select ${obligationColumns}, ${aboutColumns}
      from (select o.* from (select d.matter, d.due_on from docket d
                              where d.reader = ${desk.who.unitId} and d.owner = ${desk.who.unitId} and d.due_on is not null order by d.due_on offset 0) d
             cross join lateral (select ${awaitedColumns} from obligation o
                                  where o.matter = d.matter and o.state = 'due' and o.owed_by <> all (${readersOf(desk)}::int[]) order by o.due_on, o.id offset 0) o
             order by d.due_on limit ${mostOfEach}) o
      join matter m on m.id = o.matter order by o.due_on, o.id`)
  return rows.map(row => dutyOf(row, desk))
}

/** Duties owed on matters at a place, by whomever: of those this person may see, the soonest, and one more than asked for if there is. */
export async function dutiesAt(desk: Desk, place: string, mostOf: number): Promise<Duty[]> {
  const rows = await desk.transaction.all<FoundObligation & FoundAbout>(sql`
    select ${obligationColumns}, ${aboutColumns}
      from (${foundAt(place, at => sql`select d.matter from docket d where ${isTheirs(desk)} ${at} and d.due_on is not null`)}) d
      join obligation o on o.matter = d.matter and o.state = 'due' join matter m on m.id = o.matter
     order by o.due_on, o.id limit ${mostOf + 1}`)
  return rows.map(row => dutyOf(row, desk))
}

async function came(desk: Desk): Promise<Arrival[]> {
  const rows = await desk.transaction.all<
    FoundAbout & { reference: string; at: Date; is_new: boolean; count: number }
  >(sql`
    select m.reference, ${aboutColumns}, n.at, n.is_new, n.count
      from (select matter, max(at) as at, bool_or(kind = 'came') as is_new, count(*)::int as count from notice
             where read_at is null and post = my_post() and matter is not null group by matter order by max(at) desc limit ${mostOfEach}) n
      join matter m on m.id = n.matter order by n.at desc`)
  return rows.map(row => ({
    ...aboutOf(row),
    reference: row.reference,
    at: row.at,
    isNew: row.is_new,
    count: row.count,
  }))
}

export interface WantedDuties {
  /** The key of the unit or post that owes them. */
  readonly owedBy?: string
  /** `due` is what is owed and not yet overdue. */
  readonly state?: 'overdue' | 'due' | 'met' | 'missed'
  /** The code of the place that their matters are about. */
  readonly place?: string
  /** The last one of the page before. */
  readonly after?: DutyPageEnd
}

/** Where a page of duties ends: with so many of this matter that are due on this day. No number in it counts anybody else’s. */
export interface DutyPageEnd {
  readonly due: Day
  readonly reference: string
  readonly shown: number
}

/** Duties this person may see, by who owes them and how they stand; soonest first, a page at a time, and where a full one ends. */
export async function obligations(
  desk: Desk,
  { owedBy, state, place, after }: WantedDuties,
): Promise<{ readonly rows: readonly Obligation[]; readonly after?: DutyPageEnd }> {
  const { directory, today } = desk.world
  const wanted: Sql[] = [
    sql`o.matter in (${foundAt(place, at => sql`select d.matter from docket d where ${isAmong(desk)} ${at}`)})`,
  ]
  if (owedBy !== undefined)
    wanted.push(sql`o.owed_by = ${directory.findUnit(owedBy)?.id ?? directory.findPost(owedBy)?.id ?? 0}`)
  if (state === 'overdue') wanted.push(sql`o.state = 'due' and o.due_on < ${today}`)
  if (state === 'due') wanted.push(sql`o.state = 'due' and o.due_on >= ${today}`)
  if (state === 'met' || state === 'missed') wanted.push(sql`o.state = ${state}`)
  if (after) wanted.push(sql`(o.due_on, m.reference) >= (${after.due}::date, ${after.reference})`)
  // The policy decides what is seen; that a reader's own docket leads to it is only for speed.
  const found = await desk.transaction.all<FoundObligation>(sql`
    select ${obligationColumns}
      from (select o.id from obligation o join matter m on m.id = o.matter where ${joined(wanted, sql` and `)}
             order by o.due_on, m.reference, o.id limit ${dutiesOnPage} offset ${after?.shown ?? 0}) p
      join obligation o on o.id = p.id join matter m on m.id = o.matter order by o.due_on, m.reference, o.id`)
  const rows = found.map(row => obligationOf(row, today))
  return { rows, after: rows.length < dutiesOnPage ? undefined : endOf(rows, after) }
}

function endOf(rows: readonly Obligation[], before: DutyPageEnd | undefined): DutyPageEnd {
  const { due, reference } = rows.at(-1) as Obligation
  const shown = rows.filter(one => one.due === due && one.reference === reference).length
  const goesOn = before?.due === due && before.reference === reference
  return { due, reference, shown: shown + (goesOn ? before.shown : 0) }
}

/** How many duties there are to a page. */
export const dutiesOnPage = 100

/** Marks what came about this matter as read, because its reader has it open. */
export const readNotices = (desk: Desk, matter: number): Promise<unknown> =>
  desk.transaction.all(
    prepared('read notices')`
    update notice set read_at = ${desk.world.now} where post = my_post() and matter = ${matter} and read_at is null`,
  )
