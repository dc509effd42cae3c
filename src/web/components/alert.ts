import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Words } from './wording.ts'

export type AlertKind = 'information' | 'success' | 'warning' | 'error'

export type Alert = Words & {
  readonly kind?: AlertKind
  /** Says in short what it is about, for screen readers and, with `showTitle`, as a heading. */
  readonly title: string
  readonly showTitle?: boolean
  readonly headingLevel?: 2 | 3 | 4
  readonly role?: string
}

const icon = (path: Html) =>
  html`<svg class="moj-alert__icon" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" height="30" width="30">${path}</svg>`

const icons: Record<AlertKind, Html> = {
  information: icon(
    html`<path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.5a12.5 12.5 0 1 1 0 25 12.5 12.5 0 0 1 0-25Zm-1.35 10.45h2.7v9.46h-2.7zM15 7.6a1.62 1.62 0 1 0 0 3.24 1.62 1.62 0 0 0 0-3.24Z" fill="currentColor"/>`,
  ),
  success: icon(
    html`<path d="M11.29 24.67 2 15.39l2.62-2.62 6.67 6.65L25.38 5.33 28 7.96 11.29 24.67Z" fill="currentColor"/>`,
  ),
  warning: icon(
    html`<path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.45 28.75 26.2H1.25L15 2.45Zm-1.49 7.05h2.96l-.23 8.27h-2.5l-.23-8.27ZM15 19.96a1.87 1.87 0 1 0 0 3.74 1.87 1.87 0 0 0 0-3.74Z" fill="currentColor"/>`,
  ),
  error: icon(
    html`<path fill-rule="evenodd" clip-rule="evenodd" d="M20.18 2.5H9.82L2.5 9.82v10.36l7.32 7.32h10.36l7.32-7.32V9.82L20.18 2.5Zm-9.26 6.38L15 12.96l4.08-4.08 2.04 2.04L17.04 15l4.08 4.08-2.04 2.04L15 17.04l-4.08 4.08-2.04-2.04L12.96 15l-4.08-4.08 2.04-2.04Z" fill="currentColor"/>`,
  ),
}

/** A message about the page or what was just done. It stays: there is nothing to dismiss, so nothing to lose. */
export const alert = (options: Alert): Html => {
  const kind = options.kind ?? 'information'
  const level = options.headingLevel ?? 2
  const content: Content = options.text || options.title
  const withHeading = options.showTitle && options.text
  return html`<div role="${options.role ?? 'region'}" class="${classes('moj-alert', `moj-alert--${kind}`, withHeading && 'moj-alert--with-heading', options.classes)}" aria-label="${kind}: ${options.title}"${attributes(options.attributes)}>
    <div>${icons[kind]}</div>
    <div class="moj-alert__content">
      ${withHeading && html`<h${level} class="moj-alert__heading">${options.title}</h${level}>`}
      ${content}
    </div>
  </div>`
}
