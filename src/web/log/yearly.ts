import type { Library } from '../../engine/library.ts'
import type { Yearly } from '../../engine/procedure.ts'
import type { countedYearly, YearCounted } from '../../desk/yearly.ts'
import { cited } from '../cited.ts'
import { clauseNote } from '../components/clause-note.ts'
import { summaryList } from '../components/summary-list.ts'
import { html, nothing, type Html } from '../html.ts'

export type CountedYearly = Awaited<ReturnType<typeof countedYearly>>

/** Above the list, for whoever decides: how many fall in each business year, beside how many there are to be. */
export function yearlyView(library: Library, counted: CountedYearly): Html {
  if (!counted) return nothing
  const { yearly, years } = counted
  const clause = cited(library, yearly.clause)
  return html`<section class="app-yearly" aria-labelledby="yearly"><h2 class="govuk-heading-s" id="yearly">${yearly.label} in each business year: ${yearly.least} to ${yearly.most}</h2>
    ${summaryList({
      classes: 'govuk-summary-list--no-border',
      rows: years.map(one => ({ key: one.year, value: `${one.count}, which is ${beside(yearly, one)}` })),
    })}
    ${clause && clauseNote({ clause, about: 'there are to be so many' })}</section>`
}

const beside = ({ least, most }: Yearly, { count }: YearCounted): string =>
  count < least
    ? `${least - count} short of ${least}`
    : count > most
      ? `${count - most} more than ${most}`
      : `within ${least} to ${most}`
