import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** How long a piece of work may take, and how much memory. */
export type Bounds = { seconds: number; megabytes: number }

/** What a worker thread is given to do: a function a module exports, and what to call it with. */
export type Work = { module: string; name: string; args: unknown[] }

const most = Math.max(1, Math.min(4, availableParallelism() - 1))
let working = 0
const waiting: (() => void)[] = []

/**
 * Runs a module's exported function in a thread of its own and gives back what it returns, so that reading a hostile
 * file neither blocks the server nor exhausts it. Arguments and result are copied. Throws what the function throws, and
 * when it runs out of time or memory.
 */
export async function apart<Result>(module: URL, name: string, args: unknown[], bounds: Bounds): Promise<Result> {
  while (working >= most) await new Promise<void>(resolve => waiting.push(resolve))
  working += 1
  try {
    return await run<Result>({ module: module.href, name, args }, bounds)
  } finally {
    working -= 1
    waiting.shift()?.()
  }
}

function run<Result>(work: Work, { seconds, megabytes }: Bounds): Promise<Result> {
  const worker = new Worker(new URL('./apart-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  let timer: NodeJS.Timeout | undefined
  return new Promise<Result>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${work.name} took more than ${seconds} seconds`)), seconds * 1000)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error(`${work.name} stopped without an answer`)))
  }).finally(() => {
    clearTimeout(timer)
    return worker.terminate()
  })
}
