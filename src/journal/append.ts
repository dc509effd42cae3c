import { createHmac } from 'node:crypto'
import { prepared, sql } from '../database/sql.ts'
import type { Desk } from '../desk/desk.ts'
import type { Making } from '../engine/decide.ts'
import type { Answers } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'
import { filesIn, isSearched, type Step } from '../engine/procedure.ts'
import { stepNamed } from '../engine/strike.ts'
import type { World } from '../engine/world.ts'
import { kept, keptName, type Cipher } from './cipher.ts'

/** One entry to be written: for a matter that exists, or, with `birth`, for one that begins with it. */
export interface Writing {
  readonly reference: string
  readonly making: Making
  readonly procedure: Procedure
  readonly birth?: Birth
  /** Keys of the units and posts that may know to whom the matter is disclosed. */
  readonly knownTo: readonly string[]
  /** The client's key for this act, and what was sent with it: the same key never writes twice. */
  readonly key?: string
  readonly sent?: Answers
  readonly strikes?: Striking
}

/** What an entry strikes out of others, in its own part. Which words go is all that is said: the database puts the mark there. */
export interface Striking {
  readonly words: readonly string[]
  /**
   * Numbers of the entries, each with the names of its answers that are free text; or, where the database cannot read them, the
   * answers and names of files that are left, to be sealed, and out of how many places the words are gone.
   */
  readonly entries: readonly {
    readonly of: number
    readonly fields: readonly string[]
    readonly left?: Answers
    readonly times?: number
    readonly names?: readonly { readonly id: string; readonly name: string }[]
  }[]
  /** Columns whose facts are free text. */
  readonly columns: readonly string[]
  /** All that can be searched for in the part once they are gone. */
  readonly search?: string
  /** Files to withdraw. */
  readonly files: readonly { readonly id: string }[]
}

export interface Birth {
  readonly procedure: string
  readonly version: string
  readonly place?: string
  readonly owner: string
  /** When it began, for a matter that was kept elsewhere until now; the entry itself says when it was written. */
  readonly openedAt?: string
}

export interface Written {
  readonly i: number
  readonly matter: number
  readonly number: number
}

/**
 * The only writer of the journal. Writes one entry for each of one or more different matters, with all it brings, or nothing:
 * the database function it calls checks who is acting and what they may see.
 */
export async function append(desk: Pen, writings: readonly Writing[]): Promise<Written[]> {
  const sealed = writings.filter(saysSealed)
  const numbers = await numbersToCome(desk, sealed)
  const names = await namesToSeal(desk, writings)
  const all = JSON.stringify(writings.map(writing => packed(desk, writing, names, numbers.get(writing.reference) ?? 1)))
  const written = await desk.transaction.all<Written>(prepared('append')`select * from append(${all}::jsonb)`)
  // What was sealed for another number would open for nobody, ever: better that nothing was said.
  const became = new Map(written.map(({ i, number }) => [writings[i - 1], number]))
  if (sealed.some(writing => became.get(writing) !== numbers.get(writing.reference)))
    throw new Error('Something was sealed for another entry')
  return written
}

/** Whoever writes: in whose transaction, when, and with which keys. */
export type Pen = Pick<Desk, 'transaction' | 'world'> & { readonly house: Pick<Desk['house'], 'cipher' | 'secret'> }

const sealedParts = ({ procedure, making }: Writing): string[] =>
  Object.keys(making.contents).filter(part => procedure.parts[part]?.encrypted)

const saysSealed = (writing: Writing) => !writing.birth && sealedParts(writing).length > 0

/** What is sealed is bound to its entry, whose number has to be known first: where a matter begins it is 1. */
async function numbersToCome({ transaction }: Pen, writings: readonly Writing[]): Promise<ReadonlyMap<string, number>> {
  if (writings.length === 0) return new Map()
  const wanted = writings.flatMap(writing => sealedParts(writing).map(part => [writing.reference, part] as const))
  const found = await transaction.all<{ reference: string; number: number }>(
    sql`select * from numbers_to_come(${wanted.map(([reference]) => reference)}::text[], ${wanted.map(([, part]) => part)}::text[])`,
  )
  return new Map(found.map(({ reference, number }) => [reference, number]))
}

const filesOf = ({ procedure, making: { step, entry } }: Writing) =>
  filesIn(stepNamed(procedure, step, entry.part) as Step, entry.answers)

/** What files are called that are attached to parts which are encrypted: that is said there too. */
async function namesToSeal({ transaction }: Pen, writings: readonly Writing[]): Promise<ReadonlyMap<string, string>> {
  const ids = writings.flatMap(writing =>
    filesOf(writing)
      .filter(({ part }) => writing.procedure.parts[part]?.encrypted)
      .map(({ id }) => id),
  )
  if (ids.length === 0) return new Map()
  const found = await transaction.all<{ id: string; name: string }>(
    sql`select id, name from document where id = any (${ids}::uuid[]) and matter is null and uploaded_by = my_post()`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

/**
 * What an act was, so that the same key with other answers is told apart from a repeat. Taken of the answers as they were
 * sent: what may be chosen can change because of the very act that is repeated. Under a key that the database does not have:
 * answers are few enough to be tried one by one.
 */
export const fingerprint = (secret: Buffer, step: string, sent: Answers): string =>
  createHmac('sha256', secret)
    .update(`act ${JSON.stringify([step, inOrder(sent)])}`)
    .digest('hex')

/** The same value whatever order its names were sent in. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, inOrder(inner)])
}

function packed({ house, world }: Pen, writing: Writing, names: ReadonlyMap<string, string>, number: number) {
  const { reference, making, procedure, birth, knownTo, key, sent, strikes } = writing
  const step = stepNamed(procedure, making.step, making.entry.part) as Step
  return {
    reference,
    birth,
    step: making.step,
    part: making.entry.part,
    clauses: making.clauses,
    marks: making.entry.marks,
    clears: making.entry.clears,
    to: making.entry.to,
    contents: Object.fromEntries(
      Object.entries(making.contents).map(([part, answers]) => [
        part,
        kept(house.cipher, procedure, answers, { reference, part, number }),
      ]),
    ),
    shares: [...birthShares(procedure, making, birth), ...making.shares],
    recalls: making.recalls,
    ...(making.accepts.length > 0 && { accepts: making.accepts }),
    ...(making.declines.length > 0 && { declines: making.declines }),
    ...(making.directs.length > 0 && { directs: making.directs }),
    ...(strikes && { strikes: struckIn(house.cipher, writing, strikes) }),
    ...(making.disposes.length > 0 && { disposes: making.disposes }),
    knownTo,
    falls: making.falls,
    ...(making.follows.length > 0 && { follows: making.follows }),
    settles: making.settles,
    recounts: making.recounts,
    ...(making.turns.length > 0 && { turns: making.turns }),
    // What was struck out is found no more; that it was is nothing to search for.
    cards: strikes ? [] : cards(procedure, step, making, world),
    tells: making.tells,
    changes: making.changes,
    links: making.links,
    documents: filesOf(writing).map(({ id, part }) => {
      const name = names.get(id)
      return { id, part, ...(name !== undefined && { name: keptName(house.cipher, id, name) }) }
    }),
    key,
    fingerprint: fingerprint(house.secret, making.step, sent ?? making.entry.answers),
  }
}

/** What is left of what the database cannot read goes to it sealed, for the entry that said it. */
const struckIn = (cipher: Cipher, { reference, procedure, making }: Writing, strikes: Striking) => ({
  ...strikes,
  entries: strikes.entries.map(({ left, names, ...entry }) => ({
    ...entry,
    ...(names && { names: names.map(({ id, name }) => ({ id, name: keptName(cipher, id, name) })) }),
    ...(left && {
      sealed: kept(cipher, procedure, left, { reference, part: making.entry.part, number: entry.of }),
    }),
  })),
})

/** A matter is born private to its owner: every part that is not kept apart. */
const birthShares = (procedure: Procedure, making: Making, birth: Birth | undefined) =>
  birth
    ? Object.entries(procedure.parts)
        .filter(([, part]) => !part.apart)
        .map(([part]) => ({
          part,
          to: birth.owner,
          purpose: 'It is theirs',
          clause: making.clauses[0],
          conditions: [],
        }))
    : []

/** What each part contributes to lists, charts and search: a part's card holds nothing of another part. */
function cards(procedure: Procedure, step: Step, making: Making, world: World) {
  const set = Object.entries(making.facts).filter(([, fact]) => fact !== undefined)
  const parts = new Set([
    making.entry.part,
    ...Object.keys(making.contents),
    ...set.map(([name]) => columnPart(procedure, name)),
  ])
  return [...parts]
    .map(part => ({
      part,
      facts: Object.fromEntries(set.filter(([name]) => columnPart(procedure, name) === part)),
      marks: part === making.entry.part ? making.entry.marks : [],
      clears: part === making.entry.part ? making.entry.clears : [],
      ...(part === making.entry.part && making.entry.to ? { to: making.entry.to } : {}),
      words: isSearched(procedure.parts[part]) ? wordsOf(step, making.contents[part] ?? {}, world) : '',
    }))
    .filter(saysAnything)
}

/** An entry that changes nothing one may list or find leaves the rows that readers find as they are. */
const saysAnything = (card: {
  facts: object
  marks: readonly string[]
  clears: readonly string[]
  to?: string
  words: string
}) =>
  card.words !== '' ||
  card.to !== undefined ||
  card.marks.length + card.clears.length + Object.keys(card.facts).length > 0

const columnPart = (procedure: Procedure, name: string): string => {
  const column = procedure.columns[name]
  if (!column) throw new Error(`${procedure.name} sets ${name}, which is not a column`)
  return column.part
}

const longestWords = 100_000

/** What a part's search finds of answers given in a step. */
export function wordsOf(step: Step, answers: Answers, world: World): string {
  const words = Object.entries(answers).flatMap(([name, answer]) => {
    const question = step.asks[name]
    if (!question) return []
    if (question.row && Array.isArray(answer))
      return answer.flatMap((row: Answers) =>
        Object.entries(row).map(([field, value]) => question.row?.[field]?.show(value, { world }) ?? ''),
      )
    return [question.show(answer, { world })]
  })
  return words.filter(Boolean).join(' ').slice(0, longestWords)
}
