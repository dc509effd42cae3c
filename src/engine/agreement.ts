import type { Body, UnitKind } from '../bodies.ts'
import type { Day } from '../calendar/day.ts'
import type { Period } from '../calendar/period.ts'
import type { Clause, ClauseId } from './clause.ts'
import type { Procedure } from './procedure.ts'
import type { Programme } from './programme.ts'

/** An agreement between bodies, with every dated version it has had side by side. */
export interface Agreement {
  readonly id: string
  readonly title: string
  /** What it is called in a sentence. */
  readonly short: string
  readonly parties: readonly Body[]
  readonly source: string
  readonly versions: readonly [Version, ...Version[]]
}

export interface Version {
  /** What the version is called: its date, or the year where the paper carries no date. */
  readonly name: string
  /** The first day it is in force: the later signature (decision 13). Absent where the paper carries no date: then it holds from the first. */
  readonly inForce?: Day
  /** The last day it is in force. */
  readonly until?: Day
  readonly signatories: readonly Signatory[]
  readonly clauses: readonly Clause[]
  readonly procedures: readonly Procedure[]
  /** Our defaults where the paper is silent, each of which a body may set for itself (decision 7). */
  readonly settings?: Readonly<Record<string, Setting>>
  /** Kinds of record that are kept for so long and no longer, each with whose schedule says how long: no figure of ours (decision 12). */
  readonly records?: Readonly<Record<string, KindOfRecord>>
  /** What a person of these bodies must have done, and how often, to see anything: else access is suspended. */
  readonly requirements?: Readonly<Record<string, Requirement>>
  /** What inspections are planned by, for whoever plans them. */
  readonly programme?: Programme
  /** To whom anything about the agreement itself goes first. */
  readonly firstContacts?: readonly FirstContact[]
  /** What is worth knowing about this version: gaps found in the paper, what it replaced. */
  readonly notes?: readonly string[]
}

/** The kind of unit of a body that is first asked about an agreement. */
export interface FirstContact {
  readonly clause: ClauseId
  readonly body: Body
  readonly unit: UnitKind
}

export interface Signatory {
  readonly office: string
  readonly body: Body
  readonly signed?: Day
}

export interface Setting {
  readonly label: string
  readonly period: Period
  readonly body: Body
}

/** A kind of record, in a schedule of retention. */
export interface KindOfRecord {
  readonly label: string
  /** Whose schedule says how long it is kept. */
  readonly body: Body
  /** What its time is counted from, in words: 'the day it was closed'. */
  readonly counted: string
}

export interface Requirement {
  readonly label: string
  readonly clause: ClauseId
  readonly bodies: readonly Body[]
  /** How long it holds once done. */
  readonly holds: Period
  /** The procedure whose first step records it, taken by whoever it is about. Absent: their body records it for them. */
  readonly mendedBy?: string
}

/** The version in force on a day: the last that had begun, or the first where none is dated. */
export const versionOn = (agreement: Agreement, on: Day): Version =>
  agreement.versions.findLast(
    version => (version.inForce ?? '') <= on && (version.until === undefined || on <= version.until),
  ) ?? agreement.versions[0]
