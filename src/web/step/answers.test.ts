import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { choices, day, documents, paragraph, rows, text, yesOrNo } from '../../engine/question.ts'
import { formOf } from '../forms.ts'
import type { Taking } from '../../engine/world.ts'
import { answersIn, fieldsOf, usualForm, withRows } from './answers.ts'

const asks = {
  line: text('One line', 'Say it'),
  account: paragraph('What happened', 'Say it'),
  kinds: choices('Which', 'Choose', { a: 'A', b: 'B' }),
  on: day('When', 'Say when'),
  sure: yesOrNo('Sure?', 'Say'),
  papers: documents('Papers'),
  people: rows('Who', 'Say who', { name: text('Name', 'Name'), since: day('Since', 'Since') }),
}

const sent = (fields: [string, string][]) => answersIn(asks, formOf(fields))

describe('What was typed', () => {
  it('comes from the form as the questions understand it', () => {
    const raw = sent([
      ['q-line', 'Moved'],
      ['q-kinds', 'a'],
      ['q-kinds', 'b'],
      ['q-on-day', '1'],
      ['q-on-month', '3'],
      ['q-on-year', '2026'],
      ['q-sure', 'yes'],
      ['q-people-0-name', 'Ann'],
      ['q-people-0-since-day', '2'],
      ['q-people-3-name', 'Bo'],
      ['q-unasked', 'x'],
      ['_csrf', 'secret'],
    ])
    assert.deepEqual(raw, {
      line: 'Moved',
      account: '',
      kinds: ['a', 'b'],
      on: { day: '1', month: '3', year: '2026' },
      sure: 'yes',
      papers: '',
      people: [
        { name: 'Ann', since: { day: '2', month: '', year: '' } },
        { name: 'Bo', since: '' },
      ],
    })
  })

  it('begins with what is usual, a day in its three boxes', () => {
    const usual = { on: { ...asks.on, usual: '2026-03-02' }, sure: { ...asks.sure, usual: 'yes' }, line: asks.line }
    const form = usualForm(usual, {} as Taking)
    assert.deepEqual(form, { 'q-on-day': '2', 'q-on-month': '3', 'q-on-year': '2026', 'q-sure': 'yes' })
  })

  it('goes on to the next page and into a draft as it came', () => {
    const raw = sent([
      ['q-line', 'a <b>'],
      ['q-account', 'two\nlines'],
      ['q-kinds', 'b'],
      ['q-on-day', '31'],
      ['q-papers', 'one'],
      ['q-papers', 'two'],
      ['q-people-0-name', 'Ann'],
    ])
    assert.deepEqual(answersIn(asks, fieldsOf(asks, raw)), raw)
  })

  it('gains and loses rows without losing a word', () => {
    const form = formOf([
      ['q-people-0-name', 'Ann'],
      ['q-people-1-name', 'Bo'],
    ])
    const names = (raw: Record<string, unknown>) => (raw.people as { name?: string }[]).map(one => one.name)
    assert.deepEqual(names(withRows(asks, form, { add: 'people' })), ['Ann', 'Bo', undefined])
    assert.deepEqual(names(withRows(asks, form, { remove: 'people', row: 0 })), ['Bo'])
    assert.deepEqual(names(withRows(asks, formOf([]), { add: 'people' })), [undefined, undefined])
    assert.deepEqual(withRows(asks, form, { add: 'line' }).line, '')
  })

  it('means nothing to the object it is kept in', () => {
    const form = formOf([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['q-line', 'z'],
    ])
    assert.equal(answersIn(asks, form).line, 'z')
    assert.equal(({} as Record<string, unknown>).x, undefined)
  })
})
