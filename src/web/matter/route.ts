import { z } from 'zod'
import { matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { tiedTo } from '../../desk/tied.ts'
import { readNotices } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { still } from './still.ts'
import { matterView, mostTied, wholeView } from './view.ts'

/** `whole`: all that was done and owed in it, and nothing else: its own page tells what lies long back in short. */
const asked = z.object({ whole: z.literal('yes').optional().catch(undefined) })

/** Opening a matter is recorded, and what came to its reader about it is read. */
export const show = get(
  paths.matter,
  { access: 'in a post', reads: 'opened', query: asked },
  async ({ desk, params, query }) => {
    const viewed = await matter(desk, params.reference)
    const { id, parts } = viewed.matter
    const whole = query.whole === 'yes'
    const [opened, tied] = await Promise.all([
      receipts(desk, id),
      whole ? [] : tiedTo(desk, viewed.ties.slice(0, mostTied)),
      recordReading(desk, { kind: 'opened', matter: id, parts: [...parts] }),
      readNotices(desk, id),
    ])
    return whole ? wholeView(desk, viewed) : matterView(desk, viewed, { opened, tied })
  },
)

export const matterRoutes = [show, still]
