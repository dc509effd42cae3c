import type { Day } from '../calendar/day.ts'
import type { Claim } from './claim.ts'
import { afterBlank, Gap, has, Look, type Reading } from './reading.ts'
import { Sense } from './lexicon.ts'

/**
 * Nobody is held below the age of ten, so a full date further back than this may be a birthday. What happened this week, last
 * year or at the last inspection is nearer.
 */
const yearsPast = 10

const birth = new Set('born birth dob birthday birthdate aged age yob'.split(' '))

interface Written {
  readonly last: number
  /** Of four digits, when it has one. */
  readonly year?: number
  readonly full: boolean
  /** It may be the number of a section: '1.2.10'. */
  readonly doubtful?: boolean
}

const numberOf = (word: string): number => {
  if (word.length > 4) return -1
  let value = 0
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    if (code < 48 || code > 57) {
      const ending = word.slice(at)
      return at > 0 && (ending === 'st' || ending === 'nd' || ending === 'rd' || ending === 'th') ? value : -1
    }
    value = value * 10 + code - 48
  }
  return word.length ? value : -1
}

const plainNumber = (word: string): number => (/^\d{1,4}$/.test(word) ? Number(word) : -1)

/** Dates of birth: a date beside a word such as born or DOB, or a full date further back than ten years. */
export function findBirths(read: Reading, today: Day, claim: Claim): void {
  const thisYear = Number(today.slice(0, 4))
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index]) continue
    const digits = has(read.look[index]!, Look.digits)
    if (!digits && !has(read.sense[index]!, Sense.month)) continue
    const date = written(read, index, thisYear)
    if (date) {
      const told = birthBefore(read, index)
      const long = date.full && date.year !== undefined && date.year < thisYear - yearsPast
      if (told || (date.full && birthAfter(read, date.last)))
        claim(index, date.last, 'date of birth', 'A date beside a word such as “born”: a date of birth.')
      else if (long && !date.doubtful && !eventNear(read, index))
        claim(index, date.last, 'date of birth', 'A full date more than ten years ago: it may be a date of birth.')
      index = date.last
      continue
    }
    // 'born in 1985'
    const year = digits ? plainNumber(read.words[index]!) : -1
    if (year > 1900 && year <= thisYear && bornBefore(read, index))
      claim(index, index, 'date of birth', 'A year after a word such as “born”: a year of birth.')
  }
}

/** The date that begins with this word. */
function written(read: Reading, index: number, thisYear: number): Written | undefined {
  const word = (at: number) => (at < read.count ? read.words[at]! : '')
  const first = numberOf(word(index))
  const joined = (at: number) =>
    at < read.count && read.start[at]! - read.end[at - 1]! <= 3 && read.gap[at]! <= Gap.slash
  const monthAt = (at: number) => at < read.count && has(read.sense[at]!, Sense.month) && joined(at)
  // '12 March 1985', '12th of March, 1985'
  if (first >= 1 && first <= 31) {
    let at = index + 1
    if (word(at) === 'of' && joined(at)) at++
    if (monthAt(at)) {
      const year = joined(at + 1) ? yearOf(word(at + 1), thisYear) : undefined
      return year === undefined ? { last: at, full: false } : { last: at + 1, year, full: true }
    }
  }
  // 'March 12, 1985', 'March 1985'
  if (has(read.sense[index]!, Sense.month)) {
    if (!joined(index + 1)) return undefined
    const next = numberOf(word(index + 1))
    if (next >= 1 && next <= 31 && joined(index + 2)) {
      const year = yearOf(word(index + 2), 0)
      if (year !== undefined) return { last: index + 2, year, full: true }
    }
    const year = word(index + 1).length === 4 ? yearOf(word(index + 1), 0) : undefined
    return year === undefined ? undefined : { last: index + 1, year, full: false }
  }
  // '12/03/1985', '12.3.85', '1985-03-12'
  const gap = index + 2 < read.count ? read.gap[index + 1]! : -1
  if (gap !== Gap.slash && gap !== Gap.hyphen && gap !== Gap.dot && gap !== Gap.space) return undefined
  if (!joined(index + 1) || !joined(index + 2) || read.gap[index + 2] !== gap) return undefined
  const [a, b, c] = [plainNumber(word(index)), plainNumber(word(index + 1)), plainNumber(word(index + 2))]
  if (a < 0 || b < 0 || c < 0) return undefined
  if (word(index).length === 4 && b >= 1 && b <= 12 && c >= 1 && c <= 31 && a > 1900 && a < 2100)
    return { last: index + 2, year: a, full: true }
  const dayAndMonth = (a >= 1 && a <= 31 && b >= 1 && b <= 12) || (b >= 1 && b <= 31 && a >= 1 && a <= 12)
  if (!dayAndMonth || word(index).length > 2 || word(index + 1).length > 2) return undefined
  const length = word(index + 2).length
  if (length !== 4 && (length !== 2 || gap === Gap.space)) return undefined
  const doubtful = gap === Gap.dot && length === 2 && word(index).length + word(index + 1).length < 3
  const year = yearOf(word(index + 2), thisYear)
  return year === undefined ? undefined : { last: index + 2, year, full: true, doubtful }
}

/** A year of four digits, or of two: then the latest that is not to come. */
function yearOf(word: string, thisYear: number): number | undefined {
  const year = plainNumber(word.startsWith("'") ? word.slice(1) : word)
  if (word.length === 4 && year > 1900 && year < 2100) return year
  if (word.length !== 2 || year < 0 || thisYear === 0) return undefined
  const century = Math.floor(thisYear / 100) * 100
  return century + year <= thisYear + 5 ? century + year : century - 100 + year
}

const before = 5

function birthBefore(read: Reading, index: number): boolean {
  for (let at = index - 1; at >= 0 && at >= index - before; at--) {
    // 'D.O.B.' is three words.
    if (birth.has(read.words[at]!))
      return read.words[at] !== 'age' && read.words[at] !== 'aged' ? true : at === index - 1
    if (read.words[at] === 'b' && at >= 2 && read.words[at - 1] === 'o' && read.words[at - 2] === 'd') return true
    if (read.words[at] === 'b' && at === index - 1 && read.gap[index] === Gap.dot) return true
    if (read.gap[at + 1] === Gap.end && at < index - 1) return false
  }
  return false
}

function bornBefore(read: Reading, index: number): boolean {
  for (let at = index - 1; at >= 0 && at >= index - 3; at--)
    if (['born', 'birth', 'dob', 'yob'].includes(read.words[at]!)) return true
  return false
}

function birthAfter(read: Reading, last: number): boolean {
  for (let at = last + 1; at < read.count && at <= last + 3; at++) {
    if (sentenceEnds(read, at)) return false
    if (['dob', 'birth', 'birthday', 'birthdate', 'born'].includes(read.words[at]!)) return true
  }
  return false
}

/** Whether a word just before says what else the date is of. */
function eventNear(read: Reading, index: number): boolean {
  for (let at = index - 1; at >= 0 && at >= index - 4; at--) {
    if (has(read.sense[at]!, Sense.event)) return true
    if (sentenceEnds(read, at)) return false
  }
  return false
}

const sentenceEnds = (read: Reading, index: number): boolean =>
  read.gap[index] === Gap.end || (read.gap[index] === Gap.dot && afterBlank(read, index))
