import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { apart } from './apart.ts'

const here = new URL('./apart.samples.ts', import.meta.url)

const bounds = { seconds: 10, megabytes: 128 }

describe('Work done apart', () => {
  it('gives back what the function returns', async () => {
    assert.equal(await apart(here, 'doubled', [21], bounds), 42)
    assert.equal(await apart(here, 'sizeOf', [Buffer.alloc(1000)], bounds), 1000)
  })

  it('throws what the function throws', () => assert.rejects(apart(here, 'fail', [], bounds), /out of range/))

  it('is stopped when it takes too long', () =>
    assert.rejects(apart(here, 'never', [], { ...bounds, seconds: 0.5 }), /never took more than 0.5 seconds/))

  it('is stopped when it takes too much memory, and nothing else is', async () => {
    await assert.rejects(apart(here, 'hoard', [], { ...bounds, megabytes: 32 }), /memory/)
    assert.equal(await apart(here, 'doubled', [1], bounds), 2)
  })

  it('waits its turn when there is much of it', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, n) => apart<number>(here, 'doubled', [n], bounds)))
    assert.deepEqual(all, [0, 2, 4, 6, 8, 10])
  })
})
