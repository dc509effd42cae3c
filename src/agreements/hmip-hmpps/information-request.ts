import { workingDays } from '../../calendar/period.ts'
import { findDay } from '../../calendar/day.ts'
import { warnOfStale } from '../../engine/contact.ts'
import type { Rule } from '../../engine/deadline.ts'
import { afterAny, before, step, type Condition, type Procedure } from '../../engine/procedure.ts'
import { choice, day, documents, onlyIf, optional, paragraph, place, text, yesOrNo } from '../../engine/question.ts'
import { owner, owning, together } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official, personal } from '../../letters/marking.ts'
import { tellingWords } from '../nameless.ts'
import { ended, open } from '../ending.ts'
import { byTheClock, theClock } from '../who.ts'
import { caseInformation } from './retention.ts'
import { within } from './settings.ts'
import { atCentre, centre, correspondents } from './who.ts'

/**
 * The inspectorate asks the prison service’s centre for what it holds on individual cases, and is answered here (HH-14).
 * Only the unit that asks and the centre see it. What is asked and what is answered, words and files, is encrypted before it is
 * kept: what sensitive information is to be when it travels, it is here as long as it stays. One line that names nobody stands
 * beside it for lists.
 */

const unanswered: readonly Condition[] = [
  ...open,
  before('answered', 'It has been answered in full'),
  before('cannot supply', 'It has been said that it can’t be supplied'),
]

const settled = afterAny(
  ['answered', 'answered in part', 'cannot supply'],
  'It has not been answered: withdraw it if it is wanted no more',
)

const dayAgreed = ({ answers }: Taking) => answers.by !== undefined

/** Of a request, one line is kept open for lists. */
const warnOfNames = ({ answers, world }: Taking): string | undefined => {
  const words = tellingWords([answers.about], world)
  return words && `${words} may tell who somebody is, and the one line about it is not encrypted: say it there without.`
}

/** The duty to answer, by the day that was agreed or by our default: each has its own asking again. */
const answering = {
  clause: 'HH-14',
  label: 'Answer a request for information',
  owedBy: centre,
  part: 'course',
  until: ['answered', 'cannot supply'],
  by: 'answer',
} as const satisfies Partial<Rule>

const answers = { no: 'Not yet', part: 'In part', whole: 'In full', 'not supplied': 'Can’t be supplied' } as const

const everySoOften = workingDays(4)

const askAgain = step({
  clauses: ['HH-14'],
  label: 'Ask again',
  by: byTheClock,
  open: unanswered,
  part: 'course',
  asks: {},
  tells: [together(centre, owner)],
  says: () => 'asked again: its day has passed without an answer',
})

export const informationRequest: Procedure = {
  name: 'information-request',
  prefix: 'IRQ',
  title: 'Requests for information about cases',
  one: 'a request for information',
  parts: {
    course: { label: 'Its course', marking: official },
    request: { label: 'The request', marking: personal, searched: true },
    question: { label: 'What is asked', marking: personal, encrypted: true },
    answer: { label: 'The answer', marking: personal, encrypted: true },
  },
  stages: {
    asked: 'Asked',
    answered: 'Answered',
    closed: 'Closed',
  },
  columns: {
    about: { label: 'About', part: 'request' },
    by: { label: 'Wanted by', part: 'request', is: 'day' },
    sensitive: { label: 'Sensitive', part: 'request', values: { yes: 'Yes', no: 'No' } },
    answered: { label: 'Answered', part: 'course', values: answers },
    ended,
    ...caseInformation.columns,
  },
  kept: caseInformation.kept,
  heads: ['about'],
  log: {
    shows: ['by', 'answered'],
    narrowsBy: ['answered', 'sensitive', 'ended', 'retention'],
    counts: ['answered', 'sensitive', 'ended'],
  },
  begins: 'ask',
  owner: ({ me }) => me.unit,
  rules: {
    answer: {
      ...answering,
      from: ['asked'],
      fallsAway: ['withdrawn', 'closed', 'another day agreed'],
      when: taking => !dayAgreed(taking),
      dates: within('service-information-hmpps'),
      basis: 'our default',
      chase: { step: 'ask-again', every: everySoOften },
    },
    'answer by the day agreed': {
      ...answering,
      from: ['asked', 'another day agreed'],
      fallsAway: ['withdrawn', 'closed'],
      when: dayAgreed,
      dates: ({ answers }) => ({ limit: findDay(String(answers.by)) }),
      basis: 'agreed',
      chase: { step: 'ask-again-as-agreed', every: everySoOften },
    },
    ...caseInformation.rules,
  },
  steps: {
    ask: step({
      clauses: ['HH-14'],
      label: 'Ask the prison service for information about a case',
      about:
        'It goes to the prison service’s Scrutiny and Intelligence Unit, which answers here. Only your own unit and that one see what is asked and answered, and it is encrypted before it is kept.',
      by: correspondents,
      part: 'course',
      asks: {
        place: place('Which place is it about?', 'Choose the place it is about'),
        about: text('In one line, what is it about?', 'Say in one line what it is about', {
          part: 'request',
          hint: 'Name nobody here: this line stands in lists and is found by searching, so it is not encrypted.',
          example: 'Moves of one person since March',
        }),
        what: paragraph('What do you ask for?', 'Say what you ask for', {
          part: 'question',
          hint: 'Which person or case, which records, and from when until when. It is encrypted, and nobody finds it by searching.',
          clause: 'HH-14',
        }),
        why: paragraph('What is it for?', 'Say what it is for', { part: 'question' }),
        by: optional(
          day('By which day have you agreed to have it?', '', {
            part: 'request',
            notBeforeToday: true,
            hint: 'Leave it empty for the usual time.',
            clause: 'HH-14',
          }),
        ),
        sensitive: yesOrNo('Will the answer be sensitive?', 'Say whether the answer will be sensitive', {
          part: 'request',
          hint: 'Such as health, intelligence, or what puts someone at risk. Whoever answers is told to keep it to those who are needed for it.',
          clause: 'HH-14',
        }),
        papers: documents('Papers that show what you mean', { part: 'question' }),
      },
      warn: taking => [warnOfStale(centre)(taking), warnOfNames(taking)].filter(Boolean).join(' ') || undefined,
      marks: 'asked',
      to: 'asked',
      discloses: [
        { part: 'course', to: theClock, purpose: 'To keep the time; without what is asked', clause: 'HH-14' },
        {
          part: ['course', 'request', 'question', 'answer'],
          to: centre,
          purpose: 'To supply what is asked for',
          clause: 'HH-14',
          conditions: taking => [
            'Use it to answer, and for nothing else',
            ...(taking.answers.sensitive ? ['It is sensitive: for those alone who are needed to answer'] : []),
          ],
        },
      ],
      tells: [centre],
      sets: ({ answers }) => ({
        about: answers.about,
        by: answers.by,
        sensitive: answers.sensitive ? 'yes' : 'no',
        answered: 'no',
      }),
      says: ({ answers, world }) =>
        `asked for information about a case at ${world.directory.place(String(answers.place)).name}`,
    }),

    'agree-day': step({
      clauses: ['HH-14'],
      label: 'Agree another day',
      about: 'Once you have agreed with the prison service by when it answers.',
      by: owning,
      open: unanswered,
      part: 'course',
      asks: {
        by: day('By which day?', 'Give the day you agreed', { part: 'request', notBeforeToday: true }),
        because: optional(text('Why?', '', { part: 'question' })),
      },
      marks: 'another day agreed',
      tells: [centre],
      sets: ({ answers }) => ({ by: answers.by }),
      says: () => 'agreed another day',
    }),

    answer: step({
      clauses: ['HH-14'],
      label: 'Answer it',
      answers: 'ask',
      about:
        'In words, with files, or both; all of it or a first part. It is encrypted before it is kept. The inspectorate’s unit that asked sees it, and nobody else.',
      by: atCentre,
      open: unanswered,
      adds: true,
      part: 'course',
      asks: {
        answer: optional(
          paragraph('The answer', '', {
            part: 'answer',
            hint: 'Leave it empty if the files say it all.',
            clause: 'HH-14',
          }),
        ),
        papers: documents('Files', { part: 'answer', clause: 'HH-14' }),
        whole: choice('Is that all of it?', 'Say whether that is all of it', {
          whole: 'Yes, all that was asked for',
          part: 'No, a part: more is to come',
        }),
        rest: onlyIf(
          'whole',
          'part',
          paragraph('What is still to come, and when?', 'Say what is still to come, and when', {
            part: 'answer',
            hint: 'The day it is due stays as it is until another is agreed.',
          }),
        ),
      },
      refuse: ({ answers }) =>
        answers.answer || answers.papers?.length
          ? undefined
          : { field: 'answer', words: 'There is no answer here yet', next: 'Write it, or attach a file.' },
      marks: {
        answered: ({ answers }) => answers.whole === 'whole',
        'answered in part': ({ answers }) => answers.whole === 'part',
      },
      to: { answered: ({ answers }) => answers.whole === 'whole' },
      tells: [owner],
      sets: ({ answers }) => ({ answered: answers.whole }),
      says: ({ answers }) => (answers.whole === 'whole' ? 'answered it' : 'answered a part of it'),
    }),

    'cannot-supply': step({
      clauses: ['HH-14'],
      label: 'Say that it can’t be supplied',
      by: atCentre,
      open: unanswered,
      part: 'course',
      asks: {
        why: choice(
          'Why not?',
          'Choose why not',
          {
            'not held': 'The prison service does not hold it',
            law: 'The law does not allow it',
            danger: 'It would put someone at risk',
            other: 'Another reason',
          },
          { part: 'answer' },
        ),
        reason: paragraph('Your reason', 'Give your reason', {
          part: 'answer',
          hint: 'Say where else it may be had, if you know.',
        }),
      },
      marks: 'cannot supply',
      to: 'answered',
      tells: [owner],
      sets: () => ({ answered: 'not supplied' }),
      says: () => 'said that it can’t be supplied',
    }),

    close: step({
      clauses: ['HH-14'],
      label: 'Close it',
      about: 'When nothing more is wanted.',
      by: owning,
      open: [...open, settled],
      part: 'course',
      asks: { remark: optional(paragraph('Anything to say to them', '', { part: 'answer' })) },
      marks: 'closed',
      to: 'closed',
      sets: () => ({ ended: 'closed' }),
      tells: [centre],
      says: () => 'closed it',
    }),

    withdraw: step({
      clauses: ['HH-14'],
      label: 'Withdraw it',
      about:
        'When it is wanted no more. The prison service no longer sees what was asked for, only that something was.',
      by: owning,
      open: unanswered,
      part: 'course',
      asks: { because: optional(text('Why?', '', { part: 'answer', hint: 'They read this.' })) },
      marks: 'withdrawn',
      to: 'closed',
      sets: () => ({ ended: 'withdrawn' }),
      recalls: [{ part: ['request', 'question'], from: centre, clause: 'HH-14' }],
      tells: [centre],
      says: () => 'withdrew it',
    }),

    'ask-again': askAgain,
    'ask-again-as-agreed': { ...askAgain, label: 'Ask again, after the day agreed' },

    // Once it is over (HH-15)
    ...caseInformation.steps,
  },
}
