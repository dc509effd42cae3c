import type { Desk } from '../../desk/desk.ts'
import { unborn } from '../../desk/preview.ts'
import type { Step } from '../../engine/procedure.ts'

export interface Beginning {
  readonly procedure: string
  readonly label: string
  readonly about?: string
  readonly agreement: string
}

/** What this post can set going today. */
export const beginnings = (desk: Desk): readonly Beginning[] =>
  desk.house.library.inForce(desk.world.today).flatMap(({ agreement, version, procedure }) => {
    const step = procedure.steps[procedure.begins] as Step
    return step.by.covers(desk.me, unborn(desk, { procedure, version }), desk.world)
      ? [{ procedure: procedure.name, label: step.label, about: step.about, agreement: agreement.short }]
      : []
  })
