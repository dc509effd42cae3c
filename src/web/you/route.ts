import { z } from 'zod'
import { findFeed } from '../../desk/calendar.ts'
import { findNoticesWanted, noticesWanted, wantNotices } from '../../desk/preferences.ts'
import { tokens } from '../../desk/tokens.ts'
import { paths } from '../paths.ts'
import { get, goTo, post } from '../route.ts'
import { youView } from './view.ts'

/** What somebody may choose for themselves, and where else they find what is theirs. */
export const show = get(
  paths.you,
  { access: 'in a post, suspended or not', reads: 'nothing' },
  async ({ desk, site, token }) =>
    youView({
      desk,
      practice: site.settings.mode === 'practice',
      notices: await findNoticesWanted(desk),
      feed: await findFeed(desk),
      tokens: (await tokens(desk)).length,
      token,
    }),
)

export const choose = post(
  paths.you,
  {
    access: 'in a post, suspended or not',
    reads: 'nothing',
    form: z.object({ notices: z.enum(noticesWanted).optional().catch(undefined) }),
  },
  async ({ desk, form }) => {
    if (form.notices === undefined) return goTo(paths.you())
    await wantNotices(desk, form.notices)
    return goTo(
      paths.you(),
      form.notices === 'daily'
        ? 'You will be told once a day, in the morning'
        : 'You will be told each time something waits for you',
    )
  },
)

export const youRoutes = [show, choose]
