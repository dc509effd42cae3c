import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Taken } from '../../../../test/kit.ts'
import { leadershipJudgement } from './leadership.ts'

const coordinator = holder('hmip.coordinator')
const judged: Taken = [
  coordinator,
  'judge',
  { place: places.ashmoor, level: '2', because: 'Third governor in two years.' },
]

describe('HH-6c: how well a place is led, as those who plan judge it', () => {
  it('is for those who plan alone: nobody of the place, and nobody else at the inspectorate', () => {
    const one = given(leadershipJudgement, judged)
    assert.deepEqual(one.shown('judgement'), ['hmip.chief', 'hmip.deputy', 'hmip.inspection'])
    for (const post of [
      'hmpps.ashmoor.governor',
      'hmpps.siu',
      'imb.ashmoor.chair',
      'hmip.sanctions-officer',
      'hmip.press',
    ])
      assert.equal(one.existsFor(holder(post)), false, post)
  })

  it('can be judged anew, with the day and the reason', () => {
    const anew = given(leadershipJudgement, judged)
      .on('2026-05-06')
      .when(holder('hmip.deputy'), 'judge-anew', { level: '4', because: 'A new governor since.' })
      .then({ says: 'judged its leadership anew: strong' })
    assert.deepEqual([anew.factsFor(coordinator).level, anew.factsFor(coordinator).judged], ['4', '2026-05-06'])
  })

  it('is from 1 to 4, and says why', () => {
    given(leadershipJudgement)
      .when(coordinator, 'judge', { ...judged[2], level: '5' })
      .refused('HH-6c', /Choose/)
    given(leadershipJudgement)
      .when(coordinator, 'judge', { ...judged[2], because: '' })
      .refused('HH-6c', 'Say why')
  })

  it('is judged by nobody else', () => {
    for (const post of ['hmpps.siu', 'imb.ashmoor.chair', 'hmip.sanctions-officer', 'hmip.intelligence'])
      given(leadershipJudgement)
        .when(holder(post), 'judge', judged[2])
        .refused('HH-6c', /This step is for those who plan/)
  })
})
