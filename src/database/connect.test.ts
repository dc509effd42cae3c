import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { connect, owningPool, refuseUnsafeRole, servingPool, type ConnectionSettings } from './connect.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let superuser: pg.Pool

before(async () => {
  database = await freshDatabase('connect')
  superuser = owningPool(database.servers.superuser)
})
after(async () => {
  await superuser.end()
  await database.drop()
})

describe('A-08: the role that serves', () => {
  it('is not refused as we make it', async () => {
    await refuseUnsafeRole(database.serve)
  })

  it('is not the role that owns', async () => {
    await assert.rejects(
      refuseUnsafeRole(database.owner),
      /does not serve as the database role concordat_owner[^]*it owns/,
    )
  })

  it('is not a superuser', async () => {
    await assert.rejects(refuseUnsafeRole(superuser), /it is a superuser/)
  })

  const powers: [power: string, grant: string, refused: RegExp][] = [
    ['bypasses row security', 'alter role suspect bypassrls', /it bypasses row security/],
    ['makes roles', 'alter role suspect createrole', /it may make and change roles/],
    ['makes databases', 'alter role suspect createdb', /it may make databases/],
    ['replicates', 'alter role suspect replication', /it may copy the whole server by replication/],
    ['reads all tables', 'grant pg_read_all_data to suspect', /it is a member of pg_read_all_data/],
    ['is a member of the owner', 'grant concordat_owner to suspect', /it owns .*, as a member of concordat_owner/],
    [
      'is a member of a role that bypasses row security, but does not inherit it',
      'create role accomplice bypassrls; alter role suspect noinherit; grant accomplice to suspect',
      /it bypasses row security, as a member of accomplice/,
    ],
    ['owns a table', 'create table loot (); alter table loot owner to suspect', /it owns table public.loot/],
    ['owns a view', 'create view peep as select 1; alter view peep owner to suspect', /it owns view public.peep/],
    [
      'owns a function',
      `create function f() returns int language sql return 1; alter function f() owner to suspect`,
      /it owns function public.f\(\)/,
    ],
    ['owns a schema', 'create schema den authorization suspect', /it owns schema den/],
    [
      'creates in a schema',
      'create schema den; grant create on schema den to suspect',
      /it may make objects in the schema den/,
    ],
    [
      'creates in a schema, as anybody may',
      'grant create on schema public to public',
      /it may make objects in the schema public/,
    ],
    ['truncates a table', 'create table loot (); grant truncate on loot to suspect', /it may truncate, .*loot/],
    ['puts triggers on a table', 'create table loot (); grant trigger on loot to public', /put triggers on, .*loot/],
  ]
  for (const [power, grant, refused] of powers) {
    it(`is refused when it ${power}`, async () => {
      await suspected(grant, async pool => assert.rejects(refuseUnsafeRole(pool), refused))
    })
  }

  it('is refused when it makes schemas or temporary tables', async () => {
    const name = pg.escapeIdentifier(database.name)
    await suspected(`grant create, temporary on database ${name} to suspect`, async pool =>
      assert.rejects(refuseUnsafeRole(pool), /it may make schemas[^]*it may make temporary tables/),
    )
  })

  it('may be another name for it', async () => {
    await suspected('grant concordat_serve to suspect', refuseUnsafeRole)
  })

  /** A role of this name with this power, for as long as `work` takes, in a schema of its own. */
  async function suspected(grant: string, work: (pool: pg.Pool) => Promise<void>) {
    const name = pg.escapeIdentifier(database.name)
    await superuser.query(`create role suspect login; grant connect on database ${name} to suspect; ${grant}`)
    const pool = servingPool({ ...database.servers.serve, user: 'suspect' }, { max: 1 })
    try {
      await work(pool)
    } finally {
      await pool.end()
      await superuser.query(`
        revoke create on schema public from public;
        drop table if exists loot; drop view if exists peep; drop function if exists f(); drop schema if exists den;
        drop owned by suspect; drop role suspect; drop role if exists accomplice`)
    }
  }
})

describe('a pool', () => {
  it('reads a date as it is written, a bigint as a number and an instant as one', async () => {
    const { rows } = await database.serve.query(`select
      date '2026-03-29' as day, array[date '2026-03-29', null] as days,
      9007199254740991::bigint as safe, 9007199254740993::bigint as large, array[1, null]::bigint[] as several,
      timestamptz '2026-03-29 01:30:00+01' as instant`)
    assert.deepEqual(rows[0], {
      day: '2026-03-29',
      days: ['2026-03-29', null],
      safe: 9007199254740991,
      large: 9007199254740993n,
      several: [1, null],
      instant: new Date('2026-03-29T00:30:00Z'),
    })
  })

  it('sets limits a request cannot outlive, and says who it is', async () => {
    const { rows } = await database.serve.query(`select
      current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name,
      current_setting('timezone') as zone`)
    assert.deepEqual(rows[0], { statement: '10s', lock: '5s', idle: '15s', name: database.name, zone: 'UTC' })
  })

  it('outlives the loss of its connections, idle or in use', async () => {
    const pool = servingPool(database.servers.serve, { name: 'soon lost' })
    const inUse = await pool.connect()
    await pool.query('select 1')
    assert.equal(pool.totalCount, 2)
    await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'soon lost'`)
    await assert.rejects(inUse.query('select pg_sleep(5)'))
    inUse.release(true)
    for (const until = Date.now() + 5000; pool.totalCount > 0 && Date.now() < until;) await pause(5)
    const { rows } = await pool.query('select 1 as n')
    assert.deepEqual(rows, [{ n: 1 }])
    await pool.end()
  })
})

describe('a given server', () => {
  let given: TestDatabase
  before(async () => (given = await emptyDatabase('given')))
  after(() => given.drop())

  const address = (user: string, password = '') => {
    const { host } = given.servers.serve
    return `postgres://${user}${password && `:${password}`}@localhost/${given.name}?host=${encodeURIComponent(host!)}`
  }
  const folder = { var: '/nowhere' }
  const roleOf = async (settings: ConnectionSettings) => {
    const client = new pg.Client(settings)
    await client.connect()
    const { rows } = await client.query<{ role: string }>('select session_user as role')
    await client.end()
    return rows[0]?.role
  }

  it('by two addresses is used as it is', async () => {
    const { servers, stop } = await connect({
      ...folder,
      databaseUrl: address('serving'),
      databaseOwnerUrl: address('owning'),
    })
    assert.deepEqual(servers, {
      owner: { connectionString: address('owning') },
      serve: { connectionString: address('serving') },
    })
    await stop()
  })

  it('by the address of a role without power is only served from', async () => {
    const { servers } = await connect({ ...folder, databaseUrl: address('concordat_serve') })
    assert.deepEqual(servers, { serve: { connectionString: address('concordat_serve') } })
    await assert.rejects(
      migrate(servers),
      /The database lacks 0001-.*Run "concordat migrate" with DATABASE_OWNER_URL set/,
    )
  })

  it('lent whole has the two roles made, with the same passwords each time, and can then be migrated and served', async () => {
    const lent = { ...folder, databaseUrl: address('concordat_superuser', 'secret') }
    const { servers } = await connect(lent)
    assert.deepEqual(servers, (await connect(lent)).servers)
    const other = await connect({ ...folder, databaseUrl: address('concordat_superuser', 'other') })
    assert.notDeepEqual(other.servers, servers)
    assert.equal(await roleOf(servers.owner!), 'concordat_owner')
    assert.equal(await roleOf(servers.serve), 'concordat_serve')
    assert.equal(await roleOf(servers.superuser!), 'concordat_superuser')
    await migrate(servers)
    const pool = servingPool(servers.serve)
    await refuseUnsafeRole(pool)
    await pool.end()
    const onlyServing = await connect({ ...folder, databaseUrl: address('concordat_serve') })
    assert.deepEqual(await migrate(onlyServing.servers), { applied: [], skipped: [] })
  })
})

describe('the folder a program serves from', () => {
  const folder = temporaryFolder('sole')

  it('is held by one at a time; a second is told which, and a command may run beside it', async () => {
    const serving = await connect({ var: folder, sole: true })
    try {
      const program = `import { connect } from ${JSON.stringify(import.meta.resolve('./connect.ts'))}
        await connect({ var: ${JSON.stringify(folder)}, sole: true })`
      const second = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      assert.match(
        await text(second.stderr),
        new RegExp(`already running from ${folder}: process ${process.pid} holds it`),
      )
      const command = await connect({ var: folder })
      await command.stop()
      const client = new pg.Client(serving.servers.serve)
      await client.connect()
      await client.end()
    } finally {
      await serving.stop()
    }
    const next = await connect({ var: folder, sole: true })
    await next.stop()
  })
})
