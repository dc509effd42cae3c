import { attributes, classes, html } from '../html.ts'
import type { Attributes, Content, Html } from '../html.ts'
import { each, worded } from './wording.ts'
import type { Common, Perhaps, Wording } from './wording.ts'

export type NavigationItem = {
  readonly text?: Content
  readonly href?: string
  /** This page. */
  readonly current?: boolean
  /** The part of the service that this page is in. */
  readonly active?: boolean
  readonly attributes?: Attributes
}

export type ServiceNavigation = Common & {
  readonly serviceName?: string
  readonly serviceUrl?: string
  readonly ariaLabel?: string
  readonly navigation?: readonly Perhaps<NavigationItem>[]
  readonly navigationId?: string
  readonly navigationLabel?: string
  readonly navigationClasses?: string
  readonly menuButtonText?: string
  readonly menuButtonLabel?: string
  readonly collapseNavigationOnMobile?: boolean
  readonly slots?: {
    readonly start?: Content
    readonly end?: Wording<{ readonly text?: Content; readonly align?: string }>
    readonly navigationStart?: Content
    readonly navigationEnd?: Content
  }
}

const navigationItem = (item: NavigationItem) => {
  const here = item.active || item.current
  // In strong, so that it can be told apart by those who set their own colours.
  const words = here ? html`<strong class="govuk-service-navigation__active-fallback">${item.text}</strong>` : item.text
  const current = attributes({ 'aria-current': here ? (item.current ? 'page' : 'true') : undefined })
  return html`<li class="${classes('govuk-service-navigation__item', here && 'govuk-service-navigation__item--active')}">
    ${
      item.href
        ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>
            ${words}
          </a>`
        : item.text && html`<span class="govuk-service-navigation__text"${current}>${words}</span>`
    }
  </li>`
}

/** The service's name and its main parts, across the top of every page. */
export const serviceNavigation = (options: ServiceNavigation): Html => {
  const menu = options.menuButtonText || 'Menu'
  const id = options.navigationId || 'navigation'
  const items = each(options.navigation, navigationItem)
  const { start, navigationStart, navigationEnd } = options.slots ?? {}
  const end = worded(options.slots?.end)
  const collapses = options.collapseNavigationOnMobile ?? items.length > 1

  const name =
    options.serviceName &&
    html`<span class="govuk-service-navigation__service-name">
      ${
        options.serviceUrl
          ? html`<a href="${options.serviceUrl}" class="govuk-service-navigation__link">
              ${options.serviceName}
            </a>`
          : html`<span class="govuk-service-navigation__text">${options.serviceName}</span>`
      }
    </span>`

  const toggle =
    collapses &&
    html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${attributes(
      {
        'aria-label': options.menuButtonLabel && options.menuButtonLabel !== menu ? options.menuButtonLabel : undefined,
      },
    )} hidden aria-hidden="true">
      ${menu}
    </button>`

  const navigation =
    (items.length > 0 || navigationStart || navigationEnd) &&
    html`<nav aria-label="${options.navigationLabel || menu}" class="${classes('govuk-service-navigation__wrapper', options.navigationClasses)}">
      ${toggle}
      <ul class="govuk-service-navigation__list" id="${id}">
        ${navigationStart}
        ${items}
        ${navigationEnd}
      </ul>
    </nav>`

  const inner = html`<div class="${classes('govuk-width-container', end?.align === 'inline' && 'govuk-service-navigation__inlining-container')}">
      ${start}
      <div class="govuk-service-navigation__container">
        ${name}
        ${navigation}
      </div>
      ${end?.text}
    </div>`

  const common = html`${attributes({ class: classes('govuk-service-navigation', options.classes), 'data-module': 'govuk-service-navigation' })}${attributes(options.attributes)}`
  // More than navigation needs a landmark of its own; navigation alone is one already.
  return options.serviceName || start || end?.text
    ? html`<section aria-label="${options.ariaLabel ?? 'Service information'}"${common}>${inner}</section>`
    : html`<div${common}>${inner}</div>`
}
