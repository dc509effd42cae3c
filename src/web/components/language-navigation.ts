import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Common, Words } from './wording.ts'

export type Language = Words & {
  readonly href?: string
  readonly current?: boolean
  readonly lang?: string
  readonly hrefLang?: string
  readonly dir?: string
  readonly languageDescriptionText?: string
}

export type LanguageNavigation = Common & { readonly items: readonly Language[]; readonly ariaLabel?: string }

const language = (item: Language) =>
  item.current || !item.href
    ? html`<span class="${classes('govuk-language-navigation__text', item.classes)}" aria-current="true"${attributes({ lang: item.lang || false, dir: item.dir || false })}${attributes(item.attributes)}>${item.text}</span>`
    : html`<a class="${classes('govuk-language-navigation__link', item.classes)}" href="${item.href}" rel="alternate"${attributes(
        {
          lang: item.lang || false,
          hreflang: item.hrefLang || item.lang || false,
          dir: item.dir || false,
        },
      )}${attributes(item.attributes)}>${item.text}${
        item.languageDescriptionText &&
        html`<span class="govuk-visually-hidden"> ${item.languageDescriptionText}</span>`
      }</a>`

/** The same page in another language. */
export const languageNavigation = (options: LanguageNavigation): Html =>
  html`<nav class="${classes('govuk-language-navigation', options.classes)}"${attributes(options.attributes)} aria-label="${options.ariaLabel ?? 'Language'}">
    <ul class="govuk-language-navigation__list">
      ${options.items.map(item => html`<li class="govuk-language-navigation__list-item">${language(item)}</li>`)}
    </ul>
  </nav>`
