import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { letter as sampleLetter } from '../../../test/sample-letter.ts'
import { formOn, testSite, type Read, type Visitor } from '../../../test/site.ts'
import { sql } from '../../database/sql.ts'
import { findMatter, matter } from '../../desk/matter.ts'
import { dropPackages } from '../../desk/packages.ts'
import { upload } from '../../desk/documents.ts'
import { openFiles } from '../../desk/documents.ts'
import { contractOf } from '../../agreements/information-sharing/contract.ts'
import { findOwnKeys, trust } from '../../interchange/installation.ts'
import type { OwnKeys } from '../../interchange/keys.ts'
import { check, tell, write, type ToPack, type ToTell } from '../../interchange/package.ts'
import { example } from '../../interchange/vectors.ts'

const start = '2026-03-02T09:00:00Z'
const here = await testSite('interchange-here', { start })
const there = await testSite('interchange-there', { start })
const hereKeys = findOwnKeys(here.settings) as OwnKeys
const thereKeys = findOwnKeys(there.settings) as OwnKeys
const inspectorate = { ...hereKeys.card, name: 'https://inspectorate.example', bodies: ['HMIP'] as const }
const boards = { ...thereKeys.card, name: 'https://boards.example', bodies: ['IMB'] as const }
trust(here.settings, boards)
trust(there.settings, inspectorate)

const coordinator = await here.signIn('hmip.coordinator')
const secretariat = await there.signIn('imb.secretariat')

const letter = { ...sampleLetter, route: 'secretariat', until: '2026-09-30' }
const uploaded = async (name: string, content: string) => {
  const files = await openFiles(here.settings)
  const kept = await upload(here.house, { post: 'hmip.coordinator' }, files, { name, bytes: Buffer.from(content) })
  return 'id' in kept ? kept.id : assert.fail(kept.refused)
}
const shared = async (more: object = {}) =>
  here.done(here.begin('hmip.coordinator', 'information-hmip', { ...letter, ...more }))
const handOver = (reference: string) => `/matters/${reference}/steps/hand-over`
const exported = async (reference: string): Promise<Buffer> => {
  const { action, hidden } = formOn(await coordinator.read(handOver(reference)), handOver(reference))
  const answer = await coordinator.ask(action, {
    method: 'POST',
    body: new URLSearchParams([...hidden, ['to', boards.signing]]),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  assert.match(answer.headers.get('content-disposition') ?? '', new RegExp(`filename="${reference}.concordat"`))
  return Buffer.from(await answer.arrayBuffer())
}

/** Sends a package the way a browser does. */
async function sent(who: Visitor, bytes: Buffer): Promise<Read> {
  const { action, hidden } = formOn(await who.read('/packages'), '/packages')
  const body = new FormData()
  for (const [field, value] of hidden) body.append(field, value)
  body.append('file', new Blob([new Uint8Array(bytes)]), 'letter.concordat')
  const answer = await who.ask(action, { method: 'POST', body })
  if (answer.status === 303) return who.read(answer.headers.get('location') ?? '')
  const markup = await answer.text()
  const words = markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  return { status: answer.status, url: answer.url, html: markup, headers: answer.headers, words }
}
const accept = (who: Visitor, page: Read, fields: Record<string, string> = { 'q-route': 'board' }) =>
  who.send(page, { accept: 'yes', act: 'in', ...fields }, { action: new URL(page.url).pathname })
const items = async () =>
  (
    await there.database.owner.query(
      `select count(*)::int as n from concordat.matter where procedure = 'information-hmip'`,
    )
  ).rows[0].n as number
let so = 0
/** An item that did not come in before. */
const anItem = () => ({ ...example.item, reference: `INF-2026-${5000 + ++so}` })
/** A package as the inspectorate's installation would make it, of what it would not. */
const made = ({ item, ...more }: Partial<ToPack>) =>
  write({ ...example, to: thereKeys.card, item: { ...anItem(), ...item }, ...more }, hereKeys)

describe('exporting an item as a sealed package', () => {
  it('is its owner’s alone, and is in its history and among who took it out', async () => {
    const reference = await shared({ papers: [await uploaded('letter.txt', 'Dear Sir or Madam')] })
    const page = await coordinator.read(`/matters/${reference}`)
    assert.match(page.html, new RegExp(`href="${handOver(reference)}"[^>]*>Export it as a sealed package`))
    const terms = (await coordinator.read(handOver(reference))).words
    for (const words of [letter.purpose, 'To be read there by everyone who works there'])
      assert.ok(terms.includes(words), words)
    const warned = () =>
      here.as('hmip.coordinator', async desk => {
        const { matter: item, procedure } = await matter(desk, reference)
        const taking = { matter: item, me: desk.me, world: desk.world, answers: {} }
        return procedure.steps['change-readers']?.warn?.(taking)
      })
    assert.equal(await warned(), undefined)
    const outcome = await check(await exported(reference), thereKeys, [inspectorate], '2026-03-02' as never)
    assert.ok('manifest' in outcome, JSON.stringify(outcome))
    assert.equal(outcome.manifest.item.text, letter.words)
    assert.equal(outcome.manifest.item.originator, 'HMIP')
    assert.equal(outcome.manifest.contract.until, '2026-09-30')
    assert.equal(outcome.manifest.made.post, 'hmip.coordinator')
    assert.deepEqual(
      outcome.files.map(file => [file.name, file.bytes.toString()]),
      [['letter.txt', 'Dear Sir or Madam']],
    )

    assert.match((await warned()) ?? '', /It holds here, and not at https:\/\/boards\.example/)
    const after = await coordinator.read(`/matters/${reference}`)
    assert.match(after.words, /[Ee]xported it as a sealed package for https:\/\/boards\.example/)
    assert.match(
      (await coordinator.read(`/matters/${reference}/seen`)).words,
      /Sealed package .* for https:\/\/boards\.example/,
    )

    const relay = await here.signIn('imb.secretariat')
    assert.doesNotMatch((await relay.read(`/matters/${reference}`)).words, /sealed package|boards\.example/)
    assert.match((await relay.read(handOver(reference))).words, /This step is for /)
    assert.doesNotMatch((await relay.read(handOver(reference))).words, /Which installation/)
    const stranger = await here.signIn('ppo.investigator')
    assert.equal((await stranger.read(handOver(reference))).status, 404)
  })

  it('is never recorded of a package that was not made', async () => {
    const reference = await shared()
    const typed = await here.take('hmip.coordinator', reference, 'hand-over', {
      to: 'https://evil.example',
      package: 'x',
    })
    assert.ok(typed.refused)
    assert.match(typed.problems[0]?.words ?? '', /Export it on its own page/)
    const chosen = await coordinator.send(
      await coordinator.read(handOver(reference)),
      { to: 'nobody' },
      { action: handOver(reference) },
    )
    assert.equal(chosen.status, 422)
    assert.match(chosen.words, /Choose the installation it is for/)
  })

  it('is closed once it was taken back', async () => {
    const reference = await shared()
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    assert.match((await coordinator.read(handOver(reference))).words, /It was taken back, returned or closed/)
  })

  it('asks again where no installation is chosen, and says what changed since the page was open', async () => {
    const reference = await shared()
    const page = await coordinator.read(handOver(reference))
    const asked = await coordinator.send(page, {}, { action: handOver(reference) })
    assert.equal(asked.status, 422)
    assert.match(asked.words, /Choose the installation it is for/)
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    const late = await coordinator.send(page, { to: boards.signing }, { action: handOver(reference) })
    assert.equal(late.status, 422)
    assert.match(late.words, /It was taken back, returned or closed/)
  })
})

describe('bringing in a sealed package', () => {
  it('shows who signed it and its terms, and not what it says, before they are accepted', async () => {
    const before = await items()
    const page = await sent(secretariat, await exported(await shared()))
    assert.equal(page.status, 200, page.words)
    assert.match(page.words, /Signed by https:\/\/inspectorate\.example/)
    assert.match(page.words, /Not to be passed on/)
    assert.match(page.words, /30 September 2026/)
    assert.doesNotMatch(page.words, /Whom at the inspectorate is it for/, 'it is for the board')
    assert.doesNotMatch(page.html, /canary/)
    const unaccepted = await secretariat.send(
      page,
      { 'q-route': 'board', act: 'in' },
      { action: new URL(page.url).pathname },
    )
    assert.equal(unaccepted.status, 422)
    assert.match(unaccepted.words, /Accept its terms, or put it aside/)
    assert.equal(await items(), before)
    const aside = await secretariat.send(page, { act: 'aside' }, { action: new URL(page.url).pathname })
    assert.match(aside.words, /was put aside/)
    assert.equal((await secretariat.read(new URL(page.url).pathname)).status, 404)
  })

  it('becomes an item whose originator stays the sender, on terms that hold as they came (HI-12c, HI-12l)', async () => {
    const reference = await shared({ papers: [await uploaded('letter.txt', 'Dear Sir or Madam')] })
    const waits = await sent(secretariat, await exported(reference))
    assert.match(waits.words, /Files File 1 \(1 kB\)/, 'what a file is called is part of what it says')
    const page = await accept(secretariat, waits)
    const came = /[A-Z]{3}-2026-\d{4,}/.exec(new URL(page.url).pathname)?.[0] ?? assert.fail(page.words)
    assert.match(page.words, /[Bb]rought in something that HM Inspectorate of Prisons shared/)
    const seen = await there.as('imb.secretariat', desk => matter(desk, came))
    assert.equal(seen.facts.from, 'HMIP')
    assert.equal(seen.facts.what, 'Something shared by HM Inspectorate of Prisons')
    assert.match(
      JSON.stringify(seen.matter.entries),
      new RegExp(`${reference} at https://inspectorate\\.example, in the package`),
    )
    const sending = await here.as('hmip.coordinator', desk => matter(desk, reference))
    assert.deepEqual(contractOf(seen.matter)?.until, contractOf(sending.matter)?.until)
    assert.deepEqual(contractOf(seen.matter)?.uses, ['monitoring'])
    assert.deepEqual(
      seen.documents.map(one => one.name),
      ['letter.txt'],
    )

    // The board opens it by accepting, like anything shared; nobody else has it.
    const offered = await there.as('imb.ashmoor.chair', desk => findMatter(desk, came))
    assert.doesNotMatch(JSON.stringify(offered), /canary/)
    await there.done(there.take('imb.ashmoor.chair', came, 'accept'))
    assert.match(JSON.stringify(await there.as('imb.ashmoor.member', desk => findMatter(desk, came))), /canary/)
    for (const post of ['hmip.deputy', 'ppo.deputy', 'imb.brackley-hill.chair'])
      assert.equal(await there.as(post, desk => findMatter(desk, came)), undefined, post)

    // Whoever keeps it here does not own it: its terms are not theirs to change, nor it theirs to send on.
    for (const [step, answers] of [
      ['change-terms', { quoting: true }],
      ['add', { addition: 'More' }],
      ['hand-over', {}],
    ] as const) {
      const taken = await there.take('imb.secretariat', came, step, answers)
      assert.ok(taken.refused, step)
      assert.match(taken.problems[0]?.words ?? '', /It came from another installation/, step)
    }
    await there.done(there.take('imb.ashmoor.chair', came, 'ask', { want: 'quote', because: 'For our report' }))
    const agreed = await there.take('imb.secretariat', came, 'answer-ask', { agreed: true, answer: 'Yes' })
    assert.ok(agreed.refused)
    assert.match(agreed.problems[0]?.words ?? '', /only its originator can agree/)
    await there.done(there.take('imb.secretariat', came, 'answer-ask', { agreed: false, answer: 'They said no' }))
  })

  it('is found there under every establishment that it concerns, but for one that is not known there', async () => {
    const [first, second] = here.house.directory().places.filter(one => ['ZBI', 'ZCI'].includes(one.code))
    const page = await sent(secretariat, await exported(await shared({ alsoAt: ['ZBI', 'ZCI'] })))
    assert.match(page.words, new RegExp(`Also concerns ${first?.name} ${second?.name}`))
    const accepted = await accept(secretariat, page)
    const came = /[A-Z]{3}-2026-\d{4,}/.exec(new URL(accepted.url).pathname)?.[0] ?? assert.fail(accepted.words)
    const seen = await there.as('imb.secretariat', desk => matter(desk, came))
    assert.deepEqual(seen.facts.alsoAt, ['ZBI', 'ZCI'])

    const alsoAt = [
      { code: 'ZBI', name: 'Brackley Hill' },
      { code: 'QQI', name: 'Far Island' },
    ]
    const strange = write(
      { ...example, number: crypto.randomUUID(), to: thereKeys.card, item: { ...anItem(), alsoAt } },
      { ...hereKeys, card: inspectorate },
    )
    const shown = await sent(secretariat, strange)
    assert.match(shown.words, /Far Island, which is not a place known here/)
    const { url } = await accept(secretariat, shown)
    const other = /[A-Z]{3}-2026-\d{4,}/.exec(new URL(url).pathname)?.[0] ?? ''
    const known = await there.as('imb.secretariat', desk => matter(desk, other))
    assert.deepEqual(known.facts.alsoAt, ['ZBI'])
  })

  it('brings a board’s concern to the desk it is for (HI-6c)', async () => {
    const concern = write(
      {
        ...example,
        number: crypto.randomUUID(),
        to: hereKeys.card,
        item: { ...anItem(), originator: 'IMB' },
        made: { ...example.made, body: 'IMB', post: 'imb.ashmoor.chair', title: 'Board chair', unit: 'Ashmoor board' },
      },
      thereKeys,
    )
    const deputy = await here.signIn('hmip.deputy')
    const page = await sent(deputy, concern)
    const item = await accept(deputy, page, { 'q-route': 'direct', 'q-desk': 'inspection' })
    const came = new URL(item.url).pathname.split('/')[2] ?? ''
    await here.done(here.take('hmip.coordinator', came, 'accept'))
    const seen = await here.as('hmip.team-leader', desk => matter(desk, came))
    assert.equal(seen.facts.from, 'IMB')
    assert.match(JSON.stringify(seen.matter.entries), /answer the bell/)
  })

  it('comes in once, whoever sends the same package again', async () => {
    const bytes = await exported(await shared())
    const first = await sent(secretariat, bytes)
    await accept(secretariat, first)
    const after = await items()
    const again = await sent(secretariat, bytes)
    assert.equal(again.status, 422)
    assert.match(again.words, /This package was brought in before, as [A-Z]{3}-2026-\d+/)
    assert.equal((await accept(secretariat, first)).status, 404, 'the page that was left open')
    const chair = await there.signIn('imb.national-chair')
    assert.match((await sent(chair, bytes)).words, /brought in before, by another unit/)
    assert.equal(await items(), after)
  })

  it('comes in once though two posts accept it at the same moment', async () => {
    const bytes = await exported(await shared())
    const chair = await there.signIn('imb.national-chair')
    const [one, other] = [await sent(secretariat, bytes), await sent(chair, bytes)]
    const before = await items()
    const outcomes = await Promise.all([accept(secretariat, one), accept(chair, other)])
    assert.equal(await items(), before + 1)
    assert.equal(outcomes.filter(({ status }) => status === 200).length, 1)
    assert.equal(outcomes.filter(({ words }) => words.includes('brought in before')).length, 1)
  })

  it('is refused in plain words, and nothing is kept of it', async () => {
    const whole = made({})
    const altered = Buffer.from(whole)
    altered[whole.length - 40] = (altered[whole.length - 40] ?? 0) ^ 1
    const macro = { name: 'letter.docm', kind: 'docx', bytes: Buffer.from('PK') }
    const before = await there.database.owner.query('select count(*)::int as n from concordat.package')
    for (const [bytes, words] of [
      [altered, /cut short or altered/],
      [whole.subarray(0, 300), /cut short or altered/],
      [Buffer.from('%PDF-1.4'), /not a package of Concordat/],
      [write({ ...example, to: hereKeys.card }, hereKeys), /sealed for another installation/],
      [write({ ...example, to: thereKeys.card }, thereKeys), /which is not trusted here/],
      [
        made({ item: { ...anItem(), originator: 'PPO' }, made: { ...example.made, body: 'PPO' } }),
        /is trusted here for HM Inspectorate of Prisons alone/,
      ],
      [
        made({ terms: { ...example.terms, until: '2026-03-01' } }),
        /Its terms let it be had until the end of 1 March 2026/,
      ],
      [made({ files: [macro] }), /The file “letter\.docm” in this package can’t be taken in/],
      [
        made({ files: [{ name: 'letter.pdf', kind: 'pdf', bytes: Buffer.from('MZ not a pdf at all') }] }),
        /“letter\.pdf” in this package can’t be taken in/,
      ],
    ] as const) {
      const page = await sent(secretariat, bytes)
      assert.equal(page.status, 422, page.words.slice(0, 300))
      assert.match(page.words, words)
    }
    const after = await there.database.owner.query('select count(*)::int as n from concordat.package')
    assert.deepEqual(after.rows, before.rows)
  })

  it('says what stands in its way here: an unknown place, an agreement, a post with nobody to hand it to', async () => {
    for (const [more, words] of [
      [
        { item: { ...anItem(), place: { code: 'QQI', name: 'Nowhere' } } },
        /Nowhere \(QQI\), which is not a place known here/,
      ],
      [{ item: { ...anItem(), sharing: 'sanction-allegation' } }, /not in force at this installation/],
    ] as const) {
      const page = await sent(secretariat, made({ number: crypto.randomUUID(), ...more }))
      assert.equal(page.status, 200)
      assert.match(page.words, words)
      assert.doesNotMatch(page.words, /Accept its terms and bring it in/)
    }
    const inspector = await there.signIn('hmip.deputy')
    assert.match((await sent(inspector, made({ number: crypto.randomUUID() }))).words, /nobody to hand it on to/)
  })

  it('is narrower here, and never wider, where the unit it may be passed on to is not known', async () => {
    const terms = {
      ...example.terms,
      onward: 'named',
      onwardTo: { key: 'imb.elsewhere', name: 'Board of Elsewhere' },
    } as const
    const page = await sent(secretariat, made({ number: crypto.randomUUID(), terms }))
    assert.match(page.words, /may be passed on to nobody/)
    const item = await accept(secretariat, page)
    const came = new URL(item.url).pathname.split('/')[2] ?? ''
    assert.equal(contractOf((await there.as('imb.secretariat', desk => matter(desk, came))).matter)?.onward, 'no')
  })

  it('HI-12l: opens to those its terms say, whatever its originator chose of who may read it', async () => {
    const procedure = there.house.library.findProcedure('information-hmip', '2026-03-02' as never)?.procedure
    const choices = procedure?.steps.share?.asks.readers?.options?.({} as never).map(one => one.value) ?? []
    const chosen: Record<string, object> = { posts: { readerPosts: ['imb.ashmoor.member'] } }
    const opened: Record<string, readonly [words: boolean, member: boolean]> = {}
    for (const readers of choices) {
      const reference = await shared({ readers, ...chosen[readers] })
      const { words } = await coordinator.read(handOver(reference))
      if (readers === 'posts') assert.match(words, /To be read there by only the one at its head/)
      const page = await sent(secretariat, await exported(reference))
      const item = await accept(secretariat, page)
      const came = new URL(item.url).pathname.split('/')[2] ?? ''
      await there.done(there.take('imb.ashmoor.chair', came, 'accept'))
      const reads = async (post: string) =>
        JSON.stringify((await there.as(post, desk => findMatter(desk, came))) ?? '').includes('canary')
      assert.ok(await reads('imb.ashmoor.chair'), readers)
      opened[readers] = [/colleagues there whom they name/.test(page.words), await reads('imb.ashmoor.member')]
    }
    // Posts that were chosen there are nobody here: it opens to the head alone.
    assert.deepEqual(opened, { unit: [false, true], head: [false, false], named: [true, false], posts: [false, false] })
  })

  it('HI-12l: lets the chair here name who reads it, and knows nobody who was named where it came from', async () => {
    const reference = await shared({ readers: 'named' })
    await here.done(here.take('imb.secretariat', reference, 'forward'))
    await here.done(here.take('imb.ashmoor.chair', reference, 'accept'))
    const member = { reader: 'imb.ashmoor.member', because: 'Visits that wing' }
    await here.done(here.take('imb.ashmoor.chair', reference, 'name-reader', member))

    const item = await accept(secretariat, await sent(secretariat, await exported(reference)))
    const came = new URL(item.url).pathname.split('/')[2] ?? ''
    await there.done(there.take('imb.ashmoor.chair', came, 'accept'))
    const seen = async () =>
      JSON.stringify((await there.as('imb.ashmoor.member', desk => findMatter(desk, came))) ?? '')
    assert.doesNotMatch(await seen(), /canary/)
    const stranger = { ...member, reader: 'imb.brackley-hill.chair' }
    assert.ok((await there.take('imb.ashmoor.chair', came, 'name-reader', stranger)).refused)
    await there.done(there.take('imb.ashmoor.chair', came, 'name-reader', member))
    assert.match(await seen(), /canary/)
    await there.done(there.take('imb.secretariat', came, 'recall'))
    assert.doesNotMatch(await seen(), /canary/)
  })

  it('runs out while it waits, and is forgotten', async () => {
    const terms = { ...example.terms, until: '2026-03-02' }
    const page = await sent(secretariat, made({ number: crypto.randomUUID(), terms }))
    there.setNow('2026-03-03T09:00:00Z')
    const late = await (await there.signIn('imb.secretariat')).read(new URL(page.url).pathname)
    assert.match(late.words, /Its terms have run out since it was opened/)
    assert.ok((await dropPackages(there.house, new Date('2026-03-03T08:00:00Z'))) > 0)
    assert.equal((await (await there.signIn('imb.secretariat')).read(new URL(page.url).pathname)).status, 404)
    there.setNow(start)
  })

  it('is no page for those who share nothing so, and a package that waits is its own post’s alone', async () => {
    const item = anItem()
    const page = await sent(secretariat, made({ number: crypto.randomUUID(), item }))
    const governor = await there.signIn('hmpps.ashmoor.governor')
    assert.equal((await governor.read('/packages')).status, 404)
    const body = new FormData()
    for (const [field, value] of formOn(await governor.read('/'), '/search').hidden) body.append(field, value)
    body.append('file', new Blob([new Uint8Array(made({ number: crypto.randomUUID() }))]), 'letter.concordat')
    const waits = () => there.database.owner.query('select count(*)::int as n from concordat.package')
    const before = await waits()
    assert.equal((await governor.ask('/packages', { method: 'POST', body })).status, 404)
    assert.deepEqual((await waits()).rows, before.rows)
    const chair = await there.signIn('imb.national-chair')
    assert.equal((await chair.read(new URL(page.url).pathname)).status, 404)
    assert.match((await secretariat.read('/packages')).words, new RegExp(item.reference))
    assert.doesNotMatch((await chair.read('/packages')).words, new RegExp(item.reference))
  })

  it('cannot be pretended: nobody types whose an item is', async () => {
    for (const answers of [{ originator: 'PPO' }, { originator: 'HMIP' }, { cameAs: 'X' }]) {
      const begun = await here.begin('hmip.coordinator', 'information-hmip', { ...letter, ...answers })
      assert.deepEqual(
        begun.refused ? begun.problems.map(({ field, words }) => [field, words.endsWith(' comes to nothing')]) : begun,
        Object.keys(answers).map(name => [name, true]),
      )
    }
    const { facts, matter: item } = await here.as('hmip.coordinator', async desk => matter(desk, await shared()))
    assert.equal(facts.from, 'HMIP')
    assert.equal(item.entries[0]?.answers.originator, undefined)
    assert.ok(!item.milestones.has('received from elsewhere'))
  })
})

describe('telling of an item that went before in a package', () => {
  const sendWord = (reference: string) => `/matters/${reference}/steps/send-word`
  /** The package in which somebody tells what there is to tell of it. */
  const word = async (who: Visitor, reference: string, which?: string): Promise<Buffer> => {
    const page = await who.read(sendWord(reference))
    const key = which ?? /name="word"[^>]*value="([^"]+)"/.exec(page.html)?.[1] ?? assert.fail(page.words)
    const { action, hidden } = formOn(page, sendWord(reference))
    const answer = await who.ask(action, { method: 'POST', body: new URLSearchParams([...hidden, ['word', key]]) })
    assert.equal(answer.status, 200, await answer.clone().text())
    return Buffer.from(await answer.arrayBuffer())
  }
  /** Shared here, exported, brought in there for the board, whose chair opened it. */
  const gone = async (more: object = {}) => {
    const reference = await shared(more)
    const bytes = await exported(reference)
    const item = await accept(secretariat, await sent(secretariat, bytes))
    const came = new URL(item.url).pathname.split('/')[2] ?? assert.fail(item.words)
    await there.done(there.take('imb.ashmoor.chair', came, 'accept'))
    return { reference, came, bytes }
  }
  const seenThere = async (post: string, came: string) =>
    JSON.stringify((await there.as(post, desk => findMatter(desk, came))) ?? '')

  it('takes it back there as a recall does here: at once, from everyone, once, and for good (HI-12c)', async () => {
    const { reference, came, bytes } = await gone()
    assert.match((await coordinator.read(sendWord(reference))).words, /There is nothing to tell/)
    assert.match(await seenThere('imb.ashmoor.chair', came), /canary/)
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    const told = await word(coordinator, reference)
    const elsewhere = await sent(await there.signIn('imb.national-chair'), told)
    assert.match(elsewhere.words, /another unit brought in here/)
    assert.match(await seenThere('imb.ashmoor.chair', came), /canary/)

    const page = await sent(secretariat, told)
    assert.equal(new URL(page.url).pathname, `/matters/${came}`)
    assert.match(page.words, /Taken back/)
    for (const post of ['imb.ashmoor.chair', 'imb.ashmoor.member'])
      assert.doesNotMatch(await seenThere(post, came), /canary|night staff/)
    const entries = async () => (await there.as('imb.secretariat', desk => matter(desk, came))).matter.entries.length
    const before = await entries()
    assert.match((await sent(secretariat, told)).words, /It was taken back before\. Nothing was done again/)
    assert.equal(await entries(), before)
    assert.match((await sent(secretariat, bytes)).words, /was brought in before/)
    assert.match(
      (await coordinator.read('/shared/ours')).words,
      /https:\/\/boards\.example: told that it was taken back/,
    )
  })

  it('keeps out what was taken back before it came in, also where it waits', async () => {
    const reference = await shared()
    const bytes = await exported(reference)
    const waits = await sent(secretariat, bytes)
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    const told = await word(coordinator, reference)
    assert.match((await sent(secretariat, told)).words, /It was taken back before it was brought in/)
    assert.equal((await secretariat.read(new URL(waits.url).pathname)).status, 404)
    const late = await sent(secretariat, bytes)
    assert.equal(late.status, 422)
    assert.match(late.words, /Its originator took it back, so it can’t be brought in/)
  })

  it('makes its terms there what they are here, stricter or wider, and the last word holds whichever comes first (PI-20)', async () => {
    const { reference, came } = await gone({ quoting: true, onward: 'ask', until: '2026-09-30' })
    const contract = async () => {
      const kept = contractOf((await there.as('imb.ashmoor.chair', desk => matter(desk, came))).matter)
      return [kept?.quoting, kept?.onward, kept?.onwardTo, kept?.until, kept?.uses.join(), kept?.purpose]
    }
    const change = async (at: string, answers: object) => {
      here.setNow(at)
      await here.done(here.take('hmip.coordinator', reference, 'change-terms', { ...answers }))
      return word(coordinator, reference)
    }
    const fewer = { uses: ['background'], purpose: 'Only to know of it' }
    const stricter = await change('2026-03-02T09:01:00Z', { quoting: false, until: '2026-04-30', ...fewer })
    const wider = await change('2026-03-02T09:02:00Z', { quoting: true, endless: true })
    const named = { onward: 'named', onwardTo: 'imb.brackley-hill' }
    const last = await change('2026-03-02T09:03:00Z', { ...named, until: '2026-05-31', uses: ['monitoring'] })
    here.setNow(start)
    assert.ok((await there.take('imb.secretariat', came, 'change-terms', { quoting: false })).refused)
    assert.match((await sent(secretariat, stricter)).words, /[Bb]rought in its terms as its originator has them/)
    assert.deepEqual(await contract(), [false, 'ask', undefined, '2026-04-30', 'background', 'Only to know of it'])
    await sent(secretariat, last)
    const asLast = [true, 'named', 'imb.brackley-hill', '2026-05-31', 'monitoring', 'Only to know of it']
    assert.deepEqual(await contract(), asLast)
    for (const late of [wider, last])
      assert.match((await sent(secretariat, late)).words, /came before\. Nothing was done again/)
    assert.deepEqual(await contract(), asLast)
    there.setNow('2026-05-01T09:00:00Z')
    assert.match(await seenThere('imb.ashmoor.chair', came), /canary/, 'extended past the day of the stricter terms')
    there.setNow('2026-06-01T09:00:00Z')
    assert.doesNotMatch(await seenThere('imb.ashmoor.chair', came), /canary/)
    there.setNow(start)
    const ended = await change('2026-03-02T09:04:00Z', { until: '2026-03-03' })
    here.setNow(start)
    there.setNow('2026-03-04T09:00:00Z')
    const later = await there.signIn('imb.secretariat')
    const words = /its terms now let it be had until the end of 3 March 2026, which is past, so it was taken back/
    assert.match((await sent(later, ended)).words, words)
    assert.match((await later.read(`/matters/${came}`)).words, words, 'and why stands with it')
    there.setNow(start)
  })

  it('brings what was added later, with its files, once, and only where its terms let it go with the rest', async () => {
    const { reference, came } = await gone()
    const add = async (addition: string, more: readonly string[] = []) =>
      here.done(here.take('hmip.coordinator', reference, 'add', { addition, more }))
    await add('A heron came by', [await uploaded('heron.txt', 'It stood in the yard')])
    assert.match((await coordinator.read(sendWord(reference))).words, /There is nothing to tell/)
    await here.done(here.take('hmip.coordinator', reference, 'change-terms', { later: true }))
    const page = await coordinator.read(sendWord(reference))
    const [terms, heron] = [...page.html.matchAll(/name="word"[^>]*value="([^"]+)"/g)].map(one => one[1] ?? '')
    assert.match(page.words, /What was added on 2 March 2026: https:\/\/boards\.example/)
    const said = await word(coordinator, reference, heron)
    assert.match((await sent(secretariat, said)).words, /do not let what is added later go with it/)
    assert.doesNotMatch(await seenThere('imb.secretariat', came), /heron/)
    await sent(secretariat, await word(coordinator, reference, terms))
    assert.match((await sent(secretariat, said)).words, /brought in what was added to it/)
    for (const post of ['imb.ashmoor.chair', 'imb.ashmoor.member'])
      assert.match(await seenThere(post, came), /A heron came by.*heron\.txt/s, post)
    assert.match((await sent(secretariat, said)).words, /This came before\. Nothing was done again/)
    assert.ok((await there.take('imb.secretariat', came, 'add', { addition: 'Ours', fromAddition: '2' })).refused)
    assert.match((await coordinator.read('/shared/ours')).words, /https:\/\/boards\.example: has it, told /)
    const opened = await check(said, thereKeys, [inspectorate], '2026-03-02' as never)
    assert.ok('notice' in opened)
    const { about, made: by } = opened.notice
    assert.throws(
      () => tell({ about, says: { what: 'recalled' }, made: by, to: thereKeys.card, files: opened.files }, hereKeys),
      /Files go with what was added/,
    )
  })

  it('is how an item that is here already is kept as it is: another package of it makes no second one', async () => {
    const { reference, came } = await gone()
    const left = await sent(await there.signIn('imb.national-chair'), await exported(reference))
    assert.equal(left.status, 200, 'whoever does not see the first may bring it in for their own unit')
    const { rows: keys } = await there.database.owner.query<{ key: string }>(
      'select key from concordat.package where reference = $1',
      [came],
    )
    const earlier = (post: string) =>
      there.as(post, ({ transaction }) =>
        transaction.all<{ at: string }>(sql`select p.at from packages_of_item(${reference}, ${keys[0]?.key}) p(at)`),
      )
    assert.deepEqual(
      (await earlier('imb.secretariat')).map(one => one.at),
      [came],
    )
    assert.deepEqual(
      await earlier('hmpps.ashmoor.governor'),
      [],
      'nor does the database tell it to whoever guesses its name',
    )
    const before = await items()
    const again = await sent(secretariat, await exported(reference))
    assert.equal(again.status, 422)
    assert.match(again.words, new RegExp(`It is here already, as ${came}, .* “Tell the other installation”`))
    assert.equal(await items(), before)
    await there.done(there.take('imb.secretariat', came, 'recall'))
    assert.equal((await sent(secretariat, await exported(reference))).status, 200, 'once nobody has it there any more')
  })

  it('does nothing from a page that was open for too long: the file is not even read', async () => {
    const { reference, came } = await gone()
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    const body = new FormData()
    body.append('_csrf', 'stale')
    body.append('file', new Blob([new Uint8Array(await word(coordinator, reference))]), 'recall.concordat')
    const answer = await secretariat.ask('/packages', { method: 'POST', body })
    assert.match(await answer.text(), /The page was open for too long\. Choose the file again/)
    assert.match(await seenThere('imb.ashmoor.chair', came), /canary/)
  })

  it('HI-9e: brings back what came of it to whoever shared it, once, and to nobody else', async () => {
    const { reference, came } = await gone()
    assert.match((await secretariat.read(sendWord(came))).words, /There is nothing to tell/)
    const outcome = { outcome: 'acted', told: 'We sat on the wing on three nights.' }
    await there.done(there.take('imb.ashmoor.chair', came, 'tell-outcome', outcome))
    const told = await word(secretariat, came)
    const { facts } = await there.as('imb.secretariat', desk => matter(desk, came))
    assert.ok(!facts.elsewhere, 'who told what came of theirs has put nothing elsewhere')
    const page = await sent(coordinator, told)
    assert.equal(new URL(page.url).pathname, `/matters/${reference}`)
    assert.match(page.words, /We sat on the wing on three nights/)
    assert.match((await coordinator.read('/shared/ours')).words, /https:\/\/boards\.example: Acted on/)
    assert.match((await sent(coordinator, told)).words, /This came before\. Nothing was done again/)
    const relay = await here.signIn('imb.secretariat')
    assert.doesNotMatch((await relay.read(`/matters/${reference}`)).words, /three nights|boards\.example/)
    assert.match(
      (await sent(relay, told)).words,
      /was not brought in here|did not go|which your office did not share|nothing waits/i,
    )
    const typed = await here.take('hmip.coordinator', reference, 'outcome-came', { came: 'x', told: 'y', at: 'z' })
    assert.ok(typed.refused)
  })

  it('is brought in by the very board it is for, where its terms let all of that board read it', async () => {
    const chair = await there.signIn('imb.ashmoor.chair')
    const reference = await shared()
    const bytes = await exported(reference)
    const other = await there.signIn('imb.brackley-hill.chair')
    assert.match((await accept(other, await sent(other, bytes))).words, /It is for another board/)
    const item = await accept(chair, await sent(chair, bytes))
    const came = new URL(item.url).pathname.split('/')[2] ?? assert.fail(item.words)
    for (const post of ['imb.ashmoor.chair', 'imb.ashmoor.member']) assert.match(await seenThere(post, came), /canary/)
    for (const post of ['imb.secretariat', 'imb.national-chair', 'imb.brackley-hill.chair'])
      assert.doesNotMatch(await seenThere(post, came), /canary/)
    assert.match(item.words, /Now : Opened/)
    await there.done(there.take('imb.ashmoor.member', came, 'cite', { in: 'Rota visit', how: 'background' }))
    assert.ok((await there.take('imb.ashmoor.member', came, 'cite', { in: 'Report', how: 'quoted' })).refused)
    await there.done(there.take('imb.ashmoor.chair', came, 'tell-outcome', { outcome: 'acted', told: 'We looked.' }))
    assert.match((await sent(coordinator, await word(chair, came))).words, /We looked/)
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    assert.match((await sent(chair, await word(coordinator, reference))).words, /Taken back/)

    const head = await sent(chair, await exported(await shared({ readers: 'head' })))
    assert.match((await accept(chair, head)).words, /let only the head of your unit read it/)
  })

  it('is refused of another package, and from anyone but the other end of it', async () => {
    const { reference, came } = await gone()
    await here.done(here.take('hmip.coordinator', reference, 'recall', {}))
    const opened = await check(await word(coordinator, reference), thereKeys, [inspectorate], '2026-03-02' as never)
    assert.ok('notice' in opened)
    const { about, made: by } = opened.notice
    const notice = (more: Partial<ToTell>, keys = hereKeys) =>
      tell({ about, says: { what: 'recalled' }, made: by, to: thereKeys.card, ...more }, keys)
    const refused = async (bytes: Buffer, words: RegExp) => {
      const page = await sent(secretariat, bytes)
      assert.match(page.words, words)
      assert.match(await seenThere('imb.ashmoor.chair', came), /canary/)
    }
    // It names another, is from a body that the sender may not speak for, was changed, or is signed by somebody else.
    await refused(notice({ about: { ...about, package: crypto.randomUUID() } }), /taken back before it was brought in/)
    await refused(
      notice({ about: { ...about, originator: 'PPO' }, made: { ...by, body: 'PPO' } }),
      /trusted here for HM Inspectorate of Prisons alone|is trusted here for/,
    )
    await refused(notice({}, thereKeys), /not trusted here/)
    await refused(
      notice({ says: { what: 'outcome', outcome: { value: 'acted', words: 'Acted on' }, text: 'x' } }),
      /which your office did not share/,
    )
    assert.throws(() => notice({ about: { ...about, originator: 'PPO' } }), /not made by the body/)
    assert.throws(() => notice({ says: { what: 'recalled', more: 1 } as never }), /not as it should be, at says\.more/)
  })
})
