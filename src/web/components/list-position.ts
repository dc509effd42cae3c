import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'

export type ListPosition = {
  /** Words for several of them: 'matters'. */
  readonly things: string
  readonly from: number
  readonly to: number
  /** Left out where counting them all would be slow or would tell too much. */
  readonly of?: number
}

/** Which of a list's entries are on this page. */
export const listPosition = ({ things, from, to, of }: ListPosition): Html => {
  if (to < from) return nothing
  const shown = from === to ? html`<b>${from}</b>` : html`<b>${from}</b> to <b>${to}</b>`
  return html`<p class="moj-pagination__results">Showing ${shown}${of !== undefined && html` of <b>${of}</b>`} ${things}</p>`
}
