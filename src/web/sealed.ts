import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Small things kept by the browser for us, which it can neither read nor change: where somebody was going when they signed
 * in, and what was just done. Each is sealed for one purpose and one holder, and does not open for another.
 */
export interface Sealer {
  seal(purpose: string, holder: string, value: unknown): string
  open(purpose: string, holder: string, sealed: string | undefined): unknown
}

export function sealer(secret: Buffer): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'cookies', 32))
  const bound = (purpose: string, holder: string) => Buffer.from(JSON.stringify([purpose, holder]))
  return {
    seal(purpose, holder, value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(purpose, holder))
      return Buffer.concat([
        nonce,
        cipher.update(JSON.stringify(value), 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]).toString('base64url')
    },
    open(purpose, holder, sealed) {
      const bytes = Buffer.from(sealed ?? '', 'base64url')
      if (bytes.length < 29) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAAD(bound(purpose, holder)).setAuthTag(bytes.subarray(-16))
        return JSON.parse(
          Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'),
        ) as unknown
      } catch {
        return undefined
      }
    },
  }
}
