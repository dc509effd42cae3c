import { sql } from '../database/sql.ts'
import { versionOn, type Agreement, type Version } from '../engine/agreement.ts'
import { carriersIn, type Carrier } from '../engine/carriers.ts'
import type { Clause, ClauseId } from '../engine/clause.ts'
import type { Library } from '../engine/library.ts'
import type { Desk } from './desk.ts'
import { isAmong } from './list.ts'

/** How the duties under a clause stand, counted over those that this reader may see. */
export interface Standing {
  /** Owed, and not yet due. */
  readonly due: number
  readonly overdue: number
  /** Done in time. */
  readonly met: number
  /** Done, but late. */
  readonly late: number
  /** Ended undone after its day had passed. */
  readonly missed: number
}

/** A clause, what carries it, and how it stands for whoever reads. */
export interface ClauseNow {
  readonly clause: Clause
  readonly carriedBy: readonly Carrier[]
  readonly standing: Standing
}

const nothingOwed: Standing = { due: 0, overdue: 0, met: 0, late: 0, missed: 0 }

/** Every clause of a version of an agreement (the one in force unless said), in the paper's order. */
export async function clauses(desk: Desk, agreement: Agreement, version?: Version): Promise<ClauseNow[]> {
  const which = version ?? versionOn(agreement, desk.world.today)
  const carriers = carriersOf(desk.house.library, agreement, which)
  const standings = await standingsOf(desk)
  return which.clauses.map(clause => ({
    clause,
    carriedBy: carriers.get(clause.id) ?? [],
    standing: standings.get(clause.id) ?? nothingOwed,
  }))
}

const found = new WeakMap<Version, ReadonlyMap<ClauseId, readonly Carrier[]>>()

/** What carries each clause: worked out once, for definitions do not change while the program runs. */
export function carriersOf(
  library: Pick<Library, 'agreements'>,
  agreement: Agreement,
  version: Version,
): ReadonlyMap<ClauseId, readonly Carrier[]> {
  const known = found.get(version) ?? carriersIn(library.agreements, agreement, version)
  found.set(version, known)
  return known
}

/** How every clause that has ever made something due stands for this reader, counted over what they may see. */
export async function standingsOf(desk: Desk): Promise<ReadonlyMap<ClauseId, Standing>> {
  const { today } = desk.world
  const rows = await desk.transaction.all<Standing & { clause: ClauseId }>(sql`
    select clause,
           count(*) filter (where state = 'due' and due_on >= ${today})::int as due,
           count(*) filter (where state = 'due' and due_on < ${today})::int as overdue,
           count(*) filter (where state = 'met' and london_day(settled_at) <= due_on)::int as met,
           count(*) filter (where state = 'met' and london_day(settled_at) > due_on)::int as late,
           count(*) filter (where state = 'missed')::int as missed
      from obligation
     -- The policy decides what is seen; that a reader's own docket leads to it is only for speed.
     where matter in (select d.matter from docket d where ${isAmong(desk)})
     group by clause`)
  return new Map(rows.map(({ clause, ...standing }) => [clause, standing]))
}
