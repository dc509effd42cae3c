import { fileTypeFromBuffer } from 'file-type'
import { apart } from './apart.ts'
import { referencesIn } from './cites.ts'
import { checkOffice, type OfficeKind } from './office.ts'
import type { ImageKind } from './images.ts'
import { checkPdf } from './pdf.ts'
import { referencesInPdf } from './pdf-words.ts'
import { refuse, type Refused } from './refused.ts'
import { checkCsv, checkText, decode } from './text.ts'

export type KindId = 'pdf' | 'txt' | 'csv' | OfficeKind | ImageKind

/** A kind of file that is taken in: what it is called, how its name may end, and the type it is served as. */
export type Kind = {
  id: KindId
  label: string
  endings: readonly string[]
  type: string
  image?: ImageKind
  office?: true
}

/** The allow-list. What is not here is refused. */
export const kinds: Record<KindId, Kind> = {
  pdf: { id: 'pdf', label: 'PDF', endings: ['pdf'], type: 'application/pdf' },
  docx: {
    id: 'docx',
    label: 'Word document',
    endings: ['docx'],
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    office: true,
  },
  xlsx: {
    id: 'xlsx',
    label: 'Excel workbook',
    endings: ['xlsx'],
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    office: true,
  },
  pptx: {
    id: 'pptx',
    label: 'PowerPoint presentation',
    endings: ['pptx'],
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    office: true,
  },
  odt: {
    id: 'odt',
    label: 'OpenDocument text',
    endings: ['odt'],
    type: 'application/vnd.oasis.opendocument.text',
    office: true,
  },
  ods: {
    id: 'ods',
    label: 'OpenDocument spreadsheet',
    endings: ['ods'],
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    office: true,
  },
  odp: {
    id: 'odp',
    label: 'OpenDocument presentation',
    endings: ['odp'],
    type: 'application/vnd.oasis.opendocument.presentation',
    office: true,
  },
  txt: { id: 'txt', label: 'plain text', endings: ['txt'], type: 'text/plain; charset=utf-8' },
  csv: { id: 'csv', label: 'CSV', endings: ['csv'], type: 'text/csv; charset=utf-8' },
  jpeg: { id: 'jpeg', label: 'JPEG picture', endings: ['jpg', 'jpeg'], type: 'image/jpeg', image: 'jpeg' },
  png: { id: 'png', label: 'PNG picture', endings: ['png'], type: 'image/png', image: 'png' },
  gif: { id: 'gif', label: 'GIF picture', endings: ['gif'], type: 'image/gif', image: 'gif' },
  webp: { id: 'webp', label: 'WebP picture', endings: ['webp'], type: 'image/webp', image: 'webp' },
  tiff: { id: 'tiff', label: 'TIFF scan', endings: ['tif', 'tiff'], type: 'image/tiff', image: 'tiff' },
}

/** The endings of names that are taken in, for the `accept` of a file input and for its hint. */
export const endings: readonly string[] = Object.values(kinds).flatMap(kind => kind.endings)

/** The most one file may weigh, in bytes: 25 MB as Windows and the setting count them. */
export const mostBytes = 25 * 1024 * 1024

/**
 * A file that may be taken in: its kind, what it carries that its reader may not see, in sentences, and the references of matters in
 * its words. What a picture shows is not read.
 */
export type Examined = { kind: Kind; carries: string[]; cites: string[] }

/**
 * Says what a file is by what it holds, and refuses it when it is not a kind we take, when its name says otherwise, or
 * when it is locked, can act, fetches, hides another file or unpacks without end. Reads every byte; heavy for large
 * files, so servers call `examineApart`.
 */
export async function examine(
  name: string,
  { buffer, byteOffset, byteLength }: Uint8Array,
): Promise<Examined | Refused> {
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  if (bytes.length === 0) return refuse('empty', 'This file is empty. Check that it was saved, and attach it again.')
  if (bytes.length > mostBytes)
    return refuse('too big', 'This file is larger than 25 MB. Save it with smaller pictures, or attach it in parts.')
  const ending = endingOf(name)
  if (!ending)
    return refuse(
      'no ending',
      'The name of this file has no ending, such as .pdf or .docx. Give it the right one and attach it again.',
    )

  const found = await contents(bytes, ending)
  if ('refused' in found) return found
  if (found.kind.endings.includes(ending)) return found
  return instead.some(([those]) => those.includes(ending)) ? notAccepted(ending) : mislabelled(ending, found.kind)
}

/** `examine` in a thread of its own, with its memory and time bounded, so that no file can hold the others up. */
export async function examineApart(name: string, bytes: Uint8Array): Promise<Examined | Refused> {
  if (bytes.byteLength > mostBytes) return examine(name, bytes)
  try {
    return await apart<Examined | Refused>(new URL(import.meta.url), 'examine', [name, bytes], {
      seconds: 30,
      megabytes: 768,
    })
  } catch {
    return refuse(
      'unpacks too big',
      'This file took too long to check. Save it again from the program that made it, or attach it in parts.',
    )
  }
}

/** The last ending of a name in lower case, without its dot; empty when there is none. */
const endingOf = (name: string) =>
  /[^./\\]\.([a-z0-9]{1,10})$/i.exec(name.normalize('NFKC').trim())?.[1]?.toLowerCase() ?? ''

function mislabelled(ending: string, kind: Kind): Refused {
  const right = kind.endings.map(each => `.${each}`).join(' or ')
  return refuse(
    'mislabelled',
    `The name of this file ends in .${ending}, but it holds a ${kind.label}. If it should, end its name in ${right} and attach it again.`,
  )
}

async function contents(bytes: Buffer, ending: string): Promise<Examined | Refused> {
  const opening = bytes.subarray(0, 8).toString('latin1')
  if (opening.startsWith('PK')) return checkArchive(bytes)
  if (opening === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return compoundFile(bytes)
  if (opening.startsWith('%PDF-')) {
    const findings = await checkPdf(bytes)
    return 'refused' in findings ? findings : { kind: kinds.pdf, ...findings, cites: await referencesInPdf(bytes) }
  }
  const sniffed = marksItsCode(bytes) ? undefined : await sniff(bytes)
  const image = sniffed && Object.values(kinds).find(kind => kind.image && kind.endings.includes(sniffed))
  if (image) return { kind: image, carries: [], cites: [] }
  if (sniffed && !textual.includes(sniffed)) return notAccepted(sniffed)
  return checkPlain(bytes, ending)
}

async function checkArchive(bytes: Buffer): Promise<Examined | Refused> {
  const findings = await checkOffice(bytes)
  if ('refused' in findings) return findings
  const { kind, ...more } = findings
  return kind ? { kind: kinds[kind], ...more } : notAccepted('zip')
}

/** The container of older office files is also what a password makes of a newer one. */
function compoundFile(bytes: Buffer): Refused {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    return refuse(
      'locked',
      'This document is protected by a password, so it cannot be checked. Take the password off and attach it again: it is sealed here anyway.',
    )
  if (bytes.includes(Buffer.from('__substg1.0_', 'utf16le'))) return notAccepted('eml')
  return refuse(
    'not accepted',
    'This is an older kind of office file (.doc, .xls or .ppt), which can hide macros. Open it, save it as .docx, .xlsx, .pptx or PDF and attach that.',
  )
}

function checkPlain(bytes: Buffer, ending: string): Examined | Refused {
  const decoded = decode(bytes)
  const refused = checkText(decoded) ?? (ending === 'csv' ? checkCsv(decoded) : undefined)
  if (refused) return refused
  return { kind: ending === 'csv' ? kinds.csv : kinds.txt, carries: [], cites: referencesIn(decoded.text) }
}

/** What the sniffer calls text that has a recognised opening. */
const textual = ['ics', 'vcf', 'vtt', 'srt']

/** Text in UTF-16 opens with a mark, which the sniffer takes for something else. */
const marksItsCode = (bytes: Buffer) => bytes.length % 2 === 0 && ['fffe', 'feff'].includes(bytes.toString('hex', 0, 2))

async function sniff(bytes: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes))?.ext
  } catch {
    return undefined
  }
}

const instead: [endings: string[], is: string, mend: string][] = [
  [['eml', 'msg'], 'an e-mail', 'Save the e-mail as PDF and attach that, and attach what came with it file by file.'],
  [
    ['heic', 'heif', 'avif', 'jp2', 'jxl', 'bmp', 'psd', 'cr2', 'nef', 'dng'],
    'a kind of picture we cannot check',
    'Save it as JPEG or PNG and attach that.',
  ],
  [
    ['zip', '7z', 'rar', 'gz', 'tar', 'xz', 'bz2', 'zst', 'lz', 'cab', 'epub', 'jar', 'apk'],
    'a compressed folder, or a template',
    'Take the files out and attach each of them; save a template as a document.',
  ],
  [['rtf', 'ps', 'eps'], 'a kind of document that can hide other things', 'Save it as PDF or Word and attach that.'],
  [['exe', 'elf', 'macho', 'wasm', 'class', 'msi', 'dll', 'lnk', 'swf'], 'a program', 'Programs are never taken.'],
  [
    ['mp4', 'mov', 'avi', 'mkv', 'webm', 'mp3', 'm4a', 'wav', 'ogg', 'flac', 'amr', '3gp'],
    'a recording',
    'Recordings are not held here. Describe it, and say where it is kept.',
  ],
  [
    ['xml', 'html', 'svg', 'mhtml'],
    'a web page or a drawing, which could act when it is opened',
    'Save what it shows as PDF and attach that.',
  ],
]

function notAccepted(ending: string): Refused {
  const [, is, mend] = instead.find(([those]) => those.includes(ending)) ?? [
    [],
    'not a kind of file that can be attached',
    `These can be attached: ${endings.join(', ')}.`,
  ]
  return refuse('not accepted', `This is ${is}. ${mend}`)
}
