import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, it } from 'node:test'
import { random } from '../../test/random.ts'
import type { Day } from '../calendar/day.ts'
import { manifestName, pack, parts, signatureName } from './archive.ts'
import { mostSealed, seal } from './envelope.ts'
import { findCard, findTrusted, fingerprintOf, ownKeys, type Trusted } from './keys.ts'
import { archiveOf, check, write, type ToPack } from './package.ts'
import { example, recipient, sender, senderTrusted, vectors } from './vectors.ts'

const today = '2026-03-03' as Day
const checkedAt = (bytes: Buffer, on: Day = today, trusted: readonly Trusted[] = [senderTrusted]) =>
  check(bytes, recipient, trusted, on)
const faultOf = async (bytes: Buffer, ...more: [Day?, (readonly Trusted[])?]) => {
  const outcome = await checkedAt(bytes, ...more)
  return 'fault' in outcome ? outcome.fault.code : 'held'
}
const sealed = (archive: Buffer) => seal(archive, recipient.card.sealing)

/** The example's archive with its parts changed, and its manifest signed anew unless it is not to be. */
async function changed(
  change: (inside: Map<string, Buffer>, manifest: Record<string, unknown>) => void,
  { signs = true, from = example }: { signs?: boolean; from?: ToPack } = {},
): Promise<Buffer> {
  const inside = new Map(await parts(archiveOf(from, sender)))
  const manifest = JSON.parse(String(inside.get(manifestName))) as Record<string, unknown>
  const before = JSON.stringify(manifest)
  change(inside, manifest)
  if (JSON.stringify(manifest) !== before) {
    const said = Buffer.from(JSON.stringify(manifest))
    inside.set(manifestName, said)
    if (signs) inside.set(signatureName, signatureOn(said))
  }
  return sealed(pack(inside))
}
const signatureOn = (said: Buffer, key = sender.signing) =>
  Buffer.from(
    JSON.stringify({
      format: 'concordat signature 1',
      key: JSON.parse(String(said)).from.key,
      signature: sign(null, Buffer.concat([Buffer.from('concordat package 1 manifest\n'), said]), key).toString(
        'base64url',
      ),
    }),
  )
const within = (manifest: Record<string, unknown>, name: string) => manifest[name] as Record<string, unknown>

describe('a sealed package of an item and its contract', () => {
  it('arrives with everything it was made of', async () => {
    const outcome = await checkedAt(write(example, sender))
    assert.ok('manifest' in outcome)
    assert.deepEqual(outcome.manifest.item, example.item)
    assert.deepEqual(outcome.manifest.contract, example.terms)
    assert.deepEqual(outcome.files, example.files)
    assert.equal(outcome.sender.name, 'https://inspectorate.example')
  })

  it('shows nothing of itself to anyone else: not its words, its place or its files’ names', () => {
    const bytes = write(example, sender).toString('latin1')
    for (const hidden of ['night staff', 'Ashmoor', 'letter.txt', 'HMIP', 'PK\x03\x04'])
      assert.ok(!bytes.includes(hidden), hidden)
  })

  it('is as its description says: the published vectors are exactly what is made', async () => {
    const published = readFileSync(new URL('../../docs/interchange-vectors.json', import.meta.url), 'utf8')
    assert.equal(await vectors(), published, 'run: node src/interchange/vectors.ts > docs/interchange-vectors.json')
    const { sealed: bytes } = JSON.parse(published) as { sealed: string }
    assert.equal(await faultOf(Buffer.from(bytes, 'base64')), 'held')
  })

  it('has its worked example in its description', () => {
    const described = readFileSync(new URL('../../docs/interchange.md', import.meta.url), 'utf8')
    const made = JSON.parse(
      readFileSync(new URL('../../docs/interchange-vectors.json', import.meta.url), 'utf8'),
    ) as Record<'agreed' | 'keyAndNonce' | 'line' | 'manifest' | 'signature', string>
    for (const part of [
      made.agreed,
      made.keyAndNonce.slice(0, 64),
      made.keyAndNonce.slice(64),
      made.line,
      made.manifest,
      made.signature,
    ])
      assert.ok(described.includes(part.trim()), part)
  })

  it('says who may read it: everyone there, the head, or the head and whom they name; and nothing else', async () => {
    for (const readers of ['unit', 'head', 'named'] as const) {
      const outcome = await checkedAt(write({ ...example, terms: { ...example.terms, readers } }, sender))
      assert.ok('manifest' in outcome, readers)
      assert.equal(outcome.manifest.contract.readers, readers)
    }
    const anyone = await changed((_, manifest) => (within(manifest, 'contract').readers = 'anyone'))
    assert.equal(await faultOf(anyone), 'manifest')
  })

  it('names two files of one name apart', async () => {
    const [file] = example.files
    assert.ok(file)
    const outcome = await checkedAt(write({ ...example, files: [file, file] }, sender))
    assert.ok('manifest' in outcome)
    assert.deepEqual(
      outcome.files.map(one => one.name),
      ['letter.txt', '2 letter.txt'],
    )
  })
})

describe('a package that is not as it should be', () => {
  it('is not a package, of another version, too big or cut short', async () => {
    const whole = write(example, sender)
    assert.equal(await faultOf(Buffer.alloc(0)), 'not a package')
    assert.equal(await faultOf(Buffer.from('%PDF-1.4')), 'not a package')
    assert.equal(await faultOf(archiveOf(example, sender)), 'not a package', 'an archive that nobody sealed')
    assert.equal(
      await faultOf(Buffer.from(whole.toString('latin1').replace('package 1', 'package 2'), 'latin1')),
      'unknown version',
    )
    assert.equal(await faultOf(Buffer.concat([whole, Buffer.alloc(mostSealed)])), 'too big')
    for (const length of [20, 60, 120, 140, whole.length - 1])
      assert.equal(await faultOf(whole.subarray(0, length)), 'cut short or altered', String(length))
    assert.equal(await faultOf(Buffer.concat([whole, Buffer.from('x')])), 'cut short or altered')
  })

  it('was sealed for another, or sealed anew for us by somebody it was sent to', async () => {
    const other = ownKeys(
      'https://elsewhere.example',
      generateKeyPairSync('ed25519').privateKey,
      generateKeyPairSync('x25519').privateKey,
    )
    const theirs = { ...example, to: other.card }
    assert.equal(await faultOf(write(theirs, sender)), 'sealed for another')
    assert.equal(await faultOf(sealed(archiveOf(theirs, sender))), 'for another')
  })

  it('is signed by nobody we know, by somebody for another, or not at all', async () => {
    const whole = write(example, sender)
    assert.equal(await faultOf(whole, today, []), 'unknown sender')
    assert.equal(await faultOf(whole, today, [{ ...senderTrusted, bodies: ['PPO'] }]), 'not the originator')
    const forged = ownKeys('https://inspectorate.example', generateKeyPairSync('ed25519').privateKey, sender.sealing)
    assert.equal(await faultOf(write(example, forged)), 'unknown sender')
    const under = await changed(inside => {
      const said = inside.get(manifestName) as Buffer
      inside.set(signatureName, signatureOn(said, forged.signing))
    })
    assert.equal(await faultOf(under), 'signature', 'another’s signature under the sender’s name')
    assert.equal(await faultOf(await changed(inside => inside.delete(signatureName))), 'missing')
    assert.equal(await faultOf(await changed(inside => inside.set(signatureName, Buffer.from('{}')))), 'signature')
    const second = { ...recipient.card, bodies: ['HMIP'] as const }
    const lies = await changed(inside => {
      const said = Buffer.from(String(inside.get(manifestName)))
      const signature = JSON.parse(String(signatureOn(said, recipient.signing))) as Record<string, unknown>
      inside.set(signatureName, Buffer.from(JSON.stringify({ ...signature, key: '8d1b6a6f0a3f0d11' })))
    })
    assert.equal(await faultOf(lies, today, [senderTrusted, second]), 'unknown sender')
  })

  it('was changed in its contract, its words or a file after it was signed', async () => {
    for (const change of [
      (manifest: Record<string, unknown>) => (within(manifest, 'contract').onward = 'ask'),
      (manifest: Record<string, unknown>) => (within(manifest, 'contract').until = '2036-01-01'),
      (manifest: Record<string, unknown>) => (within(manifest, 'item').text = 'Something else'),
      (manifest: Record<string, unknown>) => (within(manifest, 'item').originator = 'PPO'),
    ])
      assert.equal(await faultOf(await changed((_, manifest) => change(manifest), { signs: false })), 'signature')
    assert.equal(
      await faultOf(await changed(inside => inside.set('files/1', Buffer.from('Dear Sir or Madam.\n')))),
      'file altered',
    )
    assert.equal(await faultOf(await changed(inside => inside.delete('files/1'))), 'missing')
    assert.equal(await faultOf(await changed(inside => inside.set('files/2', Buffer.from('x')))), 'unexpected name')
  })

  it('has a name with a path in it, a name twice, or a name no package has', async () => {
    const named = (name: string) =>
      changed(
        (_, manifest) =>
          ((manifest.files as Record<string, unknown>[])[0] = { ...(manifest.files as object[])[0], name }),
      )
    for (const name of ['../letter.txt', '/etc/passwd', 'a\\b.txt', 'letter\u202Etxt.exe', '', '..'])
      assert.equal(await faultOf(await named(name)), 'manifest', name)
    for (const name of ['../manifest.json', '/files/1', 'files/../../x', 'files\\1'])
      assert.ok(
        ['damaged', 'unexpected name'].includes(
          await faultOf(await changed(inside => inside.set(name, Buffer.from('x')))),
        ),
        name,
      )
    assert.equal(await faultOf(await changed(inside => inside.set('files/0001', Buffer.from('x')))), 'unexpected name')
    const twice = pack(new Map(await parts(archiveOf(example, sender))))
    const doubled = Buffer.from(pack(new Map([...(await parts(twice)), ['signature.jsoN', Buffer.from('x')]])))
    assert.equal(await faultOf(sealed(doubled)), 'name twice')
    const listed = await changed((_, manifest) => {
      manifest.files = [...(manifest.files as object[]), ...(manifest.files as object[])]
    })
    assert.equal(await faultOf(listed), 'name twice')
  })

  it('would unpack to far more than its size, or holds too many', async () => {
    const archive = archiveOf(example, sender)
    assert.equal(await faultOf(sealed(bomb(50_000_000))), 'unpacks too big')
    const many = new Map(await parts(archive))
    for (let at = 1; at <= 60; at++) many.set(`files/${at}`, Buffer.from('x'))
    assert.equal(await faultOf(sealed(pack(many))), 'unpacks too big')
    assert.equal(await faultOf(sealed(Buffer.concat([Buffer.from('hidden'), archive]))), 'damaged')
    assert.equal(await faultOf(sealed(Buffer.from('PK'))), 'damaged')
  })

  it('says something that is not known here: a version, a term, a withdrawn marking', async () => {
    const changing = (change: (manifest: Record<string, unknown>) => void) => changed((_, manifest) => change(manifest))
    assert.equal(await faultOf(await changing(manifest => (manifest.format = 'concordat item 2'))), 'unknown version')
    assert.equal(await faultOf(await changing(manifest => (within(manifest, 'contract').embargo = 'yes'))), 'manifest')
    assert.equal(
      await faultOf(await changing(manifest => (within(manifest, 'contract').onward = 'everyone'))),
      'manifest',
    )
    assert.equal(await faultOf(await changing(manifest => (within(manifest, 'contract').onward = 'named'))), 'manifest')
    assert.equal(
      await faultOf(await changing(manifest => (within(manifest, 'item').marking = 'RESTRICTED'))),
      'withdrawn marking',
    )
    assert.equal(
      await faultOf(await changing(manifest => (within(manifest, 'made').body = 'PPO'))),
      'not the originator',
    )
    const outcome = await checkedAt(await changing(manifest => (within(manifest, 'item').marking = 'RESTRICTED')))
    assert.ok('fault' in outcome)
    assert.match(outcome.fault.words, /RESTRICTED, which was withdrawn\. Ask whoever owns it to mark it afresh/)
  })

  it('holds to the end of the last day of its contract, and not the day after', async () => {
    const whole = write(example, sender)
    assert.equal(await faultOf(whole, '2026-09-30' as Day), 'held')
    assert.equal(await faultOf(whole, '2026-10-01' as Day), 'run out')
  })

  it('is not made when others would not take it', () => {
    assert.throws(() => write({ ...example, item: { ...example.item, marking: 'CONFIDENTIAL' } }, sender), /withdrawn/)
    const file = { name: 'scan.txt', kind: 'txt', bytes: Buffer.alloc(35_000_000) }
    assert.throws(() => write({ ...example, files: [file, file] }, sender), /larger than 60 MB/)
  })

  it('never holds and never breaks the reader, however it is changed', async () => {
    const long = process.env.CONCORDAT_TEST_LONG === '1'
    const { next } = random(20260302)
    const whole = write(example, sender)
    const archive = archiveOf(example, sender)
    for (let round = 0; round < (long ? 20_000 : 400); round++) {
      assert.notEqual(await faultOf(mutated(whole, next)), 'held', `outside, round ${round}`)
      const inside = mutated(archive, next)
      const outcome = await checkedAt(sealed(inside))
      // A bit that no reader looks at may differ inside; what was signed may not.
      assert.ok(!('notice' in outcome))
      if (!('fault' in outcome))
        assert.deepEqual(
          [outcome.manifest.item, outcome.manifest.contract, outcome.files],
          [example.item, example.terms, example.files],
          `inside, round ${round}`,
        )
    }
  })
})

describe('the card of an installation', () => {
  it('is read back as it was printed, and is nothing when anything in it is wrong', () => {
    const text = JSON.stringify(sender.card)
    assert.deepEqual(findCard(text), sender.card)
    assert.equal(findTrusted(text), undefined, 'it says for nobody that it may be trusted')
    assert.deepEqual(findTrusted(JSON.stringify(senderTrusted)), senderTrusted)
    for (const wrong of [
      '',
      '{}',
      '[]',
      text.replace('installation 1', 'installation 2'),
      text.replace(sender.card.signing, 'AAAA'),
    ])
      assert.equal(findCard(wrong), undefined, wrong)
  })

  it('has a fingerprint that changes with either of its keys', () => {
    const of = (more: object) => fingerprintOf({ ...sender.card, ...more })
    assert.match(of({}), /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
    assert.equal(of({ name: 'another' }), of({}))
    assert.notEqual(of({ signing: recipient.card.signing }), of({}))
    assert.notEqual(of({ sealing: recipient.card.sealing }), of({}))
  })
})

/** An archive of one entry that says it is as long as this, packed to nothing. */
function bomb(length: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(length))
  const stored = pack(new Map([[manifestName, packed]]))
  // Compressed, and longer unpacked: in the local header and in the list.
  const list = stored.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  stored.writeUInt16LE(8, 8)
  stored.writeUInt32LE(length, 22)
  stored.writeUInt16LE(8, list + 10)
  stored.writeUInt32LE(length, list + 24)
  return stored
}

/** Some bits flipped, some bytes cut out, put in or repeated. */
function mutated(bytes: Buffer, next: () => number): Buffer {
  const at = Math.floor(next() * bytes.length)
  const length = 1 + Math.floor(next() * 16)
  switch (Math.floor(next() * 4)) {
    case 0: {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(next() * 8))
      return copy
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, Math.floor(next() * 256)), bytes.subarray(at)])
    default:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
  }
}
