import { after, provided, step } from '../../../engine/procedure.ts'
import { planOf } from '../report/publishing.ts'
import { inspectionEnded, newestContents } from '../report/reading.ts'
import { reasonsAsked } from './choosing.ts'
import { writers } from './who.ts'
import { reasons } from './words.ts'

/** A step of a report: its place becomes a candidate for a review of progress, with its items under their numbers (HH-37). */
export const proposeReview = step({
  clauses: ['HH-37'],
  label: 'Consider a review of progress',
  about:
    'The place becomes a candidate, with the items of this report and its last day. Only the inspection teams and those who head the inspectorate see that.',
  by: writers,
  open: [
    after('published', 'Its report has not been published yet'),
    provided(
      ({ matter }) => newestContents(matter).items.length > 0,
      'This report asks for nothing that could be reviewed',
    ),
  ],
  // The prison service sees the course of a report: what is thought of its place is not among it.
  part: 'working',
  asks: reasonsAsked,
  opens: ({ matter, answers }) => [
    {
      procedure: 'review-of-progress',
      answers: {
        place: matter.place,
        report: [matter.reference],
        ended: inspectionEnded(matter),
        ...answers,
        plan: planOf(matter),
        items: newestContents(matter).items.map(({ number, kind, text }) => ({ number, kind, text })),
      },
    },
  ],
  says: ({ answers }) =>
    `put the place forward for a review of progress: ${answers.reasons.map(one => reasons[one].toLowerCase()).join('; ')}`,
})
