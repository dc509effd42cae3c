/**
 * Small numbers in what leaves a body. A count from 1 to 4 could point at a person, so it is told as "fewer than 5"; and
 * where the other numbers would give it away by subtraction, as many of those as are needed are not shown either.
 */

/** Numbers that belong together: a whole, and the parts that make it up. Wholes may be parts of others, as in a tree. */
export interface Sum {
  readonly whole: string
  readonly parts: readonly string[]
}

export type Told = number | 'fewer than 5' | 'not shown'

/** What may be told of each number; and the sums whose parts had better not be listed at all. */
export interface Protected {
  readonly told: ReadonlyMap<string, Told>
  /** By the name of their whole: even which parts there are would tell a small number. */
  readonly folded: ReadonlySet<string>
}

export const fewest = 5

const small = (count: number) => count > 0 && count < fewest

interface Bounds {
  low: number
  high: number
}

/**
 * Decides what may be told. Whoever reads it knows every number that is shown, which of the others are small, and that the
 * sums hold: for no small number may that leave only one possibility. Sums must form a tree; then the check is exact.
 */
export function protect(counts: ReadonlyMap<string, number>, sums: readonly Sum[]): Protected {
  const told = new Map<string, Told>([...counts].map(([name, count]) => [name, small(count) ? 'fewer than 5' : count]))
  const folded = new Set<string>()
  for (;;) {
    const bounds = knowable(told, folded, counts, sums)
    const given = [...bounds].find(([name, { low, high }]) => small(counts.get(name) ?? 0) && low === high)
    if (!given) return { told, folded }
    const next = toHide(given[0], told, folded, counts, sums)
    if (next) told.set(next, 'not shown')
    else fold(given[0], folded, sums)
  }
}

/** The least number beside the one given away whose hiding could help: a neighbour in a sum first, then the sum itself. */
function toHide(
  name: string,
  told: ReadonlyMap<string, Told>,
  folded: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  sums: readonly Sum[],
): string | undefined {
  const shown = (one: string) => typeof told.get(one) === 'number' && (counts.get(one) ?? 0) >= fewest
  const least = (names: readonly string[]) =>
    names.filter(shown).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))[0]
  const around = sums.filter(sum => !folded.has(sum.whole) && (sum.whole === name || sum.parts.includes(name)))
  return least(around.flatMap(sum => sum.parts)) ?? least(around.map(sum => sum.whole))
}

/** Nothing is left to hide beside it: the parts it stands among are not listed, or, for a whole, its own. */
function fold(name: string, folded: Set<string>, sums: readonly Sum[]): void {
  const open = (sum: Sum) => !folded.has(sum.whole)
  const sum =
    sums.find(one => open(one) && one.parts.includes(name)) ?? sums.find(one => open(one) && one.whole === name)
  if (!sum) throw new Error(`“${name}” would be given away whatever is hidden`)
  for (const below of [sum, ...beneath(sum, sums)]) folded.add(below.whole)
}

const beneath = (sum: Sum, sums: readonly Sum[]): Sum[] =>
  sums.filter(one => sum.parts.includes(one.whole)).flatMap(one => [one, ...beneath(one, sums)])

/** The least and the most that each number can be for someone who knows only what is told. */
function knowable(
  told: ReadonlyMap<string, Told>,
  folded: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  sums: readonly Sum[],
): Map<string, Bounds> {
  const unlisted = new Set(sums.filter(sum => folded.has(sum.whole)).flatMap(sum => sum.parts))
  const bounds = new Map<string, Bounds>(
    [...counts.keys()].map(name => {
      const one = told.get(name)
      if (unlisted.has(name)) return [name, { low: 0, high: Infinity }]
      if (typeof one === 'number') return [name, { low: one, high: one }]
      return [name, one === 'fewer than 5' ? { low: 1, high: fewest - 1 } : { low: fewest, high: Infinity }]
    }),
  )
  const of = (name: string) => bounds.get(name) ?? { low: 0, high: Infinity }
  const listed = sums.filter(sum => !folded.has(sum.whole))
  for (let changed = true; changed;) {
    changed = false
    const narrow = (name: string, low: number, high: number) => {
      const was = of(name)
      if (low <= was.low && high >= was.high) return
      bounds.set(name, { low: Math.max(low, was.low), high: Math.min(high, was.high) })
      changed = true
    }
    for (const { whole, parts } of listed) {
      const all = parts.map(of)
      const low = all.reduce((sum, one) => sum + one.low, 0)
      const high = all.reduce((sum, one) => sum + one.high, 0)
      narrow(whole, low, high)
      for (const part of parts) {
        const own = of(part)
        const others = parts.filter(one => one !== part).map(of)
        const least = others.reduce((sum, one) => sum + one.low, 0)
        const most = others.reduce((sum, one) => sum + one.high, 0)
        narrow(part, most === Infinity ? own.low : of(whole).low - most, of(whole).high - least)
      }
    }
  }
  return bounds
}
