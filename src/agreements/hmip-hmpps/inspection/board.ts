import { before, provided, step } from '../../../engine/procedure.ts'
import { references } from '../../../engine/question.ts'
import { has } from '../../../engine/matter.ts'
import { firstDay, lastDay } from './reading.ts'
import { notOver, told } from './when.ts'
import { planners } from './who.ts'

/**
 * The monitoring boards are told of an inspection once the place itself has been, and never before (HI-8b). Their part in it
 * is a matter of its own, which opens as they are told: nobody at the place sees what they say there.
 */

const toldFirst = {
  ...told,
  otherwise: 'The establishment is told first, and has not been yet',
  clause: 'HI-8b' as const,
}

export const tellBoard = step({
  clauses: ['HI-8b', 'HI-6b', 'HI-9b'],
  label: 'Tell the monitoring boards of the inspection',
  about:
    'The secretariat learns that there is an inspection, and the board there is asked for what concerns it. They learn where it is, when it begins and on which day its debrief is to be, and no more of it.',
  by: planners,
  open: [toldFirst, ...notOver, before('board told', 'The boards have been told')],
  part: 'board',
  asks: {},
  marks: 'telling the board',
  opens: ({ matter }) => [
    {
      procedure: 'inspection-update',
      // The board should be at the debrief (HI-9b), which is on the last day (HH-19).
      answers: {
        place: matter.place,
        inspection: [matter.reference],
        began: firstDay(matter),
        debrief: lastDay(matter),
      },
    },
  ],
  says: () => 'told the monitoring boards of the inspection',
})

/** Taken by the board’s part as it opens, in the same act: what opens it any other way is refused here. */
export const boardTold = step({
  clauses: ['HI-8b'],
  label: 'Keep the reference of the board’s part',
  follows: true,
  by: planners,
  open: [
    toldFirst,
    provided(({ matter }) => has(matter, 'telling the board'), 'It is kept by itself, as the boards are told'),
    before('board told', 'The boards have been told'),
  ],
  part: 'board',
  asks: {
    update: references('The board’s part', {
      of: { prefix: 'UPD', what: 'board’s part in an inspection' },
      one: true,
      missing: 'Give the reference of the board’s part',
    }),
  },
  marks: 'board told',
  says: () => 'kept the reference of the board’s part',
})
