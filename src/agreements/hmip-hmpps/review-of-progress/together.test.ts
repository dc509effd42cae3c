import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { matter, type Viewed } from '../../../desk/matter.ts'
import { performance } from '../../../desk/timetable.ts'
import { countedYearly } from '../../../desk/yearly.ts'
import { tablesOf } from '../../../engine/table.ts'
import { verifiedOf } from '../action-plan/items.ts'
import { begun, judged, visit } from './kit.samples.ts'
import { reviewOfProgress } from './review-of-progress.ts'

const leader = 'hmip.team-leader'
const governor = 'hmpps.ashmoor.governor'

describe('HH-37 to HH-41: a review of progress in the database', async () => {
  const { begin, take, done, as, setNow } = await testHouse('reviews', { start: '2026-01-05T09:00:00Z' })

  const seen = (post: string, reference: string): Promise<Viewed | undefined> =>
    as(post, desk => matter(desk, reference)).catch(() => undefined)
  const tiedTo = async (reference: string, prefix: string): Promise<string> => {
    const tie = (await as(leader, desk => matter(desk, reference))).ties.find(one => one.startsWith(prefix))
    assert.ok(tie, `${reference} is tied to no ${prefix}`)
    return tie
  }

  /** A report, all but published. */
  async function ready(): Promise<string> {
    const report = await done(begin(leader, 'report', { place: 'ZAI', ended: begun.ended, kind: 'Full inspection' }))
    for (const [post, step, typed] of [
      [leader, 'write', { introduction: 'Ashmoor was inspected in May.' }],
      [leader, 'list-items', { items: begun.items }],
      [leader, 'send-draft', {}],
      ['hmpps.siu', 'raise-points', { whole: 'all' }],
      ['hmpps.siu', 'content-with-date', { content: 'yes' }],
      [leader, 'finalise', {}],
      [leader, 'set-publication', { on: '2026-01-05' }],
      ['hmip.press', 'draft-press-notice', { title: 'Ashmoor', notice: 'A report is published today.' }],
    ] as const)
      await done(take(post, report, step, typed))
    return report
  }
  const why = { reasons: ['risk'], because: 'Nothing had been done by the autumn.' }

  it('is proposed from a published report, whose items and last day come with it; nobody outside learns of it', async () => {
    const report = await ready()
    const early = await take(leader, report, 'propose-review', why)
    assert.ok(early.refused && /has not been published yet/.test(early.problems[0]?.words ?? ''))
    await done(take(leader, report, 'publish'))
    await done(take(leader, report, 'propose-review', why))
    const review = await tiedTo(report, 'IRP-')
    const { facts, procedure, matter: known } = await as(leader, desk => matter(desk, review))
    assert.equal(procedure.name, 'review-of-progress')
    assert.deepEqual([facts.inspected, facts.items, known.place], [begun.ended, 3, 'ZAI'])
    for (const post of [governor, 'hmpps.siu', 'imb.ashmoor.chair', 'ppo.deputy']) {
      assert.equal(await seen(post, review), undefined, post)
      const known = await seen(post, report)
      assert.doesNotMatch(
        JSON.stringify([known?.matter, known?.facts, known?.ties]),
        /IRP-|propose-review|by the autumn/,
        post,
      )
    }
  })

  it('HH-33: takes what was found to the action plan of that report, beside what the prison says', async () => {
    const report = await ready()
    await done(take(leader, report, 'publish'))
    await done(take(leader, report, 'propose-review', why))
    const [review, plan] = [await tiedTo(report, 'IRP-'), await tiedTo(report, 'ACP-')]
    for (const [step, typed] of [
      ['choose', { likely: '2026-01-13' }],
      ['select-items', { selected: ['1', '4'] }],
      ['announce', visit],
    ] as const)
      await done(take(leader, review, step, typed))
    const dates = await as(governor, async desk => {
      const viewed = await matter(desk, review)
      return tablesOf(viewed.procedure, viewed.matter, desk.world).map(one => [one.name, one.rows.length])
    })
    assert.deepEqual(dates, [
      ['dates', 5],
      ['items', 3],
    ])
    setNow('2026-01-15T17:00:00Z')
    for (const [step, typed] of [
      ['begin-visit', { on: '2026-01-13' }],
      ['judge', { judged }],
      ['end-visit', { on: '2026-01-15' }],
      ['write', { words: 'Some of it has been acted on.' }],
    ] as const)
      await done(take(leader, review, step, typed))
    assert.equal(await as(governor, async desk => verifiedOf((await matter(desk, plan)).matter).size), 0)
    await done(take('hmip.deputy', review, 'publish'))
    const found = await as(governor, async desk => verifiedOf((await matter(desk, plan)).matter))
    assert.deepEqual(
      [...found].map(([number, { value }]) => [number, value]),
      [
        ['1', 'insufficient'],
        ['4', 'good'],
      ],
    )
    const board = await seen('imb.ashmoor.chair', review)
    assert.deepEqual([board?.facts.insufficient, board?.facts.good, board?.facts.reasons], [1, 1, undefined])
    assert.equal(board?.facts.found, '1 insufficient, 1 good')
    const kept = (await as(leader, performance)).all.find(one => one.stage.clause === 'HH-41')
    assert.deepEqual(
      [kept?.count, kept?.inTarget, kept?.inLimit],
      [1, 1, 1],
      'its one date is its target and its limit',
    )
  })

  it('a plan that cannot take it stops the report of the review, in that plan’s words', async () => {
    setNow('2026-01-15T18:00:00Z')
    const other = await done(
      begin(leader, 'action-plan', { place: 'ZAI', items: [{ number: '9', text: 'Another', kind: 'key' }] }),
    )
    const review = await done(begin(leader, 'review-of-progress', { ...begun, plan: [other] }))
    for (const [step, typed] of [
      ['choose', { likely: '2026-01-13' }],
      ['select-items', { selected: ['1'] }],
      ['announce', { ...visit, first: '2026-01-16', last: '2026-01-18' }],
      ['begin-visit', { on: '2026-01-15' }],
      ['judge', { judged: judged.slice(0, 1) }],
      ['end-visit', { on: '2026-01-15' }],
      ['write', { words: 'So.' }],
    ] as const)
      await done(take(leader, review, step, typed))
    const refused = await take(leader, review, 'publish')
    assert.ok(refused.refused)
    assert.match(refused.problems[0]?.words ?? '', new RegExp(`^${other}: .*not been published yet`))
    assert.equal((await seen(leader, review))?.matter.stage, 'reporting')
  })

  it('a plan that ended meanwhile takes it, and does not keep the report of the review from publication', async () => {
    setNow('2026-01-15T18:00:00Z')
    const items = begun.items.map(({ number, text, kind }) => ({ number, text, kind }))
    const plan = await done(begin(leader, 'action-plan', { place: 'ZAI', published: '2026-01-05', items }))
    const review = await done(begin(leader, 'review-of-progress', { ...begun, plan: [plan] }))
    for (const [step, typed] of [
      ['choose', { likely: '2026-01-13' }],
      ['select-items', { selected: ['1'] }],
      ['announce', { ...visit, first: '2026-01-16', last: '2026-01-18' }],
      ['begin-visit', { on: '2026-01-15' }],
      ['judge', { judged: judged.slice(0, 1) }],
      ['end-visit', { on: '2026-01-15' }],
      ['write', { words: 'So.' }],
    ] as const)
      await done(take(leader, review, step, typed))
    await done(take(leader, plan, 'close', { because: 'The next report has one of its own.' }))
    await done(take(leader, review, 'publish'))
    const found = await as(governor, async desk => verifiedOf((await matter(desk, plan)).matter))
    assert.deepEqual([...found.keys()], ['1'])
  })

  it('HH-40: counts them in the business year of their visit, each once, both edges; those called off do not count', async () => {
    const years = (post: string) =>
      as(post, desk => countedYearly(desk, reviewOfProgress)).then(counted =>
        counted?.years.map(({ year, count }) => [year, count]),
      )
    const before = new Map((await years(leader)) as [string, number][])
    const chosenFor = async (likely: string) => {
      const review = await done(begin(leader, 'review-of-progress', { ...begun, place: 'ZBI' }))
      await done(take(leader, review, 'choose', { likely }))
      return review
    }
    await chosenFor('2026-03-31')
    await chosenFor('2026-04-01')
    await chosenFor('2027-03-31')
    await done(take(leader, await chosenFor('2026-06-01'), 'call-off', { because: 'It has closed.' }))
    await done(begin(leader, 'review-of-progress', { ...begun, place: 'ZBI' }))
    const expected = [
      ['April 2025 to March 2026', (before.get('April 2025 to March 2026') ?? 0) + 1],
      ['April 2026 to March 2027', (before.get('April 2026 to March 2027') ?? 0) + 2],
    ]
    assert.deepEqual(await years(leader), expected)
    assert.deepEqual(await years('hmip.deputy'), expected)
    for (const post of [governor, 'hmpps.siu', 'imb.ashmoor.chair']) assert.equal(await years(post), undefined)
  })
})
