import assert from 'node:assert/strict'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, describe, it } from 'node:test'
import Fastify from 'fastify'
import { fastifyLogging, openLog } from './log.ts'

const canary = 'Hildegard-Xanthippe'
const lines: string[] = []
const { log, logger } = openLog('debug', { write: line => void lines.push(line) })
beforeEach(() => void (lines.length = 0))

const logged = () => lines.map(line => JSON.parse(line) as Record<string, unknown>)
const assertNoCanary = () => {
  const all = lines.join('').toLowerCase()
  for (const word of ['hildegard', 'xanthippe']) assert.ok(!all.includes(word), all)
}

describe('A line of the log', () => {
  it('is one JSON object: when, how grave, what happened, and facts', () => {
    log.info('started', { port: 3000, mode: 'practice' })
    const [{ time, ...rest } = {}] = logged()
    assert.match(String(time), /^\d{4}-\d\d-\d\dT/)
    assert.deepEqual(rest, { level: 'info', port: 3000, mode: 'practice', msg: 'started' })
  })

  it('drops a sentence that is not on the list', () => {
    logger.warn(`could not find ${canary}`)
    logger.warn({ status: 500 }, 'failed for %s', canary)
    logger.error({ err: new Error(canary) }, `could not find ${canary}`)
    assert.equal(lines.length, 3)
    assert.equal(logged()[1]?.['status'], 500)
    assertNoCanary()
  })

  it('drops a fact that is not on the list, or is not of its shape', () => {
    const facts = {
      person: canary,
      reference: canary,
      status: canary,
      route: `/people/${canary} of`,
      because: `${canary} is gone`,
      request: canary,
      __proto__: { job: canary },
      nested: { deep: canary },
    }
    logger.info(facts, 'request')
    logger.child({ person: canary, request: '0123456789abcdef' }).child({ body: canary }).info('request')
    assert.equal(logged()[1]?.['request'], '0123456789abcdef')
    assertNoCanary()
  })

  it('says where something was thrown and of what kind, not in what words', () => {
    const thrown = Object.assign(new Error(`Key (name)=(${canary}) exists\n    at ${canary} (file:///x.ts:1:1)`), {
      code: '23505',
      table: 'people',
      constraint: 'people_name_key',
      detail: `Key (name)=(${canary})`,
      cause: new TypeError(canary, { cause: canary }),
    })
    log.error('fault', { err: thrown })
    logger.error(thrown)

    const [{ err } = {}] = logged()
    const { type, code, table, constraint, stack, cause } = err as Record<string, unknown>
    assert.deepEqual([type, code, table, constraint], ['Error', '23505', 'people', 'people_name_key'])
    assert.match(String((stack as string[])[0]), /src\/log\.test\.ts:\d+:\d+/)
    assert.equal((cause as { type: string }).type, 'TypeError')
    assertNoCanary()
  })

  it('stands whatever is thrown', () => {
    for (const thrown of [
      canary,
      undefined,
      null,
      { message: canary },
      Object.assign(new Error(''), { stack: canary }),
    ])
      log.error('fault', { err: thrown })
    assert.equal(lines.length, 5)
    assertNoCanary()
  })
})

describe('A request', async () => {
  const app = Fastify(fastifyLogging(logger))
  app.get('/people/:name', request => ({ hello: (request.params as { name: string }).name }))
  app.post(
    '/people',
    { schema: { body: { type: 'object', properties: { age: { type: 'number' } }, required: ['age'] } } },
    () => ({}),
  )
  app.get('/fault/:name', request => {
    request.log.warn(`about to fail for ${canary}`)
    throw new Error(`No such person: ${(request.params as { name: string }).name}`)
  })
  app.get('/twice', async (_request, reply) => {
    await reply.send(canary)
    return canary
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const ask = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${path}`, init).then(answer => answer.text())

  it('leaves one line: method, pattern, status, time and a random id', async () => {
    await ask(`/people/${canary}?token=${canary}`)
    const [{ time, ms, request, ...rest } = {}] = logged()
    assert.deepEqual(rest, { level: 'info', method: 'GET', route: '/people/:name', status: 200, msg: 'request' })
    assert.equal(typeof ms, 'number')
    assert.match(String(request), /^[0-9a-f]{16}$/)
    assert.ok(time)
    assert.equal(lines.length, 1)
  })

  it('keeps names and tokens out, wherever they stand in it', async () => {
    const headers = {
      authorization: `Bearer ${canary}`,
      cookie: `session=${canary}`,
      'user-agent': canary,
      referer: `https://x/${canary}`,
      'request-id': canary,
      'x-request-id': canary,
    }
    const json = { ...headers, 'content-type': 'application/json' }
    await ask(`/people/${canary}?name=${canary}`, { headers })
    await ask(`/nowhere/${canary}?name=${canary}`, { headers })
    await ask(`/nowhere/%${canary}`, { headers })
    await ask(`/fault/${canary}`, { headers })
    await ask('/twice', { headers })
    await ask('/people', { method: 'POST', headers: json, body: JSON.stringify({ age: canary }) })
    await ask('/people', { method: 'POST', headers: json, body: `{"age": ${canary}` })
    await ask('/people', { method: 'POST', headers: { ...headers, 'content-type': `text/${canary}` }, body: canary })
    await ask(`/people/${canary}`, { method: 'DELETE', headers })

    const statuses = logged()
      .filter(line => line['msg'] === 'request')
      .map(line => line['status'])
    assert.deepEqual(statuses, [200, 404, 500, 200, 400, 400, 415, 404])
    assert.ok(logged().some(line => line['msg'] === 'fault'))
    assertNoCanary()
  })

  it('keeps them out when it is not even HTTP', async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(`GARBAGE ${canary}\r\n\r\n`))
      socket
        .on('close', () => resolve())
        .on('error', reject)
        .resume()
    })
    assertNoCanary()
  })
})
