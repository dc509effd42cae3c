import type { PlaceKind } from '../bodies.ts'
import type { Day } from '../calendar/day.ts'
import type { Length } from '../calendar/period.ts'
import type { ClauseId } from './clause.ts'
import type { Place } from './directory.ts'
import type { Who } from './who.ts'

/**
 * What an inspectorate plans by: every place with when it was last inspected, by when it must be again, and how great the risk
 * is there. It is drawn from facts alone (the columns of procedures), and only from those that its reader may see; to everyone
 * but its planners there is no such thing.
 */
export interface Programme {
  readonly title: string
  /** What it is, in a sentence or two, at its head. */
  readonly about: string
  readonly clause: ClauseId
  readonly seenBy: Who
  /** The columns that say when a place was last inspected: the day on which an inspection ended. */
  readonly inspected: readonly { readonly procedure: string; readonly day: string }[]
  /** The columns that say what is planned there. Who may not see those has a programme without plans. */
  readonly plans: readonly Plans[]
  /** How long an inspection holds, by kind of place: the first that names the kind. */
  readonly holds: readonly Holds[]
  /** Matters about a place whose facts feed the risk, by the name that the risk knows them by. */
  readonly reads: Readonly<Record<string, { readonly procedure: string; readonly columns: readonly string[] }>>
  /** Matters about a place of which the risk needs only how many there are. */
  readonly counts: Readonly<Record<string, Counts>>
  /** What the risk is made of: each factor with its usual weight, which is ours until the inspectorate sets another. */
  readonly factors: Readonly<Record<string, Factor>>
  /** Where weights are set: the newest matter that has one in the factor's column holds. */
  readonly weights: { readonly procedure: string; readonly step: string; column(factor: string): string }
  /** Bands of risk, the gravest first: from which share of all the points there are. */
  readonly bands: Readonly<Record<string, Band>>
  /** How great the risk is at one place, with every reason. Pure: what is known of the place is all it is given. */
  risk(known: Known, weights: Weights, on: Day): Risk
  /** Procedures that a planner may begin from its page. */
  readonly begins: readonly string[]
}

export interface Plans {
  readonly procedure: string
  /** It is an inspection, from which the next latest date is counted; else a visit of another kind. */
  readonly inspects: boolean
  /** Columns of the first day and the last, and of the kind of inspection. */
  readonly from: string
  readonly until?: string
  readonly kind?: string
  /** Stages at which a plan no longer stands: it was carried out or given up. */
  readonly over: readonly string[]
}

export interface Holds {
  readonly kinds: readonly PlaceKind[]
  readonly period: Length
  /** Why it is this long for such a place: 'Five years, as a place for adults'. */
  readonly because: string
  /** The agreement sets no date for such a place: its risk is measured by the period, and nothing there is overdue. */
  readonly onlyMeasured?: true
}

export interface Counts {
  readonly procedures: readonly string[]
  /** Those begun within so long. */
  readonly within: Length
  /** What does not count: at these stages, or with one of these values in a column. */
  readonly leavesOut?: {
    readonly stages?: readonly string[]
    readonly facts?: Readonly<Record<string, readonly string[]>>
  }
}

export interface Factor {
  readonly label: string
  readonly clause: ClauseId
  readonly usual: number
}

export interface Band {
  readonly label: string
  readonly from: number
}

/** Points that each factor may come to. */
export type Weights = Readonly<Record<string, number>>

/** One matter as its reader sees it: the columns that were asked for, and how it stands. */
export interface Seen {
  readonly reference: string
  readonly stage?: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** All that the risk at a place may be drawn from. */
export interface Known {
  readonly place: Place
  /** When it was last inspected, as far as that is recorded here. */
  readonly last?: Inspected
  /** How long that holds, and until when. */
  readonly holds?: Holds
  readonly latest?: Day
  /** Matters by the name that reads them, the newest first: by the day inspected, else by when they began. */
  readonly facts: Readonly<Record<string, readonly Seen[]>>
  readonly counts: Readonly<Record<string, number>>
}

export interface Inspected {
  readonly day: Day
  readonly reference: string
}

export interface Risk {
  readonly points: number
  /** The most it could come to. */
  readonly most: number
  readonly band: string
  readonly reasons: readonly Reason[]
}

/** What one factor adds to the risk, and why. */
export interface Reason {
  readonly factor: string
  readonly points: number
  readonly most: number
  readonly because: string
  /** The matters it is drawn from, where they are few. */
  readonly from: readonly string[]
}

/** The length of time an inspection of such a place holds. */
export const holdsAt = ({ holds }: Pick<Programme, 'holds'>, kind: PlaceKind): Holds | undefined =>
  holds.find(one => one.kinds.includes(kind))
