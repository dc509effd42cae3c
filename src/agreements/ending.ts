import { before, type Column, type Condition } from '../engine/procedure.ts'

/** How something ends that one body puts to others: closed once it is dealt with, or withdrawn if sent by mistake. */

/** Until it ends either way. */
export const open: readonly Condition[] = [before('withdrawn', 'It was withdrawn'), before('closed', 'It is closed')]

/** Whoever may see that there was something may see how it ended. */
export const ended = {
  label: 'How it ended',
  part: 'course',
  values: { closed: 'Closed', withdrawn: 'Withdrawn' },
} as const satisfies Column
