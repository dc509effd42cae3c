import type { Claim } from './claim.ts'
import type { Kind } from './finding.ts'
import { Gap, has, Look, type Reading } from './reading.ts'
import { Sense } from './lexicon.ts'

const checkLetters = 'ZABCDEFGHJKLMNPQRTUVWXY'

/** The letter that a PNC number of this year (two digits) and serial ends with. */
export const pncLetter = (year: string, serial: string): string =>
  checkLetters[Number(year.slice(-2) + serial.padStart(7, '0')) % 23]!

/** The letter that a CRO number of this serial and year (two digits) ends with. */
export const croLetter = (serial: string, year: string): string =>
  checkLetters[Number(year + serial.padStart(6, '0')) % 23]!

/** Whether ten digits are an NHS number: the last is a check on the others, by elevens. */
export function isNhsNumber(digits: string): boolean {
  if (digits.length !== 10) return false
  let sum = 0
  for (let index = 0; index < 9; index++) sum += Number(digits[index]) * (10 - index)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

const isDigits = (word: string): boolean => {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return word.length > 0
}

const isLetters = (word: string): boolean => {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    if (code < 97 || code > 122) return false
  }
  return word.length > 0
}

/** Whether a word has this shape: L a letter, D a digit (or the letter O, I or L typed for one). */
function shaped(word: string, shape: string): boolean {
  if (word.length !== shape.length) return false
  let real = 0
  let wanted = 0
  for (let at = 0; at < shape.length; at++) {
    const code = word.charCodeAt(at)
    const digit = code > 47 && code < 58
    if (shape[at] === 'L') {
      if (code < 97 || code > 122) return false
    } else {
      wanted++
      if (digit) real++
      else if (code !== 111 && code !== 105 && code !== 108) return false
    }
  }
  return real * 2 >= wanted
}

/** A run of words read as one: they stand close, and are as long as this together. */
function run(
  read: Reading,
  first: number,
  length: number,
): { readonly text: string; readonly last: number } | undefined {
  let text = read.words[first]!
  let last = first
  while (text.length < length && last + 1 < read.count) {
    const gap = read.gap[last + 1]!
    const close =
      read.start[last + 1]! - read.end[last]! <= 3 &&
      (gap === Gap.space || gap === Gap.hyphen || gap === Gap.dot || gap === Gap.slash || gap === Gap.line)
    if (!close) return undefined
    last++
    text += read.words[last]!
  }
  return text.length === length ? { text, last } : undefined
}

const upperAt = (read: Reading, index: number): boolean => {
  const code = read.text.charCodeAt(read.end[index]! - 1)
  return code > 64 && code < 91
}

const smallPairs = new Set('of in to is at on by as an or it we he no so up us be do my me if am go pm hm'.split(' '))

/** What a number was said to be, a few words before it. */
interface Said {
  readonly kind: Kind
  readonly at: number
}

const numberWords = new Set(['number', 'no', 'num', 'ref', 'reference', 'id', 'nr', 'uan'])

/** What the words at this place say that a number will be. */
function said(read: Reading, index: number): Kind | undefined {
  const next = index + 1 < read.count && numberWords.has(read.words[index + 1]!)
  switch (read.words[index]) {
    case 'pnc':
    case 'pncid':
      return 'PNC number'
    case 'cro':
      return 'CRO number'
    case 'nhs':
      return next ? 'NHS number' : undefined
    case 'nomis':
    case 'noms':
    case 'prisoner':
    case 'prison':
      return next ? 'prison number' : undefined
    case 'crn':
      return 'probation number'
    case 'uan':
      return 'Home Office reference'
    case 'ho':
      return next ? 'Home Office reference' : undefined
    case 'office':
      return next && index > 0 && read.words[index - 1] === 'home' ? 'Home Office reference' : undefined
    case 'insurance':
      return next ? 'National Insurance number' : undefined
    case 'nino':
      return 'National Insurance number'
    default:
      return undefined
  }
}

const reach = 6

/** Numbers that stand for one person: prison, police, court, Home Office, health, insurance and probation numbers. */
export function findNumbers(read: Reading, claim: Claim): void {
  let cue: Said | undefined
  for (let index = 0; index < read.count; index++) {
    if (cue && read.gap[index] === Gap.end && index - cue.at > 2) cue = undefined
    const kind = has(read.sense[index]!, Sense.numbering) ? said(read, index) : undefined
    if (kind) cue = { kind, at: index }
    if (cue && index - cue.at > reach) cue = undefined
    if (read.taken[index]) continue
    const digits = has(read.look[index]!, Look.digits)
    if (!digits && !(read.words[index]!.length <= 2 && nextHasDigits(read, index))) continue
    const last = oneNumber(read, index, cue, claim)
    if (last !== undefined) {
      cue = undefined
      index = last
    }
  }
}

const nextHasDigits = (read: Reading, index: number): boolean =>
  index + 1 < read.count && has(read.look[index + 1]!, Look.digits)

/** The number that begins with this word, claimed: gives its last word. */
function oneNumber(read: Reading, index: number, cue: Said | undefined, claim: Claim): number | undefined {
  const word = read.words[index]!
  if (word.length === 0 || word.length > 20) return undefined
  const found =
    prisonNumber(read, index, cue) ??
    policeNumber(read, index, cue) ??
    insuranceNumber(read, index) ??
    homeOfficeNumber(read, index, cue) ??
    probationNumber(read, index, cue) ??
    nhsNumber(read, index, cue) ??
    saidToBe(read, index, cue)
  if (!found) return undefined
  claim(index, found.last, found.kind, found.why)
  return found.last
}

interface Found {
  readonly last: number
  readonly kind: Kind
  readonly why: string
}

function prisonNumber(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  const word = read.words[index]!
  if (word.length > 7 || !isLetters(word[0]!)) return undefined
  const whole = run(read, index, 7)
  if (!whole || !shaped(whole.text, 'LDDDDLL')) return undefined
  if (whole.last > index) {
    // In pieces it may be a sentence: 'a 2019 UK survey', 'the A1234 to the coast'.
    if (!/^[a-z]\d{4}/.test(whole.text)) return undefined
    const told = cue?.kind === 'prison number'
    const ending = read.words[whole.last]!
    const year = read.words[index + 1]!
    if (!told && word.length === 1 && year.length === 4 && /^(?:19|20)/.test(year)) return undefined
    if (!told && ending.length === 2 && !upperAt(read, whole.last) && smallPairs.has(ending)) return undefined
    if (
      !told &&
      word.length === 1 &&
      !has(read.look[index]!, Look.capital) &&
      !has(read.sense[index]!, 0) &&
      word === 'a'
    )
      if (!upperAt(read, whole.last)) return undefined
  }
  return {
    last: whole.last,
    kind: 'prison number',
    why: 'This has the form of a prison number: a letter, four digits, two letters.',
  }
}

function policeNumber(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  if (index + 1 >= read.count) return undefined
  const gap = read.gap[index + 1]!
  const told = cue?.kind === 'PNC number' || cue?.kind === 'CRO number'
  if (gap !== Gap.slash && !(told && (gap === Gap.hyphen || gap === Gap.space))) return undefined
  const before = read.words[index]!
  let after = read.words[index + 1]!
  let last = index + 1
  // The letter may stand apart.
  if (
    isDigits(after) &&
    last + 1 < read.count &&
    read.gap[last + 1] === Gap.space &&
    read.words[last + 1]!.length === 1
  )
    if (upperAt(read, last + 1) && isLetters(read.words[last + 1]!)) after += read.words[++last]!
  if (after.length > 8 || after.length < 2) return undefined
  const letter = after.at(-1)!
  const serial = after.slice(0, -1)
  if (!isLetters(letter) || !isDigits(serial)) return undefined
  if (/^sf\d\d$/.test(before) && serial.length <= 6)
    return { last, kind: 'CRO number', why: 'This has the form of a criminal records (CRO) number.' }
  if (!isDigits(before)) return undefined
  const asCro = serial.length === 2 && before.length <= 6 && croLetter(before, serial) === letter.toUpperCase()
  const year = before.length === 4 && /^(?:19|20)/.test(before)
  const asPnc = (year || before.length === 2) && pncLetter(before, serial) === letter.toUpperCase()
  const capital = upperAt(read, last)
  if (cue?.kind === 'CRO number' || (asCro && !(asPnc && year) && (capital || before.length > 3)))
    return asCro || told
      ? { last, kind: 'CRO number', why: 'This has the form of a criminal records (CRO) number.' }
      : undefined
  if (asPnc && (told || serial.length > 2 || capital))
    return { last, kind: 'PNC number', why: 'This is a Police National Computer number: its check letter fits.' }
  if (told || (year && serial.length >= 5))
    return {
      last,
      kind: 'PNC number',
      why: 'This has the form of a Police National Computer number, though its check letter doesn’t fit.',
    }
  return undefined
}

function insuranceNumber(read: Reading, index: number): Found | undefined {
  const word = read.words[index]!
  if (word.length > 9 || !isLetters(word.slice(0, 2)) || word.length < 2) return undefined
  const whole = run(read, index, 9)
  if (!whole || !/^[abceghj-prstw-z][abceghj-nprstw-z]\d{6}[a-d]$/.test(whole.text)) return undefined
  // In pieces only as it is printed on the card: by twos, the letters in capitals.
  for (let part = index; part < whole.last; part++)
    if (read.words[part]!.length % 2 || (read.gap[part + 1] !== Gap.space && read.gap[part + 1] !== Gap.hyphen))
      return undefined
  if (whole.last > index && !has(read.look[index]!, Look.upper) && word.length === 2) return undefined
  return {
    last: whole.last,
    kind: 'National Insurance number',
    why: 'This has the form of a National Insurance number.',
  }
}

function homeOfficeNumber(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  const word = read.words[index]!
  const why = 'This has the form of a Home Office reference.'
  const kind = 'Home Office reference'
  if (shaped(word, 'LDDDDDDD') && isDigits(word.slice(1))) return { last: index, kind, why }
  if (
    word.length === 1 &&
    isLetters(word) &&
    index + 1 < read.count &&
    read.start[index + 1]! - read.end[index]! <= 2
  ) {
    const next = read.words[index + 1]!
    if (next.length === 7 && isDigits(next) && (cue?.kind === kind || upperAt(read, index)))
      return { last: index + 1, kind, why }
  }
  // A unique application number: sixteen digits, by fours.
  if (isDigits(word) && (word.length === 4 || word.length === 16)) {
    const whole = run(read, index, 16)
    if (!whole || !isDigits(whole.text)) return undefined
    for (let part = index; part <= whole.last; part++)
      if (read.words[part]!.length !== 4 && whole.last > index) return undefined
    return { last: whole.last, kind, why: 'Sixteen digits: this has the form of a Home Office application number.' }
  }
  return undefined
}

function probationNumber(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  const word = read.words[index]!
  if (!shaped(word, 'LDDDDDD') || !isDigits(word.slice(1))) return undefined
  if (cue?.kind === 'Home Office reference') return undefined
  if (!has(read.look[index]!, Look.capital) && cue?.kind !== 'probation number') return undefined
  return { last: index, kind: 'probation number', why: 'This has the form of a probation case reference (CRN).' }
}

function nhsNumber(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  const word = read.words[index]!
  if (!isDigits(word) || (word.length !== 10 && word.length !== 3)) return undefined
  const whole = run(read, index, 10)
  if (!whole || !isDigits(whole.text)) return undefined
  if (whole.last > index)
    if (whole.last !== index + 2 || read.words[index + 1]!.length !== 3 || read.words[index + 2]!.length !== 4)
      return undefined
  const told = cue?.kind === 'NHS number'
  if (!told && !isNhsNumber(whole.text)) return undefined
  return {
    last: whole.last,
    kind: 'NHS number',
    why: isNhsNumber(whole.text)
      ? 'Ten digits whose check digit fits: this is an NHS number.'
      : 'Ten digits after the words “NHS number”.',
  }
}

/** A number that has no form we know, after words that say what it is: mistyped, or of another age. */
function saidToBe(read: Reading, index: number, cue: Said | undefined): Found | undefined {
  if (!cue || cue.at >= index || !has(read.look[index]!, Look.digits)) return undefined
  let last = index
  let length = read.words[index]!.length
  let figures = digitsIn(read.words[index]!)
  while (last + 1 < read.count && read.start[last + 1]! - read.end[last]! === 1 && last - index < 6) {
    const next = read.words[last + 1]!
    const gap = read.gap[last + 1]!
    if (gap !== Gap.hyphen && gap !== Gap.slash && !(gap === Gap.space && has(read.look[last + 1]!, Look.digits))) break
    if (gap === Gap.space && has(read.sense[last + 1]!, Sense.month)) break
    last++
    length += next.length
    figures += digitsIn(next)
  }
  if (figures < 4 || length > 20) return undefined
  return { last, kind: cue.kind, why: `The words before it say that this is ${withArticle(cue.kind)}.` }
}

const digitsIn = (word: string): number => {
  let count = 0
  for (let at = 0; at < word.length && at < 24; at++) if (isDigits(word[at]!)) count++
  return count
}

const withArticle = (kind: Kind): string => (kind === 'NHS number' ? `an ${kind}` : `a ${kind}`)

/** Numbers of organisations, which anyone may ring: freephone, 03 and premium rate. */
const organisations = /^(?:0[389]|44[389])/

const callWords = new Set(
  'phone telephone tel mobile mob call called ring rang text texted landline whatsapp number fax'.split(' '),
)

/**
 * Telephone numbers in the forms the United Kingdom writes them, and foreign ones after a plus sign. Numbers that only
 * organisations have (03, 08, 09) are passed over; a geographic one may be anybody's.
 */
export function findPhones(read: Reading, claim: Claim): void {
  for (let index = 0; index < read.count; index++) {
    if (read.taken[index]) continue
    const word = read.words[index]!
    const code = word.charCodeAt(0)
    if (
      !(code === 48 || (code > 48 && code < 58) || word.startsWith('o0') || word.startsWith('o7')) ||
      word.length > 15
    )
      continue
    const plus = read.text.charCodeAt(read.start[index]! - 1) === 43 || word.startsWith('0044')
    const local = code === 48 || code === 111
    const told = !local && word[0] === '7' && toldToCall(read, index)
    if (!plus && !told && !(local && word.length > 2)) continue
    const found = dialled(read, index, plus, told)
    if (!found) continue
    if (!organisations.test(found.digits))
      claim(index, found.last, 'phone number', 'This has the form of a telephone number.')
    else read.taken.fill(1, index, found.last + 1)
    index = found.last
  }
}

const toldToCall = (read: Reading, index: number): boolean => {
  for (let before = index - 1; before >= 0 && before >= index - 4; before--)
    if (callWords.has(read.words[before]!)) return true
  return false
}

function dialled(
  read: Reading,
  first: number,
  plus: boolean,
  told: boolean,
): { digits: string; last: number } | undefined {
  let digits = read.words[first]!.replaceAll('o', '0')
  if (!isDigits(digits)) return undefined
  if (digits.startsWith('00')) digits = digits.slice(2)
  const british = !plus || digits.startsWith('44')
  const full = told ? 10 : plus ? (british ? 12 : 15) : 11
  let last = first
  while (digits.length < full && last + 1 < read.count && !read.taken[last + 1]) {
    const apart = read.start[last + 1]! - read.end[last]!
    if (apart > 3 || !between(read.text, read.end[last]!, read.start[last + 1]!)) break
    let next = read.words[last + 1]!
    if (!isDigits(next)) break
    // +44 (0)20: the nought in brackets isn't dialled.
    if (plus && british && digits === '44' && next.startsWith('0')) next = next.slice(1)
    if (digits.length + next.length > full) break
    digits += next
    last++
  }
  if (plus && british && digits.startsWith('440')) digits = `44${digits.slice(3)}`
  const enough = told
    ? digits.length === 10
    : plus
      ? british
        ? digits.length === 12 || digits.length === 11
        : digits.length >= 9
      : digits.length === 11 || (digits.length === 10 && /^0[18]/.test(digits))
  return enough ? { digits, last } : undefined
}

/** Whether only what people put inside a telephone number stands there. */
function between(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    // A line may end in the middle of one, where it was written to the edge of the paper.
    if (code !== 32 && code !== 10 && code !== 45 && code !== 46 && code !== 40 && code !== 41 && code !== 47)
      return false
  }
  return true
}
