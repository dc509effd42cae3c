import { unopened } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'

/** Whether this person may begin a matter of a procedure, and whether they may bring in an earlier log of it. */
export function mayBegin(
  { me, world }: Pick<Desk, 'me' | 'world'>,
  procedure: Procedure | undefined,
): { begin: boolean; bring: boolean } {
  if (!procedure) return { begin: false, bring: false }
  const unborn = unopened({
    id: 0,
    reference: '',
    procedure: procedure.name,
    version: '',
    owner: me.unit,
    openedAt: world.now,
  })
  const may = (step: string) => procedure.steps[step]?.by.covers(me, unborn, world) ?? false
  return { begin: may(procedure.begins), bring: procedure.brings !== undefined && may(procedure.brings.step) }
}
