import type { Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import type { Reach } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'

/** How a post is reached, and when that was last confirmed. */
export interface ContactGiven extends Reach {
  readonly confirmedOn: Day
  /** Since when the post's own unit says that it has changed. */
  readonly doubtedOn?: Day
}

/** How posts are reached, by their number: of those alone whose contact this person may see, as the database's policy has it. */
export async function contacts(desk: Desk): Promise<ReadonlyMap<number, ContactGiven>> {
  const rows = await desk.transaction.all<{
    post: number
    email: string | null
    telephone: string | null
    address: string | null
    confirmed_on: Day
    doubted_on: Day | null
  }>(sql`select post, email, telephone, address, confirmed_on, doubted_on from contact`)
  return new Map(
    rows.map(({ post, email, telephone, address, confirmed_on: confirmedOn, doubted_on: doubtedOn }) => [
      post,
      {
        email: email ?? undefined,
        telephone: telephone ?? undefined,
        address: address ?? undefined,
        confirmedOn,
        ...(doubtedOn && { doubtedOn }),
      },
    ]),
  )
}

/** The matters in which contacts are kept, by the key of the post that each is of: those that this person may see. */
export async function keptIn({ house, world, transaction }: Desk): Promise<ReadonlyMap<string, string>> {
  const keeping = house.library
    .inForce(world.today)
    .flatMap(({ procedure }) => (procedure.contactOf ? [{ name: procedure.name, of: procedure.contactOf }] : []))
  const rows = await transaction.all<{ post: string; reference: string }>(sql`
    select d.facts->>k.of as post, d.reference
      from jsonb_to_recordset(${JSON.stringify(keeping)}::jsonb) k(name text, of text)
      join docket d on d.reader = any (my_readers()) and d.procedure = k.name
     where d.facts ? k.of order by d.opened_at`)
  return new Map(rows.map(row => [row.post, row.reference]))
}
