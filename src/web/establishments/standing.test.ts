import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { answers, begun, concerns, points, texts } from '../../agreements/hmip-hmpps/report/kit.samples.ts'
import { beginning } from '../../desk/birth.ts'
import { matter } from '../../desk/matter.ts'
import { append } from '../../journal/append.ts'

const planner = 'hmip.coordinator'
const leader = 'hmip.team-leader'
const governor = 'hmpps.ashmoor.governor'
const chair = 'imb.ashmoor.chair'
const siu = 'hmpps.siu'

describe('How it stands with an establishment, on its page', async () => {
  const site = await testSite('standing', { start: '2026-01-12T09:00:00Z' })
  const { begin, take, done, as, house } = site
  const page = async (post: string, more = '') => (await site.signIn(post)).read(`/establishments/ZAI${more}`)

  /** A report of before, brought in as from an earlier log. */
  const brought = (reference: string, ended: string, holds: Record<string, unknown>, place = 'ZAI') =>
    as(planner, async desk => {
      const found = house.library.findProcedure('report', desk.world.today) ?? assert.fail()
      const { procedure, version } = found
      const raw = { place, ended, on: ended, kind: 'Full inspection', ...holds }
      const made = beginning(desk, { procedure, version: version.name, step: 'record', reference, raw })
      if (made.refused) assert.fail(JSON.stringify(made.problems))
      const { making, birth } = made
      await append(desk, [{ reference, making, birth, procedure, knownTo: [] }])
    })

  await brought('RPT-2019-0001', '2019-05-10', { safety: '1', respect: '2', activity: '2', release: '2' })
  await brought('RPT-2022-0001', '2022-06-10', { safety: '2', respect: '2', activity: '2' })
  const report = await done(begin(leader, 'report', { ...begun, ended: '2025-12-05' }))
  for (const [post, step, typed] of [
    [leader, 'write', texts],
    [leader, 'judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
    [leader, 'list-items', { items: concerns }],
    [leader, 'send-draft', {}],
    [siu, 'raise-points', { points, whole: 'all' }],
    [siu, 'content-with-date', { content: 'yes' }],
    [leader, 'answer-points', { answers }],
    [leader, 'finalise', {}],
    [leader, 'set-publication', { on: '2026-01-12' }],
    ['hmip.press', 'draft-press-notice', { title: 'A safer prison', notice: 'Inspectors found a safer prison.' }],
  ] as const)
    await done(take(post, report, step, typed))

  it('shows those who write a report that it is being written, and nobody else', async () => {
    assert.match((await page(leader)).words, /Inspections and visits .*RPT-2026-\S+ .*5 December 2025 Being made ready/)
    const other = await page(governor)
    assert.doesNotMatch(other.words, new RegExp(report))
  })

  it('HI-9c: offers a board the reports of its establishment that it can see, and takes any other as it is typed', async () => {
    const board = await site.signIn(chair)
    const address = '/begin/monitoring-theme'
    const form = await board.read(address)
    const offered = [...form.html.matchAll(/name="q-report"[^>]*value="([^"]*)"/g)].map(([, value]) => value)
    assert.deepEqual(offered, ['RPT-2022-0001', 'RPT-2019-0001', 'another'], 'and not the one that is being written')
    assert.match(form.words, /RPT-2019-0001: Full inspection Inspection ended 10 May 2019; Published 10 May 2019/)
    const typed = {
      'q-place': 'ZAI',
      'q-line': 'Medicines are late',
      'q-look': 'The evening round.',
      'q-again-day': '2',
      'q-again-month': '2',
      'q-again-year': '2026',
    }
    const check = (report: Record<string, string>) =>
      board.send(form, { ...typed, ...report }, { action: address, button: 'check' })
    const chosen = await check({ 'q-report': 'RPT-2019-0001' })
    assert.deepEqual([chosen.status, /RPT-2019-0001/.test(chosen.words)], [200, true], chosen.words)
    for (const report of ['', 'another'])
      assert.match((await check({ 'q-report': report })).words, /Give the report’s reference/)
    const wrong = await check({ 'q-report': 'another', 'q-report-another': 'INS-2026-0001' })
    assert.match(wrong.words, /Give the reference of one report, which begins with RPT-/)
    assert.match(wrong.html, /id="q-report-another"[^>]*value="INS-2026-0001"/, 'what was typed is still there')
    const other = await check({ 'q-report-another': 'RPT-2018-0001' })
    assert.match(other.words, /RPT-2018-0001/)
    const elsewhere = await (await site.signIn('imb.dunscar.chair')).read(address)
    assert.doesNotMatch(elsewhere.words, /RPT-20(19|22)-0001/)
  })

  it('draws the marks of each test over the years, the same in a table, without a script', async () => {
    await done(take(leader, report, 'publish'))
    const { words, html } = await page(governor)
    assert.match(
      words,
      /Healthy prison tests, over the years On 5 December 2025\. Safety: reasonably good \(3\)\. Respect: not sufficiently good \(2\)\. Purposeful activity: poor \(1\)\. .*higher: Safety, Preparation for release\. Lower: Purposeful activity\./,
    )
    const chart = /<figure class="app-chart" id="marks">[\s\S]*?<\/figure>/.exec(html)?.[0] ?? assert.fail()
    assert.equal([...chart.matchAll(/<circle/g)].length, 11, 'four marks, three, and four')
    assert.match(chart, /<svg[^>]*role="img"/)
    assert.deepEqual(
      [...chart.matchAll(/<th scope="row"[^>]*>[\s\S]*?(\d+ \w+ \d{4})/g)].map(([, day]) => day),
      ['5 December 2025', '10 June 2022', '10 May 2019'],
    )
    assert.doesNotMatch(chart, /<script|style="|\son\w+=/)
  })

  it('shows what the last report asks for to whoever has it, and the plan’s state to those who have the plan', async () => {
    const board = await page(chair)
    assert.match(
      board.words,
      /What the last report asks for 4 items of 12 January 2026 are open\..*Men spend too long in their cells/,
    )
    assert.doesNotMatch(board.words, /ACP-|Reported by the prison|Verified by the inspectorate/)
    // HI-9c, HI-9d: what a board makes of a report begins on its page, with its reference and the board’s own place given.
    const its = await (await site.signIn(chair)).read(`/matters/${report}`)
    for (const name of ['monitoring-theme', 'report-concern'])
      assert.match(its.html, new RegExp(`href="/begin/${name}\\?of=${report}"`))
    const form = await (await site.signIn('imb.ashmoor.member')).read(`/begin/monitoring-theme?of=${report}`)
    assert.match(form.html, new RegExp(`<input[^>]*name="q-report"[^>]*value="${report}"[^>]*checked`))
    assert.match(form.html, /<input[^>]*name="q-place"[^>]*value="ZAI"[^>]*checked/)
    assert.doesNotMatch((await (await site.signIn(leader)).read(`/matters/${report}`)).html, /\?of=/)
    const { words } = await page(governor)
    assert.match(
      words,
      /Response Reported by the prison Verified by the inspectorate Item number: 1 Men spend too long/,
    )
  })

  it('holds what the prison reports beside what was found, and counts an item as met by what was found alone', async () => {
    const { ties } = await as(leader, desk => matter(desk, report))
    const plan = ties.find(one => one.startsWith('ACP-')) ?? assert.fail()
    await done(
      take(governor, plan, 'plan', {
        plan: ['1', '2', '3', '4'].map(number => ({
          number,
          response: 'agreed',
          action: 'A longer day',
          owner: 'Head',
          target: '2026-05-01',
        })),
      }),
    )
    await done(take(governor, plan, 'put-in-place'))
    const reported = (number: string) => ({ number, progress: 'done', note: 'Zebrafinch' })
    await done(take(governor, plan, 'report-progress', { reported: ['1', '2'].map(reported) }))
    assert.match(
      (await page(governor)).words,
      /4 items of .*Item number: 1 Men spend too long in their cells\. Priority concern Agreed Done Item number: 2 /,
    )
    // To the inspectorate it is not told until the plan is passed on.
    assert.doesNotMatch((await page(leader)).words, /Done|Reported by the prison|Agreed/)
    await done(
      take(leader, plan, 'verify', {
        how: 'inspection',
        judgements: [
          { number: '1', progress: 'good' },
          { number: '2', progress: 'insufficient' },
        ],
      }),
    )
    const { words } = await page(governor)
    assert.match(words, /3 of 4 items of 12 January 2026 are open\./)
    assert.doesNotMatch(words, /1 Men spend too long/)
    assert.match(words, /2 There are too few staff in health care\. Priority concern Agreed Done Insufficient progress/)
    assert.match(words, /Action plans and reviews of progress .*ACP-\S+ .*Reported as done: 2/)
    assert.doesNotMatch((await page(chair)).words, /Insufficient progress|ACP-/)
  })

  it('shows the plan rather than the report it follows, though both are of one day', async () => {
    const who = await site.signIn('hmpps.brackley-hill.governor')
    const items = [{ number: '1', kind: 'key', text: 'The gym is shut.' }]
    await brought('RPT-2025-0009', '2025-12-01', { safety: '1', items }, 'ZBI')
    assert.match((await who.read('/establishments/ZBI')).words, /The gym is shut\. /)
    await done(begin(leader, 'action-plan', { place: 'ZBI', published: '2025-12-01', items }))
    assert.match((await who.read('/establishments/ZBI')).words, /Reported by the prison .*1 The gym is shut/)
  })

  it('records who was shown the table as having opened its matter, and nobody for a page further on', async () => {
    const read = async () => {
      const found = await site.database.owner.query(
        'select count(*)::int as count from concordat.reading where kind = $1',
        ['opened'],
      )
      return (found.rows[0] as { count: number }).count
    }
    const before = await read()
    await page(governor, '?group=report')
    assert.equal(await read(), before)
    await page(governor)
    assert.equal(await read(), before + 1)
  })

  it('lists the concerns of every body that are open, to each their own', async () => {
    const theme = await done(
      begin(chair, 'monitoring-theme', {
        place: 'ZAI',
        report: [report],
        line: 'Evening medicines come late',
        look: 'The evening round.',
        again: '2026-03-01',
      }),
    )
    const own = await page(chair)
    assert.match(own.words, new RegExp(`Open concerns, of every body .*${theme} Evening medicines come late`))
    for (const post of [governor, leader, planner, 'imb.dunscar.chair'])
      assert.doesNotMatch((await page(post)).words, /Evening medicines/, post)
    await done(take(chair, theme, 'close', { now: 'better', found: 'It is well now.' }))
    const { words } = await page(chair)
    const above = (text: string) => text.slice(0, text.indexOf('What you may see about it'))
    assert.doesNotMatch(above(words), /Evening medicines/)
  })

  it('warns of an Urgent Notification in force once it is sent, above all else', async () => {
    const urgent = await done(
      begin(leader, 'urgent-notification', { place: 'ZAI', ended: '2026-01-09', line: 'Violence and too few staff' }),
    )
    assert.doesNotMatch((await page(leader)).words, /In force here/)
    await done(take('hmip.chief', urgent, 'send', { letter: 'We write.', on: '2026-01-12' }))
    assert.match(
      (await page(governor)).words,
      new RegExp(
        `In force here Urgent Notification , 12 January 2026 : ${urgent} , Violence and too few staff\\. Sent`,
      ),
    )
  })

  it('HH-6b: an inspection that is planned is on the page of those who plan, and makes no difference to another’s', async () => {
    const others = [governor, chair, 'imb.dunscar.chair', siu, 'hmip.press']
    const still = (html: string) =>
      html.replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '~').replaceAll(/[0-9a-f]{16,64}/g, '~')
    const all = () => Promise.all(others.map(async post => still((await page(post)).html)))
    const before = await all()
    const plan = await done(
      begin(planner, 'inspection', {
        place: 'ZAI',
        kind: 'full',
        announced: false,
        first: '2026-02-02',
        last: '2026-02-13',
        coordinator: 'Helen Strand, 0100',
      }),
    )
    assert.deepEqual(await all(), before)
    assert.match((await page(planner)).words, new RegExp(`${plan} .* 13 February 2026 Planned`))
  })

  it('leads those who plan inspections to the programme, from here and from their work, and nobody else', async () => {
    for (const [post, leads] of [
      [planner, true],
      [leader, true],
      ['hmip.chief', true],
      [governor, false],
      [chair, false],
      [siu, false],
      ['hmip.press', false],
    ] as const) {
      const who = await site.signIn(post)
      for (const address of ['/', '/establishments', '/establishments/ZAI'])
        assert.equal((await who.read(address)).html.includes('href="/programme"'), leads, `${post} at ${address}`)
    }
  })

  it('weighs less than 60 kB with all of it', async () => {
    for (const post of [leader, governor, chair]) assert.ok(Buffer.byteLength((await page(post)).html) < 60_000, post)
  })
})
