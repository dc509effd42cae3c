import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, owningPool } from '../../src/database/connect.ts'
import { temporaryFolder } from '../folder.ts'

const kills = process.env.CONCORDAT_TEST_LONG ? 200 : 11
after(() => program?.kill('SIGKILL'))
const folder = temporaryFolder('killed')
const acknowledged: number[] = []
let programs = 0
let program: ChildProcess | undefined

function startProgram(): ChildProcess {
  const first = String(++programs * 1_000_000)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), folder, first], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  createInterface({ input: child.stdout }).on('line', line => acknowledged.push(Number(line)))
  return child
}

async function killProgram() {
  program?.kill('SIGKILL')
  if (program) await once(program, 'exit')
  program = startProgram()
}

const postmaster = () => Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

function killPostmaster() {
  process.kill(postmaster(), 'SIGKILL')
}

function killServerProcess() {
  const pid = postmaster()
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  process.kill(children[Math.floor(Math.random() * children.length)]!, 'SIGKILL')
}

/** Each what is killed, and how the world is put right afterwards, if it does not right itself. */
const ways: Record<string, () => Promise<void> | void> = {
  'the server': killPostmaster,
  'the program': killProgram,
  'one process of the server': killServerProcess,
  'both at once': () => {
    killPostmaster()
    return killProgram()
  },
  'the server, and again as it comes back': async () => {
    killPostmaster()
    await pause(Math.random() * 150)
    try {
      killPostmaster()
    } catch {
      // It was between two lives.
    }
  },
}

async function moreIsAcknowledged() {
  const before = acknowledged.length
  for (const until = Date.now() + 60_000; acknowledged.length < before + 50; await pause(10)) {
    assert.ok(Date.now() < until, 'writing did not go on within a minute of the kill')
  }
}

describe('A-15: a database killed with writes in flight', () => {
  it(`goes on by itself, ${kills} times, and loses nothing that was acknowledged nor keeps half of anything`, async () => {
    program = startProgram()
    for (let kill = 0; kill < kills; kill++) {
      await moreIsAcknowledged()
      await pause(Math.random() * 100)
      await Object.values(ways)[kill % Object.keys(ways).length]!()
    }
    await moreIsAcknowledged()
    const ended = once(program, 'exit')
    program.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])

    const { servers, stop } = await connect({ var: folder })
    const pool = owningPool(servers.owner!)
    const { rows } = await pool.query<{ n: number; halves: number }>(
      'select n, count(*)::int as halves from kept group by n order by n',
    )
    await pool.end()
    await stop()
    const kept = new Set(rows.map(({ n }) => n))
    assert.deepEqual(
      acknowledged.filter(n => !kept.has(n)),
      [],
    )
    assert.deepEqual(
      rows.filter(({ halves }) => halves !== 2),
      [],
    )
  })
})
