import { list, sorts, type Query, type Row } from '../desk/list.ts'
import { recordReading } from '../desk/reading.ts'
import type { Desk } from '../desk/desk.ts'
import { problem, SaysNo } from './problem.ts'
import { answer, type Route } from './route.ts'
import type { Schema } from './schema.ts'
import {
  anything,
  dayText,
  flag,
  instant,
  listOf,
  mapOf,
  objectOf,
  readerNumbered,
  readerSchema,
  referenceSchema,
  saying,
  text,
} from './shapes.ts'
import { addressOf } from './matter.ts'

/** Lists of matters: the same rows as on the pages. */

const rowSchema = objectOf(
  {
    reference: referenceSchema,
    procedure: text,
    openedAt: instant,
    owner: readerSchema,
    columns: mapOf(anything, 'Facts, by column: only those of parts that you may see.'),
    milestones: mapOf(dayText),
    href: text,
  },
  {
    establishment: objectOf({ code: text, name: text }),
    region: text,
    stage: objectOf({ name: text, label: text }),
    due: saying(dayText, 'The soonest day on which something you may see is due.'),
  },
)

const short: Schema = { type: 'string', minLength: 1, maxLength: 200 }

export const matters: Route = {
  method: 'GET',
  path: '/matters',
  name: 'matters',
  summary: 'The matters that you may see',
  about:
    'Keyset pages: `after` is where the last page ended. Columns narrow it too, as `column[<name>]=<value>`, by the names that GET /procedures tells.',
  access: 'in a post',
  reads: ['listed', 'searched'],
  query: {
    procedure: short,
    establishment: saying(short, 'A code that GET /establishments lists.'),
    region: short,
    stage: short,
    owner: saying(short, 'The key of the unit that owns it.'),
    q: saying(short, 'Words to find, or a reference.'),
    from: saying(dayText, 'Opened on this day or later.'),
    until: saying(dayText, 'Opened on this day or earlier.'),
    overdue: saying(flag, 'Only those with something overdue.'),
    column: saying(mapOf(short), 'What a column must be, or hold: column[<name>]=<value>.'),
    sort: saying({ type: 'string', enum: sorts }, 'Newest first unless said; `due`: what is due soonest first.'),
    after: saying(
      { type: 'string', maxLength: 300, pattern: '^[A-Za-z0-9_\\-]+$' },
      'Where the last page ended: its `after`.',
    ),
    most: saying({ type: 'integer', minimum: 1, maximum: 200 }, 'How many to a page; 25 unless said.'),
  },
  replies: {
    200: {
      description: 'A page of them, newest first unless asked otherwise.',
      schema: objectOf({ matters: listOf(rowSchema) }, { after: saying(text, 'Absent on the last page.'), next: text }),
      headers: { Link: 'The next page, as rel="next".' },
    },
  },
  answer: async ({ desk, query }) => {
    const wanted = queryOf(desk, query)
    if (wanted.q === undefined) await recordReading(desk, { kind: 'listed' })
    else await recordReading(desk, { kind: 'searched', secret: wanted.q })
    const { rows, after } = await list(desk, wanted)
    const next = after && nextPage(query, after)
    return answer(
      { matters: rows.map(row => rowJson(desk, row)), after, next },
      next === undefined ? undefined : { link: `<${next}>; rel="next"` },
    )
  },
}

function queryOf(desk: Desk, query: Readonly<Record<string, unknown>>): Query {
  const {
    establishment,
    column = {},
    ...rest
  } = query as Omit<Query, 'facts' | 'place'> & {
    establishment?: string
    column?: Readonly<Record<string, string>>
  }
  refuseUnknownColumns(desk, rest.procedure, Object.keys(column))
  const facts = Object.fromEntries(Object.entries(column).map(([name, value]) => [name, [value]]))
  return { ...rest, place: establishment, facts }
}

/** A misspelt column would find nothing and say nothing. */
function refuseUnknownColumns({ house, world }: Desk, procedure: string | undefined, columns: readonly string[]): void {
  const known = new Set(
    house.library
      .inForce(world.today)
      .filter(one => procedure === undefined || one.procedure.name === procedure)
      .flatMap(one => Object.keys(one.procedure.columns)),
  )
  const unknown = columns.filter(column => !known.has(column))
  if (unknown.length === 0) return
  throw new SaysNo(
    problem('not-understood', 'Something about the address is not right.', {
      problems: unknown.map(column => ({ field: `column[${column}]`, words: 'There is no such column' })),
    }),
  )
}

function nextPage(query: Readonly<Record<string, unknown>>, after: string): string {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object' && value !== null)
      for (const [inner, one] of Object.entries(value)) next.append(`${name}[${inner}]`, String(one))
    else if (name !== 'after') next.append(name, String(value))
  }
  next.set('after', after)
  return `/api/v1/matters?${next.toString()}`
}

function rowJson({ house, world }: Desk, row: Row) {
  const procedure = house.library.findProcedure(row.procedure, world.today)?.procedure
  const place = row.place === undefined ? undefined : world.directory.findPlace(row.place)
  return {
    reference: row.reference,
    procedure: row.procedure,
    openedAt: row.openedAt.toISOString(),
    owner: readerNumbered(world.directory, row.owner),
    columns: row.facts,
    milestones: row.milestones,
    href: addressOf(row.reference),
    establishment: place && { code: place.code, name: place.name },
    region: row.region,
    stage: row.stage === undefined ? undefined : { name: row.stage, label: procedure?.stages[row.stage] ?? row.stage },
    due: row.due,
  }
}
