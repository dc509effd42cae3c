import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'

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
} as const satisfies Readonly<Record<string, Setting>>

export type Default = keyof typeof settings
