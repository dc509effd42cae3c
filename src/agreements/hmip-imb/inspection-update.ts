import { step, type Procedure, type Refusal } from '../../engine/procedure.ts'
import { day, optional, place, references } from '../../engine/question.ts'
import { official } from '../../letters/marking.ts'
import { heads, teams, writers } from '../hmip-hmpps/report/who.ts'
import { noBoard, secretariat, theBoard } from './who.ts'

/**
 * The board’s part in an inspection (HI-6b, HI-8b to HI-8d, HI-8f, HI-9a, HI-9b). Only an inspection whose establishment has
 * been told opens one: its own step does, and is asked in the same act to keep this one’s reference, by its step `board-told`
 * with `{ update: [reference] }`. So there is none of an inspection that is still secret.
 */

/** One inspection, and nothing else. */
const notAnInspection = (inspection: readonly string[]): Refusal | undefined =>
  inspection.length === 1 && inspection[0]?.startsWith('INS-')
    ? undefined
    : {
        field: 'inspection',
        words: 'The board is told of one inspection, of which the establishment has been told',
        next: 'Tell the board from the page of the inspection.',
      }

export const inspectionUpdate: Procedure = {
  name: 'inspection-update',
  prefix: 'UPD',
  title: 'Boards’ part in inspections',
  one: 'a board’s part in an inspection',
  parts: {
    course: { label: 'Its course', marking: official },
    inspection: { label: 'Which inspection', marking: official },
  },
  stages: { open: 'Inspection under way' },
  columns: {
    about: { label: 'About', part: 'course' },
    began: { label: 'Inspection begins', part: 'course', is: 'day' },
  },
  heads: ['about'],
  begins: 'open',
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  rules: {},
  steps: {
    open: step({
      clauses: ['HI-8b'],
      label: 'Tell the boards of an inspection',
      about: 'It is done from the page of the inspection, once the establishment has been told.',
      by: writers,
      part: 'course',
      asks: {
        place: place('Which place is inspected?', 'Choose the place that is inspected'),
        inspection: {
          ...references('The inspection’s reference', { part: 'inspection' }),
          missing: 'Tell the board from the page of the inspection',
        },
        began: day('On which day does the inspection begin?', 'Give the day the inspection begins'),
        meeting: optional(day('On which day does the team meet the board’s chair, if that is agreed?', '')),
        debrief: optional(day('On which day is the debrief, if that is settled?', '')),
      },
      refuse: ({ answers }) => notAnInspection(answers.inspection),
      marks: 'opened',
      to: 'open',
      discloses: [
        {
          part: 'course',
          to: secretariat,
          purpose: 'To know of the inspection, and to ask the board for its part',
          clause: 'HI-8b',
        },
        { part: 'course', to: theBoard, purpose: 'To tell the inspectors what concerns it', clause: 'HI-8b' },
        { part: ['course', 'inspection'], to: heads, purpose: 'They answer for the inspection', clause: 'HI-8b' },
      ],
      tells: [secretariat, theBoard],
      sets: ({ answers, world }) => ({
        about: `Inspection of ${world.directory.place(answers.place).name}`,
        began: answers.began,
      }),
      links: ({ answers }) => answers.inspection,
      also: ({ matter, answers }) =>
        answers.inspection.map(reference => ({
          reference,
          step: 'board-told',
          answers: { update: [matter.reference] },
        })),
      says: ({ answers, world }) => {
        const at = String(answers.place)
        const none = noBoard(world, at)
        return none
          ? `told the secretariat alone of the inspection: ${none}`
          : `told the board and the secretariat of the inspection of ${world.directory.place(at).name}`
      },
    }),
  },
}
