import type { Sql } from '../src/database/sql.ts'
import { addDays } from '../src/calendar/day.ts'
import { at, worldAt, type House } from '../src/desk/desk.ts'
import { portfolio } from '../src/desk/timetable.ts'
import { onPage } from '../src/web/timetable/portfolio.ts'
import { load } from './load.ts'
import { milliseconds, pairs, within, type Bench } from './measure.ts'
import { bareLike, signedIn } from './pages.ts'
import { beginEach, openPlaces } from './programme.ts'
import { serveOurs } from './serving.ts'
import type { BenchWorld } from './world.ts'

const planner = { post: 'hmip.coordinator' } as const
const many = 2000

export const portfolioBench: Bench = {
  name: 'portfolio',
  at: 'last size',
  async run({ world, brief }) {
    const inProduction = await startUpTo(world, brief ? 50 : many)
    const ours = await serveOurs(world.folder)
    try {
      const asking = { path: '/timetables', cookie: await signedIn(ours, planner.post) }
      const statements = await asked(world.house)
      const bare = await bareLike(ours, asking)
      // The same person, as a role that no policy applies to.
      const unwatched: House = { ...world.house, pool: world.superuser }
      try {
        const requests = brief ? 5 : 100
        const paired = await pairs(
          () => load(ours.address, asking, { connections: 1, requests }),
          async () => {
            await at(unwatched, planner, async ({ transaction }) => {
              for (let turn = 0; turn < requests; turn++) for (const one of statements) await transaction.all(one)
            })
            await load(bare.address, asking, { connections: 1, requests })
          },
        )
        return [
          within(2, paired, {
            what: `the portfolio’s page, ${inProduction.toLocaleString('en-GB')} reports in production, ${world.size().toLocaleString('en-GB')} matters`,
            against: 'its queries without row security, and bare node:http with the same bytes',
            ours: milliseconds(paired.ours / requests),
            theirs: milliseconds(paired.theirs / requests),
          }),
        ]
      } finally {
        await bare.stop()
      }
    } finally {
      await ours.stop()
    }
  },
}

/** The statements that its page asks of what is in production. */
const asked = (house: House): Promise<readonly Sql[]> =>
  at(house, planner, async desk => {
    const heard: Sql[] = []
    const all = <Row>(query: Sql) => {
      heard.push(query)
      return desk.transaction.all<Row>(query)
    }
    await portfolio({ ...desk, transaction: { ...desk.transaction, all } }, {}, onPage)
    return heard
  })

/** Reports of inspections that ended in the last weeks, some of them late, until so many are being written. */
async function startUpTo(world: BenchWorld, count: number): Promise<number> {
  const { rows } = await world.superuser.query<{ started: number }>(
    `select count(*)::int as started from concordat.entry where step = 'start' and number = 1 and matter in (select id from concordat.matter where procedure = 'report')`,
  )
  const started = rows[0]?.started ?? 0
  if (started >= count) return started
  const places = openPlaces(world)
  const codes = Array.from({ length: count - started }, (_, at) => places[at % places.length] ?? '')
  const { today } = worldAt(world.house, world.house.now())
  await beginEach(
    world,
    'report',
    codes,
    (place, at) => ({
      place,
      ended: addDays(today, -1 - (at % 80)),
      kind: 'Full inspection',
    }),
    { step: 'start', series: 6 },
  )
  await world.superuser.query('vacuum (analyze)')
  return count
}
