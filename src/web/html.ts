/**
 * Markup as values. A plain string is always escaped; markup made here composes without a mark; `trusted` is the one
 * place where a string becomes markup. Each template is looked over once, when first used: holes are only allowed
 * where escaping is enough to keep them harmless.
 */

import { mark } from '../engine/strike.ts'

class Markup {
  readonly #markup: string | undefined
  readonly #pieces: readonly Piece[] | undefined

  /** A string; or pieces, of which some are kept as bytes already. */
  constructor(markup: string | readonly Piece[]) {
    if (typeof markup === 'string') this.#markup = markup
    else this.#pieces = markup
  }

  toString(): string {
    return this.#markup ?? this.#pieces!.map(piece => (typeof piece === 'string' ? piece : piece.text)).join('')
  }

  get pieces(): readonly Piece[] | undefined {
    return this.#pieces
  }
}

/** What was made once, to stand in many pages, and what is sent of it. */
interface Kept {
  readonly text: string
  readonly bytes: Buffer
}

/** Words with a letter beyond Latin-1 are a piece of their own: all that is put together with them would take twice the room. */
type Piece = string | Kept

/** Markup that is safe to send: made only by `html`, `attributes`, `joined`, `kept` and `trusted`. */
export type Html = Markup

/** What may be put in a hole. Nothing is rendered for null, undefined and false; arrays are joined without a gap. */
export type Content = Html | string | number | null | undefined | false | readonly Content[]

export const isHtml = (value: unknown): value is Html => value instanceof Markup

/** The one way to insert raw markup. Give it only constants of ours or the output of a sanitiser, never typed text. */
export const trusted = (markup: string): Html => new Markup(markup)

export const nothing: Html = new Markup('')

const keptPiece = (text: string): Kept => {
  const bytes = Buffer.from(text)
  // From the bytes, for what was put together piece by piece would be copied piece by piece.
  return { text: bytes.toString(), bytes }
}

/** The same, for what stands in page after page: it is turned into bytes now, and not again for each of them. */
export const kept = (markup: Html): Html => new Markup([keptPiece(String(markup))])

const mostBytesEach = 3

/** Writes it down as it is sent, and gives how many bytes it came to; or nothing, where there may not be room for it. */
export const writtenOn = (sheet: Buffer, markup: Html): number | undefined => {
  let at = 0
  for (const piece of markup.pieces ?? [String(markup)]) {
    if (at + (typeof piece === 'string' ? piece.length * mostBytesEach : piece.bytes.length) > sheet.length)
      return undefined
    at += typeof piece === 'string' ? sheet.write(piece, at) : piece.bytes.copy(sheet, at)
  }
  return at
}

/** What is sent. */
export const bytesOf = (markup: Html): Buffer => Buffer.from(String(markup))

const special = /[&<>"']/
const wide = /[\u0100-\uffff]/
const specialOrWide = /[&<>"'\u0100-\uffff]/
const everySpecial = /[&<>"']/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for use between tags or inside a quoted attribute. */
export const escape = (text: string): string =>
  special.test(text) ? text.replace(everySpecial, character => entities[character]!) : text

const render = (content: Content): string => {
  if (typeof content === 'string') return escape(content)
  if (content instanceof Markup) return content.toString()
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
  if (typeof content === 'string' && content.startsWith('/')) return escape(content)
  // Browsers pass over white space and control characters when they look for the scheme, so we do too.
  // oxlint-disable-next-line no-control-regex
  const bare = String(content).replaceAll(/[\u0000-\u0020\u007f-\u009f]/g, '')
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(bare)?.[0]
  return scheme === undefined || harmlessSchemes.has(scheme.toLowerCase()) ? render(content) : '#'
}

const value = (content: Content): string => {
  if (typeof content === 'string') return escape(content)
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
type Template = { readonly parts: readonly Piece[]; readonly renderers: readonly Renderer[]; readonly whole?: Html }

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
  const pieces = closedUp(parts).map(part => (wide.test(part) ? keptPiece(part) : part))
  const [only = ''] = pieces
  return {
    parts: pieces,
    renderers,
    whole: pieces.length === 1 ? new Markup(typeof only === 'string' ? only : [only]) : undefined,
  }
}

const templates = new WeakMap<TemplateStringsArray, Template>()

/** Markup as it is put together: pieces that are done, and the one that is added to. */
class Growing {
  pieces: Piece[] | undefined
  end = ''

  piece(piece: Piece): void {
    if (typeof piece === 'string') this.end += piece
    else this.apart(piece)
  }

  apart(...pieces: readonly Piece[]): void {
    ;(this.pieces ??= []).push(this.end, ...pieces)
    this.end = ''
  }

  content(content: Content): void {
    if (typeof content === 'string') {
      if (!specialOrWide.test(content)) this.end += content
      else if (wide.test(content)) this.apart(escape(content))
      else this.end += escape(content)
    } else if (content instanceof Markup) {
      if (content.pieces) this.apart(...content.pieces)
      else this.end += content.toString()
    } else if (Array.isArray(content)) for (const part of content) this.content(part)
    else this.end += render(content)
  }

  markup(): Html {
    return new Markup(this.pieces ? [...this.pieces, this.end] : this.end)
  }
}

/** Makes markup: html`<p>${anything}</p>`. */
export const html = (strings: TemplateStringsArray, ...holes: readonly Content[]): Html => {
  let template = templates.get(strings)
  if (template === undefined) {
    template = lookOver(strings)
    templates.set(strings, template)
  }
  const { parts, renderers, whole } = template
  if (whole) return whole
  const growing = new Growing()
  growing.piece(parts[0]!)
  for (let i = 0; i < holes.length; i++) {
    const renderer = renderers[i]!
    if (renderer === render) growing.content(holes[i])
    else growing.end += renderer(holes[i])
    growing.piece(parts[i + 1]!)
  }
  return growing.markup()
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
    else out += ` ${key}="${addresses.has(key.toLowerCase()) ? address(String(wanted)) : escape(String(wanted))}"`
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

const struckOut = new Markup(
  `<span aria-hidden="true">${mark}</span><span class="govuk-visually-hidden">(words struck out)</span>`,
)
