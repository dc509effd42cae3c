import { isDeepStrictEqual } from 'node:util'
import { findDay, formatDay, type Day } from '../calendar/day.ts'
import type { ClauseId } from './clause.ts'
import type { Post, Unit } from './directory.ts'
import type { Answers, Matter } from './matter.ts'
import type { Audience } from './who.ts'
import type { Taking } from './world.ts'

/** A usual answer; where it hangs on who is asked, worked out. */
export type Usual = string | readonly string[] | ((taking: Taking) => string | readonly string[] | undefined)

/**
 * A question a step asks. One object is its form field, its rule, its words when the answer will not do, its JSON Schema
 * and its column in an import. `T` is the answer once it has been understood.
 */
export interface Question<T = unknown> {
  readonly kind: Kind
  readonly label: string
  readonly hint?: string
  /** How what it asks about stands now, as a sentence: told with its hint. */
  readonly stands?: (taking: Taking) => string | undefined
  /** Its answer is a word or two: its box is no longer than that. */
  readonly brief?: true
  /** What is said when it is not answered. Absent: it may be left out. */
  readonly missing?: string
  /** The part its answer belongs to, when that is not the step's own. */
  readonly part?: string
  readonly clause?: ClauseId
  /** Whether it is asked at all, given the answers so far. */
  readonly asked?: (answers: Answers) => boolean
  /** The words under which a page offers the condition: which answer of which question brings it up. */
  readonly under?: { readonly question: string; readonly is: string }
  /** What the program itself puts in as the step is taken: nobody types it, and whoever sends another in its place is told. */
  readonly made?: Made
  /**
   * What the program works out from the matter as the step is taken: nobody types it. Whoever sends it all the same sends what
   * it comes to, or is told.
   */
  readonly worked?: (taking: Taking) => unknown
  /** What the form holds before anybody has answered, as it would send it: the answer that is safest where most leave it so. */
  readonly usual?: Usual
  /**
   * What its box holds once the answers above it are given and nothing has been typed in it: the words that are to be changed.
   * A form shows them before it goes on.
   */
  readonly startsAs?: (taking: Taking) => string | undefined
  /** A heading that stands above it: those that follow belong under it too, until the next. */
  readonly heading?: string
  /**
   * It and those that follow, until the next heading, are folded away under these words, which say what is usual: for questions
   * that most leave as they are. They stand open where something else was answered, or is wrong.
   */
  readonly fold?: string
  /**
   * Words in an answer that whoever wrote it, or checks it, should look at: they are pointed out where they stand. With the
   * matter, those that somebody has let stand are known.
   */
  readonly pointsOut?: (
    answer: unknown,
    taking: Pick<Taking, 'world'> & Partial<Pick<Taking, 'matter'>>,
  ) => readonly PointedOut[]
  /** The words of each choice, by its value, where they are the same for everybody and at any time. */
  readonly fixed?: Readonly<Record<string, string>>
  /** What may be chosen, for this person, now. */
  options?(taking: Taking): readonly Option[]
  /** What stands in place of its options until the answers above it say which these are. */
  readonly awaits?: string
  /** For one that asks for a reference: matters of which one is likely meant, to choose from. Any other may still be typed. */
  readonly among?: Among
  /** What it looks like, as a sentence: told where one is typed that is not among those. */
  readonly like?: string
  /** How sheets tell it, for a question of a row that is filled in from one. */
  readonly inSheets?: InSheets
  /** How a sheet that holds the rows of several matters tells whose each is, for a question that is answered by rows. */
  readonly ofSeveral?: OfSeveral
  /** The questions of each row, for a question that is answered by rows. */
  readonly row?: Readonly<Record<string, Question>>
  /** Which of those holds the number of what a row is about, where rows are told under it: else they are numbered in their order. */
  readonly numberedBy?: string
  /** What has that number, in a word: what is wrong with a row is said of “Item 3”, and not of the row that it stands in. */
  readonly called?: string
  /**
   * The numbers of what its form begins with a row for, already named. One of those rows to which nothing is added is left out:
   * whoever answers only some leaves the others as they are.
   */
  readonly startsWith?: (taking: Taking) => readonly string[]
  /** They are numbered on from those that were given before, each time its step is taken: as points that keep their number. */
  readonly numberedOn?: true
  /** Of its rows as they were sent, the places of those that say something: the others are passed over. */
  readonly filled?: (raw: unknown) => readonly number[]
  /** An example that is valid for this person, for people who write clients. */
  example(taking: Taking): unknown
  /** JSON Schema of the answer. */
  schema(taking: Taking): Schema
  understand(raw: unknown, taking: Taking): Understood<T>
  /** The answer as a person reads it. */
  show(answer: unknown, taking: Pick<Taking, 'world'>): string
}

/** Matters of a procedure, as far as whoever is asked may see them. */
export interface Among {
  readonly procedure: string
  /** At which place; absent: at any or none, in the order of what they are about. */
  at?(taking: Pick<Taking, 'matter' | 'me' | 'world'>): string | undefined
  /** Where no place is meant, or there is none there, those at every place are offered. */
  readonly orAnywhere?: true
  /** Stages at which none is meant. */
  readonly leavesOut?: readonly string[]
  /** The newest at that place is chosen until somebody chooses otherwise: as a rule it is meant. */
  readonly newest?: true
}

/** What a column of a sheet may be called besides the question's label, and what its empty cells mean. */
export interface InSheets {
  readonly called?: readonly string[]
  /** An empty cell stands for the one above it, as where cells were merged. */
  readonly asAbove?: true
}

/** A column that names the matter of each row, by its reference: what it is called. Rows of others are left aside. */
export interface OfSeveral {
  readonly called: readonly string[]
}

/**
 * A file made from the matters of a procedure, holding only what its readers may each see of them: a list of them, or a report
 * of their numbers. Or something about such a file: how many matters are in it, the day it was made. Or a fact of the matter that
 * another question asks the reference of, as far as whoever takes the step may see it.
 */
export type Made =
  | { readonly what: 'list' | 'report'; readonly of: string; readonly for: Audience }
  | { readonly what: 'count' | 'day'; readonly in: string }
  | { readonly what: 'fact'; readonly from: string; readonly column: string }

export type Kind =
  | 'text'
  | 'paragraph'
  | 'choice'
  | 'choices'
  | 'yes or no'
  | 'day'
  | 'number'
  | 'place'
  | 'places'
  | 'post'
  | 'documents'
  | 'references'
  | 'rows'

/** A stretch of an answer, by UTF-16 offsets, and what was noticed there. */
export interface PointedOut {
  readonly from: number
  readonly to: number
  /** What it may be, in a word or two: 'prison number'. */
  readonly kind: string
  /** As a plain sentence. */
  readonly why: string
  /** By whom it was let stand, and why, as a plain sentence: it is in nobody's way any more. */
  readonly released?: string
}

export interface Option {
  readonly value: string
  readonly text: string
  readonly hint?: string
}

export type Schema = Readonly<Record<string, unknown>>

/** Either the answer, or what is wrong with it in plain words. Rows tell which of their fields is wrong. */
export type Understood<T> = { readonly answer: T } | Wrong

export interface Wrong {
  readonly wrong: string
  readonly field?: string
  /** What else is wrong with the same answer: of many rows, everything is told at once. */
  readonly also?: readonly Wrong[]
}

export const isWrong = (got: object): got is Wrong => 'wrong' in got

/** What the questions' answers are, by name. */
export type AnswersTo<Q> = { readonly [K in keyof Q]: Q[K] extends Question<infer T> ? T : never }

export type Questions = Readonly<Record<string, Question>>

interface More {
  readonly usual?: Usual
  readonly fold?: string
  readonly heading?: string
  readonly hint?: string
  readonly part?: string
  readonly clause?: ClauseId
  readonly inSheets?: InSheets
}

const understood = <T>(answer: T): Understood<T> => ({ answer })
const wrong = (words: string): { wrong: string } => ({ wrong: words })
const plain = (raw: unknown): string =>
  typeof raw === 'string' ? raw.trim() : typeof raw === 'number' ? String(raw) : ''

// Control characters other than line ends and tabs, and the invisible characters that can make words read in another order.
const unprintable = /[[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]--[\n\t]]/v
const eachUnprintable = new RegExp(unprintable, 'gv')
const cleaned = (text: string) =>
  unprintable.test(text) ? text.replaceAll('\r\n', '\n').replaceAll(eachUnprintable, '') : text

const words =
  (kind: 'text' | 'paragraph', longest: number) =>
  (label: string, missing: string, more: More & { example?: string } = {}): Question<string> => ({
    kind,
    label,
    missing,
    ...more,
    example: () => more.example ?? (kind === 'text' ? 'A few words' : 'What happened, in plain words.'),
    schema: () => ({ type: 'string', minLength: 1, maxLength: longest, examples: [more.example ?? 'A few words'] }),
    understand: raw => {
      if (raw !== undefined && typeof raw !== 'string' && typeof raw !== 'number')
        return wrong(`${label} Write it as words`)
      const text = cleaned(plain(raw))
      if (text.length > longest)
        return wrong(
          `Shorten this to ${longest.toLocaleString('en-GB')} characters or fewer; it has ${text.length.toLocaleString('en-GB')}`,
        )
      if (kind === 'text' && text.includes('\n')) return wrong('Put this on one line')
      return understood(text)
    },
    show: answer => String(answer ?? ''),
  })

/** A few words on one line: up to 200 characters. */
export const text = words('text', 200)
/** Free text: up to 20,000 characters. */
export const paragraph = words('paragraph', 20_000)

/** What is said of an answer that nobody offered, where leaving it out is no fault and has no words of its own. */
const oneOfThese = (options: readonly Option[]): string =>
  options.length === 0 || options.length > 6
    ? 'Choose one of those that are offered'
    : `Choose one of these: ${options.map(option => option.text).join('; ')}`

const inOptions = (raw: string, options: readonly Option[]) =>
  options.find(option => option.value === raw || option.text.toLowerCase() === raw.toLowerCase())

/** One of a fixed list, given as value and words. */
export function choice<const V extends string>(
  label: string,
  missing: string,
  values: Readonly<Record<V, string>>,
  more: More = {},
): Question<V> {
  const options = Object.entries<string>(values).map(([value, text]) => ({ value, text }))
  return {
    kind: 'choice',
    label,
    missing,
    ...more,
    fixed: values,
    options: () => options,
    example: () => options[0]?.value,
    schema: () => ({ type: 'string', enum: options.map(option => option.value) }),
    understand: raw => {
      const text = plain(raw)
      if (text === '') return understood('' as V)
      const option = inOptions(text, options)
      return option ? understood(option.value as V) : wrong(missing || oneOfThese(options))
    },
    show: answer => options.find(option => option.value === answer)?.text ?? '',
  }
}

/** Any number of a fixed list. */
export function choices<const V extends string>(
  label: string,
  missing: string,
  values: Readonly<Record<V, string>>,
  more: More = {},
): Question<readonly V[]> {
  const options = Object.entries<string>(values).map(([value, text]) => ({ value, text }))
  return {
    kind: 'choices',
    label,
    missing,
    ...more,
    fixed: values,
    options: () => options,
    example: () => options.slice(0, 1).map(option => option.value),
    schema: () => ({
      type: 'array',
      items: { type: 'string', enum: options.map(option => option.value) },
      uniqueItems: true,
    }),
    understand: raw => {
      if (raw === undefined) return understood([])
      const given = (Array.isArray(raw) ? raw : plain(raw).split(/[;\n]/)).map(plain).filter(Boolean)
      const found = given.map(one => inOptions(one, options)?.value)
      const unknown = given[found.indexOf(undefined)]
      if (found.includes(undefined)) return wrong(`Choose from the list; “${unknown?.slice(0, 60)}” is not in it`)
      return understood([...new Set(found)] as V[])
    },
    show: answer =>
      (Array.isArray(answer) ? answer : [])
        .map(one => options.find(option => option.value === one)?.text ?? '')
        .filter(Boolean)
        .join('; '),
  }
}

export const yesOrNo = (label: string, missing: string, more: More = {}): Question<boolean> => ({
  kind: 'yes or no',
  label,
  missing,
  ...more,
  fixed: { yes: 'Yes', no: 'No' },
  options: () => [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  example: () => false,
  schema: () => ({ type: 'boolean' }),
  understand: raw => {
    if (typeof raw === 'boolean') return understood(raw)
    const text = plain(raw).toLowerCase()
    if (text === '') return understood(undefined as unknown as boolean)
    return text === 'yes' || text === 'true'
      ? understood(true)
      : text === 'no' || text === 'false'
        ? understood(false)
        : wrong(missing || 'Answer yes or no')
  },
  show: answer => (answer === true ? 'Yes' : answer === false ? 'No' : ''),
})

const digits = (n: unknown, length: number) => plain(n).padStart(length, '0')

/** A date, typed as day, month and year. `notAfterToday` for what has happened; `notBeforeToday` for what is agreed to happen. */
export const day = (
  label: string,
  missing: string,
  more: More & { notAfterToday?: boolean; notBeforeToday?: boolean } = {},
): Question<Day> => ({
  kind: 'day',
  label,
  missing,
  ...more,
  example: ({ world }) => world.today,
  schema: ({ world }) => ({ type: 'string', format: 'date', examples: [world.today] }),
  understand: (raw, { world }) => {
    const parts =
      typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : undefined
    const typed = parts ? `${digits(parts.year, 4)}-${digits(parts.month, 2)}-${digits(parts.day, 2)}` : plain(raw)
    if (typed === '' || typed === '0000-00-00') return understood('' as Day)
    if (/^\d{1,3}$/.test(plain(parts?.year))) return wrong('Give the year in four figures, like 2026')
    const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(typed)
    const date = british ? `${british[3]}-${digits(british[2], 2)}-${digits(british[1], 2)}` : typed
    const real = findDay(date)
    if (!real) return wrong('Give a real date, like 27 3 2026')
    if (more.notAfterToday && real > world.today) return wrong('Give a date that is today or in the past')
    if (more.notBeforeToday && real < world.today) return wrong('Give a date that is today or later')
    return understood(real)
  },
  show: answer => {
    const date = typeof answer === 'string' ? findDay(answer) : undefined
    return date ? formatDay(date) : ''
  },
})

/** A whole number within bounds. */
export const number = (
  label: string,
  missing: string,
  more: More & { least?: number; most?: number } = {},
): Question<number> => {
  const { least = 0, most = 1_000_000 } = more
  return {
    kind: 'number',
    label,
    missing,
    ...more,
    example: () => least,
    schema: () => ({ type: 'integer', minimum: least, maximum: most, examples: [least] }),
    understand: raw => {
      const typed = plain(raw)
      if (typed === '') return understood(undefined as unknown as number)
      const value = Number(typed)
      return Number.isInteger(value) && value >= least && value <= most
        ? understood(value)
        : wrong(`Give a whole number from ${least} to ${most}`)
    },
    show: answer => String(answer ?? ''),
  }
}

/** A place where people are held, chosen from the register by its code or its name. */
export const place = (label: string, missing: string, more: More = {}): Question<string> => ({
  kind: 'place',
  label,
  missing,
  ...more,
  options: ({ world }) =>
    world.directory.places.filter(one => !one.closed).map(one => ({ value: one.code, text: one.name })),
  example: ({ world }) => (world.directory.places.find(one => one.invented) ?? world.directory.places[0])?.code,
  schema: ({ world }) => ({
    type: 'string',
    enum: world.directory.places.filter(one => !one.closed).map(one => one.code),
  }),
  understand: (raw, { world }) => {
    const typed = plain(raw)
    if (typed === '') return understood('')
    const found =
      world.directory.findPlace(typed.toUpperCase()) ??
      world.directory.places.find(one => one.name.toLowerCase() === typed.toLowerCase()) ??
      world.directory.findPlace(typed)
    if (!found) return wrong(`Choose a place from the list; “${typed.slice(0, 60)}” is not in it`)
    if (found.closed) return wrong(`${found.name} has closed; choose the place where the person is now`)
    return understood(found.code)
  },
  show: (answer, { world }) => world.directory.findPlace(String(answer))?.name ?? '',
})

const mostPlaces = 50

/** Any number of places, or none. Those that are typed together are parted by semicolons. */
export function places(label: string, more: More = {}): Question<readonly string[]> {
  const one = place(label, '', more)
  return {
    ...one,
    kind: 'places',
    missing: undefined,
    example: taking => [one.example(taking)].filter(Boolean),
    schema: taking => ({ type: 'array', items: one.schema(taking), uniqueItems: true, maxItems: mostPlaces }),
    understand: (raw, taking) => {
      const given = (Array.isArray(raw) ? raw : [raw]).flatMap(typed => plain(typed).split(/[;\n]/))
      const codes = new Set<string>()
      for (const typed of given) {
        const got = one.understand(typed, taking)
        if (isWrong(got)) return got
        if (got.answer) codes.add(got.answer)
      }
      return codes.size > mostPlaces ? wrong(`Give ${mostPlaces} places or fewer`) : understood([...codes])
    },
    show: (answer, taking) =>
      (Array.isArray(answer) ? answer : [])
        .map(code => one.show(code as string, taking))
        .filter(Boolean)
        .join('; '),
  }
}

/** One of a list that depends on the matter or on the person: a recommendation, a board, a month. */
export const oneOf = (
  label: string,
  missing: string,
  offered: (taking: Taking) => readonly Option[],
  more: More = {},
): Question<string> => ({
  kind: 'choice',
  label,
  missing,
  ...more,
  options: offered,
  example: taking => offered(taking)[0]?.value,
  schema: taking => ({ type: 'string', enum: offered(taking).map(option => option.value) }),
  understand: (raw, taking) => {
    const typed = plain(raw)
    if (typed === '') return understood('')
    const option = inOptions(typed, offered(taking))
    return option ? understood(option.value) : wrong(missing || oneOfThese(offered(taking)))
  },
  show: answer => String(answer ?? ''),
})

/** A unit, chosen from those the definition offers. */
export const unit = (
  label: string,
  missing: string,
  offered: (taking: Taking) => readonly Unit[],
  more: More = {},
): Question<string> => ({
  ...oneOf(label, missing, taking => offered(taking).map(one => ({ value: one.key, text: one.name })), more),
  show: (answer, { world }) => world.directory.findUnit(String(answer))?.name ?? '',
})

/** A post, chosen from those the definition offers; one that nobody holds is offered with that said. */
export const post = (
  label: string,
  missing: string,
  offered: (taking: Taking) => readonly Post[],
  more: More = {},
): Question<string> => {
  const options = (taking: Taking) =>
    offered(taking).map(one => ({
      value: one.key,
      text: one.title,
      hint: one.held ? undefined : 'Nobody holds this post today',
    }))
  return {
    kind: 'post',
    label,
    missing,
    ...more,
    options,
    example: taking => options(taking)[0]?.value,
    schema: taking => ({ type: 'string', enum: options(taking).map(option => option.value) }),
    understand: (raw, taking) => {
      const typed = plain(raw)
      if (typed === '') return understood('')
      const option = inOptions(typed, options(taking))
      return option ? understood(option.value) : wrong(missing || oneOfThese(options(taking)))
    },
    show: (answer, { world }) => world.directory.findPost(String(answer))?.title ?? '',
  }
}

/**
 * Any number of posts, chosen from those the definition offers. Which these are may hang on the answers above it: until those are
 * given none is offered, and `awaits` says so in their place.
 */
export const posts = (
  label: string,
  missing: string,
  awaits: string,
  offered: (taking: Taking) => readonly Post[],
  more: More = {},
): Question<readonly string[]> => {
  const one = post(label, missing, offered, more)
  const options = (taking: Taking) => one.options?.(taking) ?? []
  return {
    ...one,
    kind: 'choices',
    awaits,
    example: taking =>
      options(taking)
        .slice(0, 1)
        .map(option => option.value),
    schema: taking => ({
      type: 'array',
      items: options(taking).length > 0 ? one.schema(taking) : { type: 'string' },
      uniqueItems: true,
    }),
    understand: (raw, taking) => {
      const all = options(taking)
      if (all.length === 0) return wrong(awaits)
      const given = [raw].flat().map(plain).filter(Boolean)
      const chosen = given.map(typed => inOptions(typed, all)?.value)
      return chosen.includes(undefined)
        ? wrong(`Choose from these: ${all.map(option => option.text).join('; ')}`)
        : understood([...new Set(chosen)] as string[])
    },
    show: (answer, taking) =>
      (Array.isArray(answer) ? answer : [])
        .map(key => one.show(key as string, taking))
        .filter(Boolean)
        .join('; '),
  }
}

/** Words with a fixed form, such as a prison number: `form` must match once the text is in capitals without spaces. */
export const coded = (
  label: string,
  missing: string,
  form: RegExp,
  otherwise: string,
  example: string,
  more: More = {},
): Question<string> => ({
  ...text(label, missing, more),
  example: () => example,
  schema: () => ({ type: 'string', pattern: form.source, examples: [example] }),
  understand: raw => {
    const typed = plain(raw).replaceAll(/\s/g, '').toUpperCase()
    return typed === '' || form.test(typed) ? understood(typed) : wrong(otherwise)
  },
})

/** Files attached to a step, if any: their ids, given by whoever received the bytes (`documents/`). */
export const documents = (label: string, more: More = {}): Question<readonly string[] | undefined> => ({
  kind: 'documents',
  label,
  ...more,
  example: () => [],
  schema: () => ({ type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 20, examples: [[]] }),
  understand: raw => {
    if (raw === undefined) return understood([])
    const given = (Array.isArray(raw) ? raw : [raw]).map(plain).filter(Boolean)
    return given.every(id => /^[0-9a-f-]{36}$/.test(id))
      ? understood(given)
      : wrong('Attach the file again; this is not a file we hold')
  },
  show: answer =>
    Array.isArray(answer) && answer.length ? `${answer.length} ${answer.length === 1 ? 'file' : 'files'}` : '',
})

interface Referring extends More {
  /** What is said when none is given. Absent: it may be left out. */
  readonly missing?: string
  readonly among?: Among
  /** What they are references of, where that is one thing: what these begin with, and what one is called. */
  readonly of?: { readonly prefix: string; readonly what: string }
  /** One at most. */
  readonly one?: true
}

/**
 * References of other matters. Whether the person may see them is decided where they are looked up. Of what kind they are, and
 * that there is to be one, is said here alone: the form, the refusal and the schema come from it.
 */
export const references = (label: string, { of, one, ...more }: Referring = {}): Question<readonly string[]> => {
  const prefix = of?.prefix ?? '[A-Z]{3}'
  const like = `${of?.prefix ?? 'SAN'}-2026-0042`
  const looks = of && (one ? `A reference like ${like}.` : `References like ${like}, with commas between.`)
  const pattern = `^${prefix}-\\d{4}-\\d{4,}$`
  const fits = new RegExp(pattern)
  const kind = of && `${of.what}, which begins with ${of.prefix}-`
  return {
    kind: 'references',
    label,
    ...more,
    hint: [!more.among && looks, more.hint].filter(Boolean).join(' ') || undefined,
    ...(more.among && { like: looks }),
    example: () => [],
    schema: () => ({
      type: 'array',
      items: { type: 'string', pattern },
      ...(one && { maxItems: 1 }),
      examples: [[]],
    }),
    understand: raw => {
      if (raw === undefined) return understood([])
      const given = (Array.isArray(raw) ? raw : plain(raw).split(/[\s,;]+/))
        .map(one => plain(one).toUpperCase())
        .filter(Boolean)
      const all = [...new Set(given)]
      const faulty = all.find(one => !fits.test(one))
      if (one && (faulty !== undefined || all.length > 1))
        return wrong(`Give the reference of one ${kind ?? `matter, like ${like}`}`)
      return faulty === undefined
        ? understood(all)
        : wrong(
            kind
              ? `“${faulty.slice(0, 30)}” is not the reference of ${anOrA(kind)}`
              : `Give references like ${like}; “${faulty.slice(0, 30)}” is not one`,
          )
    },
    show: answer => (Array.isArray(answer) ? answer.join(', ') : ''),
  }
}

const anOrA = (what: string): string => `${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what}`

/** A list with nothing in it to choose from, as JSON Schema can say it. */
const orNothing = (schema: Schema): Schema =>
  Array.isArray(schema.enum) && schema.enum.length === 0 ? { type: 'string', not: {} } : schema

type RowsMore<Name extends string> = {
  readonly most?: number
  readonly numberedOn?: true
  readonly ofSeveral?: OfSeveral
  readonly stands?: Question['stands']
} & (
  | { readonly numberedBy?: Name; readonly called?: undefined; readonly startsWith?: undefined }
  | { readonly numberedBy: Name; readonly called: string; readonly startsWith?: Question['startsWith'] }
)

/** So many have room on one page. */
const mostAtOnce = 12

/** The form begins with a row for each of these, as far as they have room, and says so where there are more: “14 points have no answer yet”. */
export const rowForEach = (
  which: string,
  numbers: (matter: Matter) => readonly string[],
): Required<Pick<Question, 'startsWith' | 'stands'>> => ({
  startsWith: ({ matter }) => numbers(matter).slice(0, mostAtOnce),
  stands: ({ matter }) => {
    const { length } = numbers(matter)
    return length > mostAtOnce ? `${length} ${which}: these are the first ${mostAtOnce}` : undefined
  },
})

/** A question answered by one or more rows, each with the same questions: recommendations, attendees, points. */
export function rows<Q extends Questions>(
  label: string,
  missing: string,
  row: Q,
  more: More & RowsMore<keyof Q & string> = {},
): Question<readonly AnswersTo<Q>[]> {
  const most = more.most ?? 50
  const said = Object.keys(row).filter(name => !more.startsWith || name !== more.numberedBy)
  const typedIn = (fields: unknown): Readonly<Record<string, unknown>> =>
    typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : {}
  const filled = (raw: unknown) =>
    (Array.isArray(raw) ? raw : []).flatMap((fields, at) => {
      const typed = typedIn(fields)
      return said.every(name => plain(typed[name]) === '' && typeof typed[name] !== 'object') ? [] : [at]
    })
  const called = (typed: Readonly<Record<string, unknown>>, at: number) => {
    const number = more.called === undefined ? '' : plain(typed[more.numberedBy])
    return /^\S{1,12}$/.test(number) ? `${more.called} ${number}` : `Row ${at + 1}`
  }
  return {
    kind: 'rows',
    label,
    missing,
    row,
    ...more,
    filled,
    example: taking => [
      Object.fromEntries(Object.entries(row).map(([name, question]) => [name, question.example(taking)])),
    ],
    schema: taking => ({
      type: 'array',
      maxItems: most,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(row).map(([name, question]) => [
            name,
            { title: question.label, ...orNothing(question.schema(taking)) },
          ]),
        ),
        required: Object.keys(row).filter(name => row[name]?.missing),
      },
    }),
    understand: (raw, taking) => {
      const given = Array.isArray(raw) ? raw : []
      if (given.length > most) return wrong(`Give ${most} or fewer`)
      const answers: Record<string, unknown>[] = []
      const faults: Wrong[] = []
      for (const at of filled(given)) {
        const typed = typedIn(given[at])
        const answered: Record<string, unknown> = {}
        for (const [name, question] of Object.entries(row)) {
          const got = understandOne(question, typed[name], taking, answered)
          if (isWrong(got)) faults.push({ wrong: `${called(typed, at)}: ${got.wrong}`, field: `${at}-${name}` })
          else if (got.answer !== undefined) answered[name] = got.answer
        }
        answers.push(answered)
      }
      const [first, ...also] = faults
      return first ? { ...first, also } : understood(answers as unknown as readonly AnswersTo<Q>[])
    },
    show: answer => (Array.isArray(answer) ? `${answer.length} in all` : ''),
  }
}

/** The same question, answered by the program. */
export const made = <T>(by: Made, question: Question<T>): Question<T> => ({ ...question, made: by })

/** The same question, whose answer the program works out from the matter. */
export const worked = <T>(from: (taking: Taking) => T, question: Question<T>): Question<T> => ({
  ...question,
  worked: from,
})

/** Whether nobody types its answer. */
export const byProgram = ({ made, worked }: Pick<Question, 'made' | 'worked'>): boolean =>
  made !== undefined || worked !== undefined

/** The same question, which may be left out. */
export const optional = <T>(question: Question<T>): Question<T | undefined> => ({ ...question, missing: undefined })

/** The same question, asked only where an earlier one was answered so. */
export const onlyIf = <T>(name: string, is: string | boolean, question: Question<T>): Question<T | undefined> => ({
  ...question,
  asked: answers => (Array.isArray(answers[name]) ? answers[name].includes(is) : answers[name] === is),
  under: { question: name, is: is === true ? 'yes' : is === false ? 'no' : is },
})

const unanswered = (answer: unknown) =>
  answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)

/** One question's answer: understood, left out, not asked, or wrong. Shared by steps and rows. */
export function understandOne(question: Question, raw: unknown, taking: Taking, soFar: Answers): Understood<unknown> {
  if (question.asked && !question.asked(soFar)) return understood(undefined)
  if (!question.worked) return given(question, raw, taking)
  const got = given(question, question.worked({ ...taking, answers: soFar }), taking)
  if (isWrong(got)) return got
  const sent = question.understand(raw, taking)
  return !isWrong(sent) && (unanswered(sent.answer) || isDeepStrictEqual(sent.answer, got.answer))
    ? got
    : wrong(comesTo(question, got.answer, taking))
}

function given(question: Question, raw: unknown, taking: Taking): Understood<unknown> {
  const got = question.understand(raw, taking)
  if (isWrong(got) || !unanswered(got.answer)) return got
  return question.missing ? wrong(question.missing) : understood(undefined)
}

/** What is told in a sentence, and what is too long for one. */
const fitsSentence = (shown: string) => shown !== '' && shown.length <= 100 && !shown.includes('\n')

/** What is said to whoever sends something else than what is worked out: nothing of theirs is passed over in silence. */
function comesTo({ label, kind, show }: Question, answer: unknown, taking: Taking): string {
  if (kind === 'documents') return `Send nothing for “${label}”: it is made anew as this is done`
  const shown = answer === undefined || kind === 'rows' ? '' : show(answer, taking)
  const what = fitsSentence(shown) ? shown : answer === undefined ? 'nothing' : 'something else'
  return `Leave this out: “${label}” is worked out, and comes to ${what}`
}
