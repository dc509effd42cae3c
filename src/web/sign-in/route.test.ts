import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formOn, testSite, visitor } from '../../../test/site.ts'
import { newBrowser, signInAs } from '../../../test/sign-in-as.ts'
import { limits } from '../limits.ts'

const minutes = (from: string, count: number) => new Date(Date.parse(from) + count * 60_000)

describe('Signing in', async () => {
  const site = await testSite('signing in')
  const start = '2026-03-02T09:00:00Z'

  it('begins at a front door that anyone may see', async () => {
    const page = await visitor(newBrowser(site.base)).read('/')
    assert.equal(page.status, 200)
    assert.match(page.words, /Concordat runs the agreements between the bodies/)
    assert.match(page.html, /href="\/sign-in"/)
    assert.doesNotMatch(page.html, /Matters/)
  })

  it('keeps the session in a cookie that no script and no other site can use, of 256 bits (A-24)', async () => {
    const browser = newBrowser(site.base)
    const choosing = await browser.go('/sign-in')
    const back = await browser.ask(choosing.url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'priya.raman@example.org' }),
    })
    const cookies: string[] = []
    let at = back
    while (at.status >= 300 && at.status < 400) {
      cookies.push(...at.headers.getSetCookie())
      at = await browser.ask(new URL(at.headers.get('location') ?? '', site.base).href)
    }
    const session = cookies.find(cookie => cookie.startsWith('concordat=')) ?? assert.fail(cookies.join('\n'))
    assert.match(session, /^concordat=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.equal(at.status, 200)
  })

  it('takes them on to the page they came for', async () => {
    const browser = newBrowser(site.base)
    const choosing = await browser.go('/help?x=1')
    await choosing.body?.cancel()
    const page = await browser.go('/search')
    assert.match(page.url, /\/practice\/sign-in\/choose\//)
    const back = await browser.go(page.url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'priya.raman@example.org' }),
    })
    assert.equal(new URL(back.url).pathname, '/search')
    await back.body?.cancel()
  })

  it('sends nobody elsewhere afterwards', async () => {
    const browser = await signInAs(
      site.base,
      'priya.raman@example.org',
      newBrowser(site.base),
      '/sign-in?to=https://evil.example/',
    )
    assert.equal((await browser.ask('/sessions')).status, 200)
  })

  it('refuses a forged or repeated return with a 400, and begins no session', async () => {
    const browser = newBrowser(site.base)
    const forged = await browser.ask('/sign-in/callback?code=abc&state=def&iss=x')
    assert.equal(forged.status, 400)
    assert.match(await forged.text(), /Sign-in did not finish\.[^]*Start again[^]*Help with signing in/)
    assert.ok(!browser.cookiesFor('/').includes('concordat='))

    const other = newBrowser(site.base)
    const choosing = await other.go('/sign-in')
    let at = await other.ask(choosing.url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'priya.raman@example.org' }),
    })
    let callback = ''
    while (at.status >= 300 && at.status < 400) {
      const next = new URL(at.headers.get('location') ?? '', site.base).href
      if (next.includes('/sign-in/callback')) callback = next
      at = await other.ask(next)
    }
    assert.equal(at.status, 200)
    assert.equal((await other.ask(callback)).status, 400)
    assert.equal((await browser.ask(callback)).status, 400)
  })

  it('says plainly when the provider vouches for somebody we do not know', async () => {
    await site.database.owner.query(
      `update concordat.person set subject = 'someone else' where subject = 'hugo.brandt@example.org'`,
    )
    const browser = newBrowser(site.base)
    const choosing = await browser.go('/sign-in')
    const back = await browser.go(choosing.url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'hugo.brandt@example.org' }),
    })
    assert.equal(back.status, 403)
    assert.match(await back.text(), /You have no account here/)
    await site.database.owner.query(
      `update concordat.person set subject = 'hugo.brandt@example.org' where subject = 'someone else'`,
    )
  })

  it('leaves the old session behind when somebody signs in again in the same browser', async () => {
    const officer = await site.signIn('hmip.sanctions-officer')
    const before = officer.cookiesFor('/')
    await signInAs(site.base, 'priya.raman@example.org', officer)
    assert.notEqual(officer.cookiesFor('/'), before)
    const stale = await fetch(`${site.base}/sessions`, { headers: { cookie: before } })
    assert.equal(stale.status, 401)
  })

  it('ends after half an hour of nothing, and not while something is done', async () => {
    site.setNow(start)
    const officer = await site.signIn('hmip.sanctions-officer')
    site.setNow(minutes(start, 29))
    assert.equal((await officer.read('/sessions')).status, 200)
    site.setNow(minutes(start, 58))
    assert.equal((await officer.read('/sessions')).status, 200)
    site.setNow(minutes(start, 89))
    const out = await officer.read('/sessions')
    assert.equal(out.status, 401)
    assert.match(out.words, /You were signed out because nothing was done for a while/)
    assert.match(out.html, /href="\/sign-in\?to=%2Fsessions"/)
    site.setNow(start)
  })

  it('ends after twelve hours whatever is done', async () => {
    site.setNow(start)
    const officer = await site.signIn('hmip.sanctions-officer')
    for (let minute = 25; minute < 12 * 60; minute += 25) {
      site.setNow(minutes(start, minute))
      assert.equal((await officer.read('/sessions')).status, 200, String(minute))
    }
    site.setNow(minutes(start, 12 * 60 + 1))
    assert.equal((await officer.read('/sessions')).status, 401)
    site.setNow(start)
  })

  it('says on the page when it will end, and goes on without a word typed being lost (C-07)', async () => {
    site.setNow(start)
    const officer = await site.signIn('hmip.sanctions-officer')
    site.setNow(minutes(start, 20))
    const page = await officer.read('/begin/sanction-allegation')
    assert.match(page.words, /You will be signed out at 09:50 if you do nothing until then/)
    assert.match(page.html, /action="\/session" method="post" target="_blank"/)
    site.setNow(minutes(start, 46))
    const stayed = await officer.send(page, {}, { action: '/session' })
    assert.match(stayed.words, /You are still signed in You will be signed out at 10:16/)
    const token = formOn(page, '/session').hidden
    const script = await officer.ask('/session', {
      method: 'POST',
      headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(token),
    })
    assert.equal(script.status, 204)
    assert.equal(script.headers.get('session-seconds'), '1800')
    site.setNow(start)
  })

  it('forgets the session at once when somebody signs out, and clears what the browser kept', async () => {
    const officer = await site.signIn('hmip.sanctions-officer')
    const cookie = officer.cookiesFor('/')
    const page = await officer.read('/help')
    const form = formOn(page, '/sign-out')
    const out = await officer.ask('/sign-out', { method: 'POST', body: new URLSearchParams(form.hidden) })
    assert.equal(out.status, 303)
    assert.equal(out.headers.get('clear-site-data'), '"cache", "cookies", "storage"')
    assert.equal((await fetch(`${site.base}/sessions`, { headers: { cookie } })).status, 401)
    assert.match((await officer.read('/signed-out')).words, /You have signed out/)
  })

  it('never keeps one request waiting for another of the same session', async () => {
    site.setNow(start)
    const officer = await site.signIn('hmip.sanctions-officer')
    site.setNow(minutes(start, 5))
    const slow = await site.database.owner.connect()
    try {
      await slow.query('begin')
      await slow.query('select from concordat.session for update')
      const began = Date.now()
      assert.equal((await officer.read('/sessions')).status, 200)
      assert.ok(Date.now() - began < 2000)
    } finally {
      await slow.query('rollback')
      slow.release()
    }
    site.setNow(start)
  })

  it('bites on the next request when somebody’s term ends (A-11)', async () => {
    const officer = await site.signIn('ppo.learning')
    assert.equal((await officer.read('/sessions')).status, 200)
    await site.database.owner.query(
      `update concordat.term set until_on = '2026-03-01' from concordat.post p where p.id = term.post and p.key = 'ppo.learning'`,
    )
    const page = await officer.read('/sessions')
    assert.equal(page.status, 403)
    assert.match(page.words, /You hold no post today/)
    await site.database.owner.query(
      `update concordat.term set until_on = null from concordat.post p where p.id = term.post and p.key = 'ppo.learning'`,
    )
  })

  it('limits failed returns from one address, and keeps nobody else out (A-26)', async () => {
    const tight = await testSite('tight', { env: { CONCORDAT_SIGN_INS_PER_MINUTE: '5' } })
    const statuses: number[] = []
    for (let i = 0; i < 8; i++)
      statuses.push(
        (
          await tight.app.inject({
            url: '/sign-in/callback?code=a&state=b',
            remoteAddress: '10.9.9.9',
            headers: { host: 'localhost' },
          })
        ).statusCode,
      )
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429, 429, 429])
    // Nor does another program that serves take them.
    const most = { requestsPerMinute: 5, signInsPerMinute: 5 }
    const [here, there] = [limits(most, tight.database.serve), limits(most, tight.database.serve)]
    assert.ok(Number(await there.failures.spent('sign-in 10.9.9.9')) > 0)
    assert.equal(await there.failures.spent('sign-in 10.9.9.8'), undefined)
    for (let i = 0; i < 3; i++) {
      assert.equal(await here.failures.spend('a'), undefined)
      assert.equal((await there.failures.spend('a')) === undefined, i < 2)
    }
    // Requests are counted by each, and told to the others.
    for (const one of [here, there]) for (let i = 0; i < 3; i++) assert.equal(one.requests.spend('b'), undefined)
    await here.share()
    assert.equal(here.requests.spent('b'), undefined)
    await there.share()
    assert.ok(Number(there.requests.spend('b')) > 0)
    assert.equal(there.requests.spend('c'), undefined)
    assert.equal((await (await tight.signIn('hmip.sanctions-officer')).read('/sessions')).status, 200)
  })
})

describe('Several posts', async () => {
  const site = await testSite('several posts')

  it('are chosen between, kept to, and changed at will', async () => {
    const browser = visitor(await signInAs(site.base, 'frank.tolley@example.org'))
    const choosing = await browser.read('/search')
    assert.equal(new URL(choosing.url).pathname, '/post')
    assert.match(choosing.words, /Which post are you acting in\?/)
    const missing = await browser.send(choosing, {}, { action: '/post' })
    assert.equal(missing.status, 422)
    assert.match(missing.words, /Choose the post you are acting in/)
    const ids = [...choosing.html.matchAll(/name="post" type="radio" value="(\d+)"/g)].map(([, id]) => id ?? '')
    assert.equal(ids.length, 2)
    const there = await browser.send(choosing, { post: ids[0] ?? '' }, { action: '/post' })
    assert.equal(new URL(there.url).pathname, '/search')
    assert.match(there.words, /Board member, Ashmoor/)
    const other = await browser.send(await browser.read('/post'), { post: ids[1] ?? '' }, { action: '/post' })
    assert.match(other.words, /Board member, Brackley Hill/)
  })

  it('can’t be chosen by anyone who does not hold them', async () => {
    const browser = visitor(await signInAs(site.base, 'frank.tolley@example.org'))
    const { rows } = await site.database.owner.query<{ id: number }>(
      `select id from concordat.post where key = 'hmip.deputy'`,
    )
    const page = await browser.send(await browser.read('/post'), { post: String(rows[0]?.id) }, { action: '/post' })
    assert.equal(page.status, 422)
  })
})

describe('Production', async () => {
  const site = await testSite('https', {
    env: { CONCORDAT_PUBLIC_URL: 'https://localhost', CONCORDAT_MODE: 'practice' },
  })

  it('marks its cookies for https alone and for its own host', async () => {
    const answer = await site.app.inject({ url: '/sign-in', headers: { host: 'localhost' } })
    assert.match(
      String(answer.headers['set-cookie']),
      /^__Host-concordat-coming=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})
