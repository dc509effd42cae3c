import type { Kind } from '../finding.ts'

/** A text with what is personal in it marked by whoever made it. */
export interface Labelled {
  readonly text: string
  readonly labels: readonly Label[]
}

export interface Label {
  readonly from: number
  readonly to: number
  readonly kind: Kind
}

/** Words that are personal, in a marked text: ⟦kind|words⟧. */
export const marked = (kind: Kind, words: string): string => `⟦${kind}|${words}⟧`

/** Reads a marked text: 'Sent to ⟦e-mail address|a@b.c⟧.' */
export function labelled(marks: string): Labelled {
  let text = ''
  const labels: Label[] = []
  for (const part of marks.split('⟦')) {
    const end = part.indexOf('⟧')
    if (end < 0) {
      text += part
      continue
    }
    const bar = part.indexOf('|')
    const words = part.slice(bar + 1, end)
    labels.push({ from: text.length, to: text.length + words.length, kind: part.slice(0, bar) as Kind })
    text += words + part.slice(end + 1)
  }
  return { text, labels }
}
