import type { Asked, Marked, Placed, Standing } from '../../desk/at-place.ts'
import type { Desk } from '../../desk/desk.ts'
import { placeHeadings, type PlaceHeading } from '../../engine/at-place.ts'
import { cellInWords, compared, gapInWords } from '../../engine/table.ts'
import { nounOf, type Procedure, type TableRow } from '../../engine/procedure.ts'
import { courseInWords, coursesOver } from '../charts/marks.ts'
import { alert } from '../components/alert.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { html, marked, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { dayElement } from '../times.ts'
import { capital, factInWords, headingOf, readerName } from '../words.ts'

/** How it stands with a place, heading by heading: nothing is said under a heading of which its reader may see nothing. */

interface Showing {
  readonly desk: Desk
  readonly standing: Standing
  /** The address of everything about the place. */
  readonly list: string
}

/** What is in force there stands above all else. */
export const inForce = ({ desk, standing }: Pick<Showing, 'desk' | 'standing'>): Html | false => {
  const found = standing.matters.get('in force') ?? []
  return (
    found.length > 0 &&
    alert({
      kind: 'warning',
      title: placeHeadings['in force'],
      showTitle: true,
      text: html`<ul class="govuk-list">${found.map(
        one =>
          html`<li><strong>${capital(nounOf(one.procedure))}</strong>, ${dayElement(one.on)}: ${linkTo(one)}, ${marked(headingOf(one.procedure, one.facts, desk.world))}. ${stageOf(one)}${said(desk, one).map(words => html`. ${words}`)}.</li>`,
      )}</ul>`,
    })
  )
}

export const inspections = (showing: Showing): Html =>
  html`${listed(showing, 'inspections', 'When')}${showing.standing.marked.map(course)}`

export const concerns = (showing: Showing): Html =>
  html`${showing.standing.asked && asked(showing.standing.asked)}${listed(showing, 'concerns', 'Since')}`

export const followed = (showing: Showing): Html | false => listed(showing, 'followed', 'When')

// ── Matters under a heading ──────────────────────────────────────────────────────────────────────────────────────────

function listed({ desk, standing, list }: Showing, heading: PlaceHeading, when: string): Html | false {
  const found = standing.matters.get(heading) ?? []
  return (
    found.length > 0 &&
    html`${recordTable({
      caption: placeHeadings[heading],
      columns: [{ text: 'Matter' }, { text: when }, { text: 'Where it stands' }, { text: 'Whose it is' }],
      rows: found.map(one => [
        html`${linkTo(one)}<span class="app-record__about">${marked(headingOf(one.procedure, one.facts, desk.world))}</span>`,
        dayElement(one.on),
        html`${[stageOf(one), ...said(desk, one)].filter(Boolean).map((words, at) => html`${at > 0 && html`<br>`}${words}`)}`,
        readerName(desk.world.directory.readerById(one.owner)),
      ]),
    })}
    ${standing.more.has(heading) && html`<p class="govuk-body">These are the newest: the others are in <a class="govuk-link" href="${list}">the list of everything</a>.</p>`}`
  )
}

const linkTo = ({ reference }: Pick<Placed, 'reference'>) => referenceLink(reference, paths.matter({ reference }))

const stageOf = ({ procedure, stage }: Placed): string => (stage === undefined ? '' : (procedure.stages[stage] ?? ''))

const said = (desk: Desk, { procedure, facts }: Placed): readonly string[] =>
  (procedure.atPlace.shows ?? []).flatMap(column => {
    const words = factInWords(procedure, column, facts[column], desk.world)
    return words === '' ? [] : [`${(procedure.columns[column] as Procedure['columns'][string]).label}: ${words}`]
  })

// ── Its marks over the years ─────────────────────────────────────────────────────────────────────────────────────────

function course({ marks, values, columns, times }: Marked): Html {
  const scale = Object.entries(values).map(([short, text]) => ({ short, text }))
  const order = Object.keys(values)
  const courses = {
    days: times.map(({ on }) => on),
    scale,
    courses: columns.map(({ name, label }) => ({
      label,
      marks: times.map(({ given }) => (given[name] === undefined ? undefined : order.indexOf(String(given[name])))),
    })),
  }
  return coursesOver({
    ...courses,
    id: 'marks',
    level: 2,
    title: `${marks.label}, over the years`,
    summary: courseInWords(courses),
    of: 'Inspection',
    note: marks.note,
  })
}

// ── What it was asked, and how far that is ───────────────────────────────────────────────────────────────────────────

/** More items than these are on the matter's own page. */
const mostItems = 20
const mostWords = 220

function asked({ reference, on, tabled: { name, table, rows }, open, all }: Asked): Html {
  const shown = open.slice(0, mostItems)
  const scale = new Set(table.compares)
  // What is only there to be compared says again what other columns say; days and the like are on the table's own page.
  const columns = Object.entries(table.columns).filter(([column, { is }]) => !scale.has(column) && is === undefined)
  const both = compared(table, rows)
  const isKnown = both?.without.some(count => count < rows.length)
  const address = paths.table({ reference, table: name })
  return html`<h2 class="govuk-heading-m" id="asked">What the last report asks for</h2>
    <p class="govuk-body">${
      all === 0
        ? html`What the report of ${dayElement(on)} asks for is not kept here.`
        : open.length === 0
          ? html`${all === 1 ? 'The one item' : `All ${all} items`} of ${dayElement(on)} ${all === 1 ? 'was' : 'were'} found to be met.`
          : html`${open.length === all ? (all === 1 ? 'One item' : `${all} items`) : `${open.length} of ${all} items`} of ${dayElement(on)} ${open.length === 1 ? 'is' : 'are'} open.`
    }${all > 0 && html` <a class="govuk-link" href="${address}">${table.label}</a>`}</p>
    ${both && isKnown && html`<p class="govuk-body">${gapInWords(both)}</p>`}
    ${
      shown.length > 0 &&
      recordTable({
        caption: 'Open items of the last report',
        captionClasses: 'govuk-visually-hidden',
        columns: columns.map(([, { label }]) => ({ text: label })),
        rows: shown.map(row =>
          columns.map(([column, { label }], at) => {
            const cell = cellOf(table.columns[column], row[column])
            // On a card the first of them has no label beside it.
            return at === 0 ? html`<span class="app-record__column">${label}: </span>${cell}` : cell
          }),
        ),
      })
    }
    ${open.length > shown.length && html`<p class="govuk-body">The other ${open.length - shown.length} are in <a class="govuk-link" href="${address}">the whole table</a>.</p>`}`
}

function cellOf(column: Asked['tabled']['table']['columns'][string] | undefined, cell: TableRow[string]) {
  const words = column ? cellInWords(column, cell) : ''
  return words === ''
    ? ''
    : html`${marked(words.length > mostWords ? `${words.slice(0, mostWords).trimEnd()} …` : words)}`
}
