import { prepared, sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'

/** A list as someone wants to find it again: its filters and its order, under a name. Never words that were searched. */
export interface View {
  readonly id: string
  readonly name: string
  /** The query of the list's address. */
  readonly query: string
  /** Whether all of the body may use it; only whoever made it may take it away. */
  readonly shared: boolean
  readonly mine: boolean
}

/** The views this person may use, by name. */
export const views = (desk: Desk): Promise<View[]> =>
  desk.transaction.all<View>(prepared('views')`
    select v.id, v.name, v.query, v.shared, v.post = my_post() as mine from saved_view v order by v.name, v.made_at`)

const mostViews = 50

/** Keeps a view under a name, in place of one's own of the same name. Tells why not, when it can't. */
export async function saveView(
  desk: Desk,
  { name, query, shared }: Pick<View, 'name' | 'query' | 'shared'>,
): Promise<string | undefined> {
  const { count } = await desk.transaction.one<{ count: number }>(
    sql`select count(*)::int as count from saved_view where post = my_post() and name <> ${name}`,
  )
  if (count >= mostViews) return `You have ${mostViews} saved views; take one away first`
  await desk.transaction.all(sql`
    insert into saved_view (post, name, query, shared, body, made_at)
    values (my_post(), ${name}, ${query}, ${shared}, my_body(), ${desk.world.now})
    on conflict (post, name) do update set query = excluded.query, shared = excluded.shared, made_at = excluded.made_at`)
  return undefined
}

/** Takes one of one's own away; whether there was one. */
export const removeView = async (desk: Desk, id: string): Promise<boolean> =>
  (await desk.transaction.all(sql`delete from saved_view where id = ${id} and post = my_post() returning id`)).length >
  0
