import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording } from './wording.ts'

export type TimelineItem = Common & {
  readonly label: Wording
  /** Who did it. */
  readonly byline?: Wording
  /** When, from `instantElement` or `dayElement`: a day where no time is known, never a made-up midnight. */
  readonly when: Content
  readonly text?: Content
  readonly id?: string
}

export type Timeline = Common & { readonly items: readonly Perhaps<TimelineItem>[]; readonly headingLevel?: number }

/** What happened, newest first. A list, so that its length is said. */
export const timeline = (options: Timeline): Html => {
  const level = options.headingLevel ?? 2
  const entry = (item: TimelineItem) => {
    const byline = worded(item.byline)
    return html`<li class="${classes('moj-timeline__item', item.classes)}"${attributes({ id: item.id })}${attributes(item.attributes)}>
      <div class="moj-timeline__header">
        <h${level} class="moj-timeline__title">${worded(item.label)?.text}</h${level}>
        ${byline && html`<p class="moj-timeline__byline">by ${byline.text}</p>`}
      </div>
      <p class="moj-timeline__date">${item.when}</p>
      ${item.text && html`<div class="moj-timeline__description">${item.text}</div>`}
    </li>`
  }
  return html`<ol class="${classes('moj-timeline', 'app-timeline', options.classes)}"${attributes(options.attributes)} reversed>
    ${each(options.items, entry)}
  </ol>`
}
