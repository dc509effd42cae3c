import { businessYearOf, findDay, type Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { unopened } from '../engine/matter.ts'
import type { Procedure, Yearly } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'
import { conditions, isTheirs } from './list.ts'

/** How many of a procedure fall in one business year, beside how many there are to be. */
export interface YearCounted {
  /** 'April 2026 to March 2027'. */
  readonly year: string
  readonly from: Day
  readonly count: number
}

/**
 * This business year and the next, and every other in which there are any, the earliest first: of what this person may see.
 * Nothing for those who do not decide how many there are, whose part of them would pass for the whole.
 */
export async function countedYearly(
  desk: Desk,
  procedure: Procedure,
): Promise<{ readonly yearly: Yearly; readonly years: readonly YearCounted[] } | undefined> {
  const yearly = procedure.log?.yearly
  const { me, world } = desk
  if (!yearly || !yearly.seenBy.covers(me, noMatter(procedure), world)) return undefined
  // The three months that a business year lags are taken off.
  const found = await desk.transaction.all<{ begins: number; count: number }>(sql`
    select extract(year from (d.facts ->> ${yearly.column})::date - interval '3 months')::int as begins, count(*)::int as count
      from docket d
     where ${isTheirs(desk)} and d.facts ->> ${yearly.column} is not null
       ${conditions(desk, { procedure: procedure.name, without: yearly.leavesOut })}
     group by 1`)
  const counts = new Map(found.map(({ begins, count }) => [begins, count]))
  const now = Number(businessYearOf(world.today).from.slice(0, 4))
  const begins = [...new Set([now, now + 1, ...counts.keys()])].toSorted((a, b) => a - b)
  return {
    yearly,
    years: begins.flatMap(year => {
      const first = findDay(`${year}-04-01`)
      return first ? [{ year: businessYearOf(first).name, from: first, count: counts.get(year) ?? 0 }] : []
    }),
  }
}

const noMatter = ({ name }: Procedure) =>
  unopened({ id: 0, reference: '', procedure: name, version: '', owner: '', openedAt: new Date(0) })
