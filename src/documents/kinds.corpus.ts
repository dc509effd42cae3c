import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** Files made by code for the tests of what is taken in: ordinary ones, and ones made to harm. */

type Entry = {
  name: string
  content: Buffer | string
  store?: boolean
  /** What the archive says of it, where it lies. */
  size?: number
  flags?: number
  localName?: string
  at?: number
}

type Shape = { before?: string; after?: string; comment?: string; between?: Buffer }

export function zip(
  entries: Entry[],
  { before = '', after = '', comment = '', between = Buffer.alloc(0) }: Shape = {},
): Buffer {
  const parts: Buffer[] = [Buffer.from(before, 'latin1')]
  const directory: Buffer[] = []
  let length = before.length
  for (const { name, content, store = false, size, flags = 0, localName = name, at } of entries) {
    const bytes = Buffer.from(content)
    const packed = store ? bytes : deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(store ? 0 : 8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size ?? bytes.length, 18)
    const named = (as: string) => {
      const header = Buffer.from(common)
      header.writeUInt16LE(Buffer.byteLength(as), 22)
      return header
    }
    const where = Buffer.alloc(14)
    where.writeUInt32LE(at ?? length, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), named(name), where, Buffer.from(name))
    if (at !== undefined) continue
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      named(localName),
      Buffer.from(localName),
      packed,
      between,
    ])
    parts.push(local)
    length += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(length, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, central, end, Buffer.from(comment + after, 'latin1')])
}

const typesOf = (main: string, type: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${main}" ContentType="${type}"/></Types>`
const root = (main: string) => relations({ type: 'officeDocument', target: main })

/** A relationships part. */
export const relations = (...each: { type: string; target: string; external?: boolean }[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each
    .map(
      ({ type, target, external }, at) =>
        `<Relationship Id="rId${at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const slides = 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'

export const documentXml = (body = '<w:p><w:r><w:t>Words</w:t></w:r></w:p>') =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

const office =
  (main: string, type: string, content: string) =>
  (more: Entry[] = [], shape: Shape = {}) => {
    const own: Entry[] = [
      { name: '[Content_Types].xml', content: typesOf(main, type) },
      { name: '_rels/.rels', content: root(main) },
      { name: main, content },
    ]
    return zip([...own.filter(({ name }) => !more.some(each => each.name === name)), ...more], shape)
  }

export const docx = office('word/document.xml', word, documentXml())
export const xlsx = office(
  'xl/workbook.xml',
  excel,
  '<workbook><sheets><sheet name="One" sheetId="1"/></sheets></workbook>',
)
export const pptx = office('ppt/presentation.xml', slides, '<p:presentation/>')
export const contentTypes = typesOf

export function openDocument(type: string, content: string, more: Entry[] = []): Buffer {
  const own: Entry[] = [
    { name: 'mimetype', content: type, store: true },
    { name: 'META-INF/manifest.xml', content: '<manifest:manifest/>' },
    { name: 'content.xml', content },
  ]
  return zip([...own.filter(({ name }) => !more.some(each => each.name === name)), ...more])
}

export const odt = (
  content = '<office:document-content><text:p>Words</text:p></office:document-content>',
  more: Entry[] = [],
) => openDocument('application/vnd.oasis.opendocument.text', content, more)

/** A PDF of these objects, the first of them its fourth; `page` adds to its page, `trailer` to its trailer, `tail` comes after its end. */
export function pdf(objects: string[] = [], { page = '', trailer = '', tail = '', head = '' } = {}): Buffer {
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${page}>>`,
    ...objects,
  ]
  let text = `${head}%PDF-1.7\n`
  const offsets = all.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = text.length
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${all.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n${tail}`
  return Buffer.from(text, 'latin1')
}

/** A PDF whose objects are packed out of sight. */
export function packedPdf(objects: string, dictionary = '/Filter/FlateDecode'): Buffer {
  const packed = deflateSync(Buffer.from(objects, 'latin1')).toString('latin1')
  return pdf([`<</Type/ObjStm/N 1/First 4${dictionary}/Length ${packed.length}>>\nstream\n${packed}\nendstream`])
}

/**
 * A PDF as office programs write it: its words packed, and in the codes of a font of its own that one table alone tells. Each line is
 * in the pieces it is given in.
 */
export function pdfOf(lines: readonly (readonly string[])[]): Buffer {
  const letters = [...new Set(lines.flat(2).join(''))]
  const code = (letter: string) => (letters.indexOf(letter) + 1).toString(16).padStart(4, '0')
  const shown = (piece: string) => `<${Array.from(piece, code).join('')}> Tj`
  const words = lines.map(line => `${line.map(shown).join(' ')} 0 -20 Td`).join('\n')
  const known = letters.map(letter => `<${code(letter)}> <${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`)
  const table = `begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${known.length} beginbfchar\n${known.join('\n')}\nendbfchar endcmap`
  const packed = deflateSync(Buffer.from(`BT /F 12 Tf 50 800 Td ${words} ET`)).toString('latin1')
  return pdf(
    [
      `<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed}\nendstream`,
      '<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>',
      '<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 8 0 R>>',
      `<</Length ${table.length}>>\nstream\n${table}\nendstream`,
      '<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
    ],
    { page: '/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>' },
  )
}

/** An older office file: the container's opening, and a stream of this name in its directory. */
export const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(512),
  ])

/** A PNG that says it is this large and has hardly any bytes. */
export function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * Math.min(height, 100)))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
