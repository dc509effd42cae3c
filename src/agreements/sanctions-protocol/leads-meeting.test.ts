import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, worldOn, type Taken } from '../../../test/kit.ts'
import { leadsDecision } from './leads-decision.ts'
import { leadsMeeting } from './leads-meeting.ts'

const clock = holder('clock')
const officer = holder('hmip.sanctions-officer')
const nationalChair = holder('imb.national-chair')
const deputy = holder('ppo.deputy')
const leads = ['hmip.lead', nationalChair.post, deputy.post]

const due: Taken = [clock, 'fall-due', { half: '2026-H1' }]
const attendees = [
  { name: 'One', body: 'HMIP' },
  { name: 'Two', body: 'IMB' },
  { name: 'Three', body: 'PPO' },
]
const minutes = {
  heldOn: '2026-01-05',
  attendees,
  lessons: [{ lesson: 'Moves follow letters.', kinds: ['relocation'] }],
  decisions: [{ decision: 'Write to every board.', body: 'IMB', by: '2026-03-31' }],
}

describe('SP-27: the leads meet every six months', () => {
  it('the clock calls for one in each half of the year', () => {
    const { recurs } = leadsMeeting
    assert.equal(recurs?.key(worldOn('2026-06-30')), '2026-H1')
    assert.equal(recurs?.key(worldOn('2026-07-01')), '2026-H2')
  })

  it('it is owed by all three, by the end of the half-year', () => {
    const matter = given(leadsMeeting, due)
    assert.deepEqual(
      matter.owed.map(duty => [duty.rule, duty.owedBy, duty.due]),
      leads.map(lead => ['meet', lead, '2026-06-30']),
    )
    assert.equal(matter.factsFor(deputy).half, 'First half of 2026')
    assert.equal(matter.factsFor(deputy).about, 'Meeting of the leads, first half of 2026')
    assert.equal(given(leadsMeeting, [clock, 'fall-due', { half: '2026-H2' }]).duty('meet')?.due, '2026-12-31')
  })

  it('any lead may call it, with an agenda and the pack', () => {
    for (const lead of [officer, nationalChair, deputy])
      given(leadsMeeting, due)
        .when(lead, 'call', { on: '2026-02-02', items: [{ item: 'The log' }] })
        .then({ stage: 'called' })
    given(leadsMeeting, due).when(holder('hmip.team-leader'), 'call', {}).refused('SP-27')
  })

  it('the meeting meets it, with who was there and what was learnt (SP-21)', () => {
    const matter = given(leadsMeeting, due)
    matter.when(officer, 'hold', { ...minutes, lessons: [] }).refused('SP-27', /^Write at least one lesson/)
    matter
      .when(officer, 'hold', { ...minutes, attendees: attendees.slice(0, 2) })
      .refused('SP-27', 'Nobody from Prisons and Probation Ombudsman was there')
    matter.when(officer, 'hold', { ...minutes, heldOn: '2026-01-06' }).refused('SP-27')
    const held = matter.when(officer, 'hold', minutes).then({ stage: 'held' })
    assert.deepEqual(held.owed, [])
    assert.deepEqual([held.factsFor(deputy).lessons, held.factsFor(deputy).decisions], [1, 1])
    held.when(deputy, 'remark', { remark: 'The kinds should be looked at.' }).then()
  })

  it('nobody else sees it', () => {
    const held = given(leadsMeeting, due, [officer, 'hold', minutes])
    for (const who of [holder('imb.ashmoor.chair'), holder('ppo.investigator'), holder('hmpps.siu')])
      assert.equal(held.existsFor(who), false)
  })

  it('each decision becomes a duty of one body', () => {
    const held = given(leadsMeeting, due, [officer, 'hold', minutes])
    assert.deepEqual(held.last.opens, [
      { procedure: 'leads-decision', answers: { decision: 'Write to every board.', body: 'IMB', by: '2026-03-31' } },
    ])
    const none = given(leadsMeeting, due, [officer, 'hold', { ...minutes, decisions: [] }])
    assert.deepEqual(none.last.opens, [])
  })
})

describe('SP-21: what the leads decided is done by the body it falls to', () => {
  for (const [body, lead] of [
    ['IMB', nationalChair],
    ['PPO', deputy],
    ['HMIP', officer],
  ] as const)
    it(`${body} by its lead`, () => {
      const agreed = given(leadsDecision, [
        officer,
        'agree',
        { decision: 'Write to every board.', body, by: '2026-03-31' },
      ])
      assert.deepEqual([agreed.duty('do')?.due, agreed.state.owner], ['2026-03-31', 'hmip.lead'])
      assert.ok([lead.post, lead.unit].includes(agreed.duty('do')?.owedBy ?? ''))
      for (const other of [officer, nationalChair, deputy].filter(one => one !== lead))
        agreed.when(other, 'do', { done: 'x' }).refused('SP-21')
      const done = agreed.when(lead, 'do', { done: 'All boards were written to.' }).then({ stage: 'done' })
      assert.equal(done.duty('do')?.state, 'met')
    })
})
