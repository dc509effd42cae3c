import { decide, type Decision } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import type { InForce } from '../engine/library.ts'
import { unopened, type Answers, type Matter } from '../engine/matter.ts'
import { beginning } from './birth.ts'
import type { Desk } from './desk.ts'
import type { Viewed } from './matter.ts'

type Raw = Readonly<Record<string, unknown>>

/** What taking a step would come to if it were taken now, and on which matter. Nothing is written. */
export interface Preview {
  readonly matter: Matter
  readonly decision: Decision
}

export const previewTake = (
  desk: Desk,
  { procedure, matter }: Viewed,
  name: string,
  raw: Raw,
  made?: Answers,
): Preview => ({
  matter,
  decision: decide(procedure, matter, name, desk.me, raw, desk.world, made),
})

/** What beginning a matter would come to: private to its owner, and told to whom its first step says. */
export function previewBegin(desk: Desk, { procedure, version }: InForce, raw: Raw): Preview {
  const begun = beginning(desk, { procedure, version: version.name, step: procedure.begins, reference: '', raw })
  return begun.refused
    ? { matter: unborn(desk, { procedure, version }), decision: begun }
    : { matter: begun.matter, decision: { refused: false, making: begun.making } }
}

/** The procedure that a new matter would run under today. */
export function procedureInForce(desk: Desk, name: string): InForce {
  const found = desk.house.library.findProcedure(name, desk.world.today)
  if (!found) throw new NotFound(`procedure ${name}`)
  return found
}

/** A matter of which nothing is known yet: what the questions of a first step are asked about. */
export const unborn = (desk: Desk, { procedure, version }: Pick<InForce, 'procedure' | 'version'>): Matter =>
  unopened({
    id: 0,
    reference: '',
    procedure: procedure.name,
    version: version.name,
    owner: desk.me.unit,
    openedAt: desk.world.now,
  })
