import type { Desk } from '../desk/desk.ts'
import { sql } from '../database/sql.ts'

/** What every page shows besides its own content. */
export interface Furniture {
  /** How many posts this person holds today. */
  readonly posts: number
  /** How many things wait in their work: the same as its lists hold. */
  readonly waiting: number
}

/** Read in one go, at the end of the transaction, so that what the page itself did is counted. */
export const furniture = (desk: Desk): Promise<Furniture> =>
  desk.transaction.one<Furniture>(sql`
    select (select count(distinct t.post) from term t where t.person = my_person()
              and t.from_on <= ${desk.world.today} and (t.until_on is null or t.until_on >= ${desk.world.today}))::int as posts,
           ((select count(*) from obligation o where o.state = 'due' and o.owed_by = any ((select my_readers())::int[]))
            + (select count(distinct n.matter) from notice n where n.post = my_post() and n.read_at is null and n.matter is not null))::int as waiting`)
