import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { z } from 'zod'
import { PackageFault } from './fault.ts'
import { idOf, publicKey, rawOf, type OwnKeys } from './keys.ts'

/**
 * The outside of a package: one line in the clear, then the archive sealed for one installation.
 *
 *     concordat package 1 {"to":"<id of the recipient's sealing key>","key":"<one-time public key>"}
 *
 * A key pair is made for this package alone (X25519). What it and the recipient's key agree on goes through HKDF-SHA-256 to a
 * key and a nonce for AES-256-GCM, under which the archive is sealed in one piece with the line bound in. Nothing of the archive
 * is looked at before all of it has been authenticated.
 */

const opening = 'concordat package 1 '
const longestLine = 300
const tagSize = 16

/** The most a package may weigh, in bytes: 60 MB. */
export const mostSealed = 60_000_000

const lineShape = z.strictObject({
  to: z.string().regex(/^[0-9a-f]{16}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})

/** Seals an archive for whoever holds this sealing key (32 bytes in base64url). */
export function seal(
  archive: Buffer,
  recipient: string,
  once: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } = generateKeyPairSync('x25519'),
): Buffer {
  const raw = rawOf(once.publicKey)
  const line = Buffer.from(`${opening}${JSON.stringify({ to: idOf(recipient), key: raw })}\n`)
  const agreed = diffieHellman({ privateKey: once.privateKey, publicKey: publicKey('X25519', recipient) })
  const { key, nonce } = keysFrom(agreed, raw, recipient)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(line)
  return Buffer.concat([line, cipher.update(archive), cipher.final(), cipher.getAuthTag()])
}

/** Whether these bytes begin as a sealed package does, of whatever version. */
export const looksSealed = (bytes: Buffer): boolean => bytes.subarray(0, 18).toString('latin1') === 'concordat package '

/** Opens a package sealed for this installation. Throws `PackageFault`. */
export function unseal(bytes: Buffer, own: OwnKeys): Buffer {
  const { line, to, key: raw } = lineOf(bytes)
  if (to !== idOf(own.card.sealing))
    throw new PackageFault(
      'sealed for another',
      `This package was sealed for another installation, whose key is ${to}; ours is ${idOf(own.card.sealing)}. Ask whoever sent it to export it for us.`,
    )
  const body = bytes.subarray(line.length)
  if (body.length < tagSize) throw broken()
  try {
    const agreed = diffieHellman({ privateKey: own.sealing, publicKey: publicKey('X25519', raw) })
    const { key, nonce } = keysFrom(agreed, raw, own.card.sealing)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize })
    decipher.setAAD(line).setAuthTag(body.subarray(-tagSize))
    const archive = decipher.update(body.subarray(0, -tagSize))
    decipher.final()
    return archive
  } catch {
    throw broken()
  }
}

const broken = () =>
  new PackageFault(
    'cut short or altered',
    'This package was cut short or altered on its way, so nothing of it was read. Ask whoever sent it to send it again.',
  )

/** The opening line, whole and well formed. */
function lineOf(bytes: Buffer): { line: Buffer; to: string; key: string } {
  if (bytes.length > mostSealed)
    throw new PackageFault('too big', `This package is larger than ${mostSealed / 1_000_000} MB, so it was not opened.`)
  if (!looksSealed(bytes))
    throw new PackageFault('not a package', 'This is not a package of Concordat. Choose the file as it was sent.')
  if (bytes.subarray(0, opening.length).toString('latin1') !== opening)
    throw new PackageFault(
      'unknown version',
      'This package is of a version that is not known here. Bring this installation up to date, or ask for version 1.',
    )
  const end = bytes.subarray(0, longestLine).indexOf('\n')
  if (end < 0) throw broken()
  try {
    const line = bytes.subarray(0, end + 1)
    return { line, ...lineShape.parse(JSON.parse(line.toString('latin1', opening.length))) }
  } catch {
    throw broken()
  }
}

/** 32 bytes of key and 12 of nonce. The one-time key makes both new for every package, so no nonce comes twice under a key. */
function keysFrom(agreed: Buffer, once: string, recipient: string): { key: Buffer; nonce: Buffer } {
  const info = Buffer.concat([
    Buffer.from('concordat package 1 seal\n'),
    Buffer.from(once, 'base64url'),
    Buffer.from(recipient, 'base64url'),
  ])
  const bytes = Buffer.from(hkdfSync('sha256', agreed, Buffer.alloc(0), info, 44))
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) }
}
