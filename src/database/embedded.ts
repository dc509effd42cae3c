import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { ConnectionSettings } from './connect.ts'
import { holding } from './hold.ts'
import { accountFor, findClosedDoor, within, type Account, type Programs } from './programs.ts'

/**
 * A PostgreSQL server of our own, from `programs`, in `<folder>/postgres`, reached by a Unix socket and nothing else.
 *
 * Whoever can open the socket's folder is let in (trust), so the folder is the wall: it is 0700 and belongs to the account
 * PostgreSQL runs as. Started by an ordinary user, that is the user. Started by root, PostgreSQL steps down to an
 * unprivileged account, and root may still open the folder: so the program that started the server can always connect,
 * another account never can, and a second program of ours must run as the account that ran the first.
 *
 * Several programs may use one server: whoever comes first starts it, whoever leaves last stops it, and if it dies under
 * them one of them starts it again. Nobody keeps a list: each program has one session open for as long as it stays.
 */
export type EmbeddedServer = {
  /** Settings that reach `database` as `user`. */
  settings(user: string, database: string): ConnectionSettings
  /** The pid of the running server, for tests that kill it; undefined when it is down. */
  pid(): number | undefined
  /** Leaves, and stops the server when no other program uses it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  folder: string
  programs: Programs
  /** False for a throw-away server in a test: nothing is flushed to disk, so a machine crash loses it. */
  durable?: boolean
  /** Told, in a sentence, when the server goes down and comes back. */
  log?: (sentence: string) => void
}

export const superuser = 'concordat_superuser'
const port = 5432
/** How long a server may take to recover from a crash before we say so, in ms. */
const patience = 120_000
const stopPatience = 60_000

/** Connects to the server of this folder, whoever started it, or makes and starts it. */
export async function connectOrStart({
  folder,
  programs,
  durable = true,
  log,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const say = log ?? (() => {})
  const place = prepare(folder, programs)
  const settings = (user: string, database: string): ConnectionSettings => ({
    host: findPostmaster(place.data)?.socket || place.socket,
    port,
    user,
    database,
  })

  let session: pg.Client | undefined
  let leaving = false
  let recovery: Promise<void> | undefined

  const enter = (mayMake: boolean) =>
    holding(place.data, patience, async () => {
      const entered = await raise({ place, settings, durable, mayMake, abandoned: () => leaving })
      held.set(entered, place.data)
      entered.once('end', () => {
        held.delete(entered)
        session = undefined
        if (!leaving) recovery = recover()
      })
      session = entered
    })

  /** A disk that is full, or a server that is killed as often as it starts, can end at any time: so never give up. */
  const recover = async () => {
    say('PostgreSQL went down; bringing it back')
    for (let wait = 50; !leaving; wait = Math.min(wait * 2, 5000)) {
      try {
        await enter(false)
        say('PostgreSQL is back')
        return
      } catch (error) {
        if (!leaving) say(`PostgreSQL is not back yet: ${error instanceof Error ? error.message : error}`)
        await pause(wait)
      }
    }
  }

  await enter(true)

  return {
    settings,
    pid: () => findPostmaster(place.data)?.pid,
    async stop() {
      if (leaving) return
      leaving = true
      await recovery
      await holding(place.data, stopPatience, async () => {
        if (session) held.delete(session)
        const alone = session ? ![...held.values()].includes(place.data) && (await isLast(session)) : true
        await session?.end().catch(() => {})
        if (alone) await shutDown(place)
      })
    },
  }
}

// ── The place ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `wayIn` is the path by which PostgreSQL itself reaches the data. */
type Place = { bin: string; major: number; data: string; wayIn: string; log: string; socket: string; account?: Account }

/** Finds or makes the folders, and says plainly what stands in the way. */
function prepare(folder: string, programs: Programs): Place {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const home = realpathSync(folder)
  const data = join(home, 'postgres')
  refuseOthersData(data, programs.major)
  const account = accountFor(data)
  const shut = account !== undefined && findClosedDoor(home, account) !== undefined
  return {
    bin: account ? within(programs, account).bin : programs.bin,
    major: programs.major,
    data,
    // Root's own folders (/root, a mktemp -d) are shut to the account root steps down to. PostgreSQL is started inside the
    // data folder, and from there the kernel lets it in without passing through the folders above.
    wayIn: shut ? '/proc/self/cwd' : data,
    log: join(home, 'postgres.log'),
    socket: socketFolder(home, shut),
    account,
  }
}

function refuseOthersData(data: string, major: number) {
  const stat = statSync(data, { throwIfNoEntry: false })
  if (!stat) return
  const us = process.getuid?.() ?? stat.uid
  if (us !== 0 && stat.uid !== us) {
    throw new Error(
      `${data} belongs to another account (uid ${stat.uid}). Run Concordat as the account that made it, or as root.`,
    )
  }
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (made !== String(major)) {
    throw new Error(
      `${data} was made by PostgreSQL ${made} and this is PostgreSQL ${major}, which cannot read it. Run it with ` +
        `PostgreSQL ${made}, or move its content over with pg_dump and pg_restore.`,
    )
  }
}

/**
 * Beside the data where the account can reach that and the path is short enough for a socket's address (108 bytes), else
 * in the temporary folder under a name made from the data's path, so that every program finds the same one.
 */
function socketFolder(home: string, shut: boolean): string {
  const beside = join(home, 'postgres-socket')
  const short = Buffer.byteLength(join(beside, `.s.PGSQL.${port}.lock`)) < 100
  return short && !shut ? beside : join(tmpdir(), `concordat-${digest(home)}`)
}

function makeSocketFolder({ socket, account }: Place) {
  const us = process.getuid?.() ?? 0
  try {
    mkdirSync(socket, { mode: 0o700 })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
  const stat = lstatSync(socket)
  if (!stat.isDirectory() || (stat.uid !== (account?.uid ?? us) && stat.uid !== us)) {
    throw new Error(`${socket} is to hold PostgreSQL's socket but belongs to someone else. Remove it and start again.`)
  }
  if (account) chownSync(socket, account.uid, account.gid)
  chmodSync(socket, 0o700)
}

// ── Starting ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type Settings = EmbeddedServer['settings']

/** `mayMake` is false once we have been in: data that is lost under a running program is not replaced by an empty folder. */
type Raising = { place: Place; settings: Settings; durable: boolean; mayMake: boolean; abandoned: () => boolean }

/**
 * Brings the server up if it is not, and opens our session. A live server is adopted, whoever started it; one that is
 * starting, recovering or dying is waited for; otherwise one is started. Only ever called by the one program that holds
 * the folder, so two programs cannot start two servers or take each other's half-made folder for rubbish.
 */
async function raise({ place, settings, durable, mayMake, abandoned }: Raising) {
  const until = Date.now() + patience
  if (!existsSync(place.data)) {
    if (!mayMake) throw new Error(`${place.data} has gone. Put it back, or start Concordat again for an empty one.`)
    await makeCluster(place)
  }

  let started: Started | undefined
  for (;;) {
    const session = await knock(settings)
    if (session) {
      await furnish(session)
      return session
    }
    if (!findPostmaster(place.data)) {
      if (started?.over()) {
        const why = started.words()
        if (!passing.test(why)) throw new Error(`PostgreSQL did not start. Its last words:\n${why}`)
        started = undefined
        await pause(100)
      }
      started ??= start(place, durable)
    }
    if (abandoned() || Date.now() > until) {
      const said = started?.words() ?? ''
      throw new Error(`PostgreSQL did not answer within ${patience / 1000} s.${said && ` Its last words:\n${said}`}`)
    }
    await pause(25)
  }
}

/** What PostgreSQL says when the remains of a killed server are still going: they will be gone in a moment. */
const passing = /pre-existing shared memory block|lock file "[^"]*" already exists/

/** A session as superuser, or undefined when the server is not (yet) taking any. */
async function knock(settings: Settings): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    ...settings(superuser, 'postgres'),
    application_name: `${sessionName} ${process.pid}`,
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    if (isFinal(error)) throw error
    return undefined
  }
}

/** Refusals that waiting will not mend: anything the server says but "starting up", "shutting down" and "too many". */
function isFinal(error: unknown): boolean {
  if (isCode(error, 'EACCES') || isCode(error, 'EPERM')) return true
  return error instanceof pg.DatabaseError && !['57P01', '57P02', '57P03', '53300'].includes(error.code ?? '')
}

/** Made under another name and moved into place whole, so that a half-made folder is never taken for a database. */
async function makeCluster({ bin, major, data, wayIn, account }: Place) {
  const home = join(data, '..')
  for (const name of readdirSync(home)) {
    if (name.startsWith('postgres.new-')) rmSync(join(home, name), { recursive: true, force: true })
  }
  const unfinished = mkdtempSync(join(home, 'postgres.new-'))
  if (account) chownSync(unfinished, account.uid, account.gid)
  const way = wayIn === data ? unfinished : wayIn
  const said = await run(join(bin, 'initdb'), [...initdbArguments(major), '--pgdata', way], unfinished, account)
  if (said.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not make its folder ${data}:\n${said.words}`)
  }
  renameSync(unfinished, data)
  flushFolder(home)
}

/** Text in code-point order, whatever the machine's library thinks: PostgreSQL 17 brings its own C.UTF-8. */
const initdbArguments = (major: number) => [
  `--username=${superuser}`,
  '--auth-local=trust',
  '--auth-host=reject',
  '--encoding=UTF8',
  ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8']),
  '--data-checksums',
  '--wal-segsize=4',
  '--no-instructions',
]

type Started = { over(): boolean; words(): string }

/** Starts the server in a session of its own, so that Ctrl-C reaches us and not it: we stop it when we have finished. */
function start(place: Place, durable: boolean): Started {
  makeSocketFolder(place)
  removeStaleLocks(place)
  keepLogShort(place.log)
  const log = openSync(place.log, 'a', 0o600)
  const began = statSync(place.log).size
  const child = spawn(join(place.bin, 'postgres'), ['-D', place.wayIn, ...flags(place, durable)], {
    ...as(place.account),
    cwd: place.data,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let fault: Error | undefined
  child.on('error', error => (fault = error))
  return {
    over: () => fault !== undefined || child.exitCode !== null || child.signalCode !== null,
    words: () => fault?.message ?? readFileSync(place.log).subarray(began).toString('utf8').trim().slice(-2000),
  }
}

const flags = (place: Place, durable: boolean) =>
  Object.entries({
    listen_addresses: '',
    port,
    unix_socket_directories: place.socket,
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '256MB',
    effective_cache_size: '2GB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    ...walSizes(place.data),
    random_page_cost: 1.1,
    jit: 'off',
    max_parallel_workers_per_gather: 1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // A log is no place for what a matter says: neither statements nor the rows and keys that DETAIL quotes.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0 }),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Room to write ahead: an eighth of the disk, so that a small one is not filled by it, and a gigabyte at most. */
function walSizes(data: string) {
  const { blocks, bsize } = statfsSync(data)
  const megabytes = Math.max(16, Math.min(1024, Math.floor((blocks * bsize) / 8 / 1024 / 1024)))
  return { max_wal_size: `${megabytes}MB`, min_wal_size: `${Math.max(8, Math.floor(megabytes / 8))}MB` }
}

/** The roles and the database, whatever of them is missing. */
async function furnish(session: pg.Client) {
  const { rows } = await session.query<{ furnished: boolean }>(
    `select exists (select from pg_database where datname = 'concordat') as furnished`,
  )
  if (rows[0]?.furnished) return
  await session.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'concordat_owner') then
        create role concordat_owner login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
      end if;
      if not exists (select from pg_roles where rolname = 'concordat_serve') then
        create role concordat_serve login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
      end if;
    end $$`)
  await makeDatabase(session, 'concordat')
}

/** An empty database that `concordat_owner` owns and `concordat_serve` may connect to. `name` is a plain identifier. */
export async function makeDatabase(session: pg.Client | pg.Pool, name: string) {
  const database = pg.escapeIdentifier(name)
  await session.query(`create database ${database} owner concordat_owner template template0 encoding 'UTF8'`)
}

// ── Finding, adopting and stopping ───────────────────────────────────────────────────────────────────────────────────

/** `socket` is missing while it is only just starting. */
type Postmaster = { pid: number; socket?: string }

/** The live server of this folder, going by the file it keeps there and by the process that file names. */
function findPostmaster(data: string): Postmaster | undefined {
  const lines = findText(join(data, 'postmaster.pid'))?.split('\n')
  const pid = Number(lines?.[0])
  const socket = lines?.[4]
  return pid && isServerOf(data, pid) ? { pid, socket } : undefined
}

/** Pids are used again, above all after a container restarts: a server of ours has the data as its working folder. */
function isServerOf(data: string, pid: number): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch (error) {
    // Not ours to look at, on a machine that hides processes. A dead one, or a zombie, is not there at all.
    return isCode(error, 'EACCES') && isAlive(pid)
  }
}

/** PostgreSQL sees through a dead pid by itself, but not through one that a zombie or another program now has. */
function removeStaleLocks({ data, socket }: Place) {
  for (const lock of [join(data, 'postmaster.pid'), join(socket, `.s.PGSQL.${port}.lock`)]) {
    const pid = Number(firstLine(lock))
    if (pid && isAlive(pid) && !isServerOf(data, pid)) unlinkSync(lock)
  }
}

const firstLine = (path: string) => findText(path)?.split('\n')[0]

function findText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

const sessionName = 'concordat program'

/** The sessions that this process holds, each with the data it is for: what the server tells of those it let go of is late. */
const held = new Map<pg.Client, string>()

/**
 * The session of a program that was killed stays in the list until the server has noticed, which a busy machine puts off:
 * so whoever has a session counts only while it lives.
 */
async function isLast(session: pg.Client): Promise<boolean> {
  try {
    const { rows } = await session.query<{ pid: number | null }>(
      `select substring(application_name from '[0-9]+$')::int as pid from pg_stat_activity
       where starts_with(application_name, $1) and usename = current_user and pid <> pg_backend_pid()`,
      [sessionName],
    )
    return !rows.some(({ pid }) => pid === null || (pid !== process.pid && isAlive(pid)))
  } catch {
    return true
  }
}

/** Fast shutdown: what is unfinished is rolled back, and the next start has nothing to recover. */
async function shutDown({ data, socket }: Place) {
  const pid = findPostmaster(data)?.pid
  if (!pid) return
  process.kill(pid, 'SIGINT')
  if (!(await isGone(data, pid, stopPatience))) {
    process.kill(pid, 'SIGQUIT')
    await isGone(data, pid, 10_000)
  }
  if (dirname(socket) === tmpdir()) rmSync(socket, { recursive: true, force: true })
}

async function isGone(data: string, pid: number, patience: number): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await pause(10)) {
    if (!isServerOf(data, pid)) return true
  }
  return false
}

// ── Small things ─────────────────────────────────────────────────────────────────────────────────────────────────────

const as = (account?: Account) => ({
  ...(account && { uid: account.uid, gid: account.gid }),
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
})

function run(
  program: string,
  args: string[],
  cwd: string,
  account?: Account,
): Promise<{ code: number | null; words: string }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, args, { ...as(account), cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    child.stdout?.on('data', (said: Buffer) => (words += said.toString()))
    child.stderr?.on('data', (said: Buffer) => (words += said.toString()))
    child.on('error', reject)
    child.on('close', code => resolve({ code, words: words.trim().slice(-2000) }))
  })
}

function keepLogShort(log: string) {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`)
}

function flushFolder(folder: string) {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
