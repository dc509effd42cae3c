import { sql } from '../database/sql.ts'
import { told } from '../desk/history.ts'
import { findMatter, type Viewed } from '../desk/matter.ts'
import { previewBegin, previewTake, type Preview } from '../desk/preview.ts'
import { answersMade } from '../desk/snapshot.ts'
import { begin, take, type Taken } from '../desk/take.ts'
import type { Desk } from '../desk/desk.ts'
import { decide, type Problem } from '../engine/decide.ts'
import type { Answers, Matter } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import { schemaProblems, unbegun } from './answers.ts'
import { problem } from './problem.ts'
import { denied, no, type Answer, type Route } from './route.ts'
import type { Schema } from './schema.ts'
import { listOf, objectOf, referenceSchema, saying, text, versionSchema } from './shapes.ts'
import { addressOf, etag, toldJson } from './matter.ts'

/** Beginning a matter, and taking a step on one. */

type Raw = Readonly<Record<string, unknown>>

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
  made?: Answers,
): readonly Problem[] {
  const step = Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : undefined
  if (!step) return []
  const bySchema = schemaProblems(step, raw, { matter, me: desk.me, world: desk.world })
  if (bySchema.length === 0) return []
  const decision = decide(procedure, matter, name, desk.me, raw, desk.world, made)
  // What the program makes only as the step is taken is not missed before.
  const isToldNow = ({ field = '' }: Problem) => !step.asks[field]?.made || Object.hasOwn(raw, field)
  const byRules = decision.refused ? decision.problems.filter(isToldNow) : []
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
      const made = await answersMade(desk, undefined, { ...seen, step }, raw)
      const problems = problemsBySchema(desk, seen.procedure, step, seen.matter, raw, made)
      if (problems.length) return refusal(problems)
      if (Object.hasOwn(seen.procedure.steps, step))
        warnings = warningsOf(desk, seen.procedure.steps[step], previewTake(desk, seen, step, raw, made))
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
        since: entries.map(entry => toldJson(told(seen.procedure, entry, desk.world, seen.matter))),
        version: seen.version,
      },
    ),
    { etag: etag(seen.version) },
  )
}
