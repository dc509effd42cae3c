import { worldAt } from '../src/desk/desk.ts'
import { decide } from '../src/engine/decide.ts'
import { chance } from './chance.ts'
import { median, perSecond, type Bench } from './measure.ts'
import { beginning, meIn, receiving, seenBy, tell } from './stories.ts'

/** One decision on a matter with fifty entries: who may, whether it is open, what was answered, and all that it brings. */
export const decideBench: Bench = {
  name: 'decide',
  at: 'first size',
  async run({ world: { house }, brief }) {
    const world = worldAt(house, house.now())
    const { procedure } = house.library.findProcedure('sanction-allegation', world.today)!
    const chair = meIn(world, 'imb.ashmoor.chair')
    const telling = beginning(house, world, 'ZAI', chair, 'SAN-2026-0000001')
    tell(
      telling,
      procedure,
      { me: chair, step: 'receive', answers: receiving('ZAI', chance(1), world, 'IMB', false) },
      world,
    )
    while (telling.kept.length < 50)
      tell(telling, procedure, { me: chair, step: 'update', answers: { news: 'Something new' } }, world)
    const matter = seenBy(telling, procedure, chair)
    const turns = brief ? 2_000 : 100_000
    const times: number[] = []
    for (let round = 0; round < 7; round++) {
      const before = process.cpuUsage()
      for (let turn = 0; turn < turns; turn++)
        decide(procedure, matter, 'update', chair, { news: 'Something new' }, world)
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    const took = median(times)
    return [
      {
        what: 'decide a step on a matter with 50 entries',
        against: 'nothing',
        ours: `${perSecond(turns, took)} of one processor`,
        target: '≥ 200,000 a second',
        met: turns / took >= 200,
      },
    ]
  },
}
