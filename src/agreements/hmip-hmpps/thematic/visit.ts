import { findDay, formatDay } from '../../../calendar/day.ts'
import { has, lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import {
  after,
  afterAny,
  before,
  provided,
  step,
  type Condition,
  type Procedure,
  type Refusal,
} from '../../../engine/procedure.ts'
import { choice, day, onlyIf, optional, paragraph, place, references, text } from '../../../engine/question.ts'
import { audience, owner, whoever } from '../../../engine/who.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { official, sensitive } from '../../../letters/marking.ts'
import { accessColumns, accessParts, accessRules, accessSteps, refusals } from '../access.ts'
import { heads, planners, teams } from '../programme/who.ts'
import { within } from '../settings.ts'
import { governorsAt, postsThere } from '../who.ts'
import { keptAsRecord } from '../retention.ts'

/**
 * One establishment’s part in a thematic review: access is agreed with its governor before anyone comes (HH-42). One who does not
 * agree may be asked again; the refusal may be written down and taken further up, as any refusal of access is (HH-8); or another
 * establishment is asked instead, and then what was written down is still to be answered.
 */

const governor = audience('the governor', where => postsThere(where, 'governor'))
const asGovernor = whoever('the governor', (me, matter, world) =>
  postsThere({ matter, world }, 'governor').includes(me.post),
)

const open: readonly Condition[] = [before('visited', 'It has taken place'), before('given up', 'It was given up')]
const notAgreed = before('agreed', 'It has been agreed')

/** What was written down as refused is answered first, by the governor or by those above (HH-8). */
const noneRefused = provided(
  ({ matter }) => !has(matter, 'access refused') || has(matter, 'access answered'),
  'It is written down that access was refused: that is answered first',
  'HH-8',
)

const answers = {
  agreed: 'Yes, on those days',
  others: 'Yes, on other days',
  not: 'No',
} as const

const daysInWords = (matter: Matter): string => {
  const [first, last] = ['first', 'last'].map(name => findDay(String(lastAnswer(matter, name))))
  return first && last ? `${formatDay(first)} to ${formatDay(last)}` : 'days that are not settled'
}

/** The review it is for, where it was asked for one. */
const reviewOf = (matter: Matter) => (lastAnswers(matter, 'ask')?.review ?? []) as readonly string[]

const first = () => day('First day', 'Give the first day', { notBeforeToday: true })
const last = () => day('Last day', 'Give the last day', { notBeforeToday: true })

/** The day that was asked for before, while it has not passed. */
const stillToCome =
  (question: 'first' | 'last') =>
  ({ matter, world }: Pick<Taking, 'matter' | 'world'>): string | undefined => {
    const on = findDay(String(lastAnswer(matter, question)))
    return on && on >= world.today ? on : undefined
  }

const inOrder = ({ first, last }: { first?: string; last?: string }) =>
  first && last && last < first ? { field: 'last', words: 'The last day comes before the first' } : undefined

const nobodyToAsk = (world: World, place: string, field: string): Refusal | undefined =>
  governorsAt(world, place).length === 0
    ? { field, words: 'Nobody is governor of that place here', next: 'Ask them another way.' }
    : undefined

export const thematicVisit: Procedure = keptAsRecord(
  'thematic-reviews',
  {
    ends: { 'record-visit': 'ended', 'choose-another': undefined, 'give-up': undefined },
    parts: ['visit', 'own', 'access'],
    what: 'what was asked of the establishment, and what it answered',
  },
  {
    name: 'thematic-visit',
    prefix: 'THV',
    title: 'Visits for thematic reviews',
    one: 'a visit for a thematic review',
    parts: {
      visit: { label: 'The visit', marking: official, searched: true },
      own: { label: 'The inspectorate’s own', marking: sensitive },
      ...accessParts,
    },
    stages: {
      asked: 'Access asked for',
      refused: 'Refused so far',
      agreed: 'Agreed',
      visited: 'Visited',
      off: 'Not taking place',
    },
    asides: ['refused', 'off'],
    columns: {
      title: { label: 'Review', part: 'visit' },
      first: { label: 'First day', part: 'visit', is: 'day' },
      last: { label: 'Last day', part: 'visit', is: 'day' },
      access: { label: 'Answer', part: 'visit', values: answers },
      ...accessColumns,
    },
    heads: ['title', 'accessAt'],
    headsWithPlace: true,
    atPlace: { under: 'inspections', on: ['last', 'first'], shows: ['access'], leavesOut: ['off'] },
    log: { shows: ['first', 'last', 'access'], narrowsBy: ['access', 'refused'], counts: ['access'] },
    begins: 'ask',
    follows: true,
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    rules: {
      answer: {
        clause: 'HH-42',
        label: 'Say whether a thematic review may visit',
        owedBy: governor,
        part: 'visit',
        from: ['asked'],
        until: ['agreed', 'other days proposed', 'refused'],
        fallsAway: ['given up'],
        dates: ({ world }) => ({ limit: world.period('thematic-access-hmpps') }),
        basis: 'our default',
        by: 'answer',
      },
      'after a refusal': {
        clause: 'HH-42',
        label: 'Say what becomes of a thematic visit that was refused',
        owedBy: owner,
        part: 'visit',
        from: ['refused'],
        until: ['asked again', 'access refused', 'agreed', 'other days proposed'],
        fallsAway: ['given up'],
        dates: within('thematic-refused-hmip'),
        basis: 'our default',
        by: 'ask-again',
      },
      // Whether or not another establishment is asked instead, what was written down as refused is answered for.
      ...accessRules,
    },
    steps: {
      ask: step({
        clauses: ['HH-42'],
        label: 'Ask an establishment for access to a thematic review',
        by: planners,
        part: 'visit',
        asks: {
          place: place('Which establishment?', 'Choose the establishment'),
          title: text('What is the review called?', 'Say what it is called'),
          review: references('Which review is it for?', { of: { prefix: 'THM', what: 'thematic review' }, one: true }),
          first: first(),
          last: last(),
          wants: paragraph('What do you ask of them?', 'Say what you ask of them', { clause: 'HH-17' }),
        },
        refuse: ({ answers: typed, world }) => inOrder(typed) ?? nobodyToAsk(world, typed.place, 'place'),
        marks: 'asked',
        to: 'asked',
        links: ({ answers: { review } }) => review,
        also: ({ answers: { review, place }, matter }) =>
          (review ?? []).map(reference => ({
            reference,
            step: 'keep-visit',
            answers: { place, visit: [matter.reference] },
            from: { place: 'place' },
          })),
        discloses: [
          { part: 'visit', to: governor, purpose: 'To agree access and make arrangements', clause: 'HH-42' },
          {
            part: ['visit', 'own', 'course', 'access'],
            to: heads,
            purpose: 'They answer for the review',
            clause: 'HH-42',
          },
        ],
        tells: [governor],
        sets: ({ answers: { title, first, last } }) => ({ title, first, last }),
        says: () => 'asked for access',
      }),

      answer: step({
        clauses: ['HH-42'],
        label: 'Say whether they may come',
        answers: ['ask', 'ask-again'],
        by: asGovernor,
        open: [...open, notAgreed, noneRefused],
        adds: true,
        part: 'visit',
        asks: {
          access: choice('May they come?', 'Say whether they may come', answers),
          from: onlyIf('access', 'others', day('From which day?', 'Give the first day', { notBeforeToday: true })),
          until: onlyIf('access', 'others', day('Until which day?', 'Give the last day', { notBeforeToday: true })),
          why: onlyIf('access', 'not', paragraph('Why not?', 'Say why not')),
          contact: optional(text('Who is their contact, and on which number?', '')),
        },
        refuse: ({ answers: { from, until } }) => {
          const wrong = inOrder({ first: from, last: until })
          return wrong && { ...wrong, field: 'until' }
        },
        marks: {
          agreed: ({ answers: { access } }) => access === 'agreed',
          'other days proposed': ({ answers: { access } }) => access === 'others',
          refused: ({ answers: { access } }) => access === 'not',
        },
        clears: ['refused', 'other days proposed'],
        to: {
          agreed: ({ answers: { access } }) => access === 'agreed',
          refused: ({ answers: { access } }) => access === 'not',
          asked: () => true,
        },
        tells: [owner],
        sets: ({ answers: { access } }) => ({ access }),
        says: ({ answers: { access } }) =>
          access === 'agreed'
            ? 'agreed to the visit'
            : access === 'others'
              ? 'proposed other days'
              : 'did not agree to it',
      }),

      'settle-days': step({
        clauses: ['HH-42'],
        label: 'Settle its days',
        about: 'Those the governor proposed, or others that you agreed with them.',
        by: planners,
        open: [
          ...open,
          afterAny(
            ['other days proposed', 'access answered'],
            'The governor has not proposed other days, nor has anybody given access that was refused',
          ),
          noneRefused,
        ],
        part: 'visit',
        asks: { first: first(), last: last() },
        refuse: ({ answers: typed }) => inOrder(typed),
        marks: 'agreed',
        to: 'agreed',
        tells: [governor],
        sets: ({ answers: { first, last } }) => ({ first, last, access: 'agreed' }),
        says: () => 'settled its days with the governor',
      }),

      'ask-again': step({
        clauses: ['HH-42'],
        label: 'Ask the governor again',
        about: 'With your reason, and other days if that helps. They have as long to answer as they had before.',
        by: planners,
        open: [
          ...open,
          notAgreed,
          afterAny(['refused', 'other days proposed'], 'The governor has not refused, or proposed other days'),
          noneRefused,
        ],
        part: 'visit',
        asks: {
          because: paragraph('Why do you ask again?', 'Say why you ask again', {
            hint: 'The governor reads this: answer the reason that they gave.',
          }),
          first: { ...first(), usual: stillToCome('first') },
          last: { ...last(), usual: stillToCome('last') },
        },
        refuse: ({ answers: typed }) => inOrder(typed),
        marks: ['asked', 'asked again'],
        clears: ['refused', 'other days proposed'],
        to: 'asked',
        tells: [governor],
        sets: ({ answers: { first, last } }) => ({ first, last, access: '' }),
        says: () => 'asked again for access',
      }),

      ...accessSteps({
        label: 'Record that access is refused, to take it higher if need be',
        open: [...open, afterAny(['refused', 'agreed'], 'The governor has neither refused nor agreed')],
        to: choice(
          'To what?',
          'Choose what access is refused',
          { visit: 'The visit itself', ...refusals },
          { part: 'access' },
        ),
        at: optional(
          text('From when until when, if it was while you were there?', '', {
            part: 'access',
            example: '09:10 to 10:00',
          }),
        ),
      }),

      'choose-another': step({
        clauses: ['HH-42'],
        label: 'Ask another establishment instead',
        about:
          'This visit is given up, and another governor is asked in a matter of their own. The governor here is not told which place it is.',
        by: planners,
        open: [...open, notAgreed],
        part: 'visit',
        asks: {
          instead: place('Which establishment?', 'Choose the establishment', { part: 'own' }),
          firstThere: day('First day', 'Give the first day', { part: 'own', notBeforeToday: true }),
          lastThere: day('Last day', 'Give the last day', { part: 'own', notBeforeToday: true }),
          wanted: paragraph('What do you ask of them?', 'Say what you ask of them', {
            part: 'own',
            clause: 'HH-17',
            usual: ({ matter }) => lastAnswers(matter, 'ask')?.wants as string | undefined,
          }),
          why: optional(paragraph('Why another?', '', { part: 'own', hint: 'For the inspectorate alone.' })),
        },
        refuse: ({ answers: { instead, firstThere, lastThere }, matter, world }) => {
          const wrong = inOrder({ first: firstThere, last: lastThere })
          if (wrong) return { ...wrong, field: 'lastThere' }
          if (instead === matter.place)
            return {
              field: 'instead',
              words: 'This is where you were refused',
              next: 'Choose another, or ask the governor again.',
            }
          return nobodyToAsk(world, instead, 'instead')
        },
        marks: 'given up',
        to: 'off',
        tells: [governor],
        // By way of its review, whose history tells who was asked.
        also: taking =>
          reviewOf(taking.matter).map(reference => ({
            reference,
            step: 'approach',
            answers: {
              visits: [
                { place: taking.answers.instead, first: taking.answers.firstThere, last: taking.answers.lastThere },
              ],
              wants: taking.answers.wanted,
            },
            from: { 'visits-0-place': 'instead' },
          })),
        opens: ({ matter, answers: { instead, firstThere, lastThere, wanted } }) =>
          reviewOf(matter).length > 0
            ? []
            : [
                {
                  procedure: 'thematic-visit',
                  answers: {
                    place: instead,
                    first: firstThere,
                    last: lastThere,
                    title: lastAnswer(matter, 'title'),
                    wants: wanted,
                  },
                },
              ],
        says: () => 'gave the visit up, and asked another establishment instead',
      }),

      'record-visit': step({
        clauses: ['HH-42'],
        label: 'Record that it took place',
        by: planners,
        open: [...open, after('agreed', 'Nobody comes before access is agreed with the governor', 'HH-42')],
        part: 'visit',
        asks: {
          ended: day('On which day did it end?', 'Give the day', { notAfterToday: true }),
          thanks: optional(paragraph('Anything to tell the governor?', '')),
        },
        refuse: ({ answers: { ended }, matter }) => {
          const from = findDay(String(lastAnswer(matter, 'first')))
          return from && ended < from
            ? {
                field: 'ended',
                words: `It was agreed for ${daysInWords(matter)}: it can’t have ended before`,
                next: 'Give a later day.',
              }
            : undefined
        },
        marks: 'visited',
        to: 'visited',
        tells: [governor],
        says: () => 'visited',
      }),

      'give-up': step({
        clauses: ['HH-42'],
        label: 'Give it up',
        by: planners,
        open,
        part: 'visit',
        asks: { because: text('Why?', 'Say why', { hint: 'The governor reads this.' }) },
        marks: 'given up',
        to: 'off',
        tells: [governor],
        says: () => 'gave the visit up',
      }),
    },
  },
)
