import { has, standingOffers } from '../../../engine/matter.ts'
import { after, before, provided, type Condition } from '../../../engine/procedure.ts'

/** What most steps wait for. */

export const standing: Condition = before('ended', 'It was taken back, returned or closed')

/** Or its originator has said since it was closed who there may read it: whoever remains accepts its terms for themselves. */
export const standingOrOfferedSince: Condition = {
  ...standing,
  holds: taking => {
    const { matter, me, world } = taking
    const closed = matter.milestones.get('closed')
    const said = closed && matter.entries.find(({ step, at }) => step === 'change-readers' && at >= closed)?.at
    return (
      standing.holds(taking) ||
      (said !== undefined &&
        !has(matter, 'recalled') &&
        standingOffers(matter, world.now).some(({ to, since }) => (to === me.unit || to === me.post) && since >= said))
    )
  },
}

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
