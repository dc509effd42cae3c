import type { Agreement, Version } from './agreement.ts'
import type { Clause, ClauseId } from './clause.ts'
import { toldOnce, type Procedure, type Step } from './procedure.ts'

/**
 * What carries a clause: found from the definitions that cite it, never typed twice. A clause that nothing carries is a
 * promise the product does not keep yet.
 */
export interface Carrier {
  readonly kind:
    'step' | 'condition' | 'question' | 'disclosure' | 'obligation' | 'letter' | 'rule' | 'requirement' | 'page'
  /** What a reader calls it: a step's label, a duty, a page. */
  readonly label: string
  /** Its name in its definition. */
  readonly name: string
  /** The agreement and the procedure it belongs to; a page belongs to none. */
  readonly agreement?: string
  readonly procedure?: string
  /** The step it is part of. */
  readonly step?: string
  /** The clause that carries the words, where this one only points to it (PI-20 to HI-12a). */
  readonly through?: ClauseId
}

interface Citation {
  readonly cites: ClauseId
  readonly carrier: Carrier
}

/** What carries each clause of this version of an agreement. */
export function carriersIn(
  agreements: readonly Agreement[],
  agreement: Agreement,
  version: Version,
): ReadonlyMap<ClauseId, readonly Carrier[]> {
  // Its own steps are those of the same version; another agreement's may cite it from any version that is to hand.
  const all = agreements.flatMap(other =>
    other === agreement ? citationsIn(agreement, version) : other.versions.flatMap(one => citationsIn(other, one)),
  )
  const byClause = Map.groupBy(all, citation => citation.cites)
  const clauses = new Map(
    agreements.flatMap(other => other.versions.flatMap(one => one.clauses)).map(clause => [clause.id, clause]),
  )
  const own = (clause: Clause): Carrier[] => [
    ...(byClause.get(clause.id) ?? []).map(({ carrier }) => carrier),
    ...(clause.pages ?? []).map(page => ({ kind: 'page' as const, name: page, label: pageLabels[page] })),
  ]
  const pointed = (clause: Clause): Carrier[] =>
    (clause.sameAs ?? []).flatMap(id => {
      const other = clauses.get(id)
      return other ? own(other).map(carrier => ({ ...carrier, through: id })) : []
    })
  return new Map(version.clauses.map(clause => [clause.id, once([...own(clause), ...pointed(clause)])]))
}

const pageLabels: Readonly<Record<NonNullable<Clause['pages']>[number], string>> = {
  agreement: 'The agreement’s page',
  log: 'The log',
  analysis: 'Analysis of the log',
  awareness: 'Who has read and understood it',
  directory: 'The directory',
  establishment: 'An establishment’s page',
  matter: 'A matter’s page',
  marking: 'Markings',
  journal: 'The journal',
  remits: 'Who is there for what',
  people: 'People and their posts',
  programme: 'The programme of inspections',
}

function citationsIn(agreement: Agreement, version: Version): Citation[] {
  const required = Object.entries(version.requirements ?? {}).map(([name, { clause, label }]): Citation => ({
    cites: clause,
    carrier: { kind: 'requirement', name, label, agreement: agreement.id },
  }))
  return [...version.procedures.flatMap(procedure => citationsOf(agreement, procedure)), ...required]
}

function citationsOf(agreement: Agreement, procedure: Procedure): Citation[] {
  const where = { agreement: agreement.id, procedure: procedure.name }
  const { cited: unquoted, secret } = procedure
  const cited = (kind: Carrier['kind'], named: Readonly<Record<string, { clause: ClauseId; label: string }>>) =>
    Object.entries(named).map(([name, { clause, label }]): Citation => ({
      cites: clause,
      carrier: { kind, name, label, ...where },
    }))
  return [
    ...toldOnce(procedure).flatMap(([name, step]) =>
      citationsOfStep(name, step).map(({ cites, carrier }) => ({ cites, carrier: { ...carrier, ...where } })),
    ),
    ...cited('obligation', procedure.rules),
    ...cited('letter', procedure.letters ?? {}),
    ...(unquoted && 'binds' in unquoted
      ? cited('rule', { unquoted: { clause: unquoted.clause, label: unquoted.words } })
      : []),
    ...(secret ? cited('rule', { secret: { clause: secret.clause, label: secret.words } }) : []),
  ]
}

function citationsOfStep(name: string, step: Step): Citation[] {
  const within = { name, label: step.label, step: name }
  const asked = Object.entries(step.asks).flatMap(([question, { clause, label }]): Citation[] =>
    clause ? [{ cites: clause, carrier: { kind: 'question', name: question, label, step: name } }] : [],
  )
  const conditions = (step.open ?? []).flatMap(({ clause }): Citation[] =>
    clause ? [{ cites: clause, carrier: { kind: 'condition', ...within } }] : [],
  )
  const shared = [...(step.discloses ?? []), ...(step.directs ?? []), ...(step.recalls ?? [])].map(
    ({ clause }): Citation => ({
      cites: clause,
      carrier: { kind: 'disclosure', ...within },
    }),
  )
  return [
    ...step.clauses.map((cites): Citation => ({ cites, carrier: { kind: 'step', name, label: step.label } })),
    ...conditions,
    ...asked,
    ...shared,
  ]
}

/** A clause cited twice in the same place is carried there once. */
function once(carriers: readonly Carrier[]): Carrier[] {
  const seen = new Set<string>()
  return carriers.filter(carrier => {
    const key = JSON.stringify([carrier.kind, carrier.agreement, carrier.procedure, carrier.step, carrier.name])
    return !seen.has(key) && seen.add(key)
  })
}
