import { button } from '../components/button.ts'
import { html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'

/** The front door, for somebody who is not signed in. */
export const welcomeView = (): View =>
  view({
    title: 'Sign in',
    content: html`<h1 class="govuk-heading-l">Sign in to Concordat</h1>
      <p class="govuk-body-l">Concordat runs the agreements between the bodies that watch over places of detention.</p>
      <p class="govuk-body">It is for people who hold a post in one of those bodies, or in the prison service. If you hold more than one, you choose after you sign in.</p>
      ${button({ text: 'Sign in', isStartButton: true, href: paths.signIn() })}
      <p class="govuk-body"><a class="govuk-link" href="${paths.help()}">Help with signing in</a></p>`,
  })

/** The provider let somebody through whom we don't know. */
export const notKnownView = (): View =>
  view({
    status: 403,
    title: 'You have no account here',
    content: html`<h1 class="govuk-heading-l">You have no account here</h1>
      <p class="govuk-body">You proved who you are, but nobody has given you a post in Concordat yet. Ask whoever looks after your body’s posts to add you with the e-mail address you signed in with. Then sign in again.</p>
      ${button({ text: 'Sign in as someone else', href: paths.signIn() })}`,
  })

export const notSignedInView = (saying: string): View =>
  view({
    status: 400,
    title: 'You are not signed in',
    content: html`<h1 class="govuk-heading-l">You are not signed in</h1>
      <p class="govuk-body">${saying}</p>
      ${button({ text: 'Start again', href: paths.signIn() })}`,
  })

export const signedOutView = (provider: string | undefined): View =>
  view({
    title: 'You have signed out',
    content: html`<h1 class="govuk-heading-l">You have signed out</h1>
      <p class="govuk-body">What you were writing is kept until you come back. If others use this computer, close the browser as well.</p>
      ${button({ text: 'Sign in again', href: paths.signIn() })}
      ${provider !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${provider}">Also sign out of the service that checks who you are</a></p>`}`,
  })
