import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { addMasterKey, masterKeys, type MasterKeys } from './masters.ts'
import {
  masterOf,
  openStream,
  rewrap,
  SealBroken,
  sealedSize,
  sealStream,
  type SealContext,
  type Source,
} from './seal.ts'
import { newFolder } from '../../test/folder.ts'

const masters: MasterKeys = { current: 'm1', keys: new Map([['m1', randomBytes(32)]]) }
const context: SealContext = { file: 'f-1', matter: 'SAN-2026-0042' }

async function gathered(source: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function sealed(plain: Buffer, of = context, under = masters) {
  const sealing = sealStream(under, [plain], of)
  return { bytes: await gathered(sealing.sealed), wrappedKey: sealing.wrappedKey, ...sealing.facts() }
}

const opened = (bytes: Buffer, wrappedKey: string, as = context, under = masters) =>
  gathered(openStream(under, [bytes], wrappedKey, as))

const frame = 64 * 1024 + 16
const frameAt = (number: number) => 8 + number * frame

describe('A file is sealed under a key of its own', () => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001])
    it(`comes back whole, ${size} bytes long, with its size and SHA-256 told`, async () => {
      const plain = randomBytes(size)
      const { bytes, wrappedKey, ...facts } = await sealed(plain)
      assert.deepEqual(facts, { size, sha256: createHash('sha256').update(plain).digest('hex') })
      assert.equal(bytes.length, sealedSize(size))
      assert.deepEqual(await opened(bytes, wrappedKey), plain)
    })

  it('comes back whole whatever sizes the chunks arrive in', async () => {
    const plain = randomBytes(150_000)
    const { bytes, wrappedKey } = await sealed(plain)
    for (const step of [1_000, 65_536, 65_552, 100_003]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, n) =>
        bytes.subarray(n * step, (n + 1) * step),
      )
      assert.deepEqual(await gathered(openStream(masters, chunks, wrappedKey, context)), plain)
    }
    const slowly = [...Array.from({ length: 9 }, (_, at) => bytes.subarray(at, at + 1)), bytes.subarray(9)]
    assert.deepEqual(await gathered(openStream(masters, slowly, wrappedKey, context)), plain)
  })

  it('never looks alike twice and never shows the plain words', async () => {
    const plain = Buffer.from('The prisoner named the officer. '.repeat(100))
    const [one, two] = [await sealed(plain), await sealed(plain)]
    assert.notDeepEqual(one.bytes, two.bytes)
    assert.notEqual(one.wrappedKey, two.wrappedKey)
    assert.equal(one.bytes.includes('officer'), false)
  })

  it('tells its size and SHA-256 only when it has been sealed to the end', () => {
    assert.throws(() => sealStream(masters, [randomBytes(10)], context).facts(), /not been sealed to its end/)
  })

  it('fails, and tells nothing, when its source fails', async () => {
    async function* failing() {
      yield randomBytes(70_000)
      throw new Error('connection lost')
    }
    const sealing = sealStream(masters, failing(), context)
    await assert.rejects(gathered(sealing.sealed), /connection lost/)
    assert.throws(() => sealing.facts())
  })
})

describe('A sealed file that was touched does not open', async () => {
  const plain = randomBytes(3 * 65_536 + 100)
  const { bytes, wrappedKey } = await sealed(plain)
  const refuses = (altered: Buffer, key = wrappedKey, as = context) =>
    assert.rejects(async () => opened(altered, key, as), SealBroken)
  const flipped = (at: number, bit: number, from = bytes) => {
    const altered = Buffer.from(from)
    altered[at]! ^= 1 << bit
    return altered
  }

  it('any bit flipped in a short file', async () => {
    const short = await sealed(Buffer.from('Threatened by staff'))
    for (let at = 0; at < short.bytes.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) await refuses(flipped(at, bit, short.bytes), short.wrappedKey)
  })

  it('a bit flipped anywhere in a long one: its opening, its frames, their tags', async () => {
    for (let at = 0; at < bytes.length; at += 4_099) await refuses(flipped(at, at % 8))
    for (const at of [0, 7, 8, frameAt(1) - 1, frameAt(1), frameAt(2) - 16, bytes.length - 1])
      await refuses(flipped(at, 0))
  })

  it('any character of its wrapped key changed', async () => {
    for (let at = 0; at < wrappedKey.length; at += 1)
      await refuses(bytes, wrappedKey.slice(0, at) + (wrappedKey[at] === 'A' ? 'B' : 'A') + wrappedKey.slice(at + 1))
  })

  it('cut short at any place, between frames too', async () => {
    for (const length of [
      0,
      5,
      8,
      9,
      23,
      24,
      frameAt(1),
      frameAt(2),
      frameAt(3),
      frameAt(1) + 1,
      bytes.length - 1,
      bytes.length - 16,
    ])
      await refuses(bytes.subarray(0, length))
  })

  it('lengthened', () => refuses(Buffer.concat([bytes, randomBytes(20)])))
  it('with its last frame said again', () => refuses(Buffer.concat([bytes, bytes.subarray(frameAt(3))])))
  it('with two frames in each other’s place', () =>
    refuses(
      Buffer.concat([
        bytes.subarray(0, frameAt(1)),
        bytes.subarray(frameAt(2), frameAt(3)),
        bytes.subarray(frameAt(1), frameAt(2)),
        bytes.subarray(frameAt(3)),
      ]),
    ))
  it('with a frame left out', () => refuses(Buffer.concat([bytes.subarray(0, frameAt(1)), bytes.subarray(frameAt(2))])))
  it('with a frame said twice', () =>
    refuses(Buffer.concat([bytes.subarray(0, frameAt(2)), bytes.subarray(frameAt(1))])))
  it('with a frame from another file', async () => {
    const other = await sealed(plain)
    await refuses(Buffer.concat([bytes.subarray(0, frameAt(1)), other.bytes.subarray(frameAt(1))]))
  })
  it('with another file’s key', async () => refuses(bytes, (await sealed(plain)).wrappedKey))
  it('as another file', () => refuses(bytes, wrappedKey, { ...context, file: 'f-2' }))
  it('in another matter', () => refuses(bytes, wrappedKey, { ...context, matter: 'SAN-2026-0043' }))
  it('in a context that reads the same run together', () =>
    refuses(bytes, wrappedKey, { file: 'f-1S', matter: 'AN-2026-0042' }))
  it('gives out no byte of a frame that fails, though whole frames before it are given', async () => {
    const given: Uint8Array[] = []
    await assert.rejects(async () => {
      for await (const chunk of openStream(masters, [flipped(frameAt(1) + 50, 3)], wrappedKey, context))
        given.push(chunk as Uint8Array)
    }, SealBroken)
    assert.deepEqual(Buffer.concat(given), plain.subarray(0, 65_536))
  })
})

describe('Master keys', async () => {
  const folder = newFolder('masters')
  after(() => rm(folder, { recursive: true }))

  it('are made at first start, readable by their owner alone, and the same at the next', async () => {
    const file = join(folder, 'keys', 'masters')
    const [first, together] = await Promise.all([masterKeys({ file }), masterKeys({ file })])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.equal((await stat(join(folder, 'keys'))).mode & 0o777, 0o700)
    assert.deepEqual(first, together)
    assert.deepEqual(await masterKeys({ file }), first)
  })

  it('can be given in the settings instead, the last being the current one', async () => {
    const given = `old:${'a'.repeat(64)}, new:${'b'.repeat(64)}`
    const keys = await masterKeys({ given, file: join(folder, 'never') })
    assert.equal(keys.current, 'new')
    assert.deepEqual([...keys.keys.keys()], ['old', 'new'])
    await assert.rejects(stat(join(folder, 'never')))
  })

  it('can be added to; older files still open, and can be wrapped anew without being touched', async () => {
    const file = join(folder, 'rotated')
    const before = await masterKeys({ file })
    const { bytes, wrappedKey } = await sealed(Buffer.from('old file'), context, before)
    const now = await addMasterKey(file)
    assert.notEqual(now.current, before.current)
    assert.equal((await opened(bytes, wrappedKey, context, now)).toString(), 'old file')

    const anew = rewrap(now, wrappedKey, context)
    assert.equal(masterOf(wrappedKey), before.current)
    assert.equal(masterOf(anew), now.current)
    assert.equal((await opened(bytes, anew, context, now)).toString(), 'old file')
    assert.throws(() => openStream(before, [bytes], anew, context), /not on this installation/)
  })

  it('are read as the settings’ manual makes one, and can be added to like any other', async () => {
    const file = join(folder, 'by-hand')
    await writeFile(file, `${Buffer.alloc(32, 5).toString('base64')}\n`, { mode: 0o600 })
    const { current, keys } = await masterKeys({ file })
    assert.deepEqual(keys.get(current), Buffer.alloc(32, 5))
    assert.deepEqual([...(await addMasterKey(file)).keys.keys()].slice(0, 1), [current])
  })

  it('are refused, in words, when malformed, repeated, missing or open to others', async () => {
    const file = join(folder, 'bad')
    const key = 'a'.repeat(64)
    for (const [text, words] of [
      ['abc', /not of the form/],
      [`a:${key}\na:${key}`, /twice/],
      ['\n', /no master key/],
    ] as const) {
      await writeFile(file, text, { mode: 0o600 })
      await assert.rejects(masterKeys({ file }), words)
    }
    await writeFile(file, `a:${key}\n`)
    await chmod(file, 0o644)
    await assert.rejects(masterKeys({ file }), /read by others.*chmod 600/)
    assert.match(await readFile(file, 'utf8'), /^a:/)
  })
})
