import { later, type Day } from '../../../calendar/day.ts'
import { due, type Due } from '../../../calendar/due.ts'
import { days } from '../../../calendar/period.ts'
import { lastAnswer, lastAnswers, type Entry, type Matter } from '../../../engine/matter.ts'
import type { World } from '../../../engine/world.ts'
import { dayIn } from '../report/reading.ts'
import { partnerNamed } from '../programme/partners.ts'

/** What the entries that a reader may see come to: the three dates, the two readings of the 28 days, the answer. */

/** How long there is to answer (HH-35): calendar days. */
export const toAnswer = days(28)

export const inspectionEnded = (matter: Matter): Day | undefined => dayIn(lastAnswer(matter, 'ended'))

const saidIn = (matter: Matter, step: string): Day | undefined => dayIn(lastAnswers(matter, step)?.on)
export const sentOn = (matter: Matter): Day | undefined => saidIn(matter, 'send')
export const receivedOn = (matter: Matter): Day | undefined => saidIn(matter, 'receive')
export const publishedOn = (matter: Matter): Day | undefined => saidIn(matter, 'publish')

/** By when it is to be answered, in each of the two readings: the agreement counts from the day it was received. */
export const byReceipt = (matter: Matter, { calendar }: Pick<World, 'calendar'>): Due | undefined =>
  counted(receivedOn(matter), calendar)
export const byPublication = (matter: Matter, { calendar }: Pick<World, 'calendar'>): Due | undefined =>
  counted(publishedOn(matter), calendar)
const counted = (from: Day | undefined, calendar: World['calendar']) => from && due(from, toAnswer, calendar)

/** How often a day was told from which the answer is counted: by its receipt or its publication, whichever came first. */
export const toldOften = (matter: Matter): number =>
  matter.entries.filter(({ step }) => step === 'receive' || step === 'publish').length

/** Whether the office itself said when it was received: then nobody else says it otherwise. */
export const saidByOffice = (matter: Matter): boolean =>
  matter.entries.some(({ step, by }) => step === 'receive' && by.body === 'MOJ')

/** The first answer of each of the two parts, and the day on which it was given. */
export interface Answered {
  readonly on: Day
  readonly words: string
}
export type AnswerPart = 'immediate' | 'longer'

export const answeredIn = (matter: Matter, part: AnswerPart): Answered | undefined => {
  const entry = matter.entries.find((one: Entry) => one.step === 'respond' && one.answers[part] !== undefined)
  const on = dayIn(entry?.answers.on)
  return on && { on, words: String(entry?.answers[part]) }
}

/** The day on which the last of the two parts was given. */
export const answeredOn = (matter: Matter): Day | undefined => {
  const [immediate, longer] = [answeredIn(matter, 'immediate'), answeredIn(matter, 'longer')]
  return immediate && longer && later(immediate.on, longer.on)
}

/** The inspectorates and regulators that send it together with the inspectorate, by name. */
export const partnersOf = (matter: Matter): readonly string[] =>
  ((lastAnswer(matter, 'partners') ?? []) as readonly string[]).map(one =>
    partnerNamed(one, lastAnswer(matter, 'otherPartner')),
  )

export const placeName = ({ matter, world }: { readonly matter: Matter; readonly world: World }): string =>
  (matter.place && world.directory.findPlace(matter.place)?.name) || 'the place inspected'
