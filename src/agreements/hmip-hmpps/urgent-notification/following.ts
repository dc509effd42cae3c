import { formatDay } from '../../../calendar/day.ts'
import { before, step } from '../../../engine/procedure.ts'
import { day, paragraph, references, rows } from '../../../engine/question.ts'
import { inspectionEnded } from './reading.ts'
import { sentFirst } from './sending.ts'
import { everyoneElse, office, writers } from './who.ts'

/** What follows a notification: an initial action plan, the full one after the report, and another inspection (HH-36). */

export const openPlan = step({
  clauses: ['HH-32a', 'HH-35'],
  label: 'Ask for an initial action plan',
  about:
    'An action plan is opened on the concerns of the letter, before there is a report. Its months begin with the report, which brings a full one.',
  by: writers,
  open: [sentFirst, before('initial plan', 'An initial action plan has been asked for')],
  part: 'notification',
  asks: {
    concerns: rows(
      'The concerns of the letter',
      'Give at least one concern',
      { text: paragraph('Concern', 'Give its words') },
      { part: 'own', most: 30 },
    ),
  },
  marks: 'initial plan',
  opens: ({ matter, answers }) => [
    {
      procedure: 'action-plan',
      answers: {
        place: matter.place,
        report: [matter.reference],
        items: answers.concerns.map(({ text }, at) => ({ number: String(at + 1), text, kind: 'priority' })),
      },
    },
  ],
  says: () => 'asked for an initial action plan',
})

export const namePlan = step({
  clauses: ['HH-32a', 'HH-35'],
  label: 'Name the full action plan',
  about: 'The one on the report of the inspection. Whoever sees both finds one from the other.',
  by: writers,
  open: [sentFirst],
  part: 'notification',
  asks: {
    plan: references('The action plan’s reference', {
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      part: 'own',
      missing: 'Choose the action plan, or give its reference',
      among: { procedure: 'action-plan', at: ({ matter }) => matter.place, leavesOut: ['closed'] },
    }),
  },
  marks: 'full plan',
  links: ({ answers }) => answers.plan,
  says: () => 'named the full action plan that follows',
})

const inForce = before('ended', 'It is no longer in force')

export const inspectedAgain = step({
  clauses: ['HH-36'],
  label: 'Say that the place was inspected again',
  about: 'It is then no longer in force, and no longer adds to the risk by which inspections are planned.',
  by: writers,
  open: [sentFirst, inForce],
  part: 'notification',
  asks: {
    on: day('On which day did the new inspection end?', 'Give the day the new inspection ended', {
      notAfterToday: true,
    }),
    inspection: references('The new inspection’s reference', {
      of: { prefix: 'INS', what: 'inspection' },
      one: true,
      part: 'own',
      hint: 'Leave it out if it is not kept here.',
      among: { procedure: 'inspection', at: ({ matter }) => matter.place, leavesOut: ['planned', 'notified'] },
    }),
  },
  refuse: ({ answers, matter }) => {
    const ended = inspectionEnded(matter)
    return ended && answers.on <= ended
      ? {
          field: 'on',
          words: `That is not after the inspection that led to it, which ended on ${formatDay(ended)}`,
        }
      : undefined
  },
  marks: ['inspected again', 'ended'],
  to: 'ended',
  tells: [everyoneElse, office],
  links: ({ answers }) => answers.inspection ?? [],
  sets: ({ answers }) => ({ again: answers.on }),
  says: ({ answers }) => `said that the place was inspected again, until ${formatDay(answers.on)}`,
})

export const end = step({
  clauses: ['HH-36'],
  label: 'Say that it is no longer in force',
  about: 'Where there is no new inspection to end it: the place has closed, or the inspectorate takes it back.',
  by: writers,
  open: [sentFirst, inForce],
  part: 'notification',
  asks: { because: paragraph('Why?', 'Say why', { hint: 'Everyone who has the notification reads this.' }) },
  marks: 'ended',
  to: 'ended',
  tells: [everyoneElse, office],
  says: () => 'said that it is no longer in force',
})
