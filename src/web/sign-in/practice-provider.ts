import { createHash, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyContextConfig, FastifyInstance } from 'fastify'
import { interactionPolicy, Provider } from 'oidc-provider'
import type { Adapter, AdapterPayload, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { isLoopback } from '../../config.ts'
import type { Settings } from '../../config.ts'
import { html, trusted } from '../html.ts'
import type { Html } from '../html.ts'
import { newSecret } from './secrets.ts'

/** Someone invented whom anyone may be in practice. `body` is the heading they stand under. */
export type PracticePerson = { subject: string; name: string; email: string; posts: readonly string[]; body?: string }

/** Who is signed in already and is asked to prove it again, and what they are about to do. */
export type AskedAgain = { name: string; purpose: string }

/** The page on which to choose who to be, and the content security policy it goes with. */
export type ChoosePage = (people: readonly PracticePerson[], again?: AskedAgain) => { page: Html; policy: string }

type Options = {
  mode: Settings['mode']
  /** Where we are, without a path; practice also answers at any loopback name and port. */
  publicUrl: string
  people: () => Promise<readonly PracticePerson[]> | readonly PracticePerson[]
  /** Where the edge takes people back in; a path. */
  callback?: string
  choose?: ChoosePage
}

/** The practice identity provider: what a client of it needs to know, and what answers under `practicePath`. */
export type PracticeProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Answers a request as it came, its whole address under `practicePath` and its body unread. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** Where the practice provider is mounted, on our own origin. */
export const practicePath = '/practice/sign-in'

/**
 * An OpenID Connect provider for the invented world: real code flow with PKCE, but instead of a password a page that
 * lists everyone. It keeps nothing: each sign-in chooses again, and a restart forgets all. Production can't start it.
 */
export function practiceProvider({
  mode,
  publicUrl,
  people,
  callback = '/sign-in/callback',
  choose = choosePage,
}: Options): PracticeProvider {
  if (mode !== 'practice')
    throw new Error('The practice identity provider lets anyone be anyone: it starts in practice only.')

  const issuer = `${publicUrl}${practicePath}`
  const clientId = 'concordat'
  const clientSecret = newSecret()
  const find = async (subject: unknown) =>
    (await people()).find(person => person.subject === subject) ?? whoeverWasAppointed(subject)

  const provider = new Provider(issuer, {
    ...protocol,
    adapter: inMemory(),
    clients: [{ client_id: clientId, client_secret: clientSecret, ...client(publicUrl, callback) }],
    cookies: {
      keys: [newSecret()],
      names: { session: 'practice_session', interaction: 'practice_choosing', resume: 'practice_resuming' },
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: practicePath },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    jwks: { keys: [newKey()] },
    interactions: { policy: onlyChoosing(), url: (_ctx, { uid }) => `${practicePath}/choose/${uid}` },
    loadExistingGrant: grantWhatSignInAsks,
    findAccount: async (_ctx, subject) => {
      const person = await find(subject)
      return (
        person && {
          accountId: subject,
          claims: () => ({ sub: subject, name: person.name, email: person.email, email_verified: true }),
        }
      )
    },
    renderError: (ctx, { error }) => sendPage(ctx.res, ctx.status, problemPage(error)),
  } satisfies Configuration)
  // Behind a proxy that ends TLS, addresses are made as the outside sees them.
  provider.proxy = publicUrl.startsWith('https:')
  const protocolAnswer = provider.callback()

  async function handle(request: IncomingMessage, response: ServerResponse) {
    try {
      await answer(request, response)
    } catch (error) {
      // Nobody else answers for these pages, so a request broken off half-way must not be left hanging.
      if (response.headersSent) response.destroy()
      else sendPage(response, 500, problemPage('a fault'))
      throw error
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const address = request.url ?? '/'
    if (!isOurHost(request.headers.host, publicUrl)) return sendPage(response, 421, problemPage('another address'))

    const path = address.slice(practicePath.length).replace(/\?.*$/, '')
    if (path.startsWith('/choose/')) return chooseOrFinish(request, response)

    // One host is believed, the one that was checked.
    delete request.headers['x-forwarded-host']
    // Who somebody was before is forgotten, so that they are always asked who to be.
    request.headers.cookie = request.headers.cookie?.replaceAll(/practice_session(\.sig)?=[^;]*(; )?/g, '')
    Object.assign(request, { originalUrl: address })
    request.url = address.slice(practicePath.length) || '/'
    await protocolAnswer(request, response)
  }

  async function chooseOrFinish(request: IncomingMessage, response: ServerResponse) {
    const under = await provider.interactionDetails(request, response).catch(() => undefined)
    if (under === undefined || !request.url?.endsWith(`/choose/${under.uid}`))
      return sendPage(response, 400, problemPage('out of time'))
    if (request.method === 'GET' || request.method === 'HEAD')
      return sendPage(response, 200, choose(await people(), askedAgain(under.params)))
    if (request.method !== 'POST' || !isOurOwnForm(request)) return sendPage(response, 400, problemPage('not our form'))

    const form = await formOf(request)
    const person = await find(form.get('subject') ?? form.get('email')?.trim().toLowerCase())
    if (person === undefined) return sendPage(response, 400, problemPage('nobody of that name'))
    const login = { accountId: person.subject, acr: practiceAssurance, amr: ['practice'], remember: false }
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  }

  return { issuer, clientId, clientSecret, handle }
}

/** Mounts the provider on the app, on our own origin and port. `config` is what the app wants every route to declare. */
export async function mountPractice(app: FastifyInstance, provider: PracticeProvider, config?: FastifyContextConfig) {
  await app.register(async under => {
    // The provider reads bodies itself.
    under.removeAllContentTypeParsers()
    under.addContentTypeParser('*', (_request, _payload, done) => done(null))
    under.route({
      method: ['GET', 'POST'],
      url: `${practicePath}/*`,
      config,
      handler: async (request, reply) => {
        reply.hijack()
        // It answers by itself: what every answer of ours says goes along with it.
        reply.raw.setHeaders(new Map(Object.entries(reply.getHeaders()) as [string, string][]))
        await provider.handle(request.raw, reply.raw)
      },
    })
  })
}

/** Somebody who was appointed since, by the address that was given for them. Whether they hold a post is not ours to know. */
const whoeverWasAppointed = (email: unknown): PracticePerson | undefined =>
  typeof email === 'string' && email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
    ? { subject: email, name: email, email, posts: [] }
    : undefined

/** What a proof is asked again for, as our own client says it. */
const askedAgain = ({ prompt, login_hint: name, purpose }: Record<string, unknown>): AskedAgain | undefined =>
  prompt === 'login' ? { name: String(name ?? ''), purpose: String(purpose ?? '') } : undefined

/** The level of assurance that a practice sign-in claims: none that a real provider would. */
export const practiceAssurance = 'practice'

const protocol = {
  acrValues: [practiceAssurance],
  claims: {
    openid: ['sub'],
    profile: ['name'],
    email: ['email', 'email_verified'],
    acr: null,
    amr: null,
    auth_time: null,
    sid: null,
    iss: null,
  },
  extraParams: ['purpose'],
  scopes: ['openid'],
  responseTypes: ['code'],
  pkce: { required: () => true },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  features: {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: false },
  },
  ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
} satisfies Configuration

/** At loopback addresses a native client may come back to any port (RFC 8252, section 7.3); elsewhere only to where we are. */
function client(publicUrl: string, callback: string) {
  const local = isLoopback(publicUrl)
  const origins = local ? ['http://localhost', 'http://127.0.0.1', 'http://[::1]'] : [publicUrl]
  return {
    application_type: local ? ('native' as const) : ('web' as const),
    redirect_uris: origins.map(origin => `${origin}${callback}`),
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic' as const,
    id_token_signed_response_alg: 'ES256' as const,
    require_auth_time: true,
  }
}

function newKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid: newSecret().slice(0, 8), use: 'sig', alg: 'ES256' } as JWK
}

/** People choose who to be, and are not asked to consent as well: it is our own house they sign in to. */
function onlyChoosing() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

async function grantWhatSignInAsks({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

/** Practice answers to its own name and to this machine's, and to no other that may be made to point here. */
const isOurHost = (host: string | undefined, publicUrl: string) =>
  host !== undefined && (host === new URL(publicUrl).host || isLoopback(`http://${host}/`))

/** The choosing cookie is same-site; browsers also say where a form came from. */
const isOurOwnForm = ({ headers }: IncomingMessage) =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined)

async function formOf(request: IncomingMessage) {
  let text = ''
  for await (const part of request) {
    text += String(part)
    if (text.length > 4096) break
  }
  return new URLSearchParams(text)
}

/** What the provider has to remember, for as long as it says, and never more than ten thousand things. */
function inMemory() {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>()
  const find = (key: string) => {
    const found = kept.get(key)
    return found && found.until > Date.now() ? found.payload : undefined
  }
  const findBy = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const [key, { payload, until }] of kept)
      if (key.startsWith(`${model}:`) && until > Date.now() && matches(payload)) return payload
    return undefined
  }

  return (model: string): Adapter => ({
    find: async id => find(`${model}:${id}`),
    findByUid: async uid => findBy(model, payload => payload.uid === uid),
    findByUserCode: async () => undefined,
    upsert: async (id, payload, seconds = 600) => {
      kept.delete(`${model}:${id}`)
      kept.set(`${model}:${id}`, { payload, until: Date.now() + seconds * 1000 })
      const [oldest] = kept.keys()
      if (kept.size > 10_000 && oldest !== undefined) kept.delete(oldest)
    },
    consume: async id => {
      const payload = find(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async id => void kept.delete(`${model}:${id}`),
    revokeByGrantId: async grantId => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}

// ---- its pages ----

const style = `body{font:1.1875rem/1.4 arial,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#0b0c0c}
.practice{background:#f4cd00;padding:.5rem 1rem;font-weight:700}
ul{list-style:none;padding:0}li{margin:0 0 .75rem}
button{font:inherit;min-height:2.75rem;padding:.5rem 1rem;text-align:left;color:#1d70b8;background:#fff;border:2px solid #1d70b8;cursor:pointer}
input{font:inherit;min-height:2.75rem;box-sizing:border-box;width:100%;max-width:30rem;padding:.25rem .5rem;border:2px solid #0b0c0c}
a:focus,button:focus,input:focus{outline:3px solid #0b0c0c;background:#fd0;color:#0b0c0c}`
const stylesheet = trusted(`<style>${style}</style>`)
const policy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const plainPage = (title: string, content: Html) => ({
  policy,
  page: html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Concordat practice</title>
        ${stylesheet}
      </head>
      <body>
        <header class="practice">Practice: all of this is invented</header>
        <main><h1>${title}</h1>
          ${content}</main>
      </body>
    </html>`,
})

/**
 * Everyone in the invented world, under their bodies, each a button in one plain form. Somebody who is asked again finds
 * themselves first, and is told what for.
 */
export const choosePage: ChoosePage = (people, again) => {
  const asked = again && people.find(person => person.name === again.name)
  const others = people.filter(person => person !== asked)
  const bodies = [...new Set(others.map(person => person.body))]
  const listOf = (some: readonly PracticePerson[]) =>
    html`<ul>
      ${some.map(
        ({ subject, name, posts }) =>
          html`<li><button name="subject" value="${subject}"><strong>${name}</strong>${posts.length > 0 && `, ${posts.join(', ')}`}</button></li>`,
      )}
    </ul>`
  const everyone = html`${bodies.map(body => html`${body !== undefined && html`<h2>${body}</h2>`}${listOf(others.filter(person => person.body === body))}`)}`
  if (!again) return plainPage('Choose who to be', html`<form method="post">${everyone}</form>${appointedSince}`)
  return plainPage(
    'Prove again that it is you',
    html`<p>Concordat asks again who you are${again.purpose !== '' && html`, before you ${again.purpose}`}. A real provider would ask here for your password and a second step, such as a security key. In practice, choose yourself again.</p>
      <form method="post">${asked && listOf([asked])}
        <p>Choose somebody else to see that it is refused.</p>
        ${everyone}</form>
      ${appointedSince}`,
  )
}

/** Those who are appointed in practice stand in no list that was invented. */
const appointedSince = html`<h2>Somebody you appointed</h2>
  <form method="post">
    <p><label for="email">The e-mail address you gave for them</label></p>
    <p><input id="email" name="email" type="email" autocomplete="off" required /></p>
    <p><button>Be them</button></p>
  </form>`

const problemPage = (code: string) =>
  plainPage(
    'Sign-in did not finish',
    html`<p>It may have taken too long, or have been started in another window (${code.replaceAll('_', ' ')}).</p>
      <p><a href="/">Start again</a></p>`,
  )

function sendPage(response: ServerResponse, status: number, { page, policy }: ReturnType<ChoosePage>) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  response.end(Buffer.from(String(page)))
}
