import type { KindOfRecord } from '../../engine/agreement.ts'
import { keeping, keptAs, type Keeping, type KeepingAs } from '../retention/keeping.ts'
import { scheduleOf } from '../retention/schedule.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { heads, teams } from './programme/who.ts'
import { within } from './settings.ts'

/**
 * Under this agreement what HMPPS gives is kept for the inspectorate's own periods (HH-15), where under the others it is the
 * originator's schedule that counts (HI-12p). Every kind of record that the inspectorate makes under it stands in the schedule:
 * what is held of people first, and then all that an inspection leaves. What was published is public, and stays; what the
 * prison service writes for itself, as a plan before it is passed on, is kept by the service's own schedule.
 */
export const records = {
  'case-information': {
    label: 'Information about cases that the prison service supplied',
    body: 'HMIP',
    counted: 'the day the request was closed or withdrawn',
  },
  'urgent-concerns': {
    label: 'Urgent concerns about someone’s safety, and what was done',
    body: 'HMIP',
    counted: 'the day the concern was closed or withdrawn',
  },
  inspectors: {
    label: 'Who may be deployed on inspections, and what was in date',
    body: 'HMIP',
    counted: 'the day they were deployed no more',
  },
  inspections: {
    label: 'Inspections: the plan, the team, the visit, the debrief and its note',
    body: 'HMIP',
    counted: 'the last day of the inspection, or the day it was given up or called off',
  },
  reports: {
    label: 'Reports: what was written before publication, and the check of its facts',
    body: 'HMIP',
    counted: 'the day the report was published',
  },
  'action-plans': {
    label: 'Action plans as they were passed on, and the progress that was found',
    body: 'HMIP',
    counted: 'the day the plan was ended',
  },
  'urgent-notifications': {
    label: 'Urgent Notifications: how they were prepared',
    body: 'HMIP',
    counted: 'the day it was ended or given up, or the place inspected again',
  },
  'reviews-of-progress': {
    label: 'Reviews of progress: the choice of places, and what was written before publication',
    body: 'HMIP',
    counted: 'the day its report was published, or it was passed over or called off',
  },
  'thematic-reviews': {
    label: 'Thematic reviews, and the visits for them, before publication',
    body: 'HMIP',
    counted: 'the day the review was published or stopped; of a visit, its last day or the day it was given up',
  },
  conduct: {
    label: 'Complaints about conduct',
    body: 'HMIP',
    counted: 'the day the complaint was answered or withdrawn',
  },
  feedback: {
    label: 'What others say of the inspectorate, and what it learnt',
    body: 'HMIP',
    counted:
      'the day they were asked, answered or declined, whichever was last; of a survey, the day somebody was last asked',
  },
  programme: {
    label: 'The programme: consultations, partners’ wishes and memoranda, judgements of leadership',
    body: 'HMIP',
    counted: 'the day the outcome was told, the wish was answered, the memorandum ended or the judgement was made',
  },
  'service-reviews': {
    label: 'Yearly reviews of the agreement',
    body: 'HMIP',
    counted: 'the day the review was recorded',
  },
} as const satisfies Readonly<Record<string, KindOfRecord>>

type Kind = keyof typeof records

const ours = { clause: 'HH-15', dates: within('retention-review-hmip') } as const

/** For what is over by milestones of its course, which the clock sees from the first. */
const kept = (kind: Kind, from: readonly [string, ...string[]], parts: readonly string[], what: string) =>
  keeping({ ...ours, kind, course: 'course', from, parts, what })

export const caseInformation = kept(
  'case-information',
  ['closed', 'withdrawn'],
  ['request', 'question', 'answer'],
  'what was asked and what was answered',
)
export const urgentConcerns = kept(
  'urgent-concerns',
  ['closed', 'withdrawn'],
  ['concern', 'source', 'response'],
  'what was feared for whom, who wrote, and what was done',
)
export const consultations = kept(
  'programme',
  ['outcome told', 'withdrawn'],
  ['request', 'answer', 'own'],
  'what was asked and what was answered',
)
export const serviceReviews = kept(
  'service-reviews',
  ['held'],
  ['issues', 'record'],
  'what had arisen, and the record of the review',
)
export const invitations = kept(
  'feedback',
  ['invited', 'answered', 'declined'],
  ['answer', 'own'],
  'what they said of how it went',
)

/** Between the two alone who have it: whoever made it looks after it. */
export const complaintsAboutConduct = (holder: Keeping['holder']) =>
  keeping({
    ...ours,
    kind: 'conduct',
    course: 'course',
    from: ['answered', 'withdrawn'],
    parts: ['complaint', 'answer'],
    what: 'the complaint, and what came of it',
    holder,
  })

/** For what is over by steps of several parts, which the clock sees nothing of until then. */
export const keptAsRecord = (
  kind: Kind,
  how: Omit<KeepingAs, 'kind' | 'heads' | keyof typeof ours>,
  procedure: Procedure,
): Procedure => keptAs(procedure, { ...ours, heads, kind, ...how })

export const schedule = scheduleOf({
  name: 'inspectorate-retention',
  prefix: 'RTN',
  body: 'HMIP',
  clause: 'HH-15',
  records,
  holders: teams,
  dates: within('retention-schedule-hmip'),
})
