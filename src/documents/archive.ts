import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { refuse, type Refused } from './refused.ts'

/** How far an archive may unpack. Sizes in bytes; `ratio` is unpacked to packed, asked of entries above a megabyte. */
export type Limits = { entries: number; unpacked: number; ratio: number; depth: number }

/** A large slide deck has about a thousand entries; a full spreadsheet unpacks about thirty to one. */
export const limits: Limits = { entries: 3_000, unpacked: 120_000_000, ratio: 250, depth: 2 }

/** One file in an archive, unpacked. */
export type Part = { name: string; bytes: Buffer }

const oneMegabyte = 1_000_000
const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1')
const shortestEnd = 22
const longestComment = 0xffff

const damaged = refuse(
  'damaged',
  'This file is damaged and cannot be opened. Open it in the program that made it, save it again and attach that.',
)
const tooBig = refuse(
  'unpacks too big',
  'This file would unpack to far more than its own size, so it was not opened. Save it again from the program that made it, with smaller pictures, or attach it in parts.',
)
const locked = refuse(
  'locked',
  'This file is protected by a password, so it cannot be checked. Take the password off and attach it again: it is sealed here anyway.',
)
const twoInOne = refuse(
  'two in one',
  'There is something else hidden in this file, before, after or between its own parts. Open it in the program that made it, save it under a new name and attach that.',
)

/** Whether a ZIP archive ends exactly where these bytes end, whatever they begin with. */
export function endsAsArchive(bytes: Buffer): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - shortestEnd - longestComment))
  for (let at = tail.lastIndexOf(endOfDirectory); at >= 0; at = at ? tail.lastIndexOf(endOfDirectory, at - 1) : -1) {
    if (at + shortestEnd > tail.length) continue
    if (at + shortestEnd + tail.readUInt16LE(at + 20) === tail.length) return true
  }
  return false
}

/**
 * Unpacks an archive one part at a time, within limits, and stops at the first refusal, its own or `check`'s.
 * `budget` is shared with archives inside archives, so that nesting buys no room.
 */
export async function unpack(
  bytes: Buffer,
  check: (part: Part) => Refused | undefined | Promise<Refused | undefined>,
  budget: Limits = { ...limits },
): Promise<Refused | undefined> {
  let zip: ZipFile | undefined
  try {
    zip = await fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true })
    if (zip.comment) return twoInOne
    const entries = await listed(zip, budget)
    if (!Array.isArray(entries)) return entries
    const layout = await wellLaidOut(zip, entries, bytes)
    if (layout) return layout
    for (const entry of entries) {
      if (entry.fileName.endsWith('/')) continue
      const refused = await check({ name: entry.fileName, bytes: await content(zip, entry) })
      if (refused) return refused
    }
    return undefined
  } catch {
    return damaged
  } finally {
    zip?.close()
  }
}

/** The archive's own list, refused when it declares too much, repeats a name or locks an entry. */
async function listed(zip: ZipFile, budget: Limits): Promise<Entry[] | Refused> {
  if (zip.entryCount > budget.entries) return tooBig
  budget.entries -= zip.entryCount
  const entries: Entry[] = []
  const names = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase()
    if (names.has(name)) return twoInOne
    names.add(name)
    if (entry.isEncrypted()) return locked
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return damaged
    if (entry.uncompressedSize > oneMegabyte && entry.uncompressedSize > entry.compressedSize * budget.ratio)
      return tooBig
    budget.unpacked -= entry.uncompressedSize
    if (budget.unpacked < 0) return tooBig
    entries.push(entry)
  }
  return entries
}

/**
 * Entries lie end to end from the first byte to the directory, each under one name. Overlaps make bombs; gaps and a
 * late start make room for a second file; two names for one entry make two readers see different things.
 */
async function wellLaidOut(zip: ZipFile, entries: Entry[], bytes: Buffer): Promise<Refused | undefined> {
  const ranges: { from: number; to: number }[] = []
  for (const entry of entries) {
    const local = await zip.readLocalFileHeaderPromise(entry)
    if (!local.fileName.equals(entry.fileNameRaw)) return twoInOne
    ranges.push({ from: entry.relativeOffsetOfLocalHeader, to: local.fileDataStart + entry.compressedSize })
  }
  ranges.sort((a, b) => a.from - b.from)
  let reached = 0
  for (const { from, to } of ranges) {
    // A streamed entry is followed by a descriptor of 12 to 24 bytes; padding for alignment is rare and short.
    if (from < reached || from - reached > (reached ? 64 : 0)) return twoInOne
    reached = to
  }
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'), reached)
  // After the list of entries comes only its end record (22 bytes), or with it the two of a large archive (76).
  const listed = Number(zip.readEntryCursor)
  return directory < 0 || directory - reached > 64 || bytes.length - listed > 98 ? twoInOne : undefined
}

async function content(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  // The reader stops an entry that runs past its declared size, so the declared sizes bound the whole.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
