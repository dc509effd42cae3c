import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Details = Words & { readonly id?: string; readonly summaryText: Content; readonly open?: boolean }

/** More for those who want it. Printed in full. */
export const details = (options: Details): Html =>
  html`<details${attributes({ id: options.id || false })} class="${classes('govuk-details', options.classes)}"${attributes(options.attributes)}${attributes({ open: options.open })}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">
        ${options.summaryText}
      </span>
    </summary>
    <div class="govuk-details__text">
      ${options.text}
    </div>
  </details>`
