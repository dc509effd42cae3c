import type pg from 'pg'

/** Posts and units by number: what rows name them by. */
export type Readers = ReadonlyMap<number, string>

export async function readersOf(owner: pg.Pool): Promise<Readers> {
  const { rows } = await owner.query<{ id: number; key: string }>(
    'select id, key from concordat.unit union all select id, key from concordat.post',
  )
  return new Map(rows.map(row => [row.id, row.key]))
}
