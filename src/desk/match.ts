import { createHash } from 'node:crypto'
import { understand, type Cell } from '../sheets/column.ts'
import { originLabels } from '../sheets/csv.ts'
import { byProgram, type Kind, type Option, type Question, type Questions } from '../engine/question.ts'
import type { Taking } from '../engine/world.ts'

/** Matching the sheet of an earlier log to the questions of a step: by its labels, and by the words in its cells. Pure. */

/** The kinds of question that a cell can answer. */
const answerable: readonly Kind[] = [
  'text',
  'paragraph',
  'choice',
  'choices',
  'yes or no',
  'day',
  'number',
  'place',
  'post',
  'references',
]

/** The questions that columns can be matched to, in their order. */
export const answerableBy = (questions: Questions): [string, Question][] =>
  Object.entries(questions).filter(([, question]) => answerable.includes(question.kind) && !byProgram(question))

/** A sheet cut into its labels and the rows below them. */
export interface Cut {
  readonly labels: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[]
}

/** Labels of columns that our own reports and exports add. */
export const reportLabels = ['Row', 'What to mend'] as const
const ours = new Set<unknown>([...originLabels, ...reportLabels])

const filled = (cell: Cell | undefined) => cell !== null && cell !== undefined && String(cell).trim() !== ''

/**
 * Finds the labels: the first row that has at least half as many cells as the fullest near the top, for a marking or a title
 * may stand above them. Columns without a label are called by their place.
 */
export function cut(sheet: {
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[]
}): Cut | undefined {
  const top = sheet.rows.slice(0, 20)
  const most = Math.max(0, ...top.map(row => row.cells.filter(filled).length))
  const at = top.findIndex(row => row.cells.filter(filled).length >= Math.max(1, most / 2))
  const head = top[at]
  if (!head) return undefined
  const wide = Math.max(head.cells.length, ...sheet.rows.slice(at + 1).map(row => row.cells.length))
  const kept = Array.from({ length: wide }, (_, place) => place).filter(place => {
    const label = head.cells[place]
    return !ours.has(label) && (filled(label) || sheet.rows.slice(at + 1).some(row => filled(row.cells[place])))
  })
  return {
    labels: kept.map(place =>
      filled(head.cells[place]) ? String(head.cells[place]).trim().slice(0, 200) : `Column ${place + 1}`,
    ),
    rows: sheet.rows.slice(at + 1).map(({ line, cells }) => ({ line, cells: kept.map(place => cells[place] ?? null) })),
  }
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

const little = new Set([
  'the',
  'a',
  'an',
  'of',
  'is',
  'it',
  'in',
  'on',
  'to',
  'was',
  'what',
  'how',
  'who',
  'their',
  'they',
  'by',
  'for',
  'or',
  'and',
  's',
  'did',
  'when',
])
const wordsOf = (text: string) =>
  new Set(
    plain(text)
      .split(' ')
      .filter(word => word && !little.has(word)),
  )

/** How alike two labels are, from 0 to 1: the words they share. */
function likeness(a: string, b: string): number {
  if (plain(a) === plain(b)) return 1
  const [x, y] = [wordsOf(a), wordsOf(b)]
  const shared = [...x].filter(word => y.has(word)).length
  return x.size && y.size ? (2 * shared) / (x.size + y.size) : 0
}

/** What sheets call such columns, whatever the question's own label is. */
const usuallyCalled: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  place: ['prison', 'establishment', 'place', 'location'],
  day: ['date', 'date received', 'received on', 'day'],
}

/** The column each question is probably answered by: its label, its name or what its column in lists is called. */
export function guessColumns(
  labels: readonly string[],
  questions: Questions,
  called: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, number> {
  const pairs = answerableBy(questions).flatMap(([name, question]) =>
    labels.map((label, at) => ({
      name,
      at,
      like: Math.max(
        ...[question.label, name, ...[called[name] ?? ''].flat()].map(one => likeness(label, one)),
        ...(usuallyCalled[question.kind] ?? []).map(one => 0.8 * likeness(label, one)),
      ),
    })),
  )
  const guessed: Record<string, number> = {}
  for (const { name, at, like } of pairs.sort((a, b) => b.like - a.like))
    if (like >= 0.5 && guessed[name] === undefined && !Object.values(guessed).includes(at)) guessed[name] = at
  return guessed
}

/** What a cell comes to for a question: the answer as it is typed, or a word of a fixed list that is not known. */
export type Matched = { readonly raw: unknown } | { readonly unknown: string; readonly wrong: string }

/** Words in a sheet and the answers they stand for, by question. */
export type WordsMeant = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Finds answers by the words of a fixed list, however they are written. Made once for many cells. */
export type Finder = (word: string) => string | undefined

/** Titles that sheets put before the name of an establishment and the register does not. */
const titles = /^(?:hmp(?: and yoi| yoi)?|hm prison|hmyoi|yoi|irc|stc)\b\s*/

export function finder(question: Question, taking: Taking, meant: Readonly<Record<string, string>> = {}): Finder {
  const found = new Map<string, string>()
  const place = question.kind === 'place'
  const bare = (word: string) =>
    place
      ? plain(word)
          .replace(titles, '')
          .replace(/\s*(?:hmp|yoi|irc|prison)$/, '')
      : plain(word)
  const add = (word: string, value: string) => {
    if (bare(word) && !found.has(bare(word))) found.set(bare(word), value)
  }
  const options: readonly Option[] = question.options?.(taking) ?? []
  for (const { value, text } of options) {
    add(text, value)
    add(value, value)
  }
  // A body goes by its initials in brackets too, and a long answer by what stands before its colon.
  for (const { value, text } of options) add(text.split(/[:(]/)[0] ?? text, value)
  for (const [word, value] of Object.entries(meant)) found.set(bare(word), value)
  return word => found.get(bare(word))
}

const fixed: readonly Kind[] = ['choice', 'choices', 'place', 'post']

/** Reads a cell as an answer. Dates and yes or no are read as sheets write them. */
export function matched(question: Question, cell: Cell, find: Finder): Matched {
  if (!filled(cell)) return { raw: undefined }
  if (question.kind === 'day') return read(cell, 'day')
  if (question.kind === 'yes or no') {
    const known = find(String(cell))
    return known === undefined ? read(cell, 'yes or no') : { raw: known }
  }
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim()
  if (!fixed.includes(question.kind)) return { raw: text }
  if (question.kind !== 'choices') {
    const value = find(text)
    return value === undefined ? notKnown(text) : { raw: value }
  }
  const whole = find(text)
  if (whole !== undefined) return { raw: [whole] }
  const pieces = severalIn(text, find)
  const unknown = pieces.find(piece => find(piece) === undefined)
  return unknown === undefined ? { raw: pieces.map(piece => find(piece)) } : notKnown(unknown)
}

/** Several answers in one cell: parted by semicolons or lines, or by commas or "and" where that leaves more words that are known. */
function severalIn(text: string, find: Finder): string[] {
  const ways = [/[;\n|]/, /[;\n|,/]/, /[;\n|,/]|\s(?:and|&)\s/].map(by =>
    text
      .split(by)
      .map(piece => piece.trim())
      .filter(Boolean),
  )
  const unknown = (pieces: readonly string[]) => pieces.filter(piece => find(piece) === undefined).length
  return ways.reduce((best, way) => (way.length - unknown(way) > best.length - unknown(best) ? way : best))
}

const notKnown = (word: string): Matched => ({
  unknown: word.slice(0, 200),
  wrong: `“${word.slice(0, 60)}” is not one of the answers`,
})

function read(cell: Cell, kind: 'day' | 'yes or no'): Matched {
  const got = understand(cell, { key: '', label: '', kind })
  if ('value' in got) return { raw: typeof got.value === 'boolean' ? (got.value ? 'yes' : 'no') : got.value }
  return kind === 'day' ? { raw: String(cell) } : { unknown: String(cell).slice(0, 200), wrong: got.wrong }
}

/** A cell as it is kept and compared: text, with dates as days. */
export const keptCell = (cell: Cell): string | number | boolean | null =>
  cell instanceof Date
    ? cell.toISOString().slice(0, cell.getTime() % 86_400_000 ? 19 : 10)
    : typeof cell === 'string'
      ? cell.trim()
      : cell

/** A cell as it is compared: the same whether a sheet kept its day as a date or as words. */
function same(cell: Cell): string {
  const text = String(keptCell(cell)).replaceAll(/\s+/g, ' ')
  const day = /^\d/.test(text) ? understand(cell, { key: '', label: '', kind: 'day' }) : undefined
  return day && 'value' in day && day.value !== null ? String(day.value) : text
}

/**
 * What a row is known by: its cells under their labels, whatever file they come in and in whatever order. Rows that say the
 * same within one file are told apart by which of them this is.
 */
export function keysOf(procedure: string, { labels, rows }: Cut): Buffer[] {
  const seen = new Map<string, number>()
  return rows.map(({ cells }) => {
    const said = cells
      .flatMap((cell, at) => (filled(cell) ? [[plain(labels[at] ?? ''), same(cell)]] : []))
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    const text = JSON.stringify([procedure, said])
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return createHash('sha256').update(`${times} ${text}`).digest()
  })
}
