import type { Desk } from '../../desk/desk.ts'
import { button } from '../components/button.ts'
import { clauseNote } from '../components/clause-note.ts'
import { tag } from '../components/tag.ts'
import { cited } from '../cited.ts'
import { html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { mending } from './mending.ts'

/** What someone sees whose training or awareness has lapsed: what it is, by which clause, and how to mend it. Nothing else. */
export function suspendedView(desk: Desk): View {
  const ways = mending(desk)
  return view({
    status: 403,
    title: 'Your access is suspended',
    section: 'work',
    content: html`<h1 class="govuk-heading-l">Your access is suspended for now</h1>
      <p class="govuk-body">You can go on as soon as ${desk.who.lapsed.length === 1 ? 'this holds' : 'each of these holds'} again. Nothing of yours is lost: drafts and unread notices wait for you.</p>
      ${desk.who.lapsed.map(lapsed => {
        const clause = cited(desk.house.library, lapsed.clause)
        const way = ways.find(one => one.requirement === lapsed.name)
        return html`<section class="app-lapsed">
          <h2 class="govuk-heading-m">${lapsed.label} ${tag({ text: 'Not in date', classes: 'govuk-tag--red' })}</h2>
          <p class="govuk-body">It has lapsed, or has not been done yet.</p>
          ${clause && clauseNote({ clause, about: 'access is suspended' })}
          ${
            way
              ? button({ text: way.label, href: paths.begin({ procedure: way.procedure }) })
              : html`<p class="govuk-body">Once you have done it, ask whoever looks after your body’s posts to record it. You do not need to sign in again after that.</p>`
          }
        </section>`
      })}
      <p class="govuk-body"><a class="govuk-link" href="${paths.help()}">Help, and whom to ask</a></p>`,
  })
}
