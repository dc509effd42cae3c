import type { Claim } from './claim.ts'
import { Gap, has, Look, type Reading } from './reading.ts'
import { Sense } from './lexicon.ts'

const place = /^[a-z]{1,2}\d{1,2}$/
const letters = /^[a-z]{1,2}$/
const few = /^\d{1,3}$/
/** The last of a code, which may say which bed: 'C4-05R'. */
const lastFew = /^(?:\d{1,3}|\d{2,3}[a-z])$/
const padded = /^0\d{1,2}$/
const quarter = /^q[1-4]$/
const cellNumber = /^(?:[a-z]{0,2}\d{1,3}[a-z]?)$/

/** What a number counts after the word 'cell': hours in it, men to it. */
const counted = new Set(
  `form forms hour hours hr hrs minute minutes min mins day days week weeks month months year years per percent men man women prisoner prisoners people
  person time times out complaints of bells searches more fewer pm am residents detainees adults boys each`
    .split(/\s+/)
    .filter(Boolean),
)

/** And what those who live in one call it. */
const cells = new Set(['cell', 'pad'])

const wings = new Set('wing houseblock unit landing spur block house side'.split(' '))

/**
 * Where somebody sleeps: 'A1-23', 'B-3-12', 'C2/14', 'cell 4 on C wing'. A wing or a landing by itself is no finding: hundreds live
 * on it.
 */
export function findCells(read: Reading, claim: Claim): void {
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index]) continue
    const digits = has(read.look[index]!, Look.digits)
    if (!digits && !has(read.sense[index]!, Sense.lodging) && read.words[index]!.length !== 1) continue
    const last = coded(read, index)
    if (last !== undefined) {
      const first = wordBefore(read, index)
      claim(first, last, 'cell location', 'This has the form of a cell’s location: wing, landing and cell.')
      index = last
      continue
    }
    const word = read.words[index]!
    if (cells.has(word) || ((word === 'room' || word === 'bed') && wingNear(read, index))) {
      const end = numbered(read, index)
      if (end !== undefined) {
        claim(index, end, 'cell location', 'The number of a cell or a room.')
        index = end
      }
    } else if (wings.has(word)) {
      const end = afterWing(read, index)
      if (end !== undefined) {
        const first =
          index > 0 && read.words[index - 1]!.length === 1 && read.gap[index] === Gap.space ? index - 1 : index
        claim(first, end, 'cell location', 'The number of a cell on a wing.')
        index = end
      }
    }
  }
}

const tight = (read: Reading, index: number): boolean =>
  index < read.count &&
  (read.gap[index] === Gap.hyphen || (read.gap[index] === Gap.slash && read.start[index]! - read.end[index - 1]! === 1))

/** The last word of 'A1-23', 'B-3-12' or 'HB2-1-014' that begins here. */
function coded(read: Reading, index: number): number | undefined {
  const word = read.words[index]!
  if (word.length > 4 || !has(read.look[index]!, Look.letters)) return undefined
  if (spaced(read, index)) return index + 1
  if (!tight(read, index + 1)) return undefined
  // In the middle of a longer code, it isn't ours.
  if (index > 0 && tight(read, index)) return undefined
  const second = read.words[index + 1]!
  if (!lastFew.test(second)) return undefined
  const capital = has(read.look[index]!, Look.capital)
  const three = tight(read, index + 2) && few.test(read.words[index + 2]!)
  let last: number | undefined
  if (place.test(word)) last = three ? index + 2 : second.length >= 2 || capital ? index + 1 : undefined
  else if (letters.test(word) && word.length === 1 && three) last = index + 2
  if (last === undefined || tight(read, last + 1)) return undefined
  if (quarter.test(word) && last === index + 1) return undefined
  if (!capital && !saidCell(read, index)) return three ? last : undefined
  return last
}

/** 'E2 07': a number begun with a nought counts nothing. */
const spaced = (read: Reading, index: number): boolean =>
  place.test(read.words[index]!) &&
  !quarter.test(read.words[index]!) &&
  has(read.look[index]!, Look.capital) &&
  index + 1 < read.count &&
  read.gap[index + 1] === Gap.space &&
  padded.test(read.words[index + 1]!) &&
  !tight(read, index + 2)

const saidCell = (read: Reading, index: number): boolean => {
  for (let at = index - 1; at >= 0 && at >= index - 4; at--)
    if (cells.has(read.words[at]!) || read.words[at] === 'located') return true
  return false
}

/** Takes the word 'cell' just before with it. */
const wordBefore = (read: Reading, index: number): number =>
  index > 0 && cells.has(read.words[index - 1]!) && !read.taken[index - 1] ? index - 1 : index

/** The last word of 'cell 4 on C wing', 'cell number 12', 'cell B2-14' that begins with 'cell'. */
function numbered(read: Reading, index: number): number | undefined {
  let at = index + 1
  if (at < read.count && ['number', 'no', 'location'].includes(read.words[at]!)) at++
  const apart = lettered(read, at)
  if (apart !== undefined) return apart
  if (at >= read.count || (read.gap[at]! > Gap.hyphen && !afterColon(read, at)) || !has(read.look[at]!, Look.digits))
    return undefined
  if (read.gap[at] === Gap.comma || (read.gap[at] === Gap.dot && at === index + 1)) return undefined
  if (!cellNumber.test(read.words[at]!)) return undefined
  let last = at
  if (tight(read, at + 1) && cellNumber.test(read.words[at + 1]!)) last = at + 1
  const next = last + 1
  if (next < read.count && read.gap[next] === Gap.space && counted.has(read.words[next]!) && !onWing(read, next))
    return undefined
  return onWing(read, next) ?? last
}

/** The last word of 'B 2 14', a wing, a landing and a cell written apart, that begins here. */
function lettered(read: Reading, index: number): number | undefined {
  if (index + 2 >= read.count || !/^[a-z]$/.test(read.words[index]!)) return undefined
  const isApart = (at: number) => read.gap[at] === Gap.space && few.test(read.words[at]!)
  return read.gap[index] === Gap.space && isApart(index + 1) && isApart(index + 2) ? index + 2 : undefined
}

/** 'Cell: 14', as on a form. */
const afterColon = (read: Reading, index: number): boolean =>
  read.gap[index] === Gap.other && /^\s*:\s*$/.test(read.text.slice(read.end[index - 1], read.start[index]))

/** The last word of 'on C wing', 'in A wing', 'C wing' that begins here. */
function onWing(read: Reading, index: number): number | undefined {
  let at = index
  if (at < read.count && ['on', 'in', 'of'].includes(read.words[at]!)) at++
  if (at + 1 >= read.count || read.gap[at] === Gap.end) return undefined
  if (read.words[at]!.length <= 2 && wings.has(read.words[at + 1]!) && !has(read.sense[at]!, Sense.binding))
    return at + 1
  if (has(read.look[at]!, Look.capital) && wings.has(read.words[at + 1]!)) return at + 1
  return undefined
}

const wingNear = (read: Reading, index: number): boolean => {
  for (let at = Math.max(0, index - 3); at < read.count && at <= index + 5; at++)
    if (at !== index && wings.has(read.words[at]!)) return true
  return false
}

/** The last word of '4-12' or 'cell 12' after 'C wing'. */
function afterWing(read: Reading, index: number): number | undefined {
  let at = index + 1
  if (at >= read.count || read.gap[at] === Gap.end) return undefined
  if (cells.has(read.words[at]!) || read.words[at] === 'room') return numbered(read, at)
  // 'House block 3, 2-11': its own number comes first.
  if (few.test(read.words[at]!) && read.gap[at + 1] === Gap.comma && !tight(read, at + 1)) at++
  if (at >= read.count) return undefined
  if (few.test(read.words[at]!) && tight(read, at + 1) && few.test(read.words[at + 1]!) && !tight(read, at + 2)) {
    // '2022-23' and '10-12 prisoners' count something else.
    const next = at + 2
    if (next < read.count && read.gap[next] === Gap.space && counted.has(read.words[next]!)) return undefined
    return at + 1
  }
  return undefined
}
