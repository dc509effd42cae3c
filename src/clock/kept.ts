import { sql, type Sql } from '../database/sql.ts'
import { at, worldAt, type House } from '../desk/desk.ts'
import { take } from '../desk/take.ts'
import { overBefore } from '../engine/kept.ts'
import type { Kept } from '../engine/procedure.ts'
import { doneForEach } from './each.ts'

/** How many matters of a procedure are looked at in one go; the others have their turn the next time. */
const together = 2000

/**
 * Says of what has been kept its time that it has, by a step like everyone else's, so that what becomes of it is owed. It goes
 * by the schedule as it is today, whenever a matter was over: a kind with no period is passed by. Where one can't be said, the
 * others are all the same, and it fails at the end.
 */
export async function sayTimeIsUp(house: House): Promise<number> {
  const { today, calendar, kept: schedule } = worldAt(house, house.now())
  const up: { reference: string; step: string }[] = []
  for (const { procedure } of house.library.inForce(today)) {
    const { name, kept } = procedure
    const period = kept && schedule(kept.kind)
    if (!kept || !period) continue
    // Only its course is disclosed to the clock: when the matter was over, and until when somebody chose to keep it.
    const found = await at(house, { post: 'clock' }, ({ transaction }) =>
      transaction.all<{ reference: string }>(sql`
        select k.reference from docket k
         where k.reader = any (my_readers()) and k.procedure = ${name}
           and not k.milestones ?| ${[kept.marks, kept.disposed, kept.held]}::text[]
           and ${overOn(kept)} <= ${overBefore(period, today, calendar)}
           and coalesce(k.facts->>${kept.longer}, '') < ${today}
         order by k.opened_at, k.reference limit ${together}`),
    )
    up.push(...found.map(({ reference }) => ({ reference, step: kept.step })))
  }
  return doneForEach(up, async ({ reference, step }) => {
    const key = `kept-${reference}-${today}`
    return !(await at(house, { post: 'clock' }, desk => take(desk, reference, step, {}, { key }))).refused
  })
}

/** The day it was over, as its row tells it; null while it is not. */
const overOn = ({ from }: Kept): Sql =>
  'told' in from
    ? sql`nullif(k.facts->>${from.told}, '')`
    : sql`(select max(o.value) from jsonb_each_text(k.milestones) o where o.key = any (${[...from]}::text[]))`
