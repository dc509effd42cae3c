import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, places, type Case, type Taken } from '../../../../test/kit.ts'
import { givenIn } from '../../../web/matter/given.ts'
import { allegation } from '../allegation.ts'
import {
  agreed,
  answer,
  assistant,
  board,
  briefing,
  consented,
  deputy,
  emergency,
  enquiry,
  governor,
  groupDirector,
  higher,
  inspector,
  investigator,
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
  told,
} from './allegation.samples.ts'

describe('SP-23b: the person is asked, so that it goes on by consent', () => {
  it('within five working days, by our default', () => {
    const { owedBy, due } = given(allegation, received).duty('consult') ?? {}
    assert.deepEqual([owedBy, due], [board, '2026-01-12'])
  })

  it('not having asked yet leaves it owed', () =>
    assert.equal(
      given(allegation, received, [member, 'ask-consent', { consent: 'not yet' }]).duty('consult')?.state,
      'due',
    ))

  it('asking meets it, whatever they say', () => {
    for (const answers of [agreed, refused, { consent: 'could not', why: 'They were taken to hospital.' }])
      assert.equal(given(allegation, received, [member, 'ask-consent', answers]).duty('consult')?.state, 'met')
  })

  it('asks when, who and how; what for; and why not', () => {
    const asked = given(allegation, received)
    asked.when(member, 'ask-consent', { consent: 'given', covers: ['bodies'] }).refused('SP-23b', 'Say who asked them')
    asked.when(member, 'ask-consent', { ...agreed, covers: [] }).refused('SP-23b', 'Choose what they agree to')
    asked.when(member, 'ask-consent', { consent: 'could not' }).refused('SP-23b', 'Say why they could not be asked')
    asked
      .when(member, 'ask-consent', { ...agreed, askedOn: '2026-01-06' })
      .refused('SP-23b', 'Give a date that is today or in the past')
  })

  it('where there is no board, they are told who makes the enquiries instead', () => {
    const { covers } = allegation.steps['ask-consent']?.asks ?? {}
    const offered = (place: string) => {
      const asked = given(allegation, [officer, 'receive', { ...letter, place }])
      const options = covers?.options?.({ matter: asked.seenBy(officer), me: officer, answers: {}, world: asked.world })
      return options?.find(one => one.value === 'board')?.text ?? ''
    }
    assert.match(offered(places.ashmoor), /^The board where they are held making enquiries/)
    assert.match(offered(places.greyfriars), /^Whoever received this making enquiries.*there is no board there/)
  })

  it('who the person is becomes known to the other bodies only if they agree to that', () => {
    given(allegation, received)
      .when(member, 'ask-consent', { ...agreed, covers: ['board'] })
      .then({ shown: { identity: [board], account: [board] } })
    given(allegation, received)
      .when(member, 'ask-consent', { ...agreed, covers: ['bodies'] })
      .then({ shown: { identity: [...leads, board], account: [...leads, board] } })
  })

  it('an inspector who took it down may record it, and shows what they can see', () =>
    given(allegation, [inspector, 'receive', letter])
      .when(inspector, 'ask-consent', agreed)
      .then({ shown: { identity: [...leads, inspector.post], response: ['hmip.lead'] } }))

  it('and what they agree to falls due by that, where it was found to qualify before', () => {
    const assessed: Taken[] = [
      [inspector, 'receive', letter],
      [officer, 'assess', qualifies],
    ]
    const after = given(allegation, ...assessed, [inspector, 'ask-consent', agreed])
    assert.deepEqual([after.duty('refer')?.owedBy, after.duty('ask the board')?.owedBy], ['hmip.lead', 'hmip.lead'])
  })

  it('and recorded once more by whoever took it down, who does not see that it was referred, it is not to be referred again', () => {
    const referred = given(
      allegation,
      [inspector, 'receive', letter],
      [inspector, 'ask-consent', { ...agreed, covers: ['establishment'] }],
      [officer, 'assess', qualifies],
      [officer, 'refer', toGovernor],
    )
    assert.ok(!referred.partsOf(inspector).includes('referral'))
    assert.equal(referred.and([inspector, 'ask-consent', agreed]).duty('refer')?.state, 'met')
  })

  it('no lead of another body may record it', () =>
    given(allegation, received)
      .when(officer, 'ask-consent', agreed)
      .refused('SP-23b', 'This step is for the unit that is handling it, or whoever took it down'))
})

describe('SP-23b: consent can be taken back', () => {
  const withdrawal = { withdrawnOn: '2026-01-05', toldBy: 'A member' }
  const fromInspectorate: Taken[] = [
    [officer, 'receive', letter],
    [officer, 'ask-consent', agreed],
    [officer, 'assess', qualifies],
    [officer, 'refer', toGovernor],
    [officer, 'assign-board', { ask: 'Please speak to them.' }],
    [member, 'monitor', { what: ['person', 'establishment'] }],
  ]
  const shared = given(allegation, ...fromInspectorate)
  const toInvestigate: Taken = [deputy, 'decide', { investigate: 'yes', reasons: 'x' }]
  const investigation: Taken[] = [toInvestigate, [deputy, 'open-investigation', { scope: 'x' }]]

  it('everyone else loses sight of who they are, at once', () => {
    assert.deepEqual(shared.shown('identity'), [...leads, governor.post, board].toSorted())
    shared.when(officer, 'withdraw-consent', withdrawal).then({
      shown: { identity: ['hmip.lead'], account: ['hmip.lead'], response: ['hmip.lead'] },
    })
  })

  it('what a manager or a senior post was asked goes with it, and they owe no answer any more', () => {
    const after = shared.and([officer, 'escalate', higher], [officer, 'withdraw-consent', withdrawal])
    assert.deepEqual(after.partsOf(governor), ['referral'], 'that it was asked, and of whom')
    assert.deepEqual(after.partsOf(groupDirector), ['escalation'])
    assert.doesNotMatch(JSON.stringify(after.seenBy(governor)), /Canary/)
    assert.deepEqual(
      [after.duty('report back')?.state, after.duty('senior level reports back')?.state],
      ['fell away', 'fell away'],
    )
    after.when(governor, 'report-back', answer).refused()
    after.when(officer, 'refer', toGovernor).refused('SP-23f')
    const again = after.and([officer, 'ask-consent', agreed])
    assert.equal(shared.and([officer, 'ask-consent', agreed]).duty('refer')?.state, 'met')
    assert.equal(again.duty('refer')?.state, 'due', 'once they agree again, it is to be asked again')
    again.when(officer, 'escalate', { ...higher, because: 'unsatisfactory' }).refused('SP-23e', /taken back/)
    const another = again.and([officer, 'refer', { ...toGovernor, to: saferCustody.post }])
    assert.equal(another.existsFor(governor), false)
    assert.equal(another.duty('report back')?.owedBy, saferCustody.post)
  })

  it('whoever hears of it records it, and need not know who had been told', () => {
    for (const who of [member, deputy, nationalChair])
      shared
        .when(who, 'withdraw-consent', withdrawal)
        .then({ shown: { identity: ['hmip.lead'], response: ['hmip.lead'], observations: ['hmip.lead', board] } })
    const taken: Taken[] = [
      [inspector, 'receive', letter],
      [inspector, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
      [officer, 'refer', toGovernor],
    ]
    given(allegation, ...taken)
      .when(inspector, 'withdraw-consent', withdrawal)
      .then({ shown: { identity: ['hmip.lead', inspector.post], response: ['hmip.lead'] } })
    shared.when(governor, 'withdraw-consent', withdrawal).refused('SP-23b')
    given(allegation, received, [member, 'ask-consent', { ...agreed, covers: ['board'] }])
      .when(deputy, 'withdraw-consent', withdrawal)
      .refused('SP-23b', /^This step is for the unit that is handling it/)
  })

  it('where it stands, and what the log says of it, is that what was asked is taken back, whoever recorded it', () => {
    const asked = given(
      allegation,
      [inspector, 'receive', letter],
      [inspector, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
      [officer, 'refer', toGovernor],
      [officer, 'escalate', higher],
      [officer, 'assign-board', { ask: 'Please speak to them.' }],
      [member, 'monitor', { what: ['person', 'establishment'] }],
    )
    const stands = (one: Case, who = officer) => {
      const { referral, escalation, watched } = one.factsFor(who)
      return [one.stageFor(who), referral, escalation, watched]
    }
    assert.deepEqual(stands(asked), ['escalated', 'referred', 'escalated', ['person', 'establishment']])
    for (const who of [officer, inspector, member, deputy]) {
      const after = asked.and([who, 'withdraw-consent', withdrawal])
      assert.deepEqual(stands(after), ['taken-back', 'taken-back', 'taken-back', ['establishment']], who.title)
      assert.deepEqual([after.stageFor(governor), after.factsFor(governor).referral], ['taken-back', 'taken-back'])
      assert.equal(after.factsFor(member).referral, undefined)
      const again = after.and([officer, 'ask-consent', agreed], [officer, 'refer', toGovernor])
      assert.deepEqual(stands(again).slice(0, 3), ['referred', 'referred', 'taken-back'])
    }
    const answered = asked.and([governor, 'report-back', answer], [inspector, 'withdraw-consent', withdrawal])
    assert.equal(answered.factsFor(officer).referral, 'answered', 'whoever answered did')
    const decided = asked.and([deputy, 'decide', { investigate: 'yes', reasons: 'x' }])
    assert.equal(decided.and([inspector, 'withdraw-consent', withdrawal]).stageFor(deputy), 'to-investigate')
    const urgent: Taken = [officer, 'refer-without-consent', { ...emergency, authoriser: 'hmip.chief' }]
    const bodies: Taken = [inspector, 'ask-consent', { ...agreed, covers: ['bodies'] }]
    const standing = given(allegation, [inspector, 'receive', letter], bodies, urgent)
    assert.equal(standing.and([inspector, 'withdraw-consent', withdrawal]).factsFor(officer).referral, 'referred')
  })

  it('and of the briefing, which tells of them', () => {
    const told = given(allegation, ...fromInspectorate, [member, 'enquire', enquiry], [member, 'brief', briefing])
    assert.deepEqual(
      told.shown('briefing'),
      ['hmip.lead', board, ...leads.slice(1), assistant.post].toSorted().filter(key => key !== nationalChair.post),
    )
    told.when(officer, 'withdraw-consent', withdrawal).then({ shown: { briefing: ['hmip.lead', board] } })
  })

  it('nothing more is referred, and the board asks no more', () => {
    const after = shared.and([officer, 'withdraw-consent', withdrawal])
    after.when(officer, 'escalate', higher).refused('SP-23f')
    after.when(member, 'enquire', enquiry).refused('SP-F4')
    assert.equal(after.duty('enquire')?.state, 'fell away')
    assert.equal(after.duty('watch the person')?.state, 'met')
    assert.equal(after.duty('watch the establishment')?.state, 'due')
  })

  it('a board that received it goes on knowing whom to watch', () => {
    const after = given(
      allegation,
      ...consented,
      [member, 'monitor', { what: ['person'] }],
      [member, 'withdraw-consent', withdrawal],
    )
    assert.deepEqual(after.shown('identity'), [board])
    assert.equal(after.duty('watch the person')?.state, 'due')
    const begins = (one: Case) => one.duty('begin to watch')?.state
    assert.equal(begins(given(allegation, ...consented, [member, 'withdraw-consent', withdrawal])), 'due')
    const asked = given(allegation, ...fromInspectorate.slice(0, -1))
    assert.deepEqual(
      [begins(asked), begins(asked.and([officer, 'withdraw-consent', withdrawal]))],
      ['due', 'fell away'],
    )
  })

  it('once they agree again, the board is asked again and the ombudsman goes on with what it had', () => {
    const ask: Taken = [officer, 'assign-board', { ask: 'Please go again.' }]
    const again: Taken[] = [
      [officer, 'withdraw-consent', withdrawal],
      [officer, 'ask-consent', agreed],
    ]
    shared.when(officer, 'assign-board', ask[2]).refused('SP-F4', 'The board has been asked already')
    const after = shared.and(...again, ask)
    assert.ok(after.partsOf(member).includes('identity'))
    assert.deepEqual([after.duty('enquire')?.state, after.duty('begin to watch')?.state], ['due', 'due'])
    const investigated = given(
      allegation,
      ...fromInspectorate,
      [member, 'enquire', enquiry],
      [member, 'brief', briefing],
      [deputy, 'decide', { investigate: 'yes', reasons: 'x' }],
      [deputy, 'open-investigation', { scope: 'x' }],
      ...again,
    )
    assert.ok(investigated.partsOf(investigator).includes('account'))
    assert.ok(investigated.partsOf(deputy).includes('briefing'))
  })

  it('it is recorded as taken back, not as refused or as less', () => {
    const asked = given(allegation, ...consented)
    asked.when(member, 'ask-consent', refused).refused('SP-23b', 'They agreed to more than this before')
    asked
      .when(member, 'ask-consent', { ...agreed, covers: ['board'] })
      .refused('SP-23b', 'They agreed to more than this before')
    given(allegation, received, [member, 'ask-consent', { ...agreed, covers: ['board'] }])
      .when(member, 'ask-consent', agreed)
      .then()
  })

  it('SP-F7: a body that was to tell them the outcome and lost sight of them does not owe it: whoever received it does', () => {
    const decline = (explainedBy: string): Taken => [
      deputy,
      'decide',
      { investigate: 'no', reasons: 'It is put right.', explainedBy },
    ]
    for (const [body, owing] of [
      ['IMB', board],
      ['PPO', deputy.post],
    ] as const) {
      const owed = shared.and(decline(body))
      assert.equal(owed.duty('explain')?.owedBy, owing)
      const after = owed.on('2026-01-06').and([member, 'withdraw-consent', withdrawal])
      const { owedBy, from, state } = after.duty('explain') ?? {}
      assert.deepEqual([owedBy, from, state], ['hmip.lead', '2026-01-06', 'due'])
      after.when(officer, 'explain-outcome', told).then()
      const done = owed.and([officer, 'explain-outcome', told], [member, 'withdraw-consent', withdrawal])
      assert.equal(done.duty('explain')?.state, 'met')
    }
    const blind = given(allegation, [inspector, 'receive', letter], ...fromInspectorate.slice(1))
    assert.ok(!blind.partsOf(inspector).includes('decision') && !blind.partsOf(inspector).includes('conclusion'))
    for (const ended of [
      [decline('PPO')],
      [...investigation, [investigator, 'conclude', { finding: 'unfounded', conclusion: 'x' }] as const],
    ]) {
      const unseen = blind
        .and(...ended)
        .on('2026-01-06')
        .and([inspector, 'withdraw-consent', withdrawal])
      const { owedBy, from, state } = unseen.duty('explain') ?? {}
      assert.deepEqual(
        [owedBy, from, state],
        ['hmip.lead', '2026-01-06', 'due'],
        'who hears of it need not see what was decided',
      )
      assert.deepEqual(unseen.last.falls, [], 'nor is told')
    }
    assert.equal(
      blind.and([inspector, 'withdraw-consent', withdrawal]).duty('explain'),
      undefined,
      'nothing is settled yet',
    )
    const toldThem = blind.and(decline('HMIP'), [officer, 'explain-outcome', told])
    assert.equal(toldThem.and([inspector, 'withdraw-consent', withdrawal]).duty('explain')?.state, 'met')
    const own = shared.and(decline('HMIP')).on('2026-01-06').and([member, 'withdraw-consent', withdrawal])
    assert.equal(own.duty('explain')?.from, '2026-01-05', 'what it owes already it goes on owing')
  })

  it('SP-F7: what was to be investigated and can’t be any more is decided anew, so that the person is told', () => {
    const blind = given(allegation, [inspector, 'receive', letter], ...fromInspectorate.slice(1)).and(toInvestigate)
    for (const who of [inspector, officer, deputy]) {
      const after = blind.on('2026-01-06').and([who, 'withdraw-consent', withdrawal])
      assert.equal(after.duty('open the investigation')?.state, 'fell away', who.title)
      const { owedBy, from, state } = after.duty('decide') ?? {}
      assert.deepEqual([owedBy, from, state], [deputy.post, '2026-01-06', 'due'])
      after
        .when(deputy, 'open-investigation', { scope: 'x' })
        .refused('SP-23b', /or decide anew whether to investigate$/)
      const declined = after.and([deputy, 'decide', { investigate: 'no', reasons: 'x', explainedBy: 'HMIP' }])
      assert.equal(declined.duty('explain')?.owedBy, 'hmip.lead')
      declined.when(officer, 'explain-outcome', told).then()
      const again = after.and([officer, 'ask-consent', agreed], [deputy, 'open-investigation', { scope: 'x' }])
      assert.equal(again.duty('decide')?.state, 'fell away')
    }
    const opened = blind.and(
      [deputy, 'open-investigation', { scope: 'x' }],
      [inspector, 'withdraw-consent', withdrawal],
    )
    assert.equal(opened.duty('decide'), undefined, 'what has begun is not decided anew')
  })

  it('what they agreed to is not read as what stands', () => {
    const { matter, world } = {
      matter: shared.and([officer, 'withdraw-consent', withdrawal]).seenBy(officer),
      world: shared.world,
    }
    const newest = givenIn(allegation, matter.entries, world)
      .get('consent')
      ?.map(({ label, answers: [first] }) => `${label} ${first?.lines.join()}`)
    assert.ok(newest?.includes('What did they say? They took back what they had agreed to'), String(newest))
    assert.ok(newest?.includes('What do they agree to? Nothing any more'))
  })

  it('SP-23a: at any time, and so of what is closed too', () => {
    const closed = given(
      allegation,
      ...fromInspectorate.slice(0, 4),
      [governor, 'report-back', answer],
      [officer, 'close', { outcome: 'settled', reasons: 'x', untold: 'They have left.' }],
    )
    const after = closed.when(deputy, 'withdraw-consent', withdrawal).then({ shown: { identity: ['hmip.lead'] } })
    assert.equal(after.stageFor(officer), 'closed')
    assert.deepEqual(after.partsOf(governor), ['referral'])
    after.when(officer, 'ask-consent', agreed).refused('SP-23b', 'It is closed: reopen it first')
  })

  it('there must be some to take back', () =>
    given(allegation, received)
      .when(member, 'withdraw-consent', withdrawal)
      .refused('SP-23b', 'They have not given consent'))

  it('a referral for an immediate serious risk stands without it', () => {
    const after = given(
      allegation,
      received,
      [member, 'ask-consent', { ...agreed, covers: ['bodies'] }],
      [member, 'refer-without-consent', emergency],
      [member, 'withdraw-consent', withdrawal],
    )
    assert.deepEqual(after.shown('identity'), [...leads, governor.post, board].toSorted())
    const urgent: Taken = [officer, 'refer-without-consent', { ...emergency, authoriser: 'hmip.chief' }]
    const some: Taken = [inspector, 'ask-consent', { ...agreed, covers: ['bodies'] }]
    const heard = given(allegation, [inspector, 'receive', letter], some, urgent)
    assert.ok(heard.partsOf(inspector).includes('referral'), 'whoever may hear of it knows that it stands')
    assert.deepEqual(
      heard.and([inspector, 'withdraw-consent', withdrawal]).shown('response'),
      heard.shown('response'),
      'whoever records it',
    )
  })
})

describe('SP-23i: the leads of the other bodies are not to find out who the person is, until they are told', () => {
  const conditions = (matter: Case, me = officer) => {
    assert.ok(matter.partsOf(me).includes('summary'), 'they go on seeing the summary')
    return matter.seenBy(me).disclosures.flatMap(one => (one.ended ? [] : one.conditions))
  }
  const notToFindOut = ['Do not try to find out who the person is']
  const onlyTheBoard = { ...agreed, covers: ['board', 'establishment'] }
  const takenBack: Taken = [member, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'Us' }]

  it('the condition stands until the person agrees that they are told, and again once they take that back', () => {
    const before = given(allegation, received)
    assert.deepEqual(conditions(before, deputy), [...notToFindOut, ...notToFindOut], 'both may know of each other')
    assert.deepEqual([...new Set(conditions(before.and([member, 'ask-consent', onlyTheBoard])))], notToFindOut)
    const after = before.and([member, 'ask-consent', onlyTheBoard], [member, 'ask-consent', agreed])
    assert.deepEqual(conditions(after), [])
    assert.deepEqual(after.last.recalls.length, 2)
    assert.deepEqual(after.and([member, 'ask-consent', agreed]).last.recalls, [], 'it is not replaced twice')
    const again = after.and(takenBack)
    assert.deepEqual([...new Set(conditions(again))], notToFindOut)
    assert.deepEqual(conditions(again.and([member, 'ask-consent', agreed])), [])
  })

  it('a referral without consent ends it too, and taking consent back then does not bring it back', () => {
    const referred = given(allegation, received, [member, 'refer-without-consent', emergency])
    assert.ok(!conditions(referred).includes(notToFindOut[0] ?? ''))
    const agreeing = referred.and([member, 'ask-consent', agreed])
    assert.deepEqual(agreeing.last.recalls, [])
    assert.ok(!conditions(agreeing.and(takenBack)).includes(notToFindOut[0] ?? ''))
  })
})
