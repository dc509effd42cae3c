import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { NotKept, NotSaved, safeId, type Store } from './store.ts'

const noRoom = ['ENOSPC', 'EDQUOT', 'EFBIG']
const abandoned = 60 * 60 * 1000

/** Keeps files in a folder: each written whole under another name, forced to disk, and only then given its own. */
export async function folder(path: string): Promise<Store> {
  const incoming = join(path, '.incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await clearAbandoned(incoming)

  const shelfOf = (id: string) => join(path, safeId(id).slice(0, 2))
  const placeOf = (id: string) => join(shelfOf(id), id)

  return {
    async put(id, sealed) {
      const place = placeOf(id)
      const draft = join(incoming, `${id}.${randomBytes(6).toString('hex')}`)
      try {
        await write(draft, sealed)
        await mkdir(shelfOf(id), { recursive: true, mode: 0o700 }).catch(failed)
        await rename(draft, place).catch(failed)
        await forceToDisk(shelfOf(id))
        await forceToDisk(path)
      } catch (problem) {
        await rm(draft, { force: true })
        throw problem
      }
    },

    async get(id) {
      const handle = await open(placeOf(id)).catch(notKept)
      return createReadStream('', { fd: handle })
    },

    async remove(id) {
      await rm(placeOf(id), { force: true }).catch(failed)
      await forceToDisk(shelfOf(id)).catch(() => undefined)
    },

    async *kept() {
      for await (const shelf of await opendir(path))
        if (shelf.isDirectory() && !shelf.name.startsWith('.'))
          for (const id of await readdir(join(path, shelf.name))) {
            const found = await stat(join(path, shelf.name, id)).catch(goneMeanwhile)
            if (found) yield { id, at: found.mtime }
          }
    },
  }
}

/** Only faults of the disk become `NotSaved`; a fault of the source (a lost connection, a refusal) stays what it is. */
async function write(path: string, sealed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch(failed)
  try {
    for await (const chunk of sealed) await writeAll(handle, chunk).catch(failed)
    await handle.sync().catch(failed)
  } finally {
    await handle.close()
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten
}

async function forceToDisk(path: string): Promise<void> {
  const handle = await open(path).catch(failed)
  await handle
    .sync()
    .catch(failed)
    .finally(() => handle.close())
}

const codeOf = (problem: unknown) => (problem as NodeJS.ErrnoException).code ?? ''

function failed(problem: unknown): never {
  throw new NotSaved({ full: noRoom.includes(codeOf(problem)), cause: problem })
}

function goneMeanwhile(problem: unknown): undefined {
  if (codeOf(problem) !== 'ENOENT') throw problem
}

function notKept(problem: unknown): never {
  if (codeOf(problem) === 'ENOENT') throw new NotKept('There is no such file', { cause: problem })
  throw problem
}

/** Drafts of a process that was killed; an hour is longer than any upload. */
async function clearAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const draft = join(incoming, name)
    const age = await stat(draft).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > abandoned) await rm(draft, { force: true })
  }
}
