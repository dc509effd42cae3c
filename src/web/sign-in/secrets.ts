import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A new secret that nobody can guess: 256 random bits, as 43 letters, digits, `-` and `_`. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** What we keep instead of a secret: its SHA-256, 32 bytes. A plain hash is enough, since the secret is random and long. */
export const digestOf = (secret: string) => createHash('sha256').update(secret, 'utf8').digest()

/** Whether two secrets are the same, taking as long for a near miss as for a far one, whatever their lengths. */
export const sameSecret = (given: string, kept: string) => timingSafeEqual(digestOf(given), digestOf(kept))

/** Whether `given` is the secret whose digest was kept. */
export const matchesDigest = (given: string, kept: Uint8Array) =>
  kept.byteLength === 32 && timingSafeEqual(digestOf(given), kept)

/** A new API token: opaque, and begins with `con_` so that a scanner can find one that has leaked. */
export const newToken = () => `con_${newSecret()}`

const tokenShape = /^con_[A-Za-z0-9_-]{43}$/

/** Whether a text has the shape of one of our tokens. It may still be nobody's. */
export const isToken = (text: string) => tokenShape.test(text)

/** An Ed25519 key that signs, with the public half that others check by. `id` is the first 16 hex digits of the public key's SHA-256. */
export type SigningKey = { id: string; privateKey: KeyObject; publicKey: KeyObject; publicPem: string }

/** What to do when a key file isn't there: make it (practice), or stop (production, where a new key would orphan what the old one made). */
export type WhenMissing = 'create' | 'stop'

/** The journal's signing key from its file (PEM, PKCS #8). Stops if others on the machine can read the file. */
export function signingKey(file: string, whenMissing: WhenMissing): SigningKey {
  const pem = keyFile(file, whenMissing, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = readPrivateKey(file, pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key.`)

  const publicKey = createPublicKey(privateKey)
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
  return { id, privateKey, publicKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** The key that packages for this installation are sealed to (X25519) from its file. Stops if others on the machine can read it. */
export function sealingKey(file: string, whenMissing: WhenMissing): KeyObject {
  const pem = keyFile(file, whenMissing, () =>
    generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = readPrivateKey(file, pem)
  if (privateKey.asymmetricKeyType !== 'x25519') throw new Error(`${file} holds no X25519 key.`)
  return privateKey
}

/** The key that seals what is stored: 32 bytes, kept in its file as base64. Stops if others on the machine can read the file. */
export function masterKey(file: string, whenMissing: WhenMissing): Buffer {
  const text = keyFile(file, whenMissing, () => `${randomBytes(32).toString('base64')}\n`)
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) throw new Error(`${file} should hold 32 bytes as base64, and holds ${key.length}.`)
  return key
}

function readPrivateKey(file: string, pem: string) {
  try {
    return createPrivateKey(pem)
  } catch {
    // The reason OpenSSL gives may quote the file, so it goes no further.
    throw new Error(`${file} holds no private key in PEM.`)
  }
}

function keyFile(file: string, whenMissing: WhenMissing, make: () => string) {
  const found = readKeyFile(file)
  if (found !== undefined) return found
  if (whenMissing === 'stop')
    throw new Error(`The key file ${file} is not there. Restore it, or make one as docs/settings.md says.`)

  writeOnce(file, make())
  const made = readKeyFile(file)
  if (made === undefined) throw new Error(`The key file ${file} was written and is gone again.`)
  return made
}

function readKeyFile(file: string) {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  if ((stat.mode & 0o077) !== 0)
    throw new Error(`Others on this machine can read the key file ${file}. Run: chmod 600 ${file}`)
  return readFileSync(file, 'utf8')
}

/** Two processes may start at once: each writes its own whole file, one link wins, and both go on to read the winner's. */
function writeOnce(file: string, content: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${newSecret()}`
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
}
