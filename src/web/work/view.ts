import { listCalled } from '../../engine/procedure.ts'
import { markingOf } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Obligation } from '../../desk/matter.ts'
import type { Sort } from '../../desk/list.ts'
import type { Standing } from '../../desk/shared.ts'
import type { Programme } from '../../engine/programme.ts'
import { mostOfEach, type About, type Arrival, type Duty, type Work } from '../../desk/work.ts'
import { addDays, formatDay } from '../../calendar/day.ts'
import { alert } from '../components/alert.ts'
import { button } from '../components/button.ts'
import { details } from '../components/details.ts'
import { emptyState } from '../components/empty-state.ts'
import { dueLine } from '../components/obligation.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import type { DraftWaiting } from '../drafts/drafts.ts'
import { html, isolated, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { programmeLink } from '../programme/link.ts'
import { view, type View } from '../route.ts'
import { headingOf, readerName } from '../words.ts'
import { dayElement, instantElement } from '../times.ts'
import type { Beginning } from './beginnings.ts'
import type { Ongoing } from './ongoing.ts'

const things = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

interface Working {
  readonly work: Work
  readonly drafts: readonly DraftWaiting[]
  readonly beginnings: readonly Beginning[]
  readonly ongoing: readonly Ongoing[]
  readonly shared: Standing
  /** How many people no message reaches: for whoever can put that right. */
  readonly unreached: number
  /** For whoever plans inspections. */
  readonly programme?: Programme
}

/** What this post owes, what came to it, and what it waits for: each one step from the thing itself. */
export const workView = (
  desk: Desk,
  { work, drafts, beginnings, ongoing, shared, unreached, programme }: Working,
): View => {
  const starts = divided(beginnings)
  const late = work.owed.filter(one => one.state === 'overdue').length
  return view({
    title: 'Your work',
    section: 'work',
    // What a matter is called by is drawn from one of its parts.
    marking: markingOf(desk.house.library, [
      ...[...work.owed, ...work.awaited].map(one => one.about),
      ...work.came,
      ...ongoing,
    ]),
    content: html`<h1 class="govuk-heading-l">Your work</h1>
      ${
        late > 0 &&
        alert({
          kind: 'warning',
          title: 'Overdue',
          text: html`<strong>${late === 1 ? 'One thing you owe is overdue.' : `${late === mostOfEach ? 'At least ' : ''}${late} things you owe are overdue.`}</strong> <a class="govuk-link" href="#owed">See what you owe</a>`,
        })
      }
      ${
        unreached > 0 &&
        alert({
          kind: 'warning',
          title: 'Not told',
          text: html`<strong>Messages do not reach ${things(unreached, 'person', 'people')}:</strong> they are not told when something waits for them. <a class="govuk-link" href="${paths.people()}">See who, and why</a>`,
        })
      }
      ${starts.head.length > 0 && begin(starts)}
      ${programme && programmeLink(programme)}
      ${drafts.length > 0 && unfinished(drafts)}
      ${ongoing.length > 0 && addingTo(ongoing)}
      ${lent(desk, shared)}
      ${owed(desk, work.owed)}
      ${came(desk, work.came)}
      ${awaited(desk, work.awaited)}
      ${[work.owed, work.came, work.awaited].some(isFull) && theRest}
      ${starts.end.length > 0 && beginLater(starts)}`,
  })
}

/** More than these beside the first stand at the end, as links: they would keep the work itself out of sight. */
const mostButtons = 3

/** What stands at the head of the page, and what at its end. */
function divided(beginnings: readonly Beginning[]): {
  readonly head: readonly Beginning[]
  readonly end: readonly Beginning[]
} {
  const isPressing = (one: Beginning) => one.holdsUntil === undefined && !one.seldom
  const pressing = beginnings.filter(isPressing)
  const head = pressing.length <= mostButtons + 1 ? pressing : pressing.slice(0, 1)
  return { head, end: [...pressing.slice(head.length), ...beginnings.filter(one => !isPressing(one))] }
}

const begin = ({ head, end }: ReturnType<typeof divided>): Html =>
  html`<section class="app-no-print" aria-labelledby="begin"><h2 class="govuk-heading-m" id="begin">Start something</h2>
    <div class="govuk-button-group">${head.map((one, index) =>
      button({
        text: one.label,
        href: paths.begin({ procedure: one.procedure }),
        classes: index > 0 ? 'govuk-button--secondary' : undefined,
      }),
    )}${end.length > 0 && html`<a class="govuk-link" href="#more">Other things you can start</a>`}</div></section>`

const beginLater = ({ head, end }: ReturnType<typeof divided>): Html =>
  html`<section class="app-no-print" aria-labelledby="more"><h2 class="govuk-heading-m" id="more" tabindex="-1">${head.length > 0 ? 'Other things you can start' : 'What you can start'}</h2>
    ${end.length > mostTogether ? byAgreement(end) : listOf(end)}</section>`

/** More than these in one list are hard to find one's way in. */
const mostTogether = 9

const byAgreement = (end: readonly Beginning[]): Html =>
  html`${[...Map.groupBy(end, one => one.under)].map(
    ([under, some]) => html`<h3 class="govuk-heading-s">Under ${under}</h3>${listOf(some)}`,
  )}`

const listOf = (some: readonly Beginning[]): Html => html`<ul class="govuk-list app-others">${some.map(item)}</ul>`

/** What holds for a good while yet is a quiet link: whoever comes to their work need not wonder whether it waits. */
const item = ({ procedure, label, holdsUntil }: Beginning): Html =>
  html`<li><a class="govuk-link" href="${paths.begin({ procedure })}">${label}</a>${holdsUntil && html` <span class="govuk-hint">holds until ${dayElement(holdsUntil)}</span>`}</li>`

/** What was handed over on terms, both ways, and the queue of what waits to be passed on, the longest first: for those who have any. */
const lent = ({ me }: Desk, { ours, held, toPassOn }: Standing): Html | false =>
  (ours || held) &&
  html`<section aria-labelledby="shared"><h2 class="govuk-heading-m" id="shared">Shared information</h2>
    <ul class="govuk-list app-others">
      ${toPassOn.map(
        ({ procedure, count, more }) =>
          html`<li><a class="govuk-link" href="${paths.matters()}?${new URLSearchParams({ procedure: procedure.name, stage: procedure.lends.relay ?? '', sort: 'oldest' satisfies Sort }).toString()}">Waiting to be passed on (${more && 'more than '}${count.toLocaleString('en-GB')})</a> <span class="govuk-hint">${listCalled(procedure, me.body)}</span></li>`,
      )}
      ${ours && html`<li><a class="govuk-link" href="${paths.lent()}">What we shared</a></li>`}
      ${held && html`<li><a class="govuk-link" href="${paths.held()}">What was shared with us</a></li>`}
    </ul></section>`

/** What is gathered for the period there is now, and how to add to it. */
const addingTo = (ongoing: readonly Ongoing[]): Html =>
  html`<section aria-labelledby="ongoing"><h2 class="govuk-heading-m" id="ongoing">Being gathered now</h2>
    <ul class="govuk-list app-others">${ongoing.map(
      ({ reference, title, about, steps }) =>
        html`<li>${title}: ${referenceLink(reference, paths.matter({ reference }))} <span class="govuk-hint">${isolated(about)}</span>${steps.map(
          ({ name, label }) =>
            html`<br><a class="govuk-link" href="${paths.step({ reference, step: name })}">${label}<span class="govuk-visually-hidden">: ${about}</span></a>`,
        )}</li>`,
    )}</ul></section>`

const unfinished = (drafts: readonly DraftWaiting[]): Html =>
  html`<section aria-labelledby="drafts"><h2 class="govuk-heading-m" id="drafts">What you were writing</h2>
    <ul class="govuk-list govuk-list--bullet">${drafts.map(
      draft =>
        html`<li><a class="govuk-link" href="${draft.address}">${draft.step}${draft.reference && `, ${draft.reference}`}</a>, last kept ${instantElement(draft.savedAt)}</li>`,
    )}</ul></section>`

const dates = (one: Obligation) => ({ limit: one.limit, target: one.target, aim: one.aim })

const reckoning = (desk: Desk) => ({ today: desk.world.today, calendar: desk.world.calendar })

/** Whether there may be more than a list shows. */
const isFull = (shown: readonly unknown[]) => shown.length >= mostOfEach

/** How many a list shows; where there may be more, which of them these are. */
const upTo = (shown: readonly unknown[], which: 'soonest' | 'newest') =>
  isFull(shown) ? `the ${shown.length} ${which}` : shown.length

const theRest = html`<p class="govuk-body">A list here shows no more than ${mostOfEach}. <a class="govuk-link" href="${`${paths.matters()}?procedure=all&sort=due`}">See all matters, what is due soonest first</a></p>`

/** Which matter it is: its reference, and what it is about, so that nobody need open it to know. */
const matterCell = (desk: Desk, reference: string, { procedure, version, facts }: About): Html =>
  html`${referenceLink(reference, paths.matter({ reference }))}<span class="app-record__about">${isolated(headingOf(desk.house.library.procedure(procedure, version), facts, desk.world))}</span>`

const placeCell = (desk: Desk, { place }: About) =>
  place === undefined ? { classes: 'app-record__none' } : (desk.world.directory.findPlace(place)?.name ?? place)

/** What falls due after so many days from today does not press yet: it is there, a click away. */
const horizon = 60

const owed = (desk: Desk, duties: readonly Duty[]): Html => {
  const last = addDays(desk.world.today, horizon)
  const soon = duties.filter(one => one.due <= last)
  const later = duties.filter(one => one.due > last)
  const table = (some: readonly Duty[], caption: string) =>
    recordTable({
      caption,
      columns: [{ text: 'Matter' }, { text: 'Place' }, { text: 'What to do' }, { text: 'Due' }],
      classes: 'app-work',
      rows: some.map(one => [
        matterCell(desk, one.reference, one.about),
        placeCell(desk, one.about),
        one.byStep
          ? html`<a class="govuk-link" href="${paths.step({ reference: one.reference, step: one.byStep })}">${one.label}</a>`
          : one.label,
        html`${dueLine(dates(one), reckoning(desk))}`,
      ]),
    })
  return html`<section id="owed" tabindex="-1">${
    soon.length > 0
      ? table(soon, `What you owe (${later.length > 0 ? soon.length : upTo(duties, 'soonest')})`)
      : emptyState({
          heading: later.length > 0 ? 'You owe nothing soon' : 'You owe nothing',
          text:
            later.length > 0
              ? `Nothing falls due before ${formatDay(addDays(last, 1))}.`
              : 'When a duty falls to your post or your office, it appears here with its date.',
        })
  }${
    later.length > 0 &&
    details({
      summaryText: `What you owe after ${formatDay(last)} (${isFull(duties) ? `the ${later.length} soonest` : later.length})`,
      text: table(later, `Due after ${formatDay(last)}`),
    })
  }</section>`
}

const came = (desk: Desk, arrivals: readonly Arrival[]): Html =>
  html`<section id="came">${
    arrivals.length === 0
      ? emptyState({
          heading: 'Nothing new has come',
          text: 'When something is disclosed to you, or changes, it appears here until you have opened it.',
        })
      : recordTable({
          caption: `What came to you (${upTo(arrivals, 'newest')})`,
          columns: [{ text: 'Matter' }, { text: 'Place' }, { text: 'What is new' }, { text: 'When' }],
          classes: 'app-work',
          rows: arrivals.map(one => [
            matterCell(desk, one.reference, one),
            placeCell(desk, one),
            one.isNew ? 'New to you' : things(one.count, 'change', 'changes'),
            instantElement(one.at),
          ]),
        })
  }</section>`

const awaited = (desk: Desk, duties: readonly Duty[]): Html =>
  html`<section id="awaited">${
    duties.length === 0
      ? emptyState({
          heading: 'You are waiting for nobody',
          text: 'What others owe on matters of your office appears here.',
        })
      : recordTable({
          caption: `What you are waiting for (${upTo(duties, 'soonest')})`,
          columns: [{ text: 'Matter' }, { text: 'Place' }, { text: 'What' }, { text: 'Owed by' }, { text: 'Due' }],
          classes: 'app-work',
          rows: duties.map(one => [
            matterCell(desk, one.reference, one.about),
            placeCell(desk, one.about),
            one.label,
            readerName(desk.world.directory.readerById(one.owedBy)),
            html`${dueLine(dates(one), reckoning(desk))}`,
          ]),
        })
  }</section>`
