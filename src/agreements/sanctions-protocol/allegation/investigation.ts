import { bodies, scrutinyBodyNames, type ScrutinyBody } from '../../../bodies.ts'
import { has, type Answers } from '../../../engine/matter.ts'
import { after, before, provided, step, type Refusal } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  documents,
  oneOf,
  onlyIf,
  optional,
  paragraph,
  post,
  rows,
  text,
  yesOrNo,
} from '../../../engine/question.ts'
import { chosen, owner, together, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { involvements, sanctionKinds } from '../sanction.ts'
import {
  atOmbudsman,
  boardsLead,
  casework,
  inspectorateLead,
  investigating,
  leads,
  managersAt,
  ombudsmanLead,
  receivingBody,
  seniors,
} from '../who.ts'
import { boardHere } from './enquiries.ts'
import { warnOfNames } from './nameless.ts'
import { person, told } from './parts.ts'
import {
  allAnswered,
  allDone,
  canTellThem,
  found,
  investigated,
  mayProceed,
  placeOf,
  recommendations,
  stands,
} from './reading.ts'
import { wentAbove } from './referral.ts'
import { notConcluded, open, qualified } from './standing.ts'
import { conclusions } from './words.ts'

/** Whether the ombudsman investigates, what it concludes, and what comes of its recommendations (SP-26, SP-F6 to SP-F11). */

// Who tells the person (SP-F7, decision 10)

const explainedBy = choice(
  'Which body tells the person the outcome?',
  'Choose which body tells the person the outcome',
  scrutinyBodyNames,
  { hint: 'It falls to that body to do so: one that knows who the person is.', clause: 'SP-F7' },
)

/** Only a body that may know who the person is can tell them anything. */
function cannotTellThem({ answers, matter, world }: Taking<{ explainedBy?: ScrutinyBody }>): Refusal | undefined {
  const { explainedBy: body } = answers
  return body === undefined || canTellThem(matter, world, body)
    ? undefined
    : {
        field: 'explainedBy',
        clause: 'SP-23b',
        words: 'That body has not been told who the person is',
        next: `Choose ${bodies[receivingBody({ matter, world })].name}, which received the allegation.`,
      }
}

/** It goes to the leads whether or not they may know who the person is, or may any more (SP-F9, SP-F11, SP-23b). */
const unlessTheyMayKnow = (asked: string) => (taking: Taking) =>
  mayProceed(taking.matter, 'bodies') ? undefined : warnOfNames(asked)(taking)

export const decide = step({
  clauses: ['SP-F6', 'SP-26', 'SP-F7'],
  label: 'Decide whether to investigate',
  about: 'The ombudsman considers whether to investigate, and gives reasons either way.',
  by: atOmbudsman,
  open: [
    ...open,
    qualified,
    // A concern may be raised at any time: what was concluded on is looked at again once it has been reopened.
    {
      ...before('investigation opened', 'The investigation has begun', 'SP-F6'),
      holds: ({ matter }) => !investigated(matter) || stands(matter, 'reopened', 'decided'),
    },
  ],
  part: 'decision',
  asks: {
    investigate: yesOrNo('Will the ombudsman investigate?', 'Say whether the ombudsman will investigate'),
    reasons: paragraph('Your reasons, for and against', 'Give your reasons', {
      hint: 'Without names: the other bodies see this.',
    }),
    explainedBy: onlyIf('investigate', false, explainedBy),
  },
  refuse: taking => cannotTellThem(taking),
  warn: warnOfNames('reasons'),
  marks: {
    decided: () => true,
    'looked at again': ({ matter }) => has(matter, 'investigation opened'),
    'to be investigated': ({ answers }) => answers.investigate,
    declined: ({ answers }) => !answers.investigate,
  },
  clears: {
    'to be investigated': ({ answers }) => !answers.investigate,
    declined: ({ answers }) => answers.investigate,
  },
  to: { 'to-investigate': ({ answers }) => answers.investigate, declined: ({ answers }) => !answers.investigate },
  tells: [leads, owner],
  sets: ({ answers }) => ({
    investigated: answers.investigate ? 'yes' : 'no',
    outcome: answers.investigate ? undefined : 'not-investigated',
  }),
  says: ({ answers }) => (answers.investigate ? 'decided to investigate' : 'decided not to investigate'),
})

export const openInvestigation = step({
  clauses: ['SP-F8'],
  label: 'Open the investigation',
  about: 'The investigators see the matter, and have working papers that no other body sees.',
  by: atOmbudsman,
  open: [
    ...open,
    after('to be investigated', 'First decide whether to investigate', 'SP-F6'),
    {
      ...before('investigation opened', 'The investigation has begun', 'SP-F8'),
      holds: ({ matter }) => !investigated(matter),
    },
    provided(
      ({ matter }) => matter.parts.has('identity'),
      'You have not been told who the person is: ask whoever received it to seek their consent to that, or decide anew whether to investigate',
      'SP-23b',
    ),
    // Also where the ombudsman received it: those who investigate are others than those who handle it.
    provided(
      ({ matter }) => mayProceed(matter, 'bodies') || !has(matter, 'consent withdrawn'),
      'The person took back their consent, and those who investigate would be told who they are: ask whether they agree to that, or decide anew whether to investigate',
      'SP-23b',
    ),
  ],
  part: 'decision',
  asks: {
    scope: paragraph('What will be investigated?', 'Say what will be investigated', { part: 'papers' }),
  },
  marks: 'investigation opened',
  to: 'investigating',
  discloses: [
    {
      part: ['papers', 'conclusion', 'report'],
      to: together(casework, ombudsmanLead),
      purpose: 'To investigate; its working papers stay with the ombudsman',
      clause: 'SP-F8',
    },
    { part: [...told, ...person], to: casework, purpose: 'To investigate', clause: 'SP-F8' },
    {
      part: 'briefing',
      to: casework,
      purpose: 'To investigate',
      clause: 'SP-F8',
      when: ({ matter }) => matter.parts.has('briefing'),
    },
  ],
  tells: [casework, leads],
  says: () => 'opened the investigation',
})

const underWay = [
  ...open,
  {
    ...after('investigation opened', 'No investigation has been opened', 'SP-F8'),
    holds: ({ matter }: Pick<Taking, 'matter'>) => investigated(matter),
  },
  notConcluded,
] as const

export const note = step({
  clauses: ['SP-F8'],
  label: 'Add to the working papers',
  by: investigating,
  open: [...open, after('investigation opened', 'No investigation has been opened', 'SP-F8')],
  part: 'papers',
  adds: true,
  asks: {
    note: paragraph('What do you want to keep?', 'Write what you want to keep'),
    papers: documents('Papers'),
  },
  says: () => 'added to the working papers',
})

export const conclude = step({
  clauses: ['SP-F9', 'SP-F10', 'SP-F11'],
  label: 'Conclude',
  about: 'The inspectorate and the monitoring boards are told what you conclude. The working papers stay with you.',
  by: investigating,
  open: underWay,
  part: 'conclusion',
  asks: {
    finding: choice('What do you conclude?', 'Choose what you conclude', conclusions),
    kinds: onlyIf(
      'finding',
      'evidence',
      choices('What kinds of sanction were found?', 'Choose what was found', sanctionKinds),
    ),
    involvement: onlyIf(
      'finding',
      'evidence',
      choices('How were staff involved?', 'Choose how staff were involved', involvements),
    ),
    conclusion: paragraph('Your conclusion', 'Write your conclusion'),
    explainedBy: onlyIf('finding', 'evidence', explainedBy),
  },
  refuse: taking => cannotTellThem(taking),
  warn: unlessTheyMayKnow('conclusion'),
  marks: {
    concluded: () => true,
    unfounded: ({ answers }) => answers.finding === 'unfounded',
    'evidence found': ({ answers }) => answers.finding === 'evidence',
  },
  to: 'concluded',
  discloses: [
    {
      part: 'conclusion',
      to: together(inspectorateLead, boardsLead),
      purpose: 'To know what the ombudsman concluded',
      clause: 'SP-F9',
    },
    { part: 'conclusion', to: owner, purpose: 'To know what the ombudsman concluded', clause: 'SP-F9' },
    {
      part: 'conclusion',
      to: boardHere,
      purpose: 'To know what the ombudsman concluded',
      clause: 'SP-F9',
      when: ({ matter }) => has(matter, 'board assigned'),
    },
  ],
  tells: [inspectorateLead, boardsLead, ombudsmanLead, owner],
  sets: ({ answers }) => ({
    finding: answers.finding,
    found: answers.kinds ?? [],
    outcome: answers.finding === 'evidence' ? 'evidence' : 'unfounded',
  }),
  says: ({ answers }) =>
    answers.finding === 'unfounded'
      ? 'concluded that it is unfounded'
      : 'concluded that there is evidence of a sanction',
})

/** The governor; or, where managers there are involved or it went above them, a senior post only. */
const reportable = (taking: Taking) =>
  wentAbove(taking)
    ? seniors(taking.world)
    : [...managersAt(taking.world, placeOf(taking)).filter(one => one.kind === 'governor'), ...seniors(taking.world)]

export const issueReport = step({
  clauses: ['SP-F11'],
  label: 'Issue the report with recommendations',
  about:
    'The report goes to the governor, or above them where the matter did, with copies to the inspectorate and the monitoring boards.',
  by: investigating,
  open: [
    ...open,
    {
      ...after('evidence found', 'A report follows when there is evidence of a sanction', 'SP-F11'),
      holds: ({ matter }) => found(matter, 'evidence found'),
    },
    {
      ...before('report issued', 'The report has been issued'),
      holds: ({ matter }) => !stands(matter, 'report issued', 'looked at again'),
    },
  ],
  part: 'report',
  asks: {
    to: post('To whom does it go?', 'Choose to whom it goes', reportable),
    report: paragraph('The report', 'Write the report', {
      hint: 'Or its main points, with the report itself attached.',
    }),
    papers: documents('The report as a file'),
    recommendations: rows('Recommendations', 'Write at least one recommendation', {
      recommendation: paragraph('What do you recommend?', 'Write what you recommend'),
    }),
    answerBy: optional(
      day('By when do you ask for an answer?', '', {
        notBeforeToday: true,
        hint: 'Leave it empty for the usual time.',
      }),
    ),
  },
  warn: unlessTheyMayKnow('report'),
  marks: 'report issued',
  to: 'reported',
  discloses: [
    {
      part: 'report',
      to: chosen('to', 'the one it goes to'),
      purpose: 'To answer the recommendations',
      clause: 'SP-F11',
      conditions: ['The person must not suffer for this either'],
    },
    {
      part: 'report',
      to: together(inspectorateLead, boardsLead),
      purpose: 'Their copy of the report',
      clause: 'SP-F11',
    },
    { part: 'report', to: owner, purpose: 'Whoever received the allegation sees its report', clause: 'SP-F11' },
  ],
  tells: [chosen('to', 'the one it goes to'), inspectorateLead, boardsLead, owner],
  sets: ({ answers }) => ({
    recommendations: answers.recommendations.length,
    reportTo: answers.to,
    answered: 0,
    accepted: 0,
    done: 0,
  }),
  says: ({ answers, world }) => `issued the report to the ${world.directory.post(String(answers.to)).title}`,
})

const reportedTo = (matter: Taking['matter']) =>
  matter.entries.findLast(entry => entry.step === 'issue-report')?.answers.to

export const answerRecommendation = step({
  clauses: ['SP-F11'],
  label: 'Answer a recommendation',
  about:
    'Say for each recommendation whether it is accepted and what is being done. Take this again as the work goes on.',
  by: whoever('the one the report went to', (me, matter) => reportedTo(matter) === me.post),
  open: [after('report issued', 'No report has come to you')],
  part: 'report',
  adds: true,
  asks: {
    which: oneOf('Which recommendation?', 'Choose the recommendation', ({ matter }) =>
      recommendations(matter).map(one => ({
        value: String(one.number),
        text: `${one.number}. ${shortened(one.words)}`,
      })),
    ),
    response: choice('Is it accepted?', 'Choose whether it is accepted', {
      accepted: 'Accepted',
      partly: 'Partly accepted',
      'not-accepted': 'Not accepted',
    }),
    why: {
      ...paragraph('Why is it not accepted in full?', 'Say why it is not accepted in full', {
        hint: 'Leave this out if it is accepted in full.',
      }),
      asked: ({ response }: Answers) => response === 'partly' || response === 'not-accepted',
    },
    action: {
      ...paragraph('What has been or will be done?', 'Say what has been or will be done', {
        hint: 'Leave this out if it is not accepted.',
      }),
      asked: ({ response }: Answers) => response === 'accepted' || response === 'partly',
    },
    lead: optional(text('Who is seeing to it?', '', { example: 'Head of safety' })),
    actBy: optional(day('By when?', '')),
    done: optional(yesOrNo('Is it done?', '')),
    evidence: onlyIf('done', true, paragraph('How can that be seen?', 'Say how it can be seen that it is done')),
    papers: documents('Papers'),
  },
  marks: {
    'recommendation answered': () => true,
    'recommendations answered': ({ matter, answers }) => allAnswered(answering(matter, answers)),
    'recommendations done': ({ matter, answers }) => allDone(answering(matter, answers)),
  },
  tells: [ombudsmanLead, casework, inspectorateLead, boardsLead],
  sets: ({ matter }) => ({
    answered: recommendations(matter).filter(one => one.answer !== undefined).length,
    accepted: recommendations(matter).filter(one => one.answer !== undefined && one.answer.response !== 'not-accepted')
      .length,
    done: recommendations(matter).filter(one => one.answer?.done === true).length,
  }),
  says: ({ answers }) => `answered recommendation ${answers.which}`,
})

/** Marks are decided before the entry is made: this is the matter as it will be. */
const answering = (matter: Taking['matter'], answers: object): Taking['matter'] => ({
  ...matter,
  entries: [
    ...matter.entries,
    {
      ...(matter.entries.at(-1) as (typeof matter.entries)[number]),
      step: 'answer-recommendation',
      answers: { ...answers },
    },
  ],
})

/** As much of it as a choice has room for, cut between words. */
const shortened = (words: string) => (words.length > 200 ? `${words.slice(0, 200).replace(/\s+\S*$/, '')}…` : words)
