import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import pg from 'pg'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { parcelProcedure, parcelsAgreement } from '../../test/parcels.ts'
import { sql } from '../database/sql.ts'
import { NotFound } from '../engine/directory.ts'
import type { Cell } from '../sheets/column.ts'
import { analysis } from './analysis.ts'
import {
  confirm,
  discard,
  goOn,
  halt,
  importNow,
  importRows,
  imports,
  keepSheet,
  match,
  setGoing,
  tendImports,
  unknownWords,
} from './import.ts'
import { list } from './list.ts'
import { findMatter, matter } from './matter.ts'

const labels = ['No.', 'Prison', 'Received', 'Contents', 'Description', 'From whom', 'Finished', 'Ended']
const post = 'hmip.sanctions-officer'

const sheetOf = (rows: readonly Cell[][]) => ({
  rows: [labels, ...rows].map((cells, at) => ({ line: at + 1, cells: [...cells] as Cell[] })),
  notices: [],
})
const row = (at: number, more: Partial<Record<number, Cell>> = {}): Cell[] =>
  [at, 'HMP Ashmoor', '03/05/2024', 'Food; Clothes', `Parcel ${at}`, 'Morgan Vale', 'Yes', 'Sent back'].map(
    (cell, i) => (i in more ? (more[i] ?? null) : cell),
  )

describe('bringing in an earlier log', () => {
  let house: TestHouse
  const columns = { before: 0, where: 1, receivedOn: 2, kinds: 3, about: 4, sender: 5, finished: 6, outcome: 7 }

  const keep = async (rows: readonly Cell[][], as = post) => {
    const kept = await house.as(as, desk => keepSheet(desk, 'parcel', { name: 'old-book.xlsx', sheet: sheetOf(rows) }))
    assert.ok('id' in kept, JSON.stringify(kept))
    await house.as(as, desk => match(desk, kept.id, columns))
    return kept.id
  }
  const run = async (id: string, as = post) => {
    const { postId, personId } = await house.as(as, async desk => desk.who)
    while ((await goOn(house.house, { postId, personId }, id)) === 'on');
    return house.as(as, desk => importNow(desk, id))
  }
  const bring = async (id: string, as = post) => {
    await house.as(as, desk => confirm(desk, id))
    return run(id, as)
  }
  const count = async (as = post) => (await house.as(as, desk => list(desk, { counted: 5000, most: 1 }))).total?.count

  before(async () => {
    house = await testHouse('import', { agreements: [parcelsAgreement], start: '2026-03-02T09:00:00Z' })
  })

  it('tells every row as it would be before anything happens, each faulty one in place', async () => {
    const id = await keep([
      row(1),
      row(2, { 1: 'HMP Nowhere' }),
      row(3, { 2: '31/2/2024', 4: null }),
      row(4, { 6: 'No', 7: null }),
      row(5, { 1: 'Greyfriars' }),
      row(6, { 7: 'Vanished' }),
      row(7, { 2: '3 May 2030' }),
    ])
    const checked = await run(id)
    assert.equal(checked.state, 'ready')
    const rows = await house.as(post, desk => importRows(desk, id, { most: 50 }))
    assert.deepEqual(
      rows.map(one => one.problems.map(problem => `${problem.field}: ${problem.words}`)),
      [
        [],
        ['where: “HMP Nowhere” is not one of the answers'],
        ['receivedOn: Give a real date, like 27 3 2026', 'about: Say what it is'],
        [],
        ['where: No parcels are taken in for a training centre'],
        ['outcome: “Vanished” is not one of the answers'],
        ['receivedOn: Give a date that is today or in the past'],
      ],
    )
    assert.deepEqual(checked.counts, { waiting: 0, fit: 2, faulty: 5, repeated: 0, brought: 0 })
    assert.equal(await count(), 0, 'nothing has happened')
    await house.as(post, desk => discard(desk, id))
  })

  it('brings the fit rows in as they were, keeps the rest for mending, and tells nobody', async () => {
    const id = await keep([row(1), row(2, { 1: 'The Moor' }), row(3, { 6: 'No', 7: null, 2: '02/03/2026' })])
    await run(id)
    assert.deepEqual(await house.as(post, desk => unknownWords(desk, id)), [
      { question: 'where', word: 'The Moor', count: 1 },
    ])
    const done = await bring(id)
    assert.equal(done.state, 'done')
    assert.deepEqual(done.counts, { waiting: 0, fit: 0, faulty: 1, repeated: 0, brought: 2 })

    const rows = await house.as(post, desk => importRows(desk, id, { most: 50 }))
    assert.deepEqual(rows[0]?.cells, [], 'its words are not kept twice')
    const view = await house.as(post, desk => matter(desk, rows[0]?.reference ?? ''))
    assert.match(view.matter.reference, /^PAR-2024-\d{4}$/)
    assert.equal(view.matter.openedAt.toISOString(), '2024-05-02T23:00:00.000Z')
    assert.equal(view.matter.stage, 'done')
    assert.deepEqual(view.facts, {
      about: 'Parcel 1',
      kinds: ['food', 'clothes'],
      takenBy: 'HMIP',
      sender: 'Morgan Vale',
      outcome: 'returned',
      before: '1',
    })
    assert.equal(view.obligations.length, 0, 'what has ended owes nothing')
    assert.equal(
      view.steps.some(step => step.name === 'copy-in'),
      false,
      'it is no step of a matter that has begun',
    )
    const open = await house.as(post, desk => matter(desk, rows[2]?.reference ?? ''))
    assert.equal(open.matter.stage, 'here')
    assert.equal(open.obligations.length, 1, 'what goes on owes what anything of its kind owes')
    const { rows: told } = await house.database.owner.query('select 1 from concordat.notice')
    assert.equal(told.length, 0)

    // The word is told, and the rest goes in; what is in already stays as it is.
    await house.as(post, desk => match(desk, id, columns, { where: { 'The Moor': 'ZAI' } }))
    const again = await run(id)
    assert.deepEqual(again.counts, { waiting: 0, fit: 1, faulty: 0, repeated: 0, brought: 2 })
    assert.deepEqual((await bring(id)).counts.brought, 3)
    assert.equal(await count(), 3)
  })

  it('passes over what was brought in before, by anyone of the same unit, in whatever file', async () => {
    const was = await count()
    for (const as of [post, 'hmip.deputy']) {
      const id = await keep([row(1), row(3, { 6: 'No', 7: null, 2: new Date('2026-03-02') })], as)
      const checked = await run(id, as)
      assert.deepEqual(checked.counts, { waiting: 0, fit: 0, faulty: 0, repeated: 2, brought: 0 }, as)
      const done = await bring(id, as)
      assert.equal(done.counts.brought, 0)
    }
    assert.equal(await count(), was)
  })

  it('goes on where it ended, though it was killed in the middle of a batch', async () => {
    const was = (await count()) ?? 0
    const id = await keep(Array.from({ length: 900 }, (_, at) => row(1000 + at)))
    assert.equal((await run(id)).counts.fit, 900)
    await house.as(post, desk => confirm(desk, id))
    const { postId, personId } = await house.as(post, async desk => desk.who)
    for (let batch = 0; batch < 3; batch++) assert.equal(await goOn(house.house, { postId, personId }, id), 'on')
    assert.equal(await count(), was + 600)

    // The fourth batch has written its entries and waits to write which rows they were: there it is killed.
    const owner = await house.database.owner.connect()
    await owner.query('begin; lock table concordat.brought in share mode')
    const killed = goOn(house.house, { postId, personId }, id).then(
      () => 'not killed',
      () => 'killed',
    )
    const killer = new pg.Client(house.database.servers.superuser)
    await killer.connect()
    for (let pid: number | undefined; pid === undefined;) {
      const { rows } = await killer.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into brought%' and datname = current_database()`,
      )
      pid = rows[0]?.pid
      if (pid !== undefined) await killer.query('select pg_terminate_backend($1)', [pid])
    }
    assert.equal(await killed, 'killed')
    await owner.query('rollback')
    owner.release()
    await killer.end()
    assert.equal(await count(), was + 600, 'nothing is half done')
    assert.equal((await house.as(post, desk => importNow(desk, id))).counts.brought, 600)

    const done = await run(id)
    assert.deepEqual([done.state, done.counts.brought], ['done', 900])
    assert.equal(await count(), was + 900)
  })

  it('can be stopped and gone on with', async () => {
    const id = await keep(Array.from({ length: 300 }, (_, at) => row(5000 + at)))
    await run(id)
    await house.as(post, desk => confirm(desk, id))
    const { postId, personId } = await house.as(post, async desk => desk.who)
    await goOn(house.house, { postId, personId }, id)
    await house.as(post, desk => halt(desk, id))
    assert.equal(await goOn(house.house, { postId, personId }, id), 'over')
    const stopped = await house.as(post, desk => importNow(desk, id))
    assert.deepEqual([stopped.state, stopped.counts.brought, stopped.counts.fit], ['ready', 200, 100])
    assert.equal((await bring(id)).counts.brought, 300)
  })

  it('is set going again by the clock when it stands still, and forgotten after thirty days', async () => {
    const id = await keep(Array.from({ length: 300 }, (_, at) => row(7000 + at)))
    await run(id)
    await house.as(post, desk => confirm(desk, id))
    const fault = (why: unknown) => assert.fail(String(why))
    assert.equal(await tendImports(house.house, fault), 0, 'it has only just begun')
    house.setNow('2026-03-02T09:05:00Z')
    assert.equal(await tendImports(house.house, fault), 1)
    assert.deepEqual((await house.as(post, desk => importNow(desk, id))).counts.brought, 300)
    house.setNow('2026-04-02T09:06:00Z')
    assert.equal(await tendImports(house.house, fault), 0)
    await assert.rejects(
      house.as(post, desk => importNow(desk, id)),
      NotFound,
    )
    house.setNow('2026-03-02T09:00:00Z')
  })

  it('is one’s own post’s alone, and only for whoever may bring one in', async () => {
    const id = await keep([row(9)])
    await assert.rejects(
      house.as('hmip.deputy', desk => importNow(desk, id)),
      NotFound,
    )
    assert.deepEqual(await house.as('hmip.deputy', desk => importRows(desk, id, { most: 9 })), [])
    assert.equal(
      (await house.as('hmip.deputy', desk => imports(desk, 'parcel'))).some(one => one.id === id),
      false,
    )
    await assert.rejects(
      house.as('imb.ashmoor.chair', desk => keepSheet(desk, 'parcel', { name: 'x.csv', sheet: sheetOf([row(1)]) })),
      NotFound,
    )
    assert.deepEqual(await house.as('imb.ashmoor.chair', desk => desk.transaction.all(sql`select * from brought`)), [])
  })

  it('keeps what was brought in from other bodies like anything else, and out of the counting of days', async () => {
    const [one] = await house.as(post, async desk => (await list(desk, { most: 1 })).rows)
    for (const stranger of ['imb.ashmoor.chair', 'ppo.deputy', 'hmpps.ashmoor.governor'])
      assert.equal(await house.as(stranger, desk => findMatter(desk, one?.reference ?? '')), undefined)
    const made = await house.as(post, desk => analysis(desk, parcelProcedure, {}))
    assert.equal(made.brought, made.total)
    assert.deepEqual(made.times, [])
    assert.ok(made.months.some(month => month.month === '2024-05' && month.count > 1000))
  })

  it('refuses a sheet with nothing in it', async () => {
    const empty = await house.as(post, desk => keepSheet(desk, 'parcel', { name: 'x.csv', sheet: sheetOf([]) }))
    assert.deepEqual(empty, { wrong: 'There are no rows below the labels of this sheet' })
  })

  it('brings fewer in together where so many take too long, rather than try the same for ever', async () => {
    const id = await keep(Array.from({ length: 120 }, (_, at) => row(70_000 + at)))
    await run(id)
    const { owner } = house.database
    await owner.query(`
      set search_path = concordat, public;
      create function refuse_many() returns trigger language plpgsql as $$ begin
        if (select count(*) from fresh) > 60 then raise exception 'too long' using errcode = 'query_canceled'; end if;
        return null;
      end $$;
      create trigger refuse_many after insert on brought referencing new table as fresh for each statement execute function refuse_many()`)
    try {
      await house.as(post, desk => confirm(desk, id))
      const who = await house.as(post, async desk => desk.who)
      await setGoing(house.house, who, id, fault => assert.fail(String(fault)))
    } finally {
      await owner.query('drop function concordat.refuse_many() cascade')
    }
    const done = await house.as(post, desk => importNow(desk, id))
    assert.equal(done.state, 'done')
    assert.deepEqual(done.counts, { waiting: 0, fit: 0, faulty: 0, repeated: 0, brought: 120 })
  })
})
