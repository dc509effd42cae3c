import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

const site = await testSite('agreements-page')

describe('the page of an agreement', () => {
  it('leads to each of its procedures, drawn and listed, and to its times, each on a page of its own', async () => {
    const chair = await site.signIn('imb.ashmoor.chair')
    const page = await chair.read('/agreements/sanctions-protocol')
    const links = [...page.html.matchAll(/href="(\/agreements\/sanctions-protocol\?of=[\w-]+)"/g)].map(([, to]) => to!)
    assert.ok(links.includes('/agreements/sanctions-protocol?of=sanction-allegation'))
    assert.ok(links.includes('/agreements/sanctions-protocol?of=times'))
    assert.doesNotMatch(page.html, /aria-label="Drawing/)
    for (const link of links) {
      const one = await chair.read(link)
      assert.match(one.html, /<h1[^>]*>[^<]*(step by step|Times we have set ourselves|What carries SP-)/, link)
      assert.ok(Buffer.byteLength(one.html) < 60_000, `${link}: ${Buffer.byteLength(one.html)} bytes`)
    }
    const drawn = await chair.read('/agreements/sanctions-protocol?of=sanction-allegation')
    assert.match(drawn.html, /aria-label="Drawing: Alleged sanctions"/)
    assert.match(drawn.words, /The same steps as a list/)
    assert.ok(Buffer.byteLength(page.html) < 60_000, `${Buffer.byteLength(page.html)} bytes`)
    assert.equal((await chair.ask('/agreements/sanctions-protocol?of=nothing')).status, 404)
  })

  it('tells what carries a clause where that is much on a page of its own, so that the longest agreement stays light', async () => {
    const chair = await site.signIn('imb.ashmoor.chair')
    const page = await chair.read('/agreements/hmip-hmpps')
    assert.ok(Buffer.byteLength(page.html) < 60_000, `${Buffer.byteLength(page.html)} bytes`)
    assert.match(page.words, /and \d+ more carry HH-15/)
    const clause = await chair.read('/agreements/hmip-hmpps?of=HH-15')
    assert.match(
      clause.words,
      /What carries HH-15 The inspectorate protects .* Hold it, whatever the schedule says .* Nothing owed/,
    )
  })
})
