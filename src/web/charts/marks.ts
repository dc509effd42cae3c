import { daysBetween, formatDay, yearNumber, type Day } from '../../calendar/day.ts'
import { html, type Html } from '../html.ts'
import { dayElement } from '../times.ts'
import { across, broken, figure, tall, type Figure } from './figure.ts'

/** Something marked again and again on one scale: its course over the years. */
export interface Course {
  readonly label: string
  /** Each mark by its place on the scale, from nought; absent where it was not marked that time. */
  readonly marks: readonly (number | undefined)[]
}

export type Courses = Pick<Figure, 'id' | 'title' | 'summary' | 'note' | 'level'> & {
  /** What happened each time, above the days in the table. */
  readonly of: string
  /** The days on which all were marked, the oldest first. */
  readonly days: readonly Day[]
  /** Words for each mark, the lowest first; what stands beside a point is short. */
  readonly scale: readonly { readonly text: string; readonly short: string }[]
  readonly courses: readonly Course[]
}

const line = 1.25
const step = 0.8
/** Room at both ends, for the marks of the first and the last. */
const room = 0.05

/** One under the other, each on a scale of its own that rises from the lowest mark to the highest, along one line of time. */
export function coursesOver({ days, scale, courses, of, ...given }: Courses): Html {
  const first = days[0] as Day
  const whole = Math.max(1, daysBetween(first, days.at(-1) as Day))
  const share = (day: Day) => (days.length === 1 ? 0.5 : room + (daysBetween(first, day) / whole) * (1 - 2 * room))
  const x = (at: number) => across(share(days[at] as Day))
  const levels = scale.map((_, level) => level)
  let top = 0
  const drawn = courses.map(({ label, marks }) => {
    const names = broken(label)
    const under = top + names.length * line + 1.15
    const y = (mark: number) => tall(under + (scale.length - 1 - mark) * step)
    const points = marks.flatMap((mark, at) => (mark === undefined ? [] : [{ mark, at }]))
    const course = html`${names.map((words, at) => html`<text y="${tall(top + at * line + 0.95)}">${words}</text>`)}
      ${levels.map(level => html`<line class="${level === 0 ? 'app-chart__axis' : 'app-chart__grid'}" x1="0" x2="100%" y1="${y(level)}" y2="${y(level)}"></line>\n`)}
      ${points.slice(1).map(({ mark, at }, before) => html`<line class="app-chart__line" x1="${x(points[before]?.at ?? at)}" y1="${y(points[before]?.mark ?? mark)}" x2="${x(at)}" y2="${y(mark)}"></line>\n`)}
      ${points.map(({ mark, at }) => html`<circle class="app-chart__point" cx="${x(at)}" cy="${y(mark)}" r="4"></circle><text class="app-chart__value" x="${x(at)}" y="${y(mark)}" dy="-7" text-anchor="middle">${scale[mark]?.short ?? ''}</text>\n`)}`
    top = under + (scale.length - 1) * step + 0.6
    return course
  })
  // The year of a day that stands too near the one before it is left out: all of them are in the table.
  let named = -1
  const years = days.map((day, at) => {
    if (named >= 0 && share(day) - share(days[named] as Day) < 0.14) return false
    named = at
    return html`<text class="app-chart__tick" x="${x(at)}" y="${tall(top + 0.9)}" text-anchor="middle">${String(yearNumber(day))}</text>\n`
  })
  return figure(
    {
      ...given,
      head: [of, ...courses.map(({ label }) => label)],
      rows: days
        .map((day, at) => [
          dayElement(day),
          ...courses.map(({ marks }) => (marks[at] === undefined ? '' : (scale[marks[at]]?.text ?? ''))),
        ])
        .toReversed(),
    },
    { height: top + 1.3, marks: html`${drawn}${years}` },
  )
}

/** The last marks, and how each compares with the one before, in sentences. */
export function courseInWords({ days, scale, courses }: Pick<Courses, 'days' | 'scale' | 'courses'>): string {
  const last = days.length - 1
  const on = formatDay(days[last] as Day)
  const moves = courses.flatMap(({ label, marks }) => {
    const now = marks[last]
    const before = marks.slice(0, last).findLast(mark => mark !== undefined)
    return now === undefined ? [] : [{ label, now, before }]
  })
  const said = moves.map(({ label, now }) => `${label}: ${scale[now]?.text.toLowerCase()}`).join('. ')
  const compared = moves.filter(({ before }) => before !== undefined)
  const named = (some: typeof moves) => some.map(({ label }) => label).join(', ') || 'none'
  return [
    `On ${on}. ${said}.`,
    compared.length > 0 &&
      `Since the time before, higher: ${named(compared.filter(one => one.now > Number(one.before)))}. Lower: ${named(compared.filter(one => one.now < Number(one.before)))}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
