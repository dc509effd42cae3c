import { at, worldAt, type Desk, type House } from '../desk/desk.ts'
import { begin, type Taken } from '../desk/take.ts'
import type { Procedure } from '../engine/procedure.ts'
import { doneForEach } from './each.ts'

/**
 * Opens what is to happen in each period (a month's share, a half-year's meeting), once: by a step, like everyone else. Where
 * one can't be opened, the others are all the same, and it fails at the end.
 */
export function openRecurring(house: House): Promise<number> {
  const world = worldAt(house, house.now())
  return doneForEach(house.library.inForce(world.today), async ({ procedure }) => {
    if (!procedure.recurs) return false
    const done = await at(house, { post: 'clock' }, async desk => recurring(desk, procedure))
    if (done.refused)
      throw new Error(
        `The clock can't begin ${procedure.name}: ${done.problems.map(problem => problem.words).join('; ')}`,
      )
    return true
  })
}

/** Opens what is to happen in the period that it is: the same one however often it is asked for. */
export function recurring(desk: Desk, { name, recurs }: Pick<Procedure, 'name' | 'recurs'>): Promise<Taken> {
  if (!recurs) throw new Error(`${name} is not opened by the clock`)
  return begin(desk, name, recurs.answers(desk.world), { key: `recurs-${name}-${recurs.key(desk.world)}` })
}
