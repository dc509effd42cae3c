import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { openRecurring } from '../../src/clock/recur.ts'
import { sql } from '../../src/database/sql.ts'
import { findDocument, upload, type Files } from '../../src/desk/documents.ts'
import { list } from '../../src/desk/list.ts'
import { matter } from '../../src/desk/matter.ts'
import { recordReading } from '../../src/desk/reading.ts'
import { strike } from '../../src/desk/strike.ts'
import { exportJournal } from '../../src/journal/export.ts'
import { bindEntries, findHead } from '../../src/journal/head.ts'
import { verifyJournal } from '../../verifier/verify.mjs'
import { testHouse, type TestHouse } from '../house.ts'
import { crawl } from './crawl.ts'
import { siteOver, type Site } from './site.ts'
import { textsIn } from './unpack.ts'

const officer = 'hmip.sanctions-officer'
const chair = 'imb.ashmoor.chair'
const leads = [officer, 'imb.national-chair', 'ppo.deputy']

/** Words that nobody would write by accident, and that a search stems to themselves. */
let made = 0
const newCanary = () =>
  `Quxholl${String.fromCodePoint(97 + Math.floor(made / 26))}${String.fromCodePoint(97 + (made++ % 26))}bak`

/**
 * A name in every place where words of a matter are kept, struck out: it is heard before, and nowhere afterwards (A-22).
 */
describe('words that were struck out', () => {
  let house: TestHouse
  let site: Site
  let superuser: pg.Client

  before(async () => {
    house = await testHouse('struck out')
    site = await siteOver(house)
    superuser = new pg.Client(house.database.servers.superuser)
    await superuser.connect()
    await openRecurring(house.house)
  })
  after(async () => {
    await superuser.end()
    await site.close()
  })

  /** A matter that says it in every way that one can, and what comes of a matter: drafts, readings, files, rows, a frozen list. */
  async function planted(canary: string): Promise<{ reference: string; share: string; file: string }> {
    const sent = await upload(house.house, { post: officer }, site.files, {
      name: `${canary} letter.txt`,
      bytes: Buffer.from('words\n'),
    })
    assert.ok('id' in sent)
    const reference = await house.done(
      house.begin(
        officer,
        'sanction-allegation',
        {
          place: 'ZAI',
          affected: 'detained',
          contacted: ['IMB'],
          came: 'application',
          receivedOn: '2026-03-02',
          line: `${canary} was moved off the wing`,
          claimed: ['threats'],
          name: `Morgan ${canary}`,
          number: 'A1234BC',
          account: `${canary} says:\n“I am ${canary.toUpperCase()}.”`,
          others: [{ role: 'told', name: `A brother of ${canary}` }],
          papers: [sent.id],
        },
        { key: `begun-${made}` },
      ),
    )
    // As if it had been brought in from an earlier log, of which another sheet is being read just now.
    const { importing } = await house.as(officer, desk =>
      desk.transaction.one<{ importing: string }>(sql`
        insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at)
        values (my_post(), my_person(), 'sanction-allegation', 'log.xlsx', 'ready', '{}', 1, my_now(), my_now()) returning id as importing`),
    )
    await house.as(officer, async desk => {
      await desk.transaction.all(sql`
        insert into import_row (import, line, cells, key, state, reference, problems)
        values (${importing}, 1, ${JSON.stringify([`Mr ${canary}`, 3])}, '\\x01', 'repeated', ${reference}, ${JSON.stringify([{ words: `“${canary}” is not in the list` }])})`)
      const { matter: opened } = await matter(desk, reference)
      await recordReading(desk, {
        kind: 'printed',
        matter: opened.id,
        parts: ['account'],
        why: `A letter to ${canary}`,
      })
    })
    // Somebody else is writing about it.
    await house.as('imb.national-chair', desk =>
      desk.transaction.all(sql`
        insert into draft (person, address, answers, saved_at)
        values (my_person(), ${`/matters/${reference}/steps/refer`}, ${JSON.stringify({ 'q-request': `Ask about ${canary}`, _key: 'k' })}, my_now())`),
    )
    // And somebody sent something about it, and has still to prove who they are.
    await house.as('ppo.deputy', desk =>
      desk.transaction.all(sql`
        insert into draft (person, address, answers, saved_at)
        values (my_person(), ${`held/${made}`}, ${JSON.stringify({ address: `/matters/${reference}/steps/refer`, form: { words: `Of ${canary}` } })}, my_now())`),
    )
    const { rows } = await house.as(officer, desk => list(desk, { procedure: 'log-share' }))
    const share = rows[0]?.reference ?? assert.fail('no share')
    return { reference, share, file: sent.id }
  }

  /** Every table, as whoever can read everything reads it: text, JSON, search words and bytes alike. */
  async function heardByTheSuperuser(canary: string): Promise<string[]> {
    const { rows: tables } = await superuser.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'concordat'::regnamespace and relkind in ('r', 'p', 'm') order by 1`,
    )
    const hex = Buffer.from(canary).toString('hex')
    const heard: string[] = []
    for (const { name } of tables) {
      const { rows } = await superuser.query<{ found: boolean }>(
        `select exists (select from concordat."${name}" t where lower(t::text) like '%' || lower($1) || '%' or t::text like '%' || $2 || '%') as found`,
        [canary, hex],
      )
      if (rows[0]?.found) heard.push(name)
    }
    return heard
  }

  /** Whoever asks for everything that they can fetch: pages, lists, searches, sheets, letters, files and the API. */
  async function heardByAsking(post: string, canary: string, { reference, file }: { reference: string; file: string }) {
    const { answers } = await crawl(site, house, post, {
      references: [reference],
      documents: [file],
      words: [canary.toLowerCase()],
    })
    return answers
      .filter(answer => {
        const said = answer.searched === undefined ? '' : answer.searched
        return textsIn(Buffer.concat([Buffer.from(JSON.stringify(answer.headers)), answer.body])).some(text =>
          // A search says again what was searched for; that it found anything is told by the reference.
          said.includes(canary.toLowerCase())
            ? text.includes(reference)
            : text.toLowerCase().includes(canary.toLowerCase()),
        )
      })
      .map(answer => answer.address)
  }

  const struck = (post: string, reference: string, words: string[], files: Files | undefined = site.files) =>
    house.done(house.as(post, desk => strike(desk, reference, { words, why: 'name', withdraw: [] }, { files })))

  it(
    'are in no table, page, list, search, sheet, letter, file or answer, and the journal is whole',
    { timeout: 240_000 },
    async () => {
      const canary = newCanary()
      const there = await planted(canary)
      await house.done(
        house.begin(officer, 'sanction-allegation', {
          place: 'ZAI',
          affected: 'detained',
          contacted: ['IMB'],
          came: 'application',
          receivedOn: '2026-03-02',
          line: 'Nobody in particular was moved & kept',
          claimed: ['threats'],
          account: 'Nothing more',
        }),
      )
      const shared = await house.take(officer, there.share, 'share', {}, { files: site.files })
      assert.ok(!shared.refused, JSON.stringify(shared))
      const { documents } = await house.as(officer, desk => matter(desk, there.share))
      const frozen = documents[0]?.id ?? ''
      const frozenText = (id: string) =>
        house.as('ppo.deputy', async desk => {
          const found = await findDocument(desk, site.files, id)
          return found && textsIn(await buffer(found.bytes)).join('\n')
        })
      const pair = generateKeyPairSync('ed25519')
      const key = { id: 'k', ...pair, publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() }
      await bindEntries(house.house.pool, key, house.house.now())
      const saved = await house.as(officer, desk => findHead(desk.transaction))

      assert.deepEqual(await heardByTheSuperuser(canary), [
        'card',
        'content',
        'docket',
        'document',
        'draft',
        'import_row',
        'reading',
      ])
      assert.match((await frozenText(frozen)) ?? '', new RegExp(`${canary} was moved`))
      const before_ = await heardByAsking(officer, canary, there)
      for (const address of [
        `GET /matters/${there.reference}`,
        'GET /matters',
        'POST /search',
        'POST /matters/export',
        `GET /documents/${there.file}`,
        `GET /api/v1/matters/${there.reference}`,
        `GET /api/v1/matters?q=${canary.toLowerCase()}`,
      ])
        assert.ok(before_.includes(address), `${address} among ${before_.join('\n')}`)
      assert.ok(
        before_.some(address => address.startsWith(`POST /matters/${there.reference}/letters/`)),
        before_.join('\n'),
      )

      await struck(officer, there.reference, [canary])

      assert.deepEqual(await heardByTheSuperuser(canary), [])
      // The list of the month is there without it, with the other rows as they were; the one before is gone.
      assert.equal(await frozenText(frozen), undefined)
      const { documents: now } = await house.as('ppo.deputy', desk => matter(desk, there.share))
      assert.deepEqual(
        now.map(one => [one.name, one.state]).sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1)),
        ['clean', 'withdrawn'].map(state => ['the-sanctions-log-2026-03-02.xlsx', state]),
      )
      const remade = (await frozenText(now.find(one => one.state === 'clean')?.id ?? '')) ?? ''
      assert.match(remade, /▮▮▮ was moved off the wing/)
      assert.match(remade, /Nobody in particular was moved &amp; kept/)
      assert.ok(!remade.toLowerCase().includes(canary.toLowerCase()))
      for (const post of leads) assert.deepEqual(await heardByAsking(post, canary, there), [], post)
      assert.doesNotMatch(site.logged(), new RegExp(canary, 'i'))

      await bindEntries(house.house.pool, key, house.house.now())
      const whole = await verifyJournal(exportJournal(house.database.owner), {
        savedHead: saved,
        publicKey: pair.publicKey,
      })
      assert.equal(whole.struck > 0, true)
      for await (const lines of exportJournal(house.database.owner)) assert.doesNotMatch(lines, new RegExp(canary, 'i'))
    },
  )

  /** Each place by what reaches it, and by what would not. */
  const places: readonly (readonly [table: string, reaches: string, doesNot: string])[] = [
    ['content', 'set body = v_body, salt', 'set salt'],
    ['document', 'set name = struck(t.name, v_words)', 'set name = t.name'],
    ['card', 'set facts = struck_facts(k.facts, v_words, v_columns, v_was, v_is, v_still)', 'set facts = k.facts'],
    ['card', 'set words = strip(', 'set words = k.words || strip('],
    ['docket', 'perform project(array[m.id]);', ''],
    ['draft', 'set answers = struck_answers(t.answers, v_words)', 'set answers = t.answers'],
    ['draft', "starts_with(t.address, '/matters/'", "starts_with(t.address, '/nowhere/'"],
    ['draft', "starts_with(t.answers->>'address', '/matters/'", "starts_with(t.answers->>'address', '/nowhere/'"],
    ['reading', 'set why = struck(t.why, v_words)', 'set why = t.why'],
    ['import_row', 'set cells = struck_answers(t.cells, v_words),', 'set'],
    ['import_row', 'problems = struck_answers(t.problems, v_words),', ''],
  ]
  for (const [table, reaches, doesNot] of places)
    it(`would be heard in ${table}, were it not for “${reaches}”`, async () => {
      const canary = newCanary()
      const { reference } = await planted(canary)
      const { rows } = await superuser.query<{ made: string }>(
        `select pg_get_functiondef('concordat.strike_out(jsonb)'::regprocedure) as made`,
      )
      const whole = rows[0]?.made ?? ''
      assert.equal(whole.split(reaches).length, 2)
      await superuser.query(whole.replace(reaches, () => doesNot))
      try {
        await struck(officer, reference, [canary])
        assert.ok((await heardByTheSuperuser(canary)).includes(table))
      } finally {
        await superuser.query(whole)
      }
    })

  it('go with a frozen list where it cannot be made anew, and nobody puts another list in its place', async () => {
    const canary = newCanary()
    const { reference } = await planted(canary)
    const id = randomUUID()
    const freeze = () =>
      superuser.query(
        `insert into concordat.document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by, made)
         select $1, 'list.xlsx', 'xlsx', 1, '\\x01', '\\x01', 'k', $2, id, jsonb_build_object('for', 'x', 'holds', jsonb_build_array($3::text)) from concordat.post where key = $4`,
        [id, house.house.now(), reference, officer],
      )
    await freeze()
    const replace = sql`select replace_list(${id}, ${randomUUID()}, 1, '\\x02', '\\x02', 'k')`
    await assert.rejects(
      house.as(officer, desk => desk.transaction.all(replace)),
      /just struck out/,
    )
    await struck(officer, reference, [canary])
    const { rows } = await superuser.query<{ state: string; gone: boolean }>(
      `select state, wrapped_key = '' as gone from concordat.document where id = $1`,
      [id],
    )
    assert.deepEqual(rows, [{ state: 'withdrawn', gone: true }])
    await assert.rejects(
      house.as(officer, desk => desk.transaction.all(replace)),
      /just struck out/,
    )
  })

  it('are told to nobody who may not see where they stood, and by nobody but whose they are', async () => {
    const canary = newCanary()
    const { reference } = await planted(canary)
    for (const post of ['imb.national-chair', 'ppo.deputy', chair, 'hmpps.ashmoor.governor', 'operator'])
      await assert.rejects(struck(post, reference, [canary]), /do not stand|matter of that reference/, post)
    assert.ok((await heardByTheSuperuser(canary)).includes('content'))
  })
})
