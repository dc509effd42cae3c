import type { Day } from '../../calendar/day.ts'
import { factInWords } from '../../engine/column.ts'
import type { Desk } from '../../desk/desk.ts'
import { placesIn } from '../../desk/columns.ts'
import type { Page } from '../../desk/list.ts'
import { markingOfLent } from '../../desk/shared-file.ts'
import { holdingStates, type Holding, type Lender, type Lent } from '../../desk/shared.ts'
import { highest, official } from '../../letters/marking.ts'
import { emptyState } from '../components/empty-state.ts'
import { filter } from '../components/filter.ts'
import { pageHeaderActions } from '../components/page-header-actions.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { select } from '../components/select.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { suggestInput } from '../components/suggest-input.ts'
import { fileView, type Asking } from '../export/file.ts'
import { html, isolated, joined, type Html } from '../html.ts'
import { titleOf } from '../log/view.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement, instantElement } from '../times.ts'
import { headingOf, nameOf } from '../words.ts'
import { addressOf, otherStates, type Narrowing } from './query.ts'

/** Rows to a page. */
export const onPage = 25

const oursTitle = 'What we shared'
const heldTitle = 'What was shared with us'

// ── What my unit handed over ─────────────────────────────────────────────────────────────────────────────────────────

interface Lending {
  readonly desk: Desk
  readonly procedure: Lender
  /** Every procedure by which anything was handed over. */
  readonly all: readonly Lender[]
  readonly narrowing: Narrowing
  readonly page: Omit<Page, 'rows'> & { readonly rows: readonly Lent[] }
  readonly later: boolean
}

export const nothingLentView = (): View =>
  view({
    title: oursTitle,
    section: 'matters',
    content: html`<h1 class="govuk-heading-l">${oursTitle}</h1>
      ${emptyState({ heading: 'Your office has shared nothing', text: 'What your office hands over on terms appears here: who has it, and who opened it.' })}`,
  })

export function lentView(lending: Lending): View {
  const { desk, procedure, all, narrowing, page, later } = lending
  const { rows } = page
  const address = (more: Readonly<Record<string, string | undefined>> = {}, narrowed: Narrowing = narrowing) =>
    `${paths.lent()}?${addressOf(procedure, narrowed, desk, more)}`
  const isNarrowed = Boolean(narrowing.kind ?? narrowing.holder ?? narrowing.state ?? narrowing.unknown)
  return view({
    title: oursTitle,
    section: 'matters',
    marking: rows.length > 0 ? markingOfLent(procedure) : undefined,
    errors:
      narrowing.unknown === undefined
        ? undefined
        : [{ text: 'Choose who has it from the list, or leave it empty', href: '#holder' }],
    content: html`${pageHeaderActions({
      heading: oursTitle,
      items: [
        rows.length > 0 && {
          text: 'Export',
          href: `${paths.lentFile()}?${addressOf(procedure, narrowing, desk)}`,
          classes: 'govuk-button--secondary',
        },
      ],
    })}
      <p class="govuk-body">It stays yours: who has it now, on what terms, and who opened it.</p>
      ${
        all.length > 1 &&
        subNavigation({
          label: 'Kinds of matter',
          items: all.map(one => ({
            text: titleOf(desk, one),
            href: `${paths.lent()}?procedure=${one.name}`,
            active: one.name === procedure.name,
          })),
        })
      }
      ${narrow(lending)}
      ${isNarrowed && html`<p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${address({}, {})}">Clear filters</a></p>`}
      ${
        rows.length === 0
          ? emptyState({ heading: 'Nothing matches', text: 'Nothing that your office shared fits these filters.' })
          : html`${total(page, later)}${lentTable(lending)}`
      }
      ${paged(page.after, later, { first: address(), next: after => address({ after }) })}`,
  })
}

const total = ({ total: counted }: Lending['page'], later: boolean): Html | false =>
  counted !== undefined &&
  !later &&
  html`<p class="moj-pagination__results">${counted.more && 'More than '}<b>${counted.count.toLocaleString('en-GB')}</b> in all, the newest first</p>`

const paged = (
  after: string | undefined,
  later: boolean,
  { first, next }: { readonly first: string; readonly next: (after: string) => string },
): Html | false =>
  (after !== undefined || later) &&
  pagination({
    landmarkLabel: 'Pages of the list',
    previous: later ? { href: first, text: 'First page' } : undefined,
    next: after === undefined ? undefined : { href: next(after) },
  })

const small = 'govuk-label--s'

function narrow({ desk, procedure, narrowing }: Lending): Html {
  const { lends, columns, stages } = procedure
  const kind = lends.kind === undefined ? undefined : columns[lends.kind]
  const options = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([value, text]) => ({ value, text }))
  const { past, ...others } = otherStates
  return filter({
    action: paths.lent(),
    heading: 'Filter',
    classes: 'app-filter--above',
    folded: true,
    few: true,
    keep: { procedure: procedure.name },
    options: html`<div class="app-filter__questions">
      ${suggestInput({
        name: 'holder',
        id: 'holder',
        label: { text: 'Who has it, or is offered it', classes: small },
        value: narrowing.unknown ?? (narrowing.holder && nameOf(desk.world.directory, narrowing.holder)),
        errorMessage: narrowing.unknown === undefined ? undefined : 'Choose from the list, or leave it empty',
        suggestions: desk.world.directory.units({}).flatMap(unit => (unit.kind === 'clock' ? [] : [unit.name])),
        spellcheck: false,
      })}
      ${
        kind?.values &&
        select({
          name: 'kind',
          label: { text: kind.label, classes: small },
          classes: 'app-filter__select',
          value: narrowing.kind ?? '',
          items: [{ value: '', text: 'Any' }, ...options(kind.values)],
        })
      }
      ${select({
        name: 'state',
        label: { text: 'How it stands', classes: small },
        classes: 'app-filter__select',
        value: narrowing.state ?? '',
        items: [
          { value: '', text: 'Any' },
          ...options(stages),
          ...options({ ...others, ...(lends.until === undefined ? {} : { past }) }),
        ],
      })}</div>`,
  })
}

function lentTable({ desk, procedure, page }: Lending): Html {
  const { lends, columns } = procedure
  const outcome = lends.outcome === undefined ? undefined : columns[lends.outcome]
  return recordTable({
    caption: oursTitle,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-record-table--wide app-record-table--page',
    columns: [
      { text: 'Reference and what it is about' },
      { text: 'Where it stands' },
      { text: 'Who has it' },
      { text: 'On what terms' },
      ...(outcome ? [{ text: outcome.label }] : []),
    ],
    rows: page.rows.map(row => [
      named(desk, row),
      html`${row.stage === undefined ? '' : (procedure.stages[row.stage] ?? row.stage)}<br><span class="govuk-hint">shared ${dayElement(row.begun)}</span>`,
      row.holdings.length === 0 && elsewhere(row).length === 0
        ? 'Nobody'
        : html`<ul class="govuk-list app-holders">${row.holdings.map(one => holder(desk, one))}${elsewhere(row).map(one => html`<li>${isolated(one)}</li>`)}</ul>`,
      terms(row),
      ...(outcome ? [factInWords(outcome, row.facts[lends.outcome ?? ''], desk.world) || none] : []),
    ]),
  })
}

const none = { classes: 'app-record__none' }

const named = (desk: Desk, { reference, procedure, facts, place }: Lent): Html => {
  const where = placesIn({ place, facts }, desk.world)
  return html`${referenceLink(reference, paths.matter({ reference }))}<span class="app-record__about">${isolated(headingOf(procedure, facts, desk.world, where))}</span>${where !== undefined && html`<span class="govuk-hint">${where}</span>`}`
}

/** Other installations that it went to in a package. */
const elsewhere = ({ procedure: { lends }, facts }: Lent): readonly string[] =>
  (facts[lends.elsewhere ?? ''] as readonly string[] | undefined) ?? []

/** Who it is, how they stand to it, and when each post there opened it. */
const holder = (desk: Desk, { to, state, since, until, opened }: Holding): Html =>
  html`<li><strong>${nameOf(desk.world.directory, to)}</strong><br>${holdingStates[state]}${
    state === 'ran out' && until
      ? html`, on ${instantElement(until)}`
      : stillStands.includes(state) && html`<span class="govuk-hint">, since ${instantElement(since)}</span>`
  }${opened.map(one => html`<br><span class="govuk-hint">opened by ${one.title}, ${instantElement(one.at)}</span>`)}</li>`

const stillStands: readonly Holding['state'][] = ['has', 'offered', 'passes on']

const terms = ({ terms: sentences, procedure, facts }: Lent): Html => {
  const { until } = procedure.lends
  const end = until === undefined ? undefined : (facts[until] as Day | undefined)
  // Terms that tell their end in words need not have it told again.
  const told = end === undefined || sentences.some(one => one.includes('until'))
  const all = [...sentences, ...(told ? [] : [html`Until ${dayElement(end)}`])]
  return all.length === 0
    ? html`<span class="govuk-hint">None</span>`
    : html`<ul class="govuk-list">${all.map(one => html`<li>${typeof one === 'string' ? isolated(one) : one}</li>`)}</ul>`
}

// ── What I hold of others ────────────────────────────────────────────────────────────────────────────────────────────

interface HoldingOf {
  readonly desk: Desk
  readonly page: { readonly rows: readonly Lent[]; readonly after?: string }
  readonly later: boolean
}

export function heldView({ desk, page, later }: HoldingOf): View {
  const { rows, after } = page
  return view({
    title: heldTitle,
    section: 'matters',
    marking: rows.length > 0 ? highest([official, ...rows.map(row => markingOfLent(row.procedure))]) : undefined,
    content: html`<h1 class="govuk-heading-l">${heldTitle}</h1>
      <p class="govuk-body">What you hold belongs to whoever shared it. It may be used as its terms say, and they can take it back.</p>
      ${
        rows.length === 0
          ? emptyState({
              heading: later ? 'There is no more' : 'You hold nothing of others',
              text: 'What is shared with you on terms appears here for as long as you may have it.',
            })
          : recordTable({
              caption: heldTitle,
              captionClasses: 'govuk-visually-hidden',
              classes: 'app-record-table--wide app-record-table--page',
              columns: [
                { text: 'Reference and what it is about' },
                { text: 'Whose it is' },
                { text: 'How you have it' },
                { text: 'On what terms' },
                { text: 'Until' },
              ],
              rows: rows.map(row => [
                named(desk, row),
                nameOf(desk.world.directory, row.owner),
                joined(
                  row.holdings.map(
                    one => html`${yours[one.state]} <span class="govuk-hint">since ${instantElement(one.since)}</span>`,
                  ),
                  html`<br>`,
                ),
                terms(row),
                untilOf(row),
              ]),
            })
      }
      ${paged(after, later, { first: paths.held(), next: from => `${paths.held()}?after=${from}` })}`,
  })
}

/** The same, said to whoever it is. */
const yours: Readonly<Record<Holding['state'], string>> = {
  has: 'You have it',
  offered: 'Offered to you: it opens when you accept its terms',
  'passes on': 'Sealed: you are to pass it on',
  'passed on': 'You passed it on',
  'ran out': 'You had it until its terms ended',
  ended: 'You no longer have it',
  'not opened': 'You never opened it, and can no longer',
}

const untilOf = ({ holdings }: Lent): Html | string => {
  const [end] = holdings.flatMap(one => one.until ?? []).toSorted((a, b) => a.getTime() - b.getTime())
  return end ? instantElement(end) : 'No end: until they take it back'
}

// ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface AskingForFile extends Asking {
  readonly desk: Desk
  readonly procedure: Lender
  readonly narrowing: Narrowing
}

export function lentFileView({ desk, procedure, narrowing, ...asking }: AskingForFile): View {
  const query = addressOf(procedure, narrowing, desk)
  return fileView({
    ...asking,
    title: 'Export what we shared',
    back: `${paths.lent()}?${query}`,
    holds: 'The file holds what the list shows: who has each thing, on what terms, and who opened it.',
    rows: [{ key: 'Of', value: titleOf(desk, procedure) }],
    marking: markingOfLent(procedure),
    action: paths.lentFile(),
    query,
  })
}
