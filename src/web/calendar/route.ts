import { z } from 'zod'
import { endFeed, findDues, findFeed, makeFeed, myDues } from '../../desk/calendar.ts'
import { NotFound } from '../../engine/directory.ts'
import { calendarFile } from '../../notices/calendar-file.ts'
import { disposition } from '../../documents/name.ts'
import { tooManyView } from '../errors/view.ts'
import { paths } from '../paths.ts'
import { get, give, goTo, post } from '../route.ts'
import { calendarView, feedMadeView } from './view.ts'

const type = 'text/calendar; charset=utf-8'

export const show = get(
  paths.calendar,
  { access: 'in a post, suspended or not', reads: 'nothing' },
  async ({ desk, token }) => calendarView({ feed: await findFeed(desk), dues: await myDues(desk), token }),
)

/** Makes the address, makes it anew, or ends it. It is shown once: only its digest is kept. */
export const change = post(
  paths.calendar,
  {
    access: 'in a post, suspended or not',
    reads: 'nothing',
    form: z.object({ _go: z.enum(['make', 'end']).catch('end') }),
    fresh: ({ _go }) => (_go === 'make' ? 'make an address for your calendar' : undefined),
  },
  async ({ desk, form, site }) => {
    if (form._go === 'end') {
      await endFeed(desk)
      return goTo(paths.calendar(), 'The address leads nowhere from now on')
    }
    const secret = await makeFeed(desk)
    return feedMadeView(`${site.settings.publicUrl}${paths.feed({ secret })}`)
  },
)

/** A file of what is due from one's post and unit now: days, and nothing of what they are about. */
export const download = get(paths.calendarFile, { access: 'in a post', reads: 'nothing' }, async ({ desk, site }) =>
  give(calendarFile(await myDues(desk), site.settings.publicUrl, desk.world.now), {
    'content-type': type,
    'content-disposition': disposition('concordat.ics'),
  }),
)

/** For a calendar, which can prove nothing but that it knows the address. Whoever guesses at addresses tires of it soon. */
export const feed = get(paths.feed, { access: 'a program', reads: 'nothing' }, async ({ site, params, caller }) => {
  const wait =
    site.limits.requests.spend(`address ${caller.address}`) ??
    (await site.limits.failures.spent(`feed ${caller.address}`))
  if (wait !== undefined) return tooManyView(wait)
  const dues = /^[\w-]{43}$/.test(params.secret) ? await findDues(site.house, params.secret) : undefined
  if (!dues) {
    await site.limits.failures.spend(`feed ${caller.address}`)
    throw new NotFound('calendar at that address')
  }
  return give(calendarFile(dues, site.settings.publicUrl, site.house.now()), { 'content-type': type })
})

export const calendarRoutes = [show, change, download, feed]
