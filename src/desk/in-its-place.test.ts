import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { findMatter, matter } from './matter.ts'
import { work } from './work.ts'

describe('SP-F7, SP-23b: a duty that takes the place of one its taker does not see', async () => {
  const house = await testHouse('in-its-place')
  const { done, take, as } = house
  after(() => house.database.drop())
  const [inspector, officer, deputy] = ['hmip.team-leader', 'hmip.sanctions-officer', 'ppo.deputy'] as const

  /** Heard of by an inspector, for whom the inspectorate’s lead handles it, and settled by the ombudsman, unless it is not. */
  const agreedTo = async (settled: boolean) => {
    house.setNow('2026-03-02T09:00:00Z')
    const reference = await done(
      house.begin(inspector, 'sanction-allegation', {
        place: 'ZAI',
        affected: 'detained',
        contacted: ['HMIP'],
        came: 'letter',
        receivedOn: '2026-03-01',
        line: 'Moved off the wing',
        name: 'A. Person',
        account: 'They were moved off the wing.',
      }),
    )
    await done(
      take(inspector, reference, 'ask-consent', {
        consent: 'given',
        covers: ['everything'],
        askedOn: '2026-03-02',
        askedBy: 'An inspector',
        how: 'person',
      }),
    )
    await done(
      take(officer, reference, 'assess', {
        qualifies: true,
        kinds: ['relocation'],
        deed: 'act',
        involvement: ['permitted'],
        implicated: false,
        reasons: 'It followed at once',
      }),
    )
    if (settled)
      await done(take(deputy, reference, 'decide', { investigate: false, reasons: 'Put right', explainedBy: 'PPO' }))
    return reference
  }
  const takeBack = (reference: string, post = inspector) =>
    done(take(post, reference, 'withdraw-consent', { withdrawnOn: '2026-03-02', toldBy: 'An inspector' }))
  const telling = (reference: string, post: string) =>
    as(post, async desk =>
      (await matter(desk, reference)).obligations
        .filter(one => one.rule === 'explain')
        .map(({ owedBy, state, from }) => [desk.world.directory.readerById(owedBy)?.key, state, from]),
    )
  /** All that this post sees of it, but for what tells the two matters apart anyway. */
  const seenBy = (post: string, reference: string) =>
    as(post, async desk => {
      const { matter: seen, obligations } = (await findMatter(desk, reference)) ?? {}
      return JSON.stringify([seen?.entries, [...(seen?.parts ?? [])], obligations, (await work(desk)).owed.length])
        .replaceAll(reference, '')
        .replaceAll(/"id":\d+/g, '')
    })

  it('is owed by whoever received it from then on, and no more by the body that may not know any more who they are', async () => {
    const reference = await agreedTo(true)
    assert.deepEqual(await telling(reference, officer), [['ppo.deputy', 'due', '2026-03-02']])
    house.setNow('2026-03-04T09:00:00Z')
    await takeBack(reference)
    assert.deepEqual(await telling(reference, officer), [
      ['ppo.deputy', 'fell away', '2026-03-02'],
      ['hmip.lead', 'due', '2026-03-04'],
    ])
    const owed = (post: string) => as(post, async desk => (await work(desk)).owed.map(one => one.rule))
    assert.ok(!(await owed(deputy)).includes('explain'))
    assert.ok((await owed(officer)).includes('explain'))
  })

  it('counts the other as missed where that was late', async () => {
    const reference = await agreedTo(true)
    house.setNow('2026-04-01T09:00:00Z')
    await takeBack(reference)
    const states = (await telling(reference, officer)).map(([, state]) => state)
    assert.deepEqual(states, ['missed', 'due'])
  })

  it('does not fall due where nothing was owed, nor anew for whoever owes it already', async () => {
    const reference = await agreedTo(false)
    await takeBack(reference)
    assert.deepEqual(await telling(reference, officer), [])
    const told = await agreedTo(true)
    await done(take(deputy, told, 'explain-outcome', { toldOn: '2026-03-02', how: 'letter', toldBy: 'The deputy' }))
    await takeBack(told)
    assert.deepEqual(await telling(told, officer), [['ppo.deputy', 'met', '2026-03-02']])
    const own = await agreedTo(false)
    await done(take(deputy, own, 'decide', { investigate: false, reasons: 'Put right', explainedBy: 'HMIP' }))
    house.setNow('2026-03-04T09:00:00Z')
    await takeBack(own)
    assert.deepEqual(await telling(own, officer), [['hmip.lead', 'due', '2026-03-02']])
  })

  it('is told to nobody who does not see the duty: to whoever records it, both are one', async () => {
    const [settled, open] = [await agreedTo(true), await agreedTo(false)]
    for (const reference of [settled, open]) await takeBack(reference)
    assert.equal(await seenBy(inspector, settled), await seenBy(inspector, open))
  })
})
