import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { NotKept } from '../documents/store.ts'
import { attachable, findDocument, openFiles, sweepLoose, upload, type Files, type Uploaded } from './documents.ts'

const chair = 'imb.ashmoor.chair'

describe('a file at one’s desk', () => {
  let test: TestHouse
  let files: Files
  let folder: string

  before(async () => {
    test = await testHouse('documents', { agreements: [lettersAgreement] })
    folder = await mkdtemp(join(tmpdir(), 'files-'))
    files = await openFiles({
      files: { in: 'folder', folder: join(folder, 'files') },
      keys: { masterFile: join(folder, 'master.key'), journalFile: join(folder, 'journal.pem'), whenMissing: 'create' },
      scanner: undefined,
      maxUploadBytes: 1_000_000,
    })
  })
  after(() => rm(folder, { recursive: true }))

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
      for await (const _ of files.store.ids()) count++
      return count
    }
    const before = await kept()
    const refused = await given(chair, 'tool.exe', 'MZ')
    assert.ok('refused' in refused)
    const big = await given(chair, 'long.txt', 'x'.repeat(1_000_001))
    assert.ok('refused' in big && big.code === 'too big')
    assert.equal(await kept(), before)
  })

  it('may be attached by its uploader alone, and an id that is no file’s is not one', async () => {
    const { id } = await taken(chair, 'a.txt', 'a')
    const ids = [id, '11111111-2222-4333-8444-555555555555', '-'.repeat(36), '']
    assert.deepEqual([...(await test.as(chair, desk => attachable(desk, ids)))], [id])
    assert.deepEqual([...(await test.as('imb.ashmoor.member', desk => attachable(desk, ids)))], [])
  })

  it('goes, bytes and all, when nobody attached it', async () => {
    const { id } = await taken(chair, 'left.txt', 'left')
    assert.equal(await sweepLoose(test.house, files, new Date('2026-03-02T08:00:00Z')), 0)
    assert.ok((await sweepLoose(test.house, files, new Date('2026-03-03T09:00:01Z'))) >= 1)
    assert.equal(await openedBy(chair, id), undefined)
    await assert.rejects(files.store.get(id), NotKept)
  })
})
