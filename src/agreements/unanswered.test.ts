import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holder, worldOn } from '../../test/kit.ts'
import { unopened, type Matter } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'
import { agreements } from './agreements.ts'

const world = worldOn('2026-03-02')
const me = holder('hmip.coordinator')

/** A matter of which nothing has come about, and one of which everything has. */
function bothEnds({ name, parts, steps }: Procedure, version: string): readonly Matter[] {
  const { owner, at } = { owner: me.unit, at: world.now }
  const begun = unopened({ id: 1, reference: '', procedure: name, version, place: 'ZAI', owner, openedAt: at })
  const marks = Object.values(steps).flatMap(({ marks = [] }) =>
    typeof marks === 'string' ? [marks] : Array.isArray(marks) ? (marks as readonly string[]) : Object.keys(marks),
  )
  return [begun, { ...begun, parts: new Set(Object.keys(parts)), milestones: new Map(marks.map(mark => [mark, at])) }]
}

describe('a form opens before anything is answered: what the program works out needs no answer to be there', () => {
  for (const { id, versions } of agreements)
    it(id, () => {
      for (const { name: version, procedures } of versions)
        for (const procedure of procedures)
          for (const [step, { asks }] of Object.entries(procedure.steps))
            for (const [question, { worked }] of Object.entries(asks))
              for (const matter of bothEnds(procedure, version))
                assert.doesNotThrow(
                  () => worked?.({ matter, me, answers: {}, world }),
                  `${procedure.name}: ${step}: ${question}`,
                )
    })
})
