import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parcelProcedure } from '../../test/parcels.ts'
import { promisesProcedure } from '../../test/promises.ts'
import { faultsAtPlace, type AtPlace } from './at-place.ts'

const faults = (shown: AtPlace) => faultsAtPlace(promisesProcedure, shown)

describe('What the page of an establishment tells of a procedure', () => {
  it('is told by columns, stages and tables that there are', () => {
    assert.deepEqual(
      faults({
        under: 'concerns',
        shows: ['nothing'],
        on: ['never'],
        leavesOut: ['nowhere'],
        asks: { table: 'none', on: 'never' },
      }),
      [
        'there is no column nothing',
        'never is no column of a day',
        'never is no column of a day',
        'there is no stage nowhere',
        'there is no table none',
      ],
    )
    assert.deepEqual(faults({ under: 'concerns' }), [])
  })

  it('has marks of one scale alone', () => {
    const [one = ''] = Object.entries(parcelProcedure.columns).find(([, { values }]) => values) ?? []
    const [other = ''] = Object.entries(parcelProcedure.columns).find(([, { values }]) => !values) ?? []
    const marked = (columns: readonly [string, ...string[]]) =>
      faultsAtPlace(parcelProcedure, { under: 'inspections', marks: { label: 'Marks', columns } })
    assert.deepEqual(marked([one]), [])
    assert.deepEqual(marked([one, other]), [`${other} has not the values that the others have`])
  })
})
