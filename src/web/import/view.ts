import { aboutIn, listColumns } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import {
  asItWouldBe,
  type Import,
  type Importing,
  type ImportRow,
  type Reader,
  type RowState,
} from '../../desk/import.ts'
import { answerableBy } from '../../desk/match.ts'
import type { Row } from '../../desk/list.ts'
import { partOf } from '../../engine/procedure.ts'
import { highest, official, type Marking } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { details } from '../components/details.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { fileUpload } from '../components/file-upload.ts'
import { insetText } from '../components/inset-text.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import { select } from '../components/select.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { warningText } from '../components/warning-text.ts'
import { hidden } from '../forms.ts'
import { html, isolated, type Content, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement, instantElement } from '../times.ts'
import { findDay, dayOf, formatDay } from '../../calendar/day.ts'

interface OnPage {
  readonly desk: Desk
  readonly token?: Token
  readonly importing: Importing
  readonly errors?: readonly SummarisedError[]
}

export const rowsPerPage = 25

const rowsInWords = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
const titleIn = ({ procedure }: Importing) => procedure.log?.title ?? procedure.title
const logAddress = ({ procedure }: Importing) => `${paths.matters()}?procedure=${procedure.name}`
const inTheWay = (importing: Importing) =>
  backLink({ text: `Back to ${titleIn(importing).toLowerCase()}`, href: logAddress(importing) })

/** Everything a row may say, so the highest marking of the parts it would belong to. */
const markingOf = ({ procedure, step }: Importing): Marking =>
  highest([
    official,
    ...Object.values(step.asks).flatMap(question => procedure.parts[partOf(step, question)]?.marking ?? []),
  ])

/** A form about one import, with what its button does. */
const form = (now: Import, token: Token | undefined, act: string, content: Content): Html =>
  html`<form method="post" action="${paths.import({ import: now.id })}">${hidden(token)}<input type="hidden" name="act" value="${act}">${content}</form>`

// ── Choosing the sheet ───────────────────────────────────────────────────────────────────────────────────────────────

export const uploadView = ({ token, importing, earlier, errors }: OnPage & { earlier: readonly Import[] }): View =>
  view({
    title: 'Bring in an earlier log',
    section: 'matters',
    before: inTheWay(importing),
    errors,
    content: html`<h1 class="govuk-heading-l">Bring in an earlier log</h1>
      <p class="govuk-body">Bring in the log that was kept before, from an Excel workbook or a CSV file. You say which of its columns is what, and see what every row would become before anything happens.</p>
      <p class="govuk-body">Rows that need mending are left out and told; the rest can go in. The same row is never brought in twice, so the file can be mended and brought again.</p>
      <form method="post" action="${paths.imports()}" enctype="multipart/form-data">${hidden(token)}<input type="hidden" name="procedure" value="${importing.procedure.name}">
        ${fileUpload({
          name: 'file',
          id: 'file',
          label: { text: 'The earlier log', classes: 'govuk-label--s' },
          hint: 'An .xlsx or .csv file with one row for each, and labels above the columns. Up to 20,000 rows.',
          errorMessage: errors?.[0]?.text as string | undefined,
          attributes: { accept: '.xlsx,.csv' },
        })}
        ${button({ text: 'Go on' })}
      </form>
      ${details({
        summaryText: 'Start from an empty sheet instead',
        text: html`<p class="govuk-body"><a class="govuk-link" href="${paths.importTemplate()}?procedure=${importing.procedure.name}">Download a sheet to fill in (.xlsx)</a>. Above each column it says what belongs there.</p>`,
      })}
      ${
        earlier.length > 0 &&
        html`<h2 class="govuk-heading-m">Sheets you have chosen before</h2>${recordTable({
          caption: 'Sheets you have chosen before',
          captionClasses: 'govuk-visually-hidden',
          columns: [
            { text: 'File' },
            { text: 'Chosen' },
            { text: 'How far it is' },
            { text: 'Rows', format: 'numeric' },
          ],
          rows: earlier.map(one => [
            html`<a class="govuk-link" href="${paths.import({ import: one.id })}">${isolated(one.name)}</a>`,
            instantElement(one.madeAt),
            standsAt(one),
            one.rows.toLocaleString('en-GB'),
          ]),
        })}<p class="govuk-body-s">A sheet is kept for 30 days, for you alone. The words of its rows are not kept once they are brought in.</p>`
      }`,
  })

const standsAt = ({ state, counts }: Import): string =>
  ({
    matching: 'Columns to be matched',
    checking: 'Being checked',
    ready: 'Checked, not brought in',
    going: `Being brought in: ${counts.brought.toLocaleString('en-GB')} so far`,
    done: `${rowsInWords(counts.brought)} brought in`,
  })[state]

// ── Matching its columns ─────────────────────────────────────────────────────────────────────────────────────────────

export const columnsView = ({
  token,
  importing,
  now,
  sample,
  errors,
}: OnPage & { now: Import; sample: readonly ImportRow[] }): View =>
  view({
    title: 'Which column is which?',
    section: 'matters',
    before: inTheWay(importing),
    marking: markingOf(importing),
    errors,
    content: html`<h1 class="govuk-heading-l">Which column is which?</h1>
      <p class="govuk-body">${isolated(now.name)} has ${rowsInWords(now.rows)} and ${now.labels.length} columns. Check each of these: it was guessed from the labels. What is matched to nothing is not brought in.</p>
      <p class="govuk-body">What may not be left out needs a column. If the sheet has none for it, add one to the sheet and choose the file again.</p>
      ${now.notices.map(notice => insetText({ text: notice }))}
      ${form(
        now,
        token,
        'columns',
        html`${recordTable({
          caption: 'Columns of the sheet for each thing that is asked',
          captionClasses: 'govuk-visually-hidden',
          columns: [{ text: 'What is asked' }, { text: 'Column of the sheet' }, { text: 'What stands there' }],
          rows: answerableBy(importing.step.asks).map(([name, question]) => {
            const id = `column-${name}`
            const at = now.columns[name]
            return [
              html`<label for="${id}">${question.label}</label>${!question.missing && html` <span class="govuk-hint app-views__note">may be left out</span>`}`,
              select({
                id,
                name: id,
                classes: 'app-filter__select',
                formGroup: { classes: 'govuk-!-margin-bottom-0' },
                value: at === undefined ? '' : String(at),
                errorMessage: errors?.find(error => error.href === `#${id}`)?.text as string | undefined,
                items: [
                  { value: '', text: 'None' },
                  ...now.labels.map((text, position) => ({ value: String(position), text })),
                ],
              }),
              at === undefined ? '' : html`${sampleOf(sample, at)}`,
            ]
          }),
        })}
        ${button({ text: 'Check every row' })}`,
      )}
      ${details({
        summaryText: 'What stands in each column of the sheet',
        text: html`<ul class="govuk-list govuk-list--bullet">${now.labels.map((label, at) => html`<li><b>${isolated(label)}</b>: ${sampleOf(sample, at)}</li>`)}</ul>`,
      })}
      ${form(now, token, 'discard', button({ text: 'Forget this sheet', classes: 'govuk-button--secondary' }))}`,
  })

const cellText = (cell: unknown): string => {
  const day = typeof cell === 'string' ? findDay(cell) : undefined
  return day ? formatDay(day) : cell === null || cell === undefined ? '' : String(cell).slice(0, 300)
}

const sampleOf = (sample: readonly ImportRow[], at: number): Content =>
  [...new Set(sample.map(row => cellText(row.cells[at])).filter(Boolean))].map(
    (words, index) => html`${index > 0 && ' · '}${isolated(words.slice(0, 80))}`,
  )

// ── How far it has got ───────────────────────────────────────────────────────────────────────────────────────────────

export function progressView({ token, importing, now, watched }: OnPage & { now: Import; watched: boolean }): View {
  const checking = now.state === 'checking'
  const { waiting, fit, brought } = now.counts
  const [done, of] = checking ? [now.rows - waiting, now.rows] : [brought, brought + fit]
  const here = paths.import({ import: now.id })
  const title = checking ? 'Checking the rows' : 'Bringing the rows in'
  return view({
    title,
    section: 'matters',
    before: inTheWay(importing),
    headers: watched ? { refresh: '4' } : {},
    content: html`<h1 class="govuk-heading-l" id="progress-title">${title}</h1>
      <div data-progress="${paths.importProgress({ import: now.id })}" data-done="${here}">
        <progress class="app-progress" max="${of}" value="${done}" aria-labelledby="progress-title"></progress>
        <p class="govuk-body" role="status"><span data-progress-done>${done.toLocaleString('en-GB')}</span> of ${rowsInWords(of)}</p>
      </div>
      <p class="govuk-body">${checking ? 'Nothing is brought in by this.' : 'You may leave this page: it goes on, and no row is ever half brought in.'}</p>
      <p class="govuk-body" data-without-script>${watched ? html`This page is kept up to date. <a class="govuk-link" href="${here}">Let it stand still</a>` : html`<a class="govuk-link" href="${here}">See how far it is now</a>, or <a class="govuk-link" href="${here}?watch=yes">keep this page up to date</a>`}</p>
      ${!checking && form(now, token, 'stop', button({ text: 'Stop', classes: 'govuk-button--secondary' }))}`,
  })
}

// ── What every row would become ──────────────────────────────────────────────────────────────────────────────────────

interface Ready extends OnPage {
  readonly now: Import
  readonly rows: readonly ImportRow[]
  readonly show?: RowState
  readonly after?: number
  readonly words: readonly { question: string; word: string; count: number }[]
  readonly reader: Reader
}

export function readyView(ready: Ready): View {
  const { importing, now, token } = ready
  const { fit, faulty, repeated, brought } = now.counts
  const done = now.state === 'done'
  const title = done ? 'The log was brought in' : 'Check before anything is brought in'
  return view({
    title,
    section: 'matters',
    before: inTheWay(importing),
    marking: markingOf(importing),
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      <ul class="govuk-list app-counts">
        ${fit > 0 && html`<li><b>${rowsInWords(fit)}</b> can be brought in as they are</li>`}
        ${brought > 0 && html`<li><b>${rowsInWords(brought)}</b> ${brought === 1 ? 'has' : 'have'} been brought in</li>`}
        ${faulty > 0 && html`<li><b>${rowsInWords(faulty)}</b> ${faulty === 1 ? 'has' : 'have'} something to mend, and ${faulty === 1 ? 'is' : 'are'} left out</li>`}
        ${repeated > 0 && html`<li><b>${rowsInWords(repeated)}</b> ${repeated === 1 ? 'was' : 'were'} brought in before, and ${repeated === 1 ? 'is' : 'are'} passed over</li>`}
      </ul>
      ${now.notices.map(notice => insetText({ text: notice }))}
      ${leftOut(now)}
      ${fit > 0 && goAhead(ready)}
      ${fit === 0 && !done && faulty === 0 && html`<p class="govuk-body">There is nothing left to bring in. <a class="govuk-link" href="${logAddress(importing)}">Back to the list</a></p>`}
      ${ready.words.length > 0 && unknown(ready)}
      <h2 class="govuk-heading-m" id="rows">Every row</h2>
      ${chooser(ready)}
      ${rowsOf(ready)}
      <div class="govuk-button-group">
        ${faulty > 0 && button({ text: 'Download the rows to be mended', href: paths.importReport({ import: now.id }), classes: 'govuk-button--secondary' })}
        ${button({ text: 'Match the columns again', href: `${paths.import({ import: now.id })}?columns=yes`, classes: 'govuk-button--secondary' })}
        ${form(now, token, 'discard', button({ text: 'Forget this sheet', classes: 'govuk-button--secondary' }))}
      </div>`,
  })
}

function leftOut(now: Import): Html | undefined {
  const used = new Set(Object.values(now.columns))
  const others = now.labels.filter((_label, at) => !used.has(at))
  if (!others.length) return undefined
  return html`<p class="govuk-body">Columns that are not brought in: ${others.map((label, at) => html`${at > 0 && ', '}${isolated(label)}`)}.</p>`
}

const goAhead = ({ now, token, importing }: Ready): Html =>
  html`${warningText({
    text: `Each row becomes ${importing.procedure.one} in ${titleIn(importing).toLowerCase()}, brought in by you, and stays there. Nobody is told of them one by one; whoever may see others of their kind sees them too.`,
    iconFallbackText: 'Warning',
  })}
  ${form(now, token, 'confirm', button({ text: `Bring in ${rowsInWords(now.counts.fit)}`, preventDoubleClick: true }))}`

const unknown = ({ now, token, words, importing, desk }: Ready): Html => {
  const asking = { matter: undefined as never, me: desk.me, answers: {}, world: desk.world }
  return html`<h2 class="govuk-heading-m">Words that are not known</h2>
    <p class="govuk-body">Say what each stands for, and its rows are checked again. Leave it empty to mend it in the sheet instead.</p>
    ${form(
      now,
      token,
      'words',
      html`${recordTable({
        caption: 'Words that are not known',
        captionClasses: 'govuk-visually-hidden',
        columns: [
          { text: 'Word in the sheet' },
          { text: 'Column' },
          { text: 'Rows', format: 'numeric' },
          { text: 'Stands for' },
        ],
        rows: words.map(({ question, word, count }, at) => [
          html`<label for="word-${at}">${isolated(word)}</label><input type="hidden" name="said-${at}" value="${word}">`,
          isolated(now.labels[now.columns[question] ?? -1] ?? question),
          count.toLocaleString('en-GB'),
          select({
            id: `word-${at}`,
            name: `word-${at}`,
            classes: 'app-filter__select',
            formGroup: { classes: 'govuk-!-margin-bottom-0' },
            items: [
              { value: '', text: '' },
              ...(importing.step.asks[question]?.options?.(asking) ?? []).map(({ value, text }) => ({ value, text })),
            ],
          }),
        ]),
      })}
      ${button({ text: 'Check again', classes: 'govuk-button--secondary' })}`,
    )}`
}

const chooser = ({ now, show }: Ready): Html => {
  const here = paths.import({ import: now.id })
  const items: [RowState | undefined, string, number][] = [
    [undefined, 'All', now.rows],
    ['fit', 'Can be brought in', now.counts.fit],
    ['faulty', 'To be mended', now.counts.faulty],
    ['repeated', 'Brought in before', now.counts.repeated],
    ['brought', 'Brought in', now.counts.brought],
  ]
  return subNavigation({
    label: 'Rows',
    items: items
      .filter(([state, , count]) => state === undefined || count > 0 || state === show)
      .map(([state, text, count]) => ({
        text: `${text} (${count.toLocaleString('en-GB')})`,
        href: `${here}${state ? `?show=${state}` : ''}#rows`,
        active: state === show,
      })),
  })
}

function rowsOf(ready: Ready): Html {
  const { now, rows, show, after } = ready
  const page = rows.slice(0, rowsPerPage)
  const here = paths.import({ import: now.id })
  const query = (more: Record<string, string>) =>
    `${here}?${new URLSearchParams({ ...(show ? { show } : {}), ...more }).toString()}#rows`
  if (!page.length) return html`<p class="govuk-body">There are none.</p>`
  return html`${recordTable({
    caption: 'Every row as it would be',
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-record-table--wide',
    columns: [
      { text: 'Row' },
      { text: 'What it would be' },
      { text: 'Establishment' },
      { text: 'Stage' },
      { text: 'Begun' },
      { text: 'And' },
    ],
    rows: page.map(row => lineOf(ready, row)),
  })}
  ${
    (rows.length > rowsPerPage || after !== undefined) &&
    pagination({
      landmarkLabel: 'Pages of rows',
      previous: after === undefined ? undefined : { href: query({}), text: 'First page' },
      next: rows.length > rowsPerPage ? { href: query({ after: String(page.at(-1)?.line ?? 0) }) } : undefined,
    })
  }`
}

const nothingThere = { classes: 'app-record__none' }

/** A row as it would be in the list; or what is to be mended, where it stands. */
function lineOf({ desk, importing, reader, now }: Ready, row: ImportRow) {
  const number = String(row.line)
  if (row.state === 'brought' || row.state === 'repeated') {
    const became = row.reference && referenceLink(row.reference, paths.matter({ reference: row.reference }))
    return [
      number,
      html`${row.state === 'brought' ? 'Brought in as ' : 'Brought in before as '}${became}`,
      nothingThere,
      nothingThere,
      nothingThere,
      nothingThere,
    ]
  }
  const judged = reader.judge(row.cells, '')
  if (judged.refused)
    return [
      number,
      {
        text: html`<ul class="govuk-list app-to-mend">${judged.problems.map(problem => toMend(importing, now, row, problem))}</ul>`,
        attributes: { colspan: 5 },
      },
    ]
  const would = asItWouldBe(judged)
  const shown: Row = { ...would, reference: '', owner: 0, milestones: {} }
  const facts = listColumns(desk.house.library, importing.procedure).filter(
    column => !['reference', 'about', 'place', 'stage', 'due', 'opened'].includes(column.name),
  )
  const others = facts.flatMap(column => {
    const value = column.value(shown, desk.world)
    return value === undefined
      ? []
      : [html`${column.label}: ${column.kind === 'day' ? cellText(value) : isolated(String(value))}`]
  })
  return [
    number,
    isolated(aboutIn(importing.procedure, shown, desk.world)),
    would.place === undefined ? '' : (desk.world.directory.findPlace(would.place)?.name ?? would.place),
    importing.procedure.stages[would.stage ?? ''] ?? '',
    dayElement(dayOf(would.openedAt)),
    html`${others.map((words, at) => html`${at > 0 && ' · '}${words}`)}`,
  ]
}

function toMend(
  { step }: Importing,
  now: Import,
  row: ImportRow,
  problem: { field?: string; words: string; next?: string },
): Html {
  const at = problem.field === undefined ? undefined : now.columns[problem.field]
  const label = at === undefined ? step.asks[problem.field ?? '']?.label : now.labels[at]
  const there = at === undefined ? '' : cellText(row.cells[at])
  return html`<li>${label && html`<b>${isolated(label)}</b>${there && html` (${isolated(there.slice(0, 80))})`}: `}<span class="app-due--late">${problem.words}</span>${problem.next && `. ${problem.next}`}</li>`
}
