import type { Acting } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'
import type { Desk } from '../../desk/desk.ts'
import { asKept, asTyped } from '../drafts/sealed.ts'
import { tokenField, type Form } from '../forms.ts'
import type { Site } from '../site.ts'
import { digestOf, newSecret } from './secrets.ts'

/**
 * A proof of identity afresh. A route says what it asks one for (`fresh`); whoever proved who they are within the
 * minutes that are set goes straight on. From anyone else the form is held here, theirs and their session's alone, while
 * they go to the identity provider and come back; then they are shown what they were about to do, and do it or not.
 */
export interface Held {
  /** What they are about to do, in words that follow “before you”. */
  readonly doing: string
  readonly address: string
  readonly form: Form
}

/** The hidden field by which a form that was held is let go of when it is sent again. */
export const heldField = '_held'

const minute = 60_000
/** A form is held no longer than this, in milliseconds. */
const longestHeld = 60 * minute

/** Whether somebody proved who they are recently enough. Nobody who acts without a session ever did. */
export function isFresh(
  { settings }: Pick<Site, 'settings'>,
  { provedAt }: Pick<Acting, 'provedAt'>,
  now: Date,
): boolean {
  if (provedAt === undefined || provedAt === null) return false
  return now.getTime() - new Date(provedAt).getTime() <= settings.sessions.proofMinutes * minute
}

/** Where a held form stands among what somebody wrote. No page of theirs has this address, so it is nobody's draft. */
const kept = (id: string) => `held/${id}`
const sessionOf = (secret: string) => digestOf(secret).toString('hex')

/** Holds a form for this session, and gives the name it is asked for by. What was held too long goes. */
export async function hold(desk: Desk, secret: string, { doing, address, form: sent }: Held): Promise<string> {
  const id = newSecret()
  const whole = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== tokenField && name !== heldField))
  const form = asKept(desk.house, address, whole)
  await desk.transaction.all(sql`
    delete from draft where person = ${desk.who.personId} and address like 'held/%' and saved_at < ${oldest(desk)}`)
  await desk.transaction.all(sql`
    insert into draft (person, address, answers, saved_at)
    values (${desk.who.personId}, ${kept(id)}, ${JSON.stringify({ doing, address, form, session: sessionOf(secret) })}, ${desk.world.now})`)
  return id
}

const oldest = (desk: Desk) => new Date(desk.world.now.getTime() - longestHeld)

/** What was held for this very session; nothing for any other, though it were the same person's. */
export async function findHeld(desk: Desk, secret: string, id: string): Promise<Held | undefined> {
  const found = await desk.transaction.find<{ answers: Held }>(sql`
    select answers from draft
     where person = ${desk.who.personId} and address = ${kept(id)} and answers ->> 'session' = ${sessionOf(secret)}
       and saved_at >= ${oldest(desk)}`)
  return found && { ...found.answers, form: asTyped(desk.house, found.answers.address, found.answers.form) }
}

/**
 * Hands one held form over from the session that ended with the new proof to the one that began with it. Only the one that
 * the proof was given for: what somebody else may have put there with the old session stays behind with it.
 */
export const handOver = (desk: Desk, id: string, { from, to }: { from: string; to: string }): Promise<unknown> =>
  desk.transaction.all(sql`
    update draft set answers = jsonb_set(answers, '{session}', to_jsonb(${sessionOf(to)}::text)), saved_at = ${desk.world.now}
     where person = ${desk.who.personId} and address = ${kept(id)} and answers ->> 'session' = ${sessionOf(from)}`)

/** Lets go of a form that was sent again. */
export const dropHeld = (desk: Desk, id: string): Promise<unknown> =>
  desk.transaction.all(sql`delete from draft where person = ${desk.who.personId} and address = ${kept(id)}`)
