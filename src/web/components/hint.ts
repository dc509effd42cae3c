import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Hint = Words & { readonly id?: string }

/** Help that belongs to a question. */
export const hint = (options: Hint): Html =>
  html`<div${attributes({ id: options.id || false })} class="${classes('govuk-hint', options.classes)}"${attributes(options.attributes)}>
    ${options.text}
  </div>`
