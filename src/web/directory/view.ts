import { bodies, scrutinyBodies, type Body, type UnitKind } from '../../bodies.ts'
import { versionOn } from '../../engine/agreement.ts'
import { contactHoldsUntil, staleInWords, type Stale } from '../../engine/contact.ts'
import type { Post } from '../../engine/directory.ts'
import type { Procedure } from '../../engine/procedure.ts'
import type { Desk } from '../../desk/desk.ts'
import { button } from '../components/button.ts'
import { clauseNotes } from '../components/clause-note.ts'
import { emptyState } from '../components/empty-state.ts'
import { input } from '../components/input.ts'
import { insetText } from '../components/inset-text.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { tag } from '../components/tag.ts'
import { cited } from '../cited.ts'
import { html, joined, nothing, type Content, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { dayElement } from '../times.ts'
import { holdersOf, reachOf, type Contacts } from './reach.ts'

/** What is listed: bodies’ offices, boards, establishments, or the boards whose chair’s contact can’t be relied on. */
export const shows = ['offices', 'boards', 'establishments', 'stale'] as const
type Show = (typeof shows)[number]

const showWords: Readonly<Record<Show, string>> = {
  offices: 'Bodies and their offices',
  boards: 'Boards',
  establishments: 'Establishments',
  stale: 'To be confirmed',
}

interface Showing {
  readonly desk: Desk
  readonly contacts: Contacts
  /** The matters in which contacts are kept, for whoever keeps any. */
  readonly kept: ReadonlyMap<string, string>
  /** The procedures that keep contacts, of those this person may begin. */
  readonly beginnings: readonly Procedure[]
  readonly asked: { readonly show?: Show; readonly name?: string; readonly page?: number }
}

const onPage = 50

const ourselves: readonly UnitKind[] = ['clock']

/** Whether somebody’s body is given the chairs’ contacts, and so whether they hold. */
const isGivenChairs = (body: Body): boolean => (scrutinyBodies as readonly Body[]).includes(body)

/** Everyone there is to reach, and what is known of how. */
export function directoryView(showing: Showing): View {
  const { desk, asked, beginnings } = showing
  const given = isGivenChairs(desk.me.body)
  const show = asked.show === 'stale' && !given ? 'boards' : (asked.show ?? 'offices')
  const stale = given ? chairs(desk).filter(post => staleOf(showing, post)) : []
  const name = asked.name?.trim() ?? ''
  const found = listed(showing, show, stale).filter(post => isCalled(desk, post, name))
  const pages = Math.max(1, Math.ceil(found.length / onPage))
  const page = Math.min(asked.page ?? 1, pages)
  return view({
    title: 'Directory',
    section: 'establishments',
    content: html`<h1 class="govuk-heading-l">Directory</h1>
      <p class="govuk-body">Who is there, and how they are reached. Each body gives the contacts of its own posts; you see those that are given to yours.</p>
      ${clauseNotes(
        ['HI-7a', 'PI-13b', 'HH-45'].flatMap(id => cited(desk.house.library, id) ?? []),
        'this page is here',
      )}
      ${
        beginnings.length > 0 &&
        html`<div class="govuk-button-group">${beginnings.map(procedure =>
          button({
            text: procedure.steps[procedure.begins]?.label ?? procedure.title,
            href: paths.begin({ procedure: procedure.name }),
            classes: 'govuk-button--secondary',
          }),
        )}</div>`
      }
      ${stale.length > 0 && show !== 'stale' && insetText({ text: staleNote(stale.length) })}
      ${subNavigation({
        label: 'What is listed',
        items: shows
          .filter(one => one !== 'stale' || given)
          .map(one => ({
            text: one === 'stale' ? `${showWords[one]} (${stale.length})` : showWords[one],
            href: address({ show: one }),
            active: one === show,
          })),
      })}
      ${show === 'offices' && firstContacts(showing)}
      <form method="get" action="${paths.directory()}" class="app-inline-form" role="search" aria-label="Directory">
        <input type="hidden" name="show" value="${show}">
        ${input({ id: 'name', name: 'name', label: 'Part of a name, a place or a post', value: name, classes: 'govuk-input--width-20' })}
        ${button({ text: 'Find', classes: 'govuk-button--secondary' })}
      </form>
      ${
        found.length === 0
          ? emptyState(
              show === 'stale' && name === ''
                ? { heading: 'Every contact holds', text: 'Each board’s chair can be reached as the directory says.' }
                : { heading: 'No post is called that', text: 'Try fewer letters, or another list.' },
            )
          : html`${table(showing, found.slice((page - 1) * onPage, page * onPage), `${showWords[show]}: ${found.length} ${found.length === 1 ? 'post' : 'posts'}`)}
            ${pages > 1 && pagination({ previous: page > 1 ? { href: address({ show, name, page: page - 1 }) } : undefined, next: page < pages ? { href: address({ show, name, page: page + 1 }) } : undefined })}`
      }`,
  })
}

const staleNote = (count: number): Html =>
  html`${count === 1 ? 'One board’s chair has' : `${count} boards’ chairs have`} no contact that was given or confirmed within a year and still holds. <a class="govuk-link" href="${address({ show: 'stale' })}">Which they are</a>`

function address({ show, name = '', page = 1 }: Showing['asked']): string {
  const query = new URLSearchParams({
    ...(show && show !== 'offices' ? { show } : {}),
    ...(name ? { name } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString()
  return query ? `${paths.directory()}?${query}` : paths.directory()
}

const chairs = ({ world: { directory } }: Desk): readonly Post[] => directory.posts({ body: 'IMB', kind: 'chair' })

function listed({ desk }: Showing, show: Show, stale: readonly Post[]): readonly Post[] {
  if (show === 'stale') return stale
  const { directory } = desk.world
  const order: readonly Body[] = ['HMIP', 'IMB', 'PPO', 'HMPPS', 'MOJ', 'CONCORDAT']
  const kind = (post: Post) => directory.unit(post.unit).kind
  const posts = directory.posts({}).filter(post => !ourselves.includes(kind(post)))
  if (show === 'boards') return posts.filter(post => kind(post) === 'board').toSorted(byUnit(desk))
  if (show === 'establishments') return posts.filter(post => kind(post) === 'establishment').toSorted(byUnit(desk))
  const bodyOf = (post: Post) => order.indexOf(directory.unit(post.unit).body)
  return posts
    .filter(post => directory.unit(post.unit).place === undefined)
    .toSorted((one, other) => bodyOf(one) - bodyOf(other) || byUnit(desk)(one, other))
}

const byUnit =
  ({ world: { directory } }: Desk) =>
  (one: Post, other: Post): number =>
    directory.unit(one.unit).name.localeCompare(directory.unit(other.unit).name, 'en-GB')

const isCalled = ({ world: { directory } }: Desk, post: Post, name: string): boolean => {
  const unit = directory.unit(post.unit)
  return `${post.title} ${unit.name} ${bodies[unit.body].name} ${unit.place ?? ''}`
    .toLowerCase()
    .includes(name.toLowerCase())
}

function table(showing: Showing, posts: readonly Post[], caption: string): Html {
  const { desk, contacts, kept } = showing
  const { directory } = desk.world
  const keeps = posts.some(post => kept.has(post.key))
  return recordTable({
    caption,
    columns: [
      { text: 'Post' },
      { text: 'Of' },
      { text: 'Who holds it' },
      { text: 'How to reach them' },
      ...(keeps ? [{ text: 'To do' }] : []),
    ],
    rows: posts.map(post => {
      const reference = kept.get(post.key)
      return [
        post.title,
        bodies[directory.unit(post.unit).body].name,
        holdersOf(desk, contacts, post),
        html`${how(showing, post)}`,
        ...(keeps
          ? [
              reference
                ? html`<a class="govuk-link" href="${paths.matter({ reference })}">Change or confirm<span class="govuk-visually-hidden"> the contact of the ${post.title}</span></a>`
                : '',
            ]
          : []),
      ]
    }),
  })
}

/** What has gone stale, of the contacts this person sees, and of the chairs’ that their body is owed. */
function staleOf({ desk: { me, world }, contacts }: Pick<Showing, 'desk' | 'contacts'>, post: Post): Stale | undefined {
  const { confirmedOn: since, doubtedOn: doubted } = contacts.get(post.id) ?? {}
  if (doubted) return { post, since, doubted }
  if (since === undefined) return post.kind === 'chair' && isGivenChairs(me.body) ? { post } : undefined
  return contactHoldsUntil(since, world) < world.today ? { post, since } : undefined
}

/** How a post is reached, when that was last confirmed, and that it is stale. */
function how(showing: Showing, post: Post): Content {
  const stale = staleOf(showing, post)
  if (!showing.contacts.has(post.id) && !stale) return 'None given to you'
  const on = showing.contacts.get(post.id)?.confirmedOn
  return joined(
    [
      reachOf(showing.contacts, post),
      on && html`<span class="govuk-hint">Confirmed ${dayElement(on)}</span>`,
      stale &&
        html`${tag({ text: stale.doubted ? 'Said to have changed' : stale.since ? 'More than a year ago' : 'Never given', classes: 'govuk-tag--yellow' })}<span class="govuk-visually-hidden"> ${staleInWords(stale)}</span>`,
    ].filter(line => line !== undefined && line !== nothing),
    html`<br>`,
  )
}

/** To whom anything about an agreement itself goes first (HH-45). */
function firstContacts({ desk, contacts }: Showing): Html | false {
  const { directory, today } = desk.world
  const rows = desk.house.library.agreements.flatMap(agreement =>
    (versionOn(agreement, today).firstContacts ?? []).flatMap(first =>
      directory
        .units({ body: first.body, kind: first.unit })
        .map(unit => [
          html`<a class="govuk-link" href="${paths.agreement({ agreement: agreement.id })}">${agreement.title}</a>`,
          html`${unit.name} <span class="govuk-hint">${first.clause}</span>`,
          html`${directory.posts({ unit: unit.key }).map(post => (contacts.has(post.id) ? reachOf(contacts, post) : 'None given to you'))}`,
        ]),
    ),
  )
  return (
    rows.length > 0 &&
    recordTable({
      caption: 'First contact on an agreement',
      columns: [{ text: 'Agreement' }, { text: 'Whom to ask first' }, { text: 'How to reach them' }],
      rows,
    })
  )
}
