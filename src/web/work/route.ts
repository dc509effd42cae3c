import { findProgramme } from '../../desk/programme.ts'
import { recordReading } from '../../desk/reading.ts'
import { sharedStanding } from '../../desk/shared.ts'
import { undelivered } from '../../desk/undelivered.ts'
import { work } from '../../desk/work.ts'
import { draftsWaiting } from '../drafts/drafts.ts'
import { paths } from '../paths.ts'
import { get, goTo } from '../route.ts'
import { welcomeView } from '../sign-in/view.ts'
import { suspendedView } from '../suspended/view.ts'
import { beginnings } from './beginnings.ts'
import { ongoing } from './ongoing.ts'
import { workView } from './view.ts'

export const show = get(paths.work, { access: 'anyone', reads: 'listed' }, async ({ desk, choosing }) => {
  if (choosing) return goTo(paths.posts())
  if (!desk) return welcomeView()
  if (desk.who.lapsed.length > 0) return suspendedView(desk)
  const [waiting, drafts, begun, goingOn, shared, unreached] = await Promise.all([
    work(desk),
    draftsWaiting(desk),
    beginnings(desk),
    ongoing(desk),
    sharedStanding(desk),
    desk.who.kind === 'operator' || desk.who.appoints ? undelivered(desk) : [],
    recordReading(desk, { kind: 'listed' }),
  ])
  return workView(desk, {
    work: waiting,
    drafts,
    beginnings: begun,
    ongoing: goingOn,
    shared,
    unreached: new Set(unreached.map(one => one.person)).size,
    programme: findProgramme(desk),
  })
})

export const workRoutes = [show]
