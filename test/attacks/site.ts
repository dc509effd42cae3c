import { createHash } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { mountApi } from '../../src/api/api.ts'
import { settings as readSettings, type Settings } from '../../src/config.ts'
import { asNobody } from '../../src/database/as.ts'
import { sql } from '../../src/database/sql.ts'
import { openFiles, type Files } from '../../src/desk/documents.ts'
import { openLog } from '../../src/log.ts'
import { tokenField } from '../../src/web/forms.ts'
import { server } from '../../src/web/server.ts'
import { digestOf } from '../../src/web/sign-in/secrets.ts'
import type { TestHouse } from '../house.ts'
import { folderUntilTheEnd } from './folder.ts'

/** The whole server over a house that is there already, asked without a port, as the holder of any post. */
export interface Site {
  readonly app: FastifyInstance
  readonly settings: Settings
  readonly files: Files
  /** What the log has said so far. */
  logged(): string
  /** Asks for a page as whoever holds this post, by a session of theirs; as nobody when there is no post. */
  page(post: string | undefined, address: string, sent?: Form): Promise<Answer>
  /** Asks the API, by a token of theirs. */
  api(
    post: string | undefined,
    address: string,
    sent?: { json: unknown; headers?: Record<string, string> },
  ): Promise<Answer>
  /** A token of theirs, for what asks by a port. */
  tokenOf(post: string): Promise<string>
  close(): Promise<void>
}

export type Form = Readonly<Record<string, string>>

export interface Answer {
  readonly address: string
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly body: Buffer
}

/** Two worlds that are compared are of one installation: its keys are not what may differ. */
const packageKeys = folderUntilTheEnd('package-keys')

export async function siteOver(
  house: TestHouse,
  given: { files?: Files; env?: Record<string, string> } = {},
): Promise<Site> {
  const folder = folderUntilTheEnd('attacked')
  const settings = readSettings(
    {
      CONCORDAT_VAR: folder,
      PORT: '3000',
      CONCORDAT_LOG_LEVEL: 'info',
      CONCORDAT_REQUESTS_PER_MINUTE: '1000000',
      CONCORDAT_SIGN_INS_PER_MINUTE: '1000000',
      CONCORDAT_PACKAGE_KEYS: packageKeys,
      ...given.env,
    },
    folder,
  )
  const lines: string[] = []
  const { log, logger } = openLog('info', { write: (line: string) => void lines.push(line) })
  const files = given.files ?? (await openFiles(settings))
  const app = await server({
    house: house.house,
    settings,
    files,
    log,
    logger,
    people: () => [],
    more: mountApi,
    mayLag: 0,
  })
  await app.ready()
  const secrets = new Map<string, Promise<string>>()
  const secretOf = (post: string) => {
    const known = secrets.get(post) ?? newSession(house, post)
    secrets.set(post, known)
    return known
  }
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (post: string) => {
    const known = tokens.get(post) ?? newToken(house, post)
    tokens.set(post, known)
    return known
  }
  const inject = async (request: InjectOptions): Promise<Answer> => {
    const response = await app.inject({ remoteAddress: '127.0.0.1', ...request })
    return {
      address: `${request.method} ${String(request.url)}`,
      status: response.statusCode,
      headers: response.headers,
      body: response.rawPayload,
    }
  }
  return {
    app,
    settings,
    files,
    logged: () => lines.join(''),
    async page(post, address, sent) {
      const secret = post === undefined ? undefined : await secretOf(post)
      const headers = { host: 'localhost:3000', ...(secret ? { cookie: `concordat=${secret}` } : {}) }
      if (!sent) return inject({ method: 'GET', url: address, headers })
      const token = secret === undefined ? '' : formToken(secret)
      return inject({
        method: 'POST',
        url: address,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ [tokenField]: token, ...sent }).toString(),
      })
    },
    async api(post, address, sent) {
      const token = post === undefined ? undefined : await tokenOf(post)
      const headers = { host: 'localhost:3000', ...(token ? { authorization: `Bearer ${token}` } : {}) }
      const url = `/api/v1${address}`
      if (!sent) return inject({ method: 'GET', url, headers })
      return inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/json', ...sent.headers },
        payload: JSON.stringify(sent.json),
      })
    },
    tokenOf,
    close: () => app.close(),
  }
}

/** The token that every form of a session carries. */
const formToken = (secret: string) => createHash('sha256').update(`form ${secret}`).digest('base64url')

/** A secret of the form that browsers keep, the same for the same words: two worlds can be told apart by nothing else then. */
export const secretFrom = (words: string) => createHash('sha256').update(words).digest('base64url')

/** Begins a session in this post, as signing in would. */
async function newSession(house: TestHouse, post: string): Promise<string> {
  const secret = secretFrom(`session of ${post}`)
  const now = house.house.now()
  await asNobody(house.house.pool, async transaction => {
    const held = await transaction.one<{ post: number; person: number }>(
      sql`select post, person from holder(${post}, ${now})`,
    )
    await transaction.all(
      sql`select begin_session(${digestOf(secret)}, ${held.person}, ${held.post}, ${now}, ${new Date(now.getTime() + 12 * 3_600_000)}, null, 'an attacker', ${now})`,
    )
  })
  return secret
}

async function newToken(house: TestHouse, post: string): Promise<string> {
  const token = `con_${secretFrom(`token of ${post}`)}`
  await house.as(post, desk =>
    desk.transaction.all(
      sql`select make_token(${digestOf(token)}, 'an attacker', ${new Date(desk.world.now.getTime() + 30 * 86_400_000)})`,
    ),
  )
  return token
}
