import { createHash } from 'node:crypto'
import { assets } from './assets.ts'
import { errorSummary } from './components/error-summary.ts'
import type { SummarisedError } from './components/error-summary.ts'
import { footer } from './components/footer.ts'
import { notificationBadge } from './components/notification-badge.ts'
import { notificationBanner } from './components/notification-banner.ts'
import { printNote } from './components/print-note.ts'
import { search } from './components/search.ts'
import { serviceNavigation } from './components/service-navigation.ts'
import { skipLink } from './components/skip-link.ts'
import { classes, html, isHtml, isolated, kept } from './html.ts'
import type { Content, Html } from './html.ts'
import { lately } from './lately.ts'
import { clockTime } from './times.ts'

export type Marking = 'OFFICIAL' | 'OFFICIAL-SENSITIVE'

/** A hidden field that shows a form came from one of our pages. */
export type Token = { readonly name: string; readonly value: string }

/** Who is signed in, as the header shows it. */
export type SignedIn = {
  readonly name: string
  /** The post they act in: 'Policy officer, HMIP'. */
  readonly post: string
  /** Where they find what is theirs. */
  readonly you?: string
  /** Where they may act in another of their posts; absent when they hold one. */
  readonly switchPost?: string
  readonly signOut: { readonly action: string; readonly token?: Token }
}

/** The main parts of the service. */
export type Section = 'work' | 'matters' | 'search' | 'establishments' | 'agreements'

export type Page = {
  /** Without names of people: it stays in the browser's history. */
  readonly title: string
  readonly content: Content
  /** The highest of what the page shows. */
  readonly marking: Marking
  /** How to handle it, under the marking. */
  readonly handling?: string
  readonly me?: SignedIn
  readonly section?: Section
  /** The sections that open to this reader; absent: all of them. */
  readonly open?: readonly Section[]
  /** What the log of matters is called for this reader. */
  readonly mattersCalled?: string
  /** Where words are searched for from any page; posted, since they may name someone. */
  readonly find?: { readonly action: string; readonly token?: Token }
  /** How many things wait in a section, shown beside its name. */
  readonly waiting?: Partial<Record<Section, number>>
  /** Breadcrumbs or a way back, above the content. */
  readonly before?: Content
  /** What was just done: a plain sentence is shown as done; markup as it is. */
  readonly banner?: Content
  /** What is wrong with what was sent, in the order of the questions. */
  readonly errors?: readonly SummarisedError[]
  readonly practice?: boolean
  /** When the page was made: for the printed copy and the end of the session. */
  readonly now?: Date
  /**
   * When the session ends if nothing is done, and how long before that it is warned of; `extend` answers a POST with the
   * header `session-seconds`, as all that a script does which goes on with the session.
   */
  readonly session?: {
    readonly endsAt: Date
    readonly warningMinutes: number
    readonly extend: { readonly action: string; readonly token?: Token }
  }
  readonly lang?: string
}

const sections: Record<Section, { readonly text: string; readonly href: string }> = {
  work: { text: 'Your work', href: '/' },
  matters: { text: 'Matters', href: '/matters' },
  search: { text: 'Search', href: '/search' },
  establishments: { text: 'Establishments', href: '/establishments' },
  agreements: { text: 'Agreements', href: '/agreements' },
}

/** The same, in the same order, on every page (WCAG 3.2.6). */
const support = [
  { text: 'Help', href: '/help' },
  { text: 'Feedback', href: '/feedback' },
  { text: 'Accessibility statement', href: '/accessibility' },
  { text: 'Privacy', href: '/privacy' },
  { text: 'Cookies', href: '/cookies' },
  { text: 'Status', href: '/status' },
  { text: 'Change log', href: '/changes' },
]

const mark = html`<svg class="app-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><g fill="none" stroke-width="3.4" stroke-linecap="round"><path d="M17.5 9.4a7.5 7.5 0 1 0 0 13.2" stroke="#fff"/><path d="M14.5 22.6a7.5 7.5 0 1 0 0-13.2" stroke="#7fd1c7"/></g></svg>`

const hidden = (token: Token | undefined) =>
  token && html`<input type="hidden" name="${token.name}" value="${token.value}">`

const marking = (level: Marking, handling: string | undefined, end: boolean): Html =>
  html`<p class="${classes('app-marking', level === 'OFFICIAL-SENSITIVE' && 'app-marking--sensitive', end && 'app-marking--end')}"><span class="govuk-visually-hidden">Security marking: </span>${level}${handling && html`<span class="app-marking__handling">${handling}</span>`}</p>`

const signedIn = (me: SignedIn): Html =>
  html`<div class="app-header__me">
    <p class="app-header__who"><span class="govuk-visually-hidden">Signed in as </span>${me.you ? html`<a class="app-header__link app-header__person" href="${me.you}">${isolated(me.name)}</a>` : html`<span class="app-header__person">${isolated(me.name)}</span>`} <span class="app-header__post">${me.post}</span></p>
    <ul class="app-header__ways">
      ${me.switchPost && html`<li><a class="app-header__link" href="${me.switchPost}">Change post</a></li>`}
      <li>${
        me.signOut.token
          ? html`<form action="${me.signOut.action}" method="post">${hidden(me.signOut.token)}<button class="app-header__link" type="submit">Sign out</button></form>`
          : html`<a class="app-header__link" href="${me.signOut.action}">Sign out</a>`
      }</li>
    </ul>
  </div>`

/** All that what stands above a page's content is made of. */
type Top = Pick<
  Page,
  'marking' | 'handling' | 'practice' | 'me' | 'section' | 'open' | 'mattersCalled' | 'waiting' | 'find'
>

const header = ({ me, practice, ...options }: Top): Html =>
  html`<header>
    ${marking(options.marking, options.handling, false)}
    ${practice && practiceBanner}
    <div class="app-header">
      <div class="govuk-width-container">
        <div class="app-header__container">
          <a class="app-header__name" href="${sections.work.href}">${mark}Concordat</a>
          ${me && signedIn(me)}
        </div>
      </div>
    </div>
  </header>`

const navigation = (page: Top): Html =>
  serviceNavigation({
    classes: 'app-navigation',
    navigationLabel: 'Main',
    menuButtonText: 'Menu',
    navigation: (page.open ?? (Object.keys(sections) as Section[])).map(section => ({
      text: html`${section === 'matters' && page.mattersCalled ? page.mattersCalled : sections[section].text}${notificationBadge({ count: page.waiting?.[section] ?? 0, visuallyHiddenText: 'waiting' })}`,
      href: sections[section].href,
      active: section === page.section,
    })),
  })

const find = ({ action, token }: NonNullable<Page['find']>): Html =>
  html`<div class="app-find"><div class="govuk-width-container">${search({
    action,
    method: 'post',
    more: hidden(token),
    id: 'find',
    label: { text: 'Find a matter', classes: 'app-find__label' },
    buttonText: 'Find',
    classes: 'app-find__search',
  })}</div></div>`

const topOf = ({ marking, handling, practice, me, section, open, mattersCalled, waiting, find }: Page): Top => ({
  marking,
  handling,
  practice,
  me,
  section,
  open,
  mattersCalled,
  waiting,
  find,
})

/** The same for somebody on page after page, until more waits for them or less. */
const top = lately(
  500,
  (given: Top) => JSON.stringify(given),
  given =>
    kept(html`${header(given)}
${given.me && navigation(given)}
${given.me && given.find && given.section !== 'search' && find(given.find)}`),
)

const practiceBanner = html`<div class="app-practice">
  <div class="govuk-width-container"><p><strong class="app-practice__tag">Practice</strong> This is a practice system: the people and prisons here are invented.</p></div>
</div>`

/**
 * Counted in seconds for the script, since the clock at home may differ from ours. Without scripts it opens in a tab of its
 * own, so that what is typed here stays.
 */
const session = ({ endsAt, warningMinutes, extend }: NonNullable<Page['session']>, now: Date): Html =>
  html`<div class="app-session" role="region" aria-label="Your session" data-session-seconds="${Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / 1000))}" data-session-warning="${warningMinutes * 60}">
    <div class="govuk-width-container app-session__container">
      <p role="status" data-session-message>You will be signed out at ${clockTime(endsAt)} if you do nothing until then.</p>
      <form action="${extend.action}" method="post" target="_blank">${hidden(extend.token)}<button class="govuk-button govuk-button--secondary" type="submit">Stay signed in<span class="app-session__tab"> (opens in a new tab)</span></button></form>
    </div>
  </div>`

const banner = (given: Content) =>
  given && (isHtml(given) ? given : notificationBanner({ type: 'success', titleText: 'Done', text: given }))

/** The one script that stands in the page: it tells GOV.UK's styles at once that scripts run, before anything is drawn. */
const early = html`<script>document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');</script>`

/** What the content security policy allows to run by: that script and no other. */
export const earlyScript = `'sha256-${createHash('sha256')
  .update(String(early).replaceAll(/<\/?script>/g, ''))
  .digest('base64')}'`

/** The same on every page. */
const beforeHeader = html`${early}
${skipLink({ text: 'Skip to main content', href: '#content' })}`
const footerLinks = html`<div class="app-footer">${footer({ meta: { visuallyHiddenTitle: 'About this service', items: support } })}</div>`

/** A whole document: every page of ours is made by this. */
export const page = (options: Page): Html => {
  const { css, icon, script } = assets()
  const errors = options.errors ?? []
  const sensitive = options.marking === 'OFFICIAL-SENSITIVE'
  return html`<!DOCTYPE html>
<html lang="${options.lang ?? 'en-GB'}" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${errors.length > 0 && 'Error: '}${options.title} – Concordat</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#12303a">
<meta name="robots" content="noindex, nofollow">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${css}">
<script type="module" src="${script}"></script>
</head>
<body class="govuk-template__body ${sensitive ? 'app-page--sensitive' : 'app-page--official'}">
${beforeHeader}
${top(topOf(options))}
<div class="govuk-width-container">
${options.before && html`<div class="app-before" role="region" aria-label="Where you are">${options.before}</div>`}
<main class="govuk-main-wrapper" id="content" tabindex="-1">
${options.now && printNote({ marking: options.marking, by: options.me?.name, post: options.me?.post, at: options.now })}
${errors.length > 0 && errorSummary({ titleText: 'There is a problem', errorList: errors })}
${banner(options.banner)}
${options.content}
</main>
</div>
${options.me && options.session && options.now && session(options.session, options.now)}
<footer>
${footerLinks}
${marking(options.marking, options.handling, true)}
</footer>
</body>
</html>`
}

/** Two columns where there is room. On a narrow screen what stands beside it comes last; or, under a head, before the content. */
export const withAside = (content: Content, aside: Content, head?: Content): Html => {
  const beside = html`<div class="app-columns__aside">${aside}</div>`
  return head === undefined
    ? html`<div class="app-columns"><div>${content}</div>${beside}</div>`
    : html`<div class="app-columns app-columns--headed"><div>${head}</div>${beside}<div>${content}</div></div>`
}

/** A list with its filter beside it: the filter first, and above on a narrow screen. */
export const filtered = (filter: Content, list: Content): Html =>
  html`<div class="app-filtered"><div>${filter}</div><div>${list}</div></div>`
