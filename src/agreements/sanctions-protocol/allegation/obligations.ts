import { findDay } from '../../../calendar/day.ts'
import type { Dates, Rule } from '../../../engine/deadline.ts'
import { has } from '../../../engine/matter.ts'
import { atMostOne, audience, owner, type Audience } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { within } from '../settings.ts'
import { casework, inspectorateLead, isBoard, ombudsmanLead, receivingBody } from '../who.ts'
import { boardElsewhere } from './monitoring.ts'
import {
  boardAsked,
  boardNow,
  boardThere,
  concluded,
  enquirer,
  escalatedTo,
  explaining,
  recommendations,
  referral,
  referredTo,
  settling,
  stands,
  watchedOver,
} from './reading.ts'

/**
 * What falls due as an allegation is followed up, and for whom. The protocol names almost no dates: where a date is ours
 * it says so, and each body may set its own (decision 7).
 */

const agreedDay = ({ answers }: Taking): Dates => ({ limit: findDay(String(answers.answerBy)) })
const dayAgreed = ({ answers }: Taking) => answers.answerBy !== undefined
const noDayAgreed = ({ answers }: Taking) => answers.answerBy === undefined

const manager = atMostOne('the manager it was referred to', ({ matter }) => referredTo(matter))
const seniorPost = atMostOne('the senior post it was taken to', ({ matter }) => escalatedTo(matter))
const board = atMostOne('the board of the establishment', ({ matter, world }) => boardThere(matter, world))
const boardOfPerson = atMostOne('the board of the establishment', ({ matter, world }) =>
  boardNow(matter, world) === boardThere(matter, world) ? boardNow(matter, world) : undefined,
)
const boardOfPersonElsewhere = atMostOne('the board where the person is', ({ matter, world }) =>
  boardNow(matter, world) === boardThere(matter, world) ? undefined : boardNow(matter, world),
)
const enquirers = atMostOne('whoever makes the enquiries', ({ matter, world }) => enquirer(matter, world))
const authoriser = atMostOne('the one who authorised it', ({ matter }) => {
  const named = referral(matter)?.answers.authoriser
  return typeof named === 'string' ? named : undefined
})
const reportedTo = atMostOne('the one the report went to', ({ matter }) => {
  const to = matter.entries.findLast(entry => entry.step === 'issue-report')?.answers.to
  return typeof to === 'string' ? to : undefined
})

/** The duty to report back, by the day agreed or by our default: of the manager, or of the senior level. */
const reportingBack = (level: {
  owedBy: Audience
  part: string
  asked: string
  answered: string
  leftOut?: readonly string[]
  by: string
}): { agreed: Rule; byDefault: Rule } => {
  const both = {
    clause: 'SP-23g',
    label: 'Report back on what was found and done',
    owedBy: level.owedBy,
    part: level.part,
    from: [level.asked],
    until: [level.answered],
    fallsAway: level.leftOut,
    by: level.by,
  } as const satisfies Partial<Rule>
  return {
    agreed: { ...both, when: dayAgreed, dates: agreedDay, basis: 'agreed' },
    byDefault: { ...both, when: noDayAgreed, dates: within('report-back', receivingBody), basis: 'our default' },
  }
}

const fromManager = reportingBack({
  owedBy: manager,
  part: 'referral',
  asked: 'referred',
  answered: 'answered',
  leftOut: ['manager left out', 'name recalled'],
  by: 'report-back',
})
const fromSenior = reportingBack({
  owedBy: seniorPost,
  part: 'escalation',
  asked: 'escalated',
  answered: 'answered at a senior level',
  leftOut: ['name recalled'],
  by: 'answer-escalation',
})

/** There is nothing left for a board to find out first: those it was put to have answered, or the ombudsman has decided. */
const enquiredEnough = [
  'answered',
  'answered at a senior level',
  'to be investigated',
  'declined',
  'concluded',
  'consent withdrawn',
  'not a sanction',
  'closed',
] as const

/** The one board or the other, each by a step of its own (decision 9). */
const watchThePerson = {
  clause: 'SP-25',
  label: 'See how the person is treated',
  part: 'monitoring',
  from: ['watching the person', 'looked at the person'],
  until: ['looked at the person', 'stopped watching the person'],
  dates: within('monitoring', 'IMB'),
  basis: 'our default',
} as const satisfies Partial<Rule>

export const obligations = {
  consult: {
    clause: 'SP-23b',
    label: 'Ask the person for their consent',
    owedBy: owner,
    part: 'consent',
    from: ['received'],
    until: ['consent asked'],
    fallsAway: ['not a sanction', 'closed'],
    dates: within('consent', receivingBody),
    basis: 'our default',
    by: 'ask-consent',
  },
  assess: {
    clause: 'SP-23c',
    label: 'Assess whether it qualifies as a sanction',
    owedBy: owner,
    part: 'assessment',
    // What is reopened is looked at anew: by the ombudsman, where it was concluded on.
    from: ['received', 'reopened'],
    until: ['assessed'],
    fallsAway: ['closed'],
    when: ({ matter }) => !concluded(matter),
    dates: within('assess', receivingBody),
    basis: 'our default',
    by: 'assess',
  },
  log: {
    clause: 'SP-F3',
    label: 'Confirm it in the log',
    owedBy: inspectorateLead,
    part: 'summary',
    from: ['received'],
    until: ['logged'],
    when: ({ matter }) => !has(matter, 'logged'),
    dates: within('log', 'HMIP'),
    basis: 'our default',
    by: 'log',
  },
  refer: {
    clause: 'SP-23d',
    label: 'Refer it to a manager there or above',
    owedBy: owner,
    // Not with the referral, nor with what is taken higher: it is counted from the day the person agreed, which is not for those in the
    // service whom it goes to, nor for a governor who is shown that it went above them.
    part: 'assessment',
    from: ['ready to refer'],
    until: ['referred', 'escalated'],
    // What the ombudsman investigates, a manager need not look into as well; it may still be referred.
    fallsAway: ['consent withdrawn', 'not a sanction', 'to be investigated', 'declined', 'concluded', 'closed'],
    when: ({ matter }) => !has(matter, 'to be investigated'),
    dates: within('refer', receivingBody),
    basis: 'our default',
    by: 'refer',
  },
  'confirm authority': {
    clause: 'SP-23f',
    label: 'Confirm that you authorised the referral without consent',
    owedBy: authoriser,
    part: 'summary',
    from: ['override'],
    until: ['authority settled'],
    dates: within('authority', receivingBody),
    basis: 'our default',
    by: 'confirm-authority',
  },
  'report back': fromManager.byDefault,
  'report back by the day agreed': fromManager.agreed,
  'senior level reports back': fromSenior.byDefault,
  'senior level reports back by the day agreed': fromSenior.agreed,
  'begin to watch': {
    clause: 'SP-25',
    label: 'Begin to watch over the person',
    owedBy: board,
    part: 'monitoring',
    from: ['received', 'board assigned'],
    until: ['watching the person', 'watching the establishment'],
    fallsAway: ['not a sanction', 'unfounded', 'closed', 'board not to watch'],
    when: ({ matter, world }) =>
      !watchedOver(matter) && (has(matter, 'board assigned') || isBoard(world, matter.owner)),
    dates: within('watch', 'IMB'),
    basis: 'our default',
    by: 'monitor',
  },
  // They had moved before they agreed that a board be told (decision 9).
  'begin to watch where they are': {
    clause: 'SP-25',
    label: 'Begin to watch over the person',
    owedBy: boardElsewhere,
    part: 'monitoring',
    from: ['its board may watch'],
    until: ['watching the person'],
    fallsAway: ['not a sanction', 'unfounded', 'closed', 'name recalled', 'person moved'],
    dates: within('watch', 'IMB'),
    basis: 'our default',
    by: 'monitor',
  },
  'watch the person': {
    ...watchThePerson,
    owedBy: boardOfPerson,
    fallsAway: ['closed', 'person elsewhere'],
    by: 'observe',
  },
  'watch the person where they are': {
    ...watchThePerson,
    owedBy: boardOfPersonElsewhere,
    fallsAway: ['closed', 'person back where it began'],
    by: 'observe-elsewhere',
  },
  'watch the establishment': {
    clause: 'SP-25',
    label: 'See how people there are treated generally',
    owedBy: board,
    part: 'monitoring',
    from: ['watching the establishment', 'looked at the establishment'],
    until: ['looked at the establishment', 'stopped watching the establishment'],
    fallsAway: ['closed'],
    dates: within('monitoring', 'IMB'),
    basis: 'our default',
    by: 'observe',
  },
  'ask the board': {
    clause: 'SP-F4',
    label: 'Ask the board to make enquiries',
    owedBy: owner,
    part: 'assessment',
    from: ['ready to enquire'],
    until: ['board assigned'],
    fallsAway: enquiredEnough,
    when: ({ matter, world }) => enquirer(matter, world) !== matter.owner && !boardAsked(matter),
    dates: within('ask-board', receivingBody),
    basis: 'our default',
    by: 'assign-board',
  },
  // A board that received it, or whoever did where there is none, is asked by nobody (decision 8).
  'enquire unasked': {
    clause: 'SP-F4',
    label: 'Make first enquiries and speak to the person',
    owedBy: enquirers,
    // Not with the watching, which the board of another place may come to share.
    part: 'assessment',
    from: ['ready to enquire'],
    until: ['enquiries made'],
    fallsAway: ['board assigned', ...enquiredEnough],
    when: ({ matter, world }) => enquirer(matter, world) === matter.owner && !has(matter, 'enquiries made'),
    dates: within('enquiries', receivingBody),
    basis: 'our default',
    by: 'enquire',
  },
  enquire: {
    clause: 'SP-F4',
    label: 'Make first enquiries and speak to the person',
    owedBy: enquirers,
    part: 'monitoring',
    from: ['board assigned'],
    until: ['enquiries made'],
    fallsAway: ['name recalled', 'not a sanction', 'closed'],
    dates: within('enquiries', receivingBody),
    basis: 'our default',
    by: 'enquire',
  },
  brief: {
    clause: 'SP-F5',
    label: 'Send the briefing to the inspectorate and the ombudsman',
    owedBy: enquirers,
    part: 'monitoring',
    from: ['enquiries made'],
    until: ['briefed'],
    fallsAway: ['name recalled', 'not a sanction', 'closed'],
    when: ({ matter }) => !has(matter, 'briefed'),
    dates: within('briefing', receivingBody),
    basis: 'our default',
    by: 'brief',
  },
  decide: {
    clause: 'SP-F6',
    label: 'Decide whether to investigate',
    owedBy: ombudsmanLead,
    part: 'decision',
    // What it hears of itself it considers at once; what others received, once the briefing has come (SP-26).
    from: ['briefed', 'assessed as a sanction', 'reopened'],
    until: ['decided'],
    fallsAway: ['investigation opened', 'not a sanction', 'closed'],
    // Those who would investigate may not be told any more who the person is: it is decided anew, unless they agree to that again.
    inPlaceOf: { rule: 'open the investigation', on: ['name recalled'] },
    when: taking =>
      (!has(taking.matter, 'decided') || stands(taking.matter, 'reopened', 'decided')) &&
      (has(taking.matter, 'briefed') || receivingBody(taking) === 'PPO'),
    dates: within('decision', 'PPO'),
    basis: 'our default',
    by: 'decide',
  },
  'open the investigation': {
    clause: 'SP-F8',
    label: 'Open the investigation',
    owedBy: ombudsmanLead,
    part: 'decision',
    from: ['to be investigated'],
    until: ['investigation opened'],
    fallsAway: ['declined', 'closed'],
    dates: within('opening', 'PPO'),
    basis: 'our default',
    by: 'open-investigation',
  },
  conclude: {
    clause: 'SP-F9',
    label: 'Conclude, and tell the inspectorate and the monitoring boards',
    owedBy: casework,
    part: 'decision',
    from: ['investigation opened'],
    until: ['concluded'],
    fallsAway: ['closed'],
    dates: within('investigation', 'PPO'),
    basis: 'our default',
    by: 'conclude',
  },
  'issue the report': {
    clause: 'SP-F11',
    label: 'Issue the report with recommendations',
    owedBy: casework,
    // It is counted from the day of the conclusion, which is not for the establishment.
    part: 'conclusion',
    from: ['evidence found'],
    until: ['report issued'],
    dates: within('report', 'PPO'),
    basis: 'our default',
    by: 'issue-report',
  },
  'answer the recommendations by the day asked': {
    clause: 'SP-F11',
    label: 'Answer each recommendation',
    owedBy: reportedTo,
    part: 'report',
    from: ['report issued'],
    until: ['recommendations answered'],
    when: dayAgreed,
    dates: agreedDay,
    basis: 'agreed',
    by: 'answer-recommendation',
  },
  'answer the recommendations': {
    clause: 'SP-F11',
    label: 'Answer each recommendation',
    owedBy: reportedTo,
    part: 'report',
    from: ['report issued'],
    until: ['recommendations answered'],
    when: noDayAgreed,
    dates: within('answers', 'HMPPS'),
    basis: 'our default',
    by: 'answer-recommendation',
  },
  'carry out the recommendations': {
    clause: 'SP-F11',
    label: 'Carry out what was accepted, and show that it is done',
    owedBy: reportedTo,
    part: 'report',
    from: ['recommendations answered'],
    until: ['recommendations done'],
    when: ({ matter }) => lastAction(matter) !== undefined && !has(matter, 'recommendations done'),
    dates: ({ matter }) => ({ limit: lastAction(matter) }),
    basis: 'agreed',
    by: 'answer-recommendation',
  },
  // By whoever knows them, since no other body does (SP-23b).
  'explain that it goes no further': {
    clause: 'SP-F7',
    label: 'Tell the person that it goes no further',
    owedBy: owner,
    part: 'outcome',
    from: ['goes no further'],
    until: ['outcome explained'],
    fallsAway: ['consent given', 'override', 'to be investigated', ...settling, 'closed'],
    when: ({ matter }) => !has(matter, 'to be investigated'),
    dates: within('outcome', receivingBody),
    basis: 'our default',
    by: 'explain-outcome',
  },
  explain: {
    clause: 'SP-F7',
    label: 'Tell the person the outcome',
    owedBy: audience('the body that is to tell the person', ({ matter, world }) => explaining(matter, world)),
    part: 'outcome',
    from: settling,
    until: ['outcome explained'],
    fallsAway: ['to be investigated', 'a sanction after all', 'closed'],
    // Of a body that lost sight of who they are with their consent, whoever received it takes it over.
    inPlaceOf: { rule: 'explain', on: ['name recalled'] },
    dates: within('outcome', receivingBody),
    basis: 'our default',
    by: 'explain-outcome',
  },
} as const satisfies Readonly<Record<string, Rule>>

/** The last of the days by which accepted recommendations are to be carried out. */
const lastAction = (matter: Taking['matter']) =>
  findDay(
    recommendations(matter)
      .filter(one => one.answer?.response !== 'not-accepted' && one.answer?.done !== true)
      .map(one => one.answer?.actBy)
      .filter(day => typeof day === 'string')
      .toSorted()
      .at(-1) ?? '',
  )
