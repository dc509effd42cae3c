import type { Feed } from '../../desk/calendar.ts'
import type { Due } from '../../notices/calendar-file.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { insetText } from '../components/inset-text.ts'
import { summaryList } from '../components/summary-list.ts'
import { warningText } from '../components/warning-text.ts'
import { hidden } from '../forms.ts'
import { html, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'

interface Showing {
  readonly feed?: Feed
  readonly dues: readonly Due[]
  readonly token?: Token
}

/** Two ways to have one's due days in a calendar: a file for now, or an address that the calendar asks again and again. */
export const calendarView = ({ feed, dues, token }: Showing): View => {
  const due = dues.filter(one => !one.cancelled).length
  return view({
    title: 'Your calendar',
    before: backLink({ href: paths.you(), text: 'You and your post' }),
    content: html`<h1 class="govuk-heading-l">Your calendar</h1>
      <p class="govuk-body">Each day on which you owe something can stand in your own calendar. It says “Concordat: something is due” and nothing else: to see what, sign in.</p>
      <h2 class="govuk-heading-m">A file, for now</h2>
      <p class="govuk-body">${due === 0 ? 'You owe nothing now, so the file would be empty.' : `It holds ${due === 1 ? 'one day' : `${due} days`} on which your post owes something. It does not change by itself: when a date moves, open a new file.`}</p>
      ${button({ text: 'Download the calendar file', href: paths.calendarFile(), classes: 'govuk-button--secondary' })}
      <h2 class="govuk-heading-m">An address that your calendar asks</h2>
      <p class="govuk-body">Your calendar asks it by itself and so keeps up, in every post you hold. Anyone who has the address can see the days, and nothing else; so give it to your calendar and to nobody.</p>
      ${feed ? theFeed(feed, token) : makeIt(token, 'Make an address')}`,
  })
}

const theFeed = (feed: Feed, token: Token | undefined): Html =>
  html`${summaryList({
    rows: [
      { key: 'Made', value: instantElement(feed.madeAt) },
      { key: 'Last asked for', value: feed.askedAt ? html`${instantElement(feed.askedAt)}, to the hour` : 'Never yet' },
    ],
  })}
    <p class="govuk-body">The address was shown when it was made, and cannot be shown again. If you have lost it, or think that somebody else has it, make a new one: the old one stops at once.</p>
    <div class="govuk-button-group">${makeIt(token, 'Make a new address')}${endIt(token)}</div>`

const makeIt = (token: Token | undefined, text: string): Html =>
  html`<form method="post" action="${paths.calendar()}">${hidden(token)}${button({ text, name: '_go', value: 'make', preventDoubleClick: true })}</form>`

const endIt = (token: Token | undefined): Html =>
  html`<form method="post" action="${paths.calendar()}">${hidden(token)}${button({ text: 'End the address', name: '_go', value: 'end', classes: 'govuk-button--secondary' })}</form>`

/** The one time the address is shown. */
export const feedMadeView = (address: string): View =>
  view({
    title: 'The address of your calendar',
    before: backLink({ href: paths.calendar(), text: 'Your calendar' }),
    content: html`<h1 class="govuk-heading-l">The address of your calendar</h1>
      ${insetText({ text: html`<span class="app-secret">${address}</span>` })}
      ${warningText({ text: 'Copy it now: it is not shown again.' })}
      <p class="govuk-body">In your calendar, choose to add a calendar by its address (it may say “from internet”, “from URL” or “subscribe”), and put this address there. Most calendars ask it a few times a day.</p>
      <p class="govuk-body"><a class="govuk-link" href="${paths.calendar()}">Back to your calendar</a></p>`,
  })
