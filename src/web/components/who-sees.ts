import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type Reader = {
  /** The unit or post, in words: 'Ashmoor monitoring board'. */
  readonly name: string
  /** Marks the reader's own. */
  readonly own?: boolean
  /** Why: 'It received the allegation', 'Referred with consent on 5 January 2026'. */
  readonly because?: Content
  readonly conditions?: readonly string[]
  /** Which parts, where not all. */
  readonly parts?: readonly string[]
  readonly until?: Content
}

export type WhoSees = Common & {
  /** Makes the heading's id, so it must be the page's only one of that name. */
  readonly id?: string
  /** What is seen: 'this matter', 'what you write here'. */
  readonly what?: string
  readonly readers: readonly Reader[]
  readonly headingLevel?: number
  /** Set where the reader may not know of everyone: whom to ask instead. */
  readonly others?: string
  /** Set where not even their own office sees it. */
  readonly alone?: true
  /** The page where it can be looked at as someone else would see it. */
  readonly preview?: { readonly text?: string; readonly href: string }
}

const reader = (given: Reader): Html =>
  html`<li class="app-who__reader">
    <strong>${given.name}</strong>${given.own && ' (you)'}${given.parts && given.parts.length > 0 && html`: ${given.parts.join('; ')}`}
    ${given.because && html`<br><span class="app-who__because">${given.because}</span>`}
    ${given.until && html`<br><span class="app-who__because">Until ${given.until}</span>`}
    ${given.conditions && given.conditions.length > 0 && html`<br><span class="app-who__because">On condition: ${given.conditions.join('; ')}</span>`}
  </li>`

/** Who can see this and why, beside every record and before everything that is saved or shared. */
export const whoSees = (options: WhoSees): Html => {
  const id = options.id ?? 'who-sees'
  const level = options.headingLevel ?? 2
  const what = options.what ?? 'this'
  const onlyOwn = options.readers.length > 0 && options.readers.every(given => given.own)
  return html`<section class="${classes('app-who', options.classes)}" aria-labelledby="${id}"${attributes(options.attributes)}>
    <h${level} class="app-who__heading" id="${id}">Who can see ${what}</h${level}>
    ${options.readers.length === 0 && html`<p class="app-who__all">Nobody else.</p>`}
    ${onlyOwn && !options.others && html`<p class="app-who__all">${options.alone ? 'Nobody but you: not your own office either.' : 'Nobody outside your own office.'}</p>`}
    ${options.readers.length > 0 && html`<ul class="app-who__readers">${options.readers.map(reader)}</ul>`}
    ${options.others && html`<p class="app-who__all">${options.others}</p>`}
    ${options.preview && html`<p class="app-who__preview"><a class="govuk-link" href="${options.preview.href}">${options.preview.text ?? 'See it as they see it'}</a></p>`}
  </section>`
}
