import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { forge } from '../../test/forged.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { calendar } from '../calendar/calendar.ts'
import { addDays, day } from '../calendar/day.ts'
import { loadHolidays } from '../calendar/load.ts'
import { days, months, workingDays, years } from '../calendar/period.ts'
import { history } from '../desk/history.ts'
import { list } from '../desk/list.ts'
import { matter } from '../desk/matter.ts'
import { lastDay, overBefore } from '../engine/kept.ts'
import { exportJournal } from '../journal/export.ts'
import { sayTimeIsUp } from './kept.ts'
import { openRecurring } from './recur.ts'

const coordinator = 'hmip.coordinator'
const siu = 'hmpps.siu'
const file = '0a9c6f4e-1111-4000-8000-000000000000'

describe('HH-15: what was kept its time comes up by itself, and is gone once it is disposed of', () => {
  let home: TestHouse
  let reference: string

  before(async () => {
    home = await testHouse('kept', { start: '2026-01-30T09:00:00Z' })
    const { owner } = home.database
    await owner.query(
      `insert into concordat.document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by)
       select $1, 'Canary.pdf', 'application/pdf', 1, '\\x01', '\\x02', 'key', '2026-01-30', id from concordat.post where key = $2`,
      [file, siu],
    )
    await openRecurring(home.house)
    reference = await home.done(
      home.begin(coordinator, 'information-request', {
        place: 'ZAI',
        about: 'Moves of Jordan Canary',
        what: 'Where Canary was held.',
        why: 'An inspection.',
        sensitive: 'yes',
      }),
    )
    await home.done(home.take(siu, reference, 'answer', { answer: 'Canary: B wing.', whole: 'whole', papers: [file] }))
    await home.done(home.take(coordinator, reference, 'close'))
  })

  it('on the day after its last, however long ago it was over, once a period is set', async () => {
    home.setNow('2026-02-28T09:00:00Z')
    assert.equal(await sayTimeIsUp(home.house), 0)
    const { rows } = await home.as('hmip.deputy', desk => list(desk, { procedure: 'inspectorate-retention' }))
    await home.done(
      home.take('hmip.deputy', rows[0]?.reference ?? '', 'set-periods', {
        'case-information': '1 month',
      }),
    )
    await home.house.changed()
    assert.equal(await sayTimeIsUp(home.house), 0, 'kept to the end of 28 February')
    home.setNow('2026-03-01T09:00:00Z')
    assert.deepEqual([await sayTimeIsUp(home.house), await sayTimeIsUp(home.house)], [1, 0])
    const { obligations } = await home.as(coordinator, desk => matter(desk, reference))
    assert.deepEqual(
      obligations.filter(one => one.state === 'due').map(one => [one.label, one.due]),
      [['Dispose of what has been kept its time, or say why it is kept longer', '2026-03-27']],
    )
  })

  it('is destroyed wherever it is kept, for everybody, and the journal still verifies', async () => {
    const { owner } = home.database
    const kept = async () => {
      const { rows } = await owner.query<{ said: string }>(
        `select (select string_agg(c.body, ' ') from concordat.content c)
                || (select string_agg(k.facts::text || k.words::text, ' ') from concordat.card k)
                || (select string_agg(d.facts::text || d.words::text, ' ') from concordat.docket d)
                || (select string_agg(t.name || t.wrapped_key::text, ' ') from concordat.document t) as said`,
      )
      return rows[0]?.said ?? ''
    }
    assert.match(await kept(), /canary.*x02/is)
    await assert.rejects(
      forge(home, siu, reference, { step: 'dispose', part: 'course', disposes: ['answer'] }),
      /no such matter/,
      'only whoever holds it',
    )
    await assert.rejects(
      forge(home, coordinator, reference, { step: 'close', part: 'course', disposes: ['answer'] }),
      /before its time is up/,
      'only in answer to the duty that waits for it',
    )
    const { rows: before } = await owner.query<{ salt: Buffer; body: string; number: number }>(
      `select salt, body, number from concordat.content c join concordat.matter m on m.id = c.matter where m.reference = $1 and part = 'answer'`,
      [reference],
    )
    const whole = await verifyJournal(exportJournal(owner))
    await home.done(home.take(coordinator, reference, 'dispose', { elsewhere: 'none' }))
    assert.doesNotMatch(await kept(), /canary|x02/i)
    const after = await verifyJournal(exportJournal(owner))
    assert.deepEqual([whole.erased, after.erased], [0, 3])
    for (const post of [coordinator, siu])
      await home.as(post, async desk => {
        const viewed = await matter(desk, reference)
        assert.doesNotMatch(JSON.stringify([viewed.matter, viewed.facts, viewed.documents]), /canary/i)
        assert.match(
          history(viewed, desk.world)
            .map(one => one.says)
            .join('; '),
          /answered it; closed it; .*disposed of/,
        )
        assert.equal((await list(desk, { q: 'Canary' })).rows.length, 0)
        assert.equal((await list(desk, { procedure: 'information-request' })).rows[0]?.stage, 'closed')
      })
    assert.equal(await sayTimeIsUp(home.house), 0)

    // Put back as it was: the chain alone would hold.
    const [answer] = before
    await owner.query(
      `insert into concordat.content (matter, number, part, step, salt, body)
       select id, $2, 'answer', 'answer', $3, $4 from concordat.matter where reference = $1`,
      [reference, answer?.number, answer?.salt, answer?.body],
    )
    await assert.rejects(verifyJournal(exportJournal(owner)), (fault: Error) => fault instanceof Broken)
  })
})

it('HH-15: what is over by a step that the clock does not see comes up too, and what is held does not until it is lifted', async () => {
  const home = await testHouse('kept as a record', { start: '2026-01-30T09:00:00Z' })
  await openRecurring(home.house)
  const [schedule] = (await home.as('hmip.deputy', desk => list(desk, { procedure: 'inspectorate-retention' }))).rows
  await home.done(home.take('hmip.deputy', schedule?.reference ?? '', 'set-periods', { programme: '1 month' }))
  await home.house.changed()
  const judged = () =>
    home.done(home.begin(coordinator, 'leadership', { place: 'ZAI', level: '1', because: 'Canary.' }))
  const [one, other] = [await judged(), await judged()]
  await home.done(home.take(coordinator, other, 'hold', { holdBecause: 'law', holdWords: 'An order of 2 February.' }))
  home.setNow('2026-03-01T09:00:00Z')
  assert.equal(await sayTimeIsUp(home.house), 1)
  await home.done(home.take(coordinator, one, 'dispose', { elsewhere: 'none' }))
  await home.done(home.take(coordinator, other, 'lift-hold', { liftBecause: 'The case is over.' }))
  assert.equal(await sayTimeIsUp(home.house), 1)
  await home.as(coordinator, async desk => {
    const [gone, kept] = [await matter(desk, one), await matter(desk, other)]
    assert.doesNotMatch(JSON.stringify([gone.matter, gone.facts]), /Canary|serious/)
    assert.equal(history(gone, desk.world)[0]?.says, 'judged its leadership')
    assert.deepEqual([kept.facts.level, kept.facts.retention], ['1', 'due'])
  })
})

it('the clock looks no further than the last day on which something can have been over whose time is up', () => {
  const working = calendar(loadHolidays())
  for (const period of [days(1), workingDays(10), months(1), months(13), years(6)])
    for (let today = day('2028-02-25'); today < '2028-03-10'; today = addDays(today, 1)) {
      const since = overBefore(period, today, working)
      assert.ok(lastDay(since, period, working) < today && lastDay(addDays(since, 1), period, working) >= today)
    }
})
