import { formatDay } from '../../../calendar/day.ts'
import { after, before, step } from '../../../engine/procedure.ts'
import { choice, choices, day, optional, paragraph, place, references, rows, text } from '../../../engine/question.ts'
import { itemKinds } from '../report/words.ts'
import { numbersInWords, optionsOf, itemsOf, someOf } from './items.ts'
import { inspectionEnded } from './reading.ts'
import { heads, writers } from './who.ts'
import { aboutOf, outsideWindow, reasons, windowOf } from './words.ts'

/** A place is a candidate for a review, and is chosen or passed over, for reasons that stay the inspectorate’s own (HH-37). */

export const notOver = before('called off', 'The review was called off')
export const unpublished = before('published', 'The report of the review has been published')

/** The reasons, as they are asked for here and where a candidate is proposed from its report. */
export const reasonsAsked = {
  reasons: choices('Why is this place considered?', 'Choose at least one reason', reasons, { clause: 'HH-37' }),
  because: paragraph('In words', 'Say why in words', { hint: 'Only the inspectorate reads this.' }),
} as const

const inCourse = { part: 'course' } as const

export const candidate = step({
  clauses: ['HH-37', 'HH-40'],
  label: 'Consider a review of progress',
  about:
    'Of a place whose report was published. From the report’s own page its items come with it. Only the inspection teams and those who head the inspectorate see this until a review is announced.',
  by: writers,
  part: 'candidacy',
  asks: {
    place: place('Which place is it?', 'Choose the place'),
    ended: day('On which day did the inspection end?', 'Give the day the inspection ended', {
      ...inCourse,
      notAfterToday: true,
      clause: 'HH-40',
      hint: 'The eight to twelve months are counted from it.',
    }),
    ...reasonsAsked,
    report: references('The report’s reference', {
      ...inCourse,
      of: { prefix: 'RPT', what: 'report' },
      one: true,
      hint: 'Leave it empty if it is not kept here.',
    }),
    plan: references('The action plan’s reference', {
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      hint: 'What is found is taken to it as the report of the review is published. It can be named later.',
    }),
    items: rows(
      'What did the report ask for?',
      'Give at least one item',
      {
        number: text('Item number', 'Give its number in the report', { example: '1' }),
        text: paragraph('Item', 'Give its words'),
        kind: choice('Kind', 'Choose its kind', itemKinds),
      },
      { ...inCourse, most: 100, numberedBy: 'number', hint: 'Under the numbers that the report gives them.' },
    ),
  },
  refuse: ({ answers: { items } }) => {
    const again = items.findIndex(({ number }, at) => items.findIndex(one => one.number === number) < at)
    return again < 0
      ? undefined
      : {
          field: `items-${again}-number`,
          words: `The number ${items[again]?.number} is there twice`,
          next: 'Give each item the number it has in the report.',
        }
  },
  marks: 'considered',
  to: 'candidate',
  discloses: [
    {
      part: ['candidacy', 'course', 'working', 'published'],
      to: heads,
      purpose: 'To choose which places are reviewed',
      clause: 'HH-37',
    },
  ],
  tells: [heads],
  sets: ({ answers, world }) => {
    const { opens, closes } = windowOf(answers.ended, world)
    return {
      about: aboutOf(answers.ended),
      inspected: answers.ended,
      reasons: answers.reasons,
      opens: opens.day,
      closes: closes.day,
      items: answers.items.length,
    }
  },
  links: ({ answers }) => [...(answers.report ?? []), ...(answers.plan ?? [])],
  says: ({ answers }) =>
    `put it forward for a review of progress: ${answers.reasons.map(one => reasons[one].toLowerCase()).join('; ')}`,
})

export const choose = step({
  clauses: ['HH-37', 'HH-40'],
  label: 'Choose it for a review',
  about:
    'With the day on which the visit is likely to begin: by that day it counts in its business year. Nobody else is told until it is announced.',
  by: writers,
  open: [notOver, before('chosen', 'It has been chosen')],
  part: 'candidacy',
  asks: {
    likely: day('When is the visit likely to begin?', 'Give the day on which the visit is likely to begin', {
      clause: 'HH-40',
      hint: 'As a rule eight to twelve months after the inspection.',
    }),
    note: optional(paragraph('Anything to say about it', '')),
  },
  refuse: ({ answers, matter }) => {
    const ended = inspectionEnded(matter)
    return ended && answers.likely <= ended
      ? {
          field: 'likely',
          words: `The visit can’t begin before the inspection has ended, which was on ${formatDay(ended)}`,
        }
      : undefined
  },
  warn: ({ answers, matter, world }) => outsideWindow(inspectionEnded(matter), answers.likely, answers.likely, world),
  marks: 'chosen',
  clears: 'passed over',
  to: 'chosen',
  tells: [heads],
  sets: ({ answers }) => ({ planned: answers.likely }),
  says: ({ answers }) => `chose it for a review, which is likely to begin on ${formatDay(answers.likely)}`,
})

export const passOver = step({
  clauses: ['HH-37'],
  label: 'Do not choose it',
  about: 'It can be chosen later all the same.',
  by: writers,
  open: [before('chosen', 'It has been chosen'), before('passed over', 'It was passed over')],
  part: 'candidacy',
  asks: { because: paragraph('Why not?', 'Say why not') },
  marks: 'passed over',
  to: 'not chosen',
  tells: [heads],
  says: () => 'did not choose it for a review',
})

export const selectItems = step({
  clauses: ['HH-37'],
  label: 'Select the items that are reviewed',
  about: 'Of the concerns or recommendations of the report. Whoever the review is announced to sees which they are.',
  by: writers,
  open: [notOver, after('chosen', 'Choose it for a review first'), unpublished],
  part: 'course',
  asks: {
    selected: someOf(
      'Which items are reviewed?',
      'Choose at least one item',
      ({ matter }) => optionsOf(itemsOf(matter)),
      'Each of them is judged before the report of the review.',
    ),
  },
  marks: 'items selected',
  sets: ({ answers }) => ({ selected: answers.selected.length }),
  says: ({ answers }) => `selected for review: ${numbersInWords(answers.selected.map(number => ({ number })))}`,
})
