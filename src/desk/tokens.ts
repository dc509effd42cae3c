import { sql } from '../database/sql.ts'
import { digestOf, newToken } from '../web/sign-in/secrets.ts'
import type { Desk } from './desk.ts'

/** A token as it is told once, when it is made: only its digest is kept. */
export interface MadeToken {
  readonly token: string
  readonly endsAt: Date
}

const day = 86_400_000

/** Makes a token for the post at this desk and the person who holds it. It ends after so many days, or when they leave the post. */
export async function makeToken(desk: Desk, label: string, days: number): Promise<MadeToken> {
  const token = newToken()
  const endsAt = new Date(desk.world.now.getTime() + days * day)
  await desk.transaction.all(sql`select make_token(${digestOf(token)}, ${label}, ${endsAt})`)
  return { token, endsAt }
}

/** A token of this post, as it is told afterwards: without itself. */
export interface TokenKept {
  readonly label: string
  /** Who made it, and for whom it acts. */
  readonly name: string
  readonly madeAt: Date
  readonly endsAt: Date
}

/** The tokens of this post that still open anything, the newest first. */
export async function tokens({ transaction, world, who }: Desk): Promise<TokenKept[]> {
  return transaction.all<TokenKept>(sql`
    select t.label, n.name, t.made_at as "madeAt", t.ends_at as "endsAt"
      from token t join person n on n.id = t.person
     where t.post = ${who.postId} and t.ended_at is null and t.ends_at > ${world.now}
     order by t.made_at desc, t.label`)
}

/** Ends a token of this post at once. Tells whether there was one. */
export const endToken = async (
  { transaction }: Desk,
  { label, madeAt }: Pick<TokenKept, 'label' | 'madeAt'>,
): Promise<boolean> =>
  (await transaction.one<{ ended: boolean }>(sql`select end_token(${label}, ${madeAt}) as ended`)).ended
