import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { navigationLink } from './navigation-links.ts'
import type { NavigationLink } from './navigation-links.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type SubNavigation = Common & { readonly label: string; readonly items: readonly Perhaps<NavigationLink>[] }

/** The pages of one record or section, in a row. */
export const subNavigation = (options: SubNavigation): Html =>
  html`<nav class="${classes('moj-sub-navigation', options.classes)}" aria-label="${options.label}"${attributes(options.attributes)}>
    <ul class="moj-sub-navigation__list">
      ${each(options.items, item => html`<li class="moj-sub-navigation__item">${navigationLink('moj-sub-navigation__link', item)}</li>`)}
    </ul>
  </nav>`
