import { z } from 'zod'
import type { Desk } from '../../desk/desk.ts'
import { editionOf, editionsOf, exportEdition } from '../../desk/editions.ts'
import { matter, type Viewed } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { servedHeaders } from '../../documents/name.ts'
import { NotFound } from '../../engine/directory.ts'
import { paths } from '../paths.ts'
import { get, give, post } from '../route.ts'
import { editionsView } from './view.ts'

const name = z.string().max(20)

async function opened(desk: Desk, reference: string): Promise<Viewed> {
  const viewed = await matter(desk, reference)
  if (editionsOf(desk, viewed).length === 0) throw new NotFound('paper that is written there')
  return viewed
}

/** An edition shows what is in the matter: reading it is opening the matter. */
export const show = get(
  paths.editions,
  { access: 'in a post', reads: 'opened', query: z.object({ from: name.optional(), to: name.optional() }) },
  async ({ desk, params, query, token }) => {
    const viewed = await opened(desk, params.reference)
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
    return editionsView({ desk, viewed, token, ...query })
  },
)

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** An edition as a file, whole. */
export const take = post(
  paths.editions,
  { access: 'in a post', reads: 'nothing', form: z.object({ edition: name }), fresh: () => 'take this paper out' },
  async ({ desk, params, form }) => {
    const viewed = await opened(desk, params.reference)
    const made = await exportEdition(desk, viewed, editionOf(desk, viewed, form.edition))
    return give(made.bytes, servedHeaders(made.name, word))
  },
)

export const editionRoutes = [show, take]
