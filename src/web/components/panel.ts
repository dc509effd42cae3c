import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import type { Common, Words } from './wording.ts'

export type PanelAction = Common & { readonly text: string; readonly href?: string; readonly type?: string }

export type Panel = Words & {
  readonly titleText: Content
  readonly headingLevel?: number
  /** Only for an interruption: the class 'govuk-panel--interruption'. */
  readonly actions?: Common & { readonly items?: readonly PanelAction[] }
}

const panelAction = (action: PanelAction) =>
  !action.href || action.type === 'button'
    ? button({
        text: action.text,
        type: action.type || 'button',
        classes: classes('govuk-button--inverse', action.classes),
        href: action.href,
        attributes: action.attributes,
      })
    : html`<a class="${classes('govuk-link govuk-link--inverse', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}</a>`

/** That something is finished, at the top of the page that says so; or an interruption before something. */
export const panel = (options: Panel): Html => {
  const level = options.headingLevel || 1
  const interrupts = options.classes?.includes('govuk-panel--interruption')
  return html`<div class="${classes('govuk-panel', !interrupts && 'govuk-panel--confirmation', options.classes)}"${attributes(options.attributes)}>
    <h${level} class="govuk-panel__title">
      ${options.titleText}
    </h${level}>
    ${options.text && html`<div class="govuk-panel__body">${options.text}</div>`}
    ${
      interrupts &&
      options.actions &&
      html`<div class="${classes('govuk-panel__actions', options.actions.classes)}"${attributes(options.actions.attributes)}>
        ${!!options.actions.items?.length && html`<div class="govuk-button-group">${options.actions.items.map(panelAction)}</div>`}
      </div>`
    }
  </div>`
}
