import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { openRecurring } from '../../clock/recur.ts'

describe('What is being gathered', async () => {
  const site = await testSite('ongoing', { start: '2026-03-02T09:00:00Z' })
  await openRecurring(site.house)
  const investigator = await site.signIn('ppo.investigator')
  const home = await investigator.read('/')
  const reference = /WKS-\d{4}-\d{4}/.exec(home.html)?.[0] ?? assert.fail(home.words)
  const change = `/matters/${reference}/steps/change-entry`

  it('PH-2: leads whoever may add to this week’s summary there from their work, until it is sent', async () => {
    assert.match(
      home.words,
      new RegExp(
        `Being gathered now Weekly summaries: ${reference} Week of 2 March 2026 Add what was heard about a place`,
      ),
    )
    assert.ok(home.html.includes(`href="/matters/${reference}/steps/add-entry"`))
    assert.doesNotMatch((await (await site.signIn('hmip.intelligence')).read('/')).words, /Being gathered now/)
  })

  it('PH-2: says how its day was reached: the Friday that ends its week', async () => {
    const page = await (await site.signIn('ppo.deputy')).read(`/matters/${reference}`)
    assert.match(page.words, /Limit Friday 6 March 2026 , in 4 days Send the summary How this date was reached/)
    assert.match(page.words, /Friday 6 March 2026: the day that ends the working week of Monday 2 March 2026/)
    assert.doesNotMatch(page.words, /date that was agreed/)
  })

  it('PH-4: an entry that is to be changed stands in the box as it reads, once it is chosen', async () => {
    for (const text of ['Showers are cold.', 'Night staff are few.'])
      await site.done(site.take('ppo.deputy', reference, 'add-entry', { place: 'ZAI', text }))
    const inBox = (page: { html: string }) => /<textarea[^>]*name="q-text"[^>]*>\n?([^<]*)</.exec(page.html)?.[1]
    const form = await investigator.read(change)
    assert.equal(inBox(form), '')
    const chosen = await investigator.send(form, { 'q-which': '2' }, { action: change, button: 'check' })
    assert.equal(chosen.status, 200)
    assert.equal(inBox(chosen), 'Night staff are few.')
    assert.match(chosen.words, /What stands there now is in the box/)
    const other = await investigator.send(chosen, { 'q-which': '1' }, { action: change, button: 'check' })
    assert.equal(other.status, 422)
    assert.match(other.words, /These are the words of another entry/)
    const check = await investigator.send(
      chosen,
      { 'q-which': '2', 'q-text': 'Night staff are too few.' },
      { action: change, button: 'check' },
    )
    assert.match(check.words, /Check before you go on: change an entry/)
    const done = await investigator.send(check, {}, { action: change, button: 'confirm' })
    assert.match(done.words, /Night staff are too few/)
    const none = await investigator.send(await investigator.read(change), {}, { action: change, button: 'check' })
    assert.equal(none.status, 422, 'none is chosen')
    assert.match(none.words, /Choose the entry/)
  })

  it('is no longer led to once it is sent', async () => {
    await site.done(site.take('ppo.deputy', reference, 'send'))
    assert.doesNotMatch((await investigator.read('/')).words, /Being gathered now/)
  })
})

describe('What falls due long after', async () => {
  const site = await testSite('horizon', { start: '2026-10-31T09:00:00Z' })
  // The year's round of the chairs' contacts is due on 31 December.
  await openRecurring(site.house)

  it('is there, a click away, and among what presses once it is sixty days off (C-11)', async () => {
    const far = await (await site.signIn('imb.secretariat')).read('/')
    assert.match(
      far.words,
      /You owe nothing soon Nothing falls due before 31 December 2026\. What you owe after 30 December 2026 \(1\)/,
    )
    assert.match(far.html, /<details[\s\S]*Give the ombudsman the contacts of all chairs of boards[\s\S]*<\/details>/)
    site.setNow('2026-11-01T09:00:00Z')
    const near = await (await site.signIn('imb.secretariat')).read('/')
    assert.match(near.words, /What you owe \(1\) Matter Place What to do Due CRD-2026-/)
    assert.doesNotMatch(near.words, /What you owe after/)
  })
})
