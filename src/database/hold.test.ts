import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { hold, holder, holding } from './hold.ts'

const name = `a test of process ${process.pid}`

/** Another process that takes the hold, says so, and stays. */
async function anotherHolder() {
  const program = `import { hold } from ${JSON.stringify(import.meta.resolve('./hold.ts'))}
    await hold(${JSON.stringify(name)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('a hold', () => {
  it('is had by one process at a time, and the next is told which', async () => {
    const mine = await hold(name)
    assert.ok(mine.held)
    assert.deepEqual(await hold(name), { held: false, pid: process.pid })
    await mine.release()
    const again = await hold(name)
    assert.ok(again.held)
    await again.release()
  })

  it('is refused while another process has it, and ends when that process is killed', async () => {
    const other = await anotherHolder()
    assert.equal(await holder(name), other.pid)
    assert.deepEqual(await hold(name), { held: false, pid: other.pid })
    other.kill('SIGKILL')
    await once(other, 'exit')
    assert.equal(await holder(name), undefined)
    const mine = await hold(name)
    assert.ok(mine.held)
    await mine.release()
  })

  it('makes those who wait for it take turns', async () => {
    let inside = 0
    const turns = await Promise.all(
      [1, 2, 3].map(turn =>
        holding(name, 5000, async () => {
          assert.equal(++inside, 1)
          await new Promise(resolve => setTimeout(resolve, 10))
          inside--
          return turn
        }),
      ),
    )
    assert.deepEqual(turns, [1, 2, 3])
  })

  it('is waited for so long and no longer', async () => {
    const mine = await hold(name)
    assert.ok(mine.held)
    await assert.rejects(
      holding(name, 60, async () => {}),
      new RegExp(`process ${process.pid}`),
    )
    await mine.release()
  })

  it('is let go when the work under it fails', async () => {
    await assert.rejects(
      holding(name, 1000, async () => {
        throw new Error('no')
      }),
      /^Error: no$/,
    )
    assert.equal(await holding(name, 1000, async () => 'free'), 'free')
  })
})
