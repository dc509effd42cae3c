import type { Desk } from '../../desk/desk.ts'
import { timetabled, type Kept, type Performance } from '../../desk/timetable.ts'
import { number } from '../charts/figure.ts'
import { stackedBars } from '../charts/stacked.ts'
import { backLink } from '../components/back-link.ts'
import { emptyState } from '../components/empty-state.ts'
import { recordTable } from '../components/record-table.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { address } from './portfolio.ts'

const title = 'How the dates were kept'

/** How the stages that are over were kept: each stage, each year, each establishment. */
export function keptView(desk: Desk, { all, years, places }: Performance): View {
  return view({
    title,
    section: 'matters',
    before: backLink({ text: 'Back to what is in production', href: paths.timetables() }),
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      ${
        all.length === 0
          ? emptyState({
              heading: 'No stage is over yet',
              text: 'What you may see of stages that have ended is counted here.',
            })
          : html`<p class="govuk-body">Of every stage that has ended and that you may see. A stage that was passed over because it was late was kept neither in its target nor in its limit. Days are calendar days.</p>
            ${stackedBars({
              id: 'kept',
              level: 2,
              title: 'By stage',
              summary: all.map(one => `${one.stage.label}: ${one.inTarget} of ${one.count} in target.`).join(' '),
              of: 'Stage',
              into: ['In target', 'After the target, in limit', 'Late'],
              bars: all.map(one => ({ label: one.stage.label, counts: parted(one) })),
            })}
            ${
              all.some(one => one.inTarget > one.inLimit) &&
              html`<p class="govuk-body">Where bank holidays fall, a target of working days can end after the limit, which is counted in weeks. Both are counted as they stand.</p>`
            }
            ${recordTable({
              caption: 'By year',
              columns: [{ text: 'Year' }, { text: 'Stage' }, ...columns],
              rows: years.map(one => [String(one.year), one.stage.label, ...cells(one)]),
            })}
            ${recordTable({
              caption: 'By establishment',
              columns: [{ text: 'Establishment' }, ...columns.slice(0, -1)],
              rows: places.map(one => [named(desk, one.place), ...cells(one).slice(0, -1)]),
            })}
            <p class="govuk-body">Counted from ${[...new Set(timetabled(desk).map(({ timetable }) => timetable.from))].join(' or ')} on; each stage from the end of the one before.</p>`
      }`,
  })
}

/** In target, after it but in limit, late: so that they make up the whole. A target that ends after the limit counts as kept. */
const parted = ({ count, inTarget, inLimit }: Kept): readonly number[] => {
  const after = Math.max(0, inLimit - inTarget)
  return [inTarget, after, count - inTarget - after]
}

const columns = [
  { text: 'Ended', format: 'numeric' as const },
  { text: 'In target', format: 'numeric' as const },
  { text: 'In limit', format: 'numeric' as const },
  { text: 'Median days', format: 'numeric' as const },
]

const share = (part: number, whole: number) => `${number(part)} (${Math.round((part / whole) * 100)}%)`

const cells = ({ count, inTarget, inLimit, median }: Kept) =>
  [number(count), share(inTarget, count), share(inLimit, count), median === undefined ? '' : number(median)].map(
    text => ({
      text,
      format: 'numeric' as const,
    }),
  )

const named = ({ world }: Desk, place: string): Html =>
  html`<a class="govuk-link" href="${address({ place })}">${world.directory.findPlace(place)?.name ?? place}</a>`
