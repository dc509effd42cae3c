import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import { readSheet } from 'read-excel-file/node'
import writeExcelFile, { type CellObject, type Feature, type SheetData } from 'write-excel-file/node'
import { unpack } from '../documents/archive.ts'
import { checkOffice } from '../documents/office.ts'
import { refuse, type Refused } from '../documents/refused.ts'
import { attribute, tagsOf } from '../documents/xml.ts'
import { toLondon, type Cell, type Column, type Row, type Value } from './column.ts'
import { neutralised } from './neutral.ts'

/** How large a sheet may be to be read. */
export type Limits = { rows: number; columns: number; cell: number }

/** A workbook's first visible sheet, its first row being line 1, and what was left aside. */
export type Workbook = { rows: Cell[][]; notices: string[] }

/** A workbook to be written, its marking and origin already in words. */
export type WorkbookExport = {
  sheetName: string
  marking: string
  origin: string
  columns: readonly Column[]
  rows: readonly Row[]
  /** With a row of guidance above the labels, for people to fill in. */
  guidance?: boolean
}

/**
 * Reads a workbook's first visible sheet. Runs in a thread of its own (see `read`): the reader builds all of a sheet at
 * once, and blocks while it does.
 */
export async function readWorkbook(given: Uint8Array, limits: Limits): Promise<Workbook | Refused> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const findings = await checkOffice(bytes)
  if ('refused' in findings) return findings
  if (findings.kind !== 'xlsx')
    return refuse('mislabelled', 'This is not an Excel workbook (.xlsx). Save it as one, or as CSV, and choose that.')

  const { sheets, oversize } = await outline(bytes, limits)
  if (oversize) return tooLarge(limits)
  const visible = sheets.filter(sheet => !sheet.hidden)
  const first = visible[0]
  if (!first)
    return refuse(
      'damaged',
      'This workbook has no sheet that can be seen. Unhide the one to be read, save it and choose it again.',
    )
  const rows = (await readSheet(bytes, first.position, { trim: false }).catch(() => undefined)) as Cell[][] | undefined
  if (!rows)
    return refuse(
      'damaged',
      'This workbook is damaged and cannot be read. Open it in Excel, save it again and choose that.',
    )
  return {
    rows,
    notices:
      visible.length > 1
        ? [`Only the first sheet, “${first.name}”, was read. The workbook has ${visible.length}.`]
        : [],
  }
}

/** What to say of a sheet over the limits. */
export const tooLarge = ({ rows, columns }: Limits): Refused =>
  refuse(
    'too big',
    `This sheet has more than ${rows.toLocaleString('en-GB')} rows or ${columns} columns. Delete what is empty or not needed, or split it, and choose it again.`,
  )

type Outline = { sheets: { name: string; position: number; hidden: boolean }[]; oversize: boolean }

/** The sheets a workbook lists, and whether any cell lies so far out that reading it would fill the memory with nothing. */
async function outline(bytes: Buffer, limits: Limits): Promise<Outline> {
  const found: Outline = { sheets: [], oversize: false }
  await unpack(bytes, part => {
    if (part.name === 'xl/workbook.xml')
      found.sheets = (part.bytes.toString('utf8').match(tagsOf('sheet')) ?? []).map((tag, at) => ({
        name: attribute(tag, 'name'),
        position: at + 1,
        hidden: /hidden/i.test(attribute(tag, 'state')),
      }))
    else if (/^xl\/worksheets\/[^/]+\.xml$/.test(part.name))
      found.oversize ||= liesFarOut(part.bytes.toString('latin1'), limits)
    return undefined
  })
  return found
}

function liesFarOut(xml: string, { rows, columns }: Limits): boolean {
  for (const [, letters = '', digits = ''] of xml.matchAll(/\sr\s*=\s*["']\s*([A-Z]{0,7})(\d{1,9})/gi))
    if (Number(digits) > rows || columnNumber(letters) > columns) return true
  return false
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

const font = { fontFamily: 'Arial', fontSize: 10 }
const mostInCell = 32_767
const cutShort = ' … [cut here: Excel holds no more in a cell; the whole text is in Concordat]'

/** Writes a workbook of one visible sheet: marked above, and at the top and bottom of each printed page. */
export async function writeWorkbook(of: WorkbookExport): Promise<Uint8Array> {
  const { columns, rows, guidance = false } = of
  const data: SheetData = [
    [{ value: encoded(of.marking), fontWeight: 'bold', fontSize: 14 }],
    [{ value: encoded(of.origin), textColor: quiet }],
    ...(guidance ? [tallEnough(columns.map(guidanceOf), columns, { fontStyle: 'italic', textColor: quiet })] : []),
    columns.map(labelOf),
    ...rows.map(row =>
      tallEnough(
        columns.map(column => cellOf(row[column.key], column)),
        columns,
      ),
    ),
  ]
  const sheet = {
    sheet: sheetName(of.sheetName),
    columns: columns.map(column => ({ width: widthOf(column) })),
    stickyRowsCount: guidance ? 4 : 3,
    orientation: 'landscape' as const,
  }
  return writeExcelFile(data, sheet, { ...font, features: [printed(of)] }).toBuffer()
}

const quiet = '#505A5F'

const labelOf = ({ label, kind }: Column): CellObject => ({
  value: encoded(neutralised(label)),
  fontWeight: 'bold',
  backgroundColor: '#F3F2F1',
  bottomBorderStyle: 'medium',
  bottomBorderColor: '#0B0C0C',
  alignVertical: 'center',
  wrap: true,
  height: 28,
  ...(kind === 'number' ? { align: 'right' as const } : {}),
})

const usualGuidance = {
  text: '',
  number: 'In figures.',
  day: 'Such as 5/1/2026.',
  moment: 'Such as 5/1/2026 14:05.',
  'yes or no': 'Yes or No.',
}

function guidanceOf({ kind = 'text', guidance = usualGuidance[kind], choices, missing }: Column): CellObject {
  const words = [
    guidance.replace(/(?<![.!?])$/, guidance && '.'),
    choices ? `One of: ${choices.join(', ')}.` : '',
    missing ? '' : 'May be left empty.',
  ]
  return { value: encoded(words.filter(Boolean).join(' ')), type: String, wrap: true, alignVertical: 'top' }
}

const lineHeight = 13.5
const tallest = 405

/** Gives a row the height its longest text needs, since not every program works it out. */
function tallEnough(
  cells: (CellObject | null)[],
  columns: readonly Column[],
  look: Partial<CellObject> = {},
): (CellObject | null)[] {
  const lines = cells.map((cell, at) =>
    typeof cell?.value === 'string' ? linesIn(cell.value, widthOf(columns[at]!)) : 1,
  )
  const most = Math.max(1, ...lines)
  const height = most > 1 ? { height: Math.min(tallest, most * lineHeight) } : {}
  return cells.map(cell => cell && { ...cell, ...look, ...height })
}

const linesIn = (text: string, width: number) =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0)

const widths = { text: 28, number: 12, day: 14, moment: 18, 'yes or no': 10 }
const widthOf = ({ width, kind = 'text', label }: Column) =>
  width ?? Math.max(widths[kind], Math.min(40, label.length + 3))

/** Excel counts days from 1900, wrongly until March of that year: earlier days are written as text. */
const firstDay = '1900-03-01'

function cellOf(value: Value | undefined, { kind = 'text' }: Column): CellObject | null {
  if (value === undefined || value === null || value === '') return null
  const top = { alignVertical: 'top' as const }
  if (typeof value === 'number') return Number.isFinite(value) ? { value, ...top } : null
  if (typeof value === 'boolean') return { value: value ? 'Yes' : 'No', ...top }
  if (kind === 'day') {
    const day = value instanceof Date ? value.toISOString().slice(0, 10) : value
    return day < firstDay
      ? { value: day, ...top }
      : { value: new Date(day), type: Date, format: 'd mmm yyyy', align: 'left' as const, ...top }
  }
  if (value instanceof Date)
    return { value: toLondon(value), type: Date, format: 'd mmm yyyy hh:mm', align: 'left' as const, ...top }
  return { value: encoded(neutralised(value)), type: String, wrap: true, ...top }
}

/**
 * Text as Excel writes what XML can't hold: `_x000D_` for a carriage return, and `_x005F_` before what looks like one.
 * Broken halves of characters become the sign for an unreadable one.
 */
function encoded(text: string): string {
  const short = text.length > mostInCell ? text.slice(0, mostInCell - cutShort.length) + cutShort : text
  return short
    .toWellFormed()
    .replace(/_x[0-9a-f]{4}_/gi, found => `_x005F${found}`)
    .replace(/[\p{Cc}--[\t\n\u007f-\u009f]]|\p{Noncharacter_Code_Point}/gv, inHexadecimal)
}

function inHexadecimal(character: string): string {
  let codes = ''
  for (let at = 0; at < character.length; at += 1)
    codes += `_x${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}_`
  return codes
}

/** Excel allows 31 characters, none of them these. */
const sheetName = (name: string) =>
  name
    .replace(/[\p{Cc}:\\/?*[\]]/gu, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 31)
    .trim() || 'Sheet'

/**
 * What stands on each printed page, with all columns on its width. An ampersand begins a code there, so a plus stands for
 * it; Excel takes 255 characters and no more.
 */
function printed({ marking, origin }: WorkbookExport): Feature<Buffer | Blob | Stream> {
  const plain = (text: string) =>
    text
      .replace(/\p{Cc}/gu, ' ')
      .slice(0, 90)
      .replaceAll('&', '+')
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const marked = `&C&"Arial,Bold"${plain(marking)}`
  const footer = `${marked}\n&"Arial,Regular"&8 ${plain(origin)} · Page &P of &N`
  const pages = `<headerFooter><oddHeader>${escaped(marked)}</oddHeader><oddFooter>${escaped(footer)}</oddFooter></headerFooter>`
  const transform = (xml: string) =>
    xml
      .replace(/<worksheet\b[^>]*>/, opening => `${opening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
      .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ')
      .replace('</worksheet>', () => `${pages}</worksheet>`)
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } } }
}
