import { scrutinyBodyNames } from '../../../bodies.ts'
import { before, step } from '../../../engine/procedure.ts'
import { choice, choices, day, optional, paragraph, place, text, yesOrNo } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import { prisonNumber } from '../../prison-number.ts'
import { deeds, involvements, sanctionKinds } from '../sanction.ts'
import { atInspectorate, covered, otherLeads, ownLead } from '../who.ts'
import { consents } from './consent.ts'
import { outcomes } from './words.ts'
import { namelessly, told } from './parts.ts'
import { ways } from './receiving.ts'

/** Bringing in the log that the inspectorate kept before, a row at a time (SP-24a). */

const over = ({ answers }: Taking<{ outcome?: string }>) => answers.outcome !== undefined
const goesOn = ({ answers }: Taking<{ outcome?: string }>) => answers.outcome === undefined

const said = (answer: boolean | undefined) => (answer === undefined ? undefined : answer ? 'yes' : 'no')

/** What a row leaves unsaid of what is over stays unsaid; of what goes on, it has still to be done. */
const unsaid = (answers: { outcome?: string }, now: string) => (answers.outcome === undefined ? now : undefined)

export const bringIn = step({
  clauses: ['SP-24a'],
  label: 'Bring in a row of the earlier log',
  about:
    'As much of its history as the row tells. What had ended stays closed; what had not goes on from here. It is news to nobody, so nobody is told.',
  by: atInspectorate,
  open: [before('received', 'It has begun already')],
  part: 'course',
  asks: {
    heardOn: day('Heard of on', 'Give the date it was heard of', { notAfterToday: true }),
    place: place('Place', 'Choose the establishment', { part: 'summary', clause: 'SP-3' }),
    line: text('What is alleged', 'Say in one line what is alleged', {
      part: 'summary',
      hint: 'Without names.',
      example: 'Moved off the wing after writing to the board',
    }),
    receivedBy: choice('Received by', 'Choose the body that received it', scrutinyBodyNames, { part: 'summary' }),
    contacted: optional(choices('Body spoken to', '', scrutinyBodyNames, { part: 'summary' })),
    came: optional(choice('How it came', '', ways, { part: 'summary' })),
    kinds: optional(choices('Kinds of sanction', '', sanctionKinds, { part: 'assessment', clause: 'SP-2' })),
    deed: optional(choice('Act or omission', '', deeds, { part: 'assessment' })),
    involvement: optional(choices('How staff were involved', '', involvements, { part: 'assessment' })),
    consent: optional(choice('Consent', '', consents, { part: 'consent' })),
    override: optional(yesOrNo('Referred without consent', '', { part: 'referral' })),
    investigated: optional(yesOrNo('Investigated by the ombudsman', '', { part: 'decision' })),
    outcome: optional(choice('How it ended', '', outcomes, { hint: 'Leave it empty if it has not ended.' })),
    endedOn: optional(day('Ended on', '', { notAfterToday: true })),
    name: optional(text('The person’s name', '', { part: 'identity', example: 'A. Person' })),
    number: optional(prisonNumber('Prison number', { part: 'identity' })),
    account: optional(paragraph('What they said happened', '', { part: 'account' })),
    earlier: optional(text('Its number in the earlier log', '', { example: '2024/17' })),
  },
  refuse: ({ answers, world }) => {
    const { kind, name } = world.directory.place(answers.place)
    if (!covered.includes(kind))
      return {
        field: 'place',
        clause: 'SP-3',
        words: `The protocol does not cover ${name}`,
        next: 'Leave this row out.',
      }
    if (answers.endedOn !== undefined && answers.outcome === undefined)
      return { field: 'outcome', words: 'It ended on a day: say how' }
    if (answers.endedOn !== undefined && answers.endedOn < answers.heardOn)
      return { field: 'endedOn', words: 'It cannot have ended before it was heard of' }
    return undefined
  },
  marks: {
    'brought in': () => true,
    logged: () => true,
    received: goesOn,
    closed: over,
  },
  to: { closed: over, received: goesOn },
  discloses: [
    { part: told, to: ownLead, purpose: 'To know of every alleged sanction', clause: 'SP-24a' },
    {
      part: told.filter(part => part !== 'summary'),
      to: otherLeads,
      purpose: 'To know of every alleged sanction',
      clause: 'SP-24b',
    },
    { ...namelessly, clause: 'SP-24b' },
  ],
  sets: ({ answers }) => ({
    earlier: 'yes',
    line: answers.line,
    received: answers.heardOn,
    receivedBy: answers.receivedBy,
    contacted: answers.contacted,
    came: answers.came,
    affected: 'detained',
    kinds: answers.kinds,
    deed: answers.deed,
    involvement: answers.involvement,
    consent: answers.consent ?? unsaid(answers, 'not yet'),
    override: said(answers.override) ?? unsaid(answers, 'no'),
    investigated: said(answers.investigated),
    outcome: answers.outcome,
    logged: 'yes',
    person: answers.name,
    number: answers.number,
  }),
  says: () => 'brought it in from the earlier log',
})
