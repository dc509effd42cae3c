import { sql } from '../database/sql.ts'
import { givenAnswers, history, told, type Told } from '../desk/history.ts'
import { list, sorts, type Query, type Row } from '../desk/list.ts'
import { findMatter, versionOf, type Viewed } from '../desk/matter.ts'
import { previewBegin, previewTake, type Preview } from '../desk/preview.ts'
import { recordReading } from '../desk/reading.ts'
import { tablesFor } from '../desk/tables.ts'
import { begin, take, type Taken } from '../desk/take.ts'
import { trail } from '../desk/trail.ts'
import type { Desk } from '../desk/desk.ts'
import { decide, type Problem } from '../engine/decide.ts'
import type { Disclosure, Matter } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import type { World } from '../engine/world.ts'
import { highest } from '../letters/marking.ts'
import { answersSchema, schemaProblems, unbegun } from './answers.ts'
import { problem, SaysNo } from './problem.ts'
import { questionSchema, questionsJson } from './procedures.ts'
import { answer, denied, no, type Answer, type Route } from './route.ts'
import type { Schema } from './schema.ts'
import { tableJson, tableSchema } from './tables.ts'
import {
  anything,
  authorJson,
  authorSchema,
  clauseIdSchema,
  dayText,
  flag,
  instant,
  listOf,
  mapOf,
  markingJson,
  markingSchema,
  objectOf,
  obligationJson,
  obligationSchema,
  readerJson,
  readerNumbered,
  readerSchema,
  referenceSchema,
  saying,
  text,
  versionSchema,
  whole,
} from './shapes.ts'

type Raw = Readonly<Record<string, unknown>>

const addressOf = (reference: string) => `/api/v1/matters/${reference}`
const etag = (version: string) => `"${version}"`

// ── Beginning one, and taking a step ─────────────────────────────────────────────────────────────────────────────────

const takenSchema = objectOf({
  reference: referenceSchema,
  version: versionSchema,
  procedure: text,
  says: saying(text, 'The sentence it left in the history, after your name.'),
  warnings: listOf(
    text,
    'What a person would have been shown before they confirmed it, and could go past. Not told again when the same act is sent again.',
  ),
})

const keyHeader: Schema = {
  type: 'string',
  pattern: '^[A-Za-z0-9_.:\\-]{1,200}$',
  description:
    'A key of your own for this act. The same act sent again with it happens once, and is answered as it was.',
  examples: ['5f1d2a9e-8b7c-4d3e-9f10-2a3b4c5d6e7f'],
}

export const answersBody: Schema = {
  type: 'object',
  description: 'By the names of the step’s questions; as its JSON Schema says.',
}

const refusals = {
  422: { description: 'Refused, in words, each with the clause that says so. Nothing happened.' },
}

export const beginMatter: Route = {
  method: 'POST',
  path: '/matters',
  name: 'beginMatter',
  summary: 'Begin a matter by its procedure’s first step',
  access: 'in a post',
  reads: 'nothing',
  headers: { 'Idempotency-Key': keyHeader },
  body: {
    json: objectOf({ procedure: { type: 'string', maxLength: 100 }, answers: answersBody }),
  },
  replies: {
    201: {
      description: 'It has begun, and is private to its owner.',
      schema: takenSchema,
      headers: { Location: 'Where it is.', ETag: 'Its version.' },
    },
    ...refusals,
  },
  answer: async ({ desk, headers, body }) => {
    const { procedure: name, answers: raw } = body as { procedure: string; answers: Raw }
    const found = desk.house.library.findProcedure(name, desk.world.today)
    if (!found) return refusal([{ field: 'procedure', words: 'There is no procedure of this name in force' }])
    const key = headers['idempotency-key']
    const { procedure, version } = found
    let warnings: readonly string[] = []
    if (!(await isRepeat(desk, key))) {
      const unborn = unbegun(procedure, version.name, desk.me, desk.world)
      const problems = problemsBySchema(desk, procedure, procedure.begins, unborn, raw)
      if (problems.length) return refusal(problems)
      warnings = warningsOf(desk, procedure.steps[procedure.begins], previewBegin(desk, found, raw))
    }
    const taken = await begin(desk, name, raw, { key })
    if (taken.refused) return refusal(taken.problems)
    return done(201, procedure.name, taken, warnings)
  },
}

function done(
  status: number,
  procedure: string,
  { reference, version, says }: Extract<Taken, { refused: false }>,
  warnings: readonly string[],
): Answer {
  return {
    status,
    body: { reference, version, procedure, says, warnings },
    headers: {
      ...(status === 201 ? { location: addressOf(reference) } : {}),
      ...(version === '' ? {} : { etag: etag(version) }),
    },
  }
}

/** What the step’s own page would have warned of, before it was taken. */
function warningsOf({ me, world }: Desk, step: Step | undefined, { matter, decision }: Preview): readonly string[] {
  if (decision.refused) return []
  const warning = step?.warn?.({ matter, me, world, answers: decision.making.entry.answers })
  return warning === undefined ? [] : [warning]
}

const refusal = (problems: readonly Problem[]): Answer =>
  no(problem('refused', problems[0]?.words, { problems: problems.map(problemJson) }))

const problemJson = ({ field, words, clause, next }: Problem): Problem => ({ field, words, clause, next })

/** Whether this key has been used: then what was said of the act is said again, whatever the matter has come to since. */
const isRepeat = async (desk: Desk, key: string | undefined): Promise<boolean> =>
  key !== undefined &&
  (await desk.transaction.find(sql`select from done where key = ${key} and post = my_post()`)) !== undefined

/** What the schema says against the answers, each in the step's own words where its rules object as well. */
function problemsBySchema(
  desk: Desk,
  procedure: Procedure,
  name: string,
  matter: Matter,
  raw: Raw,
): readonly Problem[] {
  const step = Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : undefined
  if (!step) return []
  const bySchema = schemaProblems(step, raw, { matter, me: desk.me, world: desk.world })
  if (bySchema.length === 0) return []
  const decision = decide(procedure, matter, name, desk.me, raw, desk.world)
  const byRules = decision.refused ? decision.problems : []
  const about = (field: string | undefined) => field?.split('-')[0]
  const said = new Set(byRules.map(one => about(one.field)))
  return said.has(undefined) ? byRules : [...byRules, ...bySchema.filter(one => !said.has(about(one.field)))]
}

export const takeStep: Route = {
  method: 'POST',
  path: '/matters/:reference/steps/:step',
  name: 'takeStep',
  summary: 'Take a step on a matter',
  access: 'in a post',
  reads: 'nothing',
  params: { reference: referenceSchema, step: text },
  headers: {
    'If-Match': {
      type: 'string',
      maxLength: 200,
      needed: true,
      description:
        'The version you read. If anything you may see has changed since, nothing happens and you are told what did.',
      examples: ['"3.0.5.0"'],
    },
    'Idempotency-Key': keyHeader,
  },
  body: { json: objectOf({ answers: answersBody }) },
  replies: {
    200: { description: 'It is done.', schema: takenSchema, headers: { ETag: 'The matter’s version now.' } },
    404: { description: 'There is no such matter that you may see.' },
    409: { description: 'It has changed since the version you read; what was done since is told. Nothing happened.' },
    ...refusals,
    428: { description: 'If-Match is missing.' },
  },
  answer: async ({ desk, kit, params, headers, body }) => {
    const { reference = '', step = '' } = params
    const { answers: raw } = body as { answers: Raw }
    const key = headers['idempotency-key']
    const seen = await held(desk, reference)
    if (!seen) return denied(desk, `take ${reference}`)
    let warnings: readonly string[] = []
    const version = versionGiven(headers['if-match'])
    if (version === undefined)
      return no(problem('which-version', 'Send If-Match with the version you read: it is the ETag of the matter.'))
    if (!(await isRepeat(desk, key))) {
      if (version !== seen.version) return conflict(desk, seen, version)
      const problems = problemsBySchema(desk, seen.procedure, step, seen.matter, raw)
      if (problems.length) return refusal(problems)
      if (Object.hasOwn(seen.procedure.steps, step))
        warnings = warningsOf(desk, seen.procedure.steps[step], previewTake(desk, seen, step, raw))
    }
    const taken = await take(desk, reference, step, raw, { key, files: kit.files })
    if (taken.refused) return refusal(taken.problems)
    return done(200, seen.procedure.name, taken, warnings)
  },
}

/** The matter, held still until the transaction ends, so that what is compared is what is changed. */
async function held(desk: Desk, reference: string): Promise<Viewed | undefined> {
  const found = await desk.transaction.find<{ id: number | null }>(sql`select hold(${reference}) as id`)
  return found?.id ? findMatter(desk, reference) : undefined
}

/** The version in `If-Match`, with its quotation marks or without. */
const versionGiven = (header: string | undefined): string | undefined =>
  /^ *"?(\d+(?:\.\d+)*)"? *$/.exec(header ?? '')?.[1]

function conflict(desk: Desk, seen: Viewed, version: string): Answer {
  const entries = seen.matter.entries.slice(Number(version.split('.')[0]))
  return no(
    problem(
      'conflict',
      'Read what was done since. If your step still holds, send it again with the version it has now.',
      {
        problems: [
          {
            words: 'This matter changed while you were writing',
            next: 'Read it again, and send your step with its new version.',
          },
        ],
        since: entries.map(entry => toldJson(told(seen.procedure, entry, desk.world))),
        version: seen.version,
      },
    ),
    { etag: etag(seen.version) },
  )
}

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── One ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

const partSchema = objectOf({
  name: text,
  label: text,
  marking: markingSchema,
  answers: listOf(
    objectOf(
      { step: text, question: text, label: text, answer: anything, words: saying(text, 'As a person reads it.') },
      { at: saying(instant, 'When it was given, where the entry it was given in is yours to see.') },
    ),
  ),
})

const stepSchema = objectOf(
  { name: text, label: text, clauses: listOf(clauseIdSchema), by: text, part: text, open: flag },
  {
    about: text,
    why: saying(text, 'Why it is closed.'),
    clause: saying(clauseIdSchema, 'The clause that closes it.'),
    questions: listOf(questionSchema),
    answers: saying({ type: 'object' }, 'JSON Schema of its answers, for you, now, on this matter.'),
    href: text,
  },
)

const toldSchema = objectOf({
  at: instant,
  by: authorSchema,
  step: text,
  label: text,
  part: text,
  says: saying(text, 'What was done, after the author’s name.'),
  clauses: listOf(clauseIdSchema),
})

const matterSchema = objectOf(
  {
    reference: referenceSchema,
    version: versionSchema,
    procedure: text,
    agreement: text,
    agreementVersion: saying(text, 'The version in force when it began, under which it runs.'),
    stage: objectOf({ name: text, label: text }),
    marking: saying(markingSchema, 'The highest of the parts that you may see.'),
    owner: readerSchema,
    openedAt: instant,
    milestones: mapOf(instant),
    columns: mapOf(anything),
    parts: listOf(partSchema, 'Only those that are disclosed to you.'),
    tables: listOf(tableSchema, 'What its entries come to, item by item: only of parts that are disclosed to you.'),
    steps: listOf(stepSchema, 'Those that are yours to take: open, or closed with the reason.'),
    waitingFor: listOf(objectOf({ step: text, label: text, by: text }), 'Steps that are open to somebody else.'),
    obligations: listOf(obligationSchema),
    disclosures: listOf(
      objectOf(
        {
          part: text,
          to: readerSchema,
          purpose: text,
          clause: clauseIdSchema,
          conditions: listOf(text),
          since: instant,
          inForce: flag,
        },
        { until: instant, ended: instant },
      ),
      'Those that you may know of: your own, and all of them where the matter is yours.',
    ),
    offers: listOf(
      objectOf(
        {
          part: text,
          to: readerSchema,
          may: { type: 'string', enum: ['read', 'pass on', 'read or pass on'] },
          purpose: text,
          clause: clauseIdSchema,
          conditions: listOf(text),
          since: instant,
          stands: flag,
        },
        { until: instant, ended: instant, accepted: instant, passedOn: instant },
      ),
      'Disclosures that wait for their terms to be accepted, or to be passed on by a relay, as far as you may know of them.',
    ),
    documents: listOf(
      objectOf({
        id: { type: 'string', format: 'uuid' },
        name: text,
        kind: text,
        size: whole,
        state: text,
        part: text,
        scanned: saying(flag, 'Whether a virus scanner looked at it: practice may have none.'),
        uploadedAt: instant,
        href: text,
      }),
    ),
    history: listOf(toldSchema, 'What was done, the earliest first, as far as you may know it.'),
    ties: listOf(referenceSchema, 'Other matters it is tied to, that you may see.'),
  },
  { establishment: objectOf({ code: text, name: text }) },
)

export const oneMatter: Route = {
  method: 'GET',
  path: '/matters/:reference',
  name: 'matter',
  summary: 'A matter, as far as you may see it',
  access: 'in a post',
  reads: ['opened'],
  params: { reference: referenceSchema },
  replies: {
    200: { description: 'It.', schema: matterSchema, headers: { ETag: 'Its version.' } },
    404: { description: 'There is no such matter that you may see.' },
  },
  answer: async ({ desk, params: { reference = '' } }) => {
    const seen = await findMatter(desk, reference)
    if (!seen) return denied(desk, `matter ${reference}`)
    await recordReading(desk, { kind: 'opened', matter: seen.matter.id, parts: [...seen.matter.parts] })
    return answer(matterJson(desk, seen), { etag: etag(seen.version) })
  },
}

function matterJson(desk: Desk, seen: Viewed) {
  const { matter, procedure } = seen
  const { directory } = desk.world
  const place = matter.place === undefined ? undefined : directory.findPlace(matter.place)
  return {
    reference: matter.reference,
    version: seen.version,
    procedure: procedure.name,
    agreement: agreementOf(desk, procedure),
    agreementVersion: matter.version,
    stage: { name: matter.stage, label: procedure.stages[matter.stage] ?? matter.stage },
    marking: markingJson(seen.marking),
    owner: readerJson(directory.unit(matter.owner)),
    openedAt: matter.openedAt.toISOString(),
    milestones: Object.fromEntries([...matter.milestones].map(([name, at]) => [name, at.toISOString()])),
    columns: seen.facts,
    parts: partsJson(seen, desk.world),
    tables: tablesFor(desk, seen).map(tableJson),
    steps: stepsJson(desk, seen),
    waitingFor: seen.elsewhere.map(({ name, step }) => ({ step: name, label: step.label, by: step.by.words })),
    obligations: seen.obligations.map(one => obligationJson(one, directory)),
    disclosures: matter.disclosures.map(one => disclosureJson(one, desk)),
    offers: matter.offers.map(one => {
      const { inForce: stands, ...rest } = disclosureJson(one, desk)
      return {
        ...rest,
        may: one.may,
        stands,
        accepted: one.accepted?.toISOString(),
        passedOn: one.passedOn?.toISOString(),
      }
    }),
    documents: seen.documents.map(({ uploadedAt, ...one }) => ({
      ...one,
      uploadedAt: uploadedAt.toISOString(),
      href: `/api/v1/documents/${one.id}`,
    })),
    history: history(seen, desk.world).map(toldJson),
    ties: seen.ties,
    establishment: place && { code: place.code, name: place.name },
  }
}

const agreementOf = ({ house }: Desk, procedure: Procedure): string =>
  house.library.agreements.find(one => one.versions.some(version => version.procedures.includes(procedure)))?.id ?? ''

function partsJson(seen: Viewed, world: World) {
  const given = Map.groupBy(givenAnswers(seen, world), one => one.part)
  return Object.entries(seen.procedure.parts)
    .filter(([name]) => seen.matter.parts.has(name))
    .map(([name, part]) => ({
      name,
      label: part.label,
      marking: markingJson(highest([part.marking])),
      answers: (given.get(name) ?? []).map(({ step, question, label, at, answer: value, words }) => ({
        step,
        question,
        label,
        at: at?.toISOString(),
        answer: value,
        words,
      })),
    }))
}

function stepsJson({ me, world }: Desk, { matter, steps }: Viewed) {
  const taking = { matter, me, world, answers: {} }
  return steps.map(({ name, step, closed: shut }) => ({
    name,
    label: step.label,
    clauses: step.clauses,
    by: step.by.words,
    part: step.part,
    about: step.about,
    open: shut === undefined,
    ...(shut
      ? { why: shut.words, clause: shut.clause }
      : openJson(step, taking, `${addressOf(matter.reference)}/steps/${name}`)),
  }))
}

const openJson = (step: Step, taking: Parameters<typeof answersSchema>[1], href: string) => ({
  questions: questionsJson(step, taking),
  answers: answersSchema(step, taking),
  href,
})

const disclosureJson = (
  { part, to, purpose, clause, conditions, since, until, ended }: Disclosure,
  { world }: Desk,
) => ({
  part,
  to: readerJson(world.directory.reader(to)),
  purpose,
  clause,
  conditions,
  since: since.toISOString(),
  inForce: ended === undefined && (until === undefined || until > world.now),
  until: until?.toISOString(),
  ended: ended?.toISOString(),
})

const toldJson = ({ at, by, ...rest }: Told) => ({ ...rest, at: at.toISOString(), by: authorJson(by) })

// ── Its journal ──────────────────────────────────────────────────────────────────────────────────────────────────────

const hex = saying({ type: 'string', pattern: '^[0-9a-f]{64}$' }, 'SHA-256, in hexadecimal.')

export const matterJournal: Route = {
  method: 'GET',
  path: '/matters/:reference/journal',
  name: 'matterJournal',
  summary: 'The digests of the entries that you may see',
  about:
    'Keep them: if history were rewritten, they would not come again. Entries that are not disclosed to you are not here, and nothing tells how many there are.',
  access: 'in a post',
  reads: ['opened'],
  params: { reference: referenceSchema },
  replies: {
    200: {
      description: 'In order, the earliest first.',
      schema: objectOf({
        reference: referenceSchema,
        version: versionSchema,
        entries: listOf(
          objectOf({
            step: text,
            part: text,
            at: instant,
            digest: hex,
            contents: mapOf(hex, 'The salted digest of its content, by part, where you may see the part.'),
          }),
        ),
      }),
      headers: { ETag: 'The matter’s version.' },
    },
    404: { description: 'There is no such matter that you may see.' },
  },
  answer: async ({ desk, params: { reference = '' } }) => {
    const seen = await findMatter(desk, reference)
    if (!seen) return denied(desk, `journal ${reference}`)
    await recordReading(desk, { kind: 'opened', matter: seen.matter.id, parts: [...seen.matter.parts], why: 'journal' })
    const links = await trail(desk, seen.matter.id)
    return answer(
      {
        reference,
        version: versionOf(seen.matter),
        entries: links.map(({ at, ...link }) => ({ ...link, at: at.toISOString() })),
      },
      { etag: etag(seen.version) },
    )
  },
}
