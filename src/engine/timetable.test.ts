import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visitsAgreement } from '../../test/visits.ts'
import { calendar } from '../calendar/calendar.ts'
import { day } from '../calendar/day.ts'
import { loadHolidays } from '../calendar/load.ts'
import { days, weeks, workingDays } from '../calendar/period.ts'
import { faultsInProcedure } from './check.ts'
import type { Procedure } from './procedure.ts'
import { lay, type Course, type Timetable } from './timetable.ts'

const timetable: Timetable = {
  part: 'course',
  begins: () => undefined,
  from: 'the day it ended',
  stages: [
    {
      rule: 'write up',
      stage: 'ended',
      label: 'Written',
      doing: 'Being written',
      clause: 'SP-1',
      ends: ['written'],
      target: workingDays(3),
      limit: weeks(1),
    },
    {
      rule: 'tell',
      stage: 'told',
      label: 'Told',
      doing: 'Being told',
      clause: 'SP-1',
      ends: ['told', 'kept back'],
      target: days(2),
      limit: days(4),
    },
  ],
  aim: { label: 'In all', clause: 'SP-1', rule: 'write up', period: weeks(1) },
}
const known = calendar(loadHolidays())
/** From Friday 6 March 2026, when no holiday is near. */
const laid = (today: string, reached: Readonly<Record<string, string>> = {}, pauses: Course['pauses'] = []) =>
  lay(
    timetable,
    {
      begins: day('2026-03-06'),
      reached: milestone => (reached[milestone] ? day(reached[milestone]) : undefined),
      pauses,
    },
    { today: day(today), calendar: known },
  )

describe('a timetable', () => {
  it('plans each stage from the target of the one before', () =>
    assert.deepEqual(
      laid('2026-03-06').stages.map(one => [one.planned.from, one.planned.until, one.limit.day]),
      [
        ['2026-03-06', '2026-03-11', '2026-03-13'],
        ['2026-03-11', '2026-03-13', '2026-03-15'],
      ],
    ))

  it('counts a stage from when the one before ended in fact', () => {
    const { stages, now, until } = laid('2026-03-10', { written: '2026-03-10' })
    assert.deepEqual(
      [stages[1]?.from, stages[1]?.target.day, stages[1]?.planned.from],
      ['2026-03-10', '2026-03-12', '2026-03-11'],
    )
    assert.deepEqual([now?.stage.rule, until], ['tell', '2026-03-12'])
  })

  it('is in target and in limit on their days, and late on the day after', () => {
    const kept = (on: string) => {
      const [first] = laid('2026-04-01', { written: on }).stages
      return [first?.inTarget, first?.inLimit]
    }
    assert.deepEqual(kept('2026-03-11'), [true, true])
    assert.deepEqual(kept('2026-03-12'), [false, true])
    assert.deepEqual(kept('2026-03-13'), [false, true])
    assert.deepEqual(kept('2026-03-14'), [false, false])
  })

  it('ends a stage by any of its milestones, and all of it by the last', () => {
    const { ended, now, aim } = laid('2026-04-01', { written: '2026-03-11', 'kept back': '2026-03-13' })
    assert.deepEqual([ended, now, aim?.kept], ['2026-03-13', undefined, true])
    assert.equal(laid('2026-04-01', { written: '2026-03-11', told: '2026-03-14' }).aim?.kept, false)
  })

  it('stands still while its clock does, and what was planned stays as it was planned', () => {
    const { stages, aim, planned } = laid('2026-03-06', {}, [{ from: day('2026-03-09'), until: day('2026-03-11') }])
    assert.deepEqual(
      [stages[0]?.target.day, stages[0]?.limit.day, aim?.day],
      ['2026-03-13', '2026-03-15', '2026-03-15'],
    )
    assert.equal(planned, '2026-03-13')
  })

  it('ends on the day that is set for its end, unless what comes before takes longer', () => {
    const until = (set: string) =>
      lay(
        timetable,
        { begins: day('2026-03-06'), reached: () => undefined, pauses: [], set: day(set) },
        { today: day('2026-03-06'), calendar: known },
      ).until
    assert.deepEqual(
      [until('2026-03-20'), until('2026-03-12'), until('2026-03-10')],
      ['2026-03-20', '2026-03-12', '2026-03-11'],
    )
  })

  it('says in sentences how the whole compares with the aim', () =>
    assert.deepEqual(laid('2026-03-06').whole, [
      'The targets end on 13 March 2026.',
      'The aim, 1 week from 6 March 2026, is 13 March 2026: 5 working days.',
      'So the targets keep to the aim, to the day.',
      'The limits of the stages, 1 week and 4 days, would end on 17 March 2026: each of them can be kept and the aim still be missed.',
    ]))

  it('an author is told what is wrong with it', () => {
    const [visit] = visitsAgreement.versions[0].procedures as [Procedure]
    const faults = (changed: Partial<Timetable>) =>
      faultsInProcedure({ ...visit, timetable: { ...timetable, ...changed } }, new Set(['SP-1'])).join('; ')
    assert.match(faults({ part: 'nowhere' }), /timetable: there is no part nowhere/)
    assert.match(faults({}), /there is no obligation tell/)
    assert.match(faults({}), /tell ends with “kept back”, which no step marks/)
    const [first] = timetable.stages
    assert.equal(faults({ stages: [first] }), '')
  })
})
