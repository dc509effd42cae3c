import { findDay } from '../../../calendar/day.ts'
import { endOfBusinessYear } from '../../../calendar/period.ts'
import { lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, before, step, type Procedure } from '../../../engine/procedure.ts'
import { day, number, optional, paragraph, text } from '../../../engine/question.ts'
import { owner, taker } from '../../../engine/who.ts'
import { official } from '../../../letters/marking.ts'
import { byTheClock } from '../../who.ts'
import { consulteesAsked } from '../programme/consultees.ts'
import { heads, planners, teams } from '../programme/who.ts'
import { yearInWords, yearKey } from '../programme/year.ts'
import { keptAsRecord } from '../retention.ts'
import { within } from '../settings.ts'

/**
 * Once a business year the inspectorate asks its stakeholders how it does, and says what it makes of the answers (HH-24). How
 * long it is kept is counted from when they were asked: whatever comes of it, its time comes.
 */

const yearOf = (matter: Matter) => yearInWords(lastAnswer(matter, 'year'))

const alreadyAsked = (matter: Matter): ReadonlySet<string> =>
  new Set(
    matter.entries.flatMap(({ step: name, answers }) => (name === 'send' ? (answers.whom as readonly string[]) : [])),
  )

export const survey: Procedure = keptAsRecord(
  'feedback',
  {
    ends: { send: undefined },
    parts: ['findings'],
    what: 'what was learnt from the survey',
  },
  {
    name: 'stakeholder-survey',
    prefix: 'SVY',
    title: 'Yearly surveys of stakeholders',
    one: 'a survey of stakeholders',
    parts: {
      course: { label: 'Its course', marking: official },
      findings: { label: 'What was learnt', marking: official, searched: true },
    },
    stages: { due: 'To be sent', sent: 'Sent', learnt: 'Learnt from' },
    columns: {
      year: { label: 'Year', part: 'course' },
      asked: { label: 'How many were asked', part: 'course', is: 'number' },
    },
    heads: ['year'],
    analysedIn: {
      procedure: 'feedback',
      label: 'See what the stakeholders answered, drawn',
      facts: { occasion: 'survey' },
    },
    log: { shows: ['asked'], narrowsBy: [], counts: [] },
    begins: 'fall-due',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    recurs: {
      key: ({ today }) => yearKey(today),
      answers: ({ today }) => ({ year: yearKey(today) }),
    },
    rules: {
      send: {
        clause: 'HH-24',
        label: 'Survey the stakeholders',
        owedBy: owner,
        part: 'course',
        from: ['fell due'],
        until: ['sent'],
        dates: () => ({ limit: endOfBusinessYear }),
        basis: 'the agreement',
        by: 'send',
      },
      learn: {
        clause: 'HH-24',
        label: 'Record what was learnt from the survey',
        owedBy: owner,
        part: 'course',
        from: ['sent'],
        until: ['learnt'],
        // Counted from the day by which the answers are wanted, where one was named.
        starts: ({ matter }) => findDay(String(lastAnswers(matter, 'send')?.by ?? '')),
        dates: within('survey-learning-hmip'),
        basis: 'our default',
        by: 'learn',
      },
    },
    steps: {
      'fall-due': step({
        clauses: ['HH-24'],
        label: 'The yearly survey falls due',
        by: byTheClock,
        part: 'course',
        asks: { year: text('The year in which it begins', 'Give the year in which it begins', { example: '2026' }) },
        marks: 'fell due',
        to: 'due',
        discloses: [
          { part: 'course', to: taker, purpose: 'It keeps the time', clause: 'HH-24' },
          { part: ['course', 'findings'], to: heads, purpose: 'To learn from it', clause: 'HH-24' },
        ],
        tells: [teams],
        sets: ({ answers }) => ({ year: yearInWords(answers.year) }),
        says: ({ answers }) => `noted that the survey of ${yearInWords(answers.year)} is due`,
      }),

      send: step({
        clauses: ['HH-24'],
        label: 'Ask stakeholders',
        about:
          'Each of those you choose is asked in a matter of their own, and sees nobody else’s answer. They need not answer. The analysis of “What others say of the inspectorate” draws the results.',
        by: planners,
        open: [before('learnt', 'What was learnt has been recorded')],
        adds: true,
        part: 'course',
        asks: {
          whom: consulteesAsked('Whom do you ask?', 'Choose whom you ask'),
          by: optional(day('By when would you like to have the answers?', '', { notBeforeToday: true })),
          words: optional(paragraph('Anything to say with it?', '', { hint: 'They read this.' })),
        },
        refuse: ({ matter, answers, world }) => {
          const again = answers.whom.find(key => alreadyAsked(matter).has(key))
          return again === undefined
            ? undefined
            : {
                field: 'whom',
                words: `${world.directory.unit(again).name} has been asked already`,
                next: 'Leave them out.',
              }
        },
        marks: 'sent',
        to: 'sent',
        sets: ({ matter }) => ({ asked: alreadyAsked(matter).size }),
        opens: ({ matter, answers: { whom, by, words } }) =>
          whom.map(one => ({
            procedure: 'feedback',
            answers: { occasion: 'survey', whom: one, year: yearOf(matter), survey: [matter.reference], by, words },
          })),
        says: ({ answers }) =>
          `asked ${(answers.whom ?? []).length === 1 ? 'one stakeholder' : `${(answers.whom ?? []).length} stakeholders`}`,
      }),

      learn: step({
        clauses: ['HH-24'],
        label: 'Record what was learnt',
        about:
          'What each of them answered is on the matters that this one is tied to. The analysis of “What others say of the inspectorate” draws the answers of all.',
        by: planners,
        open: [after('sent', 'Nobody has been asked yet'), before('learnt', 'It has been recorded')],
        part: 'findings',
        asks: {
          answers: optional(number('How many answered?', '')),
          learnt: paragraph('What was learnt?', 'Say what was learnt'),
          changes: paragraph('What will the inspectorate do otherwise?', 'Say what will be done otherwise'),
        },
        marks: 'learnt',
        to: 'learnt',
        tells: [heads],
        says: () => 'recorded what was learnt from the survey',
      }),
    },
  },
)
