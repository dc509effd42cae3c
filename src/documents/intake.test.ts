import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { receive, type Received } from './intake.ts'
import { docx, documentXml, odt, pdf, pdfOf } from './kinds.corpus.ts'
import { examine } from './kinds.ts'
import { withoutAuthors } from './properties.ts'
import { newFolder } from '../../test/folder.ts'

async function received(name: string, bytes: Buffer): Promise<Received> {
  const file = await receive(name, bytes, undefined)
  assert.ok('bytes' in file, 'refused' in file ? file.refused : '')
  return file
}

const core =
  '<cp:coreProperties><dc:creator>Canary Smith</dc:creator><cp:lastModifiedBy>Canary Jones</cp:lastModifiedBy><dc:title>Report</dc:title></cp:coreProperties>'
const app = '<Properties><Company>Canary Ltd</Company><Manager>Canary Brown</Manager><Pages>3</Pages></Properties>'
const custom = '<Properties><property name="Typist"><vt:lpwstr>Canary Green</vt:lpwstr></property></Properties>'
const authored = docx([
  { name: 'word/document.xml', content: documentXml('<w:p><w:r><w:t>What was seen</w:t></w:r></w:p>') },
  { name: 'docProps/core.xml', content: core },
  { name: 'docProps/app.xml', content: app },
  { name: 'docProps/custom.xml', content: custom },
])

describe('A file is received', () => {
  it('under a safe name, as its kind, its bytes as they were', async () => {
    const bytes = pdf()
    assert.deepEqual(await received('../report\u202e.pdf', bytes), {
      name: 'report.pdf',
      kind: ((await examine('a.pdf', bytes)) as { kind: unknown }).kind,
      bytes,
      carries: [],
      cites: [],
      scanned: 'not scanned',
    })
  })

  it('as a picture made anew', async () => {
    const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Artist: 'Canary' } })
      .jpeg()
      .toBuffer()
    const { bytes } = await received('photo.jpg', photo)
    assert.equal(bytes.includes('Canary'), false)
  })

  it('as an office document without the names of those who wrote it, and that is said', async () => {
    const { bytes, carries } = await received('report.docx', authored)
    assert.deepEqual(carries, ['Its properties named who wrote it; the names were taken out.'])
    assert.deepEqual(await examine('report.docx', bytes), { ...(await examine('report.docx', docx())), carries: [] })
  })

  it('with the references in its words, whatever pieces and hyphens they are in', async () => {
    const run = (words: string) => `<w:r><w:rPr><w:b/></w:rPr><w:t>${words}</w:t></w:r>`
    const written = docx([
      {
        name: 'word/document.xml',
        content: documentXml(
          `<w:p>${run('As in INF-20')}${run('26-0001,')}</w:p><w:p>${run('inf‑2026‑0002')}</w:p>` +
            `<w:p>${run('INF')}<w:r><w:noBreakHyphen/></w:r>${run('2026-0003')}</w:p><w:p>${run('INF-2026-')}</w:p><w:p>${run('0004')}</w:p>`,
        ),
      },
    ])
    assert.deepEqual((await received('briefing.docx', written)).cites, [
      'INF-2026-0001',
      'INF-2026-0002',
      'INF-2026-0003',
    ])
    assert.deepEqual((await received('note.txt', Buffer.from('It says\nINF-2026-0005 twice: INF-2026-0005'))).cites, [
      'INF-2026-0005',
    ])
  })

  it('with the references that can be read in a PDF, and with none of one that can’t be', async () => {
    const written = pdfOf([['As in INF-20', '26-0001,'], ['and in INF-2026-'], ['0002 too. '], ['inf-2026-0003']])
    assert.equal(written.includes('2026'), false)
    const references = ['INF-2026-0001', 'INF-2026-0002', 'INF-2026-0003']
    assert.deepEqual((await received('briefing.pdf', written)).cites, references)
    const untold = Buffer.from(written.toString('latin1').replace('/ToUnicode', '/ToUnknown'), 'latin1')
    assert.deepEqual((await received('untold.pdf', untold)).cites, [])
  })

  it('with those of a PDF that stand on two lines, in notes on its pages, and after a page that can’t be read', async () => {
    const cited = async (bytes: Buffer) => (await received('briefing.pdf', bytes)).cites
    assert.deepEqual(await cited(pdfOf([['INF\u20112026\u2011'], ['0004']])), ['INF-2026-0004'])
    const onPage = (more: string) => `<</Type/Annot/Rect[50 700 300 720]/DA(/F 12 Tf)${more}>>`
    const notes = [
      onPage('/Subtype/FreeText/Contents(INF-2026-0005)'),
      onPage('/Subtype/Widget/FT/Tx/V(INF-2026-0006)'),
    ]
    assert.deepEqual(await cited(pdf(notes, { page: '/Annots[4 0 R 5 0 R]' })), ['INF-2026-0005', 'INF-2026-0006'])
    const circular = '<</Type/Pages/Parent 2 0 R/Kids[6 0 R]/Count 1>>'
    const broken = pdf([...notes, circular], { page: '/Annots[4 0 R]' }).toString('latin1')
    const first = broken.replace('/Kids[3 0 R]/Count 1', '/Kids[6 0 R 3 0 R]/Count 2')
    assert.deepEqual(await cited(Buffer.from(first, 'latin1')), ['INF-2026-0005'])
  })

  it('not at all when it is refused, infected, or the scanner does not answer', async () => {
    const eicar = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')
    const why = async (...args: Parameters<typeof receive>) => ((await receive(...args)) as { code?: string }).code
    assert.equal(await why('report.docx', pdf(), undefined), 'mislabelled')
    assert.equal(await why('note.txt', eicar, undefined), 'infected')
    assert.equal(await why('report.pdf', pdf(), { path: '/no/such/socket' }), 'not scanned')
    assert.equal(await why('photo.jpg', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), undefined), 'damaged')
  })
})

describe('Taking the authors out of an office document', () => {
  it('leaves everything else as it was', async t => {
    const folder = newFolder('authors')
    try {
      await writeFile(join(folder, 'a.docx'), await withoutAuthors(authored))
      const inside = (part: string) => execFileSync('unzip', ['-p', 'a.docx', part], { cwd: folder, encoding: 'utf8' })
      execFileSync('unzip', ['-tq', 'a.docx'], { cwd: folder })
      assert.match(inside('word/document.xml'), /What was seen/)
      assert.equal(
        inside('docProps/core.xml'),
        '<cp:coreProperties><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><dc:title>Report</dc:title></cp:coreProperties>',
      )
      assert.equal(
        inside('docProps/app.xml'),
        '<Properties><Company></Company><Manager></Manager><Pages>3</Pages></Properties>',
      )
      assert.doesNotMatch(inside('docProps/custom.xml'), /Canary/)
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
      t.skip('unzip is not installed')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('works for OpenDocument, whose first part stays first and unpacked', async () => {
    const bytes = await withoutAuthors(
      odt('<x/>', [
        {
          name: 'meta.xml',
          content: '<o><meta:initial-creator>Canary</meta:initial-creator><dc:creator>Canary</dc:creator></o>',
        },
      ]),
    )
    assert.equal(bytes.toString('latin1', 30, 38), 'mimetype')
    assert.deepEqual(await examine('a.odt', bytes), await examine('a.odt', odt()))
  })

  it('leaves a signed document alone, since its signature would break', async () => {
    const signed = docx([
      { name: '_xmlsignatures/sig1.xml', content: '<Signature/>' },
      { name: 'docProps/core.xml', content: core },
    ])
    assert.equal(await withoutAuthors(signed), signed)
  })
})
