import { placeKinds } from '../../bodies.ts'
import { daysBetween } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { mayBegin } from '../../desk/may.ts'
import {
  markingOfProgramme,
  narrowed,
  type Narrowing,
  type PlaceProgrammed,
  type Planned,
  type Programmed,
  type ProgrammeSort,
} from '../../desk/programme.ts'
import type { Programme, Reason } from '../../engine/programme.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import { filter } from '../components/filter.ts'
import { pageHeaderActions } from '../components/page-header-actions.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable, type Column } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { select } from '../components/select.ts'
import { table } from '../components/table.ts'
import { tag } from '../components/tag.ts'
import { fileView, type Asking } from '../export/file.ts'
import { html, joined, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { capital } from '../words.ts'
import { addressOf, dates, plannedOrNot } from './query.ts'

/** Rows to a page. */
const onPage = 25

interface Showing {
  readonly desk: Desk
  readonly made: Programmed
  readonly narrowing: Narrowing
  /** Which page this is, as its address says. */
  readonly number: number
}

/** Every place of the register as those who plan inspections see it. */
export function programmeView(showing: Showing): View {
  const { desk, made, narrowing } = showing
  const { programme } = made
  const found = narrowed(made, narrowing)
  const pages = Math.max(1, Math.ceil(found.length / onPage))
  const number = Math.min(showing.number, pages)
  const shown = found.slice((number - 1) * onPage, number * onPage)
  return view({
    title: programme.title,
    section: 'establishments',
    marking: markingOfProgramme(desk, programme),
    content: html`${pageHeaderActions({
      heading: programme.title,
      items: [
        planning(desk, programme),
        { text: 'Calendar of the year', href: paths.programmeCalendar(), classes: secondary },
        found.length > 0 && {
          text: 'Export',
          href: withQuery(paths.programmeFile(), addressOf(narrowing)),
          classes: secondary,
        },
      ],
    })}
      <p class="govuk-body">${programme.about}</p>
      ${overdueNotice(made, narrowing)}
      ${narrow(showing)}
      ${inForce(showing)}
      ${
        found.length === 0
          ? emptyState({ heading: 'Nothing matches', text: 'No place in the register fits these filters.' })
          : html`<p class="moj-pagination__results">Showing <b>${(number - 1) * onPage + 1}</b> to <b>${(number - 1) * onPage + shown.length}</b> of <b>${found.length}</b> ${found.length === 1 ? 'place' : 'places'}, ${inOrder[narrowing.sort]}</p>
            ${places(showing, shown)}`
      }
      ${
        pages > 1 &&
        pagination({
          landmarkLabel: 'Pages of the programme',
          previous: number > 1 ? { href: pageAddress(narrowing, number - 1) } : undefined,
          next: number < pages ? { href: pageAddress(narrowing, number + 1) } : undefined,
        })
      }
      ${whatRiskIs(desk, made)}
      ${whatElse(desk, programme)}`,
  })
}

const secondary = 'govuk-button--secondary'

/** What most come here to do. The place is not in the address: it would tell whoever reads over a shoulder where one is planned. */
function planning(desk: Desk, { plans }: Programme) {
  const name = plans.find(one => one.inspects)?.procedure
  const procedure = name === undefined ? undefined : desk.house.library.findProcedure(name, desk.world.today)?.procedure
  return (
    procedure !== undefined &&
    mayBegin(desk, procedure).begin && {
      text: procedure.steps[procedure.begins]?.label ?? '',
      href: paths.begin({ procedure: procedure.name }),
    }
  )
}

const withQuery = (address: string, query: string) => (query ? `${address}?${query}` : address)
const address = (narrowing: Narrowing) => withQuery(paths.programme(), addressOf(narrowing))
const pageAddress = (narrowing: Narrowing, number: number) =>
  withQuery(paths.programme(), addressOf(narrowing, { page: number > 1 ? String(number) : undefined }))

const inOrder: Readonly<Record<ProgrammeSort, string>> = {
  risk: 'the greatest risk first',
  latest: 'the earliest latest date first',
  name: 'by name',
}

/** What is past its latest date is told before anything else. */
const overdueNotice = ({ places: all }: Programmed, narrowing: Narrowing): Html | false => {
  const overdue = all.filter(one => one.overdue)
  if (overdue.length === 0 || narrowing.date === 'overdue') return false
  const unplanned = overdue.filter(one => !one.plans.some(plan => plan.inspects)).length
  return html`<div class="govuk-inset-text app-overdue-note"><p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${address({ date: 'overdue', sort: 'latest' })}"><b>${overdue.length}</b> ${overdue.length === 1 ? 'place is' : 'places are'} past the latest date allowed</a>${unplanned > 0 && html`, and nothing is planned ${overdue.length === 1 ? 'there' : unplanned === overdue.length ? 'at any of them' : html`at <b>${unplanned}</b> of them`}`}.</p></div>`
}

// ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const head = ({ narrowing }: Showing, text: string, sort?: ProgrammeSort): Column => ({
  text,
  sorted: sort === narrowing.sort ? (sort === 'risk' ? 'descending' : 'ascending') : undefined,
  sortHref: sort && address({ ...narrowing, sort }),
})

const places = (showing: Showing, shown: readonly PlaceProgrammed[]): Html =>
  html`<div class="app-scroll">${recordTable({
    caption: showing.made.programme.title,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-record-table--wide app-record-table--page app-programme',
    columns: [
      head(showing, 'Establishment', 'name'),
      head(showing, 'Last inspected'),
      head(showing, 'Latest date', 'latest'),
      head(showing, 'Planned'),
      head(showing, 'Risk', 'risk'),
    ],
    rows: shown.map(one => [
      html`<a class="govuk-link" href="${paths.establishment({ code: one.place.code })}">${one.place.name}</a><span class="govuk-hint">${placeKinds[one.place.kind]}${one.place.region !== undefined && html`, ${one.place.region}`}</span>`,
      lastOf(one),
      latestOf(showing.desk, one),
      plansOf(showing.desk, one),
      riskOf(showing.made.programme, one),
    ]),
  })}</div>`

const matterLink = (reference: string): Html => referenceLink(reference, paths.matter({ reference }))

const lastOf = ({ last }: PlaceProgrammed): Html =>
  last
    ? html`${dayElement(last.day)}<span class="govuk-hint">${matterLink(last.reference)}</span>`
    : html`Not recorded here`

function latestOf({ world: { today } }: Desk, { latest, overdue, holds, last }: PlaceProgrammed): Html {
  if (latest === undefined)
    return html`<span class="govuk-hint">${last || holds?.onlyMeasured ? capital(holds?.because ?? 'none is set') : html`Not known (${holds?.because})`}</span>`
  const days = Math.abs(daysBetween(today, latest))
  return html`${dayElement(latest)}${
    overdue && html` ${tag({ text: `${days} ${days === 1 ? 'day' : 'days'} overdue`, classes: 'govuk-tag--red' })}`
  }<span class="govuk-hint">${holds?.because}</span>`
}

const plansOf = ({ world: { today } }: Desk, { plans, latest }: PlaceProgrammed) =>
  plans.length === 0
    ? { classes: 'app-record__none' }
    : html`${plans.map(
        plan =>
          html`<div>${planInWords(plan)}<span class="govuk-hint">${capital(plan.what)}, ${matterLink(plan.reference)}${
            plan.from <= today
              ? ', under way'
              : plan.inspects && latest !== undefined && plan.from > latest
                ? ', after the latest date'
                : ''
          }</span></div>`,
      )}`

export const planInWords = ({ from, until }: Planned): Html =>
  until === undefined || until === from ? dayElement(from) : html`${dayElement(from)} to ${dayElement(until)}`

const bandColours: readonly string[] = ['govuk-tag--red', 'govuk-tag--yellow', 'govuk-tag--green', 'govuk-tag--grey']

const bandTag = ({ bands }: Programme, band: string): Html =>
  tag({
    text: bands[band]?.label ?? band,
    classes: bandColours[Object.keys(bands).indexOf(band)] ?? 'govuk-tag--grey',
  })

/** The points with all that they are made of; what adds nothing is told in a sentence. */
const riskOf = (programme: Programme, { risk }: PlaceProgrammed): Html => {
  const adding = risk.reasons.filter(one => one.points > 0)
  const others = risk.reasons.filter(one => one.points === 0)
  return html`<b>${risk.points}</b> of ${risk.most} ${bandTag(programme, risk.band)}
    <details class="app-why"><summary>Why</summary><ul class="govuk-list">${adding.toSorted((one, other) => other.points - one.points).map(reason)}</ul>${others.length > 0 && html`<p class="govuk-hint">Adds nothing: ${sentence(others)}.</p>`}</details>`
}

const reason = ({ points, because }: Reason): Html => html`<li><b>${points}</b> ${because}</li>`

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
const sentence = (reasons: readonly Reason[]): string => reasons.map(one => lowered(one.because)).join('; ')

// ── Filters ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const small = 'govuk-label--s'
const options = (values: Readonly<Record<string, string>>) => [
  { value: '', text: 'Any' },
  ...Object.entries(values).map(([value, text]) => ({ value, text })),
]

function narrow({ made, narrowing }: Showing): Html {
  const kinds = new Set(made.places.map(one => one.place.kind))
  const regions = [...new Set(made.places.flatMap(one => one.place.region ?? []))].toSorted((a, b) =>
    a.localeCompare(b, 'en-GB'),
  )
  const choose = (name: string, text: string, value: string | undefined, values: Readonly<Record<string, string>>) =>
    select({
      name,
      label: { text, classes: small },
      classes: 'app-filter__select',
      value: value ?? '',
      items: options(values),
    })
  return filter({
    action: paths.programme(),
    heading: 'Filter',
    classes: 'app-filter--above',
    folded: true,
    keep: { sort: narrowing.sort === 'risk' ? undefined : narrowing.sort },
    options: html`<div class="app-filter__questions">
      ${choose('date', 'How it stands to its date', narrowing.date, dates)}
      ${choose('risk', 'Risk', narrowing.band, Object.fromEntries(Object.entries(made.programme.bands).map(([name, { label }]) => [name, label])))}
      ${choose('planned', 'An inspection is', narrowing.planned, plannedOrNot)}
      ${choose('kind', 'Kind of place', narrowing.kind, Object.fromEntries(Object.entries(placeKinds).filter(([kind]) => kinds.has(kind as keyof typeof placeKinds))))}
      ${regions.length > 0 && choose('region', 'Prison group', narrowing.region, Object.fromEntries(regions.map(region => [region, region])))}</div>`,
  })
}

/** What the list is narrowed to: each a link to the same list without it. */
function inForce({ made, narrowing }: Showing): Html | undefined {
  const { kind, region, band, planned, date } = narrowing
  const items = [
    date && { text: dates[date], href: address({ ...narrowing, date: undefined }) },
    band && { text: `Risk: ${made.programme.bands[band]?.label}`, href: address({ ...narrowing, band: undefined }) },
    planned && {
      text: `An inspection is ${plannedOrNot[planned].toLowerCase()}`,
      href: address({ ...narrowing, planned: undefined }),
    },
    kind && { text: placeKinds[kind], href: address({ ...narrowing, kind: undefined }) },
    region && { text: region, href: address({ ...narrowing, region: undefined }) },
  ].filter(one => one !== undefined && one !== '')
  if (items.length === 0) return undefined
  return html`<div class="app-narrowed" role="group" aria-label="Filters in force">
    <ul class="moj-filter-tags">${items.map(item => html`<li><a class="moj-filter__tag" href="${item.href}"><span class="govuk-visually-hidden">Remove this filter: </span>${item.text}</a></li>\n`)}</ul>
    <p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${address({ sort: narrowing.sort })}">Clear filters</a></p>
  </div>`
}

// ── What the risk is made of, and what else there is to do ───────────────────────────────────────────────────────────

const whatRiskIs = (desk: Desk, { programme, weights, weightsIn }: Programmed): Html => {
  const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  const { high, medium } = programme.bands
  return details({
    id: 'weights',
    summaryText: 'What the risk is made of',
    text: html`<p class="govuk-body">Each place has points for what is known of it, up to the weight of each factor. They are counted from what you may see in your post: somebody in another post may count more, or less. What is not recorded here adds nothing.</p>
      ${table({
        caption: 'Weights',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: ['Factor', { text: 'Points at most', format: 'numeric' }, 'Set by'],
        rows: Object.entries(programme.factors).map(([name, { label, usual }]) => [
          label,
          { text: String(weights[name] ?? usual), format: 'numeric' as const },
          weights[name] === usual ? 'Our default' : html`The inspectorate; our default is ${usual}`,
        ]),
      })}
      ${high && medium && html`<p class="govuk-body">Of ${all} points in all, the risk is high from ${Math.ceil(all * high.from)} and medium from ${Math.ceil(all * medium.from)}.</p>`}
      ${
        weightsIn !== undefined &&
        html`<p class="govuk-body"><a class="govuk-link" href="${paths.step({ reference: weightsIn, step: programme.weights.step })}">${stepLabel(desk, programme)}</a>, with your reason. Earlier changes stand in the history of ${matterLink(weightsIn)}.</p>`
      }`,
  })
}

const stepLabel = ({ house, world }: Desk, { weights }: Programme): string =>
  house.library.findProcedure(weights.procedure, world.today)?.procedure.steps[weights.step]?.label ?? 'Set the weights'

/** The procedures of what is planned and what is begun from here, for whoever may. */
function whatElse(desk: Desk, programme: Programme): Html | false {
  const known = (name: string) => desk.house.library.findProcedure(name, desk.world.today)?.procedure
  const begun = programme.begins.flatMap(name => known(name) ?? []).filter(one => mayBegin(desk, one).begin)
  const lists = [programme.weights.procedure, ...programme.begins].flatMap(name => known(name) ?? [])
  return (
    begun.length > 0 &&
    html`<h2 class="govuk-heading-m">What else there is to plan by</h2>
    <ul class="govuk-list">${begun.map(one => html`<li><a class="govuk-link" href="${paths.begin({ procedure: one.name })}">${one.steps[one.begins]?.label}</a></li>\n`)}</ul>
    <p class="govuk-body">Lists: ${joined(
      lists.map(
        one => html`<a class="govuk-link" href="${paths.matters()}?procedure=${one.name}">${lowered(one.title)}</a>`,
      ),
      html`; `,
    )}.</p>`
  )
}

// ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface AskingForFile extends Asking {
  readonly desk: Desk
  readonly programme: Programme
  readonly narrowing: Narrowing
}

export function programmeFileView({ desk, programme, narrowing, ...asking }: AskingForFile): View {
  return fileView({
    ...asking,
    title: `Export ${lowered(programme.title)}`,
    back: address(narrowing),
    holds: 'The file holds what the list shows, with every reason of the risk in a column of its own.',
    rows: [],
    marking: markingOfProgramme(desk, programme),
    action: paths.programmeFile(),
    query: addressOf(narrowing),
  })
}
