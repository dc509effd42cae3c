import type { KindOfRecord } from '../../engine/agreement.ts'
import { keeping } from '../retention/keeping.ts'
import { scheduleOf } from '../retention/schedule.ts'
import { teams } from './programme/who.ts'
import { within } from './settings.ts'

/**
 * Under this agreement what HMPPS gives is kept for the inspectorate's own periods (HH-15), where under the others it is the
 * originator's schedule that counts (HI-12p). The kinds are what is held here of people: what the service supplied about
 * cases, and what it said of somebody's safety beside what the inspectorate was told.
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
} as const satisfies Readonly<Record<string, KindOfRecord>>

/** For what is closed or withdrawn, whose course the clock sees from the first. */
const kept = (kind: keyof typeof records, parts: readonly string[], what: string) =>
  keeping({
    kind,
    clause: 'HH-15',
    course: 'course',
    from: ['closed', 'withdrawn'],
    parts,
    what,
    dates: within('retention-review-hmip'),
  })

export const caseInformation = kept('case-information', ['request', 'answer'], 'what was asked and what was answered')
export const urgentConcerns = kept(
  'urgent-concerns',
  ['concern', 'source', 'response'],
  'what was feared for whom, who wrote, and what was done',
)

export const schedule = scheduleOf({
  name: 'inspectorate-retention',
  prefix: 'RTN',
  body: 'HMIP',
  clause: 'HH-15',
  records,
  holders: teams,
  dates: within('retention-schedule-hmip'),
})
