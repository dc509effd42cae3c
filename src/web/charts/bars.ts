import { html, type Html } from '../html.ts'
import { across, broken, figure, number, tall, type Figure } from './figure.ts'

export interface Bar {
  readonly label: string
  readonly count: number
  /** Where the matters it counts are listed. */
  readonly href?: string
}

export type Bars = Pick<Figure, 'id' | 'title' | 'summary' | 'note' | 'level'> & {
  /** What the bars are, above their names in the table. */
  readonly of: string
  /** What is counted, above the numbers. */
  readonly counted: string
  readonly bars: readonly Bar[]
  /** What is counted but not drawn, under the others in the table: those for which nothing is recorded. */
  readonly undrawn?: readonly Bar[]
  /** A line under the others that belongs to the whole: 'All'. */
  readonly total?: { readonly label: string; readonly count: number }
}

const line = 1.25
const thick = 1
const gap = 0.75
/** The longest bar leaves room for its number. */
const longest = 0.84

/** How many of each, as bars from the left with their names above them and their numbers at the end. */
export function bars({ bars: all, of, counted, undrawn = [], total, ...given }: Bars): Html {
  const most = Math.max(1, ...all.map(bar => bar.count))
  let top = 0
  const marks = all.map(bar => {
    const names = broken(bar.label)
    const under = top + names.length * line + 0.15
    const wide = (bar.count / most) * longest
    const drawn = html`${names.map((words, at) => html`<text y="${tall(top + at * line + 0.95)}">${words}</text>`)}
      <rect class="app-chart__mark" y="${tall(under)}" width="${bar.count > 0 ? across(wide) : '1'}" height="${tall(thick)}"></rect>
      <text class="app-chart__value" x="${across(wide)}" dx="8" y="${tall(under + 0.85)}">${number(bar.count)}</text>\n`
    top = under + thick + gap
    return drawn
  })
  return figure(
    {
      ...given,
      head: [of, { text: counted, format: 'numeric' }],
      rows: [
        ...[...all, ...undrawn].map(rowOf),
        ...(total
          ? [[html`<b>${total.label}</b>`, { text: html`<b>${number(total.count)}</b>`, format: 'numeric' as const }]]
          : []),
      ],
    },
    { height: Math.max(top, 1), marks },
  )
}

export const rowOf = ({ label, count, href }: Bar) => [
  href && count > 0 ? html`<a class="govuk-link" href="${href}">${label}</a>` : label,
  { text: number(count), format: 'numeric' as const },
]
