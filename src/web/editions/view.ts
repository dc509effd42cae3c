import { dayOf, formatDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { compareEditions, editionOf, editionsOf, markingOfEdition } from '../../desk/editions.ts'
import type { Viewed } from '../../desk/matter.ts'
import type { Edition } from '../../engine/procedure.ts'
import type { Piece } from '../../letters/compare.ts'
import { markingInWords } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { insetText } from '../components/inset-text.ts'
import { select } from '../components/select.ts'
import { summaryList } from '../components/summary-list.ts'
import { carried, hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { blocksOf } from '../letters/blocks.ts'
import { leftOpen } from '../matter/still.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'
import { headingOf, placeName } from '../words.ts'

interface Showing {
  readonly desk: Desk
  readonly viewed: Viewed
  readonly token?: Token
  /** The edition it is compared with, and the one that is read. */
  readonly from?: string
  readonly to?: string
}

/** A paper as it stood each time it was kept: read whole, taken out as a file, or held beside another. */
export function editionsView(showing: Showing): View {
  const { desk, viewed } = showing
  const { matter, procedure, facts } = viewed
  const { reference } = matter
  const editions = editionsOf(desk, viewed)
  const newest = editions.at(-1)?.name ?? ''
  const read = editionOf(desk, viewed, showing.to || newest)
  const before = showing.from ? editionOf(desk, viewed, showing.from) : undefined
  const label = procedure.writes?.label ?? ''
  return view({
    title: `${label} – ${reference}`,
    section: 'matters',
    marking: markingOfEdition(viewed, read, ...(before ? [before] : [])),
    before: backLink({ text: `Back to ${reference}`, href: paths.matter({ reference }) }),
    content: html`${leftOpen(matter)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}: ${isolated(headingOf(procedure, facts, desk.world, placeName(matter, desk.world)))}</span> ${label}</h1>
      ${choose(showing, editions, read, before)}
      ${before && before !== read ? comparison(before, read) : whole(showing, read)}`,
  })
}

const choose = (
  { viewed }: Showing,
  editions: readonly Edition[],
  read: Edition,
  before: Edition | undefined,
): Html => {
  const items = editions
    .map(({ name, label, at }) => ({ value: name, text: `${label}, ${formatDay(dayOf(at))}` }))
    .toReversed()
  return html`<form class="app-editions" method="get" action="${paths.editions({ reference: viewed.matter.reference })}">
    ${select({ name: 'to', label: { text: 'Edition', classes: 'govuk-label--s' }, value: read.name, items })}
    ${
      editions.length > 1 &&
      select({
        name: 'from',
        label: { text: 'What changed since', classes: 'govuk-label--s' },
        value: before?.name ?? '',
        items: [{ value: '', text: 'Nothing: show it whole' }, ...items],
      })
    }
    ${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`
}

const whole = ({ viewed, token }: Showing, read: Edition): Html =>
  html`${summaryList({
    rows: [
      { key: 'Edition', value: read.label },
      { key: 'Kept', value: { text: instantElement(read.at) } },
      { key: 'By', value: read.by },
      { key: 'Marking', value: markingInWords(markingOfEdition(viewed, read)) },
    ],
  })}
  <form method="post" action="${paths.editions({ reference: viewed.matter.reference })}">${hidden(token)}${carried({ edition: read.name })}
    ${button({ text: 'Take it out as a Word document', preventDoubleClick: true })}
    <p class="govuk-hint">It holds this edition, whole, and is marked on every page. That you took it is kept with the matter.</p></form>
  <h2 class="govuk-heading-m">${read.label}</h2>
  <div class="app-letter">${blocksOf(read.blocks)}</div>`

function comparison(before: Edition, read: Edition): Html {
  const pieces = compareEditions(before, read)
  const count = (is: Piece['is']) =>
    pieces.filter(piece => piece.is === is).reduce((sum, { words }) => sum + (words.match(/\S+/g)?.length ?? 0), 0)
  const inWords = (words: number) => `${words.toLocaleString('en-GB')} ${words === 1 ? 'word' : 'words'}`
  const changed = pieces.some(piece => piece.is !== 'same')
  return html`${insetText({
    text: changed
      ? html`From <b>${before.label}</b> to <b>${read.label}</b>: ${inWords(count('added'))} added, ${inWords(count('removed'))} removed.`
      : html`<b>${before.label}</b> and <b>${read.label}</b> have the same words.`,
  })}
  ${changed && html`<p class="govuk-body">Words that were added are <ins class="app-added">underlined</ins>; words that were removed are <del class="app-removed">struck through</del>.</p>`}
  <div class="app-letter app-compared">${pieces.map(drawn)}</div>`
}

/** A stretch, its paragraphs apart; one that changed says so in words too, for those who hear it. */
const drawn = ({ is, words }: Piece): Html => {
  const lines = words.split('\n')
  const shown = html`${lines.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}`
  if (is === 'same') return shown
  const spoken = (text: string) => html`<span class="govuk-visually-hidden">${text}</span>`
  return is === 'added'
    ? html`<ins class="app-added">${spoken(' Added: ')}${shown}${spoken(' End of what was added. ')}</ins>`
    : html`<del class="app-removed">${spoken(' Removed: ')}${shown}${spoken(' End of what was removed. ')}</del>`
}
