import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('Where somebody is signed in', async () => {
  const site = await testSite('sessions')

  it('is listed for them alone, and each can be ended', async () => {
    const here = await site.signIn('hmip.sanctions-officer')
    site.setNow('2026-03-02T09:05:00Z')
    const there = await site.signIn('hmip.sanctions-officer')
    site.setNow('2026-03-02T09:10:00Z')
    const third = await site.signIn('hmip.sanctions-officer')
    const other = await site.signIn('hmip.coordinator')

    const page = await here.read('/sessions')
    assert.equal([...page.html.matchAll(/summary-card__title"/g)].length, 3)
    assert.match(page.words, /This browser/)
    assert.equal([...(await other.read('/sessions')).html.matchAll(/summary-card__title"/g)].length, 1)

    const after = await here.send(page, { began: '2026-03-02T09:05:00.000Z' }, { action: '/sessions' })
    assert.match(after.words, /That session was ended/)
    assert.equal((await there.read('/sessions')).status, 401)
    assert.equal((await third.read('/sessions')).status, 200)

    const token = page.html.match(/name="_csrf" value="([^"]+)"/)?.[1] ?? ''
    const all = await here.go('/sessions', { method: 'POST', body: new URLSearchParams({ _csrf: token }) })
    assert.match(await all.text(), /One other session was ended/)
    assert.equal((await third.read('/sessions')).status, 401)
    assert.equal((await here.read('/sessions')).status, 200)
    assert.equal((await other.read('/sessions')).status, 200)
  })
})
