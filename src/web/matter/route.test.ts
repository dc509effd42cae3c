import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { list } from '../../desk/list.ts'
import { letterAgreement } from '../step/step.samples.ts'

const letter = {
  where: 'ZAI',
  about: 'The kitchen',
  words: 'A canary sang',
  kind: 'thanks',
  urgent: false,
  reader: 'hmpps.ashmoor.governor',
  points: [{ point: 'That it be clean' }, { point: 'That it be quiet' }],
}

const brackley = 'hmpps.brackley-hill.governor'

describe('A matter’s page', async () => {
  const site = await testSite('matter', { agreements: [letterAgreement] })
  const reference = await site.done(site.begin('imb.ashmoor.chair', 'letter', letter))
  await site.done(site.take('imb.ashmoor.member', reference, 'note', { note: 'The first note' }))
  await site.done(site.take('imb.ashmoor.chair', reference, 'note', { note: 'The second note' }))
  const address = `/matters/${reference}`
  const chair = await site.signIn('imb.ashmoor.chair')

  it('says which it is, where it stands, what can be done, and everything that is known of it', async () => {
    const page = await chair.read(address)
    assert.equal(page.status, 200)
    assert.match(page.html, new RegExp(`<title>${reference} – A letter – Concordat</title>`))
    assert.match(page.words, /Security marking: OFFICIAL-SENSITIVE/)
    assert.match(page.words, /Place Ashmoor/)
    assert.match(page.words, /Now : Received/)
    assert.ok(page.html.includes(`href="${address}/steps/pass"`))
    assert.match(
      page.words,
      /What you could do, but not now \(1\) Take it back from the governor It has not been passed on/,
    )
    assert.match(page.words, /The letter itself What does it say\? A canary sang/)
    assert.match(page.words, /1\. That it be clean 2\. That it be quiet/)
  })

  it('shows the latest answer, and those before it a click away', async () => {
    const page = await chair.read(address)
    assert.match(page.words, /Your note The second note Earlier : Your note The first note/)
  })

  it('shows every record of a step that adds one each time, with whoever made it', async () => {
    await site.done(site.take('imb.ashmoor.member', reference, 'call', { who: 'His sister', said: 'She is worried' }))
    await site.done(site.take('imb.ashmoor.chair', reference, 'call', { who: 'His brother', said: 'So is he' }))
    const { words } = await chair.read(address)
    assert.match(
      words,
      /Wrote down a call Who rang\? His sister What did they say\? She is worried 2 March 2026 at 09:00 , Frank Tolley Wrote down a call Who rang\? His brother What did they say\? So is he/,
    )
  })

  it('tells its history newest first, with names only within one’s own body', async () => {
    const own = await chair.read(address)
    const history = own.words.slice(own.words.lastIndexOf('History'))
    assert.match(
      history,
      /Added a note by Beatrice Nwosu , Board chair, Ashmoor.*Added a note by Frank Tolley.*Took down a letter about Ashmoor/,
    )
    await site.done(site.take('imb.ashmoor.chair', reference, 'pass'))
    const governor = await site.signIn('hmpps.ashmoor.governor')
    const theirs = await governor.read(address)
    assert.doesNotMatch(theirs.words, /Beatrice|Nwosu|Tolley/)
    assert.match(theirs.words, /Passed it to the governor by Board chair, Ashmoor , Independent Monitoring Boards/)
  })

  it('shows what is owed with its arithmetic, and whose figure it is', async () => {
    const page = await chair.read(address)
    assert.match(page.words, /Answer the letter Open Owed by Governor, Ashmoor Limit Monday 16 March 2026/)
    assert.match(page.words, /How this date was reached.*10 working days/)
    assert.match(page.words, /this is our default/)
  })

  it('says who sees it and why, to whoever may know', async () => {
    const owner = await chair.read(address)
    assert.match(owner.words, /Who can see this matter.*Ashmoor: monitoring board \(you\) ?: all of it/)
    assert.match(
      owner.words,
      /Governor, Ashmoor ?: all of it To answer it \(SP-2\) On condition: Show it to nobody else/,
    )
    const governor = await (await site.signIn('hmpps.ashmoor.governor')).read(address)
    assert.doesNotMatch(governor.words, /monitoring board \(you\)/)
  })

  it('records who opened it, for its owner to see', async () => {
    const page = await chair.read(address)
    assert.match(page.words, /Who opened it.*Governor, Ashmoor Opened 2 March 2026 at 09:00/)
    const governor = await (await site.signIn('hmpps.ashmoor.governor')).read(address)
    assert.match(governor.words, /When you opened it/)
    assert.doesNotMatch(governor.words, /Board chair, Ashmoor Opened/)
  })

  it('offers the owner nothing of another, and a stranger nothing at all', async () => {
    for (const post of ['imb.brackley-hill.chair', 'hmpps.ashmoor.safer-custody', 'hmip.deputy', 'operator']) {
      const page = await (await site.signIn(post)).read(address)
      assert.equal(page.status, 404, post)
    }
  })

  it('says of what it is tied to which each is and what it is called, to whoever may see that one, and to nobody else', async () => {
    const post = 'imb.brackley-hill.chair'
    const about = (name: string, others: string[] = []) =>
      site.done(site.begin(post, 'letter', { ...letter, where: 'ZBI', reader: brackley, about: name, others }))
    const [first, second] = [await about('The <roof>'), await about('The laundry')]
    const from = await about('Both of them', [first, second])
    for (const passed of [second, from]) await site.done(site.take(post, passed, 'pass'))
    const own = await (await site.signIn(post)).read(`/matters/${from}`)
    const listed = { [first]: `${first} Letter: The <roof>`, [second]: `${second} Letter: The laundry` }
    const both = [first, second].toSorted().map(one => listed[one])
    assert.ok(own.words.includes(`Tied to ${both.join(' ')}`))
    const governor = await site.signIn(brackley)
    const listings = async () =>
      (
        await site.database.owner.query<{ n: number }>(
          `select count(*)::int as n from concordat.reading r join concordat.post p on p.id = r.post where p.key = $1 and r.kind = 'listed'`,
          [brackley],
        )
      ).rows[0]?.n ?? 0
    const before = await listings()
    const theirs = await governor.read(`/matters/${from}`)
    assert.equal(await listings(), before + 1, 'that they were listed is recorded')
    assert.match(theirs.words, new RegExp(`Tied to ${second} Letter: The laundry`))
    assert.doesNotMatch(theirs.words, new RegExp(`Tied to.*${first}|roof`))
    // From the other end too: a tie is told at both.
    const end = await governor.read(`/matters/${second}`)
    assert.match(end.words, new RegExp(`Tied to ${from} Letter: Both of them`))
  })

  it('names no more of what it is tied to than fit a page, and leads to all of them', async () => {
    const post = 'imb.brackley-hill.chair'
    const about = (name: string, others: string[] = []) =>
      site.done(site.begin(post, 'letter', { ...letter, where: 'ZBI', reader: brackley, about: name, others }))
    const others: string[] = []
    for (let n = 0; n < 20; n++) others.push(await about(`Number ${n} ${'of a very long row of letters '.repeat(6)}`))
    const page = await (await site.signIn(post)).read(`/matters/${await about('All of them', others)}`)
    for (const one of others) assert.ok(page.html.includes(`href="/matters/${one}"`), one)
    assert.equal([...page.words.matchAll(/Letter: Number/g)].length, 12)
    assert.ok(Buffer.byteLength(page.html) < 60_000)
  })

  it('tells in short what lies long back in a long one, and the whole of it to whoever asks', async () => {
    const long = await site.done(site.begin('imb.ashmoor.chair', 'letter', letter))
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      await site.done(site.take('imb.ashmoor.chair', long, 'note', { note: `Note number ${n}.` }))
    const writtenIn = (html: string) =>
      [...html.slice(html.indexOf('id="history"')).matchAll(/What was written/g)].length
    const page = await chair.read(`/matters/${long}`)
    assert.match(page.words, /Took down a letter about Ashmoor/, 'every entry is told')
    assert.equal(writtenIn(page.html), 3)
    assert.match(page.html, /href="\/matters\/[^"]+\?whole=yes#history"/)
    assert.equal(writtenIn((await chair.read(`/matters/${long}?whole=yes`)).html), 11)
    assert.equal((await chair.read(`/matters/${long}?whole=perhaps`)).status, 200)
  })

  it('says a long answer once: the history begins it, and leads to where it stands', async () => {
    const words = 'It was cold in the yard and nobody came. '.repeat(8)
    const of = await site.done(site.begin('imb.ashmoor.chair', 'letter', letter))
    await site.done(site.take('imb.ashmoor.chair', of, 'note', { note: words }))
    const page = await chair.read(`/matters/${of}`)
    assert.equal(page.words.split(words.trim()).length - 1, 1)
    assert.match(page.words, /It was cold in the yard .* … In full, under what is known : Your note/)
  })
})

describe('HH-15: what concerns keeping and disposal is told in one line while none of it can be done', async () => {
  const site = await testSite('keeping', { start: '2026-01-05T09:00:00Z' })
  const leader = 'hmip.team-leader'
  const one = /Keeping and disposal Its time is not up/
  const labels = /Keep it longer|Hold it, whatever|Lift the hold|Dispose of it/

  it('and what can be done now stands where it did', async () => {
    const asked = { place: 'ZAI', title: 'Work', first: '2026-02-02', last: '2026-02-03', wants: 'A room' }
    const reference = await site.done(site.begin(leader, 'thematic-visit', asked))
    const visitor = await site.signIn(leader)
    const next = async () => {
      const { words } = await visitor.read(`/matters/${reference}`)
      const [, open = '', shut = ''] =
        / What can be done (?!What is)(.*?)What you could do, but not now \(\d+\)(.*?)What is (?:owed|known|done)/s.exec(
          words,
        ) ?? []
      return { open, shut }
    }
    const going = await next()
    assert.match(going.shut, one)
    assert.doesNotMatch(going.open + going.shut, labels)
    await site.done(site.take(leader, reference, 'give-up', { because: 'There is no time' }))
    const over = await next()
    assert.match(over.open, /Hold it, whatever the schedule says/)
    assert.match(over.shut, one)
    assert.doesNotMatch(over.shut, labels)
    await site.done(
      site.take(leader, reference, 'hold', { holdBecause: 'inquiry', holdWords: 'An inquiry asked for that year.' }),
    )
    const held = await next()
    assert.match(held.open, /Lift the hold/)
    assert.match(held.shut, /Keeping and disposal It is on hold: lift that first It waits for: Lift the hold/)
    assert.doesNotMatch(held.shut, /Keep it longer|Dispose of it/)
  })
})

describe('HH-29: the page of a published report', async () => {
  const site = await testSite('published report', { start: '2026-01-12T09:00:00Z' })
  const [leader, siu, chair] = ['hmip.team-leader', 'hmpps.siu', 'imb.ashmoor.chair'] as const
  const lines = (many: number, words: string) => `${words} `.repeat(many).trim()
  const found = lines(8, 'Men told inspectors that they felt safer than a year before, and the figures bear that out.')
  const items = Array.from({ length: 15 }, (_, at) => ({
    kind: at < 6 ? 'priority' : 'key',
    text: lines(2, `Concern ${at + 1}: too many men spend too long in their cells, and nobody oversees it.`),
  }))
  const points = Array.from({ length: 12 }, (_, at) => ({
    passage: `Page ${at + 4}: “by a fifth”`,
    wrong: lines(2, 'It fell by a quarter over the year'),
    evidence: 'The safety data for May',
    is: 'fact',
  }))

  it('weighs less than a slow line carries, with a dozen ties, to each who has it', async () => {
    const reference = await site.done(
      site.begin(leader, 'report', { place: 'ZAI', ended: '2025-12-05', kind: 'Full inspection' }),
    )
    const texts = { introduction: found, onLeadership: found, onSafety: found, onRespect: found, onActivity: found }
    for (const [post, step, typed] of [
      [leader, 'write', { ...texts, onRelease: found }],
      [leader, 'judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
      [leader, 'list-items', { items }],
      [leader, 'note-practice', { practice: [{ text: found }, { text: found }] }],
      [leader, 'send-draft', {}],
      [siu, 'raise-points', { points, whole: 'all' }],
      [siu, 'content-with-date', { content: 'yes' }],
      [
        leader,
        'answer-points',
        { answers: points.map((_, at) => ({ point: String(at + 1), answer: 'accepted', words: 'It now says so.' })) },
      ],
      [leader, 'finalise', {}],
      [leader, 'set-publication', { on: '2026-01-12' }],
      ['hmip.press', 'draft-press-notice', { title: 'A safer prison', notice: found, quoteBy: '2026-01-12' }],
      ['hmpps.chief-executive', 'give-quote', { gives: 'yes', quote: 'We are glad of it.' }],
      [leader, 'publish', {}],
    ] as const)
      await site.done(site.take(post, reference, step, typed))
    for (let n = 0; n < 12; n++) {
      const line = `Evening medicines are given out late on wing ${n}, and nobody writes down when`
      const theme = { place: 'ZAI', report: [reference], line, look: 'The evening round', again: '2026-03-02' }
      const taken = await site.done(site.begin(chair, 'monitoring-theme', theme))
      await site.done(site.take(chair, taken, 'share', { to: ['inspectorate', 'regional'] }))
    }
    for (const post of [leader, chair, siu, 'hmpps.ashmoor.governor', 'hmip.press']) {
      const reader = await site.signIn(post)
      for (const whole of ['', '?whole=yes', '?whole=timetable']) {
        const { html, words } = await reader.read(`/matters/${reference}${whole}`)
        assert.match(words, new RegExp(reference))
        assert.ok(Buffer.byteLength(html) < 60_000, `${post}${whole}: ${Buffer.byteLength(html)} bytes`)
      }
    }
  })

  it('tells the timetable in a sentence once it is over, and draws it a click away; to those who may see its course', async () => {
    const reader = await site.signIn(leader)
    const [reference = ''] = (await site.as(leader, desk => list(desk, { procedure: 'report' }))).rows.map(
      row => row.reference,
    )
    const { html, words } = await reader.read(`/matters/${reference}`)
    assert.match(words, /Its timetable It ended on 12 January 2026; by the targets it was to end on 17 March 2026/)
    assert.doesNotMatch(words, /How each date was counted/)
    const [, whole = ''] = /href="([^"]+whole=timetable)"/.exec(html) ?? []
    assert.match(
      (await reader.read(whole)).words,
      /Draft sent for its facts to be checked .* How each date was counted/,
    )
    // The points of its check have a page of their own from then on.
    assert.doesNotMatch(html, /id="table-points"/)
    assert.match(html, /href="[^"]+\/tables\/points"/)
    const governor = await site.signIn('hmpps.ashmoor.governor')
    for (const address of [`/matters/${reference}`, whole])
      assert.doesNotMatch((await governor.read(address)).words, /Its timetable|facts to be checked/, address)
  })
})
