import type { Kind } from './finding.ts'
import type { Reading } from './reading.ts'

/** Says that these words, from the first to the last, are of a kind. */
export type Claim = (first: number, last: number, kind: Kind, why: string) => void

/** What was claimed: words by number, not yet places in the text. */
export interface Claimed {
  readonly first: number
  readonly last: number
  readonly kind: Kind
  readonly why: string
}

/** Takes claims on a reading, the first come first served: a word belongs to one finding. */
export function claims(read: Reading): { readonly claim: Claim; readonly claimed: Claimed[] } {
  const claimed: Claimed[] = []
  return {
    claimed,
    claim: (first, last, kind, why) => {
      for (let index = first; index <= last; index++) if (read.taken[index]) return
      read.taken.fill(1, first, last + 1)
      claimed.push({ first, last, kind, why })
    },
  }
}
