import { attributes, classes, html } from '../html.ts'
import type { Attributes, Html } from '../html.ts'
import { explained, group } from './field.ts'
import type { ErrorMessage } from './error-message.ts'
import { fieldset } from './fieldset.ts'
import type { Fieldset } from './fieldset.ts'
import { hint } from './hint.ts'
import type { Hint } from './hint.ts'
import { label } from './label.ts'
import { each, ids, worded } from './wording.ts'
import type { Common, Perhaps, Wording, Words } from './wording.ts'

/** One thing that can be chosen; with `divider`, words between two of them. */
export type Choice = Words & {
  readonly value?: string | number
  readonly id?: string
  /** For checkboxes with names of their own. */
  readonly name?: string
  readonly checked?: boolean
  readonly disabled?: boolean
  readonly hint?: Wording<Hint>
  readonly label?: Common
  /** Asked only when this is chosen; always shown without scripts. */
  readonly conditional?: Wording
  /** 'exclusive' for "none of these". */
  readonly behaviour?: string
  readonly divider?: string
}

/** What radios and checkboxes have in common. `idPrefix` is the name where it isn't given. */
export type Choices = Common & {
  readonly name: string
  readonly idPrefix?: string
  readonly items: readonly Perhaps<Choice>[]
  readonly fieldset?: Fieldset
  readonly hint?: Wording<Hint>
  readonly errorMessage?: Wording<ErrorMessage>
  readonly formGroup?: Common & { readonly beforeInputs?: Wording; readonly afterInputs?: Wording }
}

export type ChoiceKind = {
  readonly block: 'govuk-checkboxes' | 'govuk-radios'
  readonly type: 'checkbox' | 'radio'
  readonly chosen: (choice: Choice) => boolean
  readonly describedBy?: string
}

const choice = (name: string, kind: ChoiceKind, item: Choice, id: string, describedBy: string | undefined): Html => {
  const help = worded(item.hint)
  const hintId = help?.text ? `${id}-item-hint` : undefined
  const conditional = worded(item.conditional)?.text
  const checked = item.checked || (item.checked !== false && kind.chosen(item))
  const shared: Attributes = {
    checked,
    disabled: item.disabled,
    'data-aria-controls': conditional ? `conditional-${id}` : undefined,
    'data-behaviour': kind.type === 'checkbox' ? item.behaviour : undefined,
    'aria-describedby': ids(describedBy, hintId),
  }
  return html`<div class="${kind.block}__item">
      <input class="${kind.block}__input" id="${id}" name="${item.name || name}" type="${kind.type}" value="${item.value}"${attributes(shared)}${attributes(item.attributes)}>
      ${label({
        text: item.text,
        classes: classes(`${kind.block}__label`, item.label?.classes),
        attributes: item.label?.attributes,
        for: id,
      })}
      ${help && hintId && hint({ ...help, id: hintId, classes: classes(`${kind.block}__hint`, help.classes) })}
    </div>
    ${
      conditional &&
      html`<div class="${classes(`${kind.block}__conditional`, !checked && `${kind.block}__conditional--hidden`)}" id="conditional-${id}">
        ${conditional}
      </div>`
    }`
}

/** A question answered by choosing: the body of `radios` and `checkboxes`. */
export const choices = (options: Choices, kind: ChoiceKind): Html => {
  const prefix = options.idPrefix || options.name
  // The first has no number, so that an error summary can link to it by the question's name.
  const idOf = (item: Choice, position: number) => item.id || (position > 1 ? `${prefix}-${position}` : prefix)
  const { above, describedBy } = explained(prefix, options, options.fieldset?.describedBy || kind.describedBy)
  // A checkbox on its own has no fieldset to be described in its stead.
  const itemDescribedBy = kind.type === 'checkbox' && !options.fieldset ? describedBy : undefined
  const inner = html`${above}
    <div class="${classes(kind.block, options.classes)}"${attributes(options.attributes)} data-module="${kind.block}">
      ${worded(options.formGroup?.beforeInputs)?.text}
      ${each(options.items, (item, position) =>
        item.divider
          ? html`<div class="${kind.block}__divider">${item.divider}</div>`
          : choice(options.name, kind, item, idOf(item, position), itemDescribedBy),
      )}
      ${worded(options.formGroup?.afterInputs)?.text}
    </div>`
  return group(options, options.fieldset ? fieldset({ ...options.fieldset, describedBy, text: inner }) : inner)
}
