/** Draws that look random and are the same for the same seed. */
export interface Chance {
  next(): number
  below(limit: number): number
  one<T>(of: readonly T[]): T
  digits(count: number): string
  letter(of?: string): string
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
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    one: of => of[below(of.length)]!,
    digits: count => Array.from({ length: count }, () => below(10)).join(''),
    letter: (of = 'ABCDEFGHJKLMNPQRSTVWXYZ') => of[below(of.length)]!,
  }
}
