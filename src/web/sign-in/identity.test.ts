import assert from 'node:assert/strict'
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import Fastify from 'fastify'
import type { CustomFetch } from 'openid-client'
import { newBrowser, signInAs } from '../../../test/sign-in-as.ts'
import { identityProvider, ProviderOutOfReach, refusals, throughApp } from './identity.ts'
import type { Again, Kept, SignIn } from './identity.ts'
import { mountPractice, practicePath, practiceProvider } from './practice-provider.ts'
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
    name: 'Bea <b>O’Neill</b>',
    email: 'bea@imb.example',
    posts: ['imb.ashmoor.chair', 'imb.ashmoor.member'],
    body: 'IMB',
  },
  { subject: 'p-003', name: '', email: '', posts: [] },
]

/** A house with just enough edge to sign in: what each browser keeps, by a cookie; and who came back, as JSON. */
async function house(settings: { acr?: string[]; amr?: string[]; fetch?: CustomFetch } = {}) {
  const app = Fastify()
  const practice = practiceProvider({ mode: 'practice', publicUrl: 'http://localhost:3000', people: () => people })
  const inside: CustomFetch = throughApp(request => app.inject(request))
  const { issuer, clientId, clientSecret } = practice
  const redirect = 'http://localhost:3000/sign-in/callback'
  const provider = identityProvider({
    issuer,
    clientId,
    clientSecret,
    redirect,
    acr: [],
    amr: [],
    onOurOrigin: true,
    fetch: inside,
    ...settings,
  })

  const doorstep = new Map<string, Kept>()
  const finished: SignIn[] = []
  app.get<{ Querystring: { again?: string } }>('/sign-in', async (request, reply) => {
    const { url, kept } = await provider.begin({
      origin: `http://${request.headers.host}`,
      again: request.query.again === undefined ? undefined : { name: 'Amal Okafor', purpose: 'export a list' },
    })
    doorstep.set(kept.state, kept)
    return reply.header('set-cookie', `door=${kept.state}; Path=/sign-in; HttpOnly`).redirect(url, 303)
  })
  app.get('/sign-in/callback', async (request, reply) => {
    const key = /door=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const outcome = await provider.finish(request.url, doorstep.get(key))
    doorstep.delete(key)
    finished.push(outcome)
    return reply.code(outcome.refused ? 400 : 200).send(outcome)
  })
  await mountPractice(app, practice)
  await app.listen({ port: 0, host: '127.0.0.1' })
  after(() => app.close())

  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

  /** Goes to the provider and comes back to the doorstep, but doesn't step over it. */
  const comeBack = async (options: { again?: Again } = {}) => {
    const { url, kept } = await provider.begin({ origin: base, ...options })
    const browser = newBrowser(base)
    const choosing = await browser.go(url)
    let answer = await browser.ask(choosing.url, { method: 'POST', body: new URLSearchParams({ subject: 'p-001' }) })
    while (!(answer.headers.get('location') ?? assert.fail()).includes('/sign-in/callback'))
      answer = await browser.ask(answer.headers.get('location') ?? '')
    return { callback: answer.headers.get('location') ?? '', kept }
  }
  return { app, base, provider, practice, finished, comeBack, inside }
}

const because = (outcome: SignIn) => (outcome.refused ? outcome.because : 'signed in')

describe('Signing in at the practice provider', async () => {
  const { base, finished, provider, comeBack } = await house()

  it('goes there and back on one origin and says who it is', async () => {
    const started = Date.now()
    await signInAs(base, 'p-001')
    const outcome = finished.at(-1)
    assert.ok(outcome?.refused === false)
    const { provedAt, ...identity } = outcome.identity
    assert.deepEqual(identity, {
      subject: 'p-001',
      name: 'Amal Okafor',
      email: 'amal@hmip.example',
      emailVerified: true,
      sid: undefined,
      acr: undefined,
      amr: [],
    })
    assert.ok(provedAt && Math.abs(provedAt.getTime() - started) < 5000)
  })

  it('asks each time who to be, also in a browser that was someone else', async () => {
    const browser = await signInAs(base, 'p-001')
    await signInAs(base, 'p-002', browser)
    const outcome = finished.at(-1)
    assert.ok(outcome?.refused === false)
    assert.equal(outcome.identity.subject, 'p-002')
    assert.equal(outcome.identity.name, 'Bea <b>O’Neill</b>')
  })

  it('works at whatever loopback name it is reached by', async () => {
    const port = new URL(base).port
    await signInAs(`http://localhost:${port}`, 'p-001')
    const { url, kept } = await provider.begin({ origin: `http://localhost:${port}` })
    assert.ok(url.startsWith(`http://localhost:${port}${practicePath}/auth?`))
    assert.equal(kept.redirect, `http://localhost:${port}/sign-in/callback`)
  })

  it('goes nowhere else because a caller says so', async () => {
    const { url, kept } = await provider.begin({ origin: 'http://elsewhere.example' })
    assert.equal(new URL(url).host, 'localhost:3000')
    assert.equal(kept.redirect, 'http://localhost:3000/sign-in/callback')
  })

  it('asks for a code, with PKCE, a state and a nonce that are never the same', async () => {
    const [one, two] = [await provider.begin(), await provider.begin()]
    const asked = new URL(one.url).searchParams
    assert.equal(asked.get('response_type'), 'code')
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.ok(!one.url.includes(one.kept.verifier))
    for (const name of ['state', 'nonce', 'verifier'] as const) {
      assert.notEqual(one.kept[name], two.kept[name])
      assert.equal(Buffer.from(one.kept[name], 'base64url').length, 32)
    }
  })

  it('has someone prove again who they are when that is asked', async () => {
    const { callback, kept } = await comeBack({ again: { name: 'Amal Okafor', purpose: 'export a list' } })
    assert.equal(because(await provider.finish(callback, kept)), 'signed in')

    const again = await comeBack({ again: { name: 'Amal Okafor', purpose: 'export a list' } })
    assert.equal(
      because(await provider.finish(again.callback, { ...again.kept, begunAt: Date.now() + 60_000 }, Date.now())),
      'not-proved-again',
    )
  })

  it('refuses someone whose account has no name or address', async () => {
    const browser = newBrowser(base)
    await assert.rejects(signInAs(base, 'p-003', browser), /ended with 400/)
    assert.equal(because(finished.at(-1) ?? assert.fail()), 'no-address')
  })
})

describe('A forged return', async () => {
  const { base, provider, comeBack } = await house()

  it('is answered 400 when nothing was begun', async () => {
    for (const query of ['', '?code=x&state=y', '?error=server_error', '?code=x&code=y&state=%00', '?state[]=x']) {
      const answer = await fetch(`${base}/sign-in/callback${query}`)
      assert.equal(answer.status, 400)
      assert.deepEqual(await answer.json(), { refused: true, because: 'not-begun', saying: refusals['not-begun'] })
    }
  })

  const cases: [string, (callback: URL, kept: Kept) => Kept | void, keyof typeof refusals][] = [
    ['has no state', callback => callback.searchParams.delete('state'), 'wrong-state'],
    ['has another state', callback => callback.searchParams.set('state', 'x'), 'wrong-state'],
    ['has two states', callback => callback.searchParams.append('state', 'x'), 'wrong-state'],
    [
      'names another provider',
      callback => callback.searchParams.set('iss', 'https://elsewhere.example'),
      'wrong-provider',
    ],
    [
      'names two providers',
      callback => callback.searchParams.append('iss', 'https://elsewhere.example'),
      'wrong-provider',
    ],
    ['names no provider though ours always does', callback => callback.searchParams.delete('iss'), 'wrong-token'],
    ['has no code', callback => callback.searchParams.delete('code'), 'wrong-token'],
    ['has a made-up code', callback => callback.searchParams.set('code', 'x'), 'wrong-code'],
    ['belongs to another proof (PKCE)', (_, kept) => ({ ...kept, verifier: 'x'.repeat(43) }), 'wrong-code'],
    ['belongs to another nonce', (_, kept) => ({ ...kept, nonce: 'x'.repeat(43) }), 'wrong-token'],
    [
      'came to another address',
      (_, kept) => ({ ...kept, redirect: 'http://localhost:1/sign-in/callback' }),
      'wrong-code',
    ],
    ['comes ten minutes later', (_, kept) => ({ ...kept, begunAt: kept.begunAt - 601_000 }), 'out-of-time'],
  ]
  for (const [what, forge, expected] of cases)
    it(`is refused when it ${what}`, async () => {
      const { callback, kept } = await comeBack()
      const url = new URL(callback)
      const altered = forge(url, kept) ?? kept
      assert.equal(because(await provider.finish(url.href, altered)), expected)
    })

  it('is refused the second time', async () => {
    const { callback, kept } = await comeBack()
    assert.equal(because(await provider.finish(callback, kept)), 'signed in')
    assert.equal(because(await provider.finish(callback, kept)), 'wrong-code')
  })

  it('is refused when the provider said no', async () => {
    const { kept, url } = await provider.begin({ origin: base })
    const iss = encodeURIComponent(`http://localhost:3000${practicePath}`)
    assert.ok(url)
    const said = (error: string) =>
      provider.finish(`/sign-in/callback?error=${error}&state=${kept.state}&iss=${iss}`, kept)
    assert.equal(because(await said('access_denied')), 'declined')
    await assert.rejects(said('server_error'), ProviderOutOfReach)
  })
})

describe('What the provider answers', async () => {
  // Each line alters one answer of the real provider on its way to us.
  const altered: { alter?: (path: string, answer: Response) => Promise<Response> } = {}
  const { provider, comeBack, inside } = await house({
    fetch: async (url, init) => {
      const answer = await inside(url, init)
      return altered.alter ? altered.alter(new URL(url).pathname, answer) : answer
    },
  })
  const alterToken =
    (change: (head: Record<string, unknown>, claims: Record<string, unknown>, signature: string) => string) =>
    async (path: string, answer: Response) => {
      if (!path.endsWith('/token')) return answer
      const tokens = (await answer.json()) as { id_token: string }
      const [head = '', claims = '', signature = ''] = tokens.id_token.split('.')
      const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
      return Response.json({ ...tokens, id_token: change(read(head), read(claims), signature) })
    }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  const forgeries: [string, (path: string, answer: Response) => Promise<Response>][] = [
    [
      'a changed subject',
      alterToken((head, claims, signature) => `${part(head)}.${part({ ...claims, sub: 'p-002' })}.${signature}`),
    ],
    [
      'a token for someone else’s client',
      alterToken((head, claims, signature) => `${part(head)}.${part({ ...claims, aud: 'other' })}.${signature}`),
    ],
    [
      'a token of another issuer',
      alterToken(
        (head, claims, signature) =>
          `${part(head)}.${part({ ...claims, iss: 'https://elsewhere.example' })}.${signature}`,
      ),
    ],
    [
      'a token out of date',
      alterToken((head, claims, signature) => `${part(head)}.${part({ ...claims, exp: 1 })}.${signature}`),
    ],
    ['an unsigned token', alterToken((head, claims) => `${part({ ...head, alg: 'none' })}.${part(claims)}.`)],
    [
      'a token signed by someone else',
      alterToken((head, claims) => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
        const body = `${part(head)}.${part(claims)}`
        return `${body}.${createSign('sha256').update(body).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
      }),
    ],
    [
      'details of someone else',
      async (path, answer) =>
        path.endsWith('/me') ? Response.json({ sub: 'p-002', name: 'X', email: 'x@example' }) : answer,
    ],
    [
      'no identity token at all',
      async (path, answer) =>
        path.endsWith('/token') ? Response.json({ ...((await answer.json()) as object), id_token: undefined }) : answer,
    ],
  ]
  for (const [what, alter] of forgeries)
    it(`is refused when it is ${what}`, async () => {
      const { callback, kept } = await comeBack()
      altered.alter = alter
      const outcome = await provider.finish(callback, kept).finally(() => (altered.alter = undefined))
      assert.equal(because(outcome), 'wrong-token')
    })

  it('is nobody’s mistake when the provider is in trouble', async () => {
    const troubles: ((path: string) => Response)[] = [
      () => new Response('oh no', { status: 500 }),
      () => Response.json({ error: 'server_error' }, { status: 503 }),
      () => Response.json({ error: 'invalid_client' }, { status: 401, headers: { 'www-authenticate': 'Basic' } }),
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      () => {
        throw new TypeError('fetch failed')
      },
    ]
    for (const trouble of troubles) {
      const { callback, kept } = await comeBack()
      altered.alter = async (path, answer) => (path.endsWith('/token') ? trouble(path) : answer)
      await assert.rejects(
        provider.finish(callback, kept).finally(() => (altered.alter = undefined)),
        ProviderOutOfReach,
      )
    }
  })
})

describe('A second factor', () => {
  it('is asked for, and checked by its level or its method', async () => {
    const cases: [{ acr?: string[]; amr?: string[] }, string][] = [
      [{ acr: ['practice'] }, 'signed in'],
      [{ acr: ['urn:example:mfa', 'practice'] }, 'signed in'],
      [{ acr: ['urn:example:mfa'] }, 'no-second-factor'],
      [{ amr: ['hwk', 'otp'] }, 'no-second-factor'],
    ]
    for (const [settings, expected] of cases) {
      const { provider, comeBack } = await house(settings)
      const { callback, kept } = await comeBack()
      assert.equal(because(await provider.finish(callback, kept)), expected, JSON.stringify(settings))
    }
  })
})

describe('A practice system elsewhere than on this machine', () => {
  it('has its provider at its own public address', async () => {
    const app = Fastify()
    const practice = practiceProvider({ mode: 'practice', publicUrl: 'https://practice.example', people: () => people })
    await mountPractice(app, practice)
    after(() => app.close())
    const redirect = 'https://practice.example/sign-in/callback'
    const provider = identityProvider({
      ...practice,
      redirect,
      acr: [],
      amr: [],
      onOurOrigin: true,
      fetch: throughApp(request => app.inject(request)),
    })
    const { url, kept } = await provider.begin({ origin: 'https://practice.example' })
    assert.ok(url.startsWith(`https://practice.example${practicePath}/auth?`))
    assert.equal(kept.redirect, redirect)
  })
})

describe('A provider out of reach', () => {
  it('is tried three times, and again when next needed', async () => {
    let asked = 0
    let away = true
    const home = await house()
    const { issuer, clientId, clientSecret } = home.practice
    const provider = identityProvider({
      issuer,
      clientId,
      clientSecret,
      redirect: 'http://localhost:3000/sign-in/callback',
      acr: [],
      amr: [],
      fetch: async (url, init) => {
        asked++
        if (away) throw new TypeError('fetch failed')
        return home.inside(url, init)
      },
    })
    await assert.rejects(Promise.all([provider.begin(), provider.begin()]), ProviderOutOfReach)
    assert.equal(asked, 3)
    away = false
    assert.ok((await provider.begin()).url)
    await provider.begin()
    assert.equal(asked, 4)
  })

  it('is not taken for another that answers in its place', async () => {
    const home = await house()
    const { clientId, clientSecret } = home.practice
    const issuer = `http://localhost:9999${practicePath}`
    const provider = identityProvider({
      issuer,
      clientId,
      clientSecret,
      redirect: 'http://localhost:9999/cb',
      acr: [],
      amr: [],
      fetch: home.inside,
    })
    await assert.rejects(provider.begin(), ProviderOutOfReach)
  })
})

describe('Signing out', async () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = 'https://sign-in.example'
  const metadata = {
    issuer,
    jwks_uri: `${issuer}/keys`,
    authorization_endpoint: `${issuer}/auth`,
    end_session_endpoint: `${issuer}/bye`,
  }
  const provider = identityProvider({
    issuer,
    clientId: 'concordat',
    clientSecret: 'x',
    redirect: 'https://concordat.example/sign-in/callback',
    acr: [],
    amr: [],
    fetch: async url =>
      Response.json(
        url.endsWith('/keys')
          ? { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' }] }
          : metadata,
      ),
  })
  const sign = (claims: object, head: object = {}, by = key.privateKey) => {
    const body = [{ alg: 'ES256', kid: 'k', typ: 'logout+jwt', ...head }, claims]
      .map(one => Buffer.from(JSON.stringify(one)).toString('base64url'))
      .join('.')
    return `${body}.${createSign('sha256').update(body).sign({ key: by, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
  const seconds = () => Math.floor(Date.now() / 1000)
  const good = () => ({
    iss: issuer,
    aud: 'concordat',
    iat: seconds(),
    exp: seconds() + 120,
    jti: 'one',
    sid: 's-1',
    sub: 'p-001',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })

  it('takes people to the provider’s own way out, if it has one', async () => {
    assert.equal(
      await provider.leave('https://concordat.example/'),
      'https://sign-in.example/bye?post_logout_redirect_uri=https%3A%2F%2Fconcordat.example%2F&client_id=concordat',
    )
    const practice = await house()
    assert.equal(await practice.provider.leave('http://localhost:3000/'), undefined)
  })

  it('is heeded when the provider says it', async () => {
    assert.deepEqual(await provider.signedOut(sign(good())), {
      refused: false,
      subject: 'p-001',
      sid: 's-1',
      tokenId: 'one',
    })
    assert.deepEqual(await provider.signedOut(sign({ ...good(), sid: undefined }, { typ: undefined })), {
      refused: false,
      subject: 'p-001',
      sid: undefined,
      tokenId: 'one',
    })
  })

  const stranger = createPrivateKey(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  )
  const forged: [string, () => string][] = [
    ['nothing', () => ''],
    ['not a token', () => 'a.b.c'],
    ['someone else’s', () => sign(good(), {}, stranger)],
    ['for another client', () => sign({ ...good(), aud: 'other' })],
    ['of another issuer', () => sign({ ...good(), iss: 'https://elsewhere.example' })],
    ['old', () => sign({ ...good(), iat: seconds() - 600 })],
    ['out of date', () => sign({ ...good(), exp: seconds() - 60 })],
    ['an identity token', () => sign({ ...good(), events: undefined, nonce: 'n' }, { typ: 'JWT' })],
    ['with a nonce', () => sign({ ...good(), nonce: 'n' })],
    ['about another event', () => sign({ ...good(), events: { other: {} } })],
    ['about nobody', () => sign({ ...good(), sid: undefined, sub: undefined })],
    ['without a name of its own', () => sign({ ...good(), jti: undefined })],
    ['of another type', () => sign(good(), { typ: 'at+jwt' })],
    [
      'unsigned',
      () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(good())).toString('base64url')}.`,
    ],
  ]
  for (const [what, token] of forged)
    it(`is not heeded when the token is ${what}`, async () => {
      const outcome = await provider.signedOut(token())
      assert.ok(outcome.refused)
      assert.equal(outcome.because, 'wrong-token')
    })
})
