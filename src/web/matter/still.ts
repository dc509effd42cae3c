import { sql } from '../../database/sql.ts'
import type { Desk } from '../../desk/desk.ts'
import { NotFound } from '../../engine/directory.ts'
import type { Matter } from '../../engine/matter.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { get, give } from '../route.ts'

/**
 * Which parts of a matter somebody may still see: asked by a page that was left open, when its reader comes back to it. It tells
 * only the names of what they see anyway, so it is no reading of the matter.
 */
export const still = get(paths.still, { access: 'in a post', reads: 'nothing' }, async ({ desk, params }) =>
  give(JSON.stringify({ parts: await partsStillSeen(desk, params.reference) }), {
    'content-type': 'application/json; charset=utf-8',
  }),
)

async function partsStillSeen(desk: Desk, reference: string): Promise<readonly string[]> {
  const found = await desk.transaction.find<{ parts: string[] }>(sql`
    select array(select distinct d.part from disclosure d
                  where d.matter = m.id and d.reader = any (my_readers()) and d.ended_at is null and (d.until is null or d.until > ${desk.world.now})) as parts
      from matter m where m.reference = ${reference}`)
  if (!found) throw new NotFound('matter of that reference that you may see')
  return found.parts
}

/** On a page that shows something of a matter: where scripts run, it leaves the page once some of that was taken back. */
export const leftOpen = ({ reference, parts }: Pick<Matter, 'reference' | 'parts'>): Html | false =>
  reference !== '' &&
  html`<div hidden data-still="${paths.still({ reference })}" data-parts="${[...parts].join(' ')}" data-back="${paths.matter({ reference })}"></div>`
