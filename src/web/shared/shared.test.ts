import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { letter } from '../../../test/sample-letter.ts'
import { testSite } from '../../../test/site.ts'

describe('What was shared, for whoever owns it and for whoever has it', async () => {
  const site = await testSite('shared-pages', { start: '2026-03-02T09:00:00Z' })
  const reference = await site.done(site.begin('hmip.coordinator', 'information-hmip', letter))
  await site.done(site.take('imb.national-chair', reference, 'forward'))
  await site.done(site.take('imb.ashmoor.chair', reference, 'accept'))
  const owner = await site.signIn('hmip.coordinator')
  const board = await site.signIn('imb.ashmoor.chair')
  const other = await site.signIn('imb.dunscar.chair')

  it('tells the owner who has it, on what terms, and who opened it', async () => {
    await board.read(`/matters/${reference}`)
    const page = await owner.read('/shared/ours')
    assert.equal(page.status, 200)
    for (const words of [
      reference,
      'Ashmoor: monitoring board',
      'Has it',
      'Passed it on',
      'Not to be quoted',
      'opened by Board chair, Ashmoor',
    ])
      assert.ok(page.words.includes(words), `${words}\n${page.words}`)
    assert.doesNotMatch(page.html, /canary/, 'what it says is not in the list')
  })

  it('is narrowed by who has it, and says so when it does not know who that is', async () => {
    const at = (holder: string) =>
      owner.read(`/shared/ours?procedure=information-hmip&holder=${encodeURIComponent(holder)}`)
    assert.ok((await at('Ashmoor: monitoring board')).words.includes(reference))
    assert.match((await at('Dunscar: monitoring board')).words, /Nothing matches/)
    const unknown = await at('The parish council')
    assert.equal(unknown.status, 422)
    assert.match(unknown.words, /Choose who has it from the list/)
    assert.match((await owner.read('/shared/ours?state=recalled')).words, /Nothing matches/)
    assert.ok((await owner.read('/shared/ours?state=open&kind=correspondence')).words.includes(reference))
  })

  it('tells whoever has it whose it is, and on what terms', async () => {
    const page = await board.read('/shared/held')
    for (const words of [reference, 'You have it', 'Not to be passed on', 'No end: until they take it back'])
      assert.ok(page.words.includes(words), words)
    assert.match((await board.read('/shared/ours')).words, /Your office has shared nothing/)
  })

  it('shows nobody else anything, in any list, nor in the file of it', async () => {
    for (const address of ['/shared/ours', '/shared/held', '/shared/ours?procedure=information-hmip'])
      assert.ok(!(await other.read(address)).html.includes(reference), address)
    const ask = await board.read('/shared/ours/export?procedure=information-hmip')
    const refused = await board.send(ask, { format: 'csv', why: 'To see' }, { action: '/shared/ours/export' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, /There is nothing to export/)
  })

  it('leaves as a file, marked, with the record of who took it and why (A-21)', async () => {
    const ask = await owner.read('/shared/ours/export?procedure=information-hmip')
    assert.match(ask.words, /Export what we shared/)
    const without = await owner.send(ask, { format: 'csv', why: '' }, { action: '/shared/ours/export' })
    assert.match(without.words, /Say why you are exporting it/)
    const neither = await owner.send(ask, { format: '', why: '' }, { action: '/shared/ours/export' })
    assert.match(neither.words, /Choose the kind of file.*Say why you are exporting it/)
    const file = await owner.send(
      ask,
      { format: 'csv', why: 'For the yearly review' },
      { action: '/shared/ours/export' },
    )
    assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
    const line = file.html.split('\n').find(one => one.includes(reference)) ?? assert.fail(file.html)
    assert.match(line, /OFFICIAL/)
    assert.match(line, /Ashmoor: monitoring board/)
    assert.match(line, /Not to be quoted/)
    const { rows } = await site.database.owner.query<{ why: string }>(
      `select why from concordat.reading where kind = 'exported' order by id desc limit 1`,
    )
    assert.match(rows[0]?.why ?? '', /For the yearly review/)
  })

  it('is linked from the home of those who have any, and of nobody else', async () => {
    assert.match((await owner.read('/')).words, /What we shared/)
    assert.match((await board.read('/')).words, /What was shared with us/)
    assert.doesNotMatch((await other.read('/')).words, /What we shared|What was shared with us/)
  })

  it('HI-8g: what waits to be passed on is a queue with its count, one step from the relay’s home, and can be searched', async () => {
    const chair = await site.signIn('imb.national-chair')
    assert.doesNotMatch((await chair.read('/')).words, /Waiting to be passed on/)
    const waiting = await site.done(site.begin('hmip.coordinator', 'information-hmip', letter))
    const home = await chair.read('/')
    assert.match(home.words, /Waiting to be passed on \(1\)/)
    site.setNow('2026-03-02T09:01:00Z')
    const later = await site.done(site.begin('hmip.coordinator', 'information-hmip', letter))
    const [way = ''] = /\/matters\?procedure=information-hmip&amp;stage=relay[^"]*/.exec(home.html) ?? []
    const queue = await chair.read(way.replaceAll('&amp;', '&'))
    assert.ok(queue.words.includes(waiting))
    assert.ok(queue.words.indexOf(waiting) < queue.words.indexOf(later), 'the longest waiting comes first')
    assert.ok(!queue.words.includes(reference), 'what was passed on waits no more')
    const within = 'procedure=information-hmip&stage=relay'
    const found = await chair.send(queue, { q: 'night', within }, { action: '/search' })
    assert.ok(found.html.includes(waiting))
    assert.ok(!found.html.includes(reference))
  })

  it('is gone from what others hold once it is taken back, and stays in the owner’s list as that', async () => {
    await site.done(site.take('hmip.coordinator', reference, 'recall'))
    assert.ok(!(await board.read('/shared/held')).html.includes(reference))
    assert.match((await owner.read('/shared/ours?state=recalled')).words, /No longer has it/)
  })
})
