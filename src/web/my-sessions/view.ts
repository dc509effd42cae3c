import { button } from '../components/button.ts'
import { summaryList } from '../components/summary-list.ts'
import { hidden } from '../forms.ts'
import { html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import type { SessionRow } from '../sessions.ts'
import { clockTime, instantElement } from '../times.ts'

export const sessionsView = (sessions: readonly SessionRow[], token: Token | undefined): View =>
  view({
    title: 'Where you are signed in',
    content: html`<h1 class="govuk-heading-l">Where you are signed in</h1>
      <p class="govuk-body">If you do not know one of these, end it and tell the people who look after your account.</p>
      ${sessions.map(session =>
        summaryList({
          card: {
            title: {
              text: session.this ? 'This browser' : (browserOf(session.agent) ?? 'Another browser'),
              headingLevel: 2,
            },
          },
          rows: [
            { key: 'Signed in', value: instantElement(session.beganAt) },
            { key: 'Last used', value: instantElement(session.seenAt) },
            { key: 'Acting as', value: session.post ?? 'No post chosen' },
            !session.this && { key: 'End it', value: endOne(session, token) },
          ],
        }),
      )}
      ${
        sessions.some(session => !session.this) &&
        html`<form method="post" action="${paths.sessions()}">${hidden(token)}${button({ text: 'End all but this one', classes: 'govuk-button--secondary' })}</form>`
      }`,
  })

const endOne = (session: SessionRow, token: Token | undefined) =>
  html`<form method="post" action="${paths.sessions()}">${hidden(token)}<input type="hidden" name="began" value="${session.beganAt.toISOString()}">${button(
    {
      text: html`End this session<span class="govuk-visually-hidden"> that began at ${clockTime(session.beganAt)}</span>`,
      classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
    },
  )}</form>`

/** The browser's own name from what it says of itself; nothing when it says nothing we know. */
const browserOf = (agent: string | undefined): string | undefined =>
  ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].flatMap(name =>
    agent?.includes(`${name}/`) ? [{ Edg: 'Edge', OPR: 'Opera' }[name] ?? name] : [],
  )[0]

/** Shown in a tab of its own, so that the page with what was typed is still open. */
export const stayedView = (endsAt: Date): View =>
  view({
    title: 'You are still signed in',
    content: html`<h1 class="govuk-heading-l">You are still signed in</h1>
      <p class="govuk-body">You will be signed out at ${clockTime(endsAt)} if you do nothing until then. Close this tab: the page you were on is still open, with what you typed.</p>
      <p class="govuk-body"><a class="govuk-link" href="${paths.work()}">Go to your work</a> · <a class="govuk-link" href="${paths.sessions()}">Where you are signed in</a></p>`,
  })
