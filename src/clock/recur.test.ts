import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import type { Agreement } from '../engine/agreement.ts'
import type { Procedure } from '../engine/procedure.ts'
import { inUnit } from '../engine/who.ts'
import { openRecurring } from './recur.ts'

describe('opening what recurs', () => {
  it('opens the others where one can’t be opened, and then fails, so that it is told of', async () => {
    const [version] = lettersAgreement.versions
    const [letter] = version.procedures
    assert.ok(letter)
    const recurring = (name: string, prefix: string, inside: string): Procedure => ({
      ...letter,
      name,
      prefix,
      steps: { ...letter.steps, receive: { ...(letter.steps.receive ?? assert.fail()), by: inUnit('clock') } },
      recurs: { key: () => '2026-03', answers: () => ({ where: 'ZAI', about: name, words: inside }) },
    })
    const agreement: Agreement = {
      ...lettersAgreement,
      versions: [
        {
          ...version,
          procedures: [recurring('first', 'FIR', 'A'), recurring('second', 'SEC', ''), recurring('third', 'THI', 'C')],
        },
      ],
    }
    const { house, database } = await testHouse('recur', { agreements: [agreement] })
    const opened = async () =>
      (
        await database.owner.query<{ procedure: string }>('select procedure from concordat.matter order by id')
      ).rows.map(row => row.procedure)
    await assert.rejects(openRecurring(house), /1 failed, and 2 were done/)
    assert.deepEqual(await opened(), ['first', 'third'])
    await assert.rejects(openRecurring(house))
    assert.deepEqual(await opened(), ['first', 'third'], 'once each')
  })
})
