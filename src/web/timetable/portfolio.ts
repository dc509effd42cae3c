import type { Desk } from '../../desk/desk.ts'
import {
  timetabled,
  type InProduction,
  type Portfolio,
  type Standing,
  type Timetabled,
  type WantedInProduction,
} from '../../desk/timetable.ts'
import { bars } from '../charts/bars.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { distance } from '../components/due.ts'
import { emptyState } from '../components/empty-state.ts'
import { filter } from '../components/filter.ts'
import { pageHeaderActions } from '../components/page-header-actions.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { select } from '../components/select.ts'
import { suggestInput } from '../components/suggest-input.ts'
import { markingOf } from '../../desk/columns.ts'
import { html, isolated, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { headingOf } from '../words.ts'

/** Rows to a page. */
export const onPage = 50

export interface Narrowing {
  readonly stage?: WantedInProduction['stage']
  readonly late?: boolean
  readonly place?: string
  /** Words for a place that there is not. */
  readonly unknown?: string
}

interface Showing {
  readonly desk: Desk
  readonly narrowing: Narrowing
  readonly found: Portfolio
  readonly later: boolean
}

const title = 'In production'

/** All that is in production by a timetable: the stage each is in, what it was planned for, what is late and what is next. */
export function portfolioView(showing: Showing): View {
  const { desk, narrowing, found, later } = showing
  const { rows, after, stages } = found
  const narrowed = Boolean(narrowing.stage ?? narrowing.place ?? narrowing.unknown) || narrowing.late === true
  const all = stages.reduce((sum, one) => sum + one.count, 0)
  const late = stages.reduce((sum, one) => sum + one.late, 0)
  return view({
    title,
    section: 'matters',
    marking:
      rows.length > 0
        ? markingOf(
            desk.house.library,
            rows.map(({ about }) => about),
          )
        : undefined,
    errors:
      narrowing.unknown === undefined
        ? undefined
        : [{ text: 'Choose the establishment from the list, or leave it empty', href: '#place' }],
    content: html`${pageHeaderActions({
      heading: title,
      items: [{ text: 'How the dates were kept', href: paths.timetablesKept(), classes: 'govuk-button--secondary' }],
    })}
      ${
        all === 0
          ? emptyState({
              heading: 'Nothing is in production',
              text: 'What you may see of reports on their way to publication appears here: the stage each is in, and when it is due.',
            })
          : html`<p class="govuk-body-l"><b>${all.toLocaleString('en-GB')}</b> in production${late > 0 && html`, of which <a class="govuk-link" href="${address({ late: true })}"><b>${late.toLocaleString('en-GB')}</b> with something overdue</a>`}</p>
            ${!later && !narrowed && byStage(desk, stages)}
            ${narrow(showing)}
            ${narrowed && html`<p class="govuk-body"><a class="govuk-link govuk-link--no-visited-state" href="${address({})}">Clear filters</a></p>`}
            ${rows.length === 0 ? emptyState({ heading: 'Nothing matches', text: 'Nothing in production that you may see fits these filters.' }) : listed(desk, rows)}
            ${
              (after !== undefined || later) &&
              pagination({
                landmarkLabel: 'Pages of the list',
                previous: later ? { href: address(narrowing), text: 'First page' } : undefined,
                next: after && { href: address(narrowing, `${after.due}.${after.reference}`) },
              })
            }`
      }`,
  })
}

/** The same list as an address says it. */
export function address({ stage, late, place }: Narrowing, after?: string): string {
  const given = { stage: stage && stageValue(stage), late: late ? 'yes' : undefined, place, after }
  const query = new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return query.size > 0 ? `${paths.timetables()}?${query.toString()}` : paths.timetables()
}

/** A stage as an address says it: 'report.publish'. */
export const stageValue = ({ procedure, rule }: NonNullable<Narrowing['stage']>): string => `${procedure}.${rule}`

/** Stages of more than one procedure are told apart by what they are stages of. */
const stageName = (desk: Desk, procedure: Timetabled, doing: string): string =>
  timetabled(desk).length > 1 ? `${procedure.title}: ${lower(doing)}` : doing

function byStage(desk: Desk, stages: Portfolio['stages']): Html {
  const some = stages.filter(one => one.count > 0)
  const most = some.reduce((best, one) => (one.count > best.count ? one : best))
  const name = ({ procedure, stage }: Standing) => stageName(desk, procedure, stage.doing)
  return bars({
    id: 'by-stage',
    level: 2,
    title: 'Where they stand',
    summary: `Each is in one stage. Most: ${name(most)}, ${most.count.toLocaleString('en-GB')}.`,
    of: 'Stage',
    counted: 'How many',
    bars: some.map(one => ({
      label: one.late > 0 ? `${name(one)} (${one.late.toLocaleString('en-GB')} overdue)` : name(one),
      count: one.count,
      href: address({ stage: { procedure: one.procedure.name, rule: one.stage.rule } }),
    })),
  })
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
const small = 'govuk-label--s'

const narrow = ({ desk, narrowing }: Showing): Html =>
  filter({
    action: paths.timetables(),
    heading: 'Filter',
    classes: 'app-filter--above',
    folded: true,
    options: html`<div class="app-filter__questions">
      ${suggestInput({
        name: 'place',
        id: 'place',
        label: { text: 'Establishment', classes: small },
        value: narrowing.unknown ?? (narrowing.place && desk.world.directory.findPlace(narrowing.place)?.name),
        errorMessage: narrowing.unknown === undefined ? undefined : 'Choose from the list, or leave it empty',
        suggestions: desk.world.directory.places.map(place => place.name),
        spellcheck: false,
      })}
      ${select({
        name: 'stage',
        label: { text: 'Stage', classes: small },
        classes: 'app-filter__select',
        value: narrowing.stage ? stageValue(narrowing.stage) : '',
        items: [
          { value: '', text: 'Any' },
          ...timetabled(desk).flatMap(procedure =>
            procedure.timetable.stages.map(({ rule, doing }) => ({
              value: stageValue({ procedure: procedure.name, rule }),
              text: stageName(desk, procedure, doing),
            })),
          ),
        ],
      })}
      ${checkboxes({
        name: 'late',
        classes: 'govuk-checkboxes--small',
        items: [{ value: 'yes', text: 'Only with something overdue', checked: narrowing.late === true }],
      })}</div>`,
  })

const listed = (desk: Desk, rows: readonly InProduction[]): Html =>
  recordTable({
    caption: title,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-record-table--wide app-record-table--page',
    columns: [
      { text: 'Reference and where' },
      { text: 'Stage' },
      { text: 'Next date' },
      { text: 'To end, as planned' },
      { text: 'As expected now' },
    ],
    rows: rows.map(row => [named(desk, row), staged(row), next(desk, row), planned(row), expected(row)]),
  })

const named = (desk: Desk, { reference, about, procedure }: InProduction): Html => {
  const where =
    about.place === undefined ? undefined : (desk.world.directory.findPlace(about.place)?.name ?? about.place)
  const heading = headingOf(procedure, about.facts, desk.world)
  return html`${referenceLink(reference, paths.matter({ reference }))}<span class="app-record__about">${isolated(where ?? heading)}</span>${where !== undefined && html`<span class="govuk-hint">${isolated(heading)}</span>`}`
}

const staged = ({ stage, late }: InProduction): Html =>
  html`${stage.doing}${late && html`<br><strong class="app-due--late">overdue</strong>`}`

/** The target until it has passed, and then the limit; with what moved it. */
function next({ world }: Desk, { duty }: InProduction): Html {
  const past = duty.target !== undefined && duty.target.day < world.today
  const [first, name] = past || !duty.target ? [duty.limit ?? duty.target, 'limit'] : [duty.target, 'target']
  if (!first) return html`${dayElement(duty.due)}`
  const moved = duty.moved.at(-1)
  return html`${dayElement(first.day)}<br><span class="govuk-hint">${name}, ${distance(first, { today: world.today, calendar: world.calendar }, 'late')}${
    moved &&
    html`<br>${moved.of ?? (duty.limit ? 'limit' : 'target')} was ${dayElement(moved.was)}: ${moved.because.join(', ')}`
  }</span>`
}

const planned = ({ planned: day, aim }: InProduction): Html =>
  html`${day ? dayElement(day) : 'Not known to you'}${aim && html`<br><span class="govuk-hint">aim ${dayElement(aim)}</span>`}`

const expected = ({ expected: day, aim }: InProduction): Html =>
  html`${dayElement(day)}${aim && day > aim && html`<br><span class="govuk-hint">after the aim</span>`}`
