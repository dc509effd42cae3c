import { findDay } from '../../calendar/day.ts'
import { cellInWords, compared, gapInWords, type Tabled } from '../../engine/table.ts'
import type { Table, TableRow } from '../../engine/procedure.ts'
import { stackedBars } from '../charts/stacked.ts'
import { details } from '../components/details.ts'
import { recordTable } from '../components/record-table.ts'
import { html, marked, type Html } from '../html.ts'
import { dayElement } from '../times.ts'

/** A table has more columns than this: beside something else it is a list of cards, and has a page of its own width. */
const fewColumns = 4
/** And one of more rows than this is a click away there. */
const fewRows = 8

/** A table of a matter: its rows, or the words for there being none, and the gap between the two columns that it compares. */
export function tabled({ name, table, rows }: Tabled, { beside = false }: { readonly beside?: boolean } = {}): Html {
  if (rows.length === 0) return html`<p class="govuk-body">${table.empty}</p>`
  const columns = Object.values(table.columns)
  const drawn = recordTable({
    caption: table.label,
    captionClasses: 'govuk-visually-hidden',
    classes: looks(columns.length, beside),
    columns: columns.map(({ label, is }) => ({ text: label, ...(is === 'number' && { format: 'numeric' as const }) })),
    rows: rows.map(row => Object.keys(table.columns).map((column, at) => cell(table, column, row, at === 0))),
  })
  return html`${gap({ name, table, rows }, beside)}
    ${beside && rows.length > fewRows ? details({ summaryText: `All ${rows.length} rows`, text: drawn }) : drawn}`
}

/** On a page of its own it is that page. */
const looks = (columns: number, beside: boolean): string =>
  beside
    ? columns > fewColumns
      ? 'app-record-table--cards'
      : 'app-record-table--wide'
    : 'app-record-table--wide app-record-table--page'

/** Empty cells of a card are left out of it: a label with nothing after it tells nobody anything. */
function cell(table: Table, column: string, row: TableRow, first: boolean) {
  const of = table.columns[column] as Table['columns'][string]
  const value = row[column]
  const words = cellInWords(of, value)
  const day = of.is === 'day' ? findDay(String(value ?? '')) : undefined
  const text = day ? dayElement(day) : of.values ? words : html`<span class="app-cell">${marked(words)}</span>`
  if (first) return { text: html`<span class="app-record__column">${of.label}: </span>${text}` }
  return words === '' ? { text: '', classes: 'app-record__none' } : text
}

/** How many items stand where in each of the two columns, drawn, with the gap in words. */
function gap({ name, table, rows }: Tabled, beside: boolean): Html | false {
  const both = compared(table, rows)
  if (!both) return false
  const [one, other] = both.columns
  // Nothing beside nothing is no gap.
  if (both.without.every(count => count === rows.length))
    return html`<p class="govuk-body">Neither “${one.label}” nor “${other.label}” is known of anything here yet.</p>`
  const missing = both.without.some(count => count > 0)
  return stackedBars({
    id: `gap-${name}`,
    level: beside ? 3 : 2,
    title: `${one.label} beside ${other.label.charAt(0).toLowerCase()}${other.label.slice(1)}`,
    summary: gapInWords(both),
    of: 'Items by',
    into: [...both.values.map(value => value.label), ...(missing ? ['Not known'] : [])],
    bars: ([0, 1] as const).map(at => ({
      label: both.columns[at].label,
      counts: [...both.values.map(value => value.counts[at]), ...(missing ? [both.without[at]] : [])],
    })),
  })
}
