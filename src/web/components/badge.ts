import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Badge = Words & {
  readonly colour?: 'purple' | 'blue' | 'bright-purple' | 'green' | 'red' | 'grey' | 'black'
}

/** A flag on a record: what it is, in words. */
export const badge = (options: Badge): Html =>
  html`<span class="${classes('moj-badge', options.colour && `moj-badge--${options.colour}`, options.classes)}"${attributes(options.attributes)}>${options.text}</span>`
