import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import type { Refusal } from '../../../engine/procedure.ts'
import { audience, together, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { isAmong } from '../../who.ts'
import { centreOf, holds, isHeld, postsAbove, postsThere } from '../who.ts'

/**
 * Whom an urgent concern is sent to, and whom it is taken to should they not acknowledge it: a level further up each hour
 * (HH-25).
 */

export const destinations = {
  'safer-custody': 'The head of safer custody there',
  governor: 'The governor there, or whoever runs it',
  centre: 'Straight to the prison service’s centre',
} as const
export type Destination = keyof typeof destinations

export const toWhom: Readonly<Record<Destination, string>> = {
  'safer-custody': 'the head of safer custody there',
  governor: 'the governor there',
  centre: 'the prison service’s centre',
}

type Where = Pick<Taking, 'matter' | 'world'>

export const sentTo = (matter: Matter): Destination | undefined =>
  matter.entries.some(entry => entry.step === 'send-to-centre')
    ? 'centre'
    : (lastAnswers(matter, 'send')?.to as Destination | undefined)

const readersAt = (where: Where, to: Destination | undefined): readonly string[] =>
  to === undefined ? [] : to === 'centre' ? centreOf(where.world) : postsThere(where, to)

const addresseesOf = (where: Where) => readersAt(where, sentTo(where.matter))

/** Those above whom it was sent to, a level for each hour: none of them at the prison when it did not go there. */
function levelsOf(where: Where): readonly (readonly string[])[] {
  const { world } = where
  const levels = [
    ...(sentTo(where.matter) === 'centre' ? [] : [postsThere(where, 'governor')]),
    [...centreOf(world), ...postsAbove(world, 'group-director')],
    postsAbove(world, 'director-general'),
  ]
  const addressees = addresseesOf(where)
  return levels.map(level => level.filter(key => !addressees.includes(key)))
}

/** How often it has been asked for since it was last sent. */
const timesAsked = ({ entries }: Matter): number =>
  entries
    .slice(entries.findLastIndex(({ step }) => step === 'send' || step === 'send-to-centre') + 1)
    .filter(({ step }) => step === 'ask-again').length

const reachedBy = (where: Where) => levelsOf(where).slice(0, timesAsked(where.matter)).flat()

/** It was taken a level further up: once all have been reached, asking again reaches nobody new. */
export const isTakenFurther = (where: Where): boolean => timesAsked(where.matter) <= levelsOf(where).length

export const addressee = audience('the one it is sent to', addresseesOf)
/** The same before it is sent, when that is only in the answers. */
export const toBeSent = audience('the one it is to be sent to', taking =>
  readersAt(taking, taking.answers.to as Destination),
)
export const thoseAbove = audience('those above them, should nobody acknowledge it', where => levelsOf(where).flat())
export const reached = audience('those above them it has been taken to', reachedBy)
export const inTheService = together(addressee, reached)
export const establishment = audience('the prison it was sent to', where => [
  ...readersAt(where, 'safer-custody'),
  ...readersAt(where, 'governor'),
])

export const theAddressee = whoever(
  'whoever it was sent to',
  (me, matter, world) => holds(me, matter, 'HMPPS', 'concern') && isAmong(me, addresseesOf({ matter, world })),
)
export const takenTo = whoever(
  'whoever it is taken to when nobody has acknowledged it by the end of the day',
  (me, matter, world) => isAmong(me, reachedBy({ matter, world })),
)
export const acting = whoever('whoever in the prison service has it', (me, matter) =>
  holds(me, matter, 'HMPPS', 'response'),
)

// To whom it can’t go

export const inDanger: Refusal = {
  field: 'to',
  words: 'They are said to be the danger: nobody at the prison is told',
  next: 'Send it straight to the prison service’s centre, and say why.',
}

export function nobodyThere(where: Where, to: Destination): Refusal | undefined {
  if (readersAt(where, to).some(key => isHeld(where.world, key))) return undefined
  return to === 'centre'
    ? {
        field: 'to',
        words: 'Nobody at the prison service’s centre can be reached here today',
        next: 'Telephone the prison, and send it to the governor there.',
      }
    : {
        field: 'to',
        words: `Nobody can be reached here today as ${toWhom[to]}`,
        next: `Send it to ${to === 'governor' ? 'the head of safer custody' : 'the governor'}, or to the prison service’s centre, and telephone.`,
      }
}
