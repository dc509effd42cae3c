import { Readable } from 'node:stream'
import type { Credential } from '../database/as.ts'
import { listCalled, type Procedure } from '../engine/procedure.ts'
import type { Column, Row as SheetRow } from '../sheets/column.ts'
import { writeCsv } from '../sheets/csv.ts'
import type { Marking } from '../letters/marking.ts'
import { mostRowsInWorkbook, writeXlsx } from '../sheets/write.ts'
import { listColumns, markingOfColumns, usualColumns, type ListColumn } from './columns.ts'
import { at, type Desk, type House } from './desk.ts'
import { list, type Query } from './list.ts'
import { recordReading } from './reading.ts'

/** A list that leaves as a file: the rows and the columns its page shows, and nothing besides. */
export interface Exporting {
  readonly procedure: Procedure
  readonly query: Omit<Query, 'procedure' | 'after' | 'most' | 'counted'>
  /** The columns of facts chosen; absent: the usual ones. */
  readonly shows?: readonly string[]
  readonly format: Format
  /** Why it is made: kept with the record of it. */
  readonly why: string
}

export const formats = { xlsx: 'Excel workbook (.xlsx)', csv: 'CSV' } as const
export type Format = keyof typeof formats

/** The most rows a file may have. A workbook is built whole; CSV is written as it is read. */
export const mostRows: Readonly<Record<Format, number>> = { xlsx: mostRowsInWorkbook, csv: 250_000 }

export type Exported =
  | {
      readonly refused: false
      readonly bytes: Readable
      readonly name: string
      readonly type: string
      readonly count: number
    }
  | { readonly refused: true; readonly words: string }

/**
 * Begins an export: counts it, records it with its reason, and gives the file as a stream. The stream outlives this desk's
 * transaction: each page of it is read in one of its own by whoever the credential then belongs to, so that an export ends,
 * unfinished, when they may no longer read.
 */
export async function exportList(desk: Desk, credential: Credential, exporting: Exporting): Promise<Exported> {
  const { house } = desk
  const { procedure, format } = exporting
  const query = { ...exporting.query, procedure: procedure.name }
  const fits = await fitting(desk, query, format)
  if (typeof fits === 'string') return { refused: true, words: fits }
  const shows = exporting.shows ?? usualColumns(procedure)
  const columns = listColumns(house.library, procedure, shows)
  return leaving(desk, {
    title: listCalled(procedure, desk.me.body),
    format,
    why: exporting.why,
    count: fits,
    parts: partsOf(procedure, shows),
    marking: markingOfColumns(procedure, shows),
    columns: columns.map(sheetColumn),
    rows: exportedRows(house, credential, query, columns),
  })
}

/** How many rows of a list a file of this kind would have; or why there can be none. */
export async function fitting(desk: Desk, query: Query, format: Format): Promise<number | string> {
  const most = mostRows[format]
  const { total } = await list(desk, { ...query, most: 1, counted: most })
  if (!total?.count) return 'There is nothing to export: the list is empty'
  return total.more
    ? `This list has more than ${most.toLocaleString('en-GB')} rows. Narrow it${format === 'xlsx' ? ', or choose CSV' : ''}`
    : total.count
}

/** A file about to leave: what it holds, and the record of it that is kept. */
interface Leaving {
  readonly title: string
  readonly format: Format
  readonly why: string
  readonly count: number
  /** The parts that it draws on. */
  readonly parts: readonly string[]
  readonly marking: Marking
  readonly columns: readonly Column[]
  readonly rows: AsyncIterable<SheetRow>
}

/** Records who takes a file, and why, and gives it as a stream. */
export async function leaving(desk: Desk, { title, format, why, count, ...file }: Leaving): Promise<Exported> {
  await recordReading(desk, {
    kind: 'exported',
    parts: file.parts,
    why: `${title}, ${count} ${count === 1 ? 'row' : 'rows'} (${format}): ${why}`,
  })
  const sheet = {
    marking: file.marking,
    columns: file.columns,
    made: { by: `${desk.me.name}, ${desk.me.title} (${desk.me.body})`, at: desk.world.now },
  }
  return {
    refused: false,
    count,
    name: `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${desk.world.today}.${format}`,
    type:
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes:
      format === 'csv'
        ? writeCsv({ ...sheet, rows: file.rows })
        : Readable.from(workbook({ ...sheet, sheetName: title }, file.rows), { objectMode: false }),
  }
}

async function* workbook(sheet: Omit<Parameters<typeof writeXlsx>[0], 'rows'>, rows: AsyncIterable<SheetRow>) {
  const all: SheetRow[] = []
  for await (const row of rows) all.push(row)
  yield await writeXlsx({ ...sheet, rows: all })
}

/** The rows of a list, page by page. */
export const exportedRows = (
  house: House,
  credential: Credential,
  query: Query,
  columns: readonly ListColumn[],
  pageSize = 1000,
): AsyncGenerator<SheetRow> =>
  rowsInPages(house, credential, async (desk, after) => {
    const { rows, after: next } = await list(desk, { ...query, after, most: pageSize })
    return { after: next, rows: rows.map(row => sheetRow(desk, row, columns)) }
  })

/** Rows that are read a page at a time; each page anew as the person, who may have lost the right since the last. */
export async function* rowsInPages(
  house: House,
  credential: Credential,
  read: (
    desk: Desk,
    after: string | undefined,
  ) => Promise<{ readonly rows: readonly SheetRow[]; readonly after?: string }>,
): AsyncGenerator<SheetRow> {
  let after: string | undefined
  do {
    const page = await at(house, credential, desk => {
      if (desk.who.lapsed.length > 0) throw new Error('The export ends here: access has lapsed')
      return read(desk, after)
    })
    yield* page.rows
    after = page.after
  } while (after !== undefined)
}

const sheetRow = (desk: Desk, row: Parameters<ListColumn['value']>[0], columns: readonly ListColumn[]): SheetRow =>
  Object.fromEntries(columns.map(column => [column.name, column.value(row, desk.world)]))

export const sheetColumn = ({ name, label, kind }: ListColumn): Column => ({
  key: name,
  label,
  kind,
  ...(name === 'reference' ? { width: 18 } : name === 'about' ? { width: 44 } : {}),
})

const partsOf = (procedure: Procedure, columns: readonly string[]): string[] => [
  ...new Set([...procedure.heads, ...columns].flatMap(name => procedure.columns[name]?.part ?? [])),
]
