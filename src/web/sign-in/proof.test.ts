import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mountApi } from '../../api/api.ts'
import { makeToken } from '../../desk/tokens.ts'
import { formOn, testSite, visitor, type Read, type Visitor } from '../../../test/site.ts'
import { newBrowser } from '../../../test/sign-in-as.ts'
import { pages } from '../pages.ts'
import { sealer } from '../sealed.ts'
import { letterAgreement } from '../step/step.samples.ts'
import { proofAge } from './identity.ts'
import { isFresh } from './proof.ts'

const start = '2026-03-02T09:00:00Z'
const after = (minutes: number, seconds = 0) => new Date(Date.parse(start) + minutes * 60_000 + seconds * 1000)

const chair = 'imb.ashmoor.chair'
const beatrice = 'beatrice.nwosu@example.org'

/** The address that a page’s start button leads to. */
const wayOut = (page: Read): string =>
  /href="(\/sign-in\/again\/[\w-]+)"/.exec(page.html)?.[1] ?? assert.fail(page.words)

/** As far as the provider’s page, on which somebody says again who they are. */
const atProvider = async (who: Visitor, page: Read): Promise<Read> => who.read(wayOut(page))

/** All the way to the provider and back, as this person; what they come back to. */
async function proveAs(who: Visitor, page: Read, subject: string): Promise<Read> {
  const choosing = await atProvider(who, page)
  const back = await who.go(choosing.url, { method: 'POST', body: new URLSearchParams({ subject }) })
  const html = await back.text()
  const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  return { status: back.status, url: back.url, html, headers: back.headers, words }
}

const goOn = (who: Visitor, page: Read, action: string) => who.send(page, {}, { action })

describe('A-25: what nobody undoes asks for a proof of identity afresh', async () => {
  const site = await testSite('proof', { agreements: [letterAgreement], start, more: mountApi })

  /** Signed in at nine. */
  const signedIn = async (post = chair) => {
    site.setNow(start)
    return site.signIn(post)
  }
  const tokensMade = async () =>
    Number((await site.database.owner.query(`select count(*) from concordat.token`)).rows[0].count)
  const makesToken = async (who: Visitor, label = 'Nightly') =>
    who.send(await who.read('/you/tokens'), { label, days: '30' }, { action: '/you/tokens', button: 'make' })
  const exportAddress = '/matters/export'
  const exports = async (who: Visitor) =>
    who.send(
      await who.read(`${exportAddress}?procedure=letter`),
      { format: 'csv', why: 'For the audit' },
      { action: exportAddress },
    )
  const newLetter = () =>
    site.done(
      site.begin(chair, 'letter', {
        where: 'ZAI',
        about: 'The gym',
        words: 'It is closed',
        kind: 'thanks',
        urgent: false,
        reader: 'hmpps.ashmoor.governor',
        points: [{ point: 'One' }],
      }),
    )

  it('a sign-in is a proof: for ten minutes nobody is asked again', async () => {
    const who = await signedIn()
    site.setNow(after(10))
    const made = await makesToken(who)
    assert.equal(made.status, 200)
    assert.match(made.words, /Your new token/)
  })

  it('after that they are, nothing is done, and what they typed is kept until they are back', async () => {
    const who = await signedIn()
    const before = await tokensMade()
    site.setNow(after(10, 1))
    const asked = await makesToken(who, 'Our own “report” <b>')
    assert.equal(asked.status, 403)
    assert.match(
      asked.words,
      /Before you make a token for a program, prove again who you are: it is 10 minutes or more/,
    )
    assert.equal(await tokensMade(), before)

    const choosing = await atProvider(who, asked)
    assert.match(choosing.words, /Prove again that it is you/)
    assert.match(choosing.words, /before you make a token for a program/)
    assert.match(choosing.html, /<form method="post"><ul>\s*<li><button name="subject" value="beatrice/)

    const back = await proveAs(who, asked, beatrice)
    assert.equal(back.status, 200)
    assert.match(
      back.words,
      /You have proved that it is you You were about to make a token for a program\. It has not been/,
    )
    assert.equal(await tokensMade(), before)
    const done = await goOn(who, back, '/you/tokens')
    assert.match(
      done.words,
      /Your new token For: .*Our own “report” &lt;b&gt;|Your new token For: .*Our own “report” <b>/,
    )
    assert.equal(await tokensMade(), before + 1)

    // And for ten minutes from then they are not asked again.
    site.setNow(after(20, 0))
    assert.equal((await makesToken(who)).status, 200)
    site.setNow(after(20, 2))
    assert.equal((await makesToken(who)).status, 403)
  })

  it('keeps them in their post, and signs them in nowhere twice', async () => {
    const many = await signedIn('hmip.sanctions-officer')
    site.setNow(after(15))
    const asked = await makesToken(many)
    const back = await proveAs(many, asked, 'priya.raman@example.org')
    assert.equal(new URL(back.url).pathname.startsWith('/sign-in/proved/'), true)
    const sessions = await many.read('/sessions')
    assert.match(sessions.words, /This one|this browser/i)
    const { rows } = await site.database.owner.query(
      `select from concordat.session s join concordat.person n on n.id = s.person where n.subject = 'priya.raman@example.org' and s.ended_at is null`,
    )
    assert.equal(rows.length, 1)
  })

  it('to end a token or a calendar’s address is never put off', async () => {
    const who = await signedIn()
    await makesToken(who, 'To be ended')
    site.setNow(after(15))
    const kept = await who.read('/you/tokens')
    const ended = await who.send(kept, {}, { action: '/you/tokens', button: 'end' })
    assert.equal(ended.status, 200)
    assert.match(ended.words, /opens nothing from now on|had ended already/)
    const calendar = await who.read('/you/calendar')
    assert.equal((await who.send(calendar, {}, { action: '/you/calendar', button: 'make' })).status, 403)
    assert.equal((await who.send(calendar, {}, { action: '/you/calendar', button: 'end' })).status, 200)
  })

  it('gives no list away, and says why it was asked for once there is a proof', async () => {
    await newLetter()
    const who = await signedIn()
    site.setNow(after(11))
    const asked = await exports(who)
    assert.equal(asked.status, 403)
    assert.doesNotMatch(asked.html, /The gym/)
    const file = await goOn(who, await proveAs(who, asked, beatrice), exportAddress)
    assert.equal(file.status, 200)
    assert.match(file.headers.get('content-disposition') ?? '', /attachment/)
    assert.match(file.html, /The gym/)
    const { rows } = await site.database.owner.query(
      `select why from concordat.reading where kind = 'exported' order by id desc limit 1`,
    )
    assert.match(rows[0].why, /For the audit/)
  })

  it('asks before a prison is told, and not before what stays with the body', async () => {
    const reference = await newLetter()
    const who = await signedIn()
    site.setNow(after(25))
    const note = `/matters/${reference}/steps/note`
    const check = await who.send(await who.read(note), { 'q-note': 'He is well' }, { action: note, button: 'check' })
    const noted = await who.send(check, {}, { action: note, button: 'confirm' })
    assert.match(noted.words, /You added a note/)

    const pass = `/matters/${reference}/steps/pass`
    const asked = await who.send(await who.read(pass), {}, { action: pass, button: 'confirm' })
    assert.equal(asked.status, 403)
    assert.match(asked.words, new RegExp(`Before you pass it to the governor, on ${reference}, prove again`))
    const governor = await site.signIn('hmpps.ashmoor.governor')
    assert.equal((await governor.read(`/matters/${reference}`)).status, 404)
    const done = await goOn(who, await proveAs(who, asked, beatrice), pass)
    assert.match(done.words, /You passed it to the governor/)
    assert.equal((await governor.read(`/matters/${reference}`)).status, 200)
    // The governor answers from their own prison: nobody outside it comes to see more by that than they know.
    site.setNow(after(45))
    const answer = `/matters/${reference}/steps/answer`
    const late = await governor.send(
      await governor.read(answer),
      { 'q-words': 'It opens' },
      { action: answer, button: 'check' },
    )
    assert.match((await governor.send(late, {}, { action: answer, button: 'confirm' })).words, /You answered/)
  })

  it('does what was shown or shows it again: what changed while they were at the provider is not passed over', async () => {
    const reference = await newLetter()
    const who = await signedIn()
    site.setNow(after(15))
    const pass = `/matters/${reference}/steps/pass`
    const asked = await who.send(await who.read(pass), {}, { action: pass, button: 'confirm' })
    const back = await proveAs(who, asked, beatrice)
    await site.done(site.take(chair, reference, 'note', { note: 'He asks that it be not passed on' }))
    const shown = await goOn(who, back, pass)
    assert.equal(shown.status, 409)
    assert.match(shown.words, /changed while you were writing/)
  })

  it('a provider that did not ask again is refused in words, and nothing is lost', async () => {
    const who = await signedIn()
    site.setNow(after(15))
    const asked = await makesToken(who, 'Kept through it')
    const choosing = await atProvider(who, asked)
    // As if the proof had been asked for a minute later than the provider says it was given.
    const name = 'concordat-coming'
    const coming = new RegExp(`${name}=([^;]+)`).exec(who.cookiesFor('/'))?.[1]
    const keys = sealer(site.house.secret)
    const note = keys.open('coming', '', coming) as { kept: { begunAt: number } }
    const forged = keys.seal('coming', '', { ...note, kept: { ...note.kept, begunAt: Date.now() + 60_000 } })
    let answer = await who.ask(choosing.url, { method: 'POST', body: new URLSearchParams({ subject: beatrice }) })
    while (!(answer.headers.get('location') ?? assert.fail()).includes('/sign-in/callback'))
      answer = await who.ask(answer.headers.get('location') ?? '')
    const cookie = who.cookiesFor('/').replace(`${name}=${coming}`, `${name}=${forged}`)
    const refused = await fetch(new URL(answer.headers.get('location') ?? '', site.base), {
      headers: { cookie },
      redirect: 'manual',
    })
    assert.equal(refused.status, 400)
    assert.match(await refused.text(), /did not ask you again: it says that you last proved it some time ago/)
    // They are signed in as before, and can try again.
    const back = await proveAs(who, asked, beatrice)
    assert.match((await goOn(who, back, '/you/tokens')).words, /Kept through it/)
  })

  it('a provider that does not say when they proved it has not given a proof', () => {
    const now = Date.parse(start)
    const fresh = (provedAt: string | null | undefined) => isFresh(site, { provedAt }, new Date(now))
    assert.equal(proofAge({ provedAt: undefined }), undefined)
    assert.equal(proofAge({ provedAt: new Date(now - 30_000) }, now), 0)
    assert.equal(proofAge({ provedAt: new Date(now - 32_000) }, now), 32_000)
    assert.equal(proofAge({ provedAt: new Date(now + 3_600_000) }, now), 0)
    assert.equal(fresh(undefined), false)
    assert.equal(fresh(null), false)
    assert.equal(fresh(new Date(now - 600_000).toISOString()), true)
    assert.equal(fresh(new Date(now - 600_001).toISOString()), false)
  })

  it('tokens are not asked: a program has none to give, and none can be made without', async () => {
    const { token } = await site.as(chair, desk => makeToken(desk, 'proof', 30))
    const reference = await newLetter()
    site.setNow(after(300))
    const api = (address: string, sent?: { json: unknown; match?: string }) =>
      fetch(`${site.base}/api/v1${address}`, {
        method: sent ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(sent?.match ? { 'if-match': sent.match } : {}),
        },
        body: sent && JSON.stringify(sent.json),
      })
    const read = await api(`/matters/${reference}`)
    assert.equal(read.status, 200)
    const passed = await api(`/matters/${reference}/steps/pass`, {
      json: { answers: {} },
      match: read.headers.get('etag') ?? undefined,
    })
    assert.equal(passed.status, 200, await passed.text())
    // It opens no page, and so makes no other.
    const before = await tokensMade()
    const page = await fetch(`${site.base}/you/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ label: 'Another', days: '30', _go: 'make' }),
      redirect: 'manual',
    })
    assert.equal(page.status, 401)
    for (const address of ['/tokens', '/me/tokens', '/you/tokens'])
      assert.equal((await api(address, { json: {} })).status, 404, address)
    assert.equal(await tokensMade(), before)
  })

  describe('to somebody who stole a session', () => {
    it('every form that asks for a proof gives nothing and changes nothing, sent straight', async () => {
      const reference = await newLetter()
      const who = await signedIn()
      site.setNow(after(12))
      const [csrf] = formOn(await who.read('/'), '/sign-out').hidden
      const sent: Readonly<Record<string, Record<string, string>>> = {
        '/matters/export': { query: 'procedure=letter', format: 'xlsx', why: 'x' },
        '/matters/analysis': { query: 'procedure=letter', why: 'x' },
        '/matters/:reference/editions': { edition: '1' },
        '/matters/:reference/seen.csv': {},
        '/matters/:reference/tables/:table': { query: '', format: 'xlsx', why: 'x' },
        '/matters/:reference/steps/hand-over': { to: 'x' },
        '/matters/:reference/steps/send-word': { to: 'x' },
        '/shared/ours/export': { query: 'procedure=letter', format: 'xlsx', why: 'x' },
        '/you/tokens': { _go: 'make', label: 'x', days: '365' },
        '/you/calendar': { _go: 'make' },
      }
      const asking = pages
        .filter(({ declared: { fresh } }) => typeof fresh === 'function')
        .map(({ pattern }) => pattern)
      assert.deepEqual(asking.toSorted(), Object.keys(sent).toSorted())
      const before = await tokensMade()
      for (const [pattern, fields] of Object.entries(sent))
        for (const more of [{}, { _held: 'x'.repeat(43) }, { _proof: '1', proved: 'yes' }]) {
          const body = new URLSearchParams([csrf ?? assert.fail(), ...Object.entries({ ...fields, ...more })])
          const answer = await who.ask(pattern.replace(':reference', reference).replace(':table', 'points'), {
            method: 'POST',
            body,
          })
          assert.equal(answer.status, 403, pattern)
          assert.equal(answer.headers.get('content-disposition'), null, pattern)
          assert.doesNotMatch(await answer.text(), /con_[\w-]{43}|\/calendar\/[\w-]{43}/, pattern)
        }
      assert.equal(await tokensMade(), before)
      // Nor by asking without a body, or for the head of it alone.
      for (const pattern of asking) {
        const address = pattern.replace(':reference', reference)
        const head = await who.ask(address, { method: 'HEAD' })
        assert.equal(head.headers.get('content-disposition'), null, pattern)
        const asForm = await who.ask(address, { method: 'PUT' })
        assert.ok([404, 405].includes(asForm.status), pattern)
      }
    })

    it('the proof its owner gives ends what the thief has, and hands over nothing of theirs', async () => {
      const who = await signedIn()
      const thief = visitor(newBrowser(site.base))
      const stolen = who.cookiesFor('/')
      site.setNow(after(12))
      const ask = (address: string, init: RequestInit = {}) =>
        thief.ask(address, { ...init, headers: { cookie: stolen } })
      const [csrf] = formOn(await who.read('/'), '/sign-out').hidden
      const planted = await ask('/you/tokens', {
        method: 'POST',
        body: new URLSearchParams([csrf ?? assert.fail(), ['_go', 'make'], ['label', 'Planted'], ['days', '365']]),
      })
      assert.equal(planted.status, 403)
      const way = /\/sign-in\/again\/([\w-]+)/.exec(await planted.text())?.[1] ?? assert.fail()

      const asked = await makesToken(who, 'Mine')
      const back = await proveAs(who, asked, beatrice)
      assert.equal((await ask('/you/tokens')).status, 401)
      assert.equal((await ask('/matters')).status, 401)
      // What the thief put there is not shown to the owner, whom they may have sent its address.
      for (const address of [`/sign-in/proved/${way}`, `/sign-in/again/${way}`]) {
        const page = await who.read(address)
        assert.equal(page.status, 404)
        assert.doesNotMatch(page.html, /Planted/)
      }
      assert.match((await goOn(who, back, '/you/tokens')).words, /For: Mine/)
    })

    it('coming back without having proved it leads nowhere: by hand, twice, as somebody else, or from another browser', async () => {
      const who = await signedIn()
      site.setNow(after(12))
      const asked = await makesToken(who, 'Kept')
      const held = wayOut(asked).split('/').at(-1) ?? assert.fail()
      // By hand: they are asked as before.
      const byHand = await who.read(`/sign-in/proved/${held}`)
      assert.equal(byHand.status, 403)
      assert.doesNotMatch(byHand.html, /Go on/)

      // As somebody else: refused, and they are who they were.
      const other = await proveAs(who, asked, 'priya.raman@example.org')
      assert.equal(other.status, 400)
      assert.match(other.words, /You proved that you are somebody else/)
      assert.match((await who.read('/you')).words, /Beatrice Nwosu/)
      assert.equal((await who.read(`/sign-in/proved/${held}`)).status, 403)

      // By an ordinary sign-in that nobody was asked at: that is a new session, which holds nothing of the old one's.
      const choosing = await who.read(wayOut(asked))
      let answer = await who.ask(choosing.url, { method: 'POST', body: new URLSearchParams({ subject: beatrice }) })
      while (!(answer.headers.get('location') ?? assert.fail()).includes('/sign-in/callback'))
        answer = await who.ask(answer.headers.get('location') ?? '')
      const callback = answer.headers.get('location') ?? ''
      const cookies = who.cookiesFor('/')
      const elsewhere = newBrowser(site.base)
      assert.equal((await elsewhere.ask(callback)).status, 400)
      // In another session, though it were their own: a proof is for the session it was asked in.
      const second = await site.signIn(chair)
      const theirs = /concordat=([\w-]+)/.exec(second.cookiesFor('/'))?.[1] ?? assert.fail()
      const swapped = cookies.replace(/concordat=[\w-]+/, `concordat=${theirs}`)
      assert.equal((await elsewhere.ask(callback, { headers: { cookie: swapped } })).status, 400)
      assert.equal((await second.read('/you')).status, 200)
    })

    it('neither the way back nor what was held works twice', async () => {
      const who = await signedIn()
      site.setNow(after(12))
      const asked = await makesToken(who, 'Once')
      const choosing = await atProvider(who, asked)
      let answer = await who.ask(choosing.url, { method: 'POST', body: new URLSearchParams({ subject: beatrice }) })
      while (!(answer.headers.get('location') ?? assert.fail()).includes('/sign-in/callback'))
        answer = await who.ask(answer.headers.get('location') ?? '')
      const callback = answer.headers.get('location') ?? ''
      const cookies = who.cookiesFor('/')
      const back = await who.read(callback)
      assert.match(back.words, /You have proved that it is you/)
      const again = await newBrowser(site.base).ask(callback, { headers: { cookie: cookies } })
      assert.equal(again.status, 400)
      assert.equal((await who.read('/you/tokens')).status, 200)

      const first = await goOn(who, back, '/you/tokens')
      assert.match(first.words, /Your new token/)
      assert.equal((await who.read(back.url)).status, 404)
    })

    it('the button to go on asks again when it was left too long', async () => {
      const who = await signedIn()
      site.setNow(after(12))
      const back = await proveAs(who, await makesToken(who, 'Left'), beatrice)
      site.setNow(after(23))
      const before = await tokensMade()
      const asked = await goOn(who, back, '/you/tokens')
      assert.equal(asked.status, 403)
      assert.equal(await tokensMade(), before)
      assert.match((await goOn(who, await proveAs(who, asked, beatrice), '/you/tokens')).words, /For: Left/)
    })

    it('a form without the session’s own token is not even held', async () => {
      const who = await signedIn()
      site.setNow(after(12))
      const count = async () =>
        Number((await site.database.owner.query(`select count(*) from concordat.draft`)).rows[0].count)
      const before = await count()
      const body = new URLSearchParams({ _go: 'make', label: 'x', days: '30', _csrf: 'x'.repeat(43) })
      const answer = await who.ask('/you/tokens', { method: 'POST', body })
      assert.match(await answer.text(), /Send this again/)
      assert.equal(await count(), before)
    })
  })
})

describe('A-25: who holds which post', async () => {
  const site = await testSite('proof_posts', { start, env: { CONCORDAT_PROOF_MINUTES: '2' } })
  const address = '/begin/appointment'
  const typed = {
    'q-post': 'imb.ashmoor.member',
    'q-name': 'Sam Person',
    'q-email': 'sam.person@example.org',
    'q-from-day': '2',
    'q-from-month': '3',
    'q-from-year': '2026',
  }

  it('is changed only by somebody who has just proved who they are, within the minutes that are set', async () => {
    const secretariat = await site.signIn('imb.secretariat')
    site.setNow(after(2, 1))
    const check = await secretariat.send(await secretariat.read(address), typed, { action: address, button: 'check' })
    assert.equal(check.status, 200, check.words)
    const asked = await secretariat.send(check, {}, { action: address, button: 'confirm' })
    assert.equal(asked.status, 403)
    assert.match(asked.words, /Before you appoint someone to a post, prove again who you are: it is 2 minutes or more/)
    const appointed = async () =>
      (await site.database.owner.query(`select from concordat.person where subject = 'sam.person@example.org'`)).rows
        .length
    assert.equal(await appointed(), 0)
    const subject = (
      await site.database.owner.query<{ subject: string }>(
        `select n.subject from concordat.term t join concordat.post p on p.id = t.post join concordat.person n on n.id = t.person where p.key = 'imb.secretariat'`,
      )
    ).rows[0]?.subject
    const back = await proveAs(secretariat, asked, subject ?? assert.fail())
    const done = await goOn(secretariat, back, address)
    assert.match(done.words, /You appointed Sam Person/)
    assert.equal(await appointed(), 1)
  })
})
