import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reassurance } from '../agreements/sanctions-protocol/reassurance.ts'
import { unpack } from '../documents/archive.ts'
import { examine } from '../documents/kinds.ts'
import { facts, heading, list, numbered, paragraph, quote, signature, table, type Block } from './blocks.ts'
import { paper, type Paper } from './docx.ts'

const all: Block[] = [
  heading('What we found'),
  heading('The dates', 2),
  paragraph('Dear Mr Canary\n\nIn two\nlines & <marks> “quoted”.'),
  list(['a bullet']),
  numbered(['one', 'two']),
  numbered(['again one']),
  facts({ 'Your job': 'Kitchen' }),
  table(
    ['Day', 'What'],
    [
      ['Monday', 'Told'],
      ['Tuesday', ''],
    ],
  ),
  quote('Nobody said why.', 'Mr Canary'),
  reassurance,
  signature('Priya Anand', 'Board chair'),
]

const letter: Paper = {
  title: 'What we found',
  marking: { classification: 'OFFICIAL-SENSITIVE', descriptors: ['PERSONAL DATA'], handling: ['RECIPIENTS ONLY'] },
  reference: 'SAN-2026-0042',
  version: 7,
  madeBy: 'Priya Anand, Board chair, Ashmoor',
  madeAt: new Date('2026-07-05T14:05:00Z'),
  from: ['Independent Monitoring Board', 'HMP Ashmoor'],
  to: ['Mr J Canary', 'B Wing'],
  blocks: all,
}

async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  const refused = await unpack(bytes, part => {
    parts.set(part.name, part.bytes.toString('utf8'))
    return undefined
  })
  assert.equal(refused, undefined)
  return parts
}

/** The words in a part, a line for each paragraph. */
const wordsIn = (xml = '') =>
  xml
    .split('</w:p>')
    .map(each => each.replace(/<w:br\/>/g, '/').replace(/<[^>]*>/g, ''))
    .map(each =>
      each
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&'),
    )
    .filter(Boolean)

describe('A paper', async () => {
  const bytes = await paper(letter)
  const parts = await partsOf(bytes)
  const document = parts.get('word/document.xml')!

  it('is marked at the top and the bottom of every page', () => {
    const marking = 'OFFICIAL-SENSITIVE – PERSONAL DATA – RECIPIENTS ONLY'
    assert.deepEqual(wordsIn(parts.get('word/header1.xml')), [marking])
    assert.equal(wordsIn(parts.get('word/footer1.xml'))[0], marking)
    const section = /<w:sectPr[\s\S]*<\/w:sectPr>/.exec(document)![0]
    assert.deepEqual(
      [...section.matchAll(/<w:(header|footer)Reference w:type="(\w+)"/g)].map(
        ([, which, pages]) => `${which} ${pages}`,
      ),
      ['header default', 'footer default'],
    )
    assert.doesNotMatch(section, /titlePg/)
    assert.equal([...parts.keys()].filter(name => /header|footer/.test(name) && name.endsWith('.xml')).length, 2)
  })

  it('says on every page which page it is, what it is of, who made it and when', () => {
    const footer = parts.get('word/footer1.xml')!
    assert.match(footer, /Page .*PAGE.* of .*NUMPAGES/s)
    assert.match(wordsIn(footer).join('\n'), /SAN-2026-0042 · version 7/)
    assert.match(
      wordsIn(footer).join('\n'),
      /Made from Concordat by Priya Anand, Board chair, Ashmoor on 5 July 2026 at 15:05/,
    )
  })

  it('says all it was given, in its order', () => {
    assert.deepEqual(wordsIn(document), [
      'Independent Monitoring Board',
      'HMP Ashmoor',
      'Mr J Canary',
      'B Wing',
      '5 July 2026',
      'SAN-2026-0042',
      'What we found',
      'What we found',
      'The dates',
      'Dear Mr Canary',
      'In two/lines & <marks> “quoted”.',
      'a bullet',
      'one',
      'two',
      'again one',
      'Your job',
      'Kitchen',
      'Day',
      'What',
      'Monday',
      'Told',
      'Tuesday',
      'Nobody said why.',
      '– Mr Canary',
      reassurance.heading,
      ...reassurance.sentences,
      'Priya Anand',
      'Board chair',
      'Handling: This is for the people it is addressed to and nobody else: do not pass it on. Share this only with people who need it for the purpose it was given for. Lock it away when it is not in use.',
    ])
  })

  it('has real headings, lists, repeated table heads and its language, for those who have it read to them', () => {
    for (const style of ['Title', 'Heading1', 'Heading2'])
      assert.match(document, new RegExp(`<w:pStyle w:val="${style}"/>`))
    assert.equal(document.match(/<w:tblHeader\/>/g)?.length, 1)
    assert.equal(document.match(/<w:numPr>/g)?.length, 4)
    assert.match(parts.get('word/styles.xml')!, /w:lang w:val="en-GB"/)
  })

  it('names nobody in its properties, carries nothing unseen, and is dated by our clock', async () => {
    const core = parts.get('docProps/core.xml')!
    assert.match(core, /<dc:creator>Concordat<\/dc:creator><cp:lastModifiedBy>Concordat<\/cp:lastModifiedBy>/)
    assert.deepEqual(
      [...core.matchAll(/\d{4}-\d\d-\d\dT[^<]*/g)].map(([date]) => date),
      ['2026-07-05T14:05:00.000Z', '2026-07-05T14:05:00.000Z'],
    )
    for (const name of ['docProps/app.xml', 'docProps/custom.xml'])
      assert.doesNotMatch(parts.get(name)!.replace(/<[^>]*>/g, ''), /\S/)
    assert.equal(
      [...parts.keys()].some(name => /comment|media|embed|vba|customXml/i.test(name)),
      false,
    )
    const said = await examine('letter.docx', bytes)
    assert.deepEqual('carries' in said && said.carries, ['Its properties name who wrote it: Concordat.'])
  })

  it('made twice is the same to the byte', async () => assert.deepEqual(await paper(letter), bytes))

  it('has no note on handling when it is a letter to a detained person', async () => {
    const own = await partsOf(await paper({ ...letter, note: [] }))
    assert.doesNotMatch(wordsIn(own.get('word/document.xml')).join('\n'), /Handling/)
  })

  it('cannot be broken by what is put into it', async () => {
    const nasty = 'a\u0000b\u000Bc\u202Ed\ud800e\uFFFF]]><w:p>&amp;'
    const broken = await paper({
      ...letter,
      title: nasty,
      reference: nasty,
      madeBy: nasty,
      to: [nasty],
      blocks: [paragraph(nasty), table([nasty], [[nasty]])],
    })
    const words = wordsIn((await partsOf(broken)).get('word/document.xml'))
    assert.equal(words.filter(each => each.includes('abcd\ufffde]]><w:p>&amp;')).length, 6)
  })

  it('is not made with a marking that was withdrawn', async () => {
    for (const withdrawn of ['RESTRICTED', 'CONFIDENTIAL', 'PROTECT'])
      await assert.rejects(
        paper({ ...letter, marking: { classification: 'OFFICIAL', descriptors: [withdrawn] } }),
        /was withdrawn on 2 April 2014/,
      )
  })

  it('can have nothing in it but its frame', async () =>
    assert.ok((await paper({ ...letter, to: [], from: [], blocks: [] })).length))
})
