import { refuse, type Refused } from './refused.ts'

/** Words and the code they were written in. */
export type Decoded = { text: string; encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252' }

/**
 * The words in a plain text or CSV file, without a byte order mark: UTF-16 when it is marked as such, else UTF-8, else
 * Windows-1252, which is what older office programs write.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
  }
}

const unprintable = /[\p{Cc}--[\t\n\v\f\r\u0080-\u009f]]/v
const markup =
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|\?xml|\?php|%|html|head|body|script|svg|style|iframe|img|a|div|table|form|object|embed|meta|link|base|hta:)/i
const program = /^\s*(?:#!|@echo\b|\{\\rtf|%PDF-|%!PS)/i
/** Refuses what calls itself plain text and is something else: binary, a page, a drawing, a script. */
export function checkText({ text }: Decoded): Refused | undefined {
  if (unprintable.test(text))
    return refuse(
      'not accepted',
      'This file is not plain text, and not a kind of file that can be attached. Save it as PDF or Word and attach that.',
    )
  const opening = text.slice(0, 4096)
  if (markup.test(opening) || program.test(opening))
    return refuse(
      'not accepted',
      'This file holds a web page, a drawing or a program, which could act when it is opened. Save what it says as PDF and attach that.',
    )
  if (text.slice(0, 1024).includes('%PDF-'))
    return refuse('two in one', 'This file is both text and PDF. Save it again as one of the two and attach that.')
  return undefined
}

/** Refuses a CSV file whose cells a spreadsheet would run as formulas. */
export function checkCsv({ text }: Decoded): Refused | undefined {
  if (!hasFormula(text)) return undefined
  return refuse(
    'formulas',
    'A cell in this file would run as a formula when someone opens it. Replace formulas by their values, save it again and attach that.',
  )
}

const endsCell = ',;|\t\n\r'
const lookAhead = 256

/** One pass over the text, whatever the delimiter. A signed number or a telephone number is not a formula. */
function hasFormula(text: string): boolean {
  let atStart = true
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (endsCell.includes(character)) atStart = true
    else if (atStart && character > ' ' && character !== '"') {
      atStart = false
      if (character === '=' || character === '＝') return true
      if ('+-@＋－＠%'.includes(character) && calls(text.slice(at + 1, at + lookAhead))) return true
    }
  }
  return false
}

const calls = (rest: string) => /^[^,;\n\r\t]*[(|!]/.test(rest)
