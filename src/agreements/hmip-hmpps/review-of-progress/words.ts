import { formatDay, type Day } from '../../../calendar/day.ts'
import { dueWindow } from '../../../calendar/due.ts'
import { between, months, workingDays } from '../../../calendar/period.ts'
import type { World } from '../../../engine/world.ts'
import { verified } from '../action-plan/items.ts'

/** What a review of progress is, in the figures and the words of the agreement (HH-37 to HH-41). */

/** How far an item has come, as a review judges it: the same four words that the action plan keeps. */
export const judgements = verified

/** As a rule eight to twelve months after the inspection (HH-40). */
export const window = between(months(8), months(12))
export const windowOf = (ended: Day, { calendar }: Pick<World, 'calendar'>) => dueWindow(ended, window, calendar)

/** So many in each business year (HH-40). */
export const inYear = { least: 15, most: 20 } as const

/** Four or five inspectors, for two and a half days (HH-41). */
export const usualTeam = { least: 4, most: 5 } as const
export const usualLength = '2.5'
// Each with its half written out: a whole number would be put before the others.
export const lengths = {
  '1.0': 'One day',
  '1.5': 'A day and a half',
  '2.0': 'Two days',
  '2.5': 'Two and a half days',
  '3.0': 'Three days',
  '3.5': 'Three and a half days',
  '4.0': 'Four days',
  '5.0': 'Five days',
} as const

/** The report comes out within 25 working days of the visit’s end (HH-41). */
export const toReport = workingDays(25)

/** Why a place is considered (HH-37). */
export const reasons = {
  scores: 'Its scores over time',
  risk: 'Its risks',
  leadership: 'How far its leaders can be trusted to bring change',
  other: 'Something else',
} as const

/** That a visit on these days is outside the window: said, and never in the way. */
export function outsideWindow(ended: Day | undefined, first: Day, last: Day, world: World): string | undefined {
  if (!ended) return undefined
  const { opens, closes } = windowOf(ended, world)
  if (first >= opens.day && last <= closes.day) return undefined
  return `This is ${first < opens.day ? 'sooner' : 'later'} than the agreement has it as a rule: eight to twelve months after the inspection, which is from ${formatDay(opens.day)} to ${formatDay(closes.day)}.`
}

/** What a review is about, wherever it is named. */
export const aboutOf = (ended: Day): string => `After the inspection that ended on ${formatDay(ended)}`
