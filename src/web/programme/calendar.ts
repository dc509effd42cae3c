import {
  addMonths,
  dayOfMonth,
  daysInMonth,
  earlier,
  formatDay,
  formatDayAndMonth,
  later,
  monthNumber,
  monthOf,
  yearNumber,
  type Day,
  type Span,
} from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { markingOfProgramme, type PlaceProgrammed, type Planned, type Programmed } from '../../desk/programme.ts'
import { across, figure, tall, type Drawing } from '../charts/figure.ts'
import { backLink } from '../components/back-link.ts'
import { referenceLink } from '../components/reference-link.ts'
import type { Cell } from '../components/table.ts'
import { tag } from '../components/tag.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { capital } from '../words.ts'

interface Year {
  readonly desk: Desk
  readonly made: Programmed
  readonly year: Span
}

interface Due {
  readonly place: PlaceProgrammed['place']
  readonly latest: Day
  readonly planned: boolean
  readonly overdue: boolean
}

interface InPlan extends Planned {
  readonly place: PlaceProgrammed['place']
}

/** What happens in a business year, month by month: what is planned, and what falls due by its latest date. */
export function calendarView({ desk, made, year }: Year): View {
  const { today } = desk.world
  const plans = made.places
    .flatMap(({ place, plans: all }): InPlan[] => all.map(plan => ({ ...plan, place })))
    .filter(({ from, until }) => from <= year.until && (until ?? from) >= year.from)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
  const dues = made.places
    .flatMap(({ place, latest, overdue, plans: all }): Due[] =>
      latest === undefined
        ? []
        : [{ place, latest, overdue, planned: all.some(plan => plan.inspects && plan.from <= latest) }],
    )
    .filter(({ latest }) => latest >= year.from && latest <= year.until)
    .toSorted((one, other) => (one.latest < other.latest ? -1 : 1))
  const months = Array.from({ length: 12 }, (_, at) => monthOf(addMonths(year.from, at)))
  const startsIn = ({ from }: InPlan, month: Span) =>
    from < year.from ? month.from === year.from : isWithin(from, month)
  const isEmpty = (month: Span) =>
    !plans.some(one => startsIn(one, month)) && !dues.some(({ latest }) => isWithin(latest, month))
  const before = made.places.filter(one => one.latest !== undefined && one.latest < year.from).length
  const first = yearNumber(year.from)
  const other = (step: number, words: string) =>
    html`<a class="govuk-link govuk-link--no-visited-state" href="${paths.programmeCalendar()}?year=${String(first + step)}">${words}</a>`
  return view({
    title: `${made.programme.title}: ${year.name}`,
    section: 'establishments',
    marking: markingOfProgramme(desk, made.programme),
    before: backLink({ text: 'Back to the programme', href: paths.programme() }),
    content: html`<h1 class="govuk-heading-l">${made.programme.title}: ${year.name}</h1>
      <p class="govuk-body">${other(-1, 'The year before')} · ${other(1, 'The year after')}</p>
      ${
        before > 0 &&
        html`<div class="govuk-inset-text app-overdue-note"><p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${paths.programme()}?date=overdue&amp;sort=latest">The latest date of <b>${before}</b> ${before === 1 ? 'place' : 'places'} is before this year.</a></p></div>`
      }
      ${legend}
      ${figure(
        {
          id: 'year',
          title: 'What is planned, and what falls due',
          summary: summaryOf(plans, dues),
          level: 2,
          head: ['Month', 'Planned', 'Latest date'],
          rows: months
            .filter(month => !isEmpty(month))
            .map(month => [
              formatMonth(month),
              cell(
                plans.filter(one => startsIn(one, month)),
                inPlan,
              ),
              cell(
                dues.filter(({ latest }) => isWithin(latest, month)),
                falling,
              ),
            ]),
          note:
            months.some(isEmpty) &&
            'What is planned stands in the month in which it begins. In those left out nothing begins, and nothing falls due.',
        },
        drawing(months, plans, dues, today),
      )}`,
  })
}

function summaryOf(plans: readonly InPlan[], dues: readonly Due[]): string {
  const inspections = plans.filter(one => one.inspects).length
  const unplanned = dues.filter(one => !one.planned).length
  const planned = `${counted(inspections, 'inspection is', 'inspections are')} planned`
  if (dues.length === 0) return `${planned}. No place has its latest date in this year.`
  const due = `${counted(dues.length, 'place has its', 'places have their')} latest date in this year`
  if (dues.length === 1) return `${planned}. ${due}, and ${unplanned === 0 ? 'one' : 'none'} is planned there in time.`
  return `${planned}. ${due}; for ${unplanned === 0 ? 'none' : unplanned} of them nothing is planned in time.`
}

const isWithin = (on: Day, { from, until }: Span) => from <= on && on <= until
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
const formatMonth = ({ from }: Span) => formatDay(from).replace(/^1 /, '')

// ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** More than these in a month are told by how many they are: the list has them all. */
const mostNamed = 8

const cell = <T>(all: readonly T[], named: (one: T) => Html): Cell =>
  all.length === 0
    ? { classes: 'app-record__none' }
    : html`<ul class="govuk-list">${all.slice(0, mostNamed).map(one => html`<li>${named(one)}</li>\n`)}${
        all.length > mostNamed &&
        html`<li><a class="govuk-link" href="${paths.programme()}?sort=latest">and ${all.length - mostNamed} more</a></li>`
      }</ul>`

const placeLink = ({ code, name }: PlaceProgrammed['place']): Html =>
  html`<a class="govuk-link" href="${paths.establishment({ code })}">${name}</a>`

const inPlan = ({ place, reference, what, from, until }: InPlan): Html =>
  html`${placeLink(place)}, ${formatDayAndMonth(from)}${until !== undefined && until !== from && ` to ${formatDayAndMonth(until)}`}<br><span class="govuk-hint">${capital(what)}, ${referenceLink(reference, paths.matter({ reference }))}</span>`

const falling = ({ place, latest, planned, overdue }: Due): Html =>
  html`${placeLink(place)}, ${formatDayAndMonth(latest)}${overdue && html` ${tag({ text: 'Overdue', classes: 'govuk-tag--red' })}`}${!planned && html`<br><span class="govuk-hint">Nothing is planned in time</span>`}`

const legend = html`<ul class="govuk-list app-legend">
  <li><svg width="28" height="14" aria-hidden="true" focusable="false"><rect class="app-chart__mark" x="0" y="2" width="28" height="9"></rect></svg> Planned, from the first day to the last</li>
  <li><svg width="28" height="14" aria-hidden="true" focusable="false"><circle class="app-chart__band" cx="14" cy="7" r="5"></circle></svg> Latest date; an inspection is planned before it</li>
  <li><svg width="28" height="14" aria-hidden="true" focusable="false"><circle class="app-chart__alarm" cx="14" cy="7" r="5"></circle></svg> Latest date; nothing is planned before it</li>
  <li><svg width="28" height="14" aria-hidden="true" focusable="false"><line class="app-chart__axis" x1="14" x2="14" y1="0" y2="14"></line></svg> Today</li>
</ul>`

// ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────

const row = 2
/** Room above for the days of the month. */
const above = 1.5
/** Room for the names of the months. */
const names = 0.14

/** A row for each month, its days from left to right. */
function drawing(months: readonly Span[], plans: readonly InPlan[], dues: readonly Due[], today: Day): Drawing {
  const x = (on: Day, end = 0) =>
    across(names + ((dayOfMonth(on) - 1 + end) / daysInMonth(yearNumber(on), monthNumber(on))) * (1 - names))
  const wide = (from: Day, until: Day) =>
    across(
      ((dayOfMonth(until) - dayOfMonth(from) + 1) / daysInMonth(yearNumber(from), monthNumber(from))) * (1 - names),
    )
  const marks = months.map((month, at) => {
    const top = above + at * row
    return html`<text class="app-chart__tick" x="0" y="${tall(top + 1.25)}">${formatMonth(month).slice(0, 3)} ${month.from.slice(2, 4)}</text>
      <line class="app-chart__grid" x1="${across(names)}" x2="100%" y1="${tall(top + row)}" y2="${tall(top + row)}"></line>
      ${isWithin(today, month) && html`<line class="app-chart__axis" x1="${x(today)}" x2="${x(today)}" y1="${tall(top)}" y2="${tall(top + row)}"></line>`}
      ${plans
        .filter(({ from, until }) => from <= month.until && (until ?? from) >= month.from)
        .map(({ from, until }) => {
          const [first, last] = [later(from, month.from), earlier(until ?? from, month.until)]
          return html`<rect class="app-chart__mark" x="${x(first)}" y="${tall(top + 0.3)}" width="${wide(first, last)}" height="${tall(0.6)}"></rect>\n`
        })}
      ${dues
        .filter(({ latest }) => isWithin(latest, month))
        .map(
          ({ latest, planned }) =>
            html`<circle class="${planned ? 'app-chart__band' : 'app-chart__alarm'}" cx="${x(latest, 0.5)}" cy="${tall(top + 1.45)}" r="5"></circle>\n`,
        )}`
  })
  const days = [1, 10, 20].map(
    on =>
      html`<text class="app-chart__tick" x="${across(names + ((on - 1) / 31) * (1 - names))}" y="${tall(1)}">${on}</text>`,
  )
  return { height: above + months.length * row, marks: html`${days}${marks}` }
}
