/** How many times a minute. Each process counts for itself, so several allow a little more. */
export interface Limit {
  /** Counts one; says in how many seconds to come again once there were too many. */
  spend(key: string): number | undefined
  /** The same without counting. */
  spent(key: string): number | undefined
}

const minute = 60_000
const mostKeys = 50_000

/**
 * A limit on whatever the key names: a person, or an address that nobody has signed in from. No key can use up another's. `now`
 * only ever goes forward, so that a clock that is put back shuts nobody out.
 */
export function limit(most: number, now: () => number = () => performance.now()): Limit {
  let counts = new Map<string, { count: number; until: number }>()
  const current = (key: string) => {
    const found = counts.get(key)
    return found && found.until > now() ? found : undefined
  }
  const wait = (found: { count: number; until: number } | undefined) =>
    found && found.count > most ? Math.max(1, Math.ceil((found.until - now()) / 1000)) : undefined
  return {
    spend(key) {
      const found = current(key)
      if (found) found.count += 1
      else {
        if (counts.size >= mostKeys)
          counts = new Map([...counts].filter(([, one]) => one.until > now()).slice(-mostKeys / 2))
        counts.set(key, { count: 1, until: now() + minute })
      }
      return wait(current(key))
    },
    spent: key => {
      const found = current(key)
      return found && found.count >= most ? Math.max(1, Math.ceil((found.until - now()) / 1000)) : undefined
    },
  }
}

export interface Limits {
  /** Requests of one person or one token, or of an address that nobody has signed in from. */
  readonly requests: Limit
  /** Failed sign-ins and unknown sessions and tokens from one address. */
  readonly failures: Limit
}

export const limits = (settings: { requestsPerMinute: number; signInsPerMinute: number }): Limits => ({
  requests: limit(settings.requestsPerMinute),
  failures: limit(settings.signInsPerMinute),
})
