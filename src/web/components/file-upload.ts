import { attributes, classes, html } from '../html.ts'
import type { Attributes, Html } from '../html.ts'
import { field } from './field.ts'
import type { Field } from './field.ts'
import { messages } from './wording.ts'

export type FileUpload = Field & {
  readonly multiple?: boolean
  /** Adds GOV.UK's drop zone where scripts run; the plain control is the base. */
  readonly javascript?: boolean
  readonly wrapperClasses?: string
  readonly wrapperAttributes?: Attributes
  readonly chooseFilesButtonText?: string
  readonly noFileChosenText?: string
  readonly multipleFilesChosenText?: Readonly<Record<string, string>>
  readonly dropInstructionText?: string
  readonly enteredDropZoneText?: string
  readonly leftDropZoneText?: string
}

/** A question answered with a file. */
export const fileUpload = (options: FileUpload): Html =>
  field(options, (id, describedBy) => {
    const control = html`<input${attributes({
      class: classes('govuk-file-upload', options.classes, options.errorMessage && 'govuk-file-upload--error'),
      id,
      name: options.name ?? '',
      type: 'file',
      disabled: options.disabled,
      multiple: options.multiple,
      'aria-describedby': describedBy,
    })}${attributes(options.attributes)}>`
    if (!options.javascript) return control
    return html`<div class="${classes('govuk-file-upload-wrapper', options.wrapperClasses)}" data-module="govuk-file-upload"${attributes(
      messages({
        'choose-files-button': options.chooseFilesButtonText,
        'no-file-chosen': options.noFileChosenText,
        'multiple-files-chosen': options.multipleFilesChosenText,
        'drop-instruction': options.dropInstructionText,
        'entered-drop-zone': options.enteredDropZoneText,
        'left-drop-zone': options.leftDropZoneText,
      }),
    )}${attributes(options.wrapperAttributes)}>
      ${control}
    </div>`
  })
