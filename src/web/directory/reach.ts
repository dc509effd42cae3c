import type { Post } from '../../engine/directory.ts'
import type { ContactGiven } from '../../desk/contacts.ts'
import type { Desk } from '../../desk/desk.ts'
import { html, isolated, joined, nothing, type Html } from '../html.ts'

/** How posts are reached, by their number: those that somebody may see. */
export type Contacts = ReadonlyMap<number, ContactGiven>

/** How a post is reached, a line for each way; nothing where that is not given to whoever looks. */
export function reachOf(contacts: Contacts, post: Post): Html {
  const reach = contacts.get(post.id)
  if (!reach) return nothing
  const lines = [reach.email, reach.telephone, reach.address].filter(line => line !== undefined)
  return joined(
    lines.map(line => isolated(line)),
    html`<br>`,
  )
}

/**
 * Who holds a post. Their name goes with the contact: to their own body, and to those that are given it. Others hear whether
 * anybody does.
 */
export function holdersOf({ me, world: { directory } }: Desk, contacts: Contacts, post: Post): Html | string {
  const holders = post.holders ?? []
  if (holders.length === 0) return 'Nobody'
  if (directory.unit(post.unit).body !== me.body && !contacts.has(post.id)) return 'Somebody holds it'
  return joined(
    holders.map(holder => isolated(holder.name)),
    html`<br>`,
  )
}
