import { attributes, classes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'
import { worded } from './wording.ts'
import type { Common, Wording } from './wording.ts'

export type FooterLink = { readonly text: string; readonly href: string; readonly attributes?: Attributes }

export type FooterSection = {
  readonly title: string
  readonly items?: readonly FooterLink[]
  readonly columns?: number
  readonly width?: string
}

export type Footer = Common & {
  readonly containerClasses?: string
  readonly navigation?: readonly FooterSection[]
  readonly meta?: {
    readonly visuallyHiddenTitle?: string
    readonly items?: readonly FooterLink[]
    readonly text?: Content
  }
  /** What is said of the licence; nothing where it isn't given. */
  readonly contentLicence?: Wording
}

const link = (item: FooterLink) =>
  html`<a class="govuk-footer__link" href="${item.href}"${attributes(item.attributes)}>
    ${item.text}
  </a>`

const section = (given: FooterSection) =>
  html`<div class="govuk-footer__section govuk-grid-column-${given.width || 'full'}">
    <h2 class="govuk-footer__heading govuk-heading-m">${given.title}</h2>
    ${
      !!given.items?.length &&
      html`<ul class="${classes('govuk-footer__list', given.columns && `govuk-footer__list--columns-${given.columns}`)}">
        ${given.items.map(item => item.href && item.text && html`<li class="govuk-footer__list-item">${link(item)}</li>`)}
      </ul>`
    }
  </div>`

/** GOV.UK's footer without the crown, the crest and the Crown copyright, which only gov.uk may show. */
export const footer = (options: Footer): Html =>
  html`<div class="${classes('govuk-footer', options.classes)}"${attributes(options.attributes)}>
    <div class="${classes('govuk-width-container', options.containerClasses)}">
      ${
        !!options.navigation?.length &&
        html`<div class="govuk-footer__navigation">
            ${options.navigation.map(section)}
          </div>
          <hr class="govuk-footer__section-break">`
      }
      <div class="govuk-footer__meta">
        <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
          ${
            options.meta &&
            html`<h2 class="govuk-visually-hidden">${options.meta.visuallyHiddenTitle || 'Support links'}</h2>
              ${
                !!options.meta.items?.length &&
                html`<ul class="govuk-footer__inline-list">
                  ${options.meta.items.map(item => html`<li class="govuk-footer__inline-list-item">${link(item)}</li>`)}
                </ul>`
              }
              ${options.meta.text && html`<div class="govuk-footer__meta-custom">${options.meta.text}</div>`}`
          }
          ${
            options.contentLicence &&
            html`<span class="govuk-footer__licence-description">${worded(options.contentLicence)?.text}</span>`
          }
        </div>
      </div>
    </div>
  </div>`
