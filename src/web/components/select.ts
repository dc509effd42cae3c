import { attributes, classes, html } from '../html.ts'
import type { Attributes, Html } from '../html.ts'
import { field } from './field.ts'
import type { Field } from './field.ts'
import { each } from './wording.ts'
import type { Perhaps } from './wording.ts'

export type Option = {
  readonly text: string | number
  /** The text is the value where none is given. */
  readonly value?: string | number | boolean
  readonly selected?: boolean
  readonly disabled?: boolean
  readonly attributes?: Attributes
}

export type Select = Field & { readonly items: readonly Perhaps<Option>[]; readonly value?: string | number | null }

/** A question answered from a long list. */
export const select = (options: Select): Html => {
  const chosen = (item: Option) =>
    item.selected ?? (!!options.value && String(item.value ?? item.text) === String(options.value))
  return field(
    options,
    (id, describedBy) =>
      html`<select class="${classes('govuk-select', options.classes, options.errorMessage && 'govuk-select--error')}"${attributes(
        {
          id,
          name: options.name ?? '',
          disabled: options.disabled,
          'aria-describedby': describedBy,
        },
      )}${attributes(options.attributes)}>
        ${each(
          options.items,
          item =>
            html`<option${attributes({
              value: item.value === undefined ? undefined : String(item.value),
              selected: chosen(item),
              disabled: item.disabled,
            })}${attributes(item.attributes)}>${item.text}</option>\n`,
        )}
      </select>`,
  )
}
