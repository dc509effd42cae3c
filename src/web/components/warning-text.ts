import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type WarningText = Words & { readonly iconFallbackText?: string }

/** Something with consequences, said where it matters. */
export const warningText = (options: WarningText): Html =>
  html`<div class="${classes('govuk-warning-text', options.classes)}"${attributes(options.attributes)}>
    <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
      ${options.text}
    </strong>
  </div>`
