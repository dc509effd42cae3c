import type { Body } from '../bodies.ts'
import type { AtPlace } from './at-place.ts'
import type { Block } from '../letters/blocks.ts'
import type { Marking } from '../letters/marking.ts'
import type { ClauseId } from './clause.ts'
import type { Rule } from './deadline.ts'
import type { Item, Notice, Terms, Told } from '../interchange/manifest.ts'
import type { Letter } from '../letters/letter.ts'
import type { Answers, Matter, Me, Offer } from './matter.ts'
import type { AnswersTo, Question, Questions } from './question.ts'
import type { Timetable } from './timetable.ts'
import type { Audience, Who } from './who.ts'
import type { Parcel, Taking, World } from './world.ts'

/** What an agreement sets going: its parts, stages, steps and the duties that fall due, as data with small named functions. */
export interface Procedure {
  readonly name: string
  /** Three capitals that begin every reference: 'SAN'. */
  readonly prefix: string
  readonly title: string
  /** What one matter of it is called in a sentence: 'an alleged sanction'. */
  readonly one: string
  /** What one and several are called after their number, where those words and its title can't follow one: 'thing shared'. */
  readonly counted?: readonly [one: string, several: string]
  readonly parts: Readonly<Record<string, Part>>
  /** The main track, in order: name → words on screen. Side tracks are milestones. */
  readonly stages: Readonly<Record<string, string>>
  /** Stages off the way, as when something is given up: nobody is told that they are to come. */
  readonly asides?: readonly string[]
  /**
   * Facts that lists, filters and charts use: each belongs to a part and is absent for whoever may not see that part. One called
   * `alsoAt` holds the other places that a matter concerns: whoever sees it finds the matter under each of them too.
   */
  readonly columns: Readonly<Record<string, Column>>
  /** The step that begins a matter. */
  readonly begins: string
  /** A step elsewhere begins it as a rule, with what it knows: nobody's work offers to begin one by hand. */
  readonly follows?: true
  /** Whose main work it is to begin it: for them it stands first among what they can begin. */
  readonly foremost?: Who
  /** Begun so seldom that it waits at the end of somebody's work, whatever else there is to begin. */
  readonly seldom?: true
  readonly steps: Readonly<Record<string, Step>>
  readonly rules: Readonly<Record<string, Rule>>
  /** What is no longer so once a milestone is reached: of what lists and pages say, whichever part says it. */
  readonly turns?: readonly Turn[]
  /** Who owns a matter once begun: the unit it is private to. */
  owner(taking: Taking): string
  /** The columns that name a matter in a list or a heading: the first that its reader may see. */
  readonly heads: readonly string[]
  /** Procedures that are begun because of what stands in it, by those who may: their form holds its reference already. */
  readonly leadsTo?: readonly string[]
  /** Its heads could be those of any place: a heading where no column or line tells the place names it too. */
  readonly headsWithPlace?: true
  /**
   * Sets of columns (or 'place'): a matter that agrees with another in all of one set may be about the same person or event, and
   * is pointed out to whoever begins it, if they may see the other.
   */
  readonly alike?: readonly (readonly string[])[]
  /** Who is told of every step whose part they may see. */
  readonly keepsTold?: Audience
  /** Who may know to whom the matter is disclosed, beside its owner and each recipient of their own share. */
  readonly openBetween?: Audience
  readonly letters?: Readonly<Record<string, Letter>>
  /** What is done on a matter of it when the words of a step elsewhere name its reference, by whoever takes that step. */
  readonly cited?: Citing | Unquoted
  /** While nobody but a few may know of it, no words that anybody else reads name it either. */
  readonly secret?: Secret
  /** Opened by the clock: how often, by what key, for whom. */
  readonly recurs?: Recurrence
  /** The column that names a post: a matter of this procedure keeps how that post is reached. */
  readonly contactOf?: string
  /** What its list and its analysis are made of unless their reader chooses otherwise. */
  readonly log?: Log
  /** How a matter that was kept elsewhere until now is brought in. Absent: none is. */
  readonly brings?: Bringing
  /** How a matter of it goes to another installation in a sealed package, and comes in from one. */
  readonly travels?: Travelling
  /** What of it is handed to others and stays its owner's: lists tell each where it is, and on what terms. */
  readonly lends?: Lending
  /** What its entries come to, item by item: recommendations and how each stands, points and their answers. */
  readonly tables?: Readonly<Record<string, Table>>
  /** The stages it is to keep to, drawn with what came of each. */
  readonly timetable?: Timetable
  /** What is written in it, whole, as it stood each time it was kept. */
  readonly writes?: Written
  /** The analysis of another procedure in which what it led to is drawn: of those matters that have these facts. */
  readonly analysedIn?: { readonly procedure: string; readonly label: string; readonly facts?: Answers }
  /** What the page of its establishment tells of it. */
  readonly atPlace?: AtPlace
  /** How long what is said in it is kept once it is over. */
  readonly kept?: Kept
  /** Other matters at the same place that its rules know of, as far as whoever asks may see them. */
  readonly beside?: Beside
}

/**
 * What a milestone makes of stages and facts that other parts hold, as it makes duties fall away: whoever reaches it need not see
 * them, and it is told to nobody but those who do. When somebody takes back their consent, nobody goes on reading that a manager
 * is asked.
 */
export interface Turn {
  readonly on: string
  /** The stage it was moved to, and what stands there instead. */
  readonly stages?: Readonly<Record<string, string>>
  /** By column, each value and what stands there instead: null where nothing does, among values of which there may be several. */
  readonly facts?: Readonly<Record<string, Readonly<Record<string, string | null>>>>
}

/** A paper that is written in a matter: each edition can be taken out whole, and any two compared. */
export interface Written {
  /** What it is called: 'The report'. */
  readonly label: string
  /** The clause it is written under. */
  readonly clause: ClauseId
  /** The parts that hold it and nothing else: they are read there, whole. */
  readonly parts: readonly string[]
  /** Those that this reader may see, the oldest first. */
  editions(matter: Matter, world: World): readonly Edition[]
}

export interface Edition {
  /** Unlike any other of the matter, and always the same: '3'. */
  readonly name: string
  /** 'The draft as it was sent'. */
  readonly label: string
  /** The part it is from, whose marking it carries. */
  readonly part: string
  readonly at: Date
  readonly by: string
  readonly blocks: readonly Block[]
}

/** Items worked out from the entries that its reader may see: drawn on the matter's page, and given out as a sheet or a document. */
export interface Table {
  readonly label: string
  /** The part it is drawn from: for whoever may see that part. */
  readonly part: string
  readonly columns: Readonly<Record<string, TableColumn>>
  rows(matter: Matter, world: World): readonly TableRow[]
  /** What is said where there is nothing yet. */
  readonly empty: string
  /** The questions whose answers it tells: they are not told again under what is known, where it has rows. */
  readonly tells?: readonly string[]
  /** The table that takes its place on the matter's page once that one has rows: it is then on a page of its own alone. */
  readonly until?: string
  /** The columns, of a few values each, whose difference is drawn as a chart: what is reported beside what was seen. */
  readonly compares?: readonly [string, string]
}

export interface TableColumn {
  readonly label: string
  readonly is?: 'day' | 'number'
  /** Words for each value, in order, where values are from a fixed list. */
  readonly values?: Readonly<Record<string, string>>
  /** The part it is drawn from, where that is not the table's own: the column is absent for whoever may not see that part. */
  readonly part?: string
}

export type TableRow = Readonly<Record<string, string | number | undefined>>

/** Information that is handed over on terms. Its owner is told who has it; whoever has it, what they may do with it. */
export interface Lending {
  /** The part that is handed over, at once or once its terms are accepted. */
  readonly part: string
  /** The terms that hold, as sentences, from what is said in that part and beside it. Absent: the conditions of each disclosure. */
  readonly terms?: {
    readonly part: string
    /** The part in which more is agreed to than they say. */
    readonly beside?: string
    /** Steps that set them: what was answered there stands in the sentences, and is a click away where they are read. */
    readonly setBy?: readonly string[]
    inWords(matter: Matter, world: World): readonly string[]
  }
  /** Columns: of what kind it is, until when it may be had, what came of it. */
  readonly kind?: string
  readonly until?: string
  readonly outcome?: string
  /** The stage at which it waits for whoever is to pass it on. */
  readonly relay?: string
  /** The column that tells at which other installations it is: a line for each. */
  readonly elsewhere?: string
}

/** The step taken on a matter that is named elsewhere: when it is refused, so is the step that names it. */
export interface Citing {
  readonly step: string
  answers(by: { readonly reference: string; readonly step: string }): Answers
}

/** What is not named elsewhere at all by whoever has it from others: their words that name it are refused, and its page says so. */
export interface Unquoted {
  /** Whom it binds. */
  readonly binds: Who
  /** 'Its debrief note is neither quoted nor passed on'. */
  readonly words: string
  /** What to write instead. */
  readonly next: string
  readonly clause: ClauseId
}

/** What is known to a few for a time: until then they name it nowhere that anybody else reads. */
export interface Secret {
  /** Whether it is one still. */
  holds(matter: Matter): boolean
  readonly knownTo: Audience
  /** 'The establishment has not been told of it: …' */
  readonly words: string
  /** What to write instead. */
  readonly next: string
  readonly clause: ClauseId
}

/** The rule that binds this reader, where what they have is not to be named elsewhere. */
export const unquotedFor = ({ cited }: Procedure, matter: Matter, me: Me, world: World): Unquoted | undefined =>
  cited && 'binds' in cited && cited.binds.covers(me, matter, world) ? cited : undefined

/** Each of these names columns. What is left out: every column of a fixed list narrows and is counted, the heads are shown. */
export interface Log {
  /** What the list is called: 'The log'. */
  readonly title?: string
  /** The bodies that have it as a log, where not all who see some of its matters do: to others the list is of what is in it. */
  readonly keptBy?: readonly Body[]
  /** What the list shows after the reference and what it is about. */
  readonly shows?: readonly string[]
  /** What it can be narrowed by, the likeliest first. */
  readonly narrowsBy?: readonly string[]
  /** What the analysis counts, in its order. */
  readonly counts?: readonly string[]
  /** Of these, the one by whose values the months are divided. */
  readonly divides?: string
  /** The milestones to which it counts the days, with words for each: { closed: 'To being closed' }. */
  readonly times?: Readonly<Record<string, string>>
  /** Stages that are no part of it unless they are asked for: neither listed nor counted. */
  readonly leavesOut?: readonly string[]
  /** How many there are to be in each business year. */
  readonly yearly?: Yearly
}

/** So many in each business year, from April to March, by a column of a day: counted above the list for those who decide. */
export interface Yearly {
  readonly column: string
  /** What is counted: 'Visits'. */
  readonly label: string
  readonly least: number
  readonly most: number
  readonly clause: ClauseId
  readonly seenBy: Who
  /** Stages that do not count. */
  readonly leavesOut?: readonly string[]
}

/**
 * A step that begins a matter from a row of an earlier log, with as much of its history as the row tells. It is news to
 * nobody, so nobody is told; and how long things took cannot be known, so it is left out where days are counted.
 */
export interface Bringing {
  readonly step: string
  /** The milestone by which such a matter is known. */
  readonly marks: string
  /** The question that says on which day it began. */
  readonly began: string
}

/** The newest matters of a procedure at the same place, by one of their tables. */
export interface Beside {
  /** For whoever may see this part, where what is known of them is used. */
  readonly part: string
  readonly procedure: string
  readonly table: string
  readonly most: number
}

/** Once its time is up, the clock says so by a step, day by day: so that what became of it is a duty, and is in the history. */
export interface Kept {
  /** The kind of record that it is, in a schedule of retention. */
  readonly kind: string
  /**
   * Milestones its time is counted from, whichever was reached last; or, where it is over by steps of several parts, the question
   * they answer by themselves with the day, which is a column too.
   */
  readonly from: readonly [string, ...string[]] | { readonly told: string }
  /** The step the clock takes, and the milestone it marks: until that one is cleared, it has been said. */
  readonly step: string
  readonly marks: string
  /** Once this is reached there is nothing left to keep. */
  readonly disposed: string
  /** While this stands it is kept, whatever the schedule says: its time is not said to be up. */
  readonly held: string
  /** The column of the day until which somebody chose to keep it longer. */
  readonly longer: string
}

/** A matter that can leave as a sealed package with its terms, and come in from one. */
export interface Travelling {
  /** The step that records that it left: taken only as a package is made of it. */
  readonly step: string
  /** What a package says of it, and the files that go with it; nothing for whoever does not see all of that. */
  packed(matter: Matter, world: World): Packed | undefined
  /** The answers with which it begins where it comes in, but for those that only whoever brings it in can give. */
  answers(came: Pick<Packed, 'item' | 'terms'>, taking: Pick<Taking, 'me' | 'world'>): Answers
  /** Those questions. */
  readonly asks: readonly string[]
  /** Whether nobody has it any more where it came in: then it may come in anew. */
  isOver(matter: Matter): boolean
  /** What is told of it afterwards, to where it went or came from. */
  readonly tells: Telling
}

export interface Telling {
  /** The step that records that something was told: taken only as a package is made of it. */
  readonly step: string
  /** What there is to tell, and to whom. */
  waits(matter: Matter, world: World): readonly Word[]
  /**
   * The step that what comes takes here, with the documents that came with it, and what that comes to, where the step’s own
   * sentence would be its taker’s; or why it changes nothing, in words.
   */
  takes(
    parcel: Parcel,
    taking: Pick<Taking, 'matter' | 'me' | 'world'>,
    documents: readonly string[],
  ): { step: string; answers: Answers; says?: string } | string
}

/** Something to tell another installation of an item that went between us in a package. */
export interface Word {
  /** The number of that package, and the id of the key that the other installation signs with. */
  readonly package: string
  readonly key: string
  readonly about: Omit<Notice['about'], 'package'>
  readonly says: Told
  /** The same in a few words. */
  readonly words: string
  /** Ids of the documents that go with it. */
  readonly files?: readonly string[]
}

/** What tells one word from another of the same matter. */
export const wordKey = ({ package: number, says }: Word): string =>
  [number, says.what, ...(says.what === 'addition' ? [says.number] : [])].join(' ')

export interface Packed {
  readonly item: Omit<Item, 'sharing' | 'agreement' | 'reference' | 'begun'>
  readonly terms: Terms
  /** Ids of the documents. */
  readonly files: readonly string[]
}

export interface Part {
  readonly label: string
  /** The most that it can be marked. */
  readonly marking: Marking
  /** How its owner marked it, as far as this reader sees that they did: else it is marked the most that it can be. */
  marked?(matter: Matter): Marking | undefined
  /** Whether its words may be found by whoever may see it. */
  readonly searched?: boolean
  /**
   * What is said in it is encrypted before it is kept. So nothing that is kept open is made of it: it is not searched, and lists,
   * duties, disclosures and what is done elsewhere know nothing of it.
   */
  readonly encrypted?: true
  /** Not born with its owner: it begins with the step that first discloses it, to whom that step says (working papers). */
  readonly apart?: boolean
}

export interface Column {
  readonly label: string
  readonly part: string
  /** Words for each value, where values are from a fixed list. */
  readonly values?: Readonly<Record<string, string>>
  /** What its values are, where they are not words: the key of a post, the code of a place, a day. */
  readonly is?: 'post' | 'place' | 'day' | 'number'
}

export interface Recurrence {
  /** The key of the period a day falls in ('2026-11'): the clock opens one matter for each. */
  key(taking: Taking['world']): string
  /** The answers of the beginning step. */
  answers(taking: Taking['world']): Answers
}

/** What a post may do to a matter: the one object behind its page, its rule, its API schema, its history and its picture. */
export interface Step<A = Answers> {
  /** The clauses it carries out; the first is the one its refusals cite. */
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  /** Where they exclude each other, the one of them it is taken under here; undefined while that is not known. Absent: all hold. */
  under?(taking: Pick<Taking, 'matter' | 'answers'>): ClauseId | undefined
  readonly label: string
  /** A step elsewhere takes it as a rule, in the same act: by hand it is seldom needed, and is not told among what is to be done. */
  readonly follows?: true
  /** It is this step taken once more, where each time has a part of its own: pictures and lists of steps tell it once. */
  readonly again?: string
  /**
   * What it and others are about together, which are beside the work itself: of those, the ones that are shut are told in one
   * line under these words, with the reason of the last.
   */
  readonly together?: string
  /** What it is for, in a sentence, above its questions. */
  readonly about?: string
  readonly by: Who
  /** When it is open: every condition must hold; the first that does not is the reason told. */
  readonly open?: readonly Condition[]
  readonly asks: Questions
  /** Each time it is taken adds a record beside those before it, as an enquiry does; else the newest answers stand for all. */
  readonly adds?: true
  /** Its form begins with what was last said in it, to be gone on with. */
  readonly goesOn?: true
  /** The steps that it answers: what was last said there, as far as its taker sees it, stands above its questions. */
  readonly answers?: string | readonly string[]
  /** The part its entry and, unless they say otherwise, its answers belong to. */
  readonly part: string
  /** What somebody may do instead who could take it, but for not seeing that part. */
  readonly unseen?: string
  /** Milestones it marks: always, or when the predicate holds. */
  readonly marks?: Marks<A>
  readonly clears?: Marks<A>
  /** The stage it moves the matter to: always, or the first whose predicate holds. */
  readonly to?: Marks<A>
  readonly discloses?: readonly Share<A>[]
  /** Disclosures, and offers of them, that it ends. */
  readonly recalls?: readonly Recall<A>[]
  /** Parts of which whatever is offered to its taker opens to them, on the terms of the offer. */
  readonly accepts?: readonly string[]
  /** Parts of which its taker turns down what is offered to them. */
  readonly declines?: readonly string[]
  /** Passes on what was offered to its taker to be passed on, sealed: on its terms, or narrower ones. */
  readonly directs?: readonly Omit<Share<A>, 'purpose' | 'may'>[]
  /** Parts whose answers and files it destroys, for everybody and for good: the chain holds only their digests, and still verifies. */
  readonly disposes?: readonly string[]
  readonly tells?: readonly Audience[]
  /** Facts it sets, by column. */
  sets?(taking: Taking<A>): Readonly<Record<string, unknown>>
  /** Says no, with the words and what to do next; undefined when there is nothing against it. */
  refuse?(taking: Taking<A>): Refusal | undefined
  /** What the person should know but may go past: shown before they confirm. */
  warn?(taking: Taking<A>): string | undefined
  /** The sentence it leaves in the history, after the author's name: made only from the answers in its own part. */
  says(taking: Pick<Taking<A>, 'answers' | 'world'>): string
  /** Changes to the register of people: terms of posts, training, awareness, settings. */
  changes?(taking: Taking<A>): readonly Change[]
  /** Matters it opens, each by its beginning step. */
  opens?(taking: Taking<A>): readonly { procedure: string; answers: Answers; place?: string }[]
  /** References it ties this matter to: shown to whoever sees both. */
  links?(taking: Taking<A>): readonly string[]
  /** What is done on other matters in the same act, by whoever takes it: all of it happens, or the one that is refused says why. */
  also?(taking: Taking<A>): readonly AlsoTaken[]
}

/** A step that is taken on another matter because of this one. */
export interface AlsoTaken {
  readonly reference: string
  readonly step: string
  readonly answers: Answers
  /** Its fields whose answers come from a question here: what is refused about one is told at that question. */
  readonly from?: Readonly<Record<string, string>>
  /** It is left out where it is shut there: it was done by hand, or that matter is over, and nothing waits for that. */
  readonly ifOpen?: true
}

export type Marks<A> = string | readonly string[] | Readonly<Record<string, (taking: Taking<A>) => boolean>>

export interface Condition {
  /** Milestones of which one must have been reached: what the picture of the procedure draws as arrows. */
  readonly needs?: readonly string[]
  readonly until?: string
  holds(taking: Pick<Taking, 'matter' | 'me' | 'world'>): boolean
  /** Why it is not open; worked out where it names a day or somebody. */
  readonly otherwise: string | ((taking: Pick<Taking, 'matter' | 'me' | 'world'>) => string)
  readonly clause?: ClauseId
}

/**
 * A disclosure a step makes: this part, to these, for this purpose, under this clause. A part that whoever takes the step may
 * not see is not theirs to disclose, and is left out.
 */
export interface Share<A = Answers> {
  readonly part: string | readonly string[]
  readonly to: Audience
  readonly purpose: string
  readonly clause: ClauseId
  readonly conditions?: readonly string[] | ((taking: Taking<A>) => readonly string[])
  /** An offer: the part opens when its reader accepts the terms, or the one to whom they pass it on does. */
  readonly may?: Offer['may']
  when?(taking: Taking<A>): boolean
  /** The last instant it holds; absent: until recalled. */
  until?(taking: Taking<A>): Date | undefined
}

export interface Recall<A = Answers> {
  readonly part: string | readonly string[]
  /** Who loses sight of it: these; or everybody who has it but these and its owner, whether or not whoever takes the step knows of them. */
  readonly from: Audience | { readonly allBut: Audience }
  readonly clause: ClauseId
  when?(taking: Taking<A>): boolean
}

/** A rule's no: what is wrong, what to do next, and the clause, when it is not the step's own. */
export interface Refusal {
  readonly words: string
  readonly next?: string
  readonly clause?: ClauseId
  /** The question it is about. */
  readonly field?: string
  /** What else is wrong with the same answers: everything is told at once. */
  readonly also?: readonly Refusal[]
}

/** All that is wrong, as one no; none where nothing is. */
export const refused = ([first, ...also]: readonly Refusal[]): Refusal | undefined => first && { ...first, also }

/** A change to the register of people, made by a step so that it is journalled like everything else. */
export type Change =
  | {
      readonly kind: 'term begins'
      readonly post: string
      readonly person: PersonGiven
      readonly from: string
      readonly until?: string
    }
  | {
      readonly kind: 'term ends'
      readonly post: string
      /** Their number among people. */
      readonly person: number
    }
  | {
      readonly kind: 'standing'
      /** Their number among people; absent: whoever takes the step. */
      readonly person?: number
      readonly requirement: string
      readonly on: string
      readonly until: string
    }
  | { readonly kind: 'setting'; readonly setting: string; readonly body: string; readonly period: string }
  | {
      readonly kind: 'contact'
      /** A post of the body of whoever takes the step. */
      readonly post: string
      /** Absent: what is kept is still right, unless it is doubted. */
      readonly reach?: Reach
      /** Said in the post's own unit: it has changed, and the new one is not given yet. */
      readonly doubted?: true
      /** The bodies that may see it, beside the post's own. */
      readonly knownTo?: readonly Body[]
    }

export interface PersonGiven {
  readonly name: string
  readonly email: string
}

/** How a post is reached at work: at least one of these. Never what somebody signs in with, unless they give it here too. */
export interface Reach {
  readonly email?: string
  readonly telephone?: string
  readonly address?: string
}

/**
 * A step, with its answers' types taken from its questions. Once written it stands among steps of other answers, so its own
 * are forgotten: a rule is only ever given answers that its own questions understood.
 */
export const step = <const Q extends Questions>(
  definition: Omit<Step<AnswersTo<Q>>, 'asks'> & { readonly asks: Q },
): Step => definition as unknown as Step

/** Open once this milestone has been reached. */
export const after = (milestone: string, otherwise: string, clause?: ClauseId): Condition => ({
  needs: [milestone],
  holds: ({ matter }) => matter.milestones.has(milestone),
  otherwise,
  clause,
})

/** Open once any of these milestones has been reached. */
export const afterAny = (milestones: readonly string[], otherwise: string, clause?: ClauseId): Condition => ({
  needs: milestones,
  holds: ({ matter }) => milestones.some(name => matter.milestones.has(name)),
  otherwise,
  clause,
})

/** Open until this milestone is reached. */
export const before = (milestone: string, otherwise: string, clause?: ClauseId): Condition => ({
  until: milestone,
  holds: ({ matter }) => !matter.milestones.has(milestone),
  otherwise,
  clause,
})

/** Open while a rule about the matter holds. */
export const provided = (
  holds: Condition['holds'],
  otherwise: Condition['otherwise'],
  clause?: ClauseId,
): Condition => ({
  holds,
  otherwise,
  clause,
})

/** The names a `marks`, `clears` or `to` can produce. */
export const namesIn = (marks: Marks<never> | undefined): readonly string[] =>
  marks === undefined ? [] : typeof marks === 'string' ? [marks] : Array.isArray(marks) ? marks : Object.keys(marks)

/** The names it does produce for this taking. */
export const namesFor = <A>(marks: Marks<A> | undefined, taking: Taking<A>): readonly string[] => {
  if (marks === undefined || typeof marks === 'string' || Array.isArray(marks)) return namesIn(marks as Marks<never>)
  return Object.entries(marks as Readonly<Record<string, (taking: Taking<A>) => boolean>>)
    .filter(([, holds]) => holds(taking))
    .map(([name]) => name)
}

/** The clauses that a step is taken under in this matter, with these answers as far as there are any: its refusals cite the first. */
export const clausesOf = (
  step: Pick<Step, 'clauses' | 'under'>,
  matter: Matter,
  answers: Answers = {},
): Step['clauses'] => {
  const only = step.under?.({ matter, answers })
  return only === undefined ? step.clauses : [only]
}

/** The steps that a step answers. */
export const answeredBy = ({ answers = [] }: Pick<Step, 'answers'>): readonly string[] => [answers].flat()

/** Its steps for whoever reads what it is: one that is another taken once more is told with that. */
export const toldOnce = ({ steps }: Procedure): readonly (readonly [name: string, step: Step])[] =>
  Object.entries(steps).filter(([, { again }]) => again === undefined)

/** What a list of its matters is called by somebody of this body: as the log, where that is theirs. */
export const listCalled = ({ log, title }: Procedure, body: Body): string =>
  log?.title !== undefined && (log.keptBy?.includes(body) ?? true) ? log.title : title

/** What one matter of it is, without “a” before it: 'alleged sanction'. */
export const nounOf = ({ one }: Pick<Procedure, 'one'>): string => one.replace(/^an? /, '')

/** The files that these answers to a step attach, each with the question it answers and the part it stands in. */
export const filesIn = (
  step: Pick<Step, 'part' | 'asks'>,
  answers: Answers,
): readonly { readonly field: string; readonly id: string; readonly part: string }[] =>
  Object.entries(step.asks)
    .filter(([, question]) => question.kind === 'documents')
    .flatMap(([field, question]) =>
      ((answers[field] ?? []) as readonly string[]).map(id => ({ field, id, part: partOf(step, question) })),
    )

/** Whether what is said in a part can be searched for by whoever may see it: unless it says otherwise, or is encrypted. */
export const isSearched = (part: Part | undefined): boolean => part?.searched !== false && !part?.encrypted

/** How a part is marked: in this matter, where its owner says so in each. */
export const markingOfPart = (
  { parts }: Pick<Procedure, 'parts'>,
  name: string,
  matter: Matter | undefined,
): Marking | undefined => (matter && parts[name]?.marked?.(matter)) ?? parts[name]?.marking

/** The part a question's answer belongs to. */
export const partOf = (step: Pick<Step, 'part'>, question: Pick<Question, 'part'>): string => question.part ?? step.part
