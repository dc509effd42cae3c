import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HolidaysTypes } from 'date-holidays'
import DateHolidays from 'date-holidays'
import { day, weekday } from './day.ts'
import { HolidaysUnreadable, readHolidays } from './holidays.ts'
import { loadHolidays } from './load.ts'

const published = loadHolidays()
const titles = new Map(published.days.map(holiday => [holiday.day, holiday.title]))
const inYear = (year: number) => published.days.filter(holiday => holiday.day.startsWith(`${year}-`))

describe('the bank holidays that ship', () => {
  it('cover whole years, 2015 to 2028', () => {
    assert.equal(published.knownFrom, '2015-01-01')
    assert.equal(published.knownUntil, '2028-12-31')
    assert.equal(published.days.length, 115)
  })

  it('are in order', () =>
    assert.deepEqual(
      published.days.map(holiday => holiday.day),
      published.days.map(holiday => holiday.day).toSorted(),
    ))

  const witness = new DateHolidays('GB', 'ENG', { types: ['public', 'bank'] })
  for (let year = 2015; year <= 2028; year++)
    it(`agree with an independent calendar on the weekdays of ${year}`, () => {
      const theirs = witness
        .getHolidays(year)
        .map((holiday: HolidaysTypes.Holiday) => day(holiday.date.slice(0, 10)))
        .filter(found => weekday(found) <= 5)
      assert.deepEqual(
        inYear(year).map(holiday => holiday.day),
        [...new Set(theirs)].toSorted(),
      )
    })

  const oneOffs: [string, string | undefined, string][] = [
    ['2020-05-04', undefined, 'early May moved away from the 4th'],
    ['2020-05-08', 'Early May bank holiday (VE day)', 'early May moved to VE day'],
    ['2022-05-30', undefined, 'spring moved away from the 30th'],
    ['2022-06-02', 'Spring bank holiday', 'spring moved to June'],
    ['2022-06-03', 'Platinum Jubilee bank holiday', 'the jubilee'],
    ['2022-09-19', 'Bank Holiday for the State Funeral of Queen Elizabeth II', 'the state funeral'],
    ['2023-05-01', 'Early May bank holiday', 'early May stayed'],
    ['2023-05-08', 'Bank holiday for the coronation of King Charles III', 'the coronation'],
    ['2026-06-15', undefined, 'a holiday in Scotland only'],
    ['2026-01-02', undefined, 'a holiday in Scotland only'],
    ['2026-03-17', undefined, 'a holiday in Northern Ireland only'],
    ['2021-12-27', 'Christmas Day (substitute day)', 'Christmas on a Saturday'],
    ['2022-01-03', 'New Year’s Day (substitute day)', 'New Year on a Saturday'],
    ['2026-12-28', 'Boxing Day (substitute day)', 'Boxing Day on a Saturday'],
    ['2027-12-28', 'Boxing Day (substitute day)', 'Boxing Day on a Sunday'],
  ]
  for (const [date, title, why] of oneOffs)
    it(`${date} is ${title ? 'a holiday' : 'not a holiday'}: ${why}`, () => assert.equal(titles.get(day(date)), title))
})

describe('a file of bank holidays is refused with all that is wrong with it', () => {
  const faultsOf = (json: unknown): readonly string[] => {
    try {
      readHolidays(json)
    } catch (error) {
      assert.ok(error instanceof HolidaysUnreadable)
      return error.faults
    }
    return []
  }
  const file = (...events: unknown[]) => ({ 'england-and-wales': { division: 'england-and-wales', events } })
  const wholeYear = [1, 2, 3, 4, 5, 6, 7, 8].map(n => ({ title: `Holiday ${n}`, date: `2026-0${n}-05`, notes: '' }))

  it('takes a whole year', () => assert.deepEqual(faultsOf(file(...wholeYear)), []))

  it('puts it in order', () => assert.equal(readHolidays(file(...wholeYear.toReversed())).days[0]?.day, '2026-01-05'))

  it('tells every fault at once, in plain words', () =>
    assert.deepEqual(
      faultsOf(
        file(
          ...wholeYear,
          { title: 'Leap', date: '2026-02-30' },
          { date: '2026-09-01' },
          { title: 'When' },
          {
            title: 'Again',
            date: '2026-01-05',
          },
          'not an event',
          { title: ' ', date: 5 },
        ),
      ),
      [
        '\'Leap\' has the date "2026-02-30", which is not a real date written as YYYY-MM-DD.',
        'Event 10 has no title.',
        "'When' has no date.",
        'Event 13 has no title.',
        'Event 13 has no date.',
        'Event 14 has no title.',
        'Event 14 has the date 5, which is not a real date written as YYYY-MM-DD.',
        "5 January 2026 is there twice: 'Holiday 1' and 'Again'.",
      ],
    ))

  it('refuses a year cut short, which would quietly bring duties forward', () =>
    assert.deepEqual(faultsOf(file(...wholeYear.slice(1))), [
      '2026 has 7 of its holidays: a year is published whole and has at least 8.',
    ]))

  it('refuses a year left out', () =>
    assert.deepEqual(
      faultsOf(file(...wholeYear, ...wholeYear.map(event => ({ ...event, date: event.date.replace('2026', '2028') })))),
      ['2027 has 0 of its holidays: a year is published whole and has at least 8.'],
    ))

  it('refuses a file with no part for England and Wales', () => {
    const none = ["It has no list of events under 'england-and-wales'."]
    for (const json of [undefined, null, 'text', [], {}, { scotland: { events: [] } }, { 'england-and-wales': {} }])
      assert.deepEqual(faultsOf(json), none)
    assert.deepEqual(faultsOf(file()), ['It has no holidays in it.'])
  })

  it('refuses a file that is not there or is not JSON, and names it', () => {
    assert.throws(() => loadHolidays('/no/such/file.json'), /\/no\/such\/file\.json can't be read/)
    assert.throws(() => loadHolidays(new URL(import.meta.url)), HolidaysUnreadable)
  })
})
