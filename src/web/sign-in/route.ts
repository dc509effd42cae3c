import { z } from 'zod'
import { notUnderstoodView, tooManyView } from '../errors/view.ts'
import { ourOwn, paths } from '../paths.ts'
import { get, give, goTo, post, type Answer, type Caller, type Cookie } from '../route.ts'
import type { Site } from '../site.ts'
import { refusals, type Kept } from './identity.ts'
import { findHeld, handOver, isFresh } from './proof.ts'
import { digestOf, sameSecret } from './secrets.ts'
import {
  notHeldView,
  notKnownView,
  notProvedView,
  notSignedInView,
  provedView,
  proveAgainView,
  signedOutView,
} from './view.ts'
import { asNobody } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'
import { at } from '../../desk/desk.ts'

interface Coming {
  readonly kept: Kept
  readonly to: string
  /** Of somebody who is signed in and proves it again: the form that is held for them, and whose session it is. */
  readonly again?: { readonly held: string; readonly session: string }
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

const sessionOf = (secret: string) => digestOf(secret).toString('base64url')

/** To the provider for a new proof, before what is held for this session may be sent again. */
export const proveAgain = get(
  paths.proveAgain,
  { access: 'in a post, suspended or not', reads: 'nothing' },
  async ({ desk, site, params: { held: id }, caller }) => {
    const { secret, origin } = caller
    const held = secret === undefined ? undefined : await findHeld(desk, secret, id)
    if (!held || secret === undefined) return notHeldView()
    const { url, kept } = await site.identity.begin({ origin, again: { name: desk.who.name, purpose: held.doing } })
    const again = { held: id, session: sessionOf(secret) }
    return goTo(url, undefined, { cookies: [noteOf(site, { kept, to: paths.work(), again })] })
  },
)

/** Back with a new proof: here is what was held, to be sent after all. */
export const proved = get(
  paths.proved,
  { access: 'in a post, suspended or not', reads: 'nothing' },
  async ({ desk, site, params: { held: id }, caller: { secret }, token }) => {
    const held = secret === undefined ? undefined : await findHeld(desk, secret, id)
    if (!held) return notHeldView()
    return isFresh(site, desk.who, desk.world.now)
      ? provedView(held, id, token)
      : proveAgainView(held.doing, id, site.settings.sessions.proofMinutes)
  },
)

/** Back from the provider. A forged or repeated return is a 400, and begins no session. */
export const finish = get(
  paths.signInCallback,
  { access: 'a program', reads: 'nothing', query: z.looseObject({}) },
  async ({ site, caller }) => {
    const note = readNote(site, caller)
    const forgotten: Cookie = { name: site.sessions.cookies.coming }
    const wait = await site.limits.failures.spent(`sign-in ${caller.address}`)
    if (wait !== undefined) return tooManyView(wait)
    const outcome = await site.identity.finish(`${caller.origin}${caller.url}`, note?.kept)
    const again = note?.kept.stepUp ? note.again : undefined
    const refused = async (because: keyof typeof refusals) => {
      await site.limits.failures.spend(`sign-in ${caller.address}`)
      site.log.info('sign-in refused', { because })
      const answer = again ? notProvedView(refusals[because], again.held) : notSignedInView(refusals[because])
      return { ...answer, cookies: [forgotten] }
    }
    if (outcome.refused) return refused(outcome.because)
    if (again && caller.secret !== undefined) {
      // A proof given for one session is good for no other that the browser has come to hold since.
      if (!sameSecret(again.session, sessionOf(caller.secret))) return refused('not-begun')
      const renewed = await site.sessions.renew(outcome.identity, caller.agent, caller.secret)
      if (renewed === 'someone else') return refused('someone-else')
      if (renewed !== 'ended') return handedOver(site, again.held, caller.secret, renewed.secret, forgotten)
    }
    const begun = await site.sessions.begin(outcome.identity, caller.agent, caller.secret)
    if (!begun) {
      await site.limits.failures.spend(`sign-in ${caller.address}`)
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

/** The new session, and in it what was held for the old one. */
async function handedOver(site: Site, held: string, from: string, to: string, forgotten: Cookie): Promise<Answer> {
  await at(site.house, site.sessions.credential(to), desk => handOver(desk, held, { from, to }))
  return goTo(paths.proved({ held }), undefined, {
    cookies: [forgotten, { name: site.sessions.cookies.session, value: to }],
  })
}

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

export const signInRoutes = [begin, proveAgain, proved, finish, leave, left, ended]
