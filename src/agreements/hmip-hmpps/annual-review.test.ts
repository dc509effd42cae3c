import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, worldOn, type Taken } from '../../../test/kit.ts'
import { annualReview } from './annual-review.ts'

const clock = holder('clock')
const deputy = holder('hmip.deputy')
const siu = holder('hmpps.siu')
const due: Taken = [clock, 'fall-due', { year: '2026' }]
const record = {
  heldOn: '2026-01-05',
  attendees: [
    { name: 'One', side: 'HMIP' },
    { name: 'Two', side: 'HMPPS' },
  ],
  outcome: 'stands',
  record: 'The stages hold.',
}

describe('HH-46: the agreement is reviewed every year by its leads', () => {
  it('falls due with the year, is owed by both by its end, and is held once', () => {
    assert.equal(annualReview.recurs?.key(worldOn('2026-12-31')), '2026')
    const matter = given(annualReview, due)
    assert.deepEqual(
      matter.owed.map(duty => [duty.owedBy, duty.due]),
      [
        [deputy.post, '2026-12-31'],
        [siu.unit, '2026-12-31'],
      ],
    )
    const held = matter.when(siu, 'record-review', record).then({ stage: 'held' })
    assert.deepEqual(held.owed, [])
    held.when(deputy, 'record-review', record).refused('HH-46')
  })

  it('with somebody of both sides, in its year', () => {
    const matter = given(annualReview, due)
    matter
      .when(deputy, 'record-review', { ...record, attendees: record.attendees.slice(0, 1) })
      .refused('HH-46', /somebody from each/)
    matter.when(deputy, 'record-review', { ...record, heldOn: '2025-12-31' }).refused('HH-46', /before the year/)
    matter.when(deputy, 'record-review', { ...record, heldOn: '2026-01-06' }).refused('HH-46')
  })

  it('HH-45: what arises between reviews goes to the unit at once', () => {
    const raised = given(annualReview, due).when(deputy, 'raise-issue', { issue: 'Late checks' }).then()
    assert.deepEqual(raised.last.tells, [siu.unit])
    raised.when(siu, 'raise-issue', { issue: 'Short visits' }).then()
  })

  it('nobody else sees it', () => {
    const held = given(annualReview, due, [siu, 'record-review', record])
    for (const who of ['imb.national-chair', 'ppo.deputy', 'hmpps.ashmoor.governor', 'hmip.press'])
      assert.equal(held.existsFor(holder(who)), false, who)
  })
})
