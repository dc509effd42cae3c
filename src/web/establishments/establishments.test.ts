import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite, type Visitor } from '../../../test/site.ts'
import type { Desk } from '../../desk/desk.ts'
import { directory } from '../../engine/directory.ts'
import { establishmentsView } from './view.ts'

const received = {
  place: 'ZAI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-03-01',
  line: 'Moved off the wing after writing to the board',
  name: 'Jan Canary',
  account: 'He was told that the letter was the reason.',
}

const missing = { place: 'ZAI', what: 'posters', where: 'Notice boards on B wing' }

describe('The page of an establishment', async () => {
  const site = await testSite('establishments', { start: '2026-03-02T09:00:00Z' })
  const { begin, done } = site
  const chair = await site.signIn('imb.ashmoor.chair')
  const investigator = await site.signIn('ppo.investigator')
  const governor = await site.signIn('hmpps.ashmoor.governor')
  const elsewhere = await site.signIn('imb.dunscar.chair')

  /** What an onlooker is sent, in all that they can ask of the page; without what differs each time it is asked. */
  const everything = async (who: Visitor) => {
    const asked = ['', '?group=missing-notice', '?group=sanction-allegation', '?group=none', '?after=abc', '?group=']
    const pages = await Promise.all(
      ['ZAI', 'ZBI'].flatMap(code => asked.map(query => who.read(`/establishments/${code}${query}`))),
    )
    return pages.map(page =>
      page.html.replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '~').replaceAll(/[0-9a-f]{16,64}/g, '~'),
    )
  }

  it('says that there is nothing, where nothing is disclosed', async () => {
    for (const who of [governor, chair, investigator]) {
      const page = await who.read('/establishments/ZAI')
      assert.equal(page.status, 200)
      assert.match(page.words, /Nothing about this place has been disclosed to you/)
      assert.doesNotMatch(page.words, /What is coming|OFFICIAL-SENSITIVE/)
    }
  })

  it('is the same to an onlooker, byte for byte, whatever happens there that they may not know of', async () => {
    const onlookers = [governor, elsewhere, await site.signIn('hmip.press'), await site.signIn('operator')]
    const before = await Promise.all(onlookers.map(everything))
    await done(begin('imb.ashmoor.member', 'missing-notice', missing))
    const reference = await done(begin('imb.ashmoor.chair', 'sanction-allegation', received))
    await done(
      site.take('imb.ashmoor.chair', reference, 'ask-consent', {
        consent: 'refused',
        askedOn: '2026-03-01',
        askedBy: 'A member',
        how: 'person',
      }),
    )
    await done(
      begin('imb.ashmoor.chair', 'publication', {
        title: 'Annual report, Ashmoor',
        kind: 'annual-report',
        on: '2026-03-01',
        as: 'link',
        link: 'https://www.example.org/ashmoor.pdf',
        place: 'ZAI',
      }),
    )
    const after = await Promise.all(onlookers.map(everything))
    assert.deepEqual(after, before)
    // And it tells whoever may know.
    assert.notDeepEqual(await everything(chair), before[0])
  })

  it('shows each reader what they may see of it, newest first, with counts of that alone', async () => {
    const own = await chair.read('/establishments/ZAI')
    assert.match(own.words, /Everything \(3\)/)
    assert.match(own.words, /Missing posters and notices \(1\)/)
    assert.match(own.words, /Publications \(1\)/)
    assert.match(own.words, /Notice boards on B wing/)
    assert.match(own.words, /Moved off the wing after writing to the board/)
    const theirs = await investigator.read('/establishments/ZAI')
    assert.match(theirs.words, /Everything \(2\)/)
    assert.match(theirs.words, /Annual report, Ashmoor/)
    assert.doesNotMatch(theirs.words, /Moved off the wing/)
  })

  it('is narrowed to one kind of thing', async () => {
    const page = await chair.read('/establishments/ZAI?group=publication')
    const list = page.html.slice(page.html.indexOf('Matters, newest first'))
    assert.match(list, /Annual report, Ashmoor/)
    assert.doesNotMatch(list, /B wing|Moved off/)
    assert.match(page.html, /aria-current="page"[^>]*>\s*Publications/)
  })

  it('says what is coming there: of the duties that each may see, whoever owes them', async () => {
    const own = await chair.read('/establishments/ZAI')
    assert.match(own.words, /What is coming.*Follow up the missing posters or leaflets Ombudsman: investigations/)
    assert.match(own.words, /Assess/)
    const theirs = await investigator.read('/establishments/ZAI')
    assert.match(theirs.words, /Follow up the missing posters or leaflets/)
    assert.doesNotMatch(theirs.words, /Assess/)
    assert.doesNotMatch((await governor.read('/establishments/ZAI')).words, /What is coming/)
  })

  it('says who is there, and how they are reached to those who are given that (HI-7a)', async () => {
    await done(begin('imb.secretariat', 'board-contacts', { board: 'ZAI', telephone: '01632 960 001' }))
    assert.match(
      (await investigator.read('/establishments/ZAI')).words,
      /Board chair, Ashmoor .* Beatrice Nwosu 01632 960 001/,
    )
    const page = await governor.read('/establishments/ZAI')
    assert.doesNotMatch(page.words, /960 001|Nwosu|How to reach them/)
    assert.match(page.words, /Governor, Ashmoor .*Robert Kinsella/)
  })

  it('goes on page by page, each row once', async () => {
    for (let number = 1; number <= 30; number++)
      await done(
        begin('imb.brackley-hill.chair', 'missing-notice', {
          place: 'ZBI',
          what: 'posters',
          where: `Wing number ${number}.`,
        }),
      )
    const who = await site.signIn('imb.brackley-hill.member')
    const seen: string[] = []
    let address = '/establishments/ZBI'
    for (let pages = 0; address && pages < 5; pages++) {
      const page = await who.read(address)
      assert.match(page.words, /Nothing|Missing poster/)
      const list = page.html.slice(page.html.indexOf('Matters, newest first'))
      seen.push(...(list.match(/Wing number \d+\./g) ?? []))
      address = (
        /rel="next" href="([^"]*)"|href="([^"]*)" rel="next"/.exec(page.html)?.slice(1).find(Boolean) ?? ''
      ).replaceAll('&amp;', '&')
    }
    assert.equal(seen.length, 30)
    assert.equal(new Set(seen).size, 30)
  })

  it('of a place that there is not is not found', async () =>
    assert.equal((await chair.read('/establishments/NOWHERE')).status, 404))
})

describe('The list of establishments', () => {
  const places = Array.from({ length: 201 }, (_, at) => ({
    code: `P${String(at).padStart(3, '0')}`,
    name: `Place ${String(at).padStart(3, '0')}`,
    kind: 'prison' as const,
    region: 'Northern practice group',
    invented: true,
  }))
  const desk = { world: { directory: directory({ places, units: [], posts: [] }) } } as unknown as Desk
  const shown = (name: string, page: number) => String(establishmentsView(desk, { name, page }).page.content)
  const codes = (html: string) => [...html.matchAll(/\/establishments\/(P\d+)"/g)].map(([, code]) => code)

  it('has a hundred to a page, so that a page of it is light, and every one on some page', () => {
    const all = [1, 2, 3].map(page => shown('', page))
    assert.deepEqual(
      all.flatMap(codes),
      places.map(one => one.code),
    )
    for (const page of all) assert.ok(page.length < 50_000, `${page.length} characters`)
    assert.match(all[0] ?? '', /201 places: Place 000 to Place 099/)
    assert.match(all[1] ?? '', /href="\/establishments\?page=3"/)
  })

  it('ends with its last page, whatever page is asked for', () => assert.deepEqual(codes(shown('', 999)), ['P200']))

  it('finds in all of them, and keeps what was looked for from page to page', () => {
    assert.deepEqual(codes(shown('place 2', 1)), ['P200'])
    assert.match(shown('place', 1), /href="\/establishments\?name=place&amp;page=2"/)
  })
})
