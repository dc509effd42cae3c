import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../../test/letters.ts'
import { testSite } from '../../../test/site.ts'
import { verifyJournal } from '../../../verifier/verify.mjs'
import { exportJournal } from '../../journal/export.ts'
import { bindEntries, type Head } from '../../journal/head.ts'
import { signingKey } from '../sign-in/secrets.ts'

describe('The journal’s page', async () => {
  const site = await testSite('journal page', { agreements: [lettersAgreement] })
  const write = () =>
    site.done(site.begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The gym', words: 'It is shut' }))

  it('says that there is no head until there is one', async () => {
    const press = await site.signIn('hmip.press')
    assert.match((await press.read('/journal')).words, /There is no head yet/)
    assert.equal((await press.read('/journal/head.json')).status, 404)
    assert.equal((await press.read('/journal/key.pem')).status, 404)
  })

  it('gives anyone in a post the newest head and the key, with which the journal checks from outside', async () => {
    await write()
    const { journalFile } = site.settings.keys
    mkdirSync(dirname(journalFile), { recursive: true, mode: 0o700 })
    const key = signingKey(journalFile, 'create')
    await bindEntries(site.house.pool, key, site.house.now())
    const press = await site.signIn('hmip.press')
    const page = await press.read('/journal')
    const head = JSON.parse((await press.read('/journal/head.json')).html) as Head
    const pem = (await press.read('/journal/key.pem')).html
    assert.ok(page.words.includes(head.digest))
    assert.match(page.words, /Number 1 Made 2 March 2026 at 09:00/)
    assert.match(page.words, /Download the public key/)
    assert.doesNotMatch(page.words + JSON.stringify(head), /gym|LET-/)
    const checked = await verifyJournal(exportJournal(site.database.owner), {
      publicKey: createPublicKey(pem),
      savedHead: head,
    })
    assert.equal(checked.entries, 1)
  })

  it('does not offer a key that did not sign the head', async () => {
    const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(site.settings.keys.journalFile, other, { mode: 0o600 })
    const press = await site.signIn('hmip.press')
    assert.match((await press.read('/journal')).words, /Ask whoever runs Concordat for the public half/)
  })
})
