import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, places, type Taken } from '../../../../test/kit.ts'
import { asText } from '../../../letters/blocks.ts'
import { issue } from '../../../letters/letter.ts'
import { allegation } from '../allegation.ts'
import { briefingPaper } from '../letters.ts'
import {
  agreed,
  assessed,
  assistant,
  board,
  briefed,
  briefing,
  deputy,
  emergency,
  enquiry,
  governor,
  leads,
  letter,
  member,
  officer,
  otherBoard,
  qualifies,
  received,
  refused,
  toGovernor,
} from './allegation.samples.ts'

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

  it('once they agree and it qualifies, whoever received it is to ask the board, and a board that did is to enquire', () => {
    for (const steps of [
      fromInspectorate,
      [fromInspectorate[0], fromInspectorate[2], fromInspectorate[1]] as Taken[],
    ]) {
      const { owedBy, due } = given(allegation, ...steps).duty('ask the board') ?? {}
      assert.deepEqual([owedBy, due], ['hmip.lead', '2026-01-07'])
    }
    assert.equal(asked.duty('ask the board')?.state, 'met')
    const own = given(allegation, ...assessed)
    assert.deepEqual([own.duty('enquire unasked')?.owedBy, own.duty('ask the board')], [board, undefined])
    assert.equal(own.and([member, 'enquire', enquiry]).duty('enquire unasked')?.state, 'met')
    assert.deepEqual(
      own.and([member, 'assign-board', { ask: 'x' }]).owed.filter(one => one.rule.startsWith('enquire')).length,
      1,
    )
    const [receipt, , assessment] = fromInspectorate as [Taken, Taken, Taken]
    const establishment: Taken = [officer, 'ask-consent', { ...agreed, covers: ['establishment'] }]
    assert.equal(given(allegation, receipt, establishment, assessment).duty('ask the board'), undefined)
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

    it('and so it is theirs to do, within ten working days by our default, until it is over otherwise', () => {
      const { owedBy, due } = centre.duty('enquire unasked') ?? {}
      assert.deepEqual([owedBy, due, centre.duty('ask the board')], ['hmip.lead', '2026-01-19', undefined])
      const declined = centre.and([deputy, 'decide', { investigate: 'no', reasons: 'x', explainedBy: 'HMIP' }])
      assert.equal(declined.duty('enquire unasked')?.state, 'fell away')
      assert.equal(centre.and([officer, 'enquire', enquiry]).duty('brief')?.owedBy, 'hmip.lead')
    })

    it('nothing on a page, in a letter or in the history speaks of a board', () => {
      const told = centre.and([officer, 'enquire', enquiry], [officer, 'brief', { ...briefing, suggests: ['watch'] }])
      const { parts, stages, columns } = allegation
      const view = { matter: told.seenBy(officer), me: officer, answers: {}, world: told.world }
      const paper = issue(briefingPaper, view)
      const words = [
        ...Object.values(parts).map(part => part.label),
        ...Object.values(stages),
        ...Object.values(columns).map(column => column.label),
        ...told.state.kept.map(({ making }) => making.says),
        ...told.last.shares.flatMap(share => [share.purpose, ...share.conditions]),
        ...told.owed.map(duty => allegation.rules[duty.rule]?.label ?? ''),
        briefingPaper.label,
        ...(paper.refused ? [] : [paper.title, asText(paper.blocks)]),
      ]
      assert.deepEqual(
        words.filter(one => /board/i.test(one)),
        [],
      )
      assert.ok(words.some(one => one.includes('How they are treated goes on being watched')))
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

  it('whoever names the person in it is warned, unless its readers may know who that is', () => {
    const warned = (covers: string[]) => {
      const consent: Taken = [member, 'ask-consent', { ...agreed, covers }]
      const enquired = given(allegation, received, consent, [member, 'assess', qualifies], [member, 'enquire', enquiry])
      const answers = { ...briefing, findings: 'Jordan Canary is afraid.' }
      return allegation.steps.brief?.warn?.({
        matter: enquired.seenBy(member),
        me: member,
        answers,
        world: enquired.world,
      })
    }
    assert.match(warned(['board']) ?? '', /“Jordan Canary” may tell who somebody is/)
    assert.equal(warned(['board', 'bodies']), undefined)
  })

  it('SP-23b: what was sent while they agreed that the bodies know is shown again only once they agree to that again', () => {
    const again = (covers: string[]): Taken[] => [
      [officer, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'A member' }],
      [officer, 'ask-consent', { ...agreed, covers }],
      [officer, 'assign-board', { ask: 'Please go again.' }],
    ]
    const before: Taken[] = [
      [officer, 'receive', letter],
      [officer, 'ask-consent', agreed],
      [officer, 'assess', qualifies],
      [officer, 'assign-board', { ask: 'Please speak to them.' }],
      [member, 'enquire', enquiry],
    ]
    const sent = given(allegation, ...before, [member, 'brief', briefing])
    sent
      .and(...again(['board']))
      .when(member, 'brief', briefing)
      .refused('SP-23b', /taken back with the person’s consent/)
    const leadsAndAssistant = ['hmip.lead', board, assistant.post, deputy.post]
    for (const matter of [sent.and(...again(['board', 'bodies'])), given(allegation, ...before, ...again(['board']))])
      assert.deepEqual(matter.and([member, 'brief', briefing]).shown('briefing'), leadsAndAssistant)
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
