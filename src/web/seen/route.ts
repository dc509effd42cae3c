import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { matter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { allSeen, seen } from '../../desk/receipts.ts'
import { servedHeaders } from '../../documents/name.ts'
import type { Row } from '../../sheets/column.ts'
import { writeCsv } from '../../sheets/csv.ts'
import { paths } from '../paths.ts'
import { get, give, nothingAsked, post } from '../route.ts'
import { readAfter, seenColumns, seenRow, seenView } from './view.ts'

const onPage = 40

/** Who saw a matter. That it was asked is recorded, like everything else that is read of a matter. */
export const show = get(
  paths.seen,
  { access: 'in a post', reads: 'opened', query: z.object({ from: z.string().max(60).optional() }) },
  async ({ desk, params, query, token }) => {
    const viewed = await matter(desk, params.reference)
    const from = readAfter(query.from)
    const page = await seen(desk, viewed.matter.id, { after: from, most: onPage })
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [], why: 'Who saw it' })
    return seenView({ desk, viewed, ...page, later: from !== undefined, token })
  },
)

export const download = post(
  paths.seenFile,
  { access: 'in a post', reads: 'exported', form: nothingAsked, fresh: () => 'export who saw this matter' },
  async ({ desk, params }) => {
    const viewed = await matter(desk, params.reference)
    const { id, reference } = viewed.matter
    const rows: Row[] = []
    for await (const one of allSeen(desk, id)) rows.push(seenRow(one, viewed, desk))
    await recordReading(desk, { kind: 'exported', matter: id, parts: [], why: 'Who saw it' })
    const made = { by: `${desk.me.name}, ${desk.me.title}`, at: desk.world.now }
    const file = await buffer(writeCsv({ marking: viewed.marking, columns: seenColumns, rows, made }))
    return give(file, servedHeaders(`${reference}-who-saw-it.csv`, 'text/csv; charset=utf-8'))
  },
)

export const seenRoutes = [show, download]
