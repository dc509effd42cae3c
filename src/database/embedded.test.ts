import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connectOrStart as connect, superuser, type EmbeddedOptions, type EmbeddedServer } from './embedded.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { accountFor, findEmbeddedPrograms, findInstalledPrograms } from './programs.ts'

const programs = findEmbeddedPrograms()!
const onlyRoot = { skip: process.getuid?.() !== 0 && 'needs root' }
const servers: EmbeddedServer[] = []

async function connectOrStart(options: EmbeddedOptions) {
  const server = await connect(options)
  servers.push(server)
  return server
}

/** What a failed test left running is stopped before its folder is taken away. */
after(async () => {
  for (const server of servers) await server.stop()
})
const room = temporaryFolder('embedded')

let folders = 0
const newFolder = () => join(room, String(++folders))

async function ask(server: EmbeddedServer, question: string): Promise<unknown> {
  const client = new pg.Client(server.settings(superuser, 'concordat'))
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: question, rowMode: 'array' })
    return (rows[0] as unknown[] | undefined)?.[0]
  } finally {
    await client.end()
  }
}

/** Another program on this folder, which says its server's pid and stays until it is told or killed. */
async function otherProgram(folder: string, account: { uid?: number; gid?: number } = {}) {
  const program = `import { connect } from ${JSON.stringify(import.meta.resolve('./connect.ts'))}
    import { readFileSync } from 'node:fs'
    const { stop } = await connect({ var: ${JSON.stringify(folder)}, sole: true })
    process.once('SIGTERM', () => stop().then(() => process.exit()))
    process.stdin.resume().once('close', () => process.exit())
    console.log(readFileSync(${JSON.stringify(join(folder, 'postgres', 'postmaster.pid'))}, 'utf8').split('\\n')[0])`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    ...account,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, serverPid: Number(said.toString()) }
}

/** Not merely not a zombie: a killed server may stay in the process table where nothing reaps it. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Its own parent is gone: whoever reaps it now may take a moment, and until then it counts as a process. */
async function isOver(pid: number): Promise<boolean> {
  for (let tries = 0; isRunning(pid) && tries < 100; tries++) await pause(50)
  return !isRunning(pid)
}

describe('a database of our own', () => {
  const folder = newFolder()

  it('is made once, keeps what it is given, and is stopped by the last to leave', async () => {
    const first = await connectOrStart({ folder, programs })
    const pid = first.pid()!
    await ask(first, 'create table fact as select 42 as n')
    await first.stop()
    assert.equal(first.pid(), undefined)
    assert.ok(!isRunning(pid))

    const again = await connectOrStart({ folder, programs })
    assert.equal(await ask(again, 'select n from fact'), 42)
    await again.stop()
  })

  it('is reached by a socket that only its account can come near, and by no port', async () => {
    const server = await connectOrStart({ folder, programs })
    const socket = lstatSync(server.settings('', '').host!)
    assert.equal(socket.mode & 0o777, 0o700)
    assert.equal(socket.uid, accountFor(join(folder, 'postgres'))?.uid ?? process.getuid?.())
    assert.equal(await ask(server, 'show listen_addresses'), '')
    await server.stop()
  })

  it('flushes what it acknowledges, speaks UTF-8 and UTC, and orders text the same on any machine', async () => {
    const server = await connectOrStart({ folder, programs })
    assert.equal(
      await ask(
        server,
        `select string_agg(current_setting(name), ' ' order by name) from unnest(array['fsync', 'full_page_writes',
          'server_encoding', 'synchronous_commit', 'timezone', 'data_checksums']) name`,
      ),
      'on on on UTF8 on UTC',
    )
    assert.equal(
      await ask(
        server,
        `select format('%s %s', datlocprovider, datlocale) from pg_database where datname = 'concordat'`,
      ),
      'b C.UTF-8',
    )
    await server.stop()
  })

  it('keeps what matters say out of its log', async () => {
    const server = await connectOrStart({ folder, programs })
    await ask(server, `create table account (words text primary key)`)
    await ask(server, `insert into account values ('a canary')`)
    await assert.rejects(ask(server, `insert into account values ('a canary')`), /duplicate key/)
    await assert.rejects(ask(server, `select 'a canary'::int`), /invalid input syntax/)
    await server.stop()
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8')
    assert.match(log, /duplicate key value violates unique constraint/)
    assert.doesNotMatch(log, /account values/)
    assert.doesNotMatch(log, /\(words\)=/)
  })

  it('refuses the data of another version of PostgreSQL in plain words', async () => {
    await assert.rejects(
      connectOrStart({ folder, programs: { ...programs, major: 16 } }),
      /was made by PostgreSQL 17 and this is PostgreSQL 16/,
    )
  })

  it('says what PostgreSQL said when it does not start', async () => {
    writeFileSync(join(folder, 'postgres', 'pg_hba.conf'), 'nonsense\n')
    await assert.rejects(connectOrStart({ folder, programs }), /did not start. Its last words:[^]*pg_hba.conf/)
  })

  it('has a short enough socket however long the way to the folder', async () => {
    const folder = join(newFolder(), 'a-rather-long-name'.repeat(5), 'and-another'.repeat(5))
    const server = await connectOrStart({ folder, programs })
    assert.ok(server.settings('', '').host!.startsWith(tmpdir()))
    assert.equal(await ask(server, 'select 1'), 1)
    await server.stop()
  })

  it('refuses a socket folder that somebody else has put in the way', onlyRoot, async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres-socket'), { recursive: true })
    chownSync(join(folder, 'postgres-socket'), 12345, 12345)
    await assert.rejects(connectOrStart({ folder, programs }), /belongs to someone else/)
  })

  it('runs behind a folder that is root’s alone', onlyRoot, async () => {
    const shut = newFolder()
    mkdirSync(shut, { mode: 0o700 })
    const server = await connectOrStart({ folder: join(shut, 'var'), programs })
    assert.equal(lstatSync(shut).mode & 0o777, 0o700)
    assert.equal(await ask(server, 'select 1'), 1)
    await server.stop()
  })

  it('runs for an ordinary user, and as that user', onlyRoot, async () => {
    const folder = newFolder()
    mkdirSync(folder)
    const account = accountFor(folder)!
    chownSync(folder, account.uid, account.gid)
    const { child, serverPid } = await otherProgram(folder, { uid: account.uid, gid: account.gid })
    assert.equal(lstatSync(`/proc/${serverPid}`).uid, account.uid)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
    assert.ok(!isRunning(serverPid))
  })

  const installed = findInstalledPrograms()
  it('can be one found on the machine', { skip: !installed && 'none is installed' }, async () => {
    const server = await connectOrStart({ folder: newFolder(), programs: installed! })
    assert.equal(await ask(server, `select current_setting('server_version_num')::int / 10000`), installed!.major)
    await server.stop()
  })
})

describe('several programs on one folder', () => {
  const folder = newFolder()

  it('share one server until the last of them leaves', async () => {
    const [first, second] = await Promise.all([
      connectOrStart({ folder, programs }),
      connectOrStart({ folder, programs }),
    ])
    const pid = first.pid()!
    assert.equal(second.pid(), pid)
    await first.stop()
    assert.equal(await ask(second, 'select 1'), 1)
    assert.equal(second.pid(), pid)
    await second.stop()
    assert.ok(!isRunning(pid))
  })

  it('bring it back once between them when it is killed', async () => {
    const sentences: string[] = []
    const log = (sentence: string) => sentences.push(sentence)
    const first = await connectOrStart({ folder, programs, log })
    const second = await connectOrStart({ folder, programs, log })
    const pid = first.pid()!
    process.kill(pid, 'SIGKILL')
    for (const until = Date.now() + 20_000; sentences.length < 4; await pause(10)) assert.ok(Date.now() < until)
    assert.deepEqual(sentences.toSorted(), [
      'PostgreSQL is back',
      'PostgreSQL is back',
      'PostgreSQL went down; bringing it back',
      'PostgreSQL went down; bringing it back',
    ])
    assert.notEqual(first.pid(), pid)
    assert.equal(await ask(second, 'select 1'), 1)
    await first.stop()
    await second.stop()
    assert.equal(second.pid(), undefined)
  })

  it('adopt a server whose program was killed', async () => {
    const { child, serverPid } = await otherProgram(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.ok(isRunning(serverPid))
    const server = await connectOrStart({ folder, programs })
    assert.equal(server.pid(), serverPid)
    await server.stop()
    assert.ok(await isOver(serverPid))
  })

  it('stop the server though it has not noticed yet that a program on it was killed', async () => {
    const { child, serverPid } = await otherProgram(folder)
    const server = await connectOrStart({ folder, programs })
    const hers = Number(
      await ask(server, `select pid from pg_stat_activity where application_name = 'concordat program ${child.pid}'`),
    )
    process.kill(hers, 'SIGSTOP')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const stopping = server.stop()
    await Promise.race([stopping, pause(500)])
    process.kill(hers, 'SIGCONT')
    await stopping
    assert.ok(await isOver(serverPid))
  })

  it('wait for one that is going down, and start it again', async () => {
    const { child, serverPid } = await otherProgram(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    process.kill(serverPid, 'SIGINT')
    const server = await connectOrStart({ folder, programs })
    assert.equal(await ask(server, 'select 1'), 1)
    assert.notEqual(server.pid(), serverPid)
    await server.stop()
  })

  it('are not misled by a pid file that names a process of something else', async () => {
    const account = accountFor(join(folder, 'postgres'))
    const bystander = spawn('sleep', ['60'], { uid: account?.uid, gid: account?.gid })
    const file = join(folder, 'postgres', 'postmaster.pid')
    writeFileSync(file, `${bystander.pid}\n${join(folder, 'postgres')}\n1600000000\n5432\n/nowhere\n\n 1 1\nready   \n`)
    if (account) chownSync(file, account.uid, account.gid)
    const server = await connectOrStart({ folder, programs })
    assert.equal(await ask(server, 'select 1'), 1)
    await server.stop()
    bystander.kill()
  })

  it('finish what one left half made', async () => {
    for (const delay of process.env.CONCORDAT_TEST_LONG
      ? [150, 200, 250, 300, 350, 400, 450, 500, 600, 700]
      : [300, 500]) {
      const folder = newFolder()
      const child = spawn(
        process.execPath,
        [
          '--input-type=module',
          '--eval',
          `import { connect } from ${JSON.stringify(import.meta.resolve('./connect.ts'))}
           await connect({ var: ${JSON.stringify(folder)} })`,
        ],
        { stdio: 'ignore' },
      )
      await pause(delay)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const server = await connectOrStart({ folder, programs })
      assert.equal(
        await ask(server, "select count(*)::int from pg_roles where rolname ~ '^concordat_(owner|serve)$'"),
        2,
      )
      await server.stop()
    }
  })
})

describe('A-17: a full disk', () => {
  const disk = join(room, 'disk')

  /** A disk of 96 MB in memory, where we may make one. */
  function mount(): boolean {
    mkdirSync(disk)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }

  it('saves nothing more, says so, and goes on when there is room again', async test => {
    if (!mount()) return test.skip('may not mount a disk')
    const server = await connectOrStart({ folder: join(disk, 'var'), programs })
    try {
      await fillAndFree(server)
    } finally {
      await server.stop()
      execFileSync('umount', [disk])
    }
  })

  async function fillAndFree(server: EmbeddedServer) {
    const ballast = join(disk, 'ballast')
    let acknowledged = 0
    const write = async () => {
      await ask(server, `insert into line select ${acknowledged + 1}, repeat(md5(random()::text), 20000)`)
      acknowledged++
    }
    await ask(server, 'create table line (n int, words text)')
    await write()
    assert.throws(() => writeFileSync(ballast, Buffer.alloc(96 * 1024 * 1024)), { code: 'ENOSPC' })
    await assert.rejects(async () => {
      for (;;) await write()
    })
    rmSync(ballast)
    const before = acknowledged
    for (const until = Date.now() + 30_000; acknowledged === before; await pause(50)) {
      assert.ok(Date.now() < until, 'writing did not go on when there was room again')
      await write().catch(() => {})
    }
    const kept = await ask(server, `select count(distinct n)::int from line where n <= ${acknowledged}`)
    assert.equal(kept, acknowledged)
  }
})
