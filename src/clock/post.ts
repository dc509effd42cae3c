import type pg from 'pg'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { nextTry, type Mailer } from '../notices/send.ts'

const together = 10

interface Envelope {
  person: number
  email: string
  notices: number[]
}

/**
 * Sends what waits to be sent: one message for each person with something unread, saying only that it waits. Who that is, and
 * whether they may still see it, is asked of the database at the moment of sending. Returns how many messages went out.
 */
export async function sendPost(
  pool: pg.Pool,
  mailer: Mailer,
  now: Date,
  signIn: string,
  kind: 'at once' | 'digest',
): Promise<number> {
  return asNobody(pool, async transaction => {
    await transaction.all(sql`select drop_mail_nobody_may_see(${now})`)
    const envelopes = await transaction.all<Envelope>(
      sql`select * from mail_to_send(${now}, ${kind === 'digest'}, ${together})`,
    )
    const outcomes = await Promise.all(
      envelopes.map(async ({ email, notices }) =>
        mailer.send({
          key: `notices-${notices.join('-')}`.slice(0, 200),
          to: email,
          notice: { kind, count: notices.length, signIn },
        }),
      ),
    )
    for (const [index, outcome] of outcomes.entries()) {
      const { notices } = envelopes[index] as Envelope
      if (outcome.sent) await transaction.all(sql`select mail_done(${notices}, 'sent', null, null)`)
      else {
        const { attempts } = await transaction.one<{ attempts: number }>(
          sql`select mail_attempts(${notices}) as attempts`,
        )
        const seconds = nextTry(attempts + 1, outcome)
        const next = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
        await transaction.all(
          sql`select mail_done(${notices}, ${next ? 'waiting' : 'failed'}, ${outcome.because}, ${next})`,
        )
      }
    }
    return outcomes.filter(outcome => outcome.sent).length
  })
}
