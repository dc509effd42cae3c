import { choice, documents, number, text, type Question } from './question.ts'
import type { Entry } from './matter.ts'
import type { Procedure, Step } from './procedure.ts'

/** What stands in the place of words that were struck out: always as long, whatever they were. The database puts it there. */
export const mark = '▮▮▮'

/**
 * A text with these words struck out, for what the database cannot read: as it does it, however they are spaced, broken over
 * lines or put in capitals, and as words of their own.
 */
export function struck(text: string, words: readonly string[]): string {
  const any = words
    .toSorted((one, other) => other.length - one.length)
    .map(word =>
      word
        .trim()
        .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
        .replaceAll(/\s+/g, String.raw`\s+`)
        .replaceAll(/['’]/g, "['’]"),
    )
    .join('|')
  if (any === '') return text
  return text.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}\p{N}])`, 'giu'), mark)
}

/** The act of striking words out, as the journal calls it. It stands beside the steps of every procedure and is none of them. */
export const strikingOut = 'strike-out'

/** Why words are struck out. A list, so that the reason never says what was. */
export const reasons = {
  name: 'somebody’s name',
  address: 'a number or an address',
  speaker: 'what could identify someone who spoke to us',
  other: 'something that should not have been written here',
} as const

export type Reason = keyof typeof reasons

/** Names of its answers: unlike those of any question, for the last answer to a question is looked for in every entry. */
export interface Struck {
  readonly struckWhy: Reason
  readonly struckPlaces: number
  readonly struckFrom: string
  readonly struckFiles: number
  readonly struckCopies: readonly string[]
}

const inWords = ({ struckPlaces, struckFiles, struckFrom, struckWhy }: Struck): string => {
  const what = [
    struckPlaces > 0 && `struck words out in ${struckPlaces} ${struckPlaces === 1 ? 'place' : 'places'}`,
    struckFiles > 0 && `withdrew ${struckFiles} ${struckFiles === 1 ? 'file' : 'files'}`,
  ].filter(one => one !== false)
  return `${what.join(' and ')} (${struckFrom}), because of ${reasons[struckWhy]}`
}

/** The act as a step of the part it is done in, so that it is told, shown and given out like any other entry. */
const act = (part: string): Step => ({
  // The house's own: no agreement calls for it, and none could forbid it.
  clauses: [] as unknown as Step['clauses'],
  label: 'Strike words out',
  by: { words: 'whoever holds the matter, or whose words they are', covers: () => true },
  part,
  asks: {
    struckWhy: choice('Why', 'Choose why', reasons),
    struckPlaces: number('In how many places', 'Say in how many places'),
    struckFrom: text('Of what', 'Say of what'),
    struckFiles: number('Files withdrawn', 'Say how many files'),
    struckCopies: documents('Copies without the words'),
  },
  says: ({ answers }) => inWords(answers as unknown as Struck),
})

/** A step by its name as an entry of this part has it: one of the procedure's own, or the house's. */
export const stepNamed = (procedure: Procedure, name: string, part: string): Step | undefined =>
  Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : name === strikingOut ? act(part) : undefined

const isFree = ({ kind }: Pick<Question, 'kind'>) => kind === 'text' || kind === 'paragraph'

/** The answers of a step in this part that somebody typed in words of their own: 'account', 'points.point'. */
export const freeFields = (step: Step, part: string): readonly string[] =>
  Object.entries(step.asks)
    .filter(([, question]) => (question.part ?? step.part) === part)
    .flatMap(([name, question]) =>
      question.row
        ? Object.entries(question.row).flatMap(([inner, field]) => (isFree(field) ? [`${name}.${inner}`] : []))
        : isFree(question)
          ? [name]
          : [],
    )

/** Columns whose facts are words of somebody's own. */
export const freeColumns = (procedure: Procedure): readonly string[] =>
  Object.entries(procedure.columns).flatMap(([name, column]) =>
    column.values === undefined && column.is === undefined ? [name] : [],
  )

/** Whether an answer of this entry is words of somebody's own, or files. */
export const saysFreely = (
  procedure: Procedure,
  { step: name, part, answers }: Pick<Entry, 'step' | 'part' | 'answers'>,
): boolean =>
  name !== strikingOut &&
  Object.entries(stepNamed(procedure, name, part)?.asks ?? {}).some(([question, { kind, row }]) => {
    const answer = answers[question]
    if (answer === undefined || (Array.isArray(answer) && answer.length === 0)) return false
    return kind === 'documents' || isFree({ kind }) || (row !== undefined && Object.values(row).some(isFree))
  })
