import { at } from '../src/desk/desk.ts'
import { list } from '../src/desk/list.ts'
import { oneEntry } from './journal.ts'
import { load } from './load.ts'
import { median, milliseconds, timed, type Bench, type Figure } from './measure.ts'
import { signedIn } from './pages.ts'
import { serveOurs } from './serving.ts'
import { absentWord, commonWord, rareWord } from './stories.ts'
import type { BenchWorld } from './world.ts'

const officer = { post: 'hmip.sanctions-officer' } as const

/** What is done again at each size, and how many times as long it may take in the largest world as in the smallest. */
const kinds = { list: 2, 'matter’s page': 1.3, search: 2, append: 1.2 } as const
type Kind = keyof typeof kinds

/** By kind, the times at each size so far, in ms. */
const known = new Map<number, Readonly<Record<Kind, number>>>()

export const growthBench: Bench = {
  name: 'growth',
  at: 'each size',
  async run({ world, brief }) {
    known.set(world.size(), await measured(world, brief ? 10 : 300))
    const [first, ...more] = [...known].sort(([a], [b]) => a - b)
    const last = more.at(-1)
    if (!first || !last) return []
    return Object.entries(kinds).map(([name, most]): Figure => {
      const kind = name as Kind
      const ratio = last[1][kind] / first[1][kind]
      return {
        what: `growth: ${kind}, ${last[0].toLocaleString('en-GB')} matters`,
        against: `the same among ${first[0].toLocaleString('en-GB')}`,
        ours: milliseconds(last[1][kind]),
        theirs: milliseconds(first[1][kind]),
        ratio,
        target: `≤ ${most} times`,
        met: ratio <= most,
      }
    })
  },
}

async function measured(world: BenchWorld, turns: number): Promise<Record<Kind, number>> {
  const { house } = world
  const lists = () => at(house, officer, desk => list(desk, { procedure: 'sanction-allegation' }))
  const searched = [rareWord, commonWord, absentWord]
  const search = (turn: number) => at(house, officer, desk => list(desk, { q: searched[turn % searched.length] }))
  const { write } = await oneEntry(world)
  return {
    list: await middle(turns, lists),
    search: await middle(turns, search),
    append: await middle(turns, write),
    'matter’s page': await matterPages(world, turns),
  }
}

/** How long one takes, in the middle; the first tenth, in which all is still cold, is not counted. */
async function middle(turns: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < turns; turn++) taken.push(await timed(() => work(turn)))
  return median(taken.slice(Math.floor(turns / 10)))
}

/** Pages of matters from all over the world, over HTTP, one at a time. */
async function matterPages({ house, folder }: BenchWorld, turns: number): Promise<number> {
  const references = await at(house, officer, async desk => {
    const spread = await Promise.all(
      (['newest', 'oldest'] as const).map(sort =>
        list(desk, { procedure: 'sanction-allegation', sort, most: turns / 2 }),
      ),
    )
    return spread.flatMap(page => page.rows.map(row => row.reference))
  })
  const ours = await serveOurs(folder)
  try {
    const cookie = await signedIn(ours, officer.post)
    const asking = (turn: number) => ({ path: `/matters/${references[turn % references.length]}`, cookie })
    const taken = await load(ours.address, asking, { connections: 1, requests: turns })
    return median(taken.slice(Math.floor(turns / 10)))
  } finally {
    await ours.stop()
  }
}
