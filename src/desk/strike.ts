import { createHmac } from 'node:crypto'
import { sql } from '../database/sql.ts'
import { decided, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import type { Answers } from '../engine/matter.ts'
import { filesIn, isSearched } from '../engine/procedure.ts'
import {
  freeColumns,
  freeFields,
  mark,
  stepNamed,
  strikingOut,
  struck,
  type Reason,
  type Struck,
} from '../engine/strike.ts'
import { append, wordsOf } from '../journal/append.ts'
import { said as opened } from '../journal/cipher.ts'
import { at, type Desk, type House } from './desk.ts'
import type { Store } from '../documents/store.ts'
import { attachable } from './documents.ts'
import { matter as matterOf, versionOf, type Attached, type Viewed } from './matter.ts'
import { recordReading, receipts, type Receipt } from './reading.ts'
import { listsWith, remake } from './struck-lists.ts'
import { alreadyDone, changedSince, told, type Given, type Taken } from './take.ts'

/**
 * Striking words out of what was said: at once and for good, everywhere they are kept. It is an entry like any other, and
 * `append` writes it; the database finds the words, puts the mark in their place and checks who may. What is here finds where
 * they stand, so that a person can look at it first.
 */

/** What one entry said in one part, out of which this person may strike words. */
export interface Strikeable {
  /** Its place among the entries that they see, from 1; absent for what an entry said that they may not see. */
  readonly place?: number
  readonly number: number
  readonly part: string
  /** What was done, in the words of its step. */
  readonly label: string
  readonly at?: Date
  readonly fields: readonly string[]
  readonly answers: Answers
  /** All of it that somebody typed, in order. */
  readonly texts: readonly string[]
  /** Whether it is encrypted, so that the database cannot find words in it. */
  readonly sealed: boolean
  readonly files: readonly Attached[]
}

interface Said {
  readonly number: number
  readonly part: string
  readonly step: string
  readonly answers: Answers
  readonly at: Date | null
  readonly post: string | null
  readonly by: string | null
}

async function said(desk: Desk, { matter, procedure }: Viewed): Promise<Said[]> {
  const { reference } = matter
  const all = await desk.transaction.all<Omit<Said, 'answers'> & { body: string }>(sql`
    select c.number, c.part, c.step, c.body, e.at, p.key as post, u.body as by
      from content c left join entry e on e.matter = c.matter and e.number = c.number
      left join post p on p.id = e.post left join unit u on u.id = p.unit
     where c.matter = ${matter.id} order by c.number, c.part`)
  return all.map(({ body, ...one }) => ({
    ...one,
    answers: opened(desk.house.cipher, procedure, { reference, body, ...one }),
  }))
}

/** All that this person may strike words out of: whatever they see, if their unit holds the matter; else what their body said. */
export async function strikeable(desk: Desk, viewed: Viewed): Promise<Strikeable[]> {
  const all = await said(desk, viewed)
  const seen = await desk.transaction.all<{ number: number }>(
    sql`select number from entry where matter = ${viewed.matter.id} order by number`,
  )
  const places = new Map(seen.map(({ number }, index) => [number, index + 1]))
  return all
    .filter(one => one.step !== strikingOut)
    .filter(one => desk.me.unit === viewed.matter.owner || one.post === desk.me.post || one.by === desk.me.body)
    .flatMap(one => {
      const step = stepNamed(viewed.procedure, one.step, one.part)
      if (!step) return []
      const { answers } = one
      const fields = freeFields(step, one.part)
      const attached = filesIn(step, answers).map(({ id }) => id)
      return [
        {
          place: places.get(one.number),
          number: one.number,
          part: one.part,
          label: step.label,
          at: one.at ?? undefined,
          fields,
          answers,
          texts: textsIn(answers, fields),
          sealed: viewed.procedure.parts[one.part]?.encrypted === true,
          files: viewed.documents.filter(file => attached.includes(file.id) && file.state !== 'withdrawn'),
        },
      ]
    })
    .filter(one => one.texts.length + one.files.length > 0)
}

// ── Looking first ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What striking words out would leave of one entry. */
export interface Preview {
  readonly of: Strikeable
  /** Each text that changes: as it is, and as it would be. */
  readonly changes: readonly { readonly was: string; readonly is: string }[]
  readonly answers: Answers
  readonly places: number
  /** How many of these are in what somebody typed, and not in the names of files. */
  readonly inTexts: number
  /** Those names, as they would be. */
  readonly names: readonly { readonly id: string; readonly name: string }[]
}

/** What would change, and longer words that have one of them inside, which stay. */
export interface Found {
  readonly previews: readonly Preview[]
  readonly inside: readonly string[]
}

export async function preview(desk: Desk, of: readonly Strikeable[], words: readonly string[]): Promise<Found> {
  if (words.length === 0) return { previews: [], inside: [] }
  const wholeOf = (one: Strikeable) => [...one.texts, ...one.files.map(file => file.name)]
  const open = await struckOut(desk, of.filter(one => !one.sealed).flatMap(wholeOf), words)
  const all = of.map(one => {
    const whole = wholeOf(one)
    // What is encrypted does not reach the database even now.
    const is = one.sealed ? whole.map(text => struck(text, words)) : open.splice(0, whole.length)
    return { one, whole, is }
  })
  const previews = all.flatMap(({ one, whole, is }) => {
    const changes = whole.flatMap((was, index) => (is[index] === was ? [] : [{ was, is: is[index] as string }]))
    if (changes.length === 0) return []
    const answered = is.slice(0, one.texts.length)
    const inTexts = marksIn(answered) - marksIn(one.texts)
    const names = one.files.flatMap(({ id, name: was }, index) => {
      const name = is[one.texts.length + index] ?? was
      return name === was ? [] : [{ id, name }]
    })
    const places = inTexts + names.length
    return [{ of: one, changes, answers: rewritten(one.answers, one.fields, answered), places, inTexts, names }]
  })
  return {
    previews,
    inside: insideOthers(
      all.flatMap(({ is }) => is),
      words,
    ),
  }
}

/** Texts as they would be without these words: the database finds them here as it does when they are struck out. */
async function struckOut(desk: Desk, texts: readonly string[], words: readonly string[]): Promise<string[]> {
  const rows = await desk.transaction.all<{ text: string }>(
    sql`select struck(t, ${[...words]}) as text from unnest(${[...texts]}::text[]) with ordinality x(t, n) order by n`,
  )
  return rows.map(one => one.text)
}

const marksIn = (texts: readonly string[]): number =>
  texts.reduce((count, text) => count + text.split(mark).length - 1, 0)

const insideOthers = (texts: readonly string[], words: readonly string[]): string[] => {
  const any = words.map(word => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|')
  const around = new RegExp(String.raw`[\p{L}\p{N}]*(?:${any})[\p{L}\p{N}]*`, 'giu')
  return [...new Set(texts.flatMap(text => text.match(around) ?? []))].slice(0, 20)
}

/** The texts of answers, in the order in which `rewritten` puts others in their place. */
function textsIn(answers: Answers, fields: readonly string[]): string[] {
  const texts: string[] = []
  mapped(answers, fields, text => {
    texts.push(text)
    return text
  })
  return texts
}

function rewritten(answers: Answers, fields: readonly string[], texts: readonly string[]): Answers {
  const left = [...texts]
  return mapped(answers, fields, () => left.shift() ?? '')
}

function mapped(answers: Answers, fields: readonly string[], change: (text: string) => string, within = ''): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => {
      const field = within + name
      if (typeof value === 'string') return [name, fields.includes(field) ? change(value) : value]
      if (!Array.isArray(value)) return [name, value]
      return [
        name,
        value.map((one: unknown) =>
          typeof one === 'object' && one !== null ? mapped(one as Answers, fields, change, `${field}.`) : one,
        ),
      ]
    }),
  )
}

// ── Doing it ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Asked {
  /** Exactly as they stand, but for capitals and spaces. */
  readonly words: readonly string[]
  /** The place of one entry among those they see; absent: everywhere in the matter that they may strike. */
  readonly place?: number
  readonly why: Reason
  /** Files to withdraw, each with the id of an uploaded copy that takes its place. */
  readonly withdraw: readonly { readonly id: string; readonly copy?: string }[]
}

/** Words as they were typed, one to a line. */
export const wordsTyped = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  ),
]

/** Why these cannot be struck out; undefined when they can. */
export function wrongWords(words: readonly string[]): string | undefined {
  if (words.length > 20) return 'Strike out 20 or fewer at a time'
  const faulty = words.find(word => word.length < 2 || word.length > 200 || !/[\p{L}\p{N}]/u.test(word))
  if (faulty !== undefined) return `Each line needs from 2 to 200 characters; “${faulty.slice(0, 20)}” will not do`
  return words.some(word => word.includes(mark.charAt(0)))
    ? 'The mark stands where words are struck out already'
    : undefined
}

/** Of what may be struck, what was asked for. */
export const chosen = (all: readonly Strikeable[], place: number | undefined): readonly Strikeable[] =>
  all.filter(one => place === undefined || one.place === place)

const refused = (words: string, field?: string): Taken => ({ refused: true, problems: [{ words, field }] })

/** Strikes words out. An entry stands in each part that they are struck out of, so that only its readers are told. */
export async function strike(desk: Desk, reference: string, asked: Asked, given: Given = {}): Promise<Taken> {
  // What was sent is told apart by a digest: of words as few as names it is made under a key that the database does not have.
  const sent = {
    ...asked,
    words: createHmac('sha256', desk.house.secret)
      .update(`strike ${JSON.stringify(asked.words)}`)
      .digest('hex'),
  }
  const before = await alreadyDone(desk, strikingOut, sent, given.key, reference)
  if (before) return before
  const held = await desk.transaction.find<{ id: number | null }>(sql`select hold(${reference}) as id`)
  if (!held?.id) throw new NotFound('matter of that reference that you may see')
  const viewed = await matterOf(desk, reference)
  const { matter, procedure } = viewed
  if (given.version !== undefined && given.version !== versionOf(matter))
    return {
      refused: true,
      problems: [changedSince],
      since: matter.entries.slice(Number(given.version.split('.')[0]) || 0),
    }
  const wrong = wrongWords(asked.words)
  if (wrong) return refused(wrong, 'words')
  const all = await strikeable(desk, viewed)
  const { previews } = await preview(desk, chosen(all, asked.place), asked.words)
  const withdrawn = asked.withdraw.map(({ id, copy }) => ({
    file: chosen(all, asked.place)
      .flatMap(one => one.files.map(file => ({ ...file, label: one.label })))
      .find(file => file.id === id),
    copy,
  }))
  const lost = await missingFile(desk, withdrawn)
  if (lost) return { refused: true, problems: [lost] }
  if (previews.length + withdrawn.length === 0)
    return refused('These words do not stand in anything here that you may strike out', 'words')

  const everything = await said(desk, viewed)
  const lists = await listsWith(desk, reference)
  const parts = new Set([...previews.map(one => one.of.part), ...withdrawn.flatMap(one => one.file?.part ?? [])])
  let first: Parameters<typeof told>[2] | undefined
  for (const part of parts) {
    const here = previews.filter(one => one.of.part === part)
    const files = withdrawn.filter(one => one.file?.part === part)
    const labels = [...here.map(one => one.of.label), ...files.flatMap(one => one.file?.label ?? [])]
    const answers: Struck = {
      struckWhy: asked.why,
      struckPlaces: here.reduce((sum, one) => sum + one.places, 0),
      struckFrom: [...new Set(labels)].join('; ').slice(0, 200),
      struckFiles: files.length,
      struckCopies: files.flatMap(one => one.copy ?? []),
    }
    const step = stepNamed(procedure, strikingOut, part)
    if (!step) throw new Error('Striking out is not a step')
    const taking = { matter, me: desk.me, answers: { ...answers }, world: desk.world }
    const decision = decided(procedure, step, strikingOut, taking)
    if (decision.refused) return { refused: true, problems: decision.problems }
    const left = everything
      .filter(one => one.part === part)
      .map(one => {
        const struck = here.find(({ of }) => of.number === one.number)
        const by = stepNamed(procedure, one.step, part)
        return by ? wordsOf(by, struck?.answers ?? one.answers, desk.world) : ''
      })
    await append(desk, [
      {
        reference,
        procedure,
        making: decision.making,
        knownTo: [],
        key: first ? undefined : given.key,
        sent,
        strikes: {
          words: here.length > 0 ? asked.words : [],
          entries: here.map(({ of, answers: left, inTexts, names }) => ({
            of: of.number,
            fields: of.fields,
            ...(of.sealed && { left, times: inTexts, names }),
          })),
          columns: freeColumns(procedure),
          ...(here.length > 0 && { search: isSearched(procedure.parts[part]) ? left.join(' ') : '' }),
          files: files.map(one => ({ id: one.file?.id ?? '' })),
        },
      },
    ])
    first ??= decision.making
  }
  if (!first) throw new Error('Nothing was struck out')
  if (given.files) {
    const facts = (await matterOf(desk, reference)).facts
    // A fact that was cut short is cut again, in lists as in the matter.
    const became = new Map(Object.entries(viewed.facts).map(([name, fact]) => [fact, facts[name]]))
    await remake(desk, given.files, lists, reference, async texts =>
      (await struckOut(desk, texts, asked.words)).map((text, at) => {
        const fact = became.get(texts[at])
        return typeof fact === 'string' ? fact : text
      }),
    )
  }
  return told(desk, reference, first, given.key)
}

async function missingFile(
  desk: Desk,
  withdrawn: readonly { readonly file?: Attached; readonly copy?: string }[],
): Promise<Problem | undefined> {
  if (withdrawn.some(one => !one.file))
    return { field: 'withdraw', words: 'Choose the file again: it is not there for you to withdraw' }
  const copies = withdrawn.flatMap(one => one.copy ?? [])
  const there = await attachable(desk, copies)
  return copies.every((id, index) => there.has(id) && copies.indexOf(id) === index)
    ? undefined
    : { field: 'withdraw', words: 'Attach the copy again, once; this is not a file we hold for you' }
}

/** Who may have a copy of what stands in these parts: whoever opened, exported or printed any of it, as far as this person may know. */
export async function whoHasIt(desk: Desk, viewed: Viewed, parts: readonly string[]): Promise<Receipt[]> {
  const opened = await receipts(desk, viewed.matter.id)
  const took = opened.filter(
    one => one.kind !== 'denied' && one.post !== desk.me.post && one.parts.some(part => parts.includes(part)),
  )
  return [...Map.groupBy(took, one => `${one.post} ${one.kind}`).values()].flatMap(([latest]) => latest ?? [])
}

/** Looking for words to strike out is reading what they stand in. */
export const recordLooking = (desk: Desk, { matter }: Viewed) =>
  recordReading(desk, { kind: 'opened', matter: matter.id, parts: [...matter.parts], why: 'To strike words out' })

/** Takes the sealed bytes of withdrawn files, which nothing opens any more, from where files are kept; tells how many. */
export async function removeWithdrawn(house: House, store: Store): Promise<number> {
  const dropped = await at(house, { post: 'clock' }, desk =>
    desk.transaction.all<{ id: string }>(sql`select id from drop_withdrawn_documents() as t(id)`),
  )
  for (const { id } of dropped) await store.remove(id)
  return dropped.length
}
