import { createHmac } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import pg from 'pg'
import { connectOrStart, superuser } from './embedded.ts'
import { hold, whom, type Hold } from './hold.ts'
import { findEmbeddedPrograms, findInstalledPrograms } from './programs.ts'

/** What `pg` needs to connect. */
export type ConnectionSettings = pg.ClientConfig

/**
 * How to reach the database as each role. `owner` is missing where a given server's serving process is rightly not
 * trusted with it; then `concordat migrate` is run elsewhere.
 */
export type Servers = { owner?: ConnectionSettings; serve: ConnectionSettings; superuser?: ConnectionSettings }
export type AllServers = Required<Servers>

export type DatabaseOptions = {
  /** The folder the embedded server keeps its data in (`CONCORDAT_VAR`). */
  var: string
  /** A given server, as the role that serves (`DATABASE_URL`). */
  databaseUrl?: string
  /** The same server as the role that migrates and owns (`DATABASE_OWNER_URL`). */
  databaseOwnerUrl?: string
  /** True for the program that serves from this folder: there is one at a time. Commands run beside it. */
  sole?: boolean
  durable?: boolean
  log?: (sentence: string) => void
}

export type Connected = { servers: Servers; stop(): Promise<void> }

/** The given server; else the embedded one; else a PostgreSQL found on the machine, run as if it were embedded. */
export async function connect(options: DatabaseOptions): Promise<Connected> {
  if (options.databaseUrl) return { servers: await givenServers(options), stop: async () => {} }

  const programs = findEmbeddedPrograms() ?? findInstalledPrograms()
  if (!programs) {
    throw new Error(
      'No PostgreSQL to run on. Set DATABASE_URL to a PostgreSQL 15 or later, or install one on this machine ' +
        `(apt-get install postgresql). The one that comes from npm is for Linux on x64; this is ${process.platform} on ` +
        `${process.arch}, or it was left out when the packages were installed.`,
    )
  }
  const mine = options.sole ? await holdFolder(options.var) : undefined
  try {
    const server = await connectOrStart({ ...options, folder: options.var, programs })
    return {
      servers: {
        owner: server.settings('concordat_owner', 'concordat'),
        serve: server.settings('concordat_serve', 'concordat'),
        superuser: server.settings(superuser, 'concordat'),
      },
      stop: () => server.stop().finally(() => mine?.release()),
    }
  } catch (error) {
    await mine?.release()
    throw error
  }
}

/** One program serves from a folder; the second is told which one does. */
async function holdFolder(folder: string): Promise<Hold> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const mine = await hold(`serving ${realpathSync(folder)}`)
  if (mine.held) return mine
  throw new Error(
    `Concordat is already running from ${folder}: ${whom(mine)} holds it. Stop that one first, or set CONCORDAT_VAR to ` +
      'another folder for this one.',
  )
}

/**
 * A pool for the role that serves. It sets limits a request can't outlive, reads dates as dates, and survives the loss of
 * its connections: each lost one is dropped, and the next query opens another.
 *
 * It is small: a program that runs on one processor keeps no more than a few sessions busy. On a busy machine eight answer
 * sooner than twenty, which take turns on its processors; on a quiet one it makes no difference. Others wait for their turn here.
 *
 * The limits are sent when a connection opens. PgBouncer takes no such thing: tell it `ignore_startup_parameters =
 * statement_timeout, lock_timeout, idle_in_transaction_session_timeout` and set them on the role (`alter role … set`).
 */
export function servingPool(settings: ConnectionSettings, { max = 8, name = 'concordat' } = {}): pg.Pool {
  const pool = new pg.Pool({
    ...settings,
    types: readAs,
    max,
    // A statement is sent when it is asked, not when the one before it was answered.
    pipeline: true,
    application_name: name,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    lock_timeout: 5000,
  })
  // A connection may be lost while idle in the pool or while somebody has it. Whoever has it is told by their query; with no
  // listener here, Node would end the process as well.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** A pool for the role that owns: migrations and their like, so few connections and no limits. */
export function owningPool(settings: ConnectionSettings, { max = 2, name = 'concordat owner' } = {}): pg.Pool {
  const pool = new pg.Pool({ ...settings, types: readAs, max, application_name: name, connectionTimeoutMillis: 5000 })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** Throws, naming every reason, when row security would be no wall against the role this pool connects as. */
export async function refuseUnsafeRole(pool: pg.Pool): Promise<void> {
  const { role, faults } = await faultsOfRole(pool)
  if (faults.length === 0) return
  throw new Error(
    `Concordat does not serve as the database role ${role}, because row security would not hold it:\n` +
      faults.map(fault => `  - it ${fault}`).join('\n') +
      '\nServe as a role that owns nothing and may create nothing (concordat_serve), and give the owning role by ' +
      'DATABASE_OWNER_URL for migrations only.',
  )
}

async function faultsOfRole(pool: pg.Pool): Promise<{ role: string; faults: string[] }> {
  const { rows } = await pool.query<{ role: string; fault: string | null }>(unsafeRole)
  return { role: rows[0]?.role ?? '', faults: rows.flatMap(({ fault }) => (fault ? [fault] : [])) }
}

/** "Itself" is every role it is a member of, however far: what they can do, it can. */
const unsafeRole = `
  with itself as (
    select oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    from pg_roles where pg_has_role(session_user, oid, 'member')
  ),
  via as (
    select *, case when rolname = session_user then '' else ', as a member of ' || quote_ident(rolname) end as how from itself
  ),
  schemas as (
    select nspname, oid from pg_namespace where nspname !~ '^pg_(toast|temp)'
  ),
  faults as (
    select 'is a superuser' || how as fault from via where rolsuper
    union all select 'bypasses row security' || how from via where rolbypassrls
    union all select 'may make and change roles' || how from via where rolcreaterole
    union all select 'may make databases' || how from via where rolcreatedb
    union all select 'may copy the whole server by replication' || how from via where rolreplication
    union all select 'is a member of ' || rolname from itself where rolname ^@ 'pg_' and not (select rolsuper from pg_roles where rolname = session_user)
    union all
    select 'owns ' || string_agg(pg_describe_object(classid, objid, objsubid), ', ') || how
      from (
        select classid, objid, objsubid, how from pg_shdepend join via on via.oid = refobjid
        where refclassid = 'pg_authid'::regclass and deptype = 'o'
          and dbid in (0, (select oid from pg_database where datname = current_database()))
        limit 10
      ) owned group by how
    union all
    select 'owns the database' || how from pg_database join via on via.oid = datdba where datname = current_database()
    union all select 'may make objects in the schema ' || nspname from schemas where has_schema_privilege(session_user, oid, 'create')
    union all select 'may make schemas' where has_database_privilege(session_user, current_database(), 'create')
    union all select 'may make temporary tables, which hide real ones' where has_database_privilege(session_user, current_database(), 'temporary')
    union all
    select 'may truncate, or put triggers on, ' || string_agg(oid::regclass::text, ', ')
      from (
        select c.oid from pg_class c join schemas on schemas.oid = relnamespace
        where relkind in ('r', 'p', 'v', 'f') and nspname not in ('pg_catalog', 'information_schema')
          and has_table_privilege(session_user, c.oid, 'truncate, trigger, references')
        limit 10
      ) open having count(*) > 0
  )
  select session_user as role, null as fault
  union all select session_user, fault from faults`

// ── A given server ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * With DATABASE_OWNER_URL the two roles are the site's own. Without it, DATABASE_URL is either a role fit to serve, and
 * migrating is done elsewhere; or one with power over the server, from which the two roles are made.
 */
async function givenServers({ databaseUrl, databaseOwnerUrl }: DatabaseOptions): Promise<Servers> {
  const given = { connectionString: databaseUrl }
  if (databaseOwnerUrl) return { owner: { connectionString: databaseOwnerUrl }, serve: given }

  const pool = owningPool(given, { max: 1 })
  try {
    const { rows } = await pool.query<{ major: number; superuser: boolean; mayMakeRoles: boolean; owns: boolean }>(`
      select current_setting('server_version_num')::int / 10000 as major, rolsuper as superuser,
        rolsuper or (rolcreaterole and rolcreatedb) as "mayMakeRoles",
        pg_has_role(session_user, (select datdba from pg_database where datname = current_database()), 'member') as owns
      from pg_roles where rolname = session_user`)
    const role = rows[0]!
    if (role.major < 15) throw new Error(`The given server is PostgreSQL ${role.major}; Concordat needs 15 or later.`)
    if (!role.mayMakeRoles || !role.owns) return { serve: given }
    return await makeRoles(pool, given.connectionString!, role.superuser)
  } finally {
    await pool.end()
  }
}

/**
 * For a server lent whole (a container, a laptop): every process given the same password works out the same one for each
 * role, so nothing has to be kept. A site that cares gives two addresses, and this is never run.
 */
async function makeRoles(pool: pg.Pool, url: string, isSuperuser: boolean): Promise<Servers> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtextextended('concordat roles', 0))`)
    for (const role of ['concordat_owner', 'concordat_serve']) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
      const verb = rowCount ? 'alter' : 'create'
      const password = passwordOf(role, url)
      await client.query(`${verb} role ${role} login ${password ? `password ${pg.escapeLiteral(password)}` : ''}`)
    }
    const { rows } = await client.query<{ name: string; owner: string }>(
      `select current_database() as name, pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`,
    )
    const { name, owner } = rows[0]!
    if (owner !== 'concordat_owner') {
      if (!isSuperuser) await client.query('grant concordat_owner to current_user')
      await client.query(`alter database ${pg.escapeIdentifier(name)} owner to concordat_owner`)
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
  return {
    owner: { connectionString: withRole(url, 'concordat_owner') },
    serve: { connectionString: withRole(url, 'concordat_serve') },
    ...(isSuperuser && { superuser: { connectionString: url } }),
  }
}

/** Undefined where the address has no password to make one from: then the server lets roles in by some other rule. */
function passwordOf(role: string, url: string): string | undefined {
  const { password, searchParams } = new URL(url)
  const secret = password || searchParams.get('password')
  return secret ? createHmac('sha256', secret).update(role).digest('base64url') : undefined
}

/** Given as parameters, since an address that names a socket has no place for them before the `@`. */
function withRole(url: string, role: string): string {
  const address = new URL(url)
  address.username = ''
  address.password = ''
  address.searchParams.set('user', role)
  const password = passwordOf(role, url)
  if (password) address.searchParams.set('password', password)
  return address.href
}

// ── Reading values ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A `date` has no time and no zone, so it stays 'YYYY-MM-DD'; a `bigint` is a number unless it would lose digits. */
const read = {
  date: (text: string) => text,
  bigint: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
}

/** pg's parser for `text[]` (1009), which is not on the list its types accept. */
const textArray = (pg.types.getTypeParser as (oid: number) => (text: string) => (string | null)[])(1009)

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, read.date],
  [1182, textArray],
  [pg.types.builtins.INT8, read.bigint],
  [1016, text => textArray(text).map(each => (each === null ? null : read.bigint(each)))],
])

/** `pg` type parsers for this program's pools alone: pg's own are shared by everything in the process. */
export const readAs: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text'),
}
