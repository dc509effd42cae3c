import type { Effect } from '../../desk/people.ts'
import { html, isolated, type Html } from '../html.ts'
import { dayElement } from '../times.ts'

/** What a change to who holds a post comes to, before it is made: whom it lets see how much, or who sees no more (C-28). */
export const effectsShown = (effects: readonly Effect[]): Html | false =>
  effects.length > 0 &&
  html`<h2 class="govuk-heading-m">What this changes</h2>
    <ul class="govuk-list govuk-list--bullet">${effects.map(effect => html`<li>${inWords(effect)}</li>`)}</ul>
    <p class="govuk-body">Only matters that you may see too are counted. There may be others that only that office sees.</p>`

const inWords = (effect: Effect): Html =>
  effect.kind === 'comes to see'
    ? html`From ${dayElement(effect.from)}, ${isolated(effect.name)} sees what the ${effect.post} sees, once they have confirmed and recorded what everyone in your body must. Of the matters that you see, that is ${matters(effect.matters)}.`
    : html`They no longer see what the ${effect.post} sees. Of the matters that you see, that is ${matters(effect.matters)}. They are signed out of that post at once, wherever they are, and tokens they made in it stop.${effect.leftWithNobody && ' Nobody else holds this post: what it owes waits until you appoint someone.'}`

const matters = (count: number): string => (count === 0 ? 'none' : count.toLocaleString('en-GB'))
