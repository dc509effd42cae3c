import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parcelsAgreement } from '../../../test/parcels.ts'
import { formOn, testSite, type Read, type Visitor } from '../../../test/site.ts'
import { read } from '../../sheets/read.ts'

const site = await testSite('import-page', { agreements: [parcelsAgreement], start: '2026-03-02T09:00:00Z' })
const officer = await site.signIn('hmip.sanctions-officer')

const line = (at: number, prison = 'HMP Ashmoor', ended = 'Sent back') =>
  `${at},${prison},3/5/2024,Food; Clothes,Parcel ${at} "quoted",Morgan Vale,Yes,${ended}`.replaceAll(' "quoted"', '')
const sheet = (lines: readonly string[]) =>
  ['No.,Prison,Date received,What is in it,Description,Who sent it,Finished,How did it end', ...lines].join('\r\n')

const ask = () => officer.read('/matters/import?procedure=parcel')

/** Sends a file the way a browser does: the page's hidden fields, then the file. */
async function upload(who: Visitor, page: Read, name: string, content: string): Promise<Read> {
  const { action, hidden } = formOn(page, '/matters/import')
  const body = new FormData()
  for (const [field, value] of hidden) body.append(field, value)
  body.append('file', new Blob([content]), name)
  const answer = await who.ask(action, { method: 'POST', body })
  return answer.status === 303 ? who.read(answer.headers.get('location') ?? '') : toRead(answer)
}

const toRead = async (answer: Response): Promise<Read> => {
  const html = await answer.text()
  return {
    status: answer.status,
    url: answer.url,
    html,
    headers: answer.headers,
    words: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
  }
}

/** Looks until it is no longer under way. */
async function settled(page: Read): Promise<Read> {
  let now = page
  while (/<progress/.test(now.html)) now = await officer.read(new URL(now.url).pathname)
  return now
}

const here = (page: Read) => new URL(page.url).pathname
const press = async (page: Read, act: string, fields: Record<string, string> = {}) => {
  const form = [...page.html.matchAll(/<form\b[\s\S]*?<\/form>/g)]
    .map(([whole]) => whole)
    .find(whole => whole.includes(`name="act" value="${act}"`))
  assert.ok(form, `No form to ${act} on ${page.url}`)
  return officer.send({ ...page, html: form }, fields, { action: here(page) })
}

describe('bringing in an earlier log, page by page', () => {
  it('is offered from the list to whoever may, and is no page for anyone else', async () => {
    assert.match((await officer.read('/matters?procedure=parcel')).html, /href="\/matters\/import\?procedure=parcel"/)
    const chair = await site.signIn('imb.ashmoor.chair')
    assert.doesNotMatch((await chair.read('/matters?procedure=parcel')).html, /matters\/import/)
    assert.equal((await chair.read('/matters/import?procedure=parcel')).status, 404)
  })

  it('gives an empty sheet to fill in', async () => {
    const answer = await officer.ask('/matters/import/template.xlsx?procedure=parcel')
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /attachment; filename="the-parcel-book-template.xlsx"/,
    )
    const made = await read(new Uint8Array(await answer.arrayBuffer()), 'xlsx')
    assert.ok('rows' in made)
    assert.ok(made.rows.some(({ cells }) => cells.includes('Where was it sent?')))
  })

  it('says what is wrong with a file, and asks again', async () => {
    const none = await officer.send(await ask(), {}, { action: '/matters/import' })
    assert.equal(none.status, 422)
    assert.match(none.words, /Choose a file/)
    const empty = await upload(officer, await ask(), 'log.csv', '')
    assert.equal(empty.status, 422)
    assert.match(empty.words, /There is a problem/)
    const picture = await upload(officer, await ask(), 'log.pdf', '%PDF-1.4')
    assert.equal(picture.status, 422)
  })

  it('takes a sheet whose cells would act, and takes them for the words they are', async () => {
    const acting = `=HYPERLINK("https://evil.example","see; =1+1")`
    const columns = await upload(
      officer,
      await ask(),
      'acts.csv',
      sheet([line(1, `"${acting.replaceAll('"', '""')}"`), line(2, '@SUM(1+1)*cmd|x'), line(3)]),
    )
    assert.match(columns.words, /Which column is which\?/)
    assert.match(columns.html, /=HYPERLINK\(&quot;https:\/\/evil\.example&quot;,&quot;see; =1\+1&quot;\)/)
    const ready = await settled(await press(columns, 'columns', { 'column-about': '4', 'column-before': '0' }))
    assert.match(ready.words, /One row can be brought in as it is|1 row can be brought in/)
    // What is kept meanwhile acts nowhere, and the same file attached to anything is refused.
    const { rows } = await site.database.owner.query(`select id from concordat.document where name = 'acts.csv'`)
    const kept = await officer.ask(`/documents/${rows[0].id}`)
    assert.match(await kept.text(), /"'=HYPERLINK.*'@SUM/s)
    await press(ready, 'discard')
  })

  it('goes from the sheet to its columns, to every row, to bringing them in', async () => {
    const columns = await upload(
      officer,
      await ask(),
      'old book.csv',
      sheet([line(1), line(2, 'HMP Nowhere'), line(3, 'Brackley Hill', "'=cmd"), line(4)]),
    )
    assert.match(columns.words, /Which column is which\?/)
    assert.match(columns.html, /app-marking--sensitive/)
    assert.match(columns.html, /<select[^>]*id="column-where"[\s\S]*?<option value="1" selected>Prison/)

    // What could not be guessed, and must be there, is asked for.
    const missing = await press(columns, 'columns', { 'column-about': '' })
    assert.equal(missing.status, 422)
    assert.match(missing.words, /Choose the column for “What is it, in a line\?”/)

    const ready = await settled(await press(columns, 'columns', { 'column-about': '4', 'column-before': '0' }))
    assert.match(ready.words, /Check before anything is brought in/)
    assert.match(ready.words, /2 rows can be brought in as they are/)
    assert.match(ready.words, /2 rows have something to mend, and are left out/)
    assert.match(ready.words, /Parcel 1 Ashmoor Finished 3 May 2024/)
    assert.match(ready.words, /Prison \( HMP Nowhere \): “HMP Nowhere” is not one of the answers/)
    assert.match(ready.words, /How did it end \( =cmd \)/)
    assert.match((await officer.read('/matters?procedure=parcel')).words, /There is nothing here yet/)

    const faulty = await officer.read(`${here(ready)}?show=faulty`)
    assert.doesNotMatch(faulty.words, /Parcel 1 /)

    // A word is told what it stands for.
    const told = await settled(await press(ready, 'words', { 'word-1': 'ZCI' }))
    assert.match(told.words, /3 rows can be brought in as they are/)

    const done = await settled(await press(told, 'confirm'))
    assert.match(done.words, /The log was brought in/)
    assert.match(done.words, /3 rows have been brought in/)
    assert.match(done.words, /1 row has something to mend/)
    assert.match((await officer.read('/matters?procedure=parcel')).words, /Showing 1 to 3 of 3 parcels/)
    assert.doesNotMatch(done.words, /Morgan Vale/)
  })

  it('gives the rows to be mended as a sheet that can be mended and brought in', async () => {
    const page = await settled(await officer.read('/matters/import?procedure=parcel'))
    const address = /href="(\/matters\/import\/[0-9a-f-]{36})"/.exec(page.html)?.[1] ?? assert.fail(page.words)
    const answer = await officer.ask(`${address}/to-mend.xlsx`)
    const made = await read(new Uint8Array(await answer.arrayBuffer()), 'xlsx')
    assert.ok('rows' in made)
    assert.deepEqual(made.rows.at(-2)?.cells.slice(0, 4), ['Row', 'What to mend', 'No.', 'Prison'])
    const last = made.rows.at(-1)?.cells
    assert.match(String(last?.[1]), /“=cmd” is not one of the answers/)
    assert.equal(last?.[9], '=cmd', 'as it was, though the file holds it harmless')
  })

  it('passes over the same file, whole', async () => {
    const columns = await upload(officer, await ask(), 'again.csv', sheet([line(1), line(2, 'HMP Nowhere'), line(4)]))
    const ready = await settled(await press(columns, 'columns', { 'column-about': '4' }))
    assert.match(ready.words, /3 rows were brought in before, and are passed over/)
    assert.doesNotMatch(ready.words, /Bring in \d/)
  })

  it('shows how far it has got, with scripts and without', async () => {
    const many = Array.from({ length: 1200 }, (_, at) => line(100 + at))
    const columns = await upload(officer, await ask(), 'many.csv', sheet(many))
    const ready = await settled(await press(columns, 'columns', { 'column-about': '4' }))
    // A batch waits to write which rows it brought in, so that there is something under way to look at.
    const owner = await site.database.owner.connect()
    await owner.query('begin; lock table concordat.brought in share mode')
    const under = await press(ready, 'confirm')
    assert.match(under.html, /<progress[^>]*max="1200"/)
    assert.match(under.html, /\?watch=yes/)
    const watched = await officer.ask(`${here(under)}?watch=yes`)
    assert.match(await watched.text(), /<progress/)
    assert.equal(watched.headers.get('refresh'), '4')
    const progress = (await (await officer.ask(`${here(under)}/progress.json`)).json()) as { done: number; of: number }
    assert.deepEqual([progress.done, progress.of], [0, 1200])
    await owner.query('rollback')
    owner.release()
    const done = await settled(under)
    assert.match(done.words, /1,200 rows have been brought in/)
    assert.match((await officer.read(`${here(done)}?show=brought`)).words, /Brought in as PAR-2024-\d+/)
  })

  it('forgets a sheet when it is told to', async () => {
    const columns = await upload(officer, await ask(), 'gone.csv', sheet([line(1)]))
    const gone = await press(columns, 'discard')
    assert.match(gone.words, /The sheet was forgotten/)
    assert.equal((await officer.read(here(columns))).status, 404)
    const deputy = await site.signIn('hmip.deputy')
    assert.equal((await deputy.read(here(columns))).status, 404)
  })
})
