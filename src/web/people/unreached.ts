import { bodies } from '../../bodies.ts'
import type { Undelivered } from '../../desk/undelivered.ts'
import { recordTable } from '../components/record-table.ts'
import { html, isolated, type Html } from '../html.ts'
import { dayElement } from '../times.ts'

/** Whom no message reaches, and why. There is nothing in it of what they were to be told. */
export const unreachedTable = (unreached: readonly Undelivered[], { ownBody }: { ownBody: boolean }): Html =>
  html`<section aria-labelledby="unreached"><h2 class="govuk-heading-m" id="unreached">Messages that could not be delivered</h2>
    <p class="govuk-body">These people are not told when something waits for them. It still waits, under their work. If an address is wrong, end their time in the post and appoint them again with the right one.</p>
    ${recordTable({
      caption: 'People whom messages do not reach',
      captionClasses: 'govuk-visually-hidden',
      columns: [
        { text: 'Who' },
        { text: 'Post' },
        ...(ownBody ? [] : [{ text: 'Body' }]),
        { text: 'Why' },
        { text: 'Last tried' },
      ],
      rows: unreached.map(one => [
        isolated(one.name),
        one.post,
        ...(ownBody ? [] : [bodies[one.body].name]),
        one.because,
        dayElement(one.on),
      ]),
    })}</section>`
