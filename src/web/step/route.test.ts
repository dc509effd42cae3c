import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { list } from '../../desk/list.ts'
import { formOn, testSite, type Read, type Visitor } from '../../../test/site.ts'
import { letterAgreement } from './step.samples.ts'

const begin = '/begin/letter'

const typed = {
  'q-where': 'Ashmoor',
  'q-about': 'The kitchen',
  'q-words': 'A canary sang\nin the <kitchen> & "elsewhere"',
  'q-kind': 'complaint',
  'q-severity': '4',
  'q-ways': ['post', 'hand'],
  'q-urgent': 'yes',
  'q-by-day': '9',
  'q-by-month': '3',
  'q-by-year': '2026',
  'q-reader': 'hmpps.ashmoor.governor',
  'q-points-0-point': 'That it be clean',
}

const reference = (page: Read) => /LET-2026-\d+/.exec(page.url)?.[0] ?? assert.fail(`${page.url} ${page.words}`)

describe('A step’s page', async () => {
  const site = await testSite('step', { agreements: [letterAgreement] })
  const chair = await site.signIn('imb.ashmoor.chair')
  const governor = await site.signIn('hmpps.ashmoor.governor')

  const fillIn = async (who: Visitor, fields: Record<string, string | readonly string[]> = typed, button = 'check') => {
    await site.database.owner.query('delete from concordat.draft')
    return who.send(await who.read(begin), fields, { action: begin, button })
  }
  const newLetter = async (fields: Record<string, string | readonly string[]> = typed) => {
    const check = await fillIn(chair, fields)
    assert.equal(check.status, 200, check.words)
    return reference(await chair.send(check, {}, { action: begin, button: 'confirm' }))
  }
  const step = (ref: string, name: string) => `/matters/${ref}/steps/${name}`

  it('asks every question of its definition, with its clause', async () => {
    const page = await chair.read(begin)
    assert.equal(page.status, 200)
    for (const label of [
      'Where is it about?',
      'What does it say?',
      'What kind is it?',
      'How bad, from 1 to 5?',
      'Which post',
      'Papers',
      'Add another',
    ].filter(one => one !== 'Which post'))
      assert.ok(page.words.includes(label), label)
    assert.match(page.html, /<option value="Ashmoor">/, 'places can be typed or chosen without a script')
    assert.match(page.html, /type="radio" value="hmpps\.ashmoor\.governor"/)
    assert.match(page.words, /SP-2, paragraph 2, in our words/)
    assert.match(page.words, /How did it come\? \(optional\)/)
    assert.match(page.words, /Read the agreement on letters first/)
  })

  it('draws what hangs on an answer under that answer, to be seen without scripts', async () => {
    const page = await chair.read(begin)
    assert.match(page.html, /data-aria-controls="conditional-q-kind"[\s\S]*?id="conditional-q-kind"[\s\S]*?q-severity/)
  })

  it('tells all that is wrong at once, each linked to its field, and keeps every word typed (C-05)', async () => {
    const page = await fillIn(chair, {
      ...typed,
      'q-where': 'Nowhere',
      'q-severity': '9',
      'q-by-day': '1',
      'q-by-month': '3',
      'q-code': 'no',
      'q-points-0-point': '',
      'q-points-0-until-day': '40',
    })
    assert.equal(page.status, 422)
    assert.match(page.html, /<title>Error: Take down a letter/)
    const links = [...page.html.matchAll(/error-summary[\s\S]*?<\/ul>/g)][0]?.[0].matchAll(/href="#([^"]+)"/g) ?? []
    const anchors = [...links].map(([, id]) => id ?? '')
    assert.deepEqual(anchors, [
      'q-where',
      'q-severity',
      'q-by-day',
      'q-code',
      'q-points-0-point',
      'q-points-0-until-day',
    ])
    for (const id of anchors) assert.ok(page.html.includes(`id="${id}"`), id)
    const kept = new Map<string, string>()
    for (const [name, value] of formOn(page, begin).hidden) kept.set(name, value)
    assert.equal(kept.get('q-where'), 'Nowhere')
    assert.equal(kept.get('q-words'), typed['q-words'])
    assert.equal(kept.get('q-by-month'), '3')
    assert.equal(kept.get('q-points-0-until-day'), '40')
    assert.equal(kept.get('q-kind'), 'complaint')
    assert.ok([...page.html.matchAll(/name="q-ways" type="checkbox" value="(\w+)" checked/g)].length === 2)
  })

  it('says of which question it is, where the same is wrong with several', async () => {
    const page = await fillIn(chair, { ...typed, 'q-severity': '9', 'q-sheets': '9' })
    const listed = [...page.html.matchAll(/href="#q-[^"]+">([^<]+)</g)].map(([, words = '']) => words.split(':')[0])
    assert.deepEqual(listed, ['How bad, from 1 to 5?', 'How many sheets?'])
    const one = await fillIn(chair, { ...typed, 'q-sheets': '9' })
    assert.match(one.html, /href="#q-sheets">Give a whole number/)
  })

  it('says no in the rule’s words, with its clause and what to do next', async () => {
    const page = await fillIn(chair, { ...typed, 'q-about': 'nothing' })
    assert.equal(page.status, 422)
    assert.match(page.words, /A letter about nothing is not taken\. Write what it is about\./)
    assert.match(page.words, /this was refused: the clause SP-2/)
  })

  it('adds and removes rows without a script, and loses nothing', async () => {
    const more = await fillIn(chair, typed, 'add:points')
    assert.equal(more.status, 200)
    const again = await chair.send(
      more,
      { 'q-points-1-point': 'That it be quiet' },
      { action: begin, button: 'add:points' },
    )
    const fewer = await chair.send(again, {}, { action: begin, button: 'remove:points:0' })
    const fields = new Map(formOn(fewer, begin).hidden)
    assert.equal(fields.get('q-points-0-point'), 'That it be quiet')
    assert.equal(fields.get('q-points-1-point'), '')
    assert.equal(fields.get('q-about'), 'The kitchen')
  })

  it('shows exactly what will be done before it does it, and then does it once (A-19)', async () => {
    const check = await fillIn(chair)
    assert.equal(check.status, 200)
    assert.match(check.words, /Check before you go on: take down a letter/)
    assert.match(check.words, /The envelope Where is it about\? Ashmoor/)
    assert.match(check.words, /Seen by Ashmoor: monitoring board \(you\)/)
    const { rows: before } = await site.database.owner.query<{ count: string }>('select count(*) from concordat.matter')
    const twice = await Promise.all([1, 2, 3, 4].map(() => chair.send(check, {}, { action: begin, button: 'confirm' })))
    const references = new Set(twice.map(reference))
    const { rows: after } = await site.database.owner.query<{ count: string }>('select count(*) from concordat.matter')
    assert.equal(references.size, 1)
    assert.equal(Number(after[0]?.count) - Number(before[0]?.count), 1)
    assert.match(twice[0]?.words ?? '', /You took down a letter about Ashmoor/)
  })

  it('does nothing that was not shown: a confirmation without its check shows the check', async () => {
    const page = await fillIn(chair, typed, 'confirm')
    assert.equal(page.status, 200)
    assert.match(page.words, /Check before you go on/)
    const check = await fillIn(chair)
    const changed = await chair.send(check, { 'q-about': 'Something else' }, { action: begin, button: 'confirm' })
    assert.match(changed.words, /Check before you go on.*What is it about\? Something else/)
  })

  it('goes back from the check to the form with everything as it was', async () => {
    const back = await chair.send(await fillIn(chair), {}, { action: begin, button: 'change' })
    assert.equal(back.status, 200)
    assert.equal(new Map(formOn(back, begin).hidden).get('q-words'), typed['q-words'])
  })

  it('stops before a disclosure to a prison, and shows word for word what will be read there (C-09)', async () => {
    const ref = await newLetter()
    const page = await chair.read(step(ref, 'pass'))
    assert.match(page.html, /moj-interruption-card/)
    assert.match(page.words, /Governor, Ashmoor will see this/)
    assert.match(page.words, /A canary sang in the <kitchen> & "elsewhere"/)
    assert.match(page.words, /On condition: Show it to nobody else/)
    assert.match(page.words, /Letters are answered within ten working days \(SP-2\)/)
    assert.match(
      page.words,
      /What falls due Answer the letter Open Owed by Governor, Ashmoor Limit Monday 16 March 2026 , in 10 working days How/,
    )
    assert.match(
      page.words,
      /Limit: 10 working days from 2 March 2026 \(day 0\), passing over 2 weekends, makes 16 March 2026/,
    )
    assert.equal((await governor.read(`/matters/${ref}`)).status, 404)
    const done = await chair.send(page, {}, { action: step(ref, 'pass'), button: 'confirm' })
    assert.equal(done.status, 200, done.words)
    const seen = await governor.read(`/matters/${ref}`)
    assert.equal(seen.status, 200)
    assert.match(seen.words, /A canary sang/)
  })

  it('tells whoever may not know of every reader that there are others, and never that there are none (C-08)', async () => {
    const ref = await newLetter()
    await chair.send(await chair.read(step(ref, 'pass')), {}, { action: step(ref, 'pass'), button: 'confirm' })
    const form = await governor.read(step(ref, 'answer'))
    assert.match(form.words, /Who can see what you write here Governor, Ashmoor \(you\) Others may see it too/)
    const check = await governor.send(
      form,
      { 'q-words': 'It is clean' },
      { action: step(ref, 'answer'), button: 'check' },
    )
    assert.match(check.words, /Seen by Governor, Ashmoor \(you\) Others may see it too/)
    const mine = await chair.read(step(ref, 'note'))
    assert.match(mine.words, /Who can see what you write here Ashmoor: monitoring board \(you\) Governor, Ashmoor/)
    assert.doesNotMatch(mine.words, /Others see it/)
  })

  it('says why a step is closed, by which clause', async () => {
    const ref = await newLetter()
    await chair.send(await chair.read(step(ref, 'pass')), {}, { action: step(ref, 'pass'), button: 'confirm' })
    const page = await chair.read(step(ref, 'pass'))
    assert.equal(page.status, 409)
    assert.match(page.words, /It has been passed on already\./)
    assert.match(page.words, /SP-2/)
    assert.equal((await chair.read(step(ref, 'receive'))).status, 404)
    assert.equal((await chair.read(step(ref, 'no-such'))).status, 404)
    assert.equal((await chair.read('/begin/no-such')).status, 404)
    const other = await governor.read(begin)
    assert.equal(other.status, 409)
    assert.match(other.words, /This step is for the monitoring boards/)
  })

  it('shows what changed meanwhile beside what was written, and takes it when it is sent again (A-19)', async () => {
    const ref = await newLetter()
    const address = step(ref, 'note')
    const mine = await chair.read(address)
    const theirs = await chair.read(address)
    const done = await chair.send(theirs, { 'q-note': 'The other note' }, { action: address, button: 'check' })
    await chair.send(done, {}, { action: address, button: 'confirm' })
    const conflict = await chair.send(mine, { 'q-note': 'My own note' }, { action: address, button: 'check' })
    assert.equal(conflict.status, 409)
    assert.match(conflict.words, /This matter changed while you were writing/)
    assert.match(conflict.words, /What changed since you began to write.*Added a note.*The other note/)
    assert.equal(new Map(formOn(conflict, address).hidden).get('q-note'), 'My own note')
    const check = await chair.send(conflict, {}, { action: address, button: 'check' })
    const last = await chair.send(check, {}, { action: address, button: 'confirm' })
    assert.match(last.words, /My own note.*The other note/)
  })

  it('tells whoever comes back to a draft what was done since, once, and takes it as it stands then', async () => {
    const ref = await newLetter()
    const address = step(ref, 'note')
    await chair.send(await chair.read(address), { 'q-note': 'Kept for later' }, { action: address, button: 'later' })
    await site.done(site.take('imb.ashmoor.member', ref, 'note', { note: 'Another’s' }))
    const back = await chair.read(address)
    assert.equal(back.status, 200)
    assert.match(back.words, /What changed since you began to write.*Another’s/)
    assert.equal(new Map(formOn(back, address).hidden).get('q-note'), 'Kept for later')
    const check = await chair.send(back, {}, { action: address, button: 'check' })
    assert.equal(check.status, 200, check.words)
  })

  it('notices a change between the check and the deed', async () => {
    const ref = await newLetter()
    const address = step(ref, 'note')
    const check = await chair.send(
      await chair.read(address),
      { 'q-note': 'Mine' },
      { action: address, button: 'check' },
    )
    await site.done(site.take('imb.ashmoor.member', ref, 'note', { note: 'Another’s' }))
    const conflict = await chair.send(check, {}, { action: address, button: 'confirm' })
    assert.equal(conflict.status, 409)
    assert.match(conflict.words, /Another’s/)
    assert.equal(new Map(formOn(conflict, address).hidden).get('q-note'), 'Mine')
  })

  it('takes sight away again by a step, and says who will no longer see', async () => {
    const ref = await newLetter()
    await chair.send(await chair.read(step(ref, 'pass')), {}, { action: step(ref, 'pass'), button: 'confirm' })
    const unsay = await governor.read(step(ref, 'unsay'))
    assert.match(unsay.words, /Who will no longer see it Governor, Ashmoor: The letter itself And everybody else/)
    assert.match(
      unsay.words,
      /need not know: The letter itself\. Whoever is handling it goes on seeing it\. And everybody else[^.]+: The envelope\. Whoever is handling it goes on seeing it; so do those of these who see it now: Governor, Ashmoor\./,
    )
    assert.match(
      unsay.words,
      /Who keeps it on other terms than before [^:]+: [^:]+: The envelope; on condition: Say nothing/,
    )
    assert.doesNotMatch(unsay.words, /Who will be able to see more than before/)
    const recall = await chair.read(step(ref, 'recall'))
    assert.match(recall.words, /Who will no longer see it Governor, Ashmoor: The envelope; The letter itself/)
    await chair.send(recall, {}, { action: step(ref, 'recall'), button: 'confirm' })
    assert.equal((await governor.read(`/matters/${ref}`)).status, 404)
  })

  it('takes a file with the form, keeps it, and gives it only to who may see it (C-01)', async () => {
    const ref = await (async () => {
      const page = await chair.read(begin)
      const { hidden } = formOn(page, begin)
      const body = new FormData()
      for (const [name, value] of hidden) if (!(name in typed)) body.append(name, value)
      for (const [name, value] of Object.entries(typed)) for (const one of [value].flat()) body.append(name, one)
      body.append(
        'q-papers-file',
        new File(['The letter, as it came.\n'], 'letter of a canary.txt', { type: 'text/plain' }),
      )
      body.append('_go', 'add-file')
      const answer = await chair.go(begin, { method: 'POST', body })
      const markup = await answer.text()
      assert.equal(answer.status, 200, markup)
      const added: Read = { ...page, html: markup }
      assert.match(markup, /letter of a canary\.txt<\/a> \(1 kB\)/)
      assert.match(markup, /not scanned for viruses/)
      const check = await chair.send(added, {}, { action: begin, button: 'check' })
      return reference(await chair.send(check, {}, { action: begin, button: 'confirm' }))
    })()
    const matter = await chair.read(`/matters/${ref}`)
    const file = /\/documents\/[0-9a-f-]{36}/.exec(matter.html)?.[0] ?? assert.fail(matter.words)
    const got = await chair.ask(file)
    assert.equal(got.status, 200)
    assert.equal(
      got.headers.get('content-disposition'),
      `attachment; filename="letter of a canary.txt"; filename*=UTF-8''letter%20of%20a%20canary.txt`,
    )
    assert.match(got.headers.get('content-security-policy') ?? '', /sandbox/)
    assert.equal(await got.text(), 'The letter, as it came.\n')
    assert.equal((await governor.read(file)).status, 404)
    await chair.send(await chair.read(step(ref, 'pass')), {}, { action: step(ref, 'pass'), button: 'confirm' })
    assert.equal((await governor.read(file)).status, 200)
  })

  it('refuses a file in words, beside its question, and keeps the rest', async () => {
    const page = await chair.read(begin)
    const body = new FormData()
    for (const [name, value] of formOn(page, begin).hidden) body.append(name, value)
    body.append('q-papers-file', new File([Buffer.from('MZ\0\0')], 'tool.exe'))
    body.append('_go', 'check')
    const answer = await chair.go(begin, { method: 'POST', body })
    const markup = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(markup, /href="#q-papers">tool\.exe: This is/)
    assert.match(markup, /id="q-papers-error"/)
  })

  it('has what was typed on the page that says that nothing was saved, with a file or without', async () => {
    const page = await chair.read(begin)
    const body = new FormData()
    for (const [name, value] of formOn(page, begin).hidden) if (name !== 'q-about') body.append(name, value)
    body.append('q-about', 'Not lost')
    body.append('q-papers-file', new File(['A letter.'], 'letter.txt'))
    const named = (from: string, to: string) =>
      site.database.owner.query(`alter function concordat.${from}(bytea, timestamptz, interval) rename to ${to}`)
    await named('become_by_session', 'become_by_nobody')
    try {
      const answer = await chair.go(begin, { method: 'POST', body })
      assert.equal(answer.status, 503)
      assert.match(await answer.text(), /What you typed<[\s\S]*Not lost[\s\S]*Send it again/)
    } finally {
      await named('become_by_nobody', 'become_by_session')
    }
  })

  it('attaches one file once, whatever it is called the second time', async () => {
    let page = await chair.read(begin)
    for (const name of ['letter.txt', 'letter again.txt']) {
      const body = new FormData()
      for (const [field, value] of formOn(page, begin).hidden) body.append(field, value)
      body.append('q-papers-file', new File(['One and the same.\n'], name))
      body.append('_go', 'add-file')
      const answer = await chair.go(begin, { method: 'POST', body })
      assert.equal(answer.status, name === 'letter.txt' ? 200 : 422)
      page = { ...page, html: await answer.text() }
    }
    assert.match(page.html, /letter again\.txt: This file is attached already, so it was not attached again/)
    assert.equal(page.html.match(/name="q-papers" value/g)?.length, 1)
  })

  it('reads no file of a form that is not this session’s', async () => {
    const body = new FormData()
    body.append('_csrf', 'x'.repeat(43))
    body.append('q-about', 'Kept all the same')
    body.append('q-papers-file', new File(['words'], 'a.txt'))
    body.append('_go', 'add-file')
    const { rows: before } = await site.database.owner.query<{ count: string }>(
      'select count(*) from concordat.document',
    )
    const answer = await chair.go(begin, { method: 'POST', body })
    assert.equal(answer.status, 403)
    assert.match(await answer.text(), /Kept all the same/)
    const { rows: after } = await site.database.owner.query<{ count: string }>(
      'select count(*) from concordat.document',
    )
    assert.equal(after[0]?.count, before[0]?.count)
  })

  it('takes a form that breaks off, or makes no sense, for what it is', async () => {
    const [, token = ''] = formOn(await chair.read(begin), begin).hidden[0] ?? []
    const part = (name: string, value: string, more = '') =>
      `--X\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
    const cases: [string, string, number][] = [
      ['multipart/form-data', 'x', 400],
      ['multipart/form-data; boundary=X', '', 403],
      [
        'multipart/form-data; boundary=X',
        part('_csrf', token) + part('q-papers-file', 'abc', '; filename="a.txt"').slice(0, -2),
        400,
      ],
      [`multipart/form-data; boundary=${'b'.repeat(252)}`, 'x', 400],
      ['multipart/form-data; boundary=X', `${part('_csrf', token)}--X\r\n__proto__: x\r\n\r\nabc\r\n--X--\r\n`, 200],
      [
        'multipart/form-data; boundary=X',
        `${part('_csrf', token)}${part('q-words', 'a'.repeat(600_000))}--X--\r\n`,
        413,
      ],
      ['multipart/form-data; boundary=X', `${part('_csrf', token)}${part('q', 'x').repeat(2600)}--X--\r\n`, 413],
      [
        'multipart/form-data; boundary=X',
        `${part('_csrf', token)}${part('q-words', 'a'.repeat(450_000)).repeat(5)}--X--\r\n`,
        413,
      ],
    ]
    for (const [type, body, status] of cases) {
      const answer = await chair.ask(begin, { method: 'POST', headers: { 'content-type': type }, body })
      await answer.body?.cancel()
      assert.equal(answer.status, status, `${type} ${body.slice(0, 200)}`)
    }
  })

  it('ties a letter only to others that its writer may see', async () => {
    const ref = await newLetter()
    const hidden = await fillIn(chair, { ...typed, 'q-others': 'LET-2026-0000' })
    const refused = await chair.send(hidden, {}, { action: begin, button: 'confirm' })
    assert.match(refused.words, /There is no LET-2026-0000 that you may see/)
    const tied = await newLetter({ ...typed, 'q-others': ref })
    assert.match((await chair.read(`/matters/${tied}`)).words, new RegExp(`Tied to ${ref}`))
  })
})

describe('HH-26: a form that was made to send what is worked out', async () => {
  const site = await testSite('worked out')

  it('is refused with what it comes to, and takes it when it is sent again as it is drawn', async () => {
    const leader = await site.signIn('hmip.team-leader')
    const [start, on] = ['/begin/report', (name: string) => `/matters/${ref}/steps/${name}`]
    const day = (name: string, [day, month, year]: readonly string[]) =>
      Object.fromEntries(
        Object.entries({ day, month, year }).map(([part, typed]) => [`q-${name}-${part}`, typed ?? '']),
      )
    const taken = async (action: string, fields: Record<string, string>) => {
      const check = await leader.send(await leader.read(action), fields, { action, button: 'check' })
      return leader.send(check, {}, { action, button: 'confirm' })
    }
    const begun = { 'q-place': 'Ashmoor', 'q-kind': 'Full inspection', ...day('ended', ['20', '2', '2026']) }
    const ref = /RPT-2026-\d+/.exec((await taken(start, begun)).url)?.[0] ?? ''
    await taken(on('write'), { 'q-introduction': 'Safer than before.' })
    const action = on('send-draft')
    const forged = { 'q-remark': 'By e-mail too', ...day('indicative', ['24', '12', '2026']) }
    const refused = await leader.send(await leader.read(action), forged, { action, button: 'check' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, /“Likely day of publication” is worked out, and comes to \d+ \w+ 2026/)
    assert.match(refused.html, /By e-mail too/)
    for (const [, id = ''] of refused.html.matchAll(/href="#(q-[^"]+)"/g))
      assert.ok(refused.html.includes(`id="${id}"`), id)
    const check = await leader.send(refused, { 'q-remark': 'By e-mail too' }, { action, button: 'check' })
    assert.equal(check.status, 200, check.words)
    const sent = await leader.send(check, {}, { action, button: 'confirm' })
    assert.match(sent.words, /likely to be published on/)
  })
})

describe('HH-12: a form that was made to send a name that is looked up', async () => {
  const site = await testSite('looked up')

  it('is refused with the one that was found, and takes it when it is sent again as it is drawn', async () => {
    const post = 'hmip.coordinator'
    const inDate = { vetting: '2027-01-01', identification: '2027-01-01', training: '2027-01-01' }
    const person = await site.done(site.begin(post, 'inspector', { name: 'Morag Tennant', home: 'hmip', ...inDate }))
    const days = { first: '2026-03-16', last: '2026-03-27' }
    const plan = { place: 'ZAI', kind: 'full', ...days, announced: false, coordinator: 'Helen Strand, 0100' }
    const action = `/matters/${await site.done(site.begin(post, 'inspection', plan))}/steps/deploy`
    const coordinator = await site.signIn(post)
    const filled = { 'q-person': person, 'q-as': 'lead' }
    const forged = { ...filled, 'q-name': 'Somebody Else' }
    const refused = await coordinator.send(await coordinator.read(action), forged, { action, button: 'check' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, /“Their name” is worked out, and comes to Morag Tennant/)
    for (const [, id = ''] of refused.html.matchAll(/href="#(q-[^"]+)"/g))
      assert.ok(refused.html.includes(`id="${id}"`), id)
    const check = await coordinator.send(refused, filled, { action, button: 'check' })
    assert.equal(check.status, 200, check.words)
    const done = await coordinator.send(check, {}, { action, button: 'confirm' })
    assert.match(done.words, /put Morag Tennant on the team/)
    assert.doesNotMatch(done.html, /Somebody Else/)
  })
})

describe('HH-42: what a review refuses of a visit that is asked elsewhere instead', async () => {
  const site = await testSite('refused elsewhere')

  it('stands at the question that it is about, and the summary leads there', async () => {
    const post = 'hmip.team-leader'
    const review = await site.done(
      site.begin(post, 'thematic-review', { subject: 'Work', why: 'It was asked for', chief: 'chief' }),
    )
    await site.done(site.take(post, review, 'tell-service', { title: 'Work in prisons', scope: 'Workshops' }))
    const days = { first: '2026-06-01', last: '2026-06-02' }
    await site.done(
      site.take(post, review, 'approach', {
        visits: ['ZAI', 'ZBI'].map(place => ({ place, ...days })),
        wants: 'A room',
      }),
    )
    const visit = await site.as('hmpps.ashmoor.governor', async desk => {
      const { rows } = await list(desk, { procedure: 'thematic-visit' })
      return rows[0]?.reference ?? ''
    })
    await site.done(
      site.take('hmpps.ashmoor.governor', visit, 'answer', { access: 'not', why: 'We are short of staff' }),
    )
    const leader = await site.signIn(post)
    const action = `/matters/${visit}/steps/choose-another`
    const on = (name: string, day: string) => ({
      [`q-${name}-day`]: day,
      [`q-${name}-month`]: '6',
      [`q-${name}-year`]: '2026',
    })
    const asked = {
      'q-instead': 'Brackley Hill',
      ...on('firstThere', '8'),
      ...on('lastThere', '9'),
      'q-wanted': 'A hall',
    }
    const refused = await leader.send(await leader.read(action), asked, { action, button: 'check' })
    assert.equal(refused.status, 422)
    const words = `${review}: Brackley Hill has been asked for this review already`
    assert.match(refused.html, new RegExp(`<a href="#q-instead"[^>]*>${words}`))
    assert.match(refused.html, new RegExp(`id="q-instead-error"[^]{0,120}${words}`))
    assert.match(refused.html, /A hall/)
  })
})

describe('HH-6b: a form whose words name an inspection that is secret', async () => {
  const site = await testSite('secret words')

  it('is refused before anybody is shown who would read it, and nothing typed is lost', async () => {
    const post = 'hmip.coordinator'
    const plan = { place: 'ZAI', kind: 'full', first: '2026-05-11', last: '2026-05-15', announced: false }
    const secret = await site.done(site.begin(post, 'inspection', { ...plan, coordinator: 'Helen Strand' }))
    const planner = await site.signIn(post)
    const action = '/begin/information-request'
    const asked = {
      'q-place': 'Brackley Hill',
      'q-about': 'Moves since March',
      'q-what': `For ${secret}: all moves of one man.`,
      'q-why': 'To prepare',
      'q-sensitive': 'no',
    }
    const refused = await planner.send(await planner.read(action), asked, { action, button: 'check' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, new RegExp(`This names ${secret}\\. The establishment has not been told of it`))
    assert.match(refused.html, /all moves of one man/)
    const said = { 'q-what': 'All moves of one man.' }
    assert.equal((await planner.send(refused, said, { action, button: 'check' })).status, 200)
  })
})
