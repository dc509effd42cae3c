import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, it, places, worldOn, type Case } from '../../../../test/kit.ts'
import { laid, type Laid } from '../../../engine/timetable.ts'
import { answered, coordinator, governor, leader, press, published, sent, siu } from './kit.samples.ts'
import { report } from './report.ts'

const laidOn = (matter: Case, today: string, me = leader): Laid => {
  const found = laid(report.timetable, matter.seenBy(me), worldOn(today))
  assert.ok(found)
  return found
}

const of2022 = () =>
  given(report)
    .on('2022-04-11')
    .and([coordinator, 'start', { place: places.ashmoor, ended: '2022-04-08', kind: 'Full inspection' }])

describe('HH-29, decision 2: the inspection that ended on 8 April 2022', () => {
  const { stages, aim, planned, limits, whole, holidays } = laidOn(of2022(), '2022-04-11')

  it('has targets that run over Easter, May and the Jubilee to 21 July', () => {
    assert.deepEqual(
      stages.map(one => [one.stage.rule, one.planned.from, one.planned.until]),
      [
        ['send the draft', '2022-04-08', '2022-06-06'],
        ['check the facts', '2022-06-06', '2022-06-27'],
        ['answer the points', '2022-06-27', '2022-07-11'],
        ['publish', '2022-07-11', '2022-07-21'],
      ],
    )
    assert.equal(planned, '2022-07-21')
  })

  it('and an aim of 14 weeks that ends on 15 July: both dates are shown', () => {
    assert.equal(aim?.day, '2022-07-15')
    assert.equal(aim?.kept, false)
  })

  it('for five bank holidays took working days out of the 14 weeks, each named', () => {
    assert.deepEqual(
      holidays.map(one => one.day),
      ['2022-04-15', '2022-04-18', '2022-05-02', '2022-06-02', '2022-06-03'],
    )
    assert.equal(whole[0], 'The targets, 36, 15, 10 and 8, make 69 working days: until 21 July 2022.')
    assert.match(
      whole[1] ?? '',
      /^The aim, 14 weeks from 8 April 2022, is 15 July 2022: 65 working days, for 5 bank holidays fall in that time: 15 April \(Good Friday\), 18 April \(Easter Monday\), 2 May \(Early May bank holiday\), 2 June \(.+\) and 3 June \(.*Jubilee.*\)\.$/,
    )
    assert.match(whole[2] ?? '', /overrun the aim by 4 working days, which is 6 days/)
  })

  it('the target of the draft falls after its limit, which is on a bank holiday itself', () => {
    assert.equal(stages[0]?.target.day, '2022-06-06')
    assert.equal(stages[0]?.limit.day, '2022-06-03')
    assert.match(stages[0]?.limit.working.sentence ?? '', /bank holiday/)
  })

  it('and its limits, one after the other, overrun the aim too', () => {
    assert.equal(limits, '2022-07-22')
    assert.match(whole[3] ?? '', /8 weeks, 3 weeks, 2 weeks and 2 weeks, would end on 22 July 2022/)
  })

  it('where no holiday falls the targets keep to the aim with one working day to spare', () => {
    // Ended on Friday 9 January 2026: no holiday before Good Friday, 3 April; 14 weeks end on 17 April.
    const clean = given(report)
      .on('2025-09-08')
      .and([coordinator, 'start', { place: places.ashmoor, ended: '2025-09-05', kind: 'Full inspection' }])
    const { planned, aim, whole } = laidOn(clean, '2025-09-08')
    assert.deepEqual([planned, aim?.day], ['2025-12-11', '2025-12-12'])
    assert.match(whole[2] ?? '', /keep to the aim, with 1 working day to spare/)
  })
})

describe('HH-26 to HH-29: planned beside what came of it', () => {
  it('a stage that has not begun is projected from the one under way', () => {
    const { now, stages, until } = laidOn(sent(), '2026-01-12')
    assert.equal(now?.stage.rule, 'check the facts')
    assert.deepEqual(
      stages.map(one => [one.state, one.from, one.until]),
      [
        ['done', '2025-12-05', '2026-01-12'],
        ['now', '2026-01-12', '2026-02-02'],
        ['ahead', '2026-02-02', '2026-02-16'],
        ['ahead', '2026-02-16', '2026-02-26'],
      ],
    )
    assert.equal(until, '2026-02-26')
  })

  it('one that is over its target is expected today at the soonest, and pushes what follows', () => {
    const { now, stages } = laidOn(sent(), '2026-02-04')
    assert.deepEqual([now?.inTarget, now?.inLimit, now?.until], [false, false, '2026-02-04'])
    assert.equal(stages[2]?.until, '2026-02-18')
    const onTheDay = laidOn(sent(), '2026-02-02').now
    assert.deepEqual([onTheDay?.inTarget, onTheDay?.inLimit], [true, true])
  })

  it('going on without the check ends that stage', () => {
    const matter = sent().on('2026-02-03').and([leader, 'go-on-without'])
    const { stages } = laidOn(matter, '2026-02-03')
    assert.deepEqual(
      stages.map(one => one.ended),
      ['2026-01-12', '2026-02-03', '2026-02-03', undefined],
    )
    assert.equal(stages[1]?.inLimit, false)
  })

  it('a pause moves what is counted and not what was planned', () => {
    const matter = sent()
      .on('2026-01-20')
      .and([leader, 'pause', { until: '2026-01-27', because: 'An inquest' }])
    const { stages, pauses, planned } = laidOn(matter, '2026-01-20')
    assert.deepEqual(pauses, [{ from: '2026-01-20', until: '2026-01-27', because: 'An inquest' }])
    assert.equal(stages[1]?.target.day, '2026-02-09')
    assert.match(stages[1]?.target.working.sentence ?? '', /adding the 5 working days paused/)
    assert.equal(planned, laidOn(sent(), '2026-01-20').planned)
    // Of the two days of the aim that then stand on a page, it is told how the one became the other.
    assert.match(
      laidOn(matter, '2026-01-20').whole.at(-1) ?? '',
      /the aim moved from 13 March 2026 to 20 March 2026\.$/,
    )
    assert.doesNotMatch(laidOn(sent(), '2026-01-20').whole.at(-1) ?? '', /aim moved/)
  })

  it('all of it is over once it is published', () => {
    const { now, ended, stages } = laidOn(published(), '2026-06-01')
    assert.deepEqual([now, ended], [undefined, '2026-02-17'])
    assert.deepEqual(
      stages.map(one => one.inTarget),
      [true, true, true, false],
    )
  })

  it('is for those who may see the course: not for those who have the report as published', () => {
    assert.equal(laid(report.timetable, published().seenBy(governor), worldOn('2026-06-01')), undefined)
    assert.ok(laid(report.timetable, sent().seenBy(siu), worldOn('2026-01-12')))
    assert.ok(laid(report.timetable, answered().and([leader, 'finalise']).seenBy(press), worldOn('2026-02-02')))
  })

  it('one that was brought in from before has none', () => {
    const earlier = given(report, [
      coordinator,
      'record',
      { place: places.ashmoor, ended: '2019-05-10', on: '2019-08-27' },
    ])
    assert.equal(laid(report.timetable, earlier.seenBy(leader), worldOn('2026-01-05')), undefined)
  })

  it('a draft that was taken back is being written again', () => {
    const back = sent().and([leader, 'take-back', { because: 'x' }])
    assert.equal(laidOn(back, '2026-01-12').now?.stage.rule, 'send the draft')
  })
})
