import { at, type Desk, type House } from '../src/desk/desk.ts'
import { list, type Query } from '../src/desk/list.ts'
import { milliseconds, pairs, quantile, timed, within, type Bench, type Figure } from './measure.ts'
import { commonWord, rareWord, absentWord } from './stories.ts'
import type { BenchWorld } from './world.ts'

export const officer = { post: 'hmip.sanctions-officer' } as const

/** The same desk, whose statements are run by a role that no policy applies to: the raw query, with the same predicate. */
const unwatched = ({ house, superuser }: BenchWorld): House => ({ ...house, pool: superuser })

/** So many lists one after another in one transaction, as a reader under row security and as a role without any. */
async function compared(world: BenchWorld, query: Query, turns: number) {
  const lists = (house: House) => () =>
    at(house, officer, async desk => {
      for (let turn = 0; turn < turns; turn++) await list(desk, query)
    })
  return pairs(lists(world.house), lists(unwatched(world)))
}

const sized = (world: BenchWorld) => `${world.size().toLocaleString('en-GB')} matters`

export const listBench: Bench = {
  name: 'list',
  at: 'each size',
  async run({ world, brief }) {
    const turns = brief ? 5 : 50
    const queries: readonly (readonly [string, Query])[] = [
      ['the log, newest first', { procedure: 'sanction-allegation' }],
      ['narrowed to a place', { procedure: 'sanction-allegation', place: 'ZAI' }],
      ['counted up to 1,000', { procedure: 'sanction-allegation', counted: 1000 }],
    ]
    const figures: Figure[] = []
    for (const [words, query] of queries) {
      const paired = await compared(world, query, turns)
      figures.push(
        within(1.3, paired, {
          what: `list of 25, ${words}, ${sized(world)}`,
          against: 'the same without row security',
          ours: milliseconds(paired.ours / turns),
          theirs: milliseconds(paired.theirs / turns),
        }),
      )
    }
    return figures
  },
}

export const searchBench: Bench = {
  name: 'search',
  at: 'each size',
  async run({ world, brief }) {
    const turns = brief ? 3 : 20
    const figures: Figure[] = []
    for (const [words, q] of [
      ['a rare word', rareWord],
      ['a common word', commonWord],
      ['an absent word', absentWord],
    ] as const) {
      const paired = await compared(world, { q }, turns)
      const p95 = quantile(await eachOf(world.house, { q }, brief ? 10 : 100), 0.95)
      figures.push(
        within(2, paired, {
          what: `search, ${words}, ${sized(world)}`,
          against: 'the same without row security',
          ours: milliseconds(paired.ours / turns),
          theirs: milliseconds(paired.theirs / turns),
        }),
        {
          what: `search, ${words}, ${sized(world)}: 95 in 100`,
          against: 'nothing',
          ours: milliseconds(p95),
          target: '< 30 ms',
          met: p95 < 30,
        },
      )
    }
    return figures
  },
}

/** How long each of so many takes, with the transaction that it is in. */
async function eachOf(house: House, query: Query, times: number): Promise<number[]> {
  const taken: number[] = []
  for (let turn = 0; turn < times; turn++)
    taken.push(await timed(() => at(house, officer, (desk: Desk) => list(desk, query))))
  return taken
}
