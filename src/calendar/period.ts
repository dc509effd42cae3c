/**
 * A length of time as an agreement states it, or an end it names. It is data: it says nothing about when it starts
 * or whom it binds. `due.ts` reckons with it.
 */
export type Period = Length | End

/** So many of a unit. A count below nought runs backwards, to a day before: 'five working days before publication'. */
export type Length = { readonly count: number; readonly unit: Unit }

/** Working days, days, weeks, months, quarters, years. */
export type Unit = 'WD' | 'D' | 'W' | 'M' | 'Q' | 'Y'

/** By the end of something that the day itself settles. A week ends, for this, on its last working day. */
export type End = { readonly endOf: EndOf }
export type EndOf = 'following week' | 'month' | 'quarter' | 'year' | 'business year'

/** Neither sooner than the one period nor later than the other: 'eight to twelve months after the inspection'. */
export type Window = { readonly opens: Period; readonly closes: Period }

// ---- how an agreement says it ----

export const workingDays = (count: number): Length => length(count, 'WD')
export const days = (count: number): Length => length(count, 'D')
/** Seven calendar days each. */
export const weeks = (count: number): Length => length(count, 'W')
/** To the same day of the month, or the month's last. */
export const months = (count: number): Length => length(count, 'M')
/** Three months each. `endOfQuarter` is the rule for 'in every quarter'. */
export const quarters = (count: number): Length => length(count, 'Q')
export const years = (count: number): Length => length(count, 'Y')

/** The same length, backwards: before(workingDays(5)). */
export const before = (period: Length): Length => length(-period.count, period.unit)

/** By the last working day of the week after. */
export const followingWeek: End = { endOf: 'following week' }
export const endOfMonth: End = { endOf: 'month' }
/** Quarters of the calendar year. */
export const endOfQuarter: End = { endOf: 'quarter' }
export const endOfYear: End = { endOf: 'year' }
/** By 31 March. */
export const endOfBusinessYear: End = { endOf: 'business year' }

export const between = (opens: Period, closes: Period): Window => ({ opens, closes })

const length = (count: number, unit: Unit): Length => {
  if (!Number.isInteger(count)) throw new RangeError(`A period is a whole number of ${unitNames[unit]}s, not ${count}`)
  return { count: count || 0, unit }
}

// ---- as a code ----

const lengthCode = /^(-?)P(\d{1,4})(WD|D|W|M|Q|Y)$/
const endCodes: Record<EndOf, string> = {
  'following week': 'END-OF-FOLLOWING-WEEK',
  month: 'END-OF-MONTH',
  quarter: 'END-OF-QUARTER',
  year: 'END-OF-YEAR',
  'business year': 'END-OF-BUSINESS-YEAR',
}
const ends = Object.keys(endCodes) as EndOf[]

/** After ISO 8601, with WD for working days and Q for quarters: P36WD, P8W, P3M, -P5WD. */
export const periodCode = (period: Period): string =>
  'endOf' in period ? endCodes[period.endOf] : `${period.count < 0 ? '-' : ''}P${Math.abs(period.count)}${period.unit}`

/** The period that a code such as P36WD or END-OF-QUARTER stands for, or undefined. Counts have up to four digits. */
export const findPeriod = (code: string): Period | undefined => {
  const end = ends.find(end => endCodes[end] === code)
  if (end) return { endOf: end }

  const [, sign, count, unit] = lengthCode.exec(code) ?? []
  return count === undefined ? undefined : length(sign ? -Number(count) : Number(count), unit as Unit)
}

/** As `findPeriod`, but throws a RangeError that shows how a period is written. */
export const period = (code: string): Period => {
  const found = findPeriod(code)
  if (!found) throw new RangeError(`'${code}' is not a period: write it as P36WD, P28D, P8W, P3M, P1Q or P5Y`)
  return found
}

// ---- in words ----

const unitNames: Record<Unit, string> = {
  WD: 'working day',
  D: 'day',
  W: 'week',
  M: 'month',
  Q: 'quarter',
  Y: 'year',
}

/** '36 working days', '1 month', 'the same day', '5 working days before', 'by the end of the quarter'. */
export const periodInWords = (period: Period): string => {
  if (isSameDay(period)) return 'the same day'
  if (!('endOf' in period)) return `${lengthInWords(period)}${period.count < 0 ? ' before' : ''}`
  return period.endOf === 'following week'
    ? 'by the last working day of the following week'
    : `by the end of the ${period.endOf}`
}

/** No days at all: what is due on the very day it begins. */
export const isSameDay = (period: Period): boolean => !('endOf' in period) && period.unit === 'D' && period.count === 0

/** '36 working days', whichever way they run. */
export const lengthInWords = ({ count, unit }: Length) =>
  `${Math.abs(count)} ${unitNames[unit]}${Math.abs(count) === 1 ? '' : 's'}`

/** The length that words like '6 years', '1 month' or '36 working days' stand for, or undefined: as `lengthInWords` says it. */
export const findLength = (words: string): Length | undefined => {
  const [, count, name = ''] = /^(\d{1,4}) ?([a-z ]+?)s?$/.exec(words.trim().toLowerCase()) ?? []
  const unit = (Object.keys(unitNames) as Unit[]).find(unit => unitNames[unit] === name)
  return count !== undefined && unit ? length(Number(count), unit) : undefined
}

/** '8 months to 12 months'. */
export const windowInWords = ({ opens, closes }: Window) => `${periodInWords(opens)} to ${periodInWords(closes)}`
