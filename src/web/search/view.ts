import type { Desk } from '../../desk/desk.ts'
import { placesIn } from '../../desk/columns.ts'
import type { Page, Row } from '../../desk/list.ts'
import { highest, official, type Marking } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { emptyState } from '../components/empty-state.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { search } from '../components/search.ts'
import { carried, hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { dayOf } from '../../calendar/day.ts'
import { capital, headingOf } from '../words.ts'

interface Searching {
  readonly desk: Desk
  readonly token?: Token
  readonly q: string
  /** What is wrong with it. */
  readonly wrong?: string
  readonly page?: Page
  readonly more?: boolean
  /** The list that is searched, where it is not everything. */
  readonly within?: { readonly title: string; readonly address: string; readonly tags: Html | undefined }
}

export const searchView = ({ desk, token, q, wrong, page, more, within }: Searching): View =>
  view({
    title: 'Search',
    section: 'search',
    marking: page ? markingOf(desk, page.rows) : official,
    errors: wrong === undefined ? undefined : [{ text: wrong, href: '#search' }],
    before: within && backLink({ text: 'Back to the list', href: `${paths.matters()}?${within.address}` }),
    content: html`<h1 class="govuk-heading-l">${within ? html`Search in: ${within.title}` : 'Search'}</h1>
      ${within?.tags}
      ${search({
        action: paths.search(),
        method: 'post',
        more: html`${hidden(token)}${within && carried({ within: within.address })}`,
        label: { text: 'What are you looking for?', classes: 'govuk-label--m' },
        hint: 'A reference, a name, a place, or words. You find only what you may see.',
        value: q,
        errorMessage: wrong,
      })}
      ${page && (page.rows.length === 0 ? nothingFound(more) : found(desk, token, within ? { q, within: within.address } : { q }, page))}`,
  })

const nothingFound = (more = false) =>
  emptyState({
    heading: more ? 'There are no more' : 'Nothing was found',
    text: 'Try fewer words, or another spelling. A matter that is not disclosed to the post you are acting in is not found.',
  })

const found = (
  desk: Desk,
  token: Token | undefined,
  asked: { readonly q: string; readonly within?: string },
  { rows, after }: Page,
): Html =>
  html`${recordTable({
    caption: rows.length === 1 ? 'One matter' : `${rows.length} matters, newest first`,
    columns: [{ text: 'Reference' }, { text: 'About' }, { text: 'Place' }, { text: 'Stage' }, { text: 'Begun' }],
    rows: rows.map(row => line(desk, row)),
  })}
  ${after !== undefined && html`<form method="post" action="${paths.search()}">${hidden(token)}${carried({ ...asked, after })}${button({ text: 'More', classes: 'govuk-button--secondary' })}</form>`}`

const procedureOf = (desk: Desk, row: Row) =>
  desk.house.library.agreements
    .flatMap(one => one.versions.flatMap(version => version.procedures))
    .find(one => one.name === row.procedure)

function line(desk: Desk, row: Row) {
  const procedure = procedureOf(desk, row)
  return [
    referenceLink(row.reference, paths.matter({ reference: row.reference })),
    procedure ? isolated(headingOf(procedure, row.facts, desk.world)) : capital(row.procedure),
    placesIn(row, desk.world) ?? '',
    row.stage === undefined ? '' : (procedure?.stages[row.stage] ?? row.stage),
    dayElement(dayOf(row.openedAt)),
  ]
}

/** A list carries the highest marking of the parts its columns come from. */
const markingOf = (desk: Desk, rows: readonly Row[]): Marking =>
  highest([
    official,
    ...rows.flatMap(row => {
      const procedure = procedureOf(desk, row)
      return Object.keys(row.facts).flatMap(
        name => procedure?.parts[procedure.columns[name]?.part ?? '']?.marking ?? [],
      )
    }),
  ])
