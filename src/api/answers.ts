import { closed, decide, type Problem } from '../engine/decide.ts'
import { unopened, type Answers, type Matter, type Me } from '../engine/matter.ts'
import { placeAsked } from '../engine/placed.ts'
import { clausesOf, type Procedure, type Step } from '../engine/procedure.ts'
import { byProgram, isWrong, understandOne, type Question, type Questions } from '../engine/question.ts'
import type { Taking, World } from '../engine/world.ts'
import { faultsIn, type Schema } from './schema.ts'

/** A step's questions as one JSON Schema: the same one that is published, and by which answers are taken or refused. */

type Raw = Readonly<Record<string, unknown>>

/** Which answers of one earlier question decide whether this one is asked. */
export interface Asking {
  readonly question: string
  /** The answers with which it is asked; or, with `unless`, those with which it is not. */
  readonly answers: readonly unknown[]
  readonly unless: boolean
}

/** Whether a question is asked always, by another's answer, or by a rule that cannot be told by itself. */
export type Asked = 'always' | 'by a rule' | Asking

/**
 * Finds out when a question is asked by trying its rule with each answer that the questions before it can have, so that
 * a condition is written once, as a rule, and told from it. Answers that depend on who asks are known only with a `taking`.
 */
export function whenAsked(asks: Questions, name: string, taking: Taking = nothingToTake): Asked {
  const { asked } = asks[name] as Question
  if (!asked) return 'always'
  const unanswered = asked({})
  const deciding = Object.entries(asks)
    .slice(0, Object.keys(asks).indexOf(name))
    .flatMap(([other, question]) => {
      const turning = fixedAnswers(question, taking).filter(answer => asked({ [other]: answer }) !== unanswered)
      return turning.length ? [{ question: other, answers: turning, unless: unanswered }] : []
    })
  const [only] = deciding
  if (deciding.length > 1) return 'by a rule'
  return only ?? (unanswered ? 'always' : 'by a rule')
}

/** Every answer that a question with a short, fixed list can have; of several, each by itself. */
function fixedAnswers(question: Question, taking: Taking): readonly unknown[] {
  if (question.kind === 'yes or no') return [true, false]
  if (question.kind !== 'choice' && question.kind !== 'choices') return []
  const options = withoutTaking(() => question.options?.(taking)) ?? []
  return options.length > 40 ? [] : options.map(({ value }) => (question.kind === 'choices' ? [value] : value))
}

/** A taking that tells nothing: what can be worked out with it is the same for everybody. */
const nothingToTake = new Proxy({} as Taking, {
  get: () => {
    throw new DependsOnTaking()
  },
})

class DependsOnTaking extends Error {}

function withoutTaking<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (fault) {
    if (fault instanceof DependsOnTaking) return undefined
    throw fault
  }
}

/** The JSON Schema of a step's answers for whoever takes it, now, on this matter. */
export const answersSchema = (step: Step, taking: Taking, example?: Answers): Schema =>
  composed(step, (name, question) => ofQuestion(question, taking, example?.[name]), { taking, example })

/**
 * The same for anyone: lists that depend on who asks and on what are left open, and `/procedures` and the matter itself tell
 * what is in them.
 */
export const answersSchemaForAnyone = (step: Step): Schema =>
  composed(step, (_name, question) => (byProgram(question) ? ofWorked(question) : forAnyone(question)))

/** The same before there is a matter: what depends on the matter is given by example. */
export const answersSchemaBefore = (step: Step, one: Taking, other: Taking): Schema =>
  composed(step, (_name, question) => {
    if (byProgram(question)) return ofWorked(question)
    const [here, there] = [one, other].map(taking => unlessItNeedsMore(() => ofQuestion(question, taking)))
    if (here && JSON.stringify(here) === JSON.stringify(there)) return here
    const several = ['choices', 'places', 'documents', 'references', 'rows'].includes(question.kind)
    const example = here?.examples?.[0] ?? there?.examples?.[0] ?? (several ? [] : 'as GET /matters/{reference} lists')
    return {
      ...described(question, 'What may be sent depends on the matter: GET /matters/{reference} lists it.'),
      type: several ? 'array' : 'string',
      examples: [example],
    }
  })

/** A rule about a matter may stop when there is none to read yet. */
function unlessItNeedsMore<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function composed(
  step: Step,
  of: (name: string, question: Question) => Schema,
  { taking, example }: { taking?: Taking; example?: Answers } = {},
): Schema {
  const entries = Object.entries(step.asks)
  const asked = new Map(entries.map(([name]) => [name, whenAsked(step.asks, name, taking)]))
  const properties = Object.fromEntries(
    entries.map(([name, question]) => {
      const schema = of(name, question)
      const condition = conditionInWords(step.asks, asked.get(name) ?? 'always')
      return [
        name,
        condition ? { ...schema, description: [schema.description, condition].filter(Boolean).join(' ') } : schema,
      ]
    }),
  )
  const needed = entries.filter(([, question]) => question.missing !== undefined && !byProgram(question))
  const conditions = needed.flatMap(([name]) => {
    const when = asked.get(name)
    return typeof when === 'object' ? [{ if: matching(step.asks, when), then: { required: [name] } }] : []
  })
  return {
    type: 'object',
    title: step.label,
    ...(step.about ? { description: step.about } : {}),
    properties,
    required: needed.map(([name]) => name).filter(name => asked.get(name) === 'always'),
    additionalProperties: false,
    ...(conditions.length ? { allOf: conditions } : {}),
    ...(example ? { examples: [example] } : {}),
  }
}

function matching(asks: Questions, { question, answers, unless }: Asking): Schema {
  const several = asks[question]?.kind === 'choices'
  const values = several ? (answers as readonly unknown[][]).flat() : answers
  const matches: Schema = {
    properties: { [question]: several ? { contains: { enum: values } } : { enum: values } },
    required: [question],
  }
  return unless ? { not: matches } : matches
}

function conditionInWords(asks: Questions, asked: Asked): string | undefined {
  if (asked === 'always') return undefined
  if (asked === 'by a rule') return 'Asked only in some cases; otherwise it is passed over.'
  const answers = asked.answers.flat().map(answer => JSON.stringify(answer))
  const verb = asks[asked.question]?.kind === 'choices' ? 'has' : 'is'
  return asked.unless
    ? `Not asked, and passed over, if ${asked.question} ${verb} ${answers.join(' or ')}.`
    : `Asked only if ${asked.question} ${verb} ${answers.join(' or ')}; otherwise it is passed over.`
}

const described = (question: Question, more?: string, taking?: Taking): Schema => {
  const words = [
    taking && question.stands?.(taking),
    question.hint,
    likely(question, taking),
    question.awaits && hanging,
    more,
  ]
    .filter(Boolean)
    .join(' ')
  return { title: question.label, ...(words && { description: words }) }
}

/** Which may be chosen is known only with the answers before it, and so is no list in a schema. */
const hanging =
  'Keys or titles. Which may be chosen hangs on the answers before it: whatever may not is refused with those that may.'

/** Where those are that are likely meant. Any other may be sent too, so the schema itself lists none. */
function likely({ among }: Question, taking?: Taking): string | undefined {
  const place = taking && among?.at?.(taking)
  return (
    among &&
    `Likely one that GET /matters?procedure=${among.procedure}${place === undefined ? '' : `&establishment=${place}`} lists.`
  )
}

/**
 * What is worked out is sent by nobody, or as it comes to: that is its only example, where it is known before anything is
 * answered.
 */
function ofWorked(question: Question, taking?: Taking): Schema {
  const { examples: _any, ...schema } = taking ? (question.schema(taking) as Schema) : forAnyone(question)
  const comesTo =
    taking && unlessItNeedsMore(() => question.worked?.({ ...taking, answers: nothingToTake as unknown as Answers }))
  const fits = comesTo !== undefined && comesTo !== '' && faultsIn(schema, comesTo).length === 0
  return {
    ...schema,
    ...described(question, 'Worked out: leave it out. Anything but what it comes to is refused.', taking),
    examples: fits ? [comesTo] : [],
  }
}

function ofQuestion(question: Question, taking: Taking, example?: unknown): Schema {
  if (byProgram(question)) return ofWorked(question, taking)
  const schema = question.schema(taking) as Schema
  if (schema.enum?.length === 0 || schema.items?.enum?.length === 0 || asksOfNothing(question, taking))
    return {
      ...described(question, 'There is nothing to choose from now.', taking),
      type: schema.type,
      not: {},
    }
  const shown = example ?? question.example(taking)
  return {
    ...described(question, undefined, taking),
    ...schema,
    ...(shown !== undefined && faultsIn(schema, shown).length === 0 ? { examples: [shown] } : {}),
  }
}

/** Whether each of its rows has to choose from a list that is empty. */
const asksOfNothing = ({ row = {} }: Question, taking: Taking): boolean =>
  Object.values(row).some(
    one => one.missing !== undefined && one.asked === undefined && (one.schema(taking) as Schema).enum?.length === 0,
  )

function forAnyone(question: Question): Schema {
  const fixed = withoutTaking(() => question.schema(nothingToTake) as Schema)
  if (fixed && question.kind !== 'rows') {
    const example = withoutTaking(() => question.example(nothingToTake))
    return { ...described(question), ...fixed, ...(example === undefined ? {} : { examples: [example] }) }
  }
  if (question.kind === 'day')
    return { ...described(question), type: 'string', format: 'date', examples: ['2026-03-02'] }
  if (question.row) {
    const rows = { ...question.row }
    return {
      ...described(question),
      type: 'array',
      items: {
        type: 'object',
        properties: Object.fromEntries(Object.entries(rows).map(([name, one]) => [name, forAnyone(one)])),
        required: Object.keys(rows).filter(name => rows[name]?.missing !== undefined),
        additionalProperties: false,
      },
    }
  }
  const where =
    question.kind === 'place'
      ? 'A code that GET /establishments lists.'
      : question.kind === 'places'
        ? 'Codes that GET /establishments lists.'
        : 'One that GET /procedures or GET /matters/{reference} lists for you.'
  return { ...described(question, where), type: ['choices', 'places'].includes(question.kind) ? 'array' : 'string' }
}

/**
 * What is wrong with answers by the schema, question by question, each with the answers before it understood. What the
 * step's own rules say of them is `decide`'s.
 */
export function schemaProblems(step: Step, raw: Raw, taking: Omit<Taking, 'answers'>): Problem[] {
  const answers: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, question] of Object.entries(step.asks)) {
    if (raw[name] === undefined || (question.asked && !question.asked(answers))) continue
    const within: Taking = { ...taking, answers }
    const [fault] = faultsIn(question.schema(within) as Schema, raw[name])
    if (fault)
      problems.push({
        field: [name, ...fault.at].join('-'),
        words: fault.words,
        clause: question.clause ?? clausesOf(step, taking.matter, answers)[0],
      })
    const got = understandOne(question, raw[name], within, answers)
    if (!isWrong(got) && got.answer !== undefined) answers[name] = got.answer
  }
  return problems
}

/** A matter of this procedure that has not begun: what a beginning step is decided on, and what `/procedures` imagines. */
export const unbegun = (procedure: Procedure, version: string, me: Me, world: World, place?: string): Matter =>
  unopened({ id: 0, reference: '', procedure: procedure.name, version, place, owner: me.unit, openedAt: world.now })

const mostTries = 200

/**
 * Answers that the beginning step takes from this person, now: tried against its rules, so that an example is one that
 * works. Undefined when the step is not theirs, or no answers were found that it takes.
 */
export function exampleOfBeginning(procedure: Procedure, version: string, me: Me, world: World): Answers | undefined {
  const step = procedure.steps[procedure.begins] as Step
  if (closed(step, unbegun(procedure, version, me, world), me, world)) return undefined
  const chosen = new Map<string, number>()
  for (let tries = 0; tries < mostTries; tries++) {
    const { raw, choices } = exampleWith(step, chosen, { matter: unbegun(procedure, version, me, world), me, world })
    const matter = unbegun(procedure, version, me, world, placeIn(step, raw))
    const decision = decide(procedure, matter, procedure.begins, me, raw, world)
    if (!decision.refused) return raw
    // The question that is complained of, or else any, is answered another way.
    const field = decision.problems.find(problem => problem.field !== undefined)?.field
    const next = [field, ...choices.keys()].find(
      name => name !== undefined && (chosen.get(name) ?? 0) + 1 < (choices.get(name) ?? 0),
    )
    if (next === undefined) return undefined
    chosen.set(next, (chosen.get(next) ?? 0) + 1)
  }
  return undefined
}

const placeIn = (step: Step, raw: Raw): string | undefined => {
  const name = placeAsked(step.asks)
  const given = name === undefined ? undefined : raw[name]
  return typeof given === 'string' ? given : undefined
}

/** An answer to each question that must be answered, with how many answers each could have had. */
function exampleWith(step: Step, chosen: ReadonlyMap<string, number>, taking: Omit<Taking, 'answers'>) {
  const raw: Record<string, unknown> = {}
  const answers: Record<string, unknown> = {}
  const choices = new Map<string, number>()
  for (const [name, question] of Object.entries(step.asks)) {
    if (question.missing === undefined || byProgram(question) || (question.asked && !question.asked(answers))) continue
    const within: Taking = { ...taking, answers }
    const candidates = candidatesFor(question, within)
    choices.set(name, candidates.length)
    raw[name] = candidates[chosen.get(name) ?? 0]
    const got = understandOne(question, raw[name], within, answers)
    if (!isWrong(got) && got.answer !== undefined) answers[name] = got.answer
  }
  return { raw, choices }
}

function candidatesFor(question: Question, taking: Taking): readonly unknown[] {
  const first = question.example(taking)
  const others = (
    (question.schema(taking) as Schema).enum ?? (question.kind === 'yes or no' ? [true, false] : [])
  ).filter(one => one !== first)
  return first === undefined ? others : [first, ...others]
}
