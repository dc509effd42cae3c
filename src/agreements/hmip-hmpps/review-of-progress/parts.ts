import type { Part } from '../../../engine/procedure.ts'
import { official, sensitive } from '../../../letters/marking.ts'

/** Why a place is considered is the inspectorate's own; the visit is announced; what was found waits for the report. */
export const parts = {
  candidacy: { label: 'Why it is considered', marking: sensitive, searched: true },
  course: { label: 'The review and its visit', marking: official, searched: true },
  working: { label: 'What is being found', marking: sensitive, searched: true },
  published: {
    label: 'The report of the review',
    marking: { ...official, handling: ['FOR PUBLIC RELEASE'] },
    searched: true,
  },
} as const satisfies Readonly<Record<string, Part>>
