import { dayOf } from '../calendar/day.ts'
import type { Settings } from '../config.ts'
import { asNobody, type Transaction } from '../database/as.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { House } from '../desk/desk.ts'
import { sweepLoose, sweepStrays } from '../desk/documents.ts'
import { removeWithdrawn } from '../desk/strike.ts'
import type { Store } from '../documents/store.ts'
import { headOfTheMinute } from '../journal/head.ts'
import type { Log } from '../log.ts'
import { databaseOutbox } from '../notices/outbox.ts'
import { openMailer } from '../notices/send.ts'
import { signingKey } from '../web/sign-in/secrets.ts'
import { tendImports } from '../desk/import.ts'
import { dropPackages } from '../desk/packages.ts'
import { chase } from './chase.ts'
import { sayTimeIsUp } from './kept.ts'
import { openRecurring } from './recur.ts'
import { sendPost, type Unsent } from './post.ts'

/** What the clock does, and how often at most. Each job may run in any number of processes at once: the database lets one do the work. */
export interface Job {
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

/** How long after its first failure a job is tried again; twice as long after each further one, up to its own interval. */
const firstRetrySeconds = 2

/**
 * How many matters are looked at again in one transaction when something in them has lapsed (the database's own figure), and how
 * many such transactions there are in one go.
 */
const lapsedTogether = 500
const lapsedRounds = 20

const hour = 3_600_000

/**
 * Starts the clock: what falls due, lapses or recurs; the post; the running head; what nobody finished. `store` is where files
 * are kept; a clock without it leaves files alone. A job that fails is logged with its cause and soon tried again.
 */
export function startWorker(
  house: House,
  settings: Pick<Settings, 'mail' | 'publicUrl' | 'keys' | 'sweep'>,
  log: Log,
  { every = true, store }: { every?: boolean; store?: Store } = {},
): Worker {
  const mailer = openMailer(settings.mail, databaseOutbox(house))
  const key = signingKey(settings.keys.journalFile, settings.keys.whenMissing)
  const signIn = settings.publicUrl
  const { sweep } = settings
  const now = () => house.now()
  const ago = (milliseconds: number) => new Date(now().getTime() - milliseconds)

  const unsent: Unsent = (what, because, count) => log.warn(what, { job: 'post', because, count })

  const jobs: readonly Job[] = [
    { name: 'heads', everySeconds: 60, run: () => headOfTheMinute(house.pool, key, now()) },
    { name: 'post', everySeconds: 5, run: () => sendPost(house.pool, mailer, now(), signIn, 'at once', unsent) },
    {
      name: 'lapsed',
      everySeconds: 15,
      run: async () => {
        let count = 0
        for (let round = 0; count === round * lapsedTogether && round < lapsedRounds; round++)
          count += await asNobody(house.pool, transaction => counted(transaction, sql`refresh_lapsed(${now()})`))
        return count
      },
    },
    {
      name: 'dues',
      everySeconds: 60,
      run: () => {
        const horizon = house.calendar().addWorkingDays(dayOf(now()), soon)
        return asNobody(house.pool, transaction => counted(transaction, sql`tell_of_dues(${now()}, ${horizon})`))
      },
    },
    { name: 'recurring', everySeconds: 60, run: () => openRecurring(house) },
    { name: 'kept', everySeconds: 900, run: () => sayTimeIsUp(house) },
    {
      name: 'chases',
      everySeconds: 60,
      run: () => chase(house, count => log.warn('chase refused', { job: 'chases', count })),
    },
    {
      name: 'imports',
      everySeconds: 60,
      run: () => tendImports(house, fault => log.error('job failed', { job: 'imports', err: fault })),
    },
    {
      name: 'digest',
      everySeconds: 60,
      // From seven in the morning; the database sees to it that each person has one a day.
      run: async () => (londonHour(now()) < 7 ? 0 : sendPost(house.pool, mailer, now(), signIn, 'digest', unsent)),
    },
    {
      name: 'sessions',
      everySeconds: 60,
      run: () => asNobody(house.pool, transaction => counted(transaction, sql`end_sessions_ahead(${now()})`)),
    },
    {
      name: 'drafts',
      everySeconds: 3600,
      run: () =>
        asNobody(house.pool, transaction =>
          counted(transaction, sql`drop_old_drafts(${ago(sweep.draftDays * 24 * hour)})`),
        ),
    },
    ...(store ? filesSwept(house, store, sweep, ago) : []),
  ]

  const stopped = new AbortController()
  const ended = every ? jobs.map(job => repeat(job, log, stopped.signal)) : []
  return {
    tick: async () => {
      for (const job of jobs) await attempt(job, log, 1)
    },
    stop: async () => {
      stopped.abort()
      await Promise.all(ended.map(end => end()))
    },
  }
}

const filesSwept = (
  house: House,
  store: Store,
  { looseFileHours, strayFileHours }: Settings['sweep'],
  ago: (milliseconds: number) => Date,
): readonly Job[] => [
  // What was withdrawn has no key any more; its bytes go as well.
  { name: 'withdrawn-files', everySeconds: 60, run: () => removeWithdrawn(house, store) },
  { name: 'loose-files', everySeconds: 900, run: () => sweepLoose(house, store, ago(looseFileHours * hour)) },
  // What a package says is kept no longer than its files, which are loose until it is brought in.
  { name: 'packages', everySeconds: 900, run: () => dropPackages(house, ago(looseFileHours * hour)) },
  {
    name: 'stray-files',
    everySeconds: 3600,
    // By the machine's clock whatever the practice clock says, since the store tells its times by it.
    run: () => sweepStrays(house, store, new Date(Date.now() - strayFileHours * hour)),
  },
]

const counted = async (transaction: Transaction, call: Sql): Promise<number> =>
  (await transaction.one<{ count: number }>(sql`select ${call} as count`)).count

/** Runs a job once, and tells whether it was done. */
async function attempt(job: Job, log: Log, number: number): Promise<boolean> {
  try {
    const count = await job.run()
    if (number > 1) log.info('job done', { job: job.name, attempt: number, count })
    else if (count > 0) log.debug('job done', { job: job.name, count })
    return true
  } catch (fault) {
    log.error('job failed', { job: job.name, attempt: number, err: fault })
    return false
  }
}

/** Runs a job at its interval, never twice at once, and one that failed sooner. Gives what waits for it to end. */
export function repeat(job: Job, log: Log, stopped: AbortSignal): () => Promise<void> {
  let failures = 0
  let running: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined
  const go = () => {
    clearTimeout(retry)
    running ??= attempt(job, log, failures + 1).then(done => {
      running = undefined
      failures = done ? 0 : failures + 1
      const seconds = firstRetrySeconds * 2 ** (failures - 1)
      if (!done && seconds < job.everySeconds && !stopped.aborted) retry = setTimeout(go, seconds * 1000)
    })
  }
  const timer = setInterval(go, job.everySeconds * 1000)
  stopped.addEventListener('abort', () => {
    clearInterval(timer)
    clearTimeout(retry)
  })
  return async () => running
}

const londonHour = (now: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' }).format(now))
