import { attributes, classes, html } from '../html.ts'
import type { Attributes, Html } from '../html.ts'
import { explained, group } from './field.ts'
import type { ErrorMessage } from './error-message.ts'
import { fieldset } from './fieldset.ts'
import type { Fieldset } from './fieldset.ts'
import type { Hint } from './hint.ts'
import { input } from './input.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording } from './wording.ts'

export type DatePart = {
  readonly name?: string
  readonly label?: string
  readonly value?: string | number | null
  readonly id?: string
  readonly classes?: string
  readonly attributes?: Attributes
  readonly inputmode?: string
  readonly autocomplete?: string
  readonly pattern?: string
  /** Whether this part is wrong; where none is said to be, all are marked. */
  readonly error?: boolean
}

export type DateInput = Common & {
  readonly id: string
  readonly namePrefix?: string
  readonly day?: Perhaps<DatePart>
  readonly month?: Perhaps<DatePart>
  readonly year?: Perhaps<DatePart>
  /** Instead of day, month and year. */
  readonly items?: readonly Perhaps<DatePart>[]
  /** By the parts' full names: `day`, or `met-day` with the prefix `met`. */
  readonly values?: Readonly<Record<string, string | number | null | undefined>>
  readonly hint?: Wording<Hint>
  readonly errorMessage?: Wording<ErrorMessage>
  readonly fieldset?: Fieldset
  readonly formGroup?: Common & { readonly beforeInputs?: Wording; readonly afterInputs?: Wording }
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()

const marked = (item: DatePart) => !!item.error || !!item.classes?.includes('govuk-input--error')

/** A date that somebody knows by heart or can look up, typed as day, month and year. */
export const dateInput = (options: DateInput): Html => {
  const own = (['day', 'month', 'year'] as const).map(name => {
    const width = name === 'year' ? 4 : 2
    return {
      name,
      width,
      part: options[name] ?? { name, value: options.values?.[name], classes: `govuk-input--width-${width}` },
    }
  })
  const items = options.items?.length ? options.items : own.map(({ part }) => part)
  const anyMarked = items.some(item => item && marked(item))
  const prefix = options.namePrefix ? `${options.namePrefix}-` : ''

  const part = (item: DatePart): Html => {
    const like = own.find(
      ({ name, part: given }) =>
        item === given || (item.name && (item.name === name || (given && item.name === given.name))),
    )
    const name = item.name ?? like?.name ?? ''
    const wrong = item.error !== false && options.errorMessage && !anyMarked
    const needsMark = (item.error || wrong) && !item.classes?.includes('govuk-input--error')
    const value = item.value ?? (like?.part ? like.part.value : undefined) ?? options.values?.[prefix + name]
    return html`<div class="govuk-date-input__item">
      ${input({
        label: { text: item.label || capitalised(name), classes: 'govuk-date-input__label' },
        id: item.id || `${options.id}-${name}`,
        classes: classes(
          'govuk-date-input__input',
          needsMark && 'govuk-input--error',
          !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${like?.width ?? 2}`,
          item.classes,
        ),
        name: prefix + name,
        value,
        inputmode: item.inputmode || 'numeric',
        autocomplete: item.autocomplete,
        pattern: item.pattern,
        attributes: item.attributes,
      })}
    </div>`
  }

  const { above, describedBy } = explained(options.id, options, options.fieldset?.describedBy)
  const inner = html`${above}
    <div class="${classes('govuk-date-input', options.classes)}"${attributes(options.attributes)}${attributes({ id: options.id || false })}>
      ${worded(options.formGroup?.beforeInputs)?.text}
      ${each(items, part)}
      ${worded(options.formGroup?.afterInputs)?.text}
    </div>`
  return group(
    options,
    // The role is said, since some screen readers otherwise pass over what describes a fieldset of text inputs.
    options.fieldset ? fieldset({ ...options.fieldset, describedBy, role: 'group', text: inner }) : inner,
  )
}
