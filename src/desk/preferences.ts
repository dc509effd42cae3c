import { sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'

/** How somebody is told that something waits: each time, or once a day in the morning. */
export const noticesWanted = ['at once', 'daily'] as const
export type NoticesWanted = (typeof noticesWanted)[number]

export const findNoticesWanted = async ({ transaction }: Desk): Promise<NoticesWanted> =>
  (await transaction.one<{ notices: NoticesWanted }>(sql`select notices from person where id = my_person()`)).notices

/** It bites on the next message: those that wait already are told in the new way. */
export const wantNotices = ({ transaction }: Desk, notices: NoticesWanted): Promise<unknown> =>
  transaction.all(sql`update person set notices = ${notices} where id = my_person()`)
