import { buffer as gather } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import { fromBufferPromise, type Entry } from 'yauzl'

/** The parts of an office document that say who made it, and the elements in them that do. */
const saysWho: [part: RegExp, elements: string[]][] = [
  [/^docProps\/core\.xml$/i, ['creator', 'lastModifiedBy', 'contributor']],
  [/^docProps\/app\.xml$/i, ['Manager', 'Company']],
  [/^docProps\/custom\.xml$/i, ['lpwstr', 'lpstr', 'bstr']],
  [/^meta\.xml$/i, ['initial-creator', 'creator', 'printed-by', 'user-defined']],
]

/**
 * An office document without the names of those who made it and the organisation they made it at. All other parts are
 * copied as they are. A signed document is left alone, since taking anything out would break its signature.
 */
export async function withoutAuthors(bytes: Buffer): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes)
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  if (entries.some(({ fileName }) => /^_xmlsignatures\/|^META-INF\/documentsignatures/i.test(fileName))) return bytes

  const written = new Archive()
  for (const entry of entries) {
    const [, elements] = saysWho.find(([part]) => part.test(entry.fileName)) ?? []
    const packed = await gather(await zip.openReadStreamPromise(entry, elements ? {} : { decodeFileData: false }))
    if (elements) written.add(entry, Buffer.from(emptied(packed.toString('utf8'), elements)))
    else written.copy(entry, packed)
  }
  return written.end()
}

const emptied = (xml: string, elements: string[]) =>
  xml.replace(new RegExp(`(<((?:[\\w.-]+:)?(?:${elements.join('|')}))(?:\\s[^<>]*)?>)[^<]*(</\\2\\s*>)`, 'g'), '$1$3')

/** An archive being written: entries keep their names and order, and lose their dates. */
class Archive {
  private readonly parts: Buffer[] = []
  private readonly directory: Buffer[] = []
  private length = 0

  add(entry: Entry, content: Buffer): void {
    const packed = deflateRawSync(content)
    this.write(entry, packed, { method: 8, crc: crc32(content), size: content.length })
  }

  copy(entry: Entry, packed: Buffer): void {
    this.write(entry, packed, { method: entry.compressionMethod, crc: entry.crc32, size: entry.uncompressedSize })
  }

  private write(
    { fileNameRaw: name, generalPurposeBitFlag }: Entry,
    packed: Buffer,
    of: { method: number; crc: number; size: number },
  ): void {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(generalPurposeBitFlag & 0x0800, 2)
    common.writeUInt16LE(of.method, 4)
    common.writeUInt16LE(0x0021, 8)
    common.writeUInt32LE(of.crc, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(of.size, 18)
    common.writeUInt16LE(name.length, 22)

    const where = Buffer.alloc(14)
    where.writeUInt32LE(this.length, 10)
    this.directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, where, name)

    for (const part of [Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]) {
      this.parts.push(part)
      this.length += part.length
    }
  }

  end(): Buffer {
    const directory = Buffer.concat(this.directory)
    const count = this.directory.length / 4
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(count, 8)
    end.writeUInt16LE(count, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(this.length, 16)
    return Buffer.concat([...this.parts, directory, end])
  }
}
