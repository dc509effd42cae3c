import type { Calendar } from '../../calendar/calendar.ts'
import { daysBetween } from '../../calendar/day.ts'
import type { Day } from '../../calendar/day.ts'
import { findPeriod, periodInWords } from '../../calendar/period.ts'

/** A date that a clause sets: the engine's, with the period's code where it was counted. */
export type DatedTerm = { readonly day: Day; readonly period?: string; readonly working?: string }

/** What is reckoned with: today in London, and the calendar for working days. */
export type Reckoning = { readonly today: Day; readonly calendar: Pick<Calendar, 'workingDaysBetween'> }

/** The dates of a duty: the limit it must keep, the target it should, the aim it would like to. */
export type Terms = { readonly limit?: DatedTerm; readonly target?: DatedTerm; readonly aim?: DatedTerm }

export type Settled = { readonly how: 'met' | 'fell away'; readonly on?: Day }

export type Standing =
  'overdue' | 'past target' | 'past aim' | 'today' | 'soon' | 'open' | 'met' | 'met late' | 'fell away'

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** Whether the period is counted in working days; an agreed date and any other period are not. */
const inWorkingDays = (term: DatedTerm) => !!term.period?.endsWith('WD')

/** 'in 5 working days', 'tomorrow', 'today', '3 days overdue': in working days where the clause counts in them. */
export const distance = (term: DatedTerm, { today, calendar }: Reckoning, late = 'overdue'): string => {
  const days = daysBetween(today, term.day)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  const [from, to] = days > 0 ? [today, term.day] : [term.day, today]
  const working = inWorkingDays(term) ? calendar.workingDaysBetween(from, to) : 0
  // Due on a Friday and still Saturday: no working day has gone by, yet it is late.
  const count = working > 0 ? counted(working, 'working day') : counted(Math.abs(days), 'day')
  return days > 0 ? `in ${count}` : `${count} ${late}`
}

/** '36 working days', '8 weeks', or 'a date that was agreed'; nothing where its working says otherwise how it was reached. */
export const lengthOf = (term: DatedTerm): string | undefined => {
  const found = term.period === undefined ? undefined : findPeriod(term.period)
  if (found) return periodInWords(found)
  return term.working === undefined || term.working.toLowerCase() === agreed ? agreed : undefined
}

/** The engine's words for a date that was typed in. */
const agreed = 'a date that was agreed'

/** How a duty stands today. Soon is within seven days. */
export const standing = (terms: Terms, today: Day, settled?: Settled): Standing => {
  if (settled?.how === 'fell away') return 'fell away'
  if (settled) return terms.limit && settled.on && settled.on > terms.limit.day ? 'met late' : 'met'
  if (terms.limit && today > terms.limit.day) return 'overdue'
  if (terms.target && today > terms.target.day) return 'past target'
  const next = terms.target ?? terms.limit
  if (!next) return terms.aim && today > terms.aim.day ? 'past aim' : 'open'
  if (next.day === today) return 'today'
  return daysBetween(today, next.day) <= 7 ? 'soon' : 'open'
}
