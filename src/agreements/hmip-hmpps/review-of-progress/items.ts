import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { choices, type Option, type Question } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import { inShort } from '../action-plan/items.ts'
import type { Item } from '../report/reading.ts'
import type { judgements } from './words.ts'

/** What the report asked for, which of it is reviewed, and what was found of each. */

export type Judgement = keyof typeof judgements

/** What was found of one item. */
export interface Judged {
  readonly number: string
  readonly progress: Judgement
  readonly found?: string
}

/** The items of the report, under its numbers. */
export const itemsOf = (matter: Matter): readonly Item[] =>
  (lastAnswers(matter, 'candidate')?.items ?? []) as readonly Item[]

const selectedNumbers = (matter: Matter): readonly string[] =>
  (lastAnswers(matter, 'select-items')?.selected ?? []) as readonly string[]

/** Those that are reviewed, in the order of the report. */
export const selectedOf = (matter: Matter): readonly Item[] => {
  const numbers = selectedNumbers(matter)
  return itemsOf(matter).filter(item => numbers.includes(item.number))
}

/** What was found of each item that is reviewed: as it was judged last. */
export function judgedOf(matter: Matter): ReadonlyMap<string, Judged> {
  const rows = matter.entries
    .filter(entry => entry.step === 'judge')
    .flatMap(entry => (entry.answers.judged ?? []) as readonly Judged[])
  return new Map(rows.map(row => [row.number, row]))
}

/** Items that are reviewed and have no judgement yet. */
export const unjudged = (matter: Matter): readonly Item[] => {
  const judged = judgedOf(matter)
  return selectedOf(matter).filter(item => !judged.has(item.number))
}

export const optionsOf = (items: readonly Item[]): readonly Option[] =>
  items.map(({ number, text }) => ({ value: number, text: `${number}: ${inShort(text)}` }))

/** Any number of a list that depends on the matter: of the report’s items. */
export function someOf(
  label: string,
  missing: string,
  offered: (taking: Taking) => readonly Option[],
  hint: string,
): Question<readonly string[]> {
  const valued = (typed: string, taking: Taking) =>
    offered(taking).find(({ value, text }) => value === typed || text === typed)?.value
  return {
    ...choices(label, missing, {}, { hint }),
    options: offered,
    example: taking =>
      offered(taking)
        .slice(0, 1)
        .map(({ value }) => value),
    schema: taking => ({
      type: 'array',
      items: { type: 'string', enum: offered(taking).map(({ value }) => value) },
      uniqueItems: true,
    }),
    understand: (raw, taking) => {
      const typed = (Array.isArray(raw) ? raw : String(raw ?? '').split(/[;\n]/))
        .map(one => String(one).trim())
        .filter(Boolean)
      const unknown = typed.find(one => valued(one, taking) === undefined)
      return unknown === undefined
        ? { answer: [...new Set(typed.flatMap(one => valued(one, taking) ?? []))] }
        : { wrong: `Choose from the list; “${unknown.slice(0, 60)}” is not in it` }
    },
    show: answer => (Array.isArray(answer) ? answer.join(', ') : ''),
  }
}

/** “1, 2 and 5”. */
export const numbersInWords = (items: readonly { readonly number: string }[]): string => {
  const numbers = items.map(({ number }) => number)
  return numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}
