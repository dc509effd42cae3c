import { at, worldAt, type House } from '../desk/desk.ts'
import { begin } from '../desk/take.ts'
import { doneForEach } from './each.ts'

/**
 * Opens what is to happen in each period (a month's share, a half-year's meeting), once: by a step, like everyone else. Where
 * one can't be opened, the others are all the same, and it fails at the end.
 */
export function openRecurring(house: House): Promise<number> {
  const world = worldAt(house, house.now())
  return doneForEach(house.library.inForce(world.today), async ({ procedure }) => {
    const { recurs } = procedure
    if (!recurs) return false
    const key = `recurs-${procedure.name}-${recurs.key(world)}`
    const done = await at(house, { post: 'clock' }, async desk =>
      begin(desk, procedure.name, recurs.answers(world), { key }),
    )
    if (done.refused)
      throw new Error(
        `The clock can't begin ${procedure.name}: ${done.problems.map(problem => problem.words).join('; ')}`,
      )
    return true
  })
}
