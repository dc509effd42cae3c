import { classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { interruptionCard } from './interruption-card.ts'
import type { Common } from './wording.ts'

export type Recipient = {
  /** The unit or post by name: 'Governor of Ashmoor, Sam Lee'. */
  readonly name: string
  /** What they may use it for: 'to investigate the allegation'. */
  readonly purpose?: string
  readonly conditions?: readonly string[]
}

export type DisclosedPart = {
  readonly name: string
  /** Exactly what they will read. */
  readonly content: Content
}

export type PreviewDisclosure = Common & {
  /** What will happen: 'The governor of Ashmoor will see this person’s name'. */
  readonly heading: Content
  readonly recipients: readonly Recipient[]
  readonly parts: readonly DisclosedPart[]
  /** What they will still not see, by name. */
  readonly withheld?: readonly string[]
  /** Whether it is known that they don't see that already: true unless it is said otherwise. */
  readonly known?: boolean
  /** Why it may be done: the consent, or the exception and who authorised it. */
  readonly because?: Content
  /** That it can be recalled, and what can't be undone. */
  readonly warning?: Content
  /** The form's button, and the way back. */
  readonly actions: Content
}

const recipient = (given: Recipient): Html =>
  html`<li><strong>${given.name}</strong>${given.purpose && html`: ${given.purpose}`}${
    given.conditions &&
    given.conditions.length > 0 &&
    html`<br><span class="app-preview__condition">On condition: ${given.conditions.join('; ')}</span>`
  }</li>`

/** Who will see what, word for word, before it is shared. */
export const previewDisclosure = (options: PreviewDisclosure): Html =>
  interruptionCard({
    classes: classes('app-preview', options.classes),
    attributes: options.attributes,
    heading: options.heading,
    text: html`<h2 class="app-preview__heading">Who will see it</h2>
      <ul class="app-preview__list">${options.recipients.map(recipient)}</ul>
      <h2 class="app-preview__heading">What they will see</h2>
      <div class="app-preview__parts">
        ${options.parts.map(
          part =>
            html`<section class="app-preview__part"><h3 class="app-preview__part-name">${part.name}</h3>
              <div class="app-preview__part-content">${part.content}</div></section>`,
        )}
      </div>
      ${
        options.withheld &&
        options.withheld.length > 0 &&
        html`<h2 class="app-preview__heading">${options.known === false ? 'What this does not show them' : 'What they will not see'}</h2>
          <ul class="app-preview__list">${options.withheld.map(name => html`<li>${name}</li>`)}</ul>`
      }
      ${options.because && html`<h2 class="app-preview__heading">Why this may be shared</h2><div>${options.because}</div>`}
      ${options.warning && html`<p class="app-preview__warning">${options.warning}</p>`}`,
    actions: options.actions,
  })
