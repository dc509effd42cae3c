import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allegation } from '../agreements/sanctions-protocol/allegation.ts'
import { picture } from './picture.ts'

describe('the picture of a procedure', () => {
  const { rows, arrows } = picture(allegation)
  const rowOf = (name: string) => rows.findIndex(row => row.some(step => step.name === name))

  it('draws every step once, beginning with the first', () => {
    assert.deepEqual(
      rows[0]?.map(step => step.name),
      ['receive'],
    )
    assert.deepEqual(
      rows.flatMap(row => row.map(step => step.name)).toSorted(),
      Object.keys(allegation.steps).toSorted(),
    )
  })

  it('draws arrows downwards only, from what is marked to what waits for it', () => {
    for (const { from, to } of arrows) assert.ok(rowOf(from) < rowOf(to), `${from} to ${to}`)
    assert.ok(arrows.some(({ from, to }) => from === 'open-investigation' && to === 'conclude'))
  })

  it('leaves out an arrow that two others already tell', () => {
    assert.ok(!arrows.some(({ from, to }) => from === 'decide' && to === 'conclude'))
  })
})
