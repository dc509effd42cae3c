import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { letterAgreement } from '../step/step.samples.ts'

const letter = {
  where: 'ZBI',
  about: 'A canary',
  words: 'x',
  kind: 'thanks',
  urgent: false,
  reader: 'hmpps.ashmoor.governor',
  points: [{ point: 'One' }],
}

const sectionsOf = (html: string) =>
  [...html.matchAll(/class="govuk-service-navigation__link" href="([^"]+)"/g)].map(([, address = '']) => address)

describe('Somebody whose training or awareness has lapsed', async () => {
  const site = await testSite('suspended', { agreements: [letterAgreement] })
  const reference = await site.done(site.begin('imb.brackley-hill.chair', 'letter', letter))
  const lapse = () =>
    site.database.owner.query(
      `delete from concordat.standing s using concordat.person p where p.id = s.person and p.subject = 'sunita.deshmukh@example.org'`,
    )

  it('sees what lapsed, by which clause and how to mend it, and nothing else at all', async () => {
    const chair = await site.signIn('imb.brackley-hill.chair')
    const before = await chair.read(`/matters/${reference}`)
    assert.equal(before.status, 200)
    await lapse()
    for (const address of [
      '/',
      `/matters/${reference}`,
      '/search',
      '/begin/letter',
      `/matters/${reference}/steps/note`,
    ]) {
      const page = await chair.read(address)
      assert.equal(page.status, 403, address)
      assert.match(page.words, /Your access is suspended for now/)
      assert.match(page.words, /You have read the agreement on letters.*SP-3/)
      assert.match(page.html, /href="\/begin\/confirmation"/)
      assert.doesNotMatch(page.words, /canary|LET-2026/)
    }
    const { html, words } = await chair.read('/')
    assert.match(words, /You can go on as soon as this holds again/)
    assert.doesNotMatch(html, /id="find"/)
    // Beside the page that says it, each section is there as its own route says, and none that leads back here.
    const [work, ...others] = sectionsOf(before.html)
    const open: string[] = []
    for (const address of others) if ((await chair.read(address)).status === 200) open.push(address)
    assert.deepEqual(sectionsOf(html), [work, ...open])
    assert.deepEqual([others.length, open], [4, ['/agreements']])
    assert.equal((await chair.read('/help')).status, 200)
  })

  it('may do the one thing that mends it, and then sees again what is theirs', async () => {
    await site.database.owner.query(
      `insert into concordat.standing select id, 'reading', '2026-01-01', '2026-12-31' from concordat.person where subject = 'sunita.deshmukh@example.org'`,
    )
    const chair = await site.signIn('imb.brackley-hill.chair')
    await lapse()
    const page = await chair.read('/begin/confirmation')
    assert.equal(page.status, 200)
    const check = await chair.send(page, { 'q-read': 'yes' }, { action: '/begin/confirmation', button: 'check' })
    const done = await chair.send(check, {}, { action: '/begin/confirmation', button: 'confirm' })
    assert.equal(done.status, 200, done.words)
    assert.match(done.words, /Your work/)
    assert.match(done.html, /href="\/establishments"[^]*id="find"/)
    assert.equal((await chair.read(`/matters/${reference}`)).status, 200)
  })

  it('writes nothing else, though they ask the database itself', async () => {
    await lapse()
    await assert.rejects(site.begin('imb.brackley-hill.chair', 'letter', letter), /nobody who may act is acting/)
    await assert.rejects(site.take('imb.brackley-hill.chair', reference, 'note', { note: 'x' }))
    // Mended, by themselves; and what mends it for one body is no door for another.
    await site.done(site.begin('imb.brackley-hill.chair', 'confirmation', { read: true }))
    await site.done(site.take('imb.brackley-hill.chair', reference, 'note', { note: 'x' }))
  })
})
