import pg from 'pg'
import type { Body, PostKind } from '../bodies.ts'
import type { ClauseId } from '../engine/clause.ts'
import { statement, type Sql } from './sql.ts'

/** How someone shows who they are: the digest of their session's or token's secret, or a post, for commands and the clock. */
export type Credential =
  | { readonly session: Buffer; readonly idleMinutes: number }
  | { readonly token: Buffer }
  | { readonly post: string }
  | { readonly postId: number; readonly personId: number }

/** A person in a post, as the database knows them for the length of one transaction. */
export interface Acting {
  readonly postId: number
  readonly post: string
  readonly kind: PostKind
  readonly title: string
  readonly appoints: boolean
  readonly unitId: number
  readonly unit: string
  readonly body: Body
  readonly personId: number
  readonly name: string
  /** The names of the procedures of which they see any matter. */
  readonly seen: readonly string[]
  /** Whether they see any for their post, beside what they see for its unit: few do. */
  readonly seenByPost: boolean
  /** What has lapsed: while there is anything here, nothing else can be read (SP-23j, HI-12k). */
  readonly lapsed: readonly { name: string; label: string; clause: ClauseId }[]
  readonly seenAt?: string
  readonly endsAt?: string
  /** When they last proved to the identity provider who they are, where it said so; nobody who acts by a token did. */
  readonly provedAt?: string | null
}

/** A person who is signed in but is in no post yet: they have several and must choose, or they have none. */
export interface Choosing {
  readonly choose: true
  readonly personId: number
  readonly name: string
}

/** Why nobody is acting. */
export class NotSignedIn extends Error {
  readonly why: 'unknown' | 'ended' | 'idle'
  constructor(why: NotSignedIn['why']) {
    super('Nobody is signed in')
    this.name = 'NotSignedIn'
    this.why = why
  }
}

export class MustChoosePost extends Error {
  readonly who: Choosing
  constructor(who: Choosing) {
    super('A post must be chosen first')
    this.name = 'MustChoosePost'
    this.who = who
  }
}

/**
 * The connection was lost while what was done was being saved: it may be there, and it may not. Whoever did it is told just
 * that; a key of their own makes it safe to send again.
 */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('Whether this was saved is not known', { cause })
    this.name = 'OutcomeUnknown'
  }
}

/**
 * One transaction. Everything it runs is run as the person it was begun for. Statements that do not wait for each other may be
 * under way together: the database answers them in the order in which they were asked.
 */
export interface Transaction {
  all<Row>(query: Sql): Promise<Row[]>
  find<Row>(query: Sql): Promise<Row | undefined>
  one<Row>(query: Sql): Promise<Row>
  /** Leaves a statement that was asked to be answered along with the commit: where the database refuses it, nothing is saved. */
  last(answer: Promise<unknown>): void
}

const inFailedTransaction = '25P02'

const on = (client: pg.PoolClient, lasts: Promise<unknown>[]): Transaction => {
  // Of several under way together, those behind one that failed fail with it: whoever waits for them is told of that one.
  let failed: unknown
  const all = async <Row>(query: Sql) => {
    try {
      return (await client.query(statement(query))).rows as Row[]
    } catch (fault) {
      if (!(failed && fault instanceof pg.DatabaseError && fault.code === inFailedTransaction)) failed = fault
      throw failed
    }
  }
  return {
    all,
    find: async <Row>(query: Sql) => (await all<Row>(query))[0],
    one: async <Row>(query: Sql) => {
      const [row] = await all<Row>(query)
      if (row === undefined) throw new Error('A row that must be there is not')
      return row
    },
    last: answer => {
      lasts.push(answer)
      // Where the work fails after all, nobody waits for it.
      answer.catch(() => {})
    },
  }
}

// Only digits, hexadecimal and ISO instants are ever written into this text, and only from values of those types.
const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'`
const instant = (now: Date) => `'${now.toISOString()}'::timestamptz`
const whole = (number: number) => {
  if (!Number.isInteger(number)) throw new TypeError('Not a whole number')
  return String(number)
}

function becoming(who: Credential, now: Date): string {
  if ('session' in who)
    return `select become_by_session(${hex(who.session)}, ${instant(now)}, interval '${whole(who.idleMinutes)} minutes') as me`
  if ('token' in who) return `select become_by_token(${hex(who.token)}, ${instant(now)}) as me`
  if ('postId' in who) return `select become(${whole(who.postId)}, ${whole(who.personId)}, ${instant(now)}) as me`
  if (!/^[a-z0-9.-]+$/.test(who.post)) throw new NotSignedIn('unknown')
  return `select (select become(h.post, h.person, ${instant(now)})) as me from holder('${who.post}', ${instant(now)}) h`
}

const opening = 'begin; set local search_path = concordat, public; '

/** Runs `work` in a transaction that is this person: row security sees them, and nothing else can. Committed when it returns. */
export async function as<T>(
  pool: pg.Pool,
  who: Credential,
  now: Date,
  work: (transaction: Transaction, me: Acting) => Promise<T>,
): Promise<T> {
  return within(pool, opening + becoming(who, now), async (transaction, results) => {
    const me = meant(results)
    return work(transaction, me)
  })
}

/** A transaction that is nobody: for signing in, health, and the clock's own functions. It can read nothing. */
export const asNobody = <T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  within(pool, opening, work)

async function within<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction, results: readonly pg.QueryResult[]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const results = (await client.query(begin)) as unknown as pg.QueryResult[]
    const lasts: Promise<unknown>[] = []
    const outcome = await work(on(client, lasts), results)
    await commit(client, lasts)
    return outcome
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault))
    throw error
  } finally {
    // A connection that could not even roll back may still be someone: it is thrown away, never lent again.
    client.release(broken)
  }
}

/** Asks for the commit behind what was left to be answered along with it, and tells of that first where it was undone for it. */
async function commit(client: pg.PoolClient, lasts: readonly Promise<unknown>[]): Promise<void> {
  const { command } = await client.query('commit').catch((fault: unknown) => {
    throw isUndone(fault) ? fault : new OutcomeUnknown(fault)
  })
  await Promise.all(lasts)
  // PostgreSQL answers so, and without an error, when something in the transaction had failed and nobody said so.
  if (command !== 'COMMIT') throw new Error('The transaction was undone, and whoever ran it took it for done')
}

/**
 * Whether a commit that failed is known to have saved nothing: the server said no and went on, or it was never asked. Anything
 * else, a server that is stopping among it, may come after the commit was written down.
 */
const isUndone = (fault: unknown): boolean =>
  fault instanceof pg.DatabaseError
    ? fault.severity === 'ERROR'
    : fault instanceof Error && /\bis not queryable$/.test(fault.message)

function meant(results: readonly pg.QueryResult[]): Acting {
  const me = (results.at(-1)?.rows[0] as { me: Record<string, unknown> | null } | undefined)?.me
  if (!me) throw new NotSignedIn('unknown')
  if (me.ended) throw new NotSignedIn('ended')
  if (me.idle) throw new NotSignedIn('idle')
  if (me.choose) throw new MustChoosePost(me as unknown as Choosing)
  return me as unknown as Acting
}
