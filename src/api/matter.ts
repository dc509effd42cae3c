import { givenAnswers, history, type Told } from '../desk/history.ts'
import { findMatter, versionOf, type Viewed } from '../desk/matter.ts'
import { recordReading } from '../desk/reading.ts'
import { tablesFor } from '../desk/tables.ts'
import { trail } from '../desk/trail.ts'
import type { Desk } from '../desk/desk.ts'
import type { Disclosure } from '../engine/matter.ts'
import { clausesOf, markingOfPart, unquotedFor, type Procedure, type Step } from '../engine/procedure.ts'
import type { World } from '../engine/world.ts'
import { highest } from '../letters/marking.ts'
import { answersSchema } from './answers.ts'
import { questionSchema, questionsJson } from './procedures.ts'
import { answer, denied, type Route } from './route.ts'
import { tableJson, tableSchema } from './tables.ts'
import {
  anything,
  authorJson,
  authorSchema,
  clauseIdSchema,
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
  readerSchema,
  referenceSchema,
  saying,
  text,
  versionSchema,
  whole,
} from './shapes.ts'

/** One matter, as its reader sees it, and its journal. */

/** Where a matter is, and the version that it stands at, as a header says it. */
export const addressOf = (reference: string): string => `/api/v1/matters/${reference}`
export const etag = (version: string): string => `"${version}"`

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
  {
    establishment: objectOf({ code: text, name: text }),
    unquoted: saying(
      objectOf({ words: text, next: text, clause: clauseIdSchema }),
      'What you have of it is not to be named elsewhere: a step whose words name this reference is refused.',
    ),
  },
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
  const rule = unquotedFor(procedure, matter, desk.me, desk.world)
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
    unquoted: rule && { words: rule.words, next: rule.next, clause: rule.clause },
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
      marking: markingJson(highest([markingOfPart(seen.procedure, name, seen.matter) ?? part.marking])),
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
    clauses: clausesOf(step, matter),
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

/** An entry as it is told to its reader. */
export const toldJson = ({ at, by, ...rest }: Told) => ({ ...rest, at: at.toISOString(), by: authorJson(by) })

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
