import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { masterKeys } from './masters.ts'
import { openStream, sealStream, type Source } from './seal.ts'
import { folder } from './store-folder.ts'
import { s3 } from './store-s3.ts'
import { NotKept, NotSaved, type Store } from './store.ts'
import { newFolder } from '../../test/folder.ts'

const scratch = newFolder('store')
after(() => rm(scratch, { recursive: true, force: true }))

async function gathered(source: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function idsIn(store: Store): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of store.kept()) ids.push(id)
  return ids.sort()
}

/** The package has no types of its own. */
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => {
  run(): Promise<AddressInfo>
  close(): Promise<void>
}

/** What every store must do, wherever it keeps its files. */
function keepsFiles(name: string, begin: () => Promise<Store>) {
  describe(name, () => {
    it('keeps a file whole and gives it back', async () => {
      const store = await begin()
      const bytes = randomBytes(300_000)
      const id = randomUUID()
      await store.put(id, [bytes.subarray(0, 1), bytes.subarray(1)])
      assert.deepEqual(await gathered(await store.get(id)), bytes)
    })

    it('keeps a sealed file, which opens again', async () => {
      const store = await begin()
      const masters = await masterKeys({ file: join(scratch, 'keys') })
      const context = { file: randomUUID(), matter: 'SAN-2026-0042' }
      const plain = randomBytes(200_000)
      const sealing = sealStream(masters, [plain], context)
      await store.put(context.file, sealing.sealed)
      assert.equal(sealing.facts().size, 200_000)
      assert.deepEqual(
        await gathered(openStream(masters, await store.get(context.file), sealing.wrappedKey, context)),
        plain,
      )
    })

    it('says so when there is no such file, and no longer has one that was removed, however often', async () => {
      const store = await begin()
      const id = randomUUID()
      await assert.rejects(store.get(id), NotKept)
      await store.put(id, [Buffer.from('words')])
      await store.remove(id)
      await store.remove(id)
      await assert.rejects(store.get(id), NotKept)
    })

    it('names every file it keeps, and nothing else', async () => {
      const store = await begin()
      for (const id of await idsIn(store)) await store.remove(id)
      const ids = Array.from({ length: 5 }, () => randomUUID()).sort()
      for (const id of ids) await store.put(id, [Buffer.from(id)])
      assert.deepEqual(await idsIn(store), ids)
    })

    it('keeps nothing of a file whose source failed, and lets the source’s own fault through', async () => {
      const store = await begin()
      const before = await idsIn(store)
      async function* failing() {
        yield randomBytes(100_000)
        throw new RangeError('connection lost')
      }
      await assert.rejects(store.put(randomUUID(), failing()), RangeError)
      assert.deepEqual(await idsIn(store), before)
    })

    it('takes no id that could name another place', async () => {
      const store = await begin()
      for (const id of [
        '../../etc/passwd',
        'a/b/c/d/e',
        '',
        '.',
        'ABCDEFGHIJ',
        'short',
        `${'a'.repeat(65)}`,
        'abcdefgh\0',
        '.incoming',
      ])
        await assert.rejects(store.put(id, []), /A file id is/)
    })
  })
}

const place = join(scratch, 'folder')
keepsFiles('A folder', () => folder(place))

describe('A folder', () => {
  it('is closed to others on the machine, and so are its files', async () => {
    const store = await folder(place)
    const id = randomUUID()
    await store.put(id, [Buffer.from('words')])
    assert.equal((await stat(join(place, id.slice(0, 2), id))).mode & 0o777, 0o600)
    assert.equal((await stat(join(place, id.slice(0, 2)))).mode & 0o777, 0o700)
  })

  it('leaves no draft behind, and clears those of a process that was killed', async () => {
    const store = await folder(place)
    await store.put(randomUUID(), [Buffer.from('words')])
    assert.deepEqual(await readdir(join(place, '.incoming')), [])

    const [old, recent] = [join(place, '.incoming', 'old'), join(place, '.incoming', 'recent')]
    await writeFile(old, 'x')
    await writeFile(recent, 'x')
    const twoHoursAgo = Date.now() / 1000 - 7200
    await utimes(old, twoHoursAgo, twoHoursAgo)
    await folder(place)
    assert.deepEqual(await readdir(join(place, '.incoming')), ['recent'])
    await rm(recent)
  })

  it('says that nothing was saved when the disk is full, keeps nothing of the file, and works again once there is room', async t => {
    const small = join(scratch, 'small')
    await mkdir(small)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], { stdio: 'ignore' })
    } catch {
      t.skip('needs the right to mount a small disk')
      return
    }
    try {
      const store = await folder(small)
      const first = randomUUID()
      await store.put(first, [randomBytes(100_000)])
      const problem = await store
        .put(randomUUID(), [randomBytes(100_000), randomBytes(200_000)])
        .catch((error: unknown) => error)
      assert.ok(problem instanceof NotSaved && problem.full)
      assert.match(problem.message, /was not saved: there is no room left/)
      assert.deepEqual(await idsIn(store), [first])
      assert.deepEqual(await readdir(join(small, '.incoming')), [])

      await store.remove(first)
      const second = randomUUID()
      await store.put(second, [randomBytes(200_000)])
      assert.deepEqual(await idsIn(store), [second])
    } finally {
      execFileSync('umount', [small])
    }
  })
})

describe('An S3 bucket', async () => {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(scratch, 's3'),
    configureBuckets: [{ name: 'files', configs: [] }],
  })
  const { port } = await server.run()
  after(() => server.close())
  const settings = {
    bucket: 'files',
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  }

  keepsFiles('An S3 bucket', () => s3({ ...settings, prefix: 'sealed/' }))

  it('lists more files than one page holds', async () => {
    const store = await s3({ ...settings, prefix: 'many/' })
    const ids = Array.from({ length: 1_050 }, (_, n) => `file-${String(n).padStart(5, '0')}`)
    for (let at = 0; at < ids.length; at += 50)
      await Promise.all(ids.slice(at, at + 50).map(id => store.put(id, [Buffer.from('x')])))
    assert.deepEqual(await idsIn(store), ids)
  })

  it('says that nothing was saved when it cannot be reached', async () => {
    const closed = createServer().listen(0)
    const nowhere = (closed.address() as AddressInfo).port
    await new Promise(resolve => closed.close(resolve))
    const store = await s3({ ...settings, endpoint: `http://127.0.0.1:${nowhere}` })
    const problem = await store.put(randomUUID(), [Buffer.from('words')]).catch((error: unknown) => error)
    assert.ok(problem instanceof NotSaved && !problem.full)
    assert.match(problem.message, /was not saved: the place where files are kept cannot be reached/)
  })
})
