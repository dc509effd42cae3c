import { createHmac, randomBytes } from 'node:crypto'
import { sql } from '../database/sql.ts'
import { decide, understandAll, type Making, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import { unopened, type Entry, type Matter } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import { append, fingerprint, type Writing } from '../journal/append.ts'
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
  if (name === procedure.begins) return refused({ words: 'This matter has begun already' })
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
  const reference = await drawReference(desk, procedure, given.key)
  const place = placeAnswered(desk, procedure, raw)
  const unborn = unopened({
    id: 0,
    reference,
    procedure: procedure.name,
    version: version.name,
    place,
    owner: desk.me.unit,
    openedAt: desk.world.now,
  })
  const decision = decide(procedure, unborn, procedure.begins, desk.me, raw, desk.world)
  if (decision.refused) return { refused: true, problems: decision.problems }
  const missing = await missingReferences(desk, decision.making)
  if (missing) return refused(missing)
  const answers = decision.making.entry.answers
  const owner = procedure.owner({ matter: unborn, me: desk.me, answers, world: desk.world })
  const born = { ...unborn, owner }
  // Decided again now that it has an owner: whom it tells and what falls due may hang on that.
  const again = decide(procedure, born, procedure.begins, desk.me, raw, desk.world)
  if (again.refused) return { refused: true, problems: again.problems }
  const birth = { procedure: procedure.name, version: version.name, place, owner }
  await write(desk, procedure, born, { reference, making: again.making, key: given.key, birth })
  const { version: seen } = await matterOf(desk, reference).catch(goneFromSight)
  return { refused: false, reference, version: seen, says: again.making.says }
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

/** A reference is drawn, not counted: it tells nobody how many matters there are, and a retry draws the same one. */
async function drawReference(desk: Desk, procedure: Procedure, key: string | undefined): Promise<string> {
  const act = key ?? randomBytes(16).toString('hex')
  const year = desk.world.today.slice(0, 4)
  for (let attempt = 0; attempt < 40; attempt++) {
    const drawn = createHmac('sha256', desk.house.secret)
      .update(`${procedure.prefix} ${year} ${desk.me.post} ${act} ${attempt}`)
      .digest()
    // Four digits while the year is quiet; more when they keep being taken.
    const digits = Math.min(12, 4 + Math.floor(attempt / 2))
    const number = String(drawn.readBigUInt64BE() % 10n ** BigInt(digits)).padStart(digits, '0')
    const reference = `${procedure.prefix}-${year}-${number}`
    const { free } = await desk.transaction.one<{ free: boolean }>(sql`select reference_is_free(${reference}) as free`)
    if (free) return reference
  }
  throw new Error('No free reference could be drawn')
}

/** The place a matter is about: what was answered to the first question of its beginning step that asks for one. */
function placeAnswered(desk: Desk, procedure: Procedure, raw: Raw): string | undefined {
  const [name, question] =
    Object.entries((procedure.steps[procedure.begins] as Step).asks).find(([, asked]) => asked.kind === 'place') ?? []
  if (name === undefined || question === undefined) return undefined
  const matter = unopened({
    id: 0,
    reference: '',
    procedure: procedure.name,
    version: '',
    owner: desk.me.unit,
    openedAt: desk.world.now,
  })
  const got = question.understand(raw[name], { matter, me: desk.me, answers: {}, world: desk.world })
  return 'answer' in got && typeof got.answer === 'string' && got.answer !== '' ? got.answer : undefined
}

async function missingReferences(desk: Desk, making: Making): Promise<Problem | undefined> {
  if (!making.links.length) return undefined
  const found = await desk.transaction.all<{ reference: string }>(
    sql`select reference from matter where reference = any (${making.links})`,
  )
  const missing = making.links.find(reference => !found.some(one => one.reference === reference))
  return missing ? { words: `There is no ${missing} that you may see; check the reference` } : undefined
}
