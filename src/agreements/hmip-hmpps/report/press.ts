import { formatDay, weekdayName, type Day } from '../../../calendar/day.ts'
import { dueDay } from '../../../calendar/due.ts'
import { has } from '../../../engine/matter.ts'
import { after, before, step } from '../../../engine/procedure.ts'
import { choice, day, onlyIf, optional, paragraph, text } from '../../../engine/question.ts'
import { anyOf, owner, together } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { centre } from '../who.ts'
import { unpublished } from './drafting.ts'
import { plannedDay } from './reading.ts'
import { times } from './stages.ts'
import { asChiefExecutive, chiefExecutive, heads, ministers, pressOffice, pressOfficer, writers } from './who.ts'
import { endedCopied, fromWorking } from './contents.ts'

/** Making ready to publish: the day, the final text, and the press notice with the service’s own words in it (HH-29, HH-30). */

const notWorkingDay = (on: Day, { calendar }: World) =>
  calendar.isWorkingDay(on)
    ? ''
    : `${formatDay(on)} is a ${calendar.holidayOn(on) === undefined ? weekdayName(on) : 'bank holiday'}.`

const lateNotice = (on: Day, { calendar, today }: World) => {
  const due = dueDay(on, times.pressNotice, calendar)
  return due < today
    ? `The press notice goes five working days before: that was ${formatDay(due)}, so it will be late.`
    : ''
}

export const setPublication = step({
  clauses: ['HH-29', 'HH-30'],
  label: 'Set the day of publication',
  about:
    'The press notice is drafted five working days before it. The day is the inspectorate’s to settle. Whoever has the text or the notice ahead is told of it.',
  by: writers,
  open: [unpublished, after('draft sent', 'Send the draft first')],
  goesOn: true,
  part: 'day',
  asks: {
    on: day('On which day will it be published?', 'Give the day of publication', { notBeforeToday: true }),
    because: optional(text('Why that day, if it was another before?', '', { part: 'course' })),
  },
  warn: ({ answers, matter, world }) => {
    const said = [notWorkingDay(answers.on, world), has(matter, 'notice drafted') ? '' : lateNotice(answers.on, world)]
    return said.filter(Boolean).join(' ') || undefined
  },
  marks: 'publication set',
  discloses: [
    { part: ['course', 'day', 'press'], to: pressOffice, purpose: 'To draft the press notice', clause: 'HH-30' },
    { part: 'day', to: centre, purpose: 'To follow its dates', clause: 'HH-29' },
  ],
  tells: [pressOffice, centre, ministers, chiefExecutive],
  sets: ({ answers }) => ({ planned: answers.on, set: answers.on }),
  says: ({ answers }) => `set the day of publication: ${formatDay(answers.on)}`,
})

export const finalise = step({
  clauses: ['HH-29'],
  label: 'Settle the final text',
  about:
    'The working draft as it stands becomes the report that will be published. Ministers and the press office have it ahead, under embargo. It can be settled again until it is published.',
  by: writers,
  open: [unpublished, after('points answered', 'Not before the check is over and every point is answered', 'HH-28')],
  part: 'final',
  asks: {
    ended: endedCopied('final'),
    ...fromWorking('final'),
  },
  marks: 'finalised',
  discloses: [
    {
      part: 'final',
      to: together(ministers, pressOffice),
      purpose: 'To be ready when it is published',
      clause: 'HH-29',
      conditions: ['Under embargo: neither published nor quoted before the day'],
    },
    { part: ['course', 'press'], to: pressOffice, purpose: 'To draft the press notice', clause: 'HH-30' },
    {
      part: 'day',
      to: together(ministers, pressOffice),
      purpose: 'To know until when it is under embargo',
      clause: 'HH-29',
    },
  ],
  tells: [ministers, pressOffice, heads],
  says: () => 'settled the final text',
})

export const draftPressNotice = step({
  clauses: ['HH-30'],
  label: 'Draft the press notice',
  about:
    'It goes to the prison service’s Chief Executive with a request for words to put in it. They read the notice and nothing else of the report.',
  by: anyOf(pressOfficer, writers),
  open: [unpublished, after('publication set', 'Set the day of publication first')],
  goesOn: true,
  part: 'press',
  asks: {
    title: text('Its heading', 'Give it a heading', { example: 'A prison that has turned a corner' }),
    notice: paragraph('The notice', 'Write the notice'),
    quoteBy: optional(day('By which day are the service’s words wanted?', '', { notBeforeToday: true })),
  },
  refuse: ({ answers, matter }) => {
    const on = plannedDay(matter)
    return on !== undefined && answers.quoteBy !== undefined && answers.quoteBy > on
      ? {
          field: 'quoteBy',
          words: `That is after the day of publication, ${formatDay(on)}`,
          next: 'Give that day or an earlier one.',
        }
      : undefined
  },
  marks: { 'notice drafted': () => true, 'words asked for': ({ answers }) => answers.quoteBy !== undefined },
  discloses: [
    {
      part: 'press',
      to: chiefExecutive,
      purpose: 'To give words to put in the press notice',
      clause: 'HH-30',
      conditions: ['Under embargo: neither published nor quoted before the day'],
    },
    { part: 'day', to: chiefExecutive, purpose: 'To know until when it is under embargo', clause: 'HH-30' },
  ],
  tells: [chiefExecutive, owner],
  says: ({ answers, world }) =>
    `drafted the press notice and asked the ${world.directory.posts({ body: 'HMPPS', kind: 'chief-executive' })[0]?.title ?? 'Chief Executive'} for words${
      answers.quoteBy ? ` by ${formatDay(answers.quoteBy)}` : ''
    }`,
})

export const giveQuote = step({
  clauses: ['HH-30'],
  label: 'Give words for the press notice',
  by: asChiefExecutive,
  open: [after('notice drafted', 'No press notice has been drafted'), before('published', 'It has been published')],
  goesOn: true,
  part: 'press',
  asks: {
    gives: choice('Do you give words to be quoted?', 'Say whether you give words to be quoted', {
      yes: 'Yes',
      no: 'No, there is nothing to quote',
    }),
    quote: onlyIf(
      'gives',
      'yes',
      paragraph('Your words', 'Write your words', { hint: 'They stand in the notice as you write them.' }),
    ),
  },
  marks: { 'quote given': ({ answers }) => answers.gives === 'yes', 'quote answered': () => true },
  tells: [pressOffice, owner],
  says: ({ answers }) =>
    answers.gives === 'yes' ? 'gave words for the press notice' : 'gave no words for the press notice',
})

export const noticeDrafted = (matter: Parameters<typeof has>[0]) => has(matter, 'notice drafted')
