import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { dayOf } from '../../src/calendar/day.ts'
import { masterKeys } from '../../src/documents/masters.ts'
import { openStream } from '../../src/documents/seal.ts'
import { folder as folderStore } from '../../src/documents/store-folder.ts'
import { verifyJournal } from '../../verifier/verify.mjs'
import { exportJournal, findColumnFault } from '../../src/journal/export.ts'
import { temporaryFolder } from '../folder.ts'
import { halvesIn, programIn } from './program.ts'

const kills = process.env.CONCORDAT_TEST_LONG ? 200 : 6
const folder = temporaryFolder('killed-program')
const chair = 'imb.ashmoor.chair'

const program = programIn(folder)
const { kill: killProgram, killDatabase, killBoth, run, said, withDatabase } = program
let token = ''

const ways: readonly (() => Promise<void> | void)[] = [killProgram, killDatabase, killBoth]

// ── Those who use it meanwhile ───────────────────────────────────────────────────────────────────────────────────────

interface Told {
  readonly status: number
  readonly type: string
  readonly etag: string
  readonly body: { readonly [name: string]: unknown }
}

/** Every status that was ever answered, and what was said with it; but for the head, which may not have been made yet. */
const answers = new Map<number, string>()
const matters = new Map<string, { reference: string; entries: number }>()
const documents: { id: string; sha256: string }[] = []
let acknowledged = 0
let asking = true

interface Asking extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>
}

async function ask(method: string, path: string, more: Asking = {}): Promise<Told | undefined> {
  try {
    const answer = await fetch(`${program.base()}/api/v1${path}`, {
      ...more,
      method,
      headers: { authorization: `Bearer ${token}`, ...more.headers },
      signal: AbortSignal.timeout(30_000),
    })
    const words = await answer.text()
    if (path !== '/journal/head') answers.set(answer.status, words)
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      etag: answer.headers.get('etag') ?? '',
      body: JSON.parse(words) as Told['body'],
    }
  } catch {
    return undefined
  }
}

/** Asks until it is done: whoever had no answer, or 503, sends the same again with the same key. */
async function insist(method: string, path: string, more: Asking = {}): Promise<Told | undefined> {
  while (asking) {
    const told = await ask(method, path, more)
    if (told && told.status < 300) return told
    await pause(50)
  }
  return undefined
}

const json = (key: string, value: unknown, headers: Record<string, string> = {}): Asking => ({
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(value),
})

const received = (line: string) => ({
  procedure: 'sanction-allegation',
  answers: {
    place: 'ZAI',
    affected: 'detained',
    contacted: ['IMB'],
    came: 'application',
    receivedOn: dayOf(new Date()),
    line,
    name: 'Jan Canary',
    account: 'He was told that the letter was the reason.',
  },
})

/** Begins matters and takes a step on each: two entries, each acknowledged by itself. */
async function act(who: number): Promise<void> {
  for (let n = 0; asking; n++) {
    const key = `line-${who}-${n}.`
    const begun = await insist('POST', '/matters', json(`${key}begin`, received(key)))
    if (!begun) return
    const matter = { reference: String(begun.body.reference), entries: 1 }
    matters.set(key, matter)
    acknowledged++
    const seen = await insist('GET', `/matters/${matter.reference}`)
    if (!seen) return
    const step = json(`${key}step`, { answers: { consent: 'not yet' } }, { 'if-match': seen.etag })
    if (!(await insist('POST', `/matters/${matter.reference}/steps/ask-consent`, step))) return
    matter.entries = 2
    acknowledged++
  }
}

/** Fewer than one post may have uploaded and not attached. */
const mostUploads = 90

async function send(): Promise<void> {
  for (let n = 0; asking && documents.length < mostUploads; n++) {
    const words = `The record of what was seen, ${n}. `.repeat(4000)
    const form = new FormData()
    form.set('file', new Blob([words], { type: 'text/plain' }), `record-${n}.txt`)
    const told = await ask('POST', '/documents', { body: form })
    if (told?.status === 201) {
      documents.push({ id: String(told.body.id), sha256: String(told.body.sha256) })
      acknowledged++
    }
    await pause(process.env.CONCORDAT_TEST_LONG ? 5000 : 100)
  }
}

async function moreIsAcknowledged(): Promise<void> {
  const wanted = acknowledged + 10
  for (const until = Date.now() + 60_000; acknowledged < wanted; await pause(10))
    assert.ok(
      Date.now() < until,
      `It did not go on within a minute of the kill:\n${said()}\n${[...answers].join('\n')}`,
    )
}

// ── What is there afterwards ─────────────────────────────────────────────────────────────────────────────────────────

async function refuseLostOrHalf(owner: pg.Pool): Promise<void> {
  const all = async <Row>(query: string) =>
    ((await owner.query(`set search_path = concordat, public; ${query}`)) as unknown as pg.QueryResult[]).at(-1)
      ?.rows as Row[]
  const kept = new Map(
    (await all<{ reference: string; length: number }>('select reference, length from matter')).map(one => [
      one.reference,
      one.length,
    ]),
  )
  const lost = [...matters.values()].filter(({ reference, entries }) => (kept.get(reference) ?? 0) < entries)
  assert.deepEqual(lost, [], 'acknowledged, and lost')

  const begun = await all<{ line: string; count: number }>(`
    select body::jsonb ->> 'line' as line, count(*)::int as count from content
     where body::jsonb ->> 'line' like 'line-%' group by 1`)
  assert.deepEqual(
    begun.filter(one => one.count !== 1),
    [],
    'done more than once',
  )
  assert.ok(begun.length >= matters.size)

  assert.deepEqual(await halvesIn(owner), [], 'half there')
  assert.equal(await findColumnFault(owner), undefined)
}

async function refuseLostDocuments(owner: pg.Pool): Promise<void> {
  const store = await folderStore(join(folder, 'files'))
  const masters = await masterKeys({ file: join(folder, 'keys', 'master.key') })
  const { rows } = await owner.query<{ id: string; sha256: string; key: string }>(
    `select id, encode(sha256, 'hex') as sha256, convert_from(wrapped_key, 'UTF8') as key from concordat.document`,
  )
  for (const { id, sha256 } of documents) assert.equal(rows.find(row => row.id === id)?.sha256, sha256, id)
  for (const { id, sha256, key } of rows) {
    const opened = openStream(masters, await store.get(id), key, { file: id, matter: 'by its row' })
    assert.equal(
      createHash('sha256')
        .update(Buffer.concat(await opened.toArray()))
        .digest('hex'),
      sha256,
    )
  }
}

describe('A-12, A-15: the program, the database, or both killed while people work', () => {
  let using: Promise<unknown> = Promise.resolve()
  let head: { number: number; digest: string } | undefined

  before(async () => {
    await program.start()
    token = (await run('token', chair)).stdout.trim()
    using = Promise.all([act(1), act(2), act(3), send()])
  })
  after(async () => {
    asking = false
    await using
  })

  it(`goes on after each of ${kills} kills, and those who work need do nothing but send again`, async () => {
    for (let kill = 0; kill < kills; kill++) {
      await moreIsAcknowledged()
      const told = await ask('GET', '/journal/head')
      if (told?.status === 200) head = told.body as unknown as { number: number; digest: string }
      await pause(Math.random() * 200)
      await ways[kill % ways.length]?.()
    }
    await moreIsAcknowledged()
  })

  it('says in plain words that nothing can be done while the database is away, and recovers by itself', async () => {
    let away: Told | undefined
    for (const until = Date.now() + 20_000; away?.status !== 503;) {
      assert.ok(Date.now() < until, 'it never said so')
      killDatabase()
      away = await ask('GET', '/me')
    }
    assert.match(away.type, /problem\+json/)
    assert.equal(away.body.title, 'This cannot be done just now, and nothing was changed')
    assert.equal(away.body.detail, 'Try again in a minute.')
    await moreIsAcknowledged()
    assert.equal((await fetch(`${program.base()}/ready`)).status, 200)
  })

  it('ends within ten seconds when it is told to, with what it was doing done', async () => {
    const began = Date.now()
    assert.deepEqual(await program.end(), [0, null], said())
    assert.ok(Date.now() - began < 10_000)
    asking = false
    await using
  })

  it('has lost nothing that was acknowledged, and keeps half of nothing', async () => {
    assert.deepEqual(
      [...answers].filter(([status]) => ![200, 201, 503].includes(status)),
      [],
      'answered with anything but done, or not now',
    )
    assert.ok(matters.size > 0 && documents.length > 0)
    await withDatabase(async owner => {
      await refuseLostOrHalf(owner)
      await refuseLostDocuments(owner)
      const { erased } = await verifyJournal(exportJournal(owner), { savedHead: head })
      assert.equal(erased, 0)
    })
    assert.match((await run('verify')).stdout, /^The journal is whole: \d+ entries/)
  })
})
