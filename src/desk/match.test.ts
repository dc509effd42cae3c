import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parcelProcedure } from '../../test/parcels.ts'
import type { Taking } from '../engine/world.ts'
import type { Cell } from '../sheets/column.ts'
import { answerableBy, cut, finder, guessColumns, keysOf, matched } from './match.ts'

const asks = parcelProcedure.steps['copy-in']?.asks ?? {}
const places = [
  { code: 'ZAI', name: 'Ashmoor', kind: 'prison', invented: true },
  { code: 'ZBI', name: 'Brackley Hill', kind: 'prison', invented: true },
]
const taking = { world: { directory: { places } } } as unknown as Taking
const rows = (...cells: Cell[][]) => ({ rows: cells.map((each, at) => ({ line: at + 1, cells: each })) })

describe('matching the sheet of an earlier log', () => {
  it('finds the labels under a marking and a title, and leaves out what our own exports add', () => {
    const found = cut(
      rows(
        ['OFFICIAL', null, null, null],
        [null, null, null, null],
        ['Prison', 'Date received', null, 'Marking'],
        ['Ashmoor', '2024-05-03', 'x', 'OFFICIAL'],
      ),
    )
    assert.deepEqual(found?.labels, ['Prison', 'Date received', 'Column 3'])
    assert.deepEqual(found?.rows, [{ line: 4, cells: ['Ashmoor', '2024-05-03', 'x'] }])
  })

  it('guesses which column answers which question, each column once', () => {
    const guessed = guessColumns(
      ['Establishment', 'Outcome', 'Date received', 'What is in it?', 'Sender', 'Remarks'],
      asks,
      {
        outcome: 'How it ended',
      },
    )
    assert.deepEqual(guessed, { where: 0, outcome: 1, receivedOn: 2, kinds: 3, sender: 4 })
  })

  it('offers only questions that a cell can answer', () =>
    assert.deepEqual(
      answerableBy(asks).map(([name]) => name),
      ['before', 'where', 'receivedOn', 'kinds', 'about', 'sender', 'finished', 'outcome'],
    ))

  const find = (name: string, meant = {}) => finder(asks[name] as NonNullable<(typeof asks)[string]>, taking, meant)
  const read = (name: string, cell: Cell, meant = {}) =>
    matched(asks[name] as NonNullable<(typeof asks)[string]>, cell, find(name, meant))

  it('knows an establishment by its name or code, with or without its title', () => {
    for (const said of ['Ashmoor', 'HMP Ashmoor', 'hmp/yoi ashmoor', 'ZAI', ' zai '])
      assert.deepEqual(read('where', said), { raw: 'ZAI' }, said)
    assert.deepEqual(read('where', 'HMP Nowhere'), {
      unknown: 'HMP Nowhere',
      wrong: '“HMP Nowhere” is not one of the answers',
    })
  })

  it('knows what a word was said to stand for', () =>
    assert.deepEqual(read('where', 'The Moor', { 'The Moor': 'ZAI' }), { raw: 'ZAI' }))

  it('reads several answers in one cell, however they are parted', () => {
    for (const said of ['Food; Books and papers', 'food\nbooks and papers', 'Food, Books and papers'])
      assert.deepEqual(read('kinds', said), { raw: ['food', 'books'] }, said)
    assert.deepEqual(read('kinds', 'Food; Toys'), { unknown: 'Toys', wrong: '“Toys” is not one of the answers' })
    assert.deepEqual(read('kinds', null), { raw: undefined })
  })

  it('reads dates as sheets write them', () => {
    for (const said of ['3 May 2024', '03/05/2024', '2024-05-03', new Date('2024-05-03')])
      assert.deepEqual(read('receivedOn', said), { raw: '2024-05-03' }, String(said))
    assert.deepEqual(read('receivedOn', 'last May'), { raw: 'last May' }, 'the question itself says what is wrong')
  })

  it('reads yes and no as sheets write them', () => {
    for (const [said, raw] of [
      ['Y', 'yes'],
      ['No', 'no'],
      [true, 'yes'],
      [0, 'no'],
    ] as [Cell, string][])
      assert.deepEqual(read('finished', said), { raw }, String(said))
    assert.ok('unknown' in read('finished', 'perhaps'))
  })

  it('knows a row whatever file it comes in, and tells two that say the same apart', () => {
    const one = keysOf('parcel', {
      labels: ['Prison', 'On'],
      rows: [{ line: 1, cells: ['Ashmoor', new Date('2024-05-03')] }],
    })
    const other = keysOf('parcel', {
      labels: ['On', 'Prison', 'Empty'],
      rows: [
        { line: 9, cells: ['03/05/2024', ' Ashmoor', null] },
        { line: 10, cells: ['03/05/2024', 'Ashmoor', ''] },
      ],
    })
    assert.deepEqual(one[0], other[0])
    assert.notDeepEqual(other[0], other[1])
  })
})
