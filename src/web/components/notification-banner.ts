import { attributes, classes, html, isHtml } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Words } from './wording.ts'

export type NotificationBanner = Words & {
  readonly type?: 'success'
  readonly titleText?: Content
  readonly titleId?: string
  readonly titleHeadingLevel?: number
  readonly role?: string
  readonly disableAutoFocus?: boolean
}

/** Something to know before reading on, or that the last thing done was done. Plain words become its heading. */
export const notificationBanner = (options: NotificationBanner): Html => {
  const success = options.type === 'success'
  const level = options.titleHeadingLevel || 2
  const titleId = options.titleId || 'govuk-notification-banner-title'
  return html`<div class="${classes('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes)}" role="${options.role || (success ? 'alert' : 'region')}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${attributes(
    {
      'data-disable-auto-focus': options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
    },
  )}${attributes(options.attributes)}>
    <div class="govuk-notification-banner__header">
      <h${level} class="govuk-notification-banner__title" id="${titleId}">
        ${options.titleText || (success ? 'Success' : 'Important')}
      </h${level}>
    </div>
    <div class="govuk-notification-banner__content">
      ${
        options.text &&
        (isHtml(options.text) ? options.text : html`<p class="govuk-notification-banner__heading">${options.text}</p>`)
      }
    </div>
  </div>`
}
