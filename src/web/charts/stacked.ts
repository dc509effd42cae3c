import { html, type Html } from '../html.ts'
import { across, broken, figure, number, tall, type Figure } from './figure.ts'

export type Stacked = Pick<Figure, 'id' | 'title' | 'summary' | 'note' | 'level'> & {
  readonly of: string
  /** What each bar is divided into, in one order for all of them: at most six. */
  readonly into: readonly string[]
  readonly bars: readonly { readonly label: string; readonly counts: readonly number[] }[]
}

const line = 1.25
const thick = 1.25
const gap = 0.75
const longest = 0.86
/** No two that touch differ by colour alone: each has a pattern of its own. */
const patterns = ['solid', 'slant', 'dots', 'cross', 'level', 'upright'] as const

/** How many of each, divided into kinds that are told apart by their pattern. */
export function stackedBars({ of, into, bars, ...given }: Stacked): Html {
  const sums = bars.map(bar => bar.counts.reduce((sum, count) => sum + count, 0))
  const most = Math.max(1, ...sums)
  const fill = (at: number) => `url(#${given.id}-${patterns[at % patterns.length]})`
  let top = into.length * 1.6 + 0.5
  const key = into.map(
    (
      name,
      at,
    ) => html`<rect class="app-chart__edge" x="1" y="${tall(at * 1.6 + 0.1)}" width="${tall(1.5)}" height="${tall(1)}" fill="${fill(at)}"></rect>
      <text x="${tall(2)}" y="${tall(at * 1.6 + 0.95)}">${name}</text>\n`,
  )
  const marks = bars.map((bar, row) => {
    const names = broken(bar.label)
    const under = top + names.length * line + 0.15
    let left = 0
    const pieces = bar.counts.map((count, at) => {
      const from = left
      left += (count / most) * longest
      return (
        count > 0 &&
        html`<rect class="app-chart__edge" x="${across(from)}" y="${tall(under)}" width="${across(left - from)}" height="${tall(thick)}" fill="${fill(at)}"></rect>\n`
      )
    })
    const drawn = html`${names.map((words, at) => html`<text y="${tall(top + at * line + 0.95)}">${words}</text>`)}
      ${pieces}<text class="app-chart__value" x="${across(left)}" dx="8" y="${tall(under + 0.95)}">${number(sums[row] ?? 0)}</text>\n`
    top = under + thick + gap
    return drawn
  })
  return figure(
    {
      ...given,
      head: [of, ...into.map(text => ({ text, format: 'numeric' as const })), { text: 'All', format: 'numeric' }],
      rows: bars.map((bar, row) => [
        bar.label,
        ...bar.counts.map(count => ({ text: number(count), format: 'numeric' as const })),
        { text: number(sums[row] ?? 0), format: 'numeric' as const },
      ]),
    },
    {
      height: top,
      marks: html`<defs>${patterns.slice(0, into.length).map(name => pattern(given.id, name))}</defs>${key}${marks}`,
    },
  )
}

const drawings: Readonly<Record<(typeof patterns)[number], Html>> = {
  solid: html`<rect width="8" height="8" fill="#0f6464"></rect>`,
  slant: html`<rect width="8" height="8" fill="#fff"></rect><path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="#12303a" stroke-width="2.5"></path>`,
  dots: html`<rect width="8" height="8" fill="#d5ebe8"></rect><circle cx="2" cy="2" r="1.5" fill="#12303a"></circle><circle cx="6" cy="6" r="1.5" fill="#12303a"></circle>`,
  cross: html`<rect width="8" height="8" fill="#fff"></rect><path d="M0 4 H8 M4 0 V8" stroke="#0f6464" stroke-width="1.5"></path>`,
  level: html`<rect width="8" height="8" fill="#d5ebe8"></rect><path d="M0 2 H8 M0 6 H8" stroke="#12303a" stroke-width="1.5"></path>`,
  upright: html`<rect width="8" height="8" fill="#fff"></rect><path d="M2 0 V8 M6 0 V8" stroke="#12303a" stroke-width="1.5"></path>`,
}

const pattern = (id: string, name: (typeof patterns)[number]) =>
  html`<pattern id="${id}-${name}" width="8" height="8" patternUnits="userSpaceOnUse">${drawings[name]}</pattern>`
