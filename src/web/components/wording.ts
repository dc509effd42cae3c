import { isHtml } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'

/** What nearly every component can be given besides its content. */
export type Common = { readonly classes?: string; readonly attributes?: Attributes }

/** Words with an element of their own: a plain string is escaped, markup is shown as it is. */
export type Words = Common & { readonly text?: Content }

/** Either just the words, or the words with their classes and attributes. */
export type Wording<T extends { readonly text?: Content } = Words> = string | Html | T | null | undefined | false

/** The long form of a wording, or nothing where none was given. */
export const worded = <T extends { readonly text?: Content }>(given: Wording<T>): T | undefined => {
  if (!given) return undefined
  return typeof given === 'string' || isHtml(given) ? ({ text: given } as T) : given
}

/** An entry of a list that may be left out on a condition. */
export type Perhaps<T> = T | null | undefined | false | ''

/** Draws each entry that is there. Positions count the entries left out too, so that ids stay put. */
export const each = <T extends object>(
  items: readonly Perhaps<T>[] | undefined,
  draw: (item: T, position: number) => Html,
): Html[] => {
  const drawn: Html[] = []
  items?.forEach((item, index) => {
    if (item) drawn.push(draw(item, index + 1))
  })
  return drawn
}

/** One or more ids for aria-describedby, or undefined for none. */
export const ids = (...given: readonly (string | false | null | undefined)[]): string | undefined =>
  given.filter(id => id).join(' ') || undefined

/** The message attributes that GOV.UK's scripts read: one text, or one for each plural form. */
export const messages = (
  given: Readonly<Record<string, string | Readonly<Record<string, string>> | undefined>>,
): Attributes => {
  const all: Record<string, string> = {}
  for (const [key, message] of Object.entries(given)) {
    if (typeof message === 'string') all[`data-i18n.${key}`] = message
    else if (message) for (const [plural, text] of Object.entries(message)) all[`data-i18n.${key}.${plural}`] = text
  }
  return all
}
