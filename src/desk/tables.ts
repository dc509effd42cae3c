import { NotFound } from '../engine/directory.ts'
import { cellInWords, tablesOf, type Tabled } from '../engine/table.ts'
import { bodies } from '../bodies.ts'
import { facts, paragraph, table as tableBlock } from '../letters/blocks.ts'
import { paper } from '../letters/docx.ts'
import type { Column } from '../sheets/column.ts'
import { writeXlsx } from '../sheets/write.ts'
import { aboutIn } from './columns.ts'
import type { Desk } from './desk.ts'
import type { Viewed } from './matter.ts'
import { recordReading } from './reading.ts'

/** The kinds of file in which a table of a matter leaves. */
export const tableFormats = { xlsx: 'Excel workbook (.xlsx)', docx: 'Word document (.docx)' } as const
export type TableFormat = keyof typeof tableFormats

export const tableTypes: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** The tables of a matter that this person may see. */
export const tablesFor = ({ world }: Desk, { procedure, matter }: Viewed): readonly Tabled[] =>
  tablesOf(procedure, matter, world)

/** One of them, or `NotFound`: which is also what a table of a part that is not disclosed to them is. */
export function tableFor(desk: Desk, viewed: Viewed, name: string): Tabled {
  const found = tablesFor(desk, viewed).find(one => one.name === name)
  if (!found) throw new NotFound(`table ${name} that you may see`)
  return found
}

/** A file to be given. */
export interface TableFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** Records who takes a table out of a matter, and why, and makes the file: what their page shows, marked as the matter is for them. */
export async function exportTable(
  desk: Desk,
  viewed: Viewed,
  { name, table, rows }: Tabled,
  { format, why }: { format: TableFormat; why: string },
): Promise<TableFile> {
  const { matter, marking, version } = viewed
  const { me, world } = desk
  await recordReading(desk, {
    kind: 'exported',
    matter: matter.id,
    parts: [...matter.parts],
    why: `${table.label}, ${rows.length} ${rows.length === 1 ? 'row' : 'rows'} (${format}): ${why}`,
  })
  const columns = Object.entries(table.columns)
  const file = { name: `${matter.reference}-${name}.${format}`, type: tableTypes[format] }
  if (format === 'xlsx') {
    const bytes = await writeXlsx({
      sheetName: table.label,
      marking,
      columns: columns.map(([key, { label, is }]): Column => ({ key, label, kind: is ?? 'text' })),
      rows: rows.map(row =>
        Object.fromEntries(
          columns.map(([key, column]) => [key, column.is ? row[key] : cellInWords(column, row[key]) || undefined]),
        ),
      ),
      made: { by: `${me.name}, ${me.title} (${me.body})`, at: world.now },
    })
    return { ...file, bytes }
  }
  const place = matter.place === undefined ? undefined : world.directory.findPlace(matter.place)?.name
  const bytes = await paper({
    title: table.label,
    marking,
    reference: matter.reference,
    version,
    madeBy: `${me.name}, ${me.title}`,
    madeAt: world.now,
    from: [bodies[me.body].name, world.directory.unit(me.unit).name],
    to: [],
    across: true,
    blocks: [
      facts({
        About: aboutIn(viewed.procedure, { procedure: viewed.procedure.name, facts: viewed.facts }, world),
        ...(place === undefined ? {} : { Establishment: place }),
      }),
      rows.length === 0
        ? paragraph(table.empty)
        : tableBlock(
            columns.map(([, { label }]) => label),
            rows.map(row => columns.map(([key, column]) => cellInWords(column, row[key]))),
          ),
    ],
  })
  return { ...file, bytes }
}
