import { bodies, scrutinyBodies, scrutinyBodyNames } from '../../bodies.ts'
import { findDay, type Day } from '../../calendar/day.ts'
import { after, before, step, type Procedure } from '../../engine/procedure.ts'
import { choice, choices, day, documents, made, optional, paragraph, rows, text } from '../../engine/question.ts'
import { allOf, anyOf, called, inPost, of, taker } from '../../engine/who.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { byTheClock } from '../who.ts'
import { leadsDecision } from './leads-decision.ts'
import { sanctionKinds } from './sanction.ts'
import { atInspectorate, keptByInspectorate, leads } from './who.ts'

/** The leads meet every six months on what has been learnt (SP-21, SP-27); what they decide falls due for one body each. */

/** '2026-H1': the half of the year a day falls in. */
const half = (on: Day): string => `${on.slice(0, 4)}-H${Number(on.slice(5, 7)) <= 6 ? 1 : 2}`

/** The half-year that such a key names, in words, and its last day. */
const findHalf = (key: unknown) => {
  const [, year, which] = /^(\d{4})-H([12])$/.exec(String(key)) ?? []
  if (year === undefined) return undefined
  return which === '1'
    ? { name: `First half of ${year}`, until: findDay(`${year}-06-30`) }
    : { name: `Second half of ${year}`, until: findDay(`${year}-12-31`) }
}

const aLead = called(
  'the leads of the three bodies',
  anyOf(atInspectorate, allOf(of('IMB'), inPost('national-chair')), allOf(of('PPO'), inPost('deputy'))),
)

export const leadsMeeting: Procedure = {
  name: 'leads-meeting',
  prefix: 'LDM',
  title: 'Meetings of the leads',
  one: 'a meeting of the leads',
  parts: {
    calling: { label: 'Which half-year', marking: official },
    agenda: { label: 'Agenda', marking: sensitive },
    minutes: { label: 'Minutes', marking: sensitive },
  },
  stages: { due: 'To be held', called: 'Called', held: 'Held' },
  columns: {
    half: { label: 'Half-year', part: 'calling' },
    about: { label: 'Which meeting', part: 'calling' },
    on: { label: 'Called for', part: 'agenda', is: 'day' },
    heldOn: { label: 'Held on', part: 'minutes', is: 'day' },
    lessons: { label: 'Lessons', part: 'minutes', is: 'number' },
    decisions: { label: 'Decisions', part: 'minutes', is: 'number' },
  },
  heads: ['about'],
  begins: 'fall-due',
  owner: keptByInspectorate,
  keepsTold: leads,
  openBetween: leads,
  recurs: {
    key: ({ today }) => half(today),
    answers: ({ today }) => ({ half: half(today) }),
  },
  rules: {
    meet: {
      clause: 'SP-27',
      label: 'Meet with the other leads on what has been learnt',
      owedBy: leads,
      part: 'calling',
      from: ['fell due'],
      until: ['held'],
      dates: ({ answers }) => ({ limit: findHalf(answers.half)?.until }),
      basis: 'the agreement',
      by: 'hold',
    },
  },
  steps: {
    'fall-due': step({
      clauses: ['SP-27'],
      label: 'The leads are to meet',
      by: byTheClock,
      part: 'calling',
      asks: {
        half: {
          ...text('Half-year', 'Give the half-year', { example: '2026-H1' }),
          show: half => findHalf(half)?.name ?? String(half),
        },
      },
      marks: 'fell due',
      to: 'due',
      discloses: [
        { part: 'calling', to: taker, purpose: 'It keeps the time', clause: 'SP-27' },
        { part: ['calling', 'agenda', 'minutes'], to: leads, purpose: 'To meet and to learn from it', clause: 'SP-27' },
      ],
      tells: [leads],
      sets: ({ answers }) => {
        const named = findHalf(answers.half)?.name ?? ''
        return { half: named, about: `Meeting of the leads, ${named.charAt(0).toLowerCase()}${named.slice(1)}` }
      },
      says: () => 'noted that the leads are to meet',
    }),

    call: step({
      clauses: ['SP-27', 'SP-21'],
      label: 'Call the meeting',
      about: 'The pack is made from the log: how many, where, of what kinds, and how they ended.',
      by: aLead,
      open: [before('held', 'It has been held')],
      part: 'agenda',
      asks: {
        on: day('For which day?', 'Give the day', { notBeforeToday: true }),
        items: rows('What is on the agenda', 'Give at least one item', { item: text('Item', 'Say what it is') }),
        pack: made({ what: 'report', of: 'sanction-allegation', for: leads }, documents('The pack')),
      },
      marks: 'called',
      to: 'called',
      tells: [leads],
      sets: ({ answers }) => ({ on: answers.on }),
      says: () => 'called the meeting of the leads',
    }),

    hold: step({
      clauses: ['SP-27', 'SP-21'],
      label: 'Record the meeting',
      about: 'What was learnt, and what was decided. Each decision becomes a duty of one body, with a date.',
      by: atInspectorate,
      open: [before('held', 'It has been recorded')],
      part: 'minutes',
      asks: {
        heldOn: day('When was it held?', 'Give the day it was held', { notAfterToday: true }),
        attendees: rows('Who was there', 'Give at least one person', {
          name: text('Name', 'Give their name'),
          body: choice('Body', 'Choose their body', scrutinyBodyNames),
        }),
        lessons: rows('What was learnt', 'Write at least one lesson, if only that there was nothing new', {
          lesson: paragraph('Lesson', 'Write the lesson'),
          kinds: optional(choices('Kinds of sanction it is about', '', sanctionKinds)),
        }),
        decisions: rows('What was decided', '', {
          decision: paragraph('Decision', 'Write the decision'),
          body: choice('Which body sees to it?', 'Choose which body sees to it', scrutinyBodyNames),
          by: day('By when?', 'Give the day by which it is to be done', { notBeforeToday: true }),
        }),
        papers: documents('Papers'),
      },
      refuse: ({ answers }) => {
        const missing = scrutinyBodies.find(body => !answers.attendees.some(one => one.body === body))
        return missing
          ? {
              field: 'attendees',
              words: `Nobody from ${bodies[missing].name} was there`,
              next: 'The leads of all three meet: give who stood in, or call another meeting.',
            }
          : undefined
      },
      marks: 'held',
      to: 'held',
      tells: [leads],
      sets: ({ answers }) => ({
        heldOn: answers.heldOn,
        lessons: answers.lessons.length,
        decisions: answers.decisions?.length ?? 0,
      }),
      opens: ({ answers }) =>
        (answers.decisions ?? []).map(({ decision, body, by }) => ({
          procedure: leadsDecision.name,
          answers: { decision, body, by },
        })),
      says: () => 'recorded the meeting of the leads',
    }),

    remark: step({
      clauses: ['SP-27'],
      label: 'Add to the minutes',
      by: aLead,
      open: [after('held', 'It has not been recorded yet')],
      part: 'minutes',
      asks: { remark: paragraph('What do you want to add?', 'Write what you want to add') },
      tells: [leads],
      says: () => 'added to the minutes',
    }),
  },
}
