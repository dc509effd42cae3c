import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type IdentityFact = { readonly label: string; readonly text: Content }

export type IdentityBar = Common & {
  /** What the record is: its reference, or the name of a place. */
  readonly title: Content
  readonly facts?: readonly (IdentityFact | null | undefined | false)[]
  /** Links or buttons at the right. */
  readonly actions?: Content
}

/** Which record this page is about, the same on every page of it. */
export const identityBar = (options: IdentityBar): Html =>
  html`<div class="${classes('moj-identity-bar', 'app-identity-bar', options.classes)}"${attributes(options.attributes)}>
    <div class="app-identity-bar__container">
      <p class="moj-identity-bar__title app-identity-bar__title">${options.title}</p>
      ${
        options.facts &&
        html`<dl class="app-identity-bar__facts">
          ${options.facts.map(
            fact =>
              fact && html`<div><dt class="app-identity-bar__label">${fact.label}</dt> <dd>${fact.text}</dd></div>\n`,
          )}
        </dl>`
      }
      ${options.actions && html`<div class="app-identity-bar__actions">${options.actions}</div>`}
    </div>
  </div>`
