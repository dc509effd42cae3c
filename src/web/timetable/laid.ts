import { formatDay, type Day } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Viewed } from '../../desk/matter.ts'
import { laid, type Laid, type LaidStage } from '../../engine/timetable.ts'
import { stageBars } from '../charts/stages.ts'
import { notesOnce, type Note } from '../components/clause-note.ts'
import { details } from '../components/details.ts'
import { cited } from '../cited.ts'
import { html, isolated, type Html } from '../html.ts'
import { dayElement } from '../times.ts'

/** A matter’s timetable, for whoever may see its course: planned beside what came of it, and how each date was counted. */
export function timetableOf(desk: Desk, { procedure, matter }: Pick<Viewed, 'procedure' | 'matter'>): Laid | undefined {
  return laid(procedure.timetable, matter, desk.world)
}

export function timetableSection(desk: Desk, found: Laid, note: Note = notesOnce()): Html {
  const { timetable, stages, aim, pauses, holidays } = found
  const clauses = [...new Set([...stages.map(one => one.stage.clause), ...(aim ? [aim.clause] : [])])]
  return html`<section class="app-timetable" aria-labelledby="timetable"><h2 class="govuk-heading-m" id="timetable">Its timetable</h2>
    ${stageBars({
      id: 'stages',
      title: 'Planned, and what came of it',
      summary: inShort(found, desk.world.today),
      stages: stages.map(one => ({
        label: one.stage.label,
        planned: one.planned,
        from: one.from,
        until: one.until,
        expected: one.state !== 'done',
        target: one.target.day,
        limit: one.limit.day,
      })),
      today: desk.world.today,
      days: aim ? [{ label: 'Aim', day: aim.day }] : [],
      holidays: holidays.map(one => one.day),
      stops: pauses,
      head: ['Stage', 'As planned', 'Target', 'Limit', 'What came of it'],
      rows: stages.map(one => [
        one.stage.label,
        dayElement(one.planned.until),
        dayElement(one.target.day),
        dayElement(one.limit.day),
        cameOf(one),
      ]),
      note: `Counted from ${timetable.from}, ${formatDay(found.begins)}.`,
    })}
    ${found.whole.length > 0 && html`<h3 class="govuk-heading-s">The whole against the aim</h3><ul class="govuk-list govuk-list--bullet app-whole">${found.whole.map(one => html`<li>${one}</li>`)}</ul>`}
    ${
      pauses.length > 0 &&
      html`<h3 class="govuk-heading-s">When its clock stood still</h3><ul class="govuk-list govuk-list--bullet">${pauses.map(one => html`<li>From ${dayElement(one.from)} until ${dayElement(one.until)}${one.because && html`: ${isolated(one.because)}`}</li>`)}</ul>`
    }
    ${details({ summaryText: 'How each date was counted', text: arithmetic(found) })}
    <div class="app-clauses">${note.all(
      clauses.flatMap(id => cited(desk.house.library, id) ?? []),
      'it is to keep to these dates',
    )}</div></section>`
}

/** Of one that is over: what came of it in a sentence, and the way to where each stage and each date is drawn. */
export const timetableOver = (found: Laid, { world }: Desk, href: string): Html =>
  html`<section aria-labelledby="timetable"><h2 class="govuk-heading-m" id="timetable">Its timetable</h2>
    <p class="govuk-body">${inShort(found, world.today)}</p>
    <p class="govuk-body"><a class="govuk-link" href="${href}">See each stage as it was planned and as it was kept, and how each date was counted</a></p></section>`

/** Where it stands in its timetable, in a few sentences. */
function inShort({ now, until, planned, ended, aim }: Laid, today: Day): string {
  const whole = ended
    ? `It ended on ${formatDay(ended)}; by the targets it was to end on ${formatDay(planned)}.`
    : `It is expected to end on ${formatDay(until)}; by the targets it was to end on ${formatDay(planned)}.`
  const aimed =
    aim &&
    (ended
      ? aim.kept
        ? 'was kept'
        : 'was missed'
      : aim.kept
        ? 'can be kept'
        : 'will be missed unless time is made up')
  return `${now ? `${stageInShort(now, today)} ` : ''}${whole}${aim ? ` The aim ${aimed}: ${formatDay(aim.day)}.` : ''}`
}

/** The stage that it is in: past its dates only once they have gone by, and with a target beyond its limit explained. */
function stageInShort({ stage, target, limit }: LaidStage, today: Day): string {
  const past = today > limit.day ? ': past its limit' : today > target.day ? ': past its target' : ''
  const beyond =
    target.day > limit.day && ' Its working days run longer than its weeks, for bank holidays fall among them.'
  return `${stage.doing}, with a target of ${formatDay(target.day)} and a limit of ${formatDay(limit.day)}${past}.${beyond || ''}`
}

/** When it ended, or is expected to, and how that compares with its target and its limit: never by colour alone. */
function cameOf({ state, ended, until, inTarget, inLimit }: LaidStage): Html {
  const kept = inTarget ? (inLimit ? 'in target' : 'in target, past its limit') : inLimit ? 'in limit' : 'late'
  if (ended)
    return html`${dayElement(ended)}<br><span class="${kept === 'late' ? 'app-due--late' : 'govuk-hint'}">${kept}</span>`
  return html`${state === 'now' ? 'Under way, expected' : 'Expected'} ${dayElement(until)}${
    state === 'now' &&
    !inTarget &&
    html`<br><strong class="app-due--late">${inLimit ? 'past its target' : 'late'}</strong>`
  }`
}

const arithmetic = ({ stages, aim }: Laid): Html =>
  html`<dl class="app-facts">${stages.map(
    ({ stage, target, limit }) =>
      html`<div><dt>${stage.label}</dt> <dd>Target: ${target.working.sentence}<br>Limit: ${limit.working.sentence}</dd></div>`,
  )}${aim && html`<div><dt>${aim.label}</dt> <dd>${aim.working.sentence}</dd></div>`}</dl>`
