import type { Desk } from '../desk/desk.ts'
import { prepared } from '../database/sql.ts'
import { listCalled, type Procedure } from '../engine/procedure.ts'
import { upToMost } from '../desk/work.ts'

/** What every page shows besides its own content. */
export interface Furniture {
  /** How many posts this person holds today. */
  readonly posts: number
  /** How many things wait in their work: the same as its lists hold. */
  readonly waiting: number
  /** What the one log they can see anything in is called for them; none where they see no log, or several. */
  readonly log?: string
}

/** Read at the end of the transaction, so that what the page itself did is counted. */
export async function furniture(desk: Desk): Promise<Furniture> {
  const round = await desk.transaction.one<{ posts: number; waiting: number }>(prepared('furniture')`
    select (select count(distinct t.post) from term t where t.person = my_person()
              and t.from_on <= ${desk.world.today} and (t.until_on is null or t.until_on >= ${desk.world.today}))::int as posts,
           ((select count(*) from (select from obligation o where o.state = 'due' and o.owed_by = any ((select my_readers())::int[]) ${upToMost}) o)
            + (select count(*) from (select distinct n.matter from notice n
                                      where n.post = my_post() and n.read_at is null and n.matter is not null ${upToMost}) n))::int as waiting`)
  const kept = logsOf(desk)
  const [log, ...others] = desk.who.seen.flatMap(name => kept.get(name) ?? [])
  return { ...round, log: log === undefined || others.length > 0 ? undefined : listCalled(log, desk.me.body) }
}

/** The procedures that keep a log, by name. */
function logsOf({ house, world }: Desk): ReadonlyMap<string, Procedure> {
  const inForce = house.library.inForce(world.today)
  const known = logs.get(inForce)
  if (known) return known
  const found = new Map(
    inForce.flatMap(({ procedure }) =>
      procedure.log?.title === undefined ? [] : [[procedure.name, procedure] as const],
    ),
  )
  logs.set(inForce, found)
  return found
}

const logs = new WeakMap<object, ReadonlyMap<string, Procedure>>()
