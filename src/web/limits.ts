import { createHash } from 'node:crypto'
import type pg from 'pg'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'

/** How many times a minute. */
export interface Limit {
  /** Counts one; says in how many seconds to come again once there were too many. */
  spend(key: string): number | undefined
  /** The same without counting. */
  spent(key: string): number | undefined
}

/** The same, asked of all processes together. */
export interface SharedLimit {
  spend(key: string): Promise<number | undefined>
  spent(key: string): Promise<number | undefined>
}

/** A limit as one process knows of it. */
interface Known extends Limit {
  /** In how many seconds to come again, where there were too many already. */
  over(key: string): number | undefined
  /** There were so many in all, and their minute goes on for so many seconds. */
  learn(key: string, count: number, seconds: number): void
}

const minute = 60_000
const mostKeys = 50_000

/**
 * A limit on whatever the key names: a person, or an address that nobody has signed in from. No key can use up another's. `now`
 * only ever goes forward, so that a clock that is put back shuts nobody out.
 */
export function limit(most: number, now: () => number = () => performance.now()): Known {
  let counts = new Map<string, { count: number; until: number }>()
  const current = (key: string) => {
    const found = counts.get(key)
    return found && found.until > now() ? found : undefined
  }
  const set = (key: string, count: number, until: number) => {
    if (counts.size >= mostKeys)
      counts = new Map([...counts].filter(([, one]) => one.until > now()).slice(-mostKeys / 2))
    counts.set(key, { count, until })
  }
  const wait = (key: string, enough: number) => {
    const found = current(key)
    return found && found.count >= enough ? Math.max(1, Math.ceil((found.until - now()) / 1000)) : undefined
  }
  return {
    spend(key) {
      const found = current(key)
      if (found) found.count += 1
      else set(key, 1, now() + minute)
      return wait(key, most + 1)
    },
    spent: key => wait(key, most),
    over: key => wait(key, most + 1),
    learn: (key, count, seconds) => set(key, count, now() + seconds * 1000),
  }
}

export interface Limits {
  /** Requests of one person or one token, or of an address that nobody has signed in from. Each process counts, and `share`s. */
  readonly requests: Limit
  /** Failed sign-ins and unknown sessions and tokens from one address: counted by all processes together, one by one. */
  readonly failures: SharedLimit
  /** Tells the others which requests were counted here, and learns of theirs. */
  share(): Promise<void>
}

/** Limits that all processes with this database keep together; without it, this process's own. */
export function limits(most: { requestsPerMinute: number; signInsPerMinute: number }, pool?: pg.Pool): Limits {
  const requests = limit(most.requestsPerMinute)
  const failures = limit(most.signInsPerMinute)
  let unshared = new Map<string, number>()
  const together = async (key: string, count: 0 | 1) => {
    if (!pool) return
    for (const one of await spendTogether(pool, new Map([[`failed ${key}`, count]])))
      failures.learn(key, one.count, one.seconds)
  }
  return {
    requests: {
      spend(key) {
        if (unshared.size < mostKeys) unshared.set(key, (unshared.get(key) ?? 0) + 1)
        return requests.spend(key)
      },
      spent: requests.spent,
    },
    failures: {
      // Of whoever is known here to have used it up, the database is not asked.
      async spend(key) {
        const wait = failures.spend(key)
        if (wait === undefined) await together(key, 1)
        return failures.over(key)
      },
      async spent(key) {
        if (failures.spent(key) === undefined) await together(key, 0)
        return failures.spent(key)
      },
    },
    async share() {
      const counted = unshared
      unshared = new Map()
      if (!pool || counted.size === 0) return
      // What was counted while the answer was under way is not in it.
      for (const { key, count, seconds } of await spendTogether(pool, counted))
        requests.learn(key, count + (unshared.get(key) ?? 0), seconds)
    },
  }
}

/** Adds these to what all processes counted, and gives what it comes to. */
async function spendTogether(pool: pg.Pool, counted: ReadonlyMap<string, number>) {
  const keys = new Map([...counted.keys()].map(key => [digestOf(key).toString('hex'), key]))
  const digests = [...keys.keys()].map(hex => Buffer.from(hex, 'hex'))
  const rows = await asNobody(pool, transaction =>
    transaction.all<{ key: Buffer; count: number; seconds: number }>(
      sql`select key, count, seconds from spend(${digests}::bytea[], ${[...counted.values()]}::int[])`,
    ),
  )
  return rows.map(row => ({ ...row, key: keys.get(row.key.toString('hex')) ?? '' }))
}

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest()
