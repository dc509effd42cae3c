import { folded } from './fold.ts'
import { sense } from './lexicon.ts'

/** What stands before a word. */
export const Gap = {
  /** Blanks only. */
  space: 0,
  /** Blanks and one line's end: the same sentence, or the next line of a list. */
  line: 1,
  /** A full stop, with or without a blank: an initial's, or a sentence's end. */
  dot: 2,
  comma: 3,
  /** One hyphen and nothing else. */
  hyphen: 4,
  /** One slash, perhaps with blanks. */
  slash: 5,
  /** Anything else on the line: brackets, quotation marks, a colon, a dash. */
  other: 6,
  /** The end of a sentence, a paragraph or the text. */
  end: 7,
} as const

/** How a word looks. */
export const Look = {
  letters: 1,
  digits: 2,
  /** Begins with a capital. */
  capital: 4,
  /** All capitals, two or more. */
  upper: 8,
  /** Has capitals inside: a product, not a person; but 'McKenzie' and 'O’Brien' are people. */
  mixed: 16,
} as const

/** A text as words: what each is, how it looks and what stands before it. Everything below is by the word's number. */
export interface Reading {
  readonly text: string
  readonly origin: Int32Array
  readonly count: number
  readonly start: Int32Array
  /** Without a possessive ending. */
  readonly end: Int32Array
  readonly gap: Uint8Array
  readonly look: Uint8Array
  /** In small letters, without apostrophes or a possessive ending. */
  readonly words: readonly string[]
  /** What the lexicon says of it: bits of `Sense`. */
  readonly sense: Int32Array
  /** Set where a finding stands already: the first to claim a word has it. */
  readonly taken: Uint8Array
  /** The words that the text writes small somewhere. */
  readonly small: ReadonlySet<string>
  /** Set where the name of a place or a body stands. */
  readonly place: Uint8Array
}

const letter = 1
const capital = 2
const digit = 3
const classes = new Uint8Array(128)
for (let code = 0; code < 26; code++) {
  classes[65 + code] = capital
  classes[97 + code] = letter
}
for (let code = 48; code < 58; code++) classes[code] = digit

const foreign = /\p{L}/u
const foreignLetters = new Map<number, number>()
const classOf = (code: number): number => {
  if (code < 128) return classes[code]!
  const before = foreignLetters.get(code)
  if (before !== undefined) return before
  const found = foreign.test(String.fromCharCode(code)) ? letter : 0
  foreignLetters.set(code, found)
  return found
}

const apostrophe = 39
const scottish = /^(?:ma?c|fitz|de|di|la|le|van|o)/

/** Beyond this a run of letters is not a word that anything looks for. */
const longest = 64

interface Met {
  readonly word: string
  readonly sense: number
  readonly possessive: boolean
  readonly small: boolean
}

/** A spelling met for the first time. */
function meet(given: string, all: boolean): Met {
  const possessive = given.endsWith("'s") || given.endsWith("'S")
  const word = (possessive ? given.slice(0, -2) : given).toLowerCase().replaceAll("'", '')
  return { word, sense: all ? sense(word) : 0, possessive, small: given.charCodeAt(0) > 96 }
}

/** Reads a text once, from its beginning to its end. */
export function reading(given: string): Reading {
  const { text, origin } = folded(given)
  const length = text.length
  const most = (length >> 1) + 2
  const start = new Int32Array(most)
  const end = new Int32Array(most)
  const gap = new Uint8Array(most)
  const look = new Uint8Array(most)
  const senses = new Int32Array(most)
  const words: string[] = []
  const met = new Map<string, Met>()
  const small = new Set<string>()
  let count = 0
  let at = 0
  let last = 0
  while (at < length) {
    if (!classOf(text.charCodeAt(at))) {
      at++
      continue
    }
    const from = at
    let letters = 0
    let capitals = 0
    let digits = 0
    let quotes = 0
    for (; at < length; at++) {
      const code = text.charCodeAt(at)
      const what = classOf(code)
      if (what === letter) letters++
      else if (what === capital) capitals++
      else if (what === digit) digits++
      else if (
        code === apostrophe &&
        letters + capitals > 0 &&
        isLetter(text, at - 1) &&
        isLetter(text, at + 1) &&
        at + 1 < length
      )
        quotes++
      else break
    }
    gap[count] = count === 0 ? Gap.end : gapBetween(text, last, from)
    last = at
    let to = at
    let word = ''
    let bits = 0
    if (at - from <= longest) {
      const given = text.slice(from, at)
      let before = met.get(given)
      if (!before) {
        met.set(given, (before = meet(given, digits === 0)))
        if (before.small) small.add(before.word)
      }
      word = before.word
      bits = before.sense
      if (quotes && before.possessive) {
        to -= 2
        letters--
      }
    }
    start[count] = from
    end[count] = to
    look[count] =
      (letters + capitals > 0 ? Look.letters : 0) |
      (digits > 0 ? Look.digits : 0) |
      (classOf(text.charCodeAt(from)) === capital ? Look.capital : 0) |
      (capitals > 1 && letters <= 0 ? Look.upper : 0) |
      (capitals > 1 && letters > 0 && !quotes && !scottish.test(word) ? Look.mixed : 0)
    senses[count] = bits
    words.push(word)
    count++
  }
  return {
    text,
    origin,
    count,
    start,
    end,
    gap,
    look,
    words,
    sense: senses,
    small,
    taken: new Uint8Array(count),
    place: new Uint8Array(count),
  }
}

const isLetter = (text: string, at: number): boolean => {
  const what = classOf(text.charCodeAt(at))
  return what === letter || what === capital
}

function gapBetween(text: string, from: number, to: number): number {
  if (to - from === 1) {
    const code = text.charCodeAt(from)
    if (code === 32) return Gap.space
    if (code === 45) return Gap.hyphen
  }
  let lines = 0
  let dots = 0
  let commas = 0
  let slashes = 0
  let stops = 0
  let others = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 32 || code === 13) continue
    if (code === 10) lines++
    else if (code === 46) dots++
    else if (code === 44) commas++
    else if (code === 47) slashes++
    else if (code === 33 || code === 63 || code === 59) stops++
    else others++
  }
  const marks = dots + commas + slashes + stops + others
  if (lines > 1 || stops || dots > 1 || (dots && lines)) return Gap.end
  if (marks === 0) return lines ? Gap.line : Gap.space
  if (marks > 1 || others || lines) return lines || dots ? Gap.end : Gap.other
  return dots ? Gap.dot : commas ? Gap.comma : Gap.slash
}

/** Whether a sentence, a line or something in quotation marks begins with it: there a capital says nothing. */
export const opens = (read: Reading, index: number): boolean => {
  const before = read.gap[index]!
  return (
    before === Gap.end || before === Gap.other || before === Gap.line || (before === Gap.dot && afterBlank(read, index))
  )
}

/** Whether there is a blank just before it. */
export const afterBlank = (read: Reading, index: number): boolean => read.text.charCodeAt(read.start[index]! - 1) <= 32

export const has = (bits: number, wanted: number): boolean => (bits & wanted) !== 0
