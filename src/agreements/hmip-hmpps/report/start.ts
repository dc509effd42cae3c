import { step } from '../../../engine/procedure.ts'
import { day, place, references, text } from '../../../engine/question.ts'
import { heads, writers } from './who.ts'

/** The inspection has ended, and its report is begun: its time is counted from the inspection’s last day (HH-26). */
export const start = step({
  clauses: ['HH-26', 'HH-4'],
  label: 'Begin the report of an inspection',
  about:
    'Its dates are counted from the last day of the inspection. Only the inspection teams and those who head the inspectorate see it.',
  by: writers,
  part: 'course',
  asks: {
    place: place('Which place was inspected?', 'Choose the place that was inspected'),
    ended: day('On which day did the inspection end?', 'Give the day the inspection ended', { notAfterToday: true }),
    kind: text('What kind of inspection was it?', 'Say what kind of inspection it was', { example: 'Full inspection' }),
    inspection: references('The inspection’s reference', { hint: 'Leave it empty if it is not kept here.' }),
  },
  marks: 'started',
  to: 'writing',
  discloses: [{ part: 'course', to: heads, purpose: 'They answer for what the report says', clause: 'HH-26' }],
  sets: ({ answers }) => ({ inspected: answers.ended, sort: answers.kind }),
  links: ({ answers }) => answers.inspection ?? [],
  says: ({ answers, world }) => `began the report on ${world.directory.place(answers.place).name}`,
})
