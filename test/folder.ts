import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { clearAway, folderVariable } from './server.ts'

/** An empty folder for a test file. When the file's tests are over it goes, with any server still running in it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(process.env[folderVariable] ?? tmpdir(), `${name}-`))
  chmodSync(folder, 0o755)
  after(() => clearAway(folder))
  return folder
}
