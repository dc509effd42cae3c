import type { ClauseId } from './clause.ts'
import type { Body } from '../bodies.ts'

/** One running case of a procedure as one reader sees it: folded from the entries disclosed to them, and from nothing else. */
export interface Matter {
  readonly id: number
  readonly reference: string
  readonly procedure: string
  /** The version of the agreement in force when it began (HH-4). */
  readonly version: string
  readonly place?: string
  /** Key of the unit that owns it. */
  readonly owner: string
  readonly openedAt: Date
  readonly entries: readonly Entry[]
  /** What was said in parts this reader may see by entries they may not: who said it, and when, is not theirs to know. */
  readonly fragments: readonly Fragment[]
  /** When each milestone was last reached; one that was cleared is absent. */
  readonly milestones: ReadonlyMap<string, Date>
  readonly stage: string
  /** The parts this reader may see. */
  readonly parts: ReadonlySet<string>
  /** Disclosures this reader may know of. */
  readonly disclosures: readonly Disclosure[]
  /** Disclosures that wait for their terms to be accepted, as far as this reader may know of them. */
  readonly offers: readonly Offer[]
  /** What other matters at the same place come to, as far as this reader may see them, the newest first: where its procedure asks. */
  readonly beside?: readonly BesideIt[]
}

/** One of them, by the rows of its table. */
export interface BesideIt {
  readonly reference: string
  readonly rows: readonly Readonly<Record<string, string | number | undefined>>[]
}

/** The journal's record that a step was taken, with the answers this reader may see. */
export interface Entry {
  readonly step: string
  readonly part: string
  readonly at: Date
  readonly by: Author
  readonly answers: Answers
  readonly marks: readonly string[]
  readonly clears: readonly string[]
  readonly to?: string
}

/** Answers of one part, apart from the entry they were given in. */
export interface Fragment {
  readonly step: string
  readonly part: string
  readonly answers: Answers
  readonly at?: undefined
  readonly by?: undefined
}

export type Answers = Readonly<Record<string, unknown>>

export interface Author {
  readonly post: string
  readonly title: string
  readonly unit: string
  readonly body: Body
  readonly name: string
}

/** Someone who acts: a person in a post. */
export type Me = Author

/** A unit or post may see a part, for a purpose, because of an entry and a clause. */
export interface Disclosure {
  readonly part: string
  /** Key of the unit or post. */
  readonly to: string
  readonly clause: ClauseId
  readonly purpose: string
  readonly conditions: readonly string[]
  readonly since: Date
  readonly until?: Date
  readonly ended?: Date
}

/** A disclosure that waits: the part opens to whoever it is for when they accept its terms. */
export interface Offer extends Disclosure {
  /** Whoever may only pass it on never sees the part: it is sealed for the one they direct it to. */
  readonly may: 'read' | 'pass on' | 'read or pass on'
  readonly accepted?: Date
  readonly passedOn?: Date
}

export const unopened = (
  birth: Pick<Matter, 'id' | 'reference' | 'procedure' | 'version' | 'place' | 'owner' | 'openedAt'>,
): Matter => ({
  ...birth,
  entries: [],
  fragments: [],
  milestones: new Map(),
  stage: '',
  parts: new Set(),
  disclosures: [],
  offers: [],
})

/** What the matter is once this entry has been made. */
export function evolve(matter: Matter, entry: Entry): Matter {
  return {
    ...matter,
    entries: [...matter.entries, entry],
    milestones: entry.clears.length + entry.marks.length > 0 ? reached(matter.milestones, [entry]) : matter.milestones,
    stage: entry.to ?? matter.stage,
    parts: matter.parts.has(entry.part) ? matter.parts : new Set([...matter.parts, entry.part]),
  }
}

/** Folds many entries at once; the same as evolving them one by one, without the copies between. */
export function folded(matter: Matter, entries: readonly Entry[]): Matter {
  let stage = matter.stage
  for (const entry of entries) stage = entry.to ?? stage
  return {
    ...matter,
    entries: [...matter.entries, ...entries],
    milestones: reached(matter.milestones, entries),
    stage,
  }
}

function reached(before: Matter['milestones'], entries: readonly Entry[]): Matter['milestones'] {
  const milestones = new Map(before)
  for (const { clears, marks, at } of entries) {
    for (const name of clears) milestones.delete(name)
    for (const name of marks) milestones.set(name, at)
  }
  return milestones
}

/** What was said the last time this step was taken, as far as this reader may see it. */
export const lastSaid = ({ entries, fragments }: Matter, step: string): Entry | Fragment | undefined =>
  lastOf(entries, step) ?? lastOf(fragments, step)

/** The answers given then. */
export const lastAnswers = (matter: Matter, step: string): Answers | undefined => lastSaid(matter, step)?.answers

// Most rules of most steps ask here, of everything that was ever done: a loop asks several times as fast as `findLast`.
function lastOf(all: readonly (Entry | Fragment)[], step: string): Entry | Fragment | undefined {
  for (let at = all.length - 1; at >= 0; at--) if (all[at]?.step === step) return all[at]
  return undefined
}

/** The last answer to a question of this name in any step. */
export const lastAnswer = (matter: Pick<Matter, 'entries' | 'fragments'>, question: string): unknown => {
  const answered = (one: Entry | Fragment) => one.answers[question] !== undefined
  return (matter.entries.findLast(answered) ?? matter.fragments.findLast(answered))?.answers[question]
}

/** Offers that still stand, of any part. */
export const standingOffers = (matter: Matter, now: Date): readonly Offer[] =>
  matter.offers.filter(offer => !offer.ended && (!offer.until || offer.until > now))

export const has = (matter: Matter, milestone: string): boolean => matter.milestones.has(milestone)
