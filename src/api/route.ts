/**
 * How to add an address to the API: write a `Route` in the file of its subject, and name it in `api.ts`. It says who may
 * ask, what it takes, what it answers and what reading it records; the OpenAPI document is made from that, and so is what
 * is enforced. Around every answer stands one transaction that is the person the token belongs to.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { MustChoosePost, NotSignedIn, type Credential } from '../database/as.ts'
import { at, type Desk, type House } from '../desk/desk.ts'
import type { Files } from '../desk/documents.ts'
import { readingsIn, recordReading, type ReadingKind } from '../desk/reading.ts'
import { NotKept } from '../documents/store.ts'
import { NotFound } from '../engine/directory.ts'
import { NotOpened } from '../journal/cipher.ts'
import { becameOf, type Became } from '../web/errors/trouble.ts'
import type { Limits } from '../web/limits.ts'
import type { Declared } from '../web/route.ts'
import { digestOf, isToken } from '../web/sign-in/secrets.ts'
import { notFound, problem, SaysNo, type ProblemAnswer } from './problem.ts'
import { faultsIn, type Schema } from './schema.ts'

/** What the API needs, made once at start and shared with the pages. */
export interface Kit {
  readonly house: House
  readonly files: Files
  readonly limits: Limits
}

/** Who may ask: anyone; whoever a token belongs to, with nothing lapsed; or them even while they are suspended. */
export type Access = 'anyone' | 'in a post' | 'in a post, suspended or not'

export interface Reply {
  readonly description: string
  readonly schema?: Schema
  readonly headers?: Readonly<Record<string, string>>
  /** What kind of bytes, when they are not JSON. */
  readonly type?: string
}

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Under /api/v1, with `:name` for a parameter. */
  readonly path: string
  /** What it is called in the OpenAPI document. */
  readonly name: string
  readonly summary: string
  readonly about?: string
  readonly access: Access
  /** The readings of which one must be recorded before it answers with anything. */
  readonly reads: readonly ReadingKind[] | 'nothing'
  readonly params?: Readonly<Record<string, Schema>>
  readonly query?: Readonly<Record<string, Schema>>
  readonly headers?: Readonly<Record<string, Schema & { readonly needed?: boolean }>>
  /** The JSON it takes; `published` says more of it where the definitions do. `file` is one file as a form with parts. */
  readonly body?: { readonly json: Schema } | { readonly file: true }
  readonly replies: Readonly<Record<number, Reply>>
  /** Answers within the transaction of whoever asks. */
  readonly answer?: (asked: Asked) => Promise<Answer> | Answer
  /** Answers without one, for what anyone may read. */
  readonly answerAnyone?: (kit: Kit) => Promise<Answer> | Answer
  /** Answers with transactions of its own, for what takes too long to hold one. */
  readonly answerApart?: (kit: Kit, credential: Credential, request: FastifyRequest) => Promise<Answer>
}

export interface Asked {
  readonly kit: Kit
  readonly desk: Desk
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers with this. */
export const answer = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  body,
  headers,
})

/** Says no, and keeps what the transaction has recorded. */
export const no = (body: ProblemAnswer, headers?: Readonly<Record<string, string>>): Answer => ({
  status: body.status,
  body,
  headers,
})

/** Says that there is nothing here, and records that it was asked for: the same for what is hidden and for what is not there. */
export async function denied(desk: Desk, address: string): Promise<Answer> {
  await recordReading(desk, { kind: 'denied', secret: address })
  return no(notFound())
}

/** Puts the routes on the server, and says of each of their addresses what else cannot be done there. */
export function mount(app: FastifyInstance, kit: Kit, routes: readonly Route[]): void {
  for (const route of routes)
    app.route({
      method: route.method,
      url: route.path,
      config: { declared: declared(route) },
      handler: (request, reply) => serve(kit, route, request, reply),
    })
  for (const [path, here] of Map.groupBy(routes, route => route.path)) {
    const allowed = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    app.route({
      method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(method => !allowed.includes(method)),
      url: path,
      config: { declared: declaredForAnyone },
      handler: (_request, reply) =>
        send(reply, no(problem('not-this-way', `Use ${allowed.join(' or ')} here.`), { allow: allowed.join(', ') })),
    })
  }
}

/** The same as every page declares, in the words of the pages' own kernel: without it the server does not start. */
const declared = (route: Route): Declared => ({
  access: route.access,
  reads: route.reads === 'nothing' ? 'nothing' : (route.reads[0] ?? 'nothing'),
  params: fits(objectOf(route.params)),
  query: fits(objectOf(route.query)),
  ...(route.method === 'POST'
    ? { form: fits(route.body && 'json' in route.body ? route.body.json : {}), provesItself: 'by its token' }
    : {}),
})

const fits = (schema: Schema) => z.custom(value => faultsIn(schema, value).length === 0)

const declaredForAnyone: Declared = {
  access: 'anyone',
  reads: 'nothing',
  params: z.unknown(),
  query: z.unknown(),
  form: z.unknown(),
  provesItself: 'it changes nothing',
}

const objectOf = (properties: Readonly<Record<string, Schema>> = {}): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
})

async function serve(kit: Kit, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  try {
    return await send(reply, await answered(kit, route, request))
  } catch (fault) {
    const instead = await insteadOf(kit, fault, request, route)
    if (!instead) throw fault
    return send(reply, instead)
  }
}

async function answered(kit: Kit, route: Route, request: FastifyRequest): Promise<Answer> {
  if (route.answerAnyone) {
    spend(kit.limits.requests.spend(`address ${request.ip}`))
    return route.answerAnyone(kit)
  }
  const credential = credentialOf(kit, request)
  if (route.answerApart) {
    await at(kit.house, credential, async desk => refuseSuspended(desk, route))
    return route.answerApart(kit, credential, request)
  }
  return again(() =>
    at(kit.house, credential, async desk => {
      refuseSuspended(desk, route)
      const outcome = await route.answer!({ kit, desk, ...takenIn(route, request) })
      refuseUnrecorded(desk, route, outcome)
      return outcome
    }),
  )
}

function credentialOf(kit: Kit, request: FastifyRequest): Credential {
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
  if (!isToken(token)) throw new NotSignedIn('unknown')
  const digest = digestOf(token)
  spend(kit.limits.requests.spend(`token ${digest.toString('base64')}`))
  return { token: digest }
}

function spend(wait: number | undefined): void {
  if (wait === undefined) return
  const words = `Come again in ${wait === 1 ? 'a second' : `${wait} seconds`}.`
  throw new SaysNo(problem('too-many', words), { 'retry-after': String(wait) })
}

function refuseSuspended(desk: Desk, { access }: Route): void {
  if (access !== 'in a post' || desk.who.lapsed.length === 0) return
  throw new SaysNo(
    problem('suspended', 'Something that access depends on has lapsed. Sign in to the pages to put it right.', {
      problems: desk.who.lapsed.map(({ label, clause }) => ({ words: label, clause })),
    }),
  )
}

/** No record, nothing to read: an answer that must be recorded and was not is a fault of ours, and is not sent. */
function refuseUnrecorded(desk: Desk, { reads, name }: Route, { status }: Answer): void {
  if (reads === 'nothing' || status >= 400) return
  if (!reads.some(kind => readingsIn(desk).has(kind))) throw new Error(`${name} must record what was read, and did not`)
}

// ── What was sent ────────────────────────────────────────────────────────────────────────────────────────────────────

function takenIn(route: Route, request: FastifyRequest): Omit<Asked, 'kit' | 'desk'> {
  const params = request.params as Readonly<Record<string, string>>
  const query = coerced(route.query ?? {}, request.query as Readonly<Record<string, unknown>>)
  const body = route.body && 'json' in route.body ? request.body : undefined
  if ([...Object.values(params), ...textsIn(query)].some(unkeepable)) throw new NotFound('such address')
  refuseFaults('Something about the address is not right.', faultsIn(objectOf(route.query), query))
  const headers = Object.fromEntries(
    Object.keys(route.headers ?? {}).map(name => [name.toLowerCase(), request.headers[name.toLowerCase()]?.toString()]),
  )
  for (const [name, schema] of Object.entries(route.headers ?? {}))
    if (headers[name.toLowerCase()] !== undefined)
      refuseFaults(`The header ${name} is not right.`, faultsIn(schema, headers[name.toLowerCase()], [name]))
  if (route.body && 'json' in route.body)
    refuseFaults('What was sent is not right.', faultsIn(route.body.json, body ?? null))
  return { params, query, headers, body }
}

function refuseFaults(detail: string, faults: readonly { at: readonly string[]; words: string }[]): void {
  if (faults.length === 0) return
  const problems = faults
    .slice(0, 50)
    .map(({ at, words }) => ({ ...(at.length ? { field: at.join('.') } : {}), words }))
  throw new SaysNo(problem('not-understood', detail, { problems }))
}

/** A query's words as what they stand for where the schema wants a number, a yes or no, or names within a name: column[kind]. */
function coerced(schemas: Readonly<Record<string, Schema>>, query: Readonly<Record<string, unknown>>) {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(query)) {
    const [, outer = name, inner] = /^(\w+)\[(\w{1,60})\]$/.exec(name) ?? []
    const wanted = Object.hasOwn(schemas, outer) ? schemas[outer]?.type : undefined
    if (inner !== undefined && wanted === 'object') read[outer] = { ...(read[outer] as object), [inner]: value }
    else if (wanted === 'integer' && typeof value === 'string' && /^\d{1,9}$/.test(value)) read[name] = Number(value)
    else if (wanted === 'boolean' && (value === 'true' || value === 'false')) read[name] = value === 'true'
    else read[name] = value
  }
  return read
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** Text that no database keeps: a NUL, or half of a character. */
export const unkeepable = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

// ── What is sent back ────────────────────────────────────────────────────────────────────────────────────────────────

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body

function send(reply: FastifyReply, { status, body, headers }: Answer): FastifyReply {
  reply.code(status).headers(headers ?? {})
  if (isStream(body) || typeof body === 'string' || Buffer.isBuffer(body)) return reply.send(body)
  return reply
    .type(status >= 400 ? 'application/problem+json' : 'application/json')
    .send(Buffer.from(JSON.stringify(body)))
}

/** The problem that a fault is answered with; undefined for one that nobody foresaw. */
export async function insteadOf(
  kit: Kit,
  fault: unknown,
  request: FastifyRequest,
  route?: Route,
): Promise<Answer | undefined> {
  if (fault instanceof SaysNo) return no(fault.answer, fault.headers)
  if (fault instanceof NotFound || fault instanceof NotKept) return no(notFound())
  if (fault instanceof NotSignedIn || fault instanceof MustChoosePost) return notSignedIn(kit, request)
  if (codesOf(fault).includes('P0002')) return no(notFound())
  if (fault instanceof NotOpened) {
    request.log.error({ err: fault }, 'fault')
    return no(
      problem(
        'not-opened',
        `${fault.message} Tell the people who run Concordat, and give them this number: ${request.id}`,
      ),
    )
  }
  const became = becameOf(fault)
  if (became === undefined) return undefined
  request.log.error({ err: fault }, became === 'refused' ? 'fault' : 'database out of reach')
  return no(unsaved(became, request, route), { 'retry-after': '30' })
}

/** Whoever only reads has nothing that may have been saved. */
function unsaved(became: Became, { id, method, headers }: FastifyRequest, route?: Route): ProblemAnswer {
  if (became === 'refused')
    return problem(
      'not-now',
      `Try again in a minute. If it happens twice, tell the people who run Concordat and give them this number: ${id}`,
    )
  if (became === 'not now' || method !== 'POST') return problem('not-now', 'Try again in a minute.')
  const keyed = route?.headers?.['Idempotency-Key'] !== undefined && headers['idempotency-key'] !== undefined
  return problem(
    'maybe-saved',
    !keyed
      ? 'The database was lost as this was being saved. In a minute, look whether it is there before you send it again.'
      : 'The database was lost as this was being saved. In a minute, send the same again with the same Idempotency-Key: it is done once, whichever it was.',
  )
}

/** Nobody's token: counted by the address it came from, so that guessing tires while those who have one go on. */
async function notSignedIn({ limits }: Kit, request: FastifyRequest): Promise<Answer> {
  const wait = await limits.failures.spend(`address ${request.ip}`)
  if (wait !== undefined)
    return no(problem('too-many', 'Too many unknown tokens came from here.'), { 'retry-after': String(wait) })
  return no(
    problem('not-signed-in', 'Send a token as Authorization: Bearer. It may be unknown, ended, or out of date.'),
    {
      'www-authenticate': 'Bearer realm="Concordat"',
    },
  )
}

const codesOf = (fault: unknown): string[] =>
  fault instanceof Error
    ? [...('code' in fault && typeof fault.code === 'string' ? [fault.code] : []), ...codesOf(fault.cause)]
    : []

/** Two acts at one moment may get in each other's way though both are right: the one that lost is done again. */
const lostARace = ['23505', '40001', '40P01']

async function again<T>(work: () => Promise<T>, times = 3): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    if (times <= 1 || !codesOf(fault).some(code => lostARace.includes(code))) throw fault
    return again(work, times - 1)
  }
}
