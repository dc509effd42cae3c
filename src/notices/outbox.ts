import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import type { Desk, House } from '../desk/desk.ts'
import type { Kept, Outbox } from './send.ts'

/**
 * The outbox of a practice system, in the database, since what sends and what shows may be two processes. It holds the newest
 * 500 messages; a system without an invented world refuses to keep any.
 */
export const databaseOutbox = ({ pool, now }: Pick<House, 'pool' | 'now'>): Outbox => ({
  keep: ({ key, to, subject, body }) =>
    asNobody(pool, async transaction => {
      await transaction.all(sql`select keep_mail(${key}, ${now()}, ${to}, ${subject}, ${body})`)
    }),
})

/** What practice would have sent to this person, newest first; to anyone, for whoever runs it. Nothing where nothing is practised. */
export const keptMail = ({ transaction }: Desk): Promise<Kept[]> =>
  transaction.all<Kept>(sql`select key, at, address as "to", subject, body from kept_messages()`)
