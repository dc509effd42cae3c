import { join } from 'node:path'
import { agreements } from './agreements/agreements.ts'
import { dayOf } from './calendar/day.ts'
import type { Settings } from './config.ts'
import { connect, owningPool, refuseUnsafeRole, servingPool } from './database/connect.ts'
import { migrate } from './database/migrate.ts'
import type { House } from './desk/desk.ts'
import { install, readRegister, seat, type Known } from './desk/register.ts'
import { library } from './engine/library.ts'
import { playPractice } from './practice/matters.ts'
import { inventedPlaces, practiceKey } from './practice/places.ts'
import { practicePeople } from './practice/people.ts'
import { realPlaces } from './register/places.ts'
import { registerOf } from './register/standing.ts'
import { masterKey } from './web/sign-in/secrets.ts'

/** A house that is open, and how to close it. */
export interface Opened {
  readonly house: House
  close(): Promise<void>
}

const registerIsFreshFor = 5_000

/**
 * Opens the house: the database, brought up to date by its owner; the register of people and places; the agreements, checked.
 * `sole` is the program that serves; commands run beside it. Throws with plain words when anything is not sound.
 */
export async function open(
  settings: Settings,
  { sole = false, log }: { sole?: boolean; log?: (sentence: string) => void } = {},
): Promise<Opened> {
  const laws = library(agreements)
  const now = clockOf(settings.clock)
  const { servers, stop } = await connect({
    var: settings.varFolder,
    databaseUrl: settings.database.url,
    databaseOwnerUrl: settings.database.ownerUrl,
    sole,
    log,
  })
  try {
    if (servers.owner) {
      await migrate(servers)
      const owner = owningPool(servers.owner)
      const places = settings.mode === 'practice' ? [...inventedPlaces, ...realPlaces()] : realPlaces()
      const register = registerOf(places, practiceKey)
      const today = dayOf(now())
      await install(owner, register, laws, today)
      await seat(owner, settings.mode === 'practice' ? practicePeople(register, laws, today) : [theClock(today)])
      await owner.end()
    }
    const pool = servingPool(servers.serve)
    await refuseUnsafeRole(pool)
    const known = await keptFresh(() => readRegister(pool, laws, now()))
    const house: House = {
      pool,
      library: laws,
      calendar: () => known.now().calendar,
      directory: () => known.now().directory,
      period: setting => known.now().period(setting),
      now,
      secret: masterKey(join(settings.varFolder, 'keys', 'references.key'), 'create'),
      changed: known.again,
    }
    if (sole && settings.mode === 'practice') await playPractice(house)
    return {
      house,
      async close() {
        known.stop()
        await pool.end()
        await stop()
      },
    }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/** The machine's time; or, in practice, a clock that started at the given instant when this program did. */
export function clockOf(start: Date | undefined): () => Date {
  if (!start) return () => new Date()
  const began = Date.now()
  return () => new Date(start.getTime() + Date.now() - began)
}

const theClock = (today: ReturnType<typeof dayOf>) => ({
  subject: 'clock',
  name: 'The clock',
  email: 'clock@localhost',
  posts: ['clock'],
  from: today,
})

async function keptFresh(read: () => Promise<Known>) {
  let known = await read()
  const again = async () => {
    known = await read()
  }
  // A change made by another process is seen within seconds; one made here, at once. What people may see never waits for this.
  const timer = setInterval(() => again().catch(() => {}), registerIsFreshFor)
  timer.unref()
  return { now: () => known, again, stop: () => clearInterval(timer) }
}
