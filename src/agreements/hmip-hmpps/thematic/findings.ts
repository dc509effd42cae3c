import { after, before, step } from '../../../engine/procedure.ts'
import { day, documents, paragraph } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import { heads, planners } from '../programme/who.ts'
import { atCentre, centre } from '../who.ts'
import { open, told } from './standing.ts'

/** What emerges is talked over with the prison service while the report can still change (HH-42, paragraph 43). */

export const discussFindings = step({
  clauses: ['HH-42'],
  label: 'Put what emerges to the prison service',
  about:
    'While the report can still change. The Scrutiny and Intelligence Unit sees what you write here, and may answer.',
  by: planners,
  open: [...open, told, before('draft sent', 'The draft has been sent')],
  adds: true,
  part: 'findings',
  asks: {
    emerging: paragraph('What emerges?', 'Say what emerges'),
    papers: documents('Papers'),
  },
  marks: 'findings put',
  discloses: [
    {
      part: 'findings',
      to: centre,
      purpose: 'To talk it over before the report is finished',
      clause: 'HH-42',
      conditions: ['Not for publication, and not to be quoted', 'For those alone who are needed to answer'],
    },
  ],
  tells: [centre, heads],
  says: () => 'put what emerges to the prison service',
})

export const answerFindings = step({
  clauses: ['HH-42'],
  label: 'Say what you make of it',
  by: atCentre,
  open: [...open, after('findings put', 'Nothing has been put to you yet')],
  adds: true,
  part: 'findings',
  asks: { answer: paragraph('What do you say?', 'Say what you make of it') },
  tells: [owner],
  says: () => 'answered what was put to the prison service',
})

export const recordDiscussion = step({
  clauses: ['HH-42'],
  label: 'Record that it was talked over',
  by: planners,
  open: [...open, after('findings put', 'Put what emerges to the prison service first')],
  part: 'findings',
  asks: {
    on: day('When?', 'Give the day', { notAfterToday: true }),
    who: paragraph('With whom, and what came of it?', 'Say with whom, and what came of it'),
  },
  marks: 'findings discussed',
  to: 'discussed',
  tells: [centre],
  says: () => 'recorded that what emerges was talked over',
})
