import { listCalled } from '../../engine/procedure.ts'
import { list } from '../../desk/list.ts'
import type { Desk } from '../../desk/desk.ts'
import { unborn } from '../../desk/preview.ts'
import { headingOf } from '../words.ts'

/** Something gathered over a period, to which this person may add until it is done. */
export interface Ongoing {
  readonly reference: string
  readonly procedure: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly title: string
  readonly about: string
  readonly steps: readonly { readonly name: string; readonly label: string }[]
}

/**
 * What the clock opened for the period there is now, while it stands as it began: nobody owes an addition to it, so nothing
 * else would lead there. Only what stands in this person's own list is looked at.
 */
export async function ongoing(desk: Desk): Promise<readonly Ongoing[]> {
  const found: Ongoing[] = []
  for (const inForce of desk.house.library.inForce(desk.world.today)) {
    const { procedure } = inForce
    const matter = unborn(desk, inForce)
    const steps = Object.entries(procedure.steps)
      .filter(([, step]) => procedure.recurs && step.adds && step.by.covers(desk.me, matter, desk.world))
      // What changes or takes back what others added comes after it, on the matter's own page.
      .slice(0, 1)
      .map(([name, { label }]) => ({ name, label }))
    if (steps.length === 0) continue
    const [latest] = (await list(desk, { procedure: procedure.name, most: 1 })).rows
    if (latest && latest.stage === Object.keys(procedure.stages)[0])
      found.push({
        reference: latest.reference,
        procedure: procedure.name,
        facts: latest.facts,
        title: listCalled(procedure, desk.me.body),
        about: headingOf(procedure, latest.facts, desk.world),
        steps,
      })
  }
  return found
}
