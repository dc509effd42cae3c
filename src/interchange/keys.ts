import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { bodies, scrutinyBodies, type ScrutinyBody } from '../bodies.ts'

/**
 * What an installation tells others about itself, as `concordat package keys` prints it: a key that its packages are signed
 * with, and a key that packages for it are sealed with. Keys are 32 bytes in base64url.
 */
export interface Card {
  readonly format: typeof cardFormat
  readonly name: string
  readonly signing: string
  readonly sealing: string
}

/** Another installation whose card was compared with what its people said, and the bodies it may speak for. */
export interface Trusted extends Card {
  readonly bodies: readonly ScrutinyBody[]
}

/** The private halves of this installation's keys, with its card. */
export interface OwnKeys {
  readonly card: Card
  readonly signing: KeyObject
  readonly sealing: KeyObject
}

export const cardFormat = 'concordat installation 1'

const rawKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const cardShape = z.strictObject({
  format: z.literal(cardFormat),
  name: z.string().trim().min(1).max(200),
  signing: rawKey,
  sealing: rawKey,
})
const trustedShape = cardShape.extend({ bodies: z.array(z.enum(scrutinyBodies)).min(1) })

/** A card from its JSON, or nothing when it is not one. */
export const findCard = (text: string): Card | undefined => parsed(cardShape, text)

/** A trusted installation from its JSON, or nothing when it is not one. */
export const findTrusted = (text: string): Trusted | undefined => parsed(trustedShape, text)

function parsed<T extends Card>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    const card = shape.parse(JSON.parse(text))
    publicKey('Ed25519', card.signing)
    publicKey('X25519', card.sealing)
    return card
  } catch {
    return undefined
  }
}

/** A public key from its 32 bytes in base64url. */
export const publicKey = (curve: 'Ed25519' | 'X25519', raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: curve, x: raw }, format: 'jwk' })

/** The 32 bytes of a public key, or of the public half of a private one, in base64url. */
export const rawOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x as string

/** What a key is called for short: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes. */
export const idOf = (raw: string): string =>
  createHash('sha256').update(Buffer.from(raw, 'base64url')).digest('hex').slice(0, 16)

/** What two people read to each other to know that a card is the right one: SHA-256 over both keys, in groups of four. */
export const fingerprintOf = ({ signing, sealing }: Card): string =>
  (
    createHash('sha256')
      .update('concordat installation 1\n')
      .update(Buffer.from(signing, 'base64url'))
      .update(Buffer.from(sealing, 'base64url'))
      .digest('hex')
      .match(/.{4}/g) ?? []
  ).join(' ')

/** The card that goes with these private keys. */
export const ownKeys = (name: string, signing: KeyObject, sealing: KeyObject): OwnKeys => ({
  card: {
    format: cardFormat,
    name,
    signing: rawOf(createPublicKey(signing)),
    sealing: rawOf(createPublicKey(sealing)),
  },
  signing,
  sealing,
})

/** The bodies that an installation speaks for, in words. */
export const bodiesInWords = ({ bodies: spoken }: Trusted): string => spoken.map(body => bodies[body].name).join(', ')
