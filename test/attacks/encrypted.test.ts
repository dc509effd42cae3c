import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { sql } from '../../src/database/sql.ts'
import { at } from '../../src/desk/desk.ts'
import { upload } from '../../src/desk/documents.ts'
import { count } from '../../src/desk/list.ts'
import { matter } from '../../src/desk/matter.ts'
import { strike } from '../../src/desk/strike.ts'
import { exportJournal } from '../../src/journal/export.ts'
import { cipher, NotOpened } from '../../src/journal/cipher.ts'
import { findDraft, keepLate, saveDraft } from '../../src/web/drafts/drafts.ts'
import { findHeld, hold } from '../../src/web/sign-in/proof.ts'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { testHouse, type TestHouse } from '../house.ts'
import { secretFrom, siteOver, type Site } from './site.ts'

const coordinator = 'hmip.coordinator'
const siu = 'hmpps.siu'
const strangers = ['hmip.press', 'hmpps.ashmoor.governor', 'imb.national-chair', 'operator']

/** Each is typed in one place, and nobody would write one by accident. */
const canary = (where: string) => `Quxholl${where}bak`
const places = ['what', 'why', 'paper', 'answer', 'rest', 'file', 'reason', 'begun', 'drafted', 'held', 'late'] as const
const canaries = places.map(canary)

describe('HH-14: what is asked and answered about a case is encrypted in store', () => {
  let house: TestHouse
  let site: Site
  let superuser: pg.Client
  let reference: string
  let other: string
  let file: string

  const attach = async (post: string, name: string) => {
    const sent = await upload(house.house, { post }, site.files, { name, bytes: Buffer.from('words\n') })
    return 'id' in sent ? sent.id : assert.fail('it was not taken in')
  }
  const asking = { place: 'ZAI', why: 'An inspection.', sensitive: 'yes' }

  before(async () => {
    house = await testHouse('encrypted')
    site = await siteOver(house)
    superuser = new pg.Client(house.database.servers.superuser)
    await superuser.connect()
    const papers = [await attach(coordinator, `${canary('paper')} list.txt`)]
    reference = await house.done(
      house.begin(
        coordinator,
        'information-request',
        { ...asking, about: 'Moves of one Openholl', what: `Of ${canary('what')}`, why: canary('why'), papers },
        { key: 'asked' },
      ),
    )
    file = await attach(siu, `${canary('file')}.txt`)
    const part = { answer: `${canary('answer')} was here`, whole: 'part', rest: canary('rest'), papers: [file] }
    await house.done(house.take(siu, reference, 'answer', part, { key: 'answered' }))
    other = await house.done(
      house.begin(coordinator, 'information-request', { ...asking, about: 'Two', what: 'More.' }),
    )
    const unable = { why: 'law', reason: canary('reason') }
    await house.done(house.take(siu, other, 'cannot-supply', unable, { key: 'unable' }))
    await house.as(coordinator, desk => saveDraft(desk, '/begin/information-request?of=x', { what: canary('begun') }))
    // As somebody whose session has just run out sends it.
    await site.page(siu, '/work')
    const late = { answer: canary('late') }
    assert.ok(await keepLate(house, secretFrom(`session of ${siu}`), `/matters/${other}/steps/answer`, late))
    await house.as(siu, async desk => {
      await saveDraft(desk, `/matters/${reference}/steps/answer`, { answer: canary('drafted') })
      const address = `/matters/${other}/steps/answer`
      const id = await hold(desk, 'secret', { doing: 'answer', address, form: { answer: canary('held') } })
      assert.equal((await findHeld(desk, 'secret', id))?.form.answer, canary('held'))
    })
  })
  after(async () => {
    await superuser.end()
    await site.close()
  })

  /** Tables in which any of these stands, as whoever reads everything reads it: text, JSON, search words and bytes. */
  async function heardByTheSuperuser(words: readonly string[]): Promise<string[]> {
    const { rows: tables } = await superuser.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'concordat'::regnamespace and relkind in ('r', 'p', 'm') order by 1`,
    )
    const forms = words.flatMap(word => [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64')])
    const heard: string[] = []
    for (const { name } of tables) {
      const { rows } = await superuser.query<{ found: boolean }>(
        `select exists (select from concordat."${name}" t, unnest($1::text[]) w where position(lower(w) in lower(t::text)) > 0) as found`,
        [forms],
      )
      if (rows[0]?.found) heard.push(name)
    }
    return heard
  }

  const seen = (post: string, of = reference) =>
    house.as(post, async desk => JSON.stringify(await matter(desk, of), (_, held: unknown) => held))

  it('is in no table: not as it was said, nor as it is searched for, typed, held, or told again to who sent it twice', async () => {
    assert.deepEqual(await heardByTheSuperuser(canaries), [])
    assert.deepEqual(
      await heardByTheSuperuser(['Openholl']),
      ['card', 'content', 'docket'],
      'the line that is for lists',
    )
    const { rows } = await superuser.query<{ part: string; body: string }>(
      `select part, body from concordat.content where part in ('question', 'answer') order by matter, number, part`,
    )
    assert.equal(rows.length, 4)
    for (const { body } of rows) assert.match(body, /^\{"sealed":"w1\.m1\.[\w-]+"\}$/)
    assert.equal(new Set(rows.map(({ body }) => body.slice(0, 40))).size, 4, 'each under a nonce of its own')
    for await (const lines of exportJournal(house.database.owner)) assert.doesNotMatch(lines, /quxholl/i)
    assert.doesNotMatch(site.logged(), /quxholl/i)
  })

  it('is read by whoever asked and whoever answers, on its page and by the API, and by nobody else', async () => {
    for (const post of [coordinator, siu]) {
      const page = (await site.page(post, `/matters/${reference}`)).body.toString()
      const api = (await site.api(post, `/matters/${reference}`)).body.toString()
      for (const where of ['what', 'why', 'paper', 'answer', 'rest', 'file'])
        for (const text of [page, api, await seen(post)]) assert.ok(text.includes(canary(where)), `${post} ${where}`)
      assert.match(
        (await seen(post, other)) + (await site.page(post, `/matters/${other}`)).body.toString(),
        /Quxhollreasonbak/,
      )
      const download = await site.page(post, `/documents/${file}`)
      assert.match(String(download.headers['content-disposition']), /Quxhollfilebak\.txt/)
      for (const q of ['Quxhollwhatbak', 'Quxhollanswerbak', 'Quxhollfilebak'])
        assert.equal((await house.as(post, desk => count(desk, { q }))).count, 0, 'nobody finds it by searching')
      assert.equal((await house.as(post, desk => count(desk, { q: 'Openholl' }))).count, 1)
      const query = 'procedure=information-request'
      const list = await site.page(post, '/matters/export', { query, format: 'csv', why: 'To see' })
      assert.match(list.body.toString(), /Openholl/)
      assert.doesNotMatch(list.body.toString(), /quxholl/i)
    }
    for (const post of strangers)
      for (const address of [`/matters/${reference}`, `/documents/${file}`]) {
        const told = [await site.page(post, address), await site.api(post, address)]
        for (const one of told) assert.deepEqual([one.status, /quxholl/i.test(one.body.toString())], [404, false], post)
      }
    const draft = (post: string, address: string) =>
      house.as(post, async desk => {
        const found = await findDraft(desk, address)
        return found && 'form' in found ? found.form : undefined
      })
    assert.equal((await draft(coordinator, '/begin/information-request?of=x'))?.what, canary('begun'))
    assert.equal((await draft(siu, `/matters/${reference}/steps/answer`))?.answer, canary('drafted'))
    assert.equal((await draft(siu, `/matters/${other}/steps/answer`))?.answer, canary('late'))
  })

  it('and what is sent twice is done once, and told apart from something else', async () => {
    const again = (reason: string) => house.take(siu, other, 'cannot-supply', { why: 'law', reason }, { key: 'unable' })
    assert.deepEqual(await again(canary('reason')).then(one => one.refused), false)
    assert.match(JSON.stringify(await again('Another')), /used before/)
  })

  /** Does this to the database as somebody who has all of it, and asks for the page and the API; then it is undone. */
  async function tampered(statement: string, values: readonly unknown[], of: string) {
    const { rows: was } = await superuser.query('select matter, number, part, body from concordat.content')
    await superuser.query(statement, [...values])
    try {
      return [await site.page(coordinator, `/matters/${of}`), await site.api(coordinator, `/matters/${of}`)]
    } finally {
      await superuser.query(`delete from concordat.content where part = 'answer' and number = 1`)
      for (const { matter: id, number, part, body } of was)
        await superuser.query(
          `update concordat.content set body = $4 where matter = $1 and number = $2 and part = $3`,
          [id, number, part, body],
        )
    }
  }
  const put = (from: string, into: string) =>
    `update concordat.content c set body = o.body from concordat.content o, concordat.matter m, concordat.matter n
      where o.matter = m.id and c.matter = n.id and m.reference = $1 and n.reference = $2 and ${from} and ${into}`
  const moves: readonly (readonly [what: string, from: string, into: string, of: () => [string, string]])[] = [
    ['another matter', `o.part = 'question'`, `c.part = 'question'`, () => [reference, other]],
    [
      'another entry of its part',
      `o.part = 'answer' and o.number = 2`,
      `c.part = 'answer' and c.number = 3`,
      () => [reference, reference],
    ],
  ]

  it('opens nowhere but where it was said', async () => {
    await house.done(house.take(siu, reference, 'answer', { answer: 'The rest.', whole: 'whole' }))
    for (const [what, from, into, of] of moves)
      for (const answer of await tampered(put(from, into), of(), of()[1])) {
        assert.equal(answer.status, 503, what)
        assert.match(
          answer.body.toString(),
          /does not open: it was altered or put in the place of something else/,
          what,
        )
        assert.doesNotMatch(answer.body.toString(), /quxholl/i, what)
      }
    // What was asked, as though it had been answered.
    const twice = `insert into concordat.content (matter, number, part, step, salt, body)
                   select c.matter, c.number, 'answer', c.step, c.salt, c.body from concordat.content c, concordat.matter m
                    where c.matter = m.id and m.reference = $1 and c.part = 'question'`
    const altered = `update concordat.content c set body = left(body, 60) || case substr(body, 61, 1) when 'A' then 'B' else 'A' end || substr(body, 62)
                      from concordat.matter m where m.id = c.matter and m.reference = $1 and part = 'question'`
    const plain = `update concordat.content c set body = '{"what":"Plainholl"}'
                    from concordat.matter m where m.id = c.matter and m.reference = $1 and part = 'question'`
    for (const statement of [twice, altered, plain])
      for (const answer of await tampered(statement, [reference], reference)) {
        assert.equal(answer.status, 503)
        assert.doesNotMatch(answer.body.toString(), /Plainholl|quxholl/i)
      }
    assert.match(await seen(coordinator), /Quxhollwhatbak/)
  })

  it('does not open with another key, nor without one, and says so; all that is not encrypted can be read', async () => {
    const reading = (masters: Parameters<typeof cipher>[0], post = coordinator) =>
      at({ ...house.house, cipher: cipher(masters) }, { post }, desk => matter(desk, reference))
    const key = (id: string, byte: number) => () => ({ current: id, keys: new Map([[id, Buffer.alloc(32, byte)]]) })
    await assert.rejects(reading(key('m1', 9)), (fault: Error) => {
      assert.ok(fault instanceof NotOpened)
      return /the key is another than the one/.test(fault.message) && !/quxholl/i.test(fault.message)
    })
    await assert.rejects(reading(key('m2', 8)), /the key that opens it \(m1\) is not on this machine/)
    // A key that came later seals what is new; what was sealed before opens as long as its own is there.
    const both = () => ({ current: 'm2', keys: new Map([...key('m1', 8)().keys, ...key('m2', 7)().keys]) })
    assert.match(JSON.stringify((await reading(both)).matter), /Quxhollwhatbak/)
    assert.match(cipher(both).seal('', { draft: '' }), /^\{"sealed":"w1\.m2\./)
    const course = await at({ ...house.house, cipher: cipher(key('m2', 8)) }, { post: 'clock' }, desk =>
      matter(desk, reference),
    )
    assert.equal(course.matter.stage, 'answered')
  })

  it('a draft of it whose key is gone leaves its page as it is, says so, and is there again with its key', async () => {
    const address = '/begin/information-request'
    await house.as(coordinator, desk => saveDraft(desk, address, { 'q-about': canary('begun') }))
    const page = async () => {
      const { status, body } = await site.page(coordinator, address)
      return { status, words: body.toString().replaceAll(/\s+/g, ' ') }
    }
    const right = house.house.cipher
    const under = (id: string, byte: number) =>
      Object.assign(house.house, {
        cipher: cipher(() => ({ current: id, keys: new Map([[id, Buffer.alloc(32, byte)]]) })),
      })
    try {
      for (const [id, byte, why, logged] of [
        [
          'm2',
          8,
          /cannot be read now\. .*the key that opens it \(m1\) is not on this machine/,
          /"because":"key-missing","key":"m1"/,
        ],
        ['m1', 9, /cannot be read now\. .*the key is another than the one/, /"because":"altered"/],
      ] as const) {
        under(id, byte)
        const { status, words } = await page()
        assert.equal(status, 200)
        assert.match(words, why)
        assert.match(words, /Tell the people who run Concordat: once that is mended it is on this page again/)
        assert.match(words, /name="q-about"/, 'and it can be written anew')
        const line =
          site
            .logged()
            .split('\n')
            .findLast(one => one.includes('draft not opened')) ?? ''
        assert.match(line, logged)
        assert.doesNotMatch(words + site.logged(), /quxhollbegun/i)
      }
    } finally {
      Object.assign(house.house, { cipher: right })
    }
    assert.match((await page()).words, /Quxhollbegunbak/)
  })

  it('words are struck out of it, which the database cannot read, and the journal is whole without a key', async () => {
    assert.equal((await verifyJournal(exportJournal(house.database.owner))).struck, 0)
    const words = ['quxhollANSWERbak', canary('file')]
    await house.done(house.as(coordinator, desk => strike(desk, reference, { words, why: 'name', withdraw: [] })))
    for (const post of [coordinator, siu]) {
      assert.match(await seen(post), /▮▮▮ was here.*▮▮▮\.txt/)
      assert.doesNotMatch(await seen(post), /quxhollanswer|quxhollfile/i)
    }
    assert.match(await seen(siu), /Quxhollrestbak/)
    assert.equal((await verifyJournal(exportJournal(house.database.owner))).struck, 1)
    // What was typed of it goes whole: nobody else can know what is in it.
    const { rows } = await superuser.query(`select from concordat.draft where address like '/matters/' || $1 || '/%'`, [
      reference,
    ])
    assert.equal(rows.length, 0)
    assert.deepEqual(await heardByTheSuperuser(canaries), [])
  })

  it('and nobody hands in new words under that name, nor knows how long a matter of somebody else’s is', async () => {
    const forged = (part: string, sealed: string) =>
      house.as(coordinator, desk =>
        desk.transaction.all(
          sql`select * from append(${JSON.stringify([
            {
              reference,
              step: 'strike-out',
              part,
              clauses: [],
              marks: [],
              clears: [],
              contents: { [part]: '{}' },
              shares: [],
              recalls: [],
              knownTo: [],
              falls: [],
              settles: [],
              recounts: [],
              cards: [],
              tells: [],
              changes: [],
              links: [],
              documents: [],
              strikes: { words: ['one'], entries: [{ of: 1, fields: [], sealed, times: 1 }], columns: [], files: [] },
            },
          ])}::jsonb)`,
        ),
      )
    await assert.rejects(forged('question', '{"what":"Something else"}'), /nobody hands in new words/)
    await assert.rejects(forged('request', '{"sealed":"w1.m1.AAAA"}'), /nobody hands in new words/)
    const known = (post: string) =>
      house.as(post, desk =>
        desk.transaction.all(
          sql`select * from numbers_to_come(${[reference, reference]}::text[], ${['question', 'course']}::text[])`,
        ),
      )
    for (const post of strangers) assert.deepEqual(await known(post), [], post)
    assert.equal((await known(siu)).length, 1)
  })

  it('whatever is done to what is sealed is found by whoever verifies, without the key', async () => {
    await superuser.query('begin')
    await superuser.query(put(`o.part = 'question'`, `c.part = 'question'`), [reference, other])
    await superuser.query('commit')
    await assert.rejects(verifyJournal(exportJournal(house.database.owner)), Broken)
  })
})
