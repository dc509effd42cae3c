import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { describe, it } from 'node:test'
import { writeCsv } from '../../src/sheets/csv.ts'
import { writeXlsx } from '../../src/sheets/write.ts'
import { paper } from '../../src/letters/docx.ts'
import { official } from '../../src/letters/marking.ts'
import { random } from '../random.ts'
import { aviary, formsOfDay, singing, type Canary } from './canary.ts'
import { textsIn } from './unpack.ts'

/** A test that listens is worth no more than its ears: each way in which a canary may be wrapped is tried. */
describe('a canary is heard', () => {
  const { canary, text } = aviary(random(1), '2026-03-02T09:00:00Z').words()
  const heard = (bytes: Buffer) => singing(textsIn(bytes).join('\n'), [canary]).length === 1
  const made = { by: 'A. Person', at: new Date('2026-03-02T09:00:00Z') }

  const wrapped: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
    'as it is': () => Buffer.from(text),
    'in capitals': () => Buffer.from(text.toUpperCase()),
    'as a stem': () => Buffer.from(`words @@ '${canary.stem}'`),
    'with tags between its letters': () => Buffer.from(text.replaceAll(/(q\w\w)/g, '<mark>$1</mark>')),
    'in numbered entities': () =>
      Buffer.from(
        text
          .split('')
          .map(one => `&#${one.codePointAt(0)};`)
          .join(''),
      ),
    'in JSON escapes': () =>
      Buffer.from(
        text
          .split('')
          .map(one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join(''),
      ),
    'in an address': () =>
      Buffer.from(
        text
          .split('')
          .map(one => `%${one.charCodeAt(0).toString(16)}`)
          .join(''),
      ),
    'in base64': () => Buffer.from(`cursor=${Buffer.from(text).toString('base64url')}`),
    'packed by gzip': () => gzipSync(text),
    'packed twice': () => gzipSync(gzipSync(text)),
    'folded in a calendar': () => Buffer.from(`SUMMARY:${text.replaceAll(/(.{5})/g, '$1\r\n ')}`),
    'in a workbook': () =>
      writeXlsx({
        sheetName: 'Log',
        marking: official,
        columns: [{ key: 'line', label: 'Line' }],
        rows: [{ line: text }],
        made,
      }),
    'in a Word document': () =>
      paper({
        title: text,
        marking: official,
        reference: 'SAN-2026-0001',
        version: '1',
        madeBy: 'A. Person',
        madeAt: made.at,
        from: ['Us'],
        to: ['Them'],
        blocks: [],
      } as never),
    'in a file with commas': async () =>
      Buffer.concat(
        await writeCsv({
          marking: official,
          columns: [{ key: 'line', label: 'Line' }],
          rows: [{ line: text }],
          made,
        }).toArray(),
      ),
  }
  for (const [how, wrap] of Object.entries(wrapped)) it(how, async () => assert.ok(heard(Buffer.from(await wrap()))))

  it('a day, however it is written, and not another day that ends like it', () => {
    const day: Canary = { id: 1, kind: 'day', forms: formsOfDay('2003-11-04') }
    for (const text of ['on 4 November 2003', '2003-11-04', '04/11/2003', 'DTSTART:20031104', '4 Nov 2003'])
      assert.equal(singing(text, [day]).length, 1, text)
    for (const text of ['14 November 2003', '12003-11-04', '24/11/2003'])
      assert.equal(singing(text, [day]).length, 0, text)
  })
})
