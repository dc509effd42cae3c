import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type SelectedFilter = {
  readonly text: string
  /** The same list without this filter. */
  readonly href: string
}

export type FilterCategory = { readonly heading: string; readonly items: readonly SelectedFilter[] }

export type Filter = Common & {
  /** Where the form goes: the list itself, so that the address says what is shown. */
  readonly action: string
  readonly heading?: string
  readonly selected?: {
    readonly heading?: string
    readonly clear: { readonly text?: string; readonly href: string }
    readonly categories: readonly Perhaps<FilterCategory>[]
  }
  /** The questions. */
  readonly options: Content
  /** What must be kept when filters are applied, such as the order. */
  readonly keep?: Readonly<Record<string, string | undefined>>
  readonly applyText?: string
  /** Folded at first, for a panel above a wide list; what is in force is then told beside it. */
  readonly folded?: boolean
  /** Its questions are few: Apply stands below them alone. */
  readonly few?: boolean
}

const category = (given: FilterCategory) =>
  html`<h3 class="govuk-heading-s govuk-!-margin-bottom-0">${given.heading}</h3>
    <ul class="moj-filter-tags">
      ${given.items.map(
        item =>
          html`<li><a class="moj-filter__tag" href="${item.href}"><span class="govuk-visually-hidden">Remove this filter: </span>${item.text}</a></li>\n`,
      )}
    </ul>`

/** Narrows a list. Apply stands at the bottom, and at the top where that is far off; a filter in force is a link that takes it off. */
export const filter = (options: Filter): Html => {
  const categories = each(options.selected?.categories, category)
  const apply = () => button({ text: options.applyText ?? 'Apply filters' })
  return html`<form class="${classes('moj-filter', 'app-filter', options.classes)}" action="${options.action}" method="get" aria-label="${options.heading ?? 'Filter'}"${attributes(options.attributes)}>
    <details${attributes({ open: !options.folded, 'data-fold-when-narrow': !options.folded })}>
    <summary class="moj-filter__header app-filter__summary"><h2 class="govuk-heading-m">${options.heading ?? 'Filter'}</h2></summary>
    <div class="moj-filter__content">
      ${
        options.selected &&
        categories.length > 0 &&
        html`<div class="moj-filter__selected">
          <div class="moj-filter__selected-heading">
            <div class="moj-filter__heading-title"><h2 class="govuk-heading-m">${options.selected.heading ?? 'Selected filters'}</h2></div>
            <div class="moj-filter__heading-action">
              <p><a class="govuk-link govuk-link--no-visited-state" href="${options.selected.clear.href}">${options.selected.clear.text ?? 'Clear filters'}</a></p>
            </div>
          </div>
          ${categories}
        </div>`
      }
      <div class="moj-filter__options">
        ${Object.entries(options.keep ?? {}).map(
          ([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">\n`,
        )}
        ${!options.few && apply()}
        ${options.options}
        ${apply()}
      </div>
    </div>
    </details>
  </form>`
}
