import type { Library } from '../engine/library.ts'
import type { CitedClause } from './components/clause-note.ts'
import { clauseAddress } from './paths.ts'

/** A clause as pages cite it, with the address of its own place among its neighbours. */
export function cited(library: Library, id: string): CitedClause | undefined {
  const clause = library.findClause(id)
  return (
    clause && {
      id: clause.id,
      para: clause.para,
      text: clause.text,
      href: clauseAddress(library.agreementOf(id).id, id),
    }
  )
}
