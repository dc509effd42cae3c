import { addDays, dayOf, startOfDay, type Day } from '../calendar/day.ts'
import { due, dueDay, type Pause } from '../calendar/due.ts'
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
  /**
   * Reaching any of these while that duty is owed, be it this same one of somebody else, has this one take its place, counted from then.
   * Whoever reaches it need not see that it is owed, and is not told: they may be the one to whom somebody says that they take back
   * their consent.
   */
  readonly inPlaceOf?: { readonly rule: string; readonly on: readonly [string, ...string[]] }
  when?(taking: Taking): boolean
  /** The day it is counted from, where that is not the day of the entry that starts it: the last day of an inspection. */
  starts?(taking: Taking): Day | undefined
  dates(taking: Taking): Dates
  /** When its clock stood still, each with the days on which it stopped and ran again. */
  pauses?(taking: Taking): readonly Pause[]
  /** Reaching any of these counts its dates again, while it is owed: it stays the same duty, and what moved is told. */
  recounted?: { readonly on: readonly [string, ...string[]]; because(taking: Taking): string }
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
    : startOfDay(dueDay(dayOf(lastAsked), every, calendar))
}

/** A period is counted from the day the duty started; a day is a date that was agreed, or one that says for itself why. */
export interface Dates {
  readonly limit?: When
  readonly target?: When
  readonly aim?: When
}

export type When = Period | Day | { readonly day: Day; readonly working: string }

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
  readonly pauses: readonly Pause[]
}

/** A duty that falls due only where another is owed, and ends that one: the journal knows whether it is. */
export interface Following extends Falling {
  /** The rule of the one whose place it takes. */
  readonly of: string
}

/** An open duty's dates, counted again because of what was done. */
export type Recounting = Pick<Falling, 'rule' | 'from' | 'limit' | 'target' | 'aim' | 'pauses'> & {
  /** Why, as words after the day that it was: 'paused until 3 May'. */
  readonly because: string
}

export interface Settling {
  readonly rule: string
  readonly how: 'met' | 'fell away'
}

const dated = (from: Day, when: When | undefined, calendar: Calendar, pauses: readonly Pause[]): Dated | undefined => {
  if (when === undefined) return undefined
  if (typeof when === 'string') return { day: when, working: 'A date that was agreed' }
  if ('day' in when) return when
  const counted = due(from, when, calendar, pauses)
  return { day: counted.day, period: periodCode(when), working: counted.working.sentence }
}

/** A rule's dates as they are counted now: from when, and how long its clock stood still. */
function counted(rule: Rule, taking: Taking) {
  const { calendar, now } = taking.world
  const from = rule.starts?.(taking) ?? dayOf(now)
  const pauses = rule.pauses?.(taking) ?? []
  const { limit, target, aim } = rule.dates(taking)
  return {
    from,
    limit: dated(from, limit, calendar, pauses),
    target: dated(from, target, calendar, pauses),
    aim: dated(from, aim, calendar, pauses),
    pauses,
  }
}

/**
 * What this entry makes due, what it settles, and which duties it makes to be counted again. Only the milestones it marks
 * matter, so no hidden entry is needed to know.
 */
export function duties(
  rules: Readonly<Record<string, Rule>>,
  marked: readonly string[],
  taking: Taking,
): { falls: Falling[]; follows: Following[]; settles: Settling[]; recounts: Recounting[] } {
  const falls: Falling[] = []
  const follows: Following[] = []
  const settles: Settling[] = []
  const recounts: Recounting[] = []
  if (marked.length === 0) return { falls, follows, settles, recounts }
  const reached = (names: readonly string[] | undefined) => names?.some(name => marked.includes(name)) ?? false
  for (const [name, rule] of Object.entries(rules)) {
    const settled = reached(rule.until) ? 'met' : reached(rule.fallsAway) ? 'fell away' : undefined
    if (settled) settles.push({ rule: name, how: settled })
    const starts = reached(rule.from) && !reached(rule.fallsAway) && (rule.when?.(taking) ?? true)
    if (starts) falls.push(...falling(name, rule, taking))
    else if (rule.inPlaceOf && reached(rule.inPlaceOf.on)) {
      const of = rule.inPlaceOf.rule
      follows.push(...falling(name, rule, taking).map(one => ({ ...one, of })))
    } else if (!settled && rule.recounted && reached(rule.recounted.on))
      recounts.push({ rule: name, ...counted(rule, taking), because: rule.recounted.because(taking) })
  }
  return { falls, follows, settles, recounts }
}

function falling(name: string, rule: Rule, taking: Taking): Falling[] {
  const { clause, label, part, basis, by } = rule
  const dates = counted(rule, taking)
  return rule.owedBy.readers(taking).map(owedBy => ({ rule: name, clause, label, part, owedBy, ...dates, basis, by }))
}
