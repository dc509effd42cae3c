import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { custodySuite, given, holder, it, places, wordsOf } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  assistant,
  board,
  briefed,
  chair,
  deputy,
  directorGeneral,
  governor,
  groupDirector,
  inspector,
  investigator,
  leads,
  letter,
  member,
  nationalChair,
  officer,
  otherBoard,
  qualifies,
  received,
  refused,
  saferCustody,
} from './allegation.samples.ts'

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
