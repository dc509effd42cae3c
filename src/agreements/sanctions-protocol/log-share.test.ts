import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, worldOn, type Taken } from '../../../test/kit.ts'
import { logShare } from './log-share.ts'

const clock = holder('clock')
const officer = holder('hmip.sanctions-officer')
const nationalChair = holder('imb.national-chair')
const deputy = holder('ppo.deputy')

const file = '11111111-1111-4111-8111-111111111111'
const due: Taken = [clock, 'fall-due', { month: '2026-01' }]
const share: Taken = [officer, 'share', { asAt: '2026-01-05', count: '12', snapshot: [file] }]

describe('SP-24b: the inspectorate shares the log with the two other leads each month', () => {
  it('the clock opens one for each month', () => {
    const { recurs } = logShare
    assert.equal(recurs?.key(worldOn('2026-01-31')), '2026-01')
    assert.equal(recurs?.key(worldOn('2026-02-01')), '2026-02')
    assert.deepEqual(recurs?.answers(worldOn('2026-02-01')), { month: '2026-02' })
  })

  it('a month is told in words, with whom its log is for', () => {
    const { month, about } = given(logShare, due).factsFor(officer)
    assert.equal(month, 'January 2026')
    assert.equal(about, 'The log of January 2026, for the ombudsman and the monitoring boards')
  })

  it('it is the inspectorate’s to do, within ten working days by our default', () => {
    const matter = given(logShare, due)
    assert.equal(matter.state.owner, 'hmip.lead')
    assert.deepEqual([matter.duty('share')?.owedBy, matter.duty('share')?.due], ['hmip.lead', '2026-01-19'])
    for (const lead of [nationalChair, deputy]) assert.equal(matter.existsFor(lead), false)
  })

  it('the clock sees which month it is for and nothing else', () => {
    const shared = given(logShare, due, share)
    assert.deepEqual(shared.partsOf(clock), ['month'])
  })

  it('nobody but the clock opens one', () => given(logShare).when(officer, 'fall-due', due[2]).refused('SP-24b'))

  it('what is shared is a frozen list, as it stood on a day', () => {
    const matter = given(logShare, due)
    matter.when(officer, 'share', { asAt: '2026-01-05', count: '12' }).refused('SP-24b', 'Attach the list')
    matter.when(officer, 'share', { ...share[2], asAt: '2026-01-06' }).refused('SP-24b', /today or in the past/)
    const shared = matter.and(share)
    assert.deepEqual(shared.shown('snapshot'), ['hmip.lead', nationalChair.post, deputy.post])
    assert.deepEqual([shared.factsFor(deputy).count, shared.duty('share')?.state], [12, 'met'])
    shared.when(officer, 'share', share[2]).refused('SP-24b', 'It has been shared')
  })

  it('nobody else shares it', () => given(logShare, due).when(nationalChair, 'share', share[2]).refused('SP-24b'))

  it('each of the two leads says that they received it', () => {
    const shared = given(logShare, due, share)
    assert.deepEqual(
      [shared.duty('boards receive')?.owedBy, shared.duty('ombudsman receives')?.owedBy],
      [nationalChair.post, deputy.post],
    )
    const one = shared.when(nationalChair, 'receive-share').then({ stage: 'shared' })
    assert.deepEqual([one.duty('boards receive')?.state, one.duty('ombudsman receives')?.state], ['met', 'due'])
    one.when(nationalChair, 'receive-share').refused('SP-24b', 'You have said so already')
    one.when(deputy, 'receive-share').then({ stage: 'received' })
    shared.when(officer, 'receive-share').refused('SP-24b')
    shared.when(holder('hmip.deputy'), 'receive-share').refused('SP-24b')
  })
})
