import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { errorMessage } from './error-message.ts'
import type { ErrorMessage } from './error-message.ts'
import { hint } from './hint.ts'
import type { Hint } from './hint.ts'
import { label } from './label.ts'
import type { Label } from './label.ts'
import { ids, worded } from './wording.ts'
import type { Common, Wording } from './wording.ts'

/** What surrounds a question's control. */
export type FormGroup = Common & { readonly beforeInput?: Wording; readonly afterInput?: Wording }

/** What every question with one control takes. `id` is the name where it isn't given. */
export type Field = Common & {
  readonly name?: string
  readonly id?: string
  readonly label?: Wording<Label>
  readonly hint?: Wording<Hint>
  readonly errorMessage?: Wording<ErrorMessage>
  readonly describedBy?: string
  readonly formGroup?: FormGroup
  readonly disabled?: boolean
}

/** The hint and the error above a control, and the ids that say the control is described by them. */
export const explained = (
  id: string,
  options: Pick<Field, 'hint' | 'errorMessage'>,
  describedBy: string | undefined,
): { readonly above: Html; readonly describedBy: string | undefined } => {
  const help = worded(options.hint)
  const wrong = worded(options.errorMessage)
  return {
    above: html`${help && hint({ ...help, id: `${id}-hint` })}
      ${wrong && errorMessage({ ...wrong, id: `${id}-error` })}`,
    describedBy: ids(describedBy, help && `${id}-hint`, wrong && `${id}-error`),
  }
}

/** The group round a question, marked when the answer is wrong. */
export const group = (options: Pick<Field, 'errorMessage' | 'formGroup'>, content: Content): Html =>
  html`<div class="${classes('govuk-form-group', options.errorMessage && 'govuk-form-group--error', options.formGroup?.classes)}"${attributes(options.formGroup?.attributes)}>
    ${content}
  </div>`

/** A question with one control: label, hint and error, then the control, which is told its id and what describes it. */
export const field = (
  options: Field,
  control: (id: string, describedBy: string | undefined) => Html,
  around: { readonly beforeInput?: Wording; readonly afterInput?: Wording } = options.formGroup ?? {},
): Html => {
  const id = options.id || options.name || ''
  const { above, describedBy } = explained(id, options, options.describedBy)
  return group(
    options,
    html`${label({ ...worded(options.label), for: id })}
      ${above}
      ${worded(around.beforeInput)?.text}
      ${control(id, describedBy)}
      ${worded(around.afterInput)?.text}`,
  )
}
