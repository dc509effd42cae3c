import { dayOf } from '../src/calendar/day.ts'
import { at, type Desk, type House } from '../src/desk/desk.ts'
import { install, readRegister, seat, type Known } from '../src/desk/register.ts'
import { begin, take, type Given, type Taken } from '../src/desk/take.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { library } from '../src/engine/library.ts'
import { cipher } from '../src/journal/cipher.ts'
import { inventedPlaces, practiceKey } from '../src/practice/places.ts'
import { practicePeople } from '../src/practice/people.ts'
import { registerOf } from '../src/register/standing.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

/** The practice world in a database of its own, at an instant that the test may move. */
export interface TestHouse {
  readonly house: House
  readonly database: TestDatabase
  /** Moves the clock. */
  setNow(now: string | Date): void
  as<T>(post: string, work: (desk: Desk) => Promise<T>): Promise<T>
  begin(post: string, procedure: string, answers: Record<string, unknown>, given?: Given): Promise<Taken>
  take(post: string, reference: string, step: string, answers?: Record<string, unknown>, given?: Given): Promise<Taken>
  /** The reference, or a failure that tells every problem. */
  done(taken: Promise<Taken>): Promise<string>
}

/** Opens a house in the practice world of invented people and places, without the real register. */
export async function testHouse(
  name: string,
  { agreements, start = '2026-03-02T09:00:00Z' }: { agreements?: readonly Agreement[]; start?: string } = {},
): Promise<TestHouse> {
  const laws = library(agreements ?? (await import('../src/agreements/agreements.ts')).agreements)
  const database = await freshDatabase(name)
  let now = new Date(start)
  const today = dayOf(now)
  const register = registerOf(inventedPlaces, practiceKey)
  await install(database.owner, register, laws, today)
  await seat(database.owner, practicePeople(register, laws, today))
  let known: Known = await readRegister(database.serve, laws, now)
  const house: House = {
    pool: database.serve,
    library: laws,
    calendar: () => known.calendar,
    directory: () => known.directory,
    period: setting => known.period(setting),
    kept: kind => known.kept(kind),
    now: () => now,
    cipher: cipher(() => ({ current: 'm1', keys: new Map([['m1', Buffer.alloc(32, 8)]]) })),
    secret: Buffer.alloc(32, 7),
    changed: async () => {
      known = await readRegister(database.serve, laws, now)
    },
  }
  const as = <T>(post: string, work: (desk: Desk) => Promise<T>) => at(house, { post }, work)
  return {
    house,
    database,
    setNow: instant => {
      now = new Date(instant)
    },
    as,
    begin: (post, procedure, answers, given) => as(post, desk => begin(desk, procedure, answers, given)),
    take: (post, reference, step, answers = {}, given) => as(post, desk => take(desk, reference, step, answers, given)),
    done: async taken => {
      const outcome = await taken
      if (outcome.refused)
        throw new Error(outcome.problems.map(problem => `${problem.field ?? ''} ${problem.words}`).join('; '))
      return outcome.reference
    },
  }
}
