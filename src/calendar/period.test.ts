import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  before,
  between,
  days,
  endOfBusinessYear,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  findPeriod,
  followingWeek,
  months,
  period,
  periodCode,
  periodInWords,
  quarters,
  weeks,
  windowInWords,
  workingDays,
  years,
  type Period,
} from './period.ts'

const all: [Period, string, string][] = [
  [workingDays(36), 'P36WD', '36 working days'],
  [workingDays(1), 'P1WD', '1 working day'],
  [before(workingDays(5)), '-P5WD', '5 working days before'],
  [days(28), 'P28D', '28 days'],
  [days(0), 'P0D', 'the same day'],
  [weeks(8), 'P8W', '8 weeks'],
  [months(1), 'P1M', '1 month'],
  [months(6), 'P6M', '6 months'],
  [quarters(1), 'P1Q', '1 quarter'],
  [years(5), 'P5Y', '5 years'],
  [followingWeek, 'END-OF-FOLLOWING-WEEK', 'by the last working day of the following week'],
  [endOfMonth, 'END-OF-MONTH', 'by the end of the month'],
  [endOfQuarter, 'END-OF-QUARTER', 'by the end of the quarter'],
  [endOfYear, 'END-OF-YEAR', 'by the end of the year'],
  [endOfBusinessYear, 'END-OF-BUSINESS-YEAR', 'by the end of the business year'],
]

describe('a period is data, with a code and words', () => {
  for (const [given, code, words] of all)
    it(`${code} is ${words}`, () => {
      assert.equal(periodCode(given), code)
      assert.deepEqual(period(code), given)
      assert.equal(periodInWords(given), words)
    })

  it('every length has a code that is read back as the same length', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.constantFrom(workingDays, days, weeks, months, quarters, years),
        (count, make) => assert.deepEqual(findPeriod(periodCode(make(count))), make(count)),
      ),
    ))

  for (const code of [
    '',
    'P',
    'PWD',
    'P36',
    '36WD',
    'p36wd',
    'P3.5W',
    'P-5WD',
    'P12345D',
    'P8W ',
    'P8W\n',
    'PT5M',
    'END-OF-DAY',
  ])
    it(`${JSON.stringify(code)} is no period`, () => assert.equal(findPeriod(code), undefined))

  it('says how one is written', () =>
    assert.throws(() => period('eight weeks'), {
      message: "'eight weeks' is not a period: write it as P36WD, P28D, P8W, P3M, P1Q or P5Y",
    }))

  it('is a whole number of its unit', () => assert.throws(() => weeks(1.5), /a whole number of weeks, not 1\.5/))

  it('a window opens and closes', () => {
    const window = between(months(8), months(12))
    assert.deepEqual(window, { opens: months(8), closes: months(12) })
    assert.equal(windowInWords(window), '8 months to 12 months')
  })
})
