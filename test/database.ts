import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { owningPool, servingPool, type AllServers, type ConnectionSettings } from '../src/database/connect.ts'
import { connectOrStart, makeDatabase, superuser } from '../src/database/embedded.ts'
import { migrate, migrationsFolder, migrationsIn } from '../src/database/migrate.ts'
import { findEmbeddedPrograms, findInstalledPrograms } from '../src/database/programs.ts'

/** A database of a test file's own, migrated, with a pool for each role and a way to be rid of it. */
export type TestDatabase = {
  name: string
  servers: AllServers
  /** As `concordat_serve`: what the program itself is. */
  serve: pg.Pool
  /** As `concordat_owner`, which migrates and owns. */
  owner: pg.Pool
  drop(): Promise<void>
}

type TestServer = { settings(user: string, database: string): ConnectionSettings; stop(): Promise<void> }

/** Where `test/run.ts` says its server is: the socket's folder. */
export const serverVariable = 'CONCORDAT_TEST_SERVER'

let server: Promise<TestServer> | undefined
let made = 0
const open = new Set<TestDatabase>()

/**
 * A fresh database, copied from the migrated template in less than a tenth of a second. `drop` it in an `after`; one that
 * is left is dropped when the file's tests are over.
 */
export async function freshDatabase(name = 'test'): Promise<TestDatabase> {
  server ??= process.env[serverVariable] ? Promise.resolve(given(process.env[serverVariable]!)) : ownServer()
  const { settings } = await server
  const unique = `${name
    .replaceAll(/[^a-z0-9]+/gi, '_')
    .toLowerCase()
    .slice(0, 30)}_${process.pid}_${++made}`
  await asSuperuser(settings('', ''), async client => {
    await client.query(
      `create database ${pg.escapeIdentifier(unique)} template ${pg.escapeIdentifier(templateName())} owner concordat_owner`,
    )
    // A copy has the template's content but not what is said of the database itself.
    await client.query(`revoke all on database ${pg.escapeIdentifier(unique)} from public`)
    await client.query(`grant connect on database ${pg.escapeIdentifier(unique)} to concordat_serve`)
    await client.query(`alter database ${pg.escapeIdentifier(unique)} set timezone to 'UTC'`)
  })
  const servers = {
    owner: settings('concordat_owner', unique),
    serve: settings('concordat_serve', unique),
    superuser: settings(superuser, unique),
  }
  const database: TestDatabase = {
    name: unique,
    servers,
    serve: servingPool(servers.serve, { max: 10, name: unique }),
    owner: owningPool(servers.owner, { max: 4, name: `${unique} owner` }),
    async drop() {
      if (!open.delete(database)) return
      await Promise.all([database.serve.end(), database.owner.end()])
      await asSuperuser(settings('', ''), client =>
        client.query(`drop database ${pg.escapeIdentifier(unique)} with (force)`),
      )
    },
  }
  open.add(database)
  return database
}

/** Makes the template of these migrations, if this server has none yet, and rids it of what killed tests left behind. */
export async function makeTemplate(settings: TestServer['settings']): Promise<void> {
  const template = templateName()
  await asSuperuser(settings('', ''), async client => {
    await client.query(`select pg_advisory_lock(hashtext('template'))`)
    await dropLeftovers(client)
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [template])
    if (rowCount) return
    await client.query(`drop database if exists ${pg.escapeIdentifier(template)} with (force)`)
    await makeDatabase(client, template)
    await migrate({ owner: settings('concordat_owner', template), serve: {}, superuser: settings(superuser, template) })
    await client.query(`alter database ${pg.escapeIdentifier(template)} is_template true allow_connections false`)
  })
}

/** A test file run by itself shares one server, on a folder of this account's, with any other that runs at the time. */
async function ownServer(): Promise<TestServer> {
  const folder = join(tmpdir(), `concordat-tests-${process.getuid?.() ?? ''}`)
  const started = await startTestServer(folder).catch(() => {
    // It flushes nothing, so the machine's going down may have spoilt it; there is nothing in it to keep.
    rmSync(folder, { recursive: true, force: true })
    return startTestServer(folder)
  })
  await makeTemplate(started.settings)
  return started
}

/** A server for tests: quick, since nothing in it need outlive the machine's being switched off. */
export function startTestServer(folder: string) {
  const programs = findEmbeddedPrograms() ?? findInstalledPrograms()
  if (!programs) throw new Error('No PostgreSQL to test on: npm ci leaves one in node_modules on Linux x64')
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return connectOrStart({ folder, programs, durable: false })
}

const given = (socket: string): TestServer => ({
  settings: (user, database) => ({ host: socket, port: 5432, user, database }),
  stop: async () => {},
})

after(async () => {
  for (const database of open) await database.drop()
  await (await server)?.stop()
})

/** Named after its migrations and what runs them, so two working trees, or one that is being worked on, may share a server. */
function templateName(): string {
  const migrations = migrationsIn(migrationsFolder).map(({ name, sha256 }) => `${name} ${sha256}`)
  const runner = readFileSync(join(migrationsFolder, '..', 'migrate.ts'))
  return `template_${createHash('sha256').update(migrations.join('\n')).update(runner).digest('hex').slice(0, 16)}`
}

/** The name of a test's database ends in the pid of its process and a number. */
async function dropLeftovers(client: pg.Client) {
  const { rows } = await client.query<{ name: string; pid: number }>(
    `select datname as name, substring(datname from '_([0-9]+)_[0-9]+$')::int as pid from pg_database where datname ~ '_[0-9]+_[0-9]+$'`,
  )
  for (const { name, pid } of rows) {
    if (!isAlive(pid)) await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function asSuperuser<T>(settings: ConnectionSettings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...settings, user: superuser, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
