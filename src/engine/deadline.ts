import { addDays, dayOf, startOfDay, type Day } from '../calendar/day.ts'
import { due } from '../calendar/due.ts'
import { periodCode, type Period } from '../calendar/period.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { ClauseId } from './clause.ts'
import type { Taking } from './world.ts'
import type { Audience } from './who.ts'

/**
 * A duty that falls due. Dates are derived from a milestone, the calendar and a period; never typed in, except where the
 * clause itself leaves the date to be agreed. Target, limit and aim are three dates and are shown apart (decision 2).
 */
export interface Rule {
  readonly clause: ClauseId
  /** What is owed, as an instruction: 'Report back on the investigation'. */
  readonly label: string
  readonly owedBy: Audience
  /** The part it belongs to: whoever may see that part may see the duty. */
  readonly part: string
  /** Reaching any of these starts it, counted from that day; reaching one again starts it anew. */
  readonly from: readonly [string, ...string[]]
  /** Reaching any of these meets it. */
  readonly until: readonly [string, ...string[]]
  /** Reaching any of these ends it unmet and unowed. */
  readonly fallsAway?: readonly string[]
  when?(taking: Taking): boolean
  dates(taking: Taking): Dates
  /** Whose figure it is: the agreement's, ours where the agreement is silent (decision 7), or agreed between the two. */
  readonly basis: 'the agreement' | 'our default' | 'agreed'
  /** The step that meets it, for the link on the page. */
  readonly by?: string
  /** How the clock asks for it once it is late. Its part must be disclosed to the clock, which sees no more than anyone is shown. */
  readonly chase?: Chase
}

/** The clock takes a step when a duty is late, and takes it again each time so long has passed, until the duty is met. */
export interface Chase {
  readonly step: string
  readonly every: Period | { readonly hours: number }
}

/**
 * When the clock next asks for what was due on this day: as the day after it begins, then each period after it last asked,
 * as that day begins, or each so many hours after.
 */
export function nextChase({ every }: Chase, dueOn: Day, lastAsked: Date | undefined, calendar: Calendar): Date {
  if (!lastAsked) return startOfDay(addDays(dueOn, 1))
  return 'hours' in every
    ? new Date(lastAsked.getTime() + every.hours * 3_600_000)
    : startOfDay(due(dayOf(lastAsked), every, calendar).day)
}

/** Periods are counted from the day the duty started; a day is a date that was agreed. */
export interface Dates {
  readonly limit?: Period | Day
  readonly target?: Period | Day
  readonly aim?: Period | Day
}

export interface Dated {
  readonly day: Day
  /** The period's code, so that the date can be counted again when a holiday is proclaimed; absent for an agreed date. */
  readonly period?: string
  /** The arithmetic, as a sentence. */
  readonly working: string
}

/** A duty fallen due: what `decide` hands to the journal. */
export interface Falling {
  readonly rule: string
  readonly clause: ClauseId
  readonly label: string
  readonly part: string
  /** Key of the unit or post that owes it. */
  readonly owedBy: string
  readonly from: Day
  readonly limit?: Dated
  readonly target?: Dated
  readonly aim?: Dated
  readonly basis: Rule['basis']
  readonly by?: string
}

export interface Settling {
  readonly rule: string
  readonly how: 'met' | 'fell away'
}

const dated = (from: Day, when: Period | Day | undefined, calendar: Calendar): Dated | undefined => {
  if (when === undefined) return undefined
  if (typeof when === 'string') return { day: when, working: 'A date that was agreed' }
  const counted = due(from, when, calendar)
  return { day: counted.day, period: periodCode(when), working: counted.working.sentence }
}

/** What this entry makes due and what it settles. Only the milestones it marks matter, so no hidden entry is needed to know. */
export function duties(
  rules: Readonly<Record<string, Rule>>,
  marked: readonly string[],
  taking: Taking,
): { falls: Falling[]; settles: Settling[] } {
  const falls: Falling[] = []
  const settles: Settling[] = []
  if (marked.length === 0) return { falls, settles }
  const reached = (names: readonly string[] | undefined) => names?.some(name => marked.includes(name)) ?? false
  for (const [name, rule] of Object.entries(rules)) {
    if (reached(rule.until)) settles.push({ rule: name, how: 'met' })
    else if (reached(rule.fallsAway)) settles.push({ rule: name, how: 'fell away' })
    if (!reached(rule.from) || reached(rule.fallsAway) || (rule.when && !rule.when(taking))) continue
    const from = dayOf(taking.world.now)
    const dates = rule.dates(taking)
    for (const owedBy of rule.owedBy.readers(taking))
      falls.push({
        rule: name,
        clause: rule.clause,
        label: rule.label,
        part: rule.part,
        owedBy,
        from,
        limit: dated(from, dates.limit, taking.world.calendar),
        target: dated(from, dates.target, taking.world.calendar),
        aim: dated(from, dates.aim, taking.world.calendar),
        basis: rule.basis,
        by: rule.by,
      })
  }
  return { falls, settles }
}
