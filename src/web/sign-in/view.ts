import { button } from '../components/button.ts'
import { carried, hidden } from '../forms.ts'
import { html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { heldField, type Held } from './proof.ts'

const helpSigningIn = html`<p class="govuk-body"><a class="govuk-link" href="${paths.help()}">Help with signing in</a></p>`

/** The front door, for somebody who is not signed in. */
export const welcomeView = (): View =>
  view({
    title: 'Sign in',
    content: html`<h1 class="govuk-heading-l">Sign in to Concordat</h1>
      <p class="govuk-body-l">Concordat runs the agreements between the bodies that watch over places of detention.</p>
      <p class="govuk-body">It is for people who hold a post in one of those bodies, or in the prison service. If you hold more than one, you choose after you sign in.</p>
      ${button({ text: 'Sign in', isStartButton: true, href: paths.signIn() })}
      ${helpSigningIn}`,
  })

/** The provider let somebody through whom we don't know. */
export const notKnownView = (): View =>
  view({
    status: 403,
    title: 'You have no account here',
    content: html`<h1 class="govuk-heading-l">You have no account here</h1>
      <p class="govuk-body">You proved who you are, but nobody has given you a post in Concordat yet. Ask whoever looks after your body’s posts to add you with the e-mail address you signed in with. Then sign in again.</p>
      ${button({ text: 'Sign in as someone else', href: paths.signIn() })}
      ${helpSigningIn}`,
  })

export const notSignedInView = (saying: string): View =>
  view({
    status: 400,
    title: 'You are not signed in',
    content: html`<h1 class="govuk-heading-l">You are not signed in</h1>
      <p class="govuk-body">${saying}</p>
      ${button({ text: 'Start again', href: paths.signIn(), isStartButton: true })}
      ${helpSigningIn}`,
  })

export const signedOutView = (provider: string | undefined): View =>
  view({
    title: 'You have signed out',
    content: html`<h1 class="govuk-heading-l">You have signed out</h1>
      <p class="govuk-body">What you were writing is kept until you come back. If others use this computer, close the browser as well.</p>
      ${button({ text: 'Sign in again', href: paths.signIn() })}
      ${provider !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${provider}">Also sign out of the service that checks who you are</a></p>`}`,
  })

/** Before something that nobody undoes: prove again who you are. What was typed is held meanwhile. */
export const proveAgainView = (doing: string, held: string, minutes: number): View =>
  view({
    status: 403,
    title: 'Prove again that it is you',
    content: html`<h1 class="govuk-heading-l">Prove again that it is you</h1>
      <p class="govuk-body">Before you ${doing}, prove again who you are: it is ${minutes === 1 ? 'a minute' : `${minutes} minutes`} or more since you did. It keeps others from doing this if you leave a screen open, or if someone gets hold of your session.</p>
      <p class="govuk-body">Nothing has been done yet, and what you typed is kept. You go to the service that checks who you are, and come back here to go on.</p>
      ${button({ text: 'Prove that it is you', href: paths.proveAgain({ held }), isStartButton: true })}`,
  })

/** Back with a fresh proof: what they were about to do, exactly as it was sent, and one button to do it. */
export const provedView = ({ doing, address, form }: Held, held: string, token: Token | undefined): View =>
  view({
    title: 'You have proved that it is you',
    content: html`<h1 class="govuk-heading-l">You have proved that it is you</h1>
      <p class="govuk-body">You were about to ${doing}. It has not been done yet. Go on, and it is done just as you sent it.</p>
      <form method="post" action="${address}">${hidden(token)}${carried(form)}<input type="hidden" name="${heldField}" value="${held}">
        ${button({ text: 'Go on', preventDoubleClick: true })}</form>
      <p class="govuk-body"><a class="govuk-link" href="${paths.work()}">Leave it, and go to your work</a></p>`,
  })

/** What they were about to do is no longer held, or was another session's. */
export const notHeldView = (): View =>
  view({
    status: 404,
    title: 'This is no longer kept',
    content: html`<h1 class="govuk-heading-l">This is no longer kept</h1>
      <p class="govuk-body">Nothing was done. What you send is kept for an hour while you prove who you are, and once you have signed in anew it has to be sent again.</p>
      <p class="govuk-body">What you were writing on a matter is kept with <a class="govuk-link" href="${paths.work()}">your work</a>.</p>`,
  })

/** The provider came back without a proof of this person, made now. They are signed in as before. */
export const notProvedView = (saying: string, held: string): View =>
  view({
    status: 400,
    title: 'You have not proved that it is you',
    content: html`<h1 class="govuk-heading-l">You have not proved that it is you</h1>
      <p class="govuk-body">${saying} Nothing was done, and what you typed is still kept. If this happens twice, tell the people who run Concordat.</p>
      ${button({ text: 'Try again', href: paths.proveAgain({ held }) })}`,
  })
