import type { Day } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { myStanding } from '../../desk/people.ts'
import { unborn } from '../../desk/preview.ts'
import { versionOn } from '../../engine/agreement.ts'
import type { Step } from '../../engine/procedure.ts'

export interface Beginning {
  readonly procedure: string
  readonly label: string
  /** The agreement it is begun under, as it is called in a sentence. */
  readonly under: string
  /** It is never the first thing that somebody would begin. */
  readonly seldom: boolean
  /** It is this post’s main work. */
  readonly foremost: boolean
  /** The last day on which what it would renew still holds, while that is not soon: there is no hurry to begin it. */
  readonly holdsUntil?: Day
}

/** What this post can set going today. */
export async function beginnings(desk: Desk): Promise<readonly Beginning[]> {
  const holding = await inDate(desk)
  const found = desk.house.library.inForce(desk.world.today).flatMap(({ agreement, version, procedure }) => {
    const step = procedure.steps[procedure.begins] as Step
    return !procedure.follows && step.by.covers(desk.me, unborn(desk, { procedure, version }), desk.world)
      ? [
          {
            procedure: procedure.name,
            label: step.label,
            under: agreement.short,
            seldom: procedure.seldom === true,
            foremost: procedure.foremost?.covers(desk.me, unborn(desk, { procedure, version }), desk.world) === true,
            holdsUntil: holding.get(procedure.name),
          },
        ]
      : []
  })
  // What two agreements call alike is told apart by the agreement.
  const isAlike = (label: string) => found.filter(one => one.label === label).length > 1
  const inOrder = found.toSorted((a, b) => Number(b.foremost) - Number(a.foremost))
  return inOrder.map(one => ({ ...one, label: isAlike(one.label) ? `${one.label} (${one.under})` : one.label }))
}

/** By the procedure that renews it, until when each thing asked of everyone in this body holds for this person. */
async function inDate(desk: Desk): Promise<ReadonlyMap<string, Day>> {
  const requirements = desk.house.library.agreements.flatMap(agreement =>
    Object.entries(versionOn(agreement, desk.world.today).requirements ?? {}),
  )
  const standing = new Map((await myStanding(desk)).map(one => [one.requirement, one]))
  return new Map(
    requirements.flatMap(([name, { mendedBy }]) => {
      const one = standing.get(name)
      return mendedBy !== undefined && one?.state === 'in date' && one.until ? [[mendedBy, one.until] as const] : []
    }),
  )
}
