import type { Html } from '../html.ts'
import { choices } from './choices.ts'
import type { Choices } from './choices.ts'

export type Checkboxes = Choices & {
  readonly values?: readonly (string | number)[] | null
  readonly describedBy?: string
}

/** A question answered by choosing any of a few. */
export const checkboxes = (options: Checkboxes): Html =>
  choices(options, {
    block: 'govuk-checkboxes',
    type: 'checkbox',
    chosen: item => item.value !== undefined && !!options.values?.some(value => String(value) === String(item.value)),
    describedBy: options.describedBy,
  })
