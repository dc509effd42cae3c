import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '../src/desk/desk.ts'
import { confirm, goOn, importNow, keepSheet, match } from '../src/desk/import.ts'
import { importStep } from '../src/desk/may.ts'
import type { Sheet } from '../src/sheets/read.ts'
import { chance } from './chance.ts'
import { atLeast, perSecond, timed, type Bench } from './measure.ts'
import { commonWord } from './stories.ts'
import type { BenchWorld } from './world.ts'

const officer = { post: 'hmip.sanctions-officer' } as const

/** The tables that bringing rows in fills. */
const filled = [
  'matter',
  'entry',
  'content',
  'disclosure',
  'card',
  'docket',
  'obligation',
  'notice',
  'unbound',
  'brought',
]

/**
 * An earlier log of so many rows: kept, matched, each row checked, then brought in and journalled; beside COPY of the very
 * rows that came of it, into all the tables they went to, with their keys and indexes.
 */
export const importBench: Bench = {
  name: 'import',
  at: 'first size',
  async run({ world, brief }) {
    const rows = brief ? 200 : 10_000
    const turns = 5
    const taken: { ours: number; theirs: number }[] = []
    for (let turn = 0; turn < turns; turn++) {
      const before = await marks(world)
      const ours = await timed(() => bringIn(world, rows))
      taken.push({ ours, theirs: await copiedBack(world, before) })
    }
    const speeds = taken.map(pair => pair.theirs / pair.ours).sort((a, b) => a - b)
    const middle = (of: 'ours' | 'theirs') => taken.map(pair => pair[of]).sort((a, b) => a - b)[2]!
    return [
      atLeast(
        0.25,
        {
          ours: middle('ours'),
          theirs: middle('theirs'),
          speed: { median: speeds[2]!, least: speeds[0]!, most: speeds[4]! },
        },
        {
          what: `import of ${rows.toLocaleString('en-GB')} rows, checked and journalled`,
          against: 'COPY of the rows that come of it',
          ours: perSecond(rows, middle('ours')),
          theirs: perSecond(rows, middle('theirs')),
        },
      ),
    ]
  },
}

async function bringIn({ house }: BenchWorld, count: number): Promise<void> {
  const drawn = chance(Math.floor(performance.now()))
  const places = house.directory().places.filter(place => place.kind === 'prison' && !place.closed)
  const labels = ['Establishment', 'Received', 'Alleged', 'Heard', 'Ended', 'Number']
  const sheet: Sheet = {
    rows: [
      labels,
      ...Array.from({ length: count }, (_, at) => [
        drawn.one(places).name,
        '03/05/2024',
        `${drawn.one(['moved', 'searched', 'refused', 'threatened'])} after speaking, ${commonWord} ${randomUUID().slice(0, 8)}`,
        'A letter',
        'Unfounded',
        `L/${at}/${randomUUID().slice(0, 6)}`,
      ]),
    ].map((cells, at) => ({ line: at + 1, cells: [...cells] })),
    notices: [],
  } as Sheet
  const { id, credential } = await at(house, officer, async desk => {
    const kept = await keepSheet(desk, 'sanction-allegation', { name: 'log.csv', sheet })
    if ('wrong' in kept) throw new Error(kept.wrong)
    await match(
      desk,
      kept.id,
      columnsOf(desk.house.library.findProcedure('sanction-allegation', desk.world.today)!.procedure),
    )
    return { id: kept.id, credential: { postId: desk.who.postId, personId: desk.who.personId } }
  })
  while ((await goOn(house, credential, id)) === 'on');
  await at(house, officer, desk => confirm(desk, id))
  while ((await goOn(house, credential, id)) === 'on');
  const { counts } = await at(house, officer, desk => importNow(desk, id))
  if (counts.brought !== count) throw new Error(`Of ${count} rows ${JSON.stringify(counts)}`)
}

function columnsOf(procedure: Parameters<typeof importStep>[0]): Record<string, number> {
  const asks = procedure.steps[importStep(procedure)!]!.asks
  throw new Error(
    Object.entries(asks)
      .map(([name, one]) => `${name}: ${one.label} ${one.missing ? '*' : ''}`)
      .join('\n'),
  )
}

async function marks(_world: BenchWorld): Promise<number> {
  return 0
}
async function copiedBack(_world: BenchWorld, _before: number): Promise<number> {
  void [mkdtempSync, chmodSync, rmSync, tmpdir, join, filled]
  return 0
}
