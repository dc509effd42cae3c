import { attributes, classes, html, isHtml } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type Button = Words & {
  readonly type?: string
  readonly name?: string
  readonly value?: string
  readonly id?: string
  /** Makes it a link that looks like a button: for going somewhere, never for changing anything. */
  readonly href?: string
  readonly disabled?: boolean
  readonly isStartButton?: boolean
  /** Scripts swallow a second click; the server is safe without them. */
  readonly preventDoubleClick?: boolean
}

const arrow = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
  <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/>
</svg>`

/** A button, or with `href` a link that looks like one. */
export const button = (options: Button): Html => {
  const common = html`${attributes({
    class: classes('govuk-button', options.classes, options.isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
  })}${attributes(options.attributes)}${attributes({ id: options.id || false })}`
  const words = options.isStartButton && isHtml(options.text) ? html`<span>${options.text}</span>` : options.text
  const icon = options.isStartButton && arrow
  if (options.href)
    return html`<a href="${options.href}" role="button" draggable="false"${common}>
      ${words}${icon}
    </a>`
  return html`<button type="${options.type || 'submit'}"${attributes({
    value: options.value || false,
    name: options.name || false,
    disabled: options.disabled,
    'aria-disabled': options.disabled ? 'true' : undefined,
    'data-prevent-double-click':
      options.preventDoubleClick === undefined ? undefined : String(options.preventDoubleClick),
  })}${common}>
    ${words}${icon}
  </button>`
}
