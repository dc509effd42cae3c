import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { owningPool, servingPool, type AllServers } from '../src/database/connect.ts'
import { superuser } from '../src/database/embedded.ts'
import { asSuperuser, findGivenTestServer, makeTemplate, startTestServer, type TestServer } from './server.ts'

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

let server: Promise<TestServer & { template: string }> | undefined
let made = 0
const open = new Set<TestDatabase>()

/**
 * A fresh database, copied from the migrated template in about a tenth of a second. `drop` it in an `after`; one that is
 * left is dropped when the file's tests are over.
 */
export async function freshDatabase(name = 'test'): Promise<TestDatabase> {
  return makeTestDatabase(name, (await theServer()).template)
}

/** A database with nothing in it, for tests of migrating itself. */
export function emptyDatabase(name = 'empty'): Promise<TestDatabase> {
  return makeTestDatabase(name, 'template0')
}

const theServer = () => (server ??= Promise.resolve(findGivenTestServer() ?? ownServer()))

async function makeTestDatabase(name: string, template: string): Promise<TestDatabase> {
  const { settings } = await theServer()
  const unique = `${plain(name)}_${process.pid}_${++made}`
  await asSuperuser(settings('', ''), async client => {
    const database = pg.escapeIdentifier(unique)
    await client.query(`create database ${database} template ${pg.escapeIdentifier(template)} owner concordat_owner`)
    if (template === 'template0') return
    // A copy has the template's content but not what is said of the database itself.
    await client.query(`revoke all on database ${database} from public`)
    await client.query(`grant connect on database ${database} to concordat_serve`)
    await client.query(`alter database ${database} set timezone to 'UTC'`)
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
      const ended = Promise.all([database.serve.end(), database.owner.end()])
      // A connection that a failed test never gave back would keep its pool from ending.
      await Promise.race([ended, pause(1000, undefined, { ref: false })])
      await asSuperuser(settings('', ''), client =>
        client.query(`drop database ${pg.escapeIdentifier(unique)} with (force)`),
      )
    },
  }
  open.add(database)
  return database
}

/** A test file run by itself shares one server, on a folder of this account's, with any other that runs at the time. */
async function ownServer(): Promise<TestServer & { template: string }> {
  const folder = join(tmpdir(), `concordat-tests-${process.getuid?.() ?? ''}`)
  const started = await startTestServer(folder).catch(error => {
    if (!String(error).includes('did not start')) throw error
    // It flushes nothing, so the machine's going down may have spoilt it; there is nothing in it to keep.
    rmSync(folder, { recursive: true, force: true })
    return startTestServer(folder)
  })
  const template = await makeTemplate(started.settings).catch(async fault => {
    // Or the test would wait for it for ever, and never tell the fault.
    await started.stop()
    throw fault
  })
  return { ...started, template }
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30)

after(async () => {
  for (const database of open) await database.drop()
  await (await server)?.stop()
})
