import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Words } from './wording.ts'

export type SkipLink = Words & { readonly href?: string }

/** The first thing on a page for the keyboard: past all that repeats, to the content. */
export const skipLink = (options: SkipLink): Html =>
  html`<a href="${options.href || '#content'}" class="${classes('govuk-skip-link', options.classes)}"${attributes(options.attributes)} data-module="govuk-skip-link">${options.text}</a>`
