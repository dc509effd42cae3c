import { prepared, sql } from '../database/sql.ts'
import { decide, type Making, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import type { Answers, Entry, Matter } from '../engine/matter.ts'
import { filesIn, type Procedure } from '../engine/procedure.ts'
import { stepNamed } from '../engine/strike.ts'
import { append, fingerprint, type Writing } from '../journal/append.ts'
import { said } from '../journal/cipher.ts'
import { alsoTaken, type Along } from './also.ts'
import { beginning, drawReferences } from './birth.ts'
import { citing } from './citing.ts'
import type { Desk } from './desk.ts'
import { attachable, type Files } from './documents.ts'
import { matter as matterOf, versionOf } from './matter.ts'
import { toldTooSoon, type Act } from './secret.ts'
import { answersMade } from './snapshot.ts'

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
  /** Where files are kept, for steps whose files the program makes itself. */
  readonly files?: Files
}

const refused = (...problems: Problem[]): Taken => ({ refused: true, problems })

/** Takes a step on a matter. The only way anything ever changes; `begin` is its first one. */
export async function take(desk: Desk, reference: string, name: string, raw: Raw, given: Given = {}): Promise<Taken> {
  const before = await alreadyDone(desk, name, raw, given.key, reference)
  if (before) return before
  const held = await desk.transaction.find<{ id: number | null }>(prepared('hold')`select hold(${reference}) as id`)
  if (!held?.id) throw new NotFound('matter of that reference that you may see')
  const { matter, procedure } = await matterOf(desk, reference)
  if (name === procedure.begins || name === procedure.brings?.step)
    return refused({ words: 'This matter has begun already' })
  const made = await answersMade(desk, given.files, { procedure, matter, step: name }, raw)
  const decision = decide(procedure, matter, name, desk.me, raw, desk.world, made)
  if (decision.refused) return { refused: true, problems: decision.problems }
  if (given.version !== undefined && given.version !== versionOf(matter))
    return {
      refused: true,
      problems: [changedSince],
      since: matter.entries.slice(Number(given.version.split('.')[0]) || 0),
    }
  const { making } = decision
  const missing = await missingThings(desk, procedure, making)
  if (missing) return refused(missing)
  const beside = await besideIt(desk, { procedure, matter, making })
  if ('problem' in beside) return refused(beside.problem)
  await write(desk, procedure, matter, beside.along, { reference, making, key: given.key, sent: raw })
  return told(desk, reference, making, given.key)
}

interface Within {
  /** The act of which this is a part: what it opens is named the same when it is repeated. */
  readonly within?: string
}

/** Begins a matter of a procedure by its first step; its reference is drawn. */
export async function begin(desk: Desk, procedureName: string, raw: Raw, given: Given & Within = {}): Promise<Taken> {
  const found = desk.house.library.findProcedure(procedureName, desk.world.today)
  if (!found) throw new NotFound(`procedure ${procedureName}`)
  const { procedure, version } = found
  const before = await alreadyDone(desk, procedure.begins, raw, given.key)
  if (before) return before
  const [reference = ''] = await drawReferences(desk, procedure.prefix, [
    { act: given.key ?? given.within, year: desk.world.today.slice(0, 4) },
  ])
  const begun = beginning(desk, { procedure, version: version.name, step: procedure.begins, reference, raw })
  if (begun.refused) return { refused: true, problems: begun.problems }
  const { making, birth, matter } = begun
  const missing = await missingThings(desk, procedure, making)
  if (missing) return refused(missing)
  const beside = await besideIt(desk, { procedure, matter, making })
  if ('problem' in beside) return refused(beside.problem)
  await write(desk, procedure, matter, beside.along, { reference, making, key: given.key, sent: raw, birth })
  return told(desk, reference, making, given.key)
}

export const changedSince: Problem = {
  words: 'This matter changed while you were writing',
  next: 'Read what changed below. What you wrote is still here: send it again if it still holds.',
}

/** What came of it, kept with its key so that a repeat is told the same. */
export async function told(desk: Desk, reference: string, { says }: Making, key: string | undefined): Promise<Taken> {
  const { version } = await matterOf(desk, reference).catch(goneFromSight)
  if (key !== undefined)
    await desk.transaction.all(sql`update done set version = ${version} where post = my_post() and key = ${key}`)
  return { refused: false, reference, version, says }
}

/** A step may hand a matter on so that whoever took it sees it no more. */
const goneFromSight = (fault: unknown) => {
  if (fault instanceof NotFound) return { version: '' }
  throw fault
}

/** All that an act does on other matters: what it takes there itself, and what is done there because its words name them. */
async function besideIt(desk: Desk, act: Act): Promise<Along> {
  const { procedure, making } = act
  const { reference } = act.matter
  const also = await alsoTaken(desk, reference, making)
  if ('problem' in also) return also
  const acted = new Set(also.along.map(one => one.reference))
  const cited = await citing(desk, procedure, reference, making, acted)
  if ('problem' in cited) return cited
  const along = [...also.along, ...cited.along]
  const problem = await toldTooSoon(desk, [act, ...along])
  return problem ? { problem } : { along }
}

/** Why this can't be done although the matter itself allows it: something it names is gone, or is refused elsewhere. */
export async function inTheWay(desk: Desk, act: Act): Promise<Problem | undefined> {
  const missing = await missingThings(desk, act.procedure, act.making)
  if (missing) return missing
  const beside = await besideIt(desk, act)
  return 'problem' in beside ? beside.problem : undefined
}

async function write(
  desk: Desk,
  procedure: Procedure,
  matter: Matter,
  along: readonly Writing[],
  writing: Pick<Writing, 'reference' | 'making' | 'key' | 'sent' | 'birth'>,
) {
  const taking = { matter, me: desk.me, answers: writing.making.entry.answers, world: desk.world }
  const knownTo = procedure.openBetween?.readers(taking) ?? []
  await append(desk, [{ ...writing, procedure, knownTo }, ...along])
  const written = [{ procedure, making: writing.making }, ...along]
  let opens = 0
  for (const { procedure: opening, making } of written)
    for (const opened of making.opens) {
      const within = writing.key === undefined ? undefined : `${writing.key} opens ${++opens}`
      const outcome = await begin(desk, opened.procedure, opened.answers, { within })
      if (outcome.refused)
        throw new Error(
          `${opening.name} opens ${opened.procedure}, which refuses: ${outcome.problems.map(problem => problem.words).join('; ')}`,
        )
    }
  if (written.some(({ making }) => making.changes.length)) await desk.house.changed()
}

/** The outcome of the same act before, when this key has been used: by a double click, a retry or a second tab. */
export async function alreadyDone(
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
  const done = await desk.transaction.find<{ fingerprint: Buffer; reference: string; version: string }>(
    sql`select * from done_before(${key})`,
  )
  if (!done) return undefined
  const same =
    (reference === undefined || reference === done.reference) &&
    fingerprint(desk.house.secret, step, raw) === done.fingerprint.toString('hex')
  if (!same)
    return refused({ words: 'This key was used before, for something else', next: 'Use a new key for a new act.' })
  return { refused: false, reference: done.reference, version: done.version, says: await saidOf(desk, key) }
}

/** The sentence that the act left, from the journal; nothing when whoever acted may not see it any more. */
async function saidOf(desk: Desk, key: string): Promise<string> {
  const entry = await desk.transaction.find<{
    procedure: string
    version: string
    step: string
    part: string
    reference: string
    number: number
    body: string | null
  }>(sql`
    select m.procedure, m.version, e.step, e.part, m.reference, e.number, c.body
      from done d join entry e on e.matter = d.matter and e.number = d.number join matter m on m.id = d.matter
      left join content c on c.matter = e.matter and c.number = e.number and c.part = e.part
     where d.post = my_post() and d.key = ${key}`)
  const procedure = entry && desk.house.library.procedure(entry.procedure, entry.version)
  const step = procedure && stepNamed(procedure, entry.step, entry.part)
  if (!entry || !step) return ''
  const { body } = entry
  const answers: Answers = body === null ? {} : said(desk.house.cipher, procedure, { ...entry, body })
  return step.says({ answers, world: desk.world })
}

/** What an act names and is not there for whoever acts: another matter, or a file to attach. */
async function missingThings(desk: Desk, procedure: Procedure, making: Making): Promise<Problem | undefined> {
  return (await missingReferences(desk, making)) ?? missingFiles(desk, procedure, making)
}

async function missingFiles(desk: Desk, procedure: Procedure, { step, entry }: Making): Promise<Problem | undefined> {
  const taken = procedure.steps[step]
  const attached = taken ? filesIn(taken, entry.answers) : []
  if (attached.length === 0) return undefined
  const there = await attachable(
    desk,
    attached.map(({ id }) => id),
  )
  const faulty = attached.find(({ id }, at) => !there.has(id) || attached.findIndex(other => other.id === id) < at)
  return faulty && { field: faulty.field, words: 'Attach the file again, once; this is not a file we hold for you' }
}

async function missingReferences(desk: Desk, making: Making): Promise<Problem | undefined> {
  if (!making.links.length) return undefined
  const found = await desk.transaction.all<{ reference: string }>(
    sql`select reference from matter where reference = any (${making.links})`,
  )
  const missing = making.links.find(reference => !found.some(one => one.reference === reference))
  return missing ? { words: `There is no ${missing} that you may see; check the reference` } : undefined
}
