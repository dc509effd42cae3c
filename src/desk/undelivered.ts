import type { Body } from '../bodies.ts'
import type { Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { reasons, type WhyNot } from '../notices/send.ts'
import type { Desk } from './desk.ts'

/** Somebody whom no message reaches: who it is, in which post, and why; never what it was about, or how often. */
export interface Undelivered {
  readonly person: number
  readonly name: string
  readonly post: string
  readonly body: Body
  readonly because: string
  /** The day on which it was last tried. */
  readonly on: Day
}

const lately = 30 * 86_400_000

/** Whom messages have not reached lately: for whoever appoints to the posts of their body, and for whoever runs the system. */
export async function undelivered({ transaction, world }: Desk): Promise<Undelivered[]> {
  const rows = await transaction.all<Omit<Undelivered, 'because' | 'on'> & { failure: string; last_on: Day }>(
    sql`select * from messages_not_delivered(${new Date(world.now.getTime() - lately)})`,
  )
  return rows.map(({ failure, last_on: on, ...row }) => ({ ...row, because: reasonOf(failure), on }))
}

/** Why messages wait to be tried again, and when one was last tried: for whoever runs the system, and nobody else. */
export interface HeldUp {
  readonly because: string
  readonly at: Date
}

export async function heldUp({ transaction }: Pick<Desk, 'transaction'>): Promise<HeldUp[]> {
  const rows = await transaction.all<{ failure: string; last_at: Date }>(sql`select * from messages_held_up()`)
  return rows.map(({ failure, last_at: at }) => ({ because: reasonOf(failure), at }))
}

const reasonOf = (failure: string) =>
  Object.hasOwn(reasons, failure) ? reasons[failure as WhyNot].says : 'The message could not be sent.'
