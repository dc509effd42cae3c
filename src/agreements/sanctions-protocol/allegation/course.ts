import { has } from '../../../engine/matter.ts'
import { after, afterAny, provided, step, type Condition, type Refusal } from '../../../engine/procedure.ts'
import { choice, day, documents, optional, paragraph, references, text } from '../../../engine/question.ts'
import { anyOf, called, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { owed } from '../../../engine/owed.ts'
import { bodies } from '../../../bodies.ts'
import { handling, leads, theOwner } from '../who.ts'
import { warnOfNames } from './nameless.ts'
import { boardNow, boardThere, concluded, explainer, found, mayProceed } from './reading.ts'
import { obligations } from './obligations.ts'
import { open } from './standing.ts'
import { outcomes } from './words.ts'

/** Telling the person the outcome, keeping the others up to date, and closing (SP-F7, SP-F10, SP-23h, SP-23i). */

const telling = called(
  'the body that is to tell the person',
  anyOf(
    whoever('the body that is to tell the person', (me, matter, world) => me.body === explainer(matter, world)),
    theOwner,
  ),
)

/** What was decided or answered is there to be told; or nothing will be, since the person agrees to nothing that needs it. */
const settling = ['not a sanction', 'declined', 'answered', 'answered at a senior level'] as const
const outcomeReached: Condition = {
  needs: [...settling, 'concluded', 'consent asked'],
  holds: ({ matter }) => settling.some(name => has(matter, name)) || concluded(matter) || goesNoFurther(matter),
  otherwise:
    'There is no outcome to tell yet: it comes when it is found not to qualify, when those it was put to have answered, or when the ombudsman has decided',
  clause: 'SP-F7',
}

const goesNoFurther = (matter: Taking['matter']): boolean =>
  has(matter, 'assessed') &&
  has(matter, 'consent asked') &&
  !(['board', 'establishment', 'service'] as const).some(what => mayProceed(matter, what))

export const explainOutcome = step({
  clauses: ['SP-F7', 'SP-F10', 'SP-23a', 'SP-23c'],
  label: 'Record that the person was told the outcome',
  about:
    'Tell the person what was decided and why, that they may speak freely to the inspectorate, the boards and the ombudsman, that they should not suffer for it, and that they may raise any concern at any time.',
  by: telling,
  open: [
    ...open,
    outcomeReached,
    provided(
      ({ matter }) => !has(matter, 'to be investigated') || concluded(matter),
      'The ombudsman investigates: there is an outcome to tell when it has concluded',
      'SP-F10',
    ),
    provided(
      ({ matter }) => matter.parts.has('identity'),
      'You have not been told who the person is: whoever received the allegation tells them',
      'SP-23b',
    ),
  ],
  part: 'outcome',
  asks: {
    toldOn: day('When were they told?', 'Give the date they were told', { notAfterToday: true }),
    how: choice('How were they told?', 'Choose how they were told', {
      person: 'In person',
      letter: 'By letter',
      call: 'By telephone',
      video: 'By video call',
      behalf: 'Through someone acting for them',
    }),
    toldBy: text('Who told them?', 'Say who told them', { example: 'A board member' }),
    response: optional(paragraph('What did they say?', '', { part: 'account' })),
    papers: documents('The letter, if there was one', { part: 'account' }),
  },
  marks: 'outcome explained',
  tells: [leads],
  sets: () => ({ explained: 'yes' }),
  says: () => 'recorded that the person was told the outcome',
})

const boards = whoever(
  'the board concerned',
  (me, matter, world) => me.unit === boardThere(matter, world) || me.unit === boardNow(matter, world),
)
const lead = whoever('a lead', (me, matter, world) => {
  const keys = leads.readers({ matter, me, answers: {}, world })
  return keys.includes(me.unit) || keys.includes(me.post)
})

export const update = step({
  clauses: ['SP-23h', 'SP-23i'],
  label: 'Add something new',
  about: 'The leads of the three bodies are kept up to date by every step; this is for what no other step says.',
  by: called('the unit that is handling it, the board concerned or a lead', anyOf(handling, boards, lead)),
  open,
  part: 'course',
  adds: true,
  asks: {
    news: paragraph('What is new?', 'Say what is new', {
      hint: 'Without names: the leads of the other bodies see this.',
    }),
    more: optional(
      paragraph('More of what the person says happened', '', {
        part: 'account',
        hint: 'Only those who may know who the person is see this.',
      }),
    ),
    papers: documents('Letters or other papers', { part: 'account' }),
    others: references('References of others that belong with it', {
      hint: 'Such as SAN-2026-0042. Only ones you can see.',
    }),
  },
  refuse: ({ answers, matter }) =>
    (answers.more !== undefined || (answers.papers ?? []).length > 0) && !matter.parts.has('account')
      ? { field: 'more', words: 'What the person says is not open to you', next: 'Say what is new without it.' }
      : undefined,
  warn: warnOfNames('news'),
  links: ({ answers }) => answers.others ?? [],
  tells: [leads],
  says: () => 'added something new',
})

export const close = step({
  clauses: ['SP-23c', 'SP-F7'],
  label: 'Close it',
  about: 'It can be closed once nothing is owed any more and the person knows the outcome.',
  by: theOwner,
  open: [...open, afterAny(['assessed'], 'First assess whether it qualifies as a sanction', 'SP-23c')],
  part: 'course',
  asks: {
    outcome: choice('How did it end?', 'Choose how it ended', outcomes),
    reasons: paragraph('Your reasons', 'Give your reasons', { hint: 'Without names.' }),
    untold: optional(
      paragraph('If the person could not be told the outcome, why not?', '', {
        hint: 'Without names.',
        clause: 'SP-F7',
      }),
    ),
  },
  refuse: taking => stillOwed(taking) ?? outcomeAtOdds(taking) ?? untold(taking),
  warn: warnOfNames('reasons', 'untold'),
  marks: 'closed',
  to: 'closed',
  tells: [leads],
  sets: ({ answers }) => ({ outcome: answers.outcome }),
  says: ({ answers }) => `closed it: ${outcomes[String(answers.outcome) as keyof typeof outcomes].toLowerCase()}`,
})

interface Closing {
  readonly outcome: keyof typeof outcomes
  readonly untold?: string
}

/** Duties that closing does not wait for: the log is kept whatever becomes of the matter. */
const notWaitedFor = ['log', 'explain', 'explain that it goes no further']

function stillOwed({ matter, world }: Taking<Closing>): Refusal | undefined {
  const [first] = owed(obligations, matter, world).filter(rule => !notWaitedFor.includes(rule))
  if (first === undefined) return undefined
  const duty = obligations[first as keyof typeof obligations]
  return {
    clause: duty.clause,
    words: `Something is still owed: ${duty.label.charAt(0).toLowerCase()}${duty.label.slice(1)} (${duty.owedBy.words})`,
    next: 'Close it once that is done.',
  }
}

function outcomeAtOdds({ answers, matter }: Taking<Closing>): Refusal | undefined {
  const said = {
    'not-a-sanction': has(matter, 'not a sanction'),
    'not-investigated': has(matter, 'declined'),
    unfounded: found(matter, 'unfounded'),
    evidence: found(matter, 'evidence found'),
  } as Readonly<Record<string, boolean>>
  const must = Object.keys(said).find(name => said[name])
  const allowed = said[answers.outcome] ?? (must === undefined || must === 'not-investigated')
  return allowed
    ? undefined
    : {
        field: 'outcome',
        words: must
          ? `It ended otherwise: ${outcomes[must as keyof typeof outcomes].toLowerCase()}`
          : 'Nothing that was done here says so',
        next: 'Choose how it ended.',
      }
}

const untold = ({ answers, matter, world }: Taking<Closing>): Refusal | undefined =>
  toldSince(matter) || answers.untold !== undefined
    ? undefined
    : {
        field: 'untold',
        clause: 'SP-F7',
        words: 'The person has not been told the outcome',
        next: `${bodies[explainer(matter, world)].name} tells them first; or say why they could not be told.`,
      }

/** Told the outcome, and not before it was last reopened. */
const toldSince = ({ milestones }: Taking['matter']) => {
  const told = milestones.get('outcome explained')
  return told !== undefined && told >= (milestones.get('reopened') ?? told)
}

export const reopen = step({
  clauses: ['SP-23a', 'SP-23i'],
  label: 'Reopen it',
  about: 'A concern may be raised at any time: reopen it when there is something new.',
  by: theOwner,
  open: [after('closed', 'It is not closed')],
  part: 'course',
  asks: { reasons: paragraph('Why is it reopened?', 'Say why it is reopened', { hint: 'Without names.' }) },
  warn: warnOfNames('reasons'),
  marks: 'reopened',
  clears: 'closed',
  to: 'reopened',
  tells: [leads],
  sets: () => ({ outcome: null }),
  says: () => 'reopened it',
})
