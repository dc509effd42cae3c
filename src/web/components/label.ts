import { attributes, classes, html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Label = Words & { readonly for?: string; readonly isPageHeading?: boolean }

/** A question's label; nothing when it has no words. */
export const label = (options: Label): Html => {
  if (!options.text) return nothing
  const element = html`<label class="${classes('govuk-label', options.classes)}"${attributes(options.attributes)}${attributes({ for: options.for || false })}>
    ${options.text}
  </label>`
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element
}
