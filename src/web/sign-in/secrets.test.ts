import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { digestOf, isToken, masterKey, matchesDigest, newSecret, newToken, sameSecret, signingKey } from './secrets.ts'
import { newFolder } from '../../../test/folder.ts'

const folder = newFolder('concordat-secrets')
after(() => rmSync(folder, { recursive: true }))

describe('Secrets', () => {
  it('are 256 random bits, and never the same twice', () => {
    const many = new Set(Array.from({ length: 1000 }, newSecret))
    assert.equal(many.size, 1000)
    for (const secret of many) assert.equal(Buffer.from(secret, 'base64url').length, 32)
  })

  it('are kept as a SHA-256 that finds the secret again and nothing else', () => {
    const secret = newSecret()
    assert.equal(digestOf(secret).length, 32)
    assert.ok(matchesDigest(secret, digestOf(secret)))
    assert.ok(!matchesDigest(newSecret(), digestOf(secret)))
    assert.ok(!matchesDigest(secret, new Uint8Array(0)))
  })

  it('are compared whatever their lengths', () => {
    assert.ok(sameSecret('a secret', 'a secret'))
    assert.ok(!sameSecret('a secret', 'a secret and more'))
    assert.ok(!sameSecret('', 'a secret'))
  })

  it('begin with con_ when they are tokens', () => {
    assert.ok(isToken(newToken()))
    for (const other of [
      '',
      'con_',
      newSecret(),
      `${newToken()}x`,
      `${newToken()}\n`,
      `x${newToken()}`,
      newToken().toUpperCase(),
    ])
      assert.ok(!isToken(other), other)
  })
})

describe('Key files', () => {
  it('are made once, for the owner alone, and read the same afterwards', () => {
    const file = join(folder, 'keys', 'journal.pem')
    const made = signingKey(file, 'create')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(join(folder, 'keys')), ['journal.pem'])

    const read = signingKey(file, 'stop')
    assert.equal(read.id, made.id)
    assert.match(read.id, /^[0-9a-f]{16}$/)

    const head = Buffer.from('the head')
    assert.ok(verify(null, head, read.publicPem, sign(null, head, made.privateKey)))
  })

  it('are not replaced when they are missing in production', () => {
    const file = join(folder, 'missing.pem')
    assert.throws(() => signingKey(file, 'stop'), /is not there/)
    assert.throws(() => masterKey(file, 'stop'), /is not there/)
  })

  it('are refused when others on the machine could have read them', () => {
    const file = join(folder, 'open.key')
    masterKey(file, 'create')
    chmodSync(file, 0o640)
    assert.throws(() => masterKey(file, 'stop'), /chmod 600/)
  })

  it('are refused when they hold something else, without quoting it', () => {
    const file = join(folder, 'other.key')
    writeFileSync(file, 'hunter2 hunter2', { mode: 0o600 })
    const quotesNothing = (error: Error) => !error.message.includes('hunter2') && error.cause === undefined
    assert.throws(() => signingKey(file, 'stop'), quotesNothing)
    assert.throws(() => masterKey(file, 'stop'), quotesNothing)

    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(file, ec)
    assert.throws(() => signingKey(file, 'stop'), /no Ed25519 key/)
  })

  it('hold 32 bytes when they seal what is stored', () => {
    const file = join(folder, 'master.key')
    const made = masterKey(file, 'create')
    assert.equal(made.length, 32)
    assert.deepEqual(masterKey(file, 'stop'), made)
  })
})
