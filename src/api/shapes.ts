import { bodies, placeKinds, postKinds, unitKinds } from '../bodies.ts'
import type { Obligation } from '../desk/matter.ts'
import type { Directory, Reader } from '../engine/directory.ts'
import type { Author } from '../engine/matter.ts'
import { markingInWords, type Marking } from '../letters/marking.ts'
import type { Schema } from './schema.ts'

/** What comes up in many answers: each thing's JSON beside its schema. */

// ── Making schemas ───────────────────────────────────────────────────────────────────────────────────────────────────

export const text: Schema = { type: 'string' }
export const flag: Schema = { type: 'boolean' }
export const whole: Schema = { type: 'integer', minimum: 0 }
export const dayText: Schema = { type: 'string', format: 'date' }
export const instant: Schema = { type: 'string', format: 'date-time' }
export const anything: Schema = {}

export const saying = (schema: Schema, description: string): Schema => ({ ...schema, description })
export const listOf = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description ? { description } : {}),
})

/** An object of these; those in `sometimes` may be absent. There is never anything else in it. */
export const objectOf = (
  always: Readonly<Record<string, Schema>>,
  sometimes: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: 'object',
  properties: { ...always, ...sometimes },
  required: Object.keys(always),
  additionalProperties: false,
})

export const mapOf = (values: Schema, description?: string): Schema => ({
  type: 'object',
  additionalProperties: values,
  ...(description ? { description } : {}),
})

const keysOf = (record: object): Schema => ({ type: 'string', enum: Object.keys(record) })

// ── Who and what ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const bodySchema = keysOf(bodies)
export const unitKindSchema = keysOf(unitKinds)
export const postKindSchema = keysOf(postKinds)
export const placeKindSchema = keysOf(placeKinds)

export const readerSchema = saying(objectOf({ key: text, name: text }), 'A unit or a post.')
export const readerJson = (reader: Reader) => ({
  key: reader.key,
  name: 'title' in reader ? reader.title : reader.name,
})
export const readerNumbered = (directory: Directory, number: number) => readerJson(directory.readerById(number))

export const authorSchema = objectOf({ post: text, title: text, unit: text, body: bodySchema, name: text })
export const authorJson = ({ post, title, unit, body, name }: Author) => ({ post, title, unit, body, name })

export const clauseIdSchema = saying({ type: 'string' }, 'A clause, as GET /agreements/{id}/clauses lists it.')
export const referenceSchema: Schema = {
  type: 'string',
  pattern: '^[A-Z]{3}-[0-9]{4}-[0-9]{4,12}$',
  examples: ['SAN-2026-0042'],
}
export const versionSchema = saying(
  { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)*)?$', examples: ['3.0.5.0'] },
  'Changes whenever anything that you may see of the matter changes. Empty once you may see it no more.',
)

export const markingSchema = objectOf(
  { classification: { type: 'string', enum: ['OFFICIAL', 'OFFICIAL-SENSITIVE'] }, words: text },
  { handling: listOf(text), descriptors: listOf(text) },
)
export const markingJson = (marking: Marking) => ({ ...marking, words: markingInWords(marking) })

// ── Obligations ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const obligationStates = ['due', 'overdue', 'met', 'missed', 'fell away'] as const

const dated = objectOf(
  { day: dayText, working: saying(text, 'The arithmetic, as a sentence.') },
  { period: saying(text, 'What it was counted by, as GET /calendar/due takes it; absent for a date that was agreed.') },
)

export const obligationSchema = objectOf(
  {
    reference: referenceSchema,
    rule: text,
    label: text,
    clause: clauseIdSchema,
    owedBy: readerSchema,
    basis: saying(
      text,
      'Whose figure it is: the agreement’s, our default where it is silent, or agreed between the two.',
    ),
    from: saying(dayText, 'Day 0.'),
    due: saying(dayText, 'The limit; or, where there is none, the target or the aim.'),
    state: { type: 'string', enum: obligationStates },
    late: saying(flag, 'Done, but after its day.'),
    moved: listOf(
      objectOf(
        { at: text, was: dayText, because: listOf(text) },
        {
          of: {
            type: 'string',
            enum: ['limit', 'target', 'aim'],
            description: 'Which of its dates that was; absent: the day it is due.',
          },
        },
      ),
      'Holidays proclaimed or withdrawn that moved it.',
    ),
  },
  {
    step: saying(text, 'The step that meets it.'),
    target: dated,
    limit: dated,
    aim: dated,
    settledOn: dayText,
    unaskedSince: saying(
      instant,
      'On its matter, for whoever answers for that: since when it could not be asked for again by itself.',
    ),
  },
)

export const obligationJson = (obligation: Obligation, directory: Directory) => ({
  reference: obligation.reference,
  rule: obligation.rule,
  label: obligation.label,
  clause: obligation.clause,
  owedBy: readerNumbered(directory, obligation.owedBy),
  basis: obligation.basis,
  from: obligation.from,
  due: obligation.due,
  state: obligation.state === 'met late' ? 'met' : obligation.state,
  late: obligation.state === 'met late',
  moved: obligation.moved,
  step: obligation.byStep,
  target: obligation.target,
  limit: obligation.limit,
  aim: obligation.aim,
  settledOn: obligation.settledOn,
  unaskedSince: obligation.unaskedSince?.toISOString(),
})
