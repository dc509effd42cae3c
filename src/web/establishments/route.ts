import { z } from 'zod'
import { standingAt } from '../../desk/at-place.ts'
import { NotFound } from '../../engine/directory.ts'
import { contacts } from '../../desk/contacts.ts'
import { countsAt, list } from '../../desk/list.ts'
import { findProgramme } from '../../desk/programme.ts'
import { recordReading } from '../../desk/reading.ts'
import { dutiesAt } from '../../desk/work.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { establishmentView, establishmentsView } from './view.ts'

const named = z.object({
  name: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
})

export const all = get(
  paths.establishments,
  { access: 'in a post', reads: 'nothing', query: named },
  ({ desk, query }) =>
    establishmentsView(desk, { name: query.name?.trim() ?? '', page: query.page ?? 1 }, findProgramme(desk)),
)

const which = z.object({
  group: z.string().max(100).optional(),
  after: z.string().max(200).optional(),
})

/** How much of what is coming is listed: what more there is stands in the matters themselves. */
const mostComing = 10

export const show = get(
  paths.establishment,
  { access: 'in a post', reads: 'listed', query: which },
  async ({ desk, params, query }) => {
    const place = desk.world.directory.findPlace(params.code)
    if (!place) throw new NotFound('place of that code')
    const counts = await countsAt(desk, place.code)
    // A group there is nothing of is the same as one there is not.
    const group = query.group !== undefined && counts.has(query.group) ? query.group : undefined
    const matters = await list(desk, { place: place.code, procedure: group, after: query.after })
    const coming = await dutiesAt(desk, place.code, mostComing)
    await recordReading(desk, { kind: 'listed' })
    return establishmentView({
      desk,
      place,
      counts,
      group,
      page: matters,
      isFirst: matters.isFirst,
      coming: coming.slice(0, mostComing),
      moreComing: coming.length > mostComing,
      contacts: await contacts(desk),
      standing: matters.isFirst && group === undefined ? await standingAt(desk, place.code) : undefined,
      programme: findProgramme(desk),
    })
  },
)

export const establishmentRoutes = [all, show]
