import { bodies, scrutinyBodyNames, type ScrutinyBody } from '../../bodies.ts'
import { findDay } from '../../calendar/day.ts'
import type { Matter } from '../../engine/matter.ts'
import { before, step, type Procedure } from '../../engine/procedure.ts'
import { choice, day, documents, paragraph } from '../../engine/question.ts'
import { audience, whoever } from '../../engine/who.ts'
import { sensitive } from '../../letters/marking.ts'
import { isAmong } from '../who.ts'
import { atInspectorate, keptByInspectorate, leadOf, leads } from './who.ts'

/** What the leads decided when they met (SP-21, SP-27): it falls due for the one body that sees to it. */

const bodyOf = ({ entries: [agreed] }: Matter) => agreed?.answers.body as ScrutinyBody | undefined

const leadOfBody = audience('the lead of the body it falls to', ({ matter, answers, world }) =>
  leadOf(world, (answers.body as ScrutinyBody | undefined) ?? bodyOf(matter)),
)
const theLeadOfBody = whoever('the lead of the body it falls to', (me, matter, world) =>
  isAmong(me, leadOf(world, bodyOf(matter))),
)

export const leadsDecision: Procedure = {
  name: 'leads-decision',
  prefix: 'LDD',
  title: 'Decisions of the leads',
  one: 'a decision of the leads',
  parts: { decision: { label: 'Decision', marking: sensitive } },
  stages: { agreed: 'To be done', done: 'Done' },
  columns: {
    decision: { label: 'What was decided', part: 'decision' },
    body: { label: 'Who sees to it', part: 'decision', values: scrutinyBodyNames },
    by: { label: 'By', part: 'decision', is: 'day' },
  },
  heads: ['decision'],
  begins: 'agree',
  owner: keptByInspectorate,
  keepsTold: leads,
  openBetween: leads,
  rules: {
    do: {
      clause: 'SP-21',
      label: 'Do what the leads decided',
      owedBy: leadOfBody,
      part: 'decision',
      from: ['agreed'],
      until: ['done'],
      dates: ({ answers }) => ({ limit: findDay(String(answers.by)) }),
      basis: 'agreed',
      by: 'do',
    },
  },
  steps: {
    agree: step({
      clauses: ['SP-21', 'SP-27'],
      label: 'Record a decision of the leads',
      by: atInspectorate,
      part: 'decision',
      asks: {
        decision: paragraph('What was decided?', 'Write what was decided'),
        body: choice('Which body sees to it?', 'Choose which body sees to it', scrutinyBodyNames),
        by: day('By when?', 'Give the day by which it is to be done', { notBeforeToday: true }),
      },
      marks: 'agreed',
      to: 'agreed',
      discloses: [{ part: 'decision', to: leads, purpose: 'To see to what they decided', clause: 'SP-21' }],
      tells: [leadOfBody],
      sets: ({ answers }) => ({ decision: answers.decision.slice(0, 120), body: answers.body, by: answers.by }),
      says: ({ answers }) => `recorded a decision that falls to ${bodies[answers.body as ScrutinyBody].name}`,
    }),

    do: step({
      clauses: ['SP-21'],
      label: 'Say that it is done',
      by: theLeadOfBody,
      open: [before('done', 'It has been done')],
      part: 'decision',
      asks: {
        done: paragraph('What was done?', 'Say what was done'),
        papers: documents('Papers'),
      },
      marks: 'done',
      to: 'done',
      tells: [leads],
      says: () => 'said that it is done',
    }),
  },
}
