import { after, before, step } from '../../../engine/procedure.ts'
import { day, optional, place, references, text } from '../../../engine/question.ts'
import { itemRows, judgements } from './contents.ts'
import { inspectionEnded, numberedItems } from './reading.ts'
import { boards, heads, ombudsman, service, writers } from './who.ts'
import { wrongItems } from './drafting.ts'

const heard = 'They answer for what the report says'

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
    // What is done there as the report is published is done to one matter of the right kind, or to none.
    // Whoever follows its dates may know of neither: the service not of the board’s part, the press office not of the inspection.
    inspection: references('The inspection’s reference', {
      of: { prefix: 'INS', what: 'inspection' },
      one: true,
      part: 'working',
      hint: 'Leave it empty if it is not kept here.',
    }),
    update: references('The reference of the board’s part in it', {
      of: { prefix: 'UPD', what: 'board’s part in an inspection' },
      one: true,
      part: 'working',
      hint: 'Leave it empty if there is none.',
    }),
  },
  marks: 'started',
  to: 'writing',
  discloses: [
    {
      part: [
        'course',
        'working',
        'draft',
        'second draft',
        'third draft',
        'check',
        'day',
        'press',
        'final',
        'published',
      ],
      to: heads,
      purpose: heard,
      clause: 'HH-26',
    },
  ],
  sets: ({ answers }) => ({ inspected: answers.ended, sort: answers.kind }),
  links: ({ answers }) => [...(answers.inspection ?? []), ...(answers.update ?? [])],
  says: ({ answers, world }) => `began the report on ${world.directory.place(answers.place).name}`,
})

/** A report that was published before it could be kept here: its scores and its day count in what is planned. */
export const record = step({
  clauses: ['HH-29'],
  label: 'Bring in an earlier report',
  about: 'A report that is public already. It is news to nobody, so nobody is told.',
  by: writers,
  open: [before('started', 'It has begun already')],
  part: 'published',
  asks: {
    place: place('Place', 'Choose the place that was inspected'),
    ended: day('Inspection ended', 'Give the day the inspection ended', { notAfterToday: true }),
    on: day('Published on', 'Give the day it was published', { notAfterToday: true }),
    kind: optional(text('Kind of inspection', '', { example: 'Full inspection' })),
    ...judgements,
    items: optional(itemRows),
  },
  refuse: ({ answers }) =>
    answers.on < answers.ended
      ? { field: 'on', words: 'It can’t have been published before the inspection ended' }
      : wrongItems(answers.items, answers.ended),
  marks: ['recorded', 'published'],
  to: 'published',
  discloses: [
    { part: 'published', to: heads, purpose: heard, clause: 'HH-26' },
    { part: 'published', to: service, purpose: 'To act on it', clause: 'HH-29' },
    { part: 'published', to: boards, purpose: 'To use what was found in their own monitoring', clause: 'HI-8f' },
    { part: 'published', to: ombudsman, purpose: 'To learn from it', clause: 'HH-29' },
  ],
  sets: ({ answers }) => ({
    ended: answers.ended,
    published: answers.on,
    kind: answers.kind,
    safety: answers.safety,
    respect: answers.respect,
    activity: answers.activity,
    release: answers.release,
    items: numberedItems(answers.items, answers.ended).length || undefined,
    earlier: 'yes',
  }),
  says: ({ answers, world }) => `brought in the earlier report on ${world.directory.place(answers.place).name}`,
})

/** What an earlier report asked for, listed once it is here: from its own table, as a file, if there is one (HH-29). */
export const listEarlierItems = step({
  clauses: ['HH-29'],
  label: 'List what this earlier report asked for',
  about:
    'Its recommendations or key concerns, under their numbers. They can be filled in from an Excel, Word or CSV file; what you list takes the place of what stood there. It is public already: nobody outside the inspectorate is told.',
  by: writers,
  open: [after('recorded', 'This is for reports from before, which were brought in')],
  goesOn: true,
  part: 'published',
  asks: { items: { ...itemRows, missing: 'List at least one' } },
  refuse: ({ answers, matter }) => wrongItems(answers.items, inspectionEnded(matter)),
  marks: 'items listed',
  sets: ({ answers, matter }) => ({ items: numberedItems(answers.items, inspectionEnded(matter)).length }),
  says: ({ answers }) =>
    `listed what the report asked for: ${Array.isArray(answers.items) ? answers.items.length : 0} in all`,
})
