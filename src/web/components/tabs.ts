import { attributes, classes, html, isHtml } from '../html.ts'
import type { Attributes, Html } from '../html.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording, Words } from './wording.ts'

export type Tab = {
  readonly label: string
  /** From `idPrefix` and the position where it isn't given. */
  readonly id?: string
  readonly attributes?: Attributes
  /** Plain words are put in a paragraph. */
  readonly panel: Wording<Words>
}

export type Tabs = Common & {
  readonly id?: string
  readonly idPrefix?: string
  readonly title?: string
  readonly items?: readonly Perhaps<Tab>[]
}

/** Sections one at a time where scripts run; one after another without them and on paper. */
export const tabs = (options: Tabs): Html => {
  const idOf = (item: Tab, position: number) => item.id || `${options.idPrefix ?? ''}-${position}`

  const name = (item: Tab, position: number) =>
    html`<li class="${classes('govuk-tabs__list-item', position === 1 && 'govuk-tabs__list-item--selected')}">
      <a class="govuk-tabs__tab" href="#${idOf(item, position)}"${attributes(item.attributes)}>
        ${item.label}
      </a>
    </li>`

  const panel = (item: Tab, position: number) => {
    const given = worded(item.panel)
    return html`<div class="${classes('govuk-tabs__panel', position > 1 && 'govuk-tabs__panel--hidden')}" id="${idOf(item, position)}"${attributes(given?.attributes)}>
      ${given?.text && (isHtml(given.text) ? given.text : html`<p class="govuk-body">${given.text}</p>`)}
    </div>`
  }

  return html`<div${attributes({ id: options.id || false })} class="${classes('govuk-tabs', options.classes)}"${attributes(options.attributes)} data-module="govuk-tabs">
    <h2 class="govuk-tabs__title">
      ${options.title ?? 'Contents'}
    </h2>
    ${
      !!options.items?.length &&
      html`<ul class="govuk-tabs__list">
          ${each(options.items, name)}
        </ul>
        ${each(options.items, panel)}`
    }
  </div>`
}
