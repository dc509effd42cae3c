import { createHash, sign } from 'node:crypto'
import type pg from 'pg'
import { asNobody, type Transaction } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import type { SigningKey } from '../web/sign-in/secrets.ts'

/** The running head: one digest over every entry of every matter so far, signed. Whoever keeps one can tell later whether history was rewritten. */
export interface Head {
  readonly number: number
  readonly at: Date
  /** Digest of the head before, in hexadecimal; empty for the first. */
  readonly previous: string
  readonly header: string
  readonly digest: string
  /** Ed25519 over the digest's bytes, in base64. */
  readonly signature: string
  readonly key: string
}

const sha256 = (...pieces: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}

/** The most entries that one head covers. */
const mostCovered = 20_000

/**
 * Makes the head of this minute, over whatever was done since the last one, or over nothing. There is one each minute: if a
 * head came only when something had been done, its number and its time would tell anyone when that was.
 */
export async function headOfTheMinute(pool: pg.Pool, key: SigningKey, now: Date): Promise<number> {
  let covered = await bindEntries(pool, key, now, { always: true })
  for (let more = covered; more === mostCovered; covered += more) more = await bindEntries(pool, key, now)
  return covered
}

/**
 * Takes up the entries no head covers yet and makes a head over them; returns how many there were. Entries are taken in
 * batches, so a writer never waits for the head. Several processes may try at once: one does the work. `always`: a head is
 * made where there are none.
 */
export const bindEntries = (
  pool: pg.Pool,
  key: SigningKey,
  now: Date,
  { always = false, most = mostCovered }: { always?: boolean; most?: number } = {},
): Promise<number> =>
  asNobody(pool, async transaction => {
    const { held } = await transaction.one<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('concordat.head')) as held`,
    )
    if (!held) return 0
    const entries = await transaction.all<{ matter: number; number: number; digest: Buffer }>(
      sql`select * from entries_to_bind(${most})`,
    )
    if (entries.length === 0 && !always) return 0
    const last = await transaction.find<{ number: number; digest: Buffer }>(sql`select * from last_head()`)
    const number = (last?.number ?? 0) + 1
    const header = JSON.stringify({
      v: 1,
      number,
      at: now.toISOString(),
      root: sha256(...entries.map(entry => entry.digest)).toString('hex'),
      key: key.id,
    })
    const digest = sha256(last?.digest ?? Buffer.alloc(0), header)
    const signature = sign(null, digest, key.privateKey)
    await transaction.all(
      sql`select add_head(${number}, ${now}, ${header}, ${signature}, ${key.id}, ${entries.map(entry => entry.matter)}, ${entries.map(entry => entry.number)})`,
    )
    return entries.length
  })

/** The newest head, for anyone who is signed in. */
export async function findHead(transaction: Transaction): Promise<Head | undefined> {
  const row = await transaction.find<{
    number: number
    at: Date
    previous: Buffer
    header: string
    digest: Buffer
    signature: Buffer
    key_id: string
  }>(sql`
    select number, at, previous, header, digest, signature, key_id from head order by number desc limit 1`)
  return (
    row && {
      number: row.number,
      at: row.at,
      previous: row.previous.toString('hex'),
      header: row.header,
      digest: row.digest.toString('hex'),
      signature: row.signature.toString('base64'),
      key: row.key_id,
    }
  )
}
