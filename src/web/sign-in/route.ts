import { z } from 'zod'
import { notUnderstoodView, tooManyView } from '../errors/view.ts'
import { ourOwn, paths } from '../paths.ts'
import { get, give, goTo, post, type Caller, type Cookie } from '../route.ts'
import type { Site } from '../site.ts'
import type { Kept } from './identity.ts'
import { notKnownView, notSignedInView, signedOutView } from './view.ts'
import { asNobody } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'

interface Coming {
  readonly kept: Kept
  readonly to: string
}

const tenMinutes = 600

/** The sealed note of where somebody was going, while they are at the provider. */
const noteOf = ({ sealer, sessions }: Site, note: Coming): Cookie => ({
  name: sessions.cookies.coming,
  value: sealer.seal('coming', '', note),
  seconds: tenMinutes,
})

const readNote = ({ sealer, sessions }: Site, { cookies }: Caller): Coming | undefined =>
  sealer.open('coming', '', cookies[sessions.cookies.coming]) as Coming | undefined

const asksWhere = z.object({ to: z.string().max(500).optional().catch(undefined) })

export const begin = get(
  paths.signIn,
  { access: 'a program', reads: 'nothing', query: asksWhere },
  async ({ site, query, caller }) => {
    const wait = site.limits.requests.spend(`address ${caller.address}`)
    if (wait !== undefined) return tooManyView(wait)
    const { url, kept } = await site.identity.begin({ origin: caller.origin })
    return goTo(url, undefined, { cookies: [noteOf(site, { kept, to: ourOwn(query.to) })] })
  },
)

/** Back from the provider. A forged or repeated return is a 400, and begins no session. */
export const finish = get(
  paths.signInCallback,
  { access: 'a program', reads: 'nothing', query: z.looseObject({}) },
  async ({ site, caller }) => {
    const note = readNote(site, caller)
    const forgotten: Cookie = { name: site.sessions.cookies.coming }
    const wait = site.limits.failures.spent(`sign-in ${caller.address}`)
    if (wait !== undefined) return tooManyView(wait)
    const outcome = await site.identity.finish(`${caller.origin}${caller.url}`, note?.kept)
    if (outcome.refused) {
      site.limits.failures.spend(`sign-in ${caller.address}`)
      site.log.info('sign-in refused', { because: outcome.because })
      return { ...notSignedInView(outcome.saying), cookies: [forgotten] }
    }
    const begun = await site.sessions.begin(outcome.identity, caller.agent, caller.secret)
    if (!begun) {
      site.limits.failures.spend(`sign-in ${caller.address}`)
      site.log.info('sign-in refused', { because: 'not-known' })
      return { ...notKnownView(), cookies: [forgotten] }
    }
    const to = ourOwn(note?.to)
    const session: Cookie = { name: site.sessions.cookies.session, value: begun.secret }
    return goTo(begun.posts === 1 ? to : `${paths.posts()}?to=${encodeURIComponent(to)}`, undefined, {
      cookies: [forgotten, session],
    })
  },
)

export const leave = post(
  paths.signOut,
  { access: 'anyone', reads: 'nothing', form: z.object({}) },
  async ({ desk, site, caller }) => {
    if (caller.secret !== undefined) await site.sessions.end(caller.secret, desk?.transaction)
    const { session, said } = site.sessions.cookies
    return goTo(paths.signedOut(), undefined, {
      cookies: [{ name: session }, { name: said }],
      headers: { 'clear-site-data': '"cache", "cookies", "storage"' },
    })
  },
)

export const left = get(paths.signedOut, { access: 'anyone', reads: 'nothing' }, async ({ site }) => {
  const provider = await site.identity.leave(`${site.settings.publicUrl}${paths.work()}`).catch(() => undefined)
  return signedOutView(provider)
})

/** Tokens of the last quarter of an hour, so that none is heeded twice. */
const heeded = new Map<string, number>()

/** The provider signs somebody out from its side (OpenID Connect back-channel logout); its token is its own proof. */
export const ended = post(
  paths.signedOutByProvider,
  {
    access: 'a program',
    reads: 'nothing',
    form: z.object({ logout_token: z.string().max(20_000) }),
    provesItself: 'a signed logout token',
  },
  async ({ site, form }) => {
    const outcome = await site.identity.signedOut(form.logout_token)
    if (outcome.refused) return notUnderstoodView()
    const now = Date.now()
    for (const [token, until] of heeded) if (until < now) heeded.delete(token)
    if (heeded.has(outcome.tokenId)) return notUnderstoodView()
    heeded.set(outcome.tokenId, now + 15 * 60_000)
    await asNobody(site.house.pool, async transaction => {
      if (outcome.sid !== undefined)
        await transaction.all(sql`select end_provider_sessions(${outcome.sid}, ${site.house.now()})`)
      else if (outcome.subject !== undefined)
        await transaction.all(sql`select end_sessions_of(${outcome.subject}, ${site.house.now()})`)
    })
    return give('', {}, { status: 200 })
  },
)

export const signInRoutes = [begin, finish, leave, left, ended]
