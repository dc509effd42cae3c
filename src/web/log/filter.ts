import type { Day } from '../../calendar/day.ts'
import { formatDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { details } from '../components/details.ts'
import { filter as filterPanel } from '../components/filter.ts'
import { input } from '../components/input.ts'
import { select } from '../components/select.ts'
import { html, kept as keptAsBytes, type Html } from '../html.ts'
import { fieldOf, queryString, unnarrowed, type Listing } from './query.ts'

/** Where a list and what is made of it lives: the list, its analysis. The filter of each is the same. */
export interface Filtering {
  readonly desk: Desk
  readonly procedure?: Procedure
  readonly listing: Listing
  /** The address of the page the filter is on. */
  readonly action: string
  /** The columns a list could show, where it can be asked to. */
  readonly columns?: () => readonly string[]
  /** The columns it shows now. */
  readonly shows?: readonly string[]
  /** The part of the page that is shown, where it has several: narrowing it stays there. */
  readonly part?: string
  /** The address at which everything can be filtered by, where this page shows the first questions only. */
  readonly rest?: string
}

/** The columns a list can be narrowed by: those the definition names, or all with a fixed list of values. */
export const narrowingColumns = (procedure: Procedure): readonly string[] =>
  procedure.log?.narrowsBy ?? Object.keys(procedure.columns).filter(name => procedure.columns[name]?.values)

/** How many of them stand on the list itself; the rest are a page away, or a fold. */
const mostOpen = 3

/** The questions a list is narrowed by, with Apply at the top and at the bottom. */
export const filterOf = (filtering: Filtering): Html => {
  const { desk, procedure, listing, action, columns, shows, part, rest } = filtering
  // It is the same for everyone who asks the same, and is more than half of what a page of a list would take to make.
  return remembered(
    desk.world.directory,
    JSON.stringify([desk.world.today, procedure?.name, listing, action, columns !== undefined, shows, part, rest]),
    () =>
      filterPanel({
        action,
        folded: rest !== undefined || columns === undefined,
        heading: 'Filter',
        classes: 'app-filter--above',
        keep: { procedure: procedure?.name ?? 'all', sort: listing.sort === 'newest' ? undefined : listing.sort, part },
        options: html`<div class="app-filter__questions">${where(filtering)}${when(listing)}${stages(procedure, listing)}${procedure && facts(procedure, listing)}</div>${procedure && further(filtering, procedure)}`,
      }),
  )
}

const further = (filtering: Filtering, procedure: Procedure): Html => {
  const { listing, rest } = filtering
  if (rest === undefined) return html`${more(procedure, listing)}${shown(filtering)}`
  return html`${kept(procedure, listing)}<p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${rest}">More to filter by, and columns</a></p>`
}

/** What is in force and is asked on another page goes along with what is asked on this one. */
const kept = (procedure: Procedure, { facts, shows = [] }: Listing): Html =>
  html`${[
    ...narrowingColumns(procedure)
      .slice(mostOpen)
      .flatMap(name => (facts[name] ?? []).map(value => [fieldOf(name), value] as const)),
    ...shows.map(name => ['show', name] as const),
  ].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`

const made = new WeakMap<Directory, Map<string, Html>>()
const mostRemembered = 200

/** What was made before from the same register and the same questions. */
function remembered(directory: Directory, key: string, make: () => Html): Html {
  const known = made.get(directory) ?? new Map<string, Html>()
  made.set(directory, known)
  const found = known.get(key) ?? keptAsBytes(make())
  if (known.size < mostRemembered) known.set(key, found)
  return found
}

const small = 'govuk-label--s'
const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } })
const smallBoxes = 'govuk-checkboxes--small'

const where = ({ desk, listing }: Filtering): Html => {
  const { directory } = desk.world
  return html`<div>${select({
    name: 'establishment',
    label: { text: 'Establishment', classes: small },
    classes: 'app-filter__select',
    value: listing.place ?? '',
    items: [{ value: '', text: 'Any' }, ...placesIn(directory).map(place => ({ value: place.code, text: place.name }))],
  })}
    ${select({
      name: 'region',
      label: { text: 'Prison group', classes: small },
      classes: 'app-filter__select',
      value: listing.region ?? '',
      items: [{ value: '', text: 'Any' }, ...regionsIn(directory).map(text => ({ value: text, text }))],
    })}</div>`
}

const when = (listing: Listing): Html => {
  const day = (name: 'from' | 'until', text: string, known: Day | undefined) =>
    input({
      name,
      label: { text, classes: small },
      hint: name === 'from' ? 'For example, 27/3/2026' : undefined,
      classes: 'govuk-input--width-10',
      value: listing.wrong[name] ?? (known && queryDay(known)),
      errorMessage: listing.wrong[name] === undefined ? undefined : 'Give a real date, like 27/3/2026',
    })
  return html`<div>${day('from', 'Begun on or after', listing.from)}${day('until', 'Begun on or before', listing.until)}
    ${checkboxes({
      name: 'overdue',
      classes: smallBoxes,
      fieldset: legend('Duties'),
      values: listing.overdue ? ['yes'] : [],
      items: [{ value: 'yes', text: 'Something is overdue' }],
    })}</div>`
}

const queryDay = (day: Day) => new URLSearchParams(queryString({ ...nothingAsked, from: day })).get('from') ?? ''
const nothingAsked: Listing = { stages: [], overdue: false, facts: {}, sort: 'newest', wrong: {} }

const stages = (procedure: Procedure | undefined, listing: Listing): Html | undefined =>
  procedure &&
  checkboxes({
    name: 'stage',
    classes: smallBoxes,
    fieldset: legend('Stage'),
    values: listing.stages,
    items: Object.entries(procedure.stages).map(([value, text]) => ({ value, text })),
  })

const fact = (procedure: Procedure, listing: Listing, name: string): Html | undefined => {
  const column = procedure.columns[name]
  return (
    column?.values &&
    checkboxes({
      name: fieldOf(name),
      classes: smallBoxes,
      fieldset: legend(column.label),
      values: listing.facts[name] ?? [],
      items: Object.entries(column.values).map(([value, text]) => ({ value, text })),
    })
  )
}

const facts = (procedure: Procedure, listing: Listing) =>
  narrowingColumns(procedure)
    .slice(0, mostOpen)
    .map(name => fact(procedure, listing, name))

const more = (procedure: Procedure, listing: Listing): Html | undefined => {
  const rest = narrowingColumns(procedure).slice(mostOpen)
  if (!rest.length) return undefined
  return details({
    summaryText: 'More to filter by',
    open: rest.some(name => listing.facts[name]),
    text: html`<div class="app-filter__questions">${rest.map(name => fact(procedure, listing, name))}</div>`,
    classes: 'app-filter__more',
  })
}

const shown = ({ procedure, columns, shows = [] }: Filtering): Html | undefined =>
  procedure &&
  columns &&
  details({
    summaryText: 'Columns',
    text: checkboxes({
      name: 'show',
      classes: `${smallBoxes} app-filter__columns`,
      fieldset: legend('Which columns the list shows'),
      values: shows,
      items: columns().map(value => ({ value, text: procedure.columns[value]?.label ?? value })),
    }),
    classes: 'app-filter__more',
  })

/** What the list is narrowed to: each a link to the same list without it. */
export function inForce({ desk, procedure, listing, action, part }: Filtering): Html | undefined {
  const to = (less: Listing) => {
    const query = queryString(less, { procedure: procedure?.name, part })
    return query ? `${action}?${query}` : action
  }
  const without = (name: 'place' | 'region' | 'from' | 'until') => to({ ...listing, [name]: undefined })
  const lessFact = (name: string, value: string) => {
    const left = (listing.facts[name] ?? []).filter(one => one !== value)
    const { [name]: _, ...others } = listing.facts
    return { ...listing, facts: left.length ? { ...others, [name]: left } : others }
  }
  const items: { text: string; href: string }[] = [
    ...(listing.place ? [{ text: desk.world.directory.place(listing.place).name, href: without('place') }] : []),
    ...(listing.region ? [{ text: listing.region, href: without('region') }] : []),
    ...(listing.from ? [{ text: `From ${formatDay(listing.from)}`, href: without('from') }] : []),
    ...(listing.until ? [{ text: `Until ${formatDay(listing.until)}`, href: without('until') }] : []),
    ...(listing.overdue ? [{ text: 'Overdue', href: to({ ...listing, overdue: false }) }] : []),
    ...listing.stages.map(stage => ({
      text: procedure?.stages[stage] ?? stage,
      href: to({ ...listing, stages: listing.stages.filter(one => one !== stage) }),
    })),
    ...Object.entries(listing.facts).flatMap(([name, values]) =>
      values.map(value => ({
        text: `${procedure?.columns[name]?.label}: ${procedure?.columns[name]?.values?.[value] ?? value}`,
        href: to(lessFact(name, value)),
      })),
    ),
  ]
  if (!items.length) return undefined
  return html`<div class="app-narrowed" role="group" aria-label="Filters in force">
    <ul class="moj-filter-tags">${items.map(item => html`<li><a class="moj-filter__tag" href="${item.href}"><span class="govuk-visually-hidden">Remove this filter: </span>${item.text}</a></li>\n`)}</ul>
    <p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${to(unnarrowed(listing))}">Clear filters</a></p>
  </div>`
}

const sortedPlaces = new WeakMap<Directory, readonly { code: string; name: string }[]>()
function placesIn(directory: Directory) {
  const known =
    sortedPlaces.get(directory) ?? [...directory.places].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  sortedPlaces.set(directory, known)
  return known
}

const regionsIn = (directory: Directory): string[] =>
  [...new Set(directory.places.flatMap(place => place.region ?? []))].sort((a, b) => a.localeCompare(b, 'en-GB'))
