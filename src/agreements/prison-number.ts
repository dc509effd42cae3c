import { coded, type Question } from '../engine/question.ts'

/** The number by which the prison service knows a person. */
export const prisonNumber = (label: string, more: { readonly part: string }): Question<string> =>
  coded(
    label,
    '',
    /^[A-Z]\d{4}[A-Z]{2}$/,
    'Give the prison number as a letter, four figures and two letters, like A1234BC',
    'A1234BC',
    more,
  )
