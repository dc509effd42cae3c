import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holder, worldOn } from '../../test/kit.ts'
import { unopened } from '../engine/matter.ts'
import { choice, day, number, optional, paragraph, rows, text } from '../engine/question.ts'
import type { Cell } from '../sheets/column.ts'
import type { Sheet } from '../sheets/read.ts'
import { filledFrom } from './fill.ts'

const asked = rows(
  'What was promised?',
  'Write at least one',
  {
    item: text('Item number', 'Give its number', { inSheets: { called: ['Rec. no.'], asAbove: true } }),
    answer: choice('Response', 'Say whether it is agreed', { agreed: 'Agreed', not: 'Not agreed' }),
    note: optional(paragraph('Action', '')),
    by: optional(day('Target date', '')),
    cost: optional(number('Pounds', '')),
  },
  { most: 4 },
)

const me = holder('hmpps.ashmoor.governor')
const taking = {
  matter: unopened({ id: 1, reference: '', procedure: '', version: '', owner: me.unit, openedAt: new Date(0) }),
  me,
  answers: {},
  world: worldOn('2026-01-05'),
}
const sheet = (...cells: readonly (readonly Cell[])[]): Sheet => ({
  rows: cells.map((row, at) => ({ line: at + 1, cells: [...row] })),
  notices: [],
})
const head = ['Item number', 'Response', 'Action', 'Target date', 'Pounds']
const fill = (sheets: readonly Sheet[], before = 0) => {
  const got = filledFrom('items', asked, sheets, taking, before)
  assert.ok('rows' in got, JSON.stringify(got))
  return got
}
const wrong = (sheets: readonly Sheet[], before = 0) => {
  const got = filledFrom('items', asked, sheets, taking, before)
  return 'wrong' in got ? got.wrong : assert.fail(JSON.stringify(got))
}

describe('Rows filled in from a sheet', () => {
  it('are what its cells say, however they are written', () => {
    const { rows: got, problems } = fill([
      sheet(
        ['OFFICIAL'],
        head,
        [1, 'AGREED', 'Open it', new Date('2026-03-02'), 12],
        ['2.1', 'not agreed', '', '1 April 2026'],
      ),
    ])
    assert.deepEqual(problems, [])
    assert.deepEqual(got, [
      { item: '1', answer: 'agreed', note: 'Open it', by: { day: '2', month: '3', year: '2026' }, cost: '12' },
      { item: '2.1', answer: 'not', note: '', by: { day: '1', month: '4', year: '2026' }, cost: '' },
    ])
  })

  it('are found by other names of their columns, in any order; what nothing asks for is told', () => {
    const { rows: got, notices } = fill([sheet(['Recommendation', 'response', 'Rec. no.'], ['Words', 'Agreed', 7])])
    assert.deepEqual([got[0]?.item, got[0]?.answer], ['7', 'agreed'])
    assert.deepEqual(notices, ['One column was not read, since nothing here asks for it: “Recommendation”.'])
  })

  it('take an empty cell for the one above it only where it stands for that', () => {
    const { rows: got, problems } = fill([
      sheet(head, [1, 'Agreed', 'First'], [null, 'Agreed', 'Second'], [null, '', 'Third']),
    ])
    assert.deepEqual(
      got.map(row => [row.item, row.note]),
      [
        ['1', 'First'],
        ['1', 'Second'],
        ['1', 'Third'],
      ],
    )
    assert.deepEqual(problems, [
      { field: 'items-2-answer', words: 'Row 4 of the file, “Response”: Say whether it is agreed' },
    ])
  })

  it('tell every wrong cell by its row and column, with what stood there, and keep what a box can hold', () => {
    const { rows: got, problems } = fill(
      [
        sheet(
          head,
          [1, 'Accepted', 'Open it', 'soon', 'many'],
          ['', '', '', '', ''],
          [2, 'Agreed', 'Shut it', '31/2/2026'],
        ),
      ],
      1,
    )
    assert.deepEqual(
      problems.map(({ field, words }) => [field, words]),
      [
        [
          'items-1-answer',
          'Row 2 of the file, “Response”: “Accepted” is not one of the answers. Choose one of: Agreed, Not agreed',
        ],
        ['items-1-by', 'Row 2 of the file, “Target date”: “soon”: Give a real date, like 27 3 2026'],
        ['items-1-cost', 'Row 2 of the file, “Pounds”: “many”: Give a whole number from 0 to 1000000'],
        ['items-2-by', 'Row 4 of the file, “Target date”: “31/2/2026”: Give a real date, like 27 3 2026'],
      ],
    )
    assert.deepEqual(got[0], { item: '1', note: 'Open it', by: { day: '', month: '', year: 'soon' }, cost: 'many' })
  })

  it('come from every table of a document that is alike, and from none that is not', () => {
    const { rows: got } = fill([
      sheet(['About', 'Ashmoor']),
      sheet(head, [1, 'Agreed']),
      sheet(['Name', 'Telephone'], ['A', '1']),
      sheet(head, [2, 'Agreed']),
    ])
    assert.deepEqual(
      got.map(row => row.item),
      ['1', '2'],
    )
  })

  it('are those of this matter where a column says whose each is; those of others are left aside', () => {
    const several = { ...asked, ofSeveral: { called: ['Reference'] } }
    const mine = { ...taking, matter: { ...taking.matter, reference: 'RPT-2026-0001' } }
    const from = (...rows: readonly (readonly Cell[])[]) =>
      filledFrom('items', several, [sheet(['Reference', 'Rec. no.', 'Response'], ...rows)], mine)
    const got = from(
      ['RPT-2026-0002', 1, 'Perhaps'],
      ['rpt-2026-0001 ', 1, 'Agreed'],
      ['RPT-2026-0001', null, 'Not agreed'],
    )
    assert.ok('rows' in got, JSON.stringify(got))
    assert.deepEqual(
      [got.rows.map(row => [row.item, row.answer]), got.problems],
      [
        [
          ['1', 'agreed'],
          ['1', 'not'],
        ],
        [],
      ],
    )
    assert.deepEqual(got.notices, ['One row was left aside, by the column “Reference”: of RPT-2026-0002.'])
    const titled = from(['The winter report', 1, 'Agreed'])
    assert.match(JSON.stringify(titled), /One column was not read/)
    for (const [rows, why] of [
      [[['RPT-2026-0002', 1, 'Agreed']], /None of its rows is of RPT-2026-0001/],
      [
        [
          ['RPT-2026-0001', 1, 'Agreed'],
          [null, 2, 'Agreed'],
        ],
        /Row 3 of the file does not say whose it is/,
      ],
    ] as const) {
      const refused = from(...rows)
      assert.match('wrong' in refused ? refused.wrong : '', why)
    }
  })

  it('are refused whole where no column fits, one is missing, nothing is there or too much is', () => {
    assert.match(
      wrong([sheet(['Name', 'Telephone'], ['A', '1'])]),
      /^None of its columns has a name that is asked for here\. .*Item number, Response/,
    )
    assert.equal(
      wrong([sheet(['Item number', 'Action'], ['1', 'x'])]),
      'There is no column for “Response”. Add it, with that above it',
    )
    assert.match(wrong([sheet(head)]), /There are no rows/)
    assert.match(wrong([]), /^There is no table in it\. Put these above the rows: /)
    const five = [head, ...Array.from({ length: 5 }, (_, at) => [at, 'Agreed'])]
    assert.equal(wrong([sheet(...five)]), 'It has 5 rows: no more than 4 can')
    assert.match(wrong([sheet(...five.slice(0, 4))], 2), /It has 3 rows, and 2 stand here already: no more than 4 can/)
  })
})
