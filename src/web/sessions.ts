import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Settings } from '../config.ts'
import {
  asNobody,
  MustChoosePost,
  NotSignedIn,
  type Acting,
  type Credential,
  type Transaction,
} from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { at, type Desk, type House } from '../desk/desk.ts'
import { digestOf, newSecret, sameSecret } from './sign-in/secrets.ts'
import { proofAge, type Identity } from './sign-in/identity.ts'
import { tokenField } from './forms.ts'
import type { Token } from './layout.ts'

/**
 * Sessions are rows in the database, known there by the digest of a secret that only the browser has. The same secret makes
 * the token that every form carries, so a form is good for its own session and for no other.
 */
export interface Sessions {
  readonly cookies: CookieNames
  secretIn(request: FastifyRequest): string | undefined
  credential(secret: string): Credential
  token(secret: string): Token
  /** Whether what a form sent is this session's token. */
  proves(secret: string, given: string): boolean
  /** Begins one for whoever the provider vouches for; undefined when we don't know them. In their post, when they hold one. */
  begin(
    identity: Identity,
    agent: string | undefined,
    before: string | undefined,
  ): Promise<{ secret: string; posts: number } | undefined>
  /**
   * Begins another in place of one that is in force, for the same person in the same post, once they have proved again who
   * they are. Whoever has the old one's secret has nothing any more.
   */
  renew(identity: Identity, agent: string | undefined, before: string): Promise<Renewed>
  /** These two take the transaction that is already this person's, if there is one: it may hold the session's row. */
  choosePost(secret: string, post: number, within: Transaction | undefined): Promise<boolean>
  end(secret: string, within: Transaction | undefined): Promise<void>
  /** When this session ends if nothing is done. */
  endsAt(who: Pick<Acting, 'seenAt' | 'endsAt'>): Date
}

/** The secret of the new session; or why there is none: the proof was of somebody else, or the old session had ended. */
export type Renewed = { readonly secret: string } | 'someone else' | 'ended'

export interface CookieNames {
  readonly session: string
  /** Where somebody is going while they prove who they are. */
  readonly coming: string
  /** What was just done, said on the next page. */
  readonly said: string
  readonly secure: boolean
}

export interface HeldPost {
  readonly id: number
  readonly key: string
  readonly title: string
  readonly unit: string
  readonly body: string
}

/** The posts a person holds today. */
export const postsHeld = async (house: House, person: number): Promise<readonly HeldPost[]> =>
  asNobody(house.pool, transaction =>
    transaction.all<HeldPost>(
      sql`select id, key, title, unit_name as unit, body from posts_held(${person}, ${house.now()})`,
    ),
  )

const hour = 3_600_000
const minute = 60_000
/** The database writes down that somebody was here at most this often. */
const seenEvery = 20_000

/**
 * What only this session's own pages know: it tells neither the secret nor the digest by which the database knows it. A plain
 * digest does, where a weaker secret would need a key: the secret is 32 bytes drawn at random, which nobody tries out, and one
 * of another length is no session's, so nothing is gained by adding to a digest.
 */
const tokenOf = (secret: string) => hash('sha256', `form ${secret}`, 'base64url')

export function sessions(house: House, settings: Pick<Settings, 'sessions' | 'publicUrl'>): Sessions {
  const secure = settings.publicUrl.startsWith('https:')
  const name = (plain: string) => (secure ? `__Host-${plain}` : plain)
  const cookies = { session: name('concordat'), coming: name('concordat-coming'), said: name('concordat-said'), secure }
  const { idleMinutes, hours } = settings.sessions
  const inside = <T>(within: Transaction | undefined, work: (transaction: Transaction) => Promise<T>) =>
    within === undefined ? asNobody(house.pool, work) : work(within)

  const known = async ({ subject, email, emailVerified }: Identity): Promise<number | undefined> =>
    asNobody(house.pool, async transaction => {
      const { id } = await transaction.one<{ id: number | null }>(
        sql`select recognise(${subject}, ${email}, ${emailVerified ?? false}) as id`,
      )
      return id ?? undefined
    })

  /** A new session of this person. The one they had in this browser is left behind. */
  async function start(
    identity: Identity,
    { person, post }: { person: number; post: number | undefined },
    agent: string | undefined,
    before: string | undefined,
  ): Promise<string> {
    const now = house.now()
    const age = proofAge(identity)
    // On the clock of the house, which in practice may stand at another time than the provider's.
    const proved = age === undefined ? null : new Date(now.getTime() - age)
    const ends = new Date(now.getTime() + hours * hour)
    const secret = newSecret()
    await asNobody(house.pool, async transaction => {
      if (before !== undefined) await transaction.all(sql`select end_session(${digestOf(before)}, ${now})`)
      await transaction.all(sql`
        select begin_session(${digestOf(secret)}, ${person}, ${post ?? null}, ${now}, ${ends}, ${identity.sid ?? null}, ${agent ?? null}, ${proved})`)
    })
    return secret
  }

  const acting = async (secret: string): Promise<Acting | undefined> =>
    at(house, credential(secret), async desk => desk.who).catch((fault: unknown) => {
      if (fault instanceof NotSignedIn || fault instanceof MustChoosePost) return undefined
      throw fault
    })
  const credential = (secret: string): Credential => ({ session: digestOf(secret), idleMinutes })

  return {
    cookies,
    secretIn: request => {
      const secret = request.cookies[cookies.session]
      return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined
    },
    credential,
    token: secret => ({ name: tokenField, value: tokenOf(secret) }),
    proves: (secret, given) => sameSecret(given, tokenOf(secret)),

    async begin(identity, agent, before) {
      const person = await known(identity)
      if (person === undefined) return undefined
      const held = await postsHeld(house, person)
      const post = held.length === 1 ? held[0]?.id : undefined
      return { secret: await start(identity, { person, post }, agent, before), posts: held.length }
    },

    async renew(identity, agent, before) {
      const was = await acting(before)
      if (!was) return 'ended'
      if ((await known(identity)) !== was.personId) return 'someone else'
      return { secret: await start(identity, { person: was.personId, post: was.postId }, agent, before) }
    },

    choosePost: (secret, post, within) =>
      inside(within, async transaction => {
        const { chosen } = await transaction.one<{ chosen: boolean }>(
          sql`select choose_post(${digestOf(secret)}, ${post}, ${house.now()}) as chosen`,
        )
        return chosen
      }),

    end: (secret, within) =>
      inside(within, async transaction => {
        await transaction.all(sql`select end_session(${digestOf(secret)}, ${house.now()})`)
      }),

    endsAt(who) {
      const now = house.now().getTime()
      const seen = who.seenAt === undefined ? now : new Date(who.seenAt).getTime()
      const idle = (now - seen > seenEvery ? now : seen) + idleMinutes * minute
      const end = who.endsAt === undefined ? idle : new Date(who.endsAt).getTime()
      return new Date(Math.min(idle, end))
    },
  }
}

export interface SessionRow {
  readonly beganAt: Date
  readonly seenAt: Date
  readonly agent?: string
  readonly post?: string
  readonly this: boolean
}

/** Tells a script for how long the session goes on, if nothing more is done. */
export const goingOn = (sessions: Sessions, { who, world }: Desk): Readonly<Record<string, string>> => ({
  'session-seconds': String(Math.round((sessions.endsAt(who).getTime() - world.now.getTime()) / 1000)),
})

/** Where this person is signed in. */
export async function mySessions(desk: Desk, secret: string, idleMinutes: number): Promise<SessionRow[]> {
  const rows = await desk.transaction.all<{
    began_at: Date
    seen_at: Date
    agent: string | null
    post: string | null
    this: boolean
  }>(sql`select * from my_sessions(${digestOf(secret)}, ${desk.world.now}, make_interval(mins => ${idleMinutes}))`)
  return rows.map(row => ({
    beganAt: row.began_at,
    seenAt: row.seen_at,
    agent: row.agent ?? undefined,
    post: row.post ?? undefined,
    this: row.this,
  }))
}

export const endMySession = (desk: Desk, began: Date): Promise<unknown> =>
  desk.transaction.all(sql`select end_my_session(${began}, ${desk.world.now})`)

export const endMyOtherSessions = async (desk: Desk, secret: string): Promise<number> =>
  (
    await desk.transaction.one<{ ended: number }>(
      sql`select end_my_other_sessions(${digestOf(secret)}, ${desk.world.now}) as ended`,
    )
  ).ended

/** Keeps what somebody sent just after their session ran out, so that it is there when they are back. */
export const keepLateDraft = async (
  house: House,
  secret: string,
  address: string,
  answers: unknown,
): Promise<boolean> =>
  asNobody(house.pool, async transaction => {
    const { kept } = await transaction.one<{ kept: boolean }>(
      sql`select keep_late_draft(${digestOf(secret)}, ${address}, ${JSON.stringify(answers)}, ${house.now()}) as kept`,
    )
    return kept
  })
