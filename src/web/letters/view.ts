import { bodies } from '../../bodies.ts'
import { formatDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { recipientInWords, type Draft } from '../../desk/letters.ts'
import type { Viewed } from '../../desk/matter.ts'
import { handlingNote, markingInWords } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { clauseNote } from '../components/clause-note.ts'
import { insetText } from '../components/inset-text.ts'
import { summaryList } from '../components/summary-list.ts'
import { warningText } from '../components/warning-text.ts'
import { cited } from '../cited.ts'
import { hidden } from '../forms.ts'
import { html, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { blocksOf } from './blocks.ts'

export interface Showing {
  readonly desk: Desk
  readonly viewed: Viewed
  readonly draft: Draft
  readonly token?: Token
  /** The matter is not what it was when its reader last looked: said above the letter as it would be now. */
  readonly changed?: boolean
}

/** A letter as it would be on paper, with its marking and what calls for it; or why it cannot be written, and what to do. */
export function letterView(showing: Showing): View {
  const { desk, viewed, draft, changed = false } = showing
  const { letter, marking, issued } = draft
  const { reference } = viewed.matter
  const clause = cited(desk.house.library, issued.refused ? issued.clause : letter.clause)
  return view({
    title: `${letter.label} – ${reference}`,
    status: issued.refused ? 422 : changed ? 409 : 200,
    section: 'matters',
    marking,
    errors: issued.refused
      ? [{ text: html`${issued.words}. ${issued.next}.` }]
      : changed
        ? [
            {
              text: 'Something changed on this matter since you read the letter. Read it again before you make the document.',
            },
          ]
        : [],
    before: backLink({ href: paths.matter({ reference }), text: `Back to ${reference}` }),
    content: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span> ${letter.label}</h1>
      ${clause && html`<div class="app-clauses">${clauseNote({ clause, about: issued.refused ? 'this was refused' : 'this letter is written' })}</div>`}
      ${issued.refused ? refusal : written(showing, issued)}`,
  })
}

const refusal = insetText({
  text: 'Nothing was made and nothing was recorded as sent. Tell whoever looks after this agreement in Concordat: the letter is mended there, for everyone.',
})

function written({ viewed, draft, desk, token }: Showing, issued: Draft['issued'] & { refused: false }): Html {
  const { letter, marking } = draft
  const { reference } = viewed.matter
  return html`${summaryList({
    rows: [
      { key: 'To', value: recipientInWords(letter) },
      { key: 'From', value: `${bodies[desk.me.body].name}: ${desk.me.name}, ${desk.me.title}` },
      { key: 'Marking', value: markingInWords(marking) },
    ],
  })}
    <section class="app-letter" aria-label="The letter as it will be">
      <p class="app-letter__marking">${markingInWords(marking)}</p>
      <p class="govuk-body app-letter__from"><strong>${bodies[desk.me.body].name}</strong><br>${desk.world.directory.unit(desk.me.unit).name}</p>
      <p class="govuk-body app-letter__date">${formatDay(desk.world.today)}<br>${reference}</p>
      <h2 class="govuk-heading-m">${issued.title}</h2>
      ${blocksOf(issued.blocks)}
      <p class="app-letter__marking">${markingInWords(marking)}</p>
    </section>
    ${letter.to !== 'detained person' && warningText({ text: handlingNote(marking).join(' ') })}
    <p class="govuk-body">The document has the marking at the top and bottom of each page, and says who made it and when. That you made it is recorded: the office that owns this matter can see it.</p>
    <form method="post" action="${paths.letter({ reference, letter: letter.id })}">${hidden(token)}<input type="hidden" name="version" value="${viewed.version}">
      ${button({ text: 'Make the Word document' })}
    </form>`
}
