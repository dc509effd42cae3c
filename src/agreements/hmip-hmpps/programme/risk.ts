import { addMonths, daysBetween, findDay, formatDay, monthNumber, yearNumber, type Day } from '../../../calendar/day.ts'
import type { Factor, Known, Programme, Reason, Risk, Seen, Weights } from '../../../engine/programme.ts'

/**
 * How great the risk is at a place (HH-6c): points for each of a few factors, each with the reason it gives. A factor is told
 * what is known of the place and says which share of its weight it comes to; the weights are the inspectorate's to set. What
 * is not recorded here adds nothing, and is said to be unknown: a place of which little is known is never passed off as safe.
 */

interface Weighed {
  /** From 0 to 1; absent where nothing is known. */
  readonly share?: number
  readonly because: string
  readonly from?: readonly string[]
}

type Weigh = (known: Known, on: Day) => Weighed

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Whole years and months between two days: '2 years and 3 months'. */
export function elapsed(from: Day, to: Day): string {
  const begun = (yearNumber(to) - yearNumber(from)) * 12 + monthNumber(to) - monthNumber(from)
  const months = Math.max(0, addMonths(from, begun) <= to ? begun : begun - 1)
  const [years, rest] = [Math.floor(months / 12), months % 12]
  const words = [
    years > 0 ? counted(years, 'year', 'years') : '',
    rest > 0 ? counted(rest, 'month', 'months') : '',
  ].filter(Boolean)
  return words.join(' and ') || 'Less than a month'
}

const sinceLast: Weigh = ({ last, latest, holds }, on) => {
  if (!last || !latest) return { because: 'When it was last inspected is not recorded here' }
  const allowed = daysBetween(last.day, latest)
  const share = Math.min(1, Math.max(0, daysBetween(last.day, on) / allowed))
  const past = on > latest && !holds?.onlyMeasured ? ', past the latest date allowed' : ''
  return {
    share,
    because: `${elapsed(last.day, on)} since ${formatDay(last.day)}${past}`,
    from: [last.reference],
  }
}

export const tests = {
  safety: 'Safety',
  respect: 'Respect',
  activity: 'Purposeful activity',
  release: 'Preparation for release',
} as const

const from1to4 = (fact: unknown): number | undefined => {
  const score = Number(fact)
  return fact !== null && fact !== '' && Number.isInteger(score) && score >= 1 && score <= 4 ? score : undefined
}

/** 1 is poor and weighs all, 4 is good and weighs nothing. */
const shortOf = (score: number) => (4 - score) / 3

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

const scoredIn = ({ facts }: Seen) => {
  const scored: { readonly label: string; readonly score: number }[] = []
  for (const [name, label] of testsInOrder) {
    const score = from1to4(facts[name])
    if (score !== undefined) scored.push({ label, score })
  }
  return scored
}
const testsInOrder = Object.entries(tests)

const lastScores: Weigh = ({ facts }) => {
  for (const report of facts.reports ?? []) {
    const scored = scoredIn(report)
    if (scored.length > 0)
      return {
        share: mean(scored.map(({ score }) => shortOf(score))),
        because: `Last scores, from 1 (poor) to 4 (good): ${scored.map(({ label, score }, at) => `${at > 0 ? label.toLowerCase() : label} ${score}`).join(', ')}`,
        from: [report.reference],
      }
  }
  return { because: 'No scores are recorded here' }
}

/** So many of something weigh all there is: our default. */
const upTo =
  (name: string, full: number, one: string, many: string): Weigh =>
  ({ counts }) => {
    const count = counts[name] ?? 0
    return {
      share: Math.min(1, count / full),
      because: count === 0 ? `No ${one} in the last year` : `${counted(count, one, many)} in the last year`,
    }
  }

const urgentInForce: Weigh = ({ facts }) => {
  const inForce = (facts.urgent ?? []).filter(one => !urgentIsOver.includes(one.stage ?? ''))
  return inForce.length === 0
    ? { share: 0, because: 'No Urgent Notification in force' }
    : {
        share: 1,
        because: `${counted(inForce.length, 'Urgent Notification', 'Urgent Notifications')} in force`,
        from: inForce.map(one => one.reference),
      }
}

/** Stages at which an Urgent Notification is not in force: it is not sent yet, or has ended, sent or not. */
export const urgentIsOver: readonly string[] = ['preparing', 'ended']

/** A judgement of each item that was followed up: how many of each there were. */
const progress = { none: 1, insufficient: 2 / 3, reasonable: 1 / 3, good: 0 } as const

const lastReview: Weigh = ({ facts }) => {
  const newest = facts.reviews?.find(one => judged(one) > 0)
  if (!newest) return { share: 0, because: 'No review of progress is recorded here' }
  const names = Object.keys(progress) as (keyof typeof progress)[]
  const short = names.reduce((sum, name) => sum + progress[name] * of(newest, name), 0)
  const behind = of(newest, 'none') + of(newest, 'insufficient')
  return {
    share: short / judged(newest),
    because: `Last review of progress: ${behind} of ${judged(newest)} with insufficient progress or none`,
    from: [newest.reference],
  }
}
const of = ({ facts }: Seen, name: string): number => Math.max(0, Number(facts[name]) || 0)
const judged = (seen: Seen) => Object.keys(progress).reduce((sum, name) => sum + of(seen, name), 0)

export const leadershipLevels = {
  '4': 'Strong',
  '3': 'Sound',
  '2': 'Of concern',
  '1': 'Of serious concern',
} as const

const leadership: Weigh = ({ facts }) => {
  const newest = facts.leadership?.find(one => from1to4(one.facts.level) !== undefined)
  const level = from1to4(newest?.facts.level)
  if (!newest || level === undefined) return { because: 'Leadership has not been judged' }
  const on = typeof newest.facts.judged === 'string' ? findDay(newest.facts.judged) : undefined
  return {
    share: shortOf(level),
    because: `Leadership: ${leadershipLevels[String(level) as keyof typeof leadershipLevels].toLowerCase()}${on ? `, as judged on ${formatDay(on)}` : ''}`,
    from: [newest.reference],
  }
}

/** The factors, with our usual weights: 100 points in all. */
export const factors = {
  time: { label: 'Time since the last inspection', clause: 'HH-6c', usual: 30 },
  scores: { label: 'Last scores of the healthy prison tests', clause: 'HH-6c', usual: 30 },
  intelligence: { label: 'Intelligence and shared information', clause: 'HH-6c', usual: 10 },
  sanctions: { label: 'Allegations of sanctions', clause: 'HH-6c', usual: 10 },
  urgent: { label: 'Urgent Notification in force', clause: 'HH-36', usual: 10 },
  reviews: { label: 'Last review of progress', clause: 'HH-6c', usual: 5 },
  leadership: { label: 'Leadership', clause: 'HH-6c', usual: 5 },
} as const satisfies Readonly<Record<string, Factor>>

export type FactorName = keyof typeof factors
const factorNames = Object.keys(factors) as FactorName[]

const weighs: Readonly<Record<FactorName, Weigh>> = {
  time: sinceLast,
  scores: lastScores,
  intelligence: upTo(
    'intelligence',
    5,
    'item of information or urgent concern',
    'items of information or urgent concerns',
  ),
  sanctions: upTo('sanctions', 3, 'allegation of a sanction', 'allegations of sanctions'),
  urgent: urgentInForce,
  reviews: lastReview,
  leadership,
}

/** Ours too: from half of all points the risk is high, from a quarter it is medium. */
export const bands = {
  high: { label: 'High', from: 0.5 },
  medium: { label: 'Medium', from: 0.25 },
  low: { label: 'Low', from: 0 },
  unknown: { label: 'Too little recorded', from: 0 },
} as const satisfies Programme['bands']

/** A risk is low only where it is known when the place was last inspected, and what was found. */
const bandOf = (points: number, most: number, isKnown: boolean): keyof typeof bands => {
  const share = most > 0 ? points / most : 0
  return share >= bands.high.from ? 'high' : share >= bands.medium.from ? 'medium' : isKnown ? 'low' : 'unknown'
}

/** Every factor's points and why, and what they come to: whole points, so that they add up as they stand. */
export function risk(known: Known, weights: Weights, on: Day): Risk {
  const weighed = Object.fromEntries(factorNames.map(name => [name, weighs[name](known, on)])) as Record<
    FactorName,
    Weighed
  >
  const reasons = factorNames.map((factor): Reason => {
    const most = weights[factor] ?? factors[factor].usual
    const { share = 0, because, from = [] } = weighed[factor]
    return { factor, points: Math.round(most * share), most, because, from }
  })
  const points = reasons.reduce((sum, one) => sum + one.points, 0)
  const most = reasons.reduce((sum, one) => sum + one.most, 0)
  const isKnown = weighed.time.share !== undefined && weighed.scores.share !== undefined
  return { points, most, band: bandOf(points, most, isKnown), reasons }
}
