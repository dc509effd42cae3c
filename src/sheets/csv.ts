import { Readable } from 'node:stream'
import { markingInWords, type Marking } from '../letters/marking.ts'
import { toLondon, type Column, type Row, type Value } from './column.ts'
import { neutralised } from './neutral.ts'

/** Who made an export, and when. */
export type Made = { by: string; at: Date }

/** The two columns every CSV export ends with: each row carries its marking and its origin wherever it is pasted. */
export const originLabels = ['Marking', 'Made'] as const

export type CsvExport = {
  marking: Marking
  columns: readonly Column[]
  rows: Iterable<Row> | AsyncIterable<Row>
  made: Made
}

const chunkSize = 64 * 1024
const lineEnd = '\r\n'
/** Without it, Excel reads the file in the machine's old code and spoils names. */
const byteOrderMark = '\ufeff'

/** A CSV file (RFC 4180, UTF-8) as a stream, however many rows it has; no row is held longer than it takes to write it. */
export function writeCsv({ marking, columns, rows, made }: CsvExport): Readable {
  const origin = [markingInWords(marking), `${made.by}, ${written(made.at, 'moment')}`]
    .map(text => quoted(neutralised(text)))
    .join(',')
  const header = [...columns.map(column => column.label), ...originLabels]
    .map(label => quoted(neutralised(label)))
    .join(',')

  async function* chunks() {
    let chunk = byteOrderMark + header + lineEnd
    for await (const row of rows) {
      for (const { key, kind } of columns) chunk += `${cell(row[key], kind)},`
      chunk += origin + lineEnd
      if (chunk.length < chunkSize) continue
      yield Buffer.from(chunk)
      chunk = ''
    }
    if (chunk) yield Buffer.from(chunk)
  }

  return Readable.from(chunks(), { objectMode: false })
}

function cell(value: Value | undefined, kind: Column['kind']): string {
  if (value === undefined || value === null || value === '') return ''
  return typeof value === 'string' && kind !== 'day' ? quoted(neutralised(value)) : quoted(written(value, kind))
}

/** Anything but free text, as both people and programs read it; moments as the day and time in London and how far it is from UTC. */
function written(value: Exclude<Value, null>, kind: Column['kind']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!(value instanceof Date)) return String(value)
  if (kind === 'day') return value.toISOString().slice(0, 10)
  const wall = toLondon(value)
  const ahead = Math.round((wall.getTime() - value.getTime()) / 3_600_000)
  return `${wall.toISOString().slice(0, 19)}${ahead ? `+0${ahead}:00` : 'Z'}`
}

/** A cell as CSV has it. */
export const quoted = (text: string) => (/[",\r\n;\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The cells of a CSV text, and the line on which a quotation mark was opened and never closed. */
export type Parsed = { rows: string[][]; unclosed?: number }

/**
 * Reads CSV (RFC 4180), delimited by commas, semicolons, tabs or bars, whichever its first line uses. Stops after so many
 * rows or so many cells, with one more than allowed so that the caller can tell.
 */
export function parseCsv(text: string, most: { rows: number; cells: number }): Parsed {
  const hint = /^sep=([,;\t|])\r?\n/i.exec(text)
  const delimiter = hint?.[1] ?? delimiterOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let at = hint?.[0].length ?? 0
  let cells = 0
  while (at < text.length) {
    const { value, next, closed } = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter)
    if (!closed) return { rows, unclosed: rows.length + 1 }
    row.push(value)
    cells += 1
    at = next
    if (text[at] === delimiter) {
      at += 1
      // A delimiter at the very end is followed by an empty cell.
      if (at < text.length) continue
      row.push('')
    }
    rows.push(row)
    row = []
    if (rows.length > most.rows || cells > most.cells) break
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
  }
  return { rows }
}

type Read = { value: string; next: number; closed: boolean }

function plainCell(text: string, from: number, delimiter: string): Read {
  let at = from
  for (; at < text.length; at += 1) {
    const character = text[at]
    if (character === delimiter || character === '\n' || character === '\r') break
  }
  return { value: text.slice(from, at), next: at, closed: true }
}

/** A doubled quotation mark stands for one; what follows the closing mark belongs to the cell, as spreadsheets read it. */
function quotedCell(text: string, from: number, delimiter: string): Read {
  let value = ''
  for (let at = from + 1; ;) {
    const mark = text.indexOf('"', at)
    if (mark < 0) return { value, next: text.length, closed: false }
    value += text.slice(at, mark)
    if (text[mark + 1] === '"') {
      value += '"'
      at = mark + 2
      continue
    }
    const rest = plainCell(text, mark + 1, delimiter)
    return { ...rest, value: value + rest.value }
  }
}

/** The delimiter most often met, outside quotation marks, on the first line that has one. */
function delimiterOf(text: string): string {
  const counts: Record<string, number> = { ',': 0, ';': 0, '\t': 0, '|': 0 }
  let inQuotes = false
  for (const character of text.slice(0, 20_000)) {
    if (character === '"') inQuotes = !inQuotes
    else if (!inQuotes && character in counts) counts[character]! += 1
    else if (!inQuotes && character === '\n' && Object.values(counts).some(Boolean)) break
  }
  return Object.entries(counts).reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}
