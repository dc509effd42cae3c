import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type GenericHeader = Common & {
  readonly logoText: Content
  readonly url?: string
  readonly containerClasses?: string
}

/** The header for a service that isn't on GOV.UK: a name that leads home. */
export const genericHeader = (options: GenericHeader): Html =>
  html`<div class="${classes('govuk-generic-header', options.classes)}"${attributes(options.attributes)}>
    <div class="govuk-generic-header__container ${options.containerClasses || 'govuk-width-container'}">
      <div class="govuk-generic-header__logo">
        <a href="${options.url || '/'}" class="govuk-generic-header__homepage-link">
          ${options.logoText}
        </a>
      </div>
    </div>
  </div>`
