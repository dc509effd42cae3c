import { sql } from '../database/sql.ts'
import type { Body } from '../bodies.ts'
import type { Desk } from './desk.ts'
import type { ReadingKind } from './reading.ts'

/** That somebody opened, exported or printed something of a matter. */
export interface Seen {
  readonly at: Date
  readonly kind: ReadingKind
  readonly title: string
  readonly body: Body
  readonly name: string
  readonly parts: readonly string[]
  readonly why?: string
}

/** Where a page ended: at which instant, and how many of that instant it had shown. No number in it counts anything else. */
export interface After {
  readonly at: Date
  readonly shown: number
}

/**
 * Who saw a matter, the latest first: for the unit that owns it everyone, as far as it was of parts that they see too; for
 * anyone else their own post alone. The database does the choosing. So many at most, from where the last page ended.
 */
export async function seen(
  { transaction, world }: Desk,
  matter: number,
  { after = { at: world.now, shown: 0 }, most }: { after?: After; most: number },
): Promise<{ seen: Seen[]; after?: After }> {
  const rows = await transaction.all<Omit<Seen, 'why'> & { why: string | null }>(sql`
    select r.at, r.kind, p.title, u.body, n.name, r.parts, r.why
      from who_saw(${matter}, ${after.at}, ${after.shown}, ${most + 1}) with ordinality r(at, kind, post, person, parts, why, n)
      join post p on p.id = r.post join unit u on u.id = p.unit join person n on n.id = r.person
     order by r.n`)
  const page = rows.slice(0, most).map(({ why, ...row }): Seen => ({ ...row, why: why ?? undefined }))
  return { seen: page, after: rows.length > most ? endOf(page, after) : undefined }
}

function endOf(page: readonly Seen[], before: After): After {
  const { at } = page.at(-1) as Seen
  const here = page.filter(one => one.at.getTime() === at.getTime()).length
  return { at, shown: here + (at.getTime() === before.at.getTime() ? before.shown : 0) }
}

/** The same, page by page, to the end: for a file. */
export async function* allSeen(desk: Desk, matter: number): AsyncGenerator<Seen> {
  let after: After | undefined
  do {
    const page = await seen(desk, matter, { after, most: 5000 })
    yield* page.seen
    after = page.after
  } while (after)
}
