import { businessYearOf, findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { endOfBusinessYear } from '../../../calendar/period.ts'
import { lastAnswer, type Entry, type Fragment, type Matter } from '../../../engine/matter.ts'
import { after, before, provided, step, type Procedure } from '../../../engine/procedure.ts'
import { choice, day, number, onlyIf, optional, paragraph, references, text, unit } from '../../../engine/question.ts'
import { owner, taker } from '../../../engine/who.ts'
import { official, sensitive } from '../../../letters/marking.ts'
import { byTheClock } from '../../who.ts'
import { asked, warnOfPlaces } from './consultation.ts'
import { consulteesAsked } from './consultees.ts'
import { factors, type FactorName } from './risk.ts'
import { consultees, heads, planners, teams } from './who.ts'

/**
 * The programme of a business year, April to March: whom the inspectorate consults on it and what came of that (HH-5), and the
 * weights by which risk is reckoned (HH-6c). It is the planners' alone: those who are consulted have each a matter of their own,
 * and see nothing of this one.
 */

/** '2026': the year in which a business year begins. */
export const yearKey = (on: Day): string => businessYearOf(on).from.slice(0, 4)

/** 'April 2026 to March 2027'. */
export const yearInWords = (key: unknown): string => {
  const first = findDay(`${String(key)}-04-01`)
  return first ? businessYearOf(first).name : String(key)
}

const yearOf = (matter: Matter): string => String(lastAnswer(matter, 'year'))

const present = provided(
  ({ matter, world }) => yearOf(matter) === yearKey(world.today),
  'Its year is over: use this year’s programme',
)

type Said = Entry | Fragment
const saidIn = ({ entries, fragments }: Matter, name: string): readonly Said[] =>
  [...entries, ...fragments].filter(one => one.step === name)

/** Whoever has been asked in this year, by the key of their unit. */
const alreadyAsked = (matter: Matter): ReadonlySet<unknown> =>
  new Set(saidIn(matter, 'count-in').map(({ answers }) => answers.whom))

/** References of the consultations of this year. */
const consultationsOf = (matter: Matter): readonly string[] => [
  ...new Set(saidIn(matter, 'count-in').flatMap(({ answers }) => (answers.consultation ?? []) as readonly string[])),
]

export const weightColumn = (factor: string): string => `weight-${factor}`

const factorNames = Object.keys(factors) as FactorName[]

const weightAsked = (factor: FactorName) =>
  optional(
    number(factors[factor].label, '', {
      most: 100,
      hint: `Our default is ${factors[factor].usual}. Empty keeps what it is now; nought leaves it out.`,
    }),
  )

const weightsAsked = {
  time: weightAsked('time'),
  scores: weightAsked('scores'),
  intelligence: weightAsked('intelligence'),
  sanctions: weightAsked('sanctions'),
  urgent: weightAsked('urgent'),
  reviews: weightAsked('reviews'),
  leadership: weightAsked('leadership'),
} as const satisfies Readonly<Record<FactorName, unknown>>

const weightsIn = (answers: Readonly<Record<string, unknown>>): readonly [FactorName, number][] =>
  factorNames.flatMap(factor => (typeof answers[factor] === 'number' ? [[factor, answers[factor]] as const] : [])) as [
    FactorName,
    number,
  ][]

export const inspectionProgramme: Procedure = {
  name: 'inspection-programme',
  prefix: 'PRG',
  title: 'Yearly programmes of inspections',
  one: 'a year’s programme of inspections',
  parts: {
    year: { label: 'Which year', marking: official },
    plans: { label: 'Consultation and weights', marking: sensitive, searched: true },
  },
  stages: { open: 'Not consulted on yet', consulting: 'Being consulted on', settled: 'Outcome recorded' },
  columns: {
    year: { label: 'Year', part: 'year' },
    consulted: { label: 'Consultees', part: 'plans', is: 'number' },
    changed: {
      label: 'What the consultation changed',
      part: 'plans',
      values: { yes: 'Plans or framework changed', no: 'Nothing changed' },
    },
    ...Object.fromEntries(
      factorNames.map(factor => [
        weightColumn(factor),
        { label: `Weight: ${factors[factor].label.toLowerCase()}`, part: 'plans', is: 'number' as const },
      ]),
    ),
  },
  heads: ['year'],
  begins: 'open-year',
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  recurs: {
    key: ({ today }) => yearKey(today),
    answers: ({ today }) => ({ year: yearKey(today) }),
  },
  log: { shows: ['consulted', 'changed'], narrowsBy: ['changed'], counts: [] },
  rules: {
    consult: {
      clause: 'HH-5',
      label: 'Consult on the plans and the framework',
      owedBy: teams,
      part: 'year',
      from: ['opened'],
      until: ['consulted'],
      dates: () => ({ limit: endOfBusinessYear }),
      basis: 'the agreement',
      by: 'consult',
    },
    outcome: {
      clause: 'HH-5',
      label: 'Record the outcome of the consultation, for all who were asked',
      owedBy: owner,
      part: 'plans',
      from: ['consulted'],
      until: ['outcome recorded'],
      starts: ({ matter }) => findDay(String(lastAnswer(matter, 'by'))),
      dates: ({ world }) => ({ limit: world.period('consultation-outcome-hmip') }),
      basis: 'our default',
      by: 'record-outcome',
    },
  },
  steps: {
    'open-year': step({
      clauses: ['HH-5', 'HH-6a'],
      label: 'A business year begins',
      by: byTheClock,
      part: 'year',
      asks: { year: text('The year in which it begins', 'Give the year in which it begins', { example: '2026' }) },
      marks: 'opened',
      to: 'open',
      discloses: [
        { part: 'year', to: taker, purpose: 'It keeps the time', clause: 'HH-5' },
        { part: ['year', 'plans'], to: heads, purpose: 'They plan too', clause: 'HH-6c' },
      ],
      tells: [teams],
      sets: ({ answers }) => ({ year: yearInWords(answers.year) }),
      says: ({ answers }) => `opened the programme of ${yearInWords(answers.year)}`,
    }),

    consult: step({
      clauses: ['HH-5'],
      label: 'Consult on the plans and the framework',
      about:
        'Each of those you choose is asked in a matter of their own: none sees what another answers, or who else was asked, and nobody sees this programme. Whether and when to inspect stays with the inspectorate.',
      by: planners,
      open: [present, before('outcome recorded', 'The outcome has been recorded')],
      adds: true,
      part: 'plans',
      asks: {
        whom: consulteesAsked('Whom do you consult?', 'Choose whom you consult'),
        by: day('By when do you ask for answers?', 'Give the day by which you ask for answers', {
          notBeforeToday: true,
        }),
        on: { ...asked.on, part: undefined },
        words: { ...asked.words, part: undefined },
        link: { ...asked.link, part: undefined },
      },
      refuse: ({ matter, answers, world }) => {
        const before = alreadyAsked(matter)
        const again = answers.whom.find(key => before.has(key))
        return again === undefined
          ? undefined
          : {
              field: 'whom',
              words: `${world.directory.unit(again).name} has been asked already this year`,
              next: 'Leave them out. What is still to be said to them goes into their own matter.',
            }
      },
      warn: ({ answers, world }) => warnOfPlaces(answers.words, world),
      marks: 'consulted',
      to: 'consulting',
      sets: ({ matter, answers }) => ({ consulted: alreadyAsked(matter).size + answers.whom.length }),
      opens: ({ matter, answers: { whom, by, on, words, link } }) =>
        whom.map(consultee => ({
          procedure: 'consultation',
          answers: { consultee, year: yearInWords(yearOf(matter)), by, on, words, link, programme: [matter.reference] },
        })),
      tells: [teams, heads],
      says: ({ answers }) =>
        `asked ${answers.whom.length === 1 ? 'one body' : `${answers.whom.length} bodies`} to answer by ${formatDay(answers.by)}`,
    }),

    'count-in': step({
      clauses: ['HH-5'],
      label: 'Count in a consultation',
      follows: true,
      about: 'Done by itself when somebody is consulted, so that the outcome reaches them.',
      by: planners,
      open: [before('outcome recorded', 'The outcome has been recorded')],
      adds: true,
      part: 'plans',
      asks: {
        consultation: references('The consultation’s reference', {
          of: { prefix: 'CNS', what: 'consultation' },
          one: true,
          missing: 'Give the consultation’s reference',
        }),
        whom: unit('Who is asked?', 'Choose who is asked', ({ world }) => consultees(world)),
      },
      refuse: ({ matter, answers }) =>
        consultationsOf(matter).includes(String(answers.consultation[0]))
          ? { field: 'consultation', words: 'It is counted in already' }
          : undefined,
      says: ({ answers, world }) =>
        `counted in the consultation of ${world.directory.findUnit(String(answers.whom))?.name ?? 'a body'}`,
    }),

    'record-outcome': step({
      clauses: ['HH-5'],
      label: 'Record the outcome of the consultation',
      about:
        'Everybody who was asked is told it in their own matter, whether they answered or not. Nobody sees another’s answer.',
      by: planners,
      open: [
        after('consulted', 'Nobody has been consulted yet'),
        before('outcome recorded', 'The outcome has been recorded'),
      ],
      part: 'plans',
      asks: {
        outcome: paragraph('What was said, and what came of it?', 'Say what came of the consultation', {
          hint: 'All who were asked read this. Say who said what only if they agree, and name no place and no date by which an unannounced inspection could be known.',
          example: 'Two bodies asked for more follow-up of health care. It is in the framework from April.',
        }),
        changed: choice(
          'Did it change the plans or the framework?',
          'Say whether it changed the plans or the framework',
          { yes: 'Yes', no: 'No' },
        ),
        own: onlyIf(
          'changed',
          'yes',
          paragraph('What changed, for the inspectorate alone', 'Say what changed', {
            hint: 'This stays with those who plan.',
          }),
        ),
      },
      warn: ({ answers, matter, world }) => {
        const by = findDay(String(lastAnswer(matter, 'by')))
        const early =
          by && by >= world.today && `Answers may still come until ${formatDay(by)}: after this there are none.`
        return [early, warnOfPlaces(answers.outcome, world)].filter(Boolean).join(' ') || undefined
      },
      marks: 'outcome recorded',
      to: 'settled',
      sets: ({ answers }) => ({ changed: answers.changed }),
      also: ({ matter, answers: { outcome } }) =>
        consultationsOf(matter).map(reference => ({
          reference,
          step: 'tell-outcome',
          answers: { outcome },
          // One that was withdrawn is nobody’s to be told of.
          ifOpen: true,
        })),
      tells: [teams, heads],
      says: () => 'recorded the outcome of the consultation',
    }),

    'set-weights': step({
      clauses: ['HH-6c'],
      label: 'Set the weights of the risk',
      about:
        'How many points each factor may come to, at every place. Leave empty what stays as it is: what each comes to now stands in the programme, under what the risk is made of. They hold until they are set again, next year too.',
      by: planners,
      open: [present],
      adds: true,
      part: 'plans',
      asks: {
        ...weightsAsked,
        because: paragraph('Why?', 'Say why the weights change', {
          hint: 'It stays in the history.',
          example: 'Scores told more than time in the last three years.',
        }),
      },
      refuse: ({ answers }) =>
        weightsIn(answers).length === 0 ? { field: 'time', words: 'Give at least one weight, or go back' } : undefined,
      marks: 'weights set',
      sets: ({ answers }) =>
        Object.fromEntries(weightsIn(answers).map(([factor, weight]) => [weightColumn(factor), weight])),
      tells: [teams, heads],
      says: ({ answers }) =>
        `set the weight of ${weightsIn(answers)
          .map(([factor, weight]) => `${factors[factor].label.toLowerCase()} to ${weight}`)
          .join(', of ')}`,
    }),
  },
}
