import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { clearAway, folderVariable } from './server.ts'

/**
 * An empty folder, which its maker takes away. It is within the folder of the run that it is made in, so that the next run clears away
 * what one that was killed has left.
 */
export const newFolder = (name: string): string =>
  mkdtempSync(join(process.env[folderVariable] ?? tmpdir(), `${name}-`))

/** An empty folder for a test file. When the file's tests are over it goes, with any server still running in it. */
export function temporaryFolder(name: string): string {
  const folder = newFolder(name)
  chmodSync(folder, 0o755)
  after(() => clearAway(folder))
  return folder
}
