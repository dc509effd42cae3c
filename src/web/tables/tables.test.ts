import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { promisesAgreement } from '../../../test/promises.ts'
import { testSite, type Visitor } from '../../../test/site.ts'
import { mountApi } from '../../api/api.ts'
import { makeToken } from '../../desk/tokens.ts'
import { unpack } from '../../documents/archive.ts'
import { read } from '../../sheets/read.ts'

const chair = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'
const formula = '=HYPERLINK("http://evil.example","Click")'

/** All the words of an office file’s parts. */
async function wordsOf(bytes: Buffer, parts: RegExp): Promise<string> {
  const found: string[] = []
  await unpack(bytes, part => {
    if (parts.test(part.name)) found.push(part.bytes.toString('utf8'))
    return undefined
  })
  return found.join(' ')
}

describe('A table worked out from a matter', async () => {
  const site = await testSite('tables', { agreements: [promisesAgreement], more: mountApi })
  const begin = () => site.done(site.begin(chair, 'promise', { where: 'ZAI', about: 'The gym' }))
  const reference = await begin()
  const fill = async (on: string) => {
    await site.done(
      site.take(chair, on, 'promise', {
        items: [{ what: 'Open the gym', by: '2026-05-01', cost: 1200 }, { what: formula }],
      }),
    )
    await site.done(site.take(chair, on, 'tell', { item: 1, far: 'done' }))
    await site.done(site.take(chair, on, 'look', { item: 1, far: 'some' }))
    await site.done(site.take(chair, on, 'tell', { item: 2, far: 'some' }))
  }
  const address = `/matters/${reference}/tables/promises`
  const takes = async (
    who: Visitor,
    file: string,
    fields: Record<string, string> = { why: 'For the board meeting' },
  ) => {
    const page = await who.read(`${address}.${file}`)
    const hidden = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? assert.fail(page.words)
    const body = new URLSearchParams({ _csrf: hidden, query: '', format: file, ...fields })
    return who.ask(address, { method: 'POST', body })
  }

  it('says so where there is nothing in it yet', async () => {
    const who = await site.signIn(chair)
    assert.match((await who.read(`/matters/${reference}`)).words, /What was promised Nothing has been promised yet\./)
    assert.match((await who.read(address)).words, /Nothing has been promised yet\./)
  })

  it('stands on the matter’s page and on its own, with words for each value and every word escaped', async () => {
    await fill(reference)
    const who = await site.signIn(chair)
    for (const page of [await who.read(`/matters/${reference}`), await who.read(address)]) {
      assert.equal(page.status, 200)
      assert.match(page.words, /Number: ?1 .*Open the gym .*1 May 2026 .*1,200 .*Done .*Under way/)
      assert.match(page.html, /=HYPERLINK\(&quot;|=HYPERLINK\("/)
      assert.match(page.html, /<caption[^>]*>What was promised<\/caption>/)
      assert.match(page.html, /<th scope="row"/)
    }
  })

  it('draws what is told beside what was seen, and says the gap in words', async () => {
    const who = await site.signIn(chair)
    const { words, html } = await who.read(address)
    assert.match(
      words,
      /As told beside as seen “As told”: 1 of 2 items stands at “Done”\. “As seen”: none\. The one item that has both stands higher in “As told”\. Not known yet: “As seen” of 1 item\./,
    )
    assert.match(html, /<svg[^>]*role="img"[^>]*aria-labelledby="gap-promises-title/)
  })

  it('draws no gap while nothing is known of either, and says so', async () => {
    const other = await begin()
    await site.done(site.take(chair, other, 'promise', { items: [{ what: 'Open the gym' }] }))
    const { words, html } = await (await site.signIn(chair)).read(`/matters/${other}/tables/promises`)
    assert.match(words, /Neither “As told” nor “As seen” is known of anything here yet\./)
    assert.doesNotMatch(html, /gap-promises-title/)
  })

  it('leaves as a workbook: marked, days as days, and nothing in it that acts', async () => {
    const sent = await takes(await site.signIn(chair), 'xlsx')
    assert.equal(sent.status, 200)
    assert.match(sent.headers.get('content-disposition') ?? '', new RegExp(`${reference}-promises\\.xlsx`))
    const bytes = Buffer.from(await sent.arrayBuffer())
    const sheet = await read(bytes, 'xlsx')
    assert.ok('rows' in sheet)
    const cells = sheet.rows.map(row => row.cells)
    assert.match(String(cells[0]?.[0]), /OFFICIAL-SENSITIVE/)
    assert.match(String(cells[1]?.[0]), /Made from Concordat by .*, Board chair, Ashmoor \(IMB\)/)
    assert.deepEqual(cells[2], ['Number', 'Promise', 'By', 'Pounds', 'As told', 'As seen'])
    assert.deepEqual(cells[3], [1, 'Open the gym', new Date('2026-05-01'), 1200, 'Done', 'Under way'])
    const xml = await wordsOf(bytes, /^xl\/(worksheets\/sheet1|sharedStrings)\.xml$/)
    assert.match(xml, /'=HYPERLINK/)
    assert.doesNotMatch(xml, /<f[ >]/)
    assert.match(xml, /<oddHeader>[^<]*OFFICIAL-SENSITIVE/)
    assert.match(xml, /<oddFooter>[^<]*OFFICIAL-SENSITIVE/)
  })

  it('leaves as a Word document, marked at the top and bottom of every page', async () => {
    const sent = await takes(await site.signIn(chair), 'docx')
    assert.equal(sent.status, 200)
    const bytes = Buffer.from(await sent.arrayBuffer())
    assert.match(await wordsOf(bytes, /^word\/header\d*\.xml$/), /OFFICIAL-SENSITIVE/)
    assert.match(await wordsOf(bytes, /^word\/footer\d*\.xml$/), /OFFICIAL-SENSITIVE/)
    const body = await wordsOf(bytes, /^word\/document\.xml$/)
    for (const words of ['What was promised', 'Open the gym', '1 May 2026', 'Under way', 'Ashmoor', 'As seen'])
      assert.ok(body.includes(words), words)
    assert.match(body, /w:orient="landscape"/)
  })

  it('asks for the kind of file and the reason, and takes nothing out without them', async () => {
    const who = await site.signIn(chair)
    const page = await who.send(await who.read(address), {}, { action: address })
    assert.equal(page.status, 422)
    assert.match(page.words, /Choose the kind of file Say why you are exporting it/)
  })

  it('asks for a proof of identity afresh once the last is old', async () => {
    const who = await site.signIn(chair)
    site.setNow('2026-03-02T09:11:00Z')
    const sent = await takes(who, 'xlsx')
    assert.equal(sent.status, 403)
    assert.match(await sent.text(), /Before you export this table, prove again who you are/)
    site.setNow('2026-03-02T09:00:00Z')
  })

  it('is recorded with the matter: who took it, which, and why', async () => {
    const who = await site.signIn(chair)
    const { words } = await who.read(`/matters/${reference}/seen`)
    assert.match(words, /What was promised, 2 rows \(xlsx\): For the board meeting/)
    assert.match(words, /What was promised, 2 rows \(docx\): For the board meeting/)
  })

  it('is in the API for whoever sees its part, with its gap', async () => {
    const { token } = await site.as(chair, desk => makeToken(desk, 'test', 1))
    const asked = await fetch(`${site.base}/api/v1/matters/${reference}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const [table] = ((await asked.json()) as { tables: Record<string, never>[] }).tables
    assert.equal(table?.label, 'What was promised')
    assert.deepEqual(table?.rows?.[0], {
      item: 1,
      what: 'Open the gym',
      by: '2026-05-01',
      cost: 1200,
      said: 'done',
      seen: 'some',
    })
    assert.match(JSON.stringify(table?.compared), /stands higher in “As told”/)
  })

  it('is nowhere for whoever sees the matter and not its part: no page, no file, no word of it', async () => {
    const hidden = await begin()
    const at = `/matters/${hidden}/tables/promises`
    const before = await site.signIn(governor)
    const page = await before.read(`/matters/${hidden}`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.words, /What was promised|tables/)
    const none = await before.read(`/matters/${hidden}/tables/nothing`)
    for (const one of [at, `${at}.xlsx`, `${at}.docx`]) {
      const missing = await before.read(one)
      assert.equal(missing.status, 404)
      assert.equal(missing.words, none.words)
    }
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const forced = await before.ask(at, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: csrf, query: '', format: 'xlsx', why: 'To see it' }),
    })
    assert.equal(forced.status, 404)
    const { token } = await site.as(governor, desk => makeToken(desk, 'test', 1))
    const asked = async () =>
      (await (
        await fetch(`${site.base}/api/v1/matters/${hidden}`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { tables: unknown[] }
    assert.deepEqual((await asked()).tables, [])

    await site.done(site.take(chair, hidden, 'show'))
    assert.match((await before.read(at)).words, /Nothing has been promised yet/)
    assert.equal((await asked()).tables.length, 1)
  })
})
