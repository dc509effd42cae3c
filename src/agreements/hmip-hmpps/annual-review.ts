import { findDay } from '../../calendar/day.ts'
import { endOfYear } from '../../calendar/period.ts'
import { before, step, type Procedure } from '../../engine/procedure.ts'
import { choice, day, documents, optional, paragraph, rows, text } from '../../engine/question.ts'
import { allOf, anyOf, audience, called, inPost, of, taker, together } from '../../engine/who.ts'
import { official } from '../../letters/marking.ts'
import { byTheClock, keysOf } from '../who.ts'
import { atCentre, centre } from './who.ts'
import { serviceReviews } from './retention.ts'

/**
 * The agreement is reviewed every year by its leads: the Deputy Chief Inspector, and the prison service's head of operational
 * and system assurance, in whose group the Scrutiny and Intelligence Unit sits (HH-46). Between reviews, whatever arises from
 * it goes to that unit first (HH-45).
 */

const inspectoratesLead = audience('the Deputy Chief Inspector', ({ world }) =>
  keysOf(world.directory.posts({ body: 'HMIP', kind: 'deputy' })),
)
export const reviewers = together(inspectoratesLead, centre)
const reviewing = called(
  'the Deputy Chief Inspector, or the prison service’s Scrutiny and Intelligence Unit',
  anyOf(allOf(of('HMIP'), inPost('deputy')), atCentre),
)

const outcomes = { stands: 'The agreement stands as it is', changes: 'It is to be changed' } as const

export const annualReview: Procedure = {
  name: 'service-review',
  prefix: 'ARV',
  title: 'Yearly reviews of the agreement between the inspectorate and the prison service',
  one: 'a yearly review of the agreement',
  parts: {
    course: { label: 'Which year', marking: official },
    issues: { label: 'What has arisen', marking: official, searched: true },
    record: { label: 'The review', marking: official, searched: true },
  },
  stages: { due: 'To be held', held: 'Held' },
  columns: {
    year: { label: 'Review', part: 'course' },
    heldOn: { label: 'Held on', part: 'record', is: 'day' },
    outcome: { label: 'Outcome', part: 'record', values: outcomes },
    ...serviceReviews.columns,
  },
  heads: ['year'],
  log: { shows: ['heldOn', 'outcome'], narrowsBy: ['outcome'], counts: ['outcome'] },
  begins: 'fall-due',
  owner: ({ world }) => keysOf(world.directory.units({ body: 'HMIP', kind: 'lead office' }))[0] ?? '',
  openBetween: reviewers,
  recurs: {
    key: ({ today }) => today.slice(0, 4),
    answers: ({ today }) => ({ year: today.slice(0, 4) }),
  },
  rules: {
    review: {
      clause: 'HH-46',
      label: 'Review the agreement together',
      owedBy: reviewers,
      part: 'course',
      from: ['fell due'],
      until: ['held'],
      dates: () => ({ limit: endOfYear }),
      basis: 'the agreement',
      by: 'record-review',
    },
    ...serviceReviews.rules,
  },
  kept: serviceReviews.kept,
  steps: {
    'fall-due': step({
      clauses: ['HH-46'],
      label: 'The yearly review falls due',
      by: byTheClock,
      part: 'course',
      asks: { year: text('Year', 'Give the year', { example: '2026' }) },
      marks: 'fell due',
      to: 'due',
      discloses: [
        { part: 'course', to: taker, purpose: 'It keeps the time', clause: 'HH-46' },
        { part: ['course', 'issues', 'record'], to: reviewers, purpose: 'To review it', clause: 'HH-46' },
      ],
      tells: [reviewers],
      sets: ({ answers }) => ({ year: `The review of ${answers.year}` }),
      says: () => 'noted that the agreement is to be reviewed',
    }),

    'raise-issue': step({
      clauses: ['HH-45', 'HH-46'],
      label: 'Say what has arisen',
      about:
        'Whatever arises from the agreement between reviews, and what one would change in it. The other side is told at once.',
      by: reviewing,
      open: [before('held', 'The review has been held: use the next one')],
      adds: true,
      part: 'issues',
      asks: {
        clause: optional(text('Which paragraph is it about?', '', { example: '27' })),
        issue: paragraph('What has arisen?', 'Say what has arisen'),
        change: optional(paragraph('What would you change?', '')),
      },
      tells: [reviewers],
      says: () => 'said what has arisen',
    }),

    'record-review': step({
      clauses: ['HH-46'],
      label: 'Record the review',
      by: reviewing,
      open: [before('held', 'It has been recorded')],
      part: 'course',
      asks: {
        heldOn: day('When was it held?', 'Give the day', { part: 'record', notAfterToday: true }),
        attendees: rows(
          'Who was there',
          'Give at least one person from each side',
          {
            name: text('Name', 'Give their name'),
            side: choice('Side', 'Choose their side', { HMIP: 'The inspectorate', HMPPS: 'The prison service' }),
          },
          { part: 'record' },
        ),
        outcome: choice('What came of it?', 'Choose what came of it', outcomes, { part: 'record' }),
        record: paragraph('What was said and agreed?', 'Say what was said and agreed', {
          part: 'record',
          hint: 'What is to be changed needs a new version of the agreement, which both sign.',
        }),
        papers: documents('Papers', { part: 'record' }),
      },
      refuse: ({ answers, matter }) => {
        const sides = new Set(answers.attendees.map(one => one.side))
        if (sides.size < 2) return { field: 'attendees', words: 'Both sides review it: give somebody from each' }
        const year = findDay(`${String(matter.entries[0]?.answers.year ?? '')}-01-01`)
        return year && answers.heldOn < year
          ? {
              field: 'heldOn',
              words: 'That day is before the year that this review is of',
              next: 'Give the day it was held.',
            }
          : undefined
      },
      marks: 'held',
      to: 'held',
      tells: [reviewers],
      sets: ({ answers }) => ({ heldOn: answers.heldOn, outcome: answers.outcome }),
      says: () => 'recorded the review',
    }),

    // Once it is over (HH-15)
    ...serviceReviews.steps,
  },
}
