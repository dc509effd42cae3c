import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { MasterKeys } from './masters.ts'

/** What a sealed file belongs to. It opens only as this file of this matter. */
export type SealContext = { file: string; matter: string }

/** What was sealed: the SHA-256 of the plain bytes in hexadecimal, and how many there were. */
export type SealedFacts = { sha256: string; size: number }

/** A sealing under way: the sealed bytes, the file's own key as wrapped, and, once the bytes have all been read, the facts. */
export type Sealing = { sealed: Readable; wrappedKey: string; facts: () => SealedFacts }

/** A source of bytes: a stream, or chunks from anywhere. */
export type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A sealed file that cannot be opened: altered, cut, moved to another matter, or its key is not here. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

const magic = Buffer.from('CONCORD1', 'latin1')
const frameSize = 64 * 1024
const tagSize = 16
const keySize = 32
const nonceSize = 12

/** How many bytes a file of this size takes once sealed. */
export const sealedSize = (size: number) => magic.length + size + tagSize * Math.max(1, Math.ceil(size / frameSize))

/**
 * Seals a file under a new key of its own, as it streams. The bytes are cut into frames, each sealed by AES-256-GCM under
 * a nonce that counts it and says whether it is the last, so frames cannot be altered, reordered, dropped, repeated or
 * brought in from another file; the context is bound into every frame and into the wrapped key.
 */
export function sealStream(masters: MasterKeys, source: Source, context: SealContext): Sealing {
  const key = randomBytes(keySize)
  const digest = createHash('sha256')
  let size = 0
  let facts: SealedFacts | undefined

  async function* sealed() {
    yield magic
    let count = 0
    for await (const { frame, last } of framesOf(source, frameSize)) {
      digest.update(frame)
      size += frame.length
      yield sealFrame(key, context, { count, last }, frame)
      count += 1
    }
    facts = { sha256: digest.digest('hex'), size }
  }

  return {
    sealed: Readable.from(sealed(), { objectMode: false }),
    wrappedKey: wrap(masters, key, context),
    facts: () => {
      if (!facts) throw new Error('The file has not been sealed to its end yet')
      return facts
    },
  }
}

/**
 * Opens a sealed file as it streams. No byte of a frame is given out before the frame has been authenticated; a file that
 * was cut short fails at the cut, after its whole frames. Throws, or fails the stream, with `SealBroken`.
 */
export function openStream(masters: MasterKeys, source: Source, wrappedKey: string, context: SealContext): Readable {
  const key = unwrap(masters, wrappedKey, context)

  async function* opened() {
    let count = 0
    for await (const { frame, last } of framesOf(withoutMagic(source), frameSize + tagSize)) {
      yield openFrame(key, context, { count, last }, frame)
      count += 1
    }
  }

  return Readable.from(opened(), { objectMode: false })
}

/** Wraps a file's key anew under the current master key, without touching the file. */
export const rewrap = (masters: MasterKeys, wrappedKey: string, context: SealContext) =>
  wrap(masters, unwrap(masters, wrappedKey, context), context)

/** The id of the master key a file's key was wrapped under. */
export const masterOf = (wrappedKey: string) => wrappedKey.split('.')[1] ?? ''

type Place = { count: number; last: boolean }

function sealFrame(key: Buffer, context: SealContext, place: Place, frame: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(bound('frame', context))
  return Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
}

function openFrame(key: Buffer, context: SealContext, place: Place, frame: Buffer): Buffer {
  if (frame.length < tagSize) throw new SealBroken('The file was cut short')
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: tagSize })
  decipher.setAAD(bound('frame', context)).setAuthTag(frame.subarray(-tagSize))
  const plain = decipher.update(frame.subarray(0, -tagSize))
  try {
    decipher.final()
    return plain
  } catch {
    throw new SealBroken('The file was altered, cut short or put in the place of another')
  }
}

/** The key serves one file only, so counting frames is enough to never repeat a nonce. */
function nonceOf({ count, last }: Place): Buffer {
  const nonce = Buffer.alloc(nonceSize)
  nonce.writeUInt32BE(count, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** The context as bytes, each part preceded by its length so that no two contexts read the same. */
function bound(use: 'frame' | 'key', { file, matter }: SealContext, master = ''): Buffer {
  const parts = ['concordat', use, file, matter, master].map(part => Buffer.from(part, 'utf8'))
  return Buffer.concat(parts.flatMap(part => [lengthOf(part), part]))
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(part.length)
  return length
}

function wrap({ current, keys }: MasterKeys, key: Buffer, context: SealContext): string {
  const nonce = randomBytes(nonceSize)
  const cipher = createCipheriv('aes-256-gcm', keys.get(current)!, nonce).setAAD(bound('key', context, current))
  const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  return `k1.${current}.${wrapped.toString('base64url')}`
}

function unwrap({ keys }: MasterKeys, wrappedKey: string, context: SealContext): Buffer {
  const [version, id = '', text = ''] = wrappedKey.split('.')
  const wrapped = Buffer.from(text, 'base64url')
  if (version !== 'k1' || wrapped.length !== nonceSize + keySize + tagSize || wrapped.toString('base64url') !== text)
    throw new SealBroken('The key of the file is not in a form that can be read')
  const master = keys.get(id)
  if (!master) throw new SealBroken(`The file was sealed under the master key ${id}, which is not on this installation`)
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, nonceSize), { authTagLength: tagSize })
  decipher.setAAD(bound('key', context, id)).setAuthTag(wrapped.subarray(-tagSize))
  const key = decipher.update(wrapped.subarray(nonceSize, -tagSize))
  try {
    decipher.final()
    return key
  } catch {
    throw new SealBroken('The key of the file belongs to another file or matter, or was altered')
  }
}

/** Cuts a source into frames of one size, the last shorter or equal, and says which is last. An empty source has one empty frame. */
async function* framesOf(source: Source, size: number): AsyncGenerator<{ frame: Buffer; last: boolean }> {
  let pending: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    pending.push(chunk)
    length += chunk.byteLength
    // A full frame waits for one more byte, since only the end of the source tells whether it is the last.
    if (length <= size) continue
    const bytes = Buffer.concat(pending)
    let at = 0
    for (; bytes.length - at > size; at += size) yield { frame: bytes.subarray(at, at + size), last: false }
    pending = [bytes.subarray(at)]
    length = bytes.length - at
  }
  yield { frame: Buffer.concat(pending), last: true }
}

async function* withoutMagic(source: Source): AsyncGenerator<Uint8Array> {
  let opening = Buffer.alloc(0)
  let begun = false
  for await (const chunk of source) {
    if (begun) {
      yield chunk
      continue
    }
    opening = Buffer.concat([opening, chunk])
    if (opening.length < magic.length) continue
    if (!opening.subarray(0, magic.length).equals(magic)) throw new SealBroken('This is not a sealed file')
    begun = true
    yield opening.subarray(magic.length)
  }
  if (!begun) throw new SealBroken('The file was cut short')
}
