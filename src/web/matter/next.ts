import { compareDays } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Obligation, Viewed } from '../../desk/matter.ts'
import { mayBegin } from '../../desk/may.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Procedure, Step } from '../../engine/procedure.ts'
import { cited } from '../cited.ts'
import { clauseLink } from '../components/clause-note.ts'
import { details } from '../components/details.ts'
import { distance } from '../components/due.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { capital } from '../words.ts'
import { firstLinks, wantedFirst } from './first.ts'

/** What can be done with a matter: by this reader now, by them but for a reason, by itself, or by somebody else. */

interface OpenStep {
  readonly name: string
  readonly step: Step
  /** The duty of this reader’s that it meets, falling due soonest. */
  readonly duty?: Obligation
}

/** What this person can do now: first what they owe, the most pressing first; then what was not done yet; then what may be done again. */
export function openSteps(desk: Desk, viewed: Viewed): readonly OpenStep[] {
  const { matter, steps, obligations } = viewed
  const mine = obligations
    .filter(
      ({ state, owedBy }) => ['due', 'overdue'].includes(state) && [desk.who.unitId, desk.who.postId].includes(owedBy),
    )
    .toSorted((a, b) => compareDays(a.due, b.due))
  const taken = new Set(matter.entries.map(entry => entry.step))
  const meeting = new Map(
    mine.toReversed().flatMap(duty => toMeet(desk, viewed, duty).map(name => [name, duty] as const)),
  )
  const open = steps
    .filter(one => !one.closed)
    .map(({ name, step }) => ({ name, step, duty: meeting.get(name) }))
    .filter(({ step, duty }) => !step.follows || duty)
  const pressing = (one: OpenStep) =>
    one.duty ? mine.indexOf(one.duty) : taken.has(one.name) && !one.step.adds ? Infinity : mine.length
  return open.toSorted(
    (a, b) =>
      (pressing(a) === pressing(b) ? 0 : pressing(a) - pressing(b)) || openedBy(b, matter) - openedBy(a, matter),
  )
}

/** The step that meets a duty, if it is open; else the one that it waits for, if that is this reader’s. */
function toMeet(desk: Desk, viewed: Viewed, { byStep }: Obligation): readonly string[] {
  const by = viewed.steps.find(one => one.name === byStep)
  if (!by) return []
  if (!by.closed) return [by.name]
  return wantedFirst(desk, viewed, by.step)
    .filter(({ step }) => !step.follows)
    .slice(0, 1)
    .map(({ name }) => name)
}

/** Which of all that was reached it waited for last: what has become possible last is likelier what is wanted. */
const openedBy = ({ step }: OpenStep, { milestones }: Viewed['matter']): number => {
  const reached = [...milestones.keys()]
  return Math.max(-1, ...(step.open ?? []).flatMap(({ needs = [] }) => needs.map(name => reached.indexOf(name))))
}

/** What this person may begin because of this matter, each with the step that begins it. */
const ledTo = (desk: Desk, { procedure }: Viewed): readonly { procedure: Procedure; step: Step }[] =>
  (procedure.leadsTo ?? []).flatMap(name => {
    const found = desk.house.library.findProcedure(name, desk.world.today)?.procedure
    const step = found?.steps[found.begins]
    return found && step && mayBegin(desk, found).begin ? [{ procedure: found, step }] : []
  })

/** The first sentence of what a step is about: its own page says the rest. */
const inShort = (about: string) => /^.*?[.?!](?=\s|$)/s.exec(about)?.[0] ?? about

/** When what it meets is due, in words. */
const dueNote = ({ world }: Desk, { due, limit, target, aim }: Obligation): Html => {
  const term = [limit, target, aim].find(one => one?.day === due)
  const words = distance(term ?? { day: due }, { today: world.today, calendar: world.calendar })
  return due < world.today ? html`<strong class="app-due--late">${words}</strong>` : html`<strong>due ${words}</strong>`
}

/** A step that can be taken, with what it is for. */
const item = (href: string, { label, about }: Step, note?: Html): Html =>
  html`<li><a class="govuk-link" href="${href}">${label}</a>${note && html` ${note}`}${about && html`<br><span class="govuk-hint">${inShort(about)}</span>`}</li>`

/** What this person can do now, what they could do but for a reason, and what waits for somebody else. */
export function next(desk: Desk, viewed: Viewed): Html {
  const { matter, elsewhere } = viewed
  const { reference } = matter
  const open = openSteps(desk, viewed)
  const shut = shutAlike(desk, viewed)
  const byItself = viewed.steps.filter(
    one => !one.closed && one.step.follows && open.every(({ name }) => name !== one.name),
  )
  const count = shut.reduce((sum, { labels }) => sum + labels.length, 0)
  const led = ledTo(desk, viewed)
  return html`<section class="app-no-print" aria-labelledby="next"><h2 class="govuk-heading-m" id="next">What can be done</h2>
    ${
      open.length === 0
        ? led.length === 0 && html`<p class="govuk-body">Nothing here waits for you.</p>`
        : html`<ul class="govuk-list app-next">${open.map(({ name, step, duty }) =>
            item(paths.step({ reference, step: name }), step, duty && dueNote(desk, duty)),
          )}</ul>`
    }
    ${
      led.length > 0 &&
      html`<ul class="govuk-list app-next">${led.map(({ procedure, step }) =>
        item(`${paths.begin({ procedure: procedure.name })}?of=${reference}`, step),
      )}</ul>`
    }
    ${
      shut.length > 0 &&
      details({
        summaryText: `What you could do, but not now (${count})`,
        text: html`<dl class="app-facts">${shut.map(({ labels, words, clause, first }) => {
          const why = clause && cited(desk.house.library, clause)
          return html`<div><dt>${labels.join('; ')}</dt> <dd>${words}${first && html`<br>${first}`}${why && clauseLink(why, 'not now')}</dd></div>`
        })}</dl>`,
      })
    }
    ${
      byItself.length > 0 &&
      details({
        summaryText: `What is done by itself, as a rule (${byItself.length})`,
        text: html`<ul class="govuk-list">${byItself.map(({ name, step }) =>
          item(paths.step({ reference, step: name }), step),
        )}</ul>`,
      })
    }
    ${
      elsewhere.length > 0 &&
      details({
        summaryText: `What waits for others (${elsewhere.length})`,
        text: html`<dl class="app-facts">${elsewhere.map(({ step }) => html`<div><dt>${step.label}</dt> <dd>${capital(step.by.words)}</dd></div>`)}</dl>`,
      })
    }</section>`
}

/**
 * The steps that are not open, those that are shut for one reason together: where it is said. Of those that are one step, taken
 * time after time, none is told while another is open; those that go together beside the work itself are told in one line.
 */
function shutAlike(desk: Desk, viewed: Viewed): readonly Shut[] {
  const family = ({ name, step }: Viewed['steps'][number]) => step.again ?? name
  const open = new Set(viewed.steps.filter(one => !one.closed).map(family))
  const shut = viewed.steps.flatMap(one =>
    one.closed && !one.step.follows && !open.has(family(one))
      ? [{ step: one.step, closed: one.closed, first: firstLinks(desk, viewed, one.step) }]
      : [],
  )
  const beside = [...Map.groupBy(shut, ({ step }) => step.together)].filter(
    ([words, some]) => words !== undefined && some.length > 1,
  )
  const folded = new Set(beside.flatMap(([, some]) => some))
  const alike = ({ closed: { words, clause }, first }: (typeof shut)[number]) =>
    JSON.stringify([words, clause, String(first ?? '')])
  const told = (labels: readonly string[], one: (typeof shut)[number] | undefined): Shut => ({
    labels,
    words: one?.closed.words ?? '',
    clause: one?.closed.clause,
    first: one?.first ?? false,
  })
  return [
    ...[
      ...Map.groupBy(
        shut.filter(one => !folded.has(one)),
        alike,
      ).values(),
    ].map(group => told([...new Set(group.map(({ step }) => step.label))], group[0])),
    ...beside.map(([words = '', some]) => told([words], some.at(-1))),
  ]
}

/** Steps that are shut, or what they are about together, and why. */
interface Shut {
  readonly labels: readonly string[]
  readonly words: string
  readonly clause?: ClauseId
  readonly first: Html | false
}
