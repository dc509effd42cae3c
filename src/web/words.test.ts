import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holder, worldOn } from '../../test/kit.ts'
import { optional, rows, text } from '../engine/question.ts'
import { official, sensitive } from '../letters/marking.ts'
import { answerLines, othersSee } from './words.ts'

describe('Rows as lines of words', () => {
  const world = worldOn('2026-01-05')
  const row = { wing: text('Wing', ''), number: optional(text('Item number', '')), note: optional(text('Note', '')) }
  const answer = [
    { wing: '12', number: '2.1', note: 'Open.' },
    { wing: '7', number: '3' },
  ]

  it('stand under the number of what each is about, wherever its column is', () => {
    const numbered = rows('Items', '', row, { numberedBy: 'number' })
    assert.deepEqual(answerLines(numbered, answer, world), ['2.1. 12; Open.', '3. 7'])
    assert.deepEqual(answerLines(numbered, [{ wing: '4' }, { wing: '5' }], world), ['1. 4', '2. 5'])
  })

  it('are numbered in their order where none holds it, whatever figures they begin with', () => {
    assert.deepEqual(answerLines(rows('Wings', '', row), answer, world), ['1. 12; 2.1; Open.', '2. 7; 3'])
    assert.deepEqual(answerLines(rows('Wings', '', row), answer.slice(1), world), ['7; 3'])
  })
})

it('says of what is for public release that anyone may read it, to whoever may not know who has it (HH-34, HH-35)', () => {
  const office = holder('moj.secretary-of-state')
  const matter = { owner: 'hmip.inspection', disclosures: [] }
  const released = { ...official, handling: ['FOR PUBLIC RELEASE'] }
  assert.match(othersSee(office, matter, [released, released]) ?? '', /^It is for public release: anyone may read it/)
  for (const markings of [[], [released, sensitive], [released, undefined]])
    assert.match(othersSee(office, matter, markings) ?? '', /^Others may see it too/)
  assert.equal(othersSee(holder('hmip.team-leader'), matter, [released]), undefined)
})
