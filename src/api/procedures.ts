import type { Desk } from '../desk/desk.ts'
import { closed } from '../engine/decide.ts'
import type { InForce } from '../engine/library.ts'
import type { Matter } from '../engine/matter.ts'
import { partOf, type Procedure, type Step } from '../engine/procedure.ts'
import type { Question } from '../engine/question.ts'
import type { Taking } from '../engine/world.ts'
import { answersSchema, answersSchemaBefore, exampleOfBeginning, unbegun, whenAsked } from './answers.ts'
import { answer, type Route } from './route.ts'
import {
  anything,
  clauseIdSchema,
  flag,
  listOf,
  mapOf,
  markingJson,
  markingSchema,
  objectOf,
  saying,
  text,
} from './shapes.ts'

// ── A question, in words ─────────────────────────────────────────────────────────────────────────────────────────────

const questionKinds = [
  'text',
  'paragraph',
  'choice',
  'choices',
  'yes or no',
  'day',
  'number',
  'place',
  'places',
  'post',
  'documents',
  'references',
  'rows',
]

const askedSchema = objectOf(
  { always: flag },
  {
    question: saying(text, 'The question whose answer decides.'),
    answers: listOf(anything, 'The answers with which it is asked; or, with `unless`, those with which it is not.'),
    unless: flag,
  },
)

export const questionSchema = objectOf(
  {
    name: text,
    label: text,
    kind: { type: 'string', enum: questionKinds },
    part: saying(text, 'The part of the matter that its answer belongs to.'),
    needed: saying(flag, 'Must be answered, where it is asked.'),
    asked: askedSchema,
    clause: clauseIdSchema,
  },
  {
    hint: text,
    missing: saying(text, 'What is said when it is not answered.'),
    options: listOf(objectOf({ value: text, text }, { hint: text }), 'What may be chosen, in words.'),
    row: listOf(anything, 'The questions of each row.'),
  },
)

function questionJson(
  step: Step,
  asks: Step['asks'],
  name: string,
  question: Question,
  takings: readonly Taking[],
): object {
  const asked = whenAsked(asks, name)
  return {
    name,
    label: question.label,
    kind: question.kind,
    part: partOf(step, question),
    needed: question.missing !== undefined,
    asked:
      asked === 'always' ? { always: true } : asked === 'by a rule' ? { always: false } : { always: false, ...asked },
    clause: question.clause ?? step.clauses[0],
    hint: question.hint,
    missing: question.missing,
    // The words of each place are in /establishments: two hundred of them with every question would be a heavy answer.
    options: ['place', 'places'].includes(question.kind) ? undefined : optionsOf(question, takings),
    row:
      question.row &&
      Object.entries(question.row).map(([field, one]) => questionJson(step, question.row!, field, one, takings)),
  }
}

/** What is offered on every one of these takings alike; what depends on the matter is told by the matter. */
function optionsOf(question: Question, takings: readonly Taking[]): unknown {
  try {
    const [offered, ...others] = takings.map(taking =>
      question.options?.(taking).map(({ value, text: words, hint }) => ({ value, text: words, hint })),
    )
    return others.every(other => JSON.stringify(other) === JSON.stringify(offered)) ? offered : undefined
  } catch {
    // A rule about a matter may stop when there is none to read yet.
    return undefined
  }
}

export const questionsJson = (step: Step, ...takings: readonly Taking[]) =>
  Object.entries(step.asks).map(([name, question]) => questionJson(step, step.asks, name, question, takings))

// ── A procedure ──────────────────────────────────────────────────────────────────────────────────────────────────────

const stepSchema = objectOf(
  {
    name: text,
    label: text,
    clauses: listOf(clauseIdSchema),
    by: saying(text, 'Who may take it, in words.'),
    part: text,
    begins: saying(flag, 'It begins a matter: POST /matters.'),
    mayBegin: saying(flag, 'It begins a matter, and this post may.'),
    questions: listOf(questionSchema),
    answers: saying(
      { type: 'object' },
      'JSON Schema of its answers, for whoever asks, now. An example is one that works: it was tried against the step’s own rules.',
    ),
  },
  { about: text },
)

const procedureSchema = objectOf(
  {
    name: text,
    title: text,
    one: saying(text, 'What one matter of it is called in a sentence.'),
    prefix: saying(text, 'What its references begin with.'),
    agreement: text,
    version: text,
    begins: saying(text, 'The step that begins a matter.'),
    stages: mapOf(text, 'The main track, in order.'),
    parts: mapOf(
      objectOf(
        { label: text, marking: markingSchema },
        {
          encrypted: saying(
            flag,
            'What is said in it is encrypted before it is kept, and nobody finds it by searching.',
          ),
        },
      ),
      'The parts of a matter; each is disclosed as a whole, and you may see some and not others.',
    ),
    columns: mapOf(
      objectOf({ label: text, part: text }, { values: mapOf(text) }),
      'Facts that lists show and are narrowed by (`column.<name>=` in GET /matters).',
    ),
    obligations: mapOf(objectOf({ label: text, clause: clauseIdSchema, owedBy: text, basis: text })),
    steps: listOf(stepSchema),
  },
  {},
)

export const procedures: Route = {
  method: 'GET',
  path: '/procedures',
  name: 'procedures',
  summary: 'What the agreements set going, step by step',
  about:
    'Enough to write a client from: each step’s questions, who may take it, and the JSON Schema of its answers with an example.',
  access: 'in a post',
  reads: 'nothing',
  replies: {
    200: { description: 'Every procedure in force today.', schema: objectOf({ procedures: listOf(procedureSchema) }) },
  },
  answer: ({ desk }) =>
    answer({ procedures: desk.house.library.inForce(desk.world.today).map(inForce => procedureJson(desk, inForce)) }),
}

function procedureJson(desk: Desk, { agreement, version, procedure }: InForce) {
  return {
    name: procedure.name,
    title: procedure.title,
    one: procedure.one,
    prefix: procedure.prefix,
    agreement: agreement.id,
    version: version.name,
    begins: procedure.begins,
    stages: procedure.stages,
    parts: Object.fromEntries(
      Object.entries(procedure.parts).map(([name, part]) => [
        name,
        {
          label: part.label,
          marking: markingJson(part.marking),
          ...(part.encrypted && { encrypted: true }),
        },
      ]),
    ),
    columns: Object.fromEntries(
      Object.entries(procedure.columns).map(([name, { label, part, values }]) => [name, { label, part, values }]),
    ),
    obligations: Object.fromEntries(
      Object.entries(procedure.rules).map(([name, { label, clause, owedBy, basis }]) => [
        name,
        { label, clause, owedBy: owedBy.words, basis },
      ]),
    ),
    steps: Object.entries(procedure.steps).map(([name, step]) => stepJson(desk, procedure, version.name, name, step)),
  }
}

function stepJson({ me, world }: Desk, procedure: Procedure, version: string, name: string, step: Step) {
  const begins = name === procedure.begins
  const takingAt = (place?: string): Taking => ({
    matter: imagined(procedure, version, me, world, place),
    me,
    world,
    answers: {},
  })
  const unborn: Taking = { matter: unbegun(procedure, version, me, world), me, world, answers: {} }
  const [one, other] = placesApart(world)
  const takings = begins ? [unborn] : [takingAt(one), takingAt(other)]
  return {
    name,
    label: step.label,
    about: step.about,
    clauses: step.clauses,
    by: step.by.words,
    part: step.part,
    begins,
    mayBegin: begins && !closed(step, unborn.matter, me, world),
    questions: questionsJson(step, ...takings),
    answers: begins
      ? answersSchema(step, unborn, exampleOfBeginning(procedure, version, me, world))
      : answersSchemaBefore(step, takingAt(one), takingAt(other)),
  }
}

/** A matter there might be, for saying what its steps would ask: it is at a place, and all of it is in sight. */
const imagined = (
  procedure: Procedure,
  version: string,
  me: Taking['me'],
  world: Taking['world'],
  place?: string,
): Matter => ({
  ...unbegun(procedure, version, me, world, place),
  parts: new Set(Object.keys(procedure.parts)),
})

/** Two places of different kinds, if there are: what is the same at both does not depend on the matter. */
function placesApart({ directory }: Taking['world']): readonly [string?, string?] {
  const open = directory.places.filter(place => !place.closed)
  const one = open.find(place => place.invented) ?? open[0]
  return [one?.code, open.find(place => place.kind !== one?.kind)?.code ?? open.find(place => place !== one)?.code]
}
