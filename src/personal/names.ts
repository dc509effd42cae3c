import type { Claim } from './claim.ts'
import { makesThing } from './known.ts'
import { ordinary, Sense } from './lexicon.ts'
import { afterBlank, Gap, has, Look, opens, type Reading } from './reading.ts'

/** A name has no more words than this. */
const longest = 5

/**
 * What looks like a person's name. From the surest sign to the least: a title before it; a forename or a surname in it; two words
 * written with capitals that nothing explains; one such word beside a verb of saying. A name is told from a wing, a body, a month or a
 * heading by what is listed in `ordinary.ts`, by the places the system knows, and by what follows it.
 */
export function findNames(read: Reading, claim: Claim): void {
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index] || !isWord(read, index)) continue
    const found = titled(read, index) ?? initialled(read, index) ?? turned(read, index) ?? named(read, index)
    if (!found) continue
    claim(found.first, found.last, 'name', found.why)
    index = Math.max(index, found.last)
  }
}

interface Found {
  readonly first: number
  readonly last: number
  readonly why: string
}

const isWord = (read: Reading, index: number): boolean => !has(read.look[index]!, Look.digits)

const isCapital = (read: Reading, index: number): boolean => has(read.look[index]!, Look.capital)

/** Whether it is written as a name is, and is no word of another kind. */
function nameLike(read: Reading, index: number): boolean {
  if (index >= read.count || read.taken[index] || !isWord(read, index) || !isCapital(read, index)) return false
  const word = read.words[index]!
  return word.length > 1 && !has(read.look[index]!, Look.mixed) && !ordinary(word, read.sense[index]!)
}

/** Whether it may be part of a name that has begun: also a name that is a word too. */
function mayFollow(read: Reading, index: number): boolean {
  if (index >= read.count || read.taken[index] || !isWord(read, index) || !isCapital(read, index)) return false
  const bits = read.sense[index]!
  if (has(bits, Sense.forename | Sense.surname | Sense.alsoSurname | Sense.alsoForename))
    return !has(bits, Sense.binding)
  return nameLike(read, index)
}

/** The last word of a name that stands here: further words with capitals, with particles, hyphens and initials between. */
function extended(read: Reading, index: number): number {
  let last = index
  while (last - index < longest - 1 && last + 1 < read.count) {
    const next = last + 1
    const gap = read.gap[next]!
    if (gap !== Gap.space && gap !== Gap.hyphen && gap !== Gap.line) break
    if (gap === Gap.line && !has(read.sense[next]!, Sense.surname | Sense.alsoSurname)) break
    if (mayFollow(read, next) && !(read.place[next] && !read.place[last] && makesPlace(read, next))) {
      if (gap !== Gap.hyphen && makesThing(read, next) && !has(read.sense[next]!, Sense.alsoSurname)) break
      last = next
    } else if (has(read.sense[next]!, Sense.particle) && mayFollow(read, next + 1) && isClose(read, next + 1)) {
      last = next + 1
    } else if (isInitial(read, next) && (endsInDot(read, next) || mayFollow(read, next + 1))) {
      last = next
      if (
        endsInDot(read, next) &&
        mayFollow(read, next + 1) &&
        read.gap[next + 1] === Gap.dot &&
        afterBlank(read, next + 1)
      )
        if (has(read.sense[next + 1]!, Sense.surname | Sense.alsoSurname)) last = next + 1
    } else break
  }
  return last
}

const isClose = (read: Reading, index: number): boolean =>
  read.gap[index] === Gap.space || read.gap[index] === Gap.hyphen

const makesPlace = (read: Reading, index: number): boolean => index + 1 < read.count && read.place[index + 1] === 1

const isInitial = (read: Reading, index: number): boolean =>
  index < read.count &&
  isWord(read, index) &&
  isCapital(read, index) &&
  read.end[index]! - read.start[index]! === 1 &&
  read.words[index] !== 'i'

const endsInDot = (read: Reading, index: number): boolean => read.text.charCodeAt(read.end[index]!) === 46

// What the law and the churches call by title.
const notAfterTitle = new Set(
  'chancellor chief justice advocate mayor president speaker lieutenant friday who and or'.split(' '),
)
const plainTitles = new Set('mr mrs ms mx dr'.split(' '))
const shortRoles = new Set('so cm pc dc ds'.split(' '))

/** A name after a title ('Mr Khan', 'mrs o’neill') or an office ('Officer Khan'). */
function titled(read: Reading, index: number): Found | undefined {
  const bits = read.sense[index]!
  const word = read.words[index]!
  if (!has(bits, Sense.title | Sense.role)) return undefined
  let next = index + 1
  if (next >= read.count) return undefined
  const isTitle = has(bits, Sense.title)
  const gap = read.gap[next]!
  if (gap !== Gap.space && gap !== Gap.line && !(isTitle && gap === Gap.dot)) return undefined
  if (!isWord(read, next) || read.taken[next]) return undefined
  if (!isTitle && shortRoles.has(word) && !has(read.look[index]!, Look.upper)) return undefined
  // 'Mr J. Khan'; 'Mr A' stands for somebody and names nobody.
  while (isInitial(read, next) && next < index + 4) {
    if (next + 1 >= read.count || read.gap[next + 1] === Gap.end || !mayFollow(read, next + 1)) {
      if (!isInitial(read, next + 1)) return undefined
    }
    next++
  }
  if (next >= read.count || read.taken[next]) return undefined
  if (
    has(read.sense[next]!, Sense.particle) &&
    next + 1 < read.count &&
    isCapital(read, next + 1) &&
    isClose(read, next + 1)
  )
    next++
  const after = read.sense[next]!
  const known = has(after, Sense.forename | Sense.surname | Sense.alsoForename | Sense.alsoSurname)
  if (isTitle) {
    if (notAfterTitle.has(read.words[next]!) || read.words[next]!.length < 2) return undefined
    if (!isCapital(read, next)) {
      if (!plainTitles.has(word) || has(after, Sense.binding | Sense.thing)) return undefined
      if (ordinary(read.words[next]!, after) && (word === 'dr' || !has(after, Sense.alsoSurname))) return undefined
    } else if (plainTitles.has(word)) {
      if (has(after, Sense.binding) && !known) return undefined
    } else if (!isCapital(read, index) || (!known && ordinary(read.words[next]!, after))) return undefined
  } else {
    if (gap !== Gap.space || !isCapital(read, next)) return undefined
    if (read.place[next] && !has(after, Sense.surname | Sense.forename)) return undefined
    const sure = has(after, Sense.forename | Sense.surname)
    const doubtful =
      !sure && (ordinary(read.words[next]!, after) || (isCapital(read, index) && makesThingAfter(read, next)))
    if (doubtful && !(has(after, Sense.alsoSurname) && !has(after, Sense.usual | Sense.thing | Sense.binding)))
      return undefined
    if (!sure && has(read.look[next]!, Look.upper)) return undefined
    if (read.words[next]!.length < 3 && !sure) return undefined
  }
  const why = isTitle
    ? 'A title, and what looks like a name after it.'
    : 'An office or a standing, and what looks like a name after it.'
  return { first: index, last: extended(read, next), why }
}

const makesThingAfter = (read: Reading, index: number): boolean =>
  index + 1 < read.count && read.gap[index + 1] === Gap.space && makesThing(read, index + 1)

/** What a single capital stands after when it is no initial: 'C wing. Smith', 'Category B'. */
const lettered = new Set(
  'wing category cat annex unit block part schedule grade band vitamin hepatitis plan house landing side spur level class type'.split(
    ' ',
  ),
)

/** 'J. Smith', 'J K Smith', 'Smith, J.' */
function initialled(read: Reading, index: number): Found | undefined {
  if (!isInitial(read, index)) return undefined
  if (index > 0 && lettered.has(read.words[index - 1]!) && read.gap[index] === Gap.space) return undefined
  let next = index + 1
  while (
    next < read.count &&
    next < index + 3 &&
    isInitial(read, next) &&
    (read.gap[next] === Gap.dot || read.gap[next] === Gap.space)
  )
    next++
  if (next >= read.count || !mayFollow(read, next) || read.words[next]!.length < 3) return undefined
  const gap = read.gap[next]!
  if (gap !== Gap.dot && gap !== Gap.space) return undefined
  const bits = read.sense[next]!
  const surname = has(bits, Sense.surname)
  if (read.place[next] && !surname) return undefined
  if (makesThingAfter(read, next)) return undefined
  const dotted = gap === Gap.dot
  if (
    surname ||
    (dotted &&
      (nameLike(read, next) || (has(bits, Sense.alsoSurname) && !has(bits, Sense.thing | Sense.binding | Sense.month))))
  )
    return { first: index, last: extended(read, next), why: 'An initial and what looks like a surname.' }
  return undefined
}

/** 'Khan, Ahmed', 'WRONA, Zbigniew', 'KHAN Ahmed', 'Khan, A.' */
function turned(read: Reading, index: number): Found | undefined {
  if (!isCapital(read, index) || read.place[index]) return undefined
  const bits = read.sense[index]!
  const word = read.words[index]!
  let last = index
  if (index + 1 < read.count && read.gap[index + 1] === Gap.hyphen && mayFollow(read, index + 1)) last = index + 1
  const next = last + 1
  if (next >= read.count || !isCapital(read, next) || !isWord(read, next) || read.taken[next]) return undefined
  const gap = read.gap[next]!
  const upper = has(read.look[index]!, Look.upper)
  const likely = has(bits, Sense.surname) || (last > index && nameLike(read, last))
  const why = 'What looks like a surname and a forename, the surname first.'
  if (gap === Gap.comma) {
    if (isInitial(read, next))
      return (likely || (upper && word.length > 3 && nameLike(read, index))) && endsInDot(read, next)
        ? { first: index, last: next, why }
        : undefined
    if (read.place[next] || has(read.look[next]!, Look.upper)) return undefined
    const forename = has(read.sense[next]!, Sense.forename)
    const known = has(bits, Sense.surname | Sense.alsoSurname)
    const alsoKnown = has(bits, Sense.forename)
    if (
      forename &&
      (known || nameLike(read, index)) &&
      !alsoKnown &&
      !(opens(read, index) && !known && ordinary(word, bits))
    )
      return { first: index, last: extended(read, next), why }
    if (
      (likely || (word.length > 2 && nameLike(read, index))) &&
      !alsoKnown &&
      nameLike(read, next) &&
      !makesThingAfter(read, next)
    )
      return { first: index, last: extended(read, next), why }
  } else if (gap === Gap.space && upper && word.length > 2 && !has(read.look[next]!, Look.upper)) {
    const name = likely || nameLike(read, index)
    if (
      name &&
      (has(read.sense[next]!, Sense.forename) || (word.length > 3 && nameLike(read, next) && !makesThing(read, next)))
    )
      return { first: index, last: extended(read, next), why }
  }
  return undefined
}

/** A forename, a surname, or words with capitals that nothing else explains. */
function named(read: Reading, index: number): Found | undefined {
  const bits = read.sense[index]!
  const capital = isCapital(read, index)
  if (!capital) return small(read, index)
  if (read.words[index]!.length < 2) return undefined
  if (afterSaint(read, index)) return undefined
  const last = extended(read, index)
  const words = last - index + 1
  const thing = makesThingAfter(read, last) || (last > index && makesThing(read, last))
  const upper = has(read.look[index]!, Look.upper)
  const second = index + 1 <= last ? read.sense[index + 1]! : 0
  const surnameAfter =
    last > index && (has(read.sense[last]!, Sense.surname | Sense.alsoSurname) || has(second, Sense.surname))
  const inPlace = read.place[index] === 1
  if (has(bits, Sense.forename) && !(inPlace && last === index)) {
    if (thing)
      return surnameAfter && words > 1 && !makesThing(read, last) ? found(index, last, listedForename) : undefined
    // Three capitals may be an abbreviation.
    if (upper && words === 1 && read.words[index]!.length < 5) return undefined
    return found(index, last, listedForename)
  }
  if (inPlace && !has(bits, Sense.forename | Sense.surname)) return undefined
  if (thing || inPlace) return undefined
  if (has(bits, Sense.surname)) {
    if (upper && words === 1 && read.words[index]!.length < 5) return undefined
    return found(index, last, listedSurname)
  }
  const before = index > 0 && read.gap[index] === Gap.space ? read.sense[index - 1]! : 0
  const after = last + 1 < read.count && read.gap[last + 1] === Gap.space ? read.sense[last + 1]! : 0
  const afterSmall = last + 1 < read.count && !isCapital(read, last + 1)
  const spoke =
    (has(after, Sense.says) && afterSmall) ||
    (has(before, Sense.tells) && !isCapital(read, index - 1)) ||
    spokenTo(read, index)
  if (has(bits, Sense.alsoForename)) {
    const capitalised = words > 1 && !upper
    if (capitalised && has(read.sense[last]!, Sense.surname)) return found(index, last, listedForename)
    if (
      capitalised &&
      has(second, Sense.alsoSurname) &&
      !has(second, Sense.thing | Sense.month | Sense.usual) &&
      !has(bits, Sense.thing | Sense.month | Sense.usual | Sense.binding)
    )
      return found(index, last, listedForename)
    if (capitalised && !opens(read, index) && nameLike(read, index + 1)) return found(index, last, listedForename)
    if (
      spoke &&
      !has(bits, Sense.binding | Sense.month | Sense.thing) &&
      (!opens(read, index) || has(after, Sense.says)) &&
      !upper
    )
      return found(index, last, besideSaying)
    // 'Jack was hit': a forename first, and something else seldom.
    const doubtful = has(bits, Sense.binding | Sense.month | Sense.thing | Sense.usual | Sense.maybeStreet)
    if (upper || doubtful || !afterSmall || !singular.has(read.words[last + 1]!)) return undefined
    return commonHere(read, index) ? undefined : found(index, last, ofOne)
  }
  if (upper || !nameLike(read, index)) {
    if (
      !upper &&
      has(bits, Sense.alsoSurname) &&
      spoke &&
      !opens(read, index) &&
      !has(bits, Sense.thing | Sense.usual | Sense.binding | Sense.month)
    )
      return found(index, last, besideSaying)
    return undefined
  }
  if (read.words[index]!.length < 3) return undefined
  if (words > 1 && !has(read.look[last]!, Look.upper) && !commonHere(read, index))
    return found(index, last, 'Words written with capitals that look like a name.')
  if (spoke && !commonHere(read, index)) return found(index, last, besideSaying)
  const alone = standsAlone(read, index, last)
  return alone ? found(index, last, alone) : undefined
}

/** Why a word with a capital may be a name though nothing beside it says so; nothing when it need not be one. */
function standsAlone(read: Reading, index: number, last: number): string | undefined {
  if (commonHere(read, index)) return undefined
  if (opens(read, index) || read.gap[index] !== Gap.space) {
    // 'Thandiwe was left in the shower': of one, not of many.
    const next = last + 1
    return next < read.count && !isCapital(read, next) && singular.has(read.words[next]!) ? ofOne : undefined
  }
  return mid(read, index - 1) && !placing.has(read.words[index - 1]!) && !inHeading(read, index)
    ? unexplained
    : undefined
}

const listedForename = 'A forename.'
const listedSurname = 'A surname.'
const besideSaying = 'A word with a capital beside a verb such as “said” or “told”: it looks like a name.'

const ofOne = 'A word with a capital of which something is said as of one person.'
const unexplained = 'A word with a capital in mid-sentence that nothing else explains.'

const weekdays = new Set('monday tuesday wednesday thursday friday saturday sunday'.split(' '))

/** Whether a capital after this word says something: 'that', 'Because' at a sentence's beginning, 'On Friday'. */
const mid = (read: Reading, index: number): boolean =>
  !isCapital(read, index) ||
  weekdays.has(read.words[index]!) ||
  (opens(read, index) && has(read.sense[index]!, Sense.binding))

/** What is said of one person. */
const singular = new Set('was saw has had is claims wants wanted went came got lost witnessed gave took did'.split(' '))

/** Before a word with a capital these tell of a place or a thing. */
const placing = new Set(
  'in at from near to into of the a an for by on via through around outside within between under using any no per or this these'.split(
    ' ',
  ),
)

/** Whether the line is written with capitals throughout, as headings are. */
function inHeading(read: Reading, index: number): boolean {
  let capitals = 0
  for (let at = index; at >= 0 && at > index - 10; at--) {
    if (!isCapital(read, at) && read.words[at]!.length > 3) return false
    if (at < index && isCapital(read, at)) capitals++
    if (read.gap[at] === Gap.end || read.gap[at] === Gap.line) break
  }
  for (let at = index + 1; at < read.count && at < index + 10; at++) {
    if (read.gap[at] === Gap.end || read.gap[at] === Gap.line) break
    if (!isCapital(read, at) && read.words[at]!.length > 3) return false
  }
  return capitals > 0
}

const found = (first: number, last: number, why: string): Found => ({ first, last, why })

const afterSaint = (read: Reading, index: number): boolean =>
  index > 0 && (read.words[index - 1] === 'st' || read.words[index - 1] === 'saint') && isCapital(read, index - 1)

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** After one of these and its preposition, a capital is a person's. */
const beforePreposition: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'to',
    words(
      'spoke according spoken talked speaking happened wrote listened belongs belonging related married apologised close replied',
    ),
  ],
  ['with', words('spoke spoken shares shared sharing interview meeting met fought talked cell')],
  [
    'by',
    words(
      'assaulted attacked threatened punched bullied written signed told made completed sent taken raised reported brought witnessed',
    ),
  ],
  [
    'of',
    words(
      'mother father wife husband brother sister son daughter partner family friend cousin uncle aunt death behalf name treatment restraint account care solicitor named cellmate',
    ),
  ],
  ['from', words('letter letters heard complaint call calls statement email message note came application')],
  ['about', words('letter complaint wrote call spoke concerns worried asked heard statement')],
])

/** 'spoke to Zbigniew', 'according to Zbigniew', 'a man called Zbigniew'. */
function spokenTo(read: Reading, index: number): boolean {
  if (index < 2 || read.gap[index] !== Gap.space) return false
  const [verb, preposition] = [read.words[index - 2]!, read.words[index - 1]!]
  return beforePreposition.get(preposition)?.has(verb) === true
}

/** Names without capitals: a forename and a surname, or a forename beside a verb of saying. */
function small(read: Reading, index: number): Found | undefined {
  const bits = read.sense[index]!
  if (!has(bits, Sense.forename) || read.words[index]!.length < 3) return undefined
  const next = index + 1
  const close = next < read.count && read.gap[next] === Gap.space
  if (close && has(read.sense[next]!, Sense.surname) && !read.taken[next]) return found(index, next, listedForename)
  const after = close ? read.sense[next]! : 0
  const before = index > 0 && read.gap[index] === Gap.space ? read.sense[index - 1]! : 0
  if (has(after, Sense.says) || has(before, Sense.tells) || spokenTo(read, index))
    return found(index, index, besideSaying)
  return undefined
}

/** Whether the text writes it small elsewhere: then the capital says nothing. */
const commonHere = (read: Reading, index: number): boolean => read.small.has(read.words[index]!)
