import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite, visitor } from '../../../test/site.ts'
import { newBrowser } from '../../../test/sign-in-as.ts'

describe('Help', async () => {
  const site = await testSite('help')

  it('is at the foot of every page, in the same order, for anyone (C-26)', async () => {
    const nobody = visitor(newBrowser(site.base))
    const chair = await site.signIn('imb.ashmoor.chair')
    const footer = (html: string) =>
      [...html.slice(html.indexOf('<footer')).matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
    const expected = ['/help', '/feedback', '/accessibility', '/privacy', '/cookies', '/status', '/changes']
    for (const address of [...expected, '/', '/nowhere']) {
      for (const who of [nobody, chair]) {
        const page = await who.read(address)
        assert.ok([200, 404].includes(page.status), address)
        assert.deepEqual(footer(page.html).slice(0, 7), expected, address)
      }
    }
  })

  it('has one heading on each page', async () => {
    const chair = await site.signIn('imb.ashmoor.chair')
    for (const address of [
      '/help',
      '/feedback',
      '/accessibility',
      '/privacy',
      '/cookies',
      '/status',
      '/changes',
      '/search',
      '/',
      '/sessions',
    ])
      assert.equal([...(await chair.read(address)).html.matchAll(/<h1/g)].length, 1, address)
  })
})
