import type { Column } from '../../../engine/procedure.ts'
import { choice, optional, paragraph } from '../../../engine/question.ts'

/** What is asked of everybody alike, so that the answers of years and places can be set side by side. */

const marks = { 5: 'Very good', 4: 'Good', 3: 'Neither good nor poor', 2: 'Poor', 1: 'Very poor' } as const

const questions = {
  clear: 'Told what was wanted, and why',
  courteous: 'Courtesy and conduct',
  fair: 'Fairness of what was found',
  useful: 'Use of it for making things better',
  burden: 'Asking no more than was needed',
} as const
type Rated = keyof typeof questions

const inFull: Readonly<Record<Rated, string>> = {
  clear: 'How well were you told what was wanted, and why?',
  courteous: 'How were the courtesy and the conduct of those you dealt with?',
  fair: 'How fair was what was found?',
  useful: 'How useful was it for making things better?',
  burden: 'How well was no more asked of you than was needed?',
}

const asked = (name: Rated) => optional(choice(inFull[name], '', marks, { part: 'answer' }))

export const ratingsAsked = {
  clear: asked('clear'),
  courteous: asked('courteous'),
  fair: asked('fair'),
  useful: asked('useful'),
  burden: asked('burden'),
  best: optional(paragraph('What went well?', '', { part: 'answer' })),
  better: optional(paragraph('What should be done otherwise?', '', { part: 'answer' })),
}

export const ratings: Readonly<Record<Rated, Column>> = {
  clear: { label: questions.clear, part: 'answer', values: marks },
  courteous: { label: questions.courteous, part: 'answer', values: marks },
  fair: { label: questions.fair, part: 'answer', values: marks },
  useful: { label: questions.useful, part: 'answer', values: marks },
  burden: { label: questions.burden, part: 'answer', values: marks },
}

export const answered = (answers: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(ratingsAsked).some(name => answers[name] !== undefined)
