import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { letterAgreement } from '../step/step.samples.ts'

const letter = {
  where: 'ZAI',
  about: 'The kitchen',
  words: 'Swallows nest in the gymnasium',
  kind: 'thanks',
  urgent: false,
  reader: 'hmpps.ashmoor.governor',
  points: [{ point: 'One' }],
}

describe('Searching', async () => {
  const site = await testSite('search', { agreements: [letterAgreement] })
  const reference = await site.done(site.begin('imb.ashmoor.chair', 'letter', letter))
  for (let i = 0; i < 30; i++)
    await site.done(site.begin('imb.ashmoor.chair', 'letter', { ...letter, words: 'Sparrows' }))
  const chair = await site.signIn('imb.ashmoor.chair')
  const find = async (who: typeof chair, q: string) => who.send(await who.read('/'), { q }, { action: '/search' })

  it('finds words, and whole references at once, from the box on any page (C-12)', async () => {
    const found = await find(chair, 'swallow')
    assert.equal(new URL(found.url).pathname, '/search')
    assert.match(found.words, /One matter/)
    assert.ok(found.html.includes(reference))
    const there = await find(chair, ` ${reference.toLowerCase()} `)
    assert.equal(new URL(there.url).pathname, `/matters/${reference}`)
  })

  it('never writes the words in an address, nor in the record of the search', async () => {
    const found = await find(chair, 'gymnasium')
    assert.doesNotMatch(found.url, /gymnasium/)
    const { rows } = await site.database.owner.query<{ row: string }>(
      `select reading::text as row from concordat.reading where kind = 'searched' order by id desc limit 1`,
    )
    assert.doesNotMatch(rows[0]?.row ?? 'gymnasium', /gymnasium/)
    assert.doesNotMatch(site.logged(), /gymnasium/)
  })

  it('says that what is looked for is too long, how long it is and how long it may be, and keeps it', async () => {
    const long = 'swallow '.repeat(200).trim()
    const refused = await find(chair, long)
    assert.equal(refused.status, 422)
    assert.match(refused.words, /That is 1,599 characters long\. Search for at most 500: a few words are enough/)
    assert.ok(refused.html.includes(`value="${long}"`))
    assert.match(refused.html, /href="#search"/)
    assert.equal((await find(chair, 'swallow '.repeat(62))).status, 200, 'of 495 it looks')
  })

  it('goes on to the next page by a button', async () => {
    const first = await find(chair, 'sparrows')
    assert.equal([...first.html.matchAll(/app-record"/g)].length, 25)
    const second = await chair.send(
      { ...first, html: first.html.slice(first.html.indexOf('app-record-table')) },
      {},
      { action: '/search' },
    )
    assert.equal([...second.html.matchAll(/app-record"/g)].length, 5)
  })

  it('finds in one filtered list, from that list, and nothing outside it', async () => {
    const listed = await chair.read('/matters?procedure=letter&establishment=ZAI')
    assert.match(listed.words, /Search in what is filtered/)
    const inIt = (q: string, within: string) => chair.send(listed, { q, within }, { action: '/search' })
    const here = 'procedure=letter&establishment=ZAI'
    const found = await inIt('swallow', here)
    assert.ok(found.html.includes(reference))
    assert.match(found.words, /Search in/)
    assert.match(found.html, /href="\/matters\?procedure=letter&amp;establishment=ZAI"/)
    assert.ok(!(await inIt('swallow', 'procedure=letter&establishment=ZBI')).html.includes(reference))
    const first = await inIt('sparrows', here)
    const rest = first.html.slice(first.html.indexOf('app-record-table'))
    const second = await chair.send({ ...first, html: rest }, {}, { action: '/search' })
    assert.equal([...second.html.matchAll(/app-record"/g)].length, 5)
    assert.match(second.words, /Search in/, 'the next page is of the same list')
  })

  it('finds for nobody what is not disclosed to them, and says the same as for nothing', async () => {
    const other = await site.signIn('imb.dunscar.chair')
    const plain = (page: { html: string }) => page.html.replaceAll(/nonce="\w+"|value="[^"]*"/g, '')
    const hidden = await find(other, 'swallow')
    const absent = await find(other, 'zebra')
    assert.equal(plain(hidden), plain(absent))
    assert.equal(plain(await find(other, reference)), plain(await find(other, 'LET-2026-0000')))
  })
})
