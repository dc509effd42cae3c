import type { Part } from '../../../engine/procedure.ts'
import { official, personal, sensitive } from '../../../letters/marking.ts'
import { asShared } from './marking.ts'

/** The parts of an item: each is disclosed as a whole, so that whoever carries it sees that it comes, not what it says. */
export const parts = {
  slip: { label: 'That it was shared', marking: official },
  cover: { label: 'What it is about', marking: official },
  terms: { label: 'How it is to be handled', marking: official },
  item: { label: 'What it says', marking: personal, marked: asShared },
  later: { label: 'What was added later', marking: personal, marked: asShared },
  relayed: { label: 'Between its originator and the relay', marking: sensitive },
  // These begin when it reaches whoever it is for: a relay brings it to them, and sees nothing of what they answer.
  outcome: { label: 'What came of it', marking: sensitive, apart: true },
  dealings: { label: 'What was asked about it', marking: sensitive, apart: true },
  uses: { label: 'What was made of it', marking: sensitive, apart: true },
  // Begins when it is first passed on from there.
  questions: { label: 'What those it was passed on to ask', marking: sensitive, apart: true },
  kept: { label: 'For its originator alone', marking: sensitive },
} as const satisfies Readonly<Record<string, Part>>

/** What is read before it is opened. */
export const cover = ['cover', 'terms'] as const

/** What stays sealed until its recipient accepts the terms (HI-12l). */
export const sealed = ['item', 'later'] as const

/** What opens when its terms are accepted: for whoever it was passed on to, also what they may ask. */
export const opens = [...sealed, 'questions'] as const

/** What passes between whoever it is for and its originator. */
export const answered = ['outcome', 'dealings', 'uses'] as const
export const toAnswer = 'To ask more about it, and to say what came of it'
export const toFollow = 'To see what is asked of what is yours, what is made of it and what came of it'
