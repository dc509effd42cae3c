import type { Making } from '../engine/decide.ts'
import type { Procedure } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'
import { list, type Row } from './list.ts'

/** How many are pointed out at most, and how many are looked at to find them. */
const most = 5
const lookedAt = 50

/**
 * Matters that may be about the same person or event as one that is about to begin: those whose facts agree in all the columns
 * of one of the procedure's `alike` sets. Found among what this person may already see, so it tells them nothing new.
 */
export async function alike(
  desk: Desk,
  procedure: Procedure,
  { facts }: Pick<Making, 'facts'>,
  place: string | undefined,
): Promise<readonly Row[]> {
  const found = new Map<string, Row>()
  for (const columns of procedure.alike ?? []) {
    const inFacts = columns.filter(column => column !== 'place').map(column => [column, facts[column]] as const)
    if (!inFacts.every(([, value]) => folded(value) !== '')) continue
    const { rows } = await list(desk, {
      procedure: procedure.name,
      q: inFacts.map(([, value]) => folded(value)).join(' '),
      place: columns.includes('place') ? place : undefined,
      most: lookedAt,
    })
    for (const row of rows)
      if (inFacts.every(([column, value]) => folded(row.facts[column]) === folded(value))) found.set(row.reference, row)
  }
  return [...found.values()].slice(0, most)
}

const folded = (value: unknown): string =>
  typeof value === 'string' ? value.trim().replaceAll(/\s+/g, ' ').toLowerCase() : ''
