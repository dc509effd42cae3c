import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inventedPlaces } from '../../practice/places.ts'
import { plannedAgreement } from '../../../test/planned.ts'
import { formOn, testSite, type Visitor } from '../../../test/site.ts'

const addresses = [
  '/programme',
  '/programme?date=overdue&sort=latest',
  '/programme?page=2',
  '/programme/calendar',
  '/programme/calendar?year=2027',
  '/programme/export',
]

/** What differs each time a page is asked for, taken out. */
const still = (html: string) =>
  html.replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '~').replaceAll(/[0-9a-f]{16,64}/g, '~')

describe('The programme, as those who plan see it', async () => {
  const site = await testSite('programme-page', { agreements: [plannedAgreement], start: '2026-03-02T09:00:00Z' })
  const { begin, done } = site
  const post = 'hmip.coordinator'
  const planner = await site.signIn(post)
  const looked = (place: string, on: string, score?: number) =>
    done(begin(post, 'look', { place, on, ...(score && { score }) }))
  await looked('ZAI', '2021-03-01', 1)
  await looked('ZBI', '2021-03-02', 3)
  await looked('ZEI', '2023-06-01', 4)
  const plan = await done(begin(post, 'plan', { place: 'ZBI', on: '2026-04-27', until: '2026-05-08' }))

  it('HH-6a: says what is past its latest date, by how much, and what is not recorded', async () => {
    const page = await planner.read('/programme')
    assert.equal(page.status, 200)
    assert.match(page.words, /1 place is past the latest date allowed , and nothing is planned there/)
    assert.match(page.words, /Ashmoor Prison, Northern practice group 1 March 2021 LOO-\S+ 1 March 2026 1 day overdue/)
    assert.match(page.words, /Brackley Hill .* 2 March 2026 five years/)
    assert.match(page.words, /Dunscar .* Not recorded here/)
    assert.match(page.words, /OFFICIAL-SENSITIVE/)
  })

  it('HH-6c: each risk gives its reasons with their points, without scripts', async () => {
    const page = await planner.read('/programme')
    assert.match(page.words, /90 of 100 High Why 90 Score 1 Adds nothing: 0 came\./)
    assert.match(page.html, /<details class="app-why"><summary>Why<\/summary>/)
    assert.doesNotMatch(page.html.replaceAll(/<script\b[^>]*src=[^>]*><\/script>/g, ''), /onclick|javascript:/)
  })

  it('shows the plan where it stands, with its days', async () =>
    assert.match(
      (await planner.read('/programme')).words,
      new RegExp(`27 April 2026 to 8 May 2026 A plan, ${plan} , after the latest date`),
    ))

  it('is narrowed, put in order and paged by its address alone', async () => {
    const rows = (html: string) => [...html.matchAll(/href="\/establishments\/(Z\w\w)"/g)].map(([, code]) => code)
    assert.deepEqual(rows((await planner.read('/programme?date=overdue')).html), ['ZAI'])
    assert.deepEqual(rows((await planner.read('/programme?planned=yes')).html), ['ZBI'])
    assert.deepEqual(rows((await planner.read('/programme?sort=latest&kind=prison')).html).slice(0, 2), ['ZAI', 'ZBI'])
    assert.deepEqual(rows((await planner.read('/programme?risk=high')).html), ['ZAI'])
    assert.equal(
      rows((await planner.read('/programme?risk=nonsense&page=99&kind=x')).html).length,
      inventedPlaces.length,
    )
    assert.match((await planner.read('/programme?planned=yes&risk=high')).words, /Nothing matches/)
    const narrowed = await planner.read('/programme?date=overdue&sort=latest')
    assert.match(narrowed.html, /class="moj-filter__tag" href="\/programme\?sort=latest"/)
  })

  it('draws the year: what is planned, and what falls due', async () => {
    const page = await planner.read('/programme/calendar?year=2026')
    assert.match(page.words, /April 2026 to March 2027/)
    assert.match(
      page.words,
      /1 inspection is planned\. 1 place has its latest date in this year, and none is planned there in time/,
    )
    assert.match(page.words, /April 2026 Brackley Hill , 27 April to 8 May/)
    assert.match(page.words, /June 2026 Eastholme , 1 June Nothing is planned in time/)
    assert.match(page.words, /The latest date of 2 places is before this year/)
    assert.doesNotMatch(page.words, /May 2026 Latest/, 'months in which nothing happens are left out')
    const svg = /<svg class="app-chart__drawing"[\s\S]*?<\/svg>/.exec(page.html)?.[0] ?? ''
    assert.equal(svg.match(/class="app-chart__mark"/g)?.length, 2, 'a bar in each of its two months')
    assert.equal(svg.match(/class="app-chart__alarm"/g)?.length, 1)
    const before = await planner.read('/programme/calendar')
    assert.match(before.words, /April 2025 to March 2026/)
    assert.match(
      before.words,
      /March 2026 Ashmoor , 1 March Overdue Nothing is planned in time Brackley Hill , 2 March Nothing is planned in time/,
    )
  })

  it('leaves as a file once its taker has said why, and that is kept', async () => {
    const page = await planner.read('/programme/export?planned=yes')
    assert.match(page.words, /Rows 1 row Marking OFFICIAL-SENSITIVE/)
    const missing = await planner.send(page, { format: 'csv', why: '' }, { action: '/programme/export' })
    assert.match(missing.words, /Say why you are exporting it/)
    const file = await planner.send(
      page,
      { format: 'csv', why: 'For the planning meeting' },
      { action: '/programme/export' },
    )
    assert.match(file.headers.get('content-type') ?? '', /text\/csv/)
    assert.match(file.html, /Brackley Hill/)
    assert.match(file.html, /2026-04-27/)
    assert.doesNotMatch(file.html, /Ashmoor/)
    const { rows } = await site.database.owner.query<{ why: string }>(
      "select why from concordat.reading where kind = 'exported'",
    )
    assert.match(rows[0]?.why ?? '', /Programme of looks, 1 row \(csv\): For the planning meeting/)
  })

  it('leads there from the establishments, and to what may be begun', async () => {
    assert.match((await planner.read('/establishments')).html, /href="\/programme"/)
    const page = await planner.read('/programme')
    assert.match(page.html, /href="\/begin\/plan"/)
    assert.match(page.words, /Score 90 Our default/)
  })
})

describe('HH-6b: to everybody who does not plan inspections there is no programme', async () => {
  const site = await testSite('programme-absent', { agreements: [plannedAgreement], start: '2026-03-02T09:00:00Z' })
  const { begin, done } = site
  const post = 'hmip.coordinator'
  const others = await Promise.all(
    [
      'hmpps.siu',
      'hmpps.ashmoor.governor',
      'hmpps.director-general',
      'imb.ashmoor.chair',
      'imb.national-chair',
      'ppo.deputy',
      'hmip.press',
      'hmip.sanctions-officer',
      'operator',
    ].map(async one => [one, await site.signIn(one)] as const),
  )

  it('at none of its addresses: the page is the one for what there is not', async () => {
    for (const [name, who] of others) {
      const absent = await who.read('/programmes-there-are-not')
      assert.equal(absent.status, 404)
      for (const address of addresses) {
        const page = await who.read(address)
        assert.equal(page.status, 404, `${name} ${address}`)
        assert.equal(still(page.html), still(absent.html), `${name} ${address}`)
      }
    }
  })

  it('and nothing leads there', async () => {
    for (const [name, who] of others)
      for (const address of ['/', '/establishments', '/matters', '/help'])
        assert.doesNotMatch((await who.read(address)).html, /href="\/programme/, `${name} ${address}`)
  })

  it('and nothing they can read changes by a byte, whatever is planned or found', async () => {
    const pages = [
      '/',
      '/matters',
      '/matters?procedure=all',
      '/establishments',
      '/establishments/ZAI',
      '/directory',
      ...addresses,
    ]
    const everything = async (who: Visitor) => Promise.all(pages.map(async page => still((await who.read(page)).html)))
    // Where there is an inspection already, one more of them is what must not be told.
    await done(begin(post, 'look', { place: 'ZBI', on: '2025-03-01' }))
    const before = await Promise.all(others.map(([, who]) => everything(who)))
    await done(begin(post, 'look', { place: 'ZAI', on: '2021-03-01', score: 1 }))
    await done(begin(post, 'plan', { place: 'ZAI', on: '2026-04-27' }))
    await done(begin(post, 'weighing', { score: 50 }))
    const after = await Promise.all(others.map(([, who]) => everything(who)))
    assert.deepEqual(after, before)
    assert.match((await (await site.signIn(post)).read('/programme')).words, /27 April 2026/)
  })

  it('nor is a form taken there', async () => {
    const [, governor] = others[1] ?? assert.fail()
    const proof = formOn(await governor.read('/'), '/sign-out').hidden
    const body = new URLSearchParams([...proof, ['query', ''], ['format', 'csv'], ['why', 'To know']])
    const answer = await governor.go('/programme/export', { method: 'POST', body })
    assert.equal(answer.status, 404)
    assert.doesNotMatch(await answer.text(), /Planned from|Kind of file/)
  })
})

describe('three hundred places', async () => {
  const site = await testSite('programme-large', { agreements: [plannedAgreement], start: '2026-03-02T09:00:00Z' })
  const { begin, done, database } = site
  await database.owner.query(
    `insert into concordat.place (code, name, kind, region, invented)
     select 'ZX' || n, 'Invented place of a longish name ' || n, 'prison', 'Northern practice group', true from generate_series(1, 300) n`,
  )
  await site.house.changed()
  for (let number = 1; number <= 60; number++) {
    await done(
      begin('hmip.coordinator', 'look', {
        place: `ZX${number}`,
        on: `2021-${String((number % 12) + 1).padStart(2, '0')}-10`,
        score: 2,
      }),
    )
    await done(
      begin('hmip.coordinator', 'plan', {
        place: `ZX${number}`,
        on: `2026-${String((number % 9) + 4).padStart(2, '0')}-12`,
      }),
    )
  }
  const planner = await site.signIn('hmip.coordinator')

  it('make no page larger than 60 kB, and every one is on some page once', async () => {
    const seen = new Set<string>()
    for (let number = 1; number <= 13; number++) {
      const page = await planner.read(`/programme?page=${number}`)
      assert.ok(Buffer.byteLength(page.html) < 60_000, `${Buffer.byteLength(page.html)} bytes`)
      for (const [, code = ''] of page.html.matchAll(/href="\/establishments\/(Z\w+)"/g)) {
        assert.ok(!seen.has(code), code)
        seen.add(code)
      }
    }
    assert.equal(seen.size, 300 + inventedPlaces.length)
    const calendar = await planner.read('/programme/calendar?year=2026')
    assert.ok(Buffer.byteLength(calendar.html) < 60_000, `${Buffer.byteLength(calendar.html)} bytes`)
  })
})
