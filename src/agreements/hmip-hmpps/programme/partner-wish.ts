import type { Matter } from '../../../engine/matter.ts'
import { provided, step, type Procedure } from '../../../engine/procedure.ts'
import { choice, documents, onlyIf, optional, paragraph, place, references, text } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import { sensitive } from '../../../letters/marking.ts'
import { partnerNamed, partners } from './partners.ts'
import { heads, planners, teams } from './who.ts'
import { keptAsRecord } from '../retention.ts'

/**
 * A partner's wish to inspect in a prison (HH-7): brought in together with an inspection under HMIP's lead, or turned down with
 * the reason. With which inspection stands in a part of its own, for the planners: until the place has been told of
 * it, nobody else may know that there is one.
 */

const answers = {
  joined: 'Joined to an inspection',
  'turned-down': 'Turned down',
  withdrawn: 'No longer wished',
} as const

/** The inspection it was joined to when this was taken up again. */
const wasJoinedTo = ({ entries }: Matter): readonly string[] => {
  const before = entries.slice(0, -1).findLast(({ step: name }) => settling.includes(name))
  return before?.step === 'join' ? (before.answers.inspection as readonly string[]) : []
}
const settling = ['join', 'turn-down', 'give-up', 'take-up-again']

const unanswered = provided(
  ({ matter }) => ['joined', 'turned down', 'given up'].every(name => !matter.milestones.has(name)),
  'It has been answered',
)

export const partnerWish: Procedure = keptAsRecord(
  'programme',
  {
    ends: { join: undefined, 'turn-down': undefined, 'give-up': undefined },
    reopens: ['take-up-again'],
    parts: ['wish', 'answer'],
    what: 'what the partner wished, and what came of it',
  },
  {
    name: 'partner-wish',
    prefix: 'PIN',
    title: 'Partners’ wishes to inspect',
    one: 'a partner’s wish to inspect',
    parts: {
      wish: { label: 'What the partner wishes', marking: sensitive, searched: true },
      answer: { label: 'What came of it', marking: sensitive, searched: true },
    },
    stages: { wished: 'Wished', answered: 'Answered' },
    columns: {
      partner: { label: 'Partner', part: 'wish' },
      about: { label: 'In a line', part: 'wish' },
      answer: { label: 'What came of it', part: 'answer', values: answers },
    },
    heads: ['about'],
    begins: 'record',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    log: { shows: ['partner', 'answer'], narrowsBy: ['answer'], counts: ['answer'] },
    rules: {
      answer: {
        clause: 'HH-7',
        label: 'Answer a partner’s wish to inspect',
        owedBy: owner,
        part: 'wish',
        from: ['wished'],
        until: ['joined', 'turned down'],
        fallsAway: ['given up'],
        dates: ({ world }) => ({ limit: world.period('partner-wish-hmip') }),
        basis: 'our default',
        by: 'join',
      },
    },
    steps: {
      record: step({
        clauses: ['HH-7'],
        label: 'Record a partner’s wish to inspect',
        about:
          'As far as it can be, it is joined to an inspection of yours, under your lead. Only those who plan see it.',
        by: planners,
        part: 'wish',
        asks: {
          partner: choice('Which partner?', 'Choose the partner', partners),
          other: onlyIf('partner', 'other', text('What is it called?', 'Say what it is called')),
          line: text('What do they wish, in a line?', 'Say in a line what they wish', {
            example: 'To look at education in two prisons in the autumn',
          }),
          place: optional(place('Which place, if they name one?', '')),
          wish: optional(paragraph('What else did they say?', '')),
          papers: documents('Their letter'),
        },
        marks: 'wished',
        to: 'wished',
        discloses: [{ part: ['wish', 'answer'], to: heads, purpose: 'They plan too', clause: 'HH-7' }],
        sets: ({ answers: given }) => ({ partner: partnerNamed(given.partner, given.other), about: given.line }),
        says: ({ answers: given }) => `recorded a wish of ${partnerNamed(given.partner, given.other)}`,
      }),

      join: step({
        clauses: ['HH-7', 'HH-6b'],
        label: 'Join it to an inspection',
        about:
          'The partner comes in together with you, under your lead. Tell them no more than they must know: an unannounced date is nobody’s until the place has been told.',
        by: planners,
        open: [unanswered],
        part: 'answer',
        asks: {
          inspection: references('Which inspection?', {
            of: { prefix: 'INS', what: 'inspection' },
            one: true,
            missing: 'Give the inspection’s reference',
            hint: 'Those at the place that the partner named, if there are any; else all that are not over.',
            among: {
              procedure: 'inspection',
              at: ({ matter }) => matter.place,
              orAnywhere: true,
              leavesOut: ['ended'],
            },
          }),
          told: optional(paragraph('What was the partner told?', '')),
        },
        marks: 'joined',
        to: 'answered',
        sets: () => ({ answer: 'joined' }),
        links: ({ answers: given }) => given.inspection,
        also: ({ answers: given, matter }) =>
          given.inspection.map(reference => ({
            reference,
            step: 'take-in-wish',
            answers: { wish: [matter.reference] },
          })),
        says: () => 'joined it to an inspection',
      }),

      'turn-down': step({
        clauses: ['HH-7'],
        label: 'Turn it down',
        by: planners,
        open: [unanswered],
        part: 'answer',
        asks: {
          reason: paragraph('Why is it turned down?', 'Say why it is turned down', {
            hint: 'As the partner was told it.',
          }),
        },
        marks: 'turned down',
        to: 'answered',
        sets: () => ({ answer: 'turned-down' }),
        says: () => 'turned it down',
      }),

      'give-up': step({
        clauses: ['HH-7'],
        label: 'Record that the partner no longer wishes it',
        by: planners,
        open: [unanswered],
        part: 'answer',
        asks: { remark: optional(paragraph('Anything to know about it', '')) },
        marks: 'given up',
        to: 'answered',
        sets: () => ({ answer: 'withdrawn' }),
        says: () => 'recorded that the partner no longer wishes it',
      }),

      'take-up-again': step({
        clauses: ['HH-7'],
        label: 'Take it up again',
        about:
          'When they ask again. Where the inspection it was joined to is given up or called off, it is done by itself.',
        by: planners,
        open: [
          provided(
            ({ matter }) => ['joined', 'turned down', 'given up'].some(name => matter.milestones.has(name)),
            'It has not been answered yet',
          ),
        ],
        part: 'answer',
        asks: { reason: paragraph('Why is it taken up again?', 'Say why it is taken up again') },
        marks: 'wished',
        clears: ['joined', 'turned down', 'given up'],
        to: 'wished',
        sets: () => ({ answer: '' }),
        also: ({ matter }) =>
          wasJoinedTo(matter).map(reference => ({
            reference,
            step: 'give-back-wish',
            answers: { wish: [matter.reference] },
          })),
        says: () => 'took it up again',
      }),
    },
  },
)
