import { createHmac } from 'node:crypto'
import { prepared, sql } from '../database/sql.ts'
import type { Desk } from './desk.ts'

/** Reading is recorded like writing, in the same transaction as what is read: no record, nothing to read. */
export type ReadingKind = 'opened' | 'listed' | 'searched' | 'exported' | 'printed' | 'denied'

export interface Reading {
  readonly kind: ReadingKind
  readonly matter?: number
  readonly parts?: readonly string[]
  readonly why?: string
  /**
   * Words that were searched, or an address that was refused: kept only as a digest, for they may name someone; and under a key
   * that is not in the database, for names are few enough to be tried one by one.
   */
  readonly secret?: string
}

/** Nobody waits for it by itself: it is answered along with the commit, and where it is refused, nothing that was read is shown. */
export async function recordReading(desk: Desk, { kind, matter, parts, why, secret }: Reading): Promise<void> {
  recorded.set(desk.transaction, new Set([...readingsIn(desk), kind]))
  const written = desk.transaction.all(prepared('reading')`
    insert into reading (at, post, person, kind, matter, parts, why, digest)
    values (${desk.world.now}, ${desk.who.postId}, ${desk.who.personId}, ${kind}, ${matter ?? null}, ${parts ? [...parts] : null}, ${why ?? null},
            ${secret === undefined ? null : createHmac('sha256', desk.house.secret).update(`reading ${secret}`).digest()})`)
  desk.transaction.last(written)
}

const recorded = new WeakMap<Desk['transaction'], ReadonlySet<ReadingKind>>()

/** The kinds of reading recorded so far in this transaction: a page that must record one is not shown without it. */
export const readingsIn = (desk: Desk): ReadonlySet<ReadingKind> => recorded.get(desk.transaction) ?? new Set()

export interface Receipt {
  readonly at: Date
  readonly kind: ReadingKind
  readonly post: string
  readonly title: string
  readonly parts: readonly string[]
  readonly why?: string
}

/** Who opened a matter, newest first: for its owner. Anyone else is told only of their own post. */
export async function receipts(desk: Desk, matter: number): Promise<Receipt[]> {
  const rows = await desk.transaction.all<{
    at: Date
    kind: ReadingKind
    post: string
    title: string
    parts: string[] | null
    why: string | null
  }>(sql`
    select r.at, r.kind, p.key as post, p.title, r.parts, r.why
      from who_saw(${matter}, ${desk.world.now}, 0, 500) with ordinality r(at, kind, post, person, parts, why, n) join post p on p.id = r.post order by r.n`)
  return rows.map(({ parts, why, ...row }) => ({ ...row, parts: parts ?? [], why: why ?? undefined }))
}
