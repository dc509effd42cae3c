import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { mountApi } from '../../src/api/api.ts'
import { servingPool } from '../../src/database/connect.ts'
import { openStore, sweepStrays } from '../../src/desk/documents.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import type { Store } from '../../src/documents/store.ts'
import { temporaryFolder } from '../folder.ts'
import { testSite } from '../site.ts'
import { allegation, typedAllegation } from './allegation.ts'
import { wire } from './wire.ts'

const chair = 'imb.ashmoor.chair'
const site = await testSite('lost commit', { more: mountApi })
const token = await site.as(chair, async desk => (await makeToken(desk, 'test', 30)).token)

const { serve } = site.database.servers
const between = await wire(temporaryFolder('wire'), { ...serve, host: serve.host ?? assert.fail('it has no socket') })
const pool = servingPool(between.settings)
Object.assign(site.house, { pool })
const visitor = await site.signIn(chair)
after(async () => {
  await pool.end()
  between.close()
})

const kept = async (line: string) =>
  (
    await site.database.owner.query<{ count: number }>(
      `select count(*)::int as count from concordat.content where body::jsonb ->> 'line' = $1`,
      [line],
    )
  ).rows[0]?.count

const files = async (store: Store) => {
  let count = 0
  for await (const _ of store.kept()) count++
  return count
}
const documents = async () =>
  (await site.database.owner.query<{ count: number }>('select count(*)::int as count from concordat.document')).rows[0]
    ?.count ?? 0

for (const [when, there] of [
  ['before', 0],
  ['after', 1],
] as const)
  describe(`A-12: a connection lost ${when} the commit was done, which nobody can tell from the other`, () => {
    const send = (line: string, key?: string) =>
      fetch(`${site.base}/api/v1/matters`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key && { 'idempotency-key': key }),
        },
        body: JSON.stringify({ procedure: 'sanction-allegation', answers: { ...allegation, line } }),
      })

    it('is told as it is to a program, which sends the same again with its key and has done it once', async () => {
      const line = `By a program, lost ${when}`
      between.breakAtCommit(when)
      const told = await send(line, `lost-${when}`)
      assert.equal(told.status, 503)
      assert.match(told.headers.get('content-type') ?? '', /problem\+json/)
      assert.equal(told.headers.get('retry-after'), '30')
      const said = (await told.json()) as { type: string; title: string; detail: string }
      assert.equal(said.type, '/api/v1/docs#maybe-saved')
      assert.equal(said.title, 'This may have been saved')
      assert.match(said.detail, /send the same again with the same Idempotency-Key/)
      assert.equal(await kept(line), there)

      assert.equal((await send(line, `lost-${when}`)).status, 201)
      assert.equal(await kept(line), 1)
    })

    it('tells a program that sent no key to look before it sends it again', async () => {
      between.breakAtCommit(when)
      const told = await send(`Without a key, lost ${when}`)
      assert.equal(told.status, 503)
      assert.match(await told.text(), /This may have been saved.*look whether it is there before you send it again/)
    })

    it('is told as it is on a page, with what was typed, and its form sent again does it once', async () => {
      const line = `On a page, lost ${when}`
      const page = await visitor.read('/begin/sanction-allegation')
      const typed = { ...typedAllegation, 'q-line': line }
      const checking = await visitor.send(page, typed, { action: '/begin/sanction-allegation', button: 'check' })
      between.breakAtCommit(when)
      const unsure = await visitor.send(checking, {}, { action: '/begin/sanction-allegation', button: 'confirm' })
      assert.equal(unsure.status, 503)
      assert.match(unsure.words, /This may have been saved/)
      assert.match(unsure.words, /before you do it again/)
      assert.doesNotMatch(unsure.words, /not saved|Nothing was changed/i)
      assert.ok(unsure.words.includes(line), 'what was typed is on the page')
      assert.equal(await kept(line), there)

      const sent = await visitor.send(unsure, {}, { action: '/begin/sanction-allegation' })
      assert.equal(sent.status, 200)
      assert.equal(await kept(line), 1)
    })

    it('keeps the file whose row may be there, and removes it once it is old and its row is not', async () => {
      const form = new FormData()
      form.set('file', new Blob([`A record, lost ${when}`], { type: 'text/plain' }), `${when}.txt`)
      // Who asks, and whether they have room, are looked at first.
      between.breakAtCommit(when, 2)
      const told = await fetch(`${site.base}/api/v1/documents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      })
      assert.equal(told.status, 503)
      assert.match(await told.text(), /This may have been saved/)
      const store = await openStore(site.settings.files)
      const stray = (await files(store)) - (await documents())
      assert.equal(stray, 1 - there)
      assert.equal(await sweepStrays(site.house, store, new Date(Date.now() + 3_600_000)), stray)
      assert.equal(await files(store), await documents())
    })

    it('changes nothing for whoever only reads: they are asked to come again', async () => {
      between.breakAtCommit(when)
      const told = await fetch(`${site.base}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
      assert.equal(told.status, 503)
      assert.match(await told.text(), /cannot be done just now, and nothing was changed/)
      between.breakAtCommit(when)
      const page = await visitor.read('/work')
      assert.equal(page.status, 503)
      assert.doesNotMatch(page.words, /may have been saved/)
    })
  })
