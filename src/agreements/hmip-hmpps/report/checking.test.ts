import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { it, type Case } from '../../../../test/kit.ts'
import { tablesOf } from '../../../engine/table.ts'
import {
  answered,
  answers,
  centre,
  checked,
  chiefExecutive,
  governor,
  leader,
  points,
  press,
  sent,
  siu,
  unit,
} from './kit.samples.ts'
import { report } from './report.ts'

const all = { whole: 'all' }
const content = { content: 'yes' }

describe('HH-27: the service checks the facts', () => {
  it('in three weeks, or 15 working days', () => {
    assert.deepEqual(
      sent().owed.map(({ rule, owedBy, from, due }) => [rule, owedBy, from, due]),
      [
        ['publish within the aim', unit, '2025-12-05', '2026-03-13'],
        ['check the facts', centre, '2026-01-12', '2026-02-02'],
      ],
    )
  })

  it('by its centre alone, and never before there is a draft', () => {
    for (const me of [leader, governor, chiefExecutive, press])
      sent()
        .when(me, 'raise-points', { points, ...all })
        .refused('HH-27')
    sent()
      .and([leader, 'take-back', { because: 'x' }])
      .when(siu, 'raise-points', all)
      .refused('HH-27', /No draft lies/)
  })

  it('each point with its passage, what is wrong, what shows it, and whether it is fact or judgement', () => {
    for (const field of ['passage', 'wrong', 'evidence', 'is'])
      sent()
        .when(siu, 'raise-points', { points: [{ ...points[0], [field]: '' }], ...all })
        .refused('HH-27', /^Row 1: Say/)
    const faulty = [{ ...points[0], wrong: '', is: '' }, points[0], { ...points[0], passage: '' }]
    const atOnce = sent().when(siu, 'raise-points', { points: faulty, ...all })
    for (const told of [/^Row 1: Say what is wrong/, /^Row 1: Say whether/, /^Row 3: Say/])
      atOnce.refused('HH-27', told)
    sent().when(siu, 'raise-points', { whole: 'more' }).refused('HH-27', 'There is no point here yet')
    sent().when(siu, 'raise-points', { points }).refused('HH-27', 'Say whether those are all')
  })

  it('is over once all points are in and the date is answered, whichever comes last', () => {
    const first = sent().and([siu, 'raise-points', { points: points.slice(0, 1), whole: 'more' }])
    assert.equal(first.stageFor(leader), 'checking')
    const rest = first.and([siu, 'raise-points', { points: points.slice(1), ...all }])
    assert.equal(rest.duty('check the facts')?.state, 'due')
    rest.when(siu, 'raise-points', { points, ...all }).refused('HH-27', 'You said that those were all')
    const over = rest.when(siu, 'content-with-date', content).then({ stage: 'answering' })
    assert.equal(over.duty('check the facts')?.state, 'met')
    const other = sent().and([siu, 'content-with-date', content])
    assert.equal(other.duty('check the facts')?.state, 'due')
    other.when(siu, 'raise-points', { points, ...all }).then({ stage: 'answering' })
  })

  it('the draft closes to the service when it is over, and not before', () => {
    const half = sent().and([siu, 'content-with-date', content])
    assert.ok(half.partsOf(siu).includes('draft'))
    for (const over of [half.and([siu, 'raise-points', all]), checked()]) {
      assert.deepEqual(over.partsOf(siu).toSorted(), ['check', 'course'])
      assert.doesNotMatch(JSON.stringify(over.seenBy(siu)), /fallen by a fifth/)
      assert.ok(over.partsOf(leader).includes('draft'))
    }
  })

  it('without any point there is nothing to answer', () => {
    const none = sent()
      .and([siu, 'content-with-date', content])
      .when(siu, 'raise-points', all)
      .then({ stage: 'publishing' })
    assert.equal(none.duty('answer the points'), undefined)
    assert.equal(none.duty('publish')?.state, 'due')
  })

  it('a service that is not content with the date says why', () => {
    sent().when(siu, 'content-with-date', { content: 'no' }).refused('HH-27', 'Say why')
    const not = sent().and([siu, 'content-with-date', { content: 'no', because: 'An election', rather: '2026-03-10' }])
    assert.equal(not.factsFor(leader).content, 'no')
    not.when(siu, 'content-with-date', content).refused('HH-27', 'You have answered that')
  })
})

describe('HH-27: at the deadline the inspectorate may go on without the check', () => {
  it('not on the day it is due, but from the day after', () => {
    for (const early of ['2026-01-12', '2026-01-30', '2026-02-02'])
      sent()
        .on(early)
        .when(leader, 'go-on-without')
        .refused('HH-27', /still has time.* from 3 February 2026 on$/)
    const on = sent()
      .on('2026-02-03')
      .when(leader, 'go-on-without')
      .then({ stage: 'publishing', tells: [centre, 'hmip.chief', 'hmip.deputy'] })
    assert.equal(on.duty('check the facts')?.state, 'fell away')
    assert.equal(on.duty('publish')?.state, 'due')
    assert.ok(!on.partsOf(siu).includes('draft'))
  })

  it('when holidays make 15 working days longer than three weeks, the later of the two is given', () => {
    // Sent on Monday 30 March 2026: Good Friday and Easter Monday lie between. Three weeks end on 20 April, 15 working days on 22 April.
    const late = sent()
      .and([leader, 'take-back', { because: 'x' }])
      .on('2026-03-30')
      .and([leader, 'send-second-draft'])
    late.on('2026-04-22').when(leader, 'go-on-without').refused('HH-27')
    late.on('2026-04-23').when(leader, 'go-on-without').then()
  })

  it('not while its clock stands still, and as much later as it stood still', () => {
    const stopped = sent()
      .on('2026-01-20')
      .and([leader, 'pause', { until: '2026-02-04', because: 'An inquest' }])
    // Eleven working days: from 20 January until 4 February.
    stopped
      .on('2026-02-03')
      .when(leader, 'go-on-without')
      .refused('HH-27', /stands still until 4 February 2026/)
    stopped
      .on('2026-02-17')
      .when(leader, 'go-on-without')
      .refused('HH-27', /still has time.* from 18 February 2026 on$/)
    stopped.on('2026-02-18').when(leader, 'go-on-without').then()
  })

  it('points that have come are answered all the same', () => {
    const some = sent()
      .and([siu, 'raise-points', { points, whole: 'more' }])
      .on('2026-02-03')
    const on = some.when(leader, 'go-on-without').then({ stage: 'answering' })
    assert.equal(on.duty('answer the points')?.due, '2026-02-17')
    on.when(leader, 'finalise').refused('HH-28')
    on.when(siu, 'raise-points', { points, ...all }).refused('HH-27')
    on.when(leader, 'answer-points', { answers }).then({ stage: 'publishing' })
  })

  it('by the inspectorate alone', () => {
    for (const me of [siu, governor]) sent().on('2026-02-03').when(me, 'go-on-without').refused('HH-27')
  })
})

describe('HH-28: the inspectorate answers each point', () => {
  it('in two weeks, which is ten working days', () => {
    assert.deepEqual(
      checked().owed.map(({ rule, from, due }) => [rule, from, due]),
      [
        ['publish within the aim', '2025-12-05', '2026-03-13'],
        ['answer the points', '2026-01-26', '2026-02-09'],
      ],
    )
  })

  it('until each is answered nothing goes on', () => {
    const one = checked()
      .when(leader, 'answer-points', { answers: answers.slice(0, 1) })
      .then({ stage: 'answering' })
    assert.equal(one.duty('answer the points')?.state, 'due')
    assert.equal(one.factsFor(siu).open, 1)
    one.when(leader, 'finalise').refused('HH-28', /every point is answered/)
    const all = one.when(leader, 'answer-points', { answers: answers.slice(1) }).then({ stage: 'publishing' })
    assert.equal(all.duty('answer the points')?.state, 'met')
    assert.equal(all.factsFor(siu).open, 0)
  })

  it('accepted, in part, not, or as judgement, always in words', () => {
    for (const answer of ['accepted', 'partly', 'not accepted', 'judgement'])
      checked()
        .when(leader, 'answer-points', { answers: [{ point: '1', answer, words: 'So.' }] })
        .then()
    checked()
      .when(leader, 'answer-points', { answers: [{ point: '1', answer: 'accepted' }] })
      .refused('HH-28', /in words/)
    checked()
      .when(leader, 'answer-points', { answers: [{ point: '1', answer: 'maybe', words: 'x' }] })
      .refused('HH-28')
    checked()
      .when(leader, 'answer-points', { answers: [{ point: '3', answer: 'accepted', words: 'x' }] })
      .refused('HH-28')
    checked()
      .when(leader, 'answer-points', { answers: [answers[0], answers[0]] })
      .refused('HH-28', /answered twice/)
  })

  it('its form begins with a row for each point that has none, and a row that nothing is added to is left out', () => {
    const asks = report.steps['answer-points']?.asks.answers
    const begins = (matter: Case) =>
      asks?.startsWith?.({ matter: matter.seenBy(leader), me: leader, answers: {}, world: matter.world })
    assert.deepEqual(begins(checked()), ['1', '2'])
    const one = checked().and([
      leader,
      'answer-points',
      { answers: [answers[0], { point: '2', answer: '', words: ' ' }] },
    ])
    assert.deepEqual(begins(one), ['2'])
    assert.deepEqual(begins(one.and([leader, 'answer-points', { answers: [answers[1]] }])), [])
    for (const row of [
      { point: '2', answer: 'not accepted' },
      { point: '2', words: 'No.' },
    ])
      one.when(leader, 'answer-points', { answers: [row] }).refused('HH-28')
    one.when(leader, 'answer-points', { answers: [{ point: '2' }] }).refused('HH-28', 'Answer at least one point')
  })

  it('the service reads each answer, and cannot give one', () => {
    const [table] = tablesOf(report, answered().seenBy(siu), answered().world)
    assert.deepEqual(
      table?.rows.map(row => [row.number, row.is, row.answer, row.words]),
      [
        [1, 'fact', 'accepted', 'It now says a quarter.'],
        [2, 'judgement', 'judgement', 'How long is too long is for us to judge.'],
      ],
    )
    for (const me of [siu, governor]) checked().when(me, 'answer-points', { answers }).refused('HH-28')
    assert.equal(answered().existsFor(governor), false)
  })

  it('an answer can be given anew until it is published; the newest stands', () => {
    const anew = answered().and([
      leader,
      'answer-points',
      { answers: [{ point: '1', answer: 'partly', words: 'Nearly.' }] },
    ])
    const [table] = tablesOf(report, anew.seenBy(siu), anew.world)
    assert.equal(table?.rows[0]?.answer, 'partly')
    assert.equal(anew.stageFor(leader), 'publishing')
  })

  it('a new draft is checked from the beginning, and its points go on counting', () => {
    const again = answered().and([leader, 'send-second-draft'])
    assert.equal(again.stageFor(leader), 'checking')
    assert.deepEqual([again.duty('publish')?.state, again.duty('check the facts')?.state], ['fell away', 'due'])
    const more = again.and(
      [siu, 'raise-points', { points: points.slice(0, 1), ...all }],
      [siu, 'content-with-date', content],
    )
    assert.equal(more.stageFor(leader), 'answering')
    more.when(leader, 'answer-points', { answers: [{ ...answers[0], point: '3' }] }).then({ stage: 'publishing' })
  })
})
