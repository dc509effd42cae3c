import assert from 'node:assert/strict'
import { it as test } from 'node:test'
import { calendar } from '../src/calendar/calendar.ts'
import { day, dayOf, type Day } from '../src/calendar/day.ts'
import { loadHolidays } from '../src/calendar/load.ts'
import type { Length, Period } from '../src/calendar/period.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { closed, decide, sharesIn, takesBack, type Making, type Problem } from '../src/engine/decide.ts'
import { directory, type Directory, type Place } from '../src/engine/directory.ts'
import {
  folded,
  unopened,
  type Answers,
  type Disclosure,
  type Entry,
  type Matter,
  type Me,
  type Offer,
} from '../src/engine/matter.ts'
import type { Procedure } from '../src/engine/procedure.ts'
import type { World } from '../src/engine/world.ts'
import { agreements } from '../src/agreements/agreements.ts'
import { inventedPlaces, practiceKey } from '../src/practice/places.ts'
import { registerOf } from '../src/register/standing.ts'

/**
 * Tests of an agreement in its own words, without a clock, a database or a request:
 *
 *   given(allegation, [boardMember, 'receive', letter], [boardMember, 'ask-consent', refusal])
 *     .when(boardMember, 'refer', toTheGovernor)
 *     .refused('SP-23f', /has not agreed/)
 *
 * A case keeps what the database would keep, under the same rules: a matter is born private to its owner, nobody writes to
 * a part they may not see or discloses one, and each reader's matter is folded from what is disclosed to them alone.
 */

// ---- people and places everyone knows ----

/** Somewhere the sanctions protocol does not reach. */
const elsewhere: Place = { code: 'ZZ-CUSTODY', name: 'Harrow Lane custody suite', kind: 'other', invented: true }

const register = registerOf([...inventedPlaces, elsewhere], practiceKey)
const numbered = <T extends { readonly key: string }>(rows: readonly T[], from: number) =>
  rows.map((row, index) => ({ ...row, id: from + index }))

export const everyone: Directory = directory({
  places: register.places,
  units: numbered(register.units, 1),
  posts: numbered(register.posts, 1000).map(post => ({
    ...post,
    held: true,
    holders: [{ person: post.id, name: post.title }],
  })),
})

/** Codes of the invented places. */
export const places = Object.fromEntries(inventedPlaces.map(place => [practiceKey(place), place.code])) as Record<
  'ashmoor' | 'brackley-hill' | 'calder-mount' | 'dunscar' | 'eastholme' | 'fenwick-house' | 'greyfriars',
  string
>
export const custodySuite = elsewhere.code

/** Whoever holds this post; named after it unless a name is given. */
export function holder(post: string, name?: string): Me {
  const held = everyone.post(post)
  const unit = everyone.unit(held.unit)
  return { post, title: held.title, unit: unit.key, body: unit.body, name: name ?? held.title }
}

const settings: Readonly<Record<string, Period>> = Object.fromEntries(
  agreements.flatMap(agreement =>
    agreement.versions.flatMap(version =>
      Object.entries(version.settings ?? {}).map(([name, one]) => [name, one.period] as const),
    ),
  ),
)
const days = calendar(loadHolidays())

/** The world at nine in the morning of a day. */
export const worldOn = (on: string | Day, kept: Readonly<Record<string, Length>> = {}): World => {
  const now = new Date(`${on}T09:00:00Z`)
  return {
    now,
    today: dayOf(now),
    calendar: days,
    directory: everyone,
    period: setting => {
      const period = settings[setting]
      assert.ok(period, `no agreement has a setting called ${setting}`)
      return period
    },
    kept: kind => kept[kind],
  }
}

// ---- given, when, then ----

/** A test whose body may be one chain of given, when and then: what the chain comes to is no result. */
export const it = (name: string, body: () => unknown): void =>
  void test(name, () => {
    body()
  })

/** A step somebody took: who, which, and what they typed. */
export type Taken = readonly [me: Me, step: string, typed?: Readonly<Record<string, unknown>>]

/** A duty as it stands. */
export interface Duty {
  readonly rule: string
  readonly owedBy: string
  readonly from: Day
  readonly due?: Day
  readonly state: 'due' | 'met' | 'fell away'
}

/** A matter on which these steps were taken, one after the other, on Monday 5 January 2026. */
export const given = (procedure: Procedure, ...history: readonly Taken[]): Case => new Case(procedure).and(...history)

interface Kept {
  readonly entry: Entry
  readonly contents: Readonly<Record<string, Answers>>
  readonly making: Making
}

interface State {
  readonly owner: string
  readonly place: string | undefined
  readonly openedAt: Date
  readonly kept: readonly Kept[]
  readonly disclosures: readonly Disclosure[]
  readonly offers: readonly Offer[]
  readonly duties: readonly Duty[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly today: string
  readonly schedule: Readonly<Record<string, Length>>
  readonly beside?: Matter['beside']
}

const unborn: State = {
  owner: '',
  place: undefined,
  openedAt: new Date('2026-01-05T09:00:00Z'),
  kept: [],
  disclosures: [],
  offers: [],
  duties: [],
  facts: {},
  today: '2026-01-05',
  schedule: {},
}

export class Case {
  readonly procedure: Procedure
  readonly state: State

  constructor(procedure: Procedure, state: State = unborn) {
    this.procedure = procedure
    this.state = state
  }

  /** The same, on a later day. */
  on(today: string): Case {
    return new Case(this.procedure, { ...this.state, today: day(today) })
  }

  /** The same, where each of these kinds of record is kept for so long. */
  keeping(schedule: Readonly<Record<string, Length>>): Case {
    return new Case(this.procedure, { ...this.state, schedule })
  }

  /** The same, where whoever asks sees these other matters at the place too. */
  besides(beside: Matter['beside']): Case {
    return new Case(this.procedure, { ...this.state, beside })
  }

  /** The same, after these steps were taken too; a step that is refused fails the test. */
  and(...history: readonly Taken[]): Case {
    return history.reduce((before: Case, [me, step, typed]) => before.when(me, step, typed).then(), this)
  }

  /** Somebody takes a step, or tries to. */
  when(me: Me, step: string, typed: Readonly<Record<string, unknown>> = {}): Attempt {
    return new Attempt(this, me, step, typed)
  }

  /** The matter as this person may see it: nothing in it is from a part that is not disclosed to them. */
  seenBy(me: Me): Matter {
    const { owner, place, openedAt, kept, disclosures, offers } = this.state
    const parts = new Set(this.partsOf(me))
    const birth = {
      id: 1,
      reference: `${this.procedure.prefix}-2026-0001`,
      procedure: this.procedure.name,
      version: 'test',
      place,
      owner,
      openedAt,
    }
    const entries = kept
      .filter(({ entry }) => parts.has(entry.part))
      .map(({ entry, contents }) => ({
        ...entry,
        answers: Object.assign({}, ...Object.keys(contents).map(part => (parts.has(part) ? contents[part] : {}))),
      }))
    const fragments = kept
      .filter(({ entry }) => !parts.has(entry.part))
      .flatMap(({ entry: { step }, contents }) =>
        Object.entries(contents).flatMap(([part, answers]) => (parts.has(part) ? [{ step, part, answers }] : [])),
      )
    const known = me.unit === owner || this.knownTo(me)
    const mayKnow = ({ to }: Disclosure) => known || to === me.unit || to === me.post
    return {
      ...folded(unopened(birth), entries),
      stage: entries.findLast(({ to }) => to !== undefined)?.to ?? '',
      fragments,
      parts,
      disclosures: disclosures.filter(mayKnow),
      offers: offers.filter(mayKnow),
      ...(this.state.beside && { beside: this.state.beside }),
    }
  }

  private knownTo(me: Me): boolean {
    const known = this.procedure.openBetween?.readers(this.taking(me)) ?? []
    return known.includes(me.unit) || known.includes(me.post)
  }

  private taking(me: Me) {
    const { owner, place, openedAt } = this.state
    const matter = unopened({ id: 1, reference: '', procedure: '', version: '', place, owner, openedAt })
    return { matter, me, answers: {}, world: this.world }
  }

  /** The parts this person may see. */
  partsOf(me: Me): string[] {
    return [
      ...new Set(inForce(this.state).flatMap(one => (one.to === me.unit || one.to === me.post ? [one.part] : []))),
    ]
  }

  /** Whether this person may see anything of it at all. */
  existsFor(me: Me): boolean {
    return this.partsOf(me).length > 0
  }

  /** Keys of the units and posts that a part is disclosed to, in order. */
  shown(part: string): string[] {
    return [...new Set(inForce(this.state).flatMap(one => (one.part === part ? [one.to] : [])))].toSorted()
  }

  /** Keys of the units and posts that a part is offered to and has not been opened by, in order. */
  offered(part: string): string[] {
    const waiting = this.state.offers.filter(one => one.part === part && !one.ended && !one.accepted)
    return [...new Set(waiting.map(one => one.to))].toSorted()
  }

  /** What this person finds in a list: the facts of the parts they may see. */
  factsFor(me: Me): Record<string, unknown> {
    const parts = this.partsOf(me)
    return Object.fromEntries(
      Object.entries(this.state.facts).filter(([name]) => parts.includes(this.procedure.columns[name]?.part ?? '')),
    )
  }

  stageFor(me: Me): string {
    return this.seenBy(me).stage
  }

  /** Duties still owed, by rule. */
  get owed(): Duty[] {
    return this.state.duties.filter(duty => duty.state === 'due')
  }

  duty(rule: string): Duty | undefined {
    return this.state.duties.findLast(duty => duty.rule === rule)
  }

  /** Why a step is closed to this person; undefined when it is open. */
  closed(me: Me, step: string): Problem | undefined {
    const definition = this.procedure.steps[step]
    assert.ok(definition, `there is no step ${step}`)
    return closed(definition, this.seenBy(me), me, this.world)
  }

  get world(): World {
    return worldOn(this.state.today, this.state.schedule)
  }

  /** Who is told of the last step: of those it tells, the ones who may see the part it belongs to. */
  get told(): string[] {
    const seeing = this.shown(this.last.entry.part)
    const unitOf = (key: string) => everyone.findPost(key)?.unit
    return this.last.tells.filter(key => seeing.includes(key) || seeing.includes(unitOf(key) ?? '')).toSorted()
  }

  /** What the last step came to. */
  get last(): Making {
    const kept = this.state.kept.at(-1)
    assert.ok(kept, 'nothing has been done yet')
    return kept.making
  }
}

const inForce = (state: State) => state.disclosures.filter(one => !one.ended)

/** Expectations of a step that was taken. */
export interface Expected {
  /** The stage, as its owner sees it. */
  readonly stage?: string
  /** Who sees a part, in all. */
  readonly shown?: Readonly<Record<string, readonly string[]>>
  readonly says?: string | RegExp
  /** Who is told, in all. */
  readonly tells?: readonly string[]
}

export class Attempt {
  readonly before: Case
  readonly me: Me
  readonly step: string
  readonly typed: Readonly<Record<string, unknown>>

  constructor(before: Case, me: Me, step: string, typed: Readonly<Record<string, unknown>>) {
    this.before = before
    this.me = me
    this.step = step
    this.typed = typed
  }

  /** It was taken: the case as it is then. */
  then(expected: Expected = {}): Case {
    const after = this.taken()
    if (expected.stage !== undefined) assert.equal(after.stageFor(ownerOf(after)), expected.stage)
    if (expected.says instanceof RegExp) assert.match(after.last.says, expected.says)
    else if (expected.says !== undefined) assert.equal(after.last.says, expected.says)
    if (expected.tells) assert.deepEqual(after.told, expected.tells.toSorted())
    for (const [part, keys] of Object.entries(expected.shown ?? {}))
      assert.deepEqual(after.shown(part), keys.toSorted(), `who sees ${part}`)
    return after
  }

  /** The case as it is then; undefined where it was refused. */
  ifTaken(): Case | undefined {
    const decision = this.decision()
    return decision.refused ? undefined : kept(this.before, this.me, decision.making)
  }

  /** It was refused, for one reason: citing this clause, in these words. */
  refused(clause?: string, words?: string | RegExp): Problem {
    const problems = this.problems()
    assert.ok(problems, `${this.step} was taken by ${this.me.title}, and should have been refused`)
    const fitting = problems.find(
      problem =>
        (clause === undefined || problem.clause === clause) &&
        (words === undefined || (words instanceof RegExp ? words.test(problem.words) : problem.words === words)),
    )
    assert.ok(fitting, `${this.step} was refused otherwise: ${JSON.stringify(problems)}`)
    return fitting
  }

  private decision() {
    const { before, me, step, typed } = this
    const { procedure, world } = before
    if (before.state.kept.length > 0) return decide(procedure, before.seenBy(me), step, me, typed, world)
    const [asked] = Object.entries(procedure.steps[procedure.begins]?.asks ?? {}).find(
      ([, question]) => question.kind === 'place',
    ) ?? ['']
    const place = everyone.findPlace(String(typed[asked] ?? ''))?.code
    const birth = { id: 1, reference: '', procedure: procedure.name, version: 'test', place, openedAt: world.now }
    const first = decide(procedure, unopened({ ...birth, owner: me.unit }), step, me, typed, world)
    if (first.refused) return first
    const answers = first.making.entry.answers
    const owner = procedure.owner({ matter: unopened({ ...birth, owner: me.unit }), me, answers, world })
    return decide(procedure, unopened({ ...birth, owner }), step, me, typed, world)
  }

  private problems(): readonly Problem[] | undefined {
    const decision = this.decision()
    return decision.refused ? decision.problems : undefined
  }

  private taken(): Case {
    const decision = this.decision()
    assert.ok(
      !decision.refused,
      decision.refused
        ? `${this.step} was refused: ${decision.problems.map(one => `${one.field ?? ''} ${one.words}`).join('; ')}`
        : '',
    )
    return kept(this.before, this.me, decision.making)
  }
}

const ownerOf = (after: Case): Me => {
  const [first] = everyone.posts({ unit: after.state.owner })
  assert.ok(first, `nobody holds a post in ${after.state.owner}`)
  return holder(first.key)
}

/** What the journal would keep of this entry, under the rules by which the database keeps it. */
function kept(before: Case, me: Me, making: Making): Case {
  const { procedure, world, state } = before
  const birth = state.kept.length === 0
  const place = birth ? placeOf(procedure, making) : state.place
  const owner = birth
    ? procedure.owner({
        matter: unopened({
          id: 1,
          reference: '',
          procedure: procedure.name,
          version: '',
          place,
          owner: me.unit,
          openedAt: world.now,
        }),
        me,
        answers: making.entry.answers,
        world,
      })
    : state.owner
  assert.ok(
    !birth || everyone.unit(owner).body === me.body || everyone.unit(me.unit).kind === 'clock',
    'a matter is born to a unit of the body that begins it',
  )
  const seen = before.partsOf(me)
  const exists = (part: string) => state.disclosures.some(one => one.part === part)
  for (const share of making.shares)
    assert.ok(
      birth || seen.includes(share.part) || !exists(share.part),
      `${me.title} discloses ${share.part}, which they may not see`,
    )
  for (const { part, from } of making.recalls)
    assert.ok(from === undefined || seen.includes(part), `${me.title} recalls ${part}, which they may not see`)
  for (const share of making.shares) assert.doesNotThrow(() => everyone.reader(share.to))

  const { offers, accepted } = offeredIn(before, me, making)
  const disclosures = disclosed(before, making, accepted, birth ? owner : undefined)
  const now = disclosures.filter(one => !one.ended)
  for (const part of Object.keys(making.contents))
    assert.ok(
      now.some(one => one.part === part && (one.to === me.unit || one.to === me.post)),
      `${me.title} writes to ${part}, which they may not see`,
    )
  for (const name of Object.keys(making.facts)) assert.ok(procedure.columns[name], `${name} is not a column`)

  return new Case(procedure, {
    ...state,
    owner,
    place,
    openedAt: birth ? world.now : state.openedAt,
    kept: [
      ...state.kept.map(one => turned(disposed(one, making.disposes), making.turns)),
      { entry: making.entry, contents: making.contents, making },
    ],
    disclosures,
    offers,
    duties: settled(state.duties, making),
    facts: {
      ...Object.fromEntries(
        factsTurned(state.facts, making.turns).filter(
          ([name]) => !making.disposes.includes(procedure.columns[name]?.part ?? ''),
        ),
      ),
      ...Object.fromEntries(Object.entries(making.facts).filter(([, fact]) => fact !== undefined)),
    },
  })
}

/** Where it was moved to, or what stands there instead. */
const turned = (one: Kept, turns: Making['turns']): Kept => {
  const turn = turns.find(({ column, was }) => column === undefined && was === one.entry.to)
  return turn ? { ...one, entry: { ...one.entry, to: turn.is ?? undefined } } : one
}

const factsTurned = (facts: State['facts'], turns: Making['turns']): [name: string, fact: unknown][] =>
  Object.entries(facts).map(([name, fact]) => {
    const becomes = (value: unknown) => {
      const turn = turns.find(({ column, was }) => column === name && was === value)
      return turn ? turn.is : value
    }
    return [name, Array.isArray(fact) ? fact.map(becomes).filter(value => value !== null) : becomes(fact)]
  })

/** What is left of an entry when parts of it were disposed of. */
const disposed = (one: Kept, parts: readonly string[]): Kept =>
  parts.length === 0
    ? one
    : { ...one, contents: Object.fromEntries(Object.entries(one.contents).filter(([part]) => !parts.includes(part))) }

const placeOf = (procedure: Procedure, making: Making): string | undefined => {
  const [name] =
    Object.entries(procedure.steps[procedure.begins]?.asks ?? {}).find(([, question]) => question.kind === 'place') ??
    []
  const answer = name === undefined ? undefined : making.entry.answers[name]
  return typeof answer === 'string' ? answer : undefined
}

/** What becomes of offers, and those that open because whoever they were made to accepts them. */
function offeredIn({ state, world }: Case, me: Me, making: Making): { offers: Offer[]; accepted: Offer[] } {
  const mine = (one: Offer) => !one.ended && (one.to === me.unit || one.to === me.post)
  const accepting = (one: Offer) =>
    mine(one) && !one.accepted && one.may !== 'pass on' && making.accepts.includes(one.part)
  const waits = ({ may, accepted, passedOn }: Offer) => !accepted || (may === 'read or pass on' && !passedOn)
  const declining = (one: Offer) => mine(one) && waits(one) && making.declines.includes(one.part)
  const recalled = (one: Offer) => !one.ended && making.recalls.some(recall => takesBack(recall, one, state))
  const directed = (one: Offer) =>
    mine(one) && one.may !== 'read' && making.directs.some(direct => direct.part === one.part)
  const kept = state.offers.map(one => ({
    ...one,
    ...(accepting(one) && { accepted: world.now }),
    ...(directed(one) && { passedOn: world.now }),
    ...((declining(one) || recalled(one)) && { ended: world.now }),
  }))
  const made = making.shares.flatMap(share => (share.may ? { ...share, may: share.may, since: world.now } : []))
  const passed = sharesIn(making, { ...unopened(noBirth), offers: state.offers })
    .slice(making.shares.length)
    .map(share => ({ ...share, may: 'read' as const, since: world.now }))
  return { offers: [...kept, ...made, ...passed], accepted: state.offers.filter(accepting) }
}

const noBirth = { id: 1, reference: '', procedure: '', version: '', place: undefined, owner: '', openedAt: new Date(0) }

function disclosed(
  { procedure, state, world }: Case,
  making: Making,
  accepted: readonly Offer[],
  owner: string | undefined,
): Disclosure[] {
  const since = world.now
  const ended = state.disclosures.map(one =>
    !one.ended && making.recalls.some(recall => takesBack(recall, one, state)) ? { ...one, ended: since } : one,
  )
  const born = owner === undefined ? [] : Object.keys(procedure.parts).filter(part => !procedure.parts[part]?.apart)
  const shares = [
    ...born.map(part => ({
      part,
      to: owner ?? '',
      purpose: 'It is theirs',
      clause: making.clauses[0] as Disclosure['clause'],
      conditions: [],
    })),
    ...making.shares.filter(share => !share.may),
    ...accepted.map(({ part, to, purpose, clause, conditions, until }) => ({
      part,
      to,
      purpose,
      clause,
      conditions,
      until,
    })),
  ]
  return shares.reduce(
    (all: Disclosure[], share) =>
      all.some(one => !one.ended && one.part === share.part && one.to === share.to)
        ? all
        : [...all, { ...share, since }],
    ended,
  )
}

function settled(duties: readonly Duty[], making: Making): Duty[] {
  const following = making.follows.filter(one =>
    duties.some(
      duty => duty.state === 'due' && duty.rule === one.of && (one.rule !== one.of || duty.owedBy !== one.owedBy),
    ),
  )
  const falls = [...making.falls, ...following]
  const settles = [...making.settles, ...following.map(({ of }) => ({ rule: of, how: 'fell away' as const }))]
  const afterSettling = duties.map(duty => {
    const settling = duty.state === 'due' ? settles.find(one => one.rule === duty.rule) : undefined
    return settling ? { ...duty, state: settling.how } : duty
  })
  const begunAnew = afterSettling.map(duty =>
    duty.state === 'due' && falls.some(fall => fall.rule === duty.rule)
      ? { ...duty, state: 'fell away' as const }
      : duty,
  )
  const falling = falls.map(fall => {
    const due = dueDay(fall)
    return { rule: fall.rule, owedBy: fall.owedBy, from: fall.from, state: 'due' as const, ...(due ? { due } : {}) }
  })
  const recounted = begunAnew.map(duty => {
    const now = duty.state === 'due' ? making.recounts.find(one => one.rule === duty.rule) : undefined
    const due = now && dueDay(now)
    return now ? { ...duty, from: now.from, ...(due ? { due } : {}) } : duty
  })
  return [...recounted, ...falling]
}

const dueDay = ({ limit, target, aim }: Pick<Making['falls'][0], 'limit' | 'target' | 'aim'>) =>
  limit?.day ?? target?.day ?? aim?.day

// ---- definitions ----

/** Every label, hint and message of every question of a procedure, with where it stands. */
export const wordsOf = (procedure: Procedure): { where: string; words: string }[] =>
  Object.entries(procedure.steps).flatMap(([name, step]) =>
    Object.entries(step.asks).flatMap(([asked, question]) =>
      [question.label, question.hint, question.missing].flatMap(words =>
        words ? [{ where: `${name}, ${asked}`, words }] : [],
      ),
    ),
  )

/** The clauses that something in this agreement carries: a step, a disclosure, an obligation, a letter, a requirement or a page. */
export function carried(agreement: Agreement): Set<string> {
  const version = agreement.versions.at(-1)
  assert.ok(version)
  return new Set<string>([
    ...version.clauses.filter(clause => clause.pages?.length).map(clause => clause.id),
    ...Object.values(version.requirements ?? {}).map(one => one.clause),
    ...version.procedures.flatMap(procedure => [
      ...Object.values(procedure.rules).map(rule => rule.clause),
      ...Object.values(procedure.letters ?? {}).map(letter => letter.clause),
      ...Object.values(procedure.steps).flatMap(step => [
        ...step.clauses,
        ...(step.discloses ?? []).map(share => share.clause),
        ...(step.recalls ?? []).map(recall => recall.clause),
      ]),
    ]),
  ])
}
