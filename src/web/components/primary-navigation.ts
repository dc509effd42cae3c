import { attributes, classes, html } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { navigationLink } from './navigation-links.ts'
import type { NavigationLink } from './navigation-links.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type PrimaryNavigation = Common & {
  readonly label: string
  readonly items: readonly Perhaps<NavigationLink>[]
  readonly search?: Content
}

/** The main parts of a service in a row, with room for a search. The layout uses `serviceNavigation` instead. */
export const primaryNavigation = (options: PrimaryNavigation): Html =>
  html`<div class="${classes('moj-primary-navigation', options.classes)}"${attributes(options.attributes)}>
    <div class="moj-primary-navigation__container">
      <div class="moj-primary-navigation__nav">
        <nav aria-label="${options.label}">
          <ul class="moj-primary-navigation__list">
            ${each(options.items, item => html`<li class="moj-primary-navigation__item">${navigationLink('moj-primary-navigation__link', item)}</li>`)}
          </ul>
        </nav>
      </div>
      ${options.search && html`<div class="moj-primary-navigation__search">${options.search}</div>`}
    </div>
  </div>`
