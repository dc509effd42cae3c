import { placeKinds } from '../../bodies.ts'
import { dayOf, findDay } from '../../calendar/day.ts'
import type { Standing } from '../../desk/at-place.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Page, Row } from '../../desk/list.ts'
import type { Duty } from '../../desk/work.ts'
import type { Place } from '../../engine/directory.ts'
import { nounOf, type Procedure } from '../../engine/procedure.ts'
import type { Programme } from '../../engine/programme.ts'
import { sensitive } from '../../letters/marking.ts'
import { button } from '../components/button.ts'
import type { Terms } from '../components/due.ts'
import { emptyState } from '../components/empty-state.ts'
import { input } from '../components/input.ts'
import { dueLine } from '../components/obligation.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { summaryList } from '../components/summary-list.ts'
import { holdersOf, reachOf, type Contacts } from '../directory/reach.ts'
import { html, isolated, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { programmeLink } from '../programme/link.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { capital, headingOf, readerName } from '../words.ts'
import { concerns, followed, inForce, inspections } from './standing.ts'

/** So many places to a page: all of them at once would weigh more than a telephone with a poor connection can bear. */
const placesOnPage = 100

/** Places where people are held: the register, by name. */
/** `programme`: what inspections are planned by, for whoever plans them; nobody else is to know of one. */
export const establishmentsView = (
  desk: Desk,
  asked: { readonly name: string; readonly page: number },
  programme?: Programme,
): View => {
  const { name } = asked
  const wanted = name.toLowerCase()
  const found = desk.world.directory.places.filter(place =>
    `${place.name} ${place.code} ${place.region ?? ''}`.toLowerCase().includes(wanted),
  )
  const pages = Math.max(1, Math.ceil(found.length / placesOnPage))
  const page = Math.min(asked.page, pages)
  const shown = found.slice((page - 1) * placesOnPage, page * placesOnPage)
  const to = (number: number) =>
    `${paths.establishments()}?${new URLSearchParams({ ...(name && { name }), page: String(number) }).toString()}`
  return view({
    title: page > 1 ? `Establishments, page ${page} of ${pages}` : 'Establishments',
    section: 'establishments',
    content: html`<h1 class="govuk-heading-l">Establishments</h1>
      <form method="get" action="${paths.establishments()}" class="app-inline-form" role="search" aria-label="Establishments">
        ${input({ id: 'name', name: 'name', label: 'Part of a name, a code or a prison group', value: name, classes: 'govuk-input--width-20' })}
        ${button({ text: 'Find', classes: 'govuk-button--secondary' })}
      </form>
      <p class="govuk-body">To reach somebody: <a class="govuk-link" href="${paths.directory()}">the directory of bodies, boards and posts</a>.</p>
      ${programme && programmeLink(programme)}
      ${
        found.length === 0
          ? emptyState({
              heading: 'No place is called that',
              text: 'Try fewer letters. Places that have closed are listed too.',
            })
          : recordTable({
              caption: `${found.length} ${found.length === 1 ? 'place' : 'places'}${pages > 1 ? `: ${shown[0]?.name} to ${shown.at(-1)?.name}` : ''}`,
              columns: [{ text: 'Place' }, { text: 'Kind' }, { text: 'Code' }, { text: 'Prison group' }],
              rows: shown.map(place => [
                html`<a class="govuk-link" href="${paths.establishment({ code: place.code })}">${place.name}</a>${place.closed && ' (closed)'}`,
                placeKinds[place.kind],
                place.code,
                place.region ?? '',
              ]),
            })
      }
      ${
        pages > 1 &&
        pagination({
          landmarkLabel: 'Pages of the places',
          previous: page > 1 ? { href: to(page - 1) } : undefined,
          items: Array.from({ length: pages }, (_, at) => ({
            number: String(at + 1),
            href: to(at + 1),
            current: at + 1 === page,
          })),
          next: page < pages ? { href: to(page + 1) } : undefined,
        })
      }`,
  })
}

interface Showing {
  readonly desk: Desk
  readonly place: Place
  /** How many matters of each procedure there are to see. */
  readonly counts: ReadonlyMap<string, number>
  /** The procedure that the list is narrowed to. */
  readonly group?: string
  readonly page: Page
  readonly isFirst: boolean
  /** What is owed there, the soonest first. */
  readonly coming: readonly Duty[]
  readonly moreComing: boolean
  readonly contacts: Contacts
  /** How it stands there: for the first page of everything. */
  readonly standing?: Standing
  /** For whoever plans inspections. */
  readonly programme?: Programme
}

/** One place: how it stands there, what is coming, everything else that this person may see of it, and whom to reach there. */
export const establishmentView = (showing: Showing): View => {
  const { desk, place, page, coming, standing, programme } = showing
  const { directory } = desk.world
  return view({
    title: place.name,
    section: 'establishments',
    marking: page.rows.length + coming.length > 0 ? sensitive : undefined,
    content: html`<h1 class="govuk-heading-l">${place.name}</h1>
      ${summaryList({
        rows: [
          { key: { text: 'Kind' }, value: { text: placeKinds[place.kind] } },
          { key: { text: 'Code' }, value: { text: place.code } },
          place.region !== undefined && { key: { text: 'Prison group' }, value: { text: place.region } },
          place.closed !== undefined && { key: { text: 'Closed' }, value: { text: closedOn(place.closed) } },
          place.invented && { key: { text: 'Note' }, value: { text: 'This place is invented, for practice' } },
        ],
      })}
      ${programme && programmeLink(programme)}
      ${standing && inForce({ desk, standing })}
      ${whatIsComing(showing)}
      ${standing && howItStands(desk, standing, address(showing, {}))}
      ${whatThereIs(showing)}
      ${whoIsThere(showing)}
      ${directory.units({ place: place.code }).every(unit => unit.kind !== 'board') && html`<p class="govuk-body">No monitoring board covers this place: whoever receives an allegation makes the enquiries.</p>`}`,
  })
}

/** Above the first page of everything: further on in the list it would only be in the way. */
const howItStands = (desk: Desk, standing: Standing, list: string): Html =>
  html`${inspections({ desk, standing, list })}${concerns({ desk, standing, list })}${followed({ desk, standing, list })}`

/** What is owed on matters there, by whomever, as far as this person may see the duty. */
const whatIsComing = ({ desk, coming, moreComing }: Showing): Html | false =>
  coming.length > 0 &&
  html`${recordTable({
    caption: 'What is coming',
    columns: [{ text: 'Matter' }, { text: 'What' }, { text: 'Owed by' }, { text: 'Due' }],
    rows: coming.map(one => [
      matterCell(desk, one.reference, one.about.procedure, one.about.facts),
      one.label,
      readerName(desk.world.directory.readerById(one.owedBy)),
      html`${dueLine(datesOf(one), { today: desk.world.today, calendar: desk.world.calendar })}`,
    ]),
  })}
  ${moreComing && html`<p class="govuk-body">Later duties are on the matters’ own pages.</p>`}`

const datesOf = ({ limit, target, aim }: Duty): Terms => ({ limit, target, aim })

/** Everything about the place, newest first, of all kinds or of one. */
function whatThereIs(showing: Showing): Html {
  const { desk, counts, group, page, isFirst } = showing
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (all === 0)
    return html`<h2 class="govuk-heading-m">What you may see about it</h2>
      ${emptyState({ heading: 'Nothing', text: 'Nothing about this place has been disclosed to you.' })}`
  const groups = desk.house.library
    .inForce(desk.world.today)
    .flatMap(({ procedure }) => (counts.has(procedure.name) ? [procedure] : []))
    .toSorted((one, other) => one.title.localeCompare(other.title, 'en-GB'))
  return html`<h2 class="govuk-heading-m">What you may see about it</h2>
    ${
      groups.length > 1 &&
      subNavigation({
        label: 'What kind of thing',
        items: [
          { text: `Everything (${all})`, href: address(showing, {}), active: group === undefined },
          ...groups.map(procedure => ({
            text: `${procedure.title} (${counts.get(procedure.name)})`,
            href: address(showing, { group: procedure.name }),
            active: group === procedure.name,
          })),
        ],
      })
    }
    ${recordTable({
      caption: 'Matters, newest first',
      captionClasses: 'govuk-visually-hidden',
      columns: [{ text: 'Matter' }, { text: 'What kind' }, { text: 'Where it stands' }, { text: 'Begun' }],
      rows: page.rows.map(row => matterRow(desk, row)),
    })}
    ${
      (page.after !== undefined || !isFirst) &&
      pagination({
        landmarkLabel: 'Pages',
        previous: isFirst ? undefined : { href: address(showing, { group }), text: 'Newest' },
        next:
          page.after === undefined
            ? undefined
            : { href: address(showing, { group, after: page.after }), text: 'Older' },
      })
    }`
}

function address({ place }: Showing, asked: { readonly group?: string; readonly after?: string }): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== undefined)).toString()
  return `${paths.establishment({ code: place.code })}${query ? `?${query}` : ''}`
}

/** The posts of the board and of the management, who holds them and how they are reached, for those who are given that. */
function whoIsThere({ desk, place, contacts }: Showing): Html {
  const { directory } = desk.world
  const posts = directory.units({ place: place.code }).flatMap(unit => directory.posts({ unit: unit.key }))
  const reached = posts.some(post => contacts.has(post.id))
  return html`<h2 class="govuk-heading-m">Who is there</h2>
    ${recordTable({
      caption: 'Posts',
      captionClasses: 'govuk-visually-hidden',
      columns: [
        { text: 'Post' },
        { text: 'Unit' },
        { text: 'Who holds it' },
        ...(reached ? [{ text: 'How to reach them' }] : []),
      ],
      rows: posts.map(post => [
        post.title,
        directory.unit(post.unit).name,
        holdersOf(desk, contacts, post),
        ...(reached ? [reachOf(contacts, post)] : []),
      ]),
    })}
    <p class="govuk-body"><a class="govuk-link" href="${paths.directory()}">The directory: bodies, boards and posts</a></p>`
}

/** The register gives a day, or as much of one as is known. */
const closedOn = (written: string) => {
  const day = findDay(written)
  return day ? dayElement(day) : written
}

const matterRow = (desk: Desk, row: Row): (Html | string)[] => {
  const procedure = procedureOf(desk, row.procedure)
  return [
    matterCell(desk, row.reference, row.procedure, row.facts),
    procedure ? capital(nounOf(procedure)) : '',
    row.stage === undefined ? '' : (procedure?.stages[row.stage] ?? ''),
    dayElement(dayOf(row.openedAt)),
  ]
}

const procedureOf = (desk: Desk, name: string): Procedure | undefined =>
  desk.house.library.findProcedure(name, desk.world.today)?.procedure

/** A matter by what it is called by, with its reference. */
const matterCell = (desk: Desk, reference: string, name: string, facts: Row['facts']): Html => {
  const procedure = procedureOf(desk, name)
  return html`${referenceLink(reference, paths.matter({ reference }))}${procedure && html`<span class="app-record__about">${isolated(headingOf(procedure, facts, desk.world))}</span>`}`
}
