import assert from 'node:assert/strict'
import { it } from 'node:test'
import { limit } from './limits.ts'

it('So many a minute, each key for itself, and anew when the minute is over', () => {
  let now = 0
  const { spend, spent } = limit(2, () => now)
  assert.equal(spend('a'), undefined)
  assert.equal(spent('a'), undefined)
  assert.equal(spend('a'), undefined)
  assert.equal(spent('a'), 60)
  now = 30_000
  assert.equal(spend('a'), 30)
  assert.equal(spend('b'), undefined)
  now = 60_001
  assert.equal(spend('a'), undefined)
})

it('A hundred thousand keys do not fill the memory', () => {
  let now = 0
  const { spend } = limit(1, () => now)
  for (let i = 0; i < 100_000; i++) spend(`address ${i}`)
  now = 61_000
  assert.equal(spend('address 1'), undefined)
})
