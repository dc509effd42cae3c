import type { Desk } from '../desk/desk.ts'
import { prepared } from '../database/sql.ts'
import { proceduresSeen } from '../desk/list.ts'
import { upToMost } from '../desk/work.ts'

/** What every page shows besides its own content. */
export interface Furniture {
  /** How many posts this person holds today. */
  readonly posts: number
  /** How many things wait in their work: the same as its lists hold. */
  readonly waiting: number
  /** The title of the one log they can see anything in; none where they see no log, or several. */
  readonly log?: string
}

interface Found {
  posts: number
  waiting: number
  /** The procedures of which they see anything. */
  seen: string[]
}

/** Read in one go, at the end of the transaction, so that what the page itself did is counted. */
export async function furniture(desk: Desk): Promise<Furniture> {
  const { seen, ...round } = await desk.transaction.one<Found>(prepared('furniture')`
    select (select count(distinct t.post) from term t where t.person = my_person()
              and t.from_on <= ${desk.world.today} and (t.until_on is null or t.until_on >= ${desk.world.today}))::int as posts,
           ((select count(*) from (select from obligation o where o.state = 'due' and o.owed_by = any ((select my_readers())::int[]) ${upToMost}) o)
            + (select count(*) from (select distinct n.matter from notice n
                                      where n.post = my_post() and n.read_at is null and n.matter is not null ${upToMost}) n))::int as waiting,
           ${proceduresSeen} as seen`)
  const titles = logTitles(desk)
  const [log, ...others] = seen.filter(name => titles.has(name))
  return { ...round, log: log === undefined || others.length > 0 ? undefined : titles.get(log) }
}

/** The procedures that keep a log, by name. */
function logTitles({ house, world }: Desk): ReadonlyMap<string, string> {
  const inForce = house.library.inForce(world.today)
  const known = titled.get(inForce)
  if (known) return known
  const titles = new Map(
    inForce.flatMap(({ procedure: { name, log } }) => (log?.title === undefined ? [] : [[name, log.title] as const])),
  )
  titled.set(inForce, titles)
  return titles
}

const titled = new WeakMap<object, ReadonlyMap<string, string>>()
