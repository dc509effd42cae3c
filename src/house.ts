import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { agreements } from './agreements/agreements.ts'
import { dayOf } from './calendar/day.ts'
import type { Settings } from './config.ts'
import { connect, owningPool, refuseUnsafeRole, servingPool, type Servers } from './database/connect.ts'
import { migrate, NotMigrated, type Migrated } from './database/migrate.ts'
import type { House } from './desk/desk.ts'
import { install, readRegister, seat, type Known } from './desk/register.ts'
import { masterKeys } from './documents/masters.ts'
import { library, type Library } from './engine/library.ts'
import { cipher, NotOpened, type Cipher } from './journal/cipher.ts'
import { playPractice } from './practice/matters.ts'
import { findClock, leaveClock } from './practice/clock.ts'
import { practicePlaces, practiceKey } from './practice/places.ts'
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
 * `sole` is the program that serves. `beside` is for commands: they go by the clock of the one that serves, and bring nothing
 * up to date where there is something already. Throws with plain words when anything is not sound.
 */
export async function open(
  settings: Settings,
  { sole = false, beside = false, log }: { sole?: boolean; beside?: boolean; log?: (sentence: string) => void } = {},
): Promise<Opened> {
  const laws = library(agreements)
  const practice = settings.mode === 'practice'
  const now = beside ? clockBeside(settings) : clockOf(settings.clock)
  const follows = beside && isFounded(settings)
  const { servers, stop } = await connect(databaseOf(settings, { sole, log }))
  if (practice && sole) leaveClock(settings.varFolder, settings.clock && now())
  try {
    if (servers.owner && !follows) await bringUpToDate(settings, servers, laws, now())
    else await migrate({ serve: servers.serve })
    const pool = servingPool(servers.serve)
    await refuseUnsafeRole(pool)
    const known = await keptFresh(() => readRegister(pool, laws, now()))
    const house: House = {
      pool,
      library: laws,
      calendar: () => known.now().calendar,
      directory: () => known.now().directory,
      period: setting => known.now().period(setting),
      kept: kind => known.now().kept(kind),
      now,
      cipher: await openCipher(settings.keys),
      secret: masterKey(settings.keys.referencesFile, settings.keys.whenMissing),
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

/** The same keys as files have. Where there are none and none are made, all that is not encrypted can still be read. */
async function openCipher({ masterFile, whenMissing }: Settings['keys']): Promise<Cipher> {
  if (whenMissing === 'stop' && !existsSync(masterFile))
    return cipher(() => {
      throw new NotOpened('key-missing')
    })
  const masters = await masterKeys({ file: masterFile })
  return cipher(() => masters)
}

/** Brings the database, the register and the first people up to this program, as the database's owner. */
async function bringUpToDate(settings: Settings, servers: Servers, laws: Library, now: Date): Promise<Migrated> {
  if (!servers.owner)
    throw new Error('This needs the role that owns the database: set DATABASE_OWNER_URL for it, here and nowhere else.')
  const practice = settings.mode === 'practice'
  const migrated = await migrate(servers).catch((fault: unknown) => {
    // A practice world that an earlier copy of the program made: nothing in it is worth keeping.
    if (practice && settings.database.url === undefined && fault instanceof NotMigrated)
      fault.message += `\nAll of it is invented: remove ${settings.varFolder} and start again to have it made anew.`
    throw fault
  })
  const owner = owningPool(servers.owner)
  const places = practice ? [...practicePlaces, ...realPlaces()] : realPlaces()
  const register = registerOf(places, practiceKey)
  const today = dayOf(now)
  await install(owner, register, laws, today)
  await seat(owner, practice ? practicePeople(register, laws, today) : [theClock(today)])
  await owner.end()
  return migrated
}

/** The same, on its own: for a release, before the programs that serve are started without the owner's role. */
export async function migrateHouse(settings: Settings, log?: (sentence: string) => void): Promise<Migrated> {
  const { servers, stop } = await connect(databaseOf(settings, { sole: false, log }))
  try {
    return await bringUpToDate(settings, servers, library(agreements), clockBeside(settings)())
  } finally {
    await stop()
  }
}

const databaseOf = ({ varFolder, database }: Settings, more: { sole: boolean; log?: (sentence: string) => void }) => ({
  var: varFolder,
  databaseUrl: database.url,
  databaseOwnerUrl: database.ownerUrl,
  ...more,
})

/** Whether there is a database already: a given one, or our own in the folder. */
const isFounded = ({ varFolder, database }: Settings): boolean =>
  database.url !== undefined || existsSync(join(varFolder, 'postgres'))

/** The clock of whatever runs beside the program that serves: in practice, the one that left there. */
export const clockBeside = ({ mode, varFolder, clock }: Pick<Settings, 'mode' | 'varFolder' | 'clock'>): (() => Date) =>
  (mode === 'practice' && findClock(varFolder)) || clockOf(clock)

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
