import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { navigationLink } from './navigation-links.ts'
import type { NavigationLink } from './navigation-links.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type SubNavigation = Common & { readonly label: string; readonly items: readonly Perhaps<NavigationLink>[] }

/** More than these are no row any more: they would take several lines of it. */
const mostInARow = 14

/**
 * The pages of one record or section: in a row, and on a narrow screen folded away, so that what they are about comes first. Where
 * there are many they are folded away on any screen, and stand in columns.
 */
export const subNavigation = (options: SubNavigation): Html => {
  const here = options.items.find(item => item && item.active)
  return html`<nav class="${classes('moj-sub-navigation', options.classes)}" aria-label="${options.label}"${attributes(options.attributes)}>
    <details class="${classes('app-fold-narrow', options.items.filter(Boolean).length > mostInARow && 'app-fold-narrow--many')}">
    <summary class="app-fold-narrow__summary">${options.label}${here && html`: <b>${here.text}</b>`}</summary>
    <ul class="moj-sub-navigation__list">
      ${each(options.items, item => html`<li class="moj-sub-navigation__item">${navigationLink('moj-sub-navigation__link', item)}</li>`)}
    </ul>
    </details>
  </nav>`
}
