import { attributes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'

export type NavigationLink = {
  readonly text: Content
  readonly href: string
  readonly active?: boolean
  readonly attributes?: Attributes
}

/** A link of a navigation list, which says when it is the page one is on. */
export const navigationLink = (block: string, item: NavigationLink): Html =>
  html`<a class="${block}" href="${item.href}"${attributes({ 'aria-current': item.active ? 'page' : undefined })}${attributes(item.attributes)}>${item.text}</a>`
