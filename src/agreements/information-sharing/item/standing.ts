import { after, before, provided, type Condition } from '../../../engine/procedure.ts'

/** What most steps wait for. */

export const standing: Condition = before('ended', 'It was taken back, returned or closed')

/** While anybody may have it: closing it takes it from nobody. */
export const stillHeld: readonly Condition[] = [
  before('recalled', 'It was taken back'),
  before('returned', 'It was returned'),
  before('answered by the relay', 'It was answered on its way'),
]

export const notPassedOn: Condition = before('passed on', 'It was passed on')

export const accepted: Condition = after('accepted', 'Its recipient has not accepted its terms')

/** Only for whoever it was sent to: those it goes through, or was merely passed on to, hold nothing of what is asked of it. */
export const sentToThem = (otherwise: string): Condition =>
  provided(({ matter }) => matter.parts.has('dealings'), otherwise)
