import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar } from './calendar.ts'
import { addDays, day, fromEpochDay, weekday, type Day } from './day.ts'
import type { Holiday, Holidays } from './holidays.ts'
import { loadHolidays } from './load.ts'

const ours = calendar(loadHolidays())

/** The slow and simple way: one day at a time. */
const walk = (holidays: Holidays) => {
  const closed = new Set(holidays.days.map(holiday => holiday.day))
  const worked = (d: Day) => weekday(d) <= 5 && !closed.has(d)
  return {
    worked,
    add: (from: Day, count: number) => {
      let [found, left] = [from, Math.abs(count)]
      while (left > 0) {
        found = addDays(found, Math.sign(count))
        if (worked(found)) left--
      }
      return found
    },
    count: (after: Day, until: Day) => {
      let count = 0
      for (let d = addDays(after, 1); d <= until; d = addDays(d, 1)) if (worked(d)) count++
      return count
    },
  }
}

const published = loadHolidays()
const witness = walk(published)

/** 2014 to 2029: both edges of what is known, and beyond. */
const anyDay = fc.integer({ min: 16_071, max: 21_914 }).map(fromEpochDay)
const someDays = fc.integer({ min: -120, max: 120 })

const [aug, sep] = [day('2026-08-01'), day('2026-09-10')]
/** Invented holidays, many and in clumps, weekends among them. */
const invented = fc
  .uniqueArray(fc.integer({ min: 20_666, max: 20_710 }).map(fromEpochDay), { maxLength: 30 })
  .map((days): Holidays => ({
    knownFrom: day('2026-01-01'),
    knownUntil: day('2026-12-31'),
    days: days.map((day, index): Holiday => ({ day, title: `Holiday ${index}` })),
  }))

describe('a working day is Monday to Friday and no bank holiday', () => {
  it('asks the weekend and the holidays', () => {
    assert.ok(ours.isWorkingDay(day('2022-04-14')))
    assert.ok(!ours.isWorkingDay(day('2022-04-15')), 'Good Friday')
    assert.ok(!ours.isWorkingDay(day('2022-04-16')), 'Saturday')
    assert.ok(!ours.isWorkingDay(day('2022-04-17')), 'Sunday')
    assert.equal(ours.holidayOn(day('2022-04-15')), 'Good Friday')
    assert.equal(ours.holidayOn(day('2022-04-16')), undefined)
  })

  it('agrees with a day-by-day count, forwards and back, at and beyond the edges of what is known', () =>
    fc.assert(
      fc.property(anyDay, someDays, (from, count) => {
        const reached = ours.addWorkingDays(from, count)
        assert.equal(reached, witness.add(from, count))
        assert.equal(ours.isWorkingDay(from), witness.worked(from))
        if (count !== 0) assert.ok(witness.worked(reached))
      }),
      { numRuns: 1000 },
    ))

  it('agrees with it however the holidays lie', () =>
    fc.assert(
      fc.property(
        invented,
        fc.integer({ min: 20_666, max: 20_710 }).map(fromEpochDay),
        someDays,
        (holidays, from, n) => {
          assert.equal(calendar(holidays).addWorkingDays(from, n), walk(holidays).add(from, n))
        },
      ),
      { numRuns: 500 },
    ))

  it('adding and counting are each other’s undoing', () =>
    fc.assert(
      fc.property(anyDay, someDays, (from, count) =>
        assert.equal(ours.workingDaysBetween(from, ours.addWorkingDays(from, count)), count),
      ),
    ))

  it('counts those after the one day, up to and including the other', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(400), (from, length) =>
        assert.equal(ours.workingDaysBetween(from, addDays(from, length)), witness.count(from, addDays(from, length))),
      ),
    )
    assert.equal(ours.workingDaysBetween(day('2022-04-14'), day('2022-04-19')), 1)
    assert.equal(ours.workingDaysBetween(day('2022-04-19'), day('2022-04-14')), -1)
    assert.equal(ours.workingDaysBetween(day('2022-04-16'), day('2022-04-16')), 0)
  })

  it('lists the holidays passed over, each once, weekends aside', () => {
    const passed = ours.holidaysBetween(day('2022-04-14'), day('2022-04-18'))
    assert.deepEqual(passed, [
      { day: '2022-04-15', title: 'Good Friday' },
      { day: '2022-04-18', title: 'Easter Monday' },
    ])
    assert.deepEqual(ours.holidaysBetween(day('2022-04-15'), day('2022-04-17')), [])
    assert.deepEqual(ours.holidaysBetween(day('2022-04-18'), day('2022-04-14')), [])
  })

  it('is the same calendar when the holidays come unsorted or with one repeated', () => {
    const jumbled = calendar({ ...published, days: [...published.days.toReversed(), ...published.days.slice(0, 5)] })
    fc.assert(
      fc.property(anyDay, someDays, (from, count) =>
        assert.equal(jumbled.addWorkingDays(from, count), ours.addWorkingDays(from, count)),
      ),
    )
  })

  it('nought working days is the day itself, worked or not', () =>
    assert.equal(ours.addWorkingDays(day('2022-04-16'), 0), '2022-04-16'))

  it('counts whole days only', () => assert.throws(() => ours.addWorkingDays(aug, 1.5), RangeError))
})

describe('the last working day of a week', () => {
  it('is its Friday, seen from any day of it', () => {
    for (const date of ['2026-01-05', '2026-01-09', '2026-01-10', '2026-01-11'])
      assert.equal(ours.lastWorkingDayOfWeek(day(date)), '2026-01-09')
  })

  it('is Thursday before Good Friday', () => assert.equal(ours.lastWorkingDayOfWeek(day('2022-04-11')), '2022-04-14'))

  it('is Wednesday in the week of the jubilee', () =>
    assert.equal(ours.lastWorkingDayOfWeek(day('2022-05-30')), '2022-06-01'))

  it('is the first day worked afterwards were the whole week closed', () => {
    const closed = ['2026-08-03', '2026-08-04', '2026-08-05', '2026-08-06', '2026-08-07', '2026-08-10']
    const shut = calendar({ ...published, days: closed.map(date => ({ day: day(date), title: 'Closed' })) })
    assert.equal(shut.lastWorkingDayOfWeek(day('2026-08-05')), '2026-08-11')
    assert.equal(shut.lastWorkingDayOfWeek(aug), '2026-07-31')
  })
})

describe('what is not known yet is said', () => {
  it('the years whose holidays have been published', () => {
    assert.ok(ours.knows(day('2015-01-01')) && ours.knows(day('2028-12-31')) && ours.knows(sep))
    assert.ok(!ours.knows(day('2014-12-31')) && !ours.knows(day('2029-01-01')))
    assert.equal(ours.knownUntil, '2028-12-31')
  })

  it('and beyond them weekdays are still counted', () => {
    assert.equal(ours.addWorkingDays(day('2028-12-29'), 1), '2029-01-01')
    assert.equal(ours.addWorkingDays(day('2030-01-04'), 5), '2030-01-11')
    assert.equal(ours.addWorkingDays(day('2010-01-08'), 1), '2010-01-11')
  })
})

it('the first day worked from a day is itself, or the next', () => {
  assert.equal(ours.workingDayFrom(day('2022-04-14')), '2022-04-14')
  assert.equal(ours.workingDayFrom(day('2022-04-15')), '2022-04-19')
})
