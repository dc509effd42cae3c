import type { Problem } from '../engine/decide.ts'
import { isWrong, understandOne, type Option, type Question, type Questions } from '../engine/question.ts'
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
  const fitting = sheets.flatMap(sheet => fit(sheet, question) ?? [])
  if (fitting.length === 0)
    return {
      wrong: `${sheets.some(cut) ? 'None of its columns has a name that is asked for here' : 'There is no table in it'}. Put these above the rows: ${labelsOf(asks).join(', ')}`,
    }
  const missing = answerableBy(asks).filter(
    ([asked, { missing: needed, asked: only }]) =>
      needed && !only && fitting.some(({ columns }) => columns[asked] === undefined),
  )
  if (missing.length > 0)
    return {
      wrong: `There is no column for ${missing.map(([, { label }]) => `“${label}”`).join(' and ')}. Add it, with that above it`,
    }

  const theirs = fitting.map(one => ofThisMatter(one, taking.matter.reference))
  const [notTold] = theirs.flatMap(one => ('wrong' in one ? [one] : []))
  if (notTold) return notTold
  const mine = theirs.flatMap(one => ('wrong' in one ? [] : [one]))

  const found = mine.flatMap(one => rowsIn(asks, one, taking))
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
    notices: [...new Set(mine.flatMap(({ notices }) => notices))],
  }
}

interface Fitting extends Cut {
  /** The place of the column that answers each question. */
  readonly columns: Readonly<Record<string, number>>
  /** The place of the column that names whose each row is. */
  readonly names?: number
  readonly notices: readonly string[]
}

const labelsOf = (asks: Questions) => answerableBy(asks).map(([, { label }]) => label)

/** A sheet as rows of these questions; nothing for one that is about something else. */
function fit(sheet: Sheet, { row: asks = {}, ofSeveral }: Question): Fitting | undefined {
  const below = cut(sheet)
  if (!below) return undefined
  const isNamed = (label: string) => ofSeveral?.called.some(one => one.toLowerCase() === label.trim().toLowerCase())
  const names = below.labels.findIndex(
    (label, at) => isNamed(label) && below.rows.every(row => namesOne(row.cells[at])),
  )
  const called = Object.fromEntries(
    Object.entries(asks).map(([asked, { inSheets }]) => [asked, inSheets?.called ?? []]),
  )
  // Whose it is answers no question, whatever a question is called.
  const labels = below.labels.map((label, at) => (at === names ? '' : label))
  const columns = guessColumns(labels, asks, called)
  const known = Object.values(columns)
  if (known.length === 0 || known.length < Math.min(2, labelsOf(asks).length)) return undefined
  const others = below.labels.filter((_, at) => !known.includes(at) && at !== names)
  return {
    ...below,
    columns,
    ...(names >= 0 && { names }),
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

/** A reference or nothing: a column of titles that is called alike says nothing of whose a row is. */
const namesOne = (cell: unknown): boolean => /^(?:[A-Z]{3}-\d{4}-\d{4,})?$/i.test(String(cell ?? '').trim())

/** Of a sheet that says whose each row is, those of this matter: none is taken for its own by mistake. */
function ofThisMatter(sheet: Fitting, reference: string): Fitting | NotFilled {
  const { names, rows, labels, notices } = sheet
  if (names === undefined) return sheet
  const told = rows
    .filter(({ cells }) => cells.some(cell => cell !== null && String(cell).trim() !== ''))
    .map(row => ({
      row,
      whose: String(row.cells[names] ?? '')
        .trim()
        .toUpperCase(),
    }))
  const column = `“${labels[names] ?? ''}”`
  const silent = told.find(one => one.whose === '')
  if (silent)
    return {
      wrong: `Row ${silent.row.line} of the file does not say whose it is: give a reference in the column ${column}`,
    }
  if (reference === '')
    return { wrong: `It says whose each row is, in the column ${column}. Begin this first, and fill its rows in then` }
  const others = told.filter(one => one.whose !== reference)
  if (others.length === told.length)
    return {
      wrong: `None of its rows is of ${reference}, by the column ${column}. Give its reference there, or leave that column out`,
    }
  return {
    ...sheet,
    rows: told.filter(one => one.whose === reference).map(one => one.row),
    notices: [
      ...notices,
      ...(others.length > 0
        ? [
            `${others.length === 1 ? 'One row was' : `${others.length} rows were`} left aside, by the column ${column}: of ${[...new Set(others.map(one => one.whose.slice(0, 30)))].slice(0, 5).join(', ')}.`,
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
  // One that is told by its number is chosen by that: its words may be a paragraph.
  const inShort = ({ value, text }: Option) => (text.startsWith(`${value}: `) ? value : text)
  return all.length > 12 ? 'Choose one from the list' : `Choose one of: ${all.map(inShort).join(', ')}`
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
