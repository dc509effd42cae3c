import { buffer as gather } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import { fromBufferPromise, type Entry } from 'yauzl'

/** A change to one part of an archive: its name, and what its text becomes. */
export type Edit = [part: RegExp, change: (text: string) => string]

/**
 * An archive with some of its text parts changed. All other parts are copied as they are, in their order, and lose only
 * their dates. Undefined when a part's name is one of those that forbid it.
 */
export async function rewrite(bytes: Buffer, edits: readonly Edit[], forbids?: RegExp): Promise<Buffer | undefined> {
  const zip = await fromBufferPromise(bytes)
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  if (forbids && entries.some(({ fileName }) => forbids.test(fileName))) return undefined

  const written = new Archive()
  for (const entry of entries) {
    const changes = edits.filter(([part]) => part.test(entry.fileName))
    const text = changes.length ? asText(await gather(await zip.openReadStreamPromise(entry))) : undefined
    if (text !== undefined) written.add(entry, Buffer.from(changes.reduce((so, [, change]) => change(so), text)))
    else written.copy(entry, await gather(await zip.openReadStreamPromise(entry, { decodeFileData: false })))
  }
  return written.end()
}

/** A part in another code than UTF-8 is left as it is. */
function asText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

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
