import { z } from 'zod'
import { matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { tiedTo } from '../../desk/tied.ts'
import { readNotices } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { still } from './still.ts'
import { matterView, mostTied, timetableView, wholeView } from './view.ts'

/** `whole`: all that was done and owed in it, or its timetable, and nothing else: its own page tells what lies long back in short. */
const asked = z.object({ whole: z.enum(['yes', 'timetable']).optional().catch(undefined) })

/** Opening a matter is recorded, and what came to its reader about it is read. */
export const show = get(
  paths.matter,
  { access: 'in a post', reads: 'opened', query: asked },
  async ({ desk, params, query }) => {
    const viewed = await matter(desk, params.reference)
    const { id, parts } = viewed.matter
    const [opened, tied] = await Promise.all([
      receipts(desk, id),
      query.whole ? [] : tiedTo(desk, viewed.ties.slice(0, mostTied)),
      recordReading(desk, { kind: 'opened', matter: id, parts: [...parts] }),
      readNotices(desk, id),
    ])
    if (query.whole === 'timetable') return timetableView(desk, viewed)
    return query.whole ? wholeView(desk, viewed) : matterView(desk, viewed, { opened, tied })
  },
)

export const matterRoutes = [show, still]
