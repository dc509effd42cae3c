import { placeKinds, scrutinyBodyNames } from '../../../bodies.ts'
import { has, type Answers } from '../../../engine/matter.ts'
import { before, step } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  documents,
  optional,
  paragraph,
  place,
  rows,
  text,
  yesOrNo,
  type Question,
} from '../../../engine/question.ts'
import { audience } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { prisonNumber } from '../../prison-number.ts'
import { sanctionKinds } from '../sanction.ts'
import { atInspectorate, covered, isBoard, leads, otherLeads, ownLead, receivers } from '../who.ts'
import { warnOfNames } from './nameless.ts'
import { namelessly, person, told } from './parts.ts'

/** Receiving an allegation, telling the leads, and the log (SP-F1, SP-F3, SP-23h, SP-23i, SP-24a). */

export const ways = {
  letter: 'A letter',
  call: 'A telephone call',
  visit: 'In person, on a visit or an inspection',
  application: 'An application to the board',
  survey: 'A survey',
  body: 'Another body told us',
  other: 'Some other way',
} as const

export const affected = {
  detained: 'A prisoner or detained person, or someone acting for them',
  staff: 'A member of staff',
} as const

const staff = (answers: Answers) => answers.affected === 'staff'
const aboutStaff = ({ answers }: Pick<Taking, 'answers'>) => staff(answers)
const aboutDetained = ({ answers }: Pick<Taking, 'answers'>) => !staff(answers)

/** Asked only where a detained person is affected: of a member of staff nothing more is taken down (SP-4). */
const unlessStaff = <T>(question: Question<T>): Question<T> => ({ ...question, asked: answers => !staff(answers) })

/** The places someone may receive an allegation about: a board, its own (SP-8); an establishment the protocol covers (SP-3). */
const receivable = ({ me, world: { directory } }: Taking) => {
  const mine = directory.unit(me.unit)
  return directory.places.filter(
    one => !one.closed && (mine.kind === 'board' ? one.code === mine.place : covered.includes(one.kind)),
  )
}

const where: Question<string> = {
  ...place('Where is it said to have happened?', 'Choose the establishment', {
    clause: 'SP-3',
    hint: 'A prison, young offender institution, secure training centre or place of immigration detention.',
  }),
  options: ({ me, world: { directory } }) => {
    const mine = directory.unit(me.unit)
    const offered = directory.places.filter(one => !one.closed && (mine.kind !== 'board' || one.code === mine.place))
    return offered.map(one => ({ value: one.code, text: one.name }))
  },
  schema: taking => ({ type: 'string', enum: receivable(taking).map(one => one.code) }),
  example: taking => (receivable(taking).find(one => one.invented) ?? receivable(taking)[0])?.code,
}

/** Who took it down, when that is not the unit that handles it: they keep sight of what they wrote. */
const takerElsewhere = audience('whoever took it down', ({ matter, me }) => (me.unit === matter.owner ? [] : [me.post]))

export const receive = step({
  clauses: ['SP-F1', 'SP-1', 'SP-3', 'SP-4', 'SP-8', 'SP-23h', 'SP-23i'],
  label: 'Take down an alleged sanction',
  about:
    'Somebody may have been punished, or may fear it, for speaking to the inspectorate, a monitoring board or the ombudsman. ' +
    'Write down what you know: most of it can be left out now and added later. The leads of the three bodies are told at once, without any name.',
  by: receivers,
  part: 'summary',
  asks: {
    place: where,
    affected: choice('Who was affected?', 'Choose who was affected', affected, { clause: 'SP-4' }),
    contacted: unlessStaff(
      choices('Whom had they spoken or written to?', 'Choose at least one body', scrutinyBodyNames, {
        hint: 'Or tried to. Choose each that you know of.',
      }),
    ),
    came: choice('How did you hear of it?', 'Choose how you heard of it', ways),
    receivedOn: day('When did you hear of it?', 'Give the date you heard of it', { notAfterToday: true }),
    line: unlessStaff(
      text('In one line, what is alleged?', 'Say in one line what is alleged', {
        hint: 'Leave out names and numbers: the other bodies see this line. For example: moved off the wing after writing to the board.',
        example: 'Moved off the wing after writing to the board',
      }),
    ),
    claimed: optional(unlessStaff(choices('What kind of sanction is alleged?', '', sanctionKinds, { clause: 'SP-2' }))),
    implicated: optional(
      unlessStaff(
        yesOrNo('Is the governor or another manager there said to be involved?', '', {
          hint: 'If so, nothing will be sent to the managers there. Leave it if you do not know.',
          clause: 'SP-23e',
        }),
      ),
    ),
    name: optional(unlessStaff(text('The person’s name', '', { part: 'identity', example: 'A. Person' }))),
    number: optional(unlessStaff(prisonNumber('Prison number', { part: 'identity' }))),
    otherNumbers: optional(
      unlessStaff(
        text('Any other number they are known by', '', { part: 'identity', hint: 'Such as a Home Office reference.' }),
      ),
    ),
    others: optional(
      unlessStaff(
        rows(
          'Anyone acting for them, or who told us on their behalf',
          '',
          {
            role: choice('What they do', 'Choose what this person does', {
              acting: 'Acts for the person',
              told: 'Told us on the person’s behalf',
              both: 'Both',
            }),
            name: text('Their name', 'Give their name'),
            reach: optional(text('How to reach them', '')),
          },
          // Not with who the person is: a manager it is referred to must never learn who spoke for them, or where they can be met unseen.
          { part: 'account', clause: 'SP-1', most: 5 },
        ),
      ),
    ),
    reach: optional(
      unlessStaff(
        text('Safe ways to reach the person', '', {
          part: 'account',
          hint: 'How can someone speak or write to them without staff knowing why?',
        }),
      ),
    ),
    account: unlessStaff(
      paragraph('What do they say happened?', 'Write down what they say happened', {
        part: 'account',
        hint: 'In their words or yours: what was done or threatened, by whom, when, and why they think so. You need not ask what they had told the body.',
      }),
    ),
    papers: unlessStaff(documents('Letters or other papers', { part: 'account' })),
  },
  refuse: ({ answers, me, world }) => {
    const place = world.directory.place(answers.place)
    const mine = world.directory.unit(me.unit)
    if (!covered.includes(place.kind))
      return {
        field: 'place',
        clause: 'SP-3',
        words: `The protocol does not cover ${place.name} (${placeKinds[place.kind].toLowerCase()})`,
        next:
          'It covers prisons, young offender institutions, secure training centres and immigration detention. What you wrote is kept. ' +
          'For court, police or customs custody, tell the inspectorate, which inspects them jointly; anyone in danger now: tell whoever runs the place.',
      }
    if (isBoard(world, me.unit) && mine.place !== place.code)
      return {
        field: 'place',
        clause: 'SP-8',
        words: 'A board takes down allegations about its own establishment only',
        next: `Pass it to the board of ${place.name}, or to the boards’ secretariat. What you wrote is kept.`,
      }
    return undefined
  },
  warn: taking =>
    staff(taking.answers)
      ? 'Staff are protected by their own agency’s policy on whistleblowing and reporting wrongdoing: tell them so, and where to find it. ' +
        'Continuing records that you did. It is not logged as a sanction, and no other body is told.'
      : warnOfNames('line')(taking),
  marks: {
    received: aboutDetained,
    signposted: aboutStaff,
    logged: taking => aboutDetained(taking) && atInspectorate.covers(taking.me, taking.matter, taking.world),
  },
  to: { received: aboutDetained, signposted: aboutStaff },
  discloses: [
    {
      part: told,
      to: ownLead,
      purpose: 'To know of every alleged sanction, and how it goes on',
      clause: 'SP-23h',
      when: aboutDetained,
    },
    {
      part: told.filter(part => part !== 'summary'),
      to: otherLeads,
      purpose: 'To know of every alleged sanction, and how it goes on',
      clause: 'SP-23i',
      when: aboutDetained,
    },
    { ...namelessly, when: aboutDetained },
    {
      // With the assessment: what the person agrees to falls due once it qualifies, and they may be the one who asks.
      part: ['summary', ...person, 'consent', 'assessment', 'course'],
      to: takerElsewhere,
      purpose: 'They took it down, and may speak with the person',
      clause: 'SP-F1',
      when: aboutDetained,
    },
    {
      part: 'summary',
      to: takerElsewhere,
      purpose: 'They took it down',
      clause: 'SP-4',
      when: aboutStaff,
    },
  ],
  tells: [leads],
  sets: ({ answers, me, matter }) => ({
    line: answers.line ?? 'A member of staff, directed to their agency’s whistleblowing policy',
    received: answers.receivedOn,
    contacted: answers.contacted,
    came: answers.came,
    affected: answers.affected,
    receivedBy: me.body,
    claimed: answers.claimed,
    implicated: answers.implicated === undefined ? undefined : answers.implicated ? 'yes' : 'no',
    override: staff(answers) ? undefined : 'no',
    logged: staff(answers) ? 'signposted' : has(matter, 'logged') ? 'yes' : 'no',
    consent: staff(answers) ? undefined : 'not yet',
    person: answers.name,
    number: answers.number,
  }),
  says: ({ answers, world }) => {
    const { name } = world.directory.place(String(answers.place))
    return staff(answers)
      ? `directed a member of staff at ${name} to their agency’s whistleblowing policy`
      : `took down an alleged sanction at ${name}`
  },
})

export const log = step({
  clauses: ['SP-F3', 'SP-24a'],
  label: 'Confirm it in the log',
  about:
    'The log holds every alleged sanction, whoever received it. Confirm that this one is in it; if others belong with it, tie them together by adding something new.',
  by: atInspectorate,
  open: [
    before('signposted', 'A member of staff was directed to their agency’s policy: that is not logged', 'SP-4'),
    before('logged', 'It is in the log', 'SP-F3'),
  ],
  part: 'course',
  asks: {
    remark: optional(text('A remark for the log', '', { hint: 'Without names.' })),
  },
  warn: warnOfNames('remark'),
  marks: 'logged',
  tells: [leads],
  sets: () => ({ logged: 'yes' }),
  says: () => 'confirmed it in the log',
})
