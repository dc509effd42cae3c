import { attributes, classes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type SummarisedError = { readonly text?: Content; readonly href?: string; readonly attributes?: Attributes }

export type ErrorSummary = Common & {
  readonly titleText: Content
  readonly descriptionText?: Content
  readonly errorList?: readonly SummarisedError[]
  readonly disableAutoFocus?: boolean
}

/** All that is wrong with what was sent, at the top of the page, each with a link to its question. */
export const errorSummary = (options: ErrorSummary): Html =>
  html`<div class="${classes('govuk-error-summary', options.classes)}"${attributes({
    'data-disable-auto-focus': options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
  })}${attributes(options.attributes)} data-module="govuk-error-summary">
    <div role="alert">
      <h2 class="govuk-error-summary__title">
        ${options.titleText}
      </h2>
      <div class="govuk-error-summary__body">
        ${options.descriptionText && html`<p>${options.descriptionText}</p>`}
        ${
          !!options.errorList?.length &&
          html`<ul class="govuk-list govuk-error-summary__list">
            ${options.errorList.map(
              item =>
                html`<li>${item.href ? html`<a href="${item.href}"${attributes(item.attributes)}>${item.text}</a>` : item.text}</li>`,
            )}
          </ul>`
        }
      </div>
    </div>
  </div>`
