import { createHash } from 'node:crypto'
import pg from 'pg'
import type { ConnectionSettings, Servers } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import type { MasterKeys } from '../documents/masters.ts'
import { NotKept, type Store } from '../documents/store.ts'
import type { Manifest } from './backup.ts'
import { BackupBroken, readParcel, type Record } from './parcel.ts'
import {
  continueAt,
  heldIn,
  migrationsOf,
  named,
  putRows,
  readEverything,
  setAside,
  tablesIn,
  valuesIn,
  type Table,
} from './tables.ts'

/** A backup that is sound and must not be put back here: why, in words. */
export class NotRestored extends Error {
  override name = 'NotRestored'
}

export interface Restored {
  readonly manifest: Manifest
  readonly files: number
  /** Ids of files that the backup lacks because the store lacked them. */
  readonly missing: readonly string[]
  /** Which master keys the files were sealed under. */
  readonly masters: readonly string[]
}

interface Source {
  readonly file: string
  readonly key: MasterKeys
}

/**
 * Puts a backup back into an empty database and its files into the store. It is read to its end first; then all of it is
 * kept or nothing. Throws `BackupBroken` for one that cannot be trusted, and `NotRestored` for one that must not be put back:
 * into a database that has matters, by a program of another release, or older than a head that was kept outside.
 */
export async function restore(
  given: Source & {
    readonly servers: Servers
    readonly store: Store
    /** A head that was kept outside: history has at least this. */
    readonly savedHead?: { readonly number: number; readonly digest: string }
    /** Whoever restores knows that it is older than the saved head, and wants it. */
    readonly olderIsRight?: boolean
  },
): Promise<Restored> {
  const { servers } = given
  const owner = servers.superuser ?? servers.owner
  if (!owner) throw new NotRestored('This needs the role that owns the database: set DATABASE_OWNER_URL.')
  const read = await readThrough(given, given.savedHead?.number)
  refuseOlder(read, given.savedHead, given.olderIsRight ?? false)
  await migrate(servers)
  return putBack({ ...given, owner }, read.manifest)
}

interface Read {
  readonly manifest: Manifest
  /** The digest it has for the head that was asked for. */
  readonly digest?: string
}

/** Reads a backup to its end, and keeps nothing but what it says of itself. */
async function readThrough({ file, key }: Source, headNumber: number | undefined): Promise<Read> {
  let manifest: Manifest | undefined
  let digest: string | undefined
  let table = ''
  for await (const { kind, body } of readParcel(file, key)) {
    if (kind === 'M') manifest = manifestFrom(body)
    else if (kind === 'T') table = body.toString()
    else if (kind === 'R' && table === 'head' && headNumber !== undefined)
      digest ??= digestIn(manifest, body, headNumber)
  }
  if (!manifest) throw new BackupBroken('This backup does not say what it holds.')
  return { manifest, digest }
}

function manifestFrom(body: Buffer): Manifest {
  const manifest = JSON.parse(body.toString()) as Manifest
  if (manifest.version !== 1) throw new NotRestored('This backup is of a form that this release does not know.')
  return manifest
}

/** The digest of the head of this number, among these rows of heads. */
function digestIn(manifest: Manifest | undefined, rows: Buffer, number: number): string | undefined {
  const heads = manifest?.tables.find(table => table.name === 'head')
  return heads && valuesIn(rows, heads, 'digest')[valuesIn(rows, heads, 'number').indexOf(String(number))]
}

function refuseOlder(
  { manifest: { head, at }, digest }: Read,
  saved: { number: number; digest: string } | undefined,
  olderIsRight: boolean,
): void {
  if (!saved) return
  if (digest !== undefined && digest !== saved.digest)
    throw new NotRestored(
      `This backup has another head ${saved.number} than the saved one: it is of another history, or one of the two was rewritten. Nothing was restored.`,
    )
  if (digest === undefined && !olderIsRight)
    throw new NotRestored(
      `This backup, of ${at}, ends at head ${head?.number ?? 0}, before the saved head ${saved.number}: what was written since ` +
        'would be gone. Nothing was restored. Find a newer backup; if there is none, add --older-is-right.',
    )
}

type Into = Source & { readonly owner: ConnectionSettings; readonly store: Store }

async function putBack(into: Into, manifest: Manifest): Promise<Restored> {
  const client = new pg.Client({ ...into.owner, application_name: 'concordat restore' })
  client.on('error', () => {})
  await client.connect()
  const put: string[] = []
  // From then on it may be kept whatever becomes of the connection: a file too many does no harm, one too few does.
  let committing = false
  try {
    await client.query(`begin; set local time zone 'UTC'; set local search_path = concordat, public`)
    await readEverything(client)
    const tables = await emptied(client, manifest)
    const asides = await setAside(client)
    const found = await putRecords(client, into, tables, put)
    await client.query(`set local maintenance_work_mem = '256MB'`)
    for (const again of asides) await client.query(again)
    for (const sequence of manifest.sequences) await continueAt(client, sequence)
    await refuseDifferent(client, manifest)
    const masters = await client.query<{ id: string }>(`
      select key_id as id from concordat.document
      union select split_part(body, '.', 2) from concordat.content where concordat.is_sealed(body) order by 1`)
    // Whoever was signed in then is not now; nor is a session that was ended since in force again.
    await client.query('update concordat.session set ended_at = now() where ended_at is null')
    committing = true
    await client.query('commit')
    await client.query(`analyze ${manifest.tables.map(table => named(table.name)).join(', ')}`)
    return { manifest, ...found, masters: masters.rows.map(({ id }) => id) }
  } catch (fault) {
    if (!committing) for (const id of put) await into.store.remove(id).catch(() => undefined)
    throw fault
  } finally {
    await client.end()
  }
}

/** The tables of this database, with nothing in them: refused unless it is of the same release and has no matter. */
async function emptied(client: pg.Client, manifest: Manifest): Promise<Map<string, Table>> {
  const here = await migrationsOf(client)
  const other = [
    ...manifest.migrations.filter(({ name, sha256 }) => !here.some(one => one.name === name && one.sha256 === sha256)),
    ...here.filter(({ name }) => !manifest.migrations.some(one => one.name === name)),
  ]
  if (other.length > 0)
    throw new NotRestored(
      `This backup was made by another release, which differs in ${other.map(one => one.name).join(', ')}. Restore it with that ` +
        'release, into an empty database, and then upgrade. Nothing was restored.',
    )
  await client.query('lock table concordat.matter in access exclusive mode')
  const { rows } = await client.query<{ any: boolean }>('select exists (select from concordat.matter) as any')
  if (rows[0]?.any)
    throw new NotRestored(
      'This database has matters in it already. Restore into an empty one: nothing is ever put over what is there.',
    )
  const tables = await tablesIn(client)
  await client.query(`truncate ${tables.map(table => named(table.name)).join(', ')}`)
  return new Map(tables.map(table => [table.name, table]))
}

async function putRecords(
  client: pg.Client,
  into: Into,
  tables: ReadonlyMap<string, Table>,
  put: string[],
): Promise<{ files: number; missing: string[] }> {
  const records = readParcel(into.file, into.key)
  const missing: string[] = []
  let files = 0
  // Not `for await`: the records of a table and of a file are taken by whoever puts them in their place.
  for (let { value, done } = await records.next(); !done; { value, done } = await records.next()) {
    const { kind, body } = value as Record
    if (kind === 'T') await putRows(client, tableNamed(tables, body), untilItsEnd(records))
    else if (kind === 'X') missing.push(body.toString())
    else if (kind === 'F') {
      await putFile(into.store, body.toString(), records, put)
      files++
    }
  }
  return { files, missing }
}

const tableNamed = (tables: ReadonlyMap<string, Table>, name: Buffer): Table => {
  const table = tables.get(name.toString())
  if (!table) throw new BackupBroken(`This backup has a table ${name.toString()}, which it does not tell of.`)
  return table
}

/** What follows of a table or a file, piece by piece. Gives what the record that ends it says. */
async function* untilItsEnd(
  records: AsyncGenerator<Record>,
  seen?: (piece: Buffer) => unknown,
): AsyncGenerator<Buffer, Buffer> {
  for (;;) {
    const { value } = (await records.next()) as { value?: Record }
    if (!value) throw new BackupBroken('This backup ends in the middle of a table or a file.')
    if (value.kind === 'E') return value.body
    seen?.(value.body)
    yield value.body
  }
}

/** A file that is there already, the same to the last byte, is left: a store outlives the loss of a database. */
async function putFile(store: Store, id: string, records: AsyncGenerator<Record>, put: string[]): Promise<void> {
  const kept = await digestOf(store, id)
  const digest = createHash('sha256')
  let said: Buffer | undefined
  async function* bytes() {
    said = yield* untilItsEnd(records, piece => digest.update(piece))
  }
  if (kept) {
    for await (const _ of bytes()) continue
    if (!said?.equals(kept))
      throw new NotRestored(
        `The store has another file called ${id} than the backup. Move that store away, and restore into an empty one.`,
      )
    return
  }
  put.push(id)
  await store.put(id, bytes())
  if (!said?.equals(digest.digest())) throw new BackupBroken(`The file ${id} is not as it was when it was backed up.`)
}

async function digestOf(store: Store, id: string): Promise<Buffer | undefined> {
  const digest = createHash('sha256')
  try {
    for await (const chunk of await store.get(id)) digest.update(chunk as Buffer)
    return digest.digest()
  } catch (fault) {
    if (fault instanceof NotKept) return undefined
    throw fault
  }
}

/** Every table must hold what the snapshot held, by its own digest. */
async function refuseDifferent(client: pg.Client, { tables }: Manifest): Promise<void> {
  for (const table of tables) {
    const { rows, sum } = await heldIn(client, table)
    if (rows !== table.rows || sum !== table.sum)
      throw new BackupBroken(`The table ${table.name} came back other than it was backed up. Nothing was restored.`)
  }
}
