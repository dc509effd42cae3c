import { gunzipSync, inflateRawSync } from 'node:zlib'

/** Every text that can be had out of some bytes: as they are, unescaped in each way we know, and out of whatever they pack. */
export function textsIn(bytes: Buffer, depth = 0): string[] {
  if (depth > 4 || bytes.length === 0) return []
  if (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])))
    return textsIn(
      attempt(() => gunzipSync(bytes)),
      depth + 1,
    )
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')))
    return partsOf(bytes).flatMap(part => [part.name, ...textsIn(part.bytes, depth + 1)])
  const text = bytes.toString('utf8')
  const plain = unfolded(unescaped(text))
  return [text, plain, withoutTags(plain), ...packedIn(text).flatMap(packed => textsIn(packed, depth + 1))]
}

const attempt = (work: () => Buffer): Buffer => {
  try {
    return work()
  } catch {
    return Buffer.alloc(0)
  }
}

/** A calendar's lines are folded: a line end and a blank may come in the middle of a word. */
const unfolded = (text: string) => text.replaceAll(/\r\n[ \t]/g, '')

/** Words that stand together for a reader may have tags between them. */
const withoutTags = (text: string) => text.replaceAll(/<[^<>]*>/g, '')

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function unescaped(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_whole, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d{1,7});/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&([a-z]+);/g, (whole, name: string) => named[name] ?? whole)
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/(%[0-9a-f]{2})+/gi, whole => {
      try {
        return decodeURIComponent(whole)
      } catch {
        return whole
      }
    })
    .replaceAll('+', ' ')
}

/** What is written in base64 inside a text, where it comes to something. */
function packedIn(text: string): Buffer[] {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)]
    .map(([packed]) => Buffer.from(packed.replaceAll('-', '+').replaceAll('_', '/'), 'base64'))
    .filter(bytes => bytes.length > 0 && (isPrintable(bytes) || bytes.subarray(0, 2).toString('latin1') === 'PK'))
}

const isPrintable = (bytes: Buffer) => bytes.every(byte => byte >= 0x20 && byte < 0x7f)

/** The parts of a zip, read from its directory: office documents and workbooks are zips. */
export function partsOf(zip: Buffer): { name: string; bytes: Buffer }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  if (end < 0) return []
  const parts: { name: string; bytes: Buffer }[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10)
    const packed = zip.readUInt32LE(at + 20)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + packed)
    parts.push({
      name: zip.subarray(at + 46, at + 46 + nameLength).toString(),
      bytes: method === 8 ? attempt(() => inflateRawSync(bytes)) : bytes,
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return parts
}
