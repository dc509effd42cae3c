import { formatDay, type Day } from '../../calendar/day.ts'
import { html, type Html } from '../html.ts'
import { across, figure, niceStep, number, tall, type Figure } from './figure.ts'

export interface MonthCount {
  /** '2026-03'. */
  readonly month: string
  readonly count: number
  readonly href?: string
}

export type Months = Pick<Figure, 'id' | 'title' | 'summary' | 'note' | 'level'> & {
  readonly counted: string
  readonly months: readonly MonthCount[]
}

const plot = 10
const above = 1.5
/** Room at both ends: for the numbers of the scale, and for the last point to be whole. */
const room = { left: 0.09, right: 0.02 }

/** '2026-03' as March 2026. */
export const monthInWords = (month: string): string => formatDay(`${month}-01` as Day).replace(/^1 /, '')
// With all of its year: “Jul 26” may be read as a day of July.
const shortMonth = (month: string) => `${monthInWords(month).slice(0, 3)} ${month.slice(0, 4)}`

/** How many in each month, as a line from month to month. */
export function monthsLine({ months, counted, ...given }: Months): Html {
  const most = Math.max(1, ...months.map(one => one.count))
  const step = niceStep(most, 4)
  const top = Math.ceil(most / step) * step
  const x = (at: number) =>
    across(months.length === 1 ? 0.5 : room.left + (at / (months.length - 1)) * (1 - room.left - room.right))
  const y = (count: number) => tall(above + plot - (count / top) * plot)
  const every = Math.ceil(months.length / 4)
  const grid = Array.from({ length: top / step + 1 }, (_, at) => at * step)
  const anchor = (at: number) => (at === 0 ? 'start' : at === months.length - 1 ? 'end' : 'middle')
  const marks = html`${grid.map(
    count => html`<line class="${count === 0 ? 'app-chart__axis' : 'app-chart__grid'}" x1="0" x2="100%" y1="${y(count)}" y2="${y(count)}"></line>
      <text class="app-chart__tick" x="0" y="${y(count)}" dy="-4">${number(count)}</text>\n`,
  )}
    ${months
      .slice(1)
      .map(
        (one, at) =>
          html`<line class="app-chart__line" x1="${x(at)}" y1="${y(months[at]?.count ?? 0)}" x2="${x(at + 1)}" y2="${y(one.count)}"></line>\n`,
      )}
    ${months.length <= 60 && months.map((one, at) => html`<circle class="app-chart__point" cx="${x(at)}" cy="${y(one.count)}" r="4"></circle>\n`)}
    ${months.map(
      (one, at) =>
        at % every === 0 &&
        html`<text class="app-chart__tick" x="${x(at)}" y="${tall(above + plot + 1.4)}" text-anchor="${months.length === 1 ? 'middle' : anchor(at)}">${shortMonth(one.month)}</text>\n`,
    )}`
  return figure(
    {
      ...given,
      head: ['Month', { text: counted, format: 'numeric' }],
      rows: months.map(({ month, count, href }) => [
        href && count > 0 ? html`<a class="govuk-link" href="${href}">${monthInWords(month)}</a>` : monthInWords(month),
        { text: number(count), format: 'numeric' },
      ]),
    },
    { height: above + plot + 2, marks },
  )
}
