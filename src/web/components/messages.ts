import { attributes, classes, html, isolated } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type Message = {
  readonly text: Content
  readonly sender: string
  /** When, from `instantElement`. */
  readonly when: Content
  /** Written by the reader's own side. */
  readonly mine?: boolean
  readonly id?: string
}

export type Messages = Common & { readonly label: string; readonly items: readonly Perhaps<Message>[] }

/** What was written to and fro, oldest first. */
export const messageList = (options: Messages): Html =>
  html`<ol class="${classes('moj-messages-container', 'app-messages', options.classes)}" aria-label="${options.label}"${attributes(options.attributes)}>
    ${each(options.items, item => {
      const way = item.mine ? 'sent' : 'received'
      return html`<li class="moj-message-item moj-message-item--${way}"${attributes({ id: item.id })}>
        <div class="moj-message-item__text moj-message-item__text--${way}">${item.text}</div>
        <div class="moj-message-item__meta"><span class="moj-message-item__meta--sender">${isolated(item.sender)}</span>, ${item.when}</div>
      </li>`
    })}
  </ol>`
