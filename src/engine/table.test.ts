import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { promisesProcedure } from '../../test/promises.ts'
import { faultsInProcedure } from './check.ts'
import { unopened, type Matter } from './matter.ts'
import type { Table } from './procedure.ts'
import { cellInWords, compared, gapInWords, tablesOf } from './table.ts'

const table = promisesProcedure.tables?.promises as Table
const rows = (pairs: readonly (readonly (string | undefined)[])[]) =>
  pairs.map(([said, seen], at) => ({ item: at + 1, said, seen }))
const gap = (...pairs: Parameters<typeof rows>[0]) => {
  const both = compared(table, rows(pairs))
  assert.ok(both)
  return both
}

describe('A table of a matter', () => {
  const birth = { id: 1, reference: '', procedure: 'promise', version: '', owner: 'imb.ashmoor', openedAt: new Date(0) }
  const seen = (...parts: string[]): Matter => ({ ...unopened(birth), parts: new Set(parts) })
  const names = (matter: Matter) => tablesOf(promisesProcedure, matter, {} as never).map(one => one.name)

  it('is there for whoever may see its part, and for nobody else', () => {
    assert.deepEqual(names(seen('outside', 'inside')), ['promises'])
    assert.deepEqual(names(seen('outside')), [])
  })

  it('tells days, numbers and values as people read them', () => {
    assert.equal(cellInWords({ label: '', is: 'day' }, '2026-03-02'), '2 March 2026')
    assert.equal(cellInWords({ label: '', is: 'number' }, 12_000), '12,000')
    assert.equal(cellInWords({ label: '', values: { no: 'Not yet' } }, 'no'), 'Not yet')
    assert.equal(cellInWords({ label: '', is: 'day' }, undefined), '')
  })
})

describe('What is reported beside what was seen', () => {
  it('is counted value by value, each column by itself', () => {
    const { values, without } = gap(['done', 'some'], ['done', 'done'], ['no', undefined], [undefined, 'no'])
    assert.deepEqual(values, [
      { label: 'Nothing done', counts: [1, 1] },
      { label: 'Under way', counts: [0, 1] },
      { label: 'Done', counts: [2, 1] },
    ])
    assert.deepEqual(without, [1, 1])
  })

  it('says in words how many stand higher in the one than in the other', () => {
    assert.equal(
      gapInWords(gap(['done', 'no'], ['done', 'some'], ['no', 'some'], ['done', 'done'], ['done', undefined])),
      '“As told”: 4 of 5 items stand at “Done”. “As seen”: 1. Of the 4 items that have both, 2 stand higher in “As told”, 1 in “As seen”, and 1 stands the same. Not known yet: “As seen” of 1 item.',
    )
    assert.match(gapInWords(gap(['done'], ['no'])), /No item has both yet\. Not known yet: “As seen” of 2 items\.$/)
  })

  it('is nothing where there are no items', () => assert.equal(compared(table, []), undefined))
})

describe('A table’s author is told what is wrong with it', () => {
  const faults = (changed: Partial<Table>, name = 'promises') =>
    faultsInProcedure({ ...promisesProcedure, tables: { [name]: { ...table, ...changed } } }, new Set(['SP-1']))

  it('as it stands, nothing is', () => assert.deepEqual(faults({}), []))

  it('a part, a column or a label that is not there', () => {
    assert.match(faults({ part: 'nowhere' }).join(), /table promises: there is no part nowhere/)
    assert.match(faults({ compares: ['said', 'heard'] }).join(), /compares heard, which is no column/)
    assert.match(faults({ columns: {}, compares: undefined }).join(), /has no columns/)
    assert.match(faults({ empty: ' ' }).join(), /does not say what it is called/)
    assert.match(faults({}, 'What was promised').join(), /its name is part of an address/)
  })

  it('columns that can’t be compared', () => {
    assert.match(faults({ compares: ['said', 'what'] }).join(), /have not the same values in the same order/)
    assert.match(faults({ compares: ['said', 'said'] }).join(), /have not the same values/)
    const turned = {
      ...table.columns,
      seen: { label: 'As seen', values: { done: 'Done', some: 'Under way', no: 'Nothing done' } },
    }
    assert.match(faults({ columns: turned }).join(), /have not the same values in the same order/)
  })
})

describe('A column of another part', () => {
  const open = {
    ...table,
    part: 'outside',
    columns: { ...table.columns, seen: { ...table.columns.seen, label: 'As seen', part: 'inside' } },
  }
  const birth = { id: 1, reference: '', procedure: 'promise', version: '', owner: 'imb.ashmoor', openedAt: new Date(0) }
  const drawn = (...parts: string[]) =>
    tablesOf({ ...promisesProcedure, tables: { open } }, { ...unopened(birth), parts: new Set(parts) }, {} as never)[0]
      ?.table

  it('is not there for whoever may not see that part, and then nothing is compared with it', () => {
    assert.ok(!Object.hasOwn(drawn('outside')?.columns ?? {}, 'seen'))
    assert.equal(drawn('outside')?.compares, undefined)
    assert.ok(Object.hasOwn(drawn('outside', 'inside')?.columns ?? {}, 'seen'))
    assert.deepEqual(drawn('outside', 'inside')?.compares, ['said', 'seen'])
  })

  it('of a part that is not there is told to its author', () => {
    const nowhere = { ...open, columns: { ...open.columns, seen: { ...open.columns.seen, part: 'nowhere' } } }
    assert.match(
      faultsInProcedure({ ...promisesProcedure, tables: { open: nowhere } }, new Set(['SP-1'])).join(),
      /table open: column seen: there is no part nowhere/,
    )
  })
})
