import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after } from 'node:test'
import { bareEnvironment } from '../environment.ts'
import { clearAway } from '../server.ts'
import { newFolder } from '../folder.ts'

/** The real program, as `npm start` runs it on a fresh clone: its own database in a folder of its own, on a free port. */
export interface Program {
  readonly base: string
  /** What it has written so far. */
  said(): string
}

const root = join(import.meta.dirname, '..', '..')

/** Starts it with the practice clock at an instant, and waits until it says that it is ready. It is stopped at the end of the tests. */
export async function startProgram(clock: string): Promise<Program> {
  const folder = newFolder('journey')
  // The database server steps down from root, and must be able to reach its folder.
  chmodSync(folder, 0o755)
  const program = spawn(process.execPath, [join(root, 'src', 'main.ts')], {
    cwd: root,
    env: { ...bareEnvironment, CONCORDAT_VAR: join(folder, 'var'), PORT: '0', CONCORDAT_CLOCK: clock },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(program, 'exit')
  after(async () => {
    program.kill('SIGTERM')
    await ended
    clearAway(folder)
  })

  let said = ''
  program.stderr.on('data', (words: Buffer) => void (said += words))
  const base = await new Promise<string>((resolve, reject) => {
    createInterface({ input: program.stdout }).on('line', line => {
      said += `${line}\n`
      const ready = /^Concordat is ready at (\S+)$/.exec(line)
      if (ready?.[1]) resolve(ready[1])
    })
    void ended.then(() => reject(new Error(`The program did not start:\n${said}`)))
  })
  assert.match(base, /^http:\/\/localhost:\d+$/)
  return { base, said: () => said }
}
