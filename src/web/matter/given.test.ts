import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { points, sent, siu } from '../../agreements/hmip-hmpps/report/kit.samples.ts'
import { report } from '../../agreements/hmip-hmpps/report/report.ts'
import { givenIn } from './given.ts'

describe('What is known', () => {
  it('HH-27: numbers points of fact as their table and their answers do, on from those raised before', () => {
    const matter = sent().and(
      [siu, 'raise-points', { points, whole: 'more' }],
      [siu, 'raise-points', { points: points.slice(0, 1), whole: 'all' }],
    )
    const { entries } = matter.seenBy(siu)
    const lines = givenIn(report, entries, matter.world)
      .get('check')
      ?.flatMap(({ answers }) => answers.flatMap(one => one.lines))
    assert.deepEqual(
      lines?.map(line => line.replace(/;.*/, '')),
      ['1. Page 4: “by a fifth”', '2. Page 9: “too long”', '3. Page 4: “by a fifth”'],
    )
  })
})
