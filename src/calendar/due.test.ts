import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar } from './calendar.ts'
import { addDays, day, fromEpochDay, isDay, type Day } from './day.ts'
import { due, dueWindow, type Pause } from './due.ts'
import { loadHolidays } from './load.ts'
import {
  before,
  between,
  days,
  endOfBusinessYear,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  followingWeek,
  months,
  quarters,
  weeks,
  workingDays,
  years,
  type Period,
} from './period.ts'

const ours = calendar(loadHolidays())
const on = (from: string, period: Period, ...pauses: [string, string][]) =>
  due(
    day(from),
    period,
    ours,
    pauses.map(([from, until]): Pause => ({ from: day(from), until: day(until) })),
  )
const dayDue = (from: string, period: Period, ...pauses: [string, string][]) => on(from, period, ...pauses).day
const said = (from: string, period: Period, ...pauses: [string, string][]) =>
  on(from, period, ...pauses).working.sentence

const anyDay = fc.integer({ min: 16_400, max: 21_500 }).map(fromEpochDay)

describe('working days', () => {
  const cases: [string, number, string, string][] = [
    ['2026-03-02', 15, '2026-03-23', 'over weekends'],
    ['2026-08-17', 15, '2026-09-08', 'over a bank holiday'],
    ['2022-04-14', 1, '2022-04-19', 'over Easter'],
    ['2022-04-15', 1, '2022-04-19', 'from a holiday'],
    ['2022-04-16', 1, '2022-04-19', 'from a Saturday'],
    ['2022-04-08', 36, '2022-06-06', 'over five holidays'],
    ['2026-12-23', 5, '2027-01-04', 'over Christmas, with Boxing Day’s substitute, and New Year'],
    ['2026-06-12', 1, '2026-06-15', 'to a day that is a holiday in Scotland only'],
    ['2020-05-01', 1, '2020-05-04', 'to what would have been early May, moved that year'],
    ['2020-05-07', 1, '2020-05-11', 'over VE day'],
    ['2022-05-27', 1, '2022-05-30', 'to what would have been the spring holiday, moved that year'],
    ['2022-06-01', 1, '2022-06-06', 'over the moved spring holiday and the jubilee'],
    ['2022-09-16', 1, '2022-09-20', 'over the state funeral'],
    ['2023-05-05', 1, '2023-05-09', 'over the coronation'],
    ['2024-02-28', 1, '2024-02-29', 'to a leap day'],
  ]
  for (const [from, count, to, why] of cases)
    it(`${count} from ${from} is ${to}: ${why}`, () => assert.equal(dayDue(from, workingDays(count)), to))

  it('count back from a day: a press notice five working days before publication', () => {
    assert.equal(dayDue('2022-06-06', before(workingDays(5))), '2022-05-26')
    assert.equal(dayDue('2026-01-14', before(workingDays(5))), '2026-01-07')
  })
})

describe('calendar units', () => {
  const cases: [string, Period, string, string][] = [
    ['2022-04-08', weeks(8), '2022-06-03', 'weeks are seven calendar days, holiday or not'],
    ['2026-01-05', days(28), '2026-02-02', 'days are calendar days'],
    ['2026-03-01', days(28), '2026-03-29', 'to the day the clocks go forward'],
    ['2026-10-25', days(1), '2026-10-26', 'over the night the clocks go back'],
    ['2024-02-01', days(28), '2024-02-29', 'to a leap day'],
    ['2026-01-14', days(14), '2026-01-28', 'fourteen days'],
    ['2025-11-30', months(3), '2026-02-28', 'a month that has no such day ends on its last'],
    ['2023-11-30', months(3), '2024-02-29', 'a month that has no such day ends on its last'],
    ['2026-02-28', months(1), '2026-03-28', 'the same day of the month, though it was the last'],
    ['2025-08-31', months(6), '2026-02-28', 'six months'],
    ['2024-02-29', years(3), '2027-02-28', 'from a leap day'],
    ['2024-02-29', years(4), '2028-02-29', 'from a leap day to the next'],
    ['2025-11-30', quarters(1), '2026-02-28', 'a quarter is three months'],
    ['2026-01-05', days(0), '2026-01-05', 'nothing later'],
  ]
  for (const [from, given, to, why] of cases)
    it(`${JSON.stringify(given)} from ${from} is ${to}: ${why}`, () => assert.equal(dayDue(from, given), to))
})

describe('ends', () => {
  const cases: [string, Period, string, string][] = [
    ['2026-01-05', followingWeek, '2026-01-16', 'from a Monday'],
    ['2026-01-09', followingWeek, '2026-01-16', 'from a Friday'],
    ['2026-01-11', followingWeek, '2026-01-16', 'from a Sunday'],
    ['2026-01-12', followingWeek, '2026-01-23', 'from the next Monday'],
    ['2022-04-08', followingWeek, '2022-04-14', 'into the week of Good Friday'],
    ['2022-05-27', followingWeek, '2022-06-01', 'into the week of the jubilee'],
    ['2026-12-18', followingWeek, '2026-12-24', 'into the week of Christmas'],
    ['2026-01-31', endOfMonth, '2026-01-31', 'on its last day'],
    ['2024-02-01', endOfMonth, '2024-02-29', 'in a leap year'],
    ['2026-03-31', endOfQuarter, '2026-03-31', 'on its last day'],
    ['2026-04-01', endOfQuarter, '2026-06-30', 'on its first'],
    ['2026-12-31', endOfYear, '2026-12-31', 'on its last day'],
    ['2026-03-31', endOfBusinessYear, '2026-03-31', 'on its last day'],
    ['2026-04-01', endOfBusinessYear, '2027-03-31', 'on its first'],
  ]
  for (const [from, given, to, why] of cases)
    it(`${JSON.stringify(given)} of ${from} is ${to}: ${why}`, () => assert.equal(dayDue(from, given), to))
})

describe('HH-26 to HH-29: the report timetable, where stages, limit and aim differ', () => {
  it('from 8 April 2022 the target of 36 working days falls after the limit of eight weeks', () => {
    assert.equal(dayDue('2022-04-08', workingDays(36)), '2022-06-06')
    assert.equal(dayDue('2022-04-08', weeks(8)), '2022-06-03')
  })

  it('in weeks without holidays the target comes six days before the limit', () => {
    assert.equal(dayDue('2026-09-04', workingDays(36)), '2026-10-26')
    assert.equal(dayDue('2026-09-04', weeks(8)), '2026-10-30')
  })

  const stages = [36, 15, 10, 8]
  it('the four stages make 69 working days, one at a time or all at once', () =>
    fc.assert(
      fc.property(anyDay, from => {
        const oneByOne = stages.reduce((reached, count) => due(reached, workingDays(count), ours).day, from)
        assert.equal(oneByOne, due(from, workingDays(69), ours).day)
      }),
    ))

  it('which is within 14 weeks when no holiday comes between, by one working day', () => {
    assert.equal(dayDue('2026-09-04', workingDays(69)), '2026-12-10')
    assert.equal(dayDue('2026-09-04', weeks(14)), '2026-12-11')
  })

  it('ends with them when one does, and overruns them when two do', () => {
    assert.equal(dayDue('2026-06-05', workingDays(69)), '2026-09-11')
    assert.equal(dayDue('2026-06-05', weeks(14)), '2026-09-11')
    assert.equal(dayDue('2026-04-24', workingDays(69)), '2026-08-03')
    assert.equal(dayDue('2026-04-24', weeks(14)), '2026-07-31')
  })

  it('by four working days from 8 April 2022, over five', () => {
    assert.equal(dayDue('2022-04-08', workingDays(69)), '2022-07-21')
    assert.equal(dayDue('2022-04-08', weeks(14)), '2022-07-15')
  })

  it('a review window opens after 8 months and closes after 12', () => {
    const { opens, closes } = dueWindow(day('2025-06-30'), between(months(8), months(12)), ours)
    assert.equal(opens.day, '2026-02-28')
    assert.equal(closes.day, '2026-06-30')
  })
})

describe('a date explains its own arithmetic', () => {
  it('also when it is the very day', () =>
    assert.equal(said('2026-01-05', days(0)), 'The same day as 5 January 2026 (day 0) is 5 January 2026.'))

  it('with the weekends and holidays passed over', () => {
    const { working } = on('2022-04-08', workingDays(36))
    assert.equal(
      working.sentence,
      '36 working days from 8 April 2022 (day 0), passing over 9 weekends, 15 April (Good Friday), ' +
        '18 April (Easter Monday), 2 May (Early May bank holiday), 2 June (Spring bank holiday) and ' +
        '3 June (Platinum Jubilee bank holiday), makes 6 June 2022.',
    )
    assert.deepEqual(
      working.holidays.map(holiday => holiday.day),
      ['2022-04-15', '2022-04-18', '2022-05-02', '2022-06-02', '2022-06-03'],
    )
    assert.equal(working.weekends, 9)
    assert.equal(working.known, true)
  })

  it('with nothing passed over', () =>
    assert.equal(said('2026-01-05', workingDays(1)), '1 working day from 5 January 2026 (day 0) makes 6 January 2026.'))

  it('with the year where it changes', () =>
    assert.match(
      said('2025-12-31', workingDays(1)),
      /passing over 1 January 2026 \(New Year’s Day\), makes 2 January 2026\./,
    ))

  it('backwards', () =>
    assert.equal(
      said('2022-06-06', before(workingDays(5))),
      '5 working days before 6 June 2022 (day 0), passing over 2 weekends, 2 June (Spring bank holiday) and ' +
        '3 June (Platinum Jubilee bank holiday), makes 26 May 2022.',
    ))

  it('that the day itself is not worked, where calendar days are counted', () => {
    assert.equal(
      said('2022-04-08', weeks(8)),
      '8 weeks from 8 April 2022 (day 0) makes 3 June 2022. That day is a bank holiday (Platinum Jubilee bank holiday).',
    )
    assert.equal(on('2022-04-08', weeks(8)).working.fallsOn, 'Platinum Jubilee bank holiday')
    assert.match(said('2026-01-05', days(5)), /That day is a Saturday\.$/)
    assert.equal(on('2026-01-05', days(4)).working.fallsOn, undefined)
  })

  it('that a month had no such day', () => {
    assert.match(
      said('2025-10-31', months(1)),
      /makes 30 November 2025, the last day of that month\. That day is a Sunday\.$/,
    )
    assert.equal(on('2025-10-31', months(2)).working.clamped, false)
  })

  it('for an end', () => {
    assert.equal(
      said('2022-04-08', followingWeek),
      'The last working day of the week after 8 April 2022, passing over 15 April (Good Friday), is 14 April 2022.',
    )
    assert.equal(said('2026-05-01', endOfQuarter), 'The end of the quarter that 1 May 2026 is in is 30 June 2026.')
  })

  it('and where it passes beyond the holidays that are known', () => {
    assert.equal(on('2028-12-29', workingDays(1)).working.known, false)
    assert.equal(on('2028-12-28', workingDays(1)).working.known, true)
    assert.equal(on('2014-12-30', workingDays(5)).working.known, false)
    assert.equal(on('2028-12-29', weeks(8)).working.known, true, 'weeks pass over no holidays')
    assert.match(
      said('2028-12-20', workingDays(15)),
      /Bank holidays are known from 1 January 2015 to 31 December 2028: beyond that only weekends are passed over, so this day may move\.$/,
    )
  })

  it('its counts add up: days passed are those counted, the weekends and the holidays', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 120 }), (from, count) => {
        const { day: reached, working } = due(from, workingDays(count), ours)
        let weekendDays = 0
        for (let d = addDays(from, 1); d <= reached; d = addDays(d, 1))
          if (!ours.isWorkingDay(d) && ours.holidayOn(d) === undefined) weekendDays++
        const elapsed = Math.round((Date.parse(reached) - Date.parse(from)) / 86_400_000)
        assert.equal(elapsed, count + weekendDays + working.holidays.length)
        assert.ok(Math.abs(working.weekends * 2 - weekendDays) <= 1)
      }),
    ))
})

describe('a pause pushes the date on by the days paused', () => {
  it('in calendar days where those are counted', () => {
    assert.equal(dayDue('2022-04-08', weeks(8), ['2022-05-03', '2022-05-09']), '2022-06-09')
    assert.equal(
      said('2022-04-08', weeks(8), ['2022-05-03', '2022-05-09']),
      '8 weeks from 8 April 2022 (day 0), adding the 6 days paused from 3 May until 9 May, makes 9 June 2022.',
    )
  })

  it('in working days where those are counted', () => {
    assert.equal(dayDue('2022-04-08', workingDays(36), ['2022-05-03', '2022-05-09']), '2022-06-10')
    assert.match(
      said('2022-04-08', workingDays(36), ['2022-05-03', '2022-05-09']),
      /, adding the 4 working days paused from 3 May until 9 May, makes 10 June 2022\.$/,
    )
  })

  it('not at all by a pause over a weekend, where working days are counted', () =>
    assert.equal(dayDue('2026-01-05', workingDays(10), ['2026-01-10', '2026-01-12']), '2026-01-19'))

  it('not by a pause that ended by day 0, that began after the due day, or that ended the day it began', () => {
    for (const pause of [
      ['2025-12-01', '2026-01-06'],
      ['2026-01-13', '2026-02-01'],
      ['2026-01-07', '2026-01-07'],
    ] as const)
      assert.equal(dayDue('2026-01-05', days(7), [...pause]), '2026-01-12')
  })

  it('by the part of it after day 0', () =>
    assert.equal(dayDue('2026-01-05', days(7), ['2025-12-01', '2026-01-07']), '2026-01-13'))

  it('by one that begins on the due day', () =>
    assert.equal(dayDue('2026-01-05', days(7), ['2026-01-12', '2026-01-14']), '2026-01-14'))

  it('on into another pause, which pushes it on again', () =>
    assert.equal(
      dayDue('2026-01-05', days(7), ['2026-01-06', '2026-01-09'], ['2026-01-14', '2026-01-16']),
      '2026-01-17',
    ))

  it('once for pauses that overlap', () =>
    assert.equal(
      dayDue(
        '2026-01-05',
        days(7),
        ['2026-01-07', '2026-01-09'],
        ['2026-01-06', '2026-01-08'],
        ['2026-01-06', '2026-01-07'],
      ),
      '2026-01-15',
    ))

  it('an end too: the following week’s in working days, a month’s in days', () => {
    assert.equal(dayDue('2026-01-05', followingWeek, ['2026-01-08', '2026-01-10']), '2026-01-20')
    assert.equal(dayDue('2026-01-05', endOfMonth, ['2026-01-08', '2026-01-10']), '2026-02-02')
  })

  it('and leaves a count backwards alone', () =>
    assert.equal(dayDue('2022-06-06', before(workingDays(5)), ['2022-05-26', '2022-05-30']), '2022-05-26'))

  it('cannot end before it begins', () =>
    assert.throws(() => dayDue('2026-01-05', days(7), ['2026-01-09', '2026-01-07']), /can't end \(2026-01-07\) before/))

  const pauses = fc.array(
    fc
      .record({ from: fc.integer({ min: 20_450, max: 20_600 }), length: fc.nat(20) })
      .map(({ from, length }): Pause => ({ from: fromEpochDay(from), until: fromEpochDay(from + length) })),
    { maxLength: 6 },
  )
  const paused = (d: Day, given: Pause[]) => given.some(pause => pause.from <= d && d < pause.until)

  it('as a count day by day does, over any pauses', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 20_440, max: 20_560 }).map(fromEpochDay),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        pauses,
        (from, count, working, given) => {
          let [reached, left] = [from, count]
          while (left > 0) {
            reached = addDays(reached, 1)
            if (!paused(reached, given) && (!working || ours.isWorkingDay(reached))) left--
          }
          const found = due(from, working ? workingDays(count) : days(count), ours, given)
          assert.equal(found.day, reached)
          assert.ok(isDay(found.working.day))
        },
      ),
      { numRuns: 500 },
    ))
})
