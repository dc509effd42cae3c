import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, type Case, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  agreed,
  answer,
  assessed,
  board,
  briefed,
  briefing,
  deputy,
  emergency,
  enquiry,
  governor,
  groupDirector,
  higher,
  investigator,
  member,
  officer,
  qualifies,
  received,
  refused,
  toGovernor,
  told,
  unwell,
} from './allegation.samples.ts'

describe('SP-F7: if there is none, one named body tells the person (decision 10)', () => {
  const declined = { investigate: 'no', reasons: 'It has been put right.' }
  const waiting = given(allegation, ...briefed)

  it('which is named', () =>
    waiting.when(deputy, 'decide', declined).refused('SP-F7', 'Choose which body tells the person the outcome'))

  for (const [body, owedBy] of [
    ['IMB', board],
    ['HMIP', 'hmip.lead'],
    ['PPO', deputy.post],
  ] as const)
    it(`${body} is, and ${owedBy} owes it`, () => {
      const decided = waiting.when(deputy, 'decide', { ...declined, explainedBy: body }).then({ stage: 'declined' })
      assert.deepEqual([decided.duty('explain')?.owedBy, decided.duty('explain')?.due], [owedBy, '2026-01-19'])
    })

  it('a body that does not know who the person is cannot be named', () => {
    const quiet = given(
      allegation,
      received,
      [member, 'ask-consent', { ...agreed, covers: ['board'] }],
      [member, 'assess', qualifies],
      [member, 'enquire', enquiry],
      [member, 'brief', briefing],
    )
    quiet
      .when(deputy, 'decide', { ...declined, explainedBy: 'PPO' })
      .refused('SP-23b', 'That body has not been told who the person is')
    quiet.when(deputy, 'decide', { ...declined, explainedBy: 'IMB' }).then()
  })

  it('telling them is recorded, with the day; then it can be closed', () => {
    const decided = waiting.and([deputy, 'decide', { ...declined, explainedBy: 'PPO' }])
    const closing = { outcome: 'not-investigated', reasons: 'As the ombudsman said.' }
    decided.when(member, 'close', closing).refused('SP-25', /Something is still owed: begin to watch/)
    const settled = decided.and([deputy, 'explain-outcome', told])
    assert.equal(settled.duty('explain')?.state, 'met')
    assert.equal(settled.factsFor(officer).explained, 'yes')
  })

  it('and goes on owing it, whatever it is assessed as once more', () => {
    const decided = waiting.and([deputy, 'decide', { ...declined, explainedBy: 'PPO' }])
    const anew = decided.and([member, 'assess', { ...qualifies, kinds: ['isolation'] }])
    assert.deepEqual([anew.duty('explain')?.owedBy, anew.duty('explain')?.state], [deputy.post, 'due'])
    anew.when(deputy, 'explain-outcome', told).then()
  })

  it('what qualifies after all has no outcome to tell any more', () => {
    const unfit = given(allegation, received, [member, 'assess', unwell])
    assert.equal(unfit.duty('explain')?.state, 'due')
    assert.equal(unfit.and([member, 'assess', qualifies]).duty('explain')?.state, 'fell away')
  })

  it('a body that was not named does not', () =>
    waiting
      .and([deputy, 'decide', { ...declined, explainedBy: 'PPO' }])
      .when(officer, 'explain-outcome', told)
      .refused('SP-F7'))
})

describe('SP-F7: the person is told an outcome once there is one', () => {
  const shut = (matter: Case) => matter.closed(member, 'explain-outcome')?.words

  it('that it qualifies is none', () => {
    assert.match(shut(given(allegation, ...assessed)) ?? '', /^There is no outcome to tell yet/)
    assert.match(shut(given(allegation, ...briefed)) ?? '', /^There is no outcome to tell yet/)
  })

  it('what the establishment or those above it answered is one', () => {
    const asked = given(allegation, ...assessed, [member, 'refer', toGovernor])
    assert.match(shut(asked) ?? '', /^There is no outcome/)
    assert.equal(shut(asked.and([governor, 'report-back', answer])), undefined)
    const above = given(allegation, ...assessed, [member, 'escalate', higher])
    assert.match(shut(above) ?? '', /^There is no outcome/)
    assert.equal(shut(above.and([groupDirector, 'answer-escalation', answer])), undefined)
  })

  it('that the person agrees to nothing more is one, as long as nobody is asked without', () => {
    const unwilling = given(allegation, received, [member, 'assess', qualifies], [member, 'ask-consent', refused])
    assert.equal(shut(unwilling), undefined)
    assert.match(shut(unwilling.and([member, 'refer-without-consent', emergency])) ?? '', /^There is no outcome/)
    assert.equal(
      shut(given(allegation, ...assessed, [member, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'Us' }])),
      undefined,
    )
  })

  it('whoever received it owes it to them, once they agree to nothing more', () => {
    const owed = (one: Case) => {
      const { owedBy, state } = one.duty('explain that it goes no further') ?? {}
      return [owedBy, state]
    }
    const asking = given(allegation, received, [member, 'assess', qualifies], [member, 'ask-consent', refused])
    const assessing = given(allegation, received, [member, 'ask-consent', refused], [member, 'assess', qualifies])
    for (const unwilling of [asking, assessing]) {
      assert.deepEqual(owed(unwilling), [board, 'due'])
      assert.deepEqual(owed(unwilling.and([member, 'explain-outcome', told])), [board, 'met'])
      for (const [who, step, typed] of [
        [member, 'ask-consent', agreed],
        [member, 'refer-without-consent', emergency],
        [deputy, 'decide', { investigate: 'yes', reasons: 'x' }],
      ] as const)
        assert.deepEqual(owed(unwilling.and([who, step, typed])), [board, 'fell away'], step)
    }
    assert.deepEqual(owed(given(allegation, received, [member, 'ask-consent', refused])), [undefined, undefined])
  })

  it('what the ombudsman decides and concludes is one, and while it investigates there is none', () => {
    const answered: Taken[] = [...assessed, [member, 'refer', toGovernor], [governor, 'report-back', answer]]
    const begun = given(allegation, ...answered, [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }])
    assert.equal(shut(begun), 'The ombudsman investigates: there is an outcome to tell when it has concluded')
    const concluded = begun.and(
      [deputy, 'open-investigation', { scope: 'Why the move was made.' }],
      [investigator, 'conclude', { finding: 'unfounded', conclusion: 'Nothing was found.' }],
    )
    assert.equal(shut(concluded), undefined)
  })
})
