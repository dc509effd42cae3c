import type { Part } from '../../../engine/procedure.ts'
import { accessParts } from '../access.ts'
import { official, sensitive } from '../../../letters/marking.ts'

/**
 * The parts of an inspection. Until the establishment is told, all there is is the planners’: `visit` is born with them too,
 * and holds nothing but what is true as it is opened, so that no earlier plan is ever seen in it (HH-6b).
 */
export const parts = {
  plan: { label: 'The plan', marking: sensitive },
  visit: { label: 'The visit', marking: official, searched: true },
  board: { label: 'With the monitoring board', marking: sensitive, searched: true },
  feedback: { label: 'What was said as it went', marking: official },
  note: { label: 'The debrief and its note', marking: { ...official, handling: ['RECIPIENTS ONLY'] } },
  ...accessParts,
  naming: { label: 'Who may view security information', marking: sensitive },
  sources: { label: 'Security information that was viewed', marking: sensitive, apart: true },
  secure: { label: 'Covert sources: notice to the governor', marking: sensitive, apart: true },
} as const satisfies Readonly<Record<string, Part>>

/** All that is the planners’ from the first; security information is for those alone who are named for it (HH-11). */
export const plannersParts = ['plan', 'visit', 'board', 'feedback', 'note', 'course', 'access', 'naming'] as const
