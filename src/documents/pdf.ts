import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { endsAsArchive } from './archive.ts'
import { refuse, type Refused } from './refused.ts'

const unpack = promisify(inflate)

/** A PDF name as it may be written: any character can be spelt `#hh`. */
const spelt = (name: string) =>
  name.replace(/./g, letter => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`) + '(?![A-Za-z0-9])'

const finder = (...names: string[]) => new RegExp(`/(?:${names.map(spelt).join('|')})`, 'i')

const lock = finder('Encrypt')
const script = finder('JavaScript', 'Launch', 'RichMedia', 'XFA', 'SubmitForm', 'ImportData', 'GoToE', 'Rendition')
const embedded = finder('EmbeddedFile', 'EmbeddedFiles')
/** The mark of an object stream, or what only such a stream has: where its first object is, in figures. */
const objectStream = new RegExp(`/(?:${spelt('ObjStm')}|${spelt('First')}\\s*\\d+(?!\\d|\\s+\\d+\\s+R))`, 'gi')
const author = /\/Author\s*\(((?:[^()\\]|\\.){1,200})\)/

const windowSize = 1 << 20
const overlap = 256
const packedLimit = 16_000_000
const packedTotal = 64_000_000

const printAgain = 'Print it to a new PDF (in Windows: Print, then Microsoft Print to PDF) and attach that.'
const damaged = refuse('damaged', `This PDF is damaged or was cut short. ${printAgain}`)

/** What a PDF carries that its reader may not see, in sentences. */
export type PdfFindings = { carries: string[] }

/**
 * Refuses a PDF that is locked, acts by itself, carries other files, or is something else besides. Names are looked for
 * in the raw bytes and inside packed object streams, however they are spelt.
 */
export async function checkPdf(bytes: Buffer): Promise<PdfFindings | Refused> {
  const ends = checkEnds(bytes)
  if (ends) return ends
  let carries: string[] = []
  for (let at = 0; at < bytes.length; at += windowSize) {
    const text = bytes.subarray(at, at + windowSize + overlap).toString('latin1')
    const refused = checkNames(text)
    if (refused) return refused
    carries = [...carries, ...authorIn(text)]
    await breathe()
  }
  return (await checkPacked(bytes)) ?? { carries: [...new Set(carries)] }
}

function checkEnds(bytes: Buffer): Refused | undefined {
  if (!bytes.subarray(0, 8).toString('latin1').startsWith('%PDF-')) return damaged
  const end = bytes.lastIndexOf('%%EOF')
  if (end < 0 || bytes.indexOf('startxref') < 0) return damaged
  const opening = bytes.subarray(0, 1024).toString('latin1')
  const trailing = bytes.subarray(end + 5)
  if (endsAsArchive(bytes) || /<(?:html|script|svg)\b/i.test(opening) || !trailing.every(isBlank))
    return refuse('two in one', `There is something else in this file besides the PDF. ${printAgain}`)
  return undefined
}

const isBlank = (byte: number) => byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32

function checkNames(text: string): Refused | undefined {
  if (lock.test(text))
    return refuse(
      'locked',
      `This PDF is protected by a password or against copying, so it cannot be checked. ${printAgain} It is sealed here anyway.`,
    )
  if (script.test(text))
    return refuse(
      'scripts',
      `This PDF can act by itself: it holds a script, a form that sends, or media. ${printAgain}`,
    )
  if (embedded.test(text))
    return refuse('carries files', 'This PDF carries other files inside it. Attach each of them by itself.')
  return undefined
}

const authorIn = (text: string) => {
  const name = author.exec(text)?.[1]?.trim()
  return name && /^[\x20-\x7e]+$/.test(name) ? [`Its properties name its author: ${name}.`] : []
}

/**
 * Objects can be packed out of sight in streams; those are opened too. Where such a stream begins can be made hard to tell,
 * so every place where it may is tried, and one that opens nowhere is refused.
 */
async function checkPacked(bytes: Buffer): Promise<Refused | undefined> {
  const text = bytes.toString('latin1')
  let total = 0
  for (const { index } of text.matchAll(objectStream)) {
    const end = text.indexOf('endstream', index)
    const packs = await packsIn(bytes, text, index, end)
    if (!packs.length) return damaged
    for (const pack of packs) {
      total += pack.length
      if (total > packedTotal)
        return refuse('unpacks too big', `This PDF would unpack to far more than its size. ${printAgain}`)
      const refused = checkNames(pack.toString('latin1'))
      if (refused) return refused
    }
  }
  return undefined
}

/** What is packed between an object stream's mark and its end: unpacked, or as it stands when nothing says it is packed. */
async function packsIn(bytes: Buffer, text: string, from: number, end: number): Promise<Buffer[]> {
  if (end < 0) return []
  const found = [...text.slice(from, end).matchAll(/stream(?:\r\n|\n|\r)/g)]
  const begins = found.slice(0, 8).map(({ index, 0: word }) => from + index + word.length)
  const dictionary = text.slice(Math.max(text.lastIndexOf('obj', from), from - 4096), begins.at(-1) ?? end)
  const plain = dictionary.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  const filters = [...plain.matchAll(/\/F(?:ilter)?(?![A-Za-z0-9])\s*([^>]{0,60}>?)/g)].map(([, filter = '']) => filter)
  if (!filters.length) return begins.map(begin => bytes.subarray(begin, end))
  if (!filters.every(filter => onlyFlate.test(filter)) || /\/Predictor\s*[2-9]/.test(plain)) return []
  const opened = await Promise.all(begins.map(begin => opening(bytes.subarray(begin, end))))
  return opened.filter(pack => pack !== undefined)
}

const onlyFlate = /^(?:\[\s*)?\/(?:FlateDecode|Fl)\s*(?:\]|\/|>)/

const opening = (packed: Buffer) => unpack(packed, { maxOutputLength: packedLimit }).catch(() => undefined)
