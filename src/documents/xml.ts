/** Whether a part is XML, whatever its name says: documents may call their parts as they like. */
export const looksLikeXml = (bytes: Buffer) =>
  /^(?:\ufeff)?\s*</.test(bytes.subarray(0, 64).toString('utf8')) ||
  /^(?:fffe)?(?:[0-2][0-9a-d]00)*3c00|^(?:feff)?(?:00[0-2][0-9a-d])*003c/.test(bytes.toString('hex', 0, 64))

/** The text of an XML part, or undefined when it is in a code that could hide words from the checks, or is no XML. */
export function readXml(bytes: Buffer): string | undefined {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0)
  const utf16be = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0x3c)
  const text = new TextDecoder(utf16 ? 'utf-16le' : utf16be ? 'utf-16be' : 'utf-8').decode(bytes)
  if (text.includes('\0') || !/^\s*(?:<|$)/.test(text)) return undefined
  const declared = /^\s*<\?xml[^<>]*encoding\s*=\s*["']([^"']*)["']/i.exec(text.slice(0, 256))?.[1]
  const plain = /^(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-1|windows-1252)$/i
  return declared && !plain.test(declared) ? undefined : text
}

/**
 * Finds the tags of these elements, whatever their prefix. A `>` inside a quoted attribute doesn't end the tag, and the
 * pattern never runs past the next `<`, so that malformed parts cost no more time than good ones.
 */
export const tagsOf = (...elements: string[]) =>
  new RegExp(
    `<(?:[^\\s<>/:]+:)?(?:${elements.join('|')})(?=[\\s/>])[^<>"']*(?:"[^<"]*"[^<>"']*|'[^<']*'[^<>"']*)*>`,
    'g',
  )

/** An attribute's value in a tag, whatever its prefix, with character references spelt out; empty when there is none. */
export function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s(?:[^\\s<>="'/:]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return spellOut(value?.[1] ?? value?.[2] ?? '')
}

/** Replaces character references by the characters they stand for. */
export function spellOut(text: string): string {
  if (!text.includes('&')) return text
  return text
    .replace(/&#x([0-9a-f]{1,8});/gi, (_, hex: string) => character(parseInt(hex, 16)))
    .replace(/&#(\d{1,9});/g, (_, decimal: string) => character(Number(decimal)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof entities) => entities[name])
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const character = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
