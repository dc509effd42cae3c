import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { matter } from '../../../desk/matter.ts'
import { answers, begun, concerns, points, texts } from './kit.samples.ts'

const leader = 'hmip.team-leader'

describe('HH-29: publishing a report', async () => {
  const { begin, take, done, as, setNow } = await testHouse('published reports', { start: '2026-01-12T09:00:00Z' })

  /** Everything up to the day of publication, in one day. */
  async function ready(on = '2026-01-12'): Promise<string> {
    const reference = await done(begin(leader, 'report', begun))
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
})
