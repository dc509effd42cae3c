import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parcelProcedure } from '../../test/parcels.ts'
import type { Analysis, Tally } from './analysis.ts'
import { reportOf } from './report.ts'

const tally = (name: string, counts: Record<string, number>, more: Partial<Tally> = {}): Tally => ({
  name,
  label: name,
  cells: Object.entries(counts).map(([value, count]) => ({ value, label: value, count })),
  none: 0,
  several: false,
  ...more,
})

const analysisOf = (total: number, more: Partial<Analysis> = {}): Analysis => ({
  procedure: parcelProcedure,
  total,
  overdue: 0,
  brought: 0,
  tallies: [],
  months: [],
  times: [],
  repeats: [],
  ...more,
})
const region = (place: string) => ({ a: 'North', b: 'North', c: 'South' })[place]
const told = (made: ReturnType<typeof reportOf>, title: string) =>
  Object.fromEntries((made.tables.find(table => table.title === title)?.rows ?? []).map(row => [row.label, row.told]))

describe('an analysis as it leaves the body', () => {
  it('tells small numbers as fewer than five, and hides what would give one away', () => {
    const made = reportOf(analysisOf(30, { tallies: [tally('outcome', { kept: 3, returned: 20, lost: 7 })] }), region)
    assert.deepEqual(told(made, 'outcome'), { kept: 'fewer than 5', returned: 20, lost: 'not shown' })
    assert.equal(made.total, 30)
  })

  it('minds what is not recorded as it minds the rest', () => {
    const made = reportOf(
      analysisOf(30, { tallies: [tally('outcome', { kept: 20, returned: 8 }, { none: 2 })] }),
      region,
    )
    assert.deepEqual(told(made, 'outcome'), { kept: 20, returned: 'not shown', 'Not recorded': 'fewer than 5' })
  })

  it('does not let a region give its establishments away', () => {
    const made = reportOf(
      analysisOf(29, { tallies: [tally('region', { North: 9, South: 20 }), tally('place', { a: 2, b: 7, c: 20 })] }),
      region,
    )
    const places = told(made, 'place')
    assert.equal(places.a, 'fewer than 5')
    assert.ok(places.b === 'not shown' || told(made, 'region').North === 'not shown')
  })

  it('gives no breakdown where there are fewer than five in all', () => {
    const made = reportOf(
      analysisOf(3, { overdue: 1, tallies: [tally('outcome', { kept: 1, returned: 1, lost: 1 })] }),
      region,
    )
    assert.deepEqual([made.total, made.overdue, made.tables], ['fewer than 5', 'not shown', []])
    assert.match(made.notes[0] ?? '', /so few/)
  })

  it('counts days only for five or more, and not how many exactly', () => {
    const time = (count: number) => ({
      milestone: 'x',
      label: 'To the end',
      count,
      days: [],
      median: 12,
      middle: [5, 20] as const,
    })
    const made = reportOf(analysisOf(40, { times: [time(4), time(23)] }), region)
    assert.deepEqual(made.times, [
      { label: 'To the end', about: 'fewer than 5' },
      { label: 'To the end', about: 25, median: 12, middle: [5, 20] },
    ])
  })
})
