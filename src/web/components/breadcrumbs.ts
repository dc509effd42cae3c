import { attributes, classes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type Crumb = { readonly text?: Content; readonly href?: string; readonly attributes?: Attributes }

export type Breadcrumbs = Common & {
  readonly items: readonly Crumb[]
  readonly collapseOnMobile?: boolean
  readonly labelText?: string
}

/** Where this page stands; one without an address is this page. */
export const breadcrumbs = (options: Breadcrumbs): Html =>
  html`<nav class="${classes('govuk-breadcrumbs', options.classes, options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}"${attributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
    <ol class="govuk-breadcrumbs__list">
      ${options.items.map(item =>
        item.href
          ? html`<li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>
            </li>`
          : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${item.text}</li>`,
      )}
    </ol>
  </nav>`
