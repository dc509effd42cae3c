import { createRemoteJWKSet, customFetch, errors as joseErrors, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { isLoopback } from '../../config.ts'
import { sameSecret } from './secrets.ts'

/** Who somebody is, in the words of the identity provider. `subject` is the only part of it that never changes. */
export type Identity = {
  subject: string
  name: string
  email: string
  /** Whether the provider says it has checked the address; undefined when it doesn't say. */
  emailVerified: boolean | undefined
  /** The provider's own session, by which it may sign someone out from its side. */
  sid: string | undefined
  acr: string | undefined
  amr: readonly string[]
  /** When they last proved who they are. */
  provedAt: Date | undefined
}

/** What is kept between going out to the provider and coming back: plain data, secret, used once. */
export type Kept = {
  state: string
  nonce: string
  verifier: string
  redirect: string
  begunAt: number
  stepUp: boolean
}

/** Why somebody was not signed in. The edge answers each with a 400 and `saying`. */
export type Refused = { refused: true; because: keyof typeof refusals; saying: string }

/** Who is asked again, and what they are about to do. */
export type Again = { name: string; purpose: string }

/** Who came back, or why nobody did. */
export type SignIn = { refused: false; identity: Identity } | Refused

/** Who is signed out, by the provider's word: one session, or all of someone's. */
export type SignedOut = { refused: false; subject: string | undefined; sid: string | undefined; tokenId: string }

/** The provider can't be reached or is in trouble: nobody's mistake, so the edge answers 503. */
export class ProviderOutOfReach extends Error {
  constructor(cause: unknown) {
    super('The sign-in provider is out of reach', { cause })
    this.name = 'ProviderOutOfReach'
  }
}

const startAgain = 'Sign-in did not finish.'

/** Every reason not to sign somebody in, with what they are told: enough to go on, nothing to learn from. */
export const refusals = {
  'not-begun': startAgain,
  'out-of-time': 'Sign-in took too long.',
  'wrong-state': startAgain,
  'wrong-provider': startAgain,
  'wrong-code': startAgain,
  'wrong-token': startAgain,
  declined: 'The sign-in provider did not let you in. Try again, or ask the people who look after your account.',
  'no-second-factor': 'Sign in with a second step, such as a security key or an authenticator app.',
  'not-proved-again':
    'The service that checks who you are did not ask you again: it says that you last proved it some time ago.',
  'someone-else': 'You proved that you are somebody else.',
  'no-address': 'Your account has no name or e-mail address. Ask the people who look after it to add them.',
} as const

type Options = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where the provider sends people back to. */
  redirect: string
  /** Levels of assurance of which a sign-in must have one; none means that any will do. */
  acr: readonly string[]
  /** Methods of which a sign-in must have used one; none means that any will do. */
  amr: readonly string[]
  /** Practice only: the provider is on our own origin, whatever loopback name and port we are reached by. */
  onOurOrigin?: boolean
  /** How the provider is reached from here; over the network unless given. */
  fetch?: client.CustomFetch
}

/** How long somebody may take at the provider. */
const tenMinutes = 10 * 60_000
/** In seconds: no session of ours is longer. */
const longestSession = 12 * 60 * 60
const scope = 'openid profile email'

/** The identity provider as the house uses it: go there, come back, be signed out by it. Times are the real clock's. */
export function identityProvider(options: Options) {
  const configuration = discoverOnce(options)

  /**
   * Where to send somebody to prove who they are, and what to keep until they are back. `origin` is how they reached us;
   * `again` asks somebody who is signed in for a new proof, and says who and what for to a provider of our own.
   */
  async function begin({ again, origin = '' }: { again?: Again; origin?: string } = {}): Promise<{
    url: string
    kept: Kept
  }> {
    const config = await configuration()
    const kept: Kept = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      redirect: movedTo(origin, options.redirect),
      begunAt: Date.now(),
      stepUp: again !== undefined,
    }
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: kept.redirect,
      scope,
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
      code_challenge_method: 'S256',
      ...(options.acr.length > 0 ? { acr_values: options.acr.join(' ') } : {}),
      // With an age that it may not be older than, a provider must tell when they proved it.
      ...(again ? { prompt: 'login', max_age: '0' } : { max_age: String(longestSession) }),
      ...(again && options.onOurOrigin ? { login_hint: again.name, purpose: again.purpose } : {}),
    })
    return { url: movedTo(origin, url.href), kept }
  }

  /** Who came back with this address. Call it once with what was kept: the edge forgets that before it calls. */
  async function finish(callbackUrl: string, kept: Kept | undefined, now = Date.now()): Promise<SignIn> {
    if (kept === undefined) return refuse('not-begun')
    if (now - kept.begunAt > tenMinutes) return refuse('out-of-time')

    const cameBack = new URL(kept.redirect)
    cameBack.search = new URL(callbackUrl, kept.redirect).search
    const [state, ...moreStates] = cameBack.searchParams.getAll('state')
    if (state === undefined || moreStates.length > 0 || !sameSecret(state, kept.state)) return refuse('wrong-state')
    const [issuer, ...moreIssuers] = cameBack.searchParams.getAll('iss')
    if (moreIssuers.length > 0 || (issuer !== undefined && issuer !== options.issuer)) return refuse('wrong-provider')

    const config = await configuration()
    try {
      const tokens = await client.authorizationCodeGrant(config, cameBack, {
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        pkceCodeVerifier: kept.verifier,
        idTokenExpected: true,
      })
      return await accept(config, tokens, kept)
    } catch (error) {
      return refuse(reasonFor(error))
    }
  }

  async function accept(config: client.Configuration, tokens: Tokens, kept: Kept): Promise<SignIn> {
    const token = tokens.claims()
    if (token === undefined) return refuse('wrong-token')
    const claims = hasNameAndAddress(token)
      ? token
      : { ...(await userInfo(config, tokens.access_token, token.sub)), ...token }

    const identity = identityFrom(claims)
    if (identity.name === '' || identity.email === '') return refuse('no-address')
    if (options.acr.length > 0 && !options.acr.includes(identity.acr ?? '')) return refuse('no-second-factor')
    if (options.amr.length > 0 && !identity.amr.some(method => options.amr.includes(method)))
      return refuse('no-second-factor')
    if (kept.stepUp && !provedSince(identity, kept.begunAt)) return refuse('not-proved-again')
    return { refused: false, identity }
  }

  /** Where to send somebody who signs out here so that the provider forgets them too, if it does that. */
  async function leave(backTo: string): Promise<string | undefined> {
    const config = await configuration()
    if (config.serverMetadata().end_session_endpoint === undefined) return undefined
    return client.buildEndSessionUrl(config, { post_logout_redirect_uri: backTo }).href
  }

  let keys: ReturnType<typeof createRemoteJWKSet> | undefined

  /**
   * Whom the provider signs out with this logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6). The caller
   * keeps `tokenId` for a quarter of an hour, so as to heed no token twice.
   */
  async function signedOut(logoutToken: string): Promise<SignedOut | Refused> {
    const { jwks_uri: address } = (await configuration()).serverMetadata()
    if (address === undefined) return refuse('wrong-token')
    keys ??= createRemoteJWKSet(new URL(address), {
      timeoutDuration: 5000,
      ...(options.fetch && { [customFetch]: options.fetch as never }),
    })
    try {
      const { payload, protectedHeader } = await jwtVerify(logoutToken, keys, {
        issuer: options.issuer,
        audience: options.clientId,
        algorithms: [
          'RS256',
          'RS384',
          'RS512',
          'PS256',
          'PS384',
          'PS512',
          'ES256',
          'ES384',
          'ES512',
          'EdDSA',
          'Ed25519',
        ],
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: '5 minutes',
        clockTolerance: 30,
      })
      const { sub, sid, jti, events, nonce } = payload
      const isLogout =
        typeof events === 'object' && events !== null && 'http://schemas.openid.net/event/backchannel-logout' in events
      const rightType =
        protectedHeader.typ === undefined || /^(application\/)?(logout\+)?jwt$/i.test(protectedHeader.typ)
      if (!isLogout || !rightType || nonce !== undefined || jti === undefined) return refuse('wrong-token')
      if (typeof sid !== 'string' && sub === undefined) return refuse('wrong-token')
      return { refused: false, subject: sub, sid: typeof sid === 'string' ? sid : undefined, tokenId: jti }
    } catch (error) {
      if (error instanceof joseErrors.JOSEError && !(error instanceof joseErrors.JWKSTimeout))
        return refuse('wrong-token')
      throw new ProviderOutOfReach(error)
    }
  }

  function movedTo(origin: string, address: string) {
    if (!options.onOurOrigin || origin === '' || !isLoopback(origin) || !isLoopback(address)) return address
    const { pathname, search } = new URL(address)
    return `${new URL(origin).origin}${pathname}${search}`
  }

  return { begin, finish, leave, signedOut }
}

/** The identity provider, opened. */
export type IdentityProvider = ReturnType<typeof identityProvider>

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>
type Claims = Record<string, unknown>

const refuse = (because: keyof typeof refusals): Refused => ({ refused: true, because, saying: refusals[because] })
const textIn = (claims: Claims, name: string) => (typeof claims[name] === 'string' ? claims[name].trim() : '')
const hasNameAndAddress = (claims: Claims) => textIn(claims, 'name') !== '' && textIn(claims, 'email') !== ''

function identityFrom(claims: Claims): Identity {
  const { sub, email_verified: verified, sid, acr, amr, auth_time: provedAt } = claims
  return {
    subject: String(sub),
    name: textIn(claims, 'name') || `${textIn(claims, 'given_name')} ${textIn(claims, 'family_name')}`.trim(),
    email: textIn(claims, 'email'),
    emailVerified: typeof verified === 'boolean' ? verified : undefined,
    sid: typeof sid === 'string' ? sid : undefined,
    acr: typeof acr === 'string' ? acr : undefined,
    amr: Array.isArray(amr) ? amr.filter(method => typeof method === 'string') : [],
    provedAt: typeof provedAt === 'number' ? new Date(provedAt * 1000) : undefined,
  }
}

/** In milliseconds: the provider's clock may be half a minute behind ours, and counts whole seconds. */
const apart = 31_000

const provedSince = ({ provedAt }: Identity, begunAt: number) =>
  provedAt !== undefined && provedAt.getTime() > begunAt - apart

/** How long ago they proved who they are, in milliseconds by the real clock; undefined when the provider does not say. */
export function proofAge({ provedAt }: Pick<Identity, 'provedAt'>, now = Date.now()): number | undefined {
  if (provedAt === undefined) return undefined
  const age = now - provedAt.getTime()
  return age < apart ? 0 : age
}

async function userInfo(config: client.Configuration, accessToken: string, subject: string): Promise<Claims> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {}
  return client.fetchUserInfo(config, accessToken, subject)
}

/** The provider's own description of itself, fetched when first needed and, if that fails, again when next needed. */
function discoverOnce({ issuer, clientId, clientSecret, fetch }: Options) {
  let found: Promise<client.Configuration> | undefined
  const discover = () =>
    client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
      timeout: 5,
      // Checks the token's signature too, though it came straight from the provider.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
      ...(fetch && { [client.customFetch]: fetch }),
    })

  return () => {
    found ??= threeTimes(discover).catch((error: unknown) => {
      found = undefined
      throw new ProviderOutOfReach(error)
    })
    return found
  }
}

async function threeTimes<T>(work: () => Promise<T>): Promise<T> {
  for (const waitMs of [200, 800]) {
    try {
      return await work()
    } catch {
      await new Promise(resolve => setTimeout(resolve, waitMs))
    }
  }
  return work()
}

// What the provider says of itself, rather than of the person (RFC 6749, sections 4.1.2.1 and 5.2): ours or theirs to mend.
const itsOwnTrouble = ['server_error', 'temporarily_unavailable', 'invalid_client', 'unauthorized_client']

/** Why nobody was signed in; or it throws on, when that is nobody's mistake. */
function reasonFor(error: unknown): keyof typeof refusals {
  if (error instanceof client.AuthorizationResponseError) {
    if (itsOwnTrouble.includes(error.error)) throw new ProviderOutOfReach(error)
    return 'declined'
  }
  if (error instanceof client.ResponseBodyError) {
    if (error.status >= 500 || itsOwnTrouble.includes(error.error)) throw new ProviderOutOfReach(error)
    return 'wrong-code'
  }
  if (!(error instanceof client.ClientError)) throw new ProviderOutOfReach(error)

  const { code = '' } = error
  const outOfReach = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']
  if (outOfReach.includes(code)) throw new ProviderOutOfReach(error)
  return 'wrong-token'
}

type Inject = (request: {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  payload?: string
}) => Promise<{ statusCode: number; headers: Record<string, unknown>; rawPayload: Buffer }>

/** Reaches the practice provider inside our own app instead of over the network, whatever port or proxy stands before it. */
export const throughApp =
  (inject: Inject): client.CustomFetch =>
  async (url, { method, headers, body }) => {
    const payload = body instanceof URLSearchParams ? body.toString() : undefined
    const { host, protocol } = new URL(url)
    const answer = await inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      // As a proxy would say it: the provider makes its addresses from these.
      headers: { ...Object.fromEntries(new Headers(headers)), host, 'x-forwarded-proto': protocol.replace(':', '') },
      payload,
    })
    const type = answer.headers['content-type']
    return new Response(new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: typeof type === 'string' ? { 'content-type': type } : {},
    })
  }
