import { days, months, weeks, workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import { programmeSettings } from './programme/settings.ts'
import type { Dates } from '../../engine/deadline.ts'
import type { Taking } from '../../engine/world.ts'

/** The agreement leaves these times open: they are ours, and the prison service may set its own (decision 7). */
export const settings = {
  'service-urgent-action-hmpps': {
    label: 'Say what was done about an urgent concern within (the prison service)',
    period: workingDays(1),
    body: 'HMPPS',
  },
  'service-information-hmpps': {
    label: 'Answer a request for information about a case within (the prison service)',
    period: workingDays(10),
    body: 'HMPPS',
  },
  'action-plan-revision-hmpps': {
    label: 'Hand in an action plan as revised, once it is asked for, within (the prison service)',
    period: workingDays(10),
    body: 'HMPPS',
  },
  'inspection-board-hmip': {
    label: 'Tell the monitoring boards of an inspection, once the establishment is told, within',
    period: workingDays(1),
    body: 'HMIP',
  },
  'inspection-former-hmip': {
    label: 'Keep whoever served at a place from inspecting it for',
    period: months(24),
    body: 'HMIP',
  },
  'service-liaison-hmpps': {
    label: 'Name a liaison officer and a room for an inspection within (the prison service)',
    period: workingDays(1),
    body: 'HMPPS',
  },
  'thematic-access-hmpps': {
    label: 'Say whether a thematic review may visit an establishment within (the prison service)',
    period: workingDays(10),
    body: 'HMPPS',
  },
  'thematic-refused-hmip': {
    label: 'Say what becomes of a thematic visit that a governor refused within',
    period: workingDays(5),
    body: 'HMIP',
  },
  'conduct-answer-hmip': {
    label: 'Answer a complaint about an inspector within',
    period: workingDays(20),
    body: 'HMIP',
  },
  'conduct-answer-hmpps': {
    label: 'Answer a complaint by inspectors within (the prison service)',
    period: workingDays(20),
    body: 'HMPPS',
  },
  'survey-learning-hmip': {
    label: 'Record what was learnt from a survey of stakeholders, once their answers were due, within',
    period: weeks(8),
    body: 'HMIP',
  },
  'urgent-notification-hmip': {
    label: 'Send an Urgent Notification after the inspection, in the inspectorate’s own practice, within',
    period: days(7),
    body: 'HMIP',
  },
  'retention-schedule-hmip': {
    label: 'Set how long each kind of record is kept within',
    period: workingDays(20),
    body: 'HMIP',
  },
  'retention-review-hmip': {
    label: 'Dispose of what has been kept its time, or say why it is kept longer, within',
    period: workingDays(20),
    body: 'HMIP',
  },
  ...programmeSettings,
} as const satisfies Readonly<Record<string, Setting>>

/** Within the time that the prison service has set, or else our default. */
export const within =
  (name: keyof typeof settings) =>
  ({ world }: Taking): Dates => ({ limit: world.period(name) })
