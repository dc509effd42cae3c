import type { Desk } from '../../desk/desk.ts'
import { unborn } from '../../desk/preview.ts'
import { versionOn } from '../../engine/agreement.ts'
import type { Step } from '../../engine/procedure.ts'

export interface Mending {
  readonly requirement: string
  readonly procedure: string
  /** What the step that mends it is called. */
  readonly label: string
}

/**
 * The procedures by which this person can mend what has lapsed for them, by themselves. They are all that someone whose
 * access is suspended may begin; the database keeps to the same list.
 */
export const mending = (desk: Desk): readonly Mending[] =>
  desk.who.lapsed.flatMap(({ name }) => {
    const mendedBy = desk.house.library.agreements
      .map(agreement => versionOn(agreement, desk.world.today).requirements?.[name]?.mendedBy)
      .find(Boolean)
    const found = mendedBy === undefined ? undefined : desk.house.library.findProcedure(mendedBy, desk.world.today)
    if (!found) return []
    const { procedure, version } = found
    const step = procedure.steps[procedure.begins] as Step
    return step.by.covers(desk.me, unborn(desk, { procedure, version }), desk.world)
      ? [{ requirement: name, procedure: procedure.name, label: step.label }]
      : []
  })
