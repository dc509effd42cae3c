import { cpus, totalmem } from 'node:os'

/** One row of the table at the end: what was measured, beside what, and what it was to come to. */
export interface Figure {
  readonly what: string
  readonly against: string
  /** Ours and theirs in words: '812 a second', '1.42 ms'. */
  readonly ours: string
  readonly theirs?: string
  readonly ratio?: number
  /** The least and the greatest ratio of the pairs. */
  readonly spread?: readonly [number, number]
  readonly target: string
  readonly met: boolean
}

/** Something measured. Each stands in a file of its own and is named in `run.ts`. */
export interface Bench {
  readonly name: string
  /** The sizes of world it is measured at, of those asked for. */
  readonly at: 'each size' | 'first size' | 'last size'
  run(given: Given): Promise<readonly Figure[]>
}

export interface Given {
  readonly world: BenchWorld
  /** In tests: a fraction of the work, whose figures mean nothing. */
  readonly brief: boolean
}

import type { BenchWorld } from './world.ts'

/** Pairs beyond which their middle hardly moves; never fewer than five. */
const usualPairs = 7

export interface Paired {
  /** Middle times of each, in ms. */
  readonly ours: number
  readonly theirs: number
  /** Theirs over ours, pair by pair: 1 is as fast, 0.5 takes twice as long. */
  readonly speed: { readonly median: number; readonly least: number; readonly most: number }
}

/** What is done before each turn, and is not counted. */
export interface Between {
  readonly ours: () => Promise<unknown>
  readonly theirs: () => Promise<unknown>
}

/**
 * Does the same amount of work our way and theirs, turn about, so that whatever else the machine is doing falls on both; the
 * first turn of each is not counted.
 */
export async function pairs(
  ours: () => unknown,
  theirs: () => unknown,
  { times = usualPairs, before }: { times?: number; before?: Between } = {},
): Promise<Paired> {
  const one = async (side: 'ours' | 'theirs') => {
    await before?.[side]()
    return timed(side === 'ours' ? ours : theirs)
  }
  await one('ours')
  await one('theirs')
  const taken: { ours: number; theirs: number }[] = []
  for (let turn = 0; turn < Math.max(5, times); turn++) {
    const first = await one(turn % 2 ? 'theirs' : 'ours')
    const second = await one(turn % 2 ? 'ours' : 'theirs')
    taken.push(turn % 2 ? { ours: second, theirs: first } : { ours: first, theirs: second })
  }
  const ratios = taken.map(pair => pair.theirs / pair.ours).sort((a, b) => a - b)
  return {
    ours: median(taken.map(pair => pair.ours)),
    theirs: median(taken.map(pair => pair.theirs)),
    speed: { median: median(ratios), least: ratios[0] ?? 0, most: ratios.at(-1) ?? 0 },
  }
}

export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)

/** The value that this share of the numbers does not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

/** How much faster than this ours must be, as a share of theirs: a figure for the table. */
export function atLeast(
  share: number,
  paired: Paired,
  row: Pick<Figure, 'what' | 'against' | 'ours' | 'theirs'>,
): Figure {
  const { median: ratio, least, most } = paired.speed
  return { ...row, ratio, spread: [least, most], target: `≥ ${share}`, met: ratio >= share }
}

/** How many times as long as theirs ours may take: a figure for the table. */
export function within(
  times: number,
  paired: Paired,
  row: Pick<Figure, 'what' | 'against' | 'ours' | 'theirs'>,
): Figure {
  const { median: ratio, least, most } = paired.speed
  return {
    ...row,
    ratio: 1 / ratio,
    spread: [1 / most, 1 / least],
    target: `≤ ${times} times`,
    met: 1 / ratio <= times,
  }
}

export const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(1)} ms`
export const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1000).toLocaleString('en-GB')} a second`

/** What it was measured on. */
export function machine(): string {
  const processors = cpus()
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`
}

/** The table, as text. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'against', 'ours', 'theirs', 'ratio', 'of pairs', 'target', ''],
    ...figures.map(one => [
      one.what,
      one.against,
      one.ours,
      one.theirs ?? '',
      one.ratio === undefined ? '' : one.ratio.toFixed(2),
      one.spread ? `${one.spread[0].toFixed(2)} to ${one.spread[1].toFixed(2)}` : '',
      one.target,
      one.met ? 'met' : 'MISSED',
    ]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(rows[0]!), line(widths.map(width => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n')
}
