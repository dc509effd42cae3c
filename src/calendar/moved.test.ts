import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from './day.ts'
import type { Holidays } from './holidays.ts'
import { loadHolidays } from './load.ts'
import { moved, type Reckoned } from './moved.ts'
import { days, followingWeek, weeks, workingDays } from './period.ts'

const after = loadHolidays()
const without = (...dates: string[]): Holidays => ({
  ...after,
  days: after.days.filter(holiday => !dates.includes(holiday.day)),
})
const funeral = {
  day: '2022-09-19',
  title: 'Bank Holiday for the State Funeral of Queen Elizabeth II',
  change: 'proclaimed',
}

describe('a holiday proclaimed ten days ahead moves what is open', () => {
  const before = without('2022-09-19')
  const open: Reckoned[] = [
    { id: 'accuracy check', from: day('2022-09-05'), period: workingDays(15) },
    { id: 'due the day before', from: day('2022-09-05'), period: workingDays(9) },
    { id: 'due on the day', from: day('2022-09-05'), period: workingDays(10) },
    { id: 'begun on the day', from: day('2022-09-19'), period: workingDays(5) },
    { id: 'weeks', from: day('2022-09-05'), period: weeks(3) },
    { id: 'public response', from: day('2022-09-05'), period: days(28) },
    {
      id: 'paused over it',
      from: day('2022-09-05'),
      period: workingDays(15),
      pauses: [{ from: day('2022-09-19'), until: day('2022-09-20') }],
    },
  ]

  it('those counted in working days that pass over it, one day each, with the reason', () =>
    assert.deepEqual(moved(before, after, open), [
      { id: 'accuracy check', was: '2022-09-26', is: '2022-09-27', because: [funeral] },
      { id: 'due on the day', was: '2022-09-19', is: '2022-09-20', because: [funeral] },
    ]))

  it('and none when nothing changed', () => assert.deepEqual(moved(after, after, open), []))

  it('back again were it withdrawn', () =>
    assert.deepEqual(moved(after, before, open.slice(0, 1)), [
      { id: 'accuracy check', was: '2022-09-27', is: '2022-09-26', because: [{ ...funeral, change: 'withdrawn' }] },
    ]))
})

describe('a holiday moved within a year is withdrawn from one day and proclaimed on another', () => {
  const before: Holidays = {
    ...after,
    days: [
      ...after.days.filter(holiday => holiday.day !== '2020-05-08'),
      { day: day('2020-05-04'), title: 'Early May bank holiday' },
    ],
  }

  it('what ends between the two comes earlier, what ends after both stays', () =>
    assert.deepEqual(
      moved(before, after, [
        { id: 'between', from: day('2020-04-30'), period: workingDays(3) },
        { id: 'after both', from: day('2020-04-30'), period: workingDays(10) },
      ]),
      [
        {
          id: 'between',
          was: '2020-05-06',
          is: '2020-05-05',
          because: [{ day: '2020-05-04', title: 'Early May bank holiday', change: 'withdrawn' }],
        },
      ],
    ))

  it('and an end of the week before it comes earlier', () =>
    assert.deepEqual(moved(before, after, [{ id: 'debrief note', from: day('2020-05-01'), period: followingWeek }]), [
      {
        id: 'debrief note',
        was: '2020-05-08',
        is: '2020-05-07',
        because: [{ day: '2020-05-08', title: 'Early May bank holiday (VE day)', change: 'proclaimed' }],
      },
    ]))
})
