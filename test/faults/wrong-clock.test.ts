import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { startWorker } from '../../src/clock/worker.ts'
import { settings as readSettings } from '../../src/config.ts'
import { sql } from '../../src/database/sql.ts'
import { matter } from '../../src/desk/matter.ts'
import { exportJournal } from '../../src/journal/export.ts'
import { headOfTheMinute } from '../../src/journal/head.ts'
import { openLog } from '../../src/log.ts'
import { limit as limitOf } from '../../src/web/limits.ts'
import { paths } from '../../src/web/paths.ts'
import { signingKey } from '../../src/web/sign-in/secrets.ts'
import { verifyJournal } from '../../verifier/verify.mjs'
import { temporaryFolder } from '../folder.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { lettersAgreement } from '../letters.ts'
import { testSite } from '../site.ts'

const chair = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'
const answers = { where: 'ZAI', about: 'The kitchen', words: 'The kitchen is cold' }
const { log } = openLog('silent')

describe('A-18: a clock that is a day wrong, either way', () => {
  const folder = temporaryFolder('wrong-clock')
  let letters: TestHouse
  let reference = ''
  const key = signingKey(join(folder, 'journal.pem'), 'create')
  const head = () => headOfTheMinute(letters.house.pool, key, letters.house.now())

  before(async () => {
    letters = await testHouse('wrong clock', { agreements: [lettersAgreement], start: '2026-03-03T09:00:00Z' })
    const { begin, take, done, setNow } = letters
    reference = await done(begin(chair, 'letter', answers))
    await head()
    setNow('2026-03-02T09:00:00Z')
    await done(take(chair, reference, 'pass'))
    await head()
    setNow('2026-03-04T09:00:00Z')
    await done(take(governor, reference, 'answer', { words: 'It will be mended' }))
    await head()
  })

  it('leaves the journal in the order in which things were done', async () => {
    const { matter: seen } = await letters.as(chair, desk => matter(desk, reference))
    assert.deepEqual(
      seen.entries.map(({ step }) => step),
      ['receive', 'pass', 'answer'],
    )
    assert.equal(seen.stage, 'answered')
  })

  it('leaves it whole: entries and heads follow by their numbers, whatever their times', async () => {
    const { entries, heads, uncovered } = await verifyJournal(exportJournal(letters.database.owner))
    assert.deepEqual([entries, heads, uncovered], [3, 3, 0])
    const { rows } = await letters.database.owner.query<{ number: number; day: string }>(
      `select number, to_char(at, 'YYYY-MM-DD') as day from concordat.head order by number`,
    )
    assert.deepEqual(
      rows.map(({ day }) => day),
      ['2026-03-03', '2026-03-02', '2026-03-04'],
    )
  })

  it('counts a duty from the day the clock showed, and tells of it once though the clock goes back and forth', async () => {
    const { begin, take, done, setNow, house } = letters
    setNow('2026-03-03T09:00:00Z')
    const second = await done(begin(chair, 'letter', answers))
    await done(take(chair, second, 'pass'))
    const { obligations } = await letters.as(governor, desk => matter(desk, second))
    assert.deepEqual(
      obligations.map(({ limit }) => limit?.day),
      ['2026-03-17'],
    )
    const worker = startWorker(house, readSettings({ CONCORDAT_VAR: folder }), log, { every: false })
    for (const day of ['13', '14', '13', '12', '13', '14']) {
      setNow(`2026-03-${day}T09:00:00Z`)
      await worker.tick()
    }
    const told = await letters.as(governor, desk =>
      desk.transaction.all(sql`select id from notice where post = my_post() and kind = 'due'`),
    )
    assert.equal(told.length, 1)
  })
})

describe('A-18: days that are not as long as others, and the turn of the year', () => {
  /** Ten working days, counted by hand from the day it was in London. */
  const counted: Readonly<Record<string, readonly (readonly [instant: string, due: string])[]>> = {
    // Clocks go forward at 01:00 UTC on 29 March; Good Friday is 3 April, Easter Monday the 6th.
    '2026-03-27T09:00:00Z': [
      ['2026-03-28T23:30:00Z', '2026-04-14'],
      ['2026-03-29T00:30:00Z', '2026-04-14'],
      ['2026-03-29T22:59:59.999Z', '2026-04-14'],
      ['2026-03-29T23:00:00Z', '2026-04-15'],
    ],
    '2026-06-29T09:00:00Z': [
      ['2026-06-30T22:59:59Z', '2026-07-14'],
      ['2026-06-30T23:00:00Z', '2026-07-15'],
    ],
    // Clocks go back at 01:00 UTC on 25 October: 01:30 in London comes twice.
    '2026-10-23T09:00:00Z': [
      ['2026-10-25T00:30:00Z', '2026-11-06'],
      ['2026-10-25T01:30:00Z', '2026-11-06'],
      ['2026-10-25T23:59:59.999Z', '2026-11-06'],
      ['2026-10-26T00:00:00Z', '2026-11-09'],
    ],
    // New Year’s Day is a Friday.
    '2026-12-30T09:00:00Z': [
      ['2026-12-31T23:59:59.999Z', '2027-01-15'],
      ['2027-01-01T00:00:00Z', '2027-01-15'],
      ['2027-01-04T00:00:00Z', '2027-01-18'],
    ],
  }

  for (const [start, cases] of Object.entries(counted))
    it(`count as one day each: around ${start.slice(0, 10)}`, async () => {
      const letters = await testHouse('awkward days', { agreements: [lettersAgreement], start })
      for (const [instant, due] of cases) {
        letters.setNow(instant)
        const reference = await letters.done(letters.begin(chair, 'letter', answers))
        await letters.done(letters.take(chair, reference, 'pass'))
        const { obligations } = await letters.as(chair, desk => matter(desk, reference))
        assert.deepEqual(
          obligations.map(({ limit }) => limit?.day),
          [due],
          instant,
        )
      }
      await letters.database.drop()
    })

  it('a matter begun in the first moment of a year bears that year', async () => {
    const letters = await testHouse('new year', { agreements: [lettersAgreement], start: '2026-12-30T09:00:00Z' })
    letters.setNow('2026-12-31T23:59:59.999Z')
    assert.match(await letters.done(letters.begin(chair, 'letter', answers)), /^LET-2026-/)
    letters.setNow('2027-01-01T00:00:00Z')
    assert.match(await letters.done(letters.begin(chair, 'letter', answers)), /^LET-2027-/)
    letters.setNow('2026-12-31T23:59:59.999Z')
    assert.match(await letters.done(letters.begin(chair, 'letter', answers)), /^LET-2026-/)
  })
})

describe('A-18: being signed in while the clock is wrong', async () => {
  const site = await testSite('wrong clock at the door', { agreements: [lettersAgreement] })
  const worker = startWorker(site.house, site.settings, log, { every: false })
  const noon = new Date('2026-03-02T12:00:00Z')
  const from = (milliseconds: number) => site.setNow(new Date(noon.getTime() + milliseconds))
  const minutes = 60_000
  const day = 24 * 60 * minutes
  const isIn = async (visitor: { read(address: string): Promise<{ status: number; words: string }> }) =>
    (await visitor.read(paths.matters())).status === 200

  it('ends as it should when the clock jumps ahead a day', async () => {
    from(0)
    const visitor = await site.signIn(governor)
    assert.ok(await isIn(visitor))
    from(day)
    assert.equal(await isIn(visitor), false)
  })

  it('goes on when it is put back a little, as clocks are', async () => {
    from(0)
    const visitor = await site.signIn(governor)
    from(-4 * minutes)
    await worker.tick()
    assert.ok(await isIn(visitor))
  })

  it('ends within a minute when it is put back a day, rather than last a day longer, and stays ended', async () => {
    from(0)
    const visitor = await site.signIn(governor)
    from(-day)
    await worker.tick()
    assert.equal(await isIn(visitor), false)
    from(minutes)
    assert.equal(await isIn(visitor), false)
    assert.ok(await isIn(await site.signIn(governor)))
  })

  it('shuts nobody out for longer than a minute, and lets nobody guess more often', context => {
    context.mock.timers.enable({ apis: ['Date'], now: noon })
    const guesses = limitOf(3)
    for (let n = 0; n < 3; n++) assert.equal(guesses.spend('address'), undefined)
    for (const wrong of [day, -day, 0]) {
      context.mock.timers.setTime(noon.getTime() + wrong)
      const wait = guesses.spend('address')
      assert.ok(wait !== undefined && wait <= 60, `${wait} seconds`)
    }
  })
})
