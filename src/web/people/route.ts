import { z } from 'zod'
import { appointment } from '../../agreements/house/people.ts'
import { people } from '../../desk/people.ts'
import { undelivered } from '../../desk/undelivered.ts'
import { findDraft } from '../drafts/drafts.ts'
import { beginnings } from '../work/beginnings.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { peopleView, shows } from './view.ts'

const asked = z.object({
  unit: z.string().max(100).optional(),
  show: z.enum(shows).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
})

/** Who holds which post of one's own body, and how they stand with what everyone must have done (SP-23j, HI-12k). */
export const show = get(
  paths.people,
  { access: 'in a post', reads: 'nothing', query: asked },
  async ({ desk, query, token }) =>
    peopleView({
      desk,
      posts: await people(desk),
      unreached: await undelivered(desk),
      beginnings: (await beginnings(desk)).map(one => one.procedure),
      appointing: (await findDraft(desk, paths.begin({ procedure: appointment.name }))) !== undefined,
      asked: query,
      token,
    }),
)

export const peopleRoutes = [show]
