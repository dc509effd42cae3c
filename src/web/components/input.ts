import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { field } from './field.ts'
import type { Field } from './field.ts'
import { worded } from './wording.ts'
import type { Common, Wording, Words } from './wording.ts'

export type Input = Field & {
  readonly type?: string
  readonly value?: string | number | null
  readonly inputmode?: string
  readonly autocomplete?: string
  readonly autocapitalize?: string
  readonly pattern?: string
  readonly spellcheck?: boolean
  readonly prefix?: Wording
  readonly suffix?: Wording
  readonly inputWrapper?: Common
}

const affix = (kind: 'prefix' | 'suffix', given: Words | undefined) =>
  given?.text &&
  html`<div class="${classes(`govuk-input__${kind}`, given.classes)}" aria-hidden="true"${attributes(given.attributes)}>${given.text}</div>`

/** A question answered on one line. */
export const input = (options: Input): Html => {
  const control = (id: string, describedBy: string | undefined) =>
    html`<input${attributes({
      class: classes('govuk-input', options.classes, options.errorMessage && 'govuk-input--error'),
      id,
      name: options.name ?? '',
      type: options.type || 'text',
      spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
      value: options.value,
      disabled: options.disabled,
      'aria-describedby': describedBy,
      autocomplete: options.autocomplete,
      autocapitalize: options.autocapitalize,
      pattern: options.pattern,
      inputmode: options.inputmode,
    })}${attributes(options.attributes)}>`

  const prefix = worded(options.prefix)
  const suffix = worded(options.suffix)
  const before = worded(options.formGroup?.beforeInput)?.text
  const after = worded(options.formGroup?.afterInput)?.text
  if (!prefix?.text && !suffix?.text && !before && !after) return field(options, control, {})
  return field(
    options,
    (id, describedBy) =>
      html`<div class="${classes('govuk-input__wrapper', options.inputWrapper?.classes)}"${attributes(options.inputWrapper?.attributes)}>
        ${before}${affix('prefix', prefix)}
        ${control(id, describedBy)}
        ${affix('suffix', suffix)}${after}
      </div>`,
    {},
  )
}
