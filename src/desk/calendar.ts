import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import type { Due } from '../notices/calendar-file.ts'
import { digestOf, newSecret } from '../web/sign-in/secrets.ts'
import type { Desk, House } from './desk.ts'

/** The address under which a person's calendar is asked for, as far as they are told of it again. */
export interface Feed {
  readonly madeAt: Date
  /** When it was last asked for, to the hour; absent when it never was. */
  readonly askedAt?: Date
}

/** How long something that is no longer due is still told, so that a calendar that has it takes it out. */
const settledFor = 60 * 86_400_000

/** What this person's post and unit owe, as a calendar may know it: days, and nothing of what they are about. */
export const myDues = ({ transaction, world }: Desk): Promise<Due[]> =>
  transaction.all<Due>(sql`
    select uid, due_on as due, sequence, state <> 'due' as cancelled from obligation
     where owed_by = any (my_readers()) and due_on is not null
       and (state = 'due' or settled_at > ${new Date(world.now.getTime() - settledFor)})
     order by due_on, uid`)

export async function findFeed({ transaction }: Desk): Promise<Feed | undefined> {
  const row = await transaction.find<{ made_at: Date; asked_at: Date | null }>(sql`select * from my_feed()`)
  return row && { madeAt: row.made_at, askedAt: row.asked_at ?? undefined }
}

/** A new secret for the address of this person's calendar; the one before leads nowhere from now on. Only its digest is kept. */
export async function makeFeed({ transaction }: Desk): Promise<string> {
  const secret = newSecret()
  await transaction.all(sql`select make_feed(${digestOf(secret)})`)
  return secret
}

export const endFeed = ({ transaction }: Desk): Promise<unknown> => transaction.all(sql`select end_feed()`)

/** What whoever this secret belongs to owes, in every post that they hold now; undefined when it is nobody's. */
export async function findDues({ pool, now }: House, secret: string): Promise<readonly Due[] | undefined> {
  const { dues } = await asNobody(pool, transaction =>
    transaction.one<{ dues: readonly Due[] | null }>(sql`select due_dates(${digestOf(secret)}, ${now()}) as dues`),
  )
  return dues ?? undefined
}
