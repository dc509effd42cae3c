import type { Analysis, Divided, Tally } from '../../desk/analysis.ts'
import { markingOfColumns } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { bars } from '../charts/bars.ts'
import { daysTo, spread } from '../charts/days.ts'
import { number } from '../charts/figure.ts'
import { monthInWords, monthsLine } from '../charts/months.ts'
import { stackedBars } from '../charts/stacked.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { input } from '../components/input.ts'
import { recordTable } from '../components/record-table.ts'
import { hidden } from '../forms.ts'
import { html, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { filterOf, inForce } from '../log/filter.ts'
import { inMonth, queryString, unnarrowed, type Listing } from '../log/query.ts'
import { titleOf, wrongDays } from '../log/view.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import type { Day } from '../../calendar/day.ts'

export interface Analysed {
  readonly desk: Desk
  readonly token?: Token
  readonly procedure: Procedure
  readonly listing: Listing
  readonly made: Analysis
  readonly errors?: readonly SummarisedError[]
}

/** The analysis of a list: charts with their numbers beside them, each leading to the matters it counts (SP-21). */
export function analysisView(analysed: Analysed): View {
  const { desk, procedure, listing, made, errors } = analysed
  const filtering = { desk, procedure, listing, action: paths.analysis() }
  const title = `Analysis of ${titleOf(procedure).toLowerCase()}`
  return view({
    title,
    section: 'matters',
    marking: markingOfColumns(
      procedure,
      made.tallies.map(tally => tally.name),
    ),
    before: backLink({ text: 'Back to the list', href: listAddress(analysed, listing) }),
    errors: errors ?? wrongDays(listing),
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      ${filterOf(filtering)}
      ${inForce(filtering)}
      ${made.total === 0 ? nothingToCount(analysed) : charts(analysed)}`,
  })
}

const listAddress = ({ procedure }: Analysed, listing: Listing): string =>
  `${paths.matters()}?${queryString(listing, { procedure: procedure.name })}`

const nothingToCount = ({ procedure, listing }: Analysed): Html =>
  queryString(unnarrowed(listing)) === queryString(listing)
    ? emptyState({
        heading: 'There is nothing to count yet',
        text: 'Charts appear here as matters are begun or disclosed to you.',
      })
    : emptyState({
        heading: 'Nothing matches',
        text: 'No matter that you may see fits these filters.',
        action: { text: 'Clear filters', href: `${paths.analysis()}?procedure=${procedure.name}` },
      })

function charts(analysed: Analysed): Html {
  const { made, procedure } = analysed
  const built = ['stage', 'region', 'place']
  const tally = (name: string) => made.tallies.find(one => one.name === name)
  const things = procedure.title.toLowerCase()
  return html`<p class="govuk-body-l"><b>${number(made.total)}</b> ${made.total === 1 ? `of ${things}` : things}${made.overdue > 0 && html`, of which <a class="govuk-link" href="${listAddress(analysed, { ...analysed.listing, overdue: true })}"><b>${number(made.overdue)}</b> with something overdue</a>`}</p>
    <p class="govuk-body">Counted from what you may see, as it stands now. The numbers here are exact; what leaves in a file has small numbers protected.</p>
    <nav aria-label="On this page"><ul class="govuk-list app-views__list">${onThisPage(made).map(([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>\n`)}</ul></nav>
    <section aria-labelledby="when"><h2 class="govuk-heading-l govuk-!-margin-top-6" id="when">When</h2>${when(analysed)}</section>
    <section aria-labelledby="what"><h2 class="govuk-heading-l govuk-!-margin-top-6" id="what">What, and how it ended</h2>
      ${made.tallies.filter(one => !built.includes(one.name)).map(one => tallyChart(analysed, one))}
      ${tallyChart(analysed, tally('stage'))}</section>
    <section aria-labelledby="where"><h2 class="govuk-heading-l govuk-!-margin-top-6" id="where">Where</h2>
      ${tallyChart(analysed, tally('region'))}${tallyChart(analysed, tally('place'))}${repeats(analysed)}</section>
    ${made.times.length > 0 && html`<section aria-labelledby="long"><h2 class="govuk-heading-l govuk-!-margin-top-6" id="long">How long it took</h2>${times(analysed)}</section>`}
    ${exporting(analysed)}`
}

const onThisPage = (made: Analysis): [string, string][] => [
  ['when', 'When'],
  ['what', 'What, and how it ended'],
  ['where', 'Where'],
  ...(made.times.length > 0 ? [['long', 'How long it took'] as [string, string]] : []),
  ['export', 'Export the numbers'],
]

// ── When ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** More months than this are told by the year, and the last of them by the month. */
const mostMonths = 24

function when(analysed: Analysed): Html {
  const { made, listing, procedure } = analysed
  const counted = procedure.title
  const shown = made.months.slice(-mostMonths)
  const busiest = shown.reduce(
    (best, one) => (one.count > best.count ? one : best),
    shown[0] ?? { month: '', count: 0 },
  )
  const monthly = monthsLine({
    id: 'months',
    title: made.months.length > mostMonths ? `By month, the last ${mostMonths}` : 'By month',
    summary:
      shown.length === 1
        ? `All in ${monthInWords(busiest.month)}.`
        : `Most in ${monthInWords(busiest.month)}: ${number(busiest.count)}.`,
    counted,
    months: shown.map(one => ({ ...one, href: listAddress(analysed, inMonth(listing, one.month)) })),
  })
  const divided = made.divided && dividedChart(made.divided)
  if (made.months.length <= mostMonths) return html`${monthly}${divided}`
  const years = Map.groupBy(made.months, one => one.month.slice(0, 4))
  const byYear = [...years].map(([year, months]) => ({
    label: year,
    count: months.reduce((sum, one) => sum + one.count, 0),
    href: listAddress(analysed, { ...listing, from: `${year}-01-01` as Day, until: `${year}-12-31` as Day }),
  }))
  const fullest = byYear.reduce((best, one) => (one.count > best.count ? one : best))
  return html`${bars({
    id: 'years',
    title: 'By year',
    summary: `Most in ${fullest.label}: ${number(fullest.count)}.`,
    of: 'Year',
    counted,
    bars: byYear,
    total: { label: 'All', count: made.total },
  })}${monthly}${divided}`
}

/** The last eight quarters, each divided. */
const mostQuarters = 8

function dividedChart({ label, into, months }: Divided): Html {
  const quarters = Map.groupBy(months, ({ month }) => quarterOf(month))
  const none = months.some(({ counts }) => (counts.at(-1) ?? 0) > 0)
  const names = [...into.map(one => one.label), ...(none ? ['Not recorded'] : [])]
  const drawn = [...quarters].slice(-mostQuarters).map(([quarter, some]) => ({
    label: quarter,
    counts: names.map((_name, at) => some.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)),
  }))
  const last = drawn.at(-1)
  return stackedBars({
    id: 'divided',
    title: `By quarter: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    summary: last
      ? `In ${last.label}: ${names.map((name, at) => `${name} ${number(last.counts[at] ?? 0)}`).join(', ')}.`
      : '',
    of: 'Quarter',
    into: names,
    bars: drawn,
  })
}

/** '2026-03' as January to March 2026. */
function quarterOf(month: string): string {
  const first = Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1
  const name = (one: number) => monthInWords(`${month.slice(0, 4)}-${String(one).padStart(2, '0')}`)
  return `${name(first).split(' ')[0]} to ${name(first + 2)}`
}

// ── What and where ───────────────────────────────────────────────────────────────────────────────────────────────────

/** More bars than this are not drawn; the list has them all. */
const mostBars = 40

function tallyChart(analysed: Analysed, tally: Tally | undefined): Html | undefined {
  if (!tally) return undefined
  const { made, procedure } = analysed
  const most = tally.cells.reduce((best, cell) => (cell.count > best.count ? cell : best))
  const asMany = tally.cells.filter(cell => cell.count === most.count).length
  const cells = tally.cells.slice(0, mostBars)
  const left = tally.cells.length - cells.length
  return bars({
    id: `chart-${tally.name}`,
    title: tally.label,
    summary:
      asMany > 1
        ? `Most: ${most.label} and ${asMany - 1} more, ${number(most.count)} each of ${number(made.total)}.`
        : `Most: ${most.label}, ${number(most.count)} of ${number(made.total)}.`,
    of: tally.label,
    counted: procedure.title,
    bars: cells.map(({ label, value, count }) => ({
      label,
      count,
      href: listAddress(analysed, narrowedTo(analysed.listing, tally.name, value)),
    })),
    undrawn: tally.none > 0 ? [{ label: 'Not recorded', count: tally.none }] : [],
    note:
      [tally.several && 'One may be counted in several rows.', left > 0 && `${left} with fewer are not drawn.`]
        .filter(Boolean)
        .join(' ') || undefined,
    total: tally.several ? undefined : { label: 'All', count: made.total },
  })
}

const narrowedTo = (listing: Listing, name: string, value: string): Listing =>
  name === 'stage'
    ? { ...listing, stages: [value] }
    : name === 'place'
      ? { ...listing, place: value }
      : name === 'region'
        ? { ...listing, region: value }
        : { ...listing, facts: { ...listing.facts, [name]: [value] } }

const mostRepeats = 25

function repeats(analysed: Analysed): Html | undefined {
  const { made, listing, procedure } = analysed
  if (!made.repeats.length) return undefined
  return html`<h3 class="govuk-heading-m">Again at one establishment</h3>
    <p class="govuk-body">Establishments with more than one, those with most first.</p>
    ${recordTable({
      caption: 'Again at one establishment',
      captionClasses: 'govuk-visually-hidden',
      columns: [
        { text: 'Establishment' },
        { text: 'Prison group' },
        { text: procedure.title, format: 'numeric' },
        { text: 'Most within twelve months', format: 'numeric' },
        { text: 'Last' },
      ],
      rows: made.repeats
        .slice(0, mostRepeats)
        .map(one => [
          html`<a class="govuk-link" href="${listAddress(analysed, { ...listing, place: one.place })}">${one.label}</a>`,
          one.region ?? '',
          number(one.count),
          number(one.mostInYear),
          monthInWords(one.last),
        ]),
    })}`
}

// ── How long ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const times = ({ made }: Analysed): Html =>
  html`${daysTo({
    id: 'days',
    title: 'Days from the beginning',
    summary: 'The line goes from the shortest to the longest, the band holds the middle half, the mark is the median.',
    spans: made.times,
    note:
      made.brought > 0
        ? `${number(made.brought)} brought in from an earlier log are left out: how long they took is not known.`
        : undefined,
  })}
  ${details({
    summaryText: 'How the days are spread',
    text: html`${made.times.map((span, at) => spread({ id: `spread-${at}`, span }))}`,
    classes: 'app-chart__spreads',
  })}`

// ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const exporting = ({ listing, procedure, token, errors }: Analysed): Html =>
  html`<section aria-labelledby="export"><h2 class="govuk-heading-l govuk-!-margin-top-6" id="export">Export the numbers</h2>
    <p class="govuk-body">An Excel workbook of these tables. Numbers from 1 to 4 are told as “fewer than 5”, and others are left out where they would give one of those away.</p>
    <form method="post" action="${paths.analysis()}">${hidden(token)}<input type="hidden" name="query" value="${queryString(listing, { procedure: procedure.name })}">
      ${input({
        name: 'why',
        id: 'why',
        label: { text: 'Why are you exporting them?', classes: 'govuk-label--s' },
        hint: 'Kept with the record. Without names of people.',
        classes: 'govuk-!-width-two-thirds',
        errorMessage: errors?.find(error => error.href === '#why')?.text as string | undefined,
      })}
      ${button({ text: 'Export', classes: 'govuk-button--secondary' })}
    </form></section>`
