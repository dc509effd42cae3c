import { after, before, type Condition } from '../../../engine/procedure.ts'

/** When the steps of an inspection are open. */

export const notOver: readonly Condition[] = [
  before('cancelled', 'It was cancelled'),
  before('ended', 'The inspection has ended'),
]

/** While the plan is the planners’ alone (HH-6b). */
export const secret: Condition = before('notified', 'The establishment has been told', 'HH-6b')

/** Once the establishment knows; nobody else hears of it before (HH-6b). */
export const told: Condition = after('notified', 'The establishment has not been told yet', 'HH-6b')

export const arrived: Condition = after('began', 'The team has not arrived yet')
