import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { MasterKeys } from '../documents/masters.ts'
import { openStream, SealBroken, sealStream, type Source } from '../documents/seal.ts'

/**
 * A backup is one file: a line in the clear that says what it is, then records sealed as documents are (`seal.ts`), under
 * the backup key. So it can be written and read as it streams, and cannot be altered, cut or put together from two.
 *
 *     concordat backup 1 {"id":…,"at":…,"key":…}
 *
 * A record is a letter, a length (4 bytes) and so many bytes:
 *
 *     M  the manifest: what is to come
 *     T  a table begins, by its name         R  some of its rows, as COPY writes them    E  it ends
 *     F  a sealed file begins, by its id     B  some of its bytes                        E  it ends, with its digest
 *     X  a file that should be there and is not, by its id
 *     Z  the end
 */
export type RecordKind = 'M' | 'T' | 'R' | 'F' | 'B' | 'E' | 'X' | 'Z'
export interface Record {
  readonly kind: RecordKind
  readonly body: Buffer
}

/** A backup that cannot be used: cut short, altered, sealed with another key, or not a backup. */
export class BackupBroken extends Error {
  override name = 'BackupBroken'
}

const opening = 'concordat backup 1 '
const longestOpening = 2000
const headOfRecord = 5

/** A record as it is written: head and body apart, so that a long body is not copied. */
export function* record(kind: RecordKind, body: Buffer | string = ''): Generator<Buffer> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const head = Buffer.alloc(headOfRecord)
  head.write(kind, 'latin1')
  head.writeUInt32BE(bytes.length, 1)
  yield head
  if (bytes.length > 0) yield bytes
}

/**
 * Writes records to a file that only its owner may read. All of it is there, under its name and on the disk, or nothing.
 * Throws when there is a file of that name; what the source throws is thrown.
 */
export async function writeParcel(file: string, key: MasterKeys, records: Source): Promise<void> {
  const id = randomUUID()
  const at = new Date().toISOString()
  const { sealed, wrappedKey } = sealStream(key, records, contextOf(id, at))
  const draft = `${file}.${id.slice(0, 8)}.part`
  const handle = await open(draft, 'wx', 0o600)
  try {
    try {
      await handle.write(`${opening}${JSON.stringify({ id, at, key: wrappedKey })}\n`)
      for await (const chunk of sealed) await writeAll(handle, chunk as Buffer)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(draft, file).catch((fault: NodeJS.ErrnoException) => {
      throw fault.code === 'EEXIST' ? new Error(`There is a file called ${file} already. Nothing was written.`) : fault
    })
  } finally {
    await rm(draft, { force: true })
  }
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten
}

/**
 * The records of a backup as they are unsealed. Every one that is given out is as it was written; that they are all there
 * is known only at the last. Throws `BackupBroken`.
 */
export async function* readParcel(file: string, key: MasterKeys): AsyncGenerator<Record> {
  const chunks = createReadStream(file, { highWaterMark: 256 * 1024 })[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    const { id, at, wrappedKey, rest } = await readOpening(chunks)
    const bytes = openStream(key, sealedAfter(rest, chunks), wrappedKey, contextOf(id, at))
    yield* recordsIn(bytes as AsyncIterable<Buffer>)
  } catch (fault) {
    throw fault instanceof SealBroken ? new BackupBroken(inWords(fault), { cause: fault }) : fault
  } finally {
    await chunks.return?.()
  }
}

/** The seal's words are of documents; these are of backups. */
const inWords = ({ message }: SealBroken) =>
  /key/i.test(message)
    ? 'This backup was sealed with another key, or its first line was altered.'
    : 'This backup was altered or cut short, so it cannot be trusted.'

async function* recordsIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<Record> {
  let pending: Buffer[] = []
  let length = 0
  let wanted = headOfRecord
  let ended = false
  for await (const chunk of bytes) {
    pending.push(chunk)
    length += chunk.length
    if (length < wanted) continue
    const all = pending.length === 1 ? chunk : Buffer.concat(pending)
    let at = 0
    for (;;) {
      wanted = headOfRecord
      if (all.length - at < wanted) break
      wanted += all.readUInt32BE(at + 1)
      if (all.length - at < wanted) break
      const kind = all.toString('latin1', at, at + 1) as RecordKind
      ended = kind === 'Z'
      yield { kind, body: all.subarray(at + headOfRecord, at + wanted) }
      at += wanted
    }
    pending = at < all.length ? [all.subarray(at)] : []
    length = all.length - at
  }
  if (length > 0 || !ended) throw new BackupBroken('This backup has no end: it was never finished.')
}

async function readOpening(chunks: AsyncIterator<Buffer>) {
  let read = Buffer.alloc(0)
  for (;;) {
    const end = read.indexOf('\n')
    if (end >= 0) return { ...said(read.toString('utf8', 0, end)), rest: read.subarray(end + 1) }
    const { value, done } = await chunks.next()
    if (done || read.length > longestOpening) throw new BackupBroken('This is not a backup of Concordat.')
    read = Buffer.concat([read, value])
  }
}

function said(line: string): { id: string; at: string; wrappedKey: string } {
  try {
    if (!line.startsWith(opening)) throw new Error('another opening')
    const { id, at, key } = JSON.parse(line.slice(opening.length)) as { [name: string]: unknown }
    if (typeof id !== 'string' || typeof at !== 'string' || typeof key !== 'string') throw new Error('lacks something')
    return { id, at, wrappedKey: key }
  } catch (fault) {
    throw new BackupBroken('This is not a backup of Concordat.', { cause: fault })
  }
}

async function* sealedAfter(rest: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (rest.length > 0) yield rest
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) return
    yield value
  }
}

/** Both are bound into every frame, so that neither can be altered. */
const contextOf = (id: string, at: string) => ({ file: id, matter: `concordat backup 1 ${at}` })
