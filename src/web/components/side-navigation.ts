import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import type { NavigationLink } from './navigation-links.ts'
import { each } from './wording.ts'
import type { Common, Perhaps } from './wording.ts'

export type SideSection = {
  readonly heading?: string
  readonly headingLevel?: number
  readonly items: readonly Perhaps<NavigationLink>[]
}

export type SideNavigation = Common & { readonly label: string; readonly sections: readonly SideSection[] }

const link = (item: NavigationLink) =>
  html`<li class="${classes('moj-side-navigation__item', item.active && 'moj-side-navigation__item--active')}">
    <a href="${item.href}"${attributes({ 'aria-current': item.active ? 'page' : undefined })}${attributes(item.attributes)}>${item.text}</a>
  </li>`

/** Links beside a long page or a section of many pages, under headings where there are several groups. */
export const sideNavigation = (options: SideNavigation): Html =>
  html`<nav class="${classes('moj-side-navigation', options.classes)}" aria-label="${options.label}"${attributes(options.attributes)}>
    ${options.sections.map(section => {
      const level = section.headingLevel ?? 2
      return html`${section.heading && html`<h${level} class="moj-side-navigation__title">${section.heading}</h${level}>`}
        <ul class="moj-side-navigation__list">${each(section.items, link)}</ul>`
    })}
  </nav>`
