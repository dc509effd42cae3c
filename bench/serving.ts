import { fork, type ChildProcess } from 'node:child_process'
import type { OutgoingHttpHeaders } from 'node:http'
import { fileURLToPath } from 'node:url'
import { agreements } from '../src/agreements/agreements.ts'
import { dayOf } from '../src/calendar/day.ts'
import { library } from '../src/engine/library.ts'
import { practicePeople } from '../src/practice/people.ts'
import { inventedPlaces, practiceKey } from '../src/practice/places.ts'
import { registerOf } from '../src/register/standing.ts'
import { now } from './world.ts'

/**
 * Servers to be measured, each in a process of its own: ours, as `main.ts` starts it, and one of bare `node:http` that sends
 * bytes it was given. What runs in them is in `served.ts`.
 */
export interface Serving {
  /** Where it listens: http://localhost:port. */
  readonly address: string
  /** Processor time it has used so far, in ms. */
  used(): Promise<number>
  stop(): Promise<void>
}

/** The page of 25 rows, made from what was read once: no database is asked. */
export const heldPage = '/bench/page'

export const serveOurs = (folder: string): Promise<Serving> => started(['ours'], { CONCORDAT_VAR: folder })

/** The same answer to every request, as plainly as Node can. */
export const serveBare = (headers: OutgoingHttpHeaders, body: Buffer): Promise<Serving> =>
  started(['bare'], {}, { headers, body })

/** What the bare one is to send. */
export interface Sent {
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

/** Who may sign in: the people of the practice world. */
export const inPractice = () =>
  practicePeople(registerOf(inventedPlaces, practiceKey), library(agreements), dayOf(new Date(now))).filter(
    ({ posts }) => !posts.includes('clock'),
  )

async function started(args: string[], env: Record<string, string>, sent?: Sent): Promise<Serving> {
  const child = fork(fileURLToPath(new URL('served.ts', import.meta.url)), args, {
    env: { ...process.env, CONCORDAT_CLOCK: now, PORT: '0', CONCORDAT_LOG_LEVEL: 'silent', ...env },
    serialization: 'advanced',
  })
  if (sent) child.send(sent)
  const address = await said<string>(child)
  return {
    address,
    used: () => {
      const answer = said<number>(child)
      child.send('used')
      return answer
    },
    stop: async () => {
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.send('stop')
      await gone
    },
  }
}

const said = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The server to be measured ended with ${code}`))
    child.once('exit', ended)
    child.once('message', message => {
      child.off('exit', ended)
      resolve(message as T)
    })
  })
