import type { Random } from '../random.ts'

/**
 * Something typed, dated, numbered or named that nobody would write by accident, and all the forms in which it could come
 * out again. It belongs to one answer of one step: whoever meets it has met that answer.
 */
export interface Canary {
  readonly id: number
  /** Any of these, in any case, betrays it. */
  readonly forms: readonly string[]
  /** A word that a search stems to the word that was typed, when words were typed. */
  readonly stem?: string
  readonly kind: 'words' | 'day' | 'code' | 'file name' | 'file'
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A day as pages, files, calendars and clients write it. */
export function formsOfDay(day: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-')
  const name = months[Number(month) - 1] ?? ''
  return [
    day,
    `${year}${month}${date}`,
    `${Number(date)} ${name} ${year}`,
    `${Number(date)} ${name.slice(0, 3)} ${year}`,
    `${date}/${month}/${year}`,
    `${Number(date)}/${Number(month)}/${year}`,
  ]
}

const syllables = ['bra', 'dro', 'fli', 'gnu', 'kli', 'plo', 'sku', 'tre', 'vlo', 'zwi', 'cri', 'hru']
const ends = ['b', 'd', 'g', 'k', 'm', 'n', 'p', 't', 'x', 'z']

/** Makes canaries, each unlike any other of its world. */
export interface Aviary {
  words(longest?: number): { canary: Canary; text: string }
  day(past: boolean): { canary: Canary; day: string }
  code(given: string): Canary
  /** A word by itself, in the form in which it was typed: no date or number with it that could tell of somebody. */
  plain(): { canary: Canary; text: string }
  file(): { name: Canary; content: Canary; fileName: string; text: string }
  /** The canary of what has been made so far, by its number. */
  readonly all: readonly Canary[]
}

export function aviary(random: Random, today: string): Aviary {
  const all: Canary[] = []
  const used = new Set<string>()
  const unused = (make: () => string): string => {
    for (;;) {
      const made = make()
      if (used.has(made)) continue
      used.add(made)
      return made
    }
  }
  const keep = (kind: Canary['kind'], forms: readonly string[], stem?: string): Canary => {
    const canary = { id: all.length, kind, forms, stem }
    all.push(canary)
    return canary
  }
  // The vowel before the last letter is what lets a word be stemmed: `-ed`, `-ing` and the bare word are found by each other.
  const word = () =>
    unused(() => `q${random.letters(2)}${random.one(syllables)}${random.one(syllables)}${random.one(ends)}`)
  const dayIn = (from: number, until: number) =>
    unused(() => new Date(from + random.below((until - from) / 86_400_000) * 86_400_000).toISOString().slice(0, 10))

  return {
    all,
    words(longest = 20_000) {
      const token = word()
      const number = unused(() => `70${random.below(90_000_000) + 10_000_000}`)
      const year = unused(() => `${1 + random.below(28)} ${random.one(months)} ${1500 + random.below(300)}`)
      const text = `It ${token}ed on ${year}, number ${number}`
      if (text.length > longest) throw new Error(`No room for a canary in ${longest} characters`)
      return { canary: keep('words', [token, number, year], `${token}ing`), text }
    },
    day(past) {
      const now = Date.parse(today)
      const day = past
        ? dayIn(Date.UTC(1995, 0, 1), Date.UTC(2004, 11, 31))
        : dayIn(now + 500 * 86_400_000, now + 1000 * 86_400_000)
      return { canary: keep('day', formsOfDay(day)), day }
    },
    code: given => keep('code', [given]),
    plain() {
      const token = word()
      return { canary: keep('words', [token], `${token}ing`), text: `${token}ed` }
    },
    file() {
      const name = word()
      const content = word()
      return {
        name: keep('file name', [name]),
        content: keep('file', [content]),
        fileName: `${name} notes.txt`,
        text: `What was ${content}ed.\n`,
      }
    },
  }
}

/** Which canaries sing in a text. Entities, escapes and archives are undone before it comes here. */
export const singing = (text: string, canaries: readonly Canary[]): Canary[] => listener(canaries)(text)

/** One who knows these canaries, and says of any text which of them sing in it, having gone through it once. */
export function listener(canaries: readonly Canary[]): (text: string) => Canary[] {
  const known = canaries.flatMap(canary => canary.forms.map(form => ({ canary, form: form.toLowerCase() })))
  if (known.length === 0) return () => []
  const length = Math.min(4, ...known.map(({ form }) => form.length))
  const byHead = Map.groupBy(known, ({ form }) => form.slice(0, length))
  const heads = new RegExp(`(?=(${[...byHead.keys()].map(escaped).join('|')}))`, 'g')
  return text => {
    const lower = text.toLowerCase()
    const found = new Set<Canary>()
    for (const { 1: head = '', index } of lower.matchAll(heads))
      for (const { canary, form } of byHead.get(head) ?? [])
        if (!found.has(canary) && holdsAt(lower, index, form)) found.add(canary)
    return canaries.filter(canary => found.has(canary))
  }
}

const escaped = (words: string) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const digit = /\d/

/** '4 November' does not sing in '14 November', nor a number in a longer one. */
function holdsAt(text: string, at: number, form: string): boolean {
  if (!text.startsWith(form, at)) return false
  const before = digit.test(form[0] ?? '') && digit.test(text[at - 1] ?? '')
  const after = digit.test(form.at(-1) ?? '') && digit.test(text[at + form.length] ?? '')
  return !before && !after
}
