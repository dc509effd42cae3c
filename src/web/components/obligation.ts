import { formatDay, weekdayName } from '../../calendar/day.ts'
import { attributes, classes, html } from '../html.ts'
import type { Html } from '../html.ts'
import { dayElement } from '../times.ts'
import { notesOnce } from './clause-note.ts'
import type { CitedClause, Note } from './clause-note.ts'
import { details } from './details.ts'
import { distance, lengthOf, standing } from './due.ts'
import type { DatedTerm, Reckoning, Settled, Standing, Terms } from './due.ts'
import { tag } from './tag.ts'
import type { Common } from './wording.ts'

export type Obligation = Common &
  Terms & {
    /** What is owed, as an instruction: 'Report back on the investigation'. */
    readonly label: string
    /** In words: 'The governor of Ashmoor', 'You'. */
    readonly owedBy: string
    /** Whose figure the dates are. */
    readonly basis?: 'the agreement' | 'our default' | 'agreed'
    readonly reckoning: Reckoning
    readonly settled?: Settled
    readonly clause?: CitedClause
    /** The page's own way of citing, where it cites elsewhere too. */
    readonly note?: Note
    readonly headingLevel?: number
    /** Which matter it belongs to, where that isn't plain from the page. */
    readonly matter?: { readonly reference: string; readonly href: string }
    /** What is to be known of its dates, each in a sentence or two: that one was another before, and why. */
    readonly remarks?: readonly Html[]
    /** The step that meets it. */
    readonly action?: { readonly text: string; readonly href: string }
  }

const standingTags: Record<Standing, { readonly text: string; readonly colour: string }> = {
  overdue: { text: 'Overdue', colour: 'govuk-tag--red' },
  'past target': { text: 'Past target', colour: 'govuk-tag--orange' },
  'past aim': { text: 'Past aim', colour: 'govuk-tag--orange' },
  today: { text: 'Due today', colour: 'govuk-tag--yellow' },
  soon: { text: 'Due soon', colour: 'govuk-tag--yellow' },
  open: { text: 'Open', colour: 'govuk-tag--grey' },
  met: { text: 'Met', colour: 'govuk-tag--green' },
  'met late': { text: 'Met late', colour: 'govuk-tag--orange' },
  'fell away': { text: 'No longer owed', colour: 'govuk-tag--grey' },
}

/** How a duty stands, in words and then in colour. */
export const standingTag = (how: Standing): Html =>
  tag({ text: standingTags[how].text, classes: standingTags[how].colour })

const termNames = {
  target: { name: 'Target', late: 'past the target' },
  limit: { name: 'Limit', late: 'overdue' },
  aim: { name: 'Aim', late: 'past the aim' },
} as const

/** One date: how far off it is, and of what length; on the day that it is counted from these are the same, and said once. */
function termRow(kind: keyof typeof termNames, term: DatedTerm, options: Obligation): Html {
  const away = distance(term, options.reckoning, termNames[kind].late)
  const length = lengthOf(term)
  return html`<div class="app-obligation__term">
    <dt>${termNames[kind].name}</dt>
    <dd>${weekdayName(term.day)} ${dayElement(term.day)}${!options.settled && html`, <strong>${away}</strong>`}${
      length !== undefined &&
      (options.settled || away !== `in ${length}`) &&
      html` <span class="app-obligation__length">(${length})</span>`
    }</dd>
  </div>`
}

const basisWords: Record<NonNullable<Obligation['basis']>, string> = {
  'the agreement': 'The agreement sets these dates.',
  'our default': 'The agreement sets no date: this is our default.',
  agreed: 'Agreed between the two sides.',
}

/** A duty and its dates: target, limit and aim apart, each saying how far off it is and how it was reached. */
export const obligation = (options: Obligation): Html => {
  const how = standing(options, options.reckoning.today, options.settled)
  const level = options.headingLevel ?? 3
  const terms = (['target', 'limit', 'aim'] as const).flatMap(kind =>
    options[kind] ? [[kind, options[kind]] as const] : [],
  )
  const workings = terms.filter(([, term]) => term.working)
  return html`<article class="${classes('app-obligation', `app-obligation--${how.replace(' ', '-')}`, options.classes)}"${attributes(options.attributes)}>
    <div class="app-obligation__head">
      <h${level} class="app-obligation__label">${options.label}</h${level}>
      ${standingTag(how)}
    </div>
    <p class="app-obligation__owner">Owed by ${options.owedBy}${
      options.matter && html` in <a class="govuk-link" href="${options.matter.href}">${options.matter.reference}</a>`
    }${options.settled?.on && html`. ${options.settled.how === 'met' ? 'Met' : 'Fell away'} on ${dayElement(options.settled.on)}`}</p>
    ${terms.length > 0 && html`<dl class="app-obligation__terms">${terms.map(([kind, term]) => termRow(kind, term, options))}</dl>`}
    ${options.remarks?.map(remark => html`<p class="govuk-body-s app-obligation__remark">${remark}</p>`)}
    <div class="app-obligation__foot">
      ${options.action && html`<p class="app-obligation__action"><a class="govuk-link" href="${options.action.href}">${options.action.text}</a></p>`}
      ${
        workings.length > 0 &&
        details({
          classes: 'app-obligation__working',
          summaryText: html`How ${terms.length > 1 ? 'these dates were' : 'this date was'} reached<span class="govuk-visually-hidden">: ${options.label}</span>`,
          text: html`${workings.map(([kind, term]) => html`<p><b>${termNames[kind].name}:</b> ${term.working}</p>`)}
            ${options.basis && html`<p>${basisWords[options.basis]}</p>`}`,
        })
      }
      ${options.clause && (options.note ?? notesOnce())(options.clause, options.label)}
    </div>
  </article>`
}

/** The date that presses most, in two short lines for a list. */
export const dueLine = (terms: Terms, reckoning: Reckoning, settled?: Settled): Html | string => {
  const how = standing(terms, reckoning.today, settled)
  if (settled) return html`${standingTags[how].text}${settled.on && html`<br>${formatDay(settled.on)}`}`
  const kind = how === 'overdue' ? 'limit' : terms.target ? 'target' : terms.limit ? 'limit' : 'aim'
  const term = terms[kind]
  if (!term) return 'No date'
  const late = how === 'overdue' || how === 'past target' || how === 'past aim'
  return html`${dayElement(term.day)}<br><span class="${classes('app-due', late && 'app-due--late', how === 'today' && 'app-due--today')}">${distance(term, reckoning, termNames[kind].late)}</span>`
}
