import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type OrganisationSwitcher = Common & {
  readonly text: Content
  readonly label?: string
  readonly link?: { readonly text?: string; readonly href: string }
}

/** For whom one acts, and the way to act for another. */
export const organisationSwitcher = (options: OrganisationSwitcher): Html =>
  html`<div class="${classes('moj-organisation-nav', options.classes)}" role="group" aria-label="${options.label ?? 'Post you act in'}"${attributes(options.attributes)}>
    <div class="moj-organisation-nav__title">${options.text}</div>
    ${options.link && html`<a href="${options.link.href}" class="moj-organisation-nav__link">${options.link.text ?? 'Change post'}</a>`}
  </div>`
