import { attributes, classes, html, isHtml } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Feedback = Words & { readonly titleText: Content; readonly headingLevel?: number }

/** Asks how it went. Plain words are put in a paragraph. */
export const feedback = (options: Feedback): Html => {
  const level = options.headingLevel || 2
  return html`<div class="${classes('govuk-feedback govuk-width-container', options.classes)}"${attributes(options.attributes)}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h${level} class="govuk-feedback__title">
          ${options.titleText}
        </h${level}>
        ${
          options.text &&
          html`<div class="govuk-feedback__body">
            ${isHtml(options.text) ? options.text : html`<p class="govuk-body">${options.text}</p>`}
          </div>`
        }
      </div>
    </div>
  </div>`
}
