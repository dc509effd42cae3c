import { exportTable, tableFor, tableFormats, type TableFormat } from '../../desk/tables.ts'
import { matter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { servedHeaders } from '../../documents/name.ts'
import type { Desk } from '../../desk/desk.ts'
import { isWhole, missingFrom, sentForFile } from '../export/file.ts'
import { paths } from '../paths.ts'
import { get, give, post } from '../route.ts'
import { tableView } from './view.ts'

/** A table is named with the kind of file it is wanted as, or without. */
function named(address: string): { name: string; format?: TableFormat } {
  const [, name = address, ending] = /^(.+)\.(\w+)$/.exec(address) ?? []
  return ending !== undefined && Object.hasOwn(tableFormats, ending)
    ? { name, format: ending as TableFormat }
    : { name: address }
}

async function opened(desk: Desk, { reference, table }: { reference: string; table: string }) {
  const viewed = await matter(desk, reference)
  return { viewed, tabled: tableFor(desk, viewed, table) }
}

const recordOpened = (desk: Desk, { viewed: { matter: seen } }: Awaited<ReturnType<typeof opened>>) =>
  recordReading(desk, { kind: 'opened', matter: seen.id, parts: [...seen.parts] })

/** A table is drawn from the matter: reading it is opening the matter. */
export const show = get(paths.table, { access: 'in a post', reads: 'opened' }, async ({ desk, params, token }) => {
  const { name, format } = named(params.table)
  const found = await opened(desk, { ...params, table: name })
  await recordOpened(desk, found)
  return tableView({ desk, token, format, ...found })
})

/** Gives it as a file, with the record of who took it and why. */
export const take = post(
  paths.table,
  { access: 'in a post', reads: 'nothing', form: sentForFile, fresh: () => 'export this table' },
  async ({ desk, params, form, token }) => {
    const { name, format } = named(params.table)
    const found = await opened(desk, { ...params, table: name })
    const sent = { ...form, format: form.format || (format ?? '') }
    if (!isWhole(sent, tableFormats)) {
      await recordOpened(desk, found)
      const errors = missingFrom(sent, tableFormats)
      return tableView({ desk, token, why: sent.why, format: sent.format, errors, ...found })
    }
    const { bytes, type, name: file } = await exportTable(desk, found.viewed, found.tabled, sent)
    return give(bytes, servedHeaders(file, type))
  },
)

export const tableRoutes = [show, take]
