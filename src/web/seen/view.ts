import { bodies } from '../../bodies.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Viewed } from '../../desk/matter.ts'
import type { ReadingKind } from '../../desk/reading.ts'
import type { After, Seen } from '../../desk/receipts.ts'
import type { Disclosure } from '../../engine/matter.ts'
import type { Column, Row } from '../../sheets/column.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { html, isolated, type Html } from '../html.ts'
import { hidden } from '../forms.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'
import { nameOf } from '../words.ts'

/** What was done with a matter, as a reader is told of it. */
export const readingWords: Readonly<Record<ReadingKind, string>> = {
  opened: 'Opened',
  listed: 'Listed',
  searched: 'Searched for',
  exported: 'Exported',
  printed: 'Put on paper',
  denied: 'Was refused',
}

interface Showing {
  readonly desk: Desk
  readonly viewed: Viewed
  readonly seen: readonly Seen[]
  /** Set when this is not the first page. */
  readonly later: boolean
  readonly after?: After
  readonly token?: Token
}

/** Whether this person's unit owns the matter: it alone is told of everyone. */
export const owns = ({ me }: Pick<Desk, 'me'>, { matter }: Viewed): boolean => me.unit === matter.owner

/** Who may see a matter and since when, and who did: for its owner. Anyone else is told of their own share and their own post. */
export function seenView(showing: Showing): View {
  const { desk, viewed, later } = showing
  const { reference } = viewed.matter
  const own = owns(desk, viewed)
  return view({
    title: `Who saw it – ${reference}`,
    section: 'matters',
    marking: viewed.marking,
    before: backLink({ href: paths.matter({ reference }), text: `Back to ${reference}` }),
    content: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span> ${own ? 'Who saw, exported or was sent this' : 'What you were sent, and what your post opened'}</h1>
      <p class="govuk-body">${
        own
          ? 'Your office owns this matter, so it is told of everyone.'
          : `This matter is with ${nameOf(desk.world.directory, viewed.matter.owner)}, which is told of everyone. You are told of your own share, and of what was opened from your own post.`
      }</p>
      ${opened(showing, own)}
      ${!later && sent(showing, own)}`,
  })
}

/** What was disclosed in one act, for one purpose, to one recipient: a row, however many parts it was of. */
function sent({ desk, viewed }: Showing, own: boolean): Html {
  const { disclosures } = viewed.matter
  const acts = Map.groupBy(disclosures, one =>
    JSON.stringify([one.to, one.since, one.until, one.ended, one.purpose, one.conditions]),
  )
  return recordTable({
    caption: own ? 'To whom it was disclosed' : 'To whom it was disclosed, as far as you may know',
    columns: [{ text: 'To whom' }, { text: 'What' }, { text: 'Why' }, { text: 'Since' }, { text: 'Until' }],
    rows: [...acts.values()].reverse().map(shares => {
      const [one] = shares as [Disclosure]
      const clauses = [...new Set(shares.map(share => share.clause))].join(', ')
      return [
        nameOf(desk.world.directory, one.to),
        parts(
          shares.map(share => share.part),
          viewed,
        ),
        html`${one.purpose} (${clauses})${one.conditions.length > 0 && html`<br><span class="govuk-hint">On condition: ${one.conditions.join('; ')}</span>`}`,
        instantElement(one.since),
        untilOf(one),
      ]
    }),
  })
}

/** A few parts by their names; many by their number, with the names a click away. */
function parts(names: readonly string[], { procedure }: Viewed): Html | string {
  const labels = names.map(part => procedure.parts[part]?.label ?? part)
  if (labels.length <= 3) return labels.join(', ')
  return details({
    summaryText: labels.length === Object.keys(procedure.parts).length ? 'All of it' : `${labels.length} parts of it`,
    classes: 'govuk-!-margin-bottom-0',
    text: html`<ul class="govuk-list govuk-!-margin-bottom-0">${labels.map(label => html`<li>${label}</li>`)}</ul>`,
  })
}

const untilOf = ({ until, ended }: Disclosure): Html | string => {
  if (ended) return instantElement(ended)
  return until ? instantElement(until) : 'It still holds'
}

function opened({ desk, viewed, seen, later, after, token }: Showing, own: boolean): Html {
  const { reference } = viewed.matter
  if (seen.length === 0)
    return emptyState({
      heading: 'Nobody has opened it yet',
      text: 'Each time somebody opens, exports or prints something of it, that appears here.',
    })
  return html`${recordTable({
    caption: own ? 'Who opened, exported or printed it, the latest first' : 'What your post opened, the latest first',
    columns: [{ text: 'When' }, { text: 'Who' }, { text: 'What they did' }, { text: 'Which parts' }],
    rows: seen.map(one => [
      instantElement(one.at),
      html`${one.body === desk.me.body ? isolated(one.name) : one.title}<br><span class="govuk-hint">${officeOf(one, desk)}</span>`,
      html`${readingWords[one.kind]}${one.why !== undefined && html`<br><span class="govuk-hint">${isolated(one.why)}</span>`}`,
      parts(one.parts, viewed),
    ]),
  })}
    ${(later || after) && pagination({ previous: later ? { href: paths.seen({ reference }), text: 'The latest' } : undefined, next: after && { href: `${paths.seen({ reference })}?from=${encodeURIComponent(writeAfter(after))}`, text: 'Earlier' } })}
    <form method="post" action="${paths.seenFile({ reference })}">${hidden(token)}
      ${button({ text: 'Download all of it as a spreadsheet (CSV)', classes: 'govuk-button--secondary' })}
    </form>
    <p class="govuk-body govuk-hint">That you downloaded it is recorded here too.</p>`
}

const officeOf = ({ body, title }: Seen, desk: Desk): string => (body === desk.me.body ? title : bodies[body].name)

const partsOf = ({ parts }: Seen, { procedure }: Viewed): string => {
  const labels = parts.map(part => procedure.parts[part]?.label ?? part)
  return labels.length > 0 && labels.length === Object.keys(procedure.parts).length ? 'All of it' : labels.join(', ')
}

/** Where a page of it ends, as it stands in an address: '2026-03-02T09:00:00.000Z~3'. */
const writeAfter = ({ at, shown }: After): string => `${at.toISOString()}~${shown}`

/** What an address says of where a page begins; the first page when it says nothing that we wrote. */
export function readAfter(from: string | undefined): After | undefined {
  const [, at = '', shown = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~(\d{1,6})$/.exec(from ?? '') ?? []
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? undefined : { at: instant, shown: Number(shown) }
}

/** The columns of the file, and a row of it. */
export const seenColumns: readonly Column[] = [
  { key: 'at', label: 'When', kind: 'moment' },
  { key: 'did', label: 'What they did' },
  { key: 'office', label: 'Office' },
  { key: 'body', label: 'Body' },
  { key: 'name', label: 'Name (your own body only)' },
  { key: 'parts', label: 'Which parts' },
  { key: 'why', label: 'Why, or which paper' },
]

export const seenRow = (one: Seen, viewed: Viewed, desk: Desk): Row => ({
  at: one.at,
  did: readingWords[one.kind],
  office: one.title,
  body: bodies[one.body].name,
  name: one.body === desk.me.body ? one.name : '',
  parts: partsOf(one, viewed),
  why: one.why,
})
