import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { findDocument, upload, type Files } from '../desk/documents.ts'
import { at } from '../desk/desk.ts'
import { begin } from '../desk/take.ts'
import { masterKeys } from '../documents/masters.ts'
import { folder } from '../documents/store-folder.ts'
import { exportJournal, findColumnFault } from '../journal/export.ts'
import { bindEntries, findHead, type Head } from '../journal/head.ts'
import { backUp, type BackedUp } from './backup.ts'
import { backupKey, makeBackupKey } from './key.ts'
import { BackupBroken } from './parcel.ts'
import { NotRestored, restore } from './restore.ts'
import { heldIn, rowsOf, tablesIn } from './tables.ts'

const pair = generateKeyPairSync('ed25519')
const signing = { id: 'test-key', ...pair, publicPem: '' }
const chair = 'imb.ashmoor.chair'

describe('A-16: a backup, and putting it back', () => {
  const place = temporaryFolder('backup')
  const file = join(place, 'everything.backup')
  const keyFile = join(place, 'backup.key')
  let letters: TestHouse
  let files: Files
  let madeOf: BackedUp
  let document: string
  let head: Head
  let newer: Head

  const bind = async () => {
    await bindEntries(letters.house.pool, signing, letters.house.now())
    return (await letters.as('imb.secretariat', desk => findHead(desk.transaction))) ?? assert.fail('no head')
  }
  const write = (about: string) =>
    letters.done(
      letters.begin(chair, 'letter', { where: 'ZAI', about, words: `${about} \u{1F512} “quoted”\tand\nbroken` }),
    )
  const attach = async (words: string) => {
    const taken = await upload(letters.house, { post: chair }, files, { name: 'note.txt', bytes: Buffer.from(words) })
    return 'refused' in taken ? assert.fail(JSON.stringify(taken)) : taken.id
  }
  const restoreInto = async (elsewhere: TestDatabase, store: string, more: object = {}) =>
    restore({
      file,
      key: await backupKey(keyFile),
      servers: elsewhere.servers,
      store: await folder(store),
      ...more,
    })
  const matters = async ({ owner }: TestDatabase) =>
    (await owner.query<{ count: number }>('select count(*)::int as count from concordat.matter')).rows[0]?.count
  /** Every index and every constraint, as the database would make it again, and where row security holds its owner too. */
  const shapeOf = async ({ owner }: TestDatabase) =>
    (
      await owner.query<{ made: string }>(`
        select pg_get_indexdef(i.indexrelid) as made from pg_index i join pg_class c on c.oid = i.indexrelid
         where c.relnamespace = 'concordat'::regnamespace
        union all
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
          from pg_constraint where connamespace = 'concordat'::regnamespace
        union all
        select oid::regclass || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class
         where relnamespace = 'concordat'::regnamespace and relkind in ('r', 'p') order by 1`)
    ).rows.map(({ made }) => made)
  /** Ends the session of this program once it is among the rows of entries. */
  const cutOff = async ({ servers }: TestDatabase, program: string) => {
    const client = new pg.Client(servers.superuser)
    await client.connect()
    let ended = 0
    for (let tries = 0; ended === 0 && tries < 1000; tries++) {
      await setTimeout(20)
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = $1 and datname = current_database() and state = 'active' and query like 'copy concordat."entry" %'`,
        [program],
      )
      ended = rowCount ?? 0
    }
    await client.end()
    assert.ok(ended > 0, `${program} was never among those rows`)
  }
  const kept = (store: string) =>
    readdirSync(store, { recursive: true, withFileTypes: true }).filter(one => one.isFile())

  before(async () => {
    letters = await testHouse('backup', { agreements: [lettersAgreement] })
    files = {
      store: await folder(join(place, 'files')),
      masters: await masterKeys({ file: join(place, 'master.key') }),
      scanner: undefined,
      most: 1_000_000,
    }
    for (let n = 0; n < 20; n++) await write(`The kitchen ${n}`)
    document = await attach('What was found in the kitchen. '.repeat(10_000))
    head = await bind()
    makeBackupKey(keyFile)

    // Others go on writing while it is made: before, during and after its snapshot.
    let writing = true
    let written = 0
    const others = Promise.all(
      Array.from({ length: 3 }, async () => {
        while (writing) {
          await write(`The yard ${written++}`)
          if (written % 5 === 0) await attach(`Of the yard ${written}`)
        }
      }),
    )
    madeOf = await backUp({
      database: letters.database.servers.owner,
      store: files.store,
      key: await backupKey(keyFile),
      file,
    })
    const during = written
    await write('The gate, once it was made')
    writing = false
    await others
    assert.ok(during > 0, 'nothing was written while it was made')
    newer = await bind()
  })

  it('is a file that only its owner reads, in which nothing can be read, and is not written over', async () => {
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(statSync(keyFile).mode & 0o777, 0o600)
    const bytes = readFileSync(file)
    for (const words of ['kitchen', 'letter', 'matter"', chair]) assert.equal(bytes.indexOf(words), -1, words)
    assert.deepEqual(madeOf.missing, [])
    assert.throws(() => makeBackupKey(keyFile), /no key is written over another/)
    const size = statSync(file).size
    await assert.rejects(
      backUp({ database: letters.database.servers.owner, store: files.store, key: await backupKey(keyFile), file }),
      /There is a file called .* already/,
    )
    assert.equal(statSync(file).size, size)
    assert.deepEqual(
      readdirSync(place).filter(name => name.endsWith('.part')),
      [],
    )
  })

  it('comes back elsewhere as the snapshot was: every table, every document, and the journal whole', async () => {
    const elsewhere = await freshDatabase('elsewhere')
    const store = join(place, 'elsewhere')
    const restored = await restoreInto(elsewhere, store, { savedHead: head })
    assert.deepEqual(restored.masters, [files.masters.current])

    const client = await elsewhere.owner.connect()
    try {
      await client.query(`set time zone 'UTC'`)
      for (const table of await tablesIn(client)) {
        const { rows, sum } = madeOf.manifest.tables.find(one => one.name === table.name) ?? assert.fail(table.name)
        assert.deepEqual(await heldIn(client, table), { rows, sum }, table.name)
      }
    } finally {
      client.release()
    }
    const matters = madeOf.manifest.tables.find(table => table.name === 'matter')?.rows ?? 0
    assert.ok(matters >= 20)
    // What was set aside so that rows went in quickly is there again.
    assert.deepEqual(await shapeOf(elsewhere), await shapeOf(letters.database))

    const found = await verifyJournal(exportJournal(elsewhere.owner), { savedHead: head, publicKey: pair.publicKey })
    assert.equal(found.entries, madeOf.manifest.tables.find(table => table.name === 'entry')?.rows)
    assert.equal(await findColumnFault(elsewhere.owner), undefined)

    const there = { ...letters.house, pool: elsewhere.serve }
    const opened = await at(there, { post: chair }, async desk =>
      findDocument(desk, { ...files, store: await folder(store) }, document),
    )
    const text = Buffer.concat(await (opened ?? assert.fail('it is not there')).bytes.toArray()).toString()
    assert.match(text, /^What was found in the kitchen\./)

    // Numbers go on where they stood: nothing that is written now meets what was restored.
    const taken = await at(there, { post: chair }, desk =>
      begin(desk, 'letter', { where: 'ZAI', about: 'After', words: 'After it' }),
    )
    assert.equal(taken.refused, false)
    assert.equal(await findColumnFault(elsewhere.owner), undefined)
  })

  it('is refused by a database that has matters', async () => {
    const before = await matters(letters.database)
    await assert.rejects(restoreInto(letters.database, join(place, 'own')), (fault: Error) => {
      assert.ok(fault instanceof NotRestored)
      return /has matters in it already/.test(fault.message)
    })
    assert.equal(await matters(letters.database), before)
    assert.deepEqual(kept(join(place, 'own')), [])
  })

  it('is refused when it is older than a head that was kept, unless older is right', async () => {
    const elsewhere = await freshDatabase('older')
    const store = join(place, 'older')
    await assert.rejects(restoreInto(elsewhere, store, { savedHead: newer }), /before the saved head 2/)
    assert.equal(await matters(elsewhere), 0)
    const forged = { number: head.number, digest: '0'.repeat(64) }
    await assert.rejects(restoreInto(elsewhere, store, { savedHead: forged, olderIsRight: true }), /another history/)
    assert.equal(await matters(elsewhere), 0)
    assert.deepEqual(kept(store), [])
    await restoreInto(elsewhere, store, { savedHead: newer, olderIsRight: true })
    await assert.rejects(
      verifyJournal(exportJournal(elsewhere.owner), { savedHead: newer }),
      (fault: Error) => fault instanceof Broken,
    )
  })

  it('is refused when it was cut, altered, lengthened or sealed with another key, and nothing of it is kept', async () => {
    const elsewhere = await freshDatabase('tampered')
    const store = join(place, 'tampered')
    const whole = readFileSync(file)
    const spoilt = join(place, 'spoilt.backup')
    const altered = (where: number) => {
      const bytes = Buffer.from(whole)
      bytes[where] = (bytes[where] ?? 0) ^ 1
      return bytes
    }
    const frame = 64 * 1024 + 16
    const body = whole.indexOf('\n') + 1 + 8
    const ways: [string, Buffer][] = [
      ['nothing', Buffer.alloc(0)],
      ['its first line alone', whole.subarray(0, body - 8)],
      ['cut in its first frame', whole.subarray(0, body + 100)],
      ['cut between two frames', whole.subarray(0, body + frame)],
      ['without its last byte', whole.subarray(0, -1)],
      ['with a byte more', Buffer.concat([whole, Buffer.from([0])])],
      ['another id', altered(whole.indexOf('"id":"') + 6)],
      ['a first frame altered', altered(body + 50)],
      ['a last byte altered', altered(whole.length - 1)],
      [
        'two frames exchanged',
        Buffer.concat([
          whole.subarray(0, body),
          whole.subarray(body + frame, body + 2 * frame),
          whole.subarray(body, body + frame),
          whole.subarray(body + 2 * frame),
        ]),
      ],
      ...Array.from({ length: 20 }, (_, n): [string, Buffer] => [
        `altered at ${n}`,
        altered(Math.floor(((n + Math.random()) / 20) * (whole.length - body)) + body),
      ]),
    ]
    for (const [what, bytes] of ways) {
      writeFileSync(spoilt, bytes)
      await assert.rejects(restoreInto(elsewhere, store, { file: spoilt }), BackupBroken, what)
    }
    const otherKey = join(place, 'other.key')
    makeBackupKey(otherKey)
    await assert.rejects(restoreInto(elsewhere, store, { key: await backupKey(otherKey) }), /sealed with another key/)
    // Or when the database will not have a row, which is known while the next are read.
    await elsewhere.owner.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
      create trigger refuse before insert on concordat.document for each row execute function refuse()`)
    await assert.rejects(restoreInto(elsewhere, store), /not this one/)
    assert.equal(await matters(elsewhere), 0)
    assert.equal(existsSync(store) ? kept(store).length : 0, 0)
  })

  it('says which documents the store had lost, and has all else', async () => {
    const lost = await attach('This one will be lost')
    await files.store.remove(lost)
    const another = join(place, 'lacking.backup')
    const { missing } = await backUp({
      database: letters.database.servers.superuser,
      store: files.store,
      key: await backupKey(keyFile),
      file: another,
    })
    assert.deepEqual(missing, [lost])
    const elsewhere = await freshDatabase('lacking')
    const restored = await restoreInto(elsewhere, join(place, 'lacking'), { file: another })
    assert.deepEqual(restored.missing, [lost])
    assert.equal(await matters(elsewhere), await matters(letters.database))
  })

  it('fails where the connection is lost among the rows, and nothing of it is kept', async () => {
    const reading = new pg.Client({ ...letters.database.servers.owner, application_name: 'concordat backup' })
    reading.on('error', () => {})
    await reading.connect()
    const holding = await letters.database.owner.connect()
    await holding.query('begin; lock table concordat.entry in access exclusive mode')
    const entries = (await tablesIn(reading)).find(table => table.name === 'entry') ?? assert.fail('no entries')
    const notRead = assert.rejects(async () => {
      for await (const _ of rowsOf(reading, entries)) continue
    }, /terminat/)
    await cutOff(letters.database, 'concordat backup')
    await notRead
    await holding.query('rollback')
    holding.release()

    const elsewhere = await freshDatabase('cut off')
    const shape = await shapeOf(elsewhere)
    await elsewhere.owner.query(`
      create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
      create trigger wait before insert on concordat.entry for each row execute function wait()`)
    // As the role that owns alone does it, which may not pass row security by itself.
    const ownerAlone = { servers: { owner: elsewhere.servers.owner, serve: elsewhere.servers.serve } }
    const notPutBack = assert.rejects(restoreInto(elsewhere, join(place, 'cut off'), ownerAlone))
    await cutOff(elsewhere, 'concordat restore')
    await notPutBack
    await elsewhere.owner.query('drop trigger wait on concordat.entry')
    assert.equal(await matters(elsewhere), 0)
    assert.deepEqual(await shapeOf(elsewhere), shape)
    await restoreInto(elsewhere, join(place, 'cut off'), ownerAlone)
    assert.deepEqual(await shapeOf(elsewhere), shape)
    assert.equal(await matters(elsewhere), madeOf.manifest.tables.find(table => table.name === 'matter')?.rows)
  })

  it('fails rather than leave out what its reader may not see', async () => {
    const partial = join(place, 'partial.backup')
    const key = await backupKey(keyFile)
    const attempt = (database: TestDatabase['servers']['serve']) =>
      backUp({ database, store: files.store, key, file: partial })
    await assert.rejects(attempt(letters.database.servers.serve))
    const owner = await letters.database.owner.connect()
    try {
      await owner.query('create policy narrower on concordat.entry as restrictive using (number < 2)')
      await assert.rejects(attempt(letters.database.servers.owner), /does not see all of entry/)
    } finally {
      await owner.query('drop policy if exists narrower on concordat.entry')
      owner.release()
    }
    assert.equal(existsSync(partial), false)
  })
})
