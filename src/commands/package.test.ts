import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { settings } from '../config.ts'
import { findOwnKeys, trustedInstallations } from '../interchange/installation.ts'
import { fingerprintOf, type OwnKeys } from '../interchange/keys.ts'
import { write } from '../interchange/package.ts'
import { example, sender } from '../interchange/vectors.ts'
import { CannotBeDone, Misused, understood } from './command.ts'
import { packages } from './package.ts'
import { newFolder } from '../../test/folder.ts'

describe('the command for sealed packages', () => {
  const folder = newFolder('package')
  after(() => rmSync(folder, { recursive: true }))
  const env: Record<string, string> = {
    CONCORDAT_MODE: 'practice',
    CONCORDAT_VAR: folder,
    CONCORDAT_CLOCK: '2026-03-03T09:00:00Z',
    CONCORDAT_PUBLIC_URL: 'https://boards.example',
  }
  const known = () => settings(env, folder)
  const run = async (...args: string[]) => {
    const said: string[] = []
    const remarked: string[] = []
    const code = await packages.run({
      ...understood(packages, args),
      settings: known,
      say: line => void said.push(line),
      remark: line => void remarked.push(line),
    })
    return { code: code ?? 0, said: said.join('\n'), remarked: remarked.join('\n') }
  }
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const own = () => findOwnKeys(known()) as OwnKeys
  const fingerprint = fingerprintOf(sender.card)

  it('prints this installation’s card, and no secret', async () => {
    const { said, remarked } = await run('keys')
    assert.deepEqual(JSON.parse(said), own().card)
    assert.equal(own().card.name, 'https://boards.example')
    assert.match(remarked, new RegExp(`^Its fingerprint: ${fingerprintOf(own().card)}$`, 'm'))
    assert.deepEqual(Object.keys(JSON.parse(said) as object), ['format', 'name', 'signing', 'sealing'])
  })

  it('trusts nobody before their fingerprint was told, and tells apart a card that is not theirs', async () => {
    const card = file('inspectorate.json', JSON.stringify(sender.card))
    await assert.rejects(async () => run('trust', card, '--for', 'HMIP'), /The fingerprint of this card is/)
    await assert.rejects(
      async () => run('trust', card, '--for', 'HMIP', '--fingerprint', fingerprint.replace(/^./, 'g')),
      (fault: Error) => fault instanceof CannotBeDone && /is another/.test(fault.message),
    )
    await assert.rejects(async () => run('trust', card, '--for', 'HMPPS', '--fingerprint', fingerprint), Misused)
    await assert.rejects(async () => run('trust', file('no.json', '{}'), '--for', 'HMIP'), /is not a card/)
    assert.deepEqual(trustedInstallations(known()).trusted, [])
    const { said } = await run('trust', card, '--for', 'HMIP', '--fingerprint', fingerprint.toUpperCase())
    assert.match(said, /^https:\/\/inspectorate\.example is trusted from now on for HM Inspectorate of Prisons/)
    assert.match((await run('keys')).remarked, /^Trusted: https:\/\/inspectorate\.example for HM Inspectorate/m)
  })

  it('says of a package that it holds, with its terms and files, and not what it says', async () => {
    const sealed = write({ ...example, to: own().card }, sender)
    const { code, said } = await run('check', file('letter.concordat', sealed))
    assert.equal(code, 0, said)
    assert.match(said, /^It holds: the package 6f1c3a52/)
    assert.match(said, /Not to be passed on\n/)
    assert.match(said, /1\. letter\.txt, 19 bytes$/)
    assert.doesNotMatch(said, /answer the bell/)
  })

  it('says in plain words why a package does not hold, and ends with 1', async () => {
    const sealed = write({ ...example, to: own().card }, sender)
    const altered = Buffer.from(sealed)
    altered[400] = (altered[400] ?? 0) ^ 1
    for (const [bytes, words] of [
      [altered, /cut short or altered/],
      [sealed.subarray(0, 500), /cut short or altered/],
      [write(example, sender), /sealed for another installation/],
      [Buffer.from('%PDF-1.7'), /This is not a package of Concordat/],
    ] as const) {
      const { code, said } = await run('check', file('bad.concordat', bytes))
      assert.equal(code, 1)
      assert.match(said, words)
    }
    await assert.rejects(async () => run('check', join(folder, 'nowhere')), /There is no file called/)
  })

  it('says how keys are made where there are none, and makes them once', async () => {
    env.CONCORDAT_PACKAGE_KEYS = join(folder, 'others')
    const production = () => ({ ...known(), keys: { ...known().keys, whenMissing: 'stop' as const } })
    assert.equal(findOwnKeys(production()), undefined)
    const first = await run('keys', '--new')
    assert.equal((await run('keys', '--new')).said, first.said)
    assert.deepEqual(findOwnKeys(production())?.card, JSON.parse(first.said))
    for (const args of [[], ['lock'], ['check'], ['keys', 'x']])
      await assert.rejects(async () => run(...args), Misused, args.join(' '))
  })
})
