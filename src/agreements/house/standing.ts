import { addDays, type Day } from '../../calendar/day.ts'
import { dueDay } from '../../calendar/due.ts'
import { months, type Period } from '../../calendar/period.ts'
import type { Requirement } from '../../engine/agreement.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { step } from '../../engine/procedure.ts'
import { day, documents, optional, text, yesOrNo } from '../../engine/question.ts'
import { of, taker } from '../../engine/who.ts'
import type { World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import { scrutinyBodies } from '../../bodies.ts'
import { appointing, hold, readHold, registerUnit } from './people.ts'

/**
 * What a person must have done to see anything: read and confirmed the protocol (SP-23j), and passed the training in
 * handling information (HI-12k). Each records it for themselves, so that someone whose access is suspended can mend it.
 */

const yearly: Period = months(12)

/** The last day on which something done on this day still holds. */
const holdsUntil = (done: Day, world: World): Day => addDays(dueDay(done, yearly, world.calendar), -1)

export const protocolAwareness = 'protocol awareness'
export const informationTraining = 'information training'

/** What the sanctions protocol asks of everyone in the three bodies (SP-23j). */
export const awarenessRequirement: Requirement = {
  label: 'You have read the sanctions protocol and confirmed that you will follow it',
  clause: 'SP-23j',
  bodies: scrutinyBodies,
  holds: yearly,
  mendedBy: 'protocol-awareness',
}

/** What the terms on sharing information ask of everyone who handles it (HI-12k). */
export const trainingRequirement: Requirement = {
  label: 'You have passed the training in handling information',
  clause: 'HI-12k',
  bodies: scrutinyBodies,
  holds: yearly,
  mendedBy: 'information-training',
}

const scrutineers = of(...scrutinyBodies)

export const awareness: Procedure = {
  name: 'protocol-awareness',
  prefix: 'AWA',
  title: 'Confirmations of the sanctions protocol',
  one: 'a confirmation of the protocol',
  parts: { confirmation: { label: 'Confirmation', marking: official } },
  stages: { confirmed: 'Confirmed' },
  columns: {
    name: { label: 'Who', part: 'confirmation' },
    on: { label: 'Confirmed on', part: 'confirmation', is: 'day' },
    until: { label: 'Due again after', part: 'confirmation', is: 'day' },
  },
  heads: ['name'],
  begins: 'confirm',
  owner: ({ me, world }) => registerUnit({ me, directory: world.directory }),
  rules: {},
  steps: {
    confirm: step({
      clauses: ['SP-23j'],
      label: 'Confirm that you know the sanctions protocol',
      about:
        'Nobody may suffer for speaking to the inspectorate, a monitoring board or the ombudsman. If you hear that someone has, or may: ' +
        'take it down at once; ask the person what they agree to; tell nobody at the establishment without that, unless somebody is at immediate serious risk; and tell every detained person you speak or write to that they may speak freely and may raise a concern at any time. ' +
        'Read the protocol’s page before you confirm. It holds for a year.',
      by: scrutineers,
      part: 'confirmation',
      asks: {
        read: yesOrNo('Have you read it, and will you follow it?', 'Say whether you have read it and will follow it'),
      },
      refuse: ({ answers }) =>
        answers.read
          ? undefined
          : {
              field: 'read',
              words: 'You can go on once you have read it',
              next: 'Read the protocol’s page, then confirm.',
            },
      marks: 'confirmed',
      to: 'confirmed',
      discloses: [{ part: 'confirmation', to: taker, purpose: 'It is theirs, or a colleague’s', clause: 'SP-23j' }],
      sets: ({ me, world }) => ({ name: me.name, on: world.today, until: holdsUntil(world.today, world) }),
      changes: ({ world }) => [
        {
          kind: 'standing',
          requirement: protocolAwareness,
          on: world.today,
          until: holdsUntil(world.today, world),
        },
      ],
      says: () => 'confirmed knowing the sanctions protocol',
    }),
  },
}

const certificate = {
  course: text('What was the training called?', 'Say what the training was called', {
    example: 'Information assurance, foundation',
  }),
  passedOn: day('When was it passed?', 'Give the date on the certificate', { notAfterToday: true }),
  certificate: documents('The certificate, if you have it'),
}

const columns = {
  name: { label: 'Who', part: 'training' },
  course: { label: 'Training', part: 'training' },
  on: { label: 'Passed on', part: 'training', is: 'day' },
  until: { label: 'Due again after', part: 'training', is: 'day' },
} as const satisfies Procedure['columns']

const tooOld = (passedOn: Day, world: World) =>
  holdsUntil(passedOn, world) < world.today
    ? {
        field: 'passedOn',
        words: 'That is more than a year ago, so it no longer holds',
        next: 'Take the training again, then record it.',
      }
    : undefined

export const training: Procedure = {
  name: 'information-training',
  prefix: 'TRN',
  title: 'Training in handling information',
  one: 'a record of training',
  parts: { training: { label: 'Training', marking: official } },
  stages: { recorded: 'Recorded' },
  columns,
  heads: ['name', 'course'],
  begins: 'record-training',
  owner: ({ me, world }) => registerUnit({ me, directory: world.directory }),
  rules: {},
  steps: {
    'record-training': step({
      clauses: ['HI-12k', 'PI-20'],
      label: 'Record your training in handling information',
      about:
        'Everyone who handles what is shared here takes it when they begin and every year. It holds for a year from the day it was passed.',
      by: scrutineers,
      part: 'training',
      asks: certificate,
      refuse: ({ answers, world }) => tooOld(answers.passedOn, world),
      marks: 'training recorded',
      to: 'recorded',
      discloses: [{ part: 'training', to: taker, purpose: 'It is theirs, or a colleague’s', clause: 'HI-12k' }],
      sets: ({ answers, me, world }) => ({
        name: me.name,
        course: answers.course,
        on: answers.passedOn,
        until: holdsUntil(answers.passedOn, world),
      }),
      changes: ({ answers, world }) => [
        {
          kind: 'standing',
          requirement: informationTraining,
          on: answers.passedOn,
          until: holdsUntil(answers.passedOn, world),
        },
      ],
      says: () => 'recorded training in handling information',
    }),
  },
}

/** The same, recorded for somebody by whoever appoints to their body’s posts. */
export const trainingOfOthers: Procedure = {
  ...training,
  name: 'training-of-others',
  prefix: 'TRO',
  title: 'Training recorded for others',
  begins: 'record-for',
  steps: {
    'record-for': step({
      clauses: ['HI-12k', 'PI-20'],
      label: 'Record somebody’s training in handling information',
      about: 'For someone of your own body.',
      by: appointing,
      part: 'training',
      asks: {
        hold: hold('Whose training?', 'Choose whose training it is'),
        ...certificate,
        remark: optional(text('A remark', '')),
      },
      refuse: ({ answers, world }) => tooOld(answers.passedOn, world),
      marks: 'training recorded',
      to: 'recorded',
      discloses: [{ part: 'training', to: taker, purpose: 'They recorded it', clause: 'HI-12k' }],
      sets: ({ answers, world }) => ({
        name: readHold(answers.hold, world.directory).name,
        course: answers.course,
        on: answers.passedOn,
        until: holdsUntil(answers.passedOn, world),
      }),
      changes: ({ answers, world }) => [
        {
          kind: 'standing',
          person: readHold(answers.hold, world.directory).person,
          requirement: informationTraining,
          on: answers.passedOn,
          until: holdsUntil(answers.passedOn, world),
        },
      ],
      says: () => 'recorded somebody’s training in handling information',
    }),
  },
}
