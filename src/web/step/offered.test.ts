import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

const begin = '/begin/information-hmip'

/** What must be typed of a letter on paper: the rest is there already. */
const typed = {
  'q-place': 'Ashmoor',
  'q-about': 'A letter about the night staff on one wing',
  'q-topics': ['staff'],
  'q-words': 'A canary sang of the night staff',
  'q-route': 'national',
  'q-uses': ['monitoring'],
}

describe('Sharing on terms, and accepting them', async () => {
  const site = await testSite('offered', { start: '2026-03-02T09:00:00Z' })
  const sender = await site.signIn('hmip.coordinator')
  const board = await site.signIn('imb.ashmoor.chair')
  let reference = ''

  it('HI-12l: begins with the strictest terms chosen, in groups, and asks a letter’s writer for six things', async () => {
    const form = await sender.read(begin)
    for (const heading of ['What it is', 'What it says', 'Where it goes', 'On what terms'])
      assert.match(form.html, new RegExp(`<h2[^>]*>${heading}</h2>`))
    const chosen = [...form.html.matchAll(/<input[^>]*type="radio"[^>]*>/g)].flatMap(([input]) =>
      /\schecked/.test(input) ? [`${/name="([^"]*)"/.exec(input)?.[1]}=${/value="([^"]*)"/.exec(input)?.[1]}`] : [],
    )
    assert.deepEqual(chosen.sort(), [
      'q-kind=correspondence',
      'q-later=no',
      'q-marking=sensitive',
      'q-onward=no',
      'q-personal=yes',
      'q-quoting=no',
      'q-readers=head',
      'q-relayReads=no',
    ])
    const check = await sender.send(form, typed, { action: begin, button: 'check' })
    assert.equal(check.status, 200, check.words)
    const done = await sender.send(check, {}, { action: begin, button: 'confirm' })
    reference = /INF-\d{4}-\d+|[A-Z]{3}-\d{4}-\d+/.exec(done.url)?.[0] ?? assert.fail(done.words)
  })

  it('HI-12c: shows its recipient the terms in full above the button, and nothing of what opens by it', async () => {
    await site.done(
      site.take('imb.national-chair', reference, 'forward', { condition: 'Speak to the liaison officer' }),
    )
    const on = `/matters/${reference}/steps/accept`
    const page = await board.read(on)
    assert.equal(page.status, 200, page.words)
    const [before = ''] = page.words.split('Who will be able to see more than before')
    for (const words of [
      'The terms that you accept',
      'Only for: To guide monitoring',
      'Not to be passed on',
      'Not to be quoted',
      'To follow up what it says, and to tell us what came of it.',
      'Speak to the liaison officer',
      'A letter about the night staff on one wing',
    ])
      assert.ok(before.includes(words), `${words}\n${page.words}`)
    assert.doesNotMatch(page.html, /canary/)
    const opened = await board.send(page, {}, { action: on, button: 'confirm' })
    assert.match(opened.url, new RegExp(`/matters/${reference}$`))
    assert.match(opened.words, /A canary sang/, 'whoever accepts lands where it can be read')
  })
})
