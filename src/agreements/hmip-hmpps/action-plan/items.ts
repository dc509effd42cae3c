import { findDay, type Day } from '../../../calendar/day.ts'
import { lastAnswer, type Entry, type Fragment, type Matter } from '../../../engine/matter.ts'
import type { Option } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import type { ItemKind } from '../report/words.ts'

/** What a report asks for, item by item, and what was said of each: under the numbers that the report gave them. */

export interface Item {
  readonly number: string
  readonly text: string
  readonly kind: ItemKind
}

/** What the prison service says to an item. */
export const responses = { agreed: 'Agreed', partly: 'Partly agreed', not: 'Not agreed' } as const
export type Response = keyof typeof responses

/** How far the prison says that it is: never what was seen. */
export const reported = { 'not started': 'Not started', 'in progress': 'In progress', done: 'Done' } as const
export type Reported = keyof typeof reported

/** How far the inspectorate found that it is, in the words of its reviews of progress (HH-37): never what was said. */
export const verified = {
  none: 'No meaningful progress',
  insufficient: 'Insufficient progress',
  reasonable: 'Reasonable progress',
  good: 'Good progress',
} as const
export type Verified = keyof typeof verified

/**
 * One scale to hold the two beside each other: neither of them becomes the other by it. What is told as done answers to good
 * progress; whatever has begun, to progress that was seen and is not yet good.
 */
export const achieved = { no: 'Not yet', part: 'In part', whole: 'In whole' } as const
export type Achieved = keyof typeof achieved

export const achievedAsReported: Readonly<Record<Reported, Achieved>> = {
  'not started': 'no',
  'in progress': 'part',
  done: 'whole',
}
export const achievedAsVerified: Readonly<Record<Verified, Achieved>> = {
  none: 'no',
  insufficient: 'part',
  reasonable: 'part',
  good: 'whole',
}

/** One row of the service's table: an action on an item, or the response to it alone. */
export interface Row {
  readonly number: string
  readonly response?: Response
  readonly reason?: string
  readonly action?: string
  readonly owner?: string
  readonly target?: Day
}

/** What is said to one item, and what is done about it. */
export interface Planned {
  readonly response: Response
  readonly reason?: string
  readonly actions: readonly { readonly action: string; readonly owner?: string; readonly target?: Day }[]
}

/** The items of the report, as they were last given. */
export const itemsOf = (matter: Matter): readonly Item[] => (lastAnswer(matter, 'items') ?? []) as readonly Item[]

export const itemOptions = ({ matter }: Pick<Taking, 'matter'>): readonly Option[] =>
  itemsOf(matter).map(({ number, text }) => ({ value: number, text: `${number}: ${inShort(text)}` }))

/** As much of an item as tells what it asks for, where it is answered. */
export const inShort = (text: string): string =>
  text.length > 240 ? `${text.slice(0, 238).replace(/\s+\S*$/, '')} …` : text

/** The day on which the report was published; none while it is not. */
export const publishedOn = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'published') ?? ''))

const said = (matter: Matter, steps: readonly string[]): readonly (Entry | Fragment)[] =>
  [...matter.fragments, ...matter.entries].filter(entry => steps.includes(entry.step))

const rowsIn = (one: Entry | Fragment, question: string) =>
  (one.answers[question] ?? []) as readonly { readonly number: string }[]

/** Whether a row says anything of its item: one of the service's table may be empty but for its number. */
export const saysSomething = ({ response, reason, action, owner, target }: Row): boolean =>
  [response, reason, action, owner, target].some(Boolean)

/** The rows that stand for each item: those of the last time that it was written about. */
export function rowsOf(matter: Matter): ReadonlyMap<string, readonly Row[]> {
  const standing = new Map<string, readonly Row[]>()
  for (const entry of said(matter, ['plan']))
    for (const [number, rows] of Map.groupBy(
      (rowsIn(entry, 'plan') as readonly Row[]).filter(saysSomething),
      row => row.number,
    ))
      standing.set(number, rows)
  return standing
}

/** The plan as the inspectorate was last given it, or as it is being made. */
export const passedRows = (matter: Matter): readonly Row[] => (lastAnswer(matter, 'passed') ?? []) as readonly Row[]

/** What rows about one item come to. */
export function planned(rows: readonly Row[]): Planned | undefined {
  const response = rows.find(row => row.response)?.response
  return (
    response && {
      response,
      reason: rows.find(row => row.reason)?.reason,
      actions: rows.flatMap(({ action, owner, target }) => (action ? [{ action, owner, target }] : [])),
    }
  )
}

/** What was said last of an item, and when; the day is not known where its entry is not its reader's to see. */
export interface Standing<V> {
  readonly value: V
  readonly at?: Date
}

/** How far the prison says that each item is, as it said last. Nothing that the inspectorate found is among it. */
export const reportedOf = (matter: Matter): ReadonlyMap<string, Standing<Reported>> =>
  lastOf<Reported>(matter, 'report-progress', 'reported')

/** What the inspectorate found of each item, as it found last. Nothing that the prison says is among it. */
export const verifiedOf = (matter: Matter): ReadonlyMap<string, Standing<Verified>> =>
  lastOf<Verified>(matter, 'verify', 'judgements')

function lastOf<V>(matter: Matter, step: string, question: string): ReadonlyMap<string, Standing<V>> {
  const last = new Map<string, Standing<V>>()
  for (const entry of said(matter, [step]))
    for (const row of rowsIn(entry, question) as readonly { readonly number: string; readonly progress: V }[])
      last.set(row.number, { value: row.progress, at: entry.at })
  return last
}

/** Numbers as they are told: “1, 2 and 5”. */
export const numbersInWords = (numbers: readonly string[]): string =>
  numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
