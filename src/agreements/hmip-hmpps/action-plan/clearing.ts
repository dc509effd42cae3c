import { dayOf, findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { has, type Matter } from '../../../engine/matter.ts'
import { after, afterAny, before, provided, step, type Condition, type Refusal } from '../../../engine/procedure.ts'
import { day, optional, paragraph, rows, text, worked } from '../../../engine/question.ts'
import { reportsOf } from './items.ts'
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
import type { Taking } from '../../../engine/world.ts'

/** The plan is checked, cleared and passed on, each stage on its day and by its office (HH-32b); and asked for again (HH-33). */

const notEnded = before('closed', 'This plan has ended')
const at = (stage: string, otherwise: string): Condition => provided(({ matter }) => matter.stage === stage, otherwise)

/** How far it has come on its way to the inspectorate: whatever sends it back, it goes the whole of it again. */
export const onItsWay = ['in place', 'assured', 'cleared by the chief executive', 'cleared by ministers'] as const

/** Whether what was done last sent it back. */
export const goesBack = ({ entries }: Matter): boolean => entries.at(-1)?.clears.includes('in place') ?? false

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

/** An office may have cleared it on a day before it is written down: never before it came to it. */
const clearedOn = day('On which day was it cleared?', '', {
  notAfterToday: true,
  usual: ({ world }) => world.today,
  hint: 'If it is left empty, today.',
})

/** The day a stage was reached: as it was told, or else when it was written down. */
export const reachedOn = (matter: Matter, milestone: string): Day | undefined => {
  const entry = matter.milestones.has(milestone)
    ? matter.entries.findLast(one => one.marks.includes(milestone))
    : undefined
  return entry && (findDay(String(entry.answers.on ?? '')) ?? dayOf(entry.at))
}

const notBefore =
  (milestone: string, words: string) =>
  ({ matter, answers }: Taking<{ on?: Day | undefined }>): Refusal | undefined => {
    const before = reachedOn(matter, milestone)
    return before && answers.on && answers.on < before
      ? { field: 'on', words: `It can’t have been cleared before ${words}, which was on ${formatDay(before)}` }
      : undefined
  }

export const clearChiefExecutive = step({
  clauses: ['HH-32b'],
  label: 'Say that the Chief Executive clears it',
  about: 'It then goes to the Secretary of State, who sees it from then on.',
  by: forChiefExecutive,
  open: [notEnded, at('chief executive', 'It is cleared once its quality is assured')],
  part: 'course',
  asks: { on: optional(clearedOn), remark },
  refuse: notBefore('assured', 'its quality was assured'),
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
  asks: { on: optional(clearedOn), remark },
  refuse: notBefore('cleared by the chief executive', 'the Chief Executive cleared it'),
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
  clears: onItsWay,
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
  // One that began with an Urgent Notification has no report of its own.
  open: [
    notEnded,
    afterAny(['published', 'in place'], 'Its report has not been published yet, and it has not been put in place'),
  ],
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
  // A report that is still to be published begins a plan of its own then, or has another by then.
  also: ({ matter }) =>
    has(matter, 'published')
      ? []
      : reportsOf(matter).map(reference => ({ reference, step: 'let-go-plan', answers: { left: [matter.reference] } })),
  tells: [makers],
  says: () => 'ended this plan',
})
