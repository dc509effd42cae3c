import { createHash } from 'node:crypto'
import type { Transaction } from '../database/as.ts'
import { prepared } from '../database/sql.ts'
import type { Making } from '../engine/decide.ts'
import type { Answers } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'
import { filesIn, type Step } from '../engine/procedure.ts'
import { stepNamed } from '../engine/strike.ts'
import type { World } from '../engine/world.ts'

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
  /** Numbers of the entries, each with the names of its answers that are free text. */
  readonly entries: readonly { readonly of: number; readonly fields: readonly string[] }[]
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
export const append = (transaction: Transaction, writings: readonly Writing[], world: World): Promise<Written[]> =>
  transaction.all<Written>(
    prepared('append')`select * from append(${JSON.stringify(writings.map(writing => packed(writing, world)))}::jsonb)`,
  )

/**
 * What an act was, so that the same key with other answers is told apart from a repeat. Taken of the answers as they were
 * sent: what may be chosen can change because of the very act that is repeated.
 */
export const fingerprint = (step: string, sent: Answers): string =>
  createHash('sha256')
    .update(JSON.stringify([step, inOrder(sent)]))
    .digest('hex')

/** The same value whatever order its names were sent in. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, inOrder(inner)])
}

function packed({ reference, making, procedure, birth, knownTo, key, sent, strikes }: Writing, world: World) {
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
      Object.entries(making.contents).map(([part, answers]) => [part, JSON.stringify(answers)]),
    ),
    shares: [...birthShares(procedure, making, birth), ...making.shares],
    recalls: making.recalls,
    ...(making.accepts.length > 0 && { accepts: making.accepts }),
    ...(making.declines.length > 0 && { declines: making.declines }),
    ...(making.directs.length > 0 && { directs: making.directs }),
    ...(strikes && { strikes }),
    ...(making.disposes.length > 0 && { disposes: making.disposes }),
    knownTo,
    falls: making.falls,
    settles: making.settles,
    recounts: making.recounts,
    // What was struck out is found no more; that it was is nothing to search for.
    cards: strikes ? [] : cards(procedure, step, making, world),
    tells: making.tells,
    changes: making.changes,
    links: making.links,
    documents: filesIn(step, making.entry.answers).map(({ id, part }) => ({ id, part })),
    key,
    fingerprint: fingerprint(making.step, sent ?? making.entry.answers),
  }
}

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
      words: procedure.parts[part]?.searched === false ? '' : wordsOf(step, making.contents[part] ?? {}, world),
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
