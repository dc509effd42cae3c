import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { months, years } from '../../calendar/period.ts'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { informationRequest } from '../hmip-hmpps/information-request.ts'
import { schedule } from '../hmip-hmpps/retention.ts'
import { urgentConcern } from '../hmip-hmpps/urgent-concern.ts'

const coordinator = holder('hmip.coordinator')
const deputy = holder('hmip.deputy')
const siu = holder('hmpps.siu')
const clock = holder('clock')

const asked: readonly Taken[] = [
  [
    coordinator,
    'ask',
    {
      place: places.ashmoor,
      about: 'Moves of Jordan Canary',
      what: 'Where they were held, and when.',
      why: 'An inspection.',
      sensitive: 'yes',
    },
  ],
  [siu, 'answer', { answer: 'On B wing throughout.', whole: 'whole' }],
]
/** Closed on 5 January 2026. */
const over = given(informationRequest, ...asked).and([coordinator, 'close'])
const twoYears = over.keeping({ 'case-information': months(24) })
const up = twoYears.on('2028-01-06').and([clock, 'time-is-up'])

describe('HH-15: the inspectorate’s own schedule says how long what the service gives it is kept', () => {
  const opened = given(schedule, [clock, 'open'])
  const rows = (one: typeof opened) => schedule.tables?.kinds?.rows(one.seenBy(coordinator), one.world) ?? []
  const period = (kind: string, count: string, unit = 'years') => [deputy, 'set-period', { kind, count, unit }] as const

  it('with no figure of ours: each kind without a period is a gap, owed by those who can close it', () => {
    assert.deepEqual(
      rows(opened).map(row => row.period),
      ['No period is set: a gap', 'No period is set: a gap'],
    )
    assert.deepEqual([opened.factsFor(deputy).gaps, opened.stageFor(deputy)], [2, 'gaps'])
    assert.deepEqual(
      opened.owed.map(({ owedBy, due }) => [owedBy, due]),
      [['hmip.deputy', '2026-02-02']],
    )
  })

  it('each period with who set it, from when it is counted, and the version it made', () => {
    const first = opened.and(period('case-information', '2'))
    assert.equal(first.owed.length, 1)
    assert.deepEqual(first.last.changes, [
      { kind: 'setting', setting: 'kept-case-information', body: 'HMIP', period: 'P2Y' },
    ])
    const whole = first
      .and(period('urgent-concerns', '6'))
      .on('2026-03-02')
      .and(period('case-information', '30', 'months'))
    assert.deepEqual([whole.factsFor(deputy).gaps, whole.factsFor(deputy).version, whole.owed], [0, 3, []])
    assert.deepEqual(rows(whole)[0], {
      kind: 'Information about cases that the prison service supplied',
      period: '30 months',
      counted: 'the day the request was closed or withdrawn',
      since: '2026-03-02',
      laidDown: undefined,
      version: 3,
      by: 'Deputy Chief Inspector of Prisons, Deputy Chief Inspector of Prisons, on 2 March 2026',
    })
    assert.equal(whole.stageFor(coordinator), 'whole')
  })

  it('is set by those who appoint to the inspectorate’s posts, and seen by nobody outside it', () => {
    for (const who of [coordinator, holder('hmip.chief'), holder('imb.secretariat'), siu])
      opened.when(who, 'set-period', { kind: 'case-information', count: '2', unit: 'years' }).refused('HH-15')
    for (const who of [siu, holder('imb.secretariat'), holder('hmip.press')]) assert.ok(!opened.existsFor(who))
    opened.when(deputy, 'set-period', { kind: 'anything', count: '2', unit: 'years' }).refused('HH-15', /which kind/)
  })
})

describe('HH-15: it is kept to the end of its last day, and no longer unless somebody says why', () => {
  it('nothing comes up while no period is set, or before it is over', () => {
    over.on('2040-01-05').when(clock, 'time-is-up').refused('HH-15', 'No period is set for records of this kind')
    given(informationRequest, ...asked)
      .keeping({ 'case-information': months(24) })
      .on('2040-01-05')
      .when(clock, 'time-is-up')
      .refused('HH-15', 'It is not over')
  })

  it('nor on its last day, but on the day after', () => {
    twoYears.on('2028-01-05').when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    twoYears.on('2028-01-05').when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', 'Its time is not up')
    assert.equal(
      up.last.says,
      'noted that its time is up: by the schedule it is kept for 24 months, and it was kept to the end of 5 January 2028',
    )
    assert.deepEqual(
      [up.owed.map(({ owedBy, due }) => [owedBy, due]), up.told],
      [[['hmip.inspection', '2028-02-03']], ['hmip.inspection']],
    )
    up.when(clock, 'time-is-up').refused('HH-15', 'That has been said')
  })

  it('by the schedule as it is when its time is looked at', () => {
    const longer = twoYears.keeping({ 'case-information': years(6) })
    longer.on('2028-01-06').when(clock, 'time-is-up').refused('HH-15')
    longer.on('2032-01-06').and([clock, 'time-is-up'])
  })

  it('and when it is disposed of: not before its time by a schedule that has become longer since it came up', () => {
    const dispose = [coordinator, 'dispose', { elsewhere: 'none' }] as const
    const longer = up.keeping({ 'case-information': years(6) })
    longer
      .on('2032-01-05')
      .when(...dispose)
      .refused('HH-15', /By the schedule as it is now it is kept longer/)
    assert.deepEqual(longer.on('2032-01-06').and([...dispose]).owed, [])
    longer.and([
      coordinator,
      'keep-longer',
      { keepBecause: 'law', keepWords: 'The schedule.', keepUntil: '2032-01-05' },
    ])
  })

  it('kept longer for a reason, it comes up again the day after the day they gave', () => {
    const hold = { keepBecause: 'inquiry', keepWords: 'The inquiry asked for that year.', keepUntil: '2029-06-30' }
    up.when(siu, 'keep-longer', hold).refused('HH-15')
    up.when(coordinator, 'keep-longer', { ...hold, keepWords: '' }).refused('HH-15', 'Say what it is')
    const held = up.and([coordinator, 'keep-longer', hold])
    assert.deepEqual([held.owed, held.factsFor(coordinator).retention], [[], 'longer'])
    held.when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', 'Its time is not up')
    held.on('2029-06-30').when(clock, 'time-is-up').refused('HH-15')
    assert.equal(held.on('2029-07-01').and([clock, 'time-is-up']).owed.length, 1)
  })

  it('disposed of by whoever holds it: what was said is gone for everybody, and what was done stays', () => {
    up.when(siu, 'dispose', { elsewhere: 'none' }).refused('HH-15')
    up.when(coordinator, 'dispose', { elsewhere: 'destroyed' }).refused('HH-15', 'Choose how it was destroyed')
    const paper = { elsewhere: 'destroyed', how: ['paper'], destroyedOn: '2028-01-06', witness: 'Certificate 12' }
    const gone = up.and([coordinator, 'dispose', paper])
    for (const who of [coordinator, siu])
      assert.doesNotMatch(JSON.stringify([gone.seenBy(who), gone.factsFor(who)]), /Canary|B wing|where they were held/i)
    assert.deepEqual(
      gone.seenBy(coordinator).entries.map(entry => entry.step),
      ['ask', 'answer', 'close', 'time-is-up', 'dispose'],
    )
    assert.deepEqual([gone.owed, gone.factsFor(siu).retention], [[], 'disposed'])
    gone.when(clock, 'time-is-up').refused('HH-15', 'It was disposed of')
    gone.when(coordinator, 'dispose', paper).refused('HH-15')
  })

  it('an urgent concern that was withdrawn is kept from the day it was', () => {
    const withdrawn = given(urgentConcern, [
      coordinator,
      'send',
      {
        place: places.ashmoor,
        who: 'A. Canary',
        danger: ['self'],
        concern: 'They spoke of ending their life.',
        named: 'no',
        to: 'safer-custody',
        receivedOn: '2026-01-05',
        wrote: 'family',
      },
    ])
      .and([coordinator, 'withdraw', { reason: 'Sent twice.' }])
      .keeping({ 'urgent-concerns': months(1) })
    withdrawn.on('2026-02-05').when(clock, 'time-is-up').refused('HH-15')
    const gone = withdrawn.on('2026-02-06').and([clock, 'time-is-up'], [coordinator, 'dispose', { elsewhere: 'none' }])
    assert.doesNotMatch(JSON.stringify([gone.seenBy(coordinator), gone.factsFor(coordinator)]), /Canary|twice/)
  })
})
