import { z } from 'zod'
import { matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { readNotices } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { still } from './still.ts'
import { matterView } from './view.ts'

/** `whole`: with all that lies long back, which is told in short otherwise. */
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
    return matterView(desk, viewed, opened, query.whole === 'yes')
  },
)

export const matterRoutes = [show, still]
