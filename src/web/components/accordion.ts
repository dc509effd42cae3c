import { attributes, classes, html, isHtml } from '../html.ts'
import type { Html } from '../html.ts'
import { each, messages, worded } from './wording.ts'
import type { Common, Perhaps, Wording } from './wording.ts'

export type AccordionSection = {
  readonly heading: Wording
  readonly summary?: Wording
  /** Plain words are put in a paragraph. */
  readonly content: Wording
  readonly expanded?: boolean
}

export type Accordion = Common & {
  readonly id: string
  readonly headingLevel?: number
  readonly items: readonly Perhaps<AccordionSection>[]
  readonly rememberExpanded?: boolean
  readonly hideAllSectionsText?: string
  readonly hideSectionText?: string
  readonly hideSectionAriaLabelText?: string
  readonly showAllSectionsText?: string
  readonly showSectionText?: string
  readonly showSectionAriaLabelText?: string
}

const section = (id: string, level: number, item: AccordionSection, position: number): Html => {
  const summary = worded(item.summary)
  const content = worded(item.content)?.text
  return html`<div class="${classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')}">
    <div class="govuk-accordion__section-header">
      <h${level} class="govuk-accordion__section-heading">
        <span class="govuk-accordion__section-button" id="${id}-heading-${position}">
          ${worded(item.heading)?.text}
        </span>
      </h${level}>
      ${
        summary?.text &&
        html`<div class="govuk-accordion__section-summary govuk-body" id="${id}-summary-${position}">
          ${summary.text}
        </div>`
      }
    </div>
    <div id="${id}-content-${position}" class="govuk-accordion__section-content">
      ${content && (isHtml(content) ? content : html`<p class="govuk-body">${content}</p>`)}
    </div>
  </div>`
}

/** Sections that open and close where scripts run; all open without them and on paper. */
export const accordion = (options: Accordion): Html =>
  html`<div class="${classes('govuk-accordion', options.classes)}" data-module="govuk-accordion" id="${options.id}"${attributes(
    {
      ...messages({
        'hide-all-sections': options.hideAllSectionsText,
        'hide-section': options.hideSectionText,
        'hide-section-aria-label': options.hideSectionAriaLabelText,
        'show-all-sections': options.showAllSectionsText,
        'show-section': options.showSectionText,
        'show-section-aria-label': options.showSectionAriaLabelText,
      }),
      'data-remember-expanded': options.rememberExpanded === undefined ? undefined : String(options.rememberExpanded),
    },
  )}${attributes(options.attributes)}>
    ${each(options.items, (item, position) => section(options.id, options.headingLevel || 2, item, position))}
  </div>`
