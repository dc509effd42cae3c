import { formatDay, type Day } from '../../../calendar/day.ts'
import { due } from '../../../calendar/due.ts'
import { after, before, step } from '../../../engine/procedure.ts'
import {
  choices,
  day,
  documents,
  onlyIf,
  optional,
  paragraph,
  place,
  references,
  text,
} from '../../../engine/question.ts'
import type { World } from '../../../engine/world.ts'
import { partners } from '../programme/partners.ts'
import { inspectionEnded } from './reading.ts'
import { asHead, everyoneElse, heads, office, writers } from './who.ts'

/** A notification is prepared among the inspectorate, and is public from the minute it is sent (HH-34). */

/** By when it goes in the inspectorate’s own practice, which the agreement leaves open. */
export const byPractice = (ended: Day, { calendar, period }: Pick<World, 'calendar' | 'period'>) =>
  due(ended, period('urgent-notification-hmip'), calendar)

export const unsent = before('sent', 'It has been sent')
export const sentFirst = after('sent', 'It has not been sent yet', 'HH-34')

export const prepare = step({
  clauses: ['HH-34'],
  label: 'Prepare an Urgent Notification',
  about:
    'For a grave and pressing concern about how a place is doing. Only the inspection teams and those who head the inspectorate see it until it is sent. There may be several about one place.',
  by: writers,
  part: 'own',
  asks: {
    place: place('Which place is it about?', 'Choose the place it is about'),
    ended: day('On which day did the inspection end?', 'Give the day the inspection ended', {
      notAfterToday: true,
      part: 'notification',
      hint: 'In the inspectorate’s practice the letter goes within seven days of it.',
    }),
    line: text('In one line, what is it about?', 'Say in one line what it is about', {
      part: 'notification',
      hint: 'Everyone sees this line once it is sent. No names of people.',
      example: 'Violence, and too few staff who know how to run the prison',
    }),
    partners: optional(
      choices('Who sends it together with the inspectorate?', '', partners, {
        part: 'notification',
        hint: 'Leave it empty if the inspectorate sends it alone.',
      }),
    ),
    otherPartner: onlyIf('partners', 'other', {
      ...text('What is the other one called?', 'Say what it is called', { part: 'notification' }),
    }),
    inspection: references('The inspection’s reference', {
      of: { prefix: 'INS', what: 'inspection' },
      one: true,
      hint: 'Leave it empty if it is not kept here.',
    }),
    why: optional(paragraph('Why can it not wait for the report?', '')),
  },
  marks: 'prepared',
  to: 'preparing',
  discloses: [
    {
      part: ['own', 'notification', 'response'],
      to: heads,
      purpose: 'It is theirs to send',
      clause: 'HH-34',
    },
  ],
  tells: [heads],
  sets: ({ answers }) => ({
    about: answers.line,
    inspected: answers.ended,
    partners: answers.partners?.length ? answers.partners : undefined,
  }),
  links: ({ answers }) => answers.inspection ?? [],
  says: () => 'began to prepare an Urgent Notification',
})

export const send = step({
  clauses: ['HH-34'],
  label: 'Send the Urgent Notification',
  about:
    'To the Secretary of State’s office. It is public: the governor, the prison service, the monitoring board and its national unit, and the ombudsman have it in the same minute.',
  by: asHead,
  open: [unsent, before('given up', 'It was decided not to send it')],
  part: 'notification',
  asks: {
    letter: paragraph('The letter', 'Write the letter', {
      hint: 'To the Secretary of State. What was found, why it is urgent, and what has to change.',
    }),
    files: documents('Documents that go with it'),
    on: day('On which day is it sent?', 'Give the day it is sent', { notAfterToday: true }),
  },
  refuse: ({ answers, matter }) => {
    const ended = inspectionEnded(matter)
    return ended && answers.on < ended
      ? { field: 'on', words: `It can’t be sent before the inspection ended, which was on ${formatDay(ended)}` }
      : undefined
  },
  warn: ({ answers, matter, world }) => {
    const ended = inspectionEnded(matter)
    const usual = ended && byPractice(ended, world)
    return usual && answers.on > usual.day
      ? `This is later than the inspectorate’s own practice, which is by ${formatDay(usual.day)}. The agreement sets no such date: you may go on.`
      : undefined
  },
  marks: 'sent',
  to: 'sent',
  discloses: [
    { part: ['notification', 'response'], to: office, purpose: 'To answer it in public', clause: 'HH-35' },
    { part: ['notification', 'response'], to: everyoneElse, purpose: 'It is public', clause: 'HH-34' },
  ],
  tells: [office, everyoneElse, heads],
  sets: ({ answers }) => ({ sent: answers.on }),
  says: ({ answers }) => `sent the Urgent Notification on ${formatDay(answers.on)}`,
})

export const giveUp = step({
  clauses: ['HH-34'],
  label: 'Decide not to send it',
  by: writers,
  open: [unsent, before('given up', 'That was decided')],
  part: 'own',
  asks: { because: paragraph('Why not?', 'Say why not') },
  marks: 'given up',
  to: 'ended',
  tells: [heads],
  says: () => 'decided not to send it',
})
