import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decideBench } from './decide.ts'
import { growthBench } from './growth.ts'
import { importBench } from './import.ts'
import { journalBench, verifyBench } from './journal.ts'
import { listBench, searchBench } from './list.ts'
import { machine, table, type Bench, type Figure } from './measure.ts'
import { logBench, pageBench } from './pages.ts'
import { personalBench } from './personal.ts'
import { portfolioBench } from './portfolio.ts'
import { programmeBench } from './programme.ts'
import { weightBench } from './weight.ts'
import { recountBench } from './recount.ts'
import { relayBench } from './relay.ts'
import { benchWorld } from './world.ts'

/**
 * npm run bench [-- name…] [--small | --large] [--keep folder] [--out file] [--brief]
 *
 * Measures Concordat beside the plainest thing that does the same work, in pairs, turn about. By default the world has
 * 100,000 matters; `--small` makes 10,000 and `--large` goes on to 1,000,000 (half an hour, 40 GB). `--keep` leaves the
 * world in a folder, to be measured again.
 */
const all: readonly Bench[] = [
  decideBench,
  pageBench,
  logBench,
  listBench,
  searchBench,
  journalBench,
  importBench,
  verifyBench,
  growthBench,
  weightBench,
  personalBench,
  relayBench,
  programmeBench,
  portfolioBench,
  recountBench,
]

const { positionals: names, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    size: { type: 'string' },
    keep: { type: 'string' },
    out: { type: 'string' },
  },
})
const unknown = names.filter(name => !all.some(bench => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no bench called ${unknown.join(' or ')}. There are: ${all.map(bench => bench.name).join(', ')}.`,
  )
  process.exit(2)
}
const chosen = all.filter(bench => names.length === 0 || names.includes(bench.name))
const sizes = options.size
  ? options.size.split(',').map(Number)
  : options.small
    ? [10_000]
    : options.large
      ? [10_000, 100_000, 1_000_000]
      : [10_000, 100_000]

const figures: Figure[] = []
const world = await benchWorld({ folder: options.keep, say: words => console.error(words) })
try {
  for (const [index, size] of sizes.entries()) {
    await world.grow(size)
    for (const bench of chosen) {
      const due = bench.at === 'each size' || (bench.at === 'last size' ? index === sizes.length - 1 : index === 0)
      if (!due) continue
      console.error(`${bench.name}, at ${size.toLocaleString('en-GB')} matters`)
      figures.push(...(await bench.run({ world, brief: options.brief })))
    }
  }
} finally {
  await world.close()
}

const said = `${machine()}\n\n${table(figures)}\n`
console.log(said)
if (options.out) writeFileSync(options.out, said)
process.exitCode = figures.every(one => one.met) ? 0 : 1
