import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  assessed,
  board,
  briefing,
  deputy,
  governor,
  inspector,
  investigating,
  investigator,
  member,
  officer,
  qualifies,
  received,
  refused,
  toGovernor,
  told,
} from './allegation.samples.ts'

describe('closing and reopening', () => {
  const closing = { outcome: 'other', reasons: 'Nothing more can be done.' }

  it('is refused while something is owed, which is named', () => {
    const problem = given(allegation, ...assessed, [member, 'refer', toGovernor])
      .when(member, 'close', closing)
      .refused('SP-23g')
    assert.match(problem.words, /report back on what was found and done \(the manager it was referred to\)/)
  })

  it('and before it is assessed', () => given(allegation, received).when(member, 'close', closing).refused('SP-23c'))

  const quiet = given(
    allegation,
    received,
    [member, 'ask-consent', refused],
    [member, 'assess', qualifies],
    [member, 'monitor', { what: ['person'] }],
    [member, 'end-monitoring', { what: ['person'], reasons: 'They have gone home.' }],
  )

  it('and until the person knows the outcome, or it is said why they cannot', () => {
    const problem = quiet
      .when(member, 'close', { ...closing, outcome: 'no-consent' })
      .refused('SP-F7', 'The person has not been told the outcome')
    assert.equal(problem.field, 'untold')
    quiet
      .when(member, 'close', { ...closing, outcome: 'no-consent', untold: 'They have gone home and left no address.' })
      .then({ stage: 'closed' })
    quiet
      .and([member, 'explain-outcome', told])
      .when(member, 'close', { ...closing, outcome: 'no-consent' })
      .then({ stage: 'closed' })
  })

  it('and not with an ending that nothing bears out', () =>
    quiet
      .and([member, 'explain-outcome', told])
      .when(member, 'close', { ...closing, outcome: 'evidence' })
      .refused('SP-23c', 'Nothing that was done here says so'))

  it('it is for the unit that handles it', () => quiet.when(officer, 'close', closing).refused('SP-23c'))

  it('a closed one can be reopened by the unit that handles it, and is then told again', () => {
    const over = quiet.and([member, 'explain-outcome', told], [member, 'close', { ...closing, outcome: 'no-consent' }])
    over.when(member, 'update', { news: 'x' }).refused('SP-23h', 'It is closed: reopen it first')
    over.when(officer, 'reopen', { reasons: 'x' }).refused()
    const again = over
      .on('2026-02-02')
      .when(member, 'reopen', { reasons: 'It has happened again.' })
      .then({ stage: 'reopened' })
    assert.deepEqual([again.duty('assess')?.owedBy, again.duty('assess')?.due], [board, '2026-02-09'])
    again.when(member, 'close', { ...closing, outcome: 'no-consent' }).refused('SP-23c', /assess whether/)
    const assessedAnew = again.when(member, 'assess', qualifies).then({ stage: 'assessed' })
    assert.equal(assessedAnew.duty('explain that it goes no further')?.state, 'due')
    assessedAnew.when(member, 'close', { ...closing, outcome: 'no-consent' }).refused('SP-F7')
    given(allegation, received).when(member, 'reopen', { reasons: 'x' }).refused()
  })
})

describe('SP-23a: what the ombudsman concluded on can be looked at again, once it is reopened', () => {
  const evidence = {
    finding: 'evidence',
    kinds: ['relocation'],
    involvement: ['carried-out'],
    conclusion: 'It was.',
    explainedBy: 'PPO',
  }
  const report = { to: governor.post, report: 'x', recommendations: [{ recommendation: 'Move them back.' }] }
  const accepted = {
    which: '1',
    response: 'accepted',
    action: 'They are back.',
    done: 'yes',
    evidence: 'See the roll.',
  }
  const first = given(allegation, ...investigating, [
    investigator,
    'conclude',
    { finding: 'unfounded', conclusion: 'x' },
  ])
  const over = first.and(
    [deputy, 'explain-outcome', told],
    [member, 'close', { outcome: 'unfounded', reasons: 'It is over.' }],
  )
  const again = over.and([member, 'reopen', { reasons: 'It has happened again.' }])
  const anew: Taken[] = [
    [deputy, 'decide', { investigate: 'yes', reasons: 'There is more.' }],
    [deputy, 'open-investigation', { scope: 'What happened since.' }],
  ]

  it('and not before', () => {
    first.when(deputy, 'decide', anew[0]?.[2]).refused('SP-F6', 'The investigation has begun')
    over.when(deputy, 'decide', anew[0]?.[2]).refused('SP-F6', 'It is closed: reopen it first')
    again.when(deputy, 'open-investigation', { scope: 'x' }).refused('SP-F8', 'The investigation has begun')
  })

  it('the ombudsman decides anew, and may decline', () => {
    assert.deepEqual([again.duty('decide')?.owedBy, again.duty('decide')?.state], [deputy.post, 'due'])
    assert.equal(again.duty('assess')?.state, 'met', 'what was concluded on is not assessed anew')
    assert.equal(again.and([member, 'brief', briefing]).duty('decide')?.state, 'due')
    const declined = again.and([deputy, 'decide', { investigate: 'no', reasons: 'x', explainedBy: 'PPO' }])
    assert.equal(declined.duty('explain')?.state, 'due')
    declined
      .and([deputy, 'explain-outcome', told])
      .when(member, 'close', { outcome: 'unfounded', reasons: 'x' })
      .refused()
    declined
      .and([deputy, 'explain-outcome', told])
      .when(member, 'close', { outcome: 'not-investigated', reasons: 'x' })
      .then({ stage: 'closed' })
  })

  it('investigates again, concludes otherwise and reports; and an answer to one report is none to another', () => {
    const under = again.and(...anew)
    under.when(member, 'explain-outcome', told).refused()
    const proved = under.and([investigator, 'conclude', evidence])
    proved.when(deputy, 'decide', anew[0]?.[2]).refused('SP-F6', 'The investigation has begun')
    const reported = proved.and([investigator, 'issue-report', report], [governor, 'answer-recommendation', accepted])
    reported.when(investigator, 'issue-report', report).refused('SP-F11', 'The report has been issued')
    const closed = reported.and(
      [deputy, 'explain-outcome', told],
      [member, 'close', { outcome: 'evidence', reasons: 'It is over.' }],
    )
    const third = closed.and([member, 'reopen', { reasons: 'x' }], ...anew, [investigator, 'conclude', evidence])
    const second = third.and([investigator, 'issue-report', report])
    assert.equal(second.duty('answer the recommendations')?.state, 'due')
    assert.equal(second.factsFor(deputy)['answered'], 0)
  })
})

describe('updates (SP-23h, SP-23i)', () => {
  it('a lead who may not see the account cannot add to it', () => {
    given(allegation, received).when(deputy, 'update', { news: 'We have had a letter.' }).then()
    given(allegation, received)
      .when(deputy, 'update', { news: 'We have had a letter.', more: 'They say more.' })
      .refused('SP-23h', 'What the person says is not open to you')
  })

  it('others that belong with it are tied to it', () =>
    assert.deepEqual(
      given(allegation, received, [member, 'update', { news: 'It is like another.', others: 'san-2025-0007' }]).last
        .links,
      ['SAN-2025-0007'],
    ))

  it('nobody else adds anything', () => given(allegation, received).when(inspector, 'update', { news: 'x' }).refused())
})
