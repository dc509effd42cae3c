import type { Calendar } from '../calendar/calendar.ts'
import { addDays, dayOf, daysBetween, findDay, later, type Day } from '../calendar/day.ts'
import { dueDay } from '../calendar/due.ts'
import type { Length } from '../calendar/period.ts'
import { lastAnswer, type Matter } from './matter.ts'
import type { Kept } from './procedure.ts'
import type { World } from './world.ts'

/** The name under which a body sets how long a kind of record is kept. */
export const settingOf = (kind: string): string => `kept-${kind}`

/** The last day that something is kept: to its end, and no longer. `longer` is a day until which somebody chose to keep it. */
export function lastDay(since: Day, period: Length, calendar: Calendar, longer?: Day): Day {
  const last = dueDay(since, period, calendar)
  return longer ? later(last, longer) : last
}

/** The last day on which something can have been over whose time is up today. */
export function overBefore(period: Length, today: Day, calendar: Calendar): Day {
  const isUp = (since: Day) => lastDay(since, period, calendar) < today
  let since = addDays(today, -1)
  // A month's end makes the way back no exact mirror of the way there: back until it fits, then on to the last that does.
  while (!isUp(since)) since = addDays(since, -1 - daysBetween(today, lastDay(since, period, calendar)))
  while (isUp(addDays(since, 1))) since = addDays(since, 1)
  return since
}

/** The last day that a matter is kept, as far as this reader may see when it was over; nothing while it is not, or while no period is set. */
export function keptUntil(
  { kind, from }: Kept,
  matter: Pick<Matter, 'milestones' | 'entries' | 'fragments'>,
  { calendar, kept }: Pick<World, 'calendar' | 'kept'>,
  longer?: unknown,
): Day | undefined {
  const period = kept(kind)
  const over = overOn(from, matter)
  return period && over ? lastDay(over, period, calendar, findDay(String(longer ?? ''))) : undefined
}

/** The day a matter was over, as far as this reader may see it; nothing while it is not. */
export function overOn(
  from: Kept['from'],
  matter: Pick<Matter, 'milestones' | 'entries' | 'fragments'>,
): Day | undefined {
  if ('told' in from) return findDay(String(lastAnswer(matter, from.told) ?? ''))
  const [first, ...rest] = from.flatMap(name => matter.milestones.get(name) ?? []).map(dayOf)
  return first && rest.reduce(later, first)
}
