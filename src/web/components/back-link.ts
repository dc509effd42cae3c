import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type BackLink = Words & { readonly href?: string }

/** The way back, at the top of a page within a journey. */
export const backLink = (options: BackLink): Html =>
  html`<a href="${options.href || '#'}" class="${classes('govuk-back-link', options.classes)}"${attributes(options.attributes)}>${options.text || 'Back'}</a>`
