import { formatDay } from '../../../calendar/day.ts'
import { has, lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, before, provided, step } from '../../../engine/procedure.ts'
import { day, optional, references, text, worked } from '../../../engine/question.ts'
import { copied, endedCopied } from './contents.ts'
import { closing } from './sending.ts'
import { dayIn, numberedItems, plannedDay } from './reading.ts'
import { boards, heads, ministers, ombudsman, pressOffice, service, writers } from './who.ts'

/** Publication: everyone whom the agreements name has the report in the same minute (HH-29, HI-8f). */

/** References that were told when it was begun, or kept since. */
const referencesTo = (matter: Matter, question: string): readonly string[] =>
  (lastAnswer(matter, question) ?? []) as readonly string[]

const itemsIn = (answers: Readonly<Record<string, unknown>>) => numberedItems(answers.items, dayIn(answers.ended))

const finalAnswers = (matter: Matter) => lastAnswers(matter, 'finalise') ?? {}

const notYet = ({ matter }: { readonly matter: Matter }) => {
  const on = plannedDay(matter)
  return `The day set for its publication${on ? `, ${formatDay(on)},` : ''} has not come: set another day if it is to be published now`
}

export const publish = step({
  clauses: ['HH-29', 'HI-8f'],
  label: 'Publish the report',
  about:
    'The final text goes to the prison service, ministers, the monitoring board and its national unit, and the ombudsman, all at once. The debrief note ends, and the action plan begins. After this nothing in the report can be changed.',
  by: writers,
  open: [
    before('published', 'It has been published'),
    after('points answered', 'Not before the check is over and every point is answered', 'HH-28'),
    after('finalised', 'Settle the final text first'),
    after('publication set', 'Set the day of publication first'),
    after('notice drafted', 'A press notice goes before every report: it has not been drafted', 'HH-30'),
    provided(({ matter, world }) => {
      const on = plannedDay(matter)
      return on === undefined || world.today >= on
    }, notYet),
  ],
  part: 'published',
  asks: {
    ended: endedCopied('published'),
    on: worked(({ world }) => world.today, day('Published on', 'The day could not be told')),
    kind: worked(
      ({ matter }) => (lastAnswers(matter, 'start')?.kind ?? '') as string,
      optional(text('Kind of inspection', '')),
    ),
    ...copied('published', finalAnswers),
  },
  marks: 'published',
  to: 'published',
  discloses: [
    { part: 'published', to: boards, purpose: 'To use what was found in their own monitoring', clause: 'HI-8f' },
    { part: 'published', to: service, purpose: 'To act on it', clause: 'HH-29' },
    { part: 'published', to: ministers, purpose: 'It is published', clause: 'HH-29' },
    { part: 'published', to: ombudsman, purpose: 'To learn from it', clause: 'HH-29' },
    { part: 'published', to: pressOffice, purpose: 'It is published', clause: 'HH-29' },
  ],
  recalls: closing,
  tells: [boards, service, ministers, ombudsman, pressOffice, heads],
  sets: ({ answers, world }) => {
    const said = answers as Readonly<Record<string, unknown>>
    return {
      ended: answers.ended,
      published: world.today,
      kind: answers.kind,
      safety: said.safety,
      respect: said.respect,
      activity: said.activity,
      release: said.release,
      items: itemsIn(said).length,
    }
  },
  also: ({ matter, answers, world }) => [
    ...referencesTo(matter, 'inspection').map(reference => ({ reference, step: 'supersede-note', answers: {} })),
    ...referencesTo(matter, 'update').map(reference => ({
      reference,
      step: 'report-published',
      answers: { report: [matter.reference], published: world.today },
    })),
    ...planOf(matter).map(reference => ({
      reference,
      step: 'published',
      answers: { published: world.today, items: itemsIn(answers) },
    })),
  ],
  opens: ({ matter, answers, world }) =>
    planOf(matter).length > 0 || itemsIn(answers).length === 0
      ? []
      : [
          {
            procedure: 'action-plan',
            answers: {
              place: matter.place,
              report: [matter.reference],
              published: world.today,
              items: itemsIn(answers),
            },
          },
        ],
  says: ({ answers }) => `published the report${answers.on ? ` on ${formatDay(answers.on)}` : ''}`,
})

/** Taken by the action plan as it opens, in the same act, so that the report knows of it: it may be there before publication. */
export const keepPlan = step({
  clauses: ['HH-32a'],
  label: 'Keep the reference of its action plan',
  follows: true,
  about:
    'It is kept by itself as a plan is opened for this report. Only a plan that was opened without naming it is named here by hand.',
  by: writers,
  open: [before('plan kept', 'It has an action plan')],
  part: 'course',
  // The press office follows the course of a report, and has nothing to do with the plan.
  asks: {
    plan: references('The action plan', {
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      part: 'working',
      missing: 'Give the reference of the action plan',
    }),
  },
  marks: 'plan kept',
  links: ({ answers }) => answers.plan,
  says: () => 'kept the reference of its action plan',
})

/** The action plan that it has now. */
export const planOf = (matter: Matter): readonly string[] =>
  has(matter, 'plan kept') ? referencesTo(matter, 'plan') : []

/** Taken by an action plan that ends before the report is out: it would stand in the way of publication, and of the plan that follows. */
export const letGoPlan = step({
  clauses: ['HH-32a'],
  label: 'Say that a plan is not its action plan',
  follows: true,
  about:
    'It is said by itself as a plan ends before its report is published. Another plan is named afterwards, or opened as the report is published.',
  by: writers,
  part: 'course',
  asks: {
    left: references('Which plan?', {
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      part: 'working',
      missing: 'Give the reference of the action plan',
    }),
  },
  clears: { 'plan kept': ({ matter, answers }) => planOf(matter).some(one => answers.left?.includes(one)) },
  says: () => 'said that a plan is not its action plan',
})
