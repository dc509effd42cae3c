import { z } from 'zod'
import { analysis } from '../../desk/analysis.ts'
import { markingOfColumns } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import { recordReading } from '../../desk/reading.ts'
import { reportOf, toldInWords, type Report } from '../../desk/report.ts'
import { NotFound } from '../../engine/directory.ts'
import type { Procedure } from '../../engine/procedure.ts'
import type { Row } from '../../sheets/column.ts'
import { writeXlsx } from '../../sheets/write.ts'
import { deskQuery, listingOf, type Asked } from '../log/query.ts'
import { anyQuery, asAsked, procedureAsked } from '../log/route.ts'
import { titleOf } from '../log/view.ts'
import { paths } from '../paths.ts'
import { get, give, post } from '../route.ts'
import { analysisView } from './view.ts'

async function analysed(desk: Desk, asked: Asked) {
  const procedure = procedureAsked(desk, [asked.procedure].flat()[0])
  if (!procedure) throw new NotFound('list to analyse')
  const listing = listingOf(asked, procedure, desk.world)
  return { procedure, listing, made: await analysis(desk, procedure, deskQuery(listing, procedure)) }
}

export const show = get(
  paths.analysis,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query, token }) => {
    const found = await analysed(desk, query)
    await recordReading(desk, { kind: 'listed' })
    return analysisView({
      desk,
      token,
      ...found,
      part: [query.part].flat()[0],
      filters: [query.filters].flat()[0] === 'all',
    })
  },
)

const form = z.object({ query: z.string().max(4000), why: z.string().trim().max(500).default('') })

/** The numbers as a workbook, with small ones protected: a file may go anywhere. */
export const take = post(
  paths.analysis,
  { access: 'in a post', reads: 'nothing', form, fresh: () => 'export these numbers' },
  async ({ desk, form: sent, token }) => {
    const found = await analysed(desk, asAsked(sent.query))
    const { procedure, made } = found
    if (!sent.why) {
      await recordReading(desk, { kind: 'listed' })
      return analysisView({ desk, token, ...found, errors: [{ text: 'Say why you are exporting them', href: '#why' }] })
    }
    await recordReading(desk, {
      kind: 'exported',
      why: `Analysis of ${titleOf(desk, procedure).toLowerCase()}: ${sent.why}`,
    })
    const bytes = await workbookOf(
      desk,
      procedure,
      reportOf(made, place => desk.world.directory.findPlace(place)?.region),
    )
    return give(bytes, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="analysis-${desk.world.today}.xlsx"`,
      'cache-control': 'no-store',
    })
  },
)

/** One sheet: what is counted, which of it, how many. */
const workbookOf = (desk: Desk, procedure: Procedure, report: Report): Promise<Buffer> =>
  writeXlsx({
    sheetName: 'Analysis',
    marking: markingOfColumns(procedure, procedure.log?.counts ?? []),
    columns: [
      { key: 'table', label: 'What is counted', width: 32 },
      { key: 'item', label: 'Which', width: 60 },
      { key: 'told', label: 'How many', width: 16 },
      { key: 'median', label: 'Median days', kind: 'number' },
      { key: 'middle', label: 'Middle half, days', width: 18 },
    ],
    rows: rowsOf(report),
    made: { by: `${desk.me.name}, ${desk.me.title} (${desk.me.body})`, at: desk.world.now },
  })

const rowsOf = ({ total, overdue, tables, times, notes }: Report): Row[] => [
  { table: 'All', told: toldInWords(total) },
  { table: 'With something overdue', told: toldInWords(overdue) },
  ...tables.flatMap(({ title, rows }) =>
    rows.map(({ label, told }) => ({ table: title, item: label, told: toldInWords(told) })),
  ),
  ...times.map(({ label, about, median, middle }) => ({
    table: 'Days from the beginning',
    item: label,
    told: typeof about === 'number' ? `about ${about}` : about,
    median,
    middle: middle && `${middle[0]} to ${middle[1]}`,
  })),
  ...notes.map(note => ({ table: 'Note', item: note })),
]

export const analysisRoutes = [show, take]
