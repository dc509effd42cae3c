import { crc32 } from 'node:zlib'
import { unpack } from '../documents/archive.ts'
import { PackageFault } from './fault.ts'

/** The most an archive may hold: files and what tells of them, and bytes once unpacked. */
export const most = { entries: 52, unpacked: 120_000_000, ratio: 250, depth: 0 }

/** The only names there are inside: no name that came from a person stands in the archive. */
export const manifestName = 'manifest.json'
export const signatureName = 'signature.json'
export const fileName = (number: number): string => `files/${number}`
const known = /^(?:manifest\.json|signature\.json|files\/[1-9]\d{0,2})$/

/** Writes an archive: its parts in their order, stored as they are, without dates, so that the same parts make the same bytes. */
export function pack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, bytes] of parts) {
    const title = Buffer.from(name, 'ascii')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    // 1 January 1980, midnight: the first day there is in an archive.
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(title.length, 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, title, bytes)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, title)
    at += 30 + title.length + bytes.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, list, end])
}

/** Reads an archive within limits, and nothing in it that a package does not have. Throws `PackageFault`. */
export async function parts(archive: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>()
  let unexpected: string | undefined
  const refused = await unpack(
    archive,
    ({ name, bytes }) => {
      if (!known.test(name)) {
        unexpected = name
        return { code: 'not accepted', refused: '' }
      }
      found.set(name, bytes)
      return undefined
    },
    { ...most },
  )
  if (unexpected !== undefined)
    throw new PackageFault(
      'unexpected name',
      `The archive in this package holds something called “${unexpected.slice(0, 80)}”, which a package does not have. Nothing of it was kept.`,
    )
  switch (refused?.code) {
    case undefined:
      return found
    case 'unpacks too big':
      throw new PackageFault(
        'unpacks too big',
        'The archive in this package would unpack to far more than its own size, or holds too many files, so it was not unpacked.',
      )
    case 'two in one':
      throw new PackageFault(
        'name twice',
        'The archive in this package names something twice, or has something hidden between its parts. Nothing of it was kept.',
      )
    default:
      throw new PackageFault(
        'damaged',
        'The archive in this package is damaged, locked, or has a name that leads outside it. Nothing of it was kept.',
      )
  }
}
