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
const objectStream = new RegExp(`/${spelt('ObjStm')}`, 'gi')
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

/** Objects can be packed out of sight; those packs are opened too, and an unusual packing is refused. */
async function checkPacked(bytes: Buffer): Promise<Refused | undefined> {
  const text = bytes.toString('latin1')
  let total = 0
  for (const found of text.matchAll(objectStream)) {
    const dictionary = text.slice(Math.max(text.lastIndexOf('obj', found.index), found.index - 2048), found.index)
    const begins = text.indexOf('stream', found.index)
    const described = dictionary + text.slice(found.index, begins < 0 ? found.index + 2048 : begins)
    const ends = text.indexOf('endstream', begins)
    if (begins < 0 || ends < 0) continue
    const from = begins + 'stream'.length + (text.startsWith('\r\n', begins + 'stream'.length) ? 2 : 1)
    const objects = await opened(bytes.subarray(from, ends), described)
    if (!objects) return damaged
    total += objects.length
    if (total > packedTotal)
      return refuse('unpacks too big', `This PDF would unpack to far more than its size. ${printAgain}`)
    const refused = checkNames(objects.toString('latin1'))
    if (refused) return refused
  }
  return undefined
}

async function opened(packed: Buffer, dictionary: string): Promise<Buffer | undefined> {
  if (!/\/Filter/i.test(dictionary)) return packed
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]|\/|>>)/.test(dictionary) || /\/Predictor\s*[2-9]/.test(dictionary))
    return undefined
  try {
    return await unpack(packed, { maxOutputLength: packedLimit })
  } catch {
    return undefined
  }
}
