import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording, Words } from './wording.ts'

export type SummaryAction = Words & {
  readonly href?: string
  /** Said after the words by screen readers: "Change" what? */
  readonly visuallyHiddenText?: string
}

export type SummaryActions = { readonly classes?: string; readonly items?: readonly SummaryAction[] }

export type SummaryRow = {
  readonly classes?: string
  readonly key: Wording
  readonly value: Wording
  readonly actions?: SummaryActions
}

export type SummaryCard = Common & {
  readonly title?: Wording<Words & { readonly headingLevel?: number }>
  readonly actions?: SummaryActions
}

export type SummaryList = Common & { readonly rows: readonly Perhaps<SummaryRow>[]; readonly card?: SummaryCard }

const actionLink = (action: SummaryAction, cardTitle: Content): Html =>
  html`<a class="${classes('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}${
    (action.visuallyHiddenText || cardTitle) &&
    html`<span class="govuk-visually-hidden">${action.visuallyHiddenText && ` ${action.visuallyHiddenText}`}${cardTitle && html` (${cardTitle})`}</span>`
  }</a>`

const row = (given: SummaryRow, anyActions: boolean, cardTitle: Content): Html => {
  const key = worded(given.key)
  const value = worded(given.value)
  const actions = given.actions?.items ?? []
  return html`<div class="${classes('govuk-summary-list__row', anyActions && !given.actions?.items && 'govuk-summary-list__row--no-actions', given.classes)}">
    <dt class="${classes('govuk-summary-list__key', key?.classes)}">
      ${key?.text}
    </dt>
    <dd class="${classes('govuk-summary-list__value', value?.classes)}">
      ${value?.text}
    </dd>
    ${
      actions.length > 0 &&
      html`<dd class="${classes('govuk-summary-list__actions', given.actions?.classes)}">
        ${
          actions.length === 1
            ? actionLink(actions[0]!, cardTitle)
            : html`<ul class="govuk-summary-list__actions-list">
                ${actions.map(action => html`<li class="govuk-summary-list__actions-list-item">${actionLink(action, cardTitle)}</li>`)}
              </ul>`
        }
      </dd>`
    }
  </div>`
}

const inCard = (card: SummaryCard, list: Html): Html => {
  const title = worded(card.title)
  const level = title?.headingLevel || 2
  const actions = card.actions?.items ?? []
  const actionsClass = classes('govuk-summary-card__actions', card.actions?.classes)
  return html`<div class="${classes('govuk-summary-card', card.classes)}"${attributes(card.attributes)}>
    <div class="govuk-summary-card__title-wrapper">
      ${
        title &&
        html`<h${level} class="${classes('govuk-summary-card__title', title.classes)}">
          ${title.text}
        </h${level}>`
      }
      ${
        actions.length === 1
          ? html`<div class="${actionsClass}">${actionLink(actions[0]!, title?.text)}</div>`
          : actions.length > 1 &&
            html`<ul class="${actionsClass}">
              ${actions.map(action => html`<li class="govuk-summary-card__action">${actionLink(action, title?.text)}</li>`)}
            </ul>`
      }
    </div>
    <div class="govuk-summary-card__content">
      ${list}
    </div>
  </div>`
}

/** Facts by name, each perhaps with something to do about it. */
export const summaryList = (options: SummaryList): Html => {
  const anyActions = options.rows.some(given => given && !!given.actions?.items?.length)
  const cardTitle = worded(options.card?.title)?.text
  const list = html`<dl class="${classes('govuk-summary-list', options.classes)}"${attributes(options.attributes)}>
    ${each(options.rows, given => row(given, anyActions, cardTitle))}
  </dl>`
  return options.card ? inCard(options.card, list) : list
}
