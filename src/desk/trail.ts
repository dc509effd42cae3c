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
 * between. Row security does the choosing.
 */
export async function trail(desk: Desk, matter: number, parts: ReadonlySet<string>): Promise<Link[]> {
  const rows = await desk.transaction.all<{ step: string; part: string; at: Date; digest: Buffer; header: string }>(
    sql`select step, part, at, digest, header from entry where matter = ${matter} order by number`,
  )
  return rows.map(({ step, part, at, digest, header }) => {
    const { contents } = JSON.parse(header) as { contents: Record<string, string> | null }
    return {
      step,
      part,
      at,
      digest: digest.toString('hex'),
      contents: Object.fromEntries(Object.entries(contents ?? {}).filter(([name]) => parts.has(name))),
    }
  })
}
