import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { worded } from './wording.ts'
import type { Common, Wording, Words } from './wording.ts'

export type Legend = Words & { readonly isPageHeading?: boolean }

export type Fieldset = Common & {
  readonly legend?: Wording<Legend>
  readonly describedBy?: string
  readonly role?: string
  readonly text?: Content
}

/** Questions that belong together, under one legend. */
export const fieldset = (options: Fieldset): Html => {
  const legend = worded(options.legend)
  return html`<fieldset class="${classes('govuk-fieldset', options.classes)}"${attributes({
    role: options.role || false,
    'aria-describedby': options.describedBy || false,
  })}${attributes(options.attributes)}>
    ${
      legend?.text &&
      html`<legend class="${classes('govuk-fieldset__legend', legend.classes)}">
        ${legend.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${legend.text}</h1>` : legend.text}
      </legend>`
    }
    ${options.text}
  </fieldset>`
}
