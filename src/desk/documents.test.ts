import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { temporaryFolder } from '../../test/folder.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { mostBytes } from '../documents/kinds.ts'
import { NotKept } from '../documents/store.ts'
import { sql, statement } from '../database/sql.ts'
import {
  attachable,
  findDocument,
  openFiles,
  StoreIsNotOurs,
  sweepLoose,
  sweepStrays,
  upload,
  type Files,
  type Uploaded,
} from './documents.ts'

const chair = 'imb.ashmoor.chair'

const settingsIn = (folder: string): Parameters<typeof openFiles>[0] => ({
  files: { in: 'folder', folder: join(folder, 'files') },
  keys: {
    masterFile: join(folder, 'master.key'),
    journalFile: join(folder, 'journal.pem'),
    referencesFile: join(folder, 'references.key'),
    whenMissing: 'create',
  },
  scanner: undefined,
  maxUploadBytes: 1_000_000,
})

describe('a file at one’s desk', () => {
  const folder = temporaryFolder('documents')
  let test: TestHouse
  let files: Files

  before(async () => {
    test = await testHouse('documents', { agreements: [lettersAgreement] })
    files = await openFiles(settingsIn(folder))
  })

  const given = (post: string, name: string, words: string) =>
    upload(test.house, { post }, files, { name, bytes: Buffer.from(words) })
  const taken = async (post: string, name: string, words: string): Promise<Uploaded> => {
    const outcome = await given(post, name, words)
    assert.ok('id' in outcome, JSON.stringify(outcome))
    return outcome
  }
  const openedBy = (post: string, id: string) =>
    test.as(post, async desk => {
      const opened = await findDocument(desk, files, id)
      if (!opened) return undefined
      return Buffer.concat(await opened.bytes.toArray()).toString()
    })

  it('is taken in, sealed, and opened again by whoever uploaded it and by no one else', async () => {
    const { id, name, kind, scanned } = await taken(chair, 'C:\\notes\\what was said.txt', 'A plain note')
    assert.deepEqual([name, kind, scanned], ['what was said.txt', 'txt', false])
    assert.equal(await openedBy(chair, id), 'A plain note')
    const sealed = Buffer.concat(await (await files.store.get(id)).toArray())
    assert.ok(!sealed.includes('plain note'))
    for (const stranger of ['imb.ashmoor.member', 'imb.brackley-hill.chair', 'hmip.deputy', 'operator'])
      assert.equal(await openedBy(stranger, id), undefined, stranger)
  })

  it('is refused in words when it is no kind we take, or too big, and nothing is kept', async () => {
    const kept = async () => {
      let count = 0
      for await (const _ of files.store.kept()) count++
      return count
    }
    const before = await kept()
    const refused = await given(chair, 'tool.exe', 'MZ')
    assert.ok('refused' in refused)
    const big = await given(chair, 'long.txt', 'x'.repeat(1_000_001))
    assert.ok('refused' in big && big.code === 'too big')
    // In the same megabytes as the form that asks for it.
    const whole = { name: 'note.txt', bytes: Buffer.alloc(mostBytes + 1, 'a') }
    const larger = await upload(test.house, { post: chair }, { ...files, most: mostBytes }, whole)
    assert.match('refused' in larger ? larger.refused : '', /larger than 25 MB/)
    assert.equal(await kept(), before)
  })

  it('may be attached by its uploader alone, and an id that is no file’s is not one', async () => {
    const { id } = await taken(chair, 'a.txt', 'a')
    const ids = [id, '11111111-2222-4333-8444-555555555555', '-'.repeat(36), '']
    assert.deepEqual([...(await test.as(chair, desk => attachable(desk, ids)))], [id])
    assert.deepEqual([...(await test.as('imb.ashmoor.member', desk => attachable(desk, ids)))], [])
  })

  it('goes, bytes and all, when nobody attached it in time, and not a moment before', async () => {
    test.setNow('2026-03-02T10:00:00Z')
    const { id } = await taken(chair, 'left.txt', 'left')
    await sweepLoose(test.house, files.store, new Date('2026-03-02T10:00:00Z'))
    assert.ok(await openedBy(chair, id))
    assert.ok((await sweepLoose(test.house, files.store, new Date('2026-03-02T10:00:00.001Z'))) >= 1)
    assert.equal(await openedBy(chair, id), undefined)
    await assert.rejects(files.store.get(id), NotKept)
  })

  it('stays while somebody is attaching it, however old it is', async () => {
    const { id } = await taken(chair, 'being attached.txt', 'being attached')
    const attaching = await test.database.owner.connect()
    try {
      await attaching.query('begin')
      await attaching.query('update concordat.document set part = $1 where id = $2', ['account', id])
      await sweepLoose(test.house, files.store, new Date('2026-04-01T00:00:00Z'))
      await attaching.query('rollback')
    } finally {
      attaching.release()
    }
    assert.ok(await openedBy(chair, id))
  })
})

describe('a sealed file that no row knows of', () => {
  const folder = temporaryFolder('strays')
  let test: TestHouse
  let files: Files
  const stray = async () => {
    const id = randomUUID()
    await files.store.put(id, [Buffer.from('left by a program that was killed')])
    return id
  }
  const isKept = (id: string) =>
    files.store.get(id).then(
      bytes => {
        bytes.destroy()
        return true
      },
      () => false,
    )
  const putAt = async (id: string) => {
    for await (const one of files.store.kept()) if (one.id === id) return one.at
    return assert.fail('it is not kept')
  }
  const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)
  const inAnHour = () => later(new Date(), 3_600_000)
  const row = sql`(id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by)`
  const written = (id: string) => sql`
    insert into concordat.document ${row}
    select ${id}, 'late.txt', 'txt', 1, '', '', 'k', '2026-03-02', id from concordat.post where key = ${chair}`

  before(async () => {
    test = await testHouse('strays')
    files = await openFiles(settingsIn(folder))
  })

  it('is removed once it is old enough, and not a moment before', async () => {
    const id = await stray()
    const at = await putAt(id)
    assert.equal(await sweepStrays(test.house, files.store, at), 0)
    assert.ok(await isKept(id))
    assert.equal(await sweepStrays(test.house, files.store, later(at, 1)), 1)
    assert.equal(await isKept(id), false)
  })

  it('is not one that somebody uploaded, however old that is', async () => {
    const uploaded = await upload(test.house, { post: chair }, files, { name: 'a.txt', bytes: Buffer.from('a') })
    assert.ok('id' in uploaded)
    assert.equal(await sweepStrays(test.house, files.store, inAnHour()), 0)
    assert.ok(await isKept(uploaded.id))
  })

  it('stays when its row is being written at that very moment', async () => {
    const id = await stray()
    const writing = await test.database.owner.connect()
    try {
      await writing.query('begin')
      await writing.query(statement(written(id)))
      let over = false
      const sweeping = sweepStrays(test.house, files.store, inAnHour()).finally(() => (over = true))
      while (!over && !(await isWaitedFor())) await pause(10)
      await writing.query('commit')
      assert.equal(await sweeping, 0)
    } finally {
      writing.release()
    }
    assert.ok(await isKept(id))
    await test.database.owner.query('delete from concordat.document where id = $1', [id])
    await files.store.remove(id)
  })

  const isWaitedFor = async () =>
    (
      await test.database.owner.query<{ waits: boolean }>(
        `select exists (select from pg_locks l join pg_database d on d.oid = l.database
                         where d.datname = current_database() and l.locktype = 'advisory' and not l.granted) as waits`,
      )
    ).rows[0]?.waits

  it('is never written down any more once it was removed', async () => {
    const id = await stray()
    assert.equal(await sweepStrays(test.house, files.store, inAnHour()), 1)
    await assert.rejects(test.database.owner.query(statement(written(id))), { code: '23503' })
  })

  it('stays when there are so many that the store must be another database’s', async () => {
    const ids = []
    for (let n = 0; n < 101; n++) ids.push(await stray())
    await assert.rejects(sweepStrays(test.house, files.store, inAnHour()), StoreIsNotOurs)
    for (const id of ids) assert.ok(await isKept(id))
    await files.store.remove(ids[0] as string)
    assert.equal(await sweepStrays(test.house, files.store, inAnHour()), 100)
  })
})
