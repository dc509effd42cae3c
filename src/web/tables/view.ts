import { tableFormats } from '../../desk/tables.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Viewed } from '../../desk/matter.ts'
import type { Tabled } from '../../engine/table.ts'
import { markingInWords } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { summaryList } from '../components/summary-list.ts'
import { fileFields, type Asking } from '../export/file.ts'
import { html, isolated } from '../html.ts'
import { leftOpen } from '../matter/still.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { headingOf, placeName } from '../words.ts'
import { tabled } from './table.ts'

interface Showing extends Omit<Asking, 'total'> {
  readonly desk: Desk
  readonly viewed: Viewed
  readonly tabled: Tabled
}

/** A table by itself, at the width of the page, and the form by which it is taken out as a file. */
export function tableView({ desk, viewed, tabled: one, token, ...asking }: Showing): View {
  const { matter, marking, procedure, facts } = viewed
  const { reference } = matter
  const { name, table, rows } = one
  return view({
    title: `${table.label} – ${reference}`,
    section: 'matters',
    marking,
    errors: asking.errors,
    before: backLink({ text: `Back to ${reference}`, href: paths.matter({ reference }) }),
    content: html`${leftOpen(matter)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}: ${isolated(headingOf(procedure, facts, desk.world, placeName(matter, desk.world)))}</span> ${table.label}</h1>
      ${tabled(one)}
      <h2 class="govuk-heading-m" id="file">Take it out as a file</h2>
      <p class="govuk-body">The file holds this table as you see it, and nothing else. That you took it, when and why is kept with the matter.</p>
      ${summaryList({
        rows: [
          { key: 'Rows', value: String(rows.length) },
          { key: 'Marking', value: markingInWords(marking) },
        ],
      })}
      ${fileFields({
        ...asking,
        token,
        action: paths.table({ reference, table: name }),
        kinds: [
          { value: 'xlsx', text: tableFormats.xlsx, hint: 'To fill in and work on. Marked on every printed page.' },
          {
            value: 'docx',
            text: tableFormats.docx,
            hint: 'To read and print. Marked at the top and bottom of every page.',
          },
        ],
      })}`,
  })
}
