import type { Problem } from '../engine/decide.ts'
import type { Schema } from './schema.ts'

/** An answer that says no, as RFC 9457 has it: what kind, which status, and each thing in the way with what to do next. */
export interface ProblemAnswer {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly problems: readonly Problem[]
  /** What was done to the matter since the version that was sent. */
  readonly since?: readonly unknown[]
  /** The version it has now. */
  readonly version?: string
}

/** The kinds of no there are. What may not be seen and what is not there are one kind. */
const kinds = {
  'not-understood': { status: 400, title: 'This request could not be read' },
  'not-signed-in': { status: 401, title: 'A token that is in force is needed' },
  suspended: { status: 403, title: 'Your access is suspended' },
  'not-found': { status: 404, title: 'There is nothing here that you may see' },
  'not-this-way': { status: 405, title: 'That cannot be done here' },
  conflict: { status: 409, title: 'It has changed since you read it' },
  'too-large': { status: 413, title: 'This is too large' },
  'not-this-kind': { status: 415, title: 'Send it as the documentation says' },
  refused: { status: 422, title: 'Refused' },
  'which-version': { status: 428, title: 'Say which version you read' },
  'too-many': { status: 429, title: 'Too many requests' },
  fault: { status: 500, title: 'Something went wrong here' },
  'maybe-saved': { status: 503, title: 'This may have been saved' },
  'not-opened': { status: 503, title: 'This is encrypted, and does not open here' },
  'not-now': { status: 503, title: 'This cannot be done just now, and nothing was changed' },
} as const

export type ProblemKind = keyof typeof kinds

/** Says no. `detail` is one sentence for a person; `problems` tell each thing in the way. */
export function problem(
  kind: ProblemKind,
  detail?: string,
  more: Pick<ProblemAnswer, 'since' | 'version'> & { problems?: readonly Problem[] } = {},
): ProblemAnswer {
  const { status, title } = kinds[kind]
  return { type: `/api/v1/docs#${kind}`, title, status, ...(detail ? { detail } : {}), problems: [], ...more }
}

/** Thrown where no answer can be returned: its answer is sent, and the transaction is undone. */
export class SaysNo extends Error {
  readonly answer: ProblemAnswer
  readonly headers: Readonly<Record<string, string>>
  constructor(answer: ProblemAnswer, headers: Readonly<Record<string, string>> = {}) {
    super(answer.title)
    this.name = 'SaysNo'
    this.answer = answer
    this.headers = headers
  }
}

/** The one answer for what is not there and for what is not disclosed: nothing in it tells them apart. */
export const notFound = (): ProblemAnswer =>
  problem(
    'not-found',
    'It does not exist, or it is not disclosed to you. If you think you should see it, ask its owner.',
  )

export const problemKinds: readonly { readonly kind: ProblemKind; readonly status: number; readonly title: string }[] =
  Object.entries(kinds).map(([kind, one]) => ({ kind: kind as ProblemKind, ...one }))

export const problemSchema: Schema = {
  type: 'object',
  title: 'Problem',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: {
            type: 'string',
            description: 'The answer it is about; a row’s is its question, its number from 0 and its field.',
          },
          words: { type: 'string', description: 'What is wrong, for a person.' },
          clause: { type: 'string', description: 'The clause of the agreement that says so.' },
          next: { type: 'string', description: 'What to do instead.' },
        },
        required: ['words'],
        additionalProperties: false,
      },
    },
    since: {
      type: 'array',
      items: { type: 'object' },
      description: 'On a conflict: what was done since the version that was sent.',
    },
    version: { type: 'string', description: 'On a conflict: the version it has now.' },
  },
  required: ['type', 'title', 'status', 'problems'],
  additionalProperties: false,
}
