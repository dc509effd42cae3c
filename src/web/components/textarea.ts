import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { field } from './field.ts'
import type { Field } from './field.ts'

export type Textarea = Field & {
  readonly value?: string | null
  readonly rows?: number
  readonly spellcheck?: boolean
  readonly autocomplete?: string
}

/** A question answered in more than one line. */
export const textarea = (options: Textarea): Html =>
  field(
    options,
    (id, describedBy) =>
      // A newline first, since browsers drop one there and would otherwise drop the writer's own.
      html`<textarea class="${classes('govuk-textarea', options.errorMessage && 'govuk-textarea--error', options.classes)}"${attributes(
        {
          id,
          name: options.name ?? '',
          rows: options.rows || 5,
          spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
          disabled: options.disabled,
          'aria-describedby': describedBy,
          autocomplete: options.autocomplete || undefined,
        },
      )}${attributes(options.attributes)}>${options.value && html`\n${options.value}`}</textarea>`,
  )
