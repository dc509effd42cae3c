import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { isCellOptions } from './table.ts'
import type { Cell } from './table.ts'
import type { Common } from './wording.ts'

export type Order = 'ascending' | 'descending'

export type Column = {
  readonly text: string
  readonly format?: 'numeric'
  /** The order this list is in, where it is by this column. */
  readonly sorted?: Order
  /** The same list by this column, or the other way round where it already is. */
  readonly sortHref?: string
}

export type RecordTable = Common & {
  readonly caption: Content
  readonly captionClasses?: string
  readonly columns: readonly Column[]
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[]
}

const arrows: Record<Order, string> = { ascending: '▲', descending: '▼' }

const head = (column: Column): Html => {
  const order = column.sorted
  const inside = column.sortHref
    ? html`<a class="govuk-link govuk-link--no-visited-state app-sort" href="${column.sortHref}">${column.text}${
        order && html`<span class="app-sort__arrow" aria-hidden="true"> ${arrows[order]}</span>`
      }</a>`
    : column.text
  return html`<th scope="col" class="${classes('govuk-table__header', column.format && `govuk-table__header--${column.format}`)}"${attributes({ 'aria-sort': order })}>${inside}</th>\n`
}

const named = html`<th scope="row" class="govuk-table__header app-record__name">`
const nameEnds = html`</th>\n`
const blank = html`<td></td>\n`
const ends = html`</td>\n`

/** How a cell of this column begins that says no more than its label. */
const opened = (column: Column): Html =>
  html`<td${attributes({ class: column.format === 'numeric' ? 'govuk-table__cell--numeric' : undefined, 'data-label': column.text })}>`

const cell = (given: Cell, column: Column | undefined, plain: Html | undefined, first: boolean): Html => {
  if (!isCellOptions(given)) {
    if (first) return html`${named}${given}${nameEnds}`
    // On a narrow screen a label with nothing after it would say that something is missing.
    if (given === '') return blank
    if (plain) return html`${plain}${given}${ends}`
  }
  const { text, format, ...details } = isCellOptions(given) ? given : { text: given }
  const numeric = (format ?? column?.format) === 'numeric'
  return first
    ? html`<th scope="row" class="${classes('govuk-table__header app-record__name', details.classes)}"${attributes(details.attributes)}>${text}</th>\n`
    : html`<td${attributes({ class: classes(numeric && 'govuk-table__cell--numeric', details.classes) || undefined, 'data-label': column?.text, ...details.attributes })}>${text}</td>\n`
}

/**
 * A list of records. Column heads that can order it are links to the same list in that order, so it works without
 * scripts and the order is in the address; on a narrow screen each record becomes a card with its labels. A cell says no
 * more than its label and its text, for there are hundreds of them on a page: the table's own class gives them their looks.
 */
export const recordTable = (options: RecordTable): Html => {
  const plain = options.columns.map(opened)
  return html`<table class="${classes('govuk-table app-record-table', options.classes)}"${attributes(options.attributes)}>
    <caption class="${classes('govuk-table__caption', options.captionClasses ?? 'govuk-table__caption--m')}">${options.caption}</caption>
    <thead class="govuk-table__head"><tr class="govuk-table__row">${options.columns.map(head)}</tr></thead>
    <tbody class="govuk-table__body">
      ${options.rows.map(
        row =>
          html`<tr class="govuk-table__row app-record">${row.map((given, index) => cell(given, options.columns[index], plain[index], index === 0))}</tr>\n`,
      )}
    </tbody>
  </table>`
}
