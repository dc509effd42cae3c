import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type Stage = {
  readonly text: string
  readonly state: 'done' | 'here' | 'ahead' | 'skipped'
  /** When it was reached, or what it waits for. */
  readonly note?: Content
}

export type WhereItStands = Common & { readonly label?: string; readonly stages: readonly Perhaps<Stage>[] }

const said: Record<Stage['state'], string> = { done: 'Done', here: 'Now', ahead: 'To come', skipped: 'Not needed' }

/** The stages of a matter in order, and the one it is at. */
export const whereItStands = (options: WhereItStands): Html =>
  html`<div class="${classes('app-stages', options.classes)}" role="group" aria-label="${options.label ?? 'Where it stands'}"${attributes(options.attributes)}>
    <ol class="app-stages__list">
      ${each(
        options.stages,
        stage =>
          html`<li class="app-stages__stage app-stages__stage--${stage.state}"${attributes({ 'aria-current': stage.state === 'here' ? 'step' : undefined })}>
            <span class="app-stages__state">${said[stage.state]}<span class="govuk-visually-hidden">:</span></span>
            <span class="app-stages__text">${stage.text}</span>
            ${stage.note && html`<span class="app-stages__note">${stage.note}</span>`}
          </li>`,
      )}
    </ol>
  </div>`
