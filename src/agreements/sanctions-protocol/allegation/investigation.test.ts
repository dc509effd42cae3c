import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, type Case, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  agreed,
  assessed,
  assistant,
  board,
  briefed,
  deputy,
  governor,
  groupDirector,
  higher,
  investigating,
  investigator,
  letter,
  member,
  nationalChair,
  officer,
  qualifies,
  received,
  saferCustody,
  told,
} from './allegation.samples.ts'

describe('SP-23b: what the ombudsman writes once consent is taken back', () => {
  it('is looked over for what tells who the person is, since its readers may not know any more', () => {
    const underWay = given(allegation, ...investigating)
    const takenBack: Taken = [member, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'A member' }]
    const warned = (matter: Case, step: string, answers: Record<string, unknown>) =>
      allegation.steps[step]?.warn?.({
        matter: matter.seenBy(investigator),
        me: investigator,
        answers,
        world: matter.world,
      })
    for (const [step, answers] of [
      ['conclude', { conclusion: 'A1234BC was moved for it.' }],
      ['issue-report', { report: 'A1234BC was moved for it.' }],
    ] as const) {
      assert.equal(warned(underWay, step, answers), undefined)
      assert.match(warned(underWay.and(takenBack), step, answers) ?? '', /“A1234BC” may tell who somebody is/)
    }
  })
})

describe('SP-26 and SP-F6: the ombudsman decides whether to investigate', () => {
  const waiting = given(allegation, ...briefed)

  it('within ten working days of the briefing', () =>
    assert.deepEqual([waiting.duty('decide')?.owedBy, waiting.duty('decide')?.due], [deputy.post, '2026-01-19']))

  it('of what it hears of itself, once that is assessed', () => {
    const own: Taken[] = [
      [investigator, 'receive', letter],
      [investigator, 'ask-consent', agreed],
    ]
    assert.equal(given(allegation, ...own).duty('decide'), undefined)
    assert.equal(given(allegation, ...own, [investigator, 'assess', qualifies]).duty('decide')?.state, 'due')
  })

  it('by its Deputy or an Assistant Ombudsman, and nobody else', () => {
    const decision = { investigate: 'yes', reasons: 'It is serious.' }
    for (const who of [deputy, assistant]) waiting.when(who, 'decide', decision).then({ stage: 'to-investigate' })
    for (const who of [officer, member, investigator, nationalChair])
      waiting.when(who, 'decide', decision).refused('SP-F6')
  })

  it('with reasons, both ways', () => {
    waiting.when(deputy, 'decide', { investigate: 'yes' }).refused('SP-F6', 'Give your reasons')
    waiting.when(deputy, 'decide', { investigate: 'no', explainedBy: 'IMB' }).refused('SP-F6', 'Give your reasons')
  })

  it('for all to see', () => {
    const decided = waiting.and([
      deputy,
      'decide',
      { investigate: 'no', reasons: 'It has been put right.', explainedBy: 'IMB' },
    ])
    for (const who of [officer, nationalChair, member])
      assert.equal(decided.seenBy(who).entries.at(-1)?.answers.reasons, 'It has been put right.')
  })
})

describe('SP-F8: if there is one, the ombudsman investigates', () => {
  const decided = given(allegation, ...investigating.slice(0, -1))

  it('its investigators see the matter then, and not before', () => {
    assert.equal(decided.existsFor(investigator), false)
    const begun = decided
      .when(deputy, 'open-investigation', { scope: 'Why the move was made.' })
      .then({ stage: 'investigating' })
    assert.ok(begun.partsOf(investigator).includes('account'))
    assert.equal(begun.duty('conclude')?.due, '2026-03-30')
  })

  it('its working papers are seen by nobody else, ever', () => {
    const noted = given(allegation, ...investigating, [investigator, 'note', { note: 'The log book was rewritten.' }])
    assert.deepEqual(noted.shown('papers'), ['ppo.casework', deputy.post])
    for (const who of [
      officer,
      nationalChair,
      member,
      governor,
      groupDirector,
      holder('ppo.learning'),
      holder('ppo.ombudsman'),
    ])
      assert.doesNotMatch(JSON.stringify(noted.seenBy(who)), /log book|Why the move/, who.post)
    noted.when(officer, 'note', { note: 'x' }).refused('SP-F8')
  })

  it('after a decision', () =>
    given(allegation, ...briefed)
      .when(deputy, 'open-investigation', { scope: 'x' })
      .refused('SP-F6'))

  it('and only once the ombudsman may know who the person is', () => {
    const quiet = given(
      allegation,
      received,
      [member, 'ask-consent', { ...agreed, covers: ['board'] }],
      [member, 'assess', qualifies],
      [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }],
    )
    quiet.when(deputy, 'open-investigation', { scope: 'x' }).refused('SP-23b', /ask whoever received it/)
    quiet.and([member, 'ask-consent', agreed]).when(deputy, 'open-investigation', { scope: 'x' }).then()
  })

  it('SP-23b: nor once they took back their consent, where its own leadership received it', () => {
    const own = given(
      allegation,
      [deputy, 'receive', letter],
      [deputy, 'ask-consent', agreed],
      [deputy, 'assess', qualifies],
      [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }],
      [deputy, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'Us' }],
    )
    const opening = { scope: 'x' }
    own.when(deputy, 'open-investigation', opening).refused('SP-23b', /took back their consent/)
    const again = (covers: string[]): Taken => [deputy, 'ask-consent', { ...agreed, covers }]
    own
      .and(again(['board']))
      .when(deputy, 'open-investigation', opening)
      .refused('SP-23b')
    own
      .and(again(['bodies']))
      .when(deputy, 'open-investigation', opening)
      .then()
  })
})

describe('SP-F9 and SP-F10: the ombudsman concludes that it is unfounded', () => {
  const open = given(allegation, ...investigating)
  const unfounded = open
    .when(investigator, 'conclude', { finding: 'unfounded', conclusion: 'The move was planned before the letter.' })
    .then({ stage: 'concluded' })

  it('the inspectorate and the boards see what it concluded', () => {
    assert.deepEqual(
      unfounded.shown('conclusion'),
      ['hmip.lead', board, nationalChair.post, 'ppo.casework', deputy.post].toSorted(),
    )
    assert.equal(unfounded.factsFor(officer).finding, 'unfounded')
    assert.ok(unfounded.last.tells.includes('hmip.lead') && unfounded.last.tells.includes(nationalChair.post))
  })

  it('nobody at the establishment does', () => assert.equal(unfounded.existsFor(governor), false))

  it('before, nobody outside the ombudsman sees that part', () =>
    assert.deepEqual(open.shown('conclusion'), ['ppo.casework', deputy.post]))

  it('the ombudsman tells the person', () => {
    assert.equal(unfounded.duty('explain')?.owedBy, deputy.post)
    unfounded.when(officer, 'explain-outcome', told).refused('SP-F7')
    assert.equal(unfounded.and([investigator, 'explain-outcome', told]).duty('explain')?.state, 'met')
  })

  it('there is no report', () =>
    unfounded.when(investigator, 'issue-report').refused('SP-F11', /when there is evidence/))

  it('it ends so, and not otherwise', () => {
    const ready = unfounded.and(
      [deputy, 'explain-outcome', told],
      [member, 'monitor', { what: ['person'] }],
      [member, 'end-monitoring', { what: ['person'], reasons: 'No risk.' }],
    )
    ready
      .when(member, 'close', { outcome: 'evidence', reasons: 'x' })
      .refused('SP-23c', 'It ended otherwise: unfounded')
    ready.when(member, 'close', { outcome: 'unfounded', reasons: 'As concluded.' }).then({ stage: 'closed' })
  })
})

describe('SP-F11: where there is evidence, a report with recommendations', () => {
  const proved = given(allegation, ...investigating, [
    investigator,
    'conclude',
    {
      finding: 'evidence',
      kinds: ['relocation'],
      involvement: ['permitted'],
      conclusion: 'The move had no other cause.',
      explainedBy: 'IMB',
    },
  ])
  const report = {
    to: governor.post,
    report: 'The move followed from the letter.',
    recommendations: [{ recommendation: 'Move them back.' }, { recommendation: 'Train the staff of the wing.' }],
  }
  const issued = proved.when(investigator, 'issue-report', report).then({ stage: 'reported' })
  const first = {
    which: '1',
    response: 'accepted',
    action: 'They were moved back.',
    done: 'yes',
    evidence: 'The movement record.',
  }
  const second = {
    which: '2',
    response: 'partly',
    why: 'There is no trainer.',
    action: 'A briefing is given.',
    actBy: '2026-02-27',
  }

  it('goes to the governor, with copies to the inspectorate and the boards', () => {
    assert.deepEqual(
      issued.shown('report'),
      ['hmip.lead', board, nationalChair.post, 'ppo.casework', deputy.post, governor.post].toSorted(),
    )
    assert.deepEqual(issued.partsOf(governor), ['report'])
    assert.equal(issued.factsFor(officer).recommendations, 2)
  })

  it('of what was owed on the way to it, whoever it goes to is told nothing: not on which day it was concluded', () => {
    const { part = '' } = allegation.rules['issue the report'] ?? {}
    assert.ok(!issued.partsOf(governor).includes(part))
    for (const who of [officer, nationalChair, deputy, investigator, member])
      assert.ok(issued.partsOf(who).includes(part))
    const told = Object.values(allegation.rules).flatMap(rule => (rule.part === 'report' ? (rule.by ?? '') : []))
    assert.deepEqual([...new Set(told)], ['answer-recommendation'])
  })

  it('with recommendations', () =>
    proved
      .when(investigator, 'issue-report', { ...report, recommendations: [] })
      .refused('SP-F11', 'Write at least one recommendation'))

  it('or above them, where it went above them', () => {
    const above = given(allegation, ...assessed, [member, 'escalate', higher]).and(...investigating.slice(3), [
      investigator,
      'conclude',
      { finding: 'evidence', kinds: ['relocation'], involvement: ['permitted'], conclusion: 'x', explainedBy: 'IMB' },
    ])
    above.when(investigator, 'issue-report', report).refused('SP-F11', 'Choose to whom it goes')
    assert.equal(
      above.and([investigator, 'issue-report', { ...report, to: groupDirector.post }]).existsFor(governor),
      false,
    )
  })

  it('each is answered: accepted, in part or not, with reasons', () => {
    issued
      .when(governor, 'answer-recommendation', { ...first, which: '3' })
      .refused('SP-F11', 'Choose the recommendation')
    issued
      .when(governor, 'answer-recommendation', { ...second, why: '' })
      .refused('SP-F11', 'Say why it is not accepted in full')
    issued
      .when(governor, 'answer-recommendation', { ...first, action: '' })
      .refused('SP-F11', 'Say what has been or will be done')
    issued
      .when(governor, 'answer-recommendation', { ...first, evidence: '' })
      .refused('SP-F11', 'Say how it can be seen that it is done')
    issued.when(saferCustody, 'answer-recommendation', first).refused('SP-F11')
  })

  it('until all are, that is owed; then carrying them out is', () => {
    assert.deepEqual(
      [issued.duty('answer the recommendations')?.owedBy, issued.duty('answer the recommendations')?.due],
      [governor.post, '2026-02-02'],
    )
    const half = issued.and([governor, 'answer-recommendation', first])
    assert.equal(half.duty('answer the recommendations')?.state, 'due')
    const all = half.and([governor, 'answer-recommendation', second])
    assert.equal(all.duty('answer the recommendations')?.state, 'met')
    assert.deepEqual(
      [all.duty('carry out the recommendations')?.due, all.factsFor(officer).answered, all.factsFor(officer).done],
      ['2026-02-27', 2, 1],
    )
    const done = all.and([
      governor,
      'answer-recommendation',
      { ...second, done: 'yes', evidence: 'The briefing note.' },
    ])
    assert.equal(done.duty('carry out the recommendations')?.state, 'met')
  })

  it('one that is not accepted is not to be carried out', () => {
    const refusedAll = issued.and(
      [governor, 'answer-recommendation', { which: '1', response: 'not-accepted', why: 'They have left.' }],
      [governor, 'answer-recommendation', { which: '2', response: 'not-accepted', why: 'There is no trainer.' }],
    )
    assert.equal(refusedAll.duty('carry out the recommendations'), undefined)
  })

  it('by the day asked for, where one was', () =>
    assert.equal(
      proved
        .and([investigator, 'issue-report', { ...report, answerBy: '2026-01-30' }])
        .duty('answer the recommendations by the day asked')?.due,
      '2026-01-30',
    ))

  it('the body named tells the person', () => assert.equal(issued.duty('explain')?.owedBy, board))
})
