import type { Desk } from '../../desk/desk.ts'
import { button } from '../components/button.ts'
import { clauseNote } from '../components/clause-note.ts'
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
    content: html`<h1 class="govuk-heading-l">Your access is suspended for now</h1>
      <p class="govuk-body">You can go on as soon as this is put right. Nothing of yours is lost: drafts and unread notices wait for you.</p>
      ${desk.who.lapsed.map(lapsed => {
        const clause = cited(desk.house.library, lapsed.clause)
        const way = ways.find(one => one.requirement === lapsed.name)
        return html`<section class="app-lapsed">
          <h2 class="govuk-heading-m">${lapsed.label}</h2>
          <p class="govuk-body">This has lapsed, or has not been done yet.</p>
          ${
            way
              ? button({ text: way.label, href: paths.begin({ procedure: way.procedure }) })
              : html`<p class="govuk-body">Once you have done it, ask whoever looks after your body’s posts to record it. You do not need to sign in again after that.</p>`
          }
          ${clause && clauseNote({ clause, about: 'access is suspended' })}
        </section>`
      })}
      <p class="govuk-body"><a class="govuk-link" href="${paths.help()}">Help, and whom to ask</a></p>`,
  })
}
