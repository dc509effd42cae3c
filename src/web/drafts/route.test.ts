import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formOn, testSite } from '../../../test/site.ts'
import { letterAgreement } from '../step/step.samples.ts'

const begin = '/begin/letter'
const words = 'A long account,\nin two lines & <more>'

describe('What somebody was writing', async () => {
  const site = await testSite('drafts', { agreements: [letterAgreement] })
  const start = '2026-03-02T09:00:00Z'

  it('is kept while it is typed, and is on the page again and under their work', async () => {
    const chair = await site.signIn('imb.brackley-hill.chair')
    const page = await chair.read(begin)
    const body = new URLSearchParams([...formOn(page, begin).hidden, ['q-words', words]])
    const kept = await chair.ask('/drafts', { method: 'POST', body })
    assert.equal(kept.status, 204)
    assert.equal(kept.headers.get('session-seconds'), '1800', 'whoever types is not told that they are signed out')
    const again = await chair.read(begin)
    assert.match(again.words, /What you wrote here was kept on 2 March 2026 at 09:00/)
    assert.equal(new Map(formOn(again, begin).hidden).get('q-words'), words)
    assert.match((await chair.read('/')).words, /What you were writing Take down a letter , last kept/)
    const gone = await chair.send(again, {}, { action: '/drafts', button: 'discard' })
    assert.equal(new URL(gone.url).pathname, begin)
    assert.doesNotMatch(gone.words, /What you wrote here was kept/)
  })

  it('is nobody else’s', async () => {
    const chair = await site.signIn('imb.brackley-hill.chair')
    await chair.send(await chair.read(begin), { 'q-words': words }, { action: begin, button: 'later' })
    const other = await site.signIn('imb.calder-mount.chair')
    assert.doesNotMatch((await other.read(begin)).words, /A long account/)
    assert.doesNotMatch((await other.read('/')).words, /What you were writing/)
  })

  it('outlives the session that ran out while it was typed: sent late, it is there after signing in again (C-06)', async () => {
    site.setNow(start)
    const chair = await site.signIn('imb.dunscar.chair')
    const page = await chair.read(begin)
    site.setNow('2026-03-02T10:00:00Z')
    const out = await chair.send(
      page,
      { 'q-words': words, 'q-about': 'The kitchen' },
      { action: begin, button: 'check' },
    )
    assert.equal(out.status, 401)
    assert.match(out.words, /What you typed is kept/)
    const typing = (go: string) =>
      chair.ask('/drafts', {
        method: 'POST',
        body: new URLSearchParams([...formOn(page, begin).hidden, ['q-words', `${words} and on`], ['_go', go]]),
      })
    const still = await typing('')
    assert.deepEqual([still.status, still.headers.get('draft-kept')], [401, 'yes'], 'and whoever types on is told so')
    assert.equal((await typing('discard')).headers.get('draft-kept'), null)
    const signIn = /href="(\/sign-in\?to=[^"]+)"/.exec(out.html)?.[1] ?? assert.fail(out.html)
    const choosing = await chair.go(signIn)
    const back = await chair.go(choosing.url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'leonard.achebe@example.org' }),
    })
    assert.equal(new URL(back.url).pathname, begin)
    const html = await back.text()
    const fields = new Map(formOn({ status: 200, url: back.url, html, headers: back.headers, words: '' }, begin).hidden)
    assert.equal(fields.get('q-words'), `${words} and on`)
    assert.equal(fields.get('q-about'), '', 'as the page had it then')
    site.setNow(start)
  })

  it('is shown, not kept, when the session was ended on purpose', async () => {
    const chair = await site.signIn('imb.eastholme.chair')
    const page = await chair.read(begin)
    await site.database.owner.query(`update concordat.session set ended_at = now()`)
    const typed = {
      'q-words': words,
      'q-kind': 'complaint',
      'q-urgent': 'yes',
      'q-by-day': '3',
      'q-by-month': '4',
      'q-points-0-point': 'Warm water',
      'q-reader': 'hmpps.ashmoor.governor',
    }
    const out = await chair.send(page, typed, { action: begin, button: 'check' })
    assert.equal(out.status, 401)
    assert.match(
      out.words,
      /This could not be kept.*What does it say\? A long account, in two lines & <more> What kind is it\? A complaint Is it urgent\? Yes By when\? 3 4 Who should read it\? hmpps.ashmoor.governor What does it ask\? 1: Point Warm water/,
    )
    assert.doesNotMatch(out.words, /Governor/, 'whoever is signed out is told nothing but what they typed')
    const { rows } = await site.database.owner.query(
      `select from concordat.draft d join concordat.person p on p.id = d.person where p.subject like 'rosalind%'`,
    )
    assert.equal(rows.length, 0)
  })

  it('is not told of once its matter is out of sight', async () => {
    const chair = await site.signIn('imb.fenwick-house.chair')
    const token = formOn(await chair.read('/'), '/sign-out').hidden
    const body = new URLSearchParams([
      ...token,
      ['_address', '/matters/LET-2026-9999/steps/note'],
      ['q-note', 'Hidden'],
    ])
    assert.equal((await chair.ask('/drafts', { method: 'POST', body })).status, 204)
    assert.doesNotMatch((await chair.read('/')).words, /LET-2026-9999/)
  })

  it('goes once the step is taken', async () => {
    const chair = await site.signIn('imb.ashmoor.chair')
    const ref = await site.done(
      site.begin('imb.ashmoor.chair', 'letter', {
        where: 'ZAI',
        about: 'The gym',
        words: 'x',
        kind: 'thanks',
        urgent: false,
        reader: 'hmpps.ashmoor.governor',
        points: [{ point: 'One' }],
      }),
    )
    const address = `/matters/${ref}/steps/note`
    const check = await chair.send(
      await chair.read(address),
      { 'q-note': 'A note' },
      { action: address, button: 'check' },
    )
    const count = async () =>
      (await site.database.owner.query(`select from concordat.draft where address = $1`, [address])).rows.length
    assert.equal(await count(), 1)
    await chair.send(check, {}, { action: address, button: 'confirm' })
    assert.equal(await count(), 0)
  })
})
