import { weeks, workingDays } from '../../../calendar/period.ts'
import type { Setting } from '../../../engine/agreement.ts'

/** Times that the agreement leaves open around the programme: ours, until the inspectorate sets its own (decision 7). */
export const programmeSettings = {
  'consultation-outcome-hmip': {
    label: 'Record the outcome of a consultation after its answers were due, within (the inspectorate)',
    period: weeks(4),
    body: 'HMIP',
  },
  'partner-wish-hmip': {
    label: 'Answer a partner’s wish to inspect within (the inspectorate)',
    period: weeks(4),
    body: 'HMIP',
  },
  'new-establishment-hmip': {
    label: 'Acknowledge the notice of a new establishment within (the inspectorate)',
    period: workingDays(5),
    body: 'HMIP',
  },
} as const satisfies Readonly<Record<string, Setting>>
