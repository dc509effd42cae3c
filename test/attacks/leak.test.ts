import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import pg from 'pg'
import { asNobody } from '../../src/database/as.ts'
import { sql, statement, type Sql } from '../../src/database/sql.ts'
import { listener } from './canary.ts'
import { counted, furnish, noticed, register, type Plant } from './furnish.ts'
import { mutantsOf, restoring, servingPolicies, type Mutant } from './mutants.ts'
import { existence } from './oracle.ts'
import { everythingSelected, readableTables, trusted, type Readable } from './tables.ts'
import { inspecting } from './inspecting.ts'
import { canariesOf, faultsIn, hearAtDesk, hearBySql, sightOf, told } from './walk.ts'
import { randomWorld, shared, type RandomWorld } from './world.ts'

const long = process.env.CONCORDAT_TEST_LONG === '1'
const seeds = long ? Array.from({ length: 50 }, (_, at) => at + 1) : [43, 48, 52]
const size = { matters: 5, steps: long ? 70 : 45 }
/** Worlds of what bodies share beside the sanctions protocol. */
const sharing = long ? Array.from({ length: 50 }, (_, at) => 200 + at) : [331]
const sharingSize = {
  matters: shared.length * (long ? 2 : 1),
  steps: long ? 200 : 100,
  procedures: shared,
  meanwhile: 0.3,
}

/** Worlds in which inspections are planned in secret, told of, carried through and reported. */
const inspected = long ? Array.from({ length: 30 }, (_, at) => 400 + at) : [402]
const inspectedSize = {
  matters: long ? inspecting.length : 4,
  steps: long ? 60 : 20,
  procedures: inspecting,
  meanwhile: 0.2,
  inspects: true,
}
/** Places at which nothing happens in most worlds: their people are asked at length only. */
const quiet = /calder-mount|eastholme|fenwick-house|greyfriars/

/** Matters of which this post reads the row, though no clause lets it know that they are there. */
async function unknownMatters(world: RandomWorld, post: string): Promise<string[]> {
  const rows = await world.as(post, desk =>
    desk.transaction.all<{ reference: string }>(sql`select reference from matter order by 1`),
  )
  const happened = (reference: string) => world.happenings.filter(one => one.reference === reference)
  return rows
    .map(row => row.reference)
    .filter(reference => existence(happened(reference), post, world.house.now()) === 'no')
}

describe('nothing leaks beside the front door: what a post hears is what the clauses let it hear', () => {
  for (const [seed, of] of [
    ...seeds.map(one => [one, size] as const),
    ...sharing.map(one => [one, sharingSize] as const),
    ...inspected.map(one => [one, inspectedSize] as const),
  ])
    it(`in world ${seed}, as every post, by every table and every door of the desk`, async () => {
      const world = await randomWorld(seed, of)
      const tables = await readableTables(world.database.owner)
      let heard = 0
      let kept = 0
      assert.deepEqual(world.strays, [], 'what was typed is carried where the clauses carry nothing like it')
      for (const post of world.posts) {
        if (of === inspectedSize && !long && quiet.test(post)) continue
        const bySql = await hearBySql(world, post, tables)
        const inTables = faultsIn(world, post, bySql, 'tables')
        assert.ok(inTables.leaks.length + inTables.silences.length === 0, told(world, inTables))
        const atDesk = await hearAtDesk(world, post)
        const atDoors = faultsIn(world, post, atDesk)
        assert.ok(atDoors.leaks.length + atDoors.silences.length === 0, told(world, atDoors))
        assert.deepEqual(
          await unknownMatters(world, post),
          [],
          `${post} reads the row of a matter that is none of theirs`,
        )
        heard += atDesk.size
        kept += canariesOf(world).length - atDesk.size
      }
      assert.ok(heard > 200 && kept > 200, `It proves little: ${heard} heard, ${kept} kept from someone`)
      await world.database.drop()
    })
})

/**
 * The same walk, made shorter, with one policy broken at a time. If it did not fail then, it would prove nothing when it
 * passes; where a broken policy lets nobody see or do more, what else holds is named.
 */
describe('the walk fails when a policy is broken, policy by policy', () => {
  let world: RandomWorld
  let tables: Readable[]
  let plants: Plant[]
  let onlookers: readonly string[]
  let everyRow: ReadonlyMap<string, number>
  let heardBefore: ReadonlyMap<string, ReadonlySet<number>>

  before(async () => {
    // A small world in which the one who writes sees a matter: another, when definitions change what is drawn.
    world = await randomWorld(50, { matters: 5, steps: 45 })
    tables = await readableTables(world.database.owner)
    const furnished = await furnish(world)
    plants = furnished.plants
    onlookers = furnished.onlookers
    await world.database.owner.query(
      `insert into concordat.import (id, post, person, procedure, name, state, labels, rows, made_at, touched_at)
       select $1, p.id, t.person, 'p', 'planted', 'matching', '{}', 1, now(), now()
         from concordat.post p join concordat.term t on t.post = p.id where p.key = 'hmip.press'`,
      [elsewhere],
    )
    const rows = new Map<string, number>()
    for (const table of register) {
      const { rows: found } = await world.database.owner.query<{ count: number }>(
        `select count(*)::int as count from concordat.${table}`,
      )
      rows.set(table, found[0]?.count ?? 0)
    }
    everyRow = rows
    heardBefore = new Map()
    heardBefore = await hearingOf()
  })

  const listened = () => [...canariesOf(world), ...plants.map(plant => plant.canary)]

  /** What each onlooker hears in each table. */
  async function hearingOf(): Promise<Map<string, Set<number>>> {
    const heard = new Map<string, Set<number>>()
    const singingIn = listener(listened())
    for (const post of onlookers) {
      const found = await world.as(post, desk => everythingSelected(desk.transaction, tables))
      for (const [table, rows] of found)
        heard.set(`${post} ${table}`, new Set(singingIn(rows.join('\n')).map(canary => canary.id)))
    }
    return heard
  }

  const allowed = (post: string, id: number): boolean => {
    const plant = plants.find(one => one.canary.id === id)
    if (plant) return plant.for(post)
    const canary = canariesOf(world).find(one => one.id === id)
    return canary !== undefined && sightOf(world, canary, post) !== 'no'
  }

  /** The first fault that the walk finds in these tables. */
  async function findFault(among: readonly Readable[]): Promise<string | undefined> {
    const singingIn = listener(listened())
    for (const [table, rows] of await asNobody(world.house.pool, tx => everythingSelected(tx, among)))
      if (rows.length > 0) return `nobody at all reads ${table}`
    for (const post of onlookers) {
      const found = await world.as(post, desk => everythingSelected(desk.transaction, among))
      for (const [table, rows] of found) {
        const heard = new Set(singingIn(rows.join('\n')).map(canary => canary.id))
        const leak = [...heard].find(id => !allowed(post, id))
        if (leak !== undefined) return `${post} hears in ${table} what they may not`
        const silent = [...(heardBefore.get(`${post} ${table}`) ?? [])].find(id => !heard.has(id))
        if (silent !== undefined) return `${post} no longer hears in ${table} what they must`
        const all = everyRow.get(table)
        if (all !== undefined && rows.length !== all) return `${post} reads ${rows.length} of ${all} rows of ${table}`
      }
      for (const one of counted) {
        if (one.post !== post || !among.some(({ table }) => table === one.table)) continue
        const { count } = await world.as(post, desk =>
          desk.transaction.one<{ count: number }>(
            trusted(`select count(*)::int as count from ${one.table} where ${one.where}`),
          ),
        )
        if (count !== one.is) return `${post} reads ${count} rows of ${one.table} where ${one.where}, not ${one.is}`
      }
    }
    return undefined
  }

  /** An import of the press office's, whose number has come to be known. */
  const elsewhere = '00000000-0000-4000-8000-000000000001'

  /** What may be written and what may not, as the board's member: each is undone. */
  const writes: readonly { what: string; table: string; statement: Sql; rows: number | 'refused' | 'their own' }[] = [
    {
      what: 'their own draft',
      table: 'draft',
      rows: 1,
      statement: sql`insert into draft (person, address, answers, saved_at) values (my_person(), '/new', '{}', my_now())`,
    },
    {
      what: 'somebody else’s draft',
      table: 'draft',
      rows: 'refused',
      statement: sql`insert into draft (person, address, answers, saved_at) select id, '/new', '{}', my_now() from person where id <> my_person() limit 1`,
    },
    { what: 'drafts of everybody', table: 'draft', rows: 1, statement: sql`update draft set saved_at = my_now()` },
    { what: 'away everybody’s drafts', table: 'draft', rows: 1, statement: sql`delete from draft` },
    {
      what: 'their draft over to somebody else',
      table: 'draft',
      rows: 'refused',
      statement: sql`update draft set person = (select min(id) from person where id <> my_person())`,
    },
    {
      what: 'a view of their own',
      table: 'saved_view',
      rows: 1,
      statement: sql`insert into saved_view (post, name, query, body, made_at) values (my_post(), 'new', '', my_body(), my_now())`,
    },
    {
      what: 'a view of another post',
      table: 'saved_view',
      rows: 'refused',
      statement: sql`insert into saved_view (post, name, query, body, made_at) select id, 'new', '', my_body(), my_now() from post where id <> my_post() limit 1`,
    },
    {
      what: 'a view that another body shares',
      table: 'saved_view',
      rows: 'refused',
      statement: sql`insert into saved_view (post, name, query, shared, body, made_at) values (my_post(), 'new', '', true, 'HMPPS', my_now())`,
    },
    { what: 'over everybody’s views', table: 'saved_view', rows: 2, statement: sql`update saved_view set query = 'x'` },
    { what: 'away everybody’s views', table: 'saved_view', rows: 2, statement: sql`delete from saved_view` },
    {
      what: 'a file of their own',
      table: 'document',
      rows: 1,
      statement: sql`insert into document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by) values (gen_random_uuid(), 'new', 'txt', 1, '', '', 'k', my_now(), my_post())`,
    },
    {
      what: 'a file of another post',
      table: 'document',
      rows: 'refused',
      statement: sql`insert into document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by) select gen_random_uuid(), 'new', 'txt', 1, '', '', 'k', my_now(), id from post where id <> my_post() limit 1`,
    },
    {
      what: 'that they read',
      table: 'reading',
      rows: 1,
      statement: sql`insert into reading (at, post, person, kind) values (my_now(), my_post(), my_person(), 'listed')`,
    },
    {
      what: 'that they opened what they may see',
      table: 'reading',
      rows: 1,
      statement: sql`insert into reading (at, post, person, kind, matter) select my_now(), my_post(), my_person(), 'opened', id from matter limit 1`,
    },
    {
      what: 'that another post read',
      table: 'reading',
      rows: 'refused',
      statement: sql`insert into reading (at, post, person, kind) select my_now(), id, my_person(), 'listed' from post where id <> my_post() limit 1`,
    },
    {
      what: 'that another person read',
      table: 'reading',
      rows: 'refused',
      statement: sql`insert into reading (at, post, person, kind) select my_now(), my_post(), id, 'listed' from person where id <> my_person() limit 1`,
    },
    {
      what: 'that they read at another time',
      table: 'reading',
      rows: 'refused',
      statement: sql`insert into reading (at, post, person, kind) values (my_now() - interval '1 day', my_post(), my_person(), 'listed')`,
    },
    {
      what: 'that they opened what they may not see',
      table: 'reading',
      rows: 'refused',
      statement: sql`insert into reading (at, post, person, kind, matter) values (my_now(), my_post(), my_person(), 'opened', 987654321)`,
    },
    { what: 'how everybody is told', table: 'person', rows: 1, statement: sql`update person set notices = 'daily'` },
    {
      what: 'that everybody’s notices are read',
      table: 'notice',
      rows: 'their own',
      statement: sql`update notice set read_at = my_now()`,
    },
    {
      what: 'the outcomes of everybody’s acts',
      table: 'done',
      rows: 'their own',
      statement: sql`update done set version = 'x'`,
    },
    {
      what: 'an import of their own',
      table: 'import',
      rows: 1,
      statement: sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at) values (my_post(), my_person(), 'p', 'new', 'matching', '{}', 1, my_now(), my_now())`,
    },
    {
      what: 'an import of another post',
      table: 'import',
      rows: 'refused',
      statement: sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at) select id, my_person(), 'p', 'new', 'matching', '{}', 1, my_now(), my_now() from post where id <> my_post() limit 1`,
    },
    {
      what: 'an import of another person',
      table: 'import',
      rows: 'refused',
      statement: sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at) select my_post(), id, 'p', 'new', 'matching', '{}', 1, my_now(), my_now() from person where id <> my_person() limit 1`,
    },
    {
      what: 'over everybody’s imports',
      table: 'import',
      rows: 'their own',
      statement: sql`update import set touched_at = my_now()`,
    },
    { what: 'away everybody’s imports', table: 'import', rows: 'their own', statement: sql`delete from import` },
    {
      what: 'a row of their own import',
      table: 'import_row',
      rows: 1,
      statement: sql`insert into import_row (import, line, cells, key) select id, 2, '[]', '' from import`,
    },
    {
      what: 'a row of somebody else’s import',
      table: 'import_row',
      rows: 'refused',
      statement: sql`insert into import_row (import, line, cells, key) values (${elsewhere}, 2, '[]', '')`,
    },
    {
      what: 'over everybody’s rows',
      table: 'import_row',
      rows: 'their own',
      statement: sql`update import_row set state = 'fit'`,
    },
    {
      what: 'a package that they opened',
      table: 'package',
      rows: 1,
      statement: sql`insert into package (post, person, at, digest, number, key, sender, files) values (my_post(), my_person(), my_now(), ${Buffer.alloc(32)}, gen_random_uuid(), '', 'new', '{}')`,
    },
    {
      what: 'a package of another post',
      table: 'package',
      rows: 'refused',
      statement: sql`insert into package (post, person, at, digest, number, key, sender, files) select id, my_person(), my_now(), ${Buffer.alloc(32)}, gen_random_uuid(), '', 'new', '{}' from post where id <> my_post() limit 1`,
    },
    {
      what: 'a package of another person',
      table: 'package',
      rows: 'refused',
      statement: sql`insert into package (post, person, at, digest, number, key, sender, files) select my_post(), id, my_now(), ${Buffer.alloc(32)}, gen_random_uuid(), '', 'new', '{}' from person where id <> my_person() limit 1`,
    },
    {
      what: 'over everybody’s packages',
      table: 'package',
      rows: 'their own',
      statement: sql`update package set manifest = null`,
    },
    { what: 'away everybody’s packages', table: 'package', rows: 'their own', statement: sql`delete from package` },
    {
      what: 'what their unit brought in',
      table: 'brought',
      rows: 1,
      statement: sql`insert into brought (unit, procedure, key, reference, at) select unit, 'p', 'new', 'X', my_now() from post where id = my_post()`,
    },
    {
      what: 'what another unit brought in',
      table: 'brought',
      rows: 'refused',
      statement: sql`insert into brought (unit, procedure, key, reference, at) select id, 'p', 'new', 'X', my_now() from unit where id <> (select unit from post where id = my_post()) limit 1`,
    },
  ]

  const writer = 'imb.ashmoor.member'

  /** Not through the desk, which asks for rows: a change that returns none is asked less. */
  async function attempt(post: string, query: Sql): Promise<number | 'refused'> {
    const client = await world.house.pool.connect()
    const now = world.house.now().toISOString()
    try {
      await client.query('begin; set local search_path = concordat, public')
      await client.query('select become(h.post, h.person, $2) from holder($1, $2) h', [post, now])
      const { rowCount } = await client.query(statement(query))
      return rowCount ?? 0
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '42501') return 'refused'
      throw error
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  async function findWriteFault(table: string): Promise<string | undefined> {
    for (const write of writes) {
      if (write.table !== table) continue
      const { what, rows } = write
      for (const post of rows === 'their own' ? [writer, ...noticed] : [writer]) {
        const expected = rows === 'their own' ? await rowsOf(post, table) : rows
        const outcome = await attempt(post, write.statement)
        if (outcome !== expected) return `${post} writes ${what}: ${outcome}, not ${expected}`
      }
    }
    return undefined
  }

  async function rowsOf(post: string, table: string): Promise<number> {
    const { count } = await world.as(post, desk =>
      desk.transaction.one<{ count: number }>(trusted(`select count(*)::int as count from ${table}`)),
    )
    return count
  }

  it('finds nothing while they are whole', async () => {
    assert.equal(await findFault(tables), undefined)
    for (const { table } of tables) assert.equal(await findWriteFault(table), undefined)
  })

  it('finds every policy that is broken for reading, and every one broken for writing that nothing else holds', async t => {
    const { owner } = world.database
    const {
      rows: [other],
    } = await owner.query<{ post: number; person: number }>(
      `select p.id as post, t.person from concordat.post p join concordat.term t on t.post = p.id where p.key = 'hmip.press'`,
    )
    assert.ok(other)
    const policies = await servingPolicies(owner)
    assert.ok(policies.length > 20)
    const survived: string[] = []
    const killed = new Map<string, { reading: number; writing: number; by: Set<string> }>()
    const held: string[] = []
    for (const policy of policies) {
      const name = `${policy.table}.${policy.name}`
      const tally = { reading: 0, writing: 0, by: new Set<string>() }
      killed.set(name, tally)
      for (const mutant of mutantsOf(policy, other)) {
        if (!(await broken(mutant))) continue
        try {
          const by = await findBroken(policy.table)
          if (by !== undefined) {
            tally[mutant.of]++
            tally.by.add(by.replace(/^\S+ /, ''))
          } else if (whatHolds[`${name} ${mutant.how}`])
            held.push(`${name} ${mutant.how}: ${whatHolds[`${name} ${mutant.how}`]}`)
          else survived.push(`${name} ${mutant.how}`)
        } finally {
          await owner.query(`set search_path = concordat, public; ${restoring(policy)}`)
        }
      }
    }
    t.diagnostic(`Policy by policy, ways of breaking it that the walk found, in reading and in writing:`)
    for (const [policy, { reading, writing, by }] of killed)
      t.diagnostic(`${policy.padEnd(28)} ${String(reading).padStart(2)} ${String(writing).padStart(2)}   ${[...by][0]}`)
    for (const words of held) t.diagnostic(`Held by something else: ${words}`)
    assert.deepEqual(survived, [])
    assert.equal(await findFault(tables), undefined, 'what was broken has been put back')
  })

  async function broken(mutant: Mutant): Promise<boolean> {
    try {
      await world.database.owner.query(`set search_path = concordat, public; ${mutant.statement}`)
      return true
    } catch {
      return false
    }
  }

  async function findBroken(table: string): Promise<string | undefined> {
    try {
      return (
        (await findFault(tables.filter(one => one.table === table))) ??
        (await findWriteFault(table)) ??
        (await findFault(tables))
      )
    } catch (error) {
      return `the walk breaks down: ${error instanceof Error ? error.message : error}`
    }
  }
})

/** Broken policies that let nobody see or do more, and why. */
const onlyThat = (column: string) => `no column but ${column} may be changed, so never whose it is`
const whatHolds: Readonly<Record<string, string>> = {
  'document.loose check without (matter IS NULL)': 'a file’s matter is not among the columns that may be written',
  'done.own_outcome check true': onlyThat('version'),
  'done.own_outcome check without (post = ( SELECT concordat.my_post() AS my_post))': onlyThat('version'),
  'import_row.own without (i.post = ( SELECT concordat.my_post() AS my_post))': 'an import is its own post’s to find',
  'import_row.own check without (i.post = ( SELECT concordat.my_post() AS my_post))':
    'an import is its own post’s to find',
  'notice.own_read check true': onlyThat('read_at'),
  'notice.own_read check without (post = ( SELECT concordat.my_post() AS my_post))': onlyThat('read_at'),
  'person.oneself check true': onlyThat('notices'),
  'person.oneself check without (id = ( SELECT concordat.my_person() AS my_person))': onlyThat('notices'),
}
