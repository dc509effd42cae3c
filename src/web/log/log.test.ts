import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parcelsAgreement } from '../../../test/parcels.ts'
import { testSite, type Visitor } from '../../../test/site.ts'

const site = await testSite('log-page', { agreements: [parcelsAgreement], start: '2026-01-05T09:00:00Z' })

describe('the list of matters', () => {
  let deputy: Visitor
  const references: string[] = []

  before(async () => {
    for (let at = 0; at < 30; at++) {
      site.setNow(`2026-01-05T09:${String(at).padStart(2, '0')}:00Z`)
      const reference = await site.done(
        site.begin('hmip.deputy', 'parcel', {
          where: at % 3 ? 'ZAI' : 'ZBI',
          receivedOn: '2026-01-05',
          kinds: at % 2 ? ['books'] : ['food', 'clothes'],
          about: `Parcel number ${at} <b>bold</b>`,
          sender: 'Morgan Vale',
        }),
      )
      references.push(reference)
    }
    await site.done(site.take('hmip.deputy', references[1] as string, 'pass'))
    site.setNow('2026-02-02T09:00:00Z')
    deputy = await site.signIn('hmip.deputy')
  })

  it('goes by the name its definition gives it, and shows twenty-five a page', async () => {
    const page = await deputy.read('/matters')
    assert.equal(page.status, 200)
    assert.match(page.html, /<h1[^>]*>The parcel book<\/h1>/)
    assert.match(page.words, /Showing 1 to 25 of 30 parcels/)
    const next = /rel="next" *>|href="([^"]+)" rel="next"/.exec(page.html)?.[1]
    assert.ok(next)
    const second = await deputy.read(next.replaceAll('&amp;', '&'))
    assert.match(second.words, /Showing 26 to 30 of 30 parcels/)
    const shown = [...`${page.html}${second.html}`.matchAll(/\/matters\/(PAR-[\d-]+)"/g)].map(([, one]) => one)
    assert.deepEqual(new Set(shown), new Set(references))
  })

  it('says which rows these are, whatever is typed in its address', async () => {
    const next = /href="([^"]+)" rel="next"/.exec((await deputy.read('/matters')).html)?.[1]?.replaceAll('&amp;', '&')
    assert.ok(next)
    for (const wrong of ['after=x', 'after=x.7', `${next.split('?')[1]?.replace(/\.\d+$/, '')}`, 'after=&page=9'])
      assert.match((await deputy.read(`/matters?${wrong}`)).words, /Showing 1 to 25 of 30 parcels/, wrong)
    assert.match((await deputy.read(next.replace(/\.2$/, '.40'))).words, /Showing 26 to 30 of 30 parcels/)
  })

  it('says in words what is overdue, as their work says it, and lets nothing typed be markup', async () => {
    const { html, words } = await deputy.read('/matters')
    const late = /19 January 2026\s+10 working days overdue/
    assert.match(words, late)
    assert.match((await deputy.read('/')).words, late)
    assert.ok(html.includes('Parcel number 29 &lt;b&gt;bold&lt;/b&gt;'))
  })

  it('is called by that name on every page of those who see that one log, and matters by those who see none', async () => {
    const called = (html: string) => /href="\/matters"[^>]*>\s*(?:<strong[^>]*>)?([^<]+)/.exec(html)?.[1]?.trim()
    assert.equal(called((await deputy.read('/')).html), 'The parcel book')
    assert.equal(called((await (await site.signIn('ppo.investigator')).read('/')).html), 'Matters')
  })

  it('has no words of the matter, nor of a person, in any address', async () => {
    const { html } = await deputy.read('/matters?show=sender&show=kinds')
    assert.ok(html.includes('Morgan Vale'))
    for (const [, address] of html.matchAll(/(?:href|action)="([^"]*)"/g))
      assert.doesNotMatch(String(address), /Morgan|Parcel number/)
  })

  it('is narrowed by its address, and each filter in force is a link that takes it off', async () => {
    const { html, words } = await deputy.read('/matters?establishment=ZBI&is-kinds=books&overdue=yes')
    assert.match(words, /Showing 1 to 5 of 5 parcels/)
    assert.match(
      html,
      /href="\/matters\?procedure=parcel&amp;overdue=yes&amp;is-kinds=books"><span[^>]*>Remove this filter: <\/span>Brackley Hill/,
    )
    assert.match(words, /What is in it: Books and papers/)
    const none = await deputy.read('/matters?stage=done')
    assert.match(none.words, /Nothing matches/)
  })

  it('offers every column it can be narrowed by, and Apply above and below', async () => {
    const { html } = await deputy.read('/matters')
    const panel = /<form class="moj-filter[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
    for (const label of [
      'Establishment',
      'Prison group',
      'Begun on or after',
      'Stage',
      'What is in it',
      'Taken in by',
      'How it ended',
    ])
      assert.ok(panel.includes(label), label)
    assert.equal([...panel.matchAll(/Apply filters/g)].length, 2)
  })

  it('shows the columns that are chosen, and carries their marking', async () => {
    const usual = await deputy.read('/matters')
    assert.match(usual.words, /OFFICIAL /)
    assert.doesNotMatch(usual.words, /Sender Stage/)
    assert.doesNotMatch(usual.html, /app-marking--sensitive/)
    const chosen = await deputy.read('/matters?show=sender')
    assert.match(chosen.html, /app-marking--sensitive/)
    assert.match(chosen.words, /PERSONAL DATA/)
  })

  it('is ordered by links that say which way it is ordered now', async () => {
    const { html } = await deputy.read('/matters?procedure=parcel&sort=place')
    assert.match(html, /aria-sort="ascending"><a[^>]*>Establishment/)
    const first = /<th scope="row"[\s\S]*?<\/tr>/.exec(html)?.[0] ?? ''
    assert.match(first, /Ashmoor/)
    assert.match(html, /href="\/matters\?procedure=parcel&amp;sort=stage"/)
  })

  it('understands a date typed wrong as a mistake to be told of', async () => {
    const { html, words, status } = await deputy.read('/matters?from=31/2/2026')
    assert.equal(status, 422)
    assert.match(words, /Error: The parcel book/)
    assert.match(words, /Give a real date, like 27\/3\/2026/)
    assert.ok(html.includes('value="31/2/2026"'))
  })

  it('keeps a view under a name, for oneself or for one’s body, and takes it away', async () => {
    const page = await deputy.read('/matters?is-kinds=books&sort=oldest')
    const saved = await deputy.send(page, { name: 'Books', shared: 'yes' }, { action: '/matters/views' })
    assert.match(saved.words, /The view “Books” was saved/)
    assert.match(saved.html, /href="\/matters\?procedure=parcel&amp;is-kinds=books&amp;sort=oldest">Books/)
    const nameless = await deputy.send(page, { name: ' ' }, { action: '/matters/views' })
    assert.equal(nameless.status, 422)
    assert.match(nameless.words, /Give the view a name/)

    const colleague = await site.signIn('hmip.coordinator')
    assert.match((await colleague.read('/matters?procedure=parcel')).words, /Books of your body/)
    const elsewhere = await site.signIn('ppo.deputy')
    assert.doesNotMatch((await elsewhere.read('/matters?procedure=parcel')).words, /Books of your body/)

    const gone = await deputy.send(
      saved,
      { remove: /name="remove" value="([\w-]+)"/.exec(saved.html)?.[1] ?? '' },
      { action: '/matters/views' },
    )
    assert.match(gone.words, /The view was removed/)
  })

  it('shows a reader of one part only what that part says, and others nothing', async () => {
    const governor = await site.signIn('hmpps.ashmoor.governor')
    const page = await governor.read('/matters?show=sender')
    assert.match(page.words, /Showing 1 to 1 of 1 parcel\b/)
    assert.match((await governor.read('/matters/analysis?procedure=parcel')).words, /1 parcel\b/)
    assert.doesNotMatch(page.html, /Morgan Vale/)
    const stranger = await site.signIn('hmpps.brackley-hill.governor')
    assert.match((await stranger.read('/matters')).words, /There is nothing here yet/)
    assert.equal((await stranger.read('/matters?procedure=nothing')).status, 404)
  })

  it('is no log to whoever has one parcel of it: the same words lead there from every page', async () => {
    const governor = await site.signIn('hmpps.ashmoor.governor')
    const list = await governor.read('/matters')
    assert.match(list.html, /<h1[^>]*>Parcels<\/h1>/)
    const page = await governor.read(`/matters/${references[1] ?? ''}`)
    assert.match(page.html, /govuk-breadcrumbs__link"\s+href="\/matters\?procedure=parcel">Parcels</)
    const pages = [list, page, await governor.read('/'), await governor.read('/matters/analysis?procedure=parcel')]
    for (const { words, url } of pages) assert.doesNotMatch(words, /parcel book/i, url)
    const own = await deputy.read(`/matters/${references[1] ?? ''}`)
    assert.match(own.html, /govuk-breadcrumbs__link"\s+href="\/matters\?procedure=parcel">The parcel book</)
  })

  it('is recorded as read each time', async () => {
    const count = async () => {
      const { rows } = await site.database.owner.query<{ count: number }>(
        `select count(*)::int as count from concordat.reading where kind = 'listed'`,
      )
      return rows[0]?.count ?? 0
    }
    const was = await count()
    await deputy.read('/matters')
    assert.equal(await count(), was + 1)
  })
})
