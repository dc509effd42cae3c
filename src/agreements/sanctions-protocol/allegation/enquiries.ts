import { has, type Matter } from '../../../engine/matter.ts'
import { afterAny, provided, step } from '../../../engine/procedure.ts'
import { choice, choices, day, documents, paragraph } from '../../../engine/question.ts'
import { atMostOne, owner, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { assistants, boardOf, boardsLead, inspectorateLead, ombudsmanLead, theOwner } from '../who.ts'
import { warnOfNames } from './nameless.ts'
import { person, told } from './parts.ts'
import { boardAsked, boardNow, boardThere, enquirer, mayProceed, overridden, stands } from './reading.ts'
import { mayGoAhead, noFurtherThan, open, qualified } from './standing.ts'
import { suggestions } from './words.ts'

/** Initial enquiries and the briefing: the board's, or those of whoever received it where there is none (SP-F4, SP-F5, decision 8). */

export const boardHere = atMostOne('the board of the establishment', ({ matter, world }) => boardThere(matter, world))

/** A board has no need to know whom else it was referred to. */
const notAbove = (part: string) => part !== 'referral' && part !== 'escalation'

const boardMayKnow = ({ matter }: Pick<Taking, 'matter'>) => mayProceed(matter, 'board')

const needsConsent =
  'The person has not agreed to enquiries. Ask for their consent; only an immediate serious risk does without it'

export const assignBoard = step({
  clauses: ['SP-F4', 'SP-25'],
  label: 'Ask the board to make enquiries',
  about:
    'The board of the establishment speaks to the person out of hearing of staff, makes first enquiries, and watches how they are treated. It sees who the person is and what they say.',
  by: theOwner,
  open: [
    ...open,
    qualified,
    provided(
      ({ matter, world }) => boardOf(world, matter.place) !== undefined,
      'There is no monitoring board at this place, so whoever received the allegation makes the enquiries',
      'SP-8',
    ),
    mayGoAhead('board', needsConsent, 'SP-F4'),
    provided(({ matter }) => !boardAsked(matter), 'The board has been asked already', 'SP-F4'),
  ],
  part: 'monitoring',
  asks: {
    ask: paragraph('What do you ask the board to find out?', 'Write what you ask the board to find out', {
      part: 'enquiries',
      hint: 'Say how to speak to the person safely.',
    }),
  },
  marks: 'board assigned',
  discloses: [
    {
      part: [...told.filter(notAbove), 'enquiries', 'briefing', 'observations'],
      to: boardHere,
      purpose: 'To make first enquiries and to watch how the person is treated',
      clause: 'SP-F4',
    },
    {
      // Whoever watches over the person hands on what was seen of them, should they move.
      part: 'observations-elsewhere',
      to: boardHere,
      purpose: 'To watch how the person is treated',
      clause: 'SP-25',
      when: ({ matter, world }) => boardNow(matter, world) === boardThere(matter, world),
    },
    {
      // The board must know that it goes on without consent, and for what risk.
      part: 'referral',
      to: boardHere,
      purpose: 'To act on an immediate serious risk',
      clause: 'SP-23f',
      when: ({ matter }) => overridden(matter),
    },
    {
      part: person,
      to: boardHere,
      purpose: 'To speak to the person',
      clause: 'SP-F4',
      conditions: ['Where staff can neither see nor hear', 'Not to be told to anyone at the establishment'],
      when: boardMayKnow,
    },
  ],
  tells: [boardHere],
  says: () => 'asked the board of the establishment to make enquiries',
})

/** The board of the place; where there is none, the unit that received it (decision 8). */
const enquiring = whoever(
  'the board of the establishment, or whoever received it where there is no board',
  (me, matter, world) => me.unit === enquirer(matter, world),
)

const asked = [
  ...open,
  qualified,
  mayGoAhead('board', needsConsent, 'SP-F4'),
  provided(
    ({ matter, me, world }) =>
      matter.milestones.has('board assigned') || me.unit === matter.owner || boardOf(world, matter.place) === undefined,
    'The board has not been asked yet',
    'SP-F4',
  ),
] as const

export const enquire = step({
  clauses: ['SP-F4'],
  label: 'Write down an enquiry',
  about: 'What you asked, saw or were told. Take this as often as you need; the briefing comes after.',
  by: enquiring,
  open: asked,
  part: 'enquiries',
  adds: true,
  asks: {
    enquiredOn: day('When?', 'Give the date', { notAfterToday: true }),
    kind: choice('What did you do?', 'Choose what you did', {
      person: 'Spoke to the person',
      staff: 'Spoke to staff',
      others: 'Spoke to others',
      records: 'Looked at records',
      saw: 'Saw for myself',
    }),
    learned: paragraph('What did you learn?', 'Write down what you learned'),
    papers: documents('Papers'),
  },
  marks: 'enquiries made',
  to: { enquiries: noFurtherThan('enquiries') },
  says: () => 'wrote down an enquiry',
})

const wasRecalled = (matter: Matter): boolean => has(matter, 'briefed') && !stands(matter, 'briefed', 'name recalled')

export const brief = step({
  clauses: ['SP-F5'],
  label: 'Send the briefing',
  about: 'A short briefing of what you found and what you suggest. It goes to the inspectorate and the ombudsman.',
  by: enquiring,
  open: [
    ...asked,
    afterAny(['enquiries made'], 'First write down an enquiry', 'SP-F4'),
    // A part is shown whole, and what was sent while the bodies might know who it is may say so.
    provided(
      ({ matter }) => mayProceed(matter, 'bodies') || !wasRecalled(matter),
      'The briefing that you sent before was taken back with the person’s consent, and would be shown again: they have not agreed that the other bodies know who they are',
      'SP-23b',
    ),
  ],
  part: 'briefing',
  asks: {
    findings: paragraph('What did you find?', 'Write what you found'),
    suggests: choices('What do you suggest?', 'Choose what you suggest', suggestions),
    because: paragraph('Why do you suggest it?', 'Say why you suggest it'),
    papers: documents('Papers'),
  },
  // It goes to the leads whether or not they may know who the person is (decision 6).
  warn: taking => (mayProceed(taking.matter, 'bodies') ? undefined : warnOfNames('findings', 'because')(taking)),
  marks: 'briefed',
  to: { briefed: noFurtherThan('briefed') },
  discloses: [
    { part: 'briefing', to: inspectorateLead, purpose: 'To know what was found', clause: 'SP-F5' },
    { part: 'briefing', to: ombudsmanLead, purpose: 'To decide whether to investigate', clause: 'SP-F5' },
    {
      part: [...told.filter(notAbove), 'briefing'],
      to: assistants,
      purpose: 'To decide whether to investigate',
      clause: 'SP-F5',
    },
    {
      part: 'referral',
      to: assistants,
      purpose: 'To know that it goes on without consent',
      clause: 'SP-23f',
      when: ({ matter }) => overridden(matter),
    },
    {
      part: person,
      to: assistants,
      purpose: 'To decide whether to investigate',
      clause: 'SP-23b',
      when: ({ matter }) => mayProceed(matter, 'bodies'),
    },
  ],
  tells: [inspectorateLead, ombudsmanLead, assistants, boardsLead, owner],
  sets: ({ answers }) => ({ suggested: answers.suggests }),
  says: () => 'sent the briefing',
})
