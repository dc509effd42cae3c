import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type ErrorMessage = Words & { readonly id?: string; readonly visuallyHiddenText?: string | false }

/** What is wrong with an answer, beside the question. */
export const errorMessage = (options: ErrorMessage): Html => {
  const hidden = options.visuallyHiddenText ?? 'Error'
  return html`<p${attributes({ id: options.id || false })} class="${classes('govuk-error-message', options.classes)}"${attributes(options.attributes)}>
    ${hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `}${options.text}
  </p>`
}
