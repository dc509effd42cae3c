import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { mountApi } from '../../src/api/api.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import { testSite, type TestSite } from '../site.ts'

/**
 * People at programs of their own: each has a token for their post, learns from the API what a step asks, and sends it
 * over HTTP. What a story does not say is filled in from the step's own schema.
 */

export type Answers = Readonly<Record<string, unknown>>

/** JSON as it came: a test says by what it asserts what it takes it to be. */
type Json = ReturnType<typeof JSON.parse>

export interface Told {
  readonly status: number
  readonly body: Json
}

export interface Clients {
  readonly site: TestSite
  /** Asks as whoever holds this post. */
  ask(post: string, path: string, sent?: { body: object; headers?: Record<string, string> }): Promise<Told>
  /** Begins a matter. */
  begin(post: string, procedure: string, given: Answers): Promise<Told>
  /** Begins one that must begin; gives its reference. */
  begun(post: string, procedure: string, given: Answers): Promise<string>
  /** Takes a step, whether it may or not, with no more than it is given where it may not. */
  take(post: string, reference: string, step: string, given?: Answers): Promise<Told>
  /** Takes steps that must be taken, in this order. */
  done(reference: string, ...acts: readonly (readonly [post: string, step: string, given?: Answers])[]): Promise<void>
  /** Fails unless it is refused by this clause, in words like these. */
  refused(
    reference: string,
    act: readonly [post: string, step: string, given?: Answers],
    clause: string,
    words: RegExp,
  ): Promise<Json>
  /** The matter, as this post sees it. */
  matter(post: string, reference: string): Promise<Json>
  /** What is due on it, as this post knows: the rule and who owes it. */
  owed(post: string, reference: string): Promise<readonly string[]>
  /** Fails unless each of these sees these parts of it, at least. */
  see(reference: string, posts: readonly string[], ...parts: readonly string[]): Promise<void>
  /** Fails if any of these sees one of these parts of it, though they see others. */
  doNotSee(reference: string, posts: readonly string[], ...parts: readonly string[]): Promise<void>
  /** Fails unless it is for each of these as if there were no such matter, wherever they look. */
  nothingFor(reference: string, ...posts: readonly string[]): Promise<void>
}

interface Property {
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly type?: string
}

interface AnswersSchema {
  readonly properties: Readonly<Record<string, Property>>
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

/** What was given, and whatever else the schema asks for because of it, from the schema's own examples. */
function completed(schema: AnswersSchema, given: Answers): Answers {
  const answers: Record<string, unknown> = { ...given }
  const fits = ajv.compile<Answers>(schema)
  while (!(fits(answers) as boolean)) {
    const missing = (fits.errors ?? []).find(error => error.keyword === 'required' && error.instancePath === '')
    if (!missing) return answers
    const name = String(missing.params['missingProperty'])
    const { examples, enum: listed, type } = schema.properties[name] ?? {}
    answers[name] = examples?.[0] ?? listed?.[0] ?? (type === 'boolean' ? false : 'A few words')
  }
  return answers
}

/** Opens a site with its API, at this instant. Call it at the top of a test file. */
export async function clientsAt(name: string, start: string): Promise<Clients> {
  const site = await testSite(name, { start, more: mountApi, env: { CONCORDAT_REQUESTS_PER_MINUTE: '100000' } })
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (post: string) => {
    const token = tokens.get(post) ?? site.as(post, async desk => (await makeToken(desk, 'journey', 365)).token)
    tokens.set(post, token)
    return token
  }

  const ask: Clients['ask'] = async (post, path, sent) => {
    const answer = await fetch(`${site.base}/api/v1${path}`, {
      method: sent ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${await tokenOf(post)}`,
        ...(sent ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
        ...sent?.headers,
      },
      body: sent && JSON.stringify(sent.body),
    })
    return { status: answer.status, body: (await answer.json()) as Json }
  }
  const begin: Clients['begin'] = async (post, procedure, given) => {
    const { body } = await ask(post, '/procedures')
    const { steps } = body.procedures.find((one: Json) => one.name === procedure)
    const answers = completed(steps.find((one: Json) => one.begins).answers, given)
    return ask(post, '/matters', { body: { procedure, answers } })
  }
  const matter: Clients['matter'] = async (post, reference) => {
    const { status, body } = await ask(post, `/matters/${reference}`)
    assert.equal(status, 200, `${post} sees ${reference}`)
    return body
  }
  const take: Clients['take'] = async (post, reference, step, given = {}) => {
    const seen = await ask(post, `/matters/${reference}`)
    const told = seen.body.steps?.find((one: Json) => one.name === step)
    const answers = told?.open ? completed(told.answers, given) : given
    const headers = { 'if-match': `"${seen.body.version ?? '0.0.0'}"` }
    return ask(post, `/matters/${reference}/steps/${step}`, { body: { answers }, headers })
  }
  return {
    site,
    ask,
    begin,
    matter,
    take,
    async begun(post, procedure, given) {
      const { status, body } = await begin(post, procedure, given)
      assert.equal(status, 201, JSON.stringify(body))
      return body.reference
    },
    async done(reference, ...acts) {
      for (const [post, step, given] of acts) {
        const { status, body } = await take(post, reference, step, given)
        assert.equal(status, 200, `${post} takes ${step}: ${JSON.stringify(body)}`)
      }
    },
    async refused(reference, [post, step, given], clause, words) {
      const { status, body } = await take(post, reference, step, given)
      const said = JSON.stringify(body)
      assert.equal(status, 422, `${post} takes ${step}: ${said}`)
      const why = body.problems.find(
        (one: Json) => one.clause === clause && words.test(`${one.words}. ${one.next ?? ''}`),
      )
      assert.ok(why, `${step} is refused by ${clause} in words like ${String(words)}: ${said}`)
      return why
    },
    async owed(post, reference) {
      const { obligations } = await matter(post, reference)
      return obligations
        .filter((one: Json) => one.state === 'due' || one.state === 'overdue')
        .map((one: Json) => `${one.rule}: ${one.owedBy.key}`)
    },
    async see(reference, posts, ...parts) {
      for (const post of posts) {
        const seen = (await matter(post, reference)).parts.map((part: Json) => part.name)
        for (const part of parts) assert.ok(seen.includes(part), `${post} sees ${part}, of ${seen.join(', ')}`)
      }
    },
    async doNotSee(reference, posts, ...parts) {
      for (const post of posts) {
        const seen = (await matter(post, reference)).parts.map((part: Json) => part.name)
        for (const part of parts) assert.ok(!seen.includes(part), `${post} sees nothing of ${part}`)
      }
    },
    async nothingFor(reference, ...posts) {
      for (const post of posts) {
        const hidden = await ask(post, `/matters/${reference}`)
        const absent = await ask(post, '/matters/SAN-2019-4177')
        assert.deepEqual(hidden, absent, `${reference} is for ${post} as if it were not there`)
        assert.equal(hidden.status, 404)
        assert.equal((await take(post, reference, 'update', { news: 'Is it there?' })).status, 404)
        for (const path of ['/matters?most=200', `/matters?q=${reference}`, '/obligations'])
          assert.ok(!JSON.stringify((await ask(post, path)).body).includes(reference), `${post} at ${path}`)
      }
    },
  }
}
