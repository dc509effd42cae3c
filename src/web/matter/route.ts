import { z } from 'zod'
import { matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { readNotices } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { still } from './still.ts'
import { matterView, wholeView } from './view.ts'

/** `whole`: all that was done and owed in it, and nothing else: its own page tells what lies long back in short. */
const asked = z.object({ whole: z.literal('yes').optional().catch(undefined) })

/** Opening a matter is recorded, and what came to its reader about it is read. */
export const show = get(
  paths.matter,
  { access: 'in a post', reads: 'opened', query: asked },
  async ({ desk, params, query }) => {
    const viewed = await matter(desk, params.reference)
    const { id, parts } = viewed.matter
    const [opened] = await Promise.all([
      receipts(desk, id),
      recordReading(desk, { kind: 'opened', matter: id, parts: [...parts] }),
      readNotices(desk, id),
    ])
    return query.whole === 'yes' ? wholeView(desk, viewed) : matterView(desk, viewed, opened)
  },
)

export const matterRoutes = [show, still]
