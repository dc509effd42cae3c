import { sql } from '../database/sql.ts'
import type { Procedure } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'
import { recordReading } from './reading.ts'

/** What a matter that another is tied to is called by, as far as this person may see it. */
export interface Tied {
  readonly reference: string
  readonly procedure: Procedure
  readonly place?: string
  readonly facts: Readonly<Record<string, unknown>>
}

interface Found {
  reference: string
  procedure: string
  version: string
  place: string | null
  facts: Record<string, unknown> | null
}

/** All of them by one query, in the order of their references. That they were listed is recorded. */
export async function tiedTo(desk: Desk, references: readonly string[]): Promise<readonly Tied[]> {
  if (references.length === 0) return []
  const found = await desk.transaction.all<Found>(sql`
    select m.reference, m.procedure, m.version, m.place,
           (select jsonb_object_agg(f.key, f.value) from card c, jsonb_each(c.facts) f where c.matter = m.id) as facts
      from matter m where m.reference = any (${[...references]}) order by m.reference`)
  await recordReading(desk, { kind: 'listed' })
  return found.map(({ reference, procedure, version, place, facts }) => ({
    reference,
    procedure: desk.house.library.procedure(procedure, version),
    ...(place !== null && { place }),
    facts: facts ?? {},
  }))
}
