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
