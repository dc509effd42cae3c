import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The keys that wrap each file's own key: the one new files use, and those older files were wrapped with. */
export type MasterKeys = { current: string; keys: ReadonlyMap<string, Buffer> }

/** Where master keys come from: given in the settings, or kept in a file that is made at first start. */
export type MasterKeySettings = { given?: string | undefined; file: string }

/**
 * Reads the master keys. Each line, or item between commas, is `id:64 hexadecimal digits`, or 32 bytes as base64, whose id
 * is made from it; the last is the current one.
 * A missing file is created, readable by its owner alone, with one new key. Throws, in words, when keys are malformed or
 * when others on the machine could read the file.
 */
export async function masterKeys({ given, file }: MasterKeySettings): Promise<MasterKeys> {
  if (given?.trim()) return parse(given, 'the settings')
  const existing = await read(file)
  if (existing !== undefined) return parse(existing, file)
  await create(file, `${newKey()}\n`)
  return parse((await read(file)) ?? '', file)
}

/** Adds a new current key to the file, leaving the older ones so that files sealed with them still open. */
export async function addMasterKey(file: string): Promise<MasterKeys> {
  const keys = await masterKeys({ file })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.write(`${newKey(keys)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return masterKeys({ file })
}

function newKey(existing?: MasterKeys): string {
  const id = `m${randomBytes(4).toString('hex')}`
  return existing?.keys.has(id) ? newKey(existing) : `${id}:${randomBytes(32).toString('hex')}`
}

function parse(text: string, from: string): MasterKeys {
  const keys = new Map<string, Buffer>()
  for (const item of text.split(/[\n,]/)) {
    const line = item.trim()
    if (!line || line.startsWith('#')) continue
    const { id, key } = parseOne(line) ?? {}
    if (!id || !key)
      throw new Error(`A master key in ${from} is not of the form id:64 hexadecimal digits, nor 32 bytes as base64`)
    if (keys.has(id)) throw new Error(`The master key ${id} is in ${from} twice`)
    keys.set(id, key)
  }
  const current = [...keys.keys()].at(-1)
  if (!current) throw new Error(`There is no master key in ${from}`)
  return { current, keys }
}

/** A key as `addMasterKey` writes it, or as `openssl rand -base64 32` does: that one's id is made from its digest. */
function parseOne(line: string): { id: string; key: Buffer } | undefined {
  const [, id, hex] = /^([\w-]{1,40}):([0-9a-f]{64})$/i.exec(line) ?? []
  if (id && hex) return { id, key: Buffer.from(hex, 'hex') }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(line)) return undefined
  const key = Buffer.from(line, 'base64')
  return { id: `m${createHash('sha256').update(key).digest('hex').slice(0, 8)}`, key }
}

async function read(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file)
    if (mode & 0o077) throw new Error(`${file} can be read by others on this machine. Run: chmod 600 ${file}`)
    return await readFile(file, 'utf8')
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw problem
  }
}

/** Written whole under another name and then linked, so that two processes starting together agree on one key. */
async function create(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  } finally {
    await unlink(draft)
  }
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}
