import type { Part } from '../../../engine/procedure.ts'
import { official, sensitive, type Marking } from '../../../letters/marking.ts'

const released: Marking = { ...official, handling: ['FOR PUBLIC RELEASE'] }

/** What is sent is public from the start, and so is the answer; what it is made from stays with the inspectorate. */
export const parts = {
  own: { label: 'How it came about', marking: sensitive, searched: true },
  notification: { label: 'The notification and its dates', marking: released, searched: true },
  response: { label: 'The answer to it', marking: released, searched: true },
} as const satisfies Readonly<Record<string, Part>>
