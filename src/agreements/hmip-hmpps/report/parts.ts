import type { Part } from '../../../engine/procedure.ts'
import { official } from '../../../letters/marking.ts'

/** The parts of a report: what each holds decides who may ever read it. */
export const parts = {
  course: { label: 'Its course', marking: official },
} as const satisfies Readonly<Record<string, Part>>
