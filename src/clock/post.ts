import { createHash } from 'node:crypto'
import type pg from 'pg'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { nextTry, type Mailer, type WhyNot } from '../notices/send.ts'

/** People who are told in one transaction. */
const together = 10

interface Envelope {
  readonly person: number
  readonly email: string
  readonly notices: readonly number[]
  /** How often these were tried before. */
  readonly attempts: number
  /** How many things these are about, as their reader finds them under their work. */
  readonly things: number
}

/** Is told how many people could not be told, and why: whoever runs it must hear of a mail server that is down. */
export type Unsent = (what: 'message to be tried again' | 'message given up', because: WhyNot, count: number) => void

/**
 * Sends what waits to be sent to people who want it in this way: one message to each, saying only that something waits. Who
 * that is, and whether they may still see it, is asked of the database at the moment of sending. Returns how many went out.
 */
export async function sendPost(
  pool: pg.Pool,
  mailer: Mailer,
  now: Date,
  signIn: string,
  kind: 'at once' | 'digest',
  unsent: Unsent = () => {},
): Promise<number> {
  await asNobody(pool, transaction => transaction.all(sql`select drop_mail_nobody_may_see(${now})`))
  let sent = 0
  for (;;) {
    const batch = await sendBatch(pool, mailer, now, signIn, kind)
    sent += batch.sent
    for (const [, [one, ...others]] of Map.groupBy(batch.unsent, ({ what, because }) => `${what} ${because}`))
      if (one) unsent(one.what, one.because, others.length + 1)
    if (batch.tried < together) return sent
  }
}

const sendBatch = (pool: pg.Pool, mailer: Mailer, now: Date, signIn: string, kind: 'at once' | 'digest') =>
  asNobody(pool, async transaction => {
    // It is held while messages are sent: cut off in between, what was sent would be forgotten, and sent again and again.
    await transaction.all(sql`set local idle_in_transaction_session_timeout = '5min'`)
    const envelopes = await transaction.all<Envelope>(
      sql`select * from mail_to_send(${now}, ${kind === 'digest'}, ${together})`,
    )
    const outcomes = await Promise.all(
      envelopes.map(envelope =>
        mailer.send({
          key: keyOf(envelope),
          to: envelope.email,
          notice: { kind, count: envelope.things, signIn },
        }),
      ),
    )
    const unsent: { readonly what: Parameters<Unsent>[0]; readonly because: WhyNot }[] = []
    for (const [index, outcome] of outcomes.entries()) {
      const { person, notices, attempts } = envelopes[index] as Envelope
      if (outcome.sent) {
        await transaction.all(sql`select mail_done(${person}, ${notices}, 'sent', null, ${now}, null)`)
        continue
      }
      const seconds = nextTry(attempts + 1, outcome)
      unsent.push({
        what: seconds === undefined ? 'message given up' : 'message to be tried again',
        because: outcome.because,
      })
      const next = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
      await transaction.all(
        sql`select mail_done(${person}, ${notices}, ${next ? 'waiting' : 'failed'}, ${outcome.because}, ${now}, ${next})`,
      )
    }
    return { tried: envelopes.length, sent: outcomes.filter(outcome => outcome.sent).length, unsent }
  })

/** The same for the same notices to the same person at every try, and telling nothing of either: a UUID made of a digest. */
function keyOf({ person, notices }: Envelope): string {
  const bytes = createHash('sha256')
    .update(`notices ${person} ${notices.join(' ')}`)
    .digest()
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes
    .toString('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
