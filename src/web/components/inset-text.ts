import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type InsetText = Words & { readonly id?: string }

/** Words set apart from what surrounds them. */
export const insetText = (options: InsetText): Html =>
  html`<div${attributes({ id: options.id || false })} class="${classes('govuk-inset-text', options.classes)}"${attributes(options.attributes)}>
    ${options.text}
  </div>`
