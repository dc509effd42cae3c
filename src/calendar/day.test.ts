import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  businessYearOf,
  compareDays,
  day,
  dayOf,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  endOfDay,
  epochDay,
  findDay,
  findDayOf,
  formatDay,
  formatDayAndMonth,
  fromEpochDay,
  isDay,
  monthNumber,
  monthOf,
  quarterOf,
  startOfDay,
  weekday,
  weekdayName,
  weekOf,
  yearNumber,
  yearOf,
} from './day.ts'

const anyDay = fc.integer({ min: -100_000, max: 300_000 }).map(fromEpochDay)
/** From 1 January 1972, since when the clocks have changed as they do now, to about 2100. */
const modernDay = fc.integer({ min: 730, max: 47_500 }).map(fromEpochDay)

describe('a day is a real date written as YYYY-MM-DD', () => {
  it('is read and kept as it is written', () => assert.equal(day('2026-01-05'), '2026-01-05'))

  for (const text of ['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-04-31', '2026-01-00', '0999-01-01'])
    it(`refuses ${text}, which never comes`, () => assert.equal(findDay(text), undefined))

  for (const text of ['', '5/1/2026', '2026-1-5', '20260105', '2026-01-05T00:00:00Z', ' 2026-01-05', '2026-01-05\n'])
    it(`refuses ${JSON.stringify(text)}, which is not how a day is written`, () => assert.ok(!isDay(text)))

  it('says what was wrong', () =>
    assert.throws(() => day('2026-02-30'), { message: "'2026-02-30' is not a real date written as YYYY-MM-DD" }))

  it('knows leap years: 2024 and 2000 are, 2023, 1900 and 2100 are not', () => {
    assert.ok(isDay('2024-02-29'))
    assert.ok(isDay('2000-02-29'))
    for (const text of ['2023-02-29', '1900-02-29', '2100-02-29']) assert.ok(!isDay(text), text)
  })

  it('is made from the three boxes of a form', () => {
    assert.equal(findDayOf(2026, 1, 5), '2026-01-05')
    assert.equal(findDayOf(2026, 2, 29), undefined)
    assert.equal(findDayOf(2026, 1.5, 5), undefined)
    assert.equal(findDayOf(26, 1, 5), undefined)
    assert.equal(findDayOf(Number.NaN, 1, 5), undefined)
  })

  it('is not anything that is not text', () => {
    for (const other of [undefined, null, 20260105, new Date(), ['2026-01-05']]) assert.ok(!isDay(other))
  })
})

describe('days are written as GOV.UK writes them', () => {
  it('with the year', () => assert.equal(formatDay(day('2026-01-05')), '5 January 2026'))
  it('or without', () => assert.equal(formatDayAndMonth(day('2026-12-31')), '31 December'))
  it('and by the day of the week', () => assert.equal(weekdayName(day('2026-01-05')), 'Monday'))
})

describe('arithmetic of days', () => {
  it('counts from 1 January 1970, a Thursday', () => {
    assert.equal(epochDay(day('1970-01-01')), 0)
    assert.equal(weekday(day('1970-01-01')), 4)
    assert.equal(weekday(day('1969-12-28')), 7)
    assert.equal(fromEpochDay(-1), '1969-12-31')
  })

  it('there and back again is the same day', () =>
    fc.assert(fc.property(anyDay, d => assert.equal(fromEpochDay(epochDay(d)), d))))

  it('adding days and counting them agree, and so does the platform’s own calendar', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (d, n) => {
        const moved = addDays(d, n)
        const witness = new Date(`${d}T00:00:00Z`)
        witness.setUTCDate(witness.getUTCDate() + n)
        assert.equal(moved, witness.toISOString().slice(0, 10))
        assert.equal(daysBetween(d, moved), n)
        assert.equal(weekday(moved), witness.getUTCDay() || 7)
      }),
    ))

  it('days sort as text does', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => assert.equal(Math.sign(epochDay(a) - epochDay(b)), compareDays(a, b))),
    )
    assert.deepEqual([day('2026-03-01'), day('2025-12-31')].toSorted(compareDays), ['2025-12-31', '2026-03-01'])
  })

  it('has no days beyond the years it can write', () => {
    assert.throws(() => addDays(day('9999-12-31'), 1), RangeError)
    assert.throws(() => addMonths(day('9999-12-31'), 1), RangeError)
    assert.throws(() => addDays(day('2026-01-01'), 0.5), RangeError)
  })
})

describe('a month ends on the same day, or on the month’s last', () => {
  const cases: [string, number, string][] = [
    ['2026-01-15', 1, '2026-02-15'],
    ['2026-01-28', 1, '2026-02-28'],
    ['2026-01-29', 1, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-08-31', 3, '2025-11-30'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2025-12-31', 6, '2026-06-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-31', -2, '2025-11-30'],
    ['2026-01-31', 0, '2026-01-31'],
  ]
  for (const [from, count, to] of cases)
    it(`${count} months from ${from} is ${to}`, () => assert.equal(addMonths(day(from), count), to))

  it('lands in the month asked for, never on a later day than it set out from', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (d, n) => {
        const moved = addMonths(d, n)
        assert.equal(yearNumber(moved) * 12 + monthNumber(moved), yearNumber(d) * 12 + monthNumber(d) + n)
        assert.equal(dayOfMonth(moved), Math.min(dayOfMonth(d), daysInMonth(yearNumber(moved), monthNumber(moved))))
      }),
    ))
})

describe('the week, month, quarter and year that a day is in', () => {
  it('a week runs from Monday to Sunday', () => {
    assert.deepEqual(weekOf(day('2026-01-01')), {
      name: 'week of 29 December 2025',
      from: '2025-12-29',
      until: '2026-01-04',
    })
    assert.equal(weekOf(day('2026-01-04')).from, '2025-12-29')
    assert.equal(weekOf(day('2026-01-05')).from, '2026-01-05')
  })

  it('a month knows its last day', () => {
    assert.deepEqual(monthOf(day('2024-02-10')), { name: 'February 2024', from: '2024-02-01', until: '2024-02-29' })
    assert.equal(monthOf(day('2026-12-31')).until, '2026-12-31')
  })

  it('quarters begin in January, April, July and October', () => {
    assert.deepEqual(quarterOf(day('2026-03-31')), {
      name: 'January to March 2026',
      from: '2026-01-01',
      until: '2026-03-31',
    })
    assert.deepEqual(quarterOf(day('2026-04-01')), {
      name: 'April to June 2026',
      from: '2026-04-01',
      until: '2026-06-30',
    })
    assert.equal(quarterOf(day('2026-12-31')).from, '2026-10-01')
  })

  it('the business year runs from 1 April to 31 March', () => {
    assert.deepEqual(businessYearOf(day('2020-03-31')), {
      name: 'April 2019 to March 2020',
      from: '2019-04-01',
      until: '2020-03-31',
    })
    assert.equal(businessYearOf(day('2020-04-01')).from, '2020-04-01')
  })

  it('the year runs from 1 January to 31 December', () =>
    assert.deepEqual(yearOf(day('2026-06-15')), { name: '2026', from: '2026-01-01', until: '2026-12-31' }))

  it('each holds its day, and the next begins the day after it ends', () =>
    fc.assert(
      fc.property(anyDay, d => {
        for (const spanOf of [weekOf, monthOf, quarterOf, yearOf, businessYearOf]) {
          const span = spanOf(d)
          assert.ok(span.from <= d && d <= span.until)
          assert.deepEqual(spanOf(span.until), span)
          assert.equal(spanOf(addDays(span.until, 1)).from, addDays(span.until, 1))
        }
      }),
    ))
})

describe('the day is London’s, whatever the clock of the machine', () => {
  const instants: [string, string, string][] = [
    ['2026-01-05T23:59:59.999Z', '2026-01-05', 'in winter London keeps UTC'],
    ['2026-01-06T00:00:00Z', '2026-01-06', 'in winter London keeps UTC'],
    ['2026-06-15T22:59:59.999Z', '2026-06-15', 'in summer midnight is an hour earlier'],
    ['2026-06-15T23:00:00Z', '2026-06-16', 'in summer midnight is an hour earlier'],
    ['2026-03-28T23:59:59Z', '2026-03-28', 'the night before the clocks go forward'],
    ['2026-03-29T00:00:00Z', '2026-03-29', 'the morning the clocks go forward'],
    ['2026-03-29T23:00:00Z', '2026-03-30', 'the evening after they went forward'],
    ['2026-10-24T23:00:00Z', '2026-10-25', 'the morning the clocks go back'],
    ['2026-10-25T23:59:59Z', '2026-10-25', 'the evening after they went back'],
    ['2026-10-26T00:00:00Z', '2026-10-26', 'the day after they went back'],
  ]
  for (const [instant, expected, why] of instants)
    it(`${instant} is ${expected}: ${why}`, () => assert.equal(dayOf(new Date(instant)), expected))

  it('refuses an instant that is none', () => assert.throws(() => dayOf(new Date(Number.NaN)), RangeError))

  it('a day begins and ends with London’s midnight', () => {
    assert.equal(startOfDay(day('2026-01-05')).toISOString(), '2026-01-05T00:00:00.000Z')
    assert.equal(endOfDay(day('2026-01-05')).toISOString(), '2026-01-05T23:59:59.999Z')
    assert.equal(startOfDay(day('2026-06-15')).toISOString(), '2026-06-14T23:00:00.000Z')
    assert.equal(endOfDay(day('2026-06-15')).toISOString(), '2026-06-15T22:59:59.999Z')
  })

  it('is 23 hours long when the clocks go forward and 25 when they go back', () => {
    const hours = (text: string) => (endOfDay(day(text)).getTime() + 1 - startOfDay(day(text)).getTime()) / 3_600_000
    assert.equal(hours('2026-03-28'), 24)
    assert.equal(hours('2026-03-29'), 23)
    assert.equal(hours('2026-10-25'), 25)
    assert.equal(hours('2026-10-26'), 24)
    assert.equal(hours('1941-05-04'), 23, 'double summer time')
  })

  it('every day follows the one before with no instant between or shared', () =>
    fc.assert(
      fc.property(modernDay, d => {
        const [start, end] = [startOfDay(d), endOfDay(d)]
        assert.equal(dayOf(start), d)
        assert.equal(dayOf(end), d)
        assert.equal(dayOf(new Date(start.getTime() - 1)), addDays(d, -1))
        assert.equal(startOfDay(addDays(d, 1)).getTime(), end.getTime() + 1)
      }),
      { numRuns: 300 },
    ))
})

it('says where the very first and the very last day begin and end, though there is no day beyond', () => {
  for (const edge of [day('1000-01-01'), day('9999-12-31')])
    assert.ok(endOfDay(edge).getTime() - startOfDay(edge).getTime() > 23 * 3_600_000, edge)
})
