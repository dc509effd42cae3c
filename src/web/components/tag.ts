import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Tag = Words

/** A short state, in words first and colour second. */
export const tag = (options: Tag): Html =>
  html`<strong class="${classes('govuk-tag', options.classes)}"${attributes(options.attributes)}>
    ${options.text}
  </strong>`
