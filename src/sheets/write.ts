import { apart } from '../documents/apart.ts'
import { markingInWords, type Marking } from '../letters/marking.ts'
import { formatInstant } from '../web/times.ts'
import type { Column, Row } from './column.ts'
import type { Made } from './csv.ts'
import type { WorkbookExport } from './xlsx.ts'

export type XlsxExport = {
  sheetName: string
  marking: Marking
  columns: readonly Column[]
  rows: readonly Row[]
  made: Made
}

/** More rows than this leave as CSV, which is written as a stream; a workbook is built whole. */
export const mostRowsInWorkbook = 50_000

const bounds = { seconds: 120, megabytes: 1_024 }
const xlsx = new URL('./xlsx.ts', import.meta.url)

/**
 * An Excel workbook of one sheet: its marking and who made it above the labels and on every printed page, dates as dates,
 * and no text that would act as a formula. Built in a thread of its own. Throws above `mostRowsInWorkbook`.
 */
export async function writeXlsx({ sheetName, marking, columns, rows, made }: XlsxExport): Promise<Buffer> {
  if (rows.length > mostRowsInWorkbook)
    throw new RangeError(
      `A workbook holds ${mostRowsInWorkbook.toLocaleString('en-GB')} rows at most; use CSV for more`,
    )
  const origin = `Made from Concordat by ${made.by} on ${formatInstant(made.at)}`
  return built({ sheetName, marking: markingInWords(marking), origin, columns, rows })
}

/** An empty workbook to fill in and bring back, with a line above each label on how to fill it in. */
export const template = ({
  sheetName,
  marking,
  columns,
}: Pick<XlsxExport, 'sheetName' | 'marking' | 'columns'>): Promise<Buffer> =>
  built({
    sheetName,
    marking: markingInWords(marking),
    origin: 'Fill in one row for each, below the labels. Leave the labels as they are.',
    columns,
    rows: [],
    guidance: true,
  })

async function built(of: WorkbookExport): Promise<Buffer> {
  return Buffer.from(await apart<Uint8Array>(xlsx, 'writeWorkbook', [of], bounds))
}
