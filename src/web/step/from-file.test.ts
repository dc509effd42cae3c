import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formOn, testSite, type Read, type Visitor } from '../../../test/site.ts'
import { readTables, read as readSheet } from '../../sheets/read.ts'
import { writeXlsx } from '../../sheets/write.ts'
import { official } from '../../letters/marking.ts'

const governor = 'hmpps.ashmoor.governor'
const items = [
  { number: '1', text: 'Violence was rising.', kind: 'priority' },
  { number: '2', text: 'The library was shut.', kind: 'key' },
]
const columns = ['Item number', 'Item', 'Response', 'Reason', 'Action', 'Owner', 'Target date']
const madeAt = new Date('2026-03-02T09:00:00Z')

const workbook = (...rows: readonly (readonly string[])[]) =>
  writeXlsx({
    sheetName: 'Plan',
    marking: official,
    columns: columns.map(label => ({ key: label, label })),
    rows: rows.map(row => Object.fromEntries(row.map((cell, at) => [columns[at] ?? '', cell]))),
    made: { by: 'Somebody', at: madeAt },
  })

describe('HH-32a: the service’s usual table fills in the rows of a plan', async () => {
  const site = await testSite('from file', { start: '2026-03-02T09:00:00Z' })
  const reference = await site.done(
    site.begin('hmip.team-leader', 'action-plan', { place: 'ZAI', published: '2026-03-02', items }),
  )
  const on = (step: string) => `/matters/${reference}/steps/${step}`

  /** Sends the form as a browser does that has a file chosen, with what stands in its fields already. */
  async function sends(
    who: Visitor,
    page: Read,
    file: { name: string; bytes: Uint8Array } | undefined,
    go: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Read> {
    const form = new FormData()
    for (const [name, value] of formOn(page, on('plan')).hidden) if (!(name in fields)) form.append(name, value)
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('_go', go)
    if (file) form.append('q-plan-sheet', new Blob([file.bytes as Uint8Array<ArrayBuffer>]), file.name)
    const answer = await who.ask(on('plan'), { method: 'POST', body: form })
    const html = await answer.text()
    const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    return { status: answer.status, url: on('plan'), html, headers: answer.headers, words }
  }
  const fields = (page: Read) => new Map(formOn(page, on('plan')).hidden)

  it('a workbook fills the rows in; nothing is sent before they were looked through', async () => {
    const who = await site.signIn(governor)
    const bytes = await workbook(
      ['1', 'Violence was rising.', 'Agreed', '', '=Meet weekly', 'Head of safety', '1 May 2026'],
      ['', '', '', '', 'Survey the wings', 'Head of residence', '1/6/2026'],
      ['2', 'The library was shut.', 'Not agreed', 'It has reopened.'],
    )
    const form = await who.read(on('plan'))
    assert.match(form.html, /<form[^>]*enctype="multipart\/form-data"/)
    assert.match(form.words, /Fill these in from a file .*Item number, Response, Reason, Action, Owner, Target date/)
    const filled = await sends(who, form, { name: 'plan.xlsx', bytes }, 'sheet:plan')
    assert.equal(filled.status, 200, filled.words)
    assert.match(filled.words, /3 rows were filled in from plan\.xlsx\. Nothing is sent yet/)
    assert.match(filled.words, /One column was not read, since nothing here asks for it: “Item”\./)
    const typed = fields(filled)
    assert.deepEqual(
      ['0-number', '0-response', '0-action', '1-number', '1-owner', '1-target-month', '2-response', '2-reason'].map(
        name => typed.get(`q-plan-${name}`),
      ),
      ['1', 'agreed', '=Meet weekly', '1', 'Head of residence', '6', 'not', 'It has reopened.'],
    )
    const check = await who.send(filled, {}, { action: on('plan'), button: 'check' })
    assert.match(check.words, /Meet weekly/)
    await who.send(check, {}, { action: on('plan'), button: 'confirm' })
    const page = await who.read(`/matters/${reference}/tables/plan`)
    assert.match(page.words, /1 .*Violence was rising\. .*Agreed .*=Meet weekly .*Head of safety .*1 May 2026/)
  })

  it('what is made out of it goes in again as it came out, as a workbook and as a Word document', async () => {
    const who = await site.signIn(governor)
    for (const format of ['xlsx', 'docx'] as const) {
      const address = `/matters/${reference}/tables/plan`
      const page = await who.read(address)
      const body = new URLSearchParams(formOn(page, address).hidden)
      body.set('format', format)
      body.set('why', 'To work on it')
      const file = await who.ask(address, { method: 'POST', body })
      assert.equal(file.status, 200)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const sheets = format === 'docx' ? await readTables(bytes) : [await readSheet(bytes, 'xlsx')]
      assert.ok(Array.isArray(sheets))
      const filled = await sends(who, await who.read(on('plan')), { name: `plan.${format}`, bytes }, 'sheet:plan')
      assert.equal(filled.status, 200, filled.words)
      const typed = fields(filled)
      assert.deepEqual(
        ['0-action', '0-target-day', '1-action', '1-target-year', '2-response', '3-number'].map(name =>
          typed.get(`q-plan-${name}`),
        ),
        ['=Meet weekly', '1', 'Survey the wings', '2026', 'not', undefined],
        format,
      )
      await who.send(await who.read(on('plan')), { _address: on('plan') }, { action: '/drafts', button: 'discard' })
    }
  })

  it('every wrong cell is told by its row and its column, and the rest is kept', async () => {
    const who = await site.signIn(governor)
    const bytes = await workbook(
      ['7', '', 'Agreed', '', 'Meet', 'Head of safety', 'soon'],
      ['2', '', 'Perhaps', '', 'Open it'],
    )
    const wrong = await sends(who, await who.read(on('plan')), { name: 'plan.xlsx', bytes }, 'sheet:plan')
    assert.equal(wrong.status, 422)
    assert.match(wrong.words, /Row 4 of the file, “Item number”: “7” is not one of the answers\. Choose one of: 1, 2 /)
    assert.match(wrong.words, /Row 4 of the file, “Target date”: “soon”: Give a real date/)
    assert.match(
      wrong.words,
      /Row 5 of the file, “Response”: “Perhaps” is not one of the answers\. Choose one of: Agreed, Partly agreed, Not agreed/,
    )
    const typed = fields(wrong)
    assert.deepEqual(
      ['0-action', '0-target-year', '1-number', '1-action'].map(name => typed.get(`q-plan-${name}`)),
      ['Meet', 'soon', '2', 'Open it'],
    )
    // What was filled in is kept as anything that is typed is.
    const back = await who.read(on('plan'))
    assert.equal(fields(back).get('q-plan-1-action'), 'Open it')
    await who.send(back, { _address: on('plan') }, { action: '/drafts', button: 'discard' })
  })

  it('comes after what was typed, or in its place where that is asked for', async () => {
    const who = await site.signIn(governor)
    const bytes = await workbook(['2', '', 'Agreed', '', 'From the file', 'Head of learning', '1/6/2026'])
    const typed = { 'q-plan-0-number': '1', 'q-plan-0-action': 'Typed by hand' }
    const file = { name: 'plan.xlsx', bytes }
    const both = await sends(who, await who.read(on('plan')), file, 'sheet:plan', typed)
    assert.deepEqual(
      ['0-action', '1-action', '2-action'].map(name => fields(both).get(`q-plan-${name}`)),
      ['Typed by hand', 'From the file', undefined],
    )
    assert.match(both.words, /Put its rows in place of these/)
    const instead = await sends(who, both, file, 'sheet-instead:plan')
    assert.deepEqual(
      ['0-action', '1-action'].map(name => fields(instead).get(`q-plan-${name}`)),
      ['From the file', undefined],
    )
    await who.send(await who.read(on('plan')), { _address: on('plan') }, { action: '/drafts', button: 'discard' })
  })

  it('what is no such table, or no file, is refused in words, and what was typed stays', async () => {
    const who = await site.signIn(governor)
    const typed = { 'q-plan-0-action': 'Typed by hand' }
    const tries = [
      [
        { name: 'people.csv', bytes: Buffer.from('Name,Telephone\nA,1\n') },
        /people\.csv: None of its columns has a name that is asked for here/,
      ],
      [
        { name: 'plan.csv', bytes: Buffer.from('Response,Action\nAgreed,Meet\n') },
        /There is no column for “Item number”/,
      ],
      [{ name: 'plan.pdf', bytes: Buffer.from('%PDF-1.4 nothing') }, /plan\.pdf: /],
      [{ name: 'plan.xlsx', bytes: Buffer.from('not a workbook') }, /plan\.xlsx: /],
      [undefined, /Choose a file to fill these in from/],
    ] as const
    for (const [file, words] of tries) {
      const refused = await sends(who, await who.read(on('plan')), file, 'sheet:plan', typed)
      assert.equal(refused.status, 422)
      assert.match(refused.words, words)
      assert.equal(fields(refused).get('q-plan-0-action'), 'Typed by hand')
    }
    await who.send(await who.read(on('plan')), { _address: on('plan') }, { action: '/drafts', button: 'discard' })
  })

  it('formulas in it are words', async () => {
    const who = await site.signIn(governor)
    const bytes = Buffer.from(
      'Item number,Response,Action,Owner,Target date\n1,Agreed,"=HYPERLINK(""http://evil.example"")",Head of safety,1/6/2026\n',
    )
    const filled = await sends(who, await who.read(on('plan')), { name: 'plan.csv', bytes }, 'sheet:plan')
    assert.equal(filled.status, 200, filled.words)
    assert.equal(fields(filled).get('q-plan-0-action'), '=HYPERLINK("http://evil.example")')
  })

  it('two hundred rows go in and through', async () => {
    const who = await site.signIn(governor)
    const rows = Array.from({ length: 200 }, (_, at) => [
      '1',
      '',
      at ? '' : 'Agreed',
      '',
      `Action ${at}`,
      'Head of safety',
      '1/6/2026',
    ])
    await who.send(await who.read(on('plan')), { _address: on('plan') }, { action: '/drafts', button: 'discard' })
    const filled = await sends(
      who,
      await who.read(on('plan')),
      { name: 'plan.xlsx', bytes: await workbook(...rows) },
      'sheet:plan',
    )
    assert.equal(filled.status, 200, filled.words.slice(0, 2000))
    const again = await sends(who, filled, undefined, 'check')
    assert.equal(again.status, 200)
    assert.match(again.words, /Action 199/)
    const over = await workbook(...rows, ['1', '', '', '', 'One more', 'Head of safety', '1/6/2026'])
    const refused = await sends(
      who,
      await who.read(on('plan')),
      { name: 'plan.xlsx', bytes: over },
      'sheet-instead:plan',
    )
    assert.match(refused.words, /It has 201 rows: no more than 200 can/)
  })
})
