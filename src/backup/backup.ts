import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pg from 'pg'
import type { ConnectionSettings } from '../database/connect.ts'
import type { MasterKeys } from '../documents/masters.ts'
import { NotKept, type Store } from '../documents/store.ts'
import { record, writeParcel } from './parcel.ts'
import {
  heldIn,
  migrationsOf,
  readEverything,
  rowsOf,
  sequencesIn,
  tablesIn,
  type Applied,
  type Held,
  type Sequence,
  type Table,
} from './tables.ts'

/** What a backup says of itself before anything else. */
export interface Manifest {
  readonly version: 1
  /** When its snapshot was taken, by the database's clock. */
  readonly at: string
  readonly migrations: readonly Applied[]
  readonly tables: readonly (Table & Held)[]
  readonly sequences: readonly Sequence[]
  readonly head?: { readonly number: number; readonly digest: string }
}

export interface BackedUp {
  readonly manifest: Manifest
  readonly files: number
  /** Ids of files that should be in the store and are not: the backup has all else. */
  readonly missing: readonly string[]
}

/**
 * Writes everything that is kept into one sealed file: every row of every table as one instant had it, and every file those
 * rows tell of. Nobody waits for it: it reads one snapshot and locks nothing. Keys are not in it.
 */
export async function backUp(given: {
  /** As the role that owns, or a superuser. */
  readonly database: ConnectionSettings
  readonly store: Store
  readonly key: MasterKeys
  readonly file: string
}): Promise<BackedUp> {
  const client = new pg.Client({ ...given.database, application_name: 'concordat backup' })
  // Whoever waits for an answer is told that the connection was lost; nobody else needs to be.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`begin isolation level repeatable read read only; set local time zone 'UTC'`)
    await readEverything(client)
    const manifest = await manifestOf(client)
    const seen = { files: 0, missing: [] as string[] }
    await writeParcel(given.file, given.key, everything(client, given.store, manifest, seen))
    return { manifest, ...seen }
  } finally {
    await client.end()
  }
}

async function manifestOf(client: pg.Client): Promise<Manifest> {
  const { rows } = await client.query<{ at: Date }>('select now() as at')
  const tables: (Table & Held)[] = []
  for (const table of await tablesIn(client)) tables.push({ ...table, ...(await heldIn(client, table)) })
  const { rows: heads } = await client.query<{ number: number; digest: string }>(
    `select number, encode(digest, 'hex') as digest from concordat.head order by number desc limit 1`,
  )
  return {
    version: 1,
    at: rows[0]?.at.toISOString() ?? '',
    migrations: await migrationsOf(client),
    tables,
    sequences: await sequencesIn(client),
    head: heads[0],
  }
}

async function* everything(
  client: pg.Client,
  store: Store,
  manifest: Manifest,
  seen: { files: number; missing: string[] },
): AsyncGenerator<Buffer> {
  yield* record('M', JSON.stringify(manifest))
  for (const table of manifest.tables) {
    yield* record('T', table.name)
    for await (const rows of rowsOf(client, table)) yield* record('R', rows)
    yield* record('E')
  }
  for await (const id of documentsIn(client)) {
    const sealed = await store.get(id).catch(unlessNotKept)
    if (sealed) {
      seen.files++
      yield* sealedFile(id, sealed)
    } else {
      seen.missing.push(id)
      yield* record('X', id)
    }
  }
  yield* record('Z')
}

async function* documentsIn(client: pg.Client): AsyncGenerator<string> {
  await client.query(
    "declare files no scroll cursor for select id::text from concordat.document where state <> 'withdrawn'",
  )
  for (;;) {
    const { rows } = await client.query<{ id: string }>('fetch 500 from files')
    if (rows.length === 0) return
    for (const { id } of rows) yield id
  }
}

async function* sealedFile(id: string, sealed: Readable): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  yield* record('F', id)
  for await (const chunk of sealed as AsyncIterable<Buffer>) {
    digest.update(chunk)
    yield* record('B', chunk)
  }
  yield* record('E', digest.digest())
}

function unlessNotKept(fault: unknown): undefined {
  if (!(fault instanceof NotKept)) throw fault
}
