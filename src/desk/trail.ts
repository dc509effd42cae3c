import { sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'

/** An entry's place in the chain, for keeping and comparing later: digests only, and nothing of entries that are not seen. */
export interface Link {
  readonly step: string
  readonly part: string
  readonly at: Date
  /** The entry's own digest, in hexadecimal: it holds everything before it. */
  readonly digest: string
  /** The salted digests of its contents, by part, for the parts that this person may see. */
  readonly contents: Readonly<Record<string, string>>
}

/**
 * The entries of a matter that this person may see, in order, without their numbers: a number would tell how many lie
 * between. The database does the choosing: what the chain says besides is for whoever checks all of it.
 */
export async function trail(desk: Desk, matter: number): Promise<Link[]> {
  const rows = await desk.transaction.all<Omit<Link, 'digest'> & { digest: Buffer }>(
    sql`select step, part, at, digest, contents from trail_of(${matter})`,
  )
  return rows.map(({ digest, ...link }) => ({ ...link, digest: digest.toString('hex') }))
}
