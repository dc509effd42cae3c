import { versionOn, type Agreement, type Version } from './agreement.ts'
import { refuseUnsound } from './check.ts'
import type { Clause } from './clause.ts'
import { NotFound } from './directory.ts'
import type { Procedure } from './procedure.ts'
import type { Day } from '../calendar/day.ts'

/** All the agreements there are, found by what a matter or a page knows: a procedure's name and version, a clause's id. */
export interface Library {
  readonly agreements: readonly Agreement[]
  /** The procedures in force on a day, each with the version it belongs to. */
  inForce(on: Day): readonly InForce[]
  findProcedure(name: string, on: Day): InForce | undefined
  /** The procedure a matter runs under: the version that was in force when it began (HH-4). */
  procedure(name: string, version: string): Procedure
  findClause(id: string): Clause | undefined
  agreementOf(id: string): Agreement
}

export interface InForce {
  readonly agreement: Agreement
  readonly version: Version
  readonly procedure: Procedure
}

/** Stops, with every fault told, when a definition is unsound. */
export function library(agreements: readonly Agreement[]): Library {
  refuseUnsound(agreements)
  const all: InForce[] = agreements.flatMap(agreement =>
    agreement.versions.flatMap(version => version.procedures.map(procedure => ({ agreement, version, procedure }))),
  )
  const byVersion = new Map(all.map(one => [`${one.procedure.name} ${one.version.name}`, one.procedure]))
  const clauses = new Map(
    agreements.flatMap(agreement =>
      agreement.versions.flatMap(version => version.clauses.map(clause => [clause.id as string, clause] as const)),
    ),
  )
  // Every page asks, and of the same day.
  let lately: { readonly on: Day; readonly found: readonly InForce[] } | undefined
  const inForce = (on: Day) => {
    if (lately?.on !== on) lately = { on, found: all.filter(one => versionOn(one.agreement, on) === one.version) }
    return lately.found
  }
  return {
    agreements,
    inForce,
    findProcedure: (name, on) => inForce(on).find(one => one.procedure.name === name),
    procedure: (name, version) => {
      const procedure = byVersion.get(`${name} ${version}`)
      if (!procedure) throw new NotFound(`procedure ${name} in version ${version}`)
      return procedure
    },
    findClause: id => clauses.get(id),
    agreementOf: id => {
      const agreement = agreements.find(one =>
        one.versions.some(version => version.clauses.some(clause => clause.id === id)),
      )
      if (!agreement) throw new NotFound(`clause ${id}`)
      return agreement
    },
  }
}
