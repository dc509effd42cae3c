import { html } from '../html.ts'
import type { Html } from '../html.ts'

/** A matter's reference as a link, never broken across lines. */
export const referenceLink = (reference: string, href: string): Html =>
  html`<a class="govuk-link app-reference" href="${href}">${reference}</a>`
