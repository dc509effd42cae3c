import { attributes, classes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type PageLink = {
  readonly href?: string
  readonly text?: Content
  /** What is on that page, under the link; only where there are no numbered pages. */
  readonly labelText?: string
  readonly attributes?: Attributes
}

export type NumberedPage = {
  readonly number?: number | string
  readonly href?: string
  readonly current?: boolean
  readonly ellipsis?: boolean
  readonly visuallyHiddenText?: string
  readonly attributes?: Attributes
}

export type Pagination = Common & {
  readonly previous?: PageLink
  readonly next?: PageLink
  readonly items?: readonly Perhaps<NumberedPage>[]
  readonly landmarkLabel?: string
}

const backArrow = html`<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
  <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
</svg>`

const onArrow = html`<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
  <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
</svg>`

const neighbour = (link: PageLink, way: 'prev' | 'next', block: boolean) => {
  const words =
    link.text || html`${way === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`
  return html`<div class="govuk-pagination__${way}">
    <a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${way}"${attributes(link.attributes)}>
      ${way === 'prev' ? backArrow : block && onArrow}
      <span class="${classes('govuk-pagination__link-title', block && !link.labelText && 'govuk-pagination__link-title--decorated')}">
        ${words}
      </span>
      ${
        block &&
        link.labelText &&
        html`<span class="govuk-visually-hidden">:</span>
          <span class="govuk-pagination__link-label">${link.labelText}</span>`
      }
      ${way === 'next' && !block && onArrow}
    </a>
  </div>`
}

const numbered = (item: NumberedPage) =>
  html`<li class="${classes('govuk-pagination__item', item.current && 'govuk-pagination__item--current', item.ellipsis && 'govuk-pagination__item--ellipsis')}">
    ${
      item.ellipsis
        ? html`&ctdot;`
        : html`<a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${item.visuallyHiddenText ?? `Page ${item.number}`}"${attributes({ 'aria-current': item.current ? 'page' : undefined })}${attributes(item.attributes)}>
            ${item.number}
          </a>`
    }
  </li>`

/** The other pages of a list: the neighbours, and numbers where they are known. */
export const pagination = (options: Pagination): Html => {
  const block = !options.items && !!(options.next || options.previous)
  return html`<nav class="${classes('govuk-pagination', block && 'govuk-pagination--block', options.classes)}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributes(options.attributes)}>
    ${options.previous?.href && neighbour(options.previous, 'prev', block)}
    ${
      options.items &&
      html`<ul class="govuk-pagination__list">${each(
        options.items.filter(item => item && Object.keys(item).length > 0),
        numbered,
      )}</ul>`
    }
    ${options.next?.href && neighbour(options.next, 'next', block)}
  </nav>`
}
