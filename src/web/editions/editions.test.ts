import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { formOn, testSite, type Visitor } from '../../../test/site.ts'
import { unpack } from '../../documents/archive.ts'

const leader = 'hmip.team-leader'

/** All the words of a Word document, its headers and footers with them. */
async function textOf(bytes: Buffer): Promise<string> {
  const parts: string[] = []
  await unpack(bytes, part => {
    if (/^word\/(document|header\d*|footer\d*)\.xml$/.test(part.name)) parts.push(part.bytes.toString('utf8'))
    return undefined
  })
  return parts.join(' ').replaceAll(/<[^>]*>/g, '')
}

describe('HH-26: the draft of a report, whole', async () => {
  const site = await testSite('edition-pages', { start: '2026-01-12T09:00:00Z' })
  let address = ''
  let reference = ''
  let team: Visitor

  before(async () => {
    const { begin, take, done } = site
    reference = await done(
      begin('hmip.coordinator', 'report', { place: 'ZAI', ended: '2025-12-05', kind: 'Full inspection' }),
    )
    await done(take(leader, reference, 'write', { introduction: 'Violence fell by a fifth. <b>It is bold.</b>' }))
    await done(take(leader, reference, 'send-draft'))
    await done(take(leader, reference, 'write', { introduction: 'Violence fell by a quarter. <b>It is bold.</b>' }))
    address = `/matters/${reference}/editions`
    team = await site.signIn(leader)
  })

  it('is read at any minute, the newest first, with its words escaped', async () => {
    const { status, words, html } = await team.read(address)
    assert.equal(status, 200)
    assert.match(words, /Working draft, version 2/)
    assert.match(words, /Violence fell by a quarter\. <b>It is bold\.|Violence fell by a quarter/)
    assert.match(html, /&lt;b&gt;It is bold\.&lt;\/b&gt;/)
    assert.match(words, /OFFICIAL-SENSITIVE – EMBARGOED/)
    assert.match((await team.read(`/matters/${reference}`)).html, new RegExp(`href="${address}"`))
  })

  it('leaves as a Word document with its marking, and that is recorded', async () => {
    const page = await team.read(address)
    // After the form by which editions are chosen, at the same address.
    const { hidden } = formOn(
      { ...page, html: page.html.slice(page.html.indexOf('<form method="post" action="/matters')) },
      address,
    )
    const sent = await team.ask(address, { method: 'POST', body: new URLSearchParams(hidden) })
    assert.equal(sent.status, 200)
    const words = await textOf(Buffer.from(await sent.arrayBuffer()))
    assert.match(words, /OFFICIAL-SENSITIVE – EMBARGOED/)
    assert.match(words, /Violence fell by a quarter/)
    assert.match((await team.read(`/matters/${reference}/seen`)).words, /The report: Working draft, version 2/)
  })

  it('is held beside another: what was added and removed is marked, and said for those who hear it', async () => {
    const { html, words } = await team.read(`${address}?from=1&to=3`)
    assert.match(words, /From Working draft, version 1 to Working draft, version 2 ?: 1 word added, 1 word removed/)
    assert.match(html, /<del class="app-removed"><span class="govuk-visually-hidden"> Removed: <\/span>fifth/)
    assert.match(html, /<ins class="app-added"><span class="govuk-visually-hidden"> Added: <\/span>quarter/)
    assert.match((await team.read(`${address}?from=1&to=2`)).words, /have the same words/)
  })

  it('the prison service has the one that was sent to it, and no other', async () => {
    const siu = await site.signIn('hmpps.siu')
    const { words } = await siu.read(address)
    assert.match(words, /The draft as it was sent/)
    assert.match(words, /by a fifth/)
    assert.doesNotMatch(words, /quarter|Working draft/)
    for (const other of ['2', '3', 'nothing']) assert.equal((await siu.read(`${address}?to=${other}`)).status, 404)
  })

  it('and whoever sees no part of it finds nothing there', async () => {
    const governor = await site.signIn('hmpps.ashmoor.governor')
    assert.equal((await governor.read(address)).status, 404)
    const forced = await governor.ask(address, { method: 'POST', body: new URLSearchParams({ edition: '1' }) })
    assert.notEqual(forced.status, 200)
  })
})
