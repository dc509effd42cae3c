import { unpack } from '../documents/archive.ts'
import { checkOffice } from '../documents/office.ts'
import { refuse, type Refused } from '../documents/refused.ts'
import { readXml, spellOut, attribute } from '../documents/xml.ts'
import type { Limits } from './xlsx.ts'

/** The tables of a Word document, each as the words of its cells; what is nested in a cell is part of its words. */
export type Tables = { tables: string[][][] }

const body = 'word/document.xml'

/**
 * Reads the tables that stand in a Word document, in their order. Runs in a thread of its own (see `readTables` in read.ts). Words
 * that were deleted under tracked changes are not read.
 */
export async function readDocument(given: Uint8Array, limits: Limits): Promise<Tables | Refused> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const findings = await checkOffice(bytes)
  if ('refused' in findings) return findings
  if (findings.kind !== 'docx')
    return refuse('mislabelled', 'This is not a Word document (.docx). Save it as one, and choose that.')
  let xml: string | undefined
  const refused = await unpack(bytes, part => {
    if (part.name === body) xml = readXml(part.bytes)
    return undefined
  })
  if (refused) return refused
  if (xml === undefined)
    return refuse(
      'damaged',
      'This document is damaged and cannot be read. Open it in Word, save it again and choose that.',
    )
  return tablesIn(xml, limits) ?? tooLarge(limits)
}

const tooLarge = ({ rows, columns }: Limits): Refused =>
  refuse(
    'too big',
    `A table in this document has more than ${rows.toLocaleString('en-GB')} rows or ${columns} columns. Split it, and choose it again.`,
  )

const pieces =
  /<(?<end>\/?)(?:[^\s<>/:]+:)?(?<name>tbl|tr|tc|p|t|br|cr|tab|gridSpan)(?=[\s/>])(?<rest>[^<>]*)>|(?<text>[^<]+)|<[^>]*>/g

/** Nothing when one of them is larger than the limits. */
export function tablesIn(xml: string, limits: Limits): Tables | undefined {
  const tables: string[][][] = []
  let deep = 0
  let inText = false
  let row: string[] = []
  let cell: string[] | undefined
  let span = 1
  for (const { groups = {} } of xml.matchAll(pieces)) {
    const { name, end, rest = '', text } = groups
    if (text !== undefined) {
      if (inText && cell) cell.push(spellOut(text))
      continue
    }
    const closes = end === '/'
    const alone = rest.endsWith('/')
    if (name === 'tbl' && !alone) {
      deep += closes ? -1 : 1
      if (deep === 1 && !closes) tables.push([])
    } else if (name === 't') inText = !closes && !alone
    else if (deep === 1 && name === 'tr' && !alone) {
      if (closes) tables.at(-1)?.push(row)
      row = []
      if ((tables.at(-1)?.length ?? 0) > limits.rows) return undefined
    } else if (deep === 1 && name === 'tc' && !alone) {
      if (closes && cell)
        row.push(cell.join('').trim().slice(0, limits.cell), ...Array.from({ length: span - 1 }, () => ''))
      cell = closes ? undefined : []
      span = 1
      if (row.length > limits.columns) return undefined
    } else if (name === 'gridSpan' && deep === 1) {
      span = Math.min(limits.columns, Math.max(1, Number(attribute(`<gridSpan${rest}>`, 'val')) || 1))
    } else if (cell && ((name === 'p' && closes) || name === 'br' || name === 'cr')) cell.push('\n')
    else if (cell && name === 'tab' && !closes) cell.push('\t')
  }
  return { tables }
}
