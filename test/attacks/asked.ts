import type { Model, Sight, Told } from './oracle.ts'

/**
 * What each answer is of, by step and question: '*' is every other question of that step, and 'that' is no question but that it
 * happened at all, which whoever sees anything of it knows.
 */
export type Said = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What is asked of an oracle: whether a post may hear one answer, of all that happened in a matter. */
export interface Asked {
  readonly what: string
  readonly happened: readonly Told[]
  readonly which: number
  readonly post: string
  readonly now: Date
  /** What was answered when it began, and by whom. */
  readonly first: Told
  readonly place: unknown
  readonly last: (...steps: string[]) => number
  readonly count: (...steps: string[]) => number
}

/** A model of each procedure, from what its answers are of. An answer that the oracle has not read is a fault of the oracle. */
export const modelOf =
  (said: Readonly<Record<string, Said>>) =>
  (decides: (asked: Asked) => Sight): Model =>
  (happened, which, question, post, now) => {
    const one = happened[which] as Told
    const inStep = said[one.procedure]?.[one.step]
    const what = inStep?.[question] ?? inStep?.['*']
    if (what === undefined) throw new Error(`The oracle has not read ${one.procedure}: ${one.step}.${question}`)
    const first = happened[0] as Told
    return decides({
      what,
      happened,
      which,
      post,
      now,
      first,
      place: first.answers.place,
      last: (...steps) => happened.findLastIndex(each => steps.includes(each.step)),
      count: (...steps) => happened.filter(each => steps.includes(each.step)).length,
    })
  }

export const oneOf = (held: boolean, otherwise: Sight = 'no'): Sight => (held ? 'must' : otherwise)

/** What is said of how long a matter is kept (HH-15), all of it of one thing. */
export const allKept = (what: string): Said =>
  Object.fromEntries(
    ['time-is-up', 'keep-longer', 'hold', 'lift-hold', 'dispose'].map(step => [step, { '*': what }] as const),
  )
