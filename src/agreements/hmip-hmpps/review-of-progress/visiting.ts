import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { addDays, dayOf, daysBetween, formatDay, type Day } from '../../../calendar/day.ts'
import { after, before, step, type Refusal } from '../../../engine/procedure.ts'
import { choice, day, number, optional, paragraph } from '../../../engine/question.ts'
import { notOver, unpublished } from './choosing.ts'
import { announcedDays, begunOn, inspectionEnded } from './reading.ts'
import { announcedTo, heads, writers } from './who.ts'
import { lengths, outsideWindow, usualLength, usualTeam } from './words.ts'

/** The visit is announced, and is short (HH-41); as a rule it is eight to twelve months after the inspection (HH-40). */

/** What is unusual about a visit, in sentences; nothing stands in its way. */
const unusual = (...said: readonly (string | false | undefined)[]): string | undefined =>
  said.filter(Boolean).join(' ') || undefined

const beforeInspection = (field: string, on: Day, ended: Day | undefined) =>
  ended && on <= ended
    ? { field, words: `That is not after the inspection, which ended on ${formatDay(ended)}` }
    : undefined

/** However often it was moved since, it was announced when it was announced first. */
function beforeAnnounced(on: Day, matter: Matter): Refusal | undefined {
  const first = matter.entries.find(one => one.step === 'announce')
  const announced = first && dayOf(first.at)
  return announced && on < announced
    ? {
        field: 'on',
        words: `The review was announced on ${formatDay(announced)}: it can’t have begun before`,
        clause: 'HH-41',
        next: 'Give that day or a later one.',
      }
    : undefined
}

export const announce = step({
  clauses: ['HH-41', 'HH-40'],
  label: 'Announce the visit',
  about:
    'To the governor and the group director, the monitoring board and the Scrutiny and Intelligence Unit. Announce it again to move it, until it has begun.',
  by: writers,
  open: [
    notOver,
    after('chosen', 'Choose it for a review first', 'HH-37'),
    before('visit begun', 'The visit has begun'),
  ],
  part: 'course',
  asks: {
    first: {
      ...day('First day of the visit', 'Give the first day of the visit', { notBeforeToday: true, clause: 'HH-40' }),
      usual: ({ matter }) => lastAnswers(matter, 'announce')?.first as string | undefined,
    },
    last: {
      ...day('Last day of the visit', 'Give the last day of the visit'),
      usual: ({ matter }) => lastAnswers(matter, 'announce')?.last as string | undefined,
    },
    length: {
      ...choice('How long is it on site?', 'Say how long it is on site', lengths, {
        hint: 'Two and a half days, as a rule.',
      }),
      usual: usualLength,
    },
    team: number('How many inspectors come?', 'Say how many inspectors come', {
      least: 1,
      most: 30,
      hint: 'Four or five, as a rule.',
    }),
    note: optional(
      paragraph('Anything the establishment should know', '', { hint: 'Everyone it is announced to reads this.' }),
    ),
  },
  refuse: ({ answers: { first, last, length }, matter }) => {
    if (last < first) return { field: 'last', words: 'The last day comes before the first' }
    if (daysBetween(first, addDays(last, 1)) < Number(length))
      return { field: 'length', words: `${lengths[length]} do not fit between these days` }
    return beforeInspection('first', first, inspectionEnded(matter))
  },
  warn: ({ answers, matter, world }) =>
    unusual(
      outsideWindow(inspectionEnded(matter), answers.first, answers.last, world),
      (answers.team < usualTeam.least || answers.team > usualTeam.most) &&
        `The agreement has four or five inspectors; this is ${answers.team}.`,
      answers.length !== usualLength &&
        `The agreement has two and a half days; this is ${lengths[answers.length].toLowerCase()}.`,
    ),
  marks: 'announced',
  to: 'announced',
  discloses: [{ part: 'course', to: announcedTo, purpose: 'To make ready for the visit', clause: 'HH-41' }],
  tells: [announcedTo, heads],
  sets: ({ answers }) => ({ planned: answers.first, visit: answers.first, until: answers.last, team: answers.team }),
  says: ({ answers }) => `announced the visit from ${formatDay(answers.first)} to ${formatDay(answers.last)}`,
})

export const beginVisit = step({
  clauses: ['HH-37'],
  label: 'Say that the visit has begun',
  about: 'From then on each item can be judged. Say it again to put the day right, until the visit has ended.',
  by: writers,
  open: [
    notOver,
    after('announced', 'A review is announced before it begins', 'HH-41'),
    after('items selected', 'Select the items that are reviewed first', 'HH-37'),
    before('visited', 'The visit has ended'),
  ],
  part: 'course',
  asks: { on: day('On which day did it begin?', 'Give the day on which it began', { notAfterToday: true }) },
  refuse: ({ answers, matter }) =>
    beforeInspection('on', answers.on, inspectionEnded(matter)) ?? beforeAnnounced(answers.on, matter),
  warn: ({ answers, matter, world }) => {
    const announced = announcedDays(matter)
    return unusual(
      outsideWindow(inspectionEnded(matter), answers.on, answers.on, world),
      announced && announced.first !== answers.on && `It was announced for ${formatDay(announced.first)}.`,
    )
  },
  marks: 'visit begun',
  to: 'visiting',
  tells: [announcedTo],
  sets: ({ answers }) => ({ planned: answers.on, visit: answers.on }),
  says: ({ answers }) => `said that the visit began on ${formatDay(answers.on)}`,
})

export const endVisit = step({
  clauses: ['HH-41'],
  label: 'Say that the visit has ended',
  about:
    'The 25 working days for the report are counted from its last day. Say it again to put the day right, until the report is published.',
  by: writers,
  open: [notOver, after('visit begun', 'The visit has not begun'), unpublished],
  part: 'course',
  asks: {
    on: day('What was its last day?', 'Give the last day of the visit', { notAfterToday: true, clause: 'HH-41' }),
  },
  refuse: ({ answers, matter }) => {
    const begun = begunOn(matter)
    return begun && answers.on < begun
      ? { field: 'on', words: `It can’t have ended before it began, which was on ${formatDay(begun)}` }
      : undefined
  },
  marks: 'visited',
  to: 'reporting',
  tells: [announcedTo],
  sets: ({ answers }) => ({ until: answers.on }),
  says: ({ answers }) => `said that the visit ended on ${formatDay(answers.on)}`,
})

export const callOff = step({
  clauses: ['HH-37'],
  label: 'Call the review off',
  about: 'Whoever it was announced to is told.',
  by: writers,
  open: [notOver, after('chosen', 'It has not been chosen'), before('visited', 'The visit has ended')],
  part: 'course',
  asks: {
    because: paragraph('Why?', 'Say why', { hint: 'Whoever it was announced to reads this.' }),
  },
  marks: 'called off',
  to: 'called off',
  tells: [announcedTo, heads],
  says: () => 'called the review off',
})
