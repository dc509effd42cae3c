import type { Part } from '../../../engine/procedure.ts'
import { official, sensitive } from '../../../letters/marking.ts'

/** The parts of a thematic review: the inspectorate's own until it opens each of them to the prison service, and at last to all. */
export const parts = {
  own: { label: 'The inspectorate’s own', marking: sensitive, searched: true },
  course: { label: 'Its course', marking: official },
  findings: { label: 'What emerges', marking: sensitive },
  draft: { label: 'The draft', marking: sensitive },
  check: { label: 'Points of fact', marking: sensitive },
  published: { label: 'The published report', marking: official, searched: true },
  plan: { label: 'The action plan', marking: official, searched: true },
} as const satisfies Readonly<Record<string, Part>>

export const allParts = ['own', 'course', 'findings', 'draft', 'check', 'published', 'plan'] as const
