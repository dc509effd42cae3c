import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { parcelProcedure, parcelsAgreement } from '../../test/parcels.ts'
import { digestOf } from '../web/sign-in/secrets.ts'
import { asNobody, type Credential } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { parseCsv } from '../sheets/csv.ts'
import { read } from '../sheets/read.ts'
import { listColumns } from './columns.ts'
import { at } from './desk.ts'
import { exportedRows, exportList, type Format } from './export.ts'

const post = 'hmip.deputy'

describe('exporting a list', () => {
  let house: TestHouse

  const made = async (as: string, format: Format, given: { shows?: string[]; query?: object } = {}) => {
    const exported = await house.as(as, desk =>
      exportList(desk, { post: as }, { procedure: parcelProcedure, query: {}, format, why: 'For the test', ...given }),
    )
    if (exported.refused) return { words: exported.words }
    return { ...exported, content: await buffer(exported.bytes) }
  }
  const csvOf = async (as: string, given: { shows?: string[]; query?: object } = {}) => {
    const file = await made(as, 'csv', given)
    assert.ok('content' in file, JSON.stringify(file))
    return parseCsv(file.content.toString('utf8').replace(/^\ufeff/, ''), { rows: 1000, cells: 100_000 }).rows
  }

  before(async () => {
    house = await testHouse('export', { agreements: [parcelsAgreement], start: '2026-03-02T09:00:00Z' })
    const receive = (where: string, about: string, sender = 'Morgan Vale') =>
      house.done(
        house.begin(post, 'parcel', { where, receivedOn: '2026-03-02', kinds: ['books', 'food'], about, sender }),
      )
    const first = await receive('ZAI', '=HYPERLINK("http://evil.example","Click")')
    await receive('ZBI', '+44 or @SUM(A1) or -2', '\t=cmd|x')
    await receive('ZCI', 'Plain, "quoted"; and a comma')
    await house.done(house.take(post, first, 'pass'))
  })

  it('gives the rows and the columns that the list shows, with their marking on every row', async () => {
    const [head, ...rows] = await csvOf(post)
    assert.deepEqual(head, [
      'Reference',
      'About',
      'Establishment',
      'What is in it',
      'Taken in by',
      'How it ended',
      'Stage',
      'Due',
      'Begun',
      'Marking',
      'Made',
    ])
    assert.equal(rows.length, 3)
    const plain = rows.find(row => row[2] === 'Calder Mount')
    assert.deepEqual(plain?.slice(1, 10), [
      'Plain, "quoted"; and a comma',
      'Calder Mount',
      'Books and papers; Food',
      'The inspectorate',
      '',
      'Waiting',
      '2026-03-16',
      '2026-03-02',
      'OFFICIAL',
    ])
  })

  it('is harmless when a spreadsheet opens it, as CSV and as a workbook', async () => {
    const rows = await csvOf(post, { shows: ['sender', 'kinds'] })
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s\p{Cc}]*[=+\-@|%]/u)
    assert.ok(rows.some(row => row[1] === `'=HYPERLINK("http://evil.example","Click")`))

    const book = await made(post, 'xlsx', { shows: ['sender'] })
    assert.ok('content' in book)
    const text = book.content.toString('latin1')
    assert.doesNotMatch(text, /<f>/)
    const sheet = await read(book.content, 'xlsx')
    assert.ok('rows' in sheet)
    const cells = sheet.rows.flatMap(row => row.cells)
    assert.ok(cells.includes('OFFICIAL-SENSITIVE – PERSONAL DATA'))
    assert.ok(cells.includes('=HYPERLINK("http://evil.example","Click")'), 'what was typed comes back whole')
    assert.equal(book.name, 'the-parcel-book-2026-03-02.xlsx')
  })

  it('holds for each reader only what is theirs', async () => {
    const governor = await csvOf('hmpps.ashmoor.governor', { shows: ['sender', 'kinds'] })
    assert.equal(governor.length, 2)
    assert.doesNotMatch(JSON.stringify(governor), /Vale/)
    assert.deepEqual(await made('hmpps.calder-mount.governor', 'csv'), {
      words: 'There is nothing to export: the list is empty',
    })
    assert.deepEqual(await made('operator', 'xlsx'), { words: 'There is nothing to export: the list is empty' })
  })

  it('is narrowed as the list is', async () => {
    assert.equal((await csvOf(post, { query: { place: 'ZBI' } })).length, 2)
    assert.equal((await csvOf(post, { query: { stage: ['passed'] } })).length, 2)
  })

  it('is recorded with who, what and why', async () => {
    const { rows } = await house.database.owner.query<{ why: string; parts: string[] }>(
      `select why, parts from concordat.reading where kind = 'exported' order by id limit 1`,
    )
    assert.deepEqual(rows[0], { why: 'The parcel book, 3 rows (csv): For the test', parts: ['outside'] })
  })

  it('ends, unfinished, when whoever takes it may no longer read', async () => {
    const secret = digestOf('x'.repeat(43))
    const { who } = await house.as(post, async desk => desk)
    const now = house.house.now()
    await asNobody(house.house.pool, transaction =>
      transaction.all(
        sql`select begin_session(${secret}, ${who.personId}, ${who.postId}, ${now}, ${new Date(now.getTime() + 3_600_000)}, ${null}, ${null})`,
      ),
    )
    const credential: Credential = { session: secret, idleMinutes: 30 }
    const columns = listColumns(house.house.library, parcelProcedure)
    const rows = exportedRows(house.house, credential, { procedure: 'parcel' }, columns, 1)
    assert.equal((await rows.next()).done, false)
    assert.equal((await rows.next()).done, false)
    await at(house.house, credential, desk => desk.transaction.all(sql`select end_session(${secret}, ${now})`))
    await assert.rejects(rows.next(), { name: 'NotSignedIn' })
  })
})
