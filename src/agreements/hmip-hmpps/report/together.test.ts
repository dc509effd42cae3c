import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { matter } from '../../../desk/matter.ts'
import { rowsOf } from '../action-plan/items.ts'
import { answers, begun, concerns, points, texts } from './kit.samples.ts'

const leader = 'hmip.team-leader'

describe('HH-29: publishing a report', async () => {
  const { begin, take, done, as, setNow } = await testHouse('published reports', { start: '2026-01-12T09:00:00Z' })

  /** Everything up to the day of publication, in one day. */
  async function readied(reference: string, on = '2026-01-13'): Promise<string> {
    for (const [post, step, typed] of [
      [leader, 'write', texts],
      [leader, 'judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
      [leader, 'list-items', { items: concerns }],
      [leader, 'send-draft', {}],
      ['hmpps.siu', 'raise-points', { points, whole: 'all' }],
      ['hmpps.siu', 'content-with-date', { content: 'yes' }],
      [leader, 'answer-points', { answers }],
      [leader, 'finalise', {}],
      [leader, 'set-publication', { on }],
      ['hmip.press', 'draft-press-notice', { title: 'A safer prison', notice: 'Inspectors found a safer prison.' }],
    ] as const)
      await done(take(post, reference, step, typed))
    return reference
  }
  const ready = async (on = '2026-01-12') => readied(await done(begin(leader, 'report', begun)), on)
  const governor = 'hmpps.ashmoor.governor'

  it('HH-32a: opens its action plan in the same act, with its items under their numbers, and knows of it', async () => {
    const reference = await ready()
    await done(take(leader, reference, 'publish'))
    const { ties } = await as(leader, desk => matter(desk, reference))
    const plan = ties.find(one => one.startsWith('ACP-'))
    assert.ok(plan)
    const { facts, obligations } = await as(governor, desk => matter(desk, plan))
    assert.deepEqual([facts.items, facts.published], [4, '2026-01-12'])
    assert.ok(obligations.some(one => one.clause === 'HH-32a'))
    const again = await take(leader, reference, 'keep-plan', { plan: [plan] })
    assert.ok(again.refused && /It has an action plan/.test(again.problems[0]?.words ?? ''))
  })

  it('HH-32a: one that was opened before it is told of the day, and no other is opened', async () => {
    const reference = await ready()
    const items = concerns.map(({ text, kind }, at) => ({ number: String(at + 1), text, kind }))
    const plan = await done(begin(leader, 'action-plan', { place: begun.place, report: [reference], items }))
    setNow('2026-01-13T09:00:00Z')
    await done(take(leader, reference, 'publish'))
    const { ties } = await as(leader, desk => matter(desk, reference))
    assert.deepEqual(
      ties.filter(one => one.startsWith('ACP-')),
      [plan],
    )
    const { facts } = await as(governor, desk => matter(desk, plan))
    assert.equal(facts.published, '2026-01-13')
  })

  it('HH-32a: one that ended before it stands in its way no more; another begins as it is published, or was named meanwhile', async () => {
    const items = concerns.map(({ text, kind }, at) => ({ number: String(at + 1), text, kind }))
    const opened = (report: string) =>
      done(begin(leader, 'action-plan', { place: begun.place, report: [report], items }))
    const plansOf = async (report: string) =>
      (await as(leader, desk => matter(desk, report))).ties.filter(one => one.startsWith('ACP-')).toSorted()
    const published = async (plan: string) => (await as(governor, desk => matter(desk, plan))).facts.published
    const [one, two] = [await ready('2026-01-13'), await ready('2026-01-13')]
    const ended = [await opened(one), await opened(two)]
    for (const plan of ended) await done(take(leader, plan, 'close', { because: 'It was opened by mistake.' }))
    const second = await opened(two)
    for (const report of [one, two]) await done(take(leader, report, 'publish'))
    const [begunThen = '', ...others] = (await plansOf(one)).filter(plan => plan !== ended[0])
    assert.deepEqual(others, [])
    assert.deepEqual(await plansOf(two), [ended[1] ?? '', second].toSorted())
    for (const plan of [begunThen, second]) assert.equal(await published(plan), '2026-01-13')
    for (const plan of ended) assert.equal(await published(plan), undefined)
  })

  it('HH-32a: one that was being cleared goes back to be made for what the report asks for in the end', async () => {
    const reference = await ready('2026-01-13')
    const [first, second, ...others] = concerns.map(({ text, kind }, at) => ({ number: String(at + 1), text, kind }))
    const drafted = [
      { ...second, number: '1' },
      { ...first, number: '2' },
    ]
    const plan = await done(begin(leader, 'action-plan', { place: begun.place, report: [reference], items: drafted }))
    const rows = drafted.map(({ number }) => ({ number, response: 'not', reason: `Said of what was ${number}.` }))
    for (const [post, step, typed] of [
      [governor, 'plan', { plan: rows }],
      [governor, 'put-in-place', {}],
      ['hmpps.siu', 'assure', {}],
    ] as const)
      await done(take(post, plan, step, typed))
    const readBy = (post: string) => as(post, async desk => JSON.stringify((await matter(desk, plan)).matter.entries))
    assert.match(await readBy('hmpps.chief-executive'), /Said of what was 1/)
    await done(take(leader, reference, 'publish'))
    const { matter: made, steps } = await as(governor, desk => matter(desk, plan))
    assert.equal(made.stage, 'making')
    assert.deepEqual(
      [...rowsOf(made)].map(([number, [row]]) => [number, row?.reason]),
      [
        ['1', 'Said of what was 2.'],
        ['2', 'Said of what was 1.'],
      ],
    )
    const shut = steps.find(({ name }) => name === 'put-in-place')?.closed?.words ?? ''
    assert.match(shut, new RegExp(`^Items ${others.map(({ number }) => number).join(' and ')} have no response yet`))
    assert.doesNotMatch(await readBy('hmpps.chief-executive'), /Said of what was/)
  })

  it('HH-32a: a day of publication that was told by hand before stands in nobody’s way', async () => {
    const reference = await ready('2026-01-13')
    const items = concerns.map(({ text, kind }, at) => ({ number: String(at + 1), text, kind }))
    const plan = await done(begin(leader, 'action-plan', { place: begun.place, report: [reference], items }))
    await done(take(leader, plan, 'published', { published: '2026-01-05' }))
    await done(take(leader, reference, 'publish'))
    const { facts, obligations } = await as(governor, desk => matter(desk, plan))
    assert.equal(facts.published, '2026-01-13')
    const [owed] = obligations.filter(one => one.clause === 'HH-32a')
    assert.deepEqual([owed?.state, owed?.due, owed?.moved.length], ['due', '2026-04-13', 1])
  })

  it('HI-8f: whoever did not know of it has it from that minute, and not before', async () => {
    const reference = await ready('2026-01-13')
    const seen = (post: string) =>
      as(post, desk => matter(desk, reference)).then(
        ({ matter: { parts } }) => [...parts],
        () => [],
      )
    for (const post of [governor, 'imb.ashmoor.chair', 'imb.national-chair', 'ppo.deputy'])
      assert.deepEqual(await seen(post), [], post)
    await done(take(leader, reference, 'publish'))
    for (const post of [governor, 'imb.ashmoor.chair', 'imb.national-chair', 'ppo.deputy'])
      assert.deepEqual(await seen(post), ['published'], post)
    assert.deepEqual(await seen('imb.dunscar.chair'), [])
  })

  it('HH-27: in the database too, the draft is closed to the service once its check is over', async () => {
    const reference = await done(begin(leader, 'report', begun))
    await done(take(leader, reference, 'write', texts))
    await done(take(leader, reference, 'send-draft'))
    const draft = () => as('hmpps.siu', async desk => JSON.stringify((await matter(desk, reference)).matter))
    assert.match(await draft(), /fallen by a fifth/)
    await done(take('hmpps.siu', reference, 'raise-points', { whole: 'all' }))
    await done(take('hmpps.siu', reference, 'content-with-date', { content: 'yes' }))
    assert.doesNotMatch(await draft(), /fallen by a fifth/)
  })

  it('HH-20c, HI-8f: ends the debrief note and sends the board its report, from the plan on', async () => {
    setNow('2026-01-13T09:00:00Z')
    const coordinator = 'hmip.coordinator'
    const person = await done(
      begin(coordinator, 'inspector', {
        name: 'Morag Tennant',
        home: 'hmip',
        vetting: '2027-01-01',
        identification: '2027-01-01',
        training: '2027-01-01',
      }),
    )
    const plan = { place: 'ZEI', kind: 'full', announced: false, first: '2026-01-13', last: '2026-01-13' }
    const inspection = await done(begin(coordinator, 'inspection', { ...plan, coordinator: 'Helen Strand, 0100' }))
    for (const [post, step, typed] of [
      [coordinator, 'deploy', { person, name: 'Morag Tennant', as: 'lead' }],
      [coordinator, 'notify', {}],
      [coordinator, 'tell-board', {}],
      [leader, 'list-equipment', { cameras: 1, recorders: 0, laptops: 1, phones: true }],
      [leader, 'begin', { arrivedOn: '2026-01-13', at: '09:05', keys: 'once' }],
      [
        leader,
        'debrief',
        {
          debriefOn: '2026-01-13',
          where: 'The meeting room',
          attendees: [{ name: 'Daniel Osei', as: 'governor' }],
          safety: '2',
          respect: '3',
          activity: '1',
          release: '3',
          judgements: 'A canary sang in the note.',
        },
      ],
      [coordinator, 'end', { ended: '2026-01-13' }],
    ] as const)
      await done(take(post, inspection, step, typed))
    const tied = async (to: string, prefix: string) => {
      const { ties } = await as(leader, desk => matter(desk, to))
      return ties.find(one => one.startsWith(prefix)) ?? assert.fail(`nothing of ${prefix} is tied to ${to}`)
    }
    const reference = await tied(inspection, 'RPT-')
    const update = await tied(reference, 'UPD-')
    const note = () => as('hmpps.eastholme.governor', async desk => JSON.stringify(await matter(desk, inspection)))
    const toldOf = () => as('imb.eastholme.chair', async desk => (await matter(desk, update)).facts.published)
    await readied(reference)
    assert.match(await note(), /A canary sang/)
    assert.equal(await toldOf(), undefined)
    await done(take(leader, reference, 'publish'))
    assert.doesNotMatch(await note(), /A canary sang/)
    assert.equal(await toldOf(), '2026-01-13')
  })
})
