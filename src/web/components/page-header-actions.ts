import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import type { Button } from './button.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type PageHeaderActions = Common & {
  readonly heading: Content
  readonly headingLevel?: number
  readonly headingClasses?: string
  /** Above the heading, and part of it for screen readers. */
  readonly caption?: Content
  readonly items?: readonly Perhaps<Button>[]
}

/** The page's heading with what can be done from here beside it. */
export const pageHeaderActions = (options: PageHeaderActions): Html => {
  const level = options.headingLevel ?? 1
  return html`<div class="${classes('moj-page-header-actions', options.classes)}"${attributes(options.attributes)}>
    <div class="moj-page-header-actions__title">
      <h${level} class="${options.headingClasses ?? 'govuk-heading-l'}">${options.caption && html`<span class="govuk-caption-l">${options.caption}</span> `}${options.heading}</h${level}>
    </div>
    ${
      options.items &&
      html`<div class="moj-page-header-actions__actions">
        <div class="moj-button-group moj-button-group--inline">${each(options.items, button)}</div>
      </div>`
    }
  </div>`
}
