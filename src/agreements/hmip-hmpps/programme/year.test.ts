import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, worldOn, type Taken } from '../../../../test/kit.ts'
import { factors } from './risk.ts'
import { inspectionProgramme, weightColumn, yearKey } from './year.ts'

const clock = holder('clock')
const coordinator = holder('hmip.coordinator')
const chief = holder('hmip.chief')
const deputy = holder('hmip.deputy')
const officer = holder('hmip.sanctions-officer')
const siu = holder('hmpps.siu')

const opened: Taken = [clock, 'open-year', { year: '2025' }]
const question = {
  whom: ['hmpps.scrutiny', 'imb.national'],
  by: '2026-02-02',
  on: ['plans', 'framework'],
  words: 'Which kinds of establishment should be inspected sooner?',
}
const consulted: Taken = [coordinator, 'consult', question]
const countedIn = (consultation: string, whom: string): Taken => [
  coordinator,
  'count-in',
  { consultation: [consultation], whom },
]
const outcome = { outcome: 'Women’s prisons come sooner.', changed: 'yes', own: 'Three more in the autumn.' }

describe('HH-5: a programme for each business year', () => {
  it('is opened by the clock as April begins, and not before', () => {
    assert.equal(yearKey(worldOn('2026-03-31').today), '2025')
    assert.equal(yearKey(worldOn('2026-04-01').today), '2026')
    assert.equal(inspectionProgramme.recurs?.key(worldOn('2026-04-01')), '2026')
  })

  it('is the planners’ alone: the clock knows the year, and nothing else of it', () => {
    const year = given(inspectionProgramme, opened)
    assert.deepEqual(year.shown('plans'), ['hmip.chief', 'hmip.deputy', 'hmip.inspection'])
    assert.deepEqual(year.partsOf(clock), ['year'])
    for (const who of [officer, siu, holder('imb.national-chair'), holder('hmip.press'), holder('ppo.deputy')])
      assert.equal(year.existsFor(who), false, who.title)
  })

  it('is to be consulted on by the end of March', () => {
    const year = given(inspectionProgramme, opened)
    assert.deepEqual([year.duty('consult')?.owedBy, year.duty('consult')?.due], ['hmip.inspection', '2026-03-31'])
    assert.equal(year.and(consulted).duty('consult')?.state, 'met')
  })
})

describe('HH-5: whom the inspectorate consults', () => {
  it('a place that is named in the question, or in the outcome, is pointed out before they read it (HH-6b)', () => {
    const one = given(inspectionProgramme, opened, consulted)
    const warned = (step: string, answers: object) =>
      inspectionProgramme.steps[step]?.warn?.({
        matter: one.seenBy(coordinator),
        me: coordinator,
        answers: answers as never,
        world: one.world,
      }) ?? ''
    assert.match(warned('consult', { ...question, words: 'Should Dunscar wait?' }), /^It names Dunscar\./)
    assert.equal(warned('consult', question), '')
    const early = /^Answers may still come until 2 February 2026: after this there are none\./
    assert.match(warned('record-outcome', { ...outcome, outcome: 'Dunscar first.' }), /none\. It names Dunscar\./)
    assert.match(warned('record-outcome', outcome), new RegExp(`${early.source}$`))
  })

  it('opens a matter of their own for each, on the same question', () => {
    const { opens } = given(inspectionProgramme, opened, consulted).last
    assert.deepEqual(
      opens.map(({ procedure, answers }) => [procedure, answers.consultee, answers.year, answers.programme]),
      [
        ['consultation', 'hmpps.scrutiny', 'April 2025 to March 2026', ['PRG-2026-0001']],
        ['consultation', 'imb.national', 'April 2025 to March 2026', ['PRG-2026-0001']],
      ],
    )
  })

  it('shows none of them the programme', () => {
    const year = given(inspectionProgramme, opened, consulted, countedIn('CNS-2026-0001', 'hmpps.scrutiny'))
    assert.deepEqual(year.shown('plans'), ['hmip.chief', 'hmip.deputy', 'hmip.inspection'])
    assert.equal(year.existsFor(siu), false)
  })

  it('never is one establishment or one board', () => {
    given(inspectionProgramme, opened)
      .when(coordinator, 'consult', { ...question, whom: ['hmpps.ashmoor'] })
      .refused('HH-5', /not in it/)
    given(inspectionProgramme, opened)
      .when(coordinator, 'consult', { ...question, whom: ['imb.ashmoor'] })
      .refused('HH-5', /not in it/)
  })

  it('are not asked twice in a year, and others may be asked later', () => {
    const year = given(inspectionProgramme, opened, consulted, countedIn('CNS-2026-0001', 'hmpps.scrutiny'))
    year
      .when(coordinator, 'consult', { ...question, whom: ['hmpps.scrutiny'] })
      .refused('HH-5', /has been asked already/)
    year.when(coordinator, 'consult', { ...question, whom: ['ppo.lead'] }).then({ stage: 'consulting' })
  })

  it('a consultation is counted in once, and only by its reference', () => {
    const year = given(inspectionProgramme, opened, consulted, countedIn('CNS-2026-0001', 'hmpps.scrutiny'))
    year.when(...countedIn('CNS-2026-0001', 'hmpps.scrutiny')).refused('HH-5', /already/)
    year.when(...countedIn('SAN-2026-0001', 'hmpps.scrutiny')).refused('HH-5', /reference of one consultation/)
  })
})

describe('HH-5: the outcome', () => {
  const year = given(
    inspectionProgramme,
    opened,
    consulted,
    countedIn('CNS-2026-0001', 'hmpps.scrutiny'),
    countedIn('CNS-2026-0002', 'imb.national'),
  )

  it('is owed within a time of ours, counted from the day that answers were asked for', () =>
    assert.deepEqual([year.duty('outcome')?.from, year.duty('outcome')?.due], ['2026-02-02', '2026-03-02']))

  it('is told to everybody who was asked, without what stays with the planners', () => {
    const settled = year.when(coordinator, 'record-outcome', outcome).then({ stage: 'settled' })
    assert.deepEqual(
      settled.last.also.map(({ reference, step, answers }) => [reference, step, answers]),
      ['CNS-2026-0001', 'CNS-2026-0002'].map(reference => [
        reference,
        'tell-outcome',
        { outcome: 'Women’s prisons come sooner.' },
      ]),
    )
    assert.equal(settled.duty('outcome')?.state, 'met')
  })

  it('can’t be recorded before anybody was consulted, nor twice', () => {
    given(inspectionProgramme, opened)
      .when(coordinator, 'record-outcome', outcome)
      .refused('HH-5', /Nobody has been/)
    year
      .and([coordinator, 'record-outcome', outcome])
      .when(chief, 'record-outcome', outcome)
      .refused('HH-5', /has been/)
  })
})

describe('HH-6c: the weights of the risk are the inspectorate’s to set', () => {
  it('those that are given change, the others stay, and the history says why', () => {
    const set = given(inspectionProgramme, opened)
      .when(deputy, 'set-weights', { scores: '40', because: 'Scores told more.' })
      .then({ says: 'set the weight of last scores of the healthy prison tests to 40' })
    assert.equal(set.factsFor(coordinator)[weightColumn('scores')], 40)
    assert.equal(set.factsFor(coordinator)[weightColumn('time')], undefined)
    assert.equal(set.last.entry.answers.because, 'Scores told more.')
  })

  it('nought leaves a factor out; more than a hundred is no weight', () => {
    given(inspectionProgramme, opened).when(chief, 'set-weights', { urgent: '0', because: 'Tried.' }).then()
    given(inspectionProgramme, opened)
      .when(chief, 'set-weights', { urgent: '101', because: 'Tried.' })
      .refused('HH-6c', /from 0 to 100/)
  })

  it('need a reason, and at least one weight', () => {
    given(inspectionProgramme, opened)
      .when(chief, 'set-weights', { urgent: '20' })
      .refused('HH-6c', 'Say why the weights change')
    given(inspectionProgramme, opened)
      .when(chief, 'set-weights', { because: 'For no reason.' })
      .refused('HH-6c', /at least one/)
  })

  it('are set in the programme of the year that it is', () => {
    given(inspectionProgramme, opened)
      .on('2026-03-31')
      .when(chief, 'set-weights', { time: '10', because: 'Why not.' })
      .then()
    given(inspectionProgramme, opened)
      .on('2026-04-01')
      .when(chief, 'set-weights', { time: '10', because: 'Why not.' })
      .refused('HH-6c', /year is over/)
  })

  it('nobody else at the inspectorate sets them, the clock neither', () => {
    for (const who of [officer, clock, holder('hmip.intelligence')])
      given(inspectionProgramme, opened).when(who, 'set-weights', { time: '10', because: 'Why not.' }).refused('HH-6c')
  })

  it('every factor has one, of which ours come to a hundred', () => {
    const asks = Object.keys(inspectionProgramme.steps['set-weights']?.asks ?? {})
    assert.deepEqual(asks, [...Object.keys(factors), 'because'])
    assert.equal(
      Object.values(factors).reduce((sum, one) => sum + one.usual, 0),
      100,
    )
  })
})
