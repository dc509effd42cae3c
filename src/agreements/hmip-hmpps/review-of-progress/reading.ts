import type { Day } from '../../../calendar/day.ts'
import { due } from '../../../calendar/due.ts'
import { lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import type { World } from '../../../engine/world.ts'
import { dayIn } from '../report/reading.ts'
import { toReport } from './words.ts'

/** When the inspection was, and when the review: planned, announced, begun and ended. */

export const inspectionEnded = (matter: Matter): Day | undefined => dayIn(lastAnswer(matter, 'ended'))

/** The days that were announced last. */
export const announcedDays = (matter: Matter): { readonly first: Day; readonly last: Day } | undefined => {
  const said = lastAnswers(matter, 'announce')
  const [first, last] = [dayIn(said?.first), dayIn(said?.last)]
  return first && last && { first, last }
}

export const begunOn = (matter: Matter): Day | undefined => dayIn(lastAnswers(matter, 'begin-visit')?.on)
export const visitedUntil = (matter: Matter): Day | undefined => dayIn(lastAnswers(matter, 'end-visit')?.on)
export const publishedOn = (matter: Matter): Day | undefined => dayIn(lastAnswers(matter, 'publish')?.on)

/** By when the report is due, with how that is counted. */
export const reportDue = (matter: Matter, { calendar }: Pick<World, 'calendar'>) => {
  const ended = visitedUntil(matter)
  return ended && due(ended, toReport, calendar)
}

export const placeName = ({ matter, world }: { readonly matter: Matter; readonly world: World }): string =>
  (matter.place && world.directory.findPlace(matter.place)?.name) || 'the place'
