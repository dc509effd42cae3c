import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { settings as readSettings } from '../src/config.ts'
import type { Transaction } from '../src/database/as.ts'
import type { Sql } from '../src/database/sql.ts'
import { at, type Desk } from '../src/desk/desk.ts'
import { openFiles } from '../src/desk/documents.ts'
import { open } from '../src/house.ts'
import { openLog } from '../src/log.ts'
import { furniture } from '../src/web/furniture.ts'
import { limits } from '../src/web/limits.ts'
import { show as log } from '../src/web/log/route.ts'
import { anyForm, nothingAsked, type Caller, type Declared } from '../src/web/route.ts'
import { send } from '../src/web/serve.ts'
import { server } from '../src/web/server.ts'
import type { Site } from '../src/web/site.ts'
import { heldPage, inPractice, type Sent } from './serving.ts'

// What runs in the process of a server that is measured: ours, or the bare one. `serving.ts` starts it.

function runBare({ headers, body }: Sent) {
  const app = createServer((_request, response) => response.writeHead(200, headers).end(body))
  app.listen(0, '127.0.0.1', () => {
    answerTo(`http://localhost:${(app.address() as AddressInfo).port}`, async () => {
      app.closeAllConnections()
      app.close()
    })
  })
}

async function runOurs() {
  const settings = readSettings()
  const { house, close } = await open(settings, { beside: true })
  const { log, logger } = openLog('silent', { write: () => {} })
  const most = Number.POSITIVE_INFINITY
  const app = await server({
    house,
    settings,
    files: await openFiles(settings),
    log,
    logger,
    people: inPractice,
    limits: limits({ requestsPerMinute: most, signInsPerMinute: most }),
    more: async (app, site) => {
      const held = await at(house, { post: 'hmip.sanctions-officer' }, desk => hold(desk, site))
      app.get(heldPage, { config: { declared: askedByProgram } }, async (_request, reply) => {
        return send(site, { ...caller, token: site.sessions.token('held') }, reply, await held())
      })
    },
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  answerTo(address.replace('127.0.0.1', 'localhost'), async () => {
    await app.close()
    await close()
  })
}

const askedByProgram: Declared = {
  access: 'a program',
  reads: 'nothing',
  params: nothingAsked,
  query: nothingAsked,
  form: anyForm,
}

/** Asks for the page of the log once, and gives how to make it again from what the database said then. */
async function hold(desk: Desk, site: Site): Promise<() => Promise<Parameters<typeof send>[3]>> {
  const heard: unknown[][] = []
  const listening = transaction(async query => {
    const rows = await desk.transaction.all(query)
    heard.push(rows)
    return rows
  })
  const asked = (transaction: Transaction) => ({
    site,
    desk: { ...desk, transaction },
    query: {},
    params: {},
    form: {},
    files: [],
    token: { name: 'token', value: 'held' },
    caller,
    unproven: false,
  })
  const page = async (transaction: Transaction) => ({
    answer: await log.answer(asked(transaction) as unknown as Parameters<typeof log.answer>[0]),
    desk,
    furniture: furniture({ ...desk, transaction }),
  })
  await (
    await page(listening)
  ).furniture
  return () => {
    let next = 0
    return page(transaction(async () => heard[next++] ?? []))
  }
}

const transaction = (all: (query: Sql) => Promise<unknown[]>): Transaction => ({
  all: async <Row>(query: Sql) => (await all(query)) as Row[],
  find: async <Row>(query: Sql) => (await all(query))[0] as Row | undefined,
  one: async <Row>(query: Sql) => (await all(query))[0] as Row,
  last: () => {},
})

const caller: Caller = { address: '', secret: 'held', origin: '', url: heldPage, cookies: {}, headers: {} }

/** Says where it is, then how much it has used whenever it is asked, until it is told to stop. */
function answerTo(address: string, close: () => Promise<void>) {
  process.on('message', async message => {
    if (message === 'used') {
      const { user, system } = process.cpuUsage()
      process.send?.((user + system) / 1000)
    }
    if (message === 'stop') {
      await close()
      process.exit(0)
    }
  })
  process.send?.(address)
}

if (process.argv[2] === 'ours') await runOurs()
else process.once('message', (sent: Sent) => runBare({ ...sent, body: Buffer.from(sent.body) }))
