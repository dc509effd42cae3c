/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  /** True this often. */
  chance(often: number): boolean
  one<T>(from: readonly T[]): T
  /** Each of them with this chance, and at least one. */
  some<T>(from: readonly T[], often?: number): T[]
  shuffled<T>(from: readonly T[]): T[]
  /** Letters from a to z. */
  letters(length: number): string
}

/** Mulberry32: small, quick, and the same everywhere. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const one = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new RangeError('There is nothing to choose from')
    return from[below(from.length)] as T
  }
  const shuffled = <T>(from: readonly T[]): T[] => {
    const rest = [...from]
    return from.map(() => rest.splice(below(rest.length), 1)[0] as T)
  }
  return {
    next,
    below,
    chance: often => next() < often,
    one,
    some: (from, often = 0.4) => {
      const chosen = from.filter(() => next() < often)
      return chosen.length > 0 || from.length === 0 ? chosen : [one(from)]
    },
    shuffled,
    letters: length => Array.from({ length }, () => String.fromCharCode(97 + below(26))).join(''),
  }
}
