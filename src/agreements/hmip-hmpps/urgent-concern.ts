import { days } from '../../calendar/period.ts'
import { warnings, warnOfStale } from '../../engine/contact.ts'
import { after, before, provided, step, type Procedure } from '../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  documents,
  onlyIf,
  optional,
  paragraph,
  place,
  text,
  yesOrNo,
} from '../../engine/question.ts'
import { audience, owner, owning, together } from '../../engine/who.ts'
import { official, personal } from '../../letters/marking.ts'
import { ended, open } from '../ending.ts'
import { prisonNumber } from '../prison-number.ts'
import { byTheClock, theClock } from '../who.ts'
import { urgentConcerns } from './retention.ts'
import { within } from './settings.ts'
import {
  acting,
  addressee,
  destinations,
  establishment,
  inDanger,
  inTheService,
  isTakenFurther,
  nobodyThere,
  reached,
  sentTo,
  takenTo,
  theAddressee,
  thoseAbove,
  toBeSent,
  toWhom,
  type Destination,
} from './urgent-concern/addressees.ts'
import { mayName, namesWriter, writingIn } from './urgent-concern/writer.ts'
import { centre, correspondents } from './who.ts'

/**
 * What people write that gives cause to fear for someone’s safety goes to the prison at once (HH-25): to its head of safer
 * custody or its governor, and exceptionally straight to the prison service’s centre.
 *
 * It is taken in four parts. `source` is who wrote, and what else they said: it never leaves the inspectorate. `concern` is
 * what the prison is told, `response` what it did. `course` is the bare course of it, without a name: all that the clock sees.
 *
 * Nobody above the one it is sent to sees it while it waits. They are offered the concern as it is sent, and an offer
 * opens nothing; when the day ends without an acknowledgement the clock shows them the course, hour by hour one level
 * further up, and whoever takes it up opens what they were offered. So the clock need never hold what is feared for whom.
 */

const dangers = {
  self: 'They may harm themselves',
  others: 'Others there may harm them',
  staff: 'Staff may harm them, or leave them in danger',
  health: 'Their health',
  other: 'Something else',
} as const

const whose = { yes: 'Yes', no: 'Not yet', unknown: 'It is not known' } as const

const unacknowledged = before('acknowledged', 'Somebody has acknowledged it')

const keepQuiet = [
  'Use it to keep the person safe, and for nothing else',
  'Do not try to find out who told the inspectorate',
]

export const urgentConcern: Procedure = {
  name: 'urgent-concern',
  prefix: 'URG',
  title: 'Urgent concerns about someone’s safety',
  one: 'an urgent concern',
  parts: {
    course: { label: 'Its course', marking: official },
    concern: { label: 'What is feared, and for whom', marking: personal, searched: true },
    source: { label: 'Who wrote, and what else they said', marking: personal, searched: true },
    response: { label: 'What was done', marking: personal, searched: true },
  },
  stages: {
    sent: 'Sent',
    acknowledged: 'Acknowledged',
    acted: 'Acted on',
    closed: 'Closed',
  },
  columns: {
    who: { label: 'Whose safety', part: 'concern' },
    about: { label: 'About', part: 'course' },
    danger: { label: 'What is feared', part: 'concern', values: dangers },
    to: { label: 'Sent to', part: 'course', values: destinations },
    safe: { label: 'Safe now', part: 'response', values: whose },
    ended,
    ...urgentConcerns.columns,
  },
  kept: urgentConcerns.kept,
  heads: ['who', 'about'],
  atPlace: { under: 'concerns', shows: ['danger'], leavesOut: ['closed'] },
  lends: { part: 'concern', kind: 'danger', outcome: 'safe' },
  log: {
    shows: ['danger', 'to', 'safe'],
    narrowsBy: ['to', 'danger', 'safe', 'ended', 'retention'],
    counts: ['danger', 'to', 'safe', 'ended'],
  },
  begins: 'send',
  owner: ({ me }) => me.unit,
  rules: {
    acknowledge: {
      clause: 'HH-25',
      label: 'Acknowledge an urgent concern',
      owedBy: addressee,
      part: 'course',
      from: ['sent'],
      until: ['acknowledged'],
      fallsAway: ['withdrawn', 'closed'],
      // The very day: it is late as that day ends.
      dates: () => ({ limit: days(0) }),
      basis: 'our default',
      by: 'acknowledge',
      chase: { step: 'ask-again', every: { hours: 1 } },
    },
    'take up': {
      clause: 'HH-25',
      label: 'Take up an urgent concern that nobody has acknowledged',
      owedBy: reached,
      part: 'course',
      from: ['asked again'],
      until: ['acknowledged'],
      fallsAway: ['withdrawn', 'closed', 'sent'],
      when: isTakenFurther,
      dates: () => ({ limit: days(0) }),
      basis: 'our default',
      by: 'take-up',
    },
    act: {
      clause: 'HH-25',
      label: 'Say what was done about an urgent concern',
      owedBy: audience('whoever acknowledged it', ({ me }) => [me.post]),
      part: 'response',
      from: ['acknowledged'],
      until: ['acted'],
      fallsAway: ['withdrawn', 'closed', 'sent'],
      dates: within('service-urgent-action-hmpps'),
      basis: 'our default',
      by: 'act',
    },
    ...urgentConcerns.rules,
  },
  steps: {
    send: step({
      clauses: ['HH-25'],
      label: 'Send an urgent concern about someone’s safety',
      about:
        'Something you were written or told gives cause to fear for someone’s safety. What is feared goes to the prison at once, and is asked for hour by hour once the day has ended without an answer. ' +
        'Who wrote, and what else they said, stays with the inspectorate. If someone is in danger this minute, telephone the prison first.',
      by: correspondents,
      part: 'course',
      asks: {
        place: place('Where is the person?', 'Choose where the person is'),
        who: text('Whose safety is feared for?', 'Say whose safety is feared for', {
          part: 'concern',
          hint: 'Their name, or whatever the prison can find them by.',
          example: 'A. Person, on B wing',
        }),
        number: optional(prisonNumber('Their prison number, if you have it', { part: 'concern' })),
        danger: choices('What is the danger?', 'Choose what the danger is', dangers, { part: 'concern' }),
        concern: paragraph('What must they know to keep the person safe?', 'Say what they must know', {
          part: 'concern',
          hint: 'The prison reads this. Leave out who wrote to you, and anything only they could know.',
          example: 'He may harm himself tonight: he has had bad news from home.',
        }),
        named: yesOrNo(
          'Is the governor, or the head of safer custody there, said to be the danger?',
          'Say whether the governor or the head of safer custody there is said to be the danger',
          { part: 'concern', hint: 'If so, nobody at the prison is told: it goes to the prison service’s centre.' },
        ),
        to: choice('To whom does it go?', 'Choose to whom it goes', destinations),
        reason: onlyIf(
          'to',
          'centre',
          paragraph('Why does it go straight to the centre?', 'Say why it goes straight to the centre', {
            part: 'concern',
            hint: 'What is exceptional in it, or why the prison should not have it. The centre reads this.',
            clause: 'HH-25',
          }),
        ),
        receivedOn: day('When did it reach you?', 'Give the date it reached you', {
          part: 'source',
          notAfterToday: true,
          hint: 'This and all that follows stays with the inspectorate.',
        }),
        wrote: choice(
          'Who wrote or spoke to you?',
          'Choose who wrote or spoke to you',
          {
            person: 'The person it is about',
            family: 'Family or a friend',
            prisoner: 'Another prisoner or detained person',
            staff: 'Someone who works there',
            public: 'Somebody else',
          },
          { part: 'source' },
        ),
        writer: optional(text('Their name', '', { part: 'source', example: 'B. Person' })),
        reach: optional(text('How to reach them', '', { part: 'source', example: '0117 496 0000, after six' })),
        said: optional(paragraph('What else did they say?', '', { part: 'source' })),
        papers: documents('The letter, if you have it', { part: 'source' }),
      },
      refuse: taking => {
        const { answers, matter, world } = taking
        if (answers.named && answers.to !== 'centre') return inDanger
        const { concern, reason } = answers
        return (
          nobodyThere({ matter: { ...matter, place: answers.place }, world }, answers.to) ??
          namesWriter(answers, { concern, reason })
        )
      },
      warn: taking => {
        const { answers, matter } = taking
        const there = { ...taking, matter: { ...matter, place: answers.place } }
        return warnings(mayName(answers, [answers.concern, answers.reason]), warnOfStale(toBeSent)(there))
      },
      marks: 'sent',
      to: 'sent',
      discloses: [
        { part: 'course', to: theClock, purpose: 'To count the hours; without a name', clause: 'HH-25' },
        {
          part: ['course', 'concern', 'response'],
          to: addressee,
          purpose: 'To keep the person safe, and to say what was done',
          clause: 'HH-25',
          conditions: keepQuiet,
        },
        {
          part: ['concern', 'response'],
          to: thoseAbove,
          may: 'read',
          purpose: 'To keep the person safe, if nobody acknowledges it by the end of the day',
          clause: 'HH-25',
          conditions: keepQuiet,
        },
      ],
      tells: [addressee],
      sets: ({ answers, world }) => ({
        who: answers.who,
        about: `Someone’s safety at ${world.directory.place(answers.place).name}`,
        danger: answers.danger,
        to: answers.to,
      }),
      says: ({ answers, world }) =>
        `sent an urgent concern about someone at ${world.directory.place(String(answers.place)).name} to ${toWhom[answers.to as Destination]}`,
    }),

    add: step({
      clauses: ['HH-25'],
      label: 'Tell them more',
      about: 'Whoever in the prison service has it reads this too.',
      by: owning,
      open,
      adds: true,
      part: 'concern',
      asks: {
        more: paragraph('What else must they know?', 'Say what else they must know', {
          hint: 'Leave out who wrote to you, and anything only they could know.',
        }),
      },
      refuse: ({ answers, matter }) => namesWriter(writingIn(matter), { more: answers.more }),
      warn: ({ answers, matter }) => mayName(writingIn(matter), [answers.more]),
      tells: [inTheService],
      says: () => 'told them more',
    }),

    'send-to-centre': step({
      clauses: ['HH-25'],
      label: 'Send it to the prison service’s centre instead',
      about:
        'When the prison turns out to be the danger, or leaves it lying. Nobody at the prison sees anything of it from then on.',
      by: owning,
      open: [...open, provided(({ matter }) => sentTo(matter) !== 'centre', 'It is with the centre')],
      part: 'course',
      asks: {
        reason: paragraph('Why does it go to the centre?', 'Say why it goes to the centre', {
          part: 'concern',
          hint: 'The centre reads this, and the prison does not.',
        }),
      },
      refuse: ({ answers, matter, world }) =>
        nobodyThere({ matter, world }, 'centre') ?? namesWriter(writingIn(matter), { reason: answers.reason }),
      warn: ({ answers, matter }) => mayName(writingIn(matter), [answers.reason]),
      marks: 'sent',
      clears: 'acknowledged',
      to: 'sent',
      recalls: [{ part: ['course', 'concern', 'response'], from: establishment, clause: 'HH-25' }],
      discloses: [
        {
          part: ['course', 'concern', 'response'],
          to: centre,
          purpose: 'To keep the person safe, and to say what was done',
          clause: 'HH-25',
          conditions: [...keepQuiet, 'Nobody at the prison is to know of it'],
        },
      ],
      tells: [centre],
      sets: () => ({ to: 'centre' }),
      says: () => 'sent it to the prison service’s centre instead',
    }),

    'ask-again': step({
      clauses: ['HH-25'],
      label: 'Ask again, one level further up',
      by: byTheClock,
      open: [...open, unacknowledged],
      part: 'course',
      asks: {},
      marks: 'asked again',
      discloses: [{ part: 'course', to: reached, purpose: 'Nobody has acknowledged it in its day', clause: 'HH-25' }],
      tells: [inTheService, owner],
      says: () => 'asked again: nobody has acknowledged it',
    }),

    acknowledge: step({
      clauses: ['HH-25'],
      label: 'Acknowledge it',
      about: 'The inspectorate sees that you have it, by your name and the time.',
      by: theAddressee,
      open: [...open, unacknowledged],
      part: 'course',
      asks: {
        first: optional(
          paragraph('What are you doing first?', '', {
            part: 'response',
            hint: 'You can say what was done later.',
          }),
        ),
      },
      marks: 'acknowledged',
      to: 'acknowledged',
      tells: [owner, reached],
      says: () => 'acknowledged it',
    }),

    'take-up': step({
      clauses: ['HH-25'],
      label: 'Take it up and open it',
      about:
        'Whoever it was sent to has not acknowledged it in its day. Taking it up acknowledges it in your name, and shows you what is feared for whom.',
      by: takenTo,
      open: [...open, unacknowledged],
      part: 'course',
      asks: {},
      accepts: ['concern', 'response'],
      marks: 'acknowledged',
      to: 'acknowledged',
      tells: [owner, inTheService],
      says: () => 'took it up',
    }),

    act: step({
      clauses: ['HH-25'],
      label: 'Say what was done',
      about: 'The inspectorate reads this.',
      by: acting,
      open: [...open, after('acknowledged', 'Acknowledge it first')],
      adds: true,
      part: 'response',
      asks: {
        done: paragraph('What was done to keep the person safe?', 'Say what was done to keep the person safe'),
        safe: choice('Are they safe now?', 'Say whether they are safe now', whose),
        papers: documents('Papers'),
      },
      marks: 'acted',
      to: 'acted',
      tells: [owner, inTheService],
      sets: ({ answers }) => ({ safe: answers.safe }),
      says: () => 'said what was done',
    }),

    close: step({
      clauses: ['HH-25'],
      label: 'Close it',
      about: 'When you have seen what was done and nothing more is to be asked.',
      by: owning,
      open: [
        ...open,
        after('acknowledged', 'Nobody has acknowledged it yet'),
        after('acted', 'Nobody has said what was done yet'),
      ],
      part: 'course',
      asks: {
        remark: optional(
          paragraph('Anything to tell them', '', { part: 'response', hint: 'Whoever acted on it reads this.' }),
        ),
      },
      refuse: ({ answers, matter }) => namesWriter(writingIn(matter), { remark: answers.remark }),
      marks: 'closed',
      to: 'closed',
      sets: () => ({ ended: 'closed' }),
      tells: [inTheService],
      says: () => 'closed it',
    }),

    withdraw: step({
      clauses: ['HH-25'],
      label: 'Withdraw it',
      about:
        'When it was sent by mistake. Whoever has it keeps only that there was something, and that you took it back.',
      by: owning,
      // At any time: what was closed is still before whoever had it.
      open: [before('withdrawn', 'It was withdrawn')],
      part: 'course',
      asks: {
        reason: paragraph('Why is it withdrawn?', 'Say why it is withdrawn', {
          part: 'source',
          hint: 'This stays with the inspectorate.',
        }),
      },
      marks: 'withdrawn',
      to: 'closed',
      sets: () => ({ ended: 'withdrawn' }),
      recalls: [{ part: ['concern', 'response'], from: together(addressee, thoseAbove), clause: 'HH-25' }],
      tells: [inTheService],
      says: () => 'withdrew it',
    }),

    // Once it is over (HH-15)
    ...urgentConcerns.steps,
  },
}
