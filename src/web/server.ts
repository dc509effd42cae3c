import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import pressure from '@fastify/under-pressure'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { isLoopback, type Settings } from '../config.ts'
import type { House } from '../desk/desk.ts'
import type { Files } from '../desk/documents.ts'
import { NotOpened } from '../journal/cipher.ts'
import { fastifyLogging, type Log } from '../log.ts'
import { longestSegment, readableAddress } from './address.ts'
import { becameOf, type Became } from './errors/trouble.ts'
import {
  faultView,
  maybeSavedView,
  methodView,
  notOpenedView,
  notSavedView,
  notUnderstoodView,
  refusedByJournalView,
  tooLargeView,
  tooManyView,
  type Resend,
} from './errors/view.ts'
import { metrics, metricsRoute } from './health/route.ts'
import { earlyScript } from './layout.ts'
import { limits, type Limits } from './limits.ts'
import { pages } from './pages.ts'
import { mostTyped, mount, nowhere, sendView, serve, unsent } from './serve.ts'
import { undeclared, type Declared, type Route, type View } from './route.ts'
import { sealer } from './sealed.ts'
import { sessions } from './sessions.ts'
import { identityProvider, ProviderOutOfReach, throughApp } from './sign-in/identity.ts'
import { mountPractice, practiceProvider, type PracticePerson } from './sign-in/practice-provider.ts'
import type { Site } from './site.ts'
import { nothingAsked, anyForm } from './route.ts'

/** What a server is made of. */
export interface Parts {
  readonly house: House
  readonly settings: Settings
  readonly files: Files
  readonly log: Log
  readonly logger: FastifyBaseLogger
  /** Whom anyone may be in practice. */
  readonly people?: () => readonly PracticePerson[]
  /** Further routes, and the API, on the same server. */
  readonly more?: (app: FastifyInstance, site: Site) => Promise<void> | void
  readonly routes?: readonly Route[]
  readonly limits?: Limits
  /** How far it may fall behind before it asks people to come again later, in milliseconds; 0 for ever so far. */
  readonly mayLag?: number
}

/** The server: every page, one kernel, one handler for what goes wrong. It refuses to start when a route does not declare itself. */
export async function server(parts: Parts): Promise<FastifyInstance> {
  const { house, settings, log } = parts
  const app = Fastify({
    ...fastifyLogging(parts.logger),
    trustProxy: settings.trustProxy.length > 0 ? settings.trustProxy : false,
    bodyLimit: mostTyped * 4,
    // Half a minute to send a request's head, two to send all of it: a slow file is taken, a stalled one is not waited for.
    requestTimeout: 120_000,
    connectionTimeout: 150_000,
    keepAliveTimeout: 20_000,
    rewriteUrl: readableAddress,
    routerOptions: { maxParamLength: longestSegment },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  const faults = watchDeclarations(app)
  let serving = true
  app.addHook('preClose', () => {
    serving = false
  })

  await app.register(cookie)
  await app.register(pressure, { maxEventLoopDelay: parts.mayLag ?? 3000, maxHeapUsedBytes: 0, retryAfter: 5 })
  await takeForms(app)
  await sayMore(app, settings)

  const practice = practiceIn(parts)
  if (practice) await mountPractice(app, practice, { declared: practiceDeclared })
  const site: Site = {
    house,
    settings,
    files: parts.files,
    sessions: sessions(house, settings),
    identity: identityIn(app, settings, practice),
    sealer: sealer(house.secret),
    limits: parts.limits ?? limits(settings.limits, house.pool),
    log,
    serving: () => serving,
  }
  const sharing = setInterval(
    () => void site.limits.share().catch(fault => log.warn('job failed', { job: 'limits', err: fault })),
    2000,
  )
  sharing.unref()
  app.addHook('onClose', (_app, done) => {
    clearInterval(sharing)
    done()
  })
  const counted = metrics()
  app.addHook('onResponse', (request, reply, done) => {
    counted.count(request.method, request.routeOptions.url ?? 'nowhere', reply.statusCode, reply.elapsedTime / 1000)
    done()
  })
  const routes = [...pages, metricsRoute(counted), ...(parts.routes ?? [])]
  // Before any route: one that is there when a plugin is waited for keeps the handlers it has by then.
  app.setNotFoundHandler((request, reply) => notFound(site, routes, request, reply))
  app.setErrorHandler<FastifyError>((error, request, reply) => answerFault(site, error, request, reply))
  mount(app, site, routes)
  await parts.more?.(app, site)
  await app.after()
  if (faults.length > 0)
    throw new Error(
      `The server does not start, for these routes do not declare themselves:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
  return app
}

/** Every route, whoever adds it, must say who may ask, what it takes and what reading it records (A-04). */
function watchDeclarations(app: FastifyInstance): string[] {
  const faults: string[] = []
  app.addHook('onRoute', route => {
    faults.push(...undeclared(route))
  })
  // Routes added after the server was made are caught when it gets ready.
  app.addHook('onReady', () => {
    if (faults.length > 0)
      throw new Error(
        `The server does not start, for these routes do not declare themselves:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
      )
  })
  return faults
}

/** Forms come as text, so that what was typed can be given back whatever becomes of it. */
async function takeForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  // A file that is too large is cut and then refused in words, not with a fault.
  await app.register(multipart, { attachFieldsToBody: false, throwFileSizeLimit: false })
}

// ── Headers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const securityHeaders = (settings: Settings) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", earlyScript],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginOpenerPolicy: { policy: 'same-origin' as const },
  crossOriginResourcePolicy: { policy: 'same-origin' as const },
  crossOriginEmbedderPolicy: { policy: 'require-corp' as const },
  originAgentCluster: true,
  referrerPolicy: { policy: 'no-referrer' as const },
  xFrameOptions: { action: 'deny' as const },
  strictTransportSecurity:
    settings.mode === 'production' ? { maxAge: 63_072_000, includeSubDomains: true, preload: false } : (false as const),
})

/** What helmet leaves to us: nothing of ours is kept by a browser or a proxy unless it says so, and no device is asked for. */
async function sayMore(app: FastifyInstance, settings: Settings): Promise<void> {
  const said = {
    ...(await saidByHelmet(settings)),
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  }
  const isOurs = ourHost(settings)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(said)
    if (isOurs(request)) done()
    else reply.code(421).type('text/plain; charset=utf-8').send('This is not where Concordat is.\n')
  })
}

/** What helmet says of one answer; it would say the same of every one, and work it out anew. */
async function saidByHelmet(settings: Settings): Promise<Readonly<Record<string, string>>> {
  const plain = Fastify()
  const secured = Fastify()
  await secured.register(helmet, securityHeaders(settings))
  for (const app of [plain, secured]) app.get('/', (_request, reply) => reply.send(''))
  const usual = (await plain.inject('/')).headers
  const { headers } = await secured.inject('/')
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name in usual ? [] : [[name, String(value)]])),
  )
}

/** Only our own name is answered to: a page can't be had under another that points here. Health is asked for by machines, by number. */
function ourHost({ mode, publicUrl }: Settings): (request: FastifyRequest) => boolean {
  const { host: ours } = new URL(publicUrl)
  return ({ url, host }) =>
    host === ours || /^\/(health|ready|metrics)$/.test(url) || (mode === 'practice' && isLoopback(`http://${host}/`))
}

// ── Signing in ───────────────────────────────────────────────────────────────────────────────────────────────────────

const practiceDeclared: Declared = {
  access: 'a program',
  reads: 'nothing',
  params: nothingAsked,
  query: nothingAsked,
  form: anyForm,
  provesItself: 'the provider’s own cookie',
}

function practiceIn({ settings, people = () => [] }: Parts) {
  if (settings.signIn.by !== 'practice') return undefined
  return practiceProvider({ mode: settings.mode, publicUrl: settings.publicUrl, people })
}

function identityIn(app: FastifyInstance, { signIn, publicUrl }: Settings, practice: ReturnType<typeof practiceIn>) {
  if (signIn.by === 'oidc') return identityProvider(signIn)
  if (!practice) throw new Error('Practice needs its own identity provider')
  const { issuer, clientId, clientSecret } = practice
  return identityProvider({
    issuer,
    clientId,
    clientSecret,
    redirect: `${publicUrl}/sign-in/callback`,
    acr: [],
    amr: [],
    onOurOrigin: true,
    fetch: throughApp(request => app.inject(request)),
  })
}

// ── What goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────────

/** An address that is not there; or one that is, asked for in a way it does not answer. */
async function notFound(
  site: Site,
  routes: readonly Route[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const path = request.url.replace(/\?.*$/, '')
  const methods = routes
    .filter(route => matches(route.pattern, path))
    .flatMap(route => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  if (methods.length > 0 && !methods.includes(request.method))
    return sendView(site, request, reply, methodView(methods))
  return serve(site, nowhere, request, reply)
}

const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)

/** Whoever only reads has nothing that may have been saved. */
function unsavedView(became: Became, request: FastifyRequest, sent: Resend | undefined): View {
  if (became === 'not known' && request.method === 'POST') return maybeSavedView(request.id, sent)
  return became === 'refused' ? refusedByJournalView(request.id, sent) : notSavedView(sent)
}

/** The one place where a fault becomes a page. What was typed is on it wherever it could be read. */
async function answerFault(
  site: Site,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const sent = unsent(site, request)
  if (error instanceof ProviderOutOfReach) {
    site.log.error('sign-in provider out of reach', { err: error })
    return sendView(site, request, reply, notSavedView())
  }
  if (error instanceof NotOpened) {
    site.log.error('fault', { err: error, request: request.id })
    return sendView(site, request, reply, notOpenedView(error, request.id, sent))
  }
  const became = becameOf(error)
  if (became !== undefined) {
    site.log.error(became === 'refused' ? 'fault' : 'database out of reach', { err: error, request: request.id })
    return sendView(site, request, reply, unsavedView(became, request, sent))
  }
  if (error.code === 'FST_UNDER_PRESSURE') return sendView(site, request, reply, notSavedView(sent))
  if (
    error.statusCode === 413 ||
    error.code?.startsWith('FST_PARTS') ||
    error.code === 'FST_FILES_LIMIT' ||
    error.code === 'FST_FIELDS_LIMIT'
  )
    return sendView(site, request, reply, tooLargeView(sent))
  if (error.statusCode === 429) return sendView(site, request, reply, tooManyView(60))
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return sendView(site, request, reply, notUnderstoodView(error.statusCode))
  site.log.error('fault', { err: error, request: request.id })
  return sendView(site, request, reply, faultView(request.id, sent))
}
