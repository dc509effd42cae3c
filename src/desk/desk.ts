import type pg from 'pg'
import type { Calendar } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/day.ts'
import type { Length, Period } from '../calendar/period.ts'
import { as, type Acting, type Credential, type Transaction } from '../database/as.ts'
import type { Directory } from '../engine/directory.ts'
import type { Library } from '../engine/library.ts'
import type { Me } from '../engine/matter.ts'
import type { World } from '../engine/world.ts'
import type { Cipher } from '../journal/cipher.ts'

/** All that a running system has, made once at start. It holds no one's state. */
export interface House {
  readonly pool: pg.Pool
  readonly library: Library
  /** Working days, with the newest holidays loaded. */
  readonly calendar: () => Calendar
  /** Units, posts and places as they were a moment ago: kept fresh by `register.ts`. */
  readonly directory: () => Directory
  /** A body's own period for one of our defaults, or the default. */
  readonly period: (setting: string) => Period
  /** How long a body has set for a kind of record; nothing until it has. */
  readonly kept: (kind: string) => Length | undefined
  /** The time, and in practice the practice clock. */
  readonly now: () => Date
  /** Seals and opens what is said in parts that are encrypted. */
  readonly cipher: Cipher
  /** Draws references: kept outside the database, so that a reference tells nothing of how many there are. */
  readonly secret: Buffer
  /** Told when a step changed the register of people, so that the directory is read again. */
  readonly changed: () => Promise<void>
}

/** What one person in one post can do here, for the length of one transaction. Everything starts from it. */
export interface Desk {
  readonly house: House
  readonly who: Acting
  readonly me: Me
  readonly world: World
  readonly transaction: Transaction
}

/** Opens a desk for whoever this credential belongs to; closes the transaction when `work` returns. */
export function at<T>(house: House, credential: Credential, work: (desk: Desk) => Promise<T>): Promise<T> {
  const now = house.now()
  return as(house.pool, credential, now, (transaction, who) =>
    work({
      house,
      who,
      me: { post: who.post, title: who.title, unit: who.unit, body: who.body, name: who.name },
      world: worldAt(house, now),
      transaction,
    }),
  )
}

/** The unit and the post that somebody reads for; neither while their access is suspended. */
export const readersOf = ({ who }: Pick<Desk, 'who'>): readonly number[] =>
  who.lapsed.length ? [] : [who.unitId, who.postId]

/** The world as rules are given it. */
export const worldAt = (house: House, now: Date): World => ({
  now,
  today: dayOf(now),
  calendar: house.calendar(),
  directory: house.directory(),
  period: house.period,
  kept: house.kept,
})
