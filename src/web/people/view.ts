import { appointment, departure } from '../../agreements/house/people.ts'
import { trainingOfOthers } from '../../agreements/house/standing.ts'
import { bodies } from '../../bodies.ts'
import { formatDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { worst, type Hold, type PostHeld, type Standing } from '../../desk/people.ts'
import type { Undelivered } from '../../desk/undelivered.ts'
import { button } from '../components/button.ts'
import { clauseNotes } from '../components/clause-note.ts'
import { emptyState } from '../components/empty-state.ts'
import { pagination } from '../components/pagination.ts'
import { recordTable } from '../components/record-table.ts'
import { select } from '../components/select.ts'
import { tag } from '../components/tag.ts'
import { cited } from '../cited.ts'
import { hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { fieldName } from '../step/answers.ts'
import { dayElement } from '../times.ts'
import { capital } from '../words.ts'
import { unreachedTable } from './unreached.ts'

/** Which posts are shown: those that somebody holds, that nobody holds, whose holder has something to renew, or all. */
export const shows = ['held', 'nobody', 'renew', 'all'] as const
type Show = (typeof shows)[number]

const showWords: Readonly<Record<Show, string>> = {
  held: 'Posts that somebody holds',
  nobody: 'Posts that nobody holds',
  renew: 'People with something to renew',
  all: 'All posts',
}

interface Showing {
  readonly desk: Desk
  readonly posts: readonly PostHeld[]
  readonly unreached: readonly Undelivered[]
  /** What this person may begin. */
  readonly beginnings: readonly string[]
  /** They have begun to appoint someone and not finished: a new beginning would throw away what they wrote. */
  readonly appointing: boolean
  readonly asked: { readonly unit?: string; readonly show?: Show; readonly page?: number }
  readonly token?: Token
}

const onPage = 40

/** The posts of one's own body: who holds each, since when, and whether they may see anything. */
export function peopleView(showing: Showing): View {
  const { desk, posts, unreached, asked } = showing
  const found = posts.filter(post => isAsked(post, asked))
  const page = Math.min(asked.page ?? 1, Math.max(1, Math.ceil(found.length / onPage)))
  return view({
    title: 'People and their posts',
    content: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${bodies[desk.me.body].name}</span> People and their posts</h1>
      <p class="govuk-body">A person may see what their post may see, for as long as they hold it, and nothing else. ${
        desk.who.appoints
          ? 'You appoint to these posts.'
          : 'To have someone appointed, or a mistake put right, ask whoever appoints in your body.'
      }</p>
      ${whatCanBeDone(showing)}
      ${notes(desk)}
      ${unreached.length > 0 && unreachedTable(unreached, { ownBody: true })}
      ${filterForm(showing)}
      ${
        found.length === 0
          ? emptyState({ heading: 'No post is like that', text: 'Choose another unit, or all posts.' })
          : html`${table(showing, found.slice((page - 1) * onPage, page * onPage), found.length)}${pages(asked, page, found.length)}`
      }`,
  })
}

const isAsked = (post: PostHeld, { unit, show = unit ? 'all' : 'held' }: Showing['asked']): boolean =>
  (!unit || post.unit === unit) &&
  (show !== 'held' || post.holds.length > 0) &&
  (show !== 'nobody' || post.holds.every(hold => !hold.begun)) &&
  (show !== 'renew' || post.holds.some(hold => hold.standing && worst(hold.standing) !== 'in date'))

/** What whoever appoints can do here: each is a step of a procedure, as everything that changes anything is. */
function whatCanBeDone({ beginnings }: Showing): Html | false {
  const offered = [
    { procedure: appointment.name, text: 'Appoint someone to a post' },
    { procedure: trainingOfOthers.name, text: 'Record somebody’s training' },
  ].filter(one => beginnings.includes(one.procedure))
  return (
    offered.length > 0 &&
    html`<div class="govuk-button-group">${offered.map(({ procedure, text }, index) =>
      button({ text, href: paths.begin({ procedure }), classes: index > 0 ? 'govuk-button--secondary' : undefined }),
    )}</div>`
  )
}

const notes = ({ house: { library } }: Desk): Html => {
  const clauses = ['SP-23j', 'HI-12k', 'HI-12l'].flatMap(id => cited(library, id) ?? [])
  return clauseNotes(clauses, 'this page is here')
}

function filterForm({ posts, asked }: Showing): Html | false {
  const units = [...new Map(posts.map(post => [post.unit, post.unitName]))]
  return (
    posts.length > 5 &&
    html`<form method="get" action="${paths.people()}" class="app-inline-form" role="search" aria-label="Posts">
      ${select({ id: 'unit', name: 'unit', label: 'Unit', value: asked.unit, items: [{ value: '', text: 'All units' }, ...units.map(([value, text]) => ({ value, text }))] })}
      ${select({ id: 'show', name: 'show', label: 'Show', value: asked.show ?? (asked.unit ? 'all' : 'held'), items: shows.map(value => ({ value, text: showWords[value] })) })}
      ${button({ text: 'Show', classes: 'govuk-button--secondary' })}
    </form>`
  )
}

function table(showing: Showing, posts: readonly PostHeld[], all: number): Html {
  const told = posts.some(post => post.holds.some(hold => hold.standing?.length))
  const ends = showing.beginnings.includes(departure.name)
  return recordTable({
    caption: `${all} ${all === 1 ? 'post' : 'posts'}`,
    columns: [
      { text: 'Post' },
      { text: 'Who holds it' },
      { text: 'Since' },
      ...(told ? [{ text: 'How they stand' }] : []),
      ...(ends ? [{ text: 'What you can do' }] : []),
    ],
    rows: posts.flatMap(post =>
      post.holds.length === 0
        ? [row(showing, post, undefined, told, ends)]
        : post.holds.map(hold => row(showing, post, hold, told, ends)),
    ),
  })
}

const row = (showing: Showing, post: PostHeld, hold: Hold | undefined, told: boolean, ends: boolean) => [
  html`${post.title}<br><span class="govuk-hint">${post.unitName}</span>`,
  hold ? holder(hold) : 'Nobody',
  hold ? term(hold) : '',
  ...(told ? [hold?.standing?.length ? standings(hold.standing) : ''] : []),
  ...(ends ? [hold ? ending(showing, post, hold) : filling(showing, post)] : []),
]

const holder = ({ name, address }: Hold): Html =>
  html`${isolated(name)}${address !== undefined && html`<br><span class="govuk-hint app-address">${breakable(address)}</span>`}`

/** An address that may be broken where its domain begins. */
const breakable = (address: string): Html => {
  const at = address.lastIndexOf('@')
  return html`${address.slice(0, at)}<wbr>${address.slice(at)}`
}

const term = ({ from, until, begun }: Hold): Html =>
  html`${!begun && 'From '}${dayElement(from)}${until && html`<br><span class="govuk-hint">until ${dayElement(until)}</span>`}`

const tags: Readonly<Record<Standing['state'], string>> = {
  'in date': 'govuk-tag--green',
  'due soon': 'govuk-tag--yellow',
  lapsed: 'govuk-tag--red',
  'not yet': 'govuk-tag--grey',
}

const words: Readonly<Record<Standing['state'], string>> = {
  'in date': 'In date',
  'due soon': 'Due again soon',
  lapsed: 'Lapsed: sees nothing',
  'not yet': 'Not done yet: sees nothing',
}

/** How somebody stands with each thing: when it was done, and until when it holds. */
export const standings = (standing: readonly Standing[]): Html =>
  html`<ul class="govuk-list govuk-!-margin-bottom-0">${standing.map(
    one =>
      html`<li>${capital(one.requirement)} ${tag({ text: words[one.state], classes: tags[one.state] })}${
        one.done &&
        html`<br><span class="govuk-hint">done ${formatDay(one.done)}${one.until && `, ${one.state === 'lapsed' ? 'held' : 'holds'} until ${formatDay(one.until)}`}</span>`
      }</li>`,
  )}</ul>`

/** Straight to the page that shows what ending it comes to; nothing is done until that is confirmed. */
const ending = ({ desk, token }: Showing, post: PostHeld, hold: Hold): Html | string =>
  post.key === desk.me.post && hold.person === desk.who.personId
    ? 'This is you'
    : !hold.begun
      ? ''
      : stepForm(
          departure.name,
          token,
          { hold: `${post.key} ${hold.person}` },
          'check',
          html`End<span class="govuk-visually-hidden"> ${hold.name}’s time as ${post.title}</span>`,
        )

const filling = ({ appointing, token }: Showing, post: PostHeld): Html => {
  const text = html`Appoint<span class="govuk-visually-hidden"> someone as ${post.title}</span>`
  return appointing
    ? html`<a class="govuk-link" href="${paths.begin({ procedure: appointment.name })}">${text}</a>`
    : stepForm(appointment.name, token, { post: post.key }, 'fill', text)
}

/** A button that opens a procedure's first form with this much filled in. */
const stepForm = (
  procedure: string,
  token: Token | undefined,
  answers: Readonly<Record<string, string>>,
  go: string,
  text: Html,
): Html =>
  html`<form method="post" action="${paths.begin({ procedure })}">${hidden(token)}${Object.entries(answers).map(
    ([question, answer]) => html`<input type="hidden" name="${fieldName(question)}" value="${answer}">`,
  )}${button({ text, name: '_go', value: go, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`

function pages({ unit, show }: Showing['asked'], page: number, all: number): Html | false {
  if (all <= onPage) return false
  const to = (number: number) => {
    const query = new URLSearchParams({ ...(unit ? { unit } : {}), ...(show ? { show } : {}), page: String(number) })
    return { href: `${paths.people()}?${query}` }
  }
  return pagination({
    previous: page > 1 ? to(page - 1) : undefined,
    next: page * onPage < all ? to(page + 1) : undefined,
  })
}
