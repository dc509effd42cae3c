import type { Questions } from '../../engine/question.ts'
import type { NotOpened } from '../../journal/cipher.ts'
import { button } from '../components/button.ts'
import { insetText } from '../components/inset-text.ts'
import { notHere } from '../components/not-here.ts'
import { summaryList } from '../components/summary-list.ts'
import { carried, hidden, tokenField, type Form } from '../forms.ts'
import { html, nothing, type Content, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { linesTyped } from './typed.ts'

/** The one page for what is hidden from someone and for what does not exist: nothing on it depends on which it was. */
export const notHereView = (): View =>
  view({
    status: 404,
    title: 'You cannot see this page, or it does not exist',
    content: notHere({
      ask: html`<p class="govuk-body">You can also <a class="govuk-link" href="${paths.search()}">search for it by reference, name or place</a>, go to <a class="govuk-link" href="${paths.work()}">your work</a>, or <a class="govuk-link" href="${paths.help()}">find out whom to ask</a>.</p>`,
    }),
  })

const signedOutWords = {
  unknown: 'Sign in to go on',
  idle: 'You were signed out because nothing was done for a while',
  ended: 'You have been signed out',
} as const

/** Nobody is signed in any more: where to sign in again, and what became of anything typed. */
export const signedOutView = (
  why: keyof typeof signedOutWords,
  to: string,
  { kept, typed }: { kept?: boolean; typed?: Typed } = {},
): View =>
  view({
    status: 401,
    title: signedOutWords[why],
    // For a page that keeps what is typed while it is typed: it says so there.
    headers: kept ? { 'draft-kept': 'yes' } : {},
    content: html`<h1 class="govuk-heading-l">${signedOutWords[why]}</h1>
      ${kept && insetText({ text: 'What you typed is kept. Sign in and it will be on the page as you left it.' })}
      <p class="govuk-body">Once you have signed in you will be back on the page you were on.</p>
      ${button({ text: 'Sign in', href: `${paths.signIn()}?to=${encodeURIComponent(to)}`, isStartButton: true })}
      ${!kept && typed && whatWasTyped(typed, 'This could not be kept. Copy what you need before you go on.')}`,
  })

/** The form did not prove that it came from this session: shown again, to be sent again by hand. */
export const sendAgainView = (sent: Resend): View =>
  view({
    status: 403,
    title: 'Send this again',
    errors: [{ text: 'Send this again', href: '#send-again' }],
    content: html`<h1 class="govuk-heading-l">Send this again</h1>
      <p class="govuk-body">Nothing was changed. This came from a page that was opened before you last signed in, so we could not be sure it was from you. Check it, and send it again if it is what you want.</p>
      ${resend(sent)}`,
  })

/** The database or the disk is in trouble: nothing was saved, nothing is lost. */
export const notSavedView = (sent?: Resend): View =>
  view({
    status: 503,
    title: sent ? 'Not saved' : 'Concordat is not available for the moment',
    headers: { 'retry-after': '30' },
    content: sent
      ? html`<h1 class="govuk-heading-l">This was not saved</h1>
          <p class="govuk-body">Concordat cannot save anything for the moment. What you typed is below: leave this page open and send it again in a minute. If it went through after all, sending it again does nothing twice.</p>
          ${resend(sent)}`
      : html`<h1 class="govuk-heading-l">Concordat is not available for the moment</h1>
          <p class="govuk-body">Nothing has been lost. Try again in a minute. If it goes on, tell the people who run Concordat.</p>`,
  })

/** The database refused to keep it, and nobody foresaw why: nothing was saved, nothing is lost, and somebody should be told. */
export const refusedByJournalView = (request: string, sent?: Resend): View =>
  view({
    status: 503,
    title: sent ? 'Not saved' : 'Concordat cannot show this for the moment',
    headers: { 'retry-after': '30' },
    content: html`<h1 class="govuk-heading-l">${sent ? 'This was not saved' : 'Concordat cannot show this for the moment'}</h1>
      <p class="govuk-body">It was not your doing, and nothing was changed. ${
        sent ? 'What you typed is below: send it again in a minute.' : 'Try again in a minute.'
      } If it happens twice, tell the people who run Concordat and give them this number: <strong>${request}</strong></p>
      ${sent && resend(sent)}`,
  })

/** What is encrypted does not open: nothing of it is shown, and no fault of whoever asked for it. */
export const notOpenedView = ({ message }: NotOpened, request: string, sent?: Resend): View =>
  view({
    status: 503,
    title: 'This cannot be opened',
    content: html`<h1 class="govuk-heading-l">This cannot be opened</h1>
      <p class="govuk-body">${message}</p>
      <p class="govuk-body">It was not your doing, and nothing was changed. Tell the people who run Concordat, and give them this number: <strong>${request}</strong></p>
      ${sent && resend(sent)}`,
  })

/** The connection was lost while it was being saved: nobody can say yet whether it was. */
export const maybeSavedView = (request: string, sent?: Resend): View =>
  view({
    status: 503,
    title: 'This may have been saved',
    headers: { 'retry-after': '30' },
    content: html`<h1 class="govuk-heading-l">This may have been saved</h1>
      <p class="govuk-body">Concordat lost its database just as this was being saved, so it cannot say whether it was. In a minute, <a class="govuk-link" href="${paths.work()}" target="_blank">look in another tab</a> whether it is there, before you do it again. If you cannot tell, ask the people who run Concordat and give them this number: <strong>${request}</strong></p>
      ${sent && resend(sent)}`,
  })

/** More was sent than is taken at once. */
export const tooLargeView = (typed: Typed | undefined): View =>
  view({
    status: 413,
    title: 'That was too much at once',
    content: html`<h1 class="govuk-heading-l">That was too much at once</h1>
      <p class="govuk-body">Nothing was changed. ${
        typed ? 'What you typed is below.' : 'Go back in your browser: what you typed is still there.'
      } Shorten it, or attach long papers as a file.</p>
      ${typed && whatWasTyped(typed)}`,
  })

export const tooManyView = (seconds: number, sent?: Resend): View =>
  view({
    status: 429,
    title: 'Too many requests',
    headers: { 'retry-after': String(seconds) },
    content: html`<h1 class="govuk-heading-l">Wait a little</h1>
      <p class="govuk-body">There were too many requests in a short time. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}. Nothing was changed.</p>
      ${sent && resend(sent)}`,
  })

export const notUnderstoodView = (status = 400): View =>
  view({
    status,
    title: 'That could not be understood',
    content: html`<h1 class="govuk-heading-l">That could not be understood</h1>
      <p class="govuk-body">Nothing was changed. Go back and try again from the page itself.</p>
      <p class="govuk-body"><a class="govuk-link" href="${paths.work()}">Go to your work</a></p>`,
  })

export const methodView = (allowed: readonly string[]): View => {
  const understood = notUnderstoodView(405)
  return { ...understood, headers: { allow: allowed.join(', ') } }
}

/** We got something wrong. */
export const faultView = (request: string, sent?: Resend): View =>
  view({
    status: 500,
    title: 'Something went wrong',
    content: html`<h1 class="govuk-heading-l">Something went wrong here</h1>
      <p class="govuk-body">It was not your doing. Nothing was changed. Try again; if it happens twice, tell the people who run Concordat and give them this number: <strong>${request}</strong></p>
      ${sent && resend(sent)}
      <p class="govuk-body"><a class="govuk-link" href="${paths.work()}">Go to your work</a></p>`,
  })

const left = [tokenField]

/** A form that came and was not taken, with the questions it answers. */
export interface Typed {
  readonly form: Form
  readonly asks: Questions
}

/** The same, with where it was going, and the token with which it may go again. */
export interface Resend extends Typed {
  readonly address: string
  readonly token?: Token
}

const resend = ({ address, token, ...typed }: Resend): Html =>
  html`<form method="post" action="${address}" id="send-again">${hidden(token)}${carried(typed.form, left)}
    ${whatWasTyped(typed)}
    ${button({ text: 'Send it again', preventDoubleClick: true })}</form>`

/** What was typed, under the words of its questions; what the page itself put in is left out. */
function whatWasTyped({ form, asks }: Typed, words?: Content): Html {
  const rows = linesTyped(form, asks).map(([question, answer]) => ({
    key: question,
    value: { text: html`<span class="app-typed">${answer}</span>` },
  }))
  if (rows.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">What you typed</h2>
    ${words && html`<p class="govuk-body">${words}</p>`}
    ${summaryList({ rows })}`
}
