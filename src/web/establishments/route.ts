import { z } from 'zod'
import { NotFound } from '../../engine/directory.ts'
import { list as matters } from '../../desk/list.ts'
import { recordReading } from '../../desk/reading.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { establishmentView, establishmentsView } from './view.ts'

const named = z.object({ name: z.string().max(100).optional() })

export const list = get(
  paths.establishments,
  { access: 'in a post', reads: 'nothing', query: named },
  ({ desk, query }) => establishmentsView(desk, query.name?.trim() ?? ''),
)

export const show = get(paths.establishment, { access: 'in a post', reads: 'listed' }, async ({ desk, params }) => {
  const place = desk.world.directory.findPlace(params.code)
  if (!place) throw new NotFound('place of that code')
  const { rows, after } = await matters(desk, { place: place.code })
  await recordReading(desk, { kind: 'listed' })
  return establishmentView(desk, place, rows, after !== undefined)
})

export const establishmentRoutes = [list, show]
