/**
 * A clause of an agreement in our own words, beside the paragraph it paraphrases. Everything that carries a clause
 * (a step, an obligation, a letter, a page) cites it by its id; what carries it is found from there, never typed twice.
 */

/** The prefixes of the agreements there are: a clause of an unknown agreement does not compile. */
export type ClauseId = `${'SP' | 'HI' | 'PI' | 'HH' | 'PH'}-${string}`

export type ClauseKind = 'duty' | 'power' | 'remit' | 'term'

export interface Clause {
  readonly id: ClauseId
  readonly kind: ClauseKind
  /** Where it stands in the paper: '23', '8-10', 'flow 4', 'IS 17-19'. */
  readonly para: string
  /** Who owes it, in words: 'HMIP', 'receiving body', 'IMB secretariat'. */
  readonly by: string
  /** To whom it is owed; absent where the paper names no one. */
  readonly to?: string
  /** What it says, paraphrased. */
  readonly text: string
  /** When it bites: 'always', 'on receipt', '15 working days'. */
  readonly when?: string
  /** The pages that carry it where no step or obligation does: a term that is shown, a remit that routes. */
  readonly pages?: readonly PageName[]
  /** A clause whose terms are written once elsewhere points there (PI-20 to HI-12a). */
  readonly sameAs?: readonly ClauseId[]
}

/** Pages that can carry a clause without a step: their addresses are in web/paths.ts. */
export type PageName =
  | 'agreement'
  | 'log'
  | 'analysis'
  | 'awareness'
  | 'directory'
  | 'establishment'
  | 'matter'
  | 'marking'
  | 'journal'
  | 'remits'
  | 'people'
  | 'programme'

type Words = Omit<Clause, 'id' | 'kind'>
const clause =
  (kind: ClauseKind) =>
  (id: ClauseId, words: Words): Clause =>
    Object.freeze({ id, kind, ...words })

/** Something that must be done. */
export const duty = clause('duty')
/** Something that may be done. */
export const power = clause('power')
/** What a body is there for, used to route. */
export const remit = clause('remit')
/** What holds throughout. */
export const term = clause('term')
