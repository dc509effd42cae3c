import net from 'node:net'
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** Something only one process at a time may have. It ends with the process, however the process ends. */
export type Hold = { held: true; release(): Promise<void> }
/** Someone else has it; `pid` is missing when that process is too busy to say. */
export type HeldElsewhere = { held: false; pid?: number }

/**
 * Takes the hold called `name`, or says which process has it.
 *
 * It is a socket in Linux's abstract namespace: the kernel lets one process bind a name and frees it on exit or kill -9,
 * so there is no lock file to go stale and no pid to be mistaken for another's. Elsewhere there is no such namespace, and
 * the lock file PostgreSQL keeps in its own folder is the only guard.
 */
export async function hold(name: string): Promise<Hold | HeldElsewhere> {
  if (process.platform !== 'linux') return { held: true, release: async () => {} }
  const server = net.createServer(socket => {
    socket.on('error', () => {})
    socket.end(String(process.pid))
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(address(name), resolve)
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return { held: false, pid: await holder(name) }
  }
  server.unref()
  return { held: true, release: () => new Promise(resolve => void server.close(() => resolve())) }
}

/** Waits for the hold called `name`, does `work` under it and lets go. Stops waiting after `patience` ms, saying who has it. */
export async function holding<T>(name: string, patience: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patience
  for (;;) {
    const mine = await hold(name)
    if (mine.held) {
      try {
        return await work()
      } finally {
        await mine.release()
      }
    }
    if (Date.now() > until) throw new Error(`Waited ${patience / 1000} s for ${whom(mine)} to finish with ${name}`)
    await pause(20)
  }
}

/** "process 1234", for a sentence about who has the hold. */
export const whom = (elsewhere: HeldElsewhere) => (elsewhere.pid ? `process ${elsewhere.pid}` : 'another process')

/** The process that has the hold called `name`; undefined when nobody has, or its holder does not answer. */
export function holder(name: string): Promise<number | undefined> {
  return new Promise(resolve => {
    let said = ''
    const socket = net.connect(address(name))
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('data', words => (said += words.toString()))
    socket.on('error', () => {})
    socket.on('close', () => resolve(Number(said) || undefined))
  })
}

/** Names may be long paths and an address may not, so the address is a digest. */
const address = (name: string) => ({
  path: `\0concordat-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`,
})
