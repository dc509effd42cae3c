import { has, type Matter } from '../../../engine/matter.ts'
import { after, before, provided, step, type Condition } from '../../../engine/procedure.ts'
import { optional, paragraph, rows, text, worked } from '../../../engine/question.ts'
import { planRow, unfinished, wholePlan } from './making.ts'
import {
  atPlace,
  checkers,
  chiefExecutive,
  forChiefExecutive,
  forMinister,
  governor,
  heads,
  inspectors,
  makers,
  minister,
  teams,
} from './who.ts'
import { atCentre, centre } from '../who.ts'
import { anyOf, owner, together } from '../../../engine/who.ts'

/** The plan is checked, cleared and passed on, each stage on its day and by its office (HH-32b); and asked for again (HH-33). */

const notEnded = before('closed', 'This plan has ended')
const at = (stage: string, otherwise: string): Condition => provided(({ matter }) => matter.stage === stage, otherwise)

const remark = optional(paragraph('Anything to say about it', '', { part: 'plan' }))

/** What nobody types: the plan as it stands, put into the part that the inspectorate reads. */
const asItStands = worked(
  ({ matter }) => wholePlan(matter) as never,
  optional(rows('The plan as it is passed on', '', planRow, { part: 'passed', most: 200, numberedBy: 'number' })),
)

export const assure = step({
  clauses: ['HH-32b'],
  label: 'Say that its quality is assured',
  about: 'It then goes to the Chief Executive of the prison service, who sees it from then on.',
  by: atCentre,
  open: [notEnded, at('checking', 'It is checked once the establishment has put it in place')],
  part: 'course',
  asks: { remark },
  marks: 'assured',
  to: 'chief executive',
  discloses: [
    { part: ['course', 'items', 'plan', 'passed'], to: chiefExecutive, purpose: 'To clear it', clause: 'HH-32b' },
  ],
  tells: [chiefExecutive, governor],
  says: () => 'assured the quality of the plan',
})

export const clearChiefExecutive = step({
  clauses: ['HH-32b'],
  label: 'Say that the Chief Executive clears it',
  about: 'It then goes to the Secretary of State, who sees it from then on.',
  by: forChiefExecutive,
  open: [notEnded, at('chief executive', 'It is cleared once its quality is assured')],
  part: 'course',
  asks: { remark },
  marks: 'cleared by the chief executive',
  to: 'ministers',
  discloses: [{ part: ['course', 'items', 'plan', 'passed'], to: minister, purpose: 'To clear it', clause: 'HH-32b' }],
  tells: [minister, centre],
  says: () => 'had it cleared by the Chief Executive',
})

export const clearMinisters = step({
  clauses: ['HH-32b'],
  label: 'Say that ministers clear it',
  by: forMinister,
  open: [notEnded, at('ministers', 'It goes to ministers once the Chief Executive has cleared it')],
  part: 'course',
  asks: { remark },
  marks: 'cleared by ministers',
  to: 'cleared',
  tells: [centre],
  says: () => 'had it cleared by ministers',
})

export const sendBack = step({
  clauses: ['HH-32b'],
  label: 'Send it back to be changed',
  about: 'It goes back to the establishment, and is checked and cleared again from the beginning.',
  by: checkers,
  open: [
    notEnded,
    provided(
      ({ matter }) => ['checking', 'chief executive', 'ministers', 'cleared'].includes(matter.stage),
      'It is with the establishment, or has been passed on',
    ),
  ],
  part: 'course',
  asks: { why: paragraph('What has to change?', 'Say what has to change', { part: 'plan' }) },
  // What is made of it next is the prison service’s own until it comes to them again.
  recalls: [{ part: 'plan', from: minister, clause: 'HH-32b' }],
  marks: 'sent back',
  clears: ['in place', 'assured', 'cleared by the chief executive', 'cleared by ministers'],
  to: 'making',
  tells: [makers],
  says: () => 'sent the plan back to be changed',
})

export const pass = step({
  clauses: ['HH-32b'],
  label: 'Pass the plan to the inspectorate',
  about:
    'As it was cleared. From then on the inspectorate sees the plan, and what the establishment reports of its progress.',
  by: atCentre,
  open: [notEnded, at('cleared', 'It is passed on once ministers have cleared it')],
  part: 'course',
  asks: { passed: asItStands },
  // Whoever asked for it as revised meanwhile has it now.
  marks: { passed: () => true, revised: ({ matter }) => has(matter, 'revision asked') },
  to: 'passed',
  discloses: [
    { part: 'progress', to: teams, purpose: 'To know what is reported', clause: 'HH-32b' },
    { part: 'progress', to: heads, purpose: 'To know what is reported', clause: 'HH-32b' },
  ],
  // Whoever cleared it reads it as it was passed on; what is made of it next is none of theirs.
  recalls: [{ part: 'plan', from: together(chiefExecutive, minister), clause: 'HH-32b' }],
  tells: [owner, governor],
  sets: ({ world }) => ({ passed: world.today }),
  says: () => 'passed the plan to the inspectorate',
})

export const askRevision = step({
  clauses: ['HH-33'],
  label: 'Ask for the plan as revised',
  about:
    'At the next inspection. Whoever sees this plan’s course learns of it: not before the establishment has been told.',
  by: inspectors,
  open: [notEnded, after('published', 'Its report has not been published yet')],
  part: 'course',
  asks: { note: optional(text('Anything to say', '', { hint: 'The establishment reads this.' })) },
  marks: 'revision asked',
  clears: 'revised',
  tells: [governor, centre],
  says: () => 'asked for the plan as revised',
})

/** A plan that was never passed on, and is under way, can't be handed over round those who clear it. */
const handedRound = ({ matter }: { readonly matter: Matter }) => has(matter, 'passed') || matter.stage === 'making'

export const handInRevised = step({
  clauses: ['HH-33'],
  label: 'Hand in the plan as revised',
  about: 'As it stands today. The inspectorate reads it in place of the one it had.',
  by: anyOf(atPlace, atCentre),
  open: [
    notEnded,
    after('revision asked', 'It has not been asked for'),
    before('revised', 'It has been handed in'),
    provided(handedRound, 'It is being cleared: it is handed in by being passed on', 'HH-32b'),
  ],
  part: 'course',
  asks: { passed: { ...asItStands, label: 'The plan as it is handed in' } },
  refuse: ({ matter }) => unfinished(matter),
  marks: 'revised',
  discloses: [
    { part: 'progress', to: teams, purpose: 'To know what is reported', clause: 'HH-33' },
    { part: 'progress', to: heads, purpose: 'To know what is reported', clause: 'HH-33' },
  ],
  tells: [owner, centre],
  says: () => 'handed in the plan as revised',
})

export const close = step({
  clauses: ['HH-33'],
  label: 'End this plan',
  about: 'When the plan on a later report has taken its place. What was written stays.',
  by: inspectors,
  open: [notEnded],
  part: 'course',
  asks: { because: text('Why?', 'Say why', { hint: 'The establishment reads this.' }) },
  marks: 'closed',
  to: 'closed',
  tells: [makers],
  says: () => 'ended this plan',
})
