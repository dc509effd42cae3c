import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { routes } from './api.ts'
import { testApi, type TestApi } from './kit.samples.ts'
import type { Route } from './route.ts'
import type { Schema } from './schema.ts'

/**
 * Requests made from each route's own schemas, near misses of them, and rubbish: whatever is sent, it is answered, and with
 * no fault of ours.
 */

const long = process.env['CONCORDAT_TEST_LONG'] === '1'
const each = long ? 5000 : 100
/** The long campaign goes somewhere new each time; the ordinary run goes where it went before, and passes or fails alike. */
const seed = Number(process.env['CONCORDAT_TEST_SEED'] ?? (long ? Date.now() % 1_000_000_000 : 23_757))
const posts = ['imb.ashmoor.chair', 'hmip.deputy', 'ppo.deputy', 'hmpps.ashmoor.governor', 'operator']

const nasty = fc.constantFrom(
  '',
  ' ',
  '\0',
  '\u{202e}gnol',
  '%00',
  '%zz',
  "'; drop table matter; --",
  '{{7*7}}',
  '../../../etc/passwd',
  '<script>1</script>',
  'null',
  '-1',
  '1e400',
  '9'.repeat(400),
  'a'.repeat(5000),
  '2026-02-30',
  '9999-12-31',
  '\ud800',
  'SAN-2026-0000',
  'san-2026-0000',
  '__proto__',
  'constructor',
  'Y2FuYXJ5IAA',
  '👩‍🚀'.repeat(50),
)
const typed = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)

/** A value for a schema: one that fits, mostly. */
function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum?.length) return fc.constantFrom(...schema.enum)
  if (schema.examples?.length) return fc.oneof(fc.constantFrom(...schema.examples), typed)
  if (schema.type === 'integer')
    return fc.oneof(fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 }), fc.maxSafeInteger())
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.format === 'date')
    return fc.oneof(
      fc.constantFrom('1000-01-01', '9999-12-31', '2024-02-29'),
      fc
        .date({ noInvalidDate: true, min: new Date('1000-01-01'), max: new Date('9999-12-31') })
        .map(date => date.toISOString().slice(0, 10)),
      typed,
    )
  if (schema.type === 'array') return fc.array(schema.items ? valueFor(schema.items) : fc.jsonValue(), { maxLength: 4 })
  if (schema.type === 'object') {
    const properties = Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, one]) => [
        name,
        fc.oneof({ weight: 6, arbitrary: valueFor(one) }, { weight: 1, arbitrary: fc.jsonValue() }),
      ]),
    )
    return fc.record(properties, {
      requiredKeys: Object.keys(properties).filter(name => schema.required?.includes(name)),
    })
  }
  return typed
}

interface Made {
  readonly path: string
  readonly headers: Record<string, string>
  readonly payload?: string | Buffer
}

/** Characters a header may hold at all: the rest never leaves a client. */
const headerText = typed.map(text => text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 300))

interface KnownStep {
  readonly procedure: string
  readonly name: string
  readonly answers: Schema
}

let steps: readonly KnownStep[] = []
let reference = ''

/** Mostly the one, and now and then the other. */
const mostly = <T>(one: fc.Arbitrary<T>, other: fc.Arbitrary<T>, times = 8): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: one }, { weight: 1, arbitrary: other })

/** Stands for the version the matter has when the request is sent. */
const current = 'as it is'

const requestTo = (route: Route): fc.Arbitrary<Made> => fc.constantFrom(...steps).chain(step => requestFor(route, step))

function requestFor(route: Route, step: KnownStep): fc.Arbitrary<Made> {
  const likely: Record<string, string> = { reference, step: step.name, id: 'sanctions-protocol' }
  const params = Object.fromEntries(
    [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [
      name,
      mostly<unknown>(fc.constant(likely[name]), fc.oneof(valueFor(route.params?.[name] ?? {}), typed), 4),
    ]),
  )
  const query = fc.record(
    Object.fromEntries(
      Object.entries(route.query ?? {}).map(([name, schema]) => [name, mostly<unknown>(valueFor(schema), typed, 20)]),
    ),
    { requiredKeys: [] },
  )
  const strays = mostly(
    fc.constant<(readonly [string, string])[]>([]),
    fc.array(fc.tuple(fc.oneof(typed, fc.constantFrom('column[line]', 'column[', 'column[__proto__]')), typed), {
      minLength: 1,
      maxLength: 2,
    }),
    12,
  )
  const headers = fc.record(
    Object.fromEntries(
      Object.keys(route.headers ?? {}).map(name => [
        name,
        mostly<string>(name === 'If-Match' ? fc.constant(current) : fc.uuid(), headerText),
      ]),
    ),
    { requiredKeys: [] },
  )
  return fc
    .tuple(fc.record(params), query, strays, headers, bodyFor(route, step))
    .map(([filled, asked, stray, sent, body]) => {
      const pairs = [...Object.entries(asked), ...stray].map(
        ([name, value]) =>
          `${encode(String(name))}=${encode(typeof value === 'object' ? JSON.stringify(value) : String(value))}`,
      )
      const path = route.path.replaceAll(/:(\w+)/g, (_whole, name: string) =>
        encode(String((filled as Record<string, unknown>)[name])),
      )
      return {
        path: pairs.length ? `${path}?${pairs.join('&')}` : path,
        headers: { ...(sent as Record<string, string>), ...body.headers },
        payload: body.payload,
      }
    })
}

const encode = (text: string) => encodeURIComponent(text.toWellFormed())

const json = { 'content-type': 'application/json' }
const multipart = { 'content-type': 'multipart/form-data; boundary=b' }

interface Body {
  readonly headers: Record<string, string>
  readonly payload?: string | Buffer
}

const contentTypes = [
  'application/json',
  'multipart/form-data; boundary=b',
  'text/plain',
  'multipart/form-data',
  'application/json; charset=utf-16',
  '/;',
]

const wild: fc.Arbitrary<Body> = fc
  .tuple(
    fc.constantFrom(...contentTypes),
    fc.oneof(
      typed,
      fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
      fc.constantFrom('['.repeat(50_000), '{"a":'.repeat(1000), '{"answers":{"a":1e999}}', '--b\r\n\r\n--b--'),
    ),
  )
  .map(([type, payload]) => ({ headers: { 'content-type': type }, payload }))

const form: fc.Arbitrary<Body> = fc
  .tuple(
    headerText,
    fc.oneof(
      typed,
      fc.uint8Array({ maxLength: 2000 }).map(bytes => Buffer.from(bytes).toString('latin1')),
    ),
  )
  .map(([name, words]) => ({
    headers: multipart,
    payload: Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${words}\r\n--b--\r\n`,
      'latin1',
    ),
  }))

function bodyFor(route: Route, { procedure, answers }: KnownStep): fc.Arbitrary<Body> {
  if (!route.body) return fc.constant({ headers: {} })
  // Few whole files: each is examined in a thread of its own.
  if ('file' in route.body) return mostly(wild, form, 4)
  const shaped = fc
    .record({
      procedure: mostly<unknown>(fc.constant(procedure), typed, 20),
      answers: mostly<unknown>(valueFor(answers), fc.jsonValue(), 12),
    })
    .map(({ procedure: named, answers: given }) =>
      route.name === 'beginMatter' ? { procedure: named, answers: given } : { answers: given },
    )
  const told = mostly<unknown>(shaped, fc.oneof(valueFor(route.body.json), fc.jsonValue()), 10)
  return mostly(
    told.map((value): Body => ({ headers: json, payload: JSON.stringify(value) ?? '' })),
    wild,
    10,
  )
}

let api: TestApi
before(async () => {
  api = await testApi('fuzz', { keeps: false })
  const { body } = await api.ask('imb.ashmoor.chair', 'GET', '/procedures')
  steps = body.procedures.flatMap((one: { name: string; steps: readonly { name: string; answers: Schema }[] }) =>
    one.steps.map(({ name, answers }): KnownStep => ({ procedure: one.name, name, answers })),
  )
  const begun = await api.ask('imb.ashmoor.chair', 'POST', '/matters', {
    json: {
      procedure: 'sanction-allegation',
      answers: {
        place: 'ZAI',
        affected: 'detained',
        contacted: ['IMB'],
        came: 'call',
        receivedOn: '2026-03-01',
        line: 'x',
        account: 'y',
      },
    },
  })
  reference = begun.body.reference
})
after(() => api.close())

/**
 * The longest that the event loop stood still of its own doing, in milliseconds: time in which another program had the
 * processor does not count.
 */
function watchLoop(): () => number {
  let longest = 0
  let before = { at: performance.now(), used: process.cpuUsage() }
  const look = () => {
    const now = { at: performance.now(), used: process.cpuUsage() }
    const busy = (now.used.user + now.used.system - before.used.user - before.used.system) / 1000
    longest = Math.max(longest, Math.min(now.at - before.at, busy))
    before = now
  }
  // It holds up nothing by itself: a test that fails in the middle must end like any other.
  const timer = setInterval(look, 5).unref()
  return () => {
    clearInterval(timer)
    return longest
  }
}

describe('whatever is sent is answered', () => {
  for (const route of routes)
    it(`${route.method} ${route.path}`, async () => {
      const faults = api.faults.length
      const requests = fc.sample(requestTo(route), { numRuns: each, seed })
      const stood = watchLoop()
      const statuses = new Map<number, number>()
      const send = async (request: Made, index: number) => {
        const post = index % 40 === 0 ? undefined : posts[index % posts.length]
        const { path, payload } = request
        const headers = { ...request.headers }
        if (headers['If-Match'] === current)
          headers['If-Match'] = String((await api.ask(post, 'GET', `/matters/${reference}`)).headers['etag'])
        const told = await api.ask(post, route.method, path, { headers, payload })
        statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1)
        const sent = JSON.stringify({ seed, post, ...request }).slice(0, 1500)
        assert.ok(told.status < 500, `${told.status} ${sent} ${String(api.faults.at(-1))}`)
        // What is no address at all is answered before any of ours is asked.
        const isAddress = !/^FST_ERR_(MAX_PARAM_LENGTH|BAD_URL)/.test(String(told.body?.code))
        if (told.status >= 400 && isAddress)
          assert.match(String(told.headers['content-type']), /^application\/problem\+json/, sent)
      }
      for (let at = 0; at < requests.length; at += 8)
        await Promise.all(requests.slice(at, at + 8).map((request, index) => send(request, at + index)))
      assert.deepEqual(api.faults.slice(faults), [])
      const longest = stood()
      if (long) assert.ok(longest < 200, `The event loop stood still for ${longest} ms`)
    })

  it('and memory does not grow with it', { skip: !long }, async () => {
    globalThis.gc?.()
    const before = process.memoryUsage.rss()
    const [route] = routes.filter(one => one.name === 'matters')
    for (let rounds = 0; rounds < 10; rounds++)
      for (const { path } of fc.sample(requestTo(route!), { numRuns: 500, seed: seed + rounds }))
        await api.app.inject({ method: 'GET', url: `/api/v1${path}` })
    globalThis.gc?.()
    assert.ok(process.memoryUsage.rss() - before < 100e6)
  })
})
