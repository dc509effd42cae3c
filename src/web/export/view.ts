import { listColumns, markingOfColumns, usualColumns } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import { formats, mostRows } from '../../desk/export.ts'
import type { Page } from '../../desk/list.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { markingInWords } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { radios } from '../components/radios.ts'
import { summaryList } from '../components/summary-list.ts'
import { textarea } from '../components/textarea.ts'
import { hidden } from '../forms.ts'
import { html } from '../html.ts'
import type { Token } from '../layout.ts'
import { inForce } from '../log/filter.ts'
import { queryString, type Listing } from '../log/query.ts'
import { titleOf } from '../log/view.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'

interface Asking {
  readonly desk: Desk
  readonly token?: Token
  readonly procedure: Procedure
  readonly listing: Listing
  readonly total: Page['total']
  readonly why?: string
  readonly format?: string
  readonly errors?: readonly SummarisedError[]
}

export function exportView({ desk, token, procedure, listing, total, why, format, errors }: Asking): View {
  const query = queryString(listing, { procedure: procedure.name })
  const shows = listing.shows ?? usualColumns(procedure)
  const count = total?.count ?? 0
  const rows = `${total?.more ? 'More than ' : ''}${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
  const title = `Export ${titleOf(procedure).toLowerCase()}`
  const wrong = (href: string) => errors?.find(error => error.href === href)?.text as string | undefined
  return view({
    title,
    section: 'matters',
    before: backLink({ text: 'Back to the list', href: `${paths.matters()}?${query}` }),
    errors,
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">The file holds what the list shows: its rows, its columns, and nothing else. That you took it, when and why is kept.</p>
      ${inForce({ desk, procedure, listing, action: paths.exports() })}
      ${summaryList({
        rows: [
          { key: 'Rows', value: rows },
          {
            key: 'Columns',
            value: listColumns(desk.house.library, procedure, shows)
              .map(column => column.label)
              .join(', '),
          },
          { key: 'Marking', value: markingInWords(markingOfColumns(procedure, shows)) },
        ],
      })}
      <form method="post" action="${paths.exports()}">${hidden(token)}<input type="hidden" name="query" value="${query}">
        ${radios({
          name: 'format',
          fieldset: { legend: { text: 'Kind of file', classes: 'govuk-fieldset__legend--s' } },
          value: format,
          errorMessage: wrong('#format'),
          items: Object.entries(formats).map(([value, text]) => ({
            value,
            text,
            hint: `At most ${mostRows[value as keyof typeof mostRows].toLocaleString('en-GB')} rows. ${value === 'xlsx' ? 'Marked on every printed page.' : 'Every row carries its marking.'}`,
          })),
        })}
        ${textarea({
          name: 'why',
          id: 'why',
          label: { text: 'Why are you exporting it?', classes: 'govuk-label--s' },
          hint: 'Kept with the record. Without names of people.',
          rows: 2,
          value: why,
          errorMessage: wrong('#why'),
        })}
        ${button({ text: 'Export' })}
      </form>`,
  })
}
