import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from '../../src/database/sql.ts'
import { listColumns, usualColumns } from '../../src/desk/columns.ts'
import { upload } from '../../src/desk/documents.ts'
import { exportedRows } from '../../src/desk/export.ts'
import { digestOf } from '../../src/web/sign-in/secrets.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { postSent } from './post.ts'
import { secretFrom, siteOver, type Answer, type Site } from './site.ts'
import { textsIn } from './unpack.ts'

/**
 * What its owner takes back is gone at once from wherever it could be met: open pages, lists, searches, files that are being
 * written, feeds, messages that have not gone, and answers that are asked for once more.
 */
const long = process.env.CONCORDAT_TEST_LONG === '1'

const owner = 'hmip.coordinator'
const chair = 'imb.ashmoor.chair'
const secretariat = 'imb.secretariat'

/** Nobody would write it by accident; a search finds it by its stem. */
const word = 'zibblewocked'

describe('what its owner takes back', () => {
  let house: TestHouse
  let site: Site
  let reference = ''
  let file = ''
  let acts = 0

  before(async () => {
    house = await testHouse('recalled')
    site = await siteOver(house)
  })
  after(async () => {
    await site.close()
    await house.database.drop()
  })

  const share = async () => {
    const sent = await upload(house.house, { post: owner }, site.files, {
      name: `${word}.txt`,
      bytes: Buffer.from(`It ${word}.\n`),
    })
    assert.ok('id' in sent)
    file = sent.id
    reference = await house.done(
      house.begin(owner, 'information-hmip', {
        kind: 'correspondence',
        place: 'ZAI',
        topics: ['staff'],
        about: `It ${word} on one wing`,
        route: 'secretariat',
        words: `Somebody ${word}`,
        papers: [file],
        personal: true,
        marking: 'sensitive',
        readers: 'unit',
        relayReads: false,
        purpose: `To see whether it ${word}`,
        uses: ['monitoring'],
        onward: 'no',
        quoting: false,
        until: '2026-12-31',
        later: false,
      }),
    )
    return reference
  }
  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))
  const recall = () => take(owner, 'recall', { reason: `It ${word}` })
  const holds = ({ body, headers }: Answer) =>
    [JSON.stringify(headers), ...textsIn(body)].some(text => /zibblewock/i.test(text) || text.includes('31 December'))
  const within = async (post: string, what: string, wanted: boolean, asked: readonly Promise<Answer>[]) => {
    for (const answer of await Promise.all(asked))
      assert.equal(holds(answer), wanted, `${post}, ${what}: ${answer.address} is ${answer.status}`)
  }
  /** By the API, with what they had looked at before in hand. */
  const send = (post: string, step: string, version: string, key: string, answers: object = {}) =>
    site.api(post, `/matters/${reference}/steps/${step}`, {
      json: { answers },
      headers: { 'if-match': version, 'idempotency-key': key },
    })
  const versionFor = async (post: string) => String((await site.api(post, `/matters/${reference}`)).headers.etag)

  beforeEach(async () => {
    await share()
    await take(secretariat, 'forward', { condition: `Say that it ${word}` })
  })

  const doors = (post: string) => [
    site.page(post, '/matters'),
    site.page(post, `/matters/${reference}`),
    site.page(post, '/establishments/ZAI'),
    site.page(post, '/matters/export', { query: 'procedure=information-hmip', format: 'csv', why: 'To see' }),
    site.api(post, '/matters'),
    site.api(post, `/matters/${reference}`),
  ]

  it('is gone from pages, lists, files and exports, for its recipient and for whoever passed it on', async () => {
    await take(chair, 'accept')
    for (const post of [chair, secretariat]) await within(post, 'before', true, doors(post))
    await within(chair, 'before', true, [site.page(chair, `/documents/${file}`), site.api(chair, `/documents/${file}`)])
    const found = await site.page(chair, '/search', { q: word })
    assert.ok(found.body.toString().includes(reference))
    await recall()
    for (const post of [chair, 'imb.ashmoor.member', secretariat]) {
      await within(post, 'after', false, [
        ...doors(post),
        site.page(post, '/'),
        site.page(post, `/matters/${reference}/seen`),
        site.page(post, `/documents/${file}`),
        site.api(post, `/documents/${file}`),
        site.api(post, '/obligations'),
        site.api(post, '/me'),
      ])
      for (const q of [word, 'wing']) {
        const none = await site.page(post, '/search', { q })
        assert.ok(!none.body.toString().includes(reference), `${post} finds it by ${q}`)
      }
    }
  })

  it('is gone from a calendar that is subscribed to: nothing of it is due any more', async () => {
    const secret = secretFrom(`feed ${reference}`)
    await house.as(chair, desk => desk.transaction.all(sql`select make_feed(${digestOf(secret)})`))
    const due = async () => {
      const { body } = await site.page(undefined, `/calendar/${secret}`)
      const events = body.toString().match(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g) ?? []
      return events.filter(event => !event.includes('STATUS:CANCELLED')).length
    }
    const was = await due()
    assert.ok(was > 0, 'accepting it is due')
    await recall()
    assert.ok((await due()) < was)
  })

  it('is not in what is left of an export that had begun', async () => {
    await take(chair, 'accept')
    const others = reference
    await share()
    await take(secretariat, 'forward')
    await take(chair, 'accept')
    const procedure = house.house.library
      .inForce('2026-03-02' as never)
      .find(one => one.procedure.name === 'information-hmip')?.procedure
    assert.ok(procedure)
    const columns = listColumns(house.house.library, procedure, usualColumns(procedure))
    const rows = exportedRows(house.house, { post: chair }, { procedure: procedure.name }, columns, 1)
    const both = [others, reference]
    let first = await rows.next()
    while (!first.done && !both.includes(String(first.value.reference))) first = await rows.next()
    assert.match(JSON.stringify(first.value), /zibblewock/)
    await recall()
    reference = others
    await recall()
    let rest = 0
    for await (const row of rows) {
      if (!both.includes(String(row.reference))) continue
      rest++
      assert.doesNotMatch(JSON.stringify(row), /zibblewock/)
    }
    assert.equal(rest, 1, 'the other was still to be written')
  })

  it('is not given by a page that was open, nor by what it sends', async () => {
    const version = await versionFor(chair)
    await recall()
    const refused = [
      await send(chair, 'accept', version, `late-${acts++}`),
      await send(chair, 'accept', await versionFor(chair), `late-${acts++}`),
      await site.page(chair, `/matters/${reference}/steps/accept`),
      await site.page(chair, `/matters/${reference}/steps/accept`, { _go: 'send', _version: version, _key: 'tab' }),
      await send(secretariat, 'forward', await versionFor(secretariat), `late-${acts++}`),
    ]
    for (const answer of refused) {
      assert.ok(answer.status >= 400, `${answer.address} is ${answer.status}`)
      assert.ok(!holds(answer), answer.address)
    }
    const { rows } = await house.database.owner.query<{ open: number }>(
      `select count(*)::int as open from concordat.disclosure d join concordat.matter m on m.id = d.matter
        where m.reference = $1 and d.part = 'item' and d.ended_at is null and d.reader <> m.owner`,
      [reference],
    )
    assert.equal(rows[0]?.open, 0)
  })

  it('is not in the answer to an act that is sent once more', async () => {
    const acts = [
      ['accept', {}],
      ['cite', { in: `A report that it ${word}`, how: 'background' }],
      ['ask', { want: 'more', because: `It ${word}` }],
      ['tell-outcome', { outcome: 'acted', told: `It ${word}` }],
    ] as const
    const sent = new Map<string, string>()
    for (const [step, answers] of acts) {
      sent.set(step, await versionFor(chair))
      const answer = await send(chair, step, sent.get(step) ?? '', `${step}-${reference}`, answers)
      assert.equal(answer.status, 200, `${step}: ${answer.body.toString()}`)
    }
    await recall()
    for (const [step, answers] of acts) {
      const again = await send(chair, step, sent.get(step) ?? '', `${step}-${reference}`, answers)
      assert.equal(again.status, 200, `${step} is ${again.status}`)
      assert.ok(!holds(again), `${step}: ${again.body.toString()}`)
    }
    // Another key is another act, and nothing waits for it.
    const anew = await send(chair, 'accept', await versionFor(chair), `anew-${reference}`)
    assert.ok(anew.status >= 400 && !holds(anew))
  })

  it('is in no message that has not gone yet; and of a weekly summary taken back nobody is told that it came', async () => {
    reference = await house.done(house.begin('ppo.deputy', 'weekly-summary', { week: '2026-03-02' }))
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: `The showers ${word}.` })
    await take('ppo.deputy', 'send')
    const { rows } = await house.database.owner.query<{ waiting: number }>(
      `select count(*)::int as waiting from concordat.notice n join concordat.post p on p.id = n.post where p.key = 'hmip.intelligence' and n.mail = 'waiting'`,
    )
    assert.ok((rows[0]?.waiting ?? 0) > 0, 'the intelligence unit is about to be told')
    await take('ppo.deputy', 'recall')
    await share()
    await recall()
    const sent = await postSent(house.house)
    assert.ok(sent.length > 0)
    assert.ok(!sent.some(one => one.to.startsWith('noor.haddad')), 'somebody was told of what they may not see')
    assert.doesNotMatch(JSON.stringify(sent), /zibblewock|INF-|WKS-|Ashmoor/)
    await within('hmip.intelligence', 'after', false, [
      site.page('hmip.intelligence', '/'),
      site.page('hmip.intelligence', `/matters/${reference}`),
      site.api('hmip.intelligence', '/matters'),
    ])
  })

  it('is gone from a prison that turns out to be the danger: to it, there never was anything', async () => {
    const governor = 'hmpps.ashmoor.governor'
    reference = await house.done(
      house.begin(owner, 'urgent-concern', {
        place: 'ZAI',
        who: `He who ${word}`,
        danger: ['self'],
        concern: `He ${word}`,
        named: false,
        to: 'governor',
        receivedOn: '2026-03-01',
        wrote: 'person',
      }),
    )
    assert.ok(holds(await site.page(governor, `/matters/${reference}`)))
    await take(owner, 'send-to-centre', { reason: 'The governor is the danger' })
    for (const address of [`/matters/${reference}`, `/matters/${reference}/seen`, `/matters/${reference}/steps/act`]) {
      const there = await site.page(governor, address)
      assert.equal(there.status, 404, address)
      const absent = await site.page(governor, address.replace(reference, 'URG-2026-0000'))
      const plain = ({ body }: Answer) => body.toString().replaceAll(/nonce="[^"]*"/g, '')
      assert.equal(plain(there), plain(absent), address)
    }
    for (const door of [site.page(governor, '/'), site.page(governor, '/matters'), site.api(governor, '/matters')]) {
      const answer = await door
      assert.ok(!holds(answer) && !answer.body.toString().includes(reference), answer.address)
    }
  })

  it('while they are asking: no answer to what was asked afterwards holds any of it', async () => {
    await take(chair, 'accept')
    const asked = long ? 1000 : 40
    let taken = Number.POSITIVE_INFINITY
    let leaked = 0
    let held = 0
    let started = 0
    let recalling: Promise<void> | undefined
    const asker = async () => {
      while (started < asked) {
        const number = started++
        if (number === Math.floor(asked / 2))
          recalling = recall().then(() => {
            taken = performance.now()
          })
        // Some are asked once it is known to have been taken back, however slow the machine.
        if (number > (asked * 3) / 4) await recalling
        const from = performance.now()
        const has = holds(
          number % 2 === 0
            ? await site.page(chair, `/matters/${reference}`)
            : await site.api(chair, `/matters/${reference}`),
        )
        if (has && from > taken) leaked++
        if (has) held++
      }
    }
    await Promise.all(Array.from({ length: 6 }, asker))
    await recalling
    assert.equal(leaked, 0)
    assert.ok(held > 0 && held < asked, `${held} of ${asked} answers held it`)
  })
})
