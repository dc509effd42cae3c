import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import Fastify from 'fastify'
import { newBrowser } from '../../../test/sign-in-as.ts'
import { choosePage, mountPractice, practicePath, practiceProvider } from './practice-provider.ts'
import type { PracticePerson } from './practice-provider.ts'

const people: PracticePerson[] = [
  {
    subject: 'p-001',
    name: 'Amal Okafor',
    email: 'amal@hmip.example',
    posts: ['hmip.sanctions-officer'],
    body: 'HMIP',
  },
  {
    subject: 'p-002',
    name: 'Bea <b>"O’Neill"',
    email: 'bea@imb.example',
    posts: ['imb.ashmoor.chair', 'hmip.press'],
    body: 'IMB',
  },
]
const publicUrl = 'http://localhost:3000'

it('The practice provider starts in practice only', () => {
  assert.throws(() => practiceProvider({ mode: 'production', publicUrl, people: () => people }), /in practice only/)
})

describe('The practice provider', async () => {
  const said: unknown[] = []
  const { warn, info } = console
  before(
    () =>
      void Object.assign(console, {
        warn: (...words: unknown[]) => said.push(words),
        info: (...words: unknown[]) => said.push(words),
      }),
  )
  after(() => void Object.assign(console, { warn, info }))

  const app = Fastify()
  const practice = practiceProvider({ mode: 'practice', publicUrl, people: () => people })
  await mountPractice(app, practice)
  await app.listen({ port: 0, host: '127.0.0.1' })
  after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`

  const ask = (change: Record<string, string | undefined> = {}) => {
    const wanted = {
      client_id: practice.clientId,
      redirect_uri: `${base}/sign-in/callback`,
      response_type: 'code',
      scope: 'openid',
      state: 'a state',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      ...change,
    }
    return `${practicePath}/auth?${new URLSearchParams(Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))}`
  }
  const choosing = async () => {
    const browser = newBrowser(base)
    const page = await browser.go(ask())
    assert.equal(page.status, 200)
    return { browser, address: page.url, page }
  }
  const choose = (subject: string) => ({ method: 'POST', body: new URLSearchParams({ subject }) })

  it('lists everyone in plain forms that need no script', async () => {
    const { page } = await choosing()
    const text = await page.text()
    assert.match(text, /<html lang="en">/)
    assert.match(text, /<title>Choose who to be – Concordat practice<\/title>/)
    assert.equal(text.match(/<h1>/g)?.length, 1)
    assert.deepEqual(text.match(/<h2>[^<]*/g), ['<h2>HMIP', '<h2>IMB', '<h2>Somebody you appointed'])
    assert.equal(text.match(/<form method="post">/g)?.length, 2)
    assert.ok(
      text.includes(
        '<button name="subject" value="p-001"><strong>Amal Okafor</strong>, hmip.sanctions-officer</button>',
      ),
    )
    assert.ok(
      text.includes('<strong>Bea &lt;b&gt;&quot;O’Neill&quot;</strong>, imb.ashmoor.chair, hmip.press</button>'),
    )
    assert.ok(text.includes('all of this is invented'))
    assert.ok(!text.includes('<script'))

    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
  })

  it('sends whoever is chosen back with a code', async () => {
    const { browser, address } = await choosing()
    let answer = await browser.ask(address, choose('p-002'))
    assert.equal(answer.status, 303)
    answer = await browser.ask(answer.headers.get('location') ?? '')
    const back = new URL(answer.headers.get('location') ?? '')
    assert.equal(`${back.origin}${back.pathname}`, `${base}/sign-in/callback`)
    assert.deepEqual([...back.searchParams.keys()].toSorted(), ['code', 'iss', 'state'])
  })

  it('sends nobody back without PKCE', async () => {
    for (const change of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: 'plain' },
    ]) {
      const answer = await newBrowser(base).ask(ask(change))
      const back = new URL(answer.headers.get('location') ?? '')
      assert.equal(back.searchParams.get('error'), 'invalid_request')
      assert.equal(back.searchParams.get('code'), null)
    }
  })

  it('sends nobody anywhere but home', async () => {
    for (const change of [
      { redirect_uri: 'http://elsewhere.example/sign-in/callback' },
      { redirect_uri: `${base}/elsewhere` },
      { redirect_uri: `http://127.0.0.1.elsewhere.example/sign-in/callback` },
      { client_id: 'someone' },
      { response_type: 'token' },
    ]) {
      const answer = await newBrowser(base).ask(ask(change))
      const to = answer.headers.get('location')
      assert.ok(
        to === null ? answer.status === 400 : /[?#]error=/.test(to) && to.startsWith(`${base}/sign-in/callback`),
        to ?? '',
      )
      if (to === null) assert.match(await answer.text(), /Sign-in did not finish/)
    }
  })

  it('takes a choice only from the browser and the page that were asked', async () => {
    const { browser, address } = await choosing()
    const other = await choosing()
    const strange = [
      newBrowser(base).ask(address, choose('p-001')),
      newBrowser(base).ask(address),
      other.browser.ask(address, choose('p-001')),
      browser.ask(address, { ...choose('p-001'), headers: { 'sec-fetch-site': 'cross-site' } }),
      browser.ask(address, choose('nobody')),
      browser.ask(address, { method: 'POST' }),
      browser.ask(address, choose('x'.repeat(100_000))),
    ]
    for (const answer of await Promise.all(strange)) {
      assert.equal(answer.status, 400)
      assert.match(await answer.text(), /Start again/)
    }
    assert.equal((await browser.ask(address, choose('p-001'))).status, 303)
  })

  it('lets somebody be whoever was appointed since, by their address, and vouches for nothing else', async () => {
    const { browser, address } = await choosing()
    assert.match(await (await browser.ask(address)).text(), /Somebody you appointed/)
    for (const email of ['', 'nobody', 'a b@example.org', `${'x'.repeat(250)}@example.org`])
      assert.equal((await browser.ask(address, { method: 'POST', body: new URLSearchParams({ email }) })).status, 400)
    const body = new URLSearchParams({ email: ' New.Person@example.org' })
    assert.equal((await browser.ask(address, { method: 'POST', body })).status, 303)
  })

  it('answers to this machine’s names and to its own, and to no other', async () => {
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path: ask(), headers: { host } }, answer => {
          answer.resume()
          resolve(answer.statusCode)
        })
        asked.on('error', reject).end()
      })
    assert.equal(await statusFor(`localhost:${port}`), 303)
    assert.equal(await statusFor('localhost:3000'), 303)
    for (const host of [
      'elsewhere.example',
      'localhost.elsewhere.example',
      '127.0.0.1@elsewhere.example',
      'elsewhere.example:3000',
    ])
      assert.equal(await statusFor(host), 421, host)
  })

  it('has no way in besides: no registration, no tokens for asking, no sign-out page', async () => {
    for (const path of ['/reg', '/session/end', '/device', '/request', '/nothing', '/choose/', '/choose/x'])
      assert.ok([400, 404].includes((await newBrowser(base).ask(`${practicePath}${path}`)).status), path)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: practice.clientId,
      client_secret: practice.clientSecret,
    })
    assert.ok((await newBrowser(base).ask(`${practicePath}/token`, { method: 'POST', body })).status >= 400)
  })

  it('warns of nothing', () => assert.deepEqual(said, []))
})

describe('Elsewhere than on this machine', async () => {
  it('practice sends people back to exactly where it is', async () => {
    const app = Fastify()
    const practice = practiceProvider({
      mode: 'practice',
      publicUrl: 'https://practice.example',
      people: () => people,
      choose: choosePage,
    })
    await mountPractice(app, practice)
    after(() => app.close())
    const asked = (redirect: string) =>
      app.inject({
        url: `https://practice.example${practicePath}/auth?client_id=concordat&response_type=code&scope=openid&code_challenge=${'x'.repeat(43)}&code_challenge_method=S256&redirect_uri=${encodeURIComponent(redirect)}`,
        headers: { host: 'practice.example', 'x-forwarded-proto': 'https' },
      })
    const answer = await asked('https://practice.example/sign-in/callback')
    assert.equal(answer.statusCode, 303)
    assert.match(String(answer.headers['set-cookie']), /secure/)
    assert.equal((await asked('http://localhost/sign-in/callback')).statusCode, 400)
  })
})
