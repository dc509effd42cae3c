import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { ConnectionSettings } from '../src/database/connect.ts'
import { connectOrStart, makeDatabase, superuser } from '../src/database/embedded.ts'
import { migrate, migrationsFolder, migrationsIn } from '../src/database/migrate.ts'
import { findEmbeddedPrograms, findInstalledPrograms } from '../src/database/programs.ts'

/** A PostgreSQL server that tests make their databases on. */
export type TestServer = { settings(user: string, database: string): ConnectionSettings; stop(): Promise<void> }

/** How `test/run.ts` tells its files where the server is and what to copy: the socket's folder, a colon, the template. */
const serverVariable = 'CONCORDAT_TEST_SERVER'

/** Where `test/run.ts` tells its files to put their folders, so that what a killed run leaves is found by the next. */
export const folderVariable = 'CONCORDAT_TEST_FOLDER'

/** A server for tests: quick, since nothing in it need outlive the machine's being switched off. */
export function startTestServer(folder: string): Promise<TestServer> {
  const programs = findEmbeddedPrograms() ?? findInstalledPrograms()
  if (!programs) throw new Error('No PostgreSQL to test on: npm ci leaves one in node_modules on Linux x64')
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return connectOrStart({ folder, programs, durable: false })
}

/** Tells the test files this process starts which server to use. */
export function giveTestServer({ settings }: TestServer, template: string) {
  process.env[serverVariable] = `${settings('', '').host}:${template}`
}

/** The server of the run this file is part of, if it is part of one. */
export function findGivenTestServer(): (TestServer & { template: string }) | undefined {
  const [host, template] = process.env[serverVariable]?.split(':') ?? []
  if (!host || !template) return undefined
  return { settings: (user, database) => ({ host, port: 5432, user, database }), stop: async () => {}, template }
}

/**
 * The template of these migrations, made if this server has none yet. What killed tests and older migrations left on the
 * server is cleared away.
 */
export async function makeTemplate(settings: TestServer['settings']): Promise<string> {
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
  return template
}

/** Named after its migrations and what runs them, so two working trees, or one that is being worked on, may share a server. */
function templateName(): string {
  const migrations = migrationsIn(migrationsFolder).map(({ name, sha256 }) => `${name} ${sha256}`)
  const runner = readFileSync(join(migrationsFolder, '..', 'migrate.ts'))
  return `template_${createHash('sha256').update(migrations.join('\n')).update(runner).digest('hex').slice(0, 16)}`
}

/** The name of a test's database ends in the pid of its process and a number. The latest few templates may be in use. */
async function dropLeftovers(client: pg.Client) {
  const { rows: left } = await client.query<{ name: string; pid: number }>(
    `select datname as name, substring(datname from '_([0-9]+)_[0-9]+$')::int as pid
     from pg_database where datname ~ '_[0-9]+_[0-9]+$'`,
  )
  for (const { name, pid } of left) {
    if (!isAlive(pid)) await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  }
  const { rows: old } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^template_[0-9a-f]{16}$' order by oid desc offset 5`,
  )
  for (const { name } of old) {
    await client.query(`alter database ${pg.escapeIdentifier(name)} is_template false`)
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
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

/** Takes a folder away, and stops at once any server still running in it. */
export function clearAway(folder: string) {
  for (const file of globSync('**/postmaster.pid', { cwd: folder })) {
    const data = join(realpathSync(folder), dirname(file))
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (isWorkingIn(pid, data)) process.kill(pid, 'SIGQUIT')
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function isWorkingIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/** One session as superuser, for work on databases rather than in one. */
export async function asSuperuser<T>(
  settings: ConnectionSettings,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...settings, user: superuser, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
