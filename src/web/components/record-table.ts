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

const ends = html`</td>\n`
const blank = html`<td></td>\n`

/** A cell that names its row. */
const naming = (given: Cell): Html =>
  isCellOptions(given)
    ? html`<th scope="row" class="${classes('govuk-table__header app-record__name', given.classes)}"${attributes(given.attributes)}>${given.text}</th>\n`
    : html`<th scope="row" class="govuk-table__header app-record__name">${given}</th>\n`

/** How the other cells of this column are drawn. Many say what another says, one word of a few: each is drawn once. */
const drawing = (column: Column): ((given: Cell) => Html) => {
  const drawn = new Map<Cell, Html>()
  const numeric = column.format === 'numeric'
  const opened = html`<td${attributes({ class: numeric ? 'govuk-table__cell--numeric' : undefined, 'data-label': column.text })}>`
  const draw = (given: Cell): Html => {
    // On a narrow screen a label with nothing after it would say that something is missing.
    if (given === '') return blank
    if (!isCellOptions(given)) return html`${opened}${given}${ends}`
    const isNumeric = given.format === undefined ? numeric : given.format === 'numeric'
    return html`<td${attributes({ class: classes(isNumeric && 'govuk-table__cell--numeric', given.classes) || undefined, 'data-label': column.text, ...given.attributes })}>${given.text}</td>\n`
  }
  return given => {
    const before = drawn.get(given)
    if (before) return before
    const one = draw(given)
    drawn.set(given, one)
    return one
  }
}

/**
 * A list of records. Column heads that can order it are links to the same list in that order, so it works without
 * scripts and the order is in the address; on a narrow screen each record becomes a card with its labels. A cell says no
 * more than its label and its text, for there are hundreds of them on a page: the table's own class gives them their looks.
 */
export const recordTable = (options: RecordTable): Html => {
  const cells = options.columns.map((column, at) => (at === 0 ? naming : drawing(column)))
  return html`<table class="${classes('govuk-table app-record-table', options.classes)}"${attributes(options.attributes)}>
    <caption class="${classes('govuk-table__caption', options.captionClasses ?? 'govuk-table__caption--m')}">${options.caption}</caption>
    <thead class="govuk-table__head"><tr class="govuk-table__row">${options.columns.map(head)}</tr></thead>
    <tbody class="govuk-table__body">
      ${options.rows.map(row => html`<tr class="govuk-table__row app-record">${row.map((given, at) => cells[at]!(given))}</tr>\n`)}
    </tbody>
  </table>`
}
