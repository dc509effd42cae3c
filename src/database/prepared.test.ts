import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { at, type Desk } from '../desk/desk.ts'
import { list } from '../desk/list.ts'
import { findMatter } from '../desk/matter.ts'
import { readNotices, work } from '../desk/work.ts'
import { views } from '../desk/views.ts'
import { furniture } from '../web/furniture.ts'
import { servingPool } from './connect.ts'
import { prepared, sql } from './sql.ts'

const [deputy, chair, governor] = ['hmip.deputy', 'imb.dunscar.chair', 'hmpps.ashmoor.governor'] as const
/** PostgreSQL chooses between one plan for all values and one for these after five; so more turns than that. */
const turns = 8

// Who acts is told to the database for a transaction, and asked for when a statement runs: a plan holds nothing of it.
for (const plans of ['auto', 'force_generic_plan'])
  describe(`statements planned once, asked by several people on one connection (${plans})`, () => {
    let letters: TestHouse
    let pool: pg.Pool
    let theirs: Record<string, string>
    let all: string[]

    const asked = (post: string, work: (desk: Desk) => Promise<unknown>) =>
      at({ ...letters.house, pool }, { post }, work).then(found => JSON.stringify(found))

    /** All that is asked under a name, for each of the matters there are. */
    const everything = async (desk: Desk) => ({
      matters: (await Promise.all(all.map(one => findMatter(desk, one)))).map(one => one?.matter.reference),
      views: await views(desk),
      furniture: await furniture(desk),
      work: await work(desk),
      list: (await list(desk, { counted: 10, duties: true })).rows.map(row => [row.reference, row.duty?.limit?.day]),
      read: await readNotices(desk, 0),
    })

    const suspend = (requirement: boolean) =>
      letters.database.owner.query(
        requirement
          ? `insert into concordat.requirement (name, bodies, label, clause) values ('turned', '{IMB}', 'To have been turned', 'SP-23j')`
          : `delete from concordat.requirement where name = 'turned'`,
      )

    before(async () => {
      letters = await testHouse(`prepared-${plans.replaceAll('_', '-')}`, { agreements: [lettersAgreement] })
      const { begin, take, done, database } = letters
      theirs = {
        [deputy]: await done(begin(deputy, 'letter', { where: 'ZAI', about: 'A yard', words: 'It is wet' })),
        [chair]: await done(begin(chair, 'letter', { where: 'ZDI', about: 'A roof', words: 'It leaks' })),
      }
      const passed = await done(begin(deputy, 'letter', { where: 'ZAI', about: 'A wall', words: 'It is cold' }))
      await done(take(deputy, passed, 'pass'))
      theirs[governor] = passed
      all = Object.values(theirs)
      pool = servingPool({ ...database.servers.serve, options: `-c plan_cache_mode=${plans}` }, { max: 1 })
    })
    after(() => pool.end())

    it('show each of them their own, turn about', async () => {
      const first: Record<string, string> = {}
      for (let turn = 0; turn < turns; turn++)
        for (const post of [deputy, chair, governor]) {
          const found = await asked(post, everything)
          first[post] ??= found
          assert.equal(found, first[post], `${post} finds the same at each turn`)
        }
      assert.match(first[deputy]!, new RegExp(theirs[deputy]!))
      assert.match(first[chair]!, new RegExp(theirs[chair]!))
      assert.match(first[governor]!, /"waiting":2/)
      for (const [post, hidden] of [
        [deputy, [chair]],
        [chair, [deputy, governor]],
        [governor, [deputy, chair]],
      ] as const)
        for (const other of hidden) assert.ok(!first[post]!.includes(theirs[other]!), `${post} sees that of ${other}`)
    })

    it('show nothing to somebody who is suspended, and all of it again to whom is not', async () => {
      const before = await asked(chair, everything)
      await suspend(true)
      const meanwhile = await asked(chair, everything)
      assert.ok(!all.some(one => meanwhile.includes(one)), 'nobody’s matters')
      assert.match(await asked(deputy, everything), new RegExp(theirs[deputy]!))
      assert.equal(await asked(chair, everything), meanwhile)
      await suspend(false)
      assert.equal(await asked(chair, everything), before)
    })

    it('were planned under their names, on that one connection', async () => {
      const { rows } = await pool.query<{ name: string; uses: number }>(
        `select name, (generic_plans + custom_plans)::int as uses from pg_prepared_statements order by name`,
      )
      // Whoever is suspended asks for a list of another shape, under a name of its own.
      for (const name of ['views', 'furniture', 'matter', 'list'])
        assert.ok(
          Math.max(0, ...rows.filter(row => row.name.split(' ')[0] === name).map(row => row.uses)) > 2 * turns,
          name,
        )
      assert.equal(pool.totalCount, 1)
    })
  })

describe('a statement under a name', () => {
  it('is refused when its name is another’s', async () => {
    const letters = await testHouse('prepared-names', { agreements: [lettersAgreement] })
    await letters.as(deputy, async ({ transaction }) => {
      assert.deepEqual(await transaction.all(prepared('one')`select ${1}::int as n`), [{ n: 1 }])
      assert.deepEqual(await transaction.all(prepared('one')`select ${2}::int as n`), [{ n: 2 }])
      await assert.rejects(transaction.all(prepared('one')`select ${1}::int as m`), /must be unique/)
      assert.deepEqual(await transaction.all(sql`select ${3}::int as n`), [{ n: 3 }])
    })
  })
})
