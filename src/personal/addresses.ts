import type { Claim } from './claim.ts'
import { Gap, has, Look, type Reading } from './reading.ts'
import { Sense } from './lexicon.ts'

/** E-mail addresses, also those written so as not to look like one: 'name (at) place dot org'. */
export function findMail(read: Reading, claim: Claim): void {
  for (let index = 1; index < read.count; index++) {
    let first = -1
    let last = -1
    if (read.words[index] === 'at' && index + 1 < read.count && (bracketed(read, index) || spelt(read, index))) {
      first = index - 1
      last = index + 1
    } else if (at(read, index)) {
      first = index - 1
      last = index
    } else continue
    // The part before goes on over dots and the like, and so does the part after.
    while (first > 0 && first > index - 12)
      if (inAddress(read.text, read.end[first - 1]!, read.start[first]!)) first--
      else if (first > 1 && read.words[first - 1] === 'dot' && near(read, first - 1)) first -= 2
      else break
    let dots = 0
    while (last + 1 < read.count && last < index + 12) {
      const next = last + 1
      if (inAddress(read.text, read.end[last]!, read.start[next]!)) {
        if (read.gap[next] === Gap.dot) dots++
        last = next
      } else if (next + 1 < read.count && read.words[next] === 'dot' && near(read, next) && near(read, next + 1)) {
        dots++
        last = next + 1
      } else break
    }
    if (dots === 0) continue
    claim(first, last, 'e-mail address', 'This has the form of an e-mail address.')
    index = last
  }
}

const at = (read: Reading, index: number): boolean => {
  const from = read.end[index - 1]!
  const to = read.start[index]!
  if (to - from > 3) return false
  for (let place = from; place < to; place++) if (read.text.charCodeAt(place) === 64) return true
  return false
}

const ends = new Set('com org net uk co gov info me'.split(' '))

/** 'at example dot com' */
const spelt = (read: Reading, index: number): boolean =>
  index + 3 < read.count && read.words[index + 2] === 'dot' && ends.has(read.words[index + 3]!)

const near = (read: Reading, index: number): boolean => read.start[index]! - read.end[index - 1]! <= 2

const bracketed = (read: Reading, index: number): boolean => {
  const before = read.text.charCodeAt(read.start[index]! - 1)
  const after = read.text.charCodeAt(read.end[index]!)
  return (before === 40 && after === 41) || (before === 91 && after === 93)
}

function inAddress(text: string, from: number, to: number): boolean {
  if (to - from < 1 || to - from > 2) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code !== 46 && code !== 45 && code !== 95 && code !== 43 && code !== 39 && code !== 37) return false
  }
  return true
}

const areas = new Set(
  `ab al b ba bb bd bf bh bl bn br bs bt bx ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr
  hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl
  sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze`
    .split(/\s+/)
    .filter(Boolean),
)

const outward = /^([a-z]{1,2})\d[a-z\d]?$/
const inward = /^\d[abd-hjlnp-uw-z]{2}$/
const together = /^([a-z]{1,2})\d[a-z\d]?\d[abd-hjlnp-uw-z]{2}$/
/** '2nd', '3rd', '4th', '2hr': they end like a postcode. */
const counting = /^(?:1st|2nd|3rd|\dth|\dhr|\dft|\dlb)$/

const counts = (read: Reading, index: number): boolean =>
  counting.test(read.words[index]!) && read.text.charCodeAt(read.end[index]! - 1) > 96

/** How far back from a postcode the rest of its address may begin, in words. */
const reach = 9

/** Postal addresses: a number and a street, a post-office box, a postcode with whatever stands before it. */
export function findAddresses(read: Reading, claim: Claim): void {
  const streets = new Map<number, number>()
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index]) continue
    const street = streetAt(read, index)
    if (street !== undefined) {
      streets.set(index, street)
      let last = street
      const code = postcodeAfter(read, street)
      if (code !== undefined) last = code
      claim(index, last, 'postal address', 'A number and the name of a street: a postal address.')
      index = last
      continue
    }
    const code = postcodeAt(read, index)
    if (code !== undefined) {
      claim(index, code, 'postal address', 'This has the form of a postcode.')
      index = code
    }
  }
}

/** The last word of a postcode that begins here. */
function postcodeAt(read: Reading, index: number): number | undefined {
  if (!has(read.look[index]!, Look.digits)) return undefined
  const word = read.words[index]!
  if (word.length < 2 || word.length > 7) return undefined
  const next = index + 1
  if (word.length <= 4 && next < read.count && read.words[next]!.length === 3) {
    const gap = read.gap[next]!
    const area = outward.exec(word)?.[1]
    if (area && areas.has(area) && inward.test(read.words[next]!) && !counts(read, next))
      if ((gap === Gap.space && read.start[next]! - read.end[index]! <= 2) || gap === Gap.hyphen) return next
  }
  const area = together.exec(word)?.[1]
  if (!area || !areas.has(area) || !read.look[index]) return undefined
  // All small and in one word it could be any code: let a capital or its length speak for it.
  return has(read.look[index]!, Look.capital) || word.length >= 6 ? index : undefined
}

/** A postcode that goes with the street that ends here: the town and the county stand between. */
function postcodeAfter(read: Reading, last: number): number | undefined {
  for (let index = last + 1; index < read.count && index <= last + reach; index++) {
    if (read.gap[index] === Gap.end) return undefined
    const code = postcodeAt(read, index)
    if (code !== undefined) return code
    const capital = has(read.look[index]!, Look.capital)
    if (!capital && !['on', 'upon', 'le', 'in', 'the', 'under', 'by', 'of'].includes(read.words[index]!))
      return undefined
  }
  return undefined
}

const houses = new Set('flat apartment apt house'.split(' '))
const boxes = new Set('box'.split(' '))

/** The last word of 'Flat 3, 12 Acacia Avenue', '12a acacia avenue' or 'PO Box 123' that begins here. */
function streetAt(read: Reading, index: number): number | undefined {
  const word = read.words[index]!
  if (word === 'po' && index + 2 < read.count && boxes.has(read.words[index + 1]!))
    return has(read.look[index + 2]!, Look.digits) ? index + 2 : undefined
  if (houses.has(word) && index + 3 < read.count && isHouse(read.words[index + 1]!)) {
    const rest = streetFrom(read, index + 2)
    if (rest !== undefined) return rest
  }
  if (!isHouse(word)) return streetTold(read, index)
  return streetFrom(read, index)
}

const isHouse = (word: string): boolean => word.length <= 5 && /^\d{1,4}[a-h]?$/.test(word)

/** The last word of 'Acacia Avenue', where the number or the name that begins it stands here. */
function streetFrom(read: Reading, index: number): number | undefined {
  if (!isHouse(read.words[index]!)) return undefined
  for (let at = index + 1; at < read.count && at <= index + 4; at++) {
    const gap = read.gap[at]!
    if (gap !== Gap.space && !(at === index + 1 && gap === Gap.comma) && gap !== Gap.hyphen) return undefined
    const bits = read.sense[at]!
    const capital = has(read.look[at]!, Look.capital)
    if (at > index + 1 && has(bits, Sense.street | Sense.maybeStreet)) {
      const middle = range(index + 1, at)
      const named = middle.every(
        part => has(read.look[part]!, Look.capital) || ['the', 'of', 's'].includes(read.words[part]!),
      )
      if (named && capital) return at
      // In small letters only where it can hardly be anything else.
      if (
        has(bits, Sense.street) &&
        !capital &&
        middle.every(part => !has(read.sense[part]!, Sense.binding | Sense.usual))
      )
        return at
    }
    if (has(read.look[at]!, Look.digits)) return undefined
    if (has(bits, Sense.binding) && read.words[at] !== 'the' && read.words[at] !== 'of') return undefined
  }
  return undefined
}

const living = new Set('lives lived living live address resident resides home house flat family'.split(' '))

/** 'lives on Acacia Avenue': a street without a number, where somebody is said to live. */
function streetTold(read: Reading, index: number): number | undefined {
  if (!has(read.look[index]!, Look.capital) || index < 2) return undefined
  const preposition = read.words[index - 1]!
  if (!['on', 'in', 'at', 'is', 'of'].includes(preposition)) return undefined
  if (!living.has(read.words[index - 2]!) && !(index > 2 && living.has(read.words[index - 3]!))) return undefined
  for (let at = index + 1; at < read.count && at <= index + 2; at++) {
    if (read.gap[at] !== Gap.space || !has(read.look[at]!, Look.capital)) return undefined
    if (has(read.sense[at]!, Sense.street)) return at
  }
  return undefined
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, offset) => from + offset)
