import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parcelsAgreement } from '../../../test/parcels.ts'
import { testSite, type Visitor } from '../../../test/site.ts'
import { read } from '../../sheets/read.ts'

const site = await testSite('analysis-page', { agreements: [parcelsAgreement], start: '2026-01-05T09:00:00Z' })

describe('the analysis of a list, and what leaves', () => {
  let deputy: Visitor

  before(async () => {
    const receive = (where: string, kinds: string[]) =>
      site.done(
        site.begin('hmip.deputy', 'parcel', {
          where,
          receivedOn: '2026-01-05',
          kinds,
          about: 'A parcel',
          sender: 'Morgan Vale',
        }),
      )
    for (let at = 0; at < 12; at++) await receive(at < 3 ? 'ZBI' : 'ZAI', at < 2 ? ['clothes'] : ['books'])
    const last = await receive('ZDI', ['books'])
    site.setNow('2026-01-15T09:00:00Z')
    await site.done(site.take('hmip.deputy', last, 'pass'))
    site.setNow('2026-02-10T09:00:00Z')
    deputy = await site.signIn('hmip.deputy')
  })

  const section = (html: string, id: string) =>
    new RegExp(`<figure[^>]*id="${id}"[\\s\\S]*?</figure>`).exec(html)?.[0] ?? assert.fail(`no ${id}`)
  const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

  it('draws what the definition counts, each with its numbers beside it, each number leading to its matters', async () => {
    const parts = ['when', 'what', 'where', 'again', 'long']
    const pages = await Promise.all(parts.map(part => deputy.read(`/matters/analysis?procedure=parcel&part=${part}`)))
    for (const { words, status } of pages) {
      assert.equal(status, 200)
      assert.match(words, /13 parcels, of which 13 with something overdue/)
      assert.match(words, /When What, and how it ended Where Again at one establishment How long it took/)
    }
    const html = pages.map(page => page.html).join('')
    const words = pages.map(page => page.words).join(' ')
    const kinds = section(html, 'chart-kinds')
    assert.match(text(kinds), /Most: Books and papers, 11 of 13\./)
    assert.match(kinds, /href="\/matters\?procedure=parcel&amp;is-kinds=clothes">Clothes<\/a>/)
    assert.match(text(section(html, 'chart-place')), /Ashmoor 9 Brackley Hill 3 Dunscar 1 All 13/)
    assert.match(text(section(html, 'months')), /January 2026 13/)
    assert.match(text(section(html, 'days')), /To being passed on .*1 .*10/)
    assert.match(text(section(html, 'divided')), /January to March 2026 .*13 .*0 .*0 .*13/)
    assert.match(words, /Again at one establishment/)
    assert.equal(
      html.match(/<svg class="app-chart__drawing" role="img"/g)?.length,
      html.match(/<figure class="app-chart"/g)?.length,
    )
  })

  it('has its charts on pages that none is too heavy to load, each chart on one of them and a link away', async () => {
    const first = await deputy.read('/matters/analysis?procedure=parcel')
    assert.match(first.html, /<figure class="app-chart" id="months"/, 'it begins with when')
    const where = await deputy.read('/matters/analysis?procedure=parcel&part=where')
    assert.match(where.html, /href="\/matters\/analysis\?procedure=parcel&amp;part=what#chart-kinds">What is in it/)
    assert.match(where.html, /href="#chart-place">Establishment/)
    assert.match((await deputy.read('/matters/analysis?procedure=parcel&part=none')).html, /id="months"/)
    assert.match((await deputy.read('/matters/analysis?procedure=parcel&part=what-2')).html, /id="chart-kinds"/)
  })

  it('is filtered on a page of its own, and stays with the part that is shown', async () => {
    const page = await deputy.read('/matters/analysis?procedure=parcel&part=where')
    const [, way = ''] = /href="([^"]+)"[^>]*>\s*Filter what is counted/.exec(page.html) ?? []
    const filters = await deputy.read(way.replaceAll('&amp;', '&'))
    assert.match(filters.html, /<input type="hidden" name="part" value="where">/)
    assert.match(filters.html, /name="is-kinds" type="checkbox"/)
    const narrowed = await deputy.read('/matters/analysis?procedure=parcel&part=where&establishment=ZBI')
    assert.match(narrowed.html, /href="\/matters\/analysis\?procedure=parcel&amp;part=where"><span[^>]*>Remove this/)
    const wrong = await deputy.read('/matters/analysis?procedure=parcel&from=31/31/2026')
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /href="#from"[\s\S]*id="from"/)
  })

  it('is narrowed like the list', async () => {
    const { html, words } = await deputy.read('/matters/analysis?procedure=parcel&establishment=ZBI')
    assert.match(words, /3 parcels/)
    assert.match(
      html,
      /href="\/matters\/analysis\?procedure=parcel&amp;part=when"><span[^>]*>Remove this filter: <\/span>Brackley Hill/,
    )
    assert.match((await deputy.read('/matters/analysis?procedure=parcel&from=1/3/2026')).words, /Nothing matches/)
  })

  it('lets no small number leave, nor what would give one away, and asks why', async () => {
    const page = await deputy.read('/matters/analysis?procedure=parcel')
    const sent = { ...page, html: page.html.slice(page.html.indexOf('id="export"')) }
    const asked = await deputy.send(sent, { why: '' }, { action: '/matters/analysis' })
    assert.equal(asked.status, 422)
    assert.match(asked.words, /Say why you are exporting them/)
    const hidden = Object.fromEntries(
      [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value?.replaceAll('&amp;', '&'),
      ]),
    )
    const answer = await deputy.ask('/matters/analysis', {
      method: 'POST',
      body: new URLSearchParams({ _csrf: hidden._csrf ?? '', query: 'procedure=parcel', why: 'For the meeting' }),
    })
    assert.equal(answer.status, 200)
    const sheet = await read(new Uint8Array(await answer.arrayBuffer()), 'xlsx')
    assert.ok('rows' in sheet)
    const told = (table: string, item: string) =>
      sheet.rows.find(({ cells }) => cells[0] === table && cells[1] === item)?.cells[2]
    assert.equal(told('What is in it', 'Clothes'), 'fewer than 5')
    assert.equal(told('Establishment', 'Brackley Hill'), 'fewer than 5')
    assert.equal(told('Establishment', 'Dunscar'), 'fewer than 5')
    assert.equal(told('Prison group', 'Southern practice group'), 'fewer than 5')
    assert.ok(
      told('Prison group', 'Northern practice group') === 'not shown' ||
        told('Establishment', 'Ashmoor') === 'not shown',
    )
    assert.equal(told('What is in it', 'Food'), '0')
    for (const { cells } of sheet.rows) assert.ok(!/^[1-4]$/.test(String(cells[2])), JSON.stringify(cells))
    const { rows } = await site.database.owner.query<{ why: string }>(
      `select why from concordat.reading where kind = 'exported'`,
    )
    assert.deepEqual(rows, [{ why: 'Analysis of the parcel book: For the meeting' }])
  })

  it('is empty for whoever sees nothing, and no page for what there is not', async () => {
    const stranger = await site.signIn('ppo.deputy')
    assert.match((await stranger.read('/matters/analysis?procedure=parcel')).words, /There is nothing to count yet/)
    assert.equal((await stranger.read('/matters/analysis?procedure=nothing')).status, 404)
    assert.equal((await stranger.read('/matters/analysis')).status, 404)
  })

  it('exports the list for a reason, as the kind of file that is chosen', async () => {
    const page = await deputy.read('/matters/export?procedure=parcel&establishment=ZBI&show=sender')
    assert.match(page.words, /Rows 3 rows/)
    assert.match(page.words, /OFFICIAL-SENSITIVE – PERSONAL DATA/)
    const asked = await deputy.send(page, {}, { action: '/matters/export' })
    assert.equal(asked.status, 422)
    assert.match(asked.words, /Choose the kind of file/)
    assert.match(asked.words, /Say why you are exporting it/)
    const given = await deputy.send(asked, { format: 'csv', why: 'For the file' }, { action: '/matters/export' })
    assert.match(
      given.headers.get('content-disposition') ?? '',
      /attachment; filename="the-parcel-book-2026-02-10\.csv"/,
    )
    assert.equal(given.html.trim().split('\r\n').length, 4)
    assert.match(given.html, /Morgan Vale/)
  })
})
