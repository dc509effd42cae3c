import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { forge } from '../../test/forged.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { sql, type Sql } from '../database/sql.ts'
import { list, type Query, type Row } from './list.ts'
import { obligations, type DutyPageEnd } from './work.ts'

const places = ['ZAI', 'ZCI', 'ZBI']

describe('a list in the order that is asked for', () => {
  let letters: TestHouse
  const all: string[] = []

  const paged = async (post: string, query: Query): Promise<Row[]> => {
    const rows: Row[] = []
    let after: string | undefined
    do {
      const page = await letters.as(post, desk => list(desk, { ...query, after, most: 4 }))
      assert.ok(page.rows.length <= 4)
      rows.push(...page.rows)
      after = page.after
    } while (after !== undefined)
    return rows
  }

  before(async () => {
    letters = await testHouse('list-orders', { agreements: [lettersAgreement], start: '2026-03-02T09:00:00Z' })
    for (let at = 0; at < 21; at++) {
      // Several at one instant, so that the reference decides.
      letters.setNow(new Date(Date.parse('2026-03-02T09:00:00Z') + Math.floor(at / 2) * 86_400_000))
      const where = places[at % 3] as string
      const reference = await letters.done(
        letters.begin('hmip.deputy', 'letter', { where, about: `Letter ${at}`, words: 'Words' }),
      )
      all.push(reference)
      if (at % 4 === 0) await letters.done(letters.take('hmip.deputy', reference, 'pass'))
    }
  })

  for (const sort of ['newest', 'oldest', 'due', 'place', 'stage'] as const)
    it(`has every row once, page after page, by ${sort}`, async () => {
      const rows = await paged('hmip.deputy', { procedure: 'letter', sort })
      assert.deepEqual(rows.map(row => row.reference).sort(), [...all].sort())
    })

  it('puts what is due soonest first, and after it what owes nothing, newest first', async () => {
    const rows = await paged('hmip.deputy', { sort: 'due' })
    const due = rows.map(row => row.due).filter(day => day !== undefined)
    assert.equal(due.length, 6)
    assert.deepEqual(due, [...due].sort())
    assert.ok(
      rows.slice(0, due.length).every(row => row.due),
      'what is due comes first',
    )
    const rest = rows.slice(due.length).map(row => row.openedAt.getTime())
    assert.deepEqual(
      rest,
      [...rest].sort((a, b) => b - a),
    )
  })

  it('goes by establishment in the order of their names, and by stage in the procedure’s order', async () => {
    const names = await letters.as('hmip.deputy', async ({ world }) =>
      places.map(code => world.directory.place(code).name).sort(),
    )
    const shown = await letters.as('hmip.deputy', async desk =>
      (await list(desk, { sort: 'place', most: 100 })).rows.map(
        row => desk.world.directory.place(row.place ?? '').name,
      ),
    )
    assert.deepEqual(
      shown.filter((name, at) => name !== shown[at - 1]),
      names,
    )
    const stages = (await paged('hmip.deputy', { sort: 'stage' })).map(row => row.stage)
    assert.deepEqual(
      stages.filter((stage, at) => stage !== stages[at - 1]),
      ['here', 'sent'],
    )
  })

  it('counts what is asked for, up to a limit, however it is ordered', async () => {
    for (const sort of ['newest', 'stage', 'place', 'due'] as const) {
      const { total } = await letters.as('hmip.deputy', desk => list(desk, { sort, counted: 100, most: 3 }))
      assert.deepEqual(total, { count: 21, more: false }, sort)
    }
    const some = await letters.as('hmip.deputy', desk => list(desk, { counted: 10, most: 3 }))
    assert.deepEqual(some.total, { count: 10, more: true })
    const none = await letters.as('imb.ashmoor.chair', desk => list(desk, { counted: 10 }))
    assert.deepEqual(none, { rows: [], isFirst: true, after: undefined, total: { count: 0, more: false } })
  })

  it('is counted from an index alone: of a thousand rows none is read', async () => {
    await letters.as('hmip.deputy', async desk => {
      const asked: Sql[] = []
      const all = <Found>(query: Sql) => {
        asked.push(query)
        return desk.transaction.all<Found>(query)
      }
      await list({ ...desk, transaction: { ...desk.transaction, all } }, { procedure: 'letter', counted: 1000 })
      // Of a table this small the planner would read all: it is to say what it could do instead.
      for (const way of [sql`enable_seqscan`, sql`enable_bitmapscan`])
        await desk.transaction.all(sql`set local ${way} = off`)
      const [counting = assert.fail('nothing is counted')] = asked
      const plan = await desk.transaction.all<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${counting}`)
      assert.match(plan.map(row => row['QUERY PLAN']).join('\n'), /Index Only Scan using docket_newest on docket d/)
    })
  })

  it('says at once what a stage has turned into, though the entry that turned it brought nothing else', async () => {
    const [, reference = ''] = all
    const stage = async () =>
      (await paged('hmip.deputy', { procedure: 'letter' })).find(row => row.reference === reference)?.stage
    assert.equal(await stage(), 'here')
    await forge(letters, 'hmip.deputy', reference, {
      step: 'pass',
      part: 'envelope',
      turns: [{ was: 'here', is: 'answered' }],
    })
    assert.equal(await stage(), 'answered')
  })

  it('begins again where a cursor is not one of ours', async () => {
    for (const after of ['', 'nonsense', Buffer.from("2026-01-01 x' or 1=1").toString('base64url')]) {
      const { rows } = await letters.as('hmip.deputy', desk => list(desk, { after }))
      assert.equal(rows.length, 21)
    }
  })

  it('brings the dates of the duty that falls due when it says, where its reader may see it', async () => {
    const { rows } = await letters.as('hmip.deputy', desk => list(desk, { duties: true }))
    for (const { due, duty } of rows) assert.equal(duty?.limit?.day, due)
    assert.equal(rows.filter(row => row.duty).length, 6)

    const governors = () => letters.as('hmpps.ashmoor.governor', desk => list(desk, { duties: true }))
    const { reference, duty } = (await governors()).rows[0] ?? assert.fail('nothing is owed')
    assert.equal(duty?.limit?.period, 'P10WD')
    const movedTo = (part: string) =>
      letters.database.owner.query(
        `update concordat.obligation set part = $2 where matter = (select id from concordat.matter where reference = $1)`,
        [reference, part],
      )
    await movedTo('inside')
    const { rows: theirs } = await governors()
    await movedTo('envelope')
    const hidden = theirs.find(row => row.reference === reference)
    assert.ok(hidden?.due && !hidden.duty)
  })

  it('counts and shows once what is seen both for a unit and for a post, and what is seen for the post alone', async () => {
    const alone = await letters.done(
      letters.begin('imb.dunscar.chair', 'letter', { where: 'ZDI', about: 'A roof', words: 'It leaks' }),
    )
    await letters.database.owner.query(
      `insert into concordat.disclosure (matter, part, reader, owner, number, clause, purpose, since)
       select d.matter, d.part, p.id, d.owner, d.number, d.clause, d.purpose, d.since
         from concordat.disclosure d join concordat.matter m on m.id = d.matter, concordat.post p
        where d.part = 'envelope' and p.key = 'hmip.deputy' and m.reference = any ($1) and d.reader = d.owner`,
      [[...all.slice(0, 5), alone]],
    )
    await letters.database.owner.query(
      'select concordat.project(array(select id from concordat.matter where reference = any ($1)))',
      [[...all, alone]],
    )
    const { rows, total } = await letters.as('hmip.deputy', desk => list(desk, { counted: 100 }))
    assert.deepEqual(rows.map(row => row.reference).sort(), [...all, alone].sort())
    assert.deepEqual(total, { count: 22, more: false })
    const upTo = await letters.as('hmip.deputy', desk => list(desk, { counted: 21 }))
    assert.deepEqual(upTo.total, { count: 21, more: true })
    const narrowed = await letters.as('hmip.deputy', desk => list(desk, { counted: 100, place: 'ZDI' }))
    assert.deepEqual(narrowed.total, { count: 1, more: false })
  })

  it('gives every duty once, page after page, and no number by which others’ could be counted', async () => {
    await letters.database.owner.query(
      `insert into concordat.obligation (matter, part, rule, number, clause, label, basis, owed_by, from_on, limit_on)
       select matter, part, rule || n, number, clause, label, basis, owed_by, from_on, limit_on
         from concordat.obligation, generate_series(1, 45) n where state = 'due'`,
    )
    const seen: number[] = []
    let after: DutyPageEnd | undefined
    do {
      const page = await letters.as('hmip.deputy', desk => obligations(desk, { after }))
      seen.push(...page.rows.map(one => one.id))
      after = page.after
      assert.deepEqual(Object.keys(after ?? {}), after ? ['due', 'reference', 'shown'] : [])
      assert.ok((after?.shown ?? 0) <= 46)
    } while (after)
    assert.equal(seen.length, 6 * 46)
    assert.equal(new Set(seen).size, seen.length)
  })
})

describe('what somebody sees anything of, told along with who they are', () => {
  const governor = 'hmpps.ashmoor.governor'
  let letters: TestHouse
  const seen = (post: string) =>
    letters.as(post, async desk => {
      const { rows } = await list(desk)
      return { seen: desk.who.seen, byPost: desk.who.seenByPost, listed: rows.length }
    })
  const nothing = { seen: [], byPost: false, listed: 0 }

  before(async () => {
    letters = await testHouse('list-seen', { agreements: [lettersAgreement], start: '2026-03-02T09:00:00Z' })
    const reference = await letters.done(
      letters.begin('hmip.deputy', 'letter', { where: 'ZAI', about: 'A roof', words: 'Words' }),
    )
    assert.deepEqual(await seen(governor), nothing)
    await letters.done(letters.take('hmip.deputy', reference, 'pass'))
  })

  it('is each procedure, and for nobody else', async () => {
    const { listed, ...sees } = await seen(governor)
    assert.deepEqual(sees.seen, ['letter'])
    assert.equal(listed, 1)
    assert.deepEqual(await seen('hmpps.eastholme.governor'), nothing)
  })

  it('is nothing any more once that has run out, at that very instant', async () => {
    const until = (instant: string | null) =>
      letters.database.owner.query('update concordat.docket set fresh_until = $1', [instant])
    await until('2026-03-02T09:00:00.001Z')
    assert.deepEqual((await seen(governor)).seen, ['letter'])
    await until('2026-03-02T09:00:00Z')
    assert.deepEqual(await seen(governor), nothing)
    await until(null)
  })

  it('is nothing while access is suspended (HI-12k)', async () => {
    await letters.database.owner.query(
      `insert into concordat.requirement (name, bodies, label, clause) values ('read', '{HMPPS}', 'To have read it', 'HI-12k')`,
    )
    assert.deepEqual(await seen(governor), nothing)
    await letters.database.owner.query(`delete from concordat.requirement where name = 'read'`)
  })
})
