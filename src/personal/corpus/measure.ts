import type { Finding, Kind } from '../finding.ts'
import type { Labelled } from './labelled.ts'

/** How well a set of texts was read. */
export interface Measured {
  readonly texts: number
  readonly words: number
  readonly overall: Tally
  readonly kinds: ReadonlyMap<Kind, Tally>
  readonly missed: readonly string[]
  readonly alarms: readonly string[]
}

export interface Tally {
  wanted: number
  found: number
  /** Findings that touch nothing marked. */
  falseAlarms: number
}

const sameKind = (found: Kind, wanted: Kind): boolean =>
  found === wanted || (found.endsWith('name') && wanted.endsWith('name'))

/**
 * A marked stretch counts as found when findings of its kind cover at least half of it; a known name and what looks like a name
 * count as one kind. A finding that touches no marked stretch is a false alarm of its kind.
 */
export function measure(all: readonly Labelled[], find: (text: string) => readonly Finding[]): Measured {
  const kinds = new Map<Kind, Tally>()
  const overall: Tally = { wanted: 0, found: 0, falseAlarms: 0 }
  const tally = (kind: Kind): Tally => {
    const there = kinds.get(kind) ?? { wanted: 0, found: 0, falseAlarms: 0 }
    kinds.set(kind, there)
    return there
  }
  const missed: string[] = []
  const alarms: string[] = []
  let words = 0
  for (const { text, labels } of all) {
    words += text.split(/\s+/).filter(Boolean).length
    const findings = find(text)
    for (const label of labels) {
      const covered = findings
        .filter(finding => sameKind(finding.kind, label.kind))
        .reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, label.to) - Math.max(from, label.from)), 0)
      const found = covered * 2 >= label.to - label.from
      for (const one of [overall, tally(label.kind)]) {
        one.wanted++
        if (found) one.found++
      }
      if (!found) missed.push(`${label.kind}: ${around(text, label.from, label.to)}`)
    }
    for (const { from, to, kind } of findings) {
      if (labels.some(label => from < label.to && to > label.from)) continue
      for (const one of [overall, tally(kind)]) one.falseAlarms++
      alarms.push(`${kind}: ${around(text, from, to)}`)
    }
  }
  return { texts: all.length, words, overall, kinds, missed, alarms }
}

const around = (text: string, from: number, to: number): string =>
  `${text.slice(Math.max(0, from - 30), from)}[${text.slice(from, to)}]${text.slice(to, to + 30)}`.replaceAll('\n', '⏎')

/** The figures, as lines of text. */
export function figures({ texts, words, overall, kinds }: Measured): string {
  const line = (name: string, { wanted, found, falseAlarms }: Tally) =>
    `${name.padEnd(26)} ${String(found).padStart(5)} of ${String(wanted).padStart(5)} found (${((100 * found) / (wanted || 1)).toFixed(1)}%), ` +
    `${falseAlarms} false alarms (${((1000 * falseAlarms) / words).toFixed(2)} in 1,000 words)`
  return [
    `${texts} texts, ${words.toLocaleString('en-GB')} words`,
    line('all', overall),
    ...[...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, one]) => line(kind, one)),
  ].join('\n')
}
