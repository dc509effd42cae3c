import assert from 'node:assert/strict'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type pg from 'pg'
import { connect, owningPool } from '../../src/database/connect.ts'
import { bareEnvironment } from '../environment.ts'

const source = join(import.meta.dirname, '..', '..', 'src')

/** The program as `npm start` runs it, in a folder of its own, with ways to kill it and what it stands on. */
export interface Program {
  /** Starts it; again at the port it had, so that whoever asks need not learn another. */
  start(): Promise<void>
  /** Where it answers, without a path. */
  base(): string
  /** Kills it, and starts it again. */
  kill(): Promise<void>
  /** Kills its PostgreSQL, which it brings back by itself. */
  killDatabase(): void
  /** Kills both, and starts it again. */
  killBoth(): Promise<void>
  /** Asks it to end, and gives its code and signal. */
  end(): Promise<unknown[]>
  /** Runs one of its commands beside it. */
  run(...args: string[]): Promise<{ stdout: string }>
  /** The last of what it said. */
  said(): string
  /** Looks into its database as the owner. */
  withDatabase<T>(work: (owner: pg.Pool) => Promise<T>): Promise<T>
}

/** It is killed when the file's tests are over. */
export function programIn(folder: string, more: Readonly<Record<string, string>> = {}): Program {
  let child: ChildProcess | undefined
  let port = '0'
  let said = ''
  after(() => child?.kill('SIGKILL'))
  const env = () => ({
    ...bareEnvironment,
    CONCORDAT_VAR: folder,
    PORT: port,
    CONCORDAT_LOG_LEVEL: 'error',
    ...more,
  })

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [join(source, 'main.ts')], {
      env: env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    let words = ''
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        words += chunk.toString()
        said = (said + chunk.toString()).slice(-5000)
      })
    for (const until = Date.now() + 90_000; !words.includes('Concordat is ready'); await pause(20)) {
      assert.equal(started.exitCode, null, `It did not start:\n${said}`)
      assert.ok(Date.now() < until, `It did not start within 90 seconds:\n${said}`)
    }
    port = /ready at http:\/\/localhost:(\d+)/.exec(words)?.[1] ?? assert.fail(words)
  }

  async function kill(): Promise<void> {
    const killed = child ?? assert.fail('nothing to kill')
    const gone = once(killed, 'exit')
    killed.kill('SIGKILL')
    await gone
    await start()
  }

  function killDatabase(): void {
    try {
      process.kill(Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    } catch {
      // It was between two lives.
    }
  }

  return {
    start,
    base: () => `http://localhost:${port}`,
    kill,
    killDatabase,
    killBoth() {
      killDatabase()
      return kill()
    },
    end() {
      const ended = once(child ?? assert.fail('it is not there'), 'exit')
      child?.kill('SIGTERM')
      return ended
    },
    run: (...args) => promisify(execFile)(process.execPath, [join(source, 'concordat.ts'), ...args], { env: env() }),
    said: () => said,
    async withDatabase(work) {
      const { servers, stop } = await connect({ var: folder })
      const owner = owningPool(servers.owner ?? assert.fail('no owner'))
      try {
        return await work(owner)
      } finally {
        await owner.end()
        await stop()
      }
    },
  }
}

/** What is half there in a database that should be whole, in sentences: nothing, unless something was lost or torn. */
export async function halvesIn(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ half: string }>(`
    with torn as (
      select 'a matter without an entry: ' || reference as half from concordat.matter where length = 0
      union all select 'a matter that nobody finds: ' || reference from concordat.matter m
         where not exists (select from concordat.docket d where d.matter = m.id)
      union all select 'an entry without content: ' || matter || '/' || number from concordat.entry e
         where not exists (select from concordat.content c where c.matter = e.matter and c.number = e.number)
      union all select 'an entry that no head covers nor will: ' || matter || '/' || number from concordat.entry e
         where not exists (select from concordat.bound b where b.matter = e.matter and b.number = e.number)
           and not exists (select from concordat.unbound u where u.matter = e.matter and u.number = e.number)
      union all select 'an act without its entry: ' || key from concordat.done d
         where not exists (select from concordat.entry e where e.matter = d.matter and e.number = d.number))
    select half from torn`)
  return rows.map(one => one.half)
}
