import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { performance, portfolio } from './timetable.ts'
import { recountDuties, takeInHolidays } from './holidays.ts'

const leader = 'hmip.team-leader'
const siu = 'hmpps.siu'

describe('what is in production', async () => {
  const { house, begin, take, done, as, setNow, database } = await testHouse('portfolio', {
    start: '2026-01-12T09:00:00Z',
  })
  const references: Record<string, string> = {}
  const start = async (name: string, place: string, ended: string) => {
    references[name] = await done(begin('hmip.coordinator', 'report', { place, ended, kind: 'Full inspection' }))
    await done(take(leader, references[name], 'write', { introduction: 'Words.' }))
  }
  const go = (name: string, post: string, step: string, typed = {}) =>
    done(take(post, references[name] ?? '', step, typed))
  const seen = (post: string, wanted: Parameters<typeof portfolio>[1] = {}, most = 50) =>
    as(post, desk => portfolio(desk, wanted, most))
  const named = (found: Awaited<ReturnType<typeof seen>>) =>
    found.rows.map(row => Object.keys(references).find(name => references[name] === row.reference))

  before(async () => {
    // The last day of the draft, eight weeks: 2 January, 9 March and, of one that was sent, 2 February for its check.
    await start('late', 'ZBI', '2025-11-07')
    await start('written', 'ZAI', '2026-01-12')
    await start('checked', 'ZDI', '2025-12-05')
    await go('checked', leader, 'send-draft')
    await start('published', 'ZEI', '2025-12-05')
    await go('published', leader, 'send-draft')
    await go('published', siu, 'raise-points', { whole: 'all' })
    await go('published', siu, 'content-with-date', { content: 'yes' })
    await go('published', leader, 'finalise')
    await go('published', leader, 'set-publication', { on: '2026-01-12' })
    await go('published', 'hmip.press', 'draft-press-notice', { title: 'A report', notice: 'It is out.' })
    await go('published', leader, 'publish')
  })

  it('is each matter in the stage whose duty is owed, the most pressing first; and none that is published', async () => {
    const found = await seen(leader)
    assert.deepEqual(named(found), ['late', 'checked', 'written'])
    assert.deepEqual(
      found.rows.map(({ stage, late, duty }) => [stage.rule, late, duty.limit?.day]),
      [
        ['send the draft', true, '2026-01-02'],
        ['check the facts', false, '2026-02-02'],
        ['send the draft', false, '2026-03-09'],
      ],
    )
    assert.deepEqual(
      found.stages
        .filter(one => one.procedure.name === 'report')
        .map(({ stage, count, late }) => [stage.rule, count, late]),
      [
        ['send the draft', 2, 1],
        ['check the facts', 1, 0],
        ['answer the points', 0, 0],
        ['publish', 0, 0],
      ],
    )
  })

  it('with the end as it was planned, and as it is expected now', async () => {
    const [late, checked] = (await seen(leader)).rows
    assert.deepEqual([checked?.begins, checked?.planned, checked?.expected], ['2025-12-05', '2026-03-17', '2026-02-26'])
    assert.equal(checked?.aim, '2026-03-13')
    // Not yet sent, and past its time: at the soonest today, and then 33 working days.
    assert.equal(late?.expected, '2026-02-26')
  })

  it('or on the day that was set for its publication, unless what comes before takes longer', async () => {
    const expected = async () => (await seen(leader, { place: 'ZDI' })).rows[0]?.expected
    await go('checked', leader, 'set-publication', { on: '2026-03-20' })
    assert.equal(await expected(), '2026-03-20')
    await go('checked', leader, 'set-publication', { on: '2026-02-02' })
    assert.equal(await expected(), '2026-02-16', 'the targets of the check and of the answers')
  })

  it('can be narrowed to a stage, to what is late and to a place', async () => {
    assert.deepEqual(named(await seen(leader, { stage: { procedure: 'report', rule: 'send the draft' } })), [
      'late',
      'written',
    ])
    assert.deepEqual(named(await seen(leader, { late: true })), ['late'])
    assert.deepEqual(named(await seen(leader, { place: 'ZDI' })), ['checked'])
  })

  it('comes a page at a time', async () => {
    const first = await seen(leader, {}, 2)
    assert.deepEqual(named(first), ['late', 'checked'])
    assert.deepEqual(Object.keys(first.after ?? {}), ['due', 'reference'], 'no number tells how many matters there are')
    const rest = await seen(leader, { after: first.after }, 2)
    assert.deepEqual([named(rest), rest.after], [['written'], undefined])
  })

  it('is for whoever may see its course: the service sees what was sent to it, and a governor nothing', async () => {
    assert.deepEqual(named(await seen(siu)), ['checked'])
    for (const post of ['hmpps.dunscar.governor', 'imb.dunscar.chair', 'ppo.deputy', 'hmpps.eastholme.governor']) {
      const { rows, stages } = await seen(post)
      assert.deepEqual([rows, stages.filter(one => one.count > 0)], [[], []], post)
    }
  })

  it('tells what a bank holiday that was proclaimed late has moved', async () => {
    type Published = { 'england-and-wales': { division: string; events: { title: string; date: string }[] } }
    const published = JSON.parse(
      readFileSync(new URL('../../data/bank-holidays.json', import.meta.url), 'utf8'),
    ) as Published
    const { division, events } = published['england-and-wales']
    const more = [...events, { title: 'A day of thanks', date: '2026-01-20', notes: '', bunting: false }]
    const newer = { 'england-and-wales': { division, events: more.sort((a, b) => (a.date < b.date ? -1 : 1)) } }
    await recountDuties(house, await takeInHolidays(house, newer))
    const { rows } = await seen(leader, { stage: { procedure: 'report', rule: 'check the facts' } })
    assert.equal(rows[0]?.duty.target?.day, '2026-02-03')
    assert.deepEqual(
      rows[0]?.duty.moved.flatMap(one => one.because),
      ['A day of thanks, 20 January 2026, was proclaimed'],
    )
  })

  it('once over, counts in how the dates were kept: by stage, by year and by establishment', async () => {
    setNow('2026-02-04T09:00:00Z')
    await go('checked', leader, 'go-on-without')
    const { all, years, places } = await as(leader, performance)
    assert.deepEqual(
      all.map(({ stage, count, inTarget, inLimit, median }) => [stage.rule, count, inTarget, inLimit, median]),
      [
        ['send the draft', 2, 2, 2, 38],
        ['check the facts', 2, 1, 1, 0],
        ['publish', 1, 1, 1, 0],
      ],
    )
    assert.deepEqual(new Set(years.map(one => one.year)), new Set([2026]))
    assert.deepEqual(
      places.map(({ place, count, inLimit }) => [place, count, inLimit]),
      [
        ['ZDI', 2, 1],
        ['ZEI', 3, 3],
      ],
    )
    const outside = await as('hmpps.eastholme.governor', performance)
    assert.deepEqual(outside, { all: [], years: [], places: [] })
  })

  it('is the same for whoever sees it for their post as well as for its unit', async () => {
    const told = async () => {
      const { rows, stages } = await seen(leader)
      return { rows: rows.map(row => row.reference), stages, kept: await as(leader, performance) }
    }
    const before = await told()
    assert.ok(before.rows.length > 0 && before.kept.all.length > 0)
    await database.owner.query(
      `insert into concordat.disclosure (matter, part, reader, owner, number, clause, purpose, since)
       select d.matter, d.part, p.id, d.owner, d.number, d.clause, d.purpose, d.since
         from concordat.disclosure d join concordat.matter m on m.id = d.matter, concordat.post p
        where p.key = $1 and m.procedure = 'report' and d.reader = p.unit and d.ended_at is null`,
      [leader],
    )
    await database.owner.query(`select concordat.project(array(select id from concordat.matter))`)
    assert.equal(await as(leader, async desk => desk.who.seenByPost), true)
    assert.deepEqual(await told(), before)
  })
})
