import { sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'
import { obligationColumns, obligationOf, type FoundObligation, type Obligation } from './matter.ts'

/** What waits for a person: what they owe, what came to them unread, and what they are waiting for. */
export interface Work {
  /** Duties of this person's unit or post, soonest first, so that what is overdue stands at the top. */
  readonly owed: readonly Obligation[]
  /** Matters with something this person has not read, newest first. */
  readonly came: readonly Arrival[]
  /** Duties others owe on matters of this person's unit. */
  readonly awaited: readonly Obligation[]
}

export interface Arrival {
  readonly reference: string
  readonly procedure: string
  readonly version: string
  readonly at: Date
  readonly isNew: boolean
  readonly place?: string
  /** What its list row says of it: only what this person may see. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly count: number
}

const most = 100

export async function work(desk: Desk): Promise<Work> {
  return { owed: await owed(desk), came: await came(desk), awaited: await awaited(desk) }
}

/** Duties this person's unit or post owes now. */
export async function owed(desk: Desk): Promise<Obligation[]> {
  const rows = await desk.transaction.all<FoundObligation>(sql`
    select ${obligationColumns} from obligation o join matter m on m.id = o.matter
     where o.state = 'due' and o.owed_by = any (my_readers()) order by o.due_on, o.id limit ${most}`)
  return rows.map(row => obligationOf(row, desk.world.today))
}

async function awaited(desk: Desk): Promise<Obligation[]> {
  const rows = await desk.transaction.all<FoundObligation>(sql`
    select ${obligationColumns}
      from docket d join obligation o on o.matter = d.matter and o.state = 'due' join matter m on m.id = o.matter
     where d.reader = ${desk.who.unitId} and d.owner = ${desk.who.unitId} and d.due_on is not null and o.owed_by <> all (my_readers())
     order by o.due_on, o.id limit ${most}`)
  return rows.map(row => obligationOf(row, desk.world.today))
}

async function came(desk: Desk): Promise<Arrival[]> {
  const rows = await desk.transaction.all<{
    reference: string
    procedure: string
    version: string
    at: Date
    is_new: boolean
    place: string | null
    count: number
    facts: Record<string, unknown> | null
  }>(sql`
    select m.reference, m.procedure, m.version, n.at, n.is_new, m.place, n.count,
           (select jsonb_object_agg(f.key, f.value) from docket d, jsonb_each(d.facts) f where d.matter = m.id and d.reader = any (my_readers())) as facts
      from (select matter, max(at) as at, bool_or(kind = 'came') as is_new, count(*)::int as count from notice
             where read_at is null and post = my_post() and matter is not null group by matter order by max(at) desc limit ${most}) n
      join matter m on m.id = n.matter order by n.at desc`)
  return rows.map(({ is_new, place, facts, ...row }) => ({
    ...row,
    isNew: is_new,
    place: place ?? undefined,
    facts: facts ?? {},
  }))
}

/** Duties this person may see, by who owes them and how they stand; soonest first. */
export async function obligations(
  desk: Desk,
  wanted: { owedBy?: string; state?: 'overdue' | 'due' | 'met' | 'missed'; after?: number },
): Promise<Obligation[]> {
  const owing =
    wanted.owedBy === undefined
      ? null
      : [desk.world.directory.findUnit(wanted.owedBy)?.id ?? desk.world.directory.findPost(wanted.owedBy)?.id ?? 0]
  const { state = null } = wanted
  const rows = await desk.transaction.all<FoundObligation>(sql`
    select ${obligationColumns} from obligation o join matter m on m.id = o.matter
     where (${owing}::int[] is null or o.owed_by = any (${owing}::int[]))
       and (${state}::text is null
            or ${state} = 'overdue' and o.state = 'due' and o.due_on < ${desk.world.today}
            or ${state} = 'due' and o.state = 'due' and o.due_on >= ${desk.world.today}
            or ${state} in ('met', 'missed') and o.state = ${state})
     order by o.due_on, o.id offset ${wanted.after ?? 0} limit ${most}`)
  return rows.map(row => obligationOf(row, desk.world.today))
}

/** Marks what came about this matter as read, because its reader has it open. */
export const readNotices = (desk: Desk, matter: number): Promise<unknown> =>
  desk.transaction.all(
    sql`update notice set read_at = ${desk.world.now} where post = my_post() and matter = ${matter} and read_at is null`,
  )
