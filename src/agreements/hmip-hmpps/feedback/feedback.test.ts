import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { months } from '../../../calendar/period.ts'
import { given, holder, it, worldOn, type Taken } from '../../../../test/kit.ts'
import { feedback } from './feedback.ts'
import { survey } from './survey.ts'

const coordinator = holder('hmip.coordinator')
const chief = holder('hmip.chief')
const governor = holder('hmpps.ashmoor.governor')
const secretariat = holder('imb.secretariat')
const siu = holder('hmpps.siu')
const clock = holder('clock')

const after: Taken = [coordinator, 'invite', { occasion: 'inspection', place: 'ZAI' }]
const inSurvey: Taken = [
  coordinator,
  'invite',
  { occasion: 'survey', whom: secretariat.unit, year: 'April 2025 to March 2026' },
]

describe('HH-24: each place is asked how an inspection went, and need not answer', () => {
  it('the governor is asked, nothing falls due, and the inspectorate alone reads it', () => {
    const matter = given(feedback, after)
    assert.deepEqual(matter.owed, [])
    assert.deepEqual(matter.shown('answer'), ['hmip.chief', 'hmip.deputy', 'hmip.inspection', governor.post])
    const said = matter
      .when(governor, 'answer', { clear: '4', better: 'Fewer requests on day one' })
      .then({ stage: 'answered' })
    assert.equal(said.factsFor(chief).clear, '4')
    for (const who of [siu, holder('hmpps.brackley-hill.governor'), holder('imb.ashmoor.chair'), holder('hmip.press')])
      assert.equal(said.existsFor(who), false, who.post)
  })

  it('may be left unanswered, and an answer says something', () => {
    const matter = given(feedback, after)
    matter.when(governor, 'answer', {}).refused('HH-24', /at least one question/)
    matter
      .when(governor, 'decline', {})
      .then({ stage: 'declined' })
      .when(governor, 'answer', { clear: '1' })
      .refused('HH-24')
  })

  it('only whoever is asked answers', () => {
    given(feedback, after).when(coordinator, 'answer', { clear: '5' }).refused('HH-24')
    given(feedback).when(governor, 'invite', {}).refused('HH-24')
  })
})

describe('HH-24: stakeholders are surveyed once a business year', () => {
  const due: Taken = [clock, 'fall-due', { year: '2025' }]

  it('it falls due with the business year, and is owed by its end', () => {
    assert.equal(survey.recurs?.key(worldOn('2026-03-31')), '2025')
    assert.equal(survey.recurs?.key(worldOn('2026-04-01')), '2026')
    assert.deepEqual(
      given(survey, due).owed.map(duty => [duty.owedBy, duty.due]),
      [['hmip.inspection', '2026-03-31']],
    )
  })

  it('each is asked in a matter of their own, once', () => {
    const sent = given(survey, due)
      .when(coordinator, 'send', { whom: [secretariat.unit, siu.unit] })
      .then({ stage: 'sent' })
    assert.deepEqual(
      sent.last.opens.map(({ procedure, answers }) => [procedure, answers.occasion, answers.whom, answers.year]),
      [
        ['feedback', 'survey', secretariat.unit, 'April 2025 to March 2026'],
        ['feedback', 'survey', siu.unit, 'April 2025 to March 2026'],
      ],
    )
    assert.deepEqual(
      sent.owed.map(({ rule }) => rule),
      ['learn'],
    )
    assert.equal(sent.factsFor(chief).asked, 2)
    sent.when(coordinator, 'send', { whom: [siu.unit] }).refused('HH-24', /asked already/)
    for (const who of [secretariat, siu]) assert.equal(sent.existsFor(who), false)
  })

  it('a stakeholder sees their own answer and nobody else’s', () => {
    const matter = given(feedback, inSurvey)
    assert.equal(matter.existsFor(secretariat), true)
    assert.equal(matter.existsFor(siu), false)
    matter.when(secretariat, 'answer', { fair: '5' }).then({ stage: 'answered' })
  })

  it('what is learnt of it is owed once the answers were due, and anew where somebody else is asked', () => {
    const sent = (...asked: readonly Taken[]) => given(survey, due, ...asked)
    const ask = (whom: string, by?: string): Taken => [coordinator, 'send', { whom: [whom], by }]
    const owed = (matter: ReturnType<typeof sent>) => {
      const { owedBy, due: on, state } = matter.duty('learn') ?? {}
      return [owedBy, on, state]
    }
    assert.deepEqual(owed(sent(ask(siu.unit))), ['hmip.inspection', '2026-03-02', 'due'])
    assert.deepEqual(owed(sent(ask(siu.unit, '2026-01-30'))), ['hmip.inspection', '2026-03-27', 'due'])
    const anew = sent(ask(siu.unit)).on('2026-02-02').and(ask(secretariat.unit))
    assert.deepEqual(owed(anew), ['hmip.inspection', '2026-03-30', 'due'])
    const learnt = anew.and([coordinator, 'learn', { learnt: 'Nobody answered', changes: 'Ask in another month' }])
    assert.equal(learnt.duty('learn')?.state, 'met')
    assert.deepEqual(learnt.owed, [])
  })

  it('HH-15: its time is counted from when somebody was asked, also where nothing was ever learnt', () => {
    const kept = given(survey, due, [coordinator, 'send', { whom: [siu.unit] }]).keeping({ feedback: months(24) })
    kept.on('2028-01-05').when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    kept.on('2028-01-06').when(clock, 'time-is-up').then()
    const learnt = kept.on('2026-03-02').and([coordinator, 'learn', { learnt: 'Much', changes: 'Little' }])
    learnt.on('2028-01-06').when(clock, 'time-is-up').then()
    const anew = kept.on('2026-03-02').and([coordinator, 'send', { whom: [secretariat.unit] }])
    anew.on('2028-03-02').when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    anew.on('2028-03-03').when(clock, 'time-is-up').then()
  })

  it('what was learnt is recorded once somebody was asked', () => {
    const learnt = { learnt: 'Too many requests', changes: 'Ask for less' }
    given(survey, due)
      .when(coordinator, 'learn', learnt)
      .refused('HH-24', /Nobody has been asked/)
    given(survey, due, [coordinator, 'send', { whom: [siu.unit] }])
      .when(chief, 'learn', learnt)
      .then({ stage: 'learnt' })
  })
})
