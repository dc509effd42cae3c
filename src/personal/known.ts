import type { Claim } from './claim.ts'
import type { Known } from './finding.ts'
import { folded } from './fold.ts'
import { ordinary, Sense, sense } from './lexicon.ts'
import { Gap, has, Look, type Reading } from './reading.ts'

/** The names the system knows, laid out to be met in one walk through a text. */
export interface Names {
  /** Families by the first word of their surname. */
  readonly families: ReadonlyMap<string, readonly Family[]>
  /** Places by their first word. */
  readonly places: ReadonlyMap<string, readonly (readonly string[])[]>
}

/** Everyone of one surname: looked up by forename, so that many of one name cost no more than one. */
export interface Family {
  /** One word or more. */
  readonly surname: readonly string[]
  readonly forenames: Set<string>
  readonly initials: Set<string>
}

const laidOut = new WeakMap<readonly string[], WeakMap<readonly string[], Names>>()

/** Lays out what is known; the same lists are laid out once. */
export function names(known: Known): Names {
  const before = laidOut.get(known.people)?.get(known.places)
  if (before) return before
  const families = new Map<string, Family[]>()
  for (const name of known.people)
    for (const { forenames, surname } of people(name)) {
      const spelt = surname.join(' ')
      const alike = families.get(surname[0]!)
      let family = alike?.find(one => one.surname.join(' ') === spelt)
      if (!family) add(families, surname[0]!, (family = { surname, forenames: new Set(), initials: new Set() }))
      for (const forename of forenames) family.forenames.add(forename)
      if (forenames[0]) family.initials.add(forenames[0][0]!)
    }
  const places = new Map<string, (readonly string[])[]>()
  for (const name of known.places) {
    const words = wordsOf(name)
    while (words.length > 1 && institution.has(words[0]!)) words.shift()
    if (words.length > 0 && words.length <= 8) add(places, words[0]!, words)
  }
  for (const list of places.values()) list.sort((a, b) => b.length - a.length)
  const all: Names = { families, places }
  if (!laidOut.has(known.people)) laidOut.set(known.people, new WeakMap())
  laidOut.get(known.people)!.set(known.places, all)
  return all
}

const institution = new Set('hmp hmyoi yoi hm irc stc sthf the board of prison'.split(' '))

function add<T>(to: Map<string, T[]>, key: string, value: T): void {
  const list = to.get(key)
  if (list) list.push(value)
  else to.set(key, [value])
}

const wordsOf = (name: string): string[] =>
  folded(name)
    .text.toLowerCase()
    .replaceAll("'", '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** 'Dame Ruth Ashdown', 'Ashdown, Ruth', 'Ana O’Brien': with the ways its parts may be put. */
function people(name: string): { readonly forenames: readonly string[]; readonly surname: readonly string[] }[] {
  const plain = folded(name).text
  const comma = plain.indexOf(',')
  const turned = comma > 0 ? `${plain.slice(comma + 1)} ${plain.slice(0, comma)}` : plain
  const parts = turned.split(/[^\p{L}'-]+/u).filter(part => /\p{L}/u.test(part))
  while (parts.length > 1 && has(sense(parts[0]!.toLowerCase()), Sense.title)) parts.shift()
  if (parts.length === 0) return []
  let first = parts.length - 1
  if (comma > 0) first = parts.length - Math.max(1, wordsOf(plain.slice(0, comma)).length)
  while (first > 1 && has(sense(parts[first - 1]!.toLowerCase()), Sense.particle)) first--
  if (first < 0) first = parts.length - 1
  const forenames = parts.slice(0, first).flatMap(wordsOf)
  const surname = parts.slice(first).flatMap(wordsOf)
  if (surname.length === 0) return []
  const ways = [{ forenames, surname }]
  // "O'Brien" is written "O Brien" too.
  const apart = /^(o|d|n)'(\p{L}+)$/iu.exec(parts.at(-1)!)
  if (apart && surname.length === 1)
    ways.push({ forenames, surname: [apart[1]!.toLowerCase(), wordsOf(apart[2]!)[0]!] })
  // And 'van der Berg' without what stands before it.
  const bare = surname.filter(word => !has(sense(word), Sense.particle))
  if (bare.length > 0 && bare.length < surname.length) ways.push({ forenames, surname: bare })
  return ways
}

/** Sets where the name of a place or a body stands. */
export function findPlaces(read: Reading, known: Names): void {
  for (let index = 0; index < read.count; index++) {
    const candidates = known.places.get(read.words[index]!)
    if (!candidates) continue
    const found = candidates.find(words => stands(read, index, words))
    if (!found) continue
    if (has(read.look[index]!, Look.capital)) read.place.fill(1, index, index + found.length)
  }
}

/** Whether these words stand here, close together. */
function stands(read: Reading, index: number, words: readonly string[]): boolean {
  for (let part = 0; part < words.length; part++) {
    if (read.words[index + part] !== words[part]) return false
    if (part > 0 && !close(read, index + part)) return false
  }
  return true
}

/** Whether nothing but a blank or a mark or two stands before it: names are written with dots, hyphens and line ends in them. */
const close = (read: Reading, index: number): boolean =>
  read.gap[index] !== Gap.end && read.start[index]! - read.end[index - 1]! <= 3

/** Names of people the system knows, however they are put. */
export function findKnown(read: Reading, known: Names, claim: Claim): void {
  if (known.families.size === 0) return
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index]) continue
    const here = known.families.get(read.words[index]!)
    if (!here) continue
    const found = longest(here.map(family => met(read, index, family)))
    if (!found) continue
    const first = joinedBefore(read, found.first)
    const last = joinedAfter(read, found.last)
    claim(first, last, 'known name', found.why)
    index = Math.max(index, last)
  }
}

/** A name joined to another by a hyphen is one with it: to take out half of 'Lindqvist-Adu' would leave the other half. */
const isJoined = (read: Reading, index: number, name: number): boolean =>
  !read.taken[name] && read.gap[index] === Gap.hyphen && has(read.look[name]!, Look.capital) && !makesThing(read, name)

function joinedBefore(read: Reading, first: number): number {
  let before = first
  while (before > 0 && isJoined(read, before, before - 1)) before--
  return before
}

function joinedAfter(read: Reading, last: number): number {
  let after = last
  while (after + 1 < read.count && isJoined(read, after + 1, after + 1)) after++
  return after
}

interface Met {
  readonly first: number
  readonly last: number
  readonly why: string
}

const longest = (all: readonly (Met | undefined)[]): Met | undefined => {
  let best: Met | undefined
  for (const one of all) if (one && (!best || one.last - one.first > best.last - best.first)) best = one
  return best
}

const whole = 'The system knows somebody of this name.'
const part = 'The system knows somebody of this surname.'

/** How the name of somebody of this family stands at the surname here, if it does. */
function met(read: Reading, index: number, { surname, forenames, initials }: Family): Met | undefined {
  if (!stands(read, index, surname)) return undefined
  const end = index + surname.length - 1
  const capital = has(read.look[end]!, Look.capital)
  const bits = sense(surname[0]!)
  const common = surname.length === 1 && ordinary(surname[0]!, bits)
  if (forenames.size > 0) {
    // Forename before, perhaps with a middle name or initials between.
    for (let back = 1; back <= 3 && index - back >= 0; back++) {
      if (!close(read, index - back + 1) || read.gap[index - back + 1] === Gap.comma) break
      const word = read.words[index - back]!
      const middle = index - back + 1
      if (forenames.has(word)) {
        const between = back === 1 || allNames(read, middle, index)
        const plain = common && !capital && !has(read.look[index - back]!, Look.capital)
        if (between && !plain) return { first: withTitle(read, index - back), last: end, why: whole }
      }
    }
    // 'Ashdown, Ruth' and 'ASHDOWN Ruth'
    const after = end + 1
    if (
      after < read.count &&
      (close(read, after) || read.gap[after] === Gap.comma) &&
      forenames.has(read.words[after]!)
    )
      if (capital || !common) return { first: withTitle(read, index), last: after, why: whole }
    // 'R. Ashdown', 'R Ashdown', 'RM Ashdown'; 'Ashdown, R.', 'Ashdown R'
    if (capital) {
      if (index > 0 && close(read, index) && read.gap[index] !== Gap.comma) {
        const initial = read.words[index - 1]!
        if (initial.length <= 3 && initials.has(initial[0]!) && isInitials(read, index - 1)) {
          let begin = index - 1
          while (begin > 0 && close(read, begin) && isInitials(read, begin - 1) && read.words[begin - 1]!.length === 1)
            begin--
          return { first: withTitle(read, begin), last: end, why: 'An initial and a surname that the system knows.' }
        }
      }
      if (after < read.count && close(read, after) && initials.has(read.words[after]!) && isInitials(read, after))
        if (!common || read.gap[after] === Gap.comma || read.text.charCodeAt(read.end[after]!) === 46)
          if (!has(read.sense[after + 1] ?? 0, Sense.thing))
            return {
              first: withTitle(read, index),
              last: after,
              why: 'An initial and a surname that the system knows.',
            }
    }
  }
  const titled = withTitle(read, index)
  if (titled < index && (capital || has(read.sense[titled]!, Sense.title)))
    return { first: titled, last: end, why: part }
  // By itself only where it can hardly be anything else.
  if (!capital || common || read.place[index]) return undefined
  if (has(bits, Sense.alsoSurname | Sense.alsoForename) && surname.length === 1) return undefined
  if (end + 1 < read.count && read.gap[end + 1] === Gap.space && makesThing(read, end + 1)) return undefined
  return { first: index, last: end, why: part }
}

/** Whether this word makes a place, a paper or a body of what stands before it: written with a capital, or a wing or the like. */
export const makesThing = (read: Reading, index: number): boolean =>
  has(read.sense[index]!, Sense.thing | Sense.street | Sense.maybeStreet) &&
  (has(read.look[index]!, Look.capital) || smallThings.has(read.words[index]!))

const smallThings = new Set(
  'wing wings unit units houseblock house block spur hall landing ward centre prison report review inquiry road street trust act method test scale guidelines guideline guidance competence criteria principles model'.split(
    ' ',
  ),
)

const isInitials = (read: Reading, index: number): boolean =>
  index >= 0 &&
  has(read.look[index]!, Look.capital) &&
  (read.words[index]!.length === 1 || (read.words[index]!.length <= 3 && has(read.look[index]!, Look.upper)))

const allNames = (read: Reading, from: number, to: number): boolean => {
  for (let index = from; index < to; index++)
    if (
      !has(read.look[index]!, Look.capital) ||
      (has(read.sense[index]!, Sense.binding) && read.words[index]!.length > 1)
    )
      return false
  return true
}

/** Takes a title just before with it: 'Mr', 'Governor'. */
export function withTitle(read: Reading, index: number): number {
  const before = index - 1
  if (before < 0 || read.taken[before]) return index
  const gap = read.gap[index]!
  if (gap !== Gap.space && gap !== Gap.line && gap !== Gap.dot) return index
  const bits = read.sense[before]!
  if (has(bits, Sense.title) && (gap !== Gap.dot || read.words[before]!.length <= 4)) return before
  if (
    has(bits, Sense.role) &&
    gap === Gap.space &&
    (read.words[before]!.length > 2 || has(read.look[before]!, Look.upper))
  )
    return before
  return index
}
