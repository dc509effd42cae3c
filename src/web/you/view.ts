import { bodies } from '../../bodies.ts'
import type { Feed } from '../../desk/calendar.ts'
import type { Desk } from '../../desk/desk.ts'
import type { NoticesWanted } from '../../desk/preferences.ts'
import { button } from '../components/button.ts'
import { radios } from '../components/radios.ts'
import { summaryList } from '../components/summary-list.ts'
import { hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'

interface Showing {
  readonly desk: Desk
  readonly practice: boolean
  readonly notices: NoticesWanted
  readonly feed?: Feed
  readonly tokens: number
  readonly token?: Token
}

export const youView = (showing: Showing): View => {
  const { desk } = showing
  return view({
    title: 'You and your post',
    content: html`<h1 class="govuk-heading-l">You and your post</h1>
      ${summaryList({
        rows: [
          { key: 'Name', value: isolated(desk.who.name) },
          { key: 'Acting as', value: `${desk.who.title}, ${bodies[desk.me.body].name}` },
          { key: 'Unit', value: desk.world.directory.unit(desk.me.unit).name },
        ],
      })}
      <p class="govuk-body">If your name or your post is wrong, ask whoever appoints in your body.</p>
      ${messages(showing)}
      ${elsewhere(showing)}`,
  })
}

const messages = ({ notices, token }: Showing): Html =>
  html`<form method="post" action="${paths.you()}">${hidden(token)}
    ${radios({
      name: 'notices',
      value: notices,
      fieldset: {
        legend: { text: 'When do you want to be told that something waits?', classes: 'govuk-fieldset__legend--m' },
      },
      hint: 'A message says only that something waits for you. It holds no name, place or reference.',
      items: [
        { value: 'at once', text: 'Each time something comes' },
        { value: 'daily', text: 'Once a day, in the morning', hint: 'On days when nothing waits you get no message.' },
      ],
    })}
    ${button({ text: 'Save' })}
  </form>`

/** What else is theirs, each a step away. */
function elsewhere({ desk, practice, feed, tokens }: Showing): Html {
  const suspended = desk.who.lapsed.length > 0
  return html`<h2 class="govuk-heading-m">More that is yours</h2>
    <ul class="govuk-list app-ways">
      ${way(paths.calendar(), 'Your calendar', feed ? 'Your due days in your own calendar. It has an address now.' : 'Put the days on which something is due into your own calendar.')}
      ${way(paths.sessions(), 'Where you are signed in', 'End a session you do not know.')}
      ${!suspended && way(paths.people(), 'People and their posts', 'Who holds which post of your body, and who has something to renew.')}
      ${!suspended && way(paths.tokens(), 'Tokens for programs', tokens === 0 ? 'Let a program of yours act in this post.' : `${tokens === 1 ? 'One program' : `${tokens} programs`} may act in this post now.`)}
      ${!suspended && way(paths.journal(), 'The journal', 'Keep its newest head, so that nobody can rewrite what was done without your seeing it.')}
      ${(practice || desk.who.kind === 'operator') && !suspended && way(paths.outbox(), 'Messages', practice ? 'What this practice system would have sent.' : 'Who could not be reached.')}
    </ul>`
}

const way = (href: string, text: string, about: string): Html =>
  html`<li><a class="govuk-link" href="${href}">${text}</a><br><span class="govuk-hint">${about}</span></li>`
