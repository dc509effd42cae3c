import { addDays, findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { lastAnswer } from '../../../engine/matter.ts'
import { before, step, type Condition, type Procedure, type Refusal } from '../../../engine/procedure.ts'
import { choice, day, documents, onlyIf, optional, paragraph, text } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { official } from '../../../letters/marking.ts'
import { partnerNamed, partners } from './partners.ts'
import { heads, planners, teams } from './who.ts'
import { keptAsRecord } from '../retention.ts'

/** The memoranda by which partners are bound when they inspect with HMIP (HH-7), each looked at again by a day that is set for it. */

const standing = { holds: 'Holds', ended: 'No longer holds' } as const

const open: readonly Condition[] = [before('ended', 'It no longer holds')]

const nextReview = day('By when is it to be looked at again?', 'Give the day by which it is to be looked at again')

const notPast = (reviewBy: Day, { today }: Pick<World, 'today'>): Refusal | undefined =>
  reviewBy > today
    ? undefined
    : { field: 'reviewBy', words: 'Give a day after today', next: `From ${formatDay(addDays(today, 1))} on.` }

export const memorandum: Procedure = keptAsRecord(
  'programme',
  {
    ends: { end: undefined },
    parts: ['memorandum'],
    what: 'what the memorandum says',
    gone: {
      record: 'recorded the memorandum',
      'look-again': 'looked at it again',
      end: 'recorded that it no longer holds',
    },
  },
  {
    name: 'memorandum',
    prefix: 'MEM',
    title: 'Memoranda with partners',
    one: 'a memorandum with a partner',
    parts: { memorandum: { label: 'Memorandum', marking: official, searched: true } },
    stages: { holds: 'Holds', ended: 'No longer holds' },
    columns: {
      partner: { label: 'Partner', part: 'memorandum' },
      title: { label: 'Title', part: 'memorandum' },
      signed: { label: 'Signed', part: 'memorandum', is: 'day' },
      review: { label: 'To be looked at again by', part: 'memorandum', is: 'day' },
      standing: { label: 'Whether it holds', part: 'memorandum', values: standing },
    },
    heads: ['title'],
    alike: [['partner']],
    begins: 'record',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    log: { shows: ['partner', 'signed', 'review', 'standing'], narrowsBy: ['standing'], counts: ['standing'] },
    rules: {
      review: {
        clause: 'HH-7',
        label: 'Look again at the memorandum with a partner',
        owedBy: owner,
        part: 'memorandum',
        from: ['recorded', 'looked at'],
        until: ['looked at'],
        fallsAway: ['ended'],
        dates: ({ matter }) => {
          const by = findDay(String(lastAnswer(matter, 'reviewBy')))
          return { limit: by && { day: by, working: 'The day set for it' } }
        },
        basis: 'agreed',
        by: 'look-again',
      },
    },
    steps: {
      record: step({
        clauses: ['HH-7'],
        label: 'Record a memorandum with a partner',
        by: planners,
        part: 'memorandum',
        asks: {
          partner: choice('With which partner?', 'Choose the partner', partners),
          other: onlyIf('partner', 'other', text('What is it called?', 'Say what it is called')),
          title: text('What is the memorandum called?', 'Give its title', {
            example: 'Inspecting together in prisons',
          }),
          signed: day('When was it signed?', 'Give the day it was signed', { notAfterToday: true }),
          reviewBy: nextReview,
          says: optional(paragraph('What it binds them to, in short', '')),
          papers: documents('The memorandum'),
        },
        refuse: ({ answers, world }) => notPast(answers.reviewBy, world),
        marks: 'recorded',
        to: 'holds',
        discloses: [{ part: 'memorandum', to: heads, purpose: 'They answer for it', clause: 'HH-7' }],
        sets: ({ answers }) => ({
          partner: partnerNamed(answers.partner, answers.other),
          title: answers.title,
          signed: answers.signed,
          review: answers.reviewBy,
          standing: 'holds',
        }),
        says: ({ answers }) => `recorded the memorandum with ${partnerNamed(answers.partner, answers.other)}`,
      }),

      'look-again': step({
        clauses: ['HH-7'],
        label: 'Record that it was looked at again',
        by: planners,
        open,
        adds: true,
        part: 'memorandum',
        asks: {
          found: choice('What came of it?', 'Say what came of it', {
            same: 'It holds as it is',
            changed: 'It was changed',
          }),
          changes: onlyIf('found', 'changed', paragraph('What changed?', 'Say what changed')),
          papers: documents('The memorandum as it is now'),
          reviewBy: nextReview,
        },
        refuse: ({ answers, world }) => notPast(answers.reviewBy, world),
        marks: 'looked at',
        sets: ({ answers }) => ({ review: answers.reviewBy }),
        says: ({ answers }) =>
          `looked at it again: it ${answers.found === 'changed' ? 'was changed' : 'holds as it is'}; next by ${formatDay(answers.reviewBy)}`,
      }),

      end: step({
        clauses: ['HH-7'],
        label: 'Record that it no longer holds',
        by: planners,
        open,
        part: 'memorandum',
        asks: {
          on: day('Since when?', 'Give the day', { notAfterToday: true }),
          because: paragraph('Why?', 'Say why'),
        },
        refuse: ({ answers, matter }) => {
          const signed = findDay(String(lastAnswer(matter, 'signed')))
          return signed && answers.on < signed
            ? { field: 'on', words: `It was signed on ${formatDay(signed)}`, next: 'Give that day or a later one.' }
            : undefined
        },
        marks: 'ended',
        to: 'ended',
        sets: () => ({ standing: 'ended' }),
        says: ({ answers }) => `recorded that it has not held since ${formatDay(answers.on)}`,
      }),
    },
  },
)
