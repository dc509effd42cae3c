import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import { errorMessage } from './error-message.ts'
import { fileUpload } from './file-upload.ts'
import type { FileUpload } from './file-upload.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type UploadedFile = {
  readonly id: string
  readonly fileName: string
  /** A link to it, or its name, with its size and what the scan found. */
  readonly text?: Content
  /** Why this one wasn't taken. */
  readonly error?: string
}

export type MultiFileUpload = Common & {
  readonly files: readonly Perhaps<UploadedFile>[]
  readonly filesHeading?: string
  readonly headingLevel?: number
  readonly upload: FileUpload
  /** Names of the two submit buttons: the one that adds, and the one whose value is the file to take off. */
  readonly addName?: string
  readonly removeName?: string
}

/** Adds files one at a time to a form, and lists those added, each with a button that names what it takes off. */
export const multiFileUpload = (options: MultiFileUpload): Html => {
  const level = options.headingLevel ?? 2
  const rows = each(
    options.files,
    file => html`<li class="app-upload__file">
      <div class="app-upload__message">
        ${file.error && errorMessage({ text: `${file.fileName}: ${file.error}` })}
        ${!file.error && (file.text ?? file.fileName)}
      </div>
      ${button({
        name: options.removeName ?? 'remove',
        value: file.id,
        classes: 'govuk-button--secondary app-upload__remove',
        text: html`Remove<span class="govuk-visually-hidden"> ${file.fileName}</span>`,
      })}
    </li>`,
  )
  return html`<div class="${classes('app-upload', options.classes)}"${attributes(options.attributes)}>
    ${
      rows.length > 0 &&
      html`<h${level} class="govuk-heading-m">${options.filesHeading ?? 'Files added'}</h${level}>
        <ul class="app-upload__files">${rows}</ul>`
    }
    ${fileUpload(options.upload)}
    ${button({ text: 'Add file', name: options.addName ?? 'add-file', value: 'yes', classes: 'govuk-button--secondary' })}
  </div>`
}
