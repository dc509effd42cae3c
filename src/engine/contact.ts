import { scrutinyBodies, type Body } from '../bodies.ts'
import { formatDay, type Day } from '../calendar/day.ts'
import { dueDay } from '../calendar/due.ts'
import { months, type Period } from '../calendar/period.ts'
import type { Post } from './directory.ts'
import type { Me } from './matter.ts'
import type { Audience } from './who.ts'
import type { Taking, World } from './world.ts'

/** Contacts of posts, and whether they can still be relied on. How a post is reached is never known here: only since when. */

/** For how long a contact holds once it was given or confirmed: boards’ chairs are confirmed every year (PI-13b). */
export const contactHolds: Period = months(12)

/** Why a contact can't be relied on: it was last confirmed too long ago, is said to have changed, or was never given where one is due. */
export interface Stale {
  readonly post: Post
  /** When it was last confirmed; absent when none was ever given. */
  readonly since?: Day
  /** Since when it is said to have changed. */
  readonly doubted?: Day
}

/** The last day on which a contact that was confirmed on this day holds. */
export const contactHoldsUntil = (confirmedOn: Day, { calendar }: Pick<World, 'calendar'>): Day =>
  dueDay(confirmedOn, contactHolds, calendar)

/**
 * What has gone stale about reaching a unit or a post, if anything has: of a board, its chair’s contact, which is always due;
 * of any other, the contacts that were given, when none of them holds.
 */
export function staleContact(world: Pick<World, 'directory' | 'calendar' | 'today'>, key: string): Stale | undefined {
  const { directory } = world
  const unit = directory.findUnit(key)
  const post = directory.findPost(key)
  const posts = unit ? directory.posts({ unit: unit.key }) : post ? [post] : []
  const chair = posts.find(one => one.kind === 'chair')
  const reached = (chair ? [chair] : posts).filter(one => one === chair || one.contact)
  const stale = reached.filter(
    one => !one.contact || one.contact.doubtedOn || contactHoldsUntil(one.contact.confirmedOn, world) < world.today,
  )
  const [first] = stale
  return first && stale.length === reached.length
    ? { post: first, since: first.contact?.confirmedOn, doubted: first.contact?.doubtedOn }
    : undefined
}

/** Whether somebody may know how a contact stands: their body may see it; or, of one never given, has a right to be given it. */
const mayKnow = ({ body }: Me, { post }: Stale): boolean =>
  (post.contact?.knownTo ?? (scrutinyBodies as readonly Body[])).includes(body)

/** A stale contact in a sentence. */
export const staleInWords = ({ post, since, doubted }: Stale): string =>
  doubted
    ? `How the ${post.title} is reached has changed, it was said on ${formatDay(doubted)}, and the new contact is not given yet.`
    : since
      ? `How the ${post.title} is reached was last confirmed on ${formatDay(since)}, more than a year ago.`
      : `No contact has been given for the ${post.title}.`

/** Several warnings of one step as one. */
export const warnings = (...all: readonly (string | undefined)[]): string | undefined =>
  all.filter(one => one !== undefined).join(' ') || undefined

/**
 * A `warn` for a step that sends something: says which of its readers’ contacts have gone stale, to those who may know of
 * them. Nobody is stopped: what is sent reaches the post here whether its telephone is right or not.
 */
export const warnOfStale =
  (to: Audience) =>
  (taking: Taking): string | undefined => {
    const { me, world } = taking
    const stale = to
      .readers(taking)
      .flatMap(key => staleContact(world, key) ?? [])
      .filter(one => mayKnow(me, one))
    return stale.length > 0
      ? `${stale.slice(0, 3).map(staleInWords).join(' ')}${stale.length > 3 ? ` So it is with ${stale.length - 3} more.` : ''} They may not see this soon: the directory says whom to ask.`
      : undefined
  }
