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
  const opened = await receipts(desk, viewed.matter.id)
  await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
  await readNotices(desk, viewed.matter.id)
  return matterView(desk, viewed, opened)
})

export const matterRoutes = [show, still]
