import { matter } from '../../desk/matter.ts'
import { receipts, recordReading } from '../../desk/reading.ts'
import { readNotices } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { still } from './still.ts'
import { matterView } from './view.ts'

/** Opening a matter is recorded, and what came to its reader about it is read. */
export const show = get(paths.matter, { access: 'in a post', reads: 'opened' }, async ({ desk, params }) => {
  const viewed = await matter(desk, params.reference)
  const { id, parts } = viewed.matter
  const [opened] = await Promise.all([
    receipts(desk, id),
    recordReading(desk, { kind: 'opened', matter: id, parts: [...parts] }),
    readNotices(desk, id),
  ])
  return matterView(desk, viewed, opened)
})

export const matterRoutes = [show, still]
