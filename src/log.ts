import { randomUUID } from 'node:crypto'
import { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { Settings } from './config.ts'

// The log is read by operators, who may see no content and no names. So nothing gets in by being left in: a line is one
// of the sentences below with some of the facts below, and whatever else a caller or a library offers is dropped.

/** Every sentence the log can say. Add yours here; anything else is logged as "something not on the list". */
export const happenings = [
  'started',
  'stopping',
  'stopped',
  'request',
  'response cut short',
  'fault',
  'database ready',
  'database out of reach',
  'job done',
  'job failed',
  'chase refused',
  'message sent',
  'message to be tried again',
  'message given up',
  'sign-in refused',
  'sign-in provider out of reach',
  'scanner out of reach',
  'draft not opened',
  'head signed',
] as const

/** A sentence for the log. */
export type Happening = (typeof happenings)[number]

const word = /^[\w.:-]{1,64}$/
const methods = /^[A-Z]{1,20}$/
const aNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const matches = (shape: RegExp) => (value: unknown) => typeof value === 'string' && shape.test(value)

// What each fact may look like. A shape can't tell a name from a word, so no fact has a place for a person, a post, a
// reference or anything that somebody typed.
const shapes: Record<keyof Facts, (value: unknown) => boolean> = {
  request: matches(/^[0-9a-f]{16}$/),
  method: matches(methods),
  route: matches(/^\/[\w/:*.()|-]{0,200}$/),
  status: aNumber,
  ms: aNumber,
  count: aNumber,
  attempt: aNumber,
  seconds: aNumber,
  port: aNumber,
  mode: matches(/^(practice|production)$/),
  version: matches(word),
  job: matches(word),
  via: matches(/^(smtp|notify|outbox)$/),
  because: matches(word),
  key: matches(/^[\w-]{1,40}$/),
  err: () => true,
}

/** What a line may say besides its sentence. */
export type Facts = {
  /** The request's own random id. */
  request?: string
  method?: string
  /** The route's pattern, such as `/matters/:reference`: never an address somebody asked for. */
  route?: string
  status?: number
  /** Milliseconds it took. */
  ms?: number
  count?: number
  attempt?: number
  seconds?: number
  port?: number
  mode?: string
  version?: string
  /** The kind of job, never whose. */
  job?: string
  via?: string
  /** A code from a list of ours. */
  because?: string
  /** The id of a key, as it stands before the key in its file. */
  key?: string
  /** What was thrown: its type, codes and stack are logged, its words are not, since they may quote what was sent. */
  err?: unknown
}

/** How the house writes its log: a listed sentence, and facts. */
export type Log = Record<'fatal' | 'error' | 'warn' | 'info' | 'debug', (happening: Happening, facts?: Facts) => void>

/** The log, and the same log as Fastify wants it. One JSON object a line, to standard output unless told otherwise. */
export function openLog(
  level: Settings['logLevel'],
  destination?: DestinationStream,
): { log: Log; logger: FastifyBaseLogger } {
  const logger = pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      hooks: {
        logMethod(args, write) {
          const { facts, happening } = reduced(args)
          write.call(this, facts, happening)
        },
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
  // What a child carries along is written as it came, so it is cut down on its way in. Children of children inherit this.
  const { child } = logger
  logger.child = function (this: Logger, bindings: object) {
    return child.call(this, allowed(bindings))
  } as Logger['child']
  return { log: asLog(logger), logger }
}

/** What Fastify is started with so that its own lines, too, keep to the list. */
export const fastifyLogging = (logger: FastifyBaseLogger) => ({
  loggerInstance: logger,
  logController: new OneLineARequest({ requestIdLogLabel: 'request' }),
  genReqId: newRequestId,
  requestIdHeader: false as const,
})

/** A random id for a request. Never taken from the caller, who could write anything in it. */
export const newRequestId = () => randomUUID().replaceAll('-', '').slice(16)

/** One line when a request is done; a fault gets one more, with where it happened. */
class OneLineARequest extends LogController {
  override incomingRequest() {}

  override routeNotFound() {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply) {
    const facts = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (error) reply.log.error({ ...facts, err: error }, 'request' satisfies Happening)
    else reply.log.info(facts, 'request' satisfies Happening)
  }

  override defaultErrorLog(error: Error, _request: FastifyRequest, reply: FastifyReply) {
    if (reply.statusCode >= 500) reply.log.error({ err: error }, 'fault' satisfies Happening)
  }

  override streamError(error: Error, _request: FastifyRequest, reply: FastifyReply) {
    reply.log.info({ err: error }, 'response cut short' satisfies Happening)
  }
}

function asLog(logger: Logger): Log {
  const at =
    (level: keyof Log) =>
    (happening: Happening, facts: Facts = {}) =>
      logger[level](facts, happening)
  return { fatal: at('fatal'), error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

/** A call of the logger, however it was made, brought down to a listed sentence and allowed facts. */
function reduced(args: readonly unknown[]) {
  const [first, second] = args
  const said = typeof first === 'string' ? first : second
  const happening = happenings.find(one => one === said) ?? 'something not on the list'
  const offered = first instanceof Error ? { err: first } : typeof first === 'object' && first !== null ? first : {}
  return { facts: allowed(offered), happening }
}

function allowed(offered: object) {
  const facts: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(offered)) {
    if (!Object.hasOwn(shapes, name) || !shapes[name as keyof Facts](value)) continue
    facts[name] = name === 'err' ? describe(value) : value
  }
  return facts
}

// PostgreSQL's errors name the table and the rule that was broken; its message and detail quote the row, and stay out.
const codes = [
  'code',
  'statusCode',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
] as const

function describe(thrown: unknown, depth = 0): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const found = codes.map(name => [name, Reflect.get(thrown, name) as unknown] as const)
  return {
    type: matches(word)(thrown.constructor.name) ? thrown.constructor.name : 'Error',
    ...Object.fromEntries(found.filter(([, value]) => aNumber(value) || matches(word)(value))),
    stack: frames(thrown),
    ...(thrown.cause !== undefined && depth < 3 ? { cause: describe(thrown.cause, depth + 1) } : {}),
  }
}

/** Where it was thrown. The message stands first in a stack, may run over lines and may look like a frame, so it is cut off whole. */
function frames({ stack = '', message }: Error) {
  const start = stack.indexOf(message)
  if (start === -1) return []
  return stack
    .slice(start + message.length)
    .split('\n')
    .map(line => line.trim().replace(`file://${process.cwd()}/`, ''))
    .filter(line => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 12)
}
