import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { ConnectionSettings, Servers } from './connect.ts'

/**
 * Plain SQL files, `NNNN-name.sql`, run once each in order, forward only, as the role that owns. `NNNN-name.superuser.sql`
 * holds what only a superuser may do and the program can live without; it follows the file of its own number, and where no
 * superuser is given it is recorded as skipped and tried again next time.
 */
export type Migrated = { applied: string[]; skipped: string[] }

type Migration = { number: number; name: string; sql: string; sha256: string; forSuperuser: boolean }
type Recorded = { name: string; number: number; sha256: string; outcome: 'applied' | 'skipped' }

export const migrationsFolder = join(import.meta.dirname, 'migrations')

/** Brings the database up to this program, or throws in plain words. Two programs starting at once do it once. */
export async function migrate(servers: Servers, folder = migrationsFolder): Promise<Migrated> {
  const migrations = migrationsIn(folder)
  if (!servers.owner) {
    await refuseUnmigrated(servers.serve, migrations)
    return { applied: [], skipped: [] }
  }
  const owner = await session(servers.owner)
  const superuser = servers.superuser && (await session(servers.superuser).catch(() => undefined))
  try {
    await inTransaction(owner, async () => {
      await lock(owner)
      await refuseMissingRole(owner)
      await owner.query(foundations)
    })
    refuseSurprises(migrations, await recorded(owner))
    const migrated: Migrated = { applied: [], skipped: [] }
    for (const migration of migrations) {
      const runner = migration.forSuperuser ? superuser : owner
      const outcome = runner ? await applyOnce(runner, migration) : await skip(owner, migration)
      if (outcome) migrated[outcome].push(migration.name)
    }
    return migrated
  } finally {
    await owner.end()
    await superuser?.end()
  }
}

/** The migrations of a folder, in order. Throws when two share a number or a name does not say one. */
export function migrationsIn(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .map(file => {
      const [, number, , forSuperuser] = /^(\d{4})-([a-z0-9-]+)(\.superuser)?\.sql$/.exec(file) ?? []
      if (!number) throw new Error(`${join(folder, file)} is not named like a migration: 0001-what-it-does.sql`)
      const sql = readFileSync(join(folder, file), 'utf8')
      const name = file.slice(0, -'.sql'.length)
      return { number: Number(number), name, sql, sha256: digest(sql), forSuperuser: Boolean(forSuperuser) }
    })
    .sort((a, b) => a.number - b.number || Number(a.forSuperuser) - Number(b.forSuperuser))
  migrations.forEach((migration, at) => {
    const next = migrations[at + 1]
    if (next && next.number === migration.number && next.name !== `${migration.name}.superuser`) {
      throw new Error(`Two migrations have one number: ${migration.name} and ${next.name}. Renumber the later one.`)
    }
  })
  return migrations
}

/** What the database has been through is not what these files would have made of it. */
export class NotMigrated extends Error {}

/** Everything that would make the database something other than these files, run in order, would have made. */
function refuseSurprises(migrations: Migration[], past: Recorded[]) {
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  const done = past.filter(({ outcome }) => outcome === 'applied')
  const latest = Math.max(0, ...done.filter(({ name }) => !isForSuperuser(name)).map(({ number }) => number))
  const before = new Set(past.map(({ name }) => name))
  const surprises = [
    ...done
      .filter(({ name }) => !known.has(name))
      .map(
        ({ name }) => `${name} was applied but this program has no such migration: the database is of a newer release.`,
      ),
    ...done
      .filter(({ name, sha256 }) => known.has(name) && known.get(name)!.sha256 !== sha256)
      .map(
        ({ name }) =>
          `${name} has been changed since it was applied. Put it back, and make the change in a new migration.`,
      ),
    ...migrations
      .filter(({ name, number, forSuperuser }) => !forSuperuser && number < latest && !before.has(name))
      .map(({ name }) => `${name} comes before one that was applied already. Give it the next free number.`),
  ]
  if (surprises.length > 0)
    throw new NotMigrated(`The database was not migrated.\n${surprises.map(each => `  - ${each}`).join('\n')}`)
}

/** Each migration and its record are one transaction: a kill leaves both or neither. Says what it did, if anything. */
async function applyOnce(runner: pg.Client, migration: Migration): Promise<'applied' | undefined> {
  return inTransaction(runner, async () => {
    await runner.query('reset all')
    await lock(runner)
    if ((await recordOf(runner, migration))?.outcome === 'applied') return undefined
    try {
      await runner.query(migration.sql)
    } catch (error) {
      throw new Error(explain(migration, error), { cause: error })
    }
    await record(runner, migration, 'applied')
    return 'applied'
  })
}

async function skip(owner: pg.Client, migration: Migration): Promise<'skipped' | undefined> {
  return inTransaction(owner, async () => {
    await lock(owner)
    if ((await recordOf(owner, migration))?.outcome === 'applied') return undefined
    await record(owner, migration, 'skipped')
    return 'skipped'
  })
}

/** For a program that is not given the owning role: it may look, and refuses to serve an older database. */
async function refuseUnmigrated(serve: ConnectionSettings, migrations: Migration[]) {
  const client = await session(serve)
  try {
    const past = await recorded(client)
    refuseSurprises(migrations, past)
    const applied = new Set(past.map(({ name }) => name))
    const wanting = migrations.filter(({ name, forSuperuser }) => !forSuperuser && !applied.has(name))
    if (wanting.length === 0) return
    throw new Error(
      `The database lacks ${wanting.map(({ name }) => name).join(', ')}. Run "concordat migrate" with DATABASE_OWNER_URL set.`,
    )
  } finally {
    await client.end()
  }
}

async function refuseMissingRole(owner: pg.Client) {
  const { rowCount } = await owner.query(`select from pg_roles where rolname = 'concordat_serve'`)
  if (rowCount === 1) return
  throw new Error(
    'The server has no role concordat_serve, which the migrations grant rights to. Make it (create role concordat_serve ' +
      'login), and let DATABASE_URL name it or a member of it.',
  )
}

/** Closes what PostgreSQL leaves open to everybody, and makes the record of migrations, which the server may read. */
const foundations = `
  do $$ begin
    execute format('revoke all on database %I from public', current_database());
    execute format('alter database %I set timezone to ''UTC''', current_database());
    execute format('grant connect on database %I to concordat_serve', current_database());
    revoke create on schema public from public;
    if to_regclass('migration.record') is null then
      create schema migration;
      grant usage on schema migration to concordat_serve;
      create table migration.record (
        name text primary key,
        number int not null,
        sha256 text not null,
        outcome text not null check (outcome in ('applied', 'skipped')),
        at timestamptz not null default now()
      );
      alter table migration.record enable row level security, force row level security;
      create policy server_reads on migration.record for select using (true);
      execute format('create policy owner_writes on migration.record to %I using (true) with check (true)', current_user);
      grant select on migration.record to concordat_serve;
    end if;
  end $$`

/** Held to the end of the transaction, so it works through a pooler too. */
const lock = (client: pg.Client) =>
  client.query(`select pg_advisory_xact_lock(hashtextextended('concordat migrations', 0))`)

async function recorded(client: pg.Client): Promise<Recorded[]> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `select to_regclass('migration.record') is not null as exists`,
  )
  if (!found[0]?.exists) return []
  return (
    await client.query<Recorded>('select name, number, sha256, outcome from migration.record order by number, name')
  ).rows
}

async function recordOf(client: pg.Client, { name }: Migration): Promise<Recorded | undefined> {
  const { rows } = await client.query<Recorded>(
    'select name, number, sha256, outcome from migration.record where name = $1',
    [name],
  )
  return rows[0]
}

const record = (client: pg.Client, { name, number, sha256 }: Migration, outcome: Recorded['outcome']) =>
  client.query(
    `insert into migration.record (name, number, sha256, outcome) values ($1, $2, $3, $4)
     on conflict (name) do update set sha256 = excluded.sha256, outcome = excluded.outcome, at = now()`,
    [name, number, sha256, outcome],
  )

async function session(settings: ConnectionSettings): Promise<pg.Client> {
  const client = new pg.Client({ ...settings, application_name: 'concordat migrate', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** The file, the line and what PostgreSQL says of it. */
function explain({ name, sql }: Migration, error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return `${name}.sql: ${String(error)}`
  const line = error.position ? `:${sql.slice(0, Number(error.position)).split('\n').length}` : ''
  return [`${name}.sql${line}: ${error.message}`, error.detail, error.hint].filter(Boolean).join('\n')
}

const isForSuperuser = (name: string) => name.endsWith('.superuser')

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
