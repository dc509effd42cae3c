import { findDay, formatDay } from '../../../calendar/day.ts'
import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import { after, before, step, type Condition, type Procedure } from '../../../engine/procedure.ts'
import { choice, day, onlyIf, optional, paragraph, place, references, text } from '../../../engine/question.ts'
import { audience, owner, whoever } from '../../../engine/who.ts'
import { official } from '../../../letters/marking.ts'
import { heads, planners, teams } from '../programme/who.ts'
import { postsThere } from '../who.ts'
import { keptAsRecord } from '../retention.ts'

/** One establishment's part in a thematic review: access is agreed with its governor before anyone comes (HH-42). */

const governor = audience('the governor', where => postsThere(where, 'governor'))
const asGovernor = whoever('the governor', (me, matter, world) =>
  postsThere({ matter, world }, 'governor').includes(me.post),
)

const open: readonly Condition[] = [before('visited', 'It has taken place'), before('given up', 'It was given up')]

const answers = {
  agreed: 'Yes, on those days',
  others: 'Yes, on other days',
  not: 'No',
} as const

const daysInWords = (matter: Matter): string => {
  const [first, last] = ['first', 'last'].map(name => findDay(String(lastAnswer(matter, name))))
  return first && last ? `${formatDay(first)} to ${formatDay(last)}` : 'days that are not settled'
}

const first = () => day('First day', 'Give the first day', { notBeforeToday: true })
const last = () => day('Last day', 'Give the last day', { notBeforeToday: true })

const inOrder = ({ first, last }: { first?: string; last?: string }) =>
  first && last && last < first ? { field: 'last', words: 'The last day comes before the first' } : undefined

export const thematicVisit: Procedure = keptAsRecord(
  'thematic-reviews',
  {
    ends: { 'record-visit': 'ended', 'give-up': undefined },
    parts: ['course'],
    what: 'what was asked of the establishment, and what it answered',
  },
  {
    name: 'thematic-visit',
    prefix: 'THV',
    title: 'Visits for thematic reviews',
    one: 'a visit for a thematic review',
    parts: { course: { label: 'The visit', marking: official, searched: true } },
    stages: { asked: 'Access asked for', agreed: 'Agreed', visited: 'Visited', off: 'Not taking place' },
    asides: ['off'],
    columns: {
      title: { label: 'Review', part: 'course' },
      first: { label: 'First day', part: 'course', is: 'day' },
      last: { label: 'Last day', part: 'course', is: 'day' },
      access: { label: 'Access', part: 'course', values: answers },
    },
    heads: ['title'],
    headsWithPlace: true,
    atPlace: { under: 'inspections', on: ['last', 'first'], shows: ['access'], leavesOut: ['off'] },
    log: { shows: ['first', 'last', 'access'], narrowsBy: ['access'], counts: ['access'] },
    begins: 'ask',
    follows: true,
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    rules: {
      answer: {
        clause: 'HH-42',
        label: 'Say whether a thematic review may visit',
        owedBy: governor,
        part: 'course',
        from: ['asked'],
        until: ['agreed', 'other days proposed', 'refused'],
        fallsAway: ['given up'],
        dates: ({ world }) => ({ limit: world.period('thematic-access-hmpps') }),
        basis: 'our default',
        by: 'answer',
      },
    },
    steps: {
      ask: step({
        clauses: ['HH-42'],
        label: 'Ask an establishment for access to a thematic review',
        by: planners,
        part: 'course',
        asks: {
          place: place('Which establishment?', 'Choose the establishment'),
          title: text('What is the review called?', 'Say what it is called'),
          review: references('Which review is it for?', { of: { prefix: 'THM', what: 'thematic review' }, one: true }),
          first: first(),
          last: last(),
          wants: paragraph('What do you ask of them?', 'Say what you ask of them', { clause: 'HH-17' }),
        },
        refuse: ({ answers: typed, matter, world }) =>
          inOrder(typed) ??
          (postsThere({ matter, world }, 'governor').length === 0
            ? { field: 'place', words: 'Nobody is governor of that place here', next: 'Ask them another way.' }
            : undefined),
        marks: 'asked',
        to: 'asked',
        links: ({ answers: { review } }) => review,
        discloses: [
          { part: 'course', to: governor, purpose: 'To agree access and make arrangements', clause: 'HH-42' },
          { part: 'course', to: heads, purpose: 'They answer for the review', clause: 'HH-42' },
        ],
        tells: [governor],
        sets: ({ answers: { title, first, last } }) => ({ title, first, last }),
        says: () => 'asked for access',
      }),

      answer: step({
        clauses: ['HH-42'],
        label: 'Say whether they may come',
        answers: 'ask',
        by: asGovernor,
        open: [...open, before('agreed', 'It has been agreed')],
        adds: true,
        part: 'course',
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
        to: { agreed: ({ answers: { access } }) => access === 'agreed' },
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
        open: [...open, after('other days proposed', 'The governor has not proposed other days')],
        part: 'course',
        asks: { first: first(), last: last() },
        refuse: ({ answers: typed }) => inOrder(typed),
        marks: 'agreed',
        to: 'agreed',
        tells: [governor],
        sets: ({ answers: { first, last } }) => ({ first, last, access: 'agreed' }),
        says: () => 'settled its days with the governor',
      }),

      'record-visit': step({
        clauses: ['HH-42'],
        label: 'Record that it took place',
        by: planners,
        open: [...open, after('agreed', 'Nobody comes before access is agreed with the governor', 'HH-42')],
        part: 'course',
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
        part: 'course',
        asks: { because: text('Why?', 'Say why', { hint: 'The governor reads this.' }) },
        marks: 'given up',
        to: 'off',
        tells: [governor],
        says: () => 'gave the visit up',
      }),
    },
  },
)
