import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify'
import { openFiles } from '../desk/documents.ts'
import { makeToken } from '../desk/tokens.ts'
import { limits } from '../web/limits.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { mountApi } from './api.ts'
import { newFolder } from '../../test/folder.ts'

/** The API over a house of its own, as tests talk to it. */
export interface TestApi {
  readonly test: TestHouse
  readonly app: FastifyInstance
  /** Asks as whoever holds this post, by a token of theirs; as nobody when there is no post. */
  ask(post: string | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, more?: Asking): Promise<Told>
  tokenOf(post: string): Promise<string>
  /** What went wrong in us, which nothing may. */
  readonly faults: readonly unknown[]
  /** Every exchange so far, for checking against the OpenAPI document. */
  readonly exchanges: readonly Exchange[]
  close(): Promise<void>
}

export interface Asking {
  readonly json?: unknown
  readonly headers?: Record<string, string>
  readonly payload?: string | Buffer
}

export interface Told {
  readonly status: number
  readonly headers: LightMyRequestResponse['headers']
  readonly body: Json
  readonly raw: Buffer
}

/** JSON as it came: a test says by what it asserts what it takes it to be. */
type Json = ReturnType<typeof JSON.parse>

export interface Exchange {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly type: string
  readonly body: unknown
}

export async function testApi(
  name: string,
  options: Parameters<typeof testHouse>[1] & {
    requestsPerMinute?: number
    signInsPerMinute?: number
    /** Whether exchanges are kept. */
    keeps?: boolean
  } = {},
): Promise<TestApi> {
  const test = await testHouse(name, options)
  const folder = newFolder('api')
  const files = await openFiles({
    files: { in: 'folder', folder: join(folder, 'files') },
    keys: {
      masterFile: join(folder, 'master.key'),
      journalFile: join(folder, 'journal.pem'),
      referencesFile: join(folder, 'references.key'),
      whenMissing: 'create',
    },
    scanner: undefined,
    maxUploadBytes: 300_000,
  })
  const { requestsPerMinute = 1_000_000, signInsPerMinute = 1_000_000 } = options
  const app = Fastify()
  const faults: unknown[] = []
  app.addHook('onError', async (_request, _reply, fault) => {
    if ((fault.statusCode ?? 500) >= 500 && fault.name !== 'SaysNo') faults.push(fault)
  })
  await mountApi(app, { house: test.house, files, limits: limits({ requestsPerMinute, signInsPerMinute }) })
  const tokens = new Map<string, Promise<string>>()
  const exchanges: Exchange[] = []
  const tokenOf = (post: string) => {
    const known = tokens.get(post) ?? test.as(post, async desk => (await makeToken(desk, 'test', 3650)).token)
    tokens.set(post, known)
    return known
  }
  return {
    test,
    app,
    faults,
    exchanges,
    tokenOf,
    async ask(post, method, path, { json, headers = {}, payload } = {}) {
      const request: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        headers: {
          ...(post === undefined ? {} : { authorization: `Bearer ${await tokenOf(post)}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? { payload } : { payload: JSON.stringify(json) }),
      }
      const response = await app.inject(request)
      const type = String(response.headers['content-type'] ?? '')
      const body: Json = /json/.test(type) && response.payload ? JSON.parse(response.payload) : response.payload
      if (options.keeps ?? true)
        exchanges.push({ method, path: path.split('?')[0] ?? '', status: response.statusCode, type, body })
      return { status: response.statusCode, headers: response.headers, body, raw: response.rawPayload }
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true })
    },
  }
}
