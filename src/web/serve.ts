import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bodies } from '../bodies.ts'
import { MustChoosePost, NotSignedIn, type Choosing } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { at, type Desk } from '../desk/desk.ts'
import { readingsIn, recordReading } from '../desk/reading.ts'
import { NotFound } from '../engine/directory.ts'
import type { Marking } from '../letters/marking.ts'
import { draftAddress, keepLate } from './drafts/drafts.ts'
import {
  notHereView,
  notUnderstoodView,
  sendAgainView,
  signedOutView,
  tooLargeView,
  tooManyView,
  type Resend,
  type Typed,
} from './errors/view.ts'
import { questionsAt } from './errors/typed.ts'
import { formOf, one, remember, tokenField, typedIn, withoutNull, type Form } from './forms.ts'
import { upload } from '../desk/documents.ts'
import { furniture, type Furniture } from './furniture.ts'
import { page, type Section } from './layout.ts'
import { onPaper } from './paper.ts'
import { paths } from './paths.ts'
import { isSheet, readParts, type SentFile } from './parts.ts'
import {
  anyForm,
  goTo,
  nothingAsked,
  type Access,
  type Answer,
  type Asked,
  type Caller,
  type Cookie,
  type Declared,
  type Received,
  type Route,
  type Shown,
  type TakenIn,
  type TakesIn,
  type View,
} from './route.ts'
import { dropHeld, heldField, hold, isFresh } from './sign-in/proof.ts'
import { proveAgainView } from './sign-in/view.ts'
import type { Site } from './site.ts'
import { suspendedView } from './suspended/view.ts'

/** The most a form's words may come to, in bytes. Twice that is read, so that it can be given back. */
export const mostTyped = 1_000_000

/** Puts routes on the server. */
export function mount(app: FastifyInstance, site: Site, routes: readonly Route[]): void {
  for (const route of routes)
    app.route({
      method: route.method,
      url: route.pattern,
      config: { declared: route.declared },
      handler: (request, reply) => serve(site, route, request, reply),
    })
}

/** An answer, and what stands round it when somebody is at their desk. */
interface Prepared {
  readonly answer: Answer
  readonly desk?: Desk
  readonly furniture?: Promise<Furniture>
  readonly choosing?: Choosing
}

class TooMany extends Error {
  readonly seconds: number
  constructor(seconds: number) {
    super('Too many requests')
    this.name = 'TooMany'
    this.seconds = seconds
  }
}

/** Answers a request: who is it, may they, what did they send; one transaction that is that person; the page. */
export async function serve(
  site: Site,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf(site, request)
  try {
    return await send(site, caller, reply, await prepare(site, route, caller, request))
  } catch (fault) {
    const instead = await insteadOf(fault, site, route, caller, request)
    if (instead === undefined) throw fault
    return send(site, caller, reply, { answer: instead })
  }
}

/** What is shown when nobody is at a desk, or too much was asked; undefined for a fault. */
async function insteadOf(
  fault: unknown,
  site: Site,
  route: Route,
  caller: Caller,
  request: FastifyRequest,
): Promise<Answer | undefined> {
  const sent = route.method === 'POST'
  if (fault instanceof TooMany)
    return tooManyView(fault.seconds, sent ? resendOf(site, caller, typedIn(request)) : undefined)
  if (fault instanceof NotFound) return notHereView()
  if (fault instanceof MustChoosePost) {
    if (sent) await keptLate(site, route, caller, typedIn(request))
    return goTo(`${paths.posts()}?to=${encodeURIComponent(caller.url)}`)
  }
  if (!(fault instanceof NotSignedIn)) return undefined
  if (sent) {
    const form = typedIn(request)
    const back = draftOf(route, caller, form) ?? paths.work()
    return signedOutView(fault.why, back, {
      kept: await keptLate(site, route, caller, form),
      typed: typedOf(site, caller, form),
    })
  }
  if (fault.why === 'unknown' && caller.secret === undefined)
    return goTo(`${paths.signIn()}?to=${encodeURIComponent(caller.url)}`)
  return signedOutView(fault.why, caller.url)
}

const typedOf = ({ house }: Site, { url }: Caller, form: Form): Typed => ({ form, asks: questionsAt(house, url) })

const resendOf = (site: Site, caller: Caller, form: Form): Resend => ({
  address: caller.url,
  ...typedOf(site, caller, form),
  token: caller.token,
})

/** What was sent with a request that failed, to be sent again; nothing when nothing was. */
export const unsent = (site: Site, request: FastifyRequest): Resend | undefined =>
  request.method === 'POST' && Object.keys(typedIn(request)).length > 0
    ? resendOf(site, callerOf(site, request), typedIn(request))
    : undefined

const plainQuery = (query: unknown): unknown =>
  typeof query === 'object' && query !== null
    ? Object.fromEntries(
        Object.entries(query).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.map(one => withoutNull(String(one))) : withoutNull(String(value)),
        ]),
      )
    : {}

/** Keeps what was typed for someone whose session ran out as they sent it, when the form was that session's own. */
async function keptLate(site: Site, route: Route, caller: Caller, form: Form): Promise<boolean> {
  const { secret } = caller
  const address = draftOf(route, caller, form)
  if (address === undefined || secret === undefined || !site.sessions.proves(secret, one(form, tokenField)))
    return false
  return keepLate(site, secret, address, form)
}

/** The address of the form whose words came, to be kept under: of a page that keeps them while they are typed, the form's. */
function draftOf({ declared }: Route, { url }: Caller, form: Form): string | undefined {
  if (declared.drafts === 'of another address') return draftAddress(form)
  return declared.drafts ? url : undefined
}

async function prepare(site: Site, route: Route, caller: Caller, request: FastifyRequest): Promise<Prepared> {
  const { declared } = route
  const sent = route.method === 'POST' ? await sentIn(site, declared, caller, request) : nothingSent
  const asked = {
    site,
    caller,
    files: sent.files,
    taken: sent.taken,
    token: caller.token,
  }
  const answering = async (more: { desk?: Desk; choosing?: Choosing }): Promise<Answer> => {
    const params = declared.params.safeParse(request.params)
    const query = declared.query.safeParse(plainQuery(request.query))
    if (!params.success || !query.success) throw new NotFound('page')
    if (sent.tooLarge) return tooLargeView(typedOf(site, caller, sent.form))
    if (!sent.proven && !(declared.showsAgain && more.desk)) return sendAgainView(resendOf(site, caller, sent.form))
    const form = (declared.form ?? nothingAsked).safeParse(sent.form)
    if (!form.success) return notUnderstoodView()
    const proof = (doing: string, typed = sent.form) => proofFirst(site, more.desk, caller, { doing, form: typed })
    if (sent.proven && typeof declared.fresh === 'function') {
      const doing = declared.fresh(form.data as never)
      const first = doing === undefined ? undefined : await proof(doing)
      if (first) return first
    }
    if (more.desk && sent.proven && one(sent.form, heldField)) await dropHeld(more.desk, one(sent.form, heldField))
    const full = {
      ...asked,
      ...more,
      params: params.data,
      query: query.data,
      form: form.data,
      proof,
      unproven: !sent.proven,
    }
    return route.answer(full as unknown as Asked<Access, never, never, never>)
  }

  if (declared.access === 'a program') return { answer: await answering({}) }
  if (caller.secret === undefined) {
    spend(site.limits.requests.spend(`address ${caller.address}`))
    if (declared.access !== 'anyone') throw new NotSignedIn('unknown')
    return { answer: await answering({}) }
  }
  try {
    return await at(site.house, site.sessions.credential(caller.secret), desk =>
      atDesk(desk, site, route, caller, answering),
    )
  } catch (fault) {
    if (fault instanceof NotSignedIn) {
      spend(await site.limits.failures.spend(`address ${caller.address}`))
      if (declared.access === 'anyone') return { answer: await answering({}) }
    }
    if (fault instanceof MustChoosePost && (declared.access === 'anyone' || declared.access === 'signed in'))
      return { answer: await answering({ choosing: fault.who }), choosing: fault.who }
    throw fault
  }
}

/** Asks for a proof of identity afresh, and holds the form meanwhile; nothing when there is one that is fresh enough. */
async function proofFirst(
  site: Site,
  desk: Desk | undefined,
  { secret, url }: Caller,
  { doing, form }: { doing: string; form: Form },
): Promise<View | undefined> {
  if (!desk || secret === undefined) throw new Error('Nobody is signed in of whom a proof could be asked')
  if (isFresh(site, desk.who, desk.world.now)) return undefined
  const held = await hold(desk, secret, { doing, address: url, form })
  return proveAgainView(doing, held, site.settings.sessions.proofMinutes)
}

/** Inside the transaction that is the person. What can't be recorded is not shown; what is hidden is as if it were not. */
async function atDesk(
  desk: Desk,
  site: Site,
  { method, declared }: Route,
  caller: Caller,
  answering: (more: { desk: Desk }) => Promise<Answer>,
): Promise<Prepared> {
  spend(site.limits.requests.spend(`person ${desk.who.personId}`))
  if (desk.who.lapsed.length > 0 && !openToSuspended(declared.access)) return finished(desk, suspendedView(desk))
  if (method === 'POST') await desk.transaction.all(sql`savepoint before_answer`)
  try {
    if (!mayAsk(declared.access, desk)) throw new NotFound('page')
    const answer = await answering({ desk })
    refuseUnrecorded(desk, declared, answer)
    return finished(desk, answer)
  } catch (fault) {
    if (!(fault instanceof NotFound)) throw fault
    if (method === 'POST') await desk.transaction.all(sql`rollback to savepoint before_answer`)
    await recordReading(desk, { kind: 'denied', secret: caller.url })
    return finished(desk, notHereView())
  }
}

/** What stands round a page is read last of all, and answered along with the commit. */
function finished(desk: Desk, answer: Answer): Prepared {
  if (answer.kind !== 'view') return { answer, desk }
  const around = furniture(desk)
  desk.transaction.last(around)
  return { answer, desk, furniture: around }
}

const mayAsk = (access: Access, desk: Desk): boolean =>
  typeof access === 'string' || access.posts.includes(desk.who.kind)

const openToSuspended = (access: Access): boolean =>
  access === 'anyone' || access === 'signed in' || access === 'in a post, suspended or not'

/** No record, nothing to read: a page that must record a reading and did not is never sent. */
function refuseUnrecorded(desk: Desk, { reads }: Declared, answer: Answer): void {
  if (reads === 'nothing' || answer.kind === 'going' || answer.status >= 400) return
  if (!readingsIn(desk).has(reads)) throw new Error(`This page must record that it was ${reads}, and did not`)
}

const spend = (wait: number | undefined): void => {
  if (wait !== undefined) throw new TooMany(wait)
}

// ── What was sent ────────────────────────────────────────────────────────────────────────────────────────────────────

interface SentForm {
  readonly form: Form
  readonly files: readonly Received[]
  readonly taken: readonly TakenIn[]
  /** Whether the form carried its session's token. */
  readonly proven: boolean
  readonly tooLarge: boolean
}

const nothingSent: SentForm = { form: {}, files: [], taken: [], proven: true, tooLarge: false }

async function sentIn(site: Site, declared: Declared, caller: Caller, request: FastifyRequest): Promise<SentForm> {
  const proves = (token: string) => caller.secret !== undefined && site.sessions.proves(caller.secret, token)
  // A browser says when another site's page sends a form; nothing of ours is ever sent so.
  const ownPage = !['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site'] ?? ''))
  if (request.isMultipart()) {
    if (!declared.files) throw new NotFound('page')
    const own = typeof declared.files === 'object' ? declared.files : undefined
    const faults: unknown[] = []
    const { form, files, proven, tooLarge } = await readParts(request, own?.most ?? site.files.most, async token => {
      const proven = ownPage && proves(token)
      // Where nobody can say who it is, what was typed is read all the same: it is on the page that says so.
      const known = proven && (await isSomebody(site, caller).catch((fault: unknown) => void faults.push(fault)))
      return { proven, known: known === true }
    })
    remember(request, form)
    if (faults.length > 0) throw faults[0]
    if (own) return { form, files: [], taken: await takenBy(own, site, caller, files), proven, tooLarge }
    const received = await takenIn(site, caller, files, declared.files === 'a sheet')
    return { form, files: received, taken: [], proven, tooLarge }
  }
  const body = typeof request.body === 'string' ? request.body : ''
  const form = remember(request, formOf(new URLSearchParams(body)))
  const proven = declared.provesItself !== undefined || (ownPage && proves(one(form, tokenField)))
  return { form, files: [], taken: [], proven, tooLarge: body.length > mostTyped * 2 }
}

/** Nobody's file is read into memory, or kept, before they are known. */
const isSomebody = async (site: Site, { secret }: Caller): Promise<boolean> =>
  secret !== undefined &&
  at(site.house, site.sessions.credential(secret), async () => true).catch((fault: unknown) => {
    if (fault instanceof NotSignedIn || fault instanceof MustChoosePost) return false
    throw fault
  })

/** Files are examined and kept before the transaction of the step that may attach them: they take their time. */
async function takenIn(
  site: Site,
  { secret }: Caller,
  files: readonly SentFile[],
  asSheet: boolean,
): Promise<Received[]> {
  const received: Received[] = []
  for (const { field, name, bytes } of files)
    if (secret !== undefined)
      received.push({
        field,
        name,
        outcome: await upload(
          site.house,
          site.sessions.credential(secret),
          site.files,
          { name, bytes },
          { asSheet: asSheet || isSheet(field) },
        ),
      })
  return received
}

async function takenBy(
  own: TakesIn,
  site: Site,
  { secret }: Caller,
  [sent]: readonly SentFile[],
): Promise<readonly TakenIn[]> {
  return sent && secret !== undefined ? [await own.take(site, site.sessions.credential(secret), sent)] : []
}

const callerOf = (site: Site, request: FastifyRequest): Caller => {
  const secret = site.sessions.secretIn(request)
  return {
    address: request.ip,
    secret,
    token: secret === undefined ? undefined : site.sessions.token(secret),
    origin: `${request.protocol}://${request.host}`,
    url: request.url,
    agent: request.headers['user-agent'],
    cookies: request.cookies,
    headers: request.headers,
  }
}

// ── What is sent back ────────────────────────────────────────────────────────────────────────────────────────────────

/** Sends an answer: pages get their header, their marking and the end of the session. */
export async function send(site: Site, caller: Caller, reply: FastifyReply, prepared: Prepared): Promise<FastifyReply> {
  const { answer } = prepared
  for (const cookie of answer.cookies) setCookie(site, reply, cookie)
  reply.headers(answer.headers)
  if (answer.kind === 'going') {
    if (answer.saying !== undefined && caller.secret !== undefined)
      setCookie(site, reply, {
        name: site.sessions.cookies.said,
        value: site.sealer.seal('said', caller.secret, answer.saying.slice(0, 500)),
        seconds: 60,
      })
    return reply.redirect(answer.to, 303)
  }
  reply.code(answer.status)
  if (answer.kind === 'giving') return reply.send(answer.body)
  const said = saidBefore(site, caller)
  if (said !== undefined) setCookie(site, reply, { name: site.sessions.cookies.said })
  const round = await prepared.furniture
  const markup = page({ ...whole(site, caller, prepared.desk, round), ...shown(answer, said) })
  return reply.type('text/html; charset=utf-8').send(onPaper(markup, reply.raw))
}

/** The same for a request that no route answers. */
export const sendView = (
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: View,
): Promise<FastifyReply> => send(site, callerOf(site, request), reply, { answer })

/** The page for an address that is not there, with the header of whoever is signed in: the same as for what is hidden. */
export const nowhere: Route = {
  method: 'GET',
  pattern: '',
  declared: { access: 'anyone', reads: 'nothing', params: nothingAsked, query: nothingAsked, form: anyForm },
  answer: () => {
    throw new NotFound('page')
  },
}

/** What lapsed is read and mended there: everything else would lead back to the page that says that it has. */
const openWhileSuspended = ['work', 'agreements'] as const satisfies readonly Section[]

function whole(site: Site, caller: Caller, desk: Desk | undefined, round: Furniture | undefined) {
  const now = site.house.now()
  const { token } = caller
  const shared = { now, practice: site.settings.mode === 'practice' }
  if (!desk || !round || !token) return shared
  const { who } = desk
  return {
    ...shared,
    me: {
      name: who.name,
      post: `${who.title}, ${bodies[who.body].name}`,
      you: paths.you(),
      switchPost: round.posts > 1 ? paths.posts() : undefined,
      signOut: { action: paths.signOut(), token },
    },
    ...(who.lapsed.length > 0 ? { open: openWhileSuspended } : { find: { action: paths.search(), token } }),
    mattersCalled: round.log,
    waiting: { work: round.waiting },
    session: {
      endsAt: site.sessions.endsAt(who),
      warningMinutes: site.settings.sessions.warningMinutes,
      extend: { action: paths.stay(), token },
    },
  }
}

const shown = ({ page: { marking, ...rest } }: View, said: string | undefined) => ({
  ...rest,
  banner: rest.banner ?? said,
  ...marked(marking),
})

/** A marking as the page carries it: its classification, and under it what it is about and how to handle it. */
export const marked = (marking: Shown['marking']): { marking: Marking['classification']; handling?: string } => ({
  marking: marking?.classification ?? 'OFFICIAL',
  handling: [...(marking?.descriptors ?? []), ...(marking?.handling ?? [])].join(' – ') || undefined,
})

function saidBefore(site: Site, { cookies, secret }: Caller): string | undefined {
  const sealed = cookies[site.sessions.cookies.said]
  if (sealed === undefined || secret === undefined) return undefined
  const said = site.sealer.open('said', secret, sealed)
  return typeof said === 'string' ? said : undefined
}

function setCookie({ sessions }: Site, reply: FastifyReply, { name, value, seconds }: Cookie): void {
  const fixed = { path: '/', httpOnly: true, secure: sessions.cookies.secure, sameSite: 'lax' } as const
  if (value === undefined) reply.clearCookie(name, fixed)
  else reply.setCookie(name, value, { ...fixed, ...(seconds === undefined ? {} : { maxAge: seconds }) })
}
