import { heldUp, undelivered } from '../../desk/undelivered.ts'
import { NotFound } from '../../engine/directory.ts'
import { keptMail } from '../../notices/outbox.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { outboxView } from './view.ts'

/**
 * What practice would have sent to whoever asks, or to anyone, for whoever runs it; and who could not be reached, to those
 * who can put it right. In production there is no such page for anyone else.
 */
export const show = get(paths.outbox, { access: 'in a post', reads: 'nothing' }, async ({ desk, site }) => {
  const practice = site.settings.mode === 'practice'
  const tending = desk.who.kind === 'operator' || desk.who.appoints
  if (!practice && !tending) throw new NotFound('page')
  return outboxView({
    kept: practice && site.settings.mail.by === 'outbox' ? await keptMail(desk) : undefined,
    unreached: tending ? await undelivered(desk) : undefined,
    heldUp: await heldUp(desk),
    ownBody: desk.who.kind !== 'operator',
  })
})

export const outboxRoutes = [show]
