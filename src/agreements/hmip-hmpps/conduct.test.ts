import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, type Taken } from '../../../test/kit.ts'
import { conduct } from './conduct.ts'

const governor = holder('hmpps.ashmoor.governor')
const groupDirector = holder('hmpps.group-director')
const teamLeader = holder('hmip.team-leader')
const coordinator = holder('hmip.coordinator')
const deputy = holder('hmip.deputy')
const officer = holder('hmip.sanctions-officer')

const complaint = {
  place: 'ZAI',
  about: 'inspector',
  inspectors: 'team-leader',
  line: 'How a cell was looked into',
  what: 'She went in without a word to him.',
  formal: false,
}
const byInspectors = { ...complaint, about: 'place', inspectors: undefined, places: 'governor' }
const fromGovernor: Taken = [governor, 'raise', complaint]
const fromInspector: Taken = [coordinator, 'raise', byInspectors]

describe('HH-22: a complaint about an inspector goes to the team leader, the deputy or the Chief Inspector', () => {
  it('is between whoever makes it and whoever deals with it, and not for their offices', () => {
    const matter = given(conduct, fromGovernor)
    assert.deepEqual(matter.shown('complaint'), [teamLeader.post, governor.post])
    for (const who of [coordinator, deputy, officer, groupDirector, holder('hmpps.ashmoor.liaison')])
      assert.equal(matter.existsFor(who), false, who.post)
  })

  it('is owed an answer, by our own time, from the day it was put', () => {
    const matter = given(conduct, fromGovernor)
    assert.deepEqual(
      matter.owed.map(duty => [duty.rule, duty.owedBy, duty.due]),
      [['answer', teamLeader.post, '2026-02-02']],
    )
    const answered = matter.when(teamLeader, 'answer', { outcome: 'part', words: 'She will knock.' }).then()
    assert.deepEqual(answered.owed, [])
    assert.equal(answered.factsFor(governor).outcome, 'part')
  })

  it('may be one that somebody else made to the inspectorate', () => {
    given(conduct)
      .when(coordinator, 'raise', { ...complaint, inspectors: 'deputy', whose: 'A visitor', formal: true })
      .then({ stage: 'raised' })
  })

  it('is taken higher, and whoever had it sees it no more', () => {
    const higher = given(conduct, fromGovernor)
      .when(governor, 'take-higher', { higher: 'deputy', because: 'It is grave' })
      .then()
    assert.deepEqual(higher.shown('complaint'), [deputy.post, governor.post])
    assert.deepEqual(
      higher.owed.map(duty => duty.owedBy),
      [deputy.post],
    )
    higher.when(teamLeader, 'answer', { outcome: 'not', words: 'No' }).refused('HH-22')
    const highest = higher.when(deputy, 'take-higher', { higher: 'chief', because: 'I know her' }).then()
    assert.deepEqual(highest.shown('complaint'), ['hmip.chief', deputy.post, governor.post], 'the deputy handed it on')
    assert.deepEqual(highest.shown('answer'), ['hmip.chief', governor.post], 'and reads nothing of what comes of it')
    highest.when(governor, 'take-higher', { higher: 'deputy', because: 'x' }).refused('HH-22', /goes no higher/)
  })

  it('is never dealt with by whoever made it', () => {
    given(conduct)
      .when(teamLeader, 'raise', complaint)
      .refused('HH-22', /of your own/)
    given(conduct, [deputy, 'raise', complaint])
      .when(teamLeader, 'take-higher', { higher: 'deputy', because: 'x' })
      .refused('HH-22', 'They made it, and can’t deal with a complaint of their own')
    given(conduct, [deputy, 'raise', complaint])
      .when(teamLeader, 'take-higher', { higher: 'chief', because: 'x' })
      .then()
    given(conduct, [deputy, 'raise', complaint])
      .when(deputy, 'take-higher', { higher: 'deputy', because: 'x' })
      .refused('HH-22', /of your own/)
  })

  it('that is formal goes through the inspectorate’s own process, with its reference there', () => {
    const matter = given(conduct, fromGovernor)
    matter.when(teamLeader, 'answer', { outcome: 'process', words: 'It is in it.' }).refused('HH-22', /reference/)
    matter.when(teamLeader, 'answer', { outcome: 'process', reference: 'C-12', words: 'It is in it.' }).then()
  })

  it('is about an inspector, where the service makes it', () => {
    given(conduct)
      .when(governor, 'raise', byInspectors)
      .refused('HH-22', /whom it is about/)
  })
})

describe('HH-23: a complaint by inspectors goes to the governor, or above', () => {
  it('to the governor of that place alone', () => {
    const matter = given(conduct, fromInspector)
    assert.deepEqual(matter.shown('complaint'), [coordinator.post, governor.post])
    assert.deepEqual(
      matter.owed.map(duty => [duty.rule, duty.owedBy]),
      [['answer inspectors', governor.post]],
    )
    assert.equal(matter.existsFor(holder('hmpps.brackley-hill.governor')), false)
  })

  it('and higher to the group director and the Director General', () => {
    const matter = given(conduct, fromInspector)
    const higher = matter.when(coordinator, 'take-higher', { higher: 'group-director', because: 'No answer' }).then()
    assert.deepEqual(higher.shown('complaint'), [coordinator.post, groupDirector.post])
    matter.when(governor, 'answer', { outcome: 'process', words: 'x', reference: 'x' }).refused('HH-23', /Choose/)
  })

  it('and stops when it is withdrawn', () => {
    const withdrawn = given(conduct, fromInspector).when(coordinator, 'withdraw', {}).then({ stage: 'withdrawn' })
    assert.equal(withdrawn.duty('answer inspectors')?.state, 'fell away')
    withdrawn.when(governor, 'take-up', {}).refused('HH-23')
  })
})

describe('HH-22, HH-23: whatever is done, owed, disclosed or refused cites the clause of the way it goes', () => {
  const ways = [
    { clause: 'HH-22', way: 'answer', raised: fromGovernor, by: governor, to: teamLeader, higher: 'deputy' },
    {
      clause: 'HH-23',
      way: 'answer inspectors',
      raised: fromInspector,
      by: coordinator,
      to: governor,
      higher: 'group-director',
    },
  ] as const
  for (const { clause, way, raised, by, to, higher } of ways)
    it(`${clause}: every step, and every reason that one is closed`, () => {
      const matter = given(conduct, raised)
      const taken: readonly Taken[] = [
        [by, 'add-to', { more: 'He said so twice.' }],
        [to, 'take-up', {}],
        [to, 'take-higher', { higher, because: 'It is grave' }],
        [to, 'answer', { outcome: 'part', words: 'It was so.' }],
        [by, 'withdraw', {}],
      ]
      for (const [who, step, typed] of taken) {
        const { last } = matter.when(who, step, typed).then()
        assert.deepEqual(last.clauses, [clause], step)
        for (const { clause: under } of [...last.shares, ...last.recalls]) assert.equal(under, clause, step)
        const over = matter.and([by, 'withdraw', {}])
        over.when(who, step, typed).refused(clause, 'It was withdrawn')
        const other = who === by ? to : by
        if (step !== 'take-higher') matter.when(other, step, typed).refused(clause, /^This step is for/)
      }
      assert.deepEqual(matter.last.clauses, [clause])
      assert.equal(conduct.rules[way]?.clause, clause)
      matter.when(to, 'answer', { outcome: 'part' }).refused(clause, 'Say what you found and what is done')
      const first = raised[2] as Record<string, unknown>
      given(conduct)
        .when(raised[0], 'raise', { ...first, line: '' })
        .refused(clause, 'Say in one line what it is about')
    })
})
