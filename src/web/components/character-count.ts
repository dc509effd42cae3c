import { classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { hint } from './hint.ts'
import { textarea } from './textarea.ts'
import type { Textarea } from './textarea.ts'
import { ids, messages, worded } from './wording.ts'

type Plurals = Readonly<Record<string, string>>

export type CharacterCount = Textarea & {
  readonly maxlength?: number
  readonly maxwords?: number
  /** The percentage of the limit at which the count begins to show. */
  readonly threshold?: number
  readonly countType?: string
  readonly countMessage?: { readonly classes?: string }
  readonly textareaDescriptionText?: string
  readonly charactersUnderLimitText?: Plurals
  readonly charactersAtLimitText?: string
  readonly charactersOverLimitText?: Plurals
  readonly wordsUnderLimitText?: Plurals
  readonly wordsAtLimitText?: string
  readonly wordsOverLimitText?: Plurals
}

/** A text box that says how much may be written, and counts where scripts run. */
export const characterCount = (options: CharacterCount): Html => {
  const id = options.id || options.name || ''
  const countType = options.countType ?? (options.maxwords ? 'words' : undefined)
  const limit = options.maxwords || options.maxlength
  const unit = countType === 'words' ? 'words' : 'characters'
  const description = options.textareaDescriptionText || `You can enter up to %{count} ${unit}`
  return textarea({
    ...options,
    id,
    describedBy: ids(options.describedBy, `${id}-info`),
    classes: classes('govuk-js-character-count', options.classes),
    formGroup: {
      classes: classes('govuk-character-count', options.formGroup?.classes),
      attributes: {
        'data-module': 'govuk-character-count',
        'data-maxlength': options.maxlength,
        'data-maxwords': options.maxwords,
        'data-threshold': options.threshold,
        'data-count-type': countType,
        ...messages({
          // Without a limit the script learns it later and puts the number in for itself.
          'textarea-description':
            !limit && options.textareaDescriptionText ? { other: options.textareaDescriptionText } : undefined,
          'characters-under-limit': options.charactersUnderLimitText,
          'characters-at-limit': options.charactersAtLimitText,
          'characters-over-limit': options.charactersOverLimitText,
          'words-under-limit': options.wordsUnderLimitText,
          'words-at-limit': options.wordsAtLimitText,
          'words-over-limit': options.wordsOverLimitText,
        }),
        ...options.formGroup?.attributes,
      },
      beforeInput: options.formGroup?.beforeInput,
      afterInput: html`${hint({
        text: limit ? description.replace('%{count}', String(limit)) : undefined,
        id: `${id}-info`,
        classes: classes('govuk-character-count__message', options.countMessage?.classes),
      })}${worded(options.formGroup?.afterInput)?.text}`,
    },
  })
}
