import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { tag } from './tag.ts'
import type { Tag } from './tag.ts'
import type { Words } from './wording.ts'

export type PhaseBanner = Words & { readonly tag?: Tag }

/** What kind of system this is, above everything else on the page. */
export const phaseBanner = (options: PhaseBanner): Html =>
  html`<div class="${classes('govuk-phase-banner govuk-width-container', options.classes)}"${attributes(options.attributes)}>
    <p class="govuk-phase-banner__content">
      ${tag({ text: options.tag?.text, classes: classes('govuk-phase-banner__content__tag', options.tag?.classes) })}
      <span class="govuk-phase-banner__text">
        ${options.text}
      </span>
    </p>
  </div>`
