import { attributes, classes, html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import type { Common } from './wording.ts'

export type NotificationBadge = Common & {
  readonly count: number
  /** Said after the number by screen readers: "3 unread". */
  readonly visuallyHiddenText?: string
}

/** How many there are of something, beside its link; nothing at all when there are none. */
export const notificationBadge = (options: NotificationBadge): Html => {
  if (options.count <= 0) return nothing
  const many = options.count > 99
  return html`<span class="${classes('moj-notification-badge', options.classes)}"${attributes(options.attributes)}><span aria-hidden="true">${many ? '99+' : options.count}</span><span class="govuk-visually-hidden"> (${many ? 'more than 99' : options.count}${options.visuallyHiddenText && ` ${options.visuallyHiddenText}`})</span></span>`
}
