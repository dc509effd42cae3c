import { apart } from '../documents/apart.ts'
import { mostBytes } from '../documents/kinds.ts'
import { refuse, type Refused } from '../documents/refused.ts'
import { checkText, decode } from '../documents/text.ts'
import { understand, type Cell, type Column, type Row } from './column.ts'
import { originLabels, parseCsv } from './csv.ts'
import type { Tables } from './docx.ts'
import { restored } from './neutral.ts'
import { tooLarge, type Limits, type Workbook } from './xlsx.ts'

/** A sheet as it was read: its cells with the number of the line they stand on, and what was left aside, in sentences. */
export type Sheet = { rows: { line: number; cells: Cell[] }[]; notices: string[] }

/** What is wrong in a sheet, and where: the line and label a person finds it by. */
export type Fault = { line: number; column?: string; words: string }

/** The rows of a sheet understood by its columns. Rows with a fault are not among them. */
export type Records = { records: { line: number; values: Row }[]; faults: Fault[]; notices: string[] }

/** The columns of a report on what is wrong, for whoever mends the sheet. */
export const faultColumns: readonly Column[] = [
  { key: 'line', label: 'Row', kind: 'number', width: 8 },
  { key: 'column', label: 'Column', width: 28 },
  { key: 'words', label: 'What to mend', width: 80 },
]

export const usualLimits: Limits = { rows: 20_000, columns: 100, cell: 32_767 }

const bounds = { seconds: 30, megabytes: 768 }

/**
 * Reads the first sheet of a workbook, or a CSV file in any of the usual delimiters and codes, within limits, and in a
 * thread of its own unless it is short. What is no sheet, is too large, or could act is refused in words.
 */
export async function read(
  bytes: Uint8Array,
  kind: 'xlsx' | 'csv',
  limits: Limits = usualLimits,
): Promise<Sheet | Refused> {
  if (bytes.byteLength === 0)
    return refuse('empty', 'This file is empty. Check that it was saved, and choose it again.')
  if (bytes.byteLength > mostBytes)
    return refuse('too big', 'This file is larger than 25 MB. Split it and bring in the parts.')
  try {
    const got = await opened(bytes, kind, limits)
    return 'refused' in got ? got : lined(got, limits)
  } catch {
    return refuse(
      'unpacks too big',
      'This sheet took too long to read. Delete what is empty or not needed, or split it, and choose it again.',
    )
  }
}

/** Reads the tables of a Word document, each as a sheet, within limits and in a thread of its own; or says in words why it can't. */
export async function readTables(bytes: Uint8Array, limits: Limits = usualLimits): Promise<readonly Sheet[] | Refused> {
  if (bytes.byteLength > mostBytes)
    return refuse('too big', 'This file is larger than 25 MB. Take out what is not needed.')
  try {
    const got = await apart<Tables | Refused>(
      new URL('./docx.ts', import.meta.url),
      'readDocument',
      [bytes, limits],
      bounds,
    )
    return 'refused' in got
      ? got
      : got.tables
          .map(rows => lined({ rows, notices: [] }, limits))
          .filter((sheet): sheet is Sheet => !('refused' in sheet))
  } catch {
    return refuse(
      'unpacks too big',
      'This document took too long to read. Take out what is not needed, and choose it again.',
    )
  }
}

/** A short CSV file is read where it is, since a thread takes longer to begin than it takes to read. */
const short = 256 * 1024

async function opened(bytes: Uint8Array, kind: 'xlsx' | 'csv', limits: Limits): Promise<Workbook | Refused> {
  if (kind === 'xlsx') return apart(new URL('./xlsx.ts', import.meta.url), 'readWorkbook', [bytes, limits], bounds)
  if (bytes.byteLength <= short) return readCsv(bytes, limits)
  return apart(new URL(import.meta.url), 'readCsv', [bytes, limits], bounds)
}

/** The cells of a CSV file. */
export function readCsv(bytes: Uint8Array, limits: Limits): Workbook | Refused {
  const decoded = decode(bytes)
  const refused = checkText(decoded)
  if (refused) return refused
  const { rows, unclosed } = parseCsv(decoded.text, { rows: limits.rows, cells: limits.rows * limits.columns })
  if (unclosed !== undefined)
    return refuse(
      'damaged',
      `A quotation mark opened in row ${unclosed} is never closed, so the rest cannot be told apart. Close it or take it out, and choose the file again.`,
    )
  return { rows, notices: [] }
}

function lined({ rows, notices }: Workbook, limits: Limits): Sheet | Refused {
  if (rows.length > limits.rows || rows.some(row => row.length > limits.columns)) return tooLarge(limits)
  const long = rows.findIndex(row => row.some(cell => typeof cell === 'string' && cell.length > limits.cell))
  if (long >= 0)
    return refuse(
      'too big',
      `A cell in row ${long + 1} has more than ${limits.cell.toLocaleString('en-GB')} characters. Shorten it, and choose the file again.`,
    )
  return {
    rows: rows
      .map((cells, at) => ({ line: at + 1, cells: cells.map(asItWas) }))
      .filter(({ cells }) => !cells.every(isEmpty)),
    notices,
  }
}

const asItWas = (cell: Cell) => (typeof cell === 'string' ? restored(cell) : cell)
const isEmpty = (cell: Cell) => cell === null || (typeof cell === 'string' && cell.trim() === '')

/**
 * Understands a sheet's rows by the labels above them. What stands above the labels (a marking, who made it, guidance) is
 * passed over; the labels may be in any order; each fault says its line, its label and how to mend it.
 */
export function records(sheet: Sheet, columns: readonly Column[]): Records {
  const headAt = findHead(sheet, columns)
  const head = sheet.rows[headAt]
  if (!head) return { records: [], faults: [{ line: 1, words: noHead(columns) }], notices: sheet.notices }
  const labels = head.cells.map(cell => normal(cell))
  const faults = faultsOfHead(head.line, labels, columns)
  if (faults.length) return { records: [], faults, notices: sheet.notices }

  const found: Records = { records: [], faults: [], notices: [...sheet.notices, ...unknown(head.cells, columns)] }
  for (const { line, cells } of sheet.rows.slice(headAt + 1)) {
    const values: Record<string, Row[string]> = {}
    const wrong: Fault[] = []
    for (const column of columns) {
      const at = labels.indexOf(normal(column.label))
      const got = understand(at < 0 ? null : (cells[at] ?? null), column)
      if ('wrong' in got) wrong.push({ line, column: column.label, words: got.wrong })
      else values[column.key] = got.value
    }
    if (wrong.length) found.faults.push(...wrong)
    else found.records.push({ line, values })
  }
  return found
}

const normal = (cell: Cell) => (typeof cell === 'string' ? cell.trim().replace(/\s+/g, ' ').toLowerCase() : '')

/** The row of labels is the one among the first twenty that has most of them; -1 when none has any. */
function findHead({ rows }: Sheet, columns: readonly Column[]): number {
  const counts = rows.slice(0, 20).map(({ cells }) => {
    const labels = new Set(cells.map(normal))
    return columns.filter(({ label }) => labels.has(normal(label))).length
  })
  const most = Math.max(0, ...counts)
  return most ? counts.indexOf(most) : -1
}

const noHead = (columns: readonly Column[]) =>
  `There is no row of labels. Put these above the rows: ${columns.map(({ label }) => label).join(', ')}`

function faultsOfHead(line: number, labels: readonly string[], columns: readonly Column[]): Fault[] {
  return columns.flatMap(({ label, missing }): Fault[] => {
    const times = labels.filter(each => each === normal(label)).length
    if (times > 1) return [{ line, column: label, words: 'This label is there twice. Take one of the columns out' }]
    return times === 0 && missing
      ? [{ line, column: label, words: 'This column is not there. Add it, with this label above it' }]
      : []
  })
}

function unknown(cells: readonly Cell[], columns: readonly Column[]): string[] {
  const known = new Set([...columns.map(({ label }) => label), ...originLabels].map(normal))
  const others = cells.filter(cell => !isEmpty(cell) && !known.has(normal(cell))).map(cell => `“${String(cell)}”`)
  return others.length ? [`These columns were not read: ${others.join(', ')}.`] : []
}
