import { listColumns, markingOf, placesIn, type ListColumn } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Dates, Page, Row, Sort } from '../../desk/list.ts'
import type { View as SavedView } from '../../desk/views.ts'
import { listCalled, type Procedure } from '../../engine/procedure.ts'
import type { Day } from '../../calendar/day.ts'
import { backLink } from '../components/back-link.ts'
import { button, type Button } from '../components/button.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import { input } from '../components/input.ts'
import { dueLine } from '../components/obligation.ts'
import { pageHeaderActions } from '../components/page-header-actions.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable, type Column } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { search } from '../components/search.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import type { Cell } from '../components/table.ts'
import { hidden } from '../forms.ts'
import { html, isolated, nothing, type Html } from '../html.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { mattersCalled } from '../words.ts'
import { filterOf, inForce, type Filtering } from './filter.ts'
import { queryString, type Listing } from './query.ts'
import { yearlyView, type CountedYearly } from './yearly.ts'

/** All that the page of a list is made of. */
export interface Listed {
  readonly desk: Desk
  readonly token?: Token
  /** Absent: matters of every procedure together. */
  readonly procedure?: Procedure
  readonly listing: Listing
  readonly page: Page
  /** Which page this is. */
  readonly number: number
  readonly saved: readonly SavedView[]
  /** How many there are in each business year, for whoever decides that. */
  readonly yearly?: CountedYearly
  /** Whether this person may begin a matter, and bring in an earlier log. */
  readonly may: { readonly begin: boolean; readonly bring: boolean }
  /** Everything the list can be narrowed by, instead of the list. */
  readonly filters?: boolean
  readonly errors?: readonly SummarisedError[]
}

export const perPage = 25

export const titleOf = ({ me }: Pick<Desk, 'me'>, procedure: Procedure | undefined): string =>
  procedure ? listCalled(procedure, me.body) : 'All matters'

export function logView(listed: Listed): View {
  const { desk, procedure, listing, page } = listed
  const columns = listColumns(desk.house.library, procedure, listing.shows)
  const shows = columns.map(column => column.name)
  const filtering: Filtering = {
    desk,
    procedure,
    listing,
    action: paths.matters(),
    columns: procedure && (() => Object.keys(procedure.columns).filter(name => name !== procedure.heads[0])),
    shows,
    rest: listed.filters ? undefined : address(procedure, listing, { filters: 'all' }),
  }
  if (listed.filters)
    return view({
      title: `Filter: ${titleOf(desk, procedure)}`,
      section: 'matters',
      errors: wrongDays(listing),
      before: backLink({ href: address(procedure, listing), text: 'Back to the list' }),
      content: html`<h1 class="govuk-heading-l">${titleOf(desk, procedure)}</h1>${filterOf(filtering)}${inForce(filtering)}`,
    })
  return view({
    title: titleOf(desk, procedure),
    section: 'matters',
    marking: markingOf(desk.house.library, page.rows, columns),
    errors: listed.errors ?? wrongDays(listing),
    content: html`${pageHeaderActions({ heading: titleOf(desk, procedure), items: actions(listed) })}
      ${tabs(listed)}
      ${yearlyView(desk.house.library, listed.yearly)}
      ${filterOf(filtering)}
      ${procedure && savedViews(listed)}
      ${inForce(filtering)}
      ${isNarrowed(listing) && page.rows.length > 0 && searchIn(listed)}
      ${page.rows.length === 0 ? empty(listed) : rows(listed, columns)}`,
  })
}

/** Words are looked for in what is filtered, and nowhere else; posted, since they may name someone. */
const searchIn = ({ procedure, listing, token }: Listed): Html =>
  search({
    action: paths.search(),
    method: 'post',
    id: 'find-in',
    classes: 'app-search--in',
    label: { text: 'Search in what is filtered', classes: 'govuk-label--s' },
    more: html`${hidden(token)}<input type="hidden" name="within" value="${queryString(listing, { procedure: procedure?.name ?? 'all' })}">`,
  })

export const wrongDays = (listing: Listing): SummarisedError[] =>
  Object.keys(listing.wrong).map(name => ({ text: 'Give a real date, like 27/3/2026', href: `#${name}` }))

const isNarrowed = ({ place, region, stages, from, until, overdue, facts }: Listing) =>
  Boolean(place || region || stages.length || from || until || overdue || Object.keys(facts).length)

function actions({ procedure, listing, page, may }: Listed): Button[] {
  if (!procedure) return []
  const query = queryString(listing, { procedure: procedure.name })
  const secondary = 'govuk-button--secondary'
  return [
    ...(may.begin
      ? [{ text: procedure.steps[procedure.begins]?.label ?? '', href: paths.begin({ procedure: procedure.name }) }]
      : []),
    ...(procedure.timetable ? [{ text: 'In production', href: paths.timetables(), classes: secondary }] : []),
    ...(page.rows.length ? [{ text: 'Analysis', href: `${paths.analysis()}?${query}`, classes: secondary }] : []),
    ...(page.rows.length ? [{ text: 'Export', href: `${paths.exports()}?${query}`, classes: secondary }] : []),
    ...(may.begin && procedure.travels
      ? [{ text: 'Bring in a sealed package', href: paths.packages(), classes: secondary }]
      : []),
    ...(may.bring
      ? [
          {
            text: 'Bring in an earlier log',
            href: `${paths.imports()}?procedure=${procedure.name}`,
            classes: secondary,
          },
        ]
      : []),
  ]
}

/** One for each procedure of which there is anything to see, and one for all of them. */
function tabs({ desk, procedure }: Listed): Html {
  const known = desk.house.library
    .inForce(desk.world.today)
    .filter(one => one.procedure.name === procedure?.name || desk.who.seen.includes(one.procedure.name))
    .map(one => one.procedure)
  if (known.length < 2) return nothing
  return subNavigation({
    label: 'Kinds of matter',
    items: [
      ...known.map(one => ({
        text: titleOf(desk, one),
        href: `${paths.matters()}?procedure=${one.name}`,
        active: one.name === procedure?.name,
      })),
      { text: 'All matters', href: `${paths.matters()}?procedure=all`, active: !procedure },
    ],
  })
}

// ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const sortBy: Readonly<Record<string, Sort>> = { place: 'place', stage: 'stage', due: 'due', opened: 'newest' }

function rows(listed: Listed, columns: readonly ListColumn[]): Html {
  const { procedure, listing, page, number } = listed
  // Of what is at no place, as a person or a year, a column for that would be empty and push others out of sight.
  const nowhere = page.rows.every(row => placesIn(row, listed.desk.world) === undefined)
  const shown = columns.filter(({ name }) => name !== 'about' && !(name === 'place' && nowhere))
  const cells = shown.map(column => cellOf(listed, column, columns))
  return html`${position(listed)}
    <div class="app-scroll">${recordTable({
      caption: titleOf(listed.desk, procedure),
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-record-table--wide app-record-table--page',
      columns: shown.map(column => head(listed, column)),
      rows: page.rows.map(row => cells.map(cell => cell(row))),
    })}</div>
    ${
      (page.after !== undefined || number > 1) &&
      pagination({
        landmarkLabel: 'Pages of the list',
        previous: number > 1 ? { href: address(procedure, listing), text: 'First page' } : undefined,
        next:
          page.after === undefined
            ? undefined
            : { href: address(procedure, listing, { after: `${page.after}.${number + 1}` }) },
      })
    }`
}

const address = (procedure: Procedure | undefined, listing: Listing, more: Readonly<Record<string, string>> = {}) =>
  `${paths.matters()}?${queryString(listing, { procedure: procedure?.name ?? 'all', ...more })}`

function position({ procedure, page, number }: Listed): Html {
  const { total } = page
  // The last page of those that were all counted ends with the last of them, whatever its address says.
  const from =
    total && !total.more && page.after === undefined ? total.count - page.rows.length + 1 : (number - 1) * perPage + 1
  const of = total && html` of ${total.more && 'more than '}<b>${total.count.toLocaleString('en-GB')}</b>`
  return html`<p class="moj-pagination__results">Showing <b>${from}</b> to <b>${from + page.rows.length - 1}</b>${of} ${mattersCalled(procedure, total?.count ?? page.rows.length)}</p>`
}

function head({ procedure, listing }: Listed, column: ListColumn): Column {
  const text = column.name === 'reference' ? 'Reference and what it is about' : column.label
  const sort = sortBy[column.name]
  const order = sort && orderNow(listing.sort, sort)
  // Only the day a list begins can be turned round: the others have one order that makes sense.
  const next: Sort | undefined = sort === 'newest' && listing.sort === 'newest' ? 'oldest' : sort
  return {
    text,
    format: column.kind === 'number' ? 'numeric' : undefined,
    sorted: order,
    sortHref: next && (sort !== 'due' || procedure) ? address(procedure, { ...listing, sort: next }) : undefined,
  }
}

const orderNow = (now: Sort, column: Sort) =>
  column === 'newest'
    ? now === 'newest'
      ? 'descending'
      : now === 'oldest'
        ? 'ascending'
        : undefined
    : now === column
      ? 'ascending'
      : undefined

/** How a row's cell of this column is drawn. */
function cellOf({ desk }: Listed, column: ListColumn, columns: readonly ListColumn[]): (row: Row) => Cell {
  const about = columns.find(one => one.name === 'about')
  if (column.name === 'reference')
    return row =>
      html`${referenceLink(row.reference, paths.matter({ reference: row.reference }))}<span class="app-record__about">${about && isolated(String(about.value(row, desk.world) ?? ''))}</span>`
  const drawn = (value: string | number, row: Row): Cell => {
    if (column.name === 'due') return due(desk, value as Day, row.duty)
    if (column.kind === 'day') return dayElement(value as Day)
    if (typeof value === 'number') return value.toLocaleString('en-GB')
    return column.free ? isolated(value) : value
  }
  return row => {
    const value = column.value(row, desk.world)
    return value === undefined ? unsaid : drawn(value, row)
  }
}

const unsaid: Cell = { classes: 'app-record__none' }

/** When it is due, and in words how far off that is in the days that its period counts in: never by colour alone. */
const due = ({ world }: Desk, day: Day, duty: Dates | undefined): Html | string =>
  dueLine(duty ?? { limit: { day } }, world)

const empty = ({ procedure, listing, number, may }: Listed): Html =>
  isNarrowed(listing) || number > 1
    ? emptyState({
        heading: 'Nothing matches',
        text: 'No matter that you may see fits these filters.',
        action: { text: 'Clear filters', href: `${paths.matters()}?procedure=${procedure?.name ?? 'all'}` },
      })
    : emptyState({
        heading: 'There is nothing here yet',
        text: 'Matters appear here as they are begun, or disclosed to the post you are acting in.',
        action:
          procedure && may.begin
            ? { text: procedure.steps[procedure.begins]?.label ?? '', href: paths.begin({ procedure: procedure.name }) }
            : undefined,
      })

// ── Saved views ──────────────────────────────────────────────────────────────────────────────────────────────────────

const nameOf = (wrong?: string): Html =>
  input({
    name: 'name',
    id: 'view-name',
    label: { text: 'Name of the view', classes: 'govuk-label--s' },
    hint: 'What is filtered, how it is ordered and its columns are kept under this name. Without names of people.',
    classes: 'govuk-input--width-20',
    errorMessage: wrong,
  })
const usualName = nameOf()
const sharing = checkboxes({
  name: 'shared',
  classes: 'govuk-checkboxes--small',
  items: [{ value: 'yes', text: 'Let others of my body use it' }],
})
const saving = button({ text: 'Save', classes: 'govuk-button--secondary' })

function savedViews({ procedure, listing, saved, token, errors }: Listed): Html {
  const wrong = errors?.find(error => error.href === '#view-name')?.text as string | undefined
  const own = saved.filter(one => new URLSearchParams(one.query).get('procedure') === procedure?.name)
  return html`${own.length > 0 && html`<nav class="app-views" aria-label="Saved views"><h2 class="govuk-heading-s">Saved views</h2><ul class="app-views__list">${own.map(link)}</ul></nav>`}
    ${details({
      summaryText: own.length ? 'Save or remove a view' : 'Save this view',
      classes: 'app-no-print',
      open: Boolean(errors?.length),
      text: html`<form method="post" action="${paths.views()}">${hidden(token)}<input type="hidden" name="query" value="${queryString(listing, { procedure: procedure?.name })}">
        ${wrong === undefined ? usualName : nameOf(wrong)}
        ${sharing}
        ${saving}</form>
        ${own.some(one => one.mine) && removing(own, token)}`,
    })}`
}

const link = (one: SavedView): Html =>
  html`<li><a class="govuk-link" href="${paths.matters()}?${one.query}">${one.name}</a>${one.shared && html` <span class="govuk-hint app-views__note">${one.mine ? 'shared' : 'of your body'}</span>`}</li>`

const removing = (own: readonly SavedView[], token: Token | undefined): Html =>
  html`<h3 class="govuk-heading-s">Your views</h3><ul class="govuk-list">${own
    .filter(one => one.mine)
    .map(
      one =>
        html`<li class="app-views__mine"><span>${one.name}</span> <form method="post" action="${paths.views()}">${hidden(token)}<input type="hidden" name="remove" value="${one.id}">${button({ text: html`Remove<span class="govuk-visually-hidden"> ${one.name}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form></li>`,
    )}</ul>`
