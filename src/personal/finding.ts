import type { Day } from '../calendar/day.ts'

/** What a text may hold of a person. */
export type Kind =
  | 'prison number'
  | 'PNC number'
  | 'CRO number'
  | 'Home Office reference'
  | 'NHS number'
  | 'National Insurance number'
  | 'probation number'
  | 'date of birth'
  | 'phone number'
  | 'e-mail address'
  | 'postal address'
  | 'cell location'
  | 'known name'
  | 'name'

/** Words of a text that may tell who somebody is: to be removed, or released by a second person (PH-4). */
export interface Finding {
  /** The same for the same words of the same kind, however the rest of the text is edited: see `find.ts`. */
  readonly id: string
  /** UTF-16 offsets in the text as given. */
  readonly from: number
  readonly to: number
  /** The words as they stand in the text. */
  readonly words: string
  readonly kind: Kind
  /** A plain sentence: what was noticed. */
  readonly why: string
}

/** What the system knows that bears on a text. */
export interface Known {
  /** Names of people, as they are kept: 'Dame Ruth Ashdown', 'Ashdown, Ruth'. */
  readonly people: readonly string[]
  /** Names of establishments, boards and bodies: they aren't people. */
  readonly places: readonly string[]
  /** The day it is read: tells a date long past from one of this week. */
  readonly today: Day
}
