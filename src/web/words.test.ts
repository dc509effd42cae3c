import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { worldOn } from '../../test/kit.ts'
import { optional, rows, text } from '../engine/question.ts'
import { answerLines } from './words.ts'

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
