import { daysBetween, formatDay, monthOf, addDays, type Day } from '../../calendar/day.ts'
import { html, type Html } from '../html.ts'
import { across, broken, figure, tall, type Figure } from './figure.ts'

/** One stage: when it was planned, and when it was, or is expected to be. */
export interface StageBar {
  readonly label: string
  readonly planned: { readonly from: Day; readonly until: Day }
  readonly from: Day
  readonly until: Day
  /** Its end is only expected: none of it is behind, or some. */
  readonly expected: boolean
  readonly target: Day
  readonly limit: Day
}

export type Stages = Omit<Figure, 'head' | 'rows'> & {
  readonly stages: readonly StageBar[]
  readonly today: Day
  /** Days that concern the whole, each with a short name. */
  readonly days: readonly { readonly label: string; readonly day: Day }[]
  /** Bank holidays, and stretches during which the clock stood still. */
  readonly holidays: readonly Day[]
  readonly stops: readonly { readonly from: Day; readonly until: Day }[]
  readonly head: Figure['head']
  readonly rows: Figure['rows']
}

const line = 1.25
/** Room on the right for the name of a day that stands at the end. */
const widest = 0.97

/** Stages one under the other on one line of time: as planned, and under it as it was or is expected, with target and limit. */
export function stageBars({ stages, today, days, holidays, stops, ...given }: Stages): Html {
  const all = [
    ...stages.flatMap(one => [one.planned.from, one.planned.until, one.from, one.until, one.target, one.limit]),
    ...days.map(one => one.day),
  ]
  const first = all.reduce((a, b) => (b < a ? b : a))
  const last = all.reduce((a, b) => (b > a ? b : a))
  const whole = Math.max(1, daysBetween(first, last))
  const share = (day: Day) => Math.min(1, Math.max(0, daysBetween(first, day) / whole)) * widest
  const x = (day: Day) => across(share(day))
  const wide = (from: Day, until: Day) => across(Math.max(share(until) - share(from), 0.004))
  const fill = (name: string) => `url(#${given.id}-${name})`

  const keyed = key(given.id, stops.length > 0)
  let top = keyed.height
  const begin = top
  const bars = stages.map(one => {
    const names = broken(one.label)
    const under = top + names.length * line + 0.2
    const drawn = html`${names.map((words, at) => html`<text class="app-chart__label" x="0" y="${tall(top + at * line + 0.95)}">${words}</text>`)}
      <rect class="app-chart__plan" x="${x(one.planned.from)}" y="${tall(under)}" width="${wide(one.planned.from, one.planned.until)}" height="${tall(0.5)}"></rect>
      <rect class="app-chart__edge" x="${x(one.from)}" y="${tall(under + 0.65)}" width="${wide(one.from, one.until)}" height="${tall(0.85)}" fill="${fill(one.expected ? 'ahead' : 'done')}"></rect>
      <line class="app-chart__target" x1="${x(one.target)}" x2="${x(one.target)}" y1="${tall(under + 0.5)}" y2="${tall(under + 1.65)}"></line>
      <line class="app-chart__limit" x1="${x(one.limit)}" x2="${x(one.limit)}" y1="${tall(under + 0.5)}" y2="${tall(under + 1.65)}"></line>\n`
    top = under + 2.1
    return drawn
  })
  const bottom = top
  const behind = [
    ...stops.map(
      stop =>
        html`<rect class="app-chart__stop" x="${x(stop.from)}" y="${tall(begin)}" width="${wide(stop.from, stop.until)}" height="${tall(bottom - begin)}" fill="${fill('stop')}"></rect>\n`,
    ),
    ...monthsIn(first, last).map(
      day =>
        html`<line class="app-chart__grid" x1="${x(day)}" x2="${x(day)}" y1="${tall(begin)}" y2="${tall(bottom)}"></line>\n`,
    ),
  ]
  const marked = [...days, ...(today >= first && today <= last ? [{ label: 'Today', day: today }] : [])].toSorted(
    (a, b) => (a.day < b.day ? -1 : 1),
  )
  const low = (at: number) => bottom + 2.6 + at * line
  // Behind the bars, so that no line runs through the name of a stage.
  const lines = marked.map(
    ({ day }, at) =>
      html`<line class="app-chart__day" x1="${x(day)}" x2="${x(day)}" y1="${tall(begin)}" y2="${tall(low(at) - 0.35)}"></line>\n`,
  )
  const named = marked.map(({ label, day }, at) => {
    const late = share(day) > 0.5
    return html`<text class="app-chart__label" x="${x(day)}" dx="${late ? '-6' : '6'}" y="${tall(low(at))}"${late && html` text-anchor="end"`}>${label}, ${formatDay(day)}</text>\n`
  })
  const axis = html`<line class="app-chart__axis" x1="0" x2="${across(widest)}" y1="${tall(bottom)}" y2="${tall(bottom)}"></line>
    ${monthNames(first, last, whole).map(({ day, name }) => html`<text class="app-chart__tick" x="${x(day)}" dx="3" y="${tall(bottom + 1.1)}">${name}</text>\n`)}
    ${holidays.filter(day => day >= first && day <= last).map(day => html`<circle class="app-chart__holiday" cx="${x(day)}" cy="${tall(bottom)}" r="4"></circle>\n`)}`
  return figure(given, {
    height: bottom + 2.6 + marked.length * line,
    marks: html`${patterns(given.id)}${keyed.marks}${behind}${lines}${bars}${axis}${named}`,
  })
}

/** What each mark is, above the drawing: told apart by form, never by colour alone. */
function key(id: string, stood: boolean): { marks: Html; height: number } {
  const samples: readonly (readonly [name: string, drawn: (top: number) => Html])[] = [
    [
      'As planned from the first day',
      top =>
        html`<rect class="app-chart__plan" x="1" y="${tall(top + 0.35)}" width="${tall(1.5)}" height="${tall(0.5)}"></rect>`,
    ],
    [
      'As it was',
      top =>
        html`<rect class="app-chart__edge" x="1" y="${tall(top + 0.15)}" width="${tall(1.5)}" height="${tall(0.85)}" fill="url(#${id}-done)"></rect>`,
    ],
    [
      'As it is expected',
      top =>
        html`<rect class="app-chart__edge" x="1" y="${tall(top + 0.15)}" width="${tall(1.5)}" height="${tall(0.85)}" fill="url(#${id}-ahead)"></rect>`,
    ],
    [
      'Target, broken; limit, whole',
      top =>
        html`<line class="app-chart__target" x1="${tall(0.5)}" x2="${tall(0.5)}" y1="${tall(top)}" y2="${tall(top + 1.15)}"></line><line class="app-chart__limit" x1="${tall(1.1)}" x2="${tall(1.1)}" y1="${tall(top)}" y2="${tall(top + 1.15)}"></line>`,
    ],
    [
      'Bank holiday',
      top => html`<circle class="app-chart__holiday" cx="${tall(0.8)}" cy="${tall(top + 0.6)}" r="4"></circle>`,
    ],
    ...(stood
      ? [
          [
            'Its clock stood still',
            (top: number) =>
              html`<rect class="app-chart__stop" x="1" y="${tall(top)}" width="${tall(1.5)}" height="${tall(1.15)}" fill="url(#${id}-stop)"></rect>`,
          ] as const,
        ]
      : []),
  ]
  return {
    marks: html`${samples.map(([name, drawn], at) => html`${drawn(at * 1.5)}<text class="app-chart__label" x="${tall(2)}" y="${tall(at * 1.5 + 0.95)}">${name}</text>\n`)}`,
    height: samples.length * 1.5 + 0.75,
  }
}

const patterns = (id: string) =>
  html`<defs><pattern id="${id}-done" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#0f6464"></rect></pattern><pattern id="${id}-ahead" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"></rect><path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="#0f6464" stroke-width="2"></path></pattern><pattern id="${id}-stop" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#f3f2f1"></rect><circle cx="2" cy="2" r="1" fill="#505a5f"></circle></pattern></defs>`

const monthsIn = (first: Day, last: Day): Day[] => {
  const found: Day[] = []
  for (let day = addDays(monthOf(first).until, 1); day <= last; day = addDays(monthOf(day).until, 1)) found.push(day)
  return found
}

/** As many months as have room for their names. */
function monthNames(first: Day, last: Day, whole: number): { day: Day; name: string }[] {
  const months = monthsIn(first, last)
  const every = Math.max(1, Math.ceil(months.length / 6))
  return months
    .filter((day, at) => at % every === 0 && daysBetween(day, last) / whole > 0.06)
    .map(day => ({
      day,
      name: new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' }),
    }))
}
