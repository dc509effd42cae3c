import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { button } from './button.ts'
import { input } from './input.ts'
import type { Label } from './label.ts'
import type { Hint } from './hint.ts'
import { worded } from './wording.ts'
import type { Common, Wording } from './wording.ts'

export type Search = Common & {
  readonly action: string
  readonly label: Wording<Label>
  readonly hint?: Wording<Hint>
  readonly name?: string
  readonly id?: string
  readonly value?: string | null
  readonly errorMessage?: string
  readonly buttonText?: string
  /** Hidden fields or further questions inside the form. */
  readonly more?: Content
  /** 'post' where the words could name someone: they must not stand in an address. Needs its token in `more`. */
  readonly method?: 'get' | 'post'
}

/** Finds something by words: a plain text box, whose contents the keyboard can clear, and a button. */
export const search = (options: Search): Html => {
  const words = worded(options.label)
  return html`<search class="${classes('moj-search', 'app-search', options.classes)}"${attributes(options.attributes)}>
    <form action="${options.action}" method="${options.method ?? 'get'}">
      ${options.more}
      ${input({
        classes: 'moj-search__input',
        label: { ...words, classes: classes('moj-search__label', words?.classes) },
        hint: options.hint,
        id: options.id ?? 'search',
        name: options.name ?? 'q',
        value: options.value || undefined,
        errorMessage: options.errorMessage,
        type: 'text',
        autocomplete: 'off',
        spellcheck: false,
        inputWrapper: { classes: 'moj-search__input-wrapper' },
        formGroup: { afterInput: button({ text: options.buttonText ?? 'Search', classes: 'moj-search__button' }) },
      })}
    </form>
  </search>`
}
