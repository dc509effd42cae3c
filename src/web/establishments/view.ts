import { placeKinds } from '../../bodies.ts'
import { dayOf, findDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Row } from '../../desk/list.ts'
import type { Place } from '../../engine/directory.ts'
import { sensitive } from '../../letters/marking.ts'
import { button } from '../components/button.ts'
import { emptyState } from '../components/empty-state.ts'
import { input } from '../components/input.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { summaryList } from '../components/summary-list.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { headingOf } from '../words.ts'

/** Places where people are held: the register, by name. */
export const establishmentsView = (desk: Desk, name: string): View => {
  const wanted = name.toLowerCase()
  const found = desk.world.directory.places.filter(place =>
    `${place.name} ${place.code} ${place.region ?? ''}`.toLowerCase().includes(wanted),
  )
  return view({
    title: 'Establishments',
    section: 'establishments',
    content: html`<h1 class="govuk-heading-l">Establishments</h1>
      <form method="get" action="${paths.establishments()}" class="app-inline-form" role="search" aria-label="Establishments">
        ${input({ id: 'name', name: 'name', label: 'Part of a name, a code or a prison group', value: name, classes: 'govuk-input--width-20' })}
        ${button({ text: 'Find', classes: 'govuk-button--secondary' })}
      </form>
      ${
        found.length === 0
          ? emptyState({
              heading: 'No place is called that',
              text: 'Try fewer letters. Places that have closed are listed too.',
            })
          : recordTable({
              caption: `${found.length} ${found.length === 1 ? 'place' : 'places'}`,
              columns: [{ text: 'Place' }, { text: 'Kind' }, { text: 'Code' }, { text: 'Prison group' }],
              rows: found.map(place => [
                html`<a class="govuk-link" href="${paths.establishment({ code: place.code })}">${place.name}</a>${place.closed && ' (closed)'}`,
                placeKinds[place.kind],
                place.code,
                place.region ?? '',
              ]),
            })
      }`,
  })
}

/** One place: what this person may see of it, and whom to reach there. */
export const establishmentView = (desk: Desk, place: Place, rows: readonly Row[], more: boolean): View => {
  const { directory } = desk.world
  const units = directory.units({ place: place.code })
  return view({
    title: place.name,
    section: 'establishments',
    marking: rows.length > 0 ? sensitive : undefined,
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
      <h2 class="govuk-heading-m">What you may see about it</h2>
      ${
        rows.length === 0
          ? emptyState({ heading: 'Nothing', text: 'Nothing about this place has been disclosed to you.' })
          : html`${recordTable({
              caption: 'Matters, newest first',
              captionClasses: 'govuk-visually-hidden',
              columns: [{ text: 'Matter' }, { text: 'What it is' }, { text: 'Where it stands' }, { text: 'Begun' }],
              rows: rows.map(row => matterRow(desk, row)),
            })}${more && html`<p class="govuk-body"><a class="govuk-link" href="${`${paths.matters()}?procedure=all&establishment=${encodeURIComponent(place.code)}`}">See all of them</a></p>`}`
      }
      <h2 class="govuk-heading-m">Who is there</h2>
      ${recordTable({
        caption: 'Posts',
        captionClasses: 'govuk-visually-hidden',
        columns: [{ text: 'Post' }, { text: 'Unit' }, { text: 'Held today' }],
        rows: units.flatMap(unit =>
          directory
            .posts({ unit: unit.key })
            .map(post => [post.title, unit.name, post.held ? 'Yes' : 'Nobody holds it']),
        ),
      })}
      ${units.every(unit => unit.kind !== 'board') && html`<p class="govuk-body">No monitoring board covers this place: whoever receives an allegation makes the enquiries.</p>`}`,
  })
}

/** The register gives a day, or as much of one as is known. */
const closedOn = (written: string) => {
  const day = findDay(written)
  return day ? dayElement(day) : written
}

const matterRow = (desk: Desk, row: Row): (Html | string)[] => {
  const procedure = desk.house.library.findProcedure(row.procedure, desk.world.today)?.procedure
  return [
    referenceLink(row.reference, paths.matter({ reference: row.reference })),
    procedure ? headingOf(procedure, row.facts, desk.world) : '',
    row.stage === undefined ? '' : (procedure?.stages[row.stage] ?? ''),
    dayElement(dayOf(row.openedAt)),
  ]
}
