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

/** The reports, kept here, that it is the plan of. */
export const reportsOf = (matter: Matter): readonly string[] =>
  ((lastAnswer(matter, 'report') ?? []) as readonly string[]).filter(reference => reference.startsWith('RPT-'))

/** The day on which the report was published; none while it is not. */
export const publishedOn = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'published') ?? ''))

/**
 * What was said last of each item, under the number that it has now. A report may number its items anew as it is published: what
 * was said of an item stays with its words. Words that are new take over what stood under their number, unless that went with its own.
 */
function ofEachItem<T>(
  matter: Matter,
  said: (one: Entry | Fragment, before: ReadonlyMap<string, T>) => ReadonlyMap<string, T> | undefined,
): ReadonlyMap<string, T> {
  let items: readonly Item[] = []
  let stands: ReadonlyMap<string, T> = new Map()
  for (const one of [...matter.fragments, ...matter.entries]) {
    const anew = one.answers.items as readonly Item[] | undefined
    if (anew) {
      stands = renumbered(stands, items, anew)
      items = anew
    }
    stands = said(one, stands) ?? stands
  }
  return stands
}

function renumbered<T>(
  stands: ReadonlyMap<string, T>,
  before: readonly Item[],
  now: readonly Item[],
): ReadonlyMap<string, T> {
  const found = (items: readonly Item[], { text }: Item) => items.find(item => inWords(item.text) === inWords(text))
  const wentWithItsWords = (number: string) =>
    before.some(item => item.number === number && found(now, item) !== undefined)
  return new Map(
    now.flatMap(item => {
      const was = found(before, item)?.number ?? (wentWithItsWords(item.number) ? undefined : item.number)
      const said = was === undefined ? undefined : stands.get(was)
      return said === undefined ? [] : [[item.number, said]]
    }),
  )
}

const inWords = (text: string) => text.trim().replaceAll(/\s+/g, ' ')

/** Whether the items are no longer those that a plan was made for: others, or under other numbers. */
export const isOtherThan = (before: readonly Item[], now: readonly Item[]): boolean => {
  const told = (items: readonly Item[]) => JSON.stringify(items.map(({ number, text }) => [number, inWords(text)]))
  return told(before) !== told(now)
}

/** Whether a row says anything of its item: one of the service's table may be empty but for its number. */
export const saysSomething = ({ response, reason, action, owner, target }: Row): boolean =>
  [response, reason, action, owner, target].some(Boolean)

type RowsOfItems = ReadonlyMap<string, readonly Row[]>

const byItem = (rows: readonly Row[]): RowsOfItems => Map.groupBy(rows.filter(saysSomething), row => row.number)
const underTheirNumbers = (rows: RowsOfItems): RowsOfItems =>
  new Map([...rows].map(([number, some]) => [number, some.map(row => ({ ...row, number }))]))

/** The rows that stand for each item: those of the last time that it was written about. */
export const rowsOf = (matter: Matter): RowsOfItems =>
  underTheirNumbers(
    ofEachItem(matter, ({ step, answers }, before) =>
      step === 'plan' ? new Map([...before, ...byItem((answers.plan ?? []) as readonly Row[])]) : undefined,
    ),
  )

/** The plan as the inspectorate was last given it. */
export const passedOf = (matter: Matter): RowsOfItems =>
  underTheirNumbers(
    ofEachItem(
      matter,
      ({ answers }) => (answers.passed as readonly Row[] | undefined) && byItem(answers.passed as readonly Row[]),
    ),
  )

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

const lastOf = <V>(matter: Matter, name: string, question: string): ReadonlyMap<string, Standing<V>> =>
  ofEachItem<Standing<V>>(matter, ({ step, answers, at }, before) => {
    const rows = (answers[question] ?? []) as readonly { readonly number: string; readonly progress: V }[]
    return step === name
      ? new Map([...before, ...rows.map(row => [row.number, { value: row.progress, at }] as const)])
      : undefined
  })

/** Numbers as they are told: “1, 2 and 5”. */
export const numbersInWords = (numbers: readonly string[]): string =>
  numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
