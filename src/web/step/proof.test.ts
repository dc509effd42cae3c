import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places } from '../../../test/kit.ts'
import { informationRequest } from '../../agreements/hmip-hmpps/information-request.ts'
import { days } from '../../calendar/period.ts'
import { asksForProof } from './proof.ts'

const coordinator = holder('hmip.coordinator')

describe('A-25: what nobody undoes asks for a proof of identity afresh', () => {
  it('destroying what was said does, and closing it does not (HH-15)', () => {
    const asked = {
      place: places.ashmoor,
      about: 'Moves',
      what: 'Where they were held.',
      why: 'An inspection.',
      sensitive: 'no',
    }
    const closed = given(informationRequest, [coordinator, 'ask', asked])
      .and([holder('hmpps.siu'), 'answer', { answer: 'B wing.', whole: 'whole' }])
      .and([coordinator, 'close'])
    const disposed = closed
      .keeping({ 'case-information': days(1) })
      .on('2026-01-07')
      .and([holder('clock'), 'time-is-up'], [coordinator, 'dispose', { elsewhere: 'none' }])
    assert.deepEqual(
      [closed, disposed].map(one => asksForProof(one.seenBy(coordinator), one.last, coordinator, one.world)),
      [false, true],
    )
  })
})
