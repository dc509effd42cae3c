import type { KeyObject } from 'node:crypto'

export class Broken extends Error {
  what: string
  at: string
}

export function verifyJournal(
  chunks: AsyncIterable<string> | Iterable<string>,
  options?: { savedHead?: { number: number; digest: string }; publicKey?: KeyObject },
): Promise<{
  entries: number
  contents: number
  struck: number
  erased: number
  heads: number
  uncovered: number
  head?: { number: number; digest: string }
}>
