import type { Desk } from '../../desk/desk.ts'
import type { Obligation } from '../../desk/matter.ts'
import type { Arrival, Work } from '../../desk/work.ts'
import { highest, official } from '../../letters/marking.ts'
import { alert } from '../components/alert.ts'
import { button } from '../components/button.ts'
import { emptyState } from '../components/empty-state.ts'
import { dueLine, standingTag } from '../components/obligation.ts'
import { standing } from '../components/due.ts'
import { recordTable } from '../components/record-table.ts'
import { referenceLink } from '../components/reference-link.ts'
import type { DraftWaiting } from '../drafts/drafts.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { headingOf, readerName } from '../words.ts'
import { instantElement } from '../times.ts'
import type { Beginning } from './beginnings.ts'

const things = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

/** What this post owes, what came to it, and what it waits for: each one step from the thing itself. */
export const workView = (
  desk: Desk,
  work: Work,
  drafts: readonly DraftWaiting[],
  beginnings: readonly Beginning[],
): View => {
  const late = work.owed.filter(one => one.state === 'overdue').length
  return view({
    title: 'Your work',
    section: 'work',
    marking: highest([official]),
    content: html`<h1 class="govuk-heading-l">Your work</h1>
      ${
        late > 0 &&
        alert({
          kind: 'warning',
          title: 'Overdue',
          text: html`<strong>${late === 1 ? 'One thing you owe is overdue.' : `${late} things you owe are overdue.`}</strong> <a class="govuk-link" href="#owed">See what you owe</a>`,
        })
      }
      ${beginnings.length > 0 && begin(beginnings)}
      ${drafts.length > 0 && unfinished(drafts)}
      ${owed(desk, work.owed)}
      ${came(desk, work.came)}
      ${awaited(desk, work.awaited)}`,
  })
}

const begin = (beginnings: readonly Beginning[]): Html =>
  html`<section aria-labelledby="begin"><h2 class="govuk-heading-m" id="begin">Start something</h2>
    <div class="govuk-button-group">${beginnings.map((one, index) =>
      button({
        text: one.label,
        href: paths.begin({ procedure: one.procedure }),
        classes: index > 0 ? 'govuk-button--secondary' : undefined,
      }),
    )}</div></section>`

const unfinished = (drafts: readonly DraftWaiting[]): Html =>
  html`<section aria-labelledby="drafts"><h2 class="govuk-heading-m" id="drafts">What you were writing</h2>
    <ul class="govuk-list govuk-list--bullet">${drafts.map(
      draft =>
        html`<li><a class="govuk-link" href="${draft.address}">${draft.step}${draft.reference && `, ${draft.reference}`}</a>, last kept ${instantElement(draft.savedAt)}</li>`,
    )}</ul></section>`

const dates = (one: Obligation) => ({ limit: one.limit, target: one.target, aim: one.aim })

const reckoning = (desk: Desk) => ({ today: desk.world.today, calendar: desk.world.calendar })

const owed = (desk: Desk, duties: readonly Obligation[]): Html =>
  html`<section id="owed" tabindex="-1">${
    duties.length === 0
      ? emptyState({
          heading: 'You owe nothing',
          text: 'When a duty falls to your post or your office, it appears here with its date.',
        })
      : recordTable({
          caption: `What you owe (${duties.length})`,
          columns: [{ text: 'Matter' }, { text: 'What' }, { text: 'Due' }, { text: 'How it stands' }],
          rows: duties.map(one => [
            referenceLink(one.reference, paths.matter({ reference: one.reference })),
            one.byStep
              ? html`<a class="govuk-link" href="${paths.step({ reference: one.reference, step: one.byStep })}">${one.label}</a>`
              : one.label,
            html`${dueLine(dates(one), reckoning(desk))}`,
            standingTag(standing(dates(one), desk.world.today)),
          ]),
        })
  }</section>`

const came = (desk: Desk, arrivals: readonly Arrival[]): Html =>
  html`<section id="came">${
    arrivals.length === 0
      ? emptyState({
          heading: 'Nothing new has come',
          text: 'When something is disclosed to you, or changes, it appears here until you have opened it.',
        })
      : recordTable({
          caption: `What came to you (${arrivals.length})`,
          columns: [{ text: 'Matter' }, { text: 'What it is' }, { text: 'Place' }, { text: 'When' }],
          rows: arrivals.map(one => [
            referenceLink(one.reference, paths.matter({ reference: one.reference })),
            html`${headingOf(desk.house.library.procedure(one.procedure, one.version), one.facts, desk.world)}<br><span class="govuk-hint">${one.isNew ? 'New to you' : things(one.count, 'change', 'changes')}</span>`,
            one.place === undefined ? '' : (desk.world.directory.findPlace(one.place)?.name ?? one.place),
            instantElement(one.at),
          ]),
        })
  }</section>`

const awaited = (desk: Desk, duties: readonly Obligation[]): Html =>
  html`<section id="awaited">${
    duties.length === 0
      ? emptyState({
          heading: 'You are waiting for nobody',
          text: 'What others owe on matters of your office appears here.',
        })
      : recordTable({
          caption: `What you are waiting for (${duties.length})`,
          columns: [
            { text: 'Matter' },
            { text: 'What' },
            { text: 'Owed by' },
            { text: 'Due' },
            { text: 'How it stands' },
          ],
          rows: duties.map(one => [
            referenceLink(one.reference, paths.matter({ reference: one.reference })),
            one.label,
            readerName(desk.world.directory.readerById(one.owedBy)),
            html`${dueLine(dates(one), reckoning(desk))}`,
            standingTag(standing(dates(one), desk.world.today)),
          ]),
        })
  }</section>`
