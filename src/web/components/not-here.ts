import { html } from '../html.ts'
import type { Content, Html } from '../html.ts'

export type NotHere = {
  /** What kind of thing was asked for: 'page', 'matter', 'document'. Never its name. */
  readonly thing?: string
  /** Whom to ask, and other ways on. */
  readonly ask?: Content
}

/** The same words for what is withheld and what does not exist, so that neither gives the other away. */
export const notHere = ({ thing = 'page', ask }: NotHere = {}): Html =>
  html`<h1 class="govuk-heading-l">You cannot see this ${thing}, or it does not exist</h1>
    <p class="govuk-body">If you typed the address, check it is right. If you followed a link from someone, ask them whether it was meant for you in the post you are acting in now.</p>
    ${ask}`
