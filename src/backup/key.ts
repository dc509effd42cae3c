import { existsSync } from 'node:fs'
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
