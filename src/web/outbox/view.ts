import type { HeldUp, Undelivered } from '../../desk/undelivered.ts'
import type { Kept } from '../../notices/send.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import { recordTable } from '../components/record-table.ts'
import { html, type Html } from '../html.ts'
import { unreachedTable } from '../people/unreached.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'

interface Showing {
  /** What practice keeps instead of sending; absent in production. */
  readonly kept?: readonly Kept[]
  /** Whom messages do not reach; absent for whoever is not told. */
  readonly unreached?: readonly Undelivered[]
  /** Why messages wait to be tried again: for whoever runs the system. */
  readonly heldUp: readonly HeldUp[]
  readonly ownBody: boolean
}

const onPage = 100

export const outboxView = ({ kept, unreached, heldUp, ownBody }: Showing): View =>
  view({
    title: 'Messages',
    content: html`<h1 class="govuk-heading-l">Messages</h1>
      ${heldUp.length > 0 && waiting(heldUp)}
      ${unreached && (unreached.length === 0 ? html`<p class="govuk-body">Nobody that you look after is out of reach of messages.</p>` : unreachedTable(unreached, { ownBody }))}
      ${kept && practice(kept)}`,
  })

const waiting = (heldUp: readonly HeldUp[]): Html =>
  html`<section aria-labelledby="held-up"><h2 class="govuk-heading-m" id="held-up">Messages that wait to be tried again</h2>
    <p class="govuk-body">They go out by themselves once this is mended: within minutes at first, and then less and less often, for about 17 hours. The command <code>doctor</code> tries the mail service at once.</p>
    ${recordTable({
      caption: 'Why messages wait',
      captionClasses: 'govuk-visually-hidden',
      columns: [{ text: 'Why' }, { text: 'Last tried' }],
      rows: heldUp.map(one => [one.because, instantElement(one.at)]),
    })}</section>`

const practice = (kept: readonly Kept[]): Html =>
  html`<h2 class="govuk-heading-m">What this practice system would have sent</h2>
    <p class="govuk-body">Nothing leaves a practice system: your messages are kept here, the latest first; whoever runs it sees everybody’s. A real one sends them. Look at what they say: they hold no name, place or reference.</p>
    ${
      kept.length === 0
        ? emptyState({
            heading: 'No messages yet',
            headingLevel: 3,
            text: 'When something comes to you, you are told within a few seconds, and the message appears here.',
          })
        : recordTable({
            caption:
              kept.length > onPage
                ? `The latest ${onPage} messages`
                : `${kept.length === 1 ? 'One message' : `${kept.length} messages`}`,
            columns: [{ text: 'When' }, { text: 'To' }, { text: 'What it says' }],
            rows: kept.slice(0, onPage).map(one => [
              instantElement(one.at),
              html`<span class="app-address">${one.to}</span>`,
              details({
                summaryText: one.subject,
                classes: 'govuk-!-margin-bottom-0',
                text: html`<span class="app-answer">${one.body}</span>`,
              }),
            ]),
          })
    }`
