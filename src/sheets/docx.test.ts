import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { table, paragraph } from '../letters/blocks.ts'
import { paper } from '../letters/docx.ts'
import { official } from '../letters/marking.ts'
import { tablesIn } from './docx.ts'
import { readTables, usualLimits } from './read.ts'

const document = (inside: string) => `<w:document xmlns:w="w"><w:body>${inside}</w:body></w:document>`
const p = (words: string) => `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`
const cell = (inside: string, more = '') => `<w:tc><w:tcPr>${more}</w:tcPr>${inside}</w:tc>`
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
const read = (xml: string, limits = usualLimits) => tablesIn(document(xml), limits)?.tables

describe('The tables of a Word document', () => {
  it('are read as the words of their cells, paragraph by paragraph', () =>
    assert.deepEqual(
      read(`${p('Before')}<w:tbl>${row(cell(p('A &amp; B')), cell(p('One') + p('Two')))}</w:tbl>${p('After')}`),
      [[['A & B', 'One\nTwo']]],
    ))

  it('leave out what was deleted under tracked changes, and keep what was put in', () =>
    assert.deepEqual(
      read(
        `<w:tbl>${row(cell('<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>'))}</w:tbl>`,
      ),
      [[['new']]],
    ))

  it('keep their columns where cells are merged', () =>
    assert.deepEqual(
      read(
        `<w:tbl>${row(cell(p('wide'), '<w:gridSpan w:val="2"/>'), cell(p('last')))}${row(cell(p('1')), cell(p('2')), cell(p('3')))}</w:tbl>`,
      ),
      [
        [
          ['wide', '', 'last'],
          ['1', '2', '3'],
        ],
      ],
    ))

  it('take a table within a cell for words of the cell', () =>
    assert.deepEqual(
      read(`<w:tbl>${row(cell(`<w:tbl>${row(cell(p('within')))}</w:tbl>`), cell(p('beside')))}</w:tbl>`),
      [[['within', 'beside']]],
    ))

  it('are refused where one is larger than the limits', () => {
    const tall = `<w:tbl>${row(cell(p('x'))).repeat(6)}</w:tbl>`
    assert.equal(read(tall, { rows: 5, columns: 5, cell: 5 }), undefined)
    const wide = `<w:tbl>${row(cell(p('x')).repeat(6))}</w:tbl>`
    assert.equal(read(wide, { rows: 5, columns: 5, cell: 5 }), undefined)
    assert.deepEqual(
      read(`<w:tbl>${row(cell(p('x'), '<w:gridSpan w:val="99999999"/>'))}</w:tbl>`)?.[0]?.[0]?.length,
      100,
    )
  })

  it('come back from a paper of our own', async () => {
    const bytes = await paper({
      title: 'A plan',
      marking: official,
      reference: 'ACP-2026-0001',
      version: 1,
      madeBy: 'Somebody',
      madeAt: new Date('2026-03-02T09:00:00Z'),
      from: ['From'],
      to: [],
      across: true,
      blocks: [
        paragraph('Before'),
        table(
          ['Item', 'Action'],
          [
            ['1', 'Line one\nLine two'],
            ['2', '<b>&'],
          ],
        ),
      ],
    })
    const sheets = await readTables(bytes)
    assert.ok(!('refused' in sheets))
    const last = sheets.at(-1)?.rows.map(one => one.cells)
    assert.deepEqual(last, [
      ['Item', 'Action'],
      ['1', 'Line one\nLine two'],
      ['2', '<b>&'],
    ])
  })

  it('what is no Word document is refused in words', async () => {
    const got = await readTables(Buffer.from('not a document'))
    assert.ok('refused' in got)
    assert.match(got.refused, /damaged|Word document/)
  })
})
