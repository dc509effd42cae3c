import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('The directory', async () => {
  const site = await testSite('directory', { start: '2026-03-02T09:00:00Z' })
  const secretariat = await site.signIn('imb.secretariat')
  const investigator = await site.signIn('ppo.investigator')
  const governor = await site.signIn('hmpps.ashmoor.governor')
  const { begin, done } = site
  const reference = await done(
    begin('imb.secretariat', 'board-contacts', {
      board: 'ZAI',
      email: 'ashmoor.board@example.org',
      telephone: '01632 960 001',
      address: '<b>The Lodge</b>',
    }),
  )
  await done(begin('hmpps.siu', 'contact', { post: 'hmpps.siu', telephone: '01632 960 777' }))

  it('lists bodies and their offices, and who holds the posts of one’s own', async () => {
    const page = await investigator.read('/directory')
    assert.equal(page.status, 200)
    assert.match(page.words, /Investigator Prisons and Probation Ombudsman Siobhan Keane/)
    assert.match(page.words, /Press officer HM Inspectorate of Prisons Somebody holds it/)
    assert.doesNotMatch(page.words, /Callum Frost|The clock/)
  })

  it('shows the chairs’ contacts and names to the three bodies (HI-7a, PI-13b), as text', async () => {
    for (const who of [secretariat, investigator, await site.signIn('hmip.coordinator')]) {
      const page = await who.read('/directory?show=boards&name=ashmoor')
      assert.match(page.words, /Board chair, Ashmoor .*Beatrice Nwosu ashmoor\.board ?@example\.org 01632 960 001/)
      assert.match(page.html, /&lt;b&gt;The Lodge/)
      assert.match(page.words, /Confirmed 2 March 2026/)
    }
  })

  it('and nothing of them to the service: not a name, not whether they hold', async () => {
    for (const address of ['/directory', '/directory?show=boards', '/directory?show=stale', '/directory?name=nwosu']) {
      const page = await governor.read(address)
      assert.equal(page.status, 200)
      assert.doesNotMatch(page.words, /Nwosu|ashmoor\.board|960 001|Never given|no contact|To be confirmed/, address)
    }
  })

  it('the scrutiny unit is the first contact on its agreement: there, and on the agreement’s page (HH-45)', async () => {
    const coordinator = await site.signIn('hmip.coordinator')
    for (const address of ['/directory', '/agreements/hmip-hmpps'])
      assert.match(
        (await coordinator.read(address)).words,
        /Prison service: Scrutiny and Intelligence Unit \(? ?HH-45 ?\)? 01632 960 777/,
        address,
      )
    for (const address of ['/directory', '/agreements/hmip-hmpps']) {
      const page = await investigator.read(address)
      assert.match(page.words, /Prison service: Scrutiny and Intelligence Unit \(? ?HH-45/, address)
      assert.doesNotMatch(page.words, /960 777/, address)
    }
  })

  it('points out the chairs whose contact was never given, or not confirmed within a year (PI-13b)', async () => {
    const page = await investigator.read('/directory')
    assert.match(page.words, /5 boards’ chairs have no contact that was given or confirmed within a year/)
    const stale = await investigator.read('/directory?show=stale')
    assert.match(stale.words, /To be confirmed \(5\)/)
    assert.match(stale.words, /Board chair, Dunscar .*Never given/)
    assert.doesNotMatch(stale.words, /Board chair, Ashmoor/)
    await site.database.owner.query(`update concordat.contact set confirmed_on = '2025-03-01'`)
    assert.match(
      (await investigator.read('/directory?show=stale')).words,
      /Board chair, Ashmoor .*Confirmed 1 March 2025 More than a year ago/,
    )
    await site.database.owner.query(`update concordat.contact set confirmed_on = '2026-03-02'`)
  })

  it('leads whoever keeps a contact to where it is kept, and nobody else', async () => {
    const page = await secretariat.read('/directory?show=boards')
    assert.match(page.html, new RegExp(`href="/matters/${reference}"[^>]*>Change or confirm`))
    assert.match(page.words, /Give the contact of a board’s chair Give the contact of a post/)
    const other = await investigator.read('/directory?show=boards')
    assert.doesNotMatch(other.html, /Change or confirm|Give the contact/)
  })

  it('finds by a post, a unit, a body or a place, and says when there is none', async () => {
    assert.match((await investigator.read('/directory?show=establishments&name=dunscar')).words, /Governor, Dunscar/)
    assert.match((await investigator.read('/directory?name=ministry')).words, /offices: 2 posts/)
    assert.match((await investigator.read('/directory?name=xyzzy')).words, /No post is called that/)
    assert.equal((await investigator.read('/directory?show=nonsense&page=-4&name=%3Cb%3E')).status, 200)
  })

  it('tells nothing by an address for people: what they sign in with is on no page of it', async () => {
    for (const who of [secretariat, investigator])
      for (const show of ['offices', 'boards', 'establishments', 'stale'])
        assert.doesNotMatch((await who.read(`/directory?show=${show}`)).html, /beatrice\.nwosu|siobhan\.keane/, show)
  })
})
