import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { scannerAnswers, type Scanner } from '../src/documents/scan.ts'
import { newFolder } from './folder.ts'

/** Whether ClamAV is on this machine. */
export function hasClamd(): boolean {
  try {
    execFileSync('clamd', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** ClamAV itself, that knows these signatures alone (by the name of their file) and is set so, for as long as `work` takes. */
export async function withClamd(
  signatures: Readonly<Record<string, string>>,
  settings: readonly string[],
  work: (scanner: Scanner) => Promise<void>,
): Promise<void> {
  const folder = newFolder('clamd')
  await chmod(folder, 0o755)
  const path = join(folder, 'socket')
  for (const [name, lines] of Object.entries(signatures)) await writeFile(join(folder, name), `${lines}\n`)
  const all = [
    'Foreground yes',
    `DatabaseDirectory ${folder}`,
    `LocalSocket ${path}`,
    'StreamMaxLength 26M',
    ...settings,
  ]
  await writeFile(join(folder, 'clamd.conf'), `${all.join('\n')}\n`)
  const clamd = spawn('clamd', ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  try {
    for (let tries = 0; tries < 100 && !(await scannerAnswers({ path })); tries += 1) await pause(100)
    await work({ path })
  } finally {
    clamd.kill()
    await once(clamd, 'exit')
    await rm(folder, { recursive: true })
  }
}
