import { alsoForename, forenames } from './forenames.ts'
import {
  binding,
  events,
  maybeStreets,
  lodging,
  months,
  numbering,
  particles,
  roles,
  saying,
  streets,
  telling,
  things,
  titles,
  usual,
} from './ordinary.ts'
import { alsoSurname, surnames } from './surnames.ts'

/** What is known of a word, as bits. */
export const Sense = {
  forename: 1,
  /** A forename that is something else too. */
  alsoForename: 2,
  surname: 4,
  alsoSurname: 8,
  /** A word that binds others: of, the, was. */
  binding: 16,
  /** What makes a place or a paper of what stands before it. */
  thing: 32,
  usual: 64,
  title: 128,
  role: 256,
  says: 512,
  tells: 1024,
  month: 2048,
  street: 4096,
  maybeStreet: 8192,
  particle: 16384,
  event: 32768,
  /** Says what the number after it is. */
  numbering: 65536,
  /** A cell, a room, or a wing that has them. */
  lodging: 131072,
} as const

const listed = (words: string): string[] => words.replaceAll("'", '').split(/\s+/).filter(Boolean)

const lexicon = new Map<string, number>()
const put = (words: string, bit: number) => {
  for (const word of listed(words)) lexicon.set(word, (lexicon.get(word) ?? 0) | bit)
}
put(forenames, Sense.forename)
put(alsoForename, Sense.alsoForename)
put(surnames, Sense.surname)
put(alsoSurname, Sense.alsoSurname)
put(binding, Sense.binding)
put(things, Sense.thing)
put(usual, Sense.usual)
put(titles, Sense.title)
put(roles, Sense.role)
put(saying, Sense.says)
put(telling, Sense.tells)
put(months, Sense.month)
put(streets, Sense.street)
put(maybeStreets, Sense.maybeStreet)
put(particles, Sense.particle)
put(events, Sense.event)
put(numbering, Sense.numbering)
put(lodging, Sense.lodging)

// A word in both lists is the doubtful one; and so is a name that is listed as an ordinary word.
for (const [word, bits] of lexicon) {
  const common = bits & (Sense.usual | Sense.binding | Sense.thing | Sense.month)
  let sorted = bits
  if (bits & Sense.forename && (common || bits & Sense.alsoForename))
    sorted = (sorted & ~Sense.forename) | Sense.alsoForename
  if (bits & Sense.surname && (common || bits & Sense.alsoSurname))
    sorted = (sorted & ~Sense.surname) | Sense.alsoSurname
  lexicon.set(word, sorted)
}

/** What is known of a word in small letters; 0 for nothing. */
export const sense = (word: string): number => lexicon.get(word) ?? 0

const ordinaryBits =
  Sense.usual |
  Sense.binding |
  Sense.thing |
  Sense.month |
  Sense.title |
  Sense.role |
  Sense.says |
  Sense.tells |
  Sense.event

const endings =
  /(?:[^aeiou]tions?|sions?|ations?|itions?|ctions?|ments?|ness|ities|ity|ances?|ences?|ships?|fully|ingly|ably|ibly|ally|isms?|less|ful|ical|ised?|ising|izing|able|ible|ologists?|ology|ously|ously|ious|eous|ever|wards?)$/

/** Whether it is a word like any other, for all that is known: by itself, or without its ending. */
export function ordinary(word: string, bits: number): boolean {
  if (bits & ordinaryBits) return true
  if (bits & (Sense.forename | Sense.surname)) return false
  if (word.length < 4) return false
  for (const ending of ['s', 'es', 'd', 'ed', 'ing', 'ly', 'r', 'er', 'ers', 'y']) {
    if (!word.endsWith(ending)) continue
    const stem = word.slice(0, -ending.length)
    if (known(stem) || (ending === 'ing' && known(`${stem}e`))) return true
    if (stem.length > 3 && stem.at(-1) === stem.at(-2) && known(stem.slice(0, -1))) return true
  }
  if (word.endsWith('ies') || word.endsWith('ied')) if (known(`${word.slice(0, -3)}y`)) return true
  if (word.startsWith('un') && known(word.slice(2))) return true
  if (word.startsWith('re') && known(word.slice(2))) return true
  if (word.startsWith('non') && known(word.slice(3))) return true
  return word.length > 5 && endings.test(word)
}

const known = (word: string): boolean => (sense(word) & ordinaryBits) !== 0
