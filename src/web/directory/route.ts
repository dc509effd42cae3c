import { z } from 'zod'
import { contacts, keptIn } from '../../desk/contacts.ts'
import { mayBegin } from '../../desk/may.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { directoryView, shows } from './view.ts'

const asked = z.object({
  show: z.enum(shows).optional().catch(undefined),
  name: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
})

/** Bodies, boards and posts, who holds them and how they are reached (HI-7a, PI-13b, HH-45). */
export const show = get(
  paths.directory,
  { access: 'in a post', reads: 'nothing', query: asked },
  async ({ desk, query }) => {
    const procedures = desk.house.library
      .inForce(desk.world.today)
      .map(one => one.procedure)
      .filter(one => one.contactOf !== undefined && mayBegin(desk, one).begin)
    return directoryView({
      desk,
      contacts: await contacts(desk),
      // Whoever keeps no contact is not sent to where it is kept.
      kept: procedures.length > 0 ? await keptIn(desk) : new Map(),
      beginnings: procedures,
      asked: query,
    })
  },
)

export const directoryRoutes = [show]
