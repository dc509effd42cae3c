import { sql } from '../database/sql.ts'
import { decide, understandAll, type Making, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import type { Entry, Matter } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import { append, fingerprint, type Writing } from '../journal/append.ts'
import { beginning, drawReferences } from './birth.ts'
import type { Desk } from './desk.ts'
import { matter as matterOf, versionOf } from './matter.ts'

type Raw = Readonly<Record<string, unknown>>

/** What came of taking a step: it was done, or it was refused in words and nothing happened. */
export type Taken =
  | { readonly refused: false; readonly reference: string; readonly version: string; readonly says: string }
  | { readonly refused: true; readonly problems: readonly Problem[]; readonly since?: readonly Entry[] }

export interface Given {
  /** The client's key for this act: a form's own, or the request's `Idempotency-Key`. The same act with it happens once. */
  readonly key?: string
  /** The version the person was looking at. When what they may see has changed since, they are shown what changed instead. */
  readonly version?: string
}

const refused = (...problems: Problem[]): Taken => ({ refused: true, problems })

/** Takes a step on a matter. The only way anything ever changes; `begin` is its first one. */
export async function take(desk: Desk, reference: string, name: string, raw: Raw, given: Given = {}): Promise<Taken> {
  const before = await alreadyDone(desk, name, raw, given.key, reference)
  if (before) return before
  const held = await desk.transaction.find<{ id: number | null }>(sql`select hold(${reference}) as id`)
  if (!held?.id) throw new NotFound('matter of that reference that you may see')
  const { matter, procedure } = await matterOf(desk, reference)
  if (name === procedure.begins || name === procedure.brings?.step)
    return refused({ words: 'This matter has begun already' })
  const decision = decide(procedure, matter, name, desk.me, raw, desk.world)
  if (decision.refused) return { refused: true, problems: decision.problems }
  if (given.version !== undefined && given.version !== versionOf(matter))
    return {
      refused: true,
      problems: [changedSince],
      since: matter.entries.slice(Number(given.version.split('.')[0]) || 0),
    }
  const missing = await missingReferences(desk, decision.making)
  if (missing) return refused(missing)
  await write(desk, procedure, matter, { reference, making: decision.making, key: given.key })
  const { version } = await matterOf(desk, reference).catch(goneFromSight)
  return { refused: false, reference, version, says: decision.making.says }
}

/** Begins a matter of a procedure by its first step; its reference is drawn. */
export async function begin(desk: Desk, procedureName: string, raw: Raw, given: Given = {}): Promise<Taken> {
  const found = desk.house.library.findProcedure(procedureName, desk.world.today)
  if (!found) throw new NotFound(`procedure ${procedureName}`)
  const { procedure, version } = found
  const before = await alreadyDone(desk, procedure.begins, raw, given.key)
  if (before) return before
  const [reference = ''] = await drawReferences(desk, procedure.prefix, [
    { act: given.key, year: desk.world.today.slice(0, 4) },
  ])
  const begun = beginning(desk, { procedure, version: version.name, step: procedure.begins, reference, raw })
  if (begun.refused) return { refused: true, problems: begun.problems }
  const { making, birth, matter } = begun
  const missing = await missingReferences(desk, making)
  if (missing) return refused(missing)
  await write(desk, procedure, matter, { reference, making, key: given.key, birth })
  const { version: seen } = await matterOf(desk, reference).catch(goneFromSight)
  return { refused: false, reference, version: seen, says: making.says }
}

const changedSince: Problem = {
  words: 'This matter changed while you were writing',
  next: 'Read what changed below. What you wrote is still here: send it again if it still holds.',
}

/** A step may hand a matter on so that whoever took it sees it no more. */
const goneFromSight = (fault: unknown) => {
  if (fault instanceof NotFound) return { version: '' }
  throw fault
}

async function write(
  desk: Desk,
  procedure: Procedure,
  matter: Matter,
  writing: Pick<Writing, 'reference' | 'making' | 'key' | 'birth'>,
) {
  const taking = { matter, me: desk.me, answers: writing.making.entry.answers, world: desk.world }
  const knownTo = procedure.openBetween?.readers(taking) ?? []
  await append(desk.transaction, [{ ...writing, procedure, knownTo }], desk.world)
  for (const opened of writing.making.opens) {
    const outcome = await begin(desk, opened.procedure, opened.answers)
    if (outcome.refused)
      throw new Error(
        `${procedure.name} opens ${opened.procedure}, which refuses: ${outcome.problems.map(problem => problem.words).join('; ')}`,
      )
  }
  if (writing.making.changes.length) await desk.house.changed()
}

/** The outcome of the same act before, when this key has been used: by a double click, a retry or a second tab. */
async function alreadyDone(
  desk: Desk,
  step: string,
  raw: Raw,
  key: string | undefined,
  reference?: string,
): Promise<Taken | undefined> {
  if (key === undefined) return undefined
  if (!/^[\w.:-]{1,200}$/.test(key))
    return refused({ words: 'An idempotency key has up to 200 letters, digits and . _ : -' })
  await desk.transaction.all(sql`select pg_advisory_xact_lock(hashtextextended(${`${desk.me.post} ${key}`}, 0))`)
  const done = await desk.transaction.find<{
    fingerprint: Buffer
    reference: string
    procedure: string
    version: string
  }>(sql`
    select d.fingerprint, m.reference, m.procedure, m.version from done d join matter m on m.id = d.matter where d.key = ${key}`)
  if (!done) return undefined
  const procedure = desk.house.library.procedure(done.procedure, done.version)
  const view = await matterOf(desk, done.reference)
  const name = Object.hasOwn(procedure.steps, step) ? step : procedure.begins
  const { answers } = understandAll(procedure.steps[name] as Step, raw, {
    matter: view.matter,
    me: desk.me,
    world: desk.world,
  })
  const same =
    (reference === undefined || reference === done.reference) &&
    fingerprint(name, answers) === done.fingerprint.toString('hex')
  if (!same)
    return refused({ words: 'This key was used before, for something else', next: 'Use a new key for a new act.' })
  return {
    refused: false,
    reference: done.reference,
    version: view.version,
    says: view.matter.entries.at(-1)?.step ?? '',
  }
}

async function missingReferences(desk: Desk, making: Making): Promise<Problem | undefined> {
  if (!making.links.length) return undefined
  const found = await desk.transaction.all<{ reference: string }>(
    sql`select reference from matter where reference = any (${making.links})`,
  )
  const missing = making.links.find(reference => !found.some(one => one.reference === reference))
  return missing ? { words: `There is no ${missing} that you may see; check the reference` } : undefined
}
