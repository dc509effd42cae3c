import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plannedAgreement } from '../../test/planned.ts'
import { agreements } from '../agreements/agreements.ts'
import type { Agreement } from './agreement.ts'
import { faultsIn } from './check.ts'
import type { Programme } from './programme.ts'

const [version] = plannedAgreement.versions
const sound = version.programme ?? assert.fail()
const faulty = (changes: Partial<Programme>): string[] => {
  const agreement: Agreement = { ...plannedAgreement, versions: [{ ...version, programme: { ...sound, ...changes } }] }
  return faultsIn([agreement])
}

describe('what inspections are planned by is checked as the program starts', () => {
  it('a sound one has no faults', () => assert.deepEqual(faulty({}), []))

  it('each column that it reads is one of the procedure’s', () => {
    assert.deepEqual(faulty({ inspected: [{ procedure: 'look', day: 'over' }] }), [
      'Programme of looks: reads over of look, which has no such column',
    ])
    assert.deepEqual(faulty({ reads: { looks: { procedure: 'look', columns: ['score', 'mark'] } } }), [
      'Programme of looks: reads mark of look, which has no such column',
    ])
    assert.deepEqual(faulty({ weights: { ...sound.weights, column: () => 'weight', step: 'weight' } }), [
      'Programme of looks: reads weight of weighing, which has no such column',
      'Programme of looks: reads weight of weighing, which has no such column',
      'Programme of looks: there is no step weight',
    ])
  })

  it('each stage is one of the procedure’s, and each factor’s clause one there is', () => {
    assert.deepEqual(faulty({ plans: sound.plans.map(plan => ({ ...plan, over: ['gone'] })) }), [
      'Programme of looks: names gone of plan, which has no such stage',
    ])
    assert.deepEqual(faulty({ factors: { ...sound.factors, score: { label: 'Score', clause: 'SP-99', usual: 1 } } }), [
      'Programme of looks: cites SP-99, which no agreement has',
    ])
  })

  it('what it draws on may be written later, and then it is of our agreements', () => {
    assert.deepEqual(faulty({ reads: { others: { procedure: 'not-written-yet', columns: ['x'] } } }), [])
    const names = new Set(
      agreements.flatMap(one => one.versions.flatMap(each => each.procedures.map(({ name }) => name))),
    )
    const used = agreements.flatMap(one =>
      one.versions.flatMap(({ programme }) => (programme ? drawnOn(programme) : [])),
    )
    assert.ok(used.length > 0)
    assert.deepEqual(
      used.filter(name => !names.has(name)),
      [],
    )
  })
})

const drawnOn = ({ inspected, plans, reads, counts, weights, begins }: Programme): readonly string[] => [
  ...[...inspected, ...plans, ...Object.values(reads), weights].map(one => one.procedure),
  ...Object.values(counts).flatMap(one => one.procedures),
  ...begins,
]
