import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { protect, type Sum, type Told } from './small-numbers.ts'

const told = (counts: Record<string, number>, sums: Sum[]): Record<string, Told | string[]> => {
  const made = protect(new Map(Object.entries(counts)), sums)
  return { ...Object.fromEntries(made.told), folded: [...made.folded] }
}

describe('small numbers in what leaves a body', () => {
  it('tells one to four as fewer than five, and nought as nought', () =>
    assert.deepEqual(told({ a: 3, b: 0, c: 12, d: 2, total: 17 }, [{ whole: 'total', parts: ['a', 'b', 'c', 'd'] }]), {
      a: 'fewer than 5',
      b: 0,
      c: 12,
      d: 'fewer than 5',
      total: 17,
      folded: [],
    }))

  it('hides another number where the total would give a lone small one away', () =>
    assert.deepEqual(told({ a: 3, b: 20, c: 8, total: 31 }, [{ whole: 'total', parts: ['a', 'b', 'c'] }]), {
      a: 'fewer than 5',
      b: 20,
      c: 'not shown',
      total: 31,
      folded: [],
    }))

  it('hides a third where even the two would be given away: five and one make six', () => {
    const made = told({ a: 1, b: 5, c: 9, total: 15 }, [{ whole: 'total', parts: ['a', 'b', 'c'] }])
    assert.equal(made.a, 'fewer than 5')
    assert.equal(made.b, 'not shown')
    assert.equal(made.c, 'not shown')
  })

  it('hides the total when nothing else is left', () => {
    const made = told({ a: 1, b: 1, c: 1, d: 1, e: 1, total: 5 }, [
      { whole: 'total', parts: ['a', 'b', 'c', 'd', 'e'] },
    ])
    assert.equal(made.total, 'not shown')
  })

  it('lists no parts at all where their number alone would tell', () => {
    const made = told({ a: 1, b: 1, c: 1, d: 1, total: 4 }, [{ whole: 'total', parts: ['a', 'b', 'c', 'd'] }])
    assert.equal(made.total, 'fewer than 5')
    assert.deepEqual(made.folded, ['total'])
  })

  it('minds that a region is the sum of its establishments', () => {
    const made = told({ north: 9, south: 20, a: 2, b: 7, c: 20, total: 29 }, [
      { whole: 'total', parts: ['north', 'south'] },
      { whole: 'north', parts: ['a', 'b'] },
      { whole: 'south', parts: ['c'] },
    ])
    assert.equal(made.a, 'fewer than 5')
    assert.ok(made.b === 'not shown' || made.north === 'not shown')
  })

  it('never leaves a small number only one possibility, whoever adds and subtracts', () => {
    const trees = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(trees, regions => {
        const counts = new Map<string, number>()
        const sums: Sum[] = regions.map((places, r) => {
          places.forEach((count, p) => counts.set(`${r}.${p}`, count))
          counts.set(
            `${r}`,
            places.reduce((a, b) => a + b, 0),
          )
          return { whole: `${r}`, parts: places.map((_count, p) => `${r}.${p}`) }
        })
        counts.set(
          'total',
          regions.flat().reduce((a, b) => a + b, 0),
        )
        sums.push({ whole: 'total', parts: regions.map((_places, r) => `${r}`) })
        const made = protect(counts, sums)
        for (const [name, one] of made.told)
          assert.ok(
            typeof one !== 'number' || one === 0 || one >= 5 || hidden(name, made.folded, sums),
            `${name} is ${one}`,
          )
        for (const [name, count] of counts)
          if (count > 0 && count < 5) assert.ok(possibilities(name, counts, made.told, made.folded, sums) > 1, name)
      }),
      { numRuns: 300 },
    )
  })
})

const hidden = (name: string, folded: ReadonlySet<string>, sums: readonly Sum[]) =>
  sums.some(sum => folded.has(sum.whole) && sum.parts.includes(name))

/** Tries every way the numbers could be, as someone who knows only what is told: how many values this one could have. */
function possibilities(
  name: string,
  counts: ReadonlyMap<string, number>,
  all: ReadonlyMap<string, Told>,
  folded: ReadonlySet<string>,
  sums: readonly Sum[],
): number {
  if (hidden(name, folded, sums)) return 2
  const wholes = sums.filter(sum => !folded.has(sum.whole))
  const leaves = [...counts.keys()].filter(one => !wholes.some(sum => sum.whole === one) && !hidden(one, folded, sums))
  const fits = (one: string, value: number) => {
    const said = all.get(one)
    return typeof said === 'number' ? value === said : said === 'fewer than 5' ? value >= 1 && value <= 4 : value >= 5
  }
  const found = new Set<number>()
  const values = new Map<string, number>()
  const sumsHold = () => {
    const waiting = [...wholes]
    while (waiting.length) {
      const ready = waiting.findIndex(sum => sum.parts.every(part => values.has(part)))
      const [sum] = waiting.splice(ready, 1)
      if (!sum) return false
      const value = sum.parts.reduce((total, part) => total + (values.get(part) ?? 0), 0)
      if (!fits(sum.whole, value)) return false
      values.set(sum.whole, value)
    }
    return true
  }
  const tried = (at: number): void => {
    if (found.size > 1) return
    const leaf = leaves[at]
    if (leaf === undefined) {
      for (const sum of wholes) values.delete(sum.whole)
      if (sumsHold()) found.add(values.get(name) ?? -1)
      return
    }
    const said = all.get(leaf)
    // A number that is not shown may be more than it is: a little more is enough to find a second possibility.
    const most = Math.max(11, (counts.get(leaf) ?? 0) + 2)
    const larger = Array.from({ length: most - 4 }, (_, more) => 5 + more)
    const options = typeof said === 'number' ? [said] : said === 'fewer than 5' ? [1, 2, 3, 4] : larger
    for (const value of options) {
      values.set(leaf, value)
      tried(at + 1)
    }
    values.delete(leaf)
  }
  tried(0)
  return found.size
}
