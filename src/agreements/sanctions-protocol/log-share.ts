import { findDay, monthOf, type Day } from '../../calendar/day.ts'
import type { Rule } from '../../engine/deadline.ts'
import { has } from '../../engine/matter.ts'
import { after, before, provided, step, type Procedure } from '../../engine/procedure.ts'
import { day, documents, made, number, optional, paragraph, text } from '../../engine/question.ts'
import { allOf, called, inPost, of, taker, together } from '../../engine/who.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { byTheClock } from '../who.ts'
import { within } from './settings.ts'
import { atInspectorate, boardsLead, inspectorateLead, keptByInspectorate, ombudsmanLead } from './who.ts'

/**
 * Sharing the log (SP-24b): each month the inspectorate sends the leads of the two other bodies the log as it stood on a
 * day. What is sent is a frozen list, so that it can be shown later what they were told.
 */

const month = (on: Day): string => on.slice(0, 7)

/** 'March 2026' */
const inWordsOfMonth = (key: unknown): string => {
  const first = findDay(`${String(key)}-01`)
  return first ? monthOf(first).name : ''
}

const receiving = called(
  'the lead of the monitoring boards or of the ombudsman',
  allOf(of('IMB', 'PPO'), inPost('national-chair', 'deputy')),
)
const otherLeads = together(boardsLead, ombudsmanLead)

const boardsHaveIt = 'received by the boards'
const ombudsmanHasIt = 'received by the ombudsman'

/** The duty to say that the log came: each of the two leads owes it for themselves. */
const receipt = {
  clause: 'SP-24b',
  label: 'Say that you have received the log',
  part: 'receipts',
  from: ['shared'],
  basis: 'our default',
  by: 'receive-share',
} as const satisfies Partial<Rule>

export const logShare: Procedure = {
  name: 'log-share',
  prefix: 'LGS',
  title: 'Sharing of the log',
  one: 'a sharing of the log',
  parts: {
    month: { label: 'Which month', marking: official },
    snapshot: { label: 'The log as it stood', marking: sensitive },
    receipts: { label: 'Receipts', marking: official },
  },
  stages: { due: 'To be shared', shared: 'Shared', received: 'Received by both' },
  columns: {
    month: { label: 'Month', part: 'month' },
    about: { label: 'Which log, and for whom', part: 'month' },
    asAt: { label: 'As it stood on', part: 'snapshot', is: 'day' },
    count: { label: 'Allegations in it', part: 'snapshot', is: 'number' },
  },
  heads: ['about'],
  begins: 'fall-due',
  owner: keptByInspectorate,
  keepsTold: together(inspectorateLead, otherLeads),
  openBetween: together(inspectorateLead, otherLeads),
  recurs: {
    key: ({ today }) => month(today),
    answers: ({ today }) => ({ month: month(today) }),
  },
  rules: {
    share: {
      clause: 'SP-24b',
      label: 'Share the log with the leads of the two other bodies',
      owedBy: inspectorateLead,
      part: 'month',
      from: ['fell due'],
      until: ['shared'],
      dates: within('log-share', 'HMIP'),
      basis: 'our default',
      by: 'share',
    },
    'boards receive': {
      ...receipt,
      owedBy: boardsLead,
      until: [boardsHaveIt],
      dates: within('log-receipt', 'IMB'),
    },
    'ombudsman receives': {
      ...receipt,
      owedBy: ombudsmanLead,
      until: [ombudsmanHasIt],
      dates: within('log-receipt', 'PPO'),
    },
  },
  steps: {
    'fall-due': step({
      clauses: ['SP-24b'],
      label: 'The log is to be shared',
      by: byTheClock,
      part: 'month',
      asks: { month: { ...text('Month', 'Give the month', { example: '2026-01' }), show: inWordsOfMonth } },
      marks: 'fell due',
      to: 'due',
      discloses: [{ part: 'month', to: taker, purpose: 'It keeps the time', clause: 'SP-24b' }],
      tells: [inspectorateLead],
      sets: ({ answers }) => {
        const named = inWordsOfMonth(answers.month)
        return { month: named, about: `The log of ${named}, for the ombudsman and the monitoring boards` }
      },
      says: () => 'noted that the log is to be shared',
    }),

    share: step({
      clauses: ['SP-24b', 'SP-21'],
      label: 'Share the log',
      about: 'The list is frozen as it stands, without anyone’s name, and goes to the leads of the two other bodies.',
      by: atInspectorate,
      open: [before('shared', 'It has been shared')],
      part: 'snapshot',
      asks: {
        asAt: made(
          { what: 'day', in: 'snapshot' },
          day('As it stood on which day?', 'Give the day', { notAfterToday: true }),
        ),
        count: made(
          { what: 'count', in: 'snapshot' },
          number('How many allegations are in it?', 'Say how many allegations are in it'),
        ),
        snapshot: made(
          { what: 'list', of: 'sanction-allegation', for: otherLeads },
          { ...documents('The list'), missing: 'Attach the list' },
        ),
        remark: optional(paragraph('What should they notice?', '', { hint: 'Without names.' })),
      },
      marks: 'shared',
      to: 'shared',
      discloses: [
        {
          part: ['month', 'snapshot', 'receipts'],
          to: otherLeads,
          purpose: 'To follow up allegations and learn from them together',
          clause: 'SP-24b',
          conditions: ['For the leads and those who work with them on this'],
        },
      ],
      tells: [otherLeads],
      sets: ({ answers }) => ({ asAt: answers.asAt, count: answers.count }),
      says: ({ answers }) => `shared the log: ${String(answers.count)} allegations`,
    }),

    'receive-share': step({
      clauses: ['SP-24b'],
      label: 'Say that you have received it',
      by: receiving,
      open: [
        after('shared', 'It has not been shared yet'),
        provided(
          ({ matter, me }) => !has(matter, me.body === 'IMB' ? boardsHaveIt : ombudsmanHasIt),
          'You have said so already',
        ),
      ],
      part: 'receipts',
      asks: { remark: optional(paragraph('Anything to say about it', '', { hint: 'Without names.' })) },
      marks: {
        [boardsHaveIt]: ({ me }) => me.body === 'IMB',
        [ombudsmanHasIt]: ({ me }) => me.body === 'PPO',
      },
      to: {
        received: ({ matter, me }) => has(matter, me.body === 'IMB' ? ombudsmanHasIt : boardsHaveIt),
      },
      tells: [inspectorateLead],
      says: () => 'received the log',
    }),
  },
}
