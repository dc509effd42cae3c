import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type InterruptionCard = Common & {
  readonly heading: Content
  readonly headingLevel?: number
  readonly text: Content
  /** Buttons and links, in the order they are read; the form they belong to goes round the card or in here. */
  readonly actions?: Content
}

/** Stops before something that can't be taken back, and says in its heading what is about to happen. */
export const interruptionCard = (options: InterruptionCard): Html => {
  const level = options.headingLevel ?? 1
  return html`<div class="${classes('moj-interruption-card', options.classes)}"${attributes(options.attributes)}>
    <div class="moj-interruption-card__content">
      <h${level} class="moj-interruption-card__heading">${options.heading}</h${level}>
      <div class="moj-interruption-card__body">${options.text}</div>
      ${options.actions && html`<div class="govuk-button-group moj-interruption-card__actions">${options.actions}</div>`}
    </div>
  </div>`
}
