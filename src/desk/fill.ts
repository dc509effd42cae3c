import type { Problem } from '../engine/decide.ts'
import { isWrong, understandOne, type Question, type Questions } from '../engine/question.ts'
import type { Taking } from '../engine/world.ts'
import type { Sheet } from '../sheets/read.ts'
import { answerableBy, cut, finder, guessColumns, matched, type Cut } from './match.ts'

/** Filling the rows of a question from a sheet: what each of its cells comes to, and what is wrong with it, by row and column. Pure. */

/** Rows as a form would send them; what is wrong stands in them as far as a form can hold it, and is told besides. */
export interface FilledRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly problems: readonly Problem[]
  /** What was left aside, in sentences. */
  readonly notices: readonly string[]
}

/** Nothing came of it: why, and how to mend it. */
export interface NotFilled {
  readonly wrong: string
}

/** More is not told at once: whoever mends a sheet begins with these. */
const mostTold = 50

/**
 * Reads sheets as the rows of a question. Those whose columns are called as its questions are count: of a document with several
 * tables, all that are alike. `before` is how many rows stand on the form already, which these come after.
 */
export function filledFrom(
  name: string,
  question: Question,
  sheets: readonly Sheet[],
  taking: Taking,
  before = 0,
): FilledRows | NotFilled {
  const asks = question.row ?? {}
  const fitting = sheets.flatMap(sheet => fit(sheet, asks) ?? [])
  if (fitting.length === 0)
    return { wrong: `No column is called as this asks. Put these above the rows: ${labelsOf(asks).join(', ')}` }
  const missing = answerableBy(asks).filter(
    ([asked, { missing: needed, asked: only }]) =>
      needed && !only && fitting.some(({ columns }) => columns[asked] === undefined),
  )
  if (missing.length > 0)
    return {
      wrong: `There is no column for ${missing.map(([, { label }]) => `“${label}”`).join(' and ')}. Add it, with that above it`,
    }

  const found = fitting.flatMap(one => rowsIn(asks, one, taking))
  if (found.length === 0) return { wrong: 'There are no rows under the names of its columns' }
  const most = Number(question.schema(taking).maxItems ?? Infinity)
  if (before + found.length > most)
    return {
      wrong: `It has ${found.length} rows${before > 0 ? `, and ${before} stand here already` : ''}: no more than ${most} can`,
    }
  const problems = found.flatMap(({ wrong }, at) =>
    wrong.map(({ column, words }) => ({ field: `${name}-${before + at}-${column}`, words })),
  )
  const more = problems.length - mostTold
  return {
    rows: found.map(({ raw }) => raw),
    problems: [
      ...problems.slice(0, mostTold),
      ...(more > 0 ? [{ field: name, words: `${more} more cells are not right either: mend these first` }] : []),
    ],
    notices: [...new Set(fitting.flatMap(({ notices }) => notices))],
  }
}

interface Fitting extends Cut {
  /** The place of the column that answers each question. */
  readonly columns: Readonly<Record<string, number>>
  readonly notices: readonly string[]
}

const labelsOf = (asks: Questions) => answerableBy(asks).map(([, { label }]) => label)

/** A sheet as rows of these questions; nothing for one that is about something else. */
function fit(sheet: Sheet, asks: Questions): Fitting | undefined {
  const below = cut(sheet)
  if (!below) return undefined
  const called = Object.fromEntries(
    Object.entries(asks).map(([asked, { inSheets }]) => [asked, inSheets?.called ?? []]),
  )
  const columns = guessColumns(below.labels, asks, called)
  const known = Object.values(columns)
  if (known.length === 0 || known.length < Math.min(2, labelsOf(asks).length)) return undefined
  const others = below.labels.filter((_, at) => !known.includes(at))
  return {
    ...below,
    columns,
    notices: [
      ...sheet.notices,
      ...(others.length > 0
        ? [
            `${others.length === 1 ? 'One column was' : `${others.length} columns were`} not read, since nothing here asks for ${others.length === 1 ? 'it' : 'them'}: ${others.map(label => `“${label}”`).join(', ')}.`,
          ]
        : []),
    ],
  }
}

interface Found {
  readonly raw: Readonly<Record<string, unknown>>
  readonly wrong: readonly { readonly column: string; readonly words: string }[]
}

function rowsIn(asks: Questions, { rows, columns }: Fitting, taking: Taking): Found[] {
  const finders = Object.fromEntries(answerableBy(asks).map(([asked, question]) => [asked, finder(question, taking)]))
  const above: Record<string, unknown> = {}
  const found: Found[] = []
  for (const { line, cells } of rows) {
    const raw: Record<string, unknown> = {}
    const answers: Record<string, unknown> = {}
    const wrong: Found['wrong'][number][] = []
    const at = (asked: string) => cells[columns[asked] ?? -1] ?? null
    const given = (asked: string) => at(asked) !== null && String(at(asked)).trim() !== ''
    if (!Object.keys(columns).some(given)) continue
    for (const [asked, question] of answerableBy(asks)) {
      const say = (words: string) =>
        wrong.push({ column: asked, words: `Row ${line} of the file, “${question.label}”: ${words}` })
      const cell = given(asked)
        ? at(asked)
        : question.inSheets?.asAbove
          ? ((above[asked] ?? null) as (typeof cells)[number])
          : null
      above[asked] = cell
      const got = matched(question, cell, finders[asked] ?? (() => undefined))
      if ('unknown' in got) {
        say(`${got.wrong}. ${options(question, taking)}`)
        continue
      }
      raw[asked] = inBoxes(question, got.raw)
      const understood = understandOne(question, got.raw, taking, answers)
      if (isWrong(understood)) say(shownWith(understood.wrong, cell))
      else if (understood.answer !== undefined) answers[asked] = understood.answer
    }
    found.push({ raw, wrong })
  }
  return found
}

const options = (question: Question, taking: Taking): string => {
  const all = question.options?.(taking) ?? []
  return all.length > 12 ? 'Choose one from the list' : `Choose one of: ${all.map(option => option.text).join(', ')}`
}

/** What is wrong, beside what was there: it may not fit the box. */
const shownWith = (wrong: string, cell: unknown) =>
  cell === null || cell === '' ? wrong : `“${String(cell).slice(0, 60)}”: ${wrong}`

/** An answer as the boxes of a form hold it: a day in three. */
function inBoxes({ kind }: Question, raw: unknown): unknown {
  if (kind !== 'day' || typeof raw !== 'string') return raw ?? ''
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(raw) ?? []
  return year === undefined
    ? { day: '', month: '', year: raw }
    : { day: String(Number(day)), month: String(Number(month)), year }
}
