import { agreements } from '../agreements/agreements.ts'
import type { Agreement, Version } from '../engine/agreement.ts'
import { carriersIn, type Carrier } from '../engine/carriers.ts'
import type { Clause } from '../engine/clause.ts'
import { library } from '../engine/library.ts'
import { CannotBeDone, type Command } from './command.ts'

/** A clause as it is printed. */
export interface PrintedClause {
  readonly id: string
  readonly agreement: string
  readonly version: { readonly name: string; readonly inForce?: string; readonly until?: string }
  readonly para: string
  readonly kind: Clause['kind']
  readonly by: string
  readonly to?: string
  readonly when?: string
  readonly text: string
  readonly sameAs: readonly string[]
  readonly carried: boolean
  readonly carriedBy: readonly Carrier[]
}

export const clauses: Command = {
  name: 'clauses',
  about: 'Prints every clause of every agreement, and what carries each',
  takes: '[--json] [--agreement <id>]',
  options: { json: 'flag', agreement: 'text' },
  help: [
    'Every clause, with the steps, conditions, questions, disclosures, obligations, letters and pages that carry it.',
    'Worked out from the agreements’ definitions alone: it needs no database. One that nothing carries yet says so.',
    '',
    '  --json            as JSON, with the words of each clause',
    '  --agreement <id>  of one agreement only, such as sanctions-protocol',
  ].join('\n'),
  run({ options, say, remark }) {
    const chosen = printed().filter(one => options.agreement === undefined || one.agreement === options.agreement)
    if (chosen.length === 0)
      throw new CannotBeDone(
        `There is no agreement called ${options.agreement}. There are: ${agreements.map(one => one.id).join(', ')}.`,
      )
    if (options.json) return say(JSON.stringify(chosen, null, 2))
    for (const clause of chosen) say(lineOf(clause))
    remark(`${chosen.filter(one => one.carried).length} of ${chosen.length} clauses are carried.`)
  },
}

/** Every clause of every version of every agreement, in the papers' order. */
export const printed = (): PrintedClause[] =>
  library(agreements).agreements.flatMap(agreement =>
    agreement.versions.flatMap(version => clausesOf(agreement, version)),
  )

function clausesOf(agreement: Agreement, version: Version): PrintedClause[] {
  const carriers = carriersIn(agreements, agreement, version)
  return version.clauses.map(clause => {
    const carriedBy = carriers.get(clause.id) ?? []
    return {
      id: clause.id,
      agreement: agreement.id,
      version: { name: version.name, inForce: version.inForce, until: version.until },
      para: clause.para,
      kind: clause.kind,
      by: clause.by,
      to: clause.to,
      when: clause.when,
      text: clause.text,
      sameAs: clause.sameAs ?? [],
      carried: carriedBy.length > 0,
      carriedBy,
    }
  })
}

function lineOf({ id, para, kind, carriedBy }: PrintedClause): string {
  const kinds = Map.groupBy(carriedBy, one => one.kind)
  const by = [...kinds].map(([of, carriers]) => `${of}: ${[...new Set(carriers.map(one => one.label))].join(', ')}`)
  return `${id}  (${para}, ${kind})  ${by.length ? by.join('; ') : 'not carried yet'}`
}
