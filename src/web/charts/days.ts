import { html, type Html } from '../html.ts'
import { bars } from './bars.ts'
import { across, broken, figure, number, tall, type Figure } from './figure.ts'

/** How long something took: how many took so many days, and the middle of them. */
export interface Span {
  readonly label: string
  readonly count: number
  readonly days: readonly { readonly days: number; readonly count: number }[]
  readonly median: number
  readonly middle: readonly [number, number]
}

export type Spans = Pick<Figure, 'id' | 'title' | 'summary' | 'note' | 'level'> & { readonly spans: readonly Span[] }

const line = 1.25

const inDays = (days: number) => (days === 1 ? '1 day' : `${number(days)} days`)

/** How long each thing took: a line from the shortest to the longest, a band for the middle half, a mark for the median. */
export function daysTo({ spans, ...given }: Spans): Html {
  const longest = Math.max(1, ...spans.map(span => span.days.at(-1)?.days ?? 0))
  const x = (days: number) => across(0.01 + (days / longest) * 0.98)
  let top = 0
  const marks = spans.map(span => {
    const names = broken(span.label)
    const middle = top + names.length * line + 0.85
    const [from, until] = span.middle
    const drawn = html`${names.map((words, at) => html`<text y="${tall(top + at * line + 0.95)}">${words}</text>`)}
      <line class="app-chart__range" x1="${x(span.days[0]?.days ?? 0)}" x2="${x(span.days.at(-1)?.days ?? 0)}" y1="${tall(middle)}" y2="${tall(middle)}"></line>
      <rect class="app-chart__band" x="${x(from)}" y="${tall(middle - 0.4)}" width="${across(((until - from) / longest) * 0.98 || 0.004)}" height="${tall(0.8)}"></rect>
      <line class="app-chart__median" x1="${x(span.median)}" x2="${x(span.median)}" y1="${tall(middle - 0.65)}" y2="${tall(middle + 0.65)}"></line>\n`
    top = middle + 1.1
    return drawn
  })
  const scale = html`<text class="app-chart__tick" x="0" y="${tall(top + 0.9)}">0</text><text class="app-chart__tick" x="100%" y="${tall(top + 0.9)}" text-anchor="end">${inDays(longest)}</text>`
  return figure(
    {
      ...given,
      head: [
        'Step',
        { text: 'How many', format: 'numeric' },
        { text: 'Median days', format: 'numeric' },
        { text: 'Middle half, days', format: 'numeric' },
        { text: 'Longest, days', format: 'numeric' },
      ],
      rows: spans.map(({ label, count, median, middle: [from, until], days }) => [
        label,
        ...[
          number(count),
          number(median),
          from === until ? number(from) : `${number(from)} to ${number(until)}`,
          number(days.at(-1)?.days ?? 0),
        ].map(text => ({ text, format: 'numeric' as const })),
      ]),
    },
    { height: top + 1.3, marks: html`${marks}${scale}` },
  )
}

const widths = [1, 2, 5, 7, 14, 28, 56, 91, 182, 365]

/** The days in so many stretches of the same length as make a chart that can be read. */
export function stretches(span: Pick<Span, 'days'>, most = 10): { label: string; count: number }[] {
  const longest = span.days.at(-1)?.days ?? 0
  const wide = widths.find(width => Math.floor(longest / width) < most) ?? Math.ceil((longest + 1) / most)
  return Array.from({ length: Math.floor(longest / wide) + 1 }, (_, at) => {
    const [from, until] = [at * wide, at * wide + wide - 1]
    const within = span.days.filter(({ days }) => days >= from && days <= until)
    return {
      label: from === until ? inDays(from) : `${number(from)} to ${number(until)} days`,
      count: within.reduce((sum, one) => sum + one.count, 0),
    }
  })
}

/** How one thing's days are spread. */
export const spread = (given: Pick<Figure, 'id' | 'level'> & { readonly span: Span }): Html =>
  bars({
    id: given.id,
    level: given.level,
    title: given.span.label,
    summary: `Half of ${given.span.count === 1 ? 'the one' : `the ${number(given.span.count)}`} took ${inDays(given.span.median)} or less.`,
    of: 'Days',
    counted: 'How many',
    bars: stretches(given.span),
    total: { label: 'All', count: given.span.count },
  })
