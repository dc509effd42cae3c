import type { Html } from '../html.ts'
import { choices } from './choices.ts'
import type { Choices } from './choices.ts'

export type Radios = Choices & { readonly value?: string | number | null }

/** A question answered by choosing one of a few. */
export const radios = (options: Radios): Html =>
  choices(options, {
    block: 'govuk-radios',
    type: 'radio',
    chosen: item => !!options.value && String(item.value) === String(options.value),
  })
