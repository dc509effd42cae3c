import { rmSync } from 'node:fs'
import { newFolder } from '../folder.ts'

/** An empty folder that goes when this process ends: worlds are made inside hooks, which end before the tests they are for. */
export function folderUntilTheEnd(name: string): string {
  const folder = newFolder(name)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
