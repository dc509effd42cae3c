import type { ClauseId } from './clause.ts'
import { duties, type Falling, type Following, type Recounting, type Settling } from './deadline.ts'
import {
  evolve,
  standingOffers,
  type Answers,
  type Disclosure,
  type Entry,
  type Matter,
  type Me,
  type Offer,
} from './matter.ts'
import { saidOpenly } from './openly.ts'
import {
  clausesOf,
  namesFor,
  partOf,
  type AlsoTaken,
  type Change,
  type Procedure,
  type Share,
  type Step,
  type Turn,
} from './procedure.ts'
import { isWrong, understandOne } from './question.ts'
import type { Taking, World } from './world.ts'

/** What taking a step comes to: an entry to be made, or a refusal in words. Nothing has happened yet. */
export type Decision = { readonly refused: false; readonly making: Making } | Refused

export interface Refused {
  readonly refused: true
  readonly problems: readonly Problem[]
}

/** One thing that stands in the way: about a question, or about the step as a whole. */
export interface Problem {
  readonly field?: string
  readonly words: string
  readonly clause?: ClauseId
  readonly next?: string
}

/** Everything one entry brings with it; the journal writes all of it or none. */
export interface Making {
  readonly step: string
  readonly clauses: readonly ClauseId[]
  readonly entry: Entry
  /** The answers, by the part they belong to. The entry's own part is always there. */
  readonly contents: Readonly<Record<string, Answers>>
  readonly facts: Readonly<Record<string, unknown>>
  readonly shares: readonly Sharing[]
  readonly recalls: readonly Recalling[]
  /** Parts of which what is offered to the taker is accepted, or turned down. */
  readonly accepts: readonly string[]
  readonly declines: readonly string[]
  readonly directs: readonly Directing[]
  /** Parts of which nothing that was said is kept. */
  readonly disposes: readonly string[]
  readonly falls: readonly Falling[]
  readonly follows: readonly Following[]
  readonly settles: readonly Settling[]
  readonly recounts: readonly Recounting[]
  /** What stands, in any part, instead of what stood there. */
  readonly turns: readonly Turning[]
  /** Keys of the units and posts to be told. */
  readonly tells: readonly string[]
  readonly changes: readonly Change[]
  readonly opens: readonly { procedure: string; answers: Answers; place?: string }[]
  readonly links: readonly string[]
  /** Steps taken on other matters in the same act. */
  readonly also: readonly AlsoTaken[]
  readonly says: string
}

export interface Sharing {
  readonly part: string
  readonly to: string
  readonly purpose: string
  readonly clause: ClauseId
  readonly conditions: readonly string[]
  readonly until?: Date
  /** It is offered: it opens when its terms are accepted. */
  readonly may?: Offer['may']
}

/** A stage, or a fact of a column, that becomes another; or, of several facts, is taken out. */
export interface Turning {
  readonly column?: string
  readonly was: string
  readonly is: string | null
}

/** Something offered to be passed on, directed to its reader: the journal keeps its purpose, conditions and time within the offer's. */
export type Directing = Omit<Sharing, 'purpose' | 'may'>

export interface Recalling {
  readonly part: string
  /** Key of the unit or post that loses sight of it. Absent: all who have it, but the unit that owns the matter and `allBut`. */
  readonly from?: string
  readonly allBut?: readonly string[]
  readonly clause: ClauseId
}

/** Whether what was disclosed, or offered, to a unit or post is taken back by this. */
export const takesBack = (
  { part, from, allBut }: Recalling,
  disclosed: Pick<Disclosure, 'part' | 'to'>,
  { owner }: Pick<Matter, 'owner'>,
): boolean =>
  part === disclosed.part && (allBut ? disclosed.to !== owner && !allBut.includes(disclosed.to) : from === disclosed.to)

const no = (...problems: Problem[]): Refused => ({ refused: true, problems })

/** Why a step is not open to this person now; undefined when it is. */
export function closed(step: Step, matter: Matter, me: Me, world: World): Problem | undefined {
  const [own] = clausesOf(step, matter)
  if (!step.by.covers(me, matter, world)) return { words: `This step is for ${step.by.words}`, clause: own }
  if (!matter.parts.has(step.part) && matter.entries.length > 0)
    return { words: step.unseen ?? 'This part of the matter is not open to you', clause: own }
  const failing = step.open?.find(condition => !condition.holds({ matter, me, world }))
  if (failing) {
    const { otherwise, clause = own } = failing
    return { words: typeof otherwise === 'string' ? otherwise : otherwise({ matter, me, world }), clause }
  }
  if (!isOfferedAny(step, matter, me, world)) return { words: 'Nothing waits for you here', clause: own }
  if (matter.entries.length > 0 && asksOfHidden(step, matter))
    return { words: 'What it asks belongs to a part of the matter that is not open to you', clause: own }
  return undefined
}

/** Nobody answers what must be answered in a part they may not see; one that the step itself opens is theirs to begin. */
const asksOfHidden = (step: Step, matter: Matter): boolean => {
  for (const { part, missing } of Object.values(step.asks))
    if (part !== undefined && missing !== undefined && !matter.parts.has(part) && !opensPart(step, part)) return true
  return false
}
const opensPart = (step: Step, part: string): boolean =>
  (step.accepts?.includes(part) ?? false) || (step.discloses?.some(share => listed(share.part).includes(part)) ?? false)

/**
 * Understands what was typed, question by question: all the problems at once, or the answers. What the program works out to be
 * kept open, in a given procedure, it works out from what is said openly. What it has made stands as worked out, too.
 */
export function understandAll(
  step: Step,
  raw: Readonly<Record<string, unknown>>,
  taking: Omit<Taking, 'answers'>,
  procedure?: Procedure,
  made: Answers = {},
): { answers: Answers; problems: Problem[] } {
  const answers: Record<string, unknown> = {}
  const problems: Problem[] = []
  const soFar: Taking = { ...taking, answers }
  for (const [name, asked] of Object.entries(step.asks)) {
    const question = Object.hasOwn(made, name) ? { ...asked, worked: () => made[name] } : asked
    const isOpen = question.worked && procedure && !procedure.parts[partOf(step, question)]?.encrypted
    const known = isOpen ? saidOpenly(procedure, step, soFar) : soFar
    const got = understandOne(question, raw[name], known, known.answers)
    if (isWrong(got))
      for (const one of [got, ...(got.also ?? [])])
        problems.push({
          field: one.field ? `${name}-${one.field}` : name,
          words: one.wrong,
          clause: question.clause ?? clausesOf(step, taking.matter, answers)[0],
        })
    else if (got.answer !== undefined) answers[name] = got.answer
  }
  const unknown = unasked(step, raw)
  if (unknown !== undefined) problems.push({ field: unknown.slice(0, 60), words: 'This step has no such question' })
  return { answers, problems }
}

const unasked = (step: Step, raw: Readonly<Record<string, unknown>>): string | undefined => {
  for (const name of Object.keys(raw)) if (!Object.hasOwn(step.asks, name)) return name
  return undefined
}

/** Decides what taking a step comes to. Pure: the person, the time, the world and what was made for it are arguments. */
export function decide(
  procedure: Procedure,
  matter: Matter,
  name: string,
  me: Me,
  raw: Readonly<Record<string, unknown>>,
  world: World,
  made: Answers = {},
): Decision {
  const step = Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : undefined
  if (!step) return no({ words: `There is no step called ${name.slice(0, 60)}` })
  const shut = closed(step, matter, me, world)
  if (shut) return no(shut)
  const { answers, problems } = understandAll(step, raw, { matter, me, world }, procedure, made)
  if (problems.length) return no(...problems)
  const decision = decided(procedure, step, name, { matter, me, answers, world })
  return decision.refused ? no(...decision.problems.map(problem => whereSent(step, raw, problem))) : decision
}

/** A rule tells of a row by its place among those that say something: it is told where it stands among those that were sent. */
function whereSent({ asks }: Pick<Step, 'asks'>, raw: Readonly<Record<string, unknown>>, problem: Problem): Problem {
  const [, name = '', at = '', column = ''] = /^(\w+)-(\d+)-(\w+)$/.exec(problem.field ?? '') ?? []
  const place = Object.hasOwn(asks, name) ? asks[name]?.filled?.(raw[name])[Number(at)] : undefined
  return place === undefined ? problem : { ...problem, field: `${name}-${place}-${column}` }
}

/** The same, for answers that have been understood already. */
export function decided(procedure: Procedure, step: Step, name: string, taking: Taking): Decision {
  const refusal = step.refuse?.(taking)
  const [own] = clausesOf(step, taking.matter, taking.answers)
  if (refusal)
    return no(
      ...[refusal, ...(refusal.also ?? [])].map(({ field, words, clause = own, next }) => ({
        field,
        words,
        clause,
        next,
      })),
    )
  return { refused: false, making: making(procedure, step, name, taking) }
}

/** What most steps bring of most things; one and the same, for a decision is made of little else. */
const none: readonly never[] = []
const noDuties = { falls: none, follows: none, settles: none, recounts: none }

function making(procedure: Procedure, step: Step, name: string, said: Taking): Making {
  // All that an entry brings with it is kept open, but for what was answered itself.
  const taking = saidOpenly(procedure, step, said)
  const { matter, me, world } = taking
  const { answers } = said
  const marks = namesFor(step.marks, taking)
  const entry: Entry = {
    step: name,
    part: step.part,
    at: world.now,
    by: me,
    answers,
    marks,
    clears: namesFor(step.clears, taking),
    to: namesFor(step.to, taking)[0],
  }
  const then: Taking = {
    ...taking,
    matter: evolve(matter, taking === said ? entry : { ...entry, answers: taking.answers }),
  }
  const brought = name === procedure.brings?.step
  const contents = byPart(step, answers)
  return {
    step: name,
    clauses: clausesOf(step, matter, answers),
    entry,
    contents,
    facts: step.sets?.(then) ?? {},
    shares: step.discloses ? ofOwn(procedure, matter, shares(step, then)) : none,
    recalls: step.recalls ? recalls(step, then) : none,
    accepts: offeredTo(me, matter, step.accepts, world, 'read'),
    declines: offeredTo(me, matter, step.declines, world),
    directs: directs(step, then),
    disposes: step.disposes?.filter(part => matter.parts.has(part)) ?? none,
    ...(marks.length > 0 ? duties(procedure.rules, marks, then) : noDuties),
    turns: marks.length > 0 && procedure.turns ? turnings(procedure.turns, marks) : none,
    tells: brought ? [] : tells(procedure, step, then),
    changes: step.changes?.(then) ?? none,
    opens: step.opens?.(then) ?? none,
    links: step.links?.(then) ?? none,
    also: step.also?.(then) ?? none,
    says: step.says({ answers: contents[step.part] ?? {}, world }),
  }
}

const turnings = (turns: readonly Turn[], marks: readonly string[]): readonly Turning[] =>
  turns
    .filter(({ on }) => marks.includes(on))
    .flatMap(({ stages = {}, facts = {} }) => [
      ...Object.entries(stages).map(([was, is]) => ({ was, is })),
      ...Object.entries(facts).flatMap(([column, values]) =>
        Object.entries(values).map(([was, is]) => ({ column, was, is })),
      ),
    ])

/** Whom a step tells, each once; never whoever takes it. */
function tells({ keepsTold }: Procedure, step: Step, taking: Taking): string[] {
  const { unit, post } = taking.me
  const told: string[] = []
  for (const audience of keepsTold ? [...(step.tells ?? none), keepsTold] : (step.tells ?? none))
    for (const key of audience.readers(taking)) if (key !== unit && key !== post && !told.includes(key)) told.push(key)
  return told
}

const listed = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T])

const shares = (step: Step, taking: Taking): Sharing[] =>
  (step.discloses ?? [])
    .filter(share => !share.when || share.when(taking))
    .flatMap(share =>
      onTerms(share, taking).map(terms => ({
        ...terms,
        purpose: share.purpose,
        ...(share.may && { may: share.may }),
      })),
    )

/** Nobody passes on what was not offered to them to be passed on. */
const directs = (step: Step, taking: Taking): readonly Directing[] => {
  if (!step.directs) return none
  const may = offeredTo(
    taking.me,
    taking.matter,
    step.directs.flatMap(one => listed(one.part)),
    taking.world,
    'pass on',
  )
  return step.directs
    .filter(share => !share.when || share.when(taking))
    .flatMap(share => onTerms(share, taking))
    .filter(({ part }) => may.includes(part))
}

/**
 * All that a making would disclose, at once or when its terms are accepted: what is passed on keeps the purpose and the
 * conditions it was offered under.
 */
export const sharesIn = ({ shares, directs, entry: { by } }: Making, matter: Matter): readonly Sharing[] => [
  ...shares,
  ...directs.flatMap(direct =>
    matter.offers
      .filter(offer => offer.part === direct.part && !offer.ended && (offer.to === by.unit || offer.to === by.post))
      .slice(-1)
      .map(offer => ({
        ...direct,
        purpose: offer.purpose,
        conditions: [...offer.conditions, ...direct.conditions],
        until: [offer.until, direct.until].reduce((one, other) =>
          one && other ? (one < other ? one : other) : (one ?? other),
        ),
        may: 'read' as const,
      })),
  ),
]

const onTerms = (share: Omit<Share, 'purpose' | 'may'>, taking: Taking): Directing[] =>
  listed(share.part).flatMap(part =>
    share.to.readers(taking).map(to => ({
      part,
      to,
      clause: share.clause,
      conditions: (typeof share.conditions === 'function' ? share.conditions(taking) : share.conditions) ?? [],
      until: share.until?.(taking),
    })),
  )

/** Whoever accepts, turns down or passes on needs something that is offered to them so. */
const isOfferedAny = (step: Step, matter: Matter, me: Me, world: World): boolean => {
  // Most steps have nothing to do with offers, and every step there is asks this.
  if (!step.accepts && !step.declines && !step.directs) return true
  const waits = (parts: readonly string[] | undefined, may?: 'read' | 'pass on') =>
    !parts?.length || offeredTo(me, matter, parts, world, may).length > 0
  return (
    waits(step.accepts, 'read') &&
    waits(step.declines) &&
    waits(
      step.directs?.flatMap(share => listed(share.part)),
      'pass on',
    )
  )
}

/** Of these parts, those that are offered to this person, to read, to pass on or either, and wait. */
const offeredTo = (
  me: Me,
  matter: Matter,
  parts: readonly string[] | undefined,
  world: World,
  may?: 'read' | 'pass on',
): readonly string[] =>
  parts && parts.length > 0
    ? parts.filter(part =>
        standingOffers(matter, world.now).some(
          offer =>
            offer.part === part &&
            (offer.to === me.unit || offer.to === me.post) &&
            (may === undefined || offer.may.includes(may)) &&
            // Whoever read it on its way may still return it.
            !(may === 'pass on' || (may === undefined && offer.may === 'read or pass on')
              ? offer.passedOn
              : offer.accepted),
        ),
      )
    : none

/**
 * Nobody discloses what they may not see: of the parts a step would disclose, those its taker does not hold stay as they were.
 * A part kept apart begins with whoever first discloses it; the database knows whether it has.
 */
const ofOwn = (procedure: Procedure, matter: Matter, sharing: readonly Sharing[]): readonly Sharing[] =>
  matter.entries.length === 0
    ? sharing
    : sharing.filter(({ part }) => procedure.parts[part]?.apart || matter.parts.has(part))

const recalls = (step: Step, taking: Taking): Recalling[] =>
  (step.recalls ?? [])
    .filter(recall => !recall.when || recall.when(taking))
    .flatMap(recall =>
      listed(recall.part).flatMap((part): Recalling[] =>
        'allBut' in recall.from
          ? [{ part, allBut: recall.from.allBut.readers(taking), clause: recall.clause }]
          : recall.from.readers(taking).map(from => ({ part, from, clause: recall.clause })),
      ),
    )

function byPart(step: Step, answers: Answers): Record<string, Answers> {
  const contents: Record<string, Record<string, unknown>> = { [step.part]: {} }
  for (const name in answers) {
    const question = step.asks[name]
    if (question) (contents[partOf(step, question)] ??= {})[name] = answers[name]
  }
  return contents
}
