import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Settings } from '../config.ts'
import { asNobody, OutcomeUnknown, type Credential } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { receive } from '../documents/intake.ts'
import { kinds, mostBytes, type KindId } from '../documents/kinds.ts'
import { masterKeys, type MasterKeys } from '../documents/masters.ts'
import { safeName } from '../documents/name.ts'
import { refuse, type Refused } from '../documents/refused.ts'
import type { Scanner } from '../documents/scan.ts'
import { masterOf, openStream, sealStream } from '../documents/seal.ts'
import { folder } from '../documents/store-folder.ts'
import { s3 } from '../documents/store-s3.ts'
import type { Store } from '../documents/store.ts'
import { fileName } from '../journal/cipher.ts'
import { harmless } from '../sheets/harmless.ts'
import { at, type Desk, type House } from './desk.ts'
import { recordReading } from './reading.ts'

/** What taking files in and giving them out needs: made once at start, shared by pages and API. */
export interface Files {
  readonly store: Store
  readonly masters: MasterKeys
  readonly scanner: Scanner | undefined
  /** The most one file may weigh, in bytes. */
  readonly most: number
}

/** A file as its uploader is told of it. It is loose until a step attaches it by its id. */
export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly kind: KindId
  readonly size: number
  /** In hexadecimal, of the bytes as they are kept: a picture is made anew and an author's name taken out. */
  readonly sha256: string
  /** What it carries that its reader may not see, in sentences. */
  readonly carries: readonly string[]
  readonly scanned: boolean
}

/** A file given out: its bytes come as they are unsealed. */
export interface OpenedDocument {
  readonly id: string
  readonly name: string
  /** The type it is served as. */
  readonly type: string
  readonly size: number
  readonly bytes: Readable
}

/** The files' store, keys and scanner, as the settings say. Throws in plain words when one can't be used. */
export async function openFiles(
  settings: Pick<Settings, 'files' | 'keys' | 'scanner' | 'maxUploadBytes'>,
): Promise<Files> {
  const { files, keys } = settings
  if (keys.whenMissing === 'stop' && !existsSync(keys.masterFile))
    throw new Error(`The key file ${keys.masterFile} is not there. Restore it, or make one as docs/settings.md says.`)
  return {
    store: await openStore(files),
    masters: await masterKeys({ file: keys.masterFile }),
    scanner: settings.scanner,
    most: Math.min(settings.maxUploadBytes, mostBytes),
  }
}

/** Where sealed files are kept, as the settings say: without the keys that open them. */
export const openStore = (files: Settings['files']): Promise<Store> =>
  files.in === 'folder' ? folder(files.folder) : s3({ ...files, accessKeyId: files.key, secretAccessKey: files.secret })

/** How many files, and how many bytes, one post may have uploaded and not yet attached. */
const mostLoose = { files: 100, bytes: 500_000_000 }

/**
 * Takes one file in for whoever this credential belongs to, or says why not: examined, scanned, sealed, kept and written
 * down. Examining and keeping take their time, so they hold no transaction.
 */
export async function upload(
  house: House,
  credential: Credential,
  files: Files,
  given: { readonly name: string; readonly bytes: Buffer },
  /** For a sheet that is read here and goes no further: formulas in it are words. */
  { asSheet = false }: { readonly asSheet?: boolean } = {},
): Promise<Uploaded | Refused> {
  if (given.bytes.length > files.most) return tooBig(files.most)
  const full = await at(house, credential, desk => findFull(desk, given.bytes.length))
  if (full) return full
  const received = await receive(given.name, given.bytes, files.scanner, asSheet ? harmless : undefined)
  if ('refused' in received) return received

  const id = randomUUID()
  const { sealed, wrappedKey, facts } = sealStream(files.masters, [received.bytes], contextOf(id))
  await files.store.put(id, sealed)
  try {
    const { sha256, size } = facts()
    const scanned = received.scanned === 'clean'
    await at(house, credential, desk =>
      desk.transaction.all(sql`
        insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, scanned, cites, uploaded_at, uploaded_by)
        values (${id}, ${received.name}, ${received.kind.id}, ${size}, ${Buffer.from(sha256, 'hex')}, ${Buffer.from(wrappedKey)},
                ${masterOf(wrappedKey)}, 'clean', ${scanned}, ${received.cites}, ${desk.world.now}, ${desk.who.postId})`),
    )
    return { id, name: received.name, kind: received.kind.id, size, sha256, carries: received.carries, scanned }
  } catch (fault) {
    // Where nobody knows whether it was written down, the sweep finds out.
    if (!(fault instanceof OutcomeUnknown)) await files.store.remove(id)
    throw fault
  }
}

/** What is kept of a file that the program made, so that it is known for what it is. */
export interface MadeFor {
  /** The matter's reference, the step and the question. */
  readonly for: string
  /** How many matters are in it. */
  readonly count: number
  readonly on: string
  /** References of the matters whose words are in it. */
  readonly holds?: readonly string[]
}

/** Keeps a file that the program made, in the transaction of whoever it is made for: loose until a step attaches it. */
export async function keepMade(
  desk: Desk,
  files: Files,
  { name, kind, bytes, made }: { name: string; kind: KindId; bytes: Buffer; made: MadeFor },
): Promise<string> {
  const id = randomUUID()
  const { sealed, wrappedKey, facts } = sealStream(files.masters, [bytes], contextOf(id))
  await files.store.put(id, sealed)
  try {
    const { sha256, size } = facts()
    await desk.transaction.all(sql`
      insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, scanned, made, uploaded_at, uploaded_by)
      values (${id}, ${safeName(name)}, ${kind}, ${size}, ${Buffer.from(sha256, 'hex')}, ${Buffer.from(wrappedKey)},
              ${masterOf(wrappedKey)}, 'clean', true, ${JSON.stringify(made)}, ${desk.world.now}, ${desk.who.postId})`)
    return id
  } catch (fault) {
    await files.store.remove(id)
    throw fault
  }
}

/** Of these files, the one that the program made for this, in no matter yet. */
export async function findMade(
  desk: Desk,
  ids: readonly string[],
  madeFor: string,
): Promise<{ id: string; made: MadeFor } | undefined> {
  const whole = ids.filter(id => uuid.test(id))
  if (whole.length === 0) return undefined
  return desk.transaction.find<{ id: string; made: MadeFor }>(sql`
    select id, made from document
     where id = any (${whole}::uuid[]) and matter is null and uploaded_by = my_post() and state = 'clean' and made ->> 'for' = ${madeFor}`)
}

/** A file is sealed before anyone knows which matter it is for: it is bound to its own id, and its row says the rest. */
export const contextOf = (id: string) => ({ file: id, matter: 'by its row' })

const tooBig = (most: number) =>
  refuse(
    'too big',
    `This file is larger than ${Math.floor(most / (1024 * 1024))} MB. Save it with smaller pictures, or attach it in parts.`,
  )

async function findFull(desk: Desk, bytes: number): Promise<Refused | undefined> {
  const loose = await desk.transaction.one<{ files: number; bytes: number }>(sql`
    select count(*)::int as files, coalesce(sum(size), 0)::bigint as bytes from document where matter is null and uploaded_by = my_post()`)
  if (loose.files < mostLoose.files && loose.bytes + bytes <= mostLoose.bytes) return undefined
  return refuse(
    'too big',
    'You have uploaded many files that are not attached to anything yet. Attach them first; those left over are removed by themselves.',
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids of files that this person may attach now: uploaded by them, and in no matter yet. */
export async function attachable(desk: Desk, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const whole = ids.filter(id => uuid.test(id))
  if (whole.length === 0) return new Set()
  const found = await desk.transaction.all<{ id: string }>(sql`
    select id from document where id = any (${whole}::uuid[]) and matter is null and uploaded_by = my_post() and state = 'clean'`)
  return new Set(found.map(one => one.id))
}

/**
 * A file that this person may see, and the record that they opened it. Undefined when there is none: which is also what a
 * file of a part that is not disclosed to them is.
 */
export async function findDocument(desk: Desk, files: Files, id: string): Promise<OpenedDocument | undefined> {
  if (!uuid.test(id)) return undefined
  const found = await desk.transaction.find<{
    name: string
    kind: KindId
    size: number
    wrapped_key: Buffer
    matter: number | null
    part: string | null
    state: string
    procedure: string | null
    version: string | null
  }>(sql`
    select t.name, t.kind, t.size, t.wrapped_key, t.matter, t.part, t.state, m.procedure, m.version
      from document t left join matter m on m.id = t.matter where t.id = ${id} and t.state = 'clean'`)
  if (!found) return undefined
  await recordReading(desk, {
    kind: 'opened',
    matter: found.matter ?? undefined,
    parts: found.part === null ? undefined : [found.part],
    secret: id,
  })
  const sealed = await files.store.get(id)
  return {
    id,
    name: safeName(nameOf(desk, { ...found, id })),
    type: kinds[found.kind].type,
    size: found.size,
    bytes: openStream(files.masters, sealed, found.wrapped_key.toString(), contextOf(id)),
  }
}

/** One that is attached to nothing yet is called as it came. */
const nameOf = (
  { house }: Desk,
  found: Record<'id' | 'name' | 'state', string> & Record<'part' | 'procedure' | 'version', string | null>,
): string => {
  const { part, procedure, version } = found
  return part === null || procedure === null || version === null
    ? found.name
    : fileName(house.cipher, house.library.procedure(procedure, version), { ...found, part })
}

/** Removes uploads that nobody attached by this instant, and tells how many. */
export async function sweepLoose(house: House, store: Store, before: Date): Promise<number> {
  for (let removed = 0; ;) {
    const dropped = await asNobody(house.pool, transaction =>
      transaction.all<{ id: string }>(sql`select id from drop_loose_documents(${before}) as t(id)`),
    )
    if (dropped.length === 0) return removed
    // A program that is killed here leaves them to the sweep of stray files.
    for (const { id } of dropped) await store.remove(id)
    removed += dropped.length
  }
}

/** So many strays are no accident of a kill, or so large a part: the store and the database do not belong together. */
const tooManyStrays = { files: 100, part: 0.1 }
const askedTogether = 1000

/**
 * Removes sealed files that were put into the store before this instant, by the store's clock, and that no row knows of: what a
 * program leaves that is killed between keeping a file and writing it down. Tells how many. Throws, and removes nothing, when
 * there are so many that this must be another database's store.
 */
export async function sweepStrays(house: House, store: Store, before: Date): Promise<number> {
  let kept = 0
  const strays: string[] = []
  for await (const some of together(store.kept(), askedTogether)) {
    kept += some.length
    const old = some.filter(one => one.at < before && uuid.test(one.id)).map(one => one.id)
    if (old.length > 0) strays.push(...(await findStrays(house, old)))
  }
  if (strays.length > tooManyStrays.files && strays.length > kept * tooManyStrays.part)
    throw new StoreIsNotOurs(strays.length, kept)
  let removed = 0
  for (const id of strays) if (await sweep(house, store, id)) removed++
  return removed
}

/** Most of what a store keeps is not known here: nothing in it is touched. */
export class StoreIsNotOurs extends Error {
  override name = 'StoreIsNotOurs'
  constructor(strays: number, kept: number) {
    super(`${strays} of ${kept} files in the store are not known to this database: is it the right one?`)
  }
}

const findStrays = async (house: House, ids: readonly string[]): Promise<string[]> =>
  (
    await asNobody(house.pool, transaction =>
      transaction.all<{ id: string }>(sql`select id from stray_files(${[...ids]}::uuid[]) as t(id)`),
    )
  ).map(one => one.id)

async function sweep(house: House, store: Store, id: string): Promise<boolean> {
  const { may } = await asNobody(house.pool, transaction =>
    transaction.one<{ may: boolean }>(sql`select sweep_file(${id}) as may`),
  )
  if (may) await store.remove(id)
  return may
}

async function* together<T>(each: AsyncIterable<T>, most: number): AsyncIterable<T[]> {
  let some: T[] = []
  for await (const one of each) {
    some.push(one)
    if (some.length < most) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
