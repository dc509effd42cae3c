import { before, step } from '../../../engine/procedure.ts'
import { choice, optional, paragraph, text } from '../../../engine/question.ts'
import { heads, planners } from '../programme/who.ts'
import { centre } from '../who.ts'
import { visitsOf } from './fieldwork.ts'
import { allParts } from './parts.ts'
import { open } from './standing.ts'

/** The subject is the Chief Inspector's choice; the prison service is told once there is something to tell. */

export const start = step({
  clauses: ['HH-42'],
  label: 'Begin a thematic review',
  about: 'Its subject is the Chief Inspector’s choice. Nobody outside sees it until you tell the prison service.',
  by: planners,
  part: 'own',
  asks: {
    subject: text('What is its subject?', 'Say what its subject is', { example: 'Work and training for women' }),
    why: paragraph('Why this subject?', 'Say why', {
      hint: 'What the year’s consultation and inspections told you.',
    }),
    chief: choice('Who chose it?', 'Say who chose it', {
      chief: 'The Chief Inspector',
      deputy: 'The deputy, for the Chief Inspector',
    }),
  },
  marks: 'begun',
  to: 'planned',
  discloses: [
    {
      part: allParts,
      to: heads,
      purpose: 'They choose its subject, and answer for it',
      clause: 'HH-42',
    },
  ],
  sets: ({ answers }) => ({ subject: answers.subject }),
  says: () => 'began a thematic review',
})

export const tellService = step({
  clauses: ['HH-42'],
  label: 'Tell the prison service',
  about:
    'Its Scrutiny and Intelligence Unit coordinates it for the service; for a single policy area, the group that leads on it does, with their advice.',
  by: planners,
  open: [...open, before('told', 'They have been told')],
  part: 'course',
  asks: {
    title: text('What is it called?', 'Say what it is called'),
    scope: paragraph('What does it look at, and how?', 'Say what it looks at'),
    lead: optional(text('Which policy group leads, if it is about one area?', '', { example: 'Women’s group' })),
  },
  marks: 'told',
  discloses: [
    { part: ['course', 'plan'], to: centre, purpose: 'To coordinate it for the prison service', clause: 'HH-42' },
  ],
  tells: [centre],
  sets: ({ answers }) => ({ title: answers.title, lead: answers.lead }),
  says: () => 'told the prison service',
})

export const stop = step({
  clauses: ['HH-42'],
  label: 'Stop the review',
  about: 'Visits that have not taken place are given up, and each governor is told.',
  by: planners,
  open,
  part: 'course',
  asks: { because: text('Why?', 'Say why', { part: 'own' }) },
  marks: 'stopped',
  to: 'stopped',
  tells: [centre],
  // Nobody goes on owing an answer to it.
  also: ({ matter }) =>
    visitsOf(matter).map(reference => ({
      reference,
      step: 'give-up',
      answers: { because: 'The review was stopped' },
      ifOpen: true,
    })),
  says: () => 'stopped the review',
})
