/** Numbers that look drawn and are the same every time, so that two runs measure the same world. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** Whether it happens, this often. */
  happens(share: number): boolean
  one<T>(of: readonly T[]): T
  some<T>(of: readonly T[], most: number): T[]
}

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T
  return {
    next,
    happens: share => next() < share,
    one,
    some: (of, most) => [...new Set(Array.from({ length: 1 + Math.floor(next() * most) }, () => one(of)))],
  }
}
