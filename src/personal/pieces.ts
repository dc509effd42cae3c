import type { Finding } from './finding.ts'

/** A stretch of a text: as it is, or with something pointed out. */
export interface Piece<F> {
  readonly text: string
  readonly finding?: F
}

/** The text cut where findings begin and end: put together again, the pieces are the text. Findings are in order and apart. */
export function piecesOf<F extends Pick<Finding, 'from' | 'to'>>(
  text: string,
  findings: readonly F[],
): readonly Piece<F>[] {
  const pieces: Piece<F>[] = []
  let at = 0
  for (const finding of findings) {
    if (finding.from < at || finding.to > text.length) continue
    if (finding.from > at) pieces.push({ text: text.slice(at, finding.from) })
    pieces.push({ text: text.slice(finding.from, finding.to), finding })
    at = finding.to
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

/** The findings that nobody has released: what still keeps the text from being sent (PH-4). */
export function unreleased(findings: readonly Finding[], released: ReadonlySet<string>): readonly Finding[] {
  return findings.filter(finding => !released.has(finding.id))
}
