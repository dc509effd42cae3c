import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { settings as readSettings } from '../../src/config.ts'
import { at } from '../../src/desk/desk.ts'
import { confirm, goOn, importNow, keepSheet, match } from '../../src/desk/import.ts'
import { open } from '../../src/house.ts'
import { findColumnFault } from '../../src/journal/export.ts'
import { practicePeople } from '../../src/practice/people.ts'
import { inventedPlaces, practiceKey } from '../../src/practice/places.ts'
import { registerOf } from '../../src/register/standing.ts'
import { dayOf } from '../../src/calendar/day.ts'
import { temporaryFolder } from '../folder.ts'
import { newBrowser, signInAs, type Browser } from '../sign-in-as.ts'
import { halvesIn, programIn } from './program.ts'

const kills = process.env.CONCORDAT_TEST_LONG ? 40 : 3
const rows = process.env.CONCORDAT_TEST_LONG ? 12_000 : 1_000
const officer = { post: 'hmip.sanctions-officer' }
const folder = temporaryFolder('killed-import')
const program = programIn(folder)

/** Keeps a sheet of an earlier log and says yes to it, so that the program has but to bring it in. Gives its import. */
async function sheetToBringIn(): Promise<{ id: string; subject: string }> {
  const { house, close } = await open(readSettings({ CONCORDAT_VAR: folder }, folder), { beside: true })
  try {
    const labels = ['Heard of on', 'Place', 'What is alleged', 'Received by']
    const sheet = Array.from({ length: rows }, (_, n) => ['03/05/2024', 'HMP Ashmoor', `old-${n}.`, 'HMIP'])
    const kept = await at(house, officer, desk =>
      keepSheet(desk, 'sanction-allegation', {
        name: 'old-log.xlsx',
        sheet: { rows: [labels, ...sheet].map((cells, index) => ({ line: index + 1, cells })), notices: [] },
      }),
    )
    assert.ok('id' in kept, JSON.stringify(kept))
    const { id } = kept
    const columns = { heardOn: 0, place: 1, line: 2, receivedBy: 3 }
    await at(house, officer, desk => match(desk, id, columns))
    const { postId, personId } = await at(house, officer, async desk => desk.who)
    while ((await goOn(house, { postId, personId }, id)) === 'on');
    const checked = await at(house, officer, desk => importNow(desk, id))
    assert.equal(checked.counts.fit, rows, JSON.stringify(checked))
    await at(house, officer, desk => confirm(desk, id))
    const people = practicePeople(registerOf(inventedPlaces, practiceKey), house.library, dayOf(house.now()))
    const { subject } = people.find(one => one.posts.includes(officer.post)) ?? assert.fail('nobody is the officer')
    return { id, subject }
  } finally {
    await close()
  }
}

describe('A-12, A-15: the program, the database, or both killed while an earlier log is brought in (SP-24a)', () => {
  let id = ''
  let browser: Browser

  /** How far it has got, as its page says: which is also what sets it going again. */
  const progress = async (): Promise<{ done: number; over: boolean } | undefined> => {
    try {
      const answer = await browser.ask(`/matters/import/${id}/progress.json`, { signal: AbortSignal.timeout(30_000) })
      const words = await answer.text()
      assert.ok([200, 503].includes(answer.status), `${answer.status} ${words}`)
      return answer.status === 200 ? (JSON.parse(words) as { done: number; over: boolean }) : undefined
    } catch (fault) {
      if (fault instanceof assert.AssertionError) throw fault
      return undefined
    }
  }

  before(async () => {
    await program.start()
    const kept = await sheetToBringIn()
    id = kept.id
    browser = await signInAs(program.base(), kept.subject, newBrowser(program.base()))
  })

  it(`goes on after each of up to ${kills} kills, and never tells of fewer rows than it did`, async () => {
    const ways: readonly (() => Promise<void> | void)[] = [program.kill, program.killDatabase, program.killBoth]
    let killed = 0
    let known = 0
    for (let last = Date.now(), over = false; !over; await pause(20)) {
      const told = await progress()
      assert.ok(Date.now() - last < 90_000, `It did not go on within 90 seconds of a kill:\n${program.said()}`)
      if (!told) continue
      assert.ok(told.done >= known, `${told.done} rows after ${known}: some were lost`)
      over = told.over
      // The first as soon as it is under way; each further one when it has gone on.
      if (over || killed === kills || (killed > 0 && told.done === known)) continue
      known = told.done
      await pause(Math.random() * 150)
      await ways[killed++ % ways.length]?.()
      last = Date.now()
    }
    assert.ok(killed > 0)
    if (process.env.CONCORDAT_TEST_LONG) console.log(`${killed} kills while ${rows} rows were brought in`)
  })

  it('has brought in every row once, whole', async () => {
    assert.deepEqual(await program.end(), [0, null], program.said())
    await program.withDatabase(async owner => {
      const { rows: brought } = await owner.query<{ line: string; matters: number }>(`
        select c.body::jsonb ->> 'line' as line, count(distinct c.matter)::int as matters from concordat.content c
         where c.body::jsonb ->> 'line' like 'old-%' group by 1`)
      assert.equal(brought.length, rows)
      assert.deepEqual(
        brought.filter(one => one.matters !== 1),
        [],
        'brought in more than once',
      )
      const { rows: told } = await owner.query<{ state: string; count: number; matters: number }>(
        `
        select r.state, count(*)::int as count, count(m.id)::int as matters
          from concordat.import_row r left join concordat.matter m on m.reference = r.reference where r.import = $1 group by 1`,
        [id],
      )
      assert.deepEqual(told, [{ state: 'brought', count: rows, matters: rows }])
      assert.deepEqual(await halvesIn(owner), [])
      assert.equal(await findColumnFault(owner), undefined)
    })
    assert.match((await program.run('verify')).stdout, /^The journal is whole: \d+ entries/)
  })
})
