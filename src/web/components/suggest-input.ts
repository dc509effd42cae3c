import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { input } from './input.ts'
import type { Input } from './input.ts'

export type SuggestInput = Input & { readonly suggestions: readonly string[] }

/** A question answered from a list too long to scan, such as the prisons: typed, and helped by the browser. */
export const suggestInput = ({ suggestions, ...options }: SuggestInput): Html => {
  const list = `${options.id || options.name}-suggestions`
  return html`${input({ autocomplete: 'off', ...options, attributes: { ...options.attributes, list } })}
    <datalist id="${list}">${suggestions.map(text => html`<option value="${text}"></option>`)}</datalist>`
}
