import { z } from 'zod'
import { paths } from '../paths.ts'
import { get, give, goTo, post } from '../route.ts'
import { endMyOtherSessions, endMySession, goingOn, mySessions } from '../sessions.ts'
import { sessionsView, stayedView } from './view.ts'

export const show = get(
  paths.sessions,
  { access: 'in a post, suspended or not', reads: 'nothing' },
  async ({ desk, site, caller, token }) =>
    sessionsView(await mySessions(desk, caller.secret ?? '', site.settings.sessions.idleMinutes), token),
)

export const end = post(
  paths.sessions,
  { access: 'in a post, suspended or not', reads: 'nothing', form: z.object({ began: z.iso.datetime().optional() }) },
  async ({ desk, form, caller }) => {
    if (form.began !== undefined) {
      await endMySession(desk, new Date(form.began))
      return goTo(paths.sessions(), 'That session was ended')
    }
    const ended = await endMyOtherSessions(desk, caller.secret ?? '')
    return goTo(paths.sessions(), ended === 1 ? 'One other session was ended' : `${ended} other sessions were ended`)
  },
)

/** Staying signed in: the asking itself is what does it. */
export const stay = post(
  paths.stay,
  { access: 'in a post, suspended or not', reads: 'nothing', form: z.object({}) },
  ({ desk, site, caller }) => {
    const headers = goingOn(site.sessions, desk)
    // A script only wants to know for how long.
    if (caller.headers['sec-fetch-dest'] === 'empty') return give('', headers, { status: 204 })
    return { ...stayedView(site.sessions.endsAt(desk.who)), headers }
  },
)

export const sessionRoutes = [show, end, stay]
