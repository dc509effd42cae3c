import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  agreed,
  answer,
  assessed,
  board,
  briefed,
  chair,
  consented,
  deputy,
  directorGeneral,
  emergency,
  governor,
  groupDirector,
  higher,
  leads,
  letter,
  member,
  nationalChair,
  officer,
  qualifies,
  received,
  refused,
  saferCustody,
  toGovernor,
} from './allegation.samples.ts'

describe('SP-23d: it is put to one senior manager of the establishment, by consent', () => {
  const referred = given(allegation, ...assessed)
    .when(member, 'refer', toGovernor)
    .then({ stage: 'referred', tells: [...leads, governor.post] })

  it('before that nobody at the establishment knows that it exists', () => {
    for (const who of [governor, saferCustody]) assert.equal(given(allegation, ...assessed).existsFor(who), false)
  })

  it('that manager is told who the person is and what is asked, not what they told us', () => {
    assert.deepEqual(referred.partsOf(governor).toSorted(), ['identity', 'referral', 'response'])
    assert.doesNotMatch(JSON.stringify(referred.seenBy(governor)), /Officer X/)
  })

  it('SP-1: nor who spoke for the person, nor where they can be met unseen', () => {
    const { others, reach } = allegation.steps.receive?.asks ?? {}
    for (const question of [others, reach])
      assert.ok(!referred.partsOf(governor).includes(String(question?.part)), `${question?.label}`)
  })

  it('nor on which day the person agreed, from which the referral was counted', () => {
    assert.ok(!referred.partsOf(governor).includes(allegation.rules.refer?.part ?? ''))
    for (const lead of [officer, nationalChair, deputy])
      assert.ok(referred.partsOf(lead).includes(allegation.rules.refer?.part ?? ''), lead.post)
    const above = given(allegation, ...assessed, [
      member,
      'escalate',
      { ...higher, showManager: 'yes', whyShow: 'They must keep them safe.' },
    ])
    for (const who of [governor, groupDirector]) {
      assert.ok(above.partsOf(who).includes('escalation'), who.post)
      const rules = Object.values(allegation.rules).filter(rule => above.partsOf(who).includes(rule.part))
      assert.deepEqual(
        [...new Set(rules.map(rule => rule.by))],
        ['answer-escalation'],
        `${who.post} knows of no other duty`,
      )
    }
    // A board that is asked to make enquiries is told who agreed to what, and not what was put to whom.
    const watched = given(
      allegation,
      [officer, 'receive', letter],
      [officer, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
      [officer, 'assign-board', { ask: 'Please speak to them.' }],
    )
    for (const part of ['referral', 'escalation']) assert.ok(!watched.partsOf(member).includes(part), part)
  })

  it('nobody else there sees anything', () => assert.equal(referred.existsFor(saferCustody), false))

  it('they are told of it', () => assert.ok(referred.last.tells.includes(governor.post)))

  it('the managers offered are those of that establishment', () =>
    given(allegation, ...assessed)
      .when(member, 'refer', { ...toGovernor, to: 'hmpps.brackley-hill.governor' })
      .refused('SP-23d', 'Choose the manager'))

  it('it falls due once they agree and it qualifies', () => {
    assert.equal(given(allegation, ...assessed).duty('refer')?.due, '2026-01-07')
    assert.equal(
      given(allegation, received, [member, 'assess', qualifies], [member, 'ask-consent', agreed]).duty('refer')?.state,
      'due',
    )
    assert.equal(referred.duty('refer')?.state, 'met')
  })

  it('it is owed no longer once the ombudsman is to investigate, and may still be done', () => {
    const waiting = given(allegation, ...briefed).on('2026-01-08')
    assert.equal(waiting.duty('refer')?.state, 'due', 'overdue by a day')
    const decided = waiting.and([deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }])
    assert.equal(decided.duty('refer')?.state, 'fell away')
    assert.equal(decided.closed(member, 'refer'), undefined)
    const late = given(
      allegation,
      [member, 'receive', letter],
      [member, 'assess', qualifies],
      [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }],
      [member, 'ask-consent', agreed],
    )
    assert.equal(late.duty('refer'), undefined, 'nor does it begin when they agree while it is investigated')
    const notAfterAll = late.and(
      [deputy, 'decide', { investigate: 'no', reasons: 'It is not.', explainedBy: 'IMB' }],
      [member, 'assess', qualifies],
    )
    assert.equal(notAfterAll.duty('refer')?.state, 'due', 'it does when it is not to be investigated after all')
  })

  it('it is referred once', () => referred.when(member, 'refer', toGovernor).refused('SP-23e'))

  it('nobody but whoever handles it refers it', () =>
    given(allegation, ...assessed)
      .when(officer, 'refer', toGovernor)
      .refused('SP-23d'))
})

describe('SP-23f: without consent, only for an immediate serious risk', () => {
  const without = given(allegation, received, [member, 'ask-consent', refused], [member, 'assess', qualifies])

  it('a referral without consent is refused, and so are escalation and enquiries', () => {
    without.when(member, 'refer', toGovernor).refused('SP-23f', /has not agreed/)
    without.when(member, 'escalate', higher).refused('SP-23f')
    without.when(member, 'assign-board', { ask: 'x' }).refused('SP-F4')
  })

  it('so is one that the consent does not cover', () => {
    const some = given(
      allegation,
      received,
      [member, 'ask-consent', { ...agreed, covers: ['bodies'] }],
      [member, 'assess', qualifies],
    )
    some.when(member, 'refer', toGovernor).refused('SP-23f')
    some.when(member, 'escalate', higher).refused('SP-23f')
    some.when(member, 'assign-board', { ask: 'x' }).refused('SP-F4')
  })

  for (const answers of [{ consent: 'not yet' }, { consent: 'could not', why: 'They were in hospital.' }])
    it(`so is one when the person ${answers.consent === 'not yet' ? 'was not asked yet' : 'could not be asked'}`, () =>
      given(allegation, received, [member, 'ask-consent', answers], [member, 'assess', qualifies])
        .when(member, 'refer', toGovernor)
        .refused('SP-23f'))

  const overridden = without
    .when(member, 'refer-without-consent', emergency)
    .then({ stage: 'referred', shown: { identity: [...leads, board, governor.post], account: [...leads, board] } })

  it('with the risk stated and someone to authorise it, it goes, and all three bodies see it', () => {
    assert.equal(overridden.factsFor(officer).override, 'yes')
    assert.equal(overridden.factsFor(officer).authoriser, nationalChair.post)
    assert.ok(overridden.last.tells.includes(nationalChair.post) && overridden.last.tells.includes(governor.post))
  })

  it('it needs no assessment first: the risk is now', () =>
    given(allegation, received).when(member, 'refer-without-consent', emergency).then({ stage: 'referred' }))

  for (const [missing, words] of [
    ['risk', 'Say what the immediate serious risk is'],
    ['reason', 'Say why it cannot wait for their consent'],
    ['authoriser', 'Choose who authorised the referral: someone other than you'],
  ] as const)
    it(`it asks for the ${missing}`, () =>
      without.when(member, 'refer-without-consent', { ...emergency, [missing]: '' }).refused('SP-23f', words))

  it('whoever refers it cannot authorise it', () =>
    given(allegation, [nationalChair, 'receive', letter])
      .when(nationalChair, 'refer-without-consent', { ...emergency, authoriser: nationalChair.post })
      .refused('SP-23f', /someone other than you/))

  it('nor can someone of another body, or not senior enough', () => {
    for (const authoriser of [holder('hmip.deputy').post, chair.post])
      without.when(member, 'refer-without-consent', { ...emergency, authoriser }).refused('SP-23f')
  })

  it('where they agreed, it goes by their consent instead', () =>
    given(allegation, ...assessed)
      .when(member, 'refer-without-consent', emergency)
      .refused('SP-23d', /refer it by their consent/))

  describe('and two people stand behind it', () => {
    it('the one named is asked to confirm, and sees what they are to confirm', () => {
      const named = given(allegation, [officer, 'receive', letter]).and([
        officer,
        'refer-without-consent',
        { ...emergency, authoriser: 'hmip.chief' },
      ])
      const chief = holder('hmip.chief')
      assert.deepEqual(named.partsOf(chief).toSorted(), ['referral', 'summary'])
      assert.equal(named.duty('confirm authority')?.owedBy, chief.post)
      const confirmed = named
        .when(chief, 'confirm-authority', { authorised: 'yes' })
        .then({ says: 'confirmed having authorised the referral' })
      assert.equal(confirmed.duty('confirm authority')?.state, 'met')
      assert.equal(named.and([chief, 'confirm-authority', { authorised: 'no' }]).factsFor(officer).authorised, 'no')
    })

    it('one person in two posts is not two', () => {
      const same = holder(nationalChair.post, member.name)
      overridden
        .when(same, 'confirm-authority', { authorised: 'yes' })
        .refused('SP-23f', 'Whoever referred it cannot also authorise it')
    })

    it('nobody else confirms it', () =>
      overridden.when(officer, 'confirm-authority', { authorised: 'yes' }).refused('SP-23f'))

    it('the manager does not see whether it was confirmed', () =>
      assert.equal(
        overridden.and([nationalChair, 'confirm-authority', { authorised: 'no' }]).seenBy(governor).entries.length,
        1,
      ))
  })
})

describe('SP-23g: they report back', () => {
  const referred = given(allegation, ...assessed, [member, 'refer', toGovernor])

  it('within ten working days by our default, or by the day agreed', () => {
    assert.deepEqual(
      [referred.duty('report back')?.owedBy, referred.duty('report back')?.due],
      [governor.post, '2026-01-19'],
    )
    const agreedDay = given(allegation, ...assessed, [member, 'refer', { ...toGovernor, answerBy: '2026-01-09' }])
    assert.equal(agreedDay.duty('report back by the day agreed')?.due, '2026-01-09')
    assert.equal(agreedDay.duty('report back'), undefined)
    given(allegation, ...assessed)
      .when(member, 'refer', { ...toGovernor, answerBy: '2026-01-04' })
      .refused('SP-23g', 'Give a date that is today or later')
  })

  it('the manager answers, and whoever referred it sees the answer', () => {
    const answered = referred.when(governor, 'report-back', answer).then({ tells: [...leads, board] })
    assert.equal(answered.duty('report back')?.state, 'met')
    assert.equal(answered.factsFor(officer).referral, 'answered')
    assert.equal(answered.seenBy(member).entries.at(-1)?.answers.found, answer.found)
  })

  it('nobody else there may', () =>
    referred
      .when(saferCustody, 'report-back', answer)
      .refused('SP-23g', 'This step is for the manager it was referred to'))

  it('the leads see the answer only where they may know who the person is', () => {
    const quiet = given(
      allegation,
      received,
      [member, 'ask-consent', { ...agreed, covers: ['establishment'] }],
      [member, 'assess', qualifies],
      [member, 'refer', toGovernor],
      [governor, 'report-back', answer],
    )
    assert.equal(
      quiet.seenBy(officer).entries.some(entry => entry.step === 'report-back'),
      false,
    )
    assert.equal(quiet.factsFor(officer).referral, 'answered')
  })
})

describe('SP-23e: where referring it there would be a problem, it goes to a senior level', () => {
  const involved: Taken[] = [...consented, [member, 'assess', { ...qualifies, implicated: 'yes' }]]

  it('with a manager said to be involved, a referral there is refused with the way to go', () =>
    given(allegation, ...involved)
      .when(member, 'refer', toGovernor)
      .refused('SP-23e', /nobody at the establishment is told. Take it to a senior level instead/))

  it('so it is when that was said on receipt, and until it is assessed otherwise', () => {
    const onReceipt: Taken[] = [
      [member, 'receive', { ...letter, implicated: 'yes' }],
      [member, 'ask-consent', agreed],
    ]
    given(allegation, ...onReceipt)
      .when(member, 'refer-without-consent', emergency)
      .refused()
    given(allegation, ...onReceipt, [member, 'assess', qualifies])
      .when(member, 'refer', toGovernor)
      .then()
  })

  it('a manager who was asked before that was known loses sight of it, and owes no answer any more', () => {
    const referred = given(allegation, ...assessed, [member, 'refer', toGovernor], [governor, 'report-back', answer])
    const known = referred.and([member, 'assess', { ...qualifies, implicated: 'yes' }])
    assert.equal(known.existsFor(governor), false)
    assert.equal(known.last.tells.includes(governor.post), false)
    const unanswered = given(allegation, ...assessed, [member, 'refer', toGovernor])
    const left = unanswered.and([member, 'assess', { ...qualifies, implicated: 'yes' }])
    assert.equal(left.duty('report back')?.state, 'fell away')
    left.when(member, 'escalate', higher).then()
    const shown: Taken = [member, 'escalate', { ...higher, showManager: 'yes', whyShow: 'They asked.' }]
    const both = given(allegation, ...assessed, [member, 'refer', { ...toGovernor, to: saferCustody.post }], shown)
    assert.equal(both.existsFor(governor), true)
    const neither = both.and([member, 'assess', { ...qualifies, implicated: 'yes' }])
    assert.deepEqual([neither.existsFor(governor), neither.existsFor(saferCustody)], [false, false])
    const above: Taken = [member, 'refer-without-consent', { ...emergency, to: groupDirector.post }]
    const senior = given(allegation, received, above, [member, 'assess', { ...qualifies, implicated: 'yes' }])
    assert.deepEqual([senior.existsFor(groupDirector), senior.duty('report back')?.state], [true, 'due'])
  })

  it('without consent, a senior post only', () => {
    const urgent = given(allegation, [member, 'receive', { ...letter, implicated: 'yes' }])
    urgent
      .when(member, 'refer-without-consent', emergency)
      .refused('SP-23e', 'A manager there is said to be involved: nobody at the establishment is told')
    urgent
      .when(member, 'refer-without-consent', { ...emergency, to: 'hmpps.brackley-hill.governor' })
      .refused('SP-23f', 'Choose to whom it is referred')
    const above = urgent.when(member, 'refer-without-consent', { ...emergency, to: groupDirector.post }).then()
    assert.equal(above.existsFor(governor), false)
    assert.equal(above.existsFor(groupDirector), true)
    assert.equal(above.closed(groupDirector, 'report-back'), undefined)
  })

  const escalated = given(allegation, ...involved)
    .when(member, 'escalate', { ...higher, because: 'problematic' })
    .then({ stage: 'escalated', shown: { escalation: [...leads, board, groupDirector.post] } })

  it('one senior post sees it, and the establishment nothing', () => {
    assert.deepEqual(escalated.partsOf(groupDirector).toSorted(), ['escalation', 'identity', 'senior-response'])
    for (const who of [governor, saferCustody, directorGeneral]) assert.equal(escalated.existsFor(who), false, who.post)
  })

  it('with one of the three reasons', () =>
    given(allegation, ...involved)
      .when(member, 'escalate', { ...higher, because: '' })
      .refused('SP-23e', 'Choose why it goes to a senior level'))

  it('they report back, and it is theirs alone to do', () => {
    assert.deepEqual(
      [escalated.duty('senior level reports back')?.owedBy, escalated.duty('senior level reports back')?.due],
      [groupDirector.post, '2026-01-19'],
    )
    escalated.when(governor, 'answer-escalation', answer).refused('SP-23g')
    assert.equal(
      escalated.and([groupDirector, 'answer-escalation', answer]).duty('senior level reports back')?.state,
      'met',
    )
  })

  it('it is the unit handling it that takes it there', () =>
    given(allegation, ...involved)
      .when(officer, 'escalate', higher)
      .refused('SP-23e'))

  describe('when the answer will not do', () => {
    const unsatisfactory = { ...higher, because: 'unsatisfactory' }
    const referred = given(allegation, ...assessed, [member, 'refer', toGovernor])
    const answered = referred.and([governor, 'report-back', answer])

    it('there must have been an answer, or the day for it must have passed', () => {
      given(allegation, ...assessed)
        .when(member, 'escalate', unsatisfactory)
        .refused('SP-23e', /has not been referred/)
      referred.when(member, 'escalate', unsatisfactory).refused('SP-23e', /its day has not passed/)
      referred.on('2026-01-19').when(member, 'escalate', unsatisfactory).refused('SP-23e')
      referred.on('2026-01-20').when(member, 'escalate', unsatisfactory).then()
    })

    const above = answered.when(member, 'escalate', unsatisfactory).then({ stage: 'escalated' })

    it('the governor goes on seeing what they saw, and nothing new', () => {
      assert.deepEqual(above.partsOf(governor), answered.partsOf(governor))
      assert.deepEqual(above.seenBy(governor), answered.seenBy(governor))
      const later = above.and([groupDirector, 'answer-escalation', answer])
      assert.deepEqual(later.seenBy(governor).entries, answered.seenBy(governor).entries)
      assert.equal(above.last.tells.includes(governor.post), false)
    })

    it('nor does the senior level see what the governor answered', () =>
      assert.equal(
        above.seenBy(groupDirector).entries.some(entry => entry.step === 'report-back'),
        false,
      ))

    it('unless whoever handles it chooses that the governor knows', () => {
      const shown = answered.and([
        member,
        'escalate',
        { ...unsatisfactory, showManager: 'yes', whyShow: 'They asked.' },
      ])
      assert.equal(shown.seenBy(governor).entries.at(-1)?.step, 'escalate')
      assert.equal(shown.partsOf(governor).includes('senior-response'), false)
      answered
        .when(member, 'escalate', { ...unsatisfactory, showManager: 'yes' })
        .refused('SP-23e', 'Say why the governor should see it')
    })

    it('which cannot be chosen where a manager is said to be involved', () =>
      given(allegation, ...involved)
        .when(member, 'escalate', { ...higher, showManager: 'yes', whyShow: 'They asked.' })
        .refused('SP-23e', /nobody at the establishment is told/))

    it('it may go higher still, and then it is out of the first one’s hands', () => {
      const highest = above
        .and([groupDirector, 'answer-escalation', answer])
        .and([member, 'escalate', { ...unsatisfactory, to: directorGeneral.post }])
      assert.equal(highest.existsFor(groupDirector), false)
      assert.equal(highest.duty('senior level reports back')?.owedBy, directorGeneral.post)
    })
  })
})
