import type { Answers } from '../src/engine/matter.ts'
import type { Step } from '../src/engine/procedure.ts'
import { isWrong, understandOne, type Question, type Questions } from '../src/engine/question.ts'
import type { Taking } from '../src/engine/world.ts'
import type { Random } from './random.ts'

/** Where the words, dates and files of made-up answers come from: a test that looks for them later remembers what it gave. */
export interface Source {
  text(question: string, of: Question): string
  /** Days to try in turn until the question takes one: some are in the past, some still to come. */
  days(question: string, of: Question): readonly string[]
  documents(question: string, of: Question): Promise<readonly string[]>
  /** None where there is nothing yet that could be referred to. */
  references(question: string, of: Question): readonly string[] | undefined
  /** Which of the options is chosen, where it is not all the same; undefined leaves it to chance. */
  choose?(question: string, values: readonly string[]): unknown
  /** Where something stands on the web; absent: the question's own example. */
  address?(question: string, of: Question): string
  /** Told of what was given in a fixed form, such as a prison number. */
  coded?(question: string, of: Question, given: string): void
}

/** How often a question that may be left out is answered. */
const answersOptional = 0.7

/**
 * Answers to every question of a step, of its kind and among its options, made from its definition alone: valid by
 * themselves, though a rule of the step may still refuse them together.
 */
export async function answersTo(
  step: Pick<Step, 'asks'>,
  taking: Omit<Taking, 'answers'>,
  random: Random,
  source: Source,
): Promise<Record<string, unknown>> {
  return answered(step.asks, taking, random, source)
}

async function answered(asks: Questions, taking: Omit<Taking, 'answers'>, random: Random, source: Source, prefix = '') {
  const raw: Record<string, unknown> = {}
  const soFar: Record<string, unknown> = {}
  for (const [name, question] of Object.entries(asks)) {
    if (question.asked && !question.asked(soFar)) continue
    if (question.worked) {
      // Nobody types it; where there is nothing to work it out from, the step will be refused.
      const got = understandOne(question, undefined, { ...taking, answers: soFar }, soFar)
      if (!isWrong(got) && got.answer !== undefined) soFar[name] = got.answer
      continue
    }
    // Looked up as the step is taken.
    if (question.made?.what === 'fact') continue
    if (!question.missing && !random.chance(answersOptional)) continue
    const given = await oneAnswer(`${prefix}${name}`, question, { ...taking, answers: soFar }, random, source)
    if (given === undefined) continue
    const got = understandOne(question, given, { ...taking, answers: soFar }, soFar)
    if (isWrong(got)) throw new Error(`“${question.label}” does not take ${JSON.stringify(given)}: ${got.wrong}`)
    raw[name] = given
    if (got.answer !== undefined) soFar[name] = got.answer
  }
  return raw
}

async function oneAnswer(
  name: string,
  question: Question,
  taking: Taking,
  random: Random,
  source: Source,
): Promise<unknown> {
  const values = () => question.options?.(taking).map(option => option.value) ?? []
  switch (question.kind) {
    case 'text':
    case 'paragraph': {
      const { pattern } = question.schema(taking)
      if (pattern === '^https://') return source.address?.(name, question) ?? question.example(taking)
      if (typeof pattern !== 'string') return source.text(name, question)
      const made = fitting(pattern, random)
      const given = new RegExp(pattern).test(made) ? made : String(question.example(taking))
      source.coded?.(name, question, given)
      return given
    }
    case 'choice':
    case 'place':
    case 'post': {
      const fit = values().filter(value => !isWrong(question.understand(value, taking)))
      return source.choose?.(name, fit) ?? (fit.length > 0 ? random.one(fit) : undefined)
    }
    case 'choices':
      return values().length === 0 ? undefined : (source.choose?.(name, values()) ?? random.some(values()))
    case 'places':
      return random.some(values()).slice(0, 2)
    case 'yes or no':
      return source.choose?.(name, ['yes', 'no']) ?? random.chance(0.5)
    case 'number': {
      const { minimum = 0, maximum = 1000 } = question.schema(taking) as { minimum?: number; maximum?: number }
      return minimum + random.below(Math.min(maximum - minimum, 1000) + 1)
    }
    case 'day':
      return source.days(name, question).find(day => !isWrong(question.understand(day, taking)))
    case 'documents':
      return source.documents(name, question)
    case 'references':
      return source.references(name, question)
    case 'rows': {
      const rows: Answers[] = []
      for (let count = 1 + random.below(2); count > 0; count--)
        rows.push(await answered(question.row ?? {}, taking, random, source, `${name}.${rows.length}.`))
      return rows
    }
  }
}

/** A text that fits a simple pattern: classes, digits and counts, as fixed forms are written. */
export function fitting(pattern: string, random: Random): string {
  const pieces = [...pattern.matchAll(/(\[[^\]]+\]|\\d|[^\\^$[\]{}()|?*+.])(?:\{(\d+)\})?/g)]
  return pieces
    .map(([, piece = '', count = '1']) => Array.from({ length: Number(count) }, () => oneOf(piece, random)).join(''))
    .join('')
}

function oneOf(piece: string, random: Random): string {
  if (piece === '\\d') return String(random.below(10))
  if (!piece.startsWith('[')) return piece
  const letters = [...piece.slice(1, -1).matchAll(/(.)-(.)|(.)/g)].flatMap(([, from, to, alone]) =>
    alone !== undefined
      ? [alone]
      : Array.from({ length: to!.charCodeAt(0) - from!.charCodeAt(0) + 1 }, (_, at) =>
          String.fromCharCode(from!.charCodeAt(0) + at),
        ),
  )
  return random.one(letters)
}
