import { findDay, formatDay } from '../../../calendar/day.ts'
import { weeks } from '../../../calendar/period.ts'
import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import { before, step, type Condition, type Procedure } from '../../../engine/procedure.ts'
import { choices, day, documents, optional, paragraph, references, text, unit } from '../../../engine/question.ts'
import { atMostOne, chosen, owner, whoever } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { official, sensitive } from '../../../letters/marking.ts'
import { byTheClock, theClock } from '../../who.ts'
import { consultees, heads, planners, teams } from './who.ts'
import { consultations } from '../retention.ts'

/**
 * What one consultee is asked about the plans and the framework of a year (HH-5). Each has a matter of their own, so that nobody
 * sees what another answered, or who else was asked. They answer, and are asked again when they have not; to inspect or not
 * is the inspectorate's to decide, and no step here stops it or tells when.
 */

export const matters = { plans: 'What is planned for the year', framework: 'The framework for inspections' } as const

const consulteeOf = (matter: Matter): string | undefined => {
  const key = lastAnswer(matter, 'consultee')
  return typeof key === 'string' ? key : undefined
}

/** An unannounced inspection is nobody’s to know of (HH-6b): a place that is named is pointed out before it is sent. */
export const warnOfPlaces = (words: string, { directory }: World): string | undefined => {
  const said = inWords(words)
  const named = new Set(directory.places.flatMap(({ name, closed }) => (closed ? [] : [name.replace(/ \(.*/, '')])))
  const found = [...named].filter(name => said.includes(inWords(name)))
  return found.length > 0
    ? `It names ${found.join(', ')}. Go on only if nobody can learn from it where an unannounced inspection is planned, or when.`
    : undefined
}
/** Word by word, so that no name is found within another word. */
const inWords = (words: string): string => ` ${words.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `

const theConsultee = atMostOne('the one who is asked', ({ matter }) => consulteeOf(matter))
const consulted = whoever('whoever is asked', (me, matter) => me.unit === consulteeOf(matter))

const open: readonly Condition[] = [
  before('withdrawn', 'It was withdrawn'),
  before('outcome told', 'The outcome has been told'),
]

/** What every consultation asks: the same words for all of a year. */
export const asked = {
  on: choices('What are they asked about?', 'Choose what they are asked about', matters, { part: 'request' }),
  words: paragraph('What do you ask of them?', 'Say what you ask of them', {
    part: 'request',
    hint: 'They read this. Name no place and no date by which an unannounced inspection could be known.',
    example: 'Which kinds of establishment should be inspected sooner, and which standards should change?',
  }),
  link: optional(
    text('Where the papers can be read', '', { part: 'request', example: 'https://www.example.org/framework' }),
  ),
}

export const consultation: Procedure = {
  name: 'consultation',
  prefix: 'CNS',
  title: 'Consultations on plans and framework',
  one: 'a consultation on plans and framework',
  parts: {
    course: { label: 'Its course', marking: official },
    request: { label: 'What is asked', marking: sensitive, searched: true },
    answer: { label: 'The answer, and what came of it', marking: sensitive, searched: true },
    own: { label: 'What the inspectorate keeps to itself', marking: sensitive },
  },
  stages: { asked: 'Asked', answered: 'Answered', told: 'Outcome told', withdrawn: 'Withdrawn' },
  asides: ['withdrawn'],
  columns: {
    about: { label: 'About', part: 'course' },
    consultee: { label: 'Who is asked', part: 'course' },
    on: { label: 'About what', part: 'request', values: matters },
    ...consultations.columns,
  },
  heads: ['about'],
  begins: 'ask',
  follows: true,
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  log: { shows: ['consultee', 'on'], narrowsBy: ['on'], counts: ['on'] },
  rules: {
    answer: {
      clause: 'HH-5',
      label: 'Answer the inspectorate’s consultation',
      owedBy: theConsultee,
      part: 'course',
      from: ['asked'],
      until: ['answered'],
      fallsAway: ['outcome told', 'withdrawn'],
      dates: ({ matter }) => {
        const by = findDay(String(lastAnswer(matter, 'by')))
        return { limit: by && { day: by, working: 'The day the inspectorate asked for' } }
      },
      basis: 'agreed',
      by: 'answer',
      chase: { step: 'ask-again', every: weeks(1) },
    },
    ...consultations.rules,
  },
  kept: consultations.kept,
  steps: {
    ask: step({
      clauses: ['HH-5'],
      label: 'Ask somebody about the plans and the framework',
      about: 'Those who are asked see their own question and their own answer, and nothing of anybody else’s.',
      by: planners,
      part: 'course',
      asks: {
        consultee: unit('Who is asked?', 'Choose who is asked', ({ world }) => consultees(world)),
        year: text('Of which year?', 'Say of which year', { example: 'April 2026 to March 2027' }),
        by: day('By when do you ask for an answer?', 'Give the day by which you ask for an answer', {
          notBeforeToday: true,
        }),
        ...asked,
        programme: references('The programme it is part of', {
          of: { prefix: 'PRG', what: 'programme' },
          one: true,
          part: 'own',
          hint: 'Its outcome then goes to them too.',
        }),
      },
      warn: ({ answers, world }) => warnOfPlaces(answers.words, world),
      marks: 'asked',
      to: 'asked',
      discloses: [
        { part: 'course', to: theClock, purpose: 'To keep the time; without what is asked', clause: 'HH-5' },
        {
          part: ['course', 'request', 'answer'],
          to: chosen('consultee', 'whoever is asked'),
          purpose: 'To be consulted on plans and framework',
          clause: 'HH-5',
        },
        { part: ['course', 'request', 'answer', 'own'], to: heads, purpose: 'They plan too', clause: 'HH-5' },
      ],
      tells: [chosen('consultee', 'whoever is asked')],
      sets: ({ answers, world }) => ({
        about: `Plans and framework, ${answers.year}`,
        consultee: world.directory.unit(answers.consultee).name,
        on: answers.on,
      }),
      links: ({ answers }) => answers.programme ?? [],
      also: ({ matter, answers }) =>
        (answers.programme ?? []).map(reference => ({
          reference,
          step: 'count-in',
          answers: { consultation: [matter.reference], whom: answers.consultee },
        })),
      says: ({ answers, world }) =>
        `asked ${world.directory.findUnit(String(answers.consultee))?.name ?? 'them'} to answer by ${formatDay(answers.by)}`,
    }),

    'ask-again': step({
      clauses: ['HH-5'],
      label: 'Ask for the answer again',
      by: byTheClock,
      open: [...open, before('answered', 'They have answered')],
      part: 'course',
      asks: {},
      tells: [theConsultee, owner],
      says: () => 'asked again: there is no answer yet',
    }),

    answer: step({
      clauses: ['HH-5'],
      label: 'Answer',
      answers: 'ask',
      about:
        'The inspectorate reads it, and nobody else. You may add to it until the outcome is told. Whether and when a place is inspected is for the inspectorate alone.',
      by: consulted,
      open,
      adds: true,
      part: 'course',
      asks: {
        answer: paragraph('What do you say?', 'Write your answer', {
          part: 'answer',
          example: 'We ask for more inspections of women’s prisons.',
        }),
        papers: documents('Papers', { part: 'answer' }),
      },
      marks: 'answered',
      to: 'answered',
      tells: [owner, heads],
      says: () => 'answered',
    }),

    'tell-outcome': step({
      clauses: ['HH-5'],
      label: 'Tell them the outcome',
      about: 'Recording the outcome in the year’s programme tells everybody who was asked, without this.',
      by: planners,
      open: [before('withdrawn', 'It was withdrawn')],
      adds: true,
      part: 'course',
      asks: {
        outcome: paragraph('What came of the consultation?', 'Say what came of the consultation', {
          part: 'answer',
          hint: 'They read this. Name no place and no date by which an unannounced inspection could be known.',
        }),
      },
      warn: ({ answers, world }) => warnOfPlaces(answers.outcome, world),
      marks: 'outcome told',
      to: 'told',
      tells: [theConsultee],
      says: () => 'told the outcome of the consultation',
    }),

    withdraw: step({
      clauses: ['HH-5'],
      label: 'Withdraw it',
      about: 'When it was sent by mistake. They no longer see anything of it.',
      by: planners,
      open,
      part: 'course',
      asks: { reason: paragraph('Why is it withdrawn?', 'Say why it is withdrawn', { part: 'own' }) },
      marks: 'withdrawn',
      to: 'withdrawn',
      recalls: [{ part: ['course', 'request', 'answer'], from: theConsultee, clause: 'HH-5' }],
      says: () => 'withdrew it',
    }),

    // Once it is over (HH-15)
    ...consultations.steps,
  },
}
