import { exportTable, tableFormats, tablesFor, tableTypes, type TableFormat } from '../desk/tables.ts'
import type { Desk } from '../desk/desk.ts'
import { findMatter, type Viewed } from '../desk/matter.ts'
import { recordReading } from '../desk/reading.ts'
import { servedHeaders } from '../documents/name.ts'
import { compared, gapInWords, type Tabled } from '../engine/table.ts'
import { answer, denied, type Answer, type Route } from './route.ts'
import {
  anything,
  listOf,
  mapOf,
  markingJson,
  markingSchema,
  objectOf,
  referenceSchema,
  saying,
  text,
  versionSchema,
  whole,
} from './shapes.ts'

/** What a matter's entries come to, item by item: as JSON, and as the file that its page gives. */

const compareSchema = objectOf({
  columns: listOf(text, 'The two columns: reported, say, and seen.'),
  counts: listOf(
    objectOf({ label: text, first: whole, second: whole }),
    'How many items stand at each value in each of the two, the lowest value first.',
  ),
  without: saying(objectOf({ first: whole, second: whole }), 'Items with nothing yet in each of the two.'),
  words: saying(text, 'The gap between them, in words.'),
})

export const tableSchema = objectOf(
  {
    name: text,
    label: text,
    part: text,
    columns: listOf(
      objectOf(
        { name: text, label: text },
        { is: { type: 'string', enum: ['day', 'number'] }, values: mapOf(text, 'Words for each value it may have.') },
      ),
    ),
    rows: listOf(mapOf(anything), 'By the names of the columns; what is empty is left out.'),
  },
  { compared: saying(compareSchema, 'Where two columns are to be held beside each other.') },
)

export function tableJson({ name, table, rows }: Tabled) {
  const columns = Object.entries(table.columns)
  const both = compared(table, rows)
  const pair = ([first, second]: readonly [number, number]) => ({ first, second })
  return {
    name,
    label: table.label,
    part: table.part,
    columns: columns.map(([column, { label, is, values }]) => ({ name: column, label, is, values })),
    rows: rows.map(row =>
      Object.fromEntries(
        columns.flatMap(([column]) => (row[column] === undefined ? [] : [[column, row[column]] as const])),
      ),
    ),
    compared: both && {
      columns: [...(table.compares ?? [])],
      counts: both.values.map(({ label, counts }) => ({ label, ...pair(counts) })),
      without: pair(both.without),
      words: gapInWords(both),
    },
  }
}

const params = { reference: referenceSchema, table: text }
const notThere = { 404: { description: 'There is no such matter, or no such table of it, that you may see.' } }

export const oneTable: Route = {
  method: 'GET',
  path: '/matters/:reference/tables/:table',
  name: 'table',
  summary: 'A table of a matter',
  about: 'As GET /matters/{reference} tells it among the others. Reading it is opening the matter.',
  access: 'in a post',
  reads: ['opened'],
  params,
  replies: {
    200: {
      description: 'Its rows as they are now, with the columns that you may see.',
      schema: objectOf({
        reference: referenceSchema,
        version: versionSchema,
        marking: markingSchema,
        table: tableSchema,
        href: saying(text, 'Where it is given as a file.'),
      }),
    },
    ...notThere,
  },
  answer: async ({ desk, params: { reference = '', table = '' } }) =>
    withTable(desk, reference, table, async (viewed, tabled) => {
      const { matter, version, marking } = viewed
      await recordReading(desk, { kind: 'opened', matter: matter.id, parts: [...matter.parts] })
      return answer({
        reference,
        version,
        marking: markingJson(marking),
        table: tableJson(tabled),
        href: `/api/v1/matters/${reference}/tables/${table}/file`,
      })
    }),
}

export const tableFile: Route = {
  method: 'POST',
  path: '/matters/:reference/tables/:table/file',
  name: 'tableFile',
  summary: 'A table of a matter as a file',
  about:
    'An Excel workbook or a Word document, marked as the matter is for you. That you took it, when and why is recorded with the matter.',
  access: 'in a post',
  reads: ['exported'],
  params,
  body: {
    json: objectOf({
      format: { type: 'string', enum: Object.keys(tableFormats) },
      why: saying(
        { type: 'string', minLength: 1, maxLength: 500, pattern: '\\S', examples: ['For the meeting on Tuesday'] },
        'Why you take it out. Kept with the record: without names of people.',
      ),
    }),
  },
  replies: {
    200: {
      description: `The file: ${Object.values(tableTypes).join(', or ')}.`,
      type: 'application/octet-stream',
    },
    ...notThere,
  },
  answer: async ({ desk, params: { reference = '', table = '' }, body }) =>
    withTable(desk, reference, table, async (viewed, tabled) => {
      const { format, why } = body as { format: TableFormat; why: string }
      const { name, type, bytes } = await exportTable(desk, viewed, tabled, { format, why: why.trim() })
      return { status: 200, body: bytes, headers: servedHeaders(name, type) }
    }),
}

async function withTable(
  desk: Desk,
  reference: string,
  name: string,
  work: (viewed: Viewed, tabled: Tabled) => Promise<Answer>,
): Promise<Answer> {
  const viewed = await findMatter(desk, reference)
  const tabled = viewed && tablesFor(desk, viewed).find(one => one.name === name)
  return tabled ? work(viewed, tabled) : denied(desk, `table ${reference} ${name}`)
}
