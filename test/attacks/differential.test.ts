import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from '../../src/database/sql.ts'
import { findMatter } from '../../src/desk/matter.ts'
import { random } from '../random.ts'
import { sight } from './oracle.ts'
import { randomWorld, shared, type Happening, type Perch, type RandomWorld } from './world.ts'

/**
 * Three things decide what somebody may do: the definition says whether a step is open, row security whether its part is
 * there, and the clauses, by the oracle, whether it should be. At every moment of random worlds they agree.
 */
const long = process.env.CONCORDAT_TEST_LONG === '1'
const seeds = long ? Array.from({ length: 40 }, (_, at) => 100 + at) : [101]
/** Worlds of what bodies share beside the sanctions protocol. */
const sharing = long ? Array.from({ length: 40 }, (_, at) => 300 + at) : [301]
const looking = long ? 40 : 12

type World = Pick<RandomWorld, 'as' | 'posts' | 'happenings' | 'perches'>

/** What is read in another part than it was typed in: the summary holds the entries as they read when it was sent. */
const readElsewhere = ({ of: { procedure }, question }: Perch) => procedure === 'weekly-summary' && question === 'text'

describe('who may do what', () => {
  for (const seed of [...seeds, ...sharing])
    it(`is decided alike by the definition, by row security and by the clauses (world ${seed})`, async t => {
      const draw = random(seed)
      let asked = 0
      let seen = 0
      const world = await randomWorld(seed, {
        ...(sharing.includes(seed)
          ? { matters: shared.length, steps: long ? 160 : 40, procedures: shared, meanwhile: 0.2 }
          : { matters: 4, steps: long ? 80 : 35 }),
        each: async (sofar, taken) => {
          for (const post of draw.shuffled(sofar.posts).slice(0, looking)) {
            const { quadruples, parts } = await agree(sofar, taken, post)
            asked += quadruples
            seen += parts
          }
        },
      })
      t.diagnostic(`${asked} questions of who may do what, ${seen} parts seen`)
      assert.ok(asked > (long ? 30_000 : 3_000), `only ${asked} were asked`)
      await world.database.drop()
    })
})

async function agree(
  world: World,
  { reference }: Happening,
  post: string,
): Promise<{ quadruples: number; parts: number }> {
  const happened = world.happenings.filter(one => one.reference === reference)
  const perches = world.perches.filter(one => one.reference === reference)
  return world.as(post, async desk => {
    const view = await findMatter(desk, reference)
    const procedure = desk.house.library.findProcedure(happened[0]?.procedure ?? '', desk.world.today)?.procedure
    if (!procedure) throw new Error('There is no such procedure')
    const tell = (what: string) =>
      `${post}: ${what} on ${reference} after ${happened.map(one => `${one.step} by ${one.post}`).join('; ')}`

    // Row security and the definition see the same parts.
    const byRows = new Set<string>()
    if (view)
      for (const part of Object.keys(procedure.parts)) {
        const { sees } = await desk.transaction.one<{ sees: boolean }>(
          sql`select sees(${view.matter.id}, ${part}) as sees`,
        )
        if (sees) byRows.add(part)
      }
    assert.deepEqual([...(view?.matter.parts ?? [])].sort(), [...byRows].sort(), tell('parts'))

    // The clauses allow every part that is seen, and no part that must be seen is missing.
    for (const perch of perches) {
      const { of, question, part } = perch
      if (perch.vain || readElsewhere(perch)) continue
      const allowed = sight(happened, happened.indexOf(of), question, post, desk.world.now)
      if (byRows.has(part)) assert.notEqual(allowed, 'no', tell(`sees ${part}, with ${of.step}.${question},`))
      else assert.notEqual(allowed, 'must', tell(`does not see ${part}, with ${of.step}.${question},`))
    }

    // A step is open only to those who see its part.
    const open = new Set(view?.steps.filter(one => one.closed === undefined).map(one => one.name))
    for (const [name, step] of Object.entries(procedure.steps))
      if (open.has(name)) assert.ok(byRows.has(step.part), tell(`may take ${name}, of ${step.part},`))
    return { quadruples: Object.keys(procedure.steps).length, parts: byRows.size }
  })
}
