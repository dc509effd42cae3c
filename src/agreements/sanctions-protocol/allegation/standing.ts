import { after, before, type Condition } from '../../../engine/procedure.ts'
import type { ClauseId } from '../../../engine/clause.ts'
import type { Taking } from '../../../engine/world.ts'
import { concluded, mayProceed, type Agreed } from './reading.ts'

/** What most steps wait for: that it is an allegation to be followed up, and not closed. */
export const open: readonly Condition[] = [
  before(
    'signposted',
    'A member of staff was directed to their agency’s policy: nothing more is to be done here',
    'SP-4',
  ),
  before('closed', 'It is closed: reopen it first'),
]

/** The ombudsman has not concluded on it, or has decided since to look at it again. */
export const notConcluded: Condition = {
  ...before('concluded', 'The ombudsman has concluded on it'),
  holds: ({ matter }) => !concluded(matter),
}

/** It has been assessed, and it qualifies (SP-23c). */
export const qualified: Condition = after(
  'assessed as a sanction',
  'First assess whether it qualifies as a sanction',
  'SP-23c',
)

/** Whether something may go ahead: by the person's consent to it, or by a referral without (SP-23b, SP-23f). */
export const mayGoAhead = (what: Agreed, otherwise: string, clause: ClauseId): Condition => ({
  needs: ['consent given', 'override'],
  holds: ({ matter }) => mayProceed(matter, what),
  otherwise,
  clause,
})

/** The main track while it may still go either way, in its order. */
const track = [
  'received',
  'reopened',
  'not-a-sanction',
  'assessed',
  'taken-back',
  'referred',
  'escalated',
  'enquiries',
  'briefed',
]

/** The main track moves on to a stage only if it has gone no further: referral and enquiries may overtake each other. */
export const noFurtherThan =
  (stage: string) =>
  ({ matter }: Pick<Taking, 'matter'>): boolean =>
    track.includes(matter.stage) && track.indexOf(matter.stage) <= track.indexOf(stage)
