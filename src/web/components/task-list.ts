import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { tag } from './tag.ts'
import type { Tag } from './tag.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording, Words } from './wording.ts'

export type Task = {
  readonly title: Wording
  readonly href?: string
  readonly hint?: Wording
  readonly status: Wording<Words & { readonly tag?: Tag }>
  readonly classes?: string
}

export type TaskList = Common & { readonly idPrefix?: string; readonly items: readonly Perhaps<Task>[] }

const task = (prefix: string, item: Task, position: number): Html => {
  const title = worded(item.title)
  const help = worded(item.hint)
  const status = worded(item.status)
  const hintId = `${prefix}-${position}-hint`
  const statusId = `${prefix}-${position}-status`
  return html`<li class="${classes('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)}">
    <div class="govuk-task-list__name-and-hint">
      ${
        item.href
          ? html`<a class="${classes('govuk-link govuk-task-list__link', title?.classes)}" href="${item.href}" aria-describedby="${classes(help && hintId, statusId)}">
              ${title?.text}
            </a>`
          : html`<div${attributes({ class: title?.classes || false })}>
              ${title?.text}
            </div>`
      }
      ${help && html`<div id="${hintId}" class="govuk-task-list__hint">${help.text}</div>`}
    </div>
    <div class="${classes('govuk-task-list__status', status?.classes)}" id="${statusId}">
      ${status?.tag ? tag(status.tag) : status?.text}
    </div>
  </li>`
}

/** What is to be done, and how far each thing is. */
export const taskList = (options: TaskList): Html =>
  html`<ul class="${classes('govuk-task-list', options.classes)}"${attributes(options.attributes)}>
    ${each(options.items, (item, position) => task(options.idPrefix || 'task-list', item, position))}
  </ul>`
