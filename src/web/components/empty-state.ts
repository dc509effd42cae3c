import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type EmptyState = Common & {
  /** That there is nothing, said plainly: 'Nothing is owed by you'. */
  readonly heading: string
  readonly headingLevel?: number
  /** Why that may be, and what would put something here. */
  readonly text?: Content
  readonly action?: { readonly text: string; readonly href: string }
}

/** Stands where a list would be, so that nobody wonders whether the page is broken. */
export const emptyState = (options: EmptyState): Html => {
  const level = options.headingLevel ?? 2
  return html`<div class="${classes('app-empty', options.classes)}"${attributes(options.attributes)}>
    <h${level} class="app-empty__heading">${options.heading}</h${level}>
    ${options.text && html`<div class="app-empty__text">${typeof options.text === 'string' ? html`<p>${options.text}</p>` : options.text}</div>`}
    ${options.action && html`<p class="app-empty__action"><a class="govuk-link" href="${options.action.href}">${options.action.text}</a></p>`}
  </div>`
}
