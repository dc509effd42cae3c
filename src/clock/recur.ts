import { at, type House } from '../desk/desk.ts'
import { worldAt } from '../desk/desk.ts'
import { begin } from '../desk/take.ts'

/** Opens what is to happen in each period (a month's share, a half-year's meeting), once: by a step, like everyone else. */
export async function openRecurring(house: House): Promise<number> {
  const world = worldAt(house, house.now())
  let opened = 0
  for (const { procedure } of house.library.inForce(world.today)) {
    const { recurs } = procedure
    if (!recurs) continue
    const key = `recurs-${procedure.name}-${recurs.key(world)}`
    const done = await at(house, { post: 'clock' }, async desk =>
      begin(desk, procedure.name, recurs.answers(world), { key }),
    )
    if (done.refused)
      throw new Error(
        `The clock can't begin ${procedure.name}: ${done.problems.map(problem => problem.words).join('; ')}`,
      )
    opened++
  }
  return opened
}
