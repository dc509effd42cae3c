import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import { fieldset } from './fieldset.ts'
import type { Common } from './wording.ts'

export type AddAnother = Common & {
  /** What one of them is called: 'Witness'. */
  readonly itemName: string
  /** The questions of each, already drawn with what was typed. */
  readonly items: readonly Content[]
  /** Names of the two submit buttons: the one that adds, and the one whose value is the number, from 0, to take off. */
  readonly addName: string
  readonly removeName: string
  /** How many there must be at least; no button takes off more. */
  readonly least?: number
  readonly most?: number
  readonly legendClasses?: string
}

/** Rows of questions, added and taken off by the form's own buttons, so that nothing typed depends on a script. */
export const addAnother = (options: AddAnother): Html => {
  const { items, itemName } = options
  const removable = items.length > (options.least ?? 1)
  const item = (content: Content, index: number) => {
    const title = `${itemName} ${index + 1}`
    return fieldset({
      classes: 'app-rows__row',
      legend: { text: title, classes: options.legendClasses ?? 'govuk-fieldset__legend--m' },
      text: html`${content}${
        removable &&
        button({
          name: options.removeName,
          value: String(index),
          classes: 'govuk-button--secondary',
          text: html`Remove<span class="govuk-visually-hidden"> ${title.toLowerCase()}</span>`,
          attributes: { formnovalidate: true },
        })
      }`,
    })
  }
  return html`<div class="${classes('app-rows', options.classes)}"${attributes(options.attributes)}>
    ${items.map(item)}
    ${
      items.length < (options.most ?? Infinity) &&
      button({
        name: options.addName,
        value: 'yes',
        classes: 'govuk-button--secondary',
        text: `Add another ${itemName.toLowerCase()}`,
        attributes: { formnovalidate: true },
      })
    }
  </div>`
}
