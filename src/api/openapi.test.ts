import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { testApi, type Exchange, type TestApi, type Told } from './kit.samples.ts'

const chair = 'imb.ashmoor.chair'
const posts = [
  chair,
  'hmip.deputy',
  'hmip.sanctions-officer',
  'ppo.deputy',
  'imb.national-chair',
  'hmpps.ashmoor.governor',
  'hmpps.siu',
  'operator',
]

const answers = {
  place: 'ZAI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'visit',
  receivedOn: '2026-03-01',
  line: 'Moved',
  account: 'Was moved',
}

let api: TestApi
let document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } }

interface Operation {
  readonly responses: Record<string, { content: Record<string, { schema: object }> }>
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly parameters?: readonly { name: string; in: string; schema: { examples?: readonly unknown[] } }[]
}

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
})
addFormats.default(ajv)
ajv.addFormat('binary', true)

/** A schema of the document, with what it refers to. Most steps ask the same of every post: each schema is compiled once. */
function compiled(schema: object): ValidateFunction {
  const written = JSON.stringify(inlined(schema))
  const validate = known.get(written) ?? ajv.compile(JSON.parse(written) as object)
  known.set(written, validate)
  return validate
}
const known = new Map<string, ValidateFunction>()
const inlined = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(inlined)
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema)
    return inlined(document.components.schemas[String(schema.$ref).replace('#/components/schemas/', '')])
  return Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, inlined(inner)]))
}

before(async () => {
  api = await testApi('openapi')
  document = (await api.ask(undefined, 'GET', '/openapi.json')).body
})
after(() => api.close())

describe('the OpenAPI document', () => {
  it('is one, of version 3.1', async () => {
    const { valid, errors } = await new Validator().validate(document)
    assert.ok(valid, JSON.stringify(errors, null, 1))
  })

  it('tells every address that answers, and no other', () => {
    const told = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method.toUpperCase()} ${path}`),
    )
    for (const expected of [
      'GET /me',
      'GET /agreements',
      'GET /agreements/{id}/clauses',
      'GET /procedures',
      'GET /establishments',
      'POST /matters',
      'GET /matters',
      'GET /matters/{reference}',
      'POST /matters/{reference}/steps/{step}',
      'GET /matters/{reference}/journal',
      'GET /matters/{reference}/letters',
      'GET /matters/{reference}/letters/{letter}',
      'GET /matters/{reference}/letters/{letter}/document',
      'GET /matters/{reference}/seen',
      'POST /matters/{reference}/strikes',
      'GET /matters/{reference}/timetable',
      'GET /matters/{reference}/tables/{table}',
      'POST /matters/{reference}/tables/{table}/file',
      'GET /timetables',
      'GET /timetables/kept',
      'GET /obligations',
      'GET /journal/head',
      'GET /calendar/due',
      'POST /documents',
      'GET /documents/{id}',
      'GET /openapi.json',
    ])
      assert.ok(told.includes(expected), expected)
  })

  it('has schemas that compile, and examples that fit them', () => {
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return
      if (Array.isArray(schema)) return schema.forEach(walk)
      const { examples, ...rest } = schema as { examples?: readonly unknown[] }
      if (Array.isArray(examples))
        for (const one of examples) assert.ok(compiled(rest)(one), JSON.stringify({ one, rest }))
      Object.values(rest).forEach(walk)
    }
    walk(document)
    for (const schema of Object.values(document.components.schemas)) compiled(schema)
  })
})

describe('what is answered', () => {
  it('is what the document says, whoever asks and whatever comes of it', async () => {
    await walkThrough()
    const wrong = api.exchanges.flatMap(exchange => faultOf(exchange))
    assert.deepEqual(wrong, [])
    const statuses = new Set(api.exchanges.map(exchange => exchange.status))
    for (const status of [200, 201, 400, 401, 404, 409, 422, 428]) assert.ok(statuses.has(status), String(status))
    assert.deepEqual(api.faults, [])
  })
})

/** Everybody asks for everything there is. */
async function walkThrough(): Promise<void> {
  const get = async (path: string) => {
    const told: Told[] = []
    for (const post of posts) told.push(await api.ask(post, 'GET', path))
    return told
  }
  const { body } = await api.ask(chair, 'POST', '/matters', { json: { procedure: 'sanction-allegation', answers } })
  const { reference } = body
  await api.ask(chair, 'POST', '/matters', {
    json: { procedure: 'sanction-allegation', answers: { ...answers, place: 'ZBI', receivedOn: '1 March' } },
  })
  const step = async (post: string, name: string, given: object) => {
    const { headers } = await api.ask(post, 'GET', `/matters/${reference}`)
    return api.ask(post, 'POST', `/matters/${reference}/steps/${name}`, {
      json: { answers: given },
      headers: { 'if-match': String(headers['etag']) },
    })
  }
  await step(chair, 'ask-consent', {
    consent: 'given',
    covers: ['everything'],
    askedOn: '2026-03-01',
    askedBy: 'A member',
    how: 'person',
  })
  await step(chair, 'assess', {
    qualifies: true,
    kinds: ['threats'],
    deed: 'act',
    involvement: ['carried-out'],
    implicated: false,
    reasons: 'It may be',
  })
  await step('hmip.sanctions-officer', 'log', {})
  await step(chair, 'refer', {})
  await api.ask(chair, 'POST', `/matters/${reference}/steps/refer`, {
    json: { answers: {} },
    headers: { 'if-match': '"1.1.1"' },
  })
  await api.ask(chair, 'POST', `/matters/${reference}/steps/refer`, { json: { answers: {} } })
  const file = {
    payload: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nA note\r\n--b--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  }
  const sent = await api.ask(chair, 'POST', '/documents', file)
  await step(chair, 'update', { news: 'More came', papers: [sent.body.id] })
  const report = await walkThroughTimetables()
  const { body: agreements } = await api.ask(chair, 'GET', '/agreements')
  api.test.setNow('2026-04-20T09:00:00Z')
  for (const path of [
    '/me',
    '/agreements',
    '/procedures',
    '/establishments',
    '/establishments?kind=yoi',
    '/matters',
    '/matters?most=1&q=moved',
    '/matters?column[came]=visit',
    '/matters?nothing=1',
    '/matters?after=rubbish',
    `/matters/${reference}`,
    `/matters/${reference}/journal`,
    `/matters/${reference}/letters`,
    `/matters/${reference}/letters/acknowledgement`,
    `/matters/${reference}/letters/acknowledgement/document`,
    `/matters/${reference}/seen`,
    '/matters/SAN-2026-0000',
    '/timetables?late=true&establishment=ZDI&most=1',
    '/timetables?rule=nothing',
    '/timetables/kept',
    `/matters/${report}/timetable`,
    `/matters/${reference}/timetable`,
    `/matters/${report}/tables/working-items`,
    `/matters/${report}/tables/nothing`,
    '/obligations',
    '/obligations?owedBy=us',
    '/obligations?state=overdue',
    '/journal/head',
    '/calendar/due?from=2026-03-02&period=P36WD',
    '/calendar/due?from=2026-03-02&period=P1D',
    '/calendar/due?from=x',
    `/documents/${sent.body.id}`,
    ...agreements.agreements.map((one: { id: string }) => `/agreements/${one.id}/clauses`),
  ])
    await get(path)
  await api.ask(undefined, 'GET', '/docs')
  await api.ask(undefined, 'GET', '/matters')
}

/** A report on its way, as its writers read it through the API; and nobody else. Returns its reference. */
async function walkThroughTimetables(): Promise<string> {
  const leader = 'hmip.team-leader'
  const { begin, take, done } = api.test
  const start = async (place: string, ended: string) => {
    const one = await done(begin('hmip.coordinator', 'report', { place, ended, kind: 'Full inspection' }))
    await done(take(leader, one, 'write', { introduction: 'Words.' }))
    return one
  }
  const [late, report] = [await start('ZBI', '2025-12-05'), await start('ZDI', '2026-01-16')]
  await done(take(leader, report, 'send-draft'))
  await done(take(leader, report, 'pause', { until: '2026-03-09', because: 'An inquest' }))

  const { body: one } = await api.ask(leader, 'GET', `/matters/${report}/timetable`)
  assert.deepEqual(
    one.stages.map((stage: { state: string }) => stage.state),
    ['done', 'now', 'ahead', 'ahead'],
  )
  assert.deepEqual(
    [one.begins, one.aim.day, one.pauses],
    ['2026-01-16', '2026-05-01', [{ from: '2026-03-02', until: '2026-03-09', because: 'An inquest' }]],
  )
  const [sent, checked] = one.stages
  assert.deepEqual(
    [sent.planned.until, sent.target.period, sent.target.day, sent.ended],
    ['2026-03-09', 'P36WD', '2026-03-16', '2026-03-02'],
  )
  assert.deepEqual(
    [checked.planned.until, checked.target.day, checked.limit.day],
    ['2026-03-30', '2026-03-27', '2026-03-29'],
  )
  assert.match(checked.target.working, /15 working days from 2 March 2026 \(day 0\)/)
  assert.match(JSON.stringify(checked.moved), /An inquest/)
  assert.match(JSON.stringify(one.holidays), /Good Friday/)

  const { body: all } = await api.ask(leader, 'GET', '/timetables')
  assert.deepEqual(
    all.timetables.map((row: { reference: string; late: boolean }) => [row.reference, row.late]),
    [
      [late, true],
      [report, false],
    ],
  )
  const { body: first } = await api.ask(leader, 'GET', '/timetables?most=1')
  const { body: next } = await api.ask(leader, 'GET', `/timetables?most=1&after=${first.after}`)
  assert.deepEqual([next.timetables[0].reference, next.after], [report, undefined])
  const { body: checking } = await api.ask(
    leader,
    'GET',
    `/timetables?procedure=report&rule=${encodeURIComponent(checked.rule)}`,
  )
  assert.deepEqual([checking.timetables.length, checking.timetables[0].reference], [1, report])
  assert.equal((await api.ask(leader, 'GET', '/timetables/kept')).body.stages[0].count, 1)

  const file = { json: { format: 'xlsx', why: 'For the meeting' } }
  const taken = await api.ask(leader, 'POST', `/matters/${report}/tables/working-items/file`, file)
  assert.deepEqual([taken.status, taken.raw.subarray(0, 2).toString()], [200, 'PK'])
  assert.equal(
    (await api.ask(leader, 'POST', `/matters/${report}/tables/working-items/file`, { json: { format: 'xlsx' } }))
      .status,
    400,
  )
  const { body: seen } = await api.ask(leader, 'GET', `/matters/${report}/seen`)
  const did = seen.seen.map((reading: { did: string; why?: string }) => `${reading.did} ${reading.why ?? ''}`)
  assert.ok(
    did.some((words: string) => /^exported .*\(xlsx\): For the meeting$/.test(words)),
    did.join('; '),
  )
  assert.ok(did.some((words: string) => words.startsWith('opened')))

  // Whoever does not see it finds neither it, nor its table, nor that there is any.
  for (const post of ['hmpps.dunscar.governor', chair]) {
    assert.equal((await api.ask(post, 'GET', `/matters/${report}/timetable`)).status, 404)
    assert.equal((await api.ask(post, 'POST', `/matters/${report}/tables/working-items/file`, file)).status, 404)
    const { body } = await api.ask(post, 'GET', '/timetables')
    assert.deepEqual([body.timetables, body.stages.every((stage: { count: number }) => stage.count === 0)], [[], true])
  }
  return report
}

function faultOf({ method, path, status, type, body }: Exchange): string[] {
  const [pattern, operations] =
    Object.entries(document.paths).find(([one]) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)) ??
    []
  const operation = operations?.[method.toLowerCase()]
  if (!operation || pattern === undefined) return [`${method} ${path} is not in the document`]
  const response = operation.responses[status] ?? operation.responses['default']
  const media = response?.content[type.split(';')[0] ?? ''] ?? response?.content['application/octet-stream']
  if (!media) return [`${method} ${path} answered ${status} ${type}, which the document does not tell`]
  if (status >= 500) return [`${method} ${path} answered ${status}`]
  const validate = compiled(media.schema)
  return validate(body)
    ? []
    : [
        `${method} ${path} ${status}: ${ajv.errorsText(validate.errors?.slice(0, 3))} ${JSON.stringify(body).slice(0, 300)}`,
      ]
}

describe('the schemas that are told with each procedure and each matter', () => {
  it('compile, are examples’ own, and give every answer a list, a form or an example', async () => {
    for (const post of posts) {
      const { body } = await api.ask(post, 'GET', '/procedures')
      for (const procedure of body.procedures)
        for (const step of procedure.steps) check(step.answers, `${post} ${procedure.name} ${step.name}`)
    }
    const { body } = await api.ask(chair, 'GET', '/matters')
    for (const { reference } of body.matters) {
      const { body: seen } = await api.ask(chair, 'GET', `/matters/${reference}`)
      for (const step of seen.steps) if (step.open) check(step.answers, `${reference} ${step.name}`)
    }
  })

  function check(
    schema: { properties: Record<string, Record<string, unknown>>; examples?: readonly unknown[] },
    name: string,
  ) {
    const validate = compiled(schema)
    for (const example of schema.examples ?? [])
      assert.ok(validate(example), `${name}: ${ajv.errorsText(validate.errors)}`)
    for (const [asked, property] of Object.entries(schema.properties)) {
      assert.ok(
        'enum' in property || 'format' in property || 'examples' in property || 'not' in property,
        `${name} ${asked}`,
      )
      const { examples = [], ...rest } = property as { examples?: readonly unknown[] }
      for (const example of examples) assert.ok(compiled(rest)(example), `${name} ${asked}: ${JSON.stringify(example)}`)
    }
  }
})
