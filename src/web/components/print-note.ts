import { html, isolated } from '../html.ts'
import type { Html } from '../html.ts'
import { instantElement } from '../times.ts'

export type PrintNote = { readonly marking: string; readonly by?: string; readonly post?: string; readonly at: Date }

/** Shown on paper only: who took it from the system and when, and how to look after it. */
export const printNote = ({ marking, by, post, at }: PrintNote): Html =>
  html`<div class="app-print-note" role="note" aria-label="For the printed copy">
    <p><strong>${marking}</strong>. From Concordat${by && html`, for ${isolated(by)}${post && `, ${post}`}`}, as it stood on ${instantElement(at)}. Lock this paper away when it is not in use.</p>
  </div>`
