import multipart from '@fastify/multipart'
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import { dayOf, type Day } from '../calendar/day.ts'
import type { Library } from '../engine/library.ts'
import { agreements, clauses } from './agreements.ts'
import { due } from './calendar.ts'
import { docsPage } from './docs.ts'
import { document, sendDocument } from './documents.ts'
import { establishments } from './establishments.ts'
import { head } from './journal.ts'
import { letterDocument, letterPreview, letters } from './letters.ts'
import { matterJournal, oneMatter } from './matter.ts'
import { matters } from './matters.ts'
import { me } from './me.ts'
import { obligations } from './obligations.ts'
import { openApi } from './openapi.ts'
import { notFound, problem, SaysNo, type ProblemAnswer, type ProblemKind } from './problem.ts'
import { procedures } from './procedures.ts'
import { receipts } from './receipts.ts'
import { strikeOut } from './strikes.ts'
import { oneTable, tableFile } from './tables.ts'
import { beginMatter, takeStep } from './taking.ts'
import { oneTimetable, timetables, timetablesKept } from './timetables.ts'
import { insteadOf, mount, unkeepable, type Answer, type Kit, type Route } from './route.ts'

/** The most a request's JSON may come to, in bytes. */
const mostJson = 2_000_000

/** Deeper than any answer goes: rows of a step are four deep. */
const deepest = 20

const subjects: readonly Route[] = [
  me,
  agreements,
  clauses,
  procedures,
  establishments,
  beginMatter,
  matters,
  oneMatter,
  takeStep,
  matterJournal,
  letters,
  letterPreview,
  letterDocument,
  receipts,
  oneTimetable,
  oneTable,
  tableFile,
  strikeOut,
  timetables,
  timetablesKept,
  obligations,
  head,
  due,
  sendDocument,
  document,
]

const openApiRoute: Route = {
  method: 'GET',
  path: '/openapi.json',
  name: 'openapi',
  summary: 'This, for programs',
  access: 'anyone',
  reads: 'nothing',
  replies: {
    200: { description: 'An OpenAPI 3.1 document, made from the agreements’ definitions.', schema: { type: 'object' } },
  },
  answerAnyone: ({ house }) => documentOn(house.library, dayOf(house.now())),
}

let made: { library: Library; today: Day; answer: Answer } | undefined

/** The document of this day: made once, since anyone may ask for it. */
function documentOn(library: Library, today: Day): Answer {
  if (made?.library !== library || made.today !== today)
    made = {
      library,
      today,
      answer: {
        status: 200,
        body: Buffer.from(JSON.stringify(openApi(routes, library, today))),
        headers: { 'content-type': 'application/json' },
      },
    }
  return made.answer
}

const docs: Route = {
  method: 'GET',
  path: '/docs',
  name: 'docs',
  summary: 'This, for people',
  access: 'anyone',
  reads: 'nothing',
  replies: { 200: { description: 'A page.', type: 'text/html' } },
  answerAnyone: () => ({
    status: 200,
    body: String(docsPage(routes)),
    headers: { 'content-type': 'text/html; charset=utf-8' },
  }),
}

/** Every address of the API. */
export const routes: readonly Route[] = [...subjects, openApiRoute, docs]

/** The API, to be registered under /api/v1. It shares the house, the files and the limits with the pages. */
export const api =
  (kit: Kit): FastifyPluginAsync =>
  async app => {
    if (!app.hasRequestDecorator('parts')) await app.register(multipart, { throwFileSizeLimit: true })
    takeJson(app)
    app.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      reply.header('x-content-type-options', 'nosniff')
    })
    app.setNotFoundHandler((_request, reply) => sayNo(reply, notFound()))
    app.setErrorHandler(async (fault: FastifyError, request, reply) => {
      const instead = await insteadOf(kit, fault, request)
      if (instead) return sayNo(reply, instead.body as ProblemAnswer, instead.headers)
      const kind = kindOfFault(fault)
      if (kind === 'fault') request.log.error({ err: fault }, 'fault')
      return sayNo(reply, problem(kind, wordsFor[kind]))
    })
    mount(app, kit, routes)
  }

/** Puts the API beside the pages, on the same server. */
export const mountApi = async (app: FastifyInstance, kit: Kit): Promise<void> => {
  await app.register(api(kit), { prefix: '/api/v1' })
}

const sayNo = (reply: FastifyReply, said: ProblemAnswer, headers: Readonly<Record<string, string>> = {}) =>
  reply
    .code(said.status)
    .headers(headers)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(said)))

/** What Fastify itself refuses, in our words; its own may quote what was sent. */
function kindOfFault({ statusCode = 500 }: FastifyError): ProblemKind {
  if (statusCode === 413) return 'too-large'
  if (statusCode === 415 || statusCode === 406) return 'not-this-kind'
  if (statusCode === 404) return 'not-found'
  if (statusCode === 503) return 'not-now'
  return statusCode >= 400 && statusCode < 500 ? 'not-understood' : 'fault'
}

const wordsFor: Readonly<Partial<Record<ProblemKind, string>>> = {
  'too-large': 'Send less at once; long papers go as a file.',
  'not-this-kind': 'Send JSON as application/json, and a file as multipart/form-data.',
  'not-now': 'Try again in a minute.',
  'not-understood': 'It is not JSON in UTF-8, or not a request that this server reads.',
  fault:
    'It was not your doing. Nothing was changed. Try again; if it happens twice, tell the people who run Concordat.',
}

/** JSON and nothing else, but for files: read whole, not too deep, and with no text that cannot be kept. */
function takeJson(app: FastifyInstance): void {
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
    if (app.hasContentTypeParser(type)) app.removeContentTypeParser(type)
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: mostJson }, (_request, body, done) => {
    try {
      done(null, readJson(body as Buffer))
    } catch (fault) {
      done(fault as Error)
    }
  })
}

const unreadable = (words: string) => new SaysNo(problem('not-understood', words))

function readJson(bytes: Buffer): unknown {
  const text = decoded(bytes)
  if (text.trim() === '') return undefined
  if (isTooDeep(text)) throw unreadable('It is nested too deeply.')
  const value = parsed(text)
  refuseUnkeepable(value)
  return value
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('It is not UTF-8.')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw unreadable('It is not JSON.')
  }
}

/** Counted before it is parsed, for what is nested a million deep cannot be walked. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '[' || character === '{') {
      if (++depth > deepest) return true
    } else if (character === ']' || character === '}') depth--
  }
  return false
}

/** Names that mean something to JavaScript, and text that no database keeps. */
function refuseUnkeepable(value: unknown): void {
  if (typeof value === 'string' && unkeepable(value))
    throw unreadable('It has text in it that is not whole characters.')
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (unkeepable(name) || name === '__proto__' || name === 'constructor')
      throw unreadable('It has a name in it that cannot be taken.')
    refuseUnkeepable(inner)
  }
}
