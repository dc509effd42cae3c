import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { input } from './input.ts'
import type { Input } from './input.ts'

export type SuggestInput = Input & {
  readonly suggestions: readonly string[]
  /** The lists that stand on the page already: several questions are answered from one, and it is said once. */
  readonly lists?: Lists
}

/** The id of each list on a page, by the words in it. */
export type Lists = Map<string, string>

/** A question answered from a list too long to scan, such as the prisons: typed, and helped by the browser. */
export const suggestInput = ({ suggestions, lists = new Map(), ...options }: SuggestInput): Html => {
  const words = suggestions.join('\n')
  const standing = lists.get(words)
  const list = standing ?? `${options.id || options.name}-suggestions`
  lists.set(words, list)
  return html`${input({ autocomplete: 'off', ...options, attributes: { ...options.attributes, list } })}
    ${standing === undefined && html`<datalist id="${list}">${suggestions.map(text => html`<option value="${text}">`)}</datalist>`}`
}
