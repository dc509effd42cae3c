/**
 * Markup as values. A plain string is always escaped; markup made here composes without a mark; `trusted` is the one
 * place where a string becomes markup. Each template is looked over once, when first used: holes are only allowed
 * where escaping is enough to keep them harmless.
 */

import { mark } from '../engine/strike.ts'

/**
 * Its text as it is sent: each letter stands for one byte of UTF-8. A page is put together of hundreds of strings, and one letter
 * beyond Latin-1 in any of them would make all of it twice as large, to be turned into bytes letter by letter in the end.
 */
class Markup {
  readonly #bytes: string

  constructor(bytes: string) {
    this.#bytes = bytes
  }

  get bytes(): string {
    return this.#bytes
  }

  toString(): string {
    return beyondAscii.test(this.#bytes) ? Buffer.from(this.#bytes, 'latin1').toString() : this.#bytes
  }
}

const beyondAscii = /[\u0080-\uffff]/
const inBytes = (text: string): string => (beyondAscii.test(text) ? Buffer.from(text).toString('latin1') : text)

/** Markup that is safe to send: made only by `html`, `attributes`, `joined`, `kept` and `trusted`. */
export type Html = Markup

/** What may be put in a hole. Nothing is rendered for null, undefined and false; arrays are joined without a gap. */
export type Content = Html | string | number | null | undefined | false | readonly Content[]

export const isHtml = (value: unknown): value is Html => value instanceof Markup

/** The one way to insert raw markup. Give it only constants of ours or the output of a sanitiser, never typed text. */
export const trusted = (markup: string): Html => new Markup(inBytes(markup))

export const nothing: Html = new Markup('')

/** The same, for what stands in page after page: in one piece, where each of them would copy it piece by piece. */
export const kept = ({ bytes }: Html): Html => new Markup(Buffer.from(bytes, 'latin1').toString('latin1'))

/** Writes it down as it is sent, and gives how many bytes it came to; or nothing, where there is no room for it. */
export const writtenOn = (sheet: Buffer, { bytes }: Html): number | undefined =>
  bytes.length > sheet.length ? undefined : sheet.write(bytes, 'latin1')

/** What is sent. */
export const bytesOf = ({ bytes }: Html): Buffer => Buffer.from(bytes, 'latin1')

const special = /[&<>"']/
const specialOrBeyond = /[&<>"'\u0080-\uffff]/
const everySpecial = /[&<>"']/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for use between tags or inside a quoted attribute. */
export const escape = (text: string): string =>
  special.test(text) ? text.replace(everySpecial, character => entities[character]!) : text

/** Text as it stands between tags or in a quoted attribute, in bytes. */
const written = (text: string): string => (specialOrBeyond.test(text) ? inBytes(escape(text)) : text)

const render = (content: Content): string => {
  if (typeof content === 'string') return written(content)
  if (content instanceof Markup) return content.bytes
  if (content === null || content === undefined || content === false) return ''
  if (typeof content === 'number') return String(content)
  if (Array.isArray(content)) {
    let all = ''
    for (const part of content) all += render(part)
    return all
  }
  throw new TypeError(`A page cannot show a ${typeof content}: give it text, a number or markup`)
}

const harmlessSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** An address for href, src or action; one with a scheme that can run script becomes '#'. */
const address = (content: Content): string => {
  if (isHtml(content)) throw new TypeError('An address is text, not markup')
  if (typeof content === 'string' && content.startsWith('/')) return written(content)
  // Browsers pass over white space and control characters when they look for the scheme, so we do too.
  // oxlint-disable-next-line no-control-regex
  const bare = String(content).replaceAll(/[\u0000-\u0020\u007f-\u009f]/g, '')
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(bare)?.[0]
  return scheme === undefined || harmlessSchemes.has(scheme.toLowerCase()) ? render(content) : '#'
}

const value = (content: Content): string => {
  if (typeof content === 'string') return written(content)
  const text = render(content)
  if (special.test(text) && /["<>]/.test(text)) throw new TypeError('Markup was put inside an attribute value')
  return text
}

/** What follows '<' or a tag's name: more of the name, or markup that begins with a space, as attributes do. */
const tagOrAttributes = (content: Content): string => {
  const text = render(content)
  if (text === '') return text
  if (!(isHtml(content) ? /^( |$)/ : /^[a-z0-9-]*$/i).test(text)) throw new TypeError(`Not part of a tag: ${text}`)
  return text
}

const attributeList = (content: Content): string => {
  if (typeof content === 'string' && content !== '')
    throw new TypeError('Text was put where attributes go: use attributes({ … })')
  return render(content)
}

type Renderer = (content: Content) => string
type Template = { readonly parts: readonly string[]; readonly renderers: readonly Renderer[]; readonly whole?: Html }

const addressAttribute = /\s(?:href|src|action|formaction|cite|poster|data|xlink:href)\s*=\s*"$/i
const scriptingAttribute = /\s(?:on\w+|style|srcdoc)\s*=\s*"[^"]*$/i

/** Which renderer a hole needs, from the fixed markup that comes before it. */
const rendererAfter = (before: string): Renderer => {
  const opened = before.lastIndexOf('<')
  const inTag = opened > before.lastIndexOf('>')
  if (!inTag) {
    if (/<(script|style)\b[^>]*>(?:(?!<\/\1)[\s\S])*$/i.test(before))
      throw new TypeError('Nothing can be put inside a script or a style')
    return render
  }
  const tag = before.slice(opened)
  if (tag.startsWith('<!')) throw new TypeError('Nothing can be put inside a comment')
  if (/^<\/?[a-z0-9-]*$/i.test(tag)) return tagOrAttributes
  const inQuotes = tag.replaceAll(/"[^"]*"/g, '').includes('"')
  if (!inQuotes) {
    if (/[='][^"\s]*$/.test(tag)) throw new TypeError(`Quote the attribute with double quotes: ${tag}`)
    return attributeList
  }
  if (scriptingAttribute.test(tag)) throw new TypeError(`Nothing can be put inside this attribute: ${tag}`)
  return addressAttribute.test(tag) ? address : value
}

/** Spaces kept at line ends would only make pages longer; where they can matter the template is left alone. */
const closedUp = (parts: readonly string[]): readonly string[] =>
  /<(?:pre|textarea)/i.test(parts.join('')) ? parts : parts.map(part => part.replaceAll(/\n\s*/g, '\n'))

const lookOver = (parts: readonly string[]): Template => {
  const renderers: Renderer[] = []
  let before = ''
  for (let i = 0; i < parts.length - 1; i++) {
    before += parts[i]
    renderers.push(rendererAfter(before))
    before += 'x'
  }
  const inside = closedUp(parts).map(inBytes)
  return { parts: inside, renderers, whole: inside.length === 1 ? new Markup(inside[0] ?? '') : undefined }
}

const templates = new WeakMap<TemplateStringsArray, Template>()

/** Makes markup: html`<p>${anything}</p>`. */
export const html = (strings: TemplateStringsArray, ...holes: readonly Content[]): Html => {
  let template = templates.get(strings)
  if (template === undefined) {
    template = lookOver(strings)
    templates.set(strings, template)
  }
  const { parts, renderers, whole } = template
  if (whole) return whole
  let bytes = parts[0]!
  for (let i = 0; i < holes.length; i++) bytes += renderers[i]!(holes[i]) + parts[i + 1]!
  return new Markup(bytes)
}

/** Attribute values: true gives the bare name; false, null and undefined leave the attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Names that were looked at before: our own, and few. */
const allowed = new Set<string>()
const allow = (name: string): void => {
  if (!/^[a-z_:@][\w:.-]*$/i.test(name) || /^(?:on|style$|srcdoc$)/i.test(name))
    throw new TypeError(`Not an attribute that may be set here: ${name}`)
  allowed.add(name)
}

const addresses = new Set(['href', 'src', 'action', 'formaction', 'cite', 'poster', 'data', 'xlink:href'])

/** Attributes with a space before each, to go straight after a tag name: html`<p${attributes({ id })}>`. */
export const attributes = (given: Attributes | undefined): Html => {
  if (given === undefined) return nothing
  let out = ''
  for (const key of Object.keys(given)) {
    const wanted = given[key]
    if (wanted === false || wanted === null || wanted === undefined) continue
    if (!allowed.has(key)) allow(key)
    if (wanted === true) out += ` ${key}`
    else out += ` ${key}="${addresses.has(key.toLowerCase()) ? address(String(wanted)) : written(String(wanted))}"`
  }
  return out === '' ? nothing : new Markup(out)
}

/** The contents one after another with a separator between them; those that show nothing are passed over. */
export const joined = (contents: readonly Content[], separator: Content = ''): Html => {
  const between = render(separator)
  return new Markup(
    contents
      .map(render)
      .filter(text => text !== '')
      .join(between),
  )
}

/** A class attribute's value from its parts: classes('govuk-tag', colour && `govuk-tag--${colour}`). */
export const classes = (...parts: readonly (string | 0 | null | undefined | false)[]): string => {
  let out = ''
  for (const part of parts) if (part) out = out === '' ? part : `${out} ${part}`
  return out
}

/** Text typed by someone, kept from turning the reading direction of what stands around it. */
export const isolated = (text: string): Html => html`<bdi>${marked(text)}</bdi>`

/** What somebody wrote, between tags: where words were struck out of it, the mark is said in words to whoever can't see it. */
export const marked = (text: string): Content =>
  text.includes(mark) ? text.split(mark).map((piece, at) => (at === 0 ? piece : html`${struckOut}${piece}`)) : text

const struckOut = html`<span aria-hidden="true">${mark}</span><span class="govuk-visually-hidden">(words struck out)</span>`
