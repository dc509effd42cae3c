import { createHash } from 'node:crypto'
import { findAddresses, findMail } from './addresses.ts'
import { findCells } from './cells.ts'
import { claims } from './claim.ts'
import { findBirths } from './dates.ts'
import type { Finding, Known } from './finding.ts'
import { findKnown, findPlaces, names } from './known.ts'
import { findNames } from './names.ts'
import { findNumbers, findPhones } from './numbers.ts'
import { reading, type Reading } from './reading.ts'

/**
 * What in a text may tell who somebody is (PH-4), in the order of the text; no two overlap. The time it takes grows with the
 * length of the text and nothing else. It reads the text as the eye does: look-alike letters, accents, invisible characters and odd
 * blanks make no difference.
 *
 * A finding's `id` is made of its kind, its words and which of their mentions it is, counted from the beginning. So a release holds while
 * other words are edited; the same words written once more are a new finding, to be released anew.
 */
export function findPersonal(text: string, known: Known): readonly Finding[] {
  const read = reading(text)
  const people = names(known)
  const { claim, claimed } = claims(read)
  findPlaces(read, people)
  findMail(read, claim)
  findNumbers(read, claim)
  findPhones(read, claim)
  findBirths(read, known.today, claim)
  findAddresses(read, claim)
  findCells(read, claim)
  findKnown(read, people, claim)
  findNames(read, claim)
  claimed.sort((a, b) => a.first - b.first)
  const mentions = new Map<string, number>()
  return claimed.map(({ first, last, kind, why }) => {
    const from = read.origin[read.start[first]!]!
    const to = read.origin[read.end[last]!]!
    const spelt = `${kind}: ${plainly(read, first, last)}`
    const mention = (mentions.get(spelt) ?? 0) + 1
    mentions.set(spelt, mention)
    return { id: idOf(spelt, mention), from, to, words: text.slice(from, to), kind, why }
  })
}

/** The words of a finding as they are compared: small, plain, one blank between. */
const plainly = (read: Reading, first: number, last: number): string => read.words.slice(first, last + 1).join(' ')

// A digest, because an id is shown in addresses and forms, where nobody's name should be.
const idOf = (spelt: string, mention: number): string =>
  `${createHash('sha256').update(spelt).digest('hex').slice(0, 20)}-${mention}`
