import type { ClauseId } from '../../../engine/clause.ts'
import { has, lastAnswers, type Answers, type Matter } from '../../../engine/matter.ts'
import type { Refusal } from '../../../engine/procedure.ts'
import type { World } from '../../../engine/world.ts'
import { contractOf } from '../contract.ts'

/** What may be asked of an originator beyond the terms, and what they agreed to: to pass on, to quote, to send abroad (HI-12c, HI-12n). */

export const wants = {
  more: 'To see more',
  pass: 'To pass it on',
  quote: 'To quote it',
  use: 'To use it for something else',
  longer: 'To keep it longer',
  abroad: 'To send it abroad',
}
export type Want = keyof typeof wants

export const asking = (matter: Matter): Answers | undefined => lastAnswers(matter, 'ask')

/** Whether one request waits for its answer: the next waits for that too, so that none is answered by the answer to another. */
export const waitsForAnswer = (matter: Matter): boolean => has(matter, 'asked') && !has(matter, 'ask answered')

/** Whether terms that are narrowed so leave nothing of what was agreed to before. */
const takesBack = (want: Want, { quoting, onward }: Answers): boolean =>
  want === 'quote' ? quoting === false : (want === 'pass' || want === 'abroad') && onward === 'no'

/** What was asked of this kind, and agreed, and not taken back since: each request is answered by the next answer. */
export function agreedTo(matter: Matter, want: Want): readonly Answers[] {
  let last: Answers | undefined
  let agreed: readonly Answers[] = []
  for (const { step: name, answers } of [...matter.fragments, ...matter.entries]) {
    if (name === 'ask') last = answers
    if (name === 'change-terms' && takesBack(want, answers)) agreed = []
    if (name === 'answer-ask' && answers.agreed === true && last?.want === want) agreed = [...agreed, last]
  }
  return agreed
}

/** What its originator agreed to beyond its terms, as sentences: what was asked for is told beside them. */
export const agreedInWords = (matter: Matter, { directory }: World): readonly string[] => [
  ...(agreedTo(matter, 'quote').length > 0 ? ['Its originator agreed when asked: it may be quoted'] : []),
  ...agreedTo(matter, 'pass').map(
    ({ passTo }) =>
      `Its originator agreed when asked: it may be passed on to ${directory.findUnit(String(passTo))?.name ?? 'whom was asked for'}`,
  ),
  ...agreedTo(matter, 'abroad').map(
    ({ country }) => `Its originator agreed in writing when asked: it may go to ${String(country)}`,
  ),
]

export const same = (one: unknown, other: unknown) =>
  String(one).trim().toLowerCase() === String(other).trim().toLowerCase()

/** Whether it may be quoted: by its terms, or since its originator agreed to it. */
export const mayQuote = (matter: Matter): boolean =>
  contractOf(matter)?.quoting === true || agreedTo(matter, 'quote').length > 0

/** Whether it may be passed on to anyone at all. */
export const mayBePassedOn = (matter: Matter): boolean =>
  contractOf(matter)?.onward === 'named' || agreedTo(matter, 'pass').length > 0

export function notToBePassedOn(matter: Matter, to: string, clause: ClauseId): Refusal | undefined {
  const contract = contractOf(matter)
  if (contract?.onward === 'named' && contract.onwardTo === to) return undefined
  if (agreedTo(matter, 'pass').some(one => one.passTo === to)) return undefined
  return {
    field: 'to',
    words: 'Its terms do not let you pass it on to them',
    clause,
    next: 'Use “Ask its originator for more”, and pass it on once they have agreed.',
  }
}
