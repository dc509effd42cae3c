import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { masterKeys, type MasterKeys } from '../documents/masters.ts'

/**
 * The key that backups are sealed with, read from its file: 32 bytes as base64, readable by its owner alone. It belongs
 * neither to this machine's keys nor beside the backups: whoever holds both holds everything. Throws, in words, when there
 * is none or when others could read it.
 */
export async function backupKey(file: string): Promise<MasterKeys> {
  if (!existsSync(file)) throw new Error(`There is no backup key at ${file}`)
  return masterKeys({ file })
}

/** Makes a new key in a file of its own, readable by its owner alone. Throws when there is a file of that name. */
export function makeBackupKey(file: string): void {
  if (existsSync(file)) throw new Error(`There is a file called ${file} already, and no key is written over another.`)
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
}
