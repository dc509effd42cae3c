import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { bareEnvironment } from '../test/environment.ts'
import { newFolder } from '../test/folder.ts'

/** Starts the program as `npm start` does, in a folder of its own. */
function start(env: Record<string, string>): { program: ChildProcess; said: () => string } {
  const folder = newFolder('concordat-main')
  const program = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...bareEnvironment, CONCORDAT_VAR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  program.stdout?.on('data', chunk => (said += String(chunk)))
  program.stderr?.on('data', chunk => (said += String(chunk)))
  after(async () => {
    program.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return { program, said: () => said }
}

async function until(holds: () => boolean, seconds: number, said: () => string): Promise<void> {
  for (let waited = 0; !holds(); waited += 100) {
    if (waited > seconds * 1000) assert.fail(`It took longer than ${seconds} seconds:\n${said()}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

describe('The program', () => {
  it(
    'starts a practice system, says where it is, and stops within ten seconds when it is told to',
    { timeout: 120_000 },
    async () => {
      const { program, said } = start({ CONCORDAT_CLOCK: '2026-01-05T09:00:00Z' })
      await until(() => said().includes('Concordat is ready at'), 90, said)
      assert.match(said(), /This is practice: everyone and every prison in it is invented/)
      const address = /ready at (http:\/\/localhost:\d+)/.exec(said())?.[1] ?? assert.fail(said())
      assert.equal((await fetch(`${address}/ready`)).status, 200)
      assert.match(await (await fetch(address)).text(), /Concordat runs the agreements/)
      const began = Date.now()
      program.kill('SIGTERM')
      const [code] = (await once(program, 'exit')) as [number]
      assert.equal(code, 0, said())
      assert.ok(Date.now() - began < 10_000)
    },
  )

  it('does not start when a setting is wrong, and says which', async () => {
    const { program, said } = start({ CONCORDAT_CLOCKS: 'x', CONCORDAT_SESSION_HOURS: '99' })
    const [code] = (await once(program, 'exit')) as [number]
    assert.equal(code, 1)
    assert.match(said(), /CONCORDAT_CLOCKS is not a setting\. Did you mean CONCORDAT_CLOCK\?/)
    assert.match(said(), /CONCORDAT_SESSION_HOURS should be: whole number, 1 to 12/)
    assert.doesNotMatch(said(), /at .*main\.ts/)
  })
})
