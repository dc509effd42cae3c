import { attributes, classes, html, isHtml } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common, Words } from './wording.ts'

export type CellOptions = Words & { readonly format?: 'numeric'; readonly colspan?: number; readonly rowspan?: number }

/** A cell: just its content, or its content with more to say about it. */
export type Cell = CellOptions | Html | string | number | null | undefined | false

export type Table = Common & {
  readonly caption?: Content
  readonly captionClasses?: string
  readonly head?: readonly Cell[] | null
  readonly rows: readonly (readonly Cell[] | null | undefined | false)[]
  readonly firstCellIsHeader?: boolean
}

export const isCellOptions = (cell: Cell): cell is CellOptions =>
  typeof cell === 'object' && cell !== null && !isHtml(cell)

const spans = (cell: CellOptions) =>
  html`${attributes({ colspan: cell.colspan, rowspan: cell.rowspan })}${attributes(cell.attributes)}`

const headCell = (cell: Cell): Html =>
  isCellOptions(cell)
    ? html`<th scope="col" class="${classes('govuk-table__header', cell.format && `govuk-table__header--${cell.format}`, cell.classes)}"${spans(cell)}>${cell.text}</th>\n`
    : html`<th scope="col" class="govuk-table__header">${cell}</th>\n`

const bodyCell = (cell: Cell, isHeader: boolean | undefined): Html => {
  if (isHeader)
    return isCellOptions(cell)
      ? html`<th scope="row" class="${classes('govuk-table__header', cell.classes)}"${spans(cell)}>${cell.text}</th>\n`
      : html`<th scope="row" class="govuk-table__header">${cell}</th>\n`
  return isCellOptions(cell)
    ? html`<td class="${classes('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)}"${spans(cell)}>${cell.text}</td>\n`
    : html`<td class="govuk-table__cell">${cell}</td>\n`
}

/** A table of facts. For long or wide lists use `recordTable`, which folds to cards on a narrow screen. */
export const table = (options: Table): Html =>
  html`<table class="${classes('govuk-table', options.classes)}"${attributes(options.attributes)}>
    ${options.caption && html`<caption class="${classes('govuk-table__caption', options.captionClasses)}">${options.caption}</caption>`}
    ${options.head && html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map(headCell)}</tr></thead>`}
    <tbody class="govuk-table__body">
      ${options.rows.map(
        row =>
          row &&
          html`<tr class="govuk-table__row">
            ${row.map((cell, index) => bodyCell(cell, index === 0 && options.firstCellIsHeader))}
          </tr>`,
      )}
    </tbody>
  </table>`
