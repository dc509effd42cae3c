import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { migrate, migrationsFolder, migrationsIn } from './migrate.ts'

const room = temporaryFolder('migrations')

let database: TestDatabase
beforeEach(async () => (database = await emptyDatabase('migrate')))
afterEach(() => database.drop())

/** A folder with these files in it and no others. */
function files(contents: Record<string, string>): string {
  const folder = mkdtempSync(join(room, 'files-'))
  for (const [name, sql] of Object.entries(contents)) writeFileSync(join(folder, name), sql)
  return folder
}

const one = { '0001-place.sql': 'create table place (code text)' }
const two = { ...one, '0002-region.sql': 'alter table place add region text' }

const withoutSuperuser = () => ({ ...database.servers, superuser: undefined })

async function valueOf(question: string): Promise<unknown> {
  const { rows } = await database.owner.query({ text: question, rowMode: 'array' })
  return (rows[0] as unknown[] | undefined)?.[0]
}

describe('migrations', () => {
  it('run once each, in order, as the role that owns', async () => {
    assert.deepEqual(await migrate(database.servers, files(one)), { applied: ['0001-place'], skipped: [] })
    assert.deepEqual(await migrate(database.servers, files(two)), { applied: ['0002-region'], skipped: [] })
    assert.deepEqual(await migrate(database.servers, files(two)), { applied: [], skipped: [] })
    assert.equal(await valueOf(`select tableowner from pg_tables where tablename = 'place'`), 'concordat_owner')
    assert.equal(
      await valueOf(`select string_agg(name, ' ' order by number) from migration.record`),
      '0001-place 0002-region',
    )
  })

  it('run once when several programs start at the same time', async () => {
    const from = files({
      '0001-slow.sql': 'select pg_sleep(0.1); create table slow ()',
      '0002-next.sql': 'create table next ()',
    })
    const done = await Promise.all([1, 2, 3].map(() => migrate(database.servers, from)))
    assert.deepEqual(done.flatMap(({ applied }) => applied).toSorted(), ['0001-slow', '0002-next'])
  })

  it('are each done wholly or not at all, and the fault is told with its file and line', async () => {
    const from = files({ ...one, '0002-faulty.sql': 'create table half ();\n\nalter table nowhere add x int;\n' })
    await assert.rejects(migrate(database.servers, from), /0002-faulty\.sql.*relation "nowhere" does not exist/)
    assert.equal(await valueOf(`select to_regclass('half')`), null)
    assert.equal(await valueOf(`select string_agg(name, ' ') from migration.record`), '0001-place')
    const misspelt = files({ ...one, '0002-faulty.sql': '-- why\n\nalter tabel place;\n' })
    await assert.rejects(migrate(database.servers, misspelt), /0002-faulty\.sql:3: syntax error/)
  })

  it('leave nothing of one to the next', async () => {
    const from = files({
      '0001-path.sql': 'create schema inner_room; set search_path = inner_room; create table first ()',
      '0002-back.sql': 'create table second ()',
    })
    await migrate(database.servers, from)
    assert.equal(await valueOf(`select to_regclass('public.second')::text`), 'second')
  })

  it('are refused once changed after they were applied', async () => {
    await migrate(database.servers, files(two))
    const changed = files({ ...two, '0001-place.sql': 'create table place (code text, name text)' })
    await assert.rejects(migrate(database.servers, changed), /0001-place has been changed since it was applied/)
  })

  it('are refused when the database is of a newer release, or one comes too early', async () => {
    await migrate(database.servers, files(two))
    await assert.rejects(migrate(database.servers, files(one)), /0002-region was applied but this program has no such/)
    const late = files({ ...two, '0003-last.sql': 'select 1' })
    await migrate(database.servers, late)
    const { '0002-region.sql': _, ...without } = two
    await assert.rejects(
      migrate(database.servers, files({ ...without, '0002-other.sql': 'select 1', '0003-last.sql': 'select 1' })),
      /0002-region was applied[^]*0002-other comes before one that was applied already/,
    )
  })

  it('have a number each and a name', () => {
    assert.throws(() => migrationsIn(files({ ...one, '0001-other.sql': '' })), /Two migrations have one number/)
    assert.throws(() => migrationsIn(files({ 'place.sql': '' })), /is not named like a migration/)
    assert.equal(migrationsIn(migrationsFolder)[0]?.number, 1)
  })

  it('close what PostgreSQL leaves open to everybody', async () => {
    await migrate(database.servers, files(one))
    assert.equal(await valueOf(`select has_database_privilege('concordat_serve', current_database(), 'connect')`), true)
    assert.equal(
      await valueOf(`select has_database_privilege('concordat_serve', current_database(), 'create, temporary')`),
      false,
    )
    assert.equal(await valueOf(`select has_schema_privilege('concordat_serve', 'public', 'create')`), false)
  })
})

describe('what only a superuser may do', () => {
  const both = {
    ...one,
    '0001-place.superuser.sql': 'alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof',
    '0002-region.sql': two['0002-region.sql'],
  }
  const leakproof = `select proleakproof from pg_proc where proname = 'ts_match_vq'`

  it('is done after the file of its number, where a superuser is given', async () => {
    assert.deepEqual(await migrate(database.servers, files(both)), {
      applied: ['0001-place', '0001-place.superuser', '0002-region'],
      skipped: [],
    })
    assert.equal(await valueOf(leakproof), true)
  })

  it('is skipped, and said to be, where none is, and done once one is', async () => {
    assert.deepEqual(await migrate(withoutSuperuser(), files(both)), {
      applied: ['0001-place', '0002-region'],
      skipped: ['0001-place.superuser'],
    })
    assert.equal(await valueOf(leakproof), false)
    assert.equal(await valueOf(`select outcome from migration.record where name = '0001-place.superuser'`), 'skipped')
    assert.deepEqual(await migrate(database.servers, files(both)), { applied: ['0001-place.superuser'], skipped: [] })
    assert.deepEqual(await migrate(withoutSuperuser(), files(both)), { applied: [], skipped: [] })
    assert.equal(await valueOf(leakproof), true)
  })
})

describe('a program that is not given the owning role', () => {
  it('refuses a database that is behind it, and serves one that is not', async () => {
    const serveOnly = { serve: database.servers.serve }
    await assert.rejects(
      migrate(serveOnly, files(two)),
      /The database lacks 0001-place, 0002-region\. Run "concordat migrate"/,
    )
    await migrate(database.servers, files(one))
    await assert.rejects(migrate(serveOnly, files(two)), /The database lacks 0002-region\./)
    await migrate(database.servers, files(two))
    assert.deepEqual(await migrate(serveOnly, files(two)), { applied: [], skipped: [] })
  })
})

describe('the migrations of this program', () => {
  it('run without a superuser too', async () => {
    const { skipped } = await migrate(withoutSuperuser())
    const forSuperuser = migrationsIn(migrationsFolder).filter(migration => migration.forSuperuser)
    assert.deepEqual(
      skipped,
      forSuperuser.map(({ name }) => name),
    )
  })

  it('are what a fresh database of a test has', async () => {
    const fresh = await freshDatabase('migrated')
    assert.deepEqual(await migrate(fresh.servers), { applied: [], skipped: [] })
    await fresh.drop()
  })
})
