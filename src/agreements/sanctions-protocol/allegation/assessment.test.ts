import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  assessed,
  board,
  briefed,
  consented,
  deputy,
  emergency,
  inspector,
  letter,
  member,
  nationalChair,
  officer,
  qualifies,
  received,
  toGovernor,
  told,
  unwell,
} from './allegation.samples.ts'

describe('SP-23c and SP-F2: its nature is established, and whether it qualifies', () => {
  it('with its kinds, what was done, and how staff were involved (SP-2)', () => {
    const { kinds, deed, involvement, qualifies: yes } = given(allegation, ...assessed).factsFor(officer)
    assert.deepEqual([kinds, deed, involvement, yes], [['relocation'], 'act', ['carried-out'], 'yes'])
    for (const missing of ['kinds', 'deed', 'involvement', 'implicated', 'reasons'])
      given(allegation, received)
        .when(member, 'assess', { ...qualifies, [missing]: '' })
        .refused()
  })

  it('nothing is referred before', () =>
    given(allegation, ...consented)
      .when(member, 'refer', toGovernor)
      .refused('SP-23c'))

  it('SP-F8: what the ombudsman has decided to investigate is the ombudsman’s to conclude on', () => {
    const decide = (investigate: string): Taken => [deputy, 'decide', { investigate, reasons: 'x', explainedBy: 'IMB' }]
    const decided = given(allegation, ...briefed, decide('yes'))
    decided.when(member, 'assess', unwell).refused('SP-F8', /^The ombudsman has decided to investigate it/)
    decided.when(member, 'assess', { ...qualifies, kinds: ['isolation'] }).then()
    given(allegation, ...briefed, decide('no'))
      .when(member, 'assess', unwell)
      .then()
  })

  describe('when it does not qualify', () => {
    const not = given(allegation, received).when(member, 'assess', unwell).then({ stage: 'not-a-sanction' })

    it('reasons are given', () =>
      given(allegation, received).when(member, 'assess', { qualifies: 'no' }).refused('SP-23c', 'Give your reasons'))

    it('the person is to be told, by whoever received it, and then it can be closed', () => {
      assert.equal(not.duty('explain')?.owedBy, board)
      not.when(member, 'close', { outcome: 'not-a-sanction', reasons: 'See the assessment.' }).refused('SP-F7')
      not
        .and([member, 'explain-outcome', told])
        .when(member, 'close', { outcome: 'not-a-sanction', reasons: 'See the assessment.' })
        .then({ stage: 'closed', says: /does not qualify/ })
    })

    it('and not before, for there is no outcome to tell', () =>
      void given(allegation, received)
        .when(member, 'explain-outcome', told)
        .refused('SP-F7', /^There is no outcome/))

    it('nothing else is owed, and nothing is referred', () => {
      assert.deepEqual(not.owed.map(duty => duty.rule).toSorted(), ['explain', 'log'])
      not.when(member, 'refer', toGovernor).refused('SP-23c')
      not.when(member, 'refer-without-consent', emergency).refused('SP-23c')
    })

    it('it can be assessed again when there is more', () =>
      not.when(member, 'assess', qualifies).then({ stage: 'assessed' }))
  })
})

describe('SP-F3 and SP-24a: the inspectorate logs it', () => {
  it('what others received is visibly not yet logged until the inspectorate confirms it', () => {
    const matter = given(allegation, received)
    assert.equal(matter.factsFor(member).logged, 'no')
    assert.equal(allegation.columns.logged?.values?.no, 'Not yet logged')
    assert.deepEqual([matter.duty('log')?.owedBy, matter.duty('log')?.due], ['hmip.lead', '2026-01-06'])
    const logged = matter.and([officer, 'log'])
    logged.when(officer, 'log').refused('SP-F3', 'It is in the log')
    given(allegation, [officer, 'receive', letter]).when(officer, 'log').refused('SP-F3', 'It is in the log')
    assert.equal(logged.factsFor(member).logged, 'yes')
    assert.equal(logged.duty('log')?.state, 'met')
  })

  it('what its own lead took down is logged with that', () =>
    assert.equal(given(allegation, [officer, 'receive', letter]).factsFor(officer).logged, 'yes'))

  it('what its inspectors took down waits like any other', () =>
    assert.equal(given(allegation, [inspector, 'receive', letter]).factsFor(officer).logged, 'no'))

  it('nobody else logs it', () => given(allegation, received).when(nationalChair, 'log').refused('SP-F3'))
})
