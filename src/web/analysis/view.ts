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
import { subNavigation } from '../components/sub-navigation.ts'
import { hidden } from '../forms.ts'
import { html, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { filterOf, inForce } from '../log/filter.ts'
import { inMonth, queryString, unnarrowed, type Listing } from '../log/query.ts'
import { titleOf, wrongDays } from '../log/view.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { mattersCalled } from '../words.ts'
import type { Day } from '../../calendar/day.ts'

export interface Analysed {
  readonly desk: Desk
  readonly token?: Token
  readonly procedure: Procedure
  readonly listing: Listing
  readonly made: Analysis
  /** Which part is asked for. */
  readonly part?: string
  /** Everything it can be narrowed by, instead of the charts. */
  readonly filters?: boolean
  readonly errors?: readonly SummarisedError[]
}

/** The analysis of a list: charts with their numbers beside them, each leading to the matters it counts (SP-21). */
export function analysisView(analysed: Analysed): View {
  const { desk, procedure, listing, made, errors } = analysed
  const parts = partsOf(made)
  const kindOf = (name: string | undefined) => name?.split('-')[0]
  // Narrowed further, there may be fewer pages of a kind than there were.
  const shown =
    parts.find(one => one.name === analysed.part) ??
    parts.findLast(one => kindOf(one.name) === kindOf(analysed.part)) ??
    parts[0]
  const filtering = {
    desk,
    procedure,
    listing,
    action: paths.analysis(),
    part: shown?.name,
  }
  const title = `Analysis of ${titleOf(desk, procedure).toLowerCase()}`
  // A hundred boxes and every establishment: half of what a page may weigh, so they have one of their own.
  if (analysed.filters || wrongDays(listing).length > 0)
    return view({
      title: `Filter: ${title}`,
      section: 'matters',
      errors: wrongDays(listing),
      before: backLink({ href: address(analysed, { part: shown?.name }), text: 'Back to the analysis' }),
      content: html`<h1 class="govuk-heading-l">${title}</h1>${filterOf({ ...filtering, columns: () => [] })}${inForce(filtering)}`,
    })
  return view({
    title,
    section: 'matters',
    marking: markingOfColumns(
      procedure,
      made.tallies.map(tally => tally.name),
    ),
    before: backLink({ text: 'Back to the list', href: listAddress(analysed, listing) }),
    errors,
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      ${button({ text: 'Filter what is counted', href: address(analysed, { part: shown?.name, filters: 'all' }), classes: 'govuk-button--secondary' })}
      ${inForce(filtering)}
      ${made.total === 0 || !shown ? nothingToCount(analysed) : charts(analysed, parts, shown)}`,
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

const address = ({ procedure, listing }: Analysed, more: Readonly<Record<string, string | undefined>>): string =>
  `${paths.analysis()}?${queryString(listing, { procedure: procedure.name, ...more })}`

// ── Its parts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A page of charts: all of them at once would weigh more than a telephone with a poor connection can bear. */
interface Part {
  readonly name: string
  readonly text: string
  readonly tallies: readonly Tally[]
  drawn(analysed: Analysed): Html
}

/** More bars than these go on to another page, unless they are of one chart. */
const mostBarsOfPart = 48

const ofPlaces = ['region', 'place']

function partsOf(made: Analysis): readonly Part[] {
  const pages = paged(made.tallies.filter(one => !ofPlaces.includes(one.name)))
  const tallies = made.tallies.filter(one => ofPlaces.includes(one.name))
  return [
    { name: 'when', text: 'When', tallies: [], drawn: when },
    ...pages.map((some, at) => ({
      name: pages.length > 1 ? `what-${at + 1}` : 'what',
      text: pages.length > 1 ? `What, and how it ended: ${at + 1} of ${pages.length}` : 'What, and how it ended',
      tallies: some,
      drawn: (analysed: Analysed) => html`${some.map(one => tallyChart(analysed, one))}`,
    })),
    {
      name: 'where',
      text: 'Where',
      tallies,
      drawn: analysed => html`${tallies.map(one => tallyChart(analysed, one))}`,
    },
    ...(made.repeats.length > 0
      ? [{ name: 'again', text: 'Again at one establishment', tallies: [], drawn: repeats }]
      : []),
    ...(made.times.length > 0 ? [{ name: 'long', text: 'How long it took', tallies: [], drawn: times }] : []),
  ]
}

/** In their order, as many to a page as it has room for. */
function paged(tallies: readonly Tally[]): readonly (readonly Tally[])[] {
  const pages: Tally[][] = []
  let room = 0
  for (const tally of tallies) {
    const bars = Math.min(tally.cells.length, mostBars)
    if (bars > room || pages.length === 0) {
      pages.push([])
      room = mostBarsOfPart
    }
    pages.at(-1)?.push(tally)
    room -= bars
  }
  return pages
}

function charts(analysed: Analysed, parts: readonly Part[], shown: Part): Html {
  const { made, procedure } = analysed
  return html`<p class="govuk-body-l"><b>${number(made.total)}</b> ${mattersCalled(procedure, made.total)}${made.overdue > 0 && html`, of which <a class="govuk-link" href="${listAddress(analysed, { ...analysed.listing, overdue: true })}"><b>${number(made.overdue)}</b> with something overdue</a>`}</p>
    <p class="govuk-body">Counted from what you may see, as it stands now. The numbers here are exact; what leaves in a file has small numbers protected. <a class="govuk-link" href="#export">Export all the numbers</a></p>
    ${subNavigation({
      label: 'Parts of the analysis',
      items: parts.map(({ name, text }) => ({
        text,
        href: address(analysed, { part: name }),
        active: name === shown.name,
      })),
    })}
    <section aria-labelledby="part"><h2 class="govuk-heading-l" id="part">${shown.text}</h2>
      ${contents(analysed, parts, shown)}${shown.drawn(analysed)}</section>
    ${exporting(analysed)}`
}

/** Every chart of what is counted, on whichever page it is. */
const contents = (analysed: Analysed, parts: readonly Part[], shown: Part): Html | false =>
  shown.tallies.length > 1 &&
  html`<nav aria-label="Charts"><ul class="govuk-list app-views__list">${parts.flatMap(part =>
    part.tallies.map(
      ({ name, label }) =>
        html`<li><a class="govuk-link" href="${part === shown ? '' : address(analysed, { part: part.name })}#chart-${name}">${label}</a></li>\n`,
    ),
  )}</ul></nav>`

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

function repeats(analysed: Analysed): Html {
  const { made, listing, procedure } = analysed
  return html`<p class="govuk-body">Establishments with more than one, those with most first.</p>
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
