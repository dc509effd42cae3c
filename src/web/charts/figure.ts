import { recordTable } from '../components/record-table.ts'
import { table, type Cell } from '../components/table.ts'
import { classes, html, type Content, type Html } from '../html.ts'

/**
 * A chart with its numbers in a table beside it. The drawing fills the width it is given: what runs across is in parts of a
 * hundred, what runs down is in the size of the text, so that it reads as well on a telephone, enlarged, and on paper.
 */
export interface Figure {
  /** Unlike any other on the page. */
  readonly id: string
  readonly title: string
  /** What the chart shows, in a sentence: for everyone, and for those who hear it in place of the drawing. */
  readonly summary: string
  readonly head: readonly (string | { readonly text: string; readonly format?: 'numeric' })[]
  readonly rows: readonly (readonly Cell[])[]
  /** What else there is to know, under the table. */
  readonly note?: Content
  readonly level?: 2 | 3
}

export interface Drawing {
  /** In the height of a line of text. */
  readonly height: number
  readonly marks: Content
}

export function figure({ id, title, summary, head, rows, note, level = 3 }: Figure, { height, marks }: Drawing): Html {
  // A table of many columns has its own width under the drawing, and folds to cards on a narrow screen.
  const wide = head.length > 2
  const hidden = { caption: title, captionClasses: 'govuk-visually-hidden', classes: 'app-chart__table' }
  const numbers = wide
    ? recordTable({ ...hidden, columns: head.map(one => (typeof one === 'string' ? { text: one } : one)), rows })
    : table({ ...hidden, head, rows, firstCellIsHeader: true })
  return html`<figure class="app-chart" id="${id}">
    <figcaption><h${level} class="govuk-heading-${level === 2 ? 'm' : 's'} app-chart__title">${title}</h${level}><p class="govuk-body app-chart__summary">${summary}</p></figcaption>
    <div class="${classes('app-chart__both', wide && 'app-chart__both--wide')}">
      <svg class="app-chart__drawing" role="img" width="100%" height="${tall(height)}" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${summary} The numbers are in the table beside the chart.</desc>${marks}</svg>
      <div>${numbers}${note && html`<p class="govuk-body-s">${note}</p>`}</div>
    </div>
  </figure>`
}

/** A share of the width, in hundredths: '41.67%'. */
export const across = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Lines of text: '1.25rem'. */
export const tall = (lines: number): string => `${Math.round(lines * 1000) / 1000}rem`

/** Words broken over lines of no more than so many letters, since a drawing does not do that itself. */
export function broken(words: string, most = 36): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

export const number = (count: number): string => count.toLocaleString('en-GB')

/** The least of 1, 2, 5, 10, 20, 50 … that so many steps of it reach a number. */
export function niceStep(most: number, steps: number): number {
  const wanted = Math.max(1, most / steps)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map(times => times * power).find(step => step >= wanted) ?? 10 * power
}
