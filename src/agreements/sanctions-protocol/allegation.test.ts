import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { custodySuite, given, holder, it, places, wordsOf, type Case, type Taken } from '../../../test/kit.ts'
import { allegation } from './allegation.ts'

// Who is who
const member = holder('imb.ashmoor.member', 'A. Member')
const chair = holder('imb.ashmoor.chair')
const otherBoard = holder('imb.brackley-hill.member')
const officer = holder('hmip.sanctions-officer')
const inspector = holder('hmip.team-leader')
const nationalChair = holder('imb.national-chair')
const deputy = holder('ppo.deputy')
const assistant = holder('ppo.assistant')
const investigator = holder('ppo.investigator')
const governor = holder('hmpps.ashmoor.governor')
const saferCustody = holder('hmpps.ashmoor.safer-custody')
const groupDirector = holder('hmpps.group-director')
const directorGeneral = holder('hmpps.director-general')

const leads = ['hmip.lead', 'imb.national-chair', 'ppo.deputy']
const board = 'imb.ashmoor'

// What is typed
const letter = {
  place: places.ashmoor,
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-01-05',
  line: 'Moved off the wing after writing to the board',
  claimed: ['relocation'],
  name: 'Jordan Canary',
  number: 'a1234bc',
  account: 'They say Officer X moved them the day after their letter.',
}
const agreed = { consent: 'given', covers: ['everything'], askedOn: '2026-01-05', askedBy: 'A member', how: 'person' }
const refused = { consent: 'refused', askedOn: '2026-01-05', askedBy: 'A member', how: 'person' }
const qualifies = {
  qualifies: 'yes',
  kinds: ['relocation'],
  deed: 'act',
  involvement: ['carried-out'],
  implicated: 'no',
  reasons: 'The move followed the letter by a day and no other reason was given.',
}
const toGovernor = { to: governor.post, request: 'Please find out why Jordan Canary was moved.' }
const higher = {
  because: 'serious',
  reasons: 'It is very serious.',
  to: groupDirector.post,
  request: 'Please look into it.',
}
const emergency = {
  risk: 'Threatened by staff; on the wing tonight',
  reason: 'They cannot be reached before then',
  authoriser: nationalChair.post,
  to: governor.post,
  request: 'Please keep them safe tonight.',
}
const answer = {
  done: 'Staff were asked.',
  found: 'The move was ordered for another reason.',
  safe: 'They are back on the wing.',
}
const unwell = {
  qualifies: 'no',
  reasons: 'Nothing here was done by staff.',
}
const enquiry = { enquiredOn: '2026-01-05', kind: 'person', learned: 'They told us the same again.' }
const briefing = {
  findings: 'The record gives no reason.',
  suggests: ['investigate'],
  because: 'Only an investigation can tell.',
}
const told = { toldOn: '2026-01-05', how: 'person', toldBy: 'A member' }

const received: Taken = [member, 'receive', letter]
const consented: Taken[] = [received, [member, 'ask-consent', agreed]]
const assessed: Taken[] = [...consented, [member, 'assess', qualifies]]
const briefed: Taken[] = [
  ...assessed,
  [member, 'assign-board', { ask: 'Please speak to them.' }],
  [member, 'enquire', enquiry],
  [member, 'brief', briefing],
]
const investigating: Taken[] = [
  ...briefed,
  [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious and the record is silent.' }],
  [deputy, 'open-investigation', { scope: 'Why the move was made.' }],
]

describe('SP-F1: word of an alleged sanction comes to any of the three bodies', () => {
  for (const [who, owner] of [
    [member, board],
    [chair, board],
    [nationalChair, 'imb.national'],
    [holder('imb.secretariat'), 'imb.national'],
    [holder('imb.regional'), 'imb.national'],
    [officer, 'hmip.lead'],
    [inspector, 'hmip.lead'],
    [holder('hmip.chief'), 'hmip.lead'],
    [assistant, 'ppo.casework'],
    [investigator, 'ppo.casework'],
    [deputy, 'ppo.lead'],
    [holder('ppo.ombudsman'), 'ppo.lead'],
  ] as const)
    it(`taken down by ${who.post}, it is private to ${owner}`, () =>
      assert.equal(given(allegation, [who, 'receive', letter]).state.owner, owner))

  for (const who of [
    governor,
    holder('hmpps.siu'),
    holder('hmip.press'),
    holder('hmip.intelligence'),
    holder('operator'),
  ])
    it(`it is not for ${who.post} to take down`, () =>
      given(allegation)
        .when(who, 'receive', letter)
        .refused('SP-F1', /^This step is for the inspectorate/))

  it('asks no more than fifteen questions, and needs few answers', () => {
    const asks = Object.values(allegation.steps.receive?.asks ?? {})
    assert.ok(asks.length <= 15, `${asks.length} questions`)
    assert.ok(asks.filter(question => question.missing).length <= 7)
  })

  it('whoever took it down elsewhere in the body keeps sight of what they wrote', () => {
    const matter = given(allegation, [inspector, 'receive', letter])
    assert.deepEqual(matter.shown('account'), ['hmip.lead', inspector.post])
    assert.equal(matter.seenBy(inspector).entries[0]?.answers.name, 'Jordan Canary')
    assert.equal(matter.closed(inspector, 'ask-consent'), undefined)
    matter.when(inspector, 'assess', qualifies).refused('SP-23c', 'This step is for the unit that is handling it')
  })
})

describe('SP-1: who is affected, who acts for them and who told us are kept apart', () => {
  const others = [
    { role: 'acting', name: 'S. Olicitor' },
    { role: 'told', name: 'A. Sister', reach: 'By letter' },
  ]
  const matter = given(allegation, [member, 'receive', { ...letter, others }])

  it('each with what they do', () =>
    assert.deepEqual(matter.seenBy(member).entries[0]?.answers.others, [
      { role: 'acting', name: 'S. Olicitor' },
      { role: 'told', name: 'A. Sister', reach: 'By letter' },
    ]))

  it('and none of them is told to the other bodies', () =>
    assert.equal(matter.seenBy(officer).entries[0]?.answers.others, undefined))

  it('a prison number has its form, however it is typed', () => {
    assert.equal(given(allegation, received).seenBy(member).entries[0]?.answers.number, 'A1234BC')
    given(allegation)
      .when(member, 'receive', { ...letter, number: 'A123BC' })
      .refused(undefined, /like A1234BC/)
  })
})

describe('SP-3: it applies in places of detention of four kinds', () => {
  for (const place of [places.ashmoor, places.eastholme, places.greyfriars, places['fenwick-house']])
    it(`and so at ${place}`, () => void given(allegation, [officer, 'receive', { ...letter, place }]))

  it('an allegation about another kind of place is refused with a signpost', () => {
    const problem = given(allegation)
      .when(officer, 'receive', { ...letter, place: custodySuite })
      .refused('SP-3', /does not cover Harrow Lane custody suite/)
    assert.equal(problem.field, 'place')
    assert.match(problem.next ?? '', /What you wrote is kept.*tell the inspectorate/s)
  })

  it('and is not offered to anyone who writes a client', () => {
    const { world } = given(allegation)
    const matter = given(allegation, received).seenBy(officer)
    const offered = allegation.steps.receive?.asks.place?.schema({ matter, me: officer, answers: {}, world }).enum
    assert.ok(Array.isArray(offered) && offered.includes(places.ashmoor) && !offered.includes(custodySuite))
  })
})

describe('SP-4: a member of staff is directed to their agency’s policy', () => {
  const typed = { place: places.ashmoor, affected: 'staff', came: 'call', receivedOn: '2026-01-05' }
  const attempt = given(allegation).when(member, 'receive', typed)
  const matter = attempt.then({ stage: 'signposted', says: /directed a member of staff at Ashmoor/, tells: [] })

  it('which is recorded, and is not logged as a sanction', () => {
    assert.equal(matter.factsFor(member).logged, 'signposted')
    assert.equal(matter.duty('log'), undefined)
    assert.deepEqual(matter.owed, [])
  })

  it('no other body is told', () => {
    for (const lead of [officer, nationalChair, deputy]) assert.equal(matter.existsFor(lead), false)
  })

  it('the person writing is told what to say before they continue', () => {
    const { world } = matter
    const warned = allegation.steps.receive?.warn?.({
      matter: matter.seenBy(member),
      me: member,
      answers: typed,
      world,
    })
    assert.match(warned ?? '', /policy on whistleblowing/)
  })

  it('nothing is followed up', () => {
    for (const step of ['ask-consent', 'assess', 'refer', 'escalate', 'assign-board', 'monitor', 'close'])
      matter.when(member, step).refused('SP-4')
    given(allegation, [officer, 'receive', typed]).when(officer, 'log').refused('SP-4')
  })
})

describe('SP-8: a board deals with its own establishment', () => {
  it('and takes nothing down about another', () =>
    given(allegation)
      .when(otherBoard, 'receive', letter)
      .refused('SP-8', /its own establishment only/))

  it('another board sees nothing of it', () => assert.equal(given(allegation, ...briefed).existsFor(otherBoard), false))

  it('its own place is the only one it is offered', () => {
    const { world } = given(allegation)
    const matter = given(allegation, received).seenBy(member)
    const taking = { matter, me: member, answers: {}, world }
    assert.deepEqual(
      allegation.steps.receive?.asks.place?.options?.(taking).map(one => one.value),
      [places.ashmoor],
    )
    assert.equal(allegation.steps.receive?.asks.place?.example(taking), places.ashmoor)
  })
})

describe('SP-17: what the person had told the body is never asked', () => {
  const asksForIt =
    /\b(true|truth|truthful|false|lie|lying|lied|honest|accurate|malicious|vexatious|made up|credible)\b/i

  for (const { where, words } of wordsOf(allegation))
    if (asksForIt.test(words)) it(`${where}: “${words}”`, () => assert.fail('asks for it'))

  it('nor is who they are beyond what is needed to find them', () => {
    const protectedOnes =
      /\b(race|ethnic|religio|belief|disab|gender|sexual|orientation|pregnan|marital|nationality|age)\b/i
    for (const { where, words } of wordsOf(allegation)) assert.doesNotMatch(words, protectedOnes, where)
  })

  it('and the page says why', () => assert.match(allegation.steps.assess?.about ?? '', /right or wrong/))
})

describe('SP-23h and SP-23i: the leads of the three bodies hear of it at once, without a name', () => {
  const matter = given(allegation)
    .when(member, 'receive', letter)
    .then({
      stage: 'received',
      tells: leads,
      shown: { summary: [...leads, board], identity: [board], account: [board] },
    })

  it('whoever types a name or a number where they read is warned before it goes', () => {
    const warned = (step: string, typed: object) =>
      allegation.steps[step]?.warn?.({
        matter: matter.seenBy(member),
        me: member,
        answers: { ...typed },
        world: matter.world,
      })
    assert.match(warned('receive', { ...letter, line: 'Canary moved off C wing' }) ?? '', /^“Canary” may tell who/)
    assert.match(warned('assess', { ...qualifies, reasons: 'Canary, A1234BC' }) ?? '', /^“Canary”, “A1234BC” may tell/)
    assert.equal(warned('receive', letter), undefined)
    assert.equal(warned('assess', qualifies), undefined)
  })

  for (const lead of [officer, nationalChair, deputy])
    it(`${lead.post} sees the line and the place, and neither name nor account`, () => {
      const seen = matter.seenBy(lead)
      assert.equal(seen.entries[0]?.answers.line, letter.line)
      assert.doesNotMatch(JSON.stringify([seen, matter.factsFor(lead)]), /canary|A1234BC|Officer X/i)
    })

  it('nobody else in the three bodies does', () => {
    for (const who of [
      inspector,
      investigator,
      assistant,
      holder('imb.secretariat'),
      holder('hmip.press'),
      holder('ppo.learning'),
    ])
      assert.equal(matter.existsFor(who), false, who.post)
  })

  it('nobody in the service does', () => {
    for (const who of [governor, saferCustody, groupDirector, directorGeneral, holder('hmpps.siu')])
      assert.equal(matter.existsFor(who), false, who.post)
  })

  it('every later step they may see is told to them', () => {
    matter.when(member, 'ask-consent', refused).then({ tells: leads })
    matter.when(member, 'update', { news: 'They have a new cell.' }).then({ tells: leads })
  })
})

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

  it('everyone else loses sight of who they are, at once', () => {
    assert.deepEqual(shared.shown('identity'), [...leads, governor.post, board].toSorted())
    shared.when(officer, 'withdraw-consent', withdrawal).then({
      shown: { identity: ['hmip.lead'], account: ['hmip.lead'], response: ['hmip.lead', governor.post] },
    })
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
  })
})

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
    // A board that is asked to make enquiries is told who agreed to what, and not what was put to whom.
    const watched = given(
      allegation,
      [officer, 'receive', letter],
      [officer, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
      [officer, 'assign-board', { ask: 'Please speak to them.' }],
    )
    assert.ok(!watched.partsOf(member).includes(allegation.rules.refer?.part ?? ''))
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

  it('without consent, a senior post only', () => {
    const urgent = given(allegation, [member, 'receive', { ...letter, implicated: 'yes' }])
    urgent.when(member, 'refer-without-consent', emergency).refused('SP-23f', 'Choose to whom it is referred')
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

describe('SP-F4: with consent, the board speaks to the person and makes first enquiries', () => {
  const fromInspectorate: Taken[] = [
    [officer, 'receive', letter],
    [officer, 'ask-consent', agreed],
    [officer, 'assess', qualifies],
  ]
  const asked = given(allegation, ...fromInspectorate)
    .when(officer, 'assign-board', { ask: 'Please speak to them.' })
    .then({ shown: { identity: [...leads, board], account: [...leads, board], enquiries: ['hmip.lead', board] } })

  it('the board knew nothing of it before', () =>
    assert.equal(given(allegation, ...fromInspectorate).existsFor(member), false))

  it('it sees who the person is and what they say, and not whom else it was referred to', () => {
    assert.deepEqual(asked.duty('enquire')?.owedBy, board)
    assert.equal(asked.partsOf(member).includes('referral'), false)
  })

  it('nobody else makes the enquiries', () => {
    asked.when(otherBoard, 'enquire', enquiry).refused('SP-F4')
    asked.when(officer, 'enquire', enquiry).refused('SP-F4')
  })

  it('the other bodies do not see them, until the briefing', () => {
    const enquired = asked.when(member, 'enquire', enquiry).then({ stage: 'enquiries' })
    assert.equal(enquired.partsOf(deputy).includes('enquiries'), false)
  })

  it('a board that received it needs the person’s consent as well', () => {
    const without = given(allegation, received, [member, 'ask-consent', refused], [member, 'assess', qualifies])
    without.when(member, 'enquire', enquiry).refused('SP-F4')
    given(allegation, ...assessed)
      .when(member, 'enquire', enquiry)
      .then({ stage: 'enquiries' })
  })

  it('a board that was asked for an immediate serious risk goes on without consent, and knows the risk', () => {
    const urgent: Taken[] = [
      [officer, 'receive', letter],
      [officer, 'assess', qualifies],
      [officer, 'refer-without-consent', { ...emergency, authoriser: 'hmip.chief' }],
    ]
    const ask: Taken = [officer, 'assign-board', { ask: 'Please see that they are safe.' }]
    const [receipt, assessment, override] = urgent as [Taken, Taken, Taken]
    for (const order of [
      [...urgent, ask],
      [receipt, assessment, [officer, 'ask-consent', { ...agreed, covers: ['board'] }] as Taken, ask, override],
    ]) {
      const asked = given(allegation, ...order)
      assert.equal(
        asked.seenBy(member).entries.find(entry => entry.step === 'refer-without-consent')?.answers.risk,
        emergency.risk,
      )
      asked
        .and([member, 'monitor', { what: ['person'] }], [member, 'enquire', enquiry], [member, 'brief', briefing])
        .when(assistant, 'decide', { investigate: 'no', reasons: 'They are safe.', explainedBy: 'PPO' })
        .then()
    }
  })

  it('or there must be an immediate serious risk', () =>
    given(allegation, received, [member, 'assess', qualifies], [member, 'refer-without-consent', emergency])
      .when(member, 'assign-board', { ask: 'Please see that they are safe.' })
      .then())

  describe('where there is no board (decision 8)', () => {
    const training: Taken[] = [
      [officer, 'receive', { ...letter, place: places.greyfriars }],
      [officer, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
    ]
    const centre = given(allegation, ...training)

    it('the page says why no board can be asked', () => {
      assert.match(
        centre.closed(officer, 'assign-board')?.words ?? '',
        /no monitoring board at this place, so whoever received/,
      )
      assert.match(centre.closed(officer, 'monitor')?.words ?? '', /no monitoring board/)
    })

    it('whoever received it makes the enquiries and sends the briefing', () =>
      centre
        .and([officer, 'enquire', enquiry])
        .when(officer, 'brief', briefing)
        .then({ stage: 'briefed', shown: { briefing: ['hmip.lead', deputy.post, assistant.post] } }))
  })
})

describe('SP-F5: the board briefs the inspectorate and the ombudsman', () => {
  it('shortly, with what it suggests', () => {
    const before = given(allegation, ...briefed.slice(0, -1))
    before.when(member, 'brief', { ...briefing, suggests: [] }).refused('SP-F5', 'Choose what you suggest')
    const after = before.when(member, 'brief', briefing).then({ stage: 'briefed' })
    assert.deepEqual(after.shown('briefing'), ['hmip.lead', board, assistant.post, deputy.post])
    assert.ok(after.last.tells.includes('hmip.lead') && after.last.tells.includes(deputy.post))
  })

  it('after an enquiry', () =>
    given(allegation, ...assessed)
      .when(member, 'brief', briefing)
      .refused('SP-F4', /First write down an enquiry/))

  it('the establishment sees nothing of it', () => {
    const after = given(
      allegation,
      ...assessed,
      [member, 'refer', toGovernor],
      [member, 'enquire', enquiry],
      [member, 'brief', briefing],
    )
    assert.deepEqual(after.partsOf(governor).toSorted(), ['identity', 'referral', 'response'])
  })
})

describe('SP-25: the board watches, for as long as there may be a risk', () => {
  const watching: Taken[] = [...consented, [member, 'monitor', { what: ['person', 'establishment'] }]]
  const look = { about: 'person', seenOn: '2026-01-05', seen: 'They are eating alone.', risk: 'same' }

  it('a board that received it is to begin within two working days', () => {
    assert.deepEqual(
      [
        given(allegation, received).duty('begin to watch')?.owedBy,
        given(allegation, received).duty('begin to watch')?.due,
      ],
      [board, '2026-01-07'],
    )
    assert.equal(given(allegation, ...watching).duty('begin to watch')?.state, 'met')
  })

  it('one that is asked to is, too', () =>
    assert.equal(
      given(
        allegation,
        [officer, 'receive', letter],
        [officer, 'ask-consent', agreed],
        [officer, 'assess', qualifies],
        [officer, 'assign-board', { ask: 'x' }],
      ).duty('begin to watch')?.owedBy,
      board,
    ))

  it('it looks again every fourteen days, at the person and at the place', () => {
    const matter = given(allegation, ...watching)
    assert.equal(matter.duty('watch the person')?.due, '2026-01-19')
    assert.equal(matter.duty('watch the establishment')?.due, '2026-01-19')
    const looked = matter.on('2026-01-15').and([member, 'observe', { ...look, seenOn: '2026-01-15' }])
    assert.equal(looked.duty('watch the person')?.due, '2026-01-29')
    assert.equal(looked.duty('watch the establishment')?.due, '2026-01-19')
  })

  it('until it says, with reasons, that the risk has passed', () => {
    const matter = given(allegation, ...watching)
    matter.when(member, 'end-monitoring', { what: ['person'] }).refused('SP-25', 'Say why the risk has passed')
    const ended = matter.and([
      member,
      'end-monitoring',
      { what: ['person', 'establishment'], reasons: 'The officer has left.' },
    ])
    assert.deepEqual(
      ended.owed.filter(duty => duty.rule.startsWith('watch')),
      [],
    )
    ended.when(member, 'observe', look).refused('SP-25', /Nobody is watching/)
  })

  it('what it sees is for those who may know who the person is', () => {
    const quiet = given(allegation, received, [member, 'monitor', { what: ['person'] }], [member, 'observe', look])
    assert.deepEqual(quiet.shown('observations'), [board])
    const open = given(allegation, ...watching, [member, 'observe', look])
    assert.deepEqual(open.shown('observations'), [...leads, board].toSorted())
  })

  it('without consent another body may ask it to watch the place, and not the person', () => {
    const without = given(allegation, [officer, 'receive', letter], [officer, 'ask-consent', refused])
    without.when(officer, 'monitor', { what: ['person'] }).refused('SP-23b', /may not be told who the person is/)
    const watched = without.and([officer, 'monitor', { what: ['establishment'] }])
    assert.deepEqual(watched.partsOf(member).toSorted(), ['course', 'monitoring', 'observations', 'summary'])
    assert.equal(watched.duty('watch the establishment')?.owedBy, board)
    watched.when(member, 'observe', { ...look, about: 'establishment' }).then()
  })

  describe('when the person moves (decision 9)', () => {
    const move = { movedTo: places['brackley-hill'], movedOn: '2026-01-05', sanction: 'yes' }
    const moved = given(allegation, ...watching)
      .when(member, 'person-moved', move)
      .then({ says: 'recorded that the person has moved to Brackley Hill' })

    it('the board there is asked to watch the person, and told who they are', () => {
      assert.deepEqual(
        [moved.duty('watch the person')?.owedBy, moved.duty('watch the person')?.due],
        ['imb.brackley-hill', '2026-01-19'],
      )
      assert.ok(moved.partsOf(otherBoard).includes('identity'))
      assert.ok(moved.last.tells.includes('imb.brackley-hill'))
      moved.when(otherBoard, 'observe', look).then()
    })

    it('the first board goes on watching the place, and the other does not', () => {
      assert.equal(moved.duty('watch the establishment')?.owedBy, board)
      moved.when(member, 'observe', { ...look, about: 'establishment' }).then()
      moved.when(member, 'observe', look).refused('SP-25', /now at Brackley Hill, whose board watches/)
      moved.when(otherBoard, 'observe', { ...look, about: 'establishment' }).refused('SP-25')
    })

    it('the managers of neither place learn of it', () => {
      for (const who of [governor, holder('hmpps.brackley-hill.governor')]) assert.equal(moved.existsFor(who), false)
    })

    it('where there is no board, or they have not agreed to its knowing, nobody there is told', () => {
      const centre = given(allegation, ...watching).and([
        member,
        'person-moved',
        { ...move, movedTo: places.greyfriars },
      ])
      assert.equal(centre.duty('watch the person')?.state, 'met')
      const silent = given(allegation, received, [member, 'person-moved', move])
      assert.equal(silent.existsFor(otherBoard), false)
      const warning = allegation.steps['person-moved']?.warn
      assert.match(
        warning?.({
          matter: given(allegation, received).seenBy(member),
          me: member,
          answers: move,
          world: silent.world,
        }) ?? '',
        /until they agree/,
      )
    })

    it('they cannot move to where they are', () => {
      moved.when(member, 'person-moved', move).refused('SP-25', 'Brackley Hill is where they were already')
      given(allegation, received)
        .when(member, 'person-moved', { ...move, movedTo: places.ashmoor })
        .refused('SP-25')
    })
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

  it('a body that was not named does not', () =>
    waiting
      .and([deputy, 'decide', { ...declined, explainedBy: 'PPO' }])
      .when(officer, 'explain-outcome', told)
      .refused('SP-F7'))
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
    again.when(member, 'close', { ...closing, outcome: 'no-consent' }).refused('SP-F7')
    again.when(member, 'assess', qualifies).then({ stage: 'assessed' })
    given(allegation, received).when(member, 'reopen', { reasons: 'x' }).refused()
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
