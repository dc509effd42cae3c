import { dayOf } from '../calendar/day.ts'
import type { Settings } from '../config.ts'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import type { House } from '../desk/desk.ts'
import { headOfTheMinute } from '../journal/head.ts'
import type { Log } from '../log.ts'
import { databaseOutbox } from '../notices/outbox.ts'
import { openMailer } from '../notices/send.ts'
import { signingKey } from '../web/sign-in/secrets.ts'
import { tendImports } from '../desk/import.ts'
import { openRecurring } from './recur.ts'
import { sendPost } from './post.ts'

/** What the clock does, and how often at most. Each job may run in any number of processes at once: the database lets one do the work. */
interface Job {
  readonly name: string
  readonly everySeconds: number
  run(): Promise<number>
}

export interface Worker {
  /** Runs every job once, in order: for tests and for the first moment. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** How many working days before a duty is due its owner is told. */
const soon = 2

/** Starts the clock: what falls due, lapses or recurs; the post; the running head. */
export function startWorker(
  house: House,
  settings: Pick<Settings, 'mail' | 'publicUrl' | 'keys'>,
  log: Log,
  { every = true } = {},
): Worker {
  const mailer = openMailer(settings.mail, databaseOutbox(house))
  const key = signingKey(settings.keys.journalFile, settings.keys.whenMissing)
  const signIn = settings.publicUrl
  const now = () => house.now()

  const jobs: readonly Job[] = [
    { name: 'heads', everySeconds: 60, run: () => headOfTheMinute(house.pool, key, now()) },
    { name: 'post', everySeconds: 5, run: () => sendPost(house.pool, mailer, now(), signIn, 'at once') },
    {
      name: 'lapsed',
      everySeconds: 15,
      run: () =>
        asNobody(
          house.pool,
          async transaction =>
            (await transaction.one<{ count: number }>(sql`select refresh_lapsed(${now()}) as count`)).count,
        ),
    },
    {
      name: 'dues',
      everySeconds: 60,
      run: () => {
        const horizon = house.calendar().addWorkingDays(dayOf(now()), soon)
        return asNobody(
          house.pool,
          async transaction =>
            (await transaction.one<{ count: number }>(sql`select tell_of_dues(${now()}, ${horizon}) as count`)).count,
        )
      },
    },
    { name: 'recurring', everySeconds: 60, run: () => openRecurring(house) },
    {
      name: 'imports',
      everySeconds: 60,
      run: () => tendImports(house, () => log.error('job failed', { job: 'imports' })),
    },
    {
      name: 'digest',
      everySeconds: 60,
      // From seven in the morning; the database sees to it that each person has one a day.
      run: async () => (londonHour(now()) < 7 ? 0 : sendPost(house.pool, mailer, now(), signIn, 'digest')),
    },
  ]

  const running = new Set<Promise<void>>()
  const attempt = async (job: Job) => {
    try {
      const count = await job.run()
      if (count > 0) log.debug('job done', { job: job.name, count })
    } catch {
      log.error('job failed', { job: job.name })
    }
  }
  const timers = every
    ? jobs.map(job => {
        let busy = false
        return setInterval(() => {
          if (busy) return
          busy = true
          const run = attempt(job).finally(() => {
            busy = false
            running.delete(run)
          })
          running.add(run)
        }, job.everySeconds * 1000)
      })
    : []
  return {
    tick: async () => {
      for (const job of jobs) await attempt(job)
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running)
    },
  }
}

const londonHour = (now: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' }).format(now))
