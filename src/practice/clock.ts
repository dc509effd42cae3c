import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The practice clock, left in its folder by the program that serves so that a command run beside it tells the same time.
 * Without it a token might be made for a day that has not come, or has long gone, in the invented world.
 */
const place = (folder: string) => join(folder, 'practice-clock.json')

/** Leaves how far the practice clock is ahead of the machine's; or takes that away, when practice goes by the machine's. */
export function leaveClock(folder: string, now: Date | undefined): void {
  if (!now) return rmSync(place(folder), { force: true })
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  writeFileSync(place(folder), JSON.stringify({ aheadMilliseconds: now.getTime() - Date.now() }))
}

/** The practice clock that was left in this folder; undefined when there is none that can be read. */
export function findClock(folder: string): (() => Date) | undefined {
  try {
    const { aheadMilliseconds: ahead } = JSON.parse(readFileSync(place(folder), 'utf8')) as {
      aheadMilliseconds: unknown
    }
    return typeof ahead === 'number' && Number.isFinite(ahead) ? () => new Date(Date.now() + ahead) : undefined
  } catch {
    return undefined
  }
}
