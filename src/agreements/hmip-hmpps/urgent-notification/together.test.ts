import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { matter } from '../../../desk/matter.ts'
import { findProgramme, programmed } from '../../../desk/programme.ts'
import { tablesOf } from '../../../engine/table.ts'

const leader = 'hmip.team-leader'
const chair = 'imb.ashmoor.chair'

describe('HH-34 to HH-36: an Urgent Notification in the database', async () => {
  const { begin, take, done, as, setNow } = await testHouse('urgent notification', { start: '2026-01-05T09:00:00Z' })

  const prepared = () =>
    done(
      begin(leader, 'urgent-notification', {
        place: 'ZAI',
        ended: '2026-01-02',
        line: 'Violence, and nobody in charge of it',
        why: 'Seen on the night visit.',
      }),
    )
  const send = (reference: string) =>
    done(take('hmip.deputy', reference, 'send', { letter: 'I am writing to you today.', on: '2026-01-05' }))
  const seen = (post: string, reference: string) =>
    as(post, desk => matter(desk, reference)).then(
      viewed => viewed,
      () => undefined,
    )

  it('is nobody’s but the inspectorate’s until it is sent; then whoever it goes to knows what it is about and from when', async () => {
    const reference = await prepared()
    const others = [chair, 'hmpps.ashmoor.governor', 'hmpps.siu', 'moj.secretary-of-state', 'ppo.deputy']
    for (const post of others) assert.equal(await seen(post, reference), undefined, post)
    await send(reference)
    for (const post of others) {
      const viewed = await seen(post, reference)
      assert.ok(viewed, post)
      assert.deepEqual([...viewed.matter.parts].toSorted(), ['notification', 'response'], post)
      assert.equal(viewed.facts.about, 'Violence, and nobody in charge of it')
      assert.doesNotMatch(JSON.stringify([viewed.matter, viewed.facts]), /night visit/)
    }
    assert.equal(await seen('imb.dunscar.chair', reference), undefined)
  })

  it('both readings of the 28 days are in front of everyone, and the clock is the office’s', async () => {
    const reference = await prepared()
    await send(reference)
    setNow('2026-01-07T09:00:00Z')
    await done(take('hmip.press', reference, 'publish', { on: '2026-01-07' }))
    await done(take('moj.secretary-of-state', reference, 'receive', { on: '2026-01-06' }))
    const { viewed, rows } = await as(chair, async desk => {
      const viewed = await matter(desk, reference)
      return { viewed, rows: tablesOf(viewed.procedure, viewed.matter, desk.world)[0]?.rows ?? [] }
    })
    assert.deepEqual(
      rows.map(row => row.on),
      ['2026-01-02', '2026-01-09', '2026-01-05', '2026-01-06', '2026-01-07', '2026-02-03', '2026-02-04'],
    )
    const owed = viewed.obligations.filter(one => one.state === 'due')
    assert.deepEqual(
      owed.map(one => [one.clause, one.limit?.day, one.aim?.day]),
      [['HH-35', '2026-02-03', '2026-02-04']],
    )
  })

  it('HH-32a: its initial action plan is opened in the same act, for the place, and each leads to the other', async () => {
    const reference = await prepared()
    await send(reference)
    await done(take('hmip.deputy', reference, 'open-plan', { concerns: [{ text: 'Violence' }] }))
    const { ties } = await as('hmpps.ashmoor.governor', desk => matter(desk, reference))
    const [plan] = ties
    assert.match(plan ?? '', /^ACP-/)
    const opened = await as('hmpps.ashmoor.governor', desk => matter(desk, plan as string))
    assert.equal(opened.facts.items, 1)
    assert.ok(!opened.obligations.some(one => one.clause === 'HH-32a'))
  })

  it('HH-36: adds to the risk by which inspections are planned while it is in force: sent, until the place is inspected again', async () => {
    const adds = () =>
      as(leader, async desk => {
        const { places } = await programmed(desk, findProgramme(desk) ?? assert.fail('there is no programme'))
        const there = places.find(one => one.place.code === 'ZCI')
        return there?.risk.reasons.find(one => one.factor === 'urgent')?.points
      })
    const reference = await done(
      begin(leader, 'urgent-notification', { place: 'ZCI', ended: '2026-01-02', line: 'Violence' }),
    )
    assert.equal(await adds(), 0)
    await send(reference)
    assert.equal(await adds(), 10)
    await done(take('moj.secretary-of-state', reference, 'receive', { on: '2026-01-06' }))
    await done(
      take('moj.secretary-of-state', reference, 'respond', { on: '2026-01-07', immediate: 'Staff.', longer: 'More.' }),
    )
    assert.equal(await adds(), 10)
    await done(take(leader, reference, 'inspected-again', { on: '2026-01-07' }))
    assert.equal(await adds(), 0)
  })
})
