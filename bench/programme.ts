import { statement } from '../src/database/sql.ts'
import { beginning } from '../src/desk/birth.ts'
import { at, worldAt } from '../src/desk/desk.ts'
import { countsOf, factsOf, findProgramme } from '../src/desk/programme.ts'
import { append, type Writing } from '../src/journal/append.ts'
import { load } from './load.ts'
import { milliseconds, pairs, within, type Bench } from './measure.ts'
import { bareLike, signedIn } from './pages.ts'
import { serveOurs } from './serving.ts'
import type { BenchWorld } from './world.ts'

const planner = { post: 'hmip.coordinator' } as const
const many = 300

/** Each place has two reports and a judgement of its leadership, beside what the world tells of it. */
export const programmeBench: Bench = {
  name: 'programme',
  at: 'last size',
  async run({ world, brief }) {
    await placesUpTo(world, many)
    const codes = openPlaces(world)
    if (!(await isToldOf(world))) await tellOf(world, codes)
    const ours = await serveOurs(world.folder)
    try {
      const asking = { path: '/programme', cookie: await signedIn(ours, planner.post) }
      const statements = await at(world.house, planner, async desk => {
        const programme = findProgramme(desk)
        if (!programme) throw new Error('The coordinator has no programme')
        return [factsOf(desk, programme), countsOf(desk, programme)].map(statement)
      })
      const bare = await bareLike(ours, asking)
      const client = await world.superuser.connect()
      try {
        await client.query('set search_path = concordat, public')
        const requests = brief ? 5 : 200
        const paired = await pairs(
          () => load(ours.address, asking, { connections: 1, requests }),
          async () => {
            for (let turn = 0; turn < requests; turn++) for (const one of statements) await client.query(one)
            await load(bare.address, asking, { connections: 1, requests })
          },
        )
        return [
          within(2, paired, {
            what: `the programme’s page, ${codes.length} places, ${world.size().toLocaleString('en-GB')} matters`,
            against: 'its queries without row security, and bare node:http with the same bytes',
            ours: milliseconds(paired.ours / requests),
            theirs: milliseconds(paired.theirs / requests),
          }),
        ]
      } finally {
        client.release()
        await bare.stop()
      }
    } finally {
      await ours.stop()
    }
  },
}

/** A world that was kept has been told already. */
const isToldOf = async ({ superuser }: BenchWorld): Promise<boolean> =>
  (await superuser.query("select from concordat.matter where procedure = 'leadership' limit 1")).rowCount === 1

async function tellOf(world: BenchWorld, codes: readonly string[]) {
  await beginEach(world, 'report', codes, (place, at) => reported(place, `2019-${month(at)}-12`, at + 1))
  await beginEach(world, 'report', codes, (place, at) => reported(place, `202${2 + (at % 4)}-${month(at)}-10`, at))
  await beginEach(world, 'leadership', codes, (place, at) => ({
    place,
    level: score(at),
    because: 'As far as is known.',
  }))
  await world.superuser.query('analyze')
}

const month = (at: number) => String((at % 12) + 1).padStart(2, '0')
const score = (at: number) => String((at % 4) + 1)

export const openPlaces = ({ house }: BenchWorld) =>
  house.directory().places.flatMap(place => (place.closed ? [] : place.code))

/** Invented places beside those of the register, until there are so many. */
async function placesUpTo(world: BenchWorld, count: number) {
  await world.superuser.query(
    `insert into concordat.place (code, name, kind, region, invented)
     select 'ZY' || n, 'Invented place ' || n, 'prison', 'Northern practice group', true from generate_series(1, $1::int) n
     on conflict do nothing`,
    [Math.max(0, count - openPlaces(world).length)],
  )
  await world.house.changed()
}

const reported = (place: string, ended: string, at: number) => ({
  place,
  ended,
  kind: 'Full inspection',
  on: ended,
  safety: score(at),
  respect: score(at + 1),
  activity: score(at + 2),
  release: score(at + 3),
})

/** Begins one matter for each place: by this step, or the one that brings in one of before. A series has references of its own. */
export async function beginEach(
  { house }: BenchWorld,
  name: string,
  codes: readonly string[],
  answers: (place: string, at: number) => Record<string, unknown>,
  { step: named, series = 7 }: { step?: string; series?: number } = {},
) {
  const found = house.library.findProcedure(name, worldAt(house, house.now()).today)
  if (!found) throw new Error(`There is no procedure ${name}`)
  const { procedure, version } = found
  await at(house, planner, async desk => {
    const writings = codes.map((place, index): Writing => {
      const raw = answers(place, index)
      const reference = `${procedure.prefix}-${String(raw.ended ?? '2026').slice(0, 4)}-${series}${String(index).padStart(5, '0')}`
      const begun = beginning(desk, {
        procedure,
        version: version.name,
        step: named ?? procedure.brings?.step ?? procedure.begins,
        reference,
        raw,
      })
      if (begun.refused) throw new Error(JSON.stringify(begun.problems))
      return { reference, making: begun.making, birth: begun.birth, procedure, knownTo: [] }
    })
    for (let from = 0; from < writings.length; from += 100) await append(desk, writings.slice(from, from + 100))
  })
}
