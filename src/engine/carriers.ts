import type { Agreement, Version } from './agreement.ts'
import type { Clause, ClauseId } from './clause.ts'
import type { Procedure, Step } from './procedure.ts'

/**
 * What carries a clause: found from the definitions that cite it, never typed twice. A clause that nothing carries is a
 * promise the product does not keep yet.
 */
export interface Carrier {
  readonly kind: 'step' | 'condition' | 'question' | 'disclosure' | 'obligation' | 'letter' | 'requirement' | 'page'
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

type Citation = Carrier & { readonly cites: ClauseId }

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
    ...(byClause.get(clause.id) ?? []).map(({ cites: _, ...carrier }) => carrier),
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
  directory: 'Who holds which post',
  establishment: 'An establishment’s page',
  matter: 'A matter’s page',
  marking: 'Markings',
  journal: 'The journal',
  remits: 'Who is there for what',
  people: 'People and their posts',
}

function citationsIn(agreement: Agreement, version: Version): Citation[] {
  return [
    ...version.procedures.flatMap(procedure => citationsOf(agreement, procedure)),
    ...Object.entries(version.requirements ?? {}).map(([name, one]) => ({
      kind: 'requirement' as const,
      cites: one.clause,
      name,
      label: one.label,
      agreement: agreement.id,
    })),
  ]
}

function citationsOf(agreement: Agreement, procedure: Procedure): Citation[] {
  const where = { agreement: agreement.id, procedure: procedure.name }
  return [
    ...Object.entries(procedure.steps).flatMap(([name, step]) =>
      citationsOfStep(name, step).map(citation => ({ ...citation, ...where })),
    ),
    ...Object.entries(procedure.rules).map(([name, rule]) => ({
      ...where,
      kind: 'obligation' as const,
      cites: rule.clause,
      name,
      label: rule.label,
    })),
    ...Object.entries(procedure.letters ?? {}).map(([name, letter]) => ({
      ...where,
      kind: 'letter' as const,
      cites: letter.clause,
      name,
      label: letter.label,
    })),
  ]
}

function citationsOfStep(name: string, step: Step): Citation[] {
  const within = { name, label: step.label, step: name }
  return [
    ...step.clauses.map(cites => ({ kind: 'step' as const, cites, name, label: step.label })),
    ...(step.open ?? []).flatMap(({ clause }) =>
      clause ? [{ ...within, kind: 'condition' as const, cites: clause }] : [],
    ),
    ...Object.entries(step.asks).flatMap(([asked, question]) =>
      question.clause
        ? [{ kind: 'question' as const, cites: question.clause, name: asked, label: question.label, step: name }]
        : [],
    ),
    ...[...(step.discloses ?? []), ...(step.recalls ?? [])].map(share => ({
      ...within,
      kind: 'disclosure' as const,
      cites: share.clause,
    })),
  ]
}

/** A clause cited twice in the same place is carried there once. */
function once(carriers: readonly Carrier[]): Carrier[] {
  const seen = new Set<string>()
  return carriers.filter(carrier => {
    const key = JSON.stringify([carrier.kind, carrier.procedure, carrier.step, carrier.name])
    return !seen.has(key) && seen.add(key)
  })
}
