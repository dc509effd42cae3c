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
}

describe('Sharing on terms, and accepting them', async () => {
  const site = await testSite('offered', { start: '2026-03-02T09:00:00Z' })
  const sender = await site.signIn('hmip.coordinator')
  const board = await site.signIn('imb.ashmoor.chair')
  let reference = ''

  it('HI-12l: begins with the strictest terms chosen, in groups, and asks a letter’s writer for four things', async () => {
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
      'q-route=national',
    ])
    assert.match(
      form.html,
      /<details class="govuk-details app-fold">\s*<summary[\s\S]*Its other terms are the strictest/,
    )
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

  it('asks about whoever passes it on only where there is a way that goes through another (HI-8g)', async () => {
    const asked = 'May whoever passes it on read it?'
    assert.ok((await board.read(begin)).words.includes(asked))
    const secretariat = await site.signIn('imb.secretariat')
    assert.ok(!(await secretariat.read(begin)).words.includes(asked))
  })

  it('says what passing it on shows its originator, and what for (HI-9e)', async () => {
    const sent = await site.done(
      site.begin('hmip.coordinator', 'information-hmip', {
        place: 'ZAI',
        kind: 'correspondence',
        about: 'Night staff',
        topics: ['staff'],
        words: 'A wren sang',
        personal: 'no',
        marking: 'sensitive',
        route: 'national',
        relayReads: 'no',
        readers: 'head',
        purpose: 'To follow up',
        uses: ['monitoring'],
        onward: 'no',
        quoting: 'no',
        later: 'no',
      }),
    )
    const relay = await site.signIn('imb.national-chair')
    const on = `/matters/${sent}/steps/forward`
    const check = await relay.send(await relay.read(on), {}, { action: on, button: 'check' })
    assert.match(
      check.words,
      /Inspectorate: inspection teams And, once something is written there [^.]*What for To see what is asked of what is yours, what is made of it and what came of it/,
    )
  })

  it('warns whoever closes it of what is still owed, which closing leaves undone', async () => {
    const on = `/matters/${reference}/steps/close`
    const page = await sender.read(on)
    assert.match(
      page.words,
      /Something is still owed here Follow it up, and say what came of it Owed by Ashmoor: monitoring board, due 30 March 2026 \. It will be left undone, and owed no longer\./,
    )
    await site.done(
      site.take('imb.ashmoor.chair', reference, 'tell-outcome', { outcome: 'acted', told: 'We went at night' }),
    )
    assert.doesNotMatch((await sender.read(on)).words, /still owed/)
  })

  it('says above the form what is answered, as it was last asked, and cites all that its sharing carried (HI-8g, HI-12c)', async () => {
    const { history } =
      /id="history"(?<history>[\s\S]*)/.exec((await sender.read(`/matters/${reference}`)).html)?.groups ?? {}
    assert.match(history ?? '', /HI-8g[\s\S]*HI-6c[\s\S]*HI-12h/)
    const ask = (asked: object) => site.done(site.take('imb.ashmoor.chair', reference, 'ask', { ...asked }))
    await ask({ want: 'abroad', country: 'France', because: 'To compare' })
    await site.done(site.take('hmip.coordinator', reference, 'answer-ask', { agreed: false, answer: 'Not yet.' }))
    await ask({ want: 'quote', because: 'For our annual report' })
    const { words } = await sender.read(`/matters/${reference}/steps/answer-ask`)
    const [before = ''] = words.split('Do you agree?')
    assert.match(before, /What you answer What do you ask for\? To quote it Why\? For our annual report/)
    assert.doesNotMatch(words, /France/, 'nor what was asked before')
  })
})

describe('HH-25: an urgent concern, offered above those it is sent to', async () => {
  const site = await testSite('offered-above', { start: '2026-03-02T09:00:00Z' })
  const sender = await site.signIn('hmip.coordinator')
  const sent = '/begin/urgent-concern'

  it('says that they see it only when nobody acknowledges it by the end of the day, and names nobody else as seeing it', async () => {
    const check = await sender.send(
      await sender.read(sent),
      {
        'q-place': 'Ashmoor',
        'q-who': 'A. Finch',
        'q-danger': ['self'],
        'q-concern': 'He may harm himself tonight',
        'q-named': 'no',
        'q-to': 'safer-custody',
        'q-receivedOn-day': '2',
        'q-receivedOn-month': '3',
        'q-receivedOn-year': '2026',
        'q-wrote': 'public',
      },
      { action: sent, button: 'check' },
    )
    assert.equal(check.status, 200, check.words)
    assert.match(check.words, /Head of safer custody, Ashmoor will see this/)
    assert.match(
      check.words,
      /Seen by Inspectorate: inspection teams \(you\) Head of safer custody, Ashmoor New Offered, sealed, to Governor, Ashmoor; /,
    )
    assert.doesNotMatch(check.words, /once they accept the terms|and Governor, Ashmoor will see this/)
    assert.match(
      check.words,
      /Governor, Ashmoor[^.]* Is offered, sealed What is feared, and for whom; What was done: it opens by “Take it up and open it”, for whoever it is taken to when nobody has acknowledged it by the end of the day What for To keep the person safe, if nobody acknowledges it by the end of the day/,
    )
  })
})
